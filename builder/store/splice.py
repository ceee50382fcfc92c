"""Edits to a page's front matter that touch only the lines they must.

Every edit is a splice of the file's own text, found by the spans of the parsed nodes; nothing is dumped again, so
comments, order, quoting, indentation and line endings of all else stay to the byte. A comment on a line that goes
stays behind on a line of its own. `verified` reads the result back before anyone may write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.errors import FileFault
from builder.store.fresh import flow_item, item_lines, key_lines
from builder.store.frontmatter import Page
from builder.store.scalars import scalar
from builder.store.schema import BY_NAME, ENTITY_KEYS, ORDER, Kind
from builder.store.yamltext import Listing, Node, Scalar, Table, nodes


@dataclass(frozen=True, slots=True)
class Kept:
    """An item that stays: its position in the list as it stands."""

    position: int


@dataclass(frozen=True, slots=True)
class New:
    """An item to be written: a name, a link's `article` and `relation`, or an alias's `text` and `only_with`."""

    value: str | Mapping[str, str]


def set_key(page: Page, key: str, value: object) -> Page:
    """The page with `key` holding `value`: replaced where it stands, else inserted in the schema's order."""
    table = _editable(page)
    present = table.get(key)
    if isinstance(present, Scalar) and isinstance(value, str):
        return _replace_scalar(page, present, value, plain_date=BY_NAME[key].kind is Kind.DAY)
    lines = key_lines(key, value, page.newline)
    if present is None:
        at = _insertion(page, table, key, ORDER)
        return _spliced(page, at, at, lines)
    start, end = _key_lines_span(page, table, key)
    return _spliced(page, start, end, lines + _comments(page, table, key, start, end))


def drop_key(page: Page, key: str) -> Page:
    """The page without `key`."""
    table = _editable(page)
    if table.get(key) is None:
        return page
    start, end = _key_lines_span(page, table, key)
    return _spliced(page, start, end, _comments(page, table, key, start, end))


def set_list(page: Page, path: tuple[str, ...], items: Sequence[Kept | New]) -> Page:
    """The list at `path` (`credits`, `related_versions`, or `entities` and a type) holding `items` in this order.

    An empty list takes its key away with it, and the last type of `entities` takes `entities`.
    """
    table = _editable(page)
    parent = table
    for step in path[:-1]:
        below = parent.get(step)
        if not isinstance(below, Table) or not below.pairs:
            fresh = {path[-1]: [item.value for item in items if isinstance(item, New)]}
            return set_key(page, step, fresh) if items else page
        parent = below
    key = path[-1]
    if not items:
        if len(path) > 1 and all(name.text == key for name, _ in parent.pairs):
            return drop_key(page, path[0])
        return _drop_inner(page, parent, key)
    present = parent.get(key)
    if not isinstance(present, Listing) or not present.items:
        return _fresh_list(page, table, parent, path, items, present)
    order = [item.position for item in items if isinstance(item, Kept)]
    if len(order) == len(items) == len(present.items) and order == sorted(order):
        return page
    return _relisted(page, present, items)


def set_relation(page: Page, position: int, relation: str) -> Page:
    """The page with another relation word in the link at `position`."""
    listing = _editable(page).get("related_versions")
    link = listing.items[position] if isinstance(listing, Listing) else None
    word = link.get("relation") if isinstance(link, Table) else None
    if not isinstance(word, Scalar):
        raise FileFault(page.path, 0, 0, "related_versions: no relation to change")
    return _replace_scalar(page, word, relation, plain_date=False)


def extend_list(
    page: Page, entry: Table, key: str, texts: Sequence[str | Mapping[str, str]], after: Sequence[str]
) -> Page:
    """The page with items added at the end of a list within a block entry; a fresh list stands after the first of the
    keys `after` that the entry has."""
    listing = entry.get(key)
    if isinstance(listing, Listing) and listing.items:
        kept: list[Kept | New] = [Kept(position) for position in range(len(listing.items))]
        return _relisted(page, listing, [*kept, *(New(text) for text in texts)])
    indent = " " * (entry.pairs[0][0].start - _line_start(page.head, entry.pairs[0][0].start))
    lines = [f"{indent}{key}:", *(line for text in texts for line in item_lines(text, indent))]
    block = "".join(line + page.newline for line in lines)
    held = next(((k, v) for k, v in entry.pairs if k.text == key), None)
    if held is not None:
        start, end = _span(page, *held)
        return _spliced(page, start, end, block)
    before = next(((k, v) for name in after for k, v in entry.pairs if k.text == name), entry.pairs[-1])
    at = _span(page, *before)[1]
    ended = "" if page.head[:at].endswith("\n") else page.newline
    return _spliced(page, at, at, ended + block)


def set_inner(page: Page, entry: Table, key: str, value: str) -> Page:
    """The page with a text within a block entry: replaced where it stands, else a line at the entry's end."""
    held = next(((k, v) for k, v in entry.pairs if k.text == key), None)
    if held is not None and isinstance(held[1], Scalar):
        return _replace_scalar(page, held[1], value, plain_date=False, within=entry)
    indent = " " * (entry.pairs[0][0].start - _line_start(page.head, entry.pairs[0][0].start))
    line = f"{indent}{key}: {scalar(value)}{page.newline}"
    if held is not None:
        return _spliced(page, *_span(page, *held), line)
    at = _span(page, *entry.pairs[-1])[1]
    ended = "" if page.head[:at].endswith("\n") else page.newline
    return _spliced(page, at, at, ended + line)


def keep_only(page: Page, entry: Table, key: str, positions: Sequence[int]) -> Page:
    """The page with only these items of a list within a block entry; an empty list goes with its key."""
    listing = entry.get(key)
    if not isinstance(listing, Listing):
        return page
    if not positions:
        return _drop_inner(page, entry, key)
    return _relisted(page, listing, [Kept(position) for position in positions])


def without_lines(page: Page, node: Node, start: int) -> Page:
    """The page without the lines from `start` to the end of `node`; comments on them stay as lines of their own."""
    last = _last_scalar(node)
    end = _line_end(page.head, _value_end(page.head, last, node.start + 1))
    return _spliced(page, start, end, _comments_in(page, _scalars(node), start, end))


def verified(before: Page, after: Page, touched: frozenset[str]) -> Page:
    """`after`, if it still parses and every top-level key outside `touched` holds what it held; else FileFault."""
    old, new = before.table(), after.table()
    for key, node in old.pairs:
        if key.text not in touched and _content(new.get(key.text)) != _content(node):
            raise FileFault(
                before.path, *before.head_place(key.start), f"{key.text}: cannot be edited safely here"
            )
    for key, _ in new.pairs:
        if key.text not in touched and old.get(key.text) is None:
            raise FileFault(
                before.path, *before.head_place(0), "cannot be edited safely; nothing was written"
            )
    return after


def _content(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_content(item) for item in node.items]
    if isinstance(node, Table):
        return [(key.text, _content(value)) for key, value in node.pairs]
    return None


def _editable(page: Page) -> Table:
    table = page.table()
    if table.flow:
        raise FileFault(
            page.path, *page.head_place(table.start), "front matter in braces is read but never edited"
        )
    for node in nodes(table):
        if node.decorated:
            message = (
                "front matter with anchors, aliases or tags is read but never edited; write the value out"
            )
            raise FileFault(page.path, *page.head_place(node.start), message)
    return table


def _spliced(page: Page, start: int, end: int, new: str) -> Page:
    return page.with_head(page.head[:start] + new + page.head[end:])


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """The index after the line break that ends the line of `index` (or of the line before, at a line's start)."""
    if index and text[index - 1] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _value_end(text: str, node: Node, key_end: int) -> int:
    # An empty value ends at its key's colon; a block scalar's span already holds its trailing line break, and with
    # '|' also blank lines after it, which belong to what follows.
    end = max(node.end, key_end)
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        while end and text[:end].endswith(("\n\n", "\n\r\n")):
            end -= 2 if text[:end].endswith("\r\n") else 1
    return end


def _last_scalar(node: Node) -> Node:
    while isinstance(node, (Listing, Table)) and not node.flow:
        inner = (node.items[-1] if node.items else None) if isinstance(node, Listing) else node.pairs[-1][1]
        if inner is None:
            return node
        node = inner
    return node


def _span(page: Page, key: Scalar, value: Node) -> tuple[int, int]:
    text = page.head
    last = _last_scalar(value)
    return _line_start(text, key.start), _line_end(text, _value_end(text, last, key.end + 1))


def _key_lines_span(page: Page, table: Table, key: str) -> tuple[int, int]:
    name, value = next((k, v) for k, v in table.pairs if k.text == key)
    return _span(page, name, value)


def _comments(page: Page, table: Table, key: str, start: int, end: int) -> str:
    node = next(v for k, v in table.pairs if k.text == key)
    return _comments_in(page, _scalars(node), start, end)


def _scalars(node: Node) -> list[Scalar]:
    return [part for part in nodes(node) if isinstance(part, Scalar)]


def _comments_in(page: Page, values: Sequence[Scalar], start: int, end: int) -> str:
    """Comments on the lines from `start` to `end`, each as a line of its own, outside the values given."""
    text = page.head
    covered = sorted((v.start, v.end) for v in values)
    found: list[str] = []
    at = start
    while (hit := text.find("#", at, end)) >= 0:
        inside = next((stop for begin, stop in covered if begin <= hit < stop), None)
        if inside is not None:
            at = inside
            continue
        if hit == 0 or text[hit - 1] in " \t\n":
            stop = _line_end(text, hit + 1)
            line_start = _line_start(text, hit)
            indent = text[line_start:hit] if not text[line_start:hit].strip() else ""
            found.append(indent + text[hit:stop])
            at = stop
        else:
            at = hit + 1
    return "".join(found)


def _insertion(page: Page, table: Table, key: str, order: Mapping[str, int]) -> int:
    before = [(order[k.text], k, v) for k, v in table.pairs if k.text in order and order[k.text] < order[key]]
    if before:
        _, name, value = max(before, key=lambda found: found[0])
        return _span(page, name, value)[1]
    if table.pairs:
        return _line_start(page.head, table.pairs[0][0].start)
    return len(page.head)


def _replace_scalar(
    page: Page, old: Scalar, value: str, *, plain_date: bool, within: Table | None = None
) -> Page:
    new = scalar(value, plain_date=plain_date, flow=_in_flow(within or page.table(), old))
    text = page.head
    end = _value_end(text, old, old.end)
    if old.style in {"|", ">"}:
        new += page.newline if text[old.start : end].endswith("\n") else ""
    if old.start == end:
        before = text[: old.start].rstrip(" ")
        return _spliced(page, len(before), len(before), " " + new)
    return _spliced(page, old.start, end, new)


def _in_flow(outer: Table, inner: Node) -> bool:
    return any(
        isinstance(node, (Listing, Table)) and node.flow and node.start <= inner.start < node.end
        for node in nodes(outer)
    )


def _drop_inner(page: Page, parent: Table, key: str) -> Page:
    found = next(((k, v) for k, v in parent.pairs if k.text == key), None)
    if found is None:
        return page
    if parent.flow:
        inner = ", ".join(page.head[k.start : v.end] for k, v in parent.pairs if k.text != key)
        return _spliced(page, parent.start, parent.end, "{" + inner + "}")
    start, end = _span(page, *found)
    return _spliced(page, start, end, _comments_in(page, _scalars(found[1]), start, end))


def _fresh_list(
    page: Page,
    table: Table,
    parent: Table,
    path: tuple[str, ...],
    items: Sequence[Kept | New],
    present: Node | None,
) -> Page:
    values = [item.value for item in items if isinstance(item, New)]
    if len(path) == 1:
        return set_key(page, path[0], values)
    key = path[-1]
    if parent.flow:
        kept = [page.head[k.start : v.end] for k, v in parent.pairs if k.text != key]
        inner = ", ".join([*kept, f"{key}: [{', '.join(flow_item(v) for v in values)}]"])
        return _spliced(page, parent.start, parent.end, "{" + inner + "}")
    first = parent.pairs[0][0]
    indent = page.head[_line_start(page.head, first.start) : first.start]
    lines = f"{indent}{key}:{page.newline}" + "".join(
        line + page.newline for value in values for line in item_lines(value, indent)
    )
    if present is not None:
        name = next(k for k, _ in parent.pairs if k.text == key)
        start, end = _span(page, name, present)
        return _spliced(page, start, end, lines + _comments_in(page, _scalars(present), start, end))
    order = {name: position for position, name in enumerate(ENTITY_KEYS)}
    at = _insertion(page, parent, key, order)
    return _spliced(page, at, at, lines)


def _relisted(page: Page, listing: Listing, items: Sequence[Kept | New]) -> Page:
    text = page.head
    if listing.flow:
        return _relisted_flow(page, listing, items)
    chunks = _chunks(text, listing)
    dash = _dash(text, listing)
    indent = text[_line_start(text, dash) : dash]
    indent = indent if not indent.strip() else " " * len(indent)
    kept = {item.position for item in items if isinstance(item, Kept)}
    new: list[str] = []
    for item in items:
        if isinstance(item, Kept):
            new.append(_whole_line(text[chunks[item.position][0] : chunks[item.position][1]], page.newline))
        else:
            new.extend(line + page.newline for line in item_lines(item.value, indent))
    orphans = "".join(
        _comments_in(page, _scalars(node), *chunks[position])
        for position, node in enumerate(listing.items)
        if position not in kept
    )
    return _spliced(page, chunks[0][0], chunks[-1][1], "".join(new) + orphans)


def _relisted_flow(page: Page, listing: Listing, items: Sequence[Kept | New]) -> Page:
    text = page.head
    parts = [
        text[listing.items[item.position].start : listing.items[item.position].end]
        if isinstance(item, Kept)
        else flow_item(item.value)
        for item in items
    ]
    comments = _comments_in(page, _scalars(listing), listing.start, listing.end)
    after = _line_end(text, listing.end)
    tail = text[listing.end : after]
    return _spliced(page, listing.start, after, "[" + ", ".join(parts) + "]" + tail + comments)


def _whole_line(chunk: str, newline: str) -> str:
    return chunk if chunk.endswith("\n") else chunk + newline


def _dash(text: str, listing: Listing) -> int:
    return text.rfind("-", 0, listing.items[0].start) if text[listing.start] != "-" else listing.start


def _chunks(text: str, listing: Listing) -> list[tuple[int, int]]:
    """The lines of each item, with the comments above it that follow the item before."""
    spans: list[tuple[int, int]] = []
    start = _line_start(text, _dash(text, listing))
    for item in listing.items:
        end = _line_end(text, _value_end(text, _last_scalar(item), item.start + 1))
        spans.append((start, end))
        start = end
    return spans
