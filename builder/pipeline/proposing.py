"""What the stages say of one capture, in the terms of an article's front matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from builder.annotate import annotate
from builder.annotate.sources import gathered, propose, resolve
from builder.model.article import Article
from builder.model.authority import Authority, SourceRecord
from builder.model.capture import Capture
from builder.model.cleaned import CleanText
from builder.model.entities import Annotated, Engine, EntityType
from builder.model.provenance import Proposal, Provenance
from builder.text.markdown import to_markdown, to_plain

#: Keys that depend on the other articles of the archive; `weaving` sets them.
WOVEN_KEYS = frozenset({"story", "related_versions"})

#: Names are looked for in so much of a text, as relating compares no more of it: some 300 articles' worth. An article file
#: of 200 MB held its process for minutes and took more than 2.9 GB.
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Sourced:
    """The source record of a capture (None: unknown), and whether the authority files still lack it."""

    record: SourceRecord | None
    new: bool = False


def source_of(cleaned: CleanText, authority: Authority) -> Sourced:
    """The outlet that a cleaned page names: a held record where one fits, else a new one, else none."""
    return source_named(cleaned.source_name, cleaned.source_url, authority)


def source_named(name: str | None, url: str | None, authority: Authority) -> Sourced:
    """`source_of` by the name and the address that a page gives of its outlet."""
    held = resolve(name, url, authority)
    if held is not None:
        return Sourced(held)
    fresh = propose(name, url)
    return Sourced(fresh, new=fresh is not None)


def one_for_each(sources: Iterable[Sourced]) -> Mapping[str, SourceRecord]:
    """By the ids of new records that were proposed together, the record that is written for each: two pages of one outlet
    of which one names it and one only has its address propose two."""
    fresh = gathered(found.record for found in sources if found.new and found.record is not None)
    return {record.id: kept for record, kept in fresh.items()}


def own_values(cleaned: CleanText, source: SourceRecord | None) -> dict[str, object]:
    """Front matter of an article as far as its own capture tells; an unknown value is an absent key."""
    values: dict[str, object] = {"title": cleaned.title}
    optional: dict[str, object] = {
        "title_basis": cleaned.title_basis,
        "date": cleaned.date,
        "date_basis": cleaned.date_basis.value if cleaned.date and cleaned.date_basis else None,
        "updated": cleaned.updated,
        "captured": cleaned.captured,
        "source": source.id if source else None,
        "source_url": cleaned.source_url,
        "byline": cleaned.byline,
        "credits": list(cleaned.credits),
        "dateline": cleaned.dateline,
        "language": cleaned.language,
    }
    values.update({key: value for key, value in optional.items() if value})
    return values


def entity_values(annotated: Annotated) -> dict[str, list[str]]:
    """The `entities` key: names grouped by type, most salient first; groups without a name are absent."""
    grouped: dict[str, list[str]] = {}
    for kind in EntityType:
        names = [entity.name for entity in annotated.entities if entity.type is kind]
        if names:
            grouped[kind.plural] = names
    return grouped


def body_text(article: Article) -> str:
    """An article's body as plain text, paragraphs separated by a blank line."""
    return "\n\n".join(block.text for block in to_plain(article.body))


def cleaned_proposal(capture: Capture, cleaned: CleanText, source: SourceRecord | None) -> Proposal:
    """The proposal of a capture as far as cleaning goes: no entities and no story yet."""
    return Proposal(
        id=capture.article_id,
        values=own_values(cleaned, source),
        body=to_markdown(cleaned.paragraphs, cleaned.kinds),
        provenance=Provenance(
            capture=capture.sha256,
            media_type=capture.media_type,
            origin=capture.origin,
            size=len(capture.raw),
            encoding=capture.encoding,
            share_removed=round(cleaned.share_removed, 4),
            removals=cleaned.removals,
            candidates=cleaned.candidates,
            notes=(*capture.notes, *cleaned.notes),
        ),
    )


def named(article: Article, engine: Engine, authority: Authority) -> Annotated:
    """The names in the text that will stand in the file (a person's body, not the machine's), or in its beginning: the notes
    say so where it is longer than MOST_CHARACTERS."""
    body = article.body[:MOST_CHARACTERS]
    text = "\n\n".join(block.text for block in to_plain(body))
    found = annotate(text, article.language, title=article.title, engine=engine, authority=authority)
    if len(article.body) > MOST_CHARACTERS:
        note = f"names were looked for in the first {MOST_CHARACTERS:,} characters only"
        return replace(found, notes=(*found.notes, note))
    return found


def with_names(proposal: Proposal, names: Mapping[str, list[str]]) -> Proposal:
    """The proposal with these names as its `entities`; without the key where there are none."""
    values = {key: value for key, value in proposal.values.items() if key != "entities"}
    if names:
        values["entities"] = names
    return replace(proposal, values=values)


def with_source(proposal: Proposal, source: SourceRecord) -> Proposal:
    """The proposal with this outlet as its `source`."""
    return replace(proposal, values={**proposal.values, "source": source.id})


def with_annotated(proposal: Proposal, annotated: Annotated) -> Proposal:
    """The proposal with the entities of its article, and its provenance with what found them."""
    provenance = proposal.provenance
    if provenance is not None:
        provenance = replace(provenance, engine=annotated.engine, notes=(*provenance.notes, *annotated.notes))
    return replace(with_names(proposal, entity_values(annotated)), provenance=provenance)
