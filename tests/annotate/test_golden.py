"""What annotation gives for texts written for this project, as it was read and accepted.

To accept a change: `UPDATE_GOLDEN=1 pytest tests/annotate/test_golden.py`, then read the diff.
"""

import json
import os
from pathlib import Path

import pytest

from builder.annotate import annotate, load_engine

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "annotate"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_annotation_is_as_accepted(path: Path) -> None:
    title, _, text = path.read_text("utf-8").partition("\n\n")
    result = annotate(text, "en", title=title, engine=load_engine())
    got = {
        "mentions": [[m.start, m.end, str(m.type), m.text, m.name] for m in result.mentions],
        "entities": [[str(e.type), e.name, e.count] for e in result.entities],
        "notes": list(result.notes),
    }
    golden = path.with_suffix(".json")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert got == json.loads(golden.read_text("utf-8"))
