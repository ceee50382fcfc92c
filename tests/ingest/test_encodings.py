"""From bytes to text: marks, declarations, broken bytes, mojibake."""

from __future__ import annotations

import pytest

from builder.errors import Refused
from builder.ingest.encodings import Decoded, decode_text, mend_text

from .passages import HELD_OUT, TUNED_TO

FRENCH = "Le café de la gare a rouvert ses portes après l'été, à côté de l'église. Ça s'est passé dès lundi."


def _decoded(raw: bytes, declared: str | None = None) -> Decoded:
    return decode_text(raw, declared, "page.html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_or_without_a_mark(encoding: str) -> None:
    assert _decoded(FRENCH.encode(encoding)).text == FRENCH


def test_big_endian_utf_16_with_a_mark_is_read() -> None:
    assert _decoded(b"\xfe\xff" + FRENCH.encode("utf-16-be")).text == FRENCH


def test_a_declaration_is_followed_where_the_bytes_are_not_utf_8() -> None:
    found = _decoded(FRENCH.encode("cp1252"), "ISO-8859-1")
    assert found == Decoded(FRENCH, "windows-1252")


def test_a_declared_latin_1_is_read_as_browsers_do() -> None:
    assert _decoded("‘C’est vrai’ – 5 €".encode("cp1252"), "latin1").text == "‘C’est vrai’ – 5 €"


def test_a_declared_gb2312_is_read_as_browsers_do() -> None:
    text = "朱镕基总理在北京会见了记者。" * 3
    assert _decoded(text.encode("gb18030"), "gb2312").text == text


def test_a_stateful_japanese_declaration_is_followed_though_the_bytes_are_ascii() -> None:
    text = "政府は水曜日、新たな対策を発表した。"
    assert _decoded(text.encode("iso2022_jp"), "iso-2022-jp").text == text


def test_valid_utf_8_stands_over_a_declaration_and_says_so() -> None:
    found = _decoded(FRENCH.encode(), "iso-8859-1")
    assert found == Decoded(FRENCH, "utf-8", ("declared as iso-8859-1, decoded as utf-8",))


@pytest.mark.parametrize("label", ["no-such-thing", "hex", "utf-16", "undefined", "", "x\0y"])
def test_a_declaration_that_means_nothing_is_passed_over(label: str) -> None:
    assert _decoded(FRENCH.encode(), label).text == FRENCH


def test_utf_8_with_a_few_broken_bytes_stays_utf_8() -> None:
    found = _decoded(FRENCH.encode() + b" \xe9t\xe9 " + FRENCH.encode())
    assert found.text == f"{FRENCH} \N{REPLACEMENT CHARACTER}t\N{REPLACEMENT CHARACTER} {FRENCH}"
    assert found.notes == ("2 unreadable characters, kept as \N{REPLACEMENT CHARACTER}",)


def test_no_text_in_another_encoding_is_taken_for_broken_utf_8() -> None:
    for _, encodings, text in TUNED_TO + HELD_OUT:
        for encoding in encodings.split():
            raw = (text * 9).encode(encoding)
            assert raw.isascii() or _decoded(raw).encoding != "utf-8"


def test_windows_prose_is_not_taken_for_broken_utf_8() -> None:
    found = _decoded((FRENCH * 20).encode("cp1252"))
    assert found == Decoded(FRENCH * 20, "windows-1252", ("decoded as windows-1252, a guess",))


@pytest.mark.parametrize("raw", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"\x05\x06\x07 text" * 20])
def test_binary_data_are_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="binary data, no text"):
        _decoded(raw)


def test_bytes_in_no_encoding_are_refused() -> None:
    raw = bytes(0x80 + (number * 37) % 0x80 for number in range(500))
    with pytest.raises(Refused, match="unknown encoding"):
        _decoded(raw)


def test_certain_mojibake_is_repaired_and_said() -> None:
    broken = "It’s the café’s turn.".encode().decode("cp1252")
    plain = "A plain line of some length. " * 10
    assert mend_text(f"{broken}\n{plain}\n{broken}") == Decoded(
        f"It’s the café’s turn.\n{plain}\nIt’s the café’s turn.", "utf-8", ("mojibake repaired in 2 places",)
    )


def test_mojibake_twice_over_is_repaired() -> None:
    twice = "Señor Núñez".encode().decode("cp1252").encode().decode("cp1252")
    assert mend_text(twice).text == "Señor Núñez"


def test_windows_signs_taken_for_latin_1_are_read_as_browsers_do() -> None:
    assert mend_text("It\x92s \x96 all told \x96 5 \x80 more").text == "It’s – all told – 5 € more"


def test_mojibake_that_lost_bytes_is_kept_and_marked() -> None:
    lossy = "â€œThe mayorâ€\N{REPLACEMENT CHARACTER} said, Ã\N{REPLACEMENT CHARACTER}"
    found = mend_text(lossy)
    assert found.text.count("\N{REPLACEMENT CHARACTER}") == 2
    assert any("kept as it came" in note for note in found.notes)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "Ärger über Öl – „ja“",
        "Ñandú, piñata, ¡olé!",
        "Łódź żyje",
        "Привет, мир",
        "القاهرة",
        "北京",
        "café",
    ],
)
def test_sound_text_is_never_mended(text: str) -> None:
    assert mend_text(text) == Decoded(text, "utf-8")


_ALPHABETS = {
    "Arabic": "أعيد فتح المقهى في المرفأ يوم الاثنين بعد تسعة أسابيع من أعمال الإصلاح.",
    "Russian": "Кафе в гавани вновь открылось в понедельник после девяти недель ремонта.",
    "Greek": "Το καφέ του λιμανιού άνοιξε ξανά τη Δευτέρα μετά από εννέα εβδομάδες.",
    "Hebrew": "בית הקפה בנמל נפתח מחדש ביום שני לאחר תשעה שבועות של תיקונים.",
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("alphabet", _ALPHABETS)
def test_utf_16_without_a_mark_is_read_in_other_alphabets(alphabet: str, encoding: str) -> None:
    text = _ALPHABETS[alphabet] * 4
    found = _decoded(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)
    assert found.notes == (f"no byte order mark, decoded as {encoding}",)


def test_a_stray_zero_in_a_text_is_left_out_and_said() -> None:
    found = _decoded((FRENCH * 8).encode().replace(b"gare", b"ga\0re", 1))
    assert (found.text, found.notes) == (FRENCH * 8, ("zero bytes left out: 1",))


def test_data_with_many_zeros_are_no_text() -> None:
    with pytest.raises(Refused, match="binary data"):
        _decoded(b"name\0value\0" * 300)
