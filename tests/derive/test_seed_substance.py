"""The substance of the two seed texts, which are not part of the project: skipped where they are not beside it."""

import datetime
from pathlib import Path

import pytest

from builder.clean import clean
from builder.derive.compare import Side, compare_texts
from builder.derive.substance import substance
from builder.ingest import read
from builder.model.capture import Capture

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not beside the repository")
def test_the_seeds_differ_in_two_names_and_four_quotations_and_not_in_wording() -> None:
    captures = [
        found
        for found in read([str(path) for path in sorted(SEEDS.glob("*.txt"))])
        if isinstance(found, Capture)
    ]
    texts = [clean(capture, today=datetime.date(2026, 1, 1)).paragraphs for capture in captures]
    compared = compare_texts(Side("000", "en"), texts[0], Side("001", "en"), texts[1])
    told = [(d.kind.value, d.a, d.b) for d in substance(compared)]
    assert told[:2] == [
        ("name", "The People's Daily", "The Daily Daily"),
        ("name", "National University of Singapore", "Singapore National University"),
    ]
    assert [kind for kind, _, _ in told[2:]] == ["quotation"] * 4
    assert compared.a.coverage == 1.0
    assert compared.b.coverage == 1.0
