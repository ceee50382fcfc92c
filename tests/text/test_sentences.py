"""Where sentences begin and end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text import sentences
from builder.text.sentences import split


def texts(text: str) -> list[str]:
    return [s.text for s in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Holm met Dr. Vance on Jan. 5.", ["Mr. Holm met Dr. Vance on Jan. 5."]),
        ("She works for Acme Inc. The firm is old.", ["She works for Acme Inc.", "The firm is old."]),
        ("The U.S. Senate met. It sat late.", ["The U.S. Senate met.", "It sat late."]),
        ("J. K. Orrin spoke. Nobody listened.", ["J. K. Orrin spoke.", "Nobody listened."]),
        ("He said no. 5 men left.", ["He said no. 5 men left."]),
        ("He said no. Five men left.", ["He said no.", "Five men left."]),
        ('"Why now?" he asked. "Why not?"', ['"Why now?" he asked.', '"Why not?"']),
        ("“Stop.” She left.", ["“Stop.”", "She left."]),
        ("It cost 3.5 million. Then 4.", ["It cost 3.5 million.", "Then 4."]),
        ("Wait... He came.", ["Wait...", "He came."]),
        ("El Sr. Ruiz llegó. ¿Qué dijo? Nada.", ["El Sr. Ruiz llegó.", "¿Qué dijo?", "Nada."]),
        ("M. Leclerc parle. Il part.", ["M. Leclerc parle.", "Il part."]),
        ("他说：“你好。”然后走了。今天很好！", ["他说：“你好。”", "然后走了。", "今天很好！"]),
        ("قال الوزير ذلك. هل صدق؟ نعم.", ["قال الوزير ذلك.", "هل صدق؟", "نعم."]),
        ("वह गया। वह लौटा।", ["वह गया।", "वह लौटा।"]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("", []),
        (" \n\n\t", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_line_that_a_mail_program_wrapped_goes_on() -> None:
    text = "The harbour master said on Tuesday that the old crane would be\ntaken down before the winter storms. It was."
    assert len(texts(text)) == 2


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert texts("The harbour master said on Tuesday that the old crane\n\nwas sold") == [
        "The harbour master said on Tuesday that the old crane",
        "was sold",
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab A.!?…\"”'。؟ \n\t1Mr"), max_size=80))
def test_spans_are_the_text_and_nothing_but_white_space_is_lost(text: str) -> None:
    spans = split(text)
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert "".join("".join(s.text.split()) for s in spans) == "".join(text.split())


#: What the pattern for stops says, written as one reads it.
PLAIN_STOP = re.compile(
    rf"[{sentences._FULL}]+[{sentences._CLOSERS}]*"
    rf"|(?:[!?]|\.(?!\.))[.!?]*[{sentences._CLOSERS}]*(?=\s|$)"
    rf"|(?:\.\.+|…)[{sentences._CLOSERS}]*(?=\s|$)"
)


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet='aB .!?…。؟”")»\n', max_size=30))
def test_the_quick_search_for_stops_finds_what_the_plain_one_does(text: str) -> None:
    found = [match.span() for match in sentences._STOP.finditer(text)]
    assert found == [match.span() for match in PLAIN_STOP.finditer(text)]


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet="aB.2² \n\té_-中", max_size=30), st.integers(0, 30))
def test_the_last_word_is_the_one_that_the_pattern_finds(text: str, begin: int) -> None:
    match = sentences._LAST_WORD.search(text, begin, len(text))
    assert sentences._last_word(text, begin, len(text)) == (match.group() if match else "")
