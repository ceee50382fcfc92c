"""What every page of the site is called, whoever writes it."""

from __future__ import annotations

from builder.derive.library import Library
from builder.derive.plan import PageKind, Planned
from builder.derive.site import Site
from builder.derive.views_article import story_name
from builder.derive.wording import Wording
from builder.model.entities import EntityType


def heading(library: Library, page: Planned, site: Site, wording: Wording) -> str:
    """What the page is called in the browser's tab, its history and the engine's header; plain text.

    A story and its first version, and two comparisons, are told apart; copies of one article are called alike.
    """
    called = _called(library, page, site, wording)
    return f"{called} ({wording.number(page.number)})" if page.number > 1 else called


def _called(library: Library, page: Planned, site: Site, wording: Wording) -> str:
    t = wording.t
    match page.kind:
        case PageKind.ARTICLE:
            article = library.articles[page.key[0]]
            return t("status.removed") if article.status == "removed" else article.title or t("title.none")
        case PageKind.STORY:
            return f"{t('kind.story')}: {story_name(library, library.stories[page.key[0]]).name}"
        case PageKind.ENTITY:
            return page.key[1]
        case PageKind.SOURCE:
            return library.sources[page.key[0]].name
        case PageKind.NAMES:
            return t(f"type.{EntityType(page.key[0]).plural}")
        case PageKind.YEAR:
            return page.key[0] or t("timeline.undated.heading")
        case PageKind.COMPARISON:
            titles = (library.articles[identity].title or identity for identity in page.key)
            return f"{t('kind.comparison')}: {' / '.join(titles)}"
        case PageKind.TIMELINE:
            return t("timeline.heading")
        case PageKind.SEARCH:
            return t("search")
        case PageKind.DATA:
            return t("data.heading")
        case PageKind.STORIES | PageKind.SOURCES:
            return t(f"kind.{page.kind.value}")
        case PageKind.HOME:
            return t("home")
