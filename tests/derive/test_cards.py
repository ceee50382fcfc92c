import struct
import zlib
from pathlib import Path

import pytest

from builder.derive import cards
from builder.derive.cards import Cards, CardWords, png, words
from builder.derive.views import card

from .holdings import ARABIC, library

PLAIN = CardWords("A crane falls", "The Harbour Post", "1 March 2023", "Archive")
FONT = next((str(p) for p in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), "")


def size(image: bytes) -> tuple[int, int]:
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", image[16:24])
    return int(width), int(height)


def test_a_card_is_a_png_of_the_size_that_link_previews_want() -> None:
    assert size(png(PLAIN, 1)) == (1200, 630)
    assert size(png(PLAIN, 300)) == (1200, 630)


def test_without_pillow_the_card_has_dots_and_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "available", lambda: False)
    plain = png(PLAIN, 3)
    assert plain == png(CardWords("Another title", "x", "y", "z"), 3)
    assert plain != png(PLAIN, 4)
    at = plain.index(b"IDAT")
    (length,) = struct.unpack(">I", plain[at - 4 : at])
    rows = zlib.decompress(plain[at + 4 : at + 4 + length])
    assert len(rows) == 630 * 1201
    assert rows[80 * 1201 + 1 + 96] == 1


def test_where_no_font_has_every_letter_the_sites_name_stands_alone() -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    unknown = png(CardWords("\U0001f9a9 港", "x", "y", "Archive"), 2)
    assert unknown == png(CardWords("Archive", "", "", ""), 2)


def test_where_no_font_has_that_either_the_card_is_the_plain_one(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = png(CardWords("\U0001f9a9 港", "x", "y", "港"), 2)
    monkeypatch.setattr(cards, "available", lambda: False)
    assert unknown == png(PLAIN, 2)


def test_the_same_words_give_the_same_bytes_and_others_others() -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    assert png(PLAIN, 2) == png(PLAIN, 2)
    assert png(PLAIN, 2) != png(CardWords("Two cranes fall", *(PLAIN.source, PLAIN.day, PLAIN.site)), 2)


def test_a_missing_font_file_is_passed_over() -> None:
    assert png(PLAIN, 2, ["no-such-font.ttf"]) == png(PLAIN, 2)


@pytest.mark.skipif(not FONT, reason="no DejaVu Sans here")
def test_arabic_is_drawn_from_the_right() -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    found = words(card(library(), ARABIC), "c. 1 March 2023", "Archive")
    assert found.right_to_left
    assert len(png(found, 2, [FONT])) > 2 * len(png(found, 2))


def test_a_title_of_four_hundred_characters_and_one_word_without_spaces_fit() -> None:
    for title in ("word " * 80, "W" * 400, "", " "):
        assert size(png(CardWords(title, "s" * 300, "d", "a"), 2)) == (1200, 630)


def test_a_card_is_drawn_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cards(kept=str(tmp_path))
    drawn = kept.png(PLAIN, 2)
    monkeypatch.setattr(cards, "png", lambda *_: pytest.fail("drawn again"))
    assert kept.png(PLAIN, 2) == drawn
    assert len(list(tmp_path.rglob("*.png"))) == 1


def test_other_words_versions_and_fonts_are_other_cards(tmp_path: Path) -> None:
    kept = Cards(kept=str(tmp_path))
    kept.png(PLAIN, 2)
    kept.png(PLAIN, 3)
    kept.png(CardWords("Other", "x", "y", "z"), 2)
    Cards(("another.ttf",), str(tmp_path)).png(PLAIN, 2)
    assert len(list(tmp_path.rglob("*.png"))) == 4
