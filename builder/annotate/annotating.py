"""The order of annotation: an engine's mentions, what people decided, what the document says, names, salience."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builder.annotate.bodies import is_of_any_state
from builder.annotate.document import settle
from builder.annotate.folding import folds_by_letters
from builder.annotate.known import AuthorityEngine, Found, KnownNames
from builder.annotate.languages import primary, reads_as_english
from builder.annotate.salience import rank
from builder.model.authority import Authority, EntityRecord
from builder.model.entities import Annotated, Engine, EntityType, Mention

_NOTHING = Authority()


@dataclass(slots=True)
class _Memory:
    """The automaton of the authority used last; authorities are compared by identity, so it never outlives its own."""

    names: KnownNames

    def of(self, authority: Authority) -> KnownNames:
        if self.names.authority is not authority:
            self.names = KnownNames(authority)
        return self.names


_memory = _Memory(KnownNames(_NOTHING))


def annotate(
    text: str, language: str | None, *, title: str = "", engine: Engine, authority: Authority = _NOTHING
) -> Annotated:
    """The mentions of a text (code-point offsets) and its entities, most salient first.

    `language` is a BCP 47 tag; None is unknown, and then only plainly English text counts as English. Where the
    engine was not made for the language, only the authority's names are found, and a note says so. What people
    decided always stands: names and aliases of the authority, `not:` strings, stopped strings. A body that any state has,
    named without its state (`Parliament`, `Ministry of Health`), is a mention and no entity, unless the authority has it.
    """
    names = _memory.of(authority)
    notes: list[str] = []
    spoken = primary(language)
    if spoken is None and not engine.covers(None) and engine.covers("en") and reads_as_english(text):
        spoken = "en"
        notes.append("language not given; annotated as English, as the text reads")
    if not engine.covers(spoken):
        notes.append(
            f"{engine.name}: no model for {_shown(spoken)}; only names from the authority files are marked"
        )
        engine = AuthorityEngine()
    known = names.find(text)
    notes += [
        f"'{form}' stands for two entries of the authority files; left undecided" for form in known.unclear
    ]
    said = engine.mentions(text, spoken)
    found = [m for m in said if not names.is_stopped(m.text)]
    in_english = spoken == "en" and not isinstance(engine, AuthorityEngine)
    settled = settle(text, _joined(known, found), in_english=in_english)
    mentions = _resolved(settled, names, names.full_names(text) if authority.entities else frozenset())
    entities = rank(text, title, [m for m in mentions if not _is_of_any_state(m, names)])
    sought = _looked_up(text, (*said, *settled))
    return Annotated(mentions, entities, f"{engine.name} {engine.version}", tuple(notes), sought)


def _is_of_any_state(mention: Mention, names: KnownNames) -> bool:
    """Whether a mention is a `Parliament` or `Supreme Court` of which neither the text nor the authority files say whose it is. It stays a
    mention, but is listed nowhere: the page of that name would hold the parliaments of all countries as one."""
    return (
        mention.type is EntityType.ORGANIZATION
        and is_of_any_state(mention.name)
        and not names.records(mention.name)
    )


def _looked_up(text: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The words and names of mentions that do not stand in the text letter by letter: `South Korea` for a printed `ROK`."""
    same = folds_by_letters(text)
    forms = {form for mention in mentions for form in (mention.text, mention.name) if form}
    return tuple(sorted(form for form in forms if not (same and form in text)))


def _shown(language: str | None) -> str:
    return language or "a text of unknown language"


def _joined(known: Found, found: Sequence[Mention]) -> list[Mention]:
    """Both kinds of mentions without clashes: an authority's name gives way only to a longer name of an organization
    or place around it (`China` in `Bank of China`)."""
    kept_known = [
        k
        for k in known.mentions
        if not any(
            f.start <= k.start
            and k.end <= f.end
            and f.end - f.start > k.end - k.start
            and _is_longer_name(f, k)
            for f in found
        )
    ]
    return [
        *kept_known,
        *(f for f in found if not any(f.start < k.end and k.start < f.end for k in kept_known)),
    ]


def _is_longer_name(found: Mention, known: Mention) -> bool:
    if found.type is EntityType.PERSON:
        return known.type is not EntityType.PERSON
    rest = found.text.replace(known.text, "", 1).strip(" '’s.,-\"“”()[]")
    return bool(rest) and rest.lower() not in ("the",)


def _resolved(mentions: Iterable[Mention], names: KnownNames, full: frozenset[str]) -> tuple[Mention, ...]:
    """Mentions under the authority's preferred names; stopped ones out. A mention that `not:` keeps from its record
    stands under its printed words."""
    kept: list[Mention] = []
    for mention in mentions:
        if names.is_stopped(mention.text) or names.is_stopped(mention.name):
            continue
        record = _only(names.records(mention.name, full), mention.type) or _only(
            names.records(mention.text, full), mention.type
        )
        if record is not None and names.is_never(mention.text, record):
            mention = replace(mention, name=mention.text if mention.name == record.name else mention.name)
        elif record is not None:
            mention = replace(mention, name=record.name, type=record.type)
        kept.append(mention)
    return tuple(kept)


def _only(records: Sequence[EntityRecord], kind: EntityType) -> EntityRecord | None:
    """The one record meant: the only one, or the only one of the mention's type."""
    if len(records) == 1:
        return records[0]
    same = [record for record in records if record.type is kind]
    return same[0] if len(same) == 1 else None
