"""The authority files, archive/authority/*.yml, read with line numbers.

Each is a list, one entry a block. In people.yml, organizations.yml and places.yml an entry is

    - name: Ant Group
      aliases:
      - Ant Financial
      - {text: Ant, only_with: name}
      wikidata: Q27491471
      note: ...
      not:
      - Ant-Man
      same_as:
      - Ant Financial Services Group

or `- stop: Big Tech`, a string that is never an entity. `same_as` are former preferred names, whose pages redirect.
An alias of one word counts only in a text that has the full name too, unless it says `only_with: none`: a surname or
a short name alone could be anybody's. This holds for people and organizations, and where alias and name share a
script; a place's or another script's single word is a name of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import FileFault
from builder.model.authority import Alias, Authority, EntityRecord, SourceRecord
from builder.model.entities import EntityType
from builder.model.problem import Problem, Severity
from builder.store.validate import did_you_mean
from builder.store.yamltext import Listing, Node, Scalar, Table, YamlFault, parse

ENTITY_KEYS = ("name", "aliases", "wikidata", "note", "not", "same_as", "stop")
SOURCE_KEYS = ("id", "name", "aliases", "domains", "country", "language", "wikidata", "note", "excerpt_words")
FILES = {
    "people.yml": EntityType.PERSON,
    "organizations.yml": EntityType.ORGANIZATION,
    "places.yml": EntityType.PLACE,
}
SOURCES = "sources.yml"


@dataclass(frozen=True, slots=True)
class AuthorityRead:
    """The authority files as far as they can be read, and what is wrong in them."""

    authority: Authority
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class YamlFile:
    """A YAML list file: its text without a byte order mark, and its entries that are groups of keys."""

    name: str
    text: str
    root: Node | None
    problems: list[Problem]

    def problem(
        self, index: int, code: str, message: str, severity: Severity = Severity.ERROR, suggestion: str = ""
    ) -> None:
        """Note a problem at a character index."""
        line, column = self.place(index)
        self.problems.append(Problem(self.name, line, column, code, message, severity, suggestion))

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1."""
        return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)

    def entries(self) -> Iterator[Table]:
        """The entries; anything else in the list is noted."""
        if self.root is None:
            return
        if not isinstance(self.root, Listing):
            self.problem(self.root.start, "type", "an authority file is a list of '- name: ...' entries")
            return
        for item in self.root.items:
            if isinstance(item, Table):
                for first, again in item.duplicates():
                    line = self.place(first.start)[0]
                    self.problem(
                        again.start, "duplicate-key", f"{again.text} stands twice; first in line {line}"
                    )
                yield item
            else:
                self.problem(item.start, "type", "an entry needs keys: '- name: ...'")


def read_authority(folder: Path, name: str) -> AuthorityRead:
    """All authority files of an archive; absent ones are empty. `name` is what messages call the folder."""
    entities: list[EntityRecord] = []
    stopped: set[str] = set()
    problems: list[Problem] = []
    for file_name, kind in FILES.items():
        opened = open_yaml(folder / file_name, f"{name}/{file_name}", problems)
        if opened is not None:
            for entry in opened.entries():
                _entity(opened, entry, kind, entities, stopped)
    sources: list[SourceRecord] = []
    opened = open_yaml(folder / SOURCES, f"{name}/{SOURCES}", problems)
    if opened is not None:
        for entry in opened.entries():
            _source(opened, entry, sources)
    return AuthorityRead(Authority(tuple(entities), tuple(sources), frozenset(stopped)), tuple(problems))


def open_yaml(path: Path, name: str, problems: list[Problem]) -> YamlFile | None:
    """A YAML file parsed; None where it is absent or broken (then noted)."""
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        return YamlFile(name, text, parse(text), problems)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as fault:
        problems.append(Problem(name, 0, 0, "encoding", f"byte {fault.start} is not UTF-8"))
    except YamlFault as fault:
        before = text[: fault.index]
        line, column = before.count("\n") + 1, fault.index - before.rfind("\n")
        problems.append(Problem(name, line, column, "yaml", fault.message))
    return None


def strict(read: AuthorityRead) -> Authority:
    """The authority, or the first error in its files as a FileFault."""
    for problem in read.problems:
        if problem.severity is Severity.ERROR:
            hint = f" ({problem.suggestion})" if problem.suggestion else ""
            raise FileFault(problem.path, problem.line, problem.column, problem.message + hint)
    return read.authority


def alone_by_default(alias: str, name: str, kind: EntityType) -> bool:
    """Whether an alias without `only_with` counts in a text that lacks the full name."""
    if kind is EntityType.PLACE or len(re.split(r"[\s\-‐-―·・/]+", alias.strip())) > 1:
        return True
    return script_of(alias) != script_of(name)


def script_of(text: str) -> str:
    """The script of a text's first letter, by the first word of its Unicode name ('LATIN', 'ARABIC'...)."""
    for character in text:
        if character.isalpha():
            return unicodedata.name(character, "?").split()[0]
    return ""


def _entity(
    file: YamlFile, entry: Table, kind: EntityType, entities: list[EntityRecord], stopped: set[str]
) -> None:
    _known_keys(file, entry, ENTITY_KEYS)
    stop = entry.get("stop")
    if stop is not None:
        found = [text for text in _texts(file, stop, "stop") if text]
        stopped.update(found)
        if not found:
            file.problem(stop.start, "missing-key", "stop: a string belongs here")
        if entry.get("name") is None:
            return
    name = _text(file, entry.get("name"), "name")
    if name is None:
        file.problem(entry.start, "missing-key", "an entry needs a name")
        return
    entities.append(
        EntityRecord(
            name=name,
            type=kind,
            aliases=tuple(aliases_of(file, entry.get("aliases"), name, kind)),
            wikidata=_wikidata(file, entry),
            note=_text(file, entry.get("note"), "note"),
            never=tuple(_texts(file, entry.get("not"), "not")),
            former=tuple(_texts(file, entry.get("same_as"), "same_as")),
            line=file.place(entry.start)[0],
        )
    )


def _source(file: YamlFile, entry: Table, sources: list[SourceRecord]) -> None:
    _known_keys(file, entry, SOURCE_KEYS)
    identity = _text(file, entry.get("id"), "id")
    if identity is None or re.search(r"[\s/\\?#%]", identity):
        file.problem(entry.start, "missing-key", "a source needs an id (no spaces or slashes)")
        return
    words = _text(file, entry.get("excerpt_words"), "excerpt_words")
    if words is not None and not words.isdecimal():
        node = entry.get("excerpt_words")
        file.problem(node.start if node else entry.start, "type", f"excerpt_words: {words!r} is no number")
        words = None
    domains = [d.lower().removeprefix("www.") for d in _texts(file, entry.get("domains"), "domains")]
    sources.append(
        SourceRecord(
            id=identity,
            name=_text(file, entry.get("name"), "name") or identity,
            aliases=tuple(_texts(file, entry.get("aliases"), "aliases")),
            domains=tuple(domains),
            country=_text(file, entry.get("country"), "country"),
            language=_text(file, entry.get("language"), "language"),
            wikidata=_wikidata(file, entry),
            note=_text(file, entry.get("note"), "note"),
            excerpt_words=int(words) if words is not None else None,
            line=file.place(entry.start)[0],
        )
    )


def _known_keys(file: YamlFile, entry: Table, known: tuple[str, ...]) -> None:
    for key, _ in entry.pairs:
        if key.text not in known:
            hint = did_you_mean(key.text, known)
            file.problem(key.start, "unknown-key", f"unknown key {key.text!r}", Severity.WARNING, hint)


def _text(file: YamlFile, node: Node | None, name: str) -> str | None:
    if node is None:
        return None
    if not isinstance(node, Scalar):
        file.problem(node.start, "type", f"{name}: one value belongs here")
        return None
    if not node.style and node.text in {"", "~", "null"}:
        return None
    return node.text.strip() or None


def _texts(file: YamlFile, node: Node | None, name: str) -> list[str]:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return []
    if isinstance(node, Scalar):
        return [node.text.strip()]
    if isinstance(node, Table):
        file.problem(node.start, "type", f"{name}: a list belongs here")
        return []
    found: list[str] = []
    for item in node.items:
        text = _text(file, item, name)
        if text is not None:
            found.append(text)
    return found


def aliases_of(file: YamlFile, node: Node | None, name: str, kind: EntityType) -> Iterator[Alias]:
    """The aliases of the entry `name`, each with the condition that is written or goes without saying."""
    items = node.items if isinstance(node, Listing) else []
    if (
        node is not None
        and not isinstance(node, Listing)
        and not (isinstance(node, Scalar) and not node.text)
    ):
        file.problem(node.start, "type", "aliases: a list belongs here")
    for item in items:
        if isinstance(item, Table):
            _known_keys(file, item, ("text", "only_with"))
            text = _text(file, item.get("text"), "text")
            if text is None:
                file.problem(
                    item.start, "missing-key", "an alias with a condition needs its text: {text: ...}"
                )
            with_name = _text(file, item.get("only_with"), "only_with") or "none"
            if with_name not in {"name", "none"}:
                file.problem(item.start, "value", f"only_with: {with_name!r} is none of name, none")
            if text is not None:
                yield Alias(text, with_name == "name")
            continue
        text = _text(file, item, "aliases")
        if text is not None:
            yield Alias(text, not alone_by_default(text, name, kind))


def _wikidata(file: YamlFile, entry: Table) -> str | None:
    node = entry.get("wikidata")
    text = _text(file, node, "wikidata")
    if text is None or node is None:
        return None
    if not re.fullmatch(r"Q[1-9]\d*", text):
        number = re.search(r"([1-9]\d*)\W*$", text)
        hint = f"did you mean Q{number[1]}?" if number else ""
        file.problem(
            node.start, "wikidata", f"wikidata: {text!r} is no item id such as Q42", Severity.ERROR, hint
        )
        return None
    return text
