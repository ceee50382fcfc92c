"""Pages that lead elsewhere: permanent addresses of articles, and former names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.derive import addresses
from builder.derive.library import Library
from builder.derive.site import Site
from builder.model.article import Article
from builder.plugin.rendering import Renderer, base_of


@dataclass(frozen=True, slots=True)
class Leading:
    """A finished page: its file's path from the root of the site, and its HTML."""

    path: str
    html: str


def permanent(article: Article, renderer: Renderer, site: Site) -> Leading:
    """From the article's permanent address to where its page is now. A removed article's title is not told."""
    source = addresses.permalink(article.id)
    target = addresses.address(article.path)
    title = article.title if article.status != "removed" else ""
    return Leading(f"{source}index.html", _html(source, target, title or article.id, renderer, site))


def former(library: Library, renderer: Renderer, site: Site) -> Iterator[Leading]:
    """From former names' pages to those of the preferred names."""
    for redirect in library.redirects:
        path = redirect.path.removesuffix(".md") + "/index.html"
        source = addresses.address(redirect.path)
        yield Leading(path, _html(source, redirect.url, redirect.url, renderer, site))


def _html(source: str, target: str, title: str, renderer: Renderer, site: Site) -> str:
    base = base_of(source)
    return str(
        renderer.render(
            "archive/redirect.html",
            base,
            title=title,
            target=base + target,
            canonical=site.absolute(target) if site.url else base + target,
        )
    )
