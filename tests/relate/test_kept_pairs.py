"""Candidates counted from what was kept of the texts before are those counted anew."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.relation import Witness
from builder.relate import Index, kept_pairs, relate
from builder.relate import candidates as module
from builder.relate.candidates import candidates
from builder.relate.kept_pairs import kept_candidates
from builder.relate.shingles import Hashes
from tests.relate import reports

FILE = "relate.sqlite"


def counted_anew(features: list[Hashes]) -> list[tuple[int, int]]:
    found = candidates(features)
    return sorted(zip(found.first.tolist(), found.second.tolist(), strict=True))


def counted_from_kept(folder: Path, texts: dict[str, Hashes]) -> list[tuple[int, int]]:
    rows = list(texts.values())
    with Index(folder) as index:
        index.add_own_features(texts)
        first, second = kept_candidates(list(texts), rows.__getitem__, index)
    assert (first < second).all()
    return sorted(zip(first.tolist(), second.tolist(), strict=True))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 25), max_size=20), min_size=1, max_size=14),
    st.lists(st.integers(0, 14), max_size=4),
    st.randoms(use_true_random=False),
)
def test_texts_added_in_any_order_and_number_make_the_pairs_of_all(
    sets: list[frozenset[int]], steps: list[int], random
) -> None:
    """Rare, frequent and commonplace begin so low that each new text moves features from one to the next."""
    texts = {f"{k:02}": np.array(sorted(s), np.uint32) * np.uint32(160_000_000) for k, s in enumerate(sets)}
    come = list(texts)
    random.shuffle(come)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        for name, value in {"RARE": 3, "COMMONPLACE": 6, "FLOOR": 1, "LEAST_SHARED": 3}.items():
            patch.setattr(module, name, value)
        for stop in sorted({*(s for s in steps if s < len(come)), len(come)}):
            held = {name: texts[name] for name in sorted(come[:stop])}
            assert counted_from_kept(Path(folder), held) == counted_anew(list(held.values()))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 25), max_size=20), min_size=3, max_size=14),
    st.lists(st.sampled_from(["edit", "edit a little", "move", "add", "take out"]), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_texts_edited_moved_added_and_taken_out_make_the_pairs_of_what_there_is(
    sets: list[frozenset[int]], steps: list[str], random
) -> None:
    """What has left makes features rarer, and others their centres."""
    number = 0
    held: list[tuple[str, frozenset[int]]] = [(f"{k:02}", one) for k, one in enumerate(sets)]
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        for name, value in {"RARE": 3, "COMMONPLACE": 6, "FLOOR": 1, "LEAST_SHARED": 3}.items():
            patch.setattr(module, name, value)
        for step in ["", *steps, ""]:
            number += 1
            at = random.randrange(len(held))
            name, one = held[at]
            match step:
                case "edit":
                    held[at] = (f"n{number}", frozenset(random.sample(range(26), random.randint(0, 20))))
                case "edit a little":
                    held[at] = (f"n{number}", one ^ {random.randrange(26)})
                case "move":
                    held.insert(random.randrange(len(held)), held.pop(at))
                case "add":
                    held.insert(at, (f"n{number}", frozenset(random.sample(range(26), 12))))
                case "take out" if len(held) > 1:
                    del held[at]
            texts = {n: np.array(sorted(s), np.uint32) * np.uint32(160_000_000) for n, s in held}
            assert counted_from_kept(Path(folder), texts) == counted_anew(list(texts.values()))


def test_a_text_that_was_edited_or_moved_is_not_counted_anew(tmp_path, counts):
    texts = texts_of(range(100))
    counted_from_kept(tmp_path, texts)
    names = list(texts)
    edited = {
        ("edited" if name == names[37] else name): (found[:-5] if name == names[37] else found)
        for name, found in texts.items()
    }
    assert counted_from_kept(tmp_path, edited) == counted_anew(list(edited.values()))
    moved = [*list(edited)[1:60], next(iter(edited)), *list(edited)[60:]]
    assert counted_from_kept(tmp_path, {name: edited[name] for name in moved}) == counted_anew(
        [edited[name] for name in moved]
    )
    assert counts == [100]


def texts_of(numbers: range) -> dict[str, Hashes]:
    """Ten texts share a passage of forty features each; no two passages have one in common."""
    return {
        f"{n:03}": np.unique(
            np.r_[np.arange(40) + n // 10 * 1000, np.arange(30) + 50_000 * (n + 1)] * np.uint32(999)
        ).astype(np.uint32)
        for n in numbers
    }


@pytest.fixture
def counts(monkeypatch):
    """The numbers of texts that were counted anew, one for each time."""
    seen: list[int] = []
    plainly = kept_pairs.candidates

    def counted(features):
        seen.append(len(features))
        return plainly(features)

    monkeypatch.setattr(kept_pairs, "candidates", counted)
    return seen


def test_only_the_first_texts_are_counted_anew(tmp_path, counts):
    everything = texts_of(range(100))
    counted_from_kept(tmp_path, texts_of(range(95)))
    assert counted_from_kept(tmp_path, everything) == counted_anew(list(everything.values()))
    assert counted_from_kept(tmp_path, everything) == counted_anew(list(everything.values()))
    assert counts == [95]


def test_a_text_that_left_and_another_order_are_counted_anew(tmp_path, counts):
    counted_from_kept(tmp_path, texts_of(range(50)))
    fewer = texts_of(range(3, 50))
    assert counted_from_kept(tmp_path, fewer) == counted_anew(list(fewer.values()))
    turned = dict(reversed(fewer.items()))
    assert counted_from_kept(tmp_path, turned) == counted_anew(list(turned.values()))
    assert counts == [50, 47, 47]


@pytest.mark.parametrize("table", ["counted", "drawers"])
def test_a_damaged_value_is_counted_anew(tmp_path, counts, table):
    counted_from_kept(tmp_path, texts_of(range(45)))
    db = sqlite3.connect(tmp_path / FILE)
    column = "value" if table == "counted" else "packed"
    db.execute(f"UPDATE {table} SET {column} = zeroblob(length({column}))")
    db.commit()
    db.close()
    everything = texts_of(range(52))
    assert counted_from_kept(tmp_path, everything) == counted_anew(list(everything.values()))
    assert counts == [45, 52]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_begun_anew(tmp_path, share):
    held: list[Witness] = list(reports.everything())
    with Index(tmp_path) as index:
        relate(held[:-1], index=index)
    raw = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(raw[: int(len(raw) * share)])
    with Index(tmp_path) as index:
        assert relate(held, index=index) == relate(held)


def test_a_passage_that_became_a_commonplace_joins_its_texts_no_longer(tmp_path, monkeypatch, counts):
    monkeypatch.setattr(module, "RARE", 3)
    monkeypatch.setattr(module, "COMMONPLACE", 6)
    assert counted_from_kept(tmp_path, texts_of(range(6))) == [(0, n) for n in range(1, 6)]
    assert counted_from_kept(tmp_path, texts_of(range(7))) == []
    assert counts == [6]
