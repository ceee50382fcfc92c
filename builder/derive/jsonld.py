"""schema.org NewsArticle as JSON-LD: only what the archive knows, nothing that it infers."""

from __future__ import annotations

from collections.abc import Mapping

from builder.derive import addresses
from builder.derive.citations import Reference, reference
from builder.derive.entries import ListedName
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.site import Site
from builder.model.article import Article
from builder.model.entities import EntityType
from builder.text import jsonlines

_TYPES = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organization",
    EntityType.PLACE: "Place",
}
#: Search engines cut headlines; schema.org sets no limit, Google advises 110 characters.
_HEADLINE = 110


def news_article(
    library: Library, article: Article, site: Site, known: Reference | None = None
) -> dict[str, object] | None:
    """The article's record, or None where it is withheld or removed. `known` is its reference, where that is made.

    `datePublished` comes only from a firm date, `isBasedOn` only from a person's `derived_from`. The page is the
    archive's copy, so that `mainEntityOfPage` is the permalink and the source's own address is `sameAs`.
    """
    if not is_shown(article):
        return None
    ref = known or reference(library, article, site)
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": ref.permalink,
        "mainEntityOfPage": ref.permalink,
        "url": site.absolute(addresses.address(article.path)),
        "isAccessibleForFree": True,
    }
    optional: dict[str, object] = {
        "headline": _cut(ref.title),
        "inLanguage": ref.language,
        "datePublished": article.firm_date,
        "dateModified": article.updated if article.firm_date else None,
        "author": [
            {"@type": "Person" if author.family else "Thing", "name": author.literal}
            for author in ref.authors
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": ref.outlet} if ref.outlet else None,
        "dateline": article.dateline,
        "sameAs": article.source_url,
        "isBasedOn": site.absolute(addresses.permalink(article.derived_from))
        if article.derived_from
        else None,
        "mentions": [_mention(name) for name in library.names_of(article)],
        "isPartOf": {"@type": "Collection", "name": site.name, "url": site.absolute("")},
    }
    record.update([one for one in optional.items() if one[1]])
    return record


def _cut(title: str) -> str:
    if len(title) <= _HEADLINE:
        return title
    return title[: _HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _mention(listed: ListedName) -> dict[str, object]:
    entry = listed.entry
    found: dict[str, object] = {
        "@type": _TYPES[listed.type],
        "name": entry.key.name if entry else listed.name,
    }
    if entry and entry.record and entry.record.wikidata:
        found["sameAs"] = f"https://www.wikidata.org/entity/{entry.record.wikidata}"
    return found


#: What would end the script element or open a comment in it, and the two line ends that JSON has and old scripts lack.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_text(record: Mapping[str, object]) -> str:
    """The record as text for a `<script type="application/ld+json">`: no character of it can end the element."""
    text = jsonlines.line(record)
    for character, escape in _UNSAFE.items():
        if character in text:
            text = text.replace(character, escape)
    return text
