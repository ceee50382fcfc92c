"""Whole dumps and what the cleaner makes of them, as files to read side by side (tests/golden/clean).

After a change that is meant, write them again with `BUILDER_GOLDEN=write pytest tests/clean/test_golden.py` and read
the difference.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from builder.clean import clean
from tests.clean.captures import TODAY, dump

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "clean"
SHOWN = (
    "title", "title_basis", "date", "date_basis", "updated", "captured", "source_name", "byline", "credits", "dateline",
    "language", "paragraphs", "kinds", "refused",
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_cleaned_dump_is_the_golden_one(path):
    cleaned = asdict(clean(dump(path.read_text("utf-8")), today=TODAY))
    shown = {key: cleaned[key] for key in SHOWN}
    shown["removed"] = [
        [removal["line"], removal["rule"], removal["text"]] for removal in cleaned["removals"]
    ]
    text = json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
    golden = path.with_suffix(".json")
    if os.environ.get("BUILDER_GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
