"""Article text as Markdown in which nothing is left to interpret, and back.

`to_plain` undoes `to_markdown` exactly; on a body that a person edited it drops the marks and keeps the words.
Characters that Python-Markdown and CommonMark both unescape after a backslash get one; the others get an entity,
since Python-Markdown leaves a backslash before `<`, `:` or `=` standing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

KINDS = ("p", "heading", "item", "quote")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph in reading order; `kind` is 'p', 'heading', 'item' (of a list) or 'quote'."""

    kind: str
    text: str


_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")
_INLINE = re.compile(r"[\\`*\[\]{}|]|&(?=#?\w+;)|<|_|~|\^|==|!(?=\[)|:(?=[\w+-]+:)")
#: What begins a block when it begins a line: headings, quotes, lists, rules, setext underlines, definition lists,
#: admonitions, details, tabs, fences, snippets, comments.
_LINE_START = re.compile(r"(?:#|>|[-+](?=\s|$|[-+ ]*$)|-(?=-)|\d{1,9}[.)](?=\s|$)|[=:?/!](?=[=:?/!\s]|$)|%%)")
_ENTITY_FOR = {
    "<": "&lt;",
    "&": "&amp;",
    ":": "&#58;",
    "=": "&#61;",
    "?": "&#63;",
    "/": "&#47;",
    "~": "&#126;",
    "^": "&#94;",
    "%": "&#37;",
    "|": "&#124;",
}
_UNESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])|&(lt|amp|#\d+|#x[0-9a-fA-F]+|\w+);")

#: Without one of these no inline mark can begin.
_MARKS = "\\&`<[*_"

#: What lies between two blocks.
_BETWEEN = re.compile(r"\n[ \t]*\n+")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_QUOTED = re.compile(r"[ ]{0,3}>")
_QUOTING = re.compile(r"^[ ]{0,3}>[ ]?")
_LISTED = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ \t]+(\S.*)$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})")


def normal(text: str) -> str:
    """What a paragraph can carry: no blank lines, no white space at the ends of lines, no control characters."""
    return _BREAKS.sub("\n", _CONTROLS.sub("", text).replace("\t", " ")).strip()


def to_markdown(paragraphs: Sequence[str], kinds: Sequence[str] = ()) -> str:
    """Paragraphs as Markdown, a blank line between blocks (none between items of a list), ending in a line break.

    `kinds` runs parallel to `paragraphs`; missing ones are 'p'. A paragraph with nothing in it is left out.
    """
    blocks: list[tuple[str, str]] = []
    for position, paragraph in enumerate(paragraphs):
        kind = kinds[position] if position < len(kinds) else "p"
        text = normal(paragraph)
        if text:
            blocks.append((kind, _block(kind, text)))
    written = ""
    for position, (kind, text) in enumerate(blocks):
        if position:
            written += "\n" if kind == "item" and blocks[position - 1][0] == "item" else "\n\n"
        written += text
    return written + "\n" if written else ""


def escape(text: str) -> str:
    """One paragraph's text with everything escaped that Markdown or a browser would interpret."""
    return "\n".join(_line(line) for line in text.split("\n"))


def to_plain(body: str) -> tuple[Block, ...]:
    """A Markdown body's paragraphs as plain text: the exact inverse of `to_markdown` on what it wrote.

    In a person's Markdown, links and images give their words, emphasis, code marks and HTML tags fall away.
    """
    text = body.replace("\r\n", "\n").strip("\n")
    # Asked of the text as a whole, and one mark at a time: 20 times as fast as a pattern.
    is_marked = any(mark in text for mark in _MARKS)
    blocks: list[Block] = []
    for chunk in _BETWEEN.split(text):
        if chunk[:1].isalpha() and "\n" not in chunk:
            # Most chunks: no mark of a block is a letter, and asking for each took half of reading a text.
            plain = chunk.rstrip(" \t")
            if not is_marked or (plain := _words(plain)):
                blocks.append(Block("p", plain))
        else:
            blocks.extend(_plain_chunk(chunk))
    return tuple(blocks)


def plain_text(body: str) -> str:
    """The texts of `to_plain` with blank lines between, without its blocks where no mark is in the way: of 500 words in 5
    microseconds, where those take 16."""
    if "\r" not in body and not any(mark in body for mark in _MARKS):
        lines = body.strip("\n").split("\n")
        chunks = lines[::2]
        if all(chunks) and not any(lines[1::2]):
            plain: list[str] = []
            for chunk in chunks:
                if chunk[0].isalpha():
                    plain.append(chunk.rstrip(" \t"))
                else:
                    plain.extend([block.text for block in _plain_chunk(chunk)])
            return "\n\n".join(plain)
    return "\n\n".join([block.text for block in to_plain(body)])


def _block(kind: str, text: str) -> str:
    if kind == "heading":
        # Hashes at a heading's end would be read as its closing fence.
        words = text.replace("\n", " ")
        bare = words.rstrip("#")
        return "## " + _line(bare) + "\\#" * (len(words) - len(bare))
    if kind == "item":
        return "- " + escape(text)
    if kind == "quote":
        return "\n".join("> " + line for line in escape(text).split("\n"))
    return escape(text)


def _line(line: str) -> str:
    escaped = _INLINE.sub(_mark(line), line)
    start = _LINE_START.match(line)
    if start is None or escaped[: len(start.group())] != start.group():
        return escaped
    head = start.group()
    if head[-1] in ".)" and head[0].isdigit():
        return f"{head[:-1]}\\{head[-1]}{escaped[len(head) :]}"
    first = _ENTITY_FOR.get(head[0]) or f"\\{head[0]}"
    return first + escaped[1:]


def _mark(line: str):  # type: ignore[no-untyped-def]
    def mark(match: re.Match[str]) -> str:
        found = match.group()
        if found == "_":
            before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
            # Within a word an underscore is never emphasis, in neither dialect.
            return found if before.isalnum() and after.isalnum() else "\\_"
        if found == "==":
            return "&#61;&#61;"
        return _ENTITY_FOR.get(found) or f"\\{found}"

    return mark


def _plain_chunk(chunk: str) -> list[Block]:
    lines = chunk.split("\n")
    heading = _HEADING.match(lines[0])
    if heading:
        rest = "\n".join(lines[1:])
        return [Block("heading", _words(heading[1])), *(_plain_chunk(rest) if rest.strip() else [])]
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]):
        return [Block("heading", _words(lines[0]))]
    if _QUOTED.match(lines[0]):
        inner = "\n".join(_QUOTING.sub("", line) for line in lines)
        return [
            Block("quote" if block.kind == "p" else block.kind, block.text)
            for part in _BETWEEN.split(inner.strip("\n"))
            for block in (_plain_chunk(part) if part.strip() else [])
        ]
    if _LISTED.match(lines[0]):
        return _items(lines)
    if _RULE.fullmatch(chunk) or not chunk.strip():
        return []
    text = _words("\n".join(line.strip(" \t") for line in lines))
    return [Block("p", text)] if text else []


def _items(lines: Sequence[str]) -> list[Block]:
    items: list[list[str]] = []
    for line in lines:
        begun = _ITEM.match(line)
        if begun:
            items.append([begun[1]])
        elif items:
            items[-1].append(line.strip(" \t"))
    return [Block("item", _words("\n".join(item))) for item in items]


def _words(text: str) -> str:
    """Inline Markdown as its words, escapes undone. Escaped characters are set aside first, so nothing reads them."""
    if not any(mark in text for mark in _MARKS):
        # Most paragraphs; seven searches that can find nothing took two thirds of reading an archive's texts.
        return text
    aside: list[str] = []
    text = text.replace("\x02", "").replace("\x03", "")

    def keep(match: re.Match[str]) -> str:
        aside.append(match[1] if match[1] else html.unescape(match.group()))
        return f"\x02{len(aside) - 1}\x03"

    text = _UNESCAPE.sub(keep, text)
    text = re.sub(r"(`+)(.+?)\1", lambda m: m[2].strip(), text, flags=re.DOTALL)
    text = re.sub(r"<(https?://[^\s<>]+|[^\s<>@]+@[^\s<>]+)>", r"\1", text)
    text = re.sub(r"</?[A-Za-z][^<>]*>|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])", r"\1", text)
    text = re.sub(r"(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)\1", r"\2", text, flags=re.DOTALL)
    text = re.sub(r"(?<!\w)(__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text, flags=re.DOTALL)
    return re.sub("\x02(\\d+)\x03", lambda m: aside[int(m[1])], text)
