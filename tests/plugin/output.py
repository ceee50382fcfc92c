"""Everything that a built site says, read back from every format that it is written in."""

from __future__ import annotations

import csv
import gzip
import html as entities
import io
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Said:
    """The words of one file, in lower case and in order; `raw` is its text (decompressed) as it lies there."""

    path: str
    words: tuple[str, ...]
    raw: str

    def runs(self, length: int) -> set[str]:
        return runs(self.words, length)


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def runs(found: tuple[str, ...], length: int) -> set[str]:
    """Every run of so many words."""
    return {" ".join(found[n : n + length]) for n in range(len(found) - length + 1)}


def everything(site: Path) -> Iterator[Said]:
    """Every file of the site but Material's and Pagefind's programs. A format without a reader fails the test."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if (
            not path.is_file()
            or name.startswith("assets/")
            or path.suffix in _PROGRAMS
            or path.suffix in _PICTURES
        ):
            continue
        assert path.suffix in _READERS, f"{name}: no test reads this format"
        text, raw = _READERS[path.suffix](path)
        yield Said(name, words(text), raw)


def _plain(path: Path) -> tuple[str, str]:
    raw = path.read_text(encoding="utf-8")
    return raw, raw


def _html(path: Path) -> tuple[str, str]:
    raw = path.read_text(encoding="utf-8")
    page = html.document_fromstring(raw.encode())
    told = [" ".join(page.itertext()), page.text_content()]
    told += [unquote(value) for element in page.iter() for value in element.attrib.values()]
    for script in page.iter("script"):
        if "json" in script.get("type", ""):
            told.extend(_leaves(json.loads(script.text or "null")))
    return "\n".join(told), raw


def _leaves(value: object) -> Iterator[str]:
    """Every text in a JSON value; where one is itself HTML, its text."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield str(key)
            yield from _leaves(held)
    elif isinstance(value, list):
        for held in value:
            yield from _leaves(held)
    elif isinstance(value, str):
        yield _without_tags(value)


def _without_tags(text: str) -> str:
    return entities.unescape(re.sub(r"<[^>]*>", " ", entities.unescape(text)))


def _json(path: Path) -> tuple[str, str]:
    raw = path.read_text(encoding="utf-8")
    return "\n".join(_leaves(json.loads(raw))), raw


def _jsonl(path: Path) -> tuple[str, str]:
    raw = path.read_text(encoding="utf-8")
    return "\n".join(leaf for line in raw.splitlines() for leaf in _leaves(json.loads(line))), raw


def _xml(path: Path) -> tuple[str, str]:
    raw = path.read_bytes()
    root = etree.fromstring(raw)
    told = [_without_tags(text) for text in root.itertext()]
    told += [value for element in root.iter(etree.Element) for value in element.attrib.values()]
    return "\n".join(told), raw.decode("utf-8")


def _csv(path: Path) -> tuple[str, str]:
    raw = path.read_text(encoding="utf-8")
    return "\n".join(cell for row in csv.reader(io.StringIO(raw)) for cell in row), raw


def _sqlite(path: Path) -> tuple[str, str]:
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = [row for name in names for row in database.execute(f'select * from "{name}"')]
    told = "\n".join(str(cell) for row in rows for cell in row)
    # Rows that were deleted may still lie in a page of the file.
    return told, path.read_bytes().decode("utf-8", "ignore")


def _parquet(path: Path) -> tuple[str, str]:
    import pyarrow.parquet  # type: ignore[import-untyped]

    told = "\n".join(
        _leaves(json.loads(json.dumps(pyarrow.parquet.read_table(path).to_pylist(), default=str)))
    )
    return told, told


def _compressed(path: Path) -> tuple[str, str]:
    """Pagefind's files: its own encoding within gzip."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "ignore")
    return _without_tags(text), text


def _gzip(path: Path) -> tuple[str, str]:
    text = zlib.decompress(path.read_bytes(), zlib.MAX_WBITS | 16).decode("utf-8")
    return text, text


_PROGRAMS = {".js", ".css", ".pagefind", ".wasm", ".map", ".woff2"}
_PICTURES = {".png", ".ico", ".svg"}
_READERS: dict[str, Callable[[Path], tuple[str, str]]] = {
    # A list of files, as `builder pages` leaves one.
    "": _plain,
    ".html": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".xml": _xml,
    ".csv": _csv,
    ".txt": _plain,
    ".md": _plain,
    ".sqlite": _sqlite,
    ".parquet": _parquet,
    ".gz": _gzip,
    ".bib": _plain,
    ".ris": _plain,
    ".pf_fragment": _compressed,
    ".pf_index": _compressed,
    ".pf_meta": _compressed,
    ".pf_filter": _compressed,
}
