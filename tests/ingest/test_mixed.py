"""Files of which some lines are UTF-8 and the rest is not, as where two programs wrote into one file."""

import random

import pytest

from builder.ingest.encodings import decode_bytes
from builder.ingest.mixed import by_lines
from tests.ingest.passages import HELD_OUT, TUNED_TO

PASSAGES = {language: text for language, _, text in TUNED_TO}
CASES = [
    ("fr", "cp1252"),
    ("de", "iso8859-15"),
    ("pl", "cp1250"),
    ("ru", "cp1251"),
    ("el", "cp1253"),
    ("ja", "cp932"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("utf8_first", [True, False])
@pytest.mark.parametrize(("language", "encoding"), CASES, ids=[case[0] for case in CASES])
def test_each_line_is_read_in_its_own_encoding_and_the_guess_is_noted(language, encoding, utf8_first, end):
    lines = [f"{PASSAGES[language]}{end}", f"No accent here.{end}"] * 3
    parts = [("".join(lines), "utf-8"), ("".join(lines), encoding)]
    if not utf8_first:
        parts.reverse()
    found = decode_bytes(b"".join(text.encode(code) for text, code in parts), None, "x")
    assert found.text == "".join(text for text, _ in parts)
    assert found.encoding == "utf-8"
    (note,) = found.notes
    assert note.startswith("utf-8, and 3 of 6 lines with letters outside ASCII decoded as ")
    assert note.endswith(", a guess")


def test_a_byte_that_means_nothing_is_a_gap_and_told_of():
    # Behind what the guess looks at, since it takes no encoding in which a byte of that means nothing.
    french = f"{PASSAGES['fr']}\n" * 400
    lost = french.encode("cp1252") + b"le ma\x81ire d\xe9clare\n"
    found = decode_bytes(french.encode() + lost, None, "x")
    assert found.text.endswith("le ma\N{REPLACEMENT CHARACTER}ire déclare\n")
    assert found.notes[1:] == ("1 unreadable character, kept as \N{REPLACEMENT CHARACTER}",)


@pytest.mark.parametrize("letters", [4, 8, 40])
def test_no_text_in_one_encoding_is_taken_for_two_however_short_its_lines(letters):
    taken = []
    for language, encodings, text in (*TUNED_TO, *HELD_OUT):
        cut = "\n".join(text[at : at + letters] for at in range(0, len(text), letters))
        for encoding in encodings.split():
            if by_lines("\n".join([cut] * 5).encode(encoding)) is not None:
                taken.append((language, encoding))
    assert taken == []


def test_data_between_lines_of_text_is_not_read_as_text():
    noise = random.Random(3).randbytes(4_000).replace(b"\0", b"\1")
    assert by_lines(PASSAGES["ru"].encode() + b"\n" + noise) is None
