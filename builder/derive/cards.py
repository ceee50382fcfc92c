"""The picture that a link to an article shows elsewhere: its title, source and date, and a dot for each version.

Words are drawn where Pillow is installed (the extra `cards`) and a font at hand has every letter of them; Pillow's
own wheel shapes Arabic and reorders bidirectional text. Where either is missing the card is the plain one: the dots
alone, never boxes in place of letters.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from builder.derive.views import Card

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_PAPER, _INK, _QUIET = (251, 249, 244), (29, 39, 51), (110, 116, 124)
_MARGIN, _DOTS_AT, _TEXT_AT = 80, 96, 176
_TITLE, _SMALL = 60, 32
_LINES = 5
#: Dots drawn at most; more versions than this are a longer line all the same.
_MOST_DOTS = 9

#: What to tell a person whose cards have no words.
MISSING = "Social cards have no words: Pillow is not installed (pip install 'annotated-news-archive[cards]')"


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of a card, in its page's language. `day` is as shown ('c. 27 February 2021')."""

    title: str
    source: str
    day: str
    site: str
    right_to_left: bool = False


def words(card: Card, day: str, site: str) -> CardWords:
    """The words for an article's line of a list."""
    source = card.source.name if card.source else ""
    return CardWords(card.title, source, day, site, card.direction == "rtl")


def available() -> bool:
    """Whether words can be drawn here."""
    return find_spec("PIL") is not None


def png(card: CardWords, versions: int, fonts: Sequence[str] = ()) -> bytes:
    """The card as a PNG of 1200 by 630 pixels. `versions` counts the story's versions, 1 for an article alone.

    `fonts` are paths of font files, the first that has every letter is taken. The same words, fonts and Pillow give
    the same bytes. An unreadable font file is passed over.
    """
    if available():
        drawn = _with_words(card, versions, fonts)
        if drawn is not None:
            return drawn
    return _plain(versions)


def _dots(versions: int) -> list[tuple[int, int]]:
    """The centres of the dots, top to bottom."""
    count = max(1, min(versions, _MOST_DOTS))
    room = HEIGHT - 2 * _MARGIN
    if count == 1:
        return [(_DOTS_AT, HEIGHT // 2)]
    return [(_DOTS_AT, _MARGIN + room * n // (count - 1)) for n in range(count)]


def _with_words(card: CardWords, versions: int, fonts: Sequence[str]) -> bytes | None:
    from PIL import Image, ImageDraw

    font = _font(card, fonts)
    if font is None:
        return None
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    dots = _dots(versions)
    if len(dots) > 1:
        draw.line([dots[0], dots[-1]], fill=_INK, width=4)
    for x, y in dots:
        draw.ellipse([x - 13, y - 13, x + 13, y + 13], fill=_INK)
    _write(draw, card, font)
    buffer = io.BytesIO()
    image.quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _write(draw: ImageDraw, card: CardWords, font: FreeTypeFont) -> None:
    title, small = font.font_variant(size=_TITLE), font.font_variant(size=_SMALL)
    at = WIDTH - _MARGIN if card.right_to_left else _TEXT_AT
    anchor = "ra" if card.right_to_left else "la"
    y = _MARGIN - 10
    for row in _wrapped(card.title, title, WIDTH - _MARGIN - _TEXT_AT):
        draw.text((at, y), row, font=title, fill=_INK, anchor=anchor)
        y += int(_TITLE * 1.3)
    facts = " · ".join(fact for fact in (card.source, card.day) if fact)
    facts, site = (_cut(row, small, WIDTH - _MARGIN - _TEXT_AT, more=False) for row in (facts, card.site))
    draw.text((at, HEIGHT - _MARGIN - 2 * _SMALL - 14), facts, font=small, fill=_INK, anchor=anchor)
    draw.text((at, HEIGHT - _MARGIN - _SMALL), site, font=small, fill=_QUIET, anchor=anchor)


def _wrapped(text: str, font: FreeTypeFont, room: float) -> list[str]:
    """The text in lines that fit; the last ends in '…' where there is more. A word wider than a line is cut."""
    rows: list[str] = []
    for word in _breakable(text):
        joined = rows[-1] + word if rows else word.lstrip()
        if rows and font.getlength(joined.rstrip()) <= room:
            rows[-1] = joined
        else:
            rows.append(word.lstrip())
    rows = [row.rstrip() for row in rows]
    if len(rows) <= _LINES and all(font.getlength(row) <= room for row in rows):
        return rows
    return [
        _cut(row, font, room, more=n == _LINES - 1 < len(rows) - 1) for n, row in enumerate(rows[:_LINES])
    ]


def _breakable(text: str) -> list[str]:
    """Words with the space after them; single characters in scripts without spaces."""
    pieces: list[str] = []
    for word in " ".join(text.split()).split(" "):
        pieces.extend(word if any("\u3040" <= c <= "\u9fff" for c in word) else [word])
        pieces[-1] += " "
    return pieces


def _cut(row: str, font: FreeTypeFont, room: float, *, more: bool) -> str:
    if not more and font.getlength(row) <= room:
        return row
    while row and font.getlength(row + "…") > room:
        row = row[:-1]
    return row.rstrip() + "…"


def _font(card: CardWords, fonts: Sequence[str]) -> FreeTypeFont | None:
    """The first font that has every letter of the card."""
    from PIL import ImageFont

    letters = set("".join((card.title, card.source, card.day, card.site, "·…"))) - set(
        " \t\n\u200e\u200f\u200c\u200d"
    )
    for path in fonts:
        try:
            font = ImageFont.truetype(path, _TITLE)
        except OSError:
            continue
        if _has(font, letters):
            return font
    built_in = ImageFont.load_default(_TITLE)
    return built_in if isinstance(built_in, ImageFont.FreeTypeFont) and _has(built_in, letters) else None


def _has(font: FreeTypeFont, letters: set[str]) -> bool:
    """Whether no letter is drawn as the font's sign for a missing one (that of a code point that nothing encodes)."""
    missing = bytes(font.getmask("\U0010ffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in letters)


def _plain(versions: int) -> bytes:
    """The dots and their line alone, written without any library: an 8-bit palette image."""
    dots = _dots(versions)
    top, bottom = dots[0][1], dots[-1][1]
    rows: list[bytes] = []
    for y in range(HEIGHT):
        row = bytearray(WIDTH)
        if top <= y <= bottom and len(dots) > 1:
            row[_DOTS_AT - 2 : _DOTS_AT + 2] = b"\x01" * 4
        for x, middle in dots:
            reach = 13 * 13 - (y - middle) ** 2
            if reach >= 0:
                half = int(reach**0.5)
                row[x - half : x + half + 1] = b"\x01" * (2 * half + 1)
        rows.append(b"\x00" + bytes(row))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    palette = bytes(_PAPER + _INK)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
