"""Front matter read by the schema: the values in builder's terms, and what is wrong with them."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from builder.model.problem import Severity
from builder.store.scalars import misread
from builder.store.schema import (
    BY_NAME,
    ENTITY_KEYS,
    FIELDS,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LINK_KEYS,
    RELATIONS,
    SLUG_PATTERN,
    Field,
    Kind,
)
from builder.store.yamltext import Listing, Node, Scalar, Table, YamlFault, plain

#: Edit similarity from which a key or word counts as a misspelling of a known one. 'titel', 'sorce', 'relatd_versions'
#: and 'langauge' score 0.80 to 0.97; 'topic', 'rubric', 'page' and 'author' at most 0.67 against any key.
NEAR = 0.75

#: An address of the web.
URL_PATTERN = r"https?://\S+"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a character index into the front matter."""

    index: int
    code: str
    message: str
    severity: Severity = Severity.ERROR
    suggestion: str = ""
    fixable: bool = False


@dataclass(slots=True)
class Reading:
    """Front matter in builder's terms: see `model.provenance.Proposal` for the shape of `values`.

    Keys that hold nothing are absent. `extra` are keys that builder does not know, by YAML 1.1's rules. `places` are
    the character indices at which the values of known keys begin.
    """

    values: dict[str, object] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether any fault is an error: such a file is no article until someone mends it."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


def read_table(table: Table) -> Reading:
    """All known keys by the schema, the others as they are; every fault is listed, none raised."""
    reading = Reading()
    _duplicate_keys(table, reading)
    for key, node in table.pairs:
        known = BY_NAME.get(key.text)
        if known is None:
            _unknown(key, node, reading)
            continue
        reading.places[known.name] = node.start
        value = _value(known, node, reading)
        if value is not None:
            reading.values[known.name] = value
    for wanted in FIELDS:
        purged = wanted.name == "title" and reading.values.get("status") == "removed"
        if (
            wanted.required
            and not purged
            and wanted.name not in reading.values
            and not _blamed(wanted, reading)
        ):
            message = f"{wanted.name} is missing"
            reading.faults.append(Fault(table.start, "missing-key", message))
    return reading


def near(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is most likely a misspelling of, or ''."""
    lowered = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold().replace("-", "_"), lowered, n=1, cutoff=NEAR)
    if not found:
        found = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=NEAR)
    return lowered[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'did you mean x?' or ''."""
    guess = near(word, known)
    return f"did you mean {guess}?" if guess else ""


def day_fault(text: str) -> tuple[str, str] | None:
    """Why `text` is no day `YYYY-MM-DD`, with a suggestion where there is one answer; None where it is one."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return f"'{text}' is no date", _other_order(text)
        return None
    loose = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$", text)
    if loose:
        guess = "-".join((loose[1], loose[2].zfill(2), loose[3].zfill(2)))
        if day_fault(guess) is None:
            return f"'{text}' is not written YYYY-MM-DD", guess
    return f"'{text}' is no date (write YYYY-MM-DD)", ""


def _other_order(text: str) -> str:
    year, month, day = text.split("-")
    if int(month) > 12 and 1 <= int(day) <= 12:
        guess = f"{year}-{day}-{month}"
        return f"did you mean {guess}?" if day_fault(guess) is None else ""
    return ""


def _blamed(wanted: Field, reading: Reading) -> bool:
    return any(fault.message.startswith(f"{wanted.name}:") for fault in reading.faults)


def _duplicate_keys(table: Table, reading: Reading) -> None:
    # Both places are given: which of the two a person meant is theirs to say, and MkDocs takes the last in silence.
    waiting: list[Table | Listing] = [table]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Table):
            for first, again in node.duplicates():
                reading.faults.append(
                    Fault(again.start, "duplicate-key", f"{again.text} stands twice; first @{first.start}@")
                )
            waiting.extend(v for _, v in node.pairs if isinstance(v, (Table, Listing)))
        else:
            waiting.extend(v for v in node.items if isinstance(v, (Table, Listing)))


def _unknown(key: Scalar, node: Node, reading: Reading) -> None:
    guess = near(key.text, BY_NAME)
    if guess:
        fault = Fault(
            key.start, "unknown-key", f"unknown key {key.text!r}", Severity.WARNING, f"did you mean {guess}?"
        )
        reading.faults.append(fault)
    try:
        reading.extra[key.text] = plain(node)
    except YamlFault as fault_raised:
        reading.faults.append(Fault(key.start, "yaml", fault_raised.message))


def _value(known: Field, node: Node, reading: Reading) -> object:
    if isinstance(node, Scalar) and not node.style and node.text in {"", "~", "null", "Null", "NULL"}:
        if node.text and known.kind is Kind.TEXT:
            reading.faults.append(
                Fault(node.start, "empty", f"{known.name}: {node.text} means nothing here", Severity.WARNING)
            )
        return None
    if known.kind in _READERS:
        return _READERS[known.kind](known, node, reading)
    text = _text(known.name, node, reading)
    return None if text is None else _SCALARS.get(known.kind, _any_text)(known, text, node, reading)


def _text(name: str, node: Node, reading: Reading) -> str | None:
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Listing) else "a group of keys"
        reading.faults.append(Fault(node.start, "type", f"{name}: {shape} where one value belongs"))
        return None
    text = node.text.strip()
    if not text:
        reading.faults.append(
            Fault(node.start, "empty", f"{name}: empty; leave the key out", Severity.WARNING)
        )
        return None
    if "\x00" in text:
        reading.faults.append(Fault(node.start, "nul", f"{name}: holds a NUL character"))
        return None
    return text


def _any_text(known: Field, text: str, node: Node, reading: Reading) -> str:
    if node.decorated:
        message = (
            f"{known.name}: YAML takes what begins with &, * or ! for a mark of its own and reads {text!r}; "
            "put the value in quotes"
        )
        reading.faults.append(Fault(node.start, "yaml-mark", message, Severity.WARNING))
    if isinstance(node, Scalar) and not node.style and misread(node.text):
        message = (
            f"{known.name}: other tools read {node.text!r} as something else than text; put it in quotes"
        )
        reading.faults.append(Fault(node.start, "quotes", message, Severity.WARNING, fixable=True))
    return text


def _day(known: Field, text: str, node: Node, reading: Reading) -> str | None:
    fault = day_fault(text)
    if fault is None:
        return text
    message, suggestion = fault
    fixable = bool(suggestion) and not suggestion.startswith("did")
    reading.faults.append(
        Fault(node.start, "date", f"{known.name}: {message}", suggestion=suggestion, fixable=fixable)
    )
    return None


def _word(known: Field, text: str, node: Node, reading: Reading) -> str | None:
    return _one_of(known.name, text, known.words, node, reading)


def _one_of(name: str, text: str, words: tuple[str, ...], node: Node, reading: Reading) -> str | None:
    if text in words:
        return text
    only = [word for word in words if word == text.casefold().replace("_", "-").replace(" ", "-")]
    message = f"{name}: {text!r} is none of {', '.join(words)}"
    suggestion = only[0] if only else did_you_mean(text, words)
    reading.faults.append(Fault(node.start, "value", message, suggestion=suggestion, fixable=bool(only)))
    return None


def _matching(pattern: str, what: str) -> Callable[[Field, str, Node, Reading], str | None]:
    def check(known: Field, text: str, node: Node, reading: Reading) -> str | None:
        if re.fullmatch(pattern, text):
            return text
        reading.faults.append(Fault(node.start, "value", f"{known.name}: {text!r} is no {what}"))
        return None

    return check


def _texts(known: Field, node: Node, reading: Reading) -> list[str] | None:
    return _names(known.name, node, reading)


def _names(name: str, node: Node, reading: Reading) -> list[str] | None:
    if isinstance(node, Scalar):
        if not node.text.strip():
            return None
        message = f"{name}: a list belongs here"
        reading.faults.append(
            Fault(node.start, "type", message, suggestion=f"- {node.text}", fixable=not node.decorated)
        )
        return None
    if isinstance(node, Table):
        reading.faults.append(Fault(node.start, "type", f"{name}: a group of keys where a list belongs"))
        return None
    found: list[str] = []
    for item in node.items:
        text = _text(name, item, reading)
        if text is None:
            continue
        if text in found:
            message = f"{name}: {text!r} is listed twice"
            reading.faults.append(Fault(item.start, "listed-twice", message, Severity.WARNING, fixable=True))
            continue
        _any_text(Field(name, Kind.TEXT, ""), text, item, reading)
        found.append(text)
    return found


def _entities(known: Field, node: Node, reading: Reading) -> dict[str, list[str]] | None:
    if not isinstance(node, Table):
        message = f"entities: lists under {', '.join(ENTITY_KEYS)} belong here"
        reading.faults.append(Fault(node.start, "type", message))
        return None
    found: dict[str, list[str]] = {}
    for key, value in node.pairs:
        if key.text not in ENTITY_KEYS:
            message = f"entities: {key.text!r} is none of {', '.join(ENTITY_KEYS)}"
            reading.faults.append(
                Fault(key.start, "unknown-key", message, suggestion=did_you_mean(key.text, ENTITY_KEYS))
            )
            continue
        reading.places[f"entities.{key.text}"] = value.start
        names = _names(f"entities.{key.text}", value, reading)
        if names is not None:
            found[key.text] = names
    return found


def _links(known: Field, node: Node, reading: Reading) -> list[dict[str, str]] | None:
    if not isinstance(node, Listing):
        message = "related_versions: a list of '- article: ID' with 'relation: WORD' belongs here"
        reading.faults.append(Fault(node.start, "type", message))
        return None
    found: list[dict[str, str]] = []
    for item in node.items:
        link = _link(item, reading)
        if link is None:
            continue
        if any(link["article"] == other["article"] for other in found):
            message = f"related_versions: {link['article']} is linked twice"
            reading.faults.append(Fault(item.start, "listed-twice", message, Severity.WARNING))
            continue
        reading.places[f"related_versions.{link['article']}"] = item.start
        found.append(link)
    return found


def _link(item: Node, reading: Reading) -> dict[str, str] | None:
    if not isinstance(item, Table):
        message = "related_versions: each item needs 'article: ID' and 'relation: WORD'"
        reading.faults.append(Fault(item.start, "type", message))
        return None
    link: dict[str, str] = {}
    for key, value in item.pairs:
        if key.text not in LINK_KEYS:
            hint = did_you_mean(key.text, LINK_KEYS)
            if hint:
                message = f"related_versions: unknown key {key.text!r}"
                reading.faults.append(Fault(key.start, "unknown-key", message, Severity.WARNING, hint))
            continue
        text = _text(f"related_versions: {key.text}", value, reading)
        if text is None:
            continue
        if key.text == "article" and not re.fullmatch(ID_PATTERN, text):
            message = f"related_versions: {text!r} is no article id"
            reading.faults.append(Fault(value.start, "value", message))
            continue
        if key.text == "relation":
            word = _one_of("relation", text, RELATIONS, value, reading)
            if word is None:
                continue
            text = word
        link[key.text] = text
    if len(link) < len(LINK_KEYS):
        for key_name in LINK_KEYS:
            if item.get(key_name) is None:
                message = f"related_versions: {key_name} is missing"
                reading.faults.append(Fault(item.start, "missing-key", message))
        return None
    return link


_READERS: dict[Kind, Callable[[Field, Node, Reading], object]] = {
    Kind.TEXTS: _texts,
    Kind.ENTITIES: _entities,
    Kind.LINKS: _links,
}
_SCALARS: dict[Kind, Callable[[Field, str, Node, Reading], str | None]] = {
    Kind.DAY: _day,
    Kind.WORD: _word,
    Kind.ID: _matching(ID_PATTERN, "article id ('a' and ten hex digits)"),
    Kind.SLUG: _matching(SLUG_PATTERN, "name for a story (no spaces, slashes or quotes)"),
    Kind.URL: _matching(URL_PATTERN, "web address"),
    Kind.LANGUAGE: _matching(LANGUAGE_PATTERN, "language code (en, ar, pt-BR)"),
}
