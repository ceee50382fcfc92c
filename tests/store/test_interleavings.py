"""Random human edits between runs of a machine that changes its mind and may be killed at any write.

Whatever the order: no person's edit is lost, and a second sync changes not a byte.
"""

from __future__ import annotations

import os
import random
from functools import partial
from pathlib import Path

import pytest

from .world import World

STEPS = 14


def run(root: Path, seed: int) -> None:
    world = World(root, seed)
    rng = random.Random(seed + 1)
    for _ in range(STEPS):
        choice = rng.random()
        if choice < 0.2:
            world.story.append("add")
            world.add(world.choose())
            world.assert_people_were_heard()
        elif choice < 0.32:
            world.story.append("sync")
            world.sync()
            world.assert_people_were_heard()
        elif choice < 0.42:
            world.story.append("new machine")
            world.new_machine()
        elif choice < 0.58 and hasattr(os, "fork"):
            step, before = rng.randint(1, 30), rng.random() < 0.5
            adding = rng.random() < 0.4
            when = f"at write {step} ({'before' if before else 'after'} it)"
            world.story.append(f"{'add' if adding else 'sync'} cut short {when}")
            world.cut_short(partial(world.add, world.choose()) if adding else world.sync, step, before=before)
            world.assert_people_were_heard(synced=False)
        elif choice < 0.64:
            world.settle()
            world.assert_people_were_heard(synced=False)
        else:
            world.edit()
    world.sync()
    world.assert_people_were_heard()
    once = world.snapshot()
    world.sync()
    assert world.snapshot() == once, world.story
    assert not [name for name in once if name.endswith("builder-tmp") or "/pending/" in name], world.story


@pytest.mark.parametrize("hundred", range(2))
def test_no_edit_is_lost_and_the_second_sync_changes_nothing(tmp_path: Path, hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        run(tmp_path / str(seed), seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_edit_is_lost_in_5000_interleavings(tmp_path: Path) -> None:
    for seed in range(10_000, 15_000):
        run(tmp_path / str(seed), seed)
