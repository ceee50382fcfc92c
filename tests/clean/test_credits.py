"""Credits and datelines are told from the text that they stand in."""

from __future__ import annotations

import pytest

from builder.clean.credits import read_credit, read_dateline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He said so. Ana Brill contributed to this report.", ("Ana Brill",)),
        (
            "Cape Press writers Ana Brill in Port Eyre and Bo O'Neil contributed to this report.",
            ("Ana Brill", "Bo O'Neil"),
        ),
        (
            "(Reporting by Ann Lee in Paris and Bo Chen; Editing by J. Cook)",
            ("Ann Lee", "Bo Chen", "J. Cook"),
        ),
        ("(Additional reporting by Ana Brill and Bo Chen)", ("Ana Brill", "Bo Chen")),
        ("Con información de Ana Brill.", ("Ana Brill",)),
        ("Ana Brill a contribué à cet article.", ("Ana Brill",)),
        ("ساهم في إعداد هذا التقرير: يونس سالم.", ("يونس سالم",)),
    ],
)
def test_a_credit_gives_its_names(text, names):
    credit = read_credit(text)
    assert credit is not None
    assert credit.names == names


def test_only_the_credit_is_cut_from_its_paragraph():
    credit = read_credit("The port reopens on Monday. Ana Brill contributed to this report.")
    assert credit is not None
    assert (credit.before, credit.sentence) == (
        "The port reopens on Monday.",
        "Ana Brill contributed to this report.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The move contributed to this story of decline.",
        "Prices rose. Demand contributed.",
        "She was reporting by noon.",
    ],
)
def test_a_sentence_that_only_sounds_like_a_credit_stays(text):
    assert read_credit(text) is None


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("ATLANTA -- Federal", "ATLANTA"),
        ("BEIJING, Feb 25 (Cape Press) - The", "BEIJING, Feb 25 (Cape Press)"),
        ("Madrid, 12 feb (CPA).- El", "Madrid, 12 feb (CPA)"),
        ("بورت سلوين — بقيت العبارات", "بورت سلوين"),
        ("The harbour master said - no", None),
    ],
)
def test_a_dateline_is_read_without_its_dash(text, dateline):
    assert read_dateline(text) == dateline
