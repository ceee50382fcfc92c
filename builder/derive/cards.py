"""The picture that a link to an article shows elsewhere: its title, source and date, and a dot for each version.

Words are drawn where Pillow is installed (the extra `cards`) and a font at hand has every letter of them; Pillow's
own wheel shapes Arabic and reorders bidirectional text. Where either is missing the card is a plainer one: the
site's name, or the dots alone, never boxes in place of letters. Drawing takes about 20 ms, so a site keeps its cards by what is on them.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from builder.derive.views import Card

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_PAPER, _INK = (251, 250, 246), (30, 27, 23)
#: Shades between ink (0) and paper (255).
_DARK, _QUIET = 0, 92
_MARGIN, _DOTS_AT, _TEXT_AT = 80, 96, 176
_TITLE, _SMALL = 60, 32
_LINES = 5
#: Dots drawn at most; more versions than this are a longer line all the same.
_MOST_DOTS = 9

#: Counts up when the drawing changes, so that kept cards of an older one are not taken.
_EDITION = 2

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


@dataclass(frozen=True, slots=True)
class Cards:
    """How a site draws its cards: font files in order of preference, and the folder in which drawn ones are kept
    ('' for none)."""

    fonts: tuple[str, ...] = ()
    kept: str = ""

    def png(self, card: CardWords, versions: int) -> bytes:
        """The card, drawn unless one with the same words is kept."""
        if not self.kept:
            return png(card, versions, self.fonts)
        name = hashlib.sha256(repr((astuple(card), versions, self._drawn_with())).encode()).hexdigest()
        file = Path(self.kept, name[:2], f"{name}.png")
        if file.is_file():
            return file.read_bytes()
        drawn = png(card, versions, self.fonts)
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_name(f"{name}.{os.getpid()}")
        whole.write_bytes(drawn)
        whole.replace(file)
        return drawn

    def _drawn_with(self) -> tuple[object, ...]:
        return (_EDITION, _pillow(), *((font, _size(font)) for font in self.fonts))


@cache
def _pillow() -> str:
    try:
        return version("pillow")
    except PackageNotFoundError:
        return ""


@cache
def _size(font: str) -> int:
    return Path(font).stat().st_size if Path(font).is_file() else -1


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
    the same bytes. An unreadable font file is passed over. Where no font has every letter, the site's name stands alone.
    """
    if available():
        drawn = _with_words(card, versions, fonts) or _with_words(
            CardWords(card.site, "", "", ""), versions, fonts
        )
        if drawn is not None:
            return drawn
    return _plain(versions)


def _dots(versions: int) -> list[tuple[int, int]]:
    """The centres of the dots, top to bottom."""
    count = max(1, min(versions, _MOST_DOTS))
    room = HEIGHT - 2 * _MARGIN
    if count == 1:
        return [(_DOTS_AT, _MARGIN + _TITLE // 2)]
    return [(_DOTS_AT, _MARGIN + room * n // (count - 1)) for n in range(count)]


def _with_words(card: CardWords, versions: int, fonts: Sequence[str]) -> bytes | None:
    from PIL import Image, ImageDraw

    font = _font(card, tuple(fonts))
    if font is None:
        return None
    # One channel from ink to paper: a third of the work, and of the bytes.
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    dots = _dots(versions)
    if len(dots) > 1:
        draw.line([dots[0], dots[-1]], fill=0, width=4)
    for x, y in dots:
        draw.ellipse([x - 13, y - 13, x + 13, y + 13], fill=0)
    _write(draw, card, font)
    # 32 shades are enough for the edges of letters.
    shades = image.point([round(value / 255 * 31) for value in range(256)], "P")
    shades.putpalette(
        [
            round(ink + (paper - ink) * n / 31)
            for n in range(32)
            for ink, paper in zip(_INK, _PAPER, strict=True)
        ]
    )
    buffer = io.BytesIO()
    shades.save(buffer, "PNG", bits=5, compress_level=7)
    return buffer.getvalue()


def _write(draw: ImageDraw, card: CardWords, font: FreeTypeFont) -> None:
    title, small = font.font_variant(size=_TITLE), font.font_variant(size=_SMALL)
    at = WIDTH - _MARGIN if card.right_to_left else _TEXT_AT
    anchor = "ra" if card.right_to_left else "la"
    y = _MARGIN - 10
    for row in _wrapped(card.title, title, WIDTH - _MARGIN - _TEXT_AT):
        draw.text((at, y), row, font=title, fill=_DARK, anchor=anchor)
        y += int(_TITLE * 1.3)
    facts = " · ".join(fact for fact in (card.source, card.day) if fact)
    facts, site = (_cut(row, small, WIDTH - _MARGIN - _TEXT_AT, more=False) for row in (facts, card.site))
    draw.text((at, HEIGHT - _MARGIN - 2 * _SMALL - 14), facts, font=small, fill=_DARK, anchor=anchor)
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


def _font(card: CardWords, fonts: tuple[str, ...]) -> FreeTypeFont | None:
    """The first font that has every letter of the card."""
    letters = set("".join((card.title, card.source, card.day, card.site, "·…"))) - set(
        " \t\n\u200e\u200f\u200c\u200d"
    )
    return next((font for font in _opened(fonts) if all(_has(font, letter) for letter in letters)), None)


@cache
def _opened(fonts: tuple[str, ...]) -> tuple[FreeTypeFont, ...]:
    """The font files that can be read, and Pillow's own font."""
    from PIL import ImageFont

    found: list[FreeTypeFont] = []
    for path in fonts:
        try:
            found.append(ImageFont.truetype(path, _TITLE))
        except OSError:
            continue
    built_in = ImageFont.load_default(_TITLE)
    return (*found, built_in) if isinstance(built_in, ImageFont.FreeTypeFont) else tuple(found)


@cache
def _has(font: FreeTypeFont, letter: str) -> bool:
    """Whether the letter is not drawn as the font's sign for a missing one (that of a code point that nothing
    encodes)."""
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


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
