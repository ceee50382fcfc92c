"""An article file taken apart into front matter and body, and put together again byte for byte."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from builder.errors import FileFault
from builder.store.yamltext import Table, YamlFault, parse

_OPENING = re.compile(r"---[ \t]*(\r?\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_BOM = "\ufeff"


@dataclass(frozen=True)
class Page:
    """One article file. `text` is the whole file without a byte order mark, line endings kept.

    `head` spans the YAML between the fences, `body` (as a span) all that follows the closing fence.
    `path` is what messages call the file.
    """

    path: str
    text: str
    head_start: int
    head_end: int
    body_start: int
    bom: bool = False

    @property
    def head(self) -> str:
        """The YAML text between the fences."""
        return self.text[self.head_start : self.head_end]

    @cached_property
    def body(self) -> str:
        """The body with LF line ends and no blank lines around it: what two readings of a file must agree on."""
        body = self.text[self.body_start :]
        # Looking for one character is forty times as quick as for two.
        return (body.replace("\r\n", "\n") if "\r" in body else body).strip("\n")

    @property
    def newline(self) -> str:
        """The line ending of the front matter."""
        return "\r\n" if "\r\n" in self.text[: self.head_end] else "\n"

    @property
    def raw(self) -> bytes:
        """The file's bytes."""
        return ((_BOM if self.bom else "") + self.text).encode()

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character index into `text`."""
        line = self.text.count("\n", 0, index) + 1
        return line, index - self.text.rfind("\n", 0, index)

    def head_place(self, index: int) -> tuple[int, int]:
        """Line and column of a character index into `head`."""
        return self.place(self.head_start + index)

    def table(self) -> Table:
        """The front matter as a tree. Raises FileFault where it is no YAML or no mapping."""
        try:
            root = parse(self.head)
        except YamlFault as fault:
            raise FileFault(self.path, *self.head_place(fault.index), fault.message) from fault
        if root is None:
            return Table(0, 0)
        if not isinstance(root, Table):
            raise FileFault(
                self.path, *self.head_place(root.start), "front matter must be 'key: value' lines"
            )
        return root

    def with_head(self, head: str) -> Page:
        """The page with other YAML text between the same fences."""
        text = self.text[: self.head_start] + head + self.text[self.head_end :]
        shift = len(head) - (self.head_end - self.head_start)
        return Page(
            self.path, text, self.head_start, self.head_end + shift, self.body_start + shift, self.bom
        )

    def with_body(self, body: str) -> Page:
        """The page with another body; the blank lines around the old one and its line ending stay."""
        old = self.text[self.body_start :]
        lead, tail = self.newline, self.newline
        if old.strip("\r\n"):
            lead = old[: len(old) - len(old.lstrip("\r\n"))]
            tail = old[len(old.rstrip("\r\n")) :]
        new = body.strip("\n")
        if self.newline != "\n":
            new = new.replace("\n", self.newline)
        text = self.text[: self.body_start] + (lead + new + tail if new else "")
        return Page(self.path, text, self.head_start, self.head_end, self.body_start, self.bom)


def split(raw: bytes, path: str) -> Page:
    """A file's bytes as a Page. Raises FileFault with the place of an undecodable byte or a missing fence."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        good = raw[: fault.start]
        line = good.count(b"\n") + 1
        column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise FileFault(path, line, column, f"byte 0x{raw[fault.start]:02x} is not UTF-8") from fault
    bom = text.startswith(_BOM)
    if bom:
        text = text[1:]
    opening = _OPENING.match(text)
    if opening is None:
        if not text.strip():
            raise FileFault(path, 1, 1, "the file is empty")
        raise FileFault(path, 1, 1, "no front matter: the first line must be ---")
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise FileFault(path, 1, 1, "the front matter that begins here is never closed by a line ---")
    return Page(path, text, opening.end(), closing.start(), closing.end(), bom)


def body_digest(body: str) -> str:
    """The sha256 by which the ledger knows a body: line ends and blank lines around it do not count."""
    return hashlib.sha256(body.replace("\r\n", "\n").strip("\n").encode()).hexdigest()
