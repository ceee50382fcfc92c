"""What commands remember between runs changes nothing: an archive with caches and one without come to the same bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.store import Archive
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

from .conftest import Desk


def _texts() -> dict[str, str]:
    """Three reports, reworded copies of two of them, and one more that comes later."""
    return {
        "harbour": HARBOUR,
        "spun": SPUN,
        "flood": FLOOD,
        "again": HARBOUR.replace("sixty", "seventy").replace("eleven", "twelve"),
        "higher": FLOOD.replace("fourteen", "forty").replace("eighty", "ninety"),
        "later": SPUN.replace("eleven", "ten").replace("Mira Dovan", "Vera Lund"),
    }


def _retitled(text: str, rng: random.Random) -> str:
    return re.sub(r"^title: .*$", f"title: Title {rng.randint(0, 99)}", text, flags=re.MULTILINE)


def _without_a_name(text: str, rng: random.Random) -> str:
    names = re.findall(r"^  - .*\n", text, flags=re.MULTILINE)
    return text.replace(rng.choice(names), "", 1) if names else text


def _vetoed(text: str, rng: random.Random) -> str:
    return re.sub(r"^  relation: \w+$", "  relation: unrelated", text, count=1, flags=re.MULTILINE)


def _out_of_the_story(text: str, rng: random.Random) -> str:
    return re.sub(r"^story: .*\n", "", text, flags=re.MULTILINE)


def _retold(text: str, rng: random.Random) -> str:
    return (
        text.rstrip("\n") + f"\n\nWhat Ana Ruiz of Tarn said was added by hand on day {rng.randint(1, 9)}.\n"
    )


def _withheld(text: str, rng: random.Random) -> str:
    return text if "status:" in text else text.replace("---\n", "---\nstatus: withheld\n", 1)


def _broken(text: str, rng: random.Random) -> str:
    return text.replace("title: ", "title: [", 1)


EDITS: tuple[Callable[[str, random.Random], str], ...] = (
    _retitled, _without_a_name, _vetoed, _out_of_the_story, _retold, _withheld, _broken,
)  # fmt: skip


class Twin:
    """Two archives that people and builder treat alike; the second forgets all that it has read before each command."""

    def __init__(self, folder: Path) -> None:
        self.quick, self.anew = Desk(folder / "quick"), Desk(folder / "anew")

    def both(self, does: Callable[[Desk], object]) -> None:
        self.quick.archive = Archive(self.quick.root)
        self.anew.archive = Archive.find(self.anew.root, trust_cache=False)
        does(self.quick), does(self.anew)
        assert snapshot(self.quick.root) == snapshot(self.anew.root)

    def edit(self, rng: random.Random) -> None:
        files = sorted(
            p.relative_to(self.quick.root) for p in (self.quick.root / "archive/articles").rglob("*.md")
        )
        path, edit, seed = rng.choice(files), rng.choice(EDITS), rng.random()
        for desk in (self.quick, self.anew):
            file = desk.root / path
            file.write_text(edit(file.read_text(encoding="utf-8"), random.Random(seed)), encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_what_is_remembered_gives_what_reading_all_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files count as at rest as soon as they are written, so that they are remembered within this test.
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    rng = random.Random(seed)
    *first, last = write(tmp_path / "in", **_texts())
    twin = Twin(tmp_path)
    twin.both(lambda desk: desk.add(*first))
    for step in range(6):
        for _ in range(rng.randint(0, 2)):
            twin.edit(rng)
        twin.both((lambda desk: desk.add(last)) if step == 3 else Desk.sync)
    once = snapshot(twin.quick.root)
    twin.both(Desk.sync)
    assert snapshot(twin.quick.root) == once
