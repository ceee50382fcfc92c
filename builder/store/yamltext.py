"""YAML read with its places: a bounded tree of nodes that know where in the text they stand.

PyYAML's C parser gives the events; building the tree here (rather than with its constructor) keeps each value's span
for faults and for splices, sees duplicate keys, and never expands an alias, so that no input can grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from builder.store.yamlfaults import told

#: Larger front matter is refused unread. The largest real one seen (a live blog with 300 names) has 14 kB.
MAX_CHARACTERS = 1_000_000
#: libyaml's time grows with length times flow depth; archive files nest three deep.
MAX_DEPTH = 60


class YamlFault(Exception):
    """Text that is no YAML, at a character index into it."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index
        self.message = message


@dataclass(slots=True)
class Scalar:
    """A single value; `text` as YAML reads it, never resolved to a number or a date. `style` is '' where plain."""

    start: int
    end: int
    text: str
    style: str = ""
    decorated: bool = False


@dataclass(slots=True)
class Listing:
    """A sequence. `flow` is True for `[a, b]`."""

    start: int
    end: int
    items: list[Node] = field(default_factory=list)
    flow: bool = False
    decorated: bool = False


@dataclass(slots=True)
class Table:
    """A mapping, its pairs in order, duplicates included. `flow` is True for `{a: b}`."""

    start: int
    end: int
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    flow: bool = False
    decorated: bool = False

    def get(self, key: str) -> Node | None:
        """The value of `key` (the last, where it stands twice), or None."""
        found: Node | None = None
        for name, value in self.pairs:
            if name.text == key:
                found = value
        return found

    def duplicates(self) -> Iterator[tuple[Scalar, Scalar]]:
        """Each key that stood before, with its first occurrence."""
        first: dict[str, Scalar] = {}
        for name, _ in self.pairs:
            if name.text in first:
                yield first[name.text], name
            else:
                first[name.text] = name


Node = Scalar | Listing | Table


def parse(text: str) -> Table | Listing | Scalar | None:
    """The tree of a one-document text; None where it holds nothing. Raises YamlFault.

    An anchor, an alias or a tag makes its node `decorated`: such a file is read, but never edited by splicing. An
    alias stands for the node it names (shared, not copied); one inside the node that it names is a fault.
    """
    _guard(text)
    root: Node | None = None
    documents = 0
    anchors: dict[str, Node] = {}
    open_nodes: list[Listing | Table] = []
    open_names: list[str | None] = []
    keys: list[Scalar | None] = []

    def place(node: Node, index: int) -> None:
        nonlocal root
        if not open_nodes:
            root = node
            return
        parent = open_nodes[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif keys[-1] is None:
            if not isinstance(node, Scalar):
                raise YamlFault(index, "a key must be a single word or phrase")
            keys[-1] = node
        else:
            parent.pairs.append((keys[-1], node))
            keys[-1] = None

    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            start = _index(event.start_mark)
            if isinstance(event, yaml.ScalarEvent):
                decorated = bool(event.anchor or event.tag)
                style = event.style or _style(text, start)
                scalar = Scalar(start, _index(event.end_mark), event.value, style, decorated)
                if event.anchor:
                    anchors[event.anchor] = scalar
                place(scalar, start)
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                if len(open_nodes) >= MAX_DEPTH:
                    raise YamlFault(start, "nested too deeply")
                kind = Listing if isinstance(event, yaml.SequenceStartEvent) else Table
                decorated = bool(event.anchor or event.tag)
                node = kind(start, start, flow=bool(event.flow_style), decorated=decorated)
                if event.anchor:
                    anchors[event.anchor] = node
                place(node, start)
                open_nodes.append(node)
                open_names.append(event.anchor)
                keys.append(None)
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                node = open_nodes.pop()
                open_names.pop()
                keys.pop()
                node.end = _index(event.end_mark) if node.flow else _last_end(node)
            elif isinstance(event, yaml.AliasEvent):
                target = anchors.get(str(event.anchor))
                if target is None or event.anchor in open_names:
                    raise YamlFault(
                        start, f"alias *{event.anchor} names nothing before it (or put the value in quotes)"
                    )
                place(_aliased(target, start, _index(event.end_mark)), start)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlFault(start, "a second YAML document begins here")
    except yaml.reader.ReaderError as fault:
        index = len(text.encode()[: fault.position].decode(errors="ignore"))
        raise YamlFault(index, "a control character that no YAML may hold") from fault
    except yaml.MarkedYAMLError as fault:
        said = told(text, fault)
        raise YamlFault(said.index, said.message) from fault
    except UnicodeEncodeError as fault:
        raise YamlFault(fault.start, "half of a character pair (a lone surrogate)") from fault
    return root


def nodes(root: Node | None) -> Iterator[Node]:
    """Every node of the tree, keys included; a node that an alias shares comes once."""
    seen: set[int] = set()
    waiting: list[Node] = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Listing):
            waiting.extend(node.items)
        elif isinstance(node, Table):
            for key, value in node.pairs:
                waiting.append(key)
                waiting.append(value)


def plain(node: Node | None, budget: int = 20_000) -> object:
    """The node as Python values by YAML 1.1's rules (what MkDocs reads). Raises YamlFault past `budget` values."""
    left = budget

    def walk(part: Node) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            raise YamlFault(part.start, "aliases expand to more values than an article can have")
        if isinstance(part, Listing):
            return [walk(item) for item in part.items]
        if isinstance(part, Table):
            return {key.text: walk(value) for key, value in part.pairs}
        return resolved(part)

    return None if node is None else walk(node)


STRING = "tag:yaml.org,2002:str"
_LOADER = yaml.SafeLoader("")


def implicit_tag(text: str) -> str:
    """The type that YAML 1.1, as PyYAML and MkDocs read it, gives to a plain value."""
    return str(_LOADER.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]


def resolved(scalar: Scalar) -> object:
    """A scalar by YAML 1.1's rules: a number, a truth value, a day, None, or its text."""
    if scalar.style:
        return scalar.text
    tag = implicit_tag(scalar.text)
    if tag == STRING:
        return scalar.text
    try:
        value: object = _LOADER.construct_object(yaml.ScalarNode(tag, scalar.text), deep=True)
    except (ValueError, yaml.YAMLError):
        return scalar.text
    return value


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))


def _guard(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(0, f"{len(text):,} characters of front matter; at most {MAX_CHARACTERS:,} are read")
    depth = 0
    if text.count("[") + text.count("{") > MAX_DEPTH:
        for index, character in enumerate(text):
            if character in "[{":
                depth += 1
                if depth > MAX_DEPTH:
                    raise YamlFault(index, "nested too deeply")
            elif character in "]}":
                depth = max(0, depth - 1)


def _style(text: str, start: int) -> str:
    # The C parser's scalar events leave `style` out for some quoted scalars, so the text itself is asked.
    first = text[start : start + 1]
    return first if first in {'"', "'", "|", ">"} else ""


def _last_end(node: Listing | Table) -> int:
    if isinstance(node, Listing):
        return node.items[-1].end if node.items else node.start
    return node.pairs[-1][1].end if node.pairs else node.start


def _aliased(target: Node, start: int, end: int) -> Node:
    # The alias keeps its own place but shares the target's content: nothing is copied, whatever its size.
    if isinstance(target, Scalar):
        return Scalar(start, end, target.text, target.style, True)
    if isinstance(target, Listing):
        return Listing(start, end, target.items, target.flow, True)
    return Table(start, end, target.pairs, target.flow, True)
