"""The JSON record of an article, a story, an entity and a source: what the page shows, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.derive import addresses
from builder.derive.entries import EntityEntry, SourceEntry, StoryEntry
from builder.derive.library import Library
from builder.derive.rights import ShownText, is_shown, text_shown
from builder.derive.site import Site
from builder.model.article import Article
from builder.model.entities import EntityType
from builder.model.provenance import Provenance
from builder.text import jsonlines

#: Where the schemas of the records lie, by kind of record.
SCHEMAS = {kind: f"data/schemas/{kind}.json" for kind in ("article", "story", "entity", "source")}

Record = dict[str, object]

_KINDS = tuple(EntityType)


def article(
    library: Library,
    item: Article,
    site: Site,
    provenance: Provenance | None = None,
    text: ShownText | None = None,
) -> Record:
    """The article's record: front matter in its own words, links resolved to addresses, and the text that may be shown
    (`text`, where the caller has it already).

    Absent values are absent keys. `text_cut` says that the source's rights leave words out.
    """
    source = library.sources.get(item.source) if item.source else None
    story = library.story_of(item)
    text = text or text_shown(item, source.record if source else None)
    record: Record = {
        "$schema": site.absolute(SCHEMAS["article"]),
        "id": item.id,
        "url": site.absolute(addresses.address(item.path)),
        "permalink": site.absolute(addresses.permalink(item.id)),
        "title": item.title,
        "title_basis": item.title_basis or ("printed" if item.title else None),
        "date": item.date,
        "date_basis": str(item.date_basis) if item.date_basis else None,
        "date_inferred": item.firm_date is None if item.date else None,
        "updated": item.updated,
        "captured": item.captured,
        "source": _source(source, site),
        "source_url": item.source_url,
        "byline": item.byline,
        "credits": list(item.credits),
        "dateline": item.dateline,
        "kind": item.kind,
        "language": item.language,
        "entities": _entities(library, item, site),
        "story": {"slug": story.slug, "url": site.absolute(story.url)} if story else None,
        "versions": _versions(library, item, site),
        "derived_from": item.derived_from,
        "text": text.text,
        "text_cut": text.cut or None,
        "provenance": _provenance(provenance) if provenance else None,
    }
    # `date_inferred` says something where it is false; all others do not.
    return {key: value for key, value in record.items() if value or value is False}


def _source(source: SourceEntry | None, site: Site) -> Record | None:
    return {"id": source.id, "name": source.name, "url": site.absolute(source.url)} if source else None


def _entities(library: Library, item: Article, site: Site) -> Record:
    grouped: dict[EntityType, list[Record]] = {kind: [] for kind in _KINDS}
    root = site.absolute("")
    for name in library.names_of(item):
        entry = name.entry
        if entry is not None:
            grouped[name.type].append({"name": entry.key.name, "url": root + entry.url})
    return {kind.plural: names for kind, names in grouped.items() if names}


def _versions(library: Library, item: Article, site: Site) -> list[Record]:
    """The direct links to articles that may be shown, each with what the other is to this one."""
    found: list[Record] = []
    for tie in library.ties.get(item.id, ()):
        other = library.articles.get(tie.other)
        if other is not None and is_shown(other):
            url = site.absolute(addresses.address(other.path))
            found.append({"id": other.id, "relation": str(tie.relation), "url": url})
    return found


def _provenance(found: Provenance) -> Record:
    return {
        "capture_sha256": found.capture,
        "media_type": found.media_type,
        "bytes": found.size,
        "encoding": found.encoding,
        "share_removed": round(found.share_removed, 4),
    } | ({"entity_engine": found.engine} if found.engine else {})


def story(library: Library, entry: StoryEntry, site: Site) -> bytes:
    """The story's record as JSON: its versions, earliest first, and the links among them."""
    ids = [i for i in entry.articles if is_shown(library.articles[i])]
    members = {identity: place for place, identity in enumerate(ids)}
    links = [
        {"a": a, "b": tie.other, "relation": str(tie.relation)}
        for a in ids
        for tie in library.ties.get(a, ())
        if tie.other in members and members[a] < members[tie.other]
    ]
    record: Record = {
        "$schema": site.absolute(SCHEMAS["story"]),
        "slug": entry.slug,
        "url": site.absolute(entry.url),
    }
    versions = [f"{brief}}}" for brief in library.each(_Brief(site), ids) if brief]
    return jsonlines.with_list(record, "versions", versions, {"links": links})


def entity(library: Library, entry: EntityEntry, site: Site) -> bytes:
    """The entity's record as JSON: its names, its Wikidata id, and the articles that list it, earliest first, each with
    how often its text names the entity."""
    record: Record = {
        "$schema": site.absolute(SCHEMAS["entity"]),
        "type": str(entry.key.type),
        "name": entry.key.name,
        "url": site.absolute(entry.url),
    }
    known = entry.record
    if known is not None:
        optional: Mapping[str, object] = {
            "aliases": [alias.text for alias in known.aliases],
            "former_names": list(known.former),
            "wikidata": known.wikidata,
            "note": known.note,
        }
        record |= {key: value for key, value in optional.items() if value}
    briefs = zip(library.each(_Brief(site), entry.articles), library.mentions(entry), strict=True)
    articles = [f'{brief},"mentions":{mentions}}}' for brief, mentions in briefs if brief]
    return jsonlines.with_list(record, "articles", articles)


def source(library: Library, entry: SourceEntry, site: Site) -> bytes:
    """The source's record as JSON: what its file says, and its articles, earliest first."""
    record: Record = {
        "$schema": site.absolute(SCHEMAS["source"]),
        "id": entry.id,
        "name": entry.name,
        "url": site.absolute(entry.url),
    }
    known = entry.record
    if known is not None:
        optional: Mapping[str, object] = {
            "aliases": list(known.aliases),
            "domains": list(known.domains),
            "country": known.country,
            "language": known.language,
            "wikidata": known.wikidata,
            "note": known.note,
            "excerpt_words": known.excerpt_words,
        }
        record |= {key: value for key, value in optional.items() if value not in (None, "", [])}
    articles = [f"{brief}}}" for brief in library.each(_Brief(site), entry.articles) if brief]
    return jsonlines.with_list(record, "articles", articles)


@dataclass(frozen=True, slots=True)
class _Brief:
    """An article as one line of a list: JSON without the brace that ends it, '' of one that is not to be shown."""

    site: Site

    def __call__(self, library: Library, item: Article) -> str:
        if not is_shown(item):
            return ""
        brief: Record = {
            "id": item.id,
            "title": item.title,
            "date": item.date,
            "date_basis": item.date_basis and str(item.date_basis),
            "source": item.source,
            "language": item.language,
            "url": self.site.absolute(addresses.address(item.path)),
        }
        return jsonlines.octets({key: value for key, value in brief.items() if value})[:-1].decode()
