"""Entries put into an authority file, and its other lines left as they are."""

from __future__ import annotations

from collections.abc import Sequence

from builder.errors import FileFault
from builder.model.authority import SourceRecord
from builder.store import splice
from builder.store.authority import YamlFile
from builder.store.frontmatter import Page
from builder.store.scalars import scalar
from builder.store.yamltext import Listing, Scalar, Table, YamlFault, parse


def source_lines(record: SourceRecord) -> list[str]:
    """A new source's entry, in the schema's order; what is unknown is left out."""
    lines = [f"- id: {scalar(record.id)}", f"  name: {scalar(record.name)}"]
    for key, names in (("aliases", record.aliases), ("domains", record.domains)):
        if names:
            lines.append(f"  {key}:")
            lines.extend(f"  - {scalar(name)}" for name in names)
    optional = {
        "country": record.country,
        "language": record.language,
        "wikidata": record.wikidata,
        "note": record.note,
    }
    lines.extend(f"  {key}: {scalar(value)}" for key, value in optional.items() if value)
    if record.excerpt_words is not None:
        lines.append(f"  excerpt_words: {record.excerpt_words}")
    return lines


def with_sources(raw: bytes, records: Sequence[SourceRecord], name: str) -> bytes:
    """The file with entries for the ids that it lacks: in place where it is sorted by id, else at the end.

    `name` is what messages call the file. Raises FileFault where it cannot be read.
    """
    text = raw.decode("utf-8")
    for record in sorted(records, key=lambda r: r.id):
        text = with_block(text, "id", record.id, source_lines(record), name)
    return text.encode()


def with_block(text: str, key: str, value: str, lines: Sequence[str], name: str) -> str:
    """The text with a new entry's lines: in place where the entries are sorted by `key`, else at the end.

    An entry whose `key` holds `value` already stands for it, and nothing is added. Raises FileFault.
    """
    file = parsed(text, name)
    held = [(entry, _value(entry, key)) for entry in file.entries() if entry.get(key) is not None]
    if any(found == value for _, found in held):
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    block = "".join(line + newline for line in lines)
    names = [found.casefold() for _, found in held]
    if names == sorted(names):
        later = next((entry for entry, found in held if found.casefold() > value.casefold()), None)
        if later is not None:
            at = entry_start(text, later)
            return text[:at] + block + text[at:]
    if isinstance(file.root, Listing) and file.root.flow and not file.root.items:
        return text[: file.root.start] + block.removesuffix(newline) + text[file.root.end :]
    return text + ("" if not text or text.endswith("\n") else newline) + block


def parsed(text: str, name: str) -> YamlFile:
    """The file as a tree with its entries. Raises FileFault where it is no YAML list of entries."""
    shift = 1 if text.startswith("\ufeff") else 0
    try:
        file = YamlFile(name, text, parse(text), [])
    except YamlFault as fault:
        line = text.count("\n", 0, fault.index) + 1
        raise FileFault(
            name, line, fault.index - text.rfind("\n", 0, fault.index) - shift, fault.message
        ) from fault
    if file.root is not None and not isinstance(file.root, Listing):
        raise FileFault(name, *file.place(file.root.start), "an authority file is a list of entries")
    return file


def entry_start(text: str, entry: Table) -> int:
    """Where an entry's block begins: its dash's line, and the comment lines directly above it."""
    at = text.rfind("\n", 0, entry.start) + 1
    while at:
        above = text.rfind("\n", 0, at - 1) + 1
        if not text[above:at].lstrip().startswith("#"):
            break
        at = above
    # A comment that heads the whole file stays at its head.
    return at if at else text.rfind("\n", 0, entry.start) + 1


def without_block(text: str, entry: Table) -> str:
    """The text without one entry; comments within it stay, each on a line of its own."""
    start = text.rfind("\n", 0, entry.start) + 1
    page = Page("", text, 0, len(text), len(text))
    return splice.without_lines(page, entry, start).text


def _value(entry: Table, key: str) -> str:
    node = entry.get(key)
    return node.text if isinstance(node, Scalar) else ""
