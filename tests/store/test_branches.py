"""Two branches on which people edit and builders of different versions sync, merged by Git and synced again.

Where Git finds a conflict in an article, a person takes one side of the file whole. Everything else that people did
on either branch stands after the sync, and a second sync changes no byte.
"""

from __future__ import annotations

import copy
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.model.article import Article
from builder.store.articles import values_of
from builder.store.merge import links

from .people import Said
from .world import IDS, World

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")
TEMPLATE = Path(__file__).parents[2] / "builder" / "store" / "template"


def git(root: Path, *words: str, may_fail: bool = False) -> str:
    settings = (
        "user.name=T",
        "user.email=t@example.org",
        "commit.gpgsign=false",
        "merge.directoryRenames=false",
    )
    options = [word for setting in settings for word in ("-c", setting)]
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *options, *words], cwd=root, capture_output=True, text=True, check=False, env=alone
    )
    assert may_fail or done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def commit(world: World) -> None:
    git(world.root, "add", "--all")
    git(world.root, "commit", "--quiet", "--allow-empty", "--message", "x")


def branch(world: World, root: Path, seed: int) -> World:
    """Another person's clone, in which another version of builder runs."""
    git(world.root, "clone", "--quiet", str(world.root), str(root))
    other = World.__new__(World)
    other.__dict__.update(
        copy.deepcopy({k: v for k, v in world.__dict__.items() if k not in {"root", "people"}})
    )
    other.root = root
    other.rng = random.Random(seed)
    other.take_people()
    other.people.counter = 1_000
    other.people.moves_files = False
    return other


def busy(world: World, rng: random.Random) -> None:
    """An afternoon on one branch."""
    if rng.random() < 0.7:
        world.tune()
    for _ in range(rng.randint(2, 6)):
        choice = rng.random()
        if choice < 0.2:
            world.sync()
        elif choice < 0.35:
            world.tune()
        else:
            world.edit()
    if rng.random() < 0.7:
        world.sync()
    commit(world)


def merged(ours: World, theirs: World) -> set[str]:
    """Merge their branch into ours; the articles of which our side was taken whole."""
    git(ours.root, "fetch", "--quiet", str(theirs.root), "HEAD")
    held = git(ours.root, "ls-files").split("\n")
    git(ours.root, "merge", "--quiet", "--no-edit", "FETCH_HEAD", may_fail=True)
    conflicts = git(ours.root, "diff", "--name-only", "--diff-filter=U").split()
    assert all(path.startswith("archive/articles/") for path in conflicts), conflicts
    chosen = {identity for identity in IDS for path in conflicts if identity in path}
    # A file that was moved here and edited there may have been left in both places.
    chosen |= {i for i in IDS if len(list((ours.root / "archive" / "articles").rglob(f"*{i}.md"))) > 1}
    for identity in chosen:
        for file in (ours.root / "archive" / "articles").rglob(f"*{identity}.md"):
            file.unlink()
        for path in held:
            if path.startswith("archive/articles/") and identity in path:
                git(ours.root, "checkout", "--quiet", "HEAD", "--", path)
    commit(ours)
    return chosen


def either(before: Any, ours: Any, theirs: Any) -> Any:
    """What two branches make of one value, where at most one changed it or a person chose ours."""
    return theirs if ours == before else ours


def joined(before: Said, ours: Said, theirs: Said, here: Article) -> Said:
    """What people said on both branches, as far as the merged file (`here`) still says it."""
    said = copy.deepcopy(ours)
    values = values_of(here)
    for key in {*ours.scalars, *theirs.scalars}:
        value = either(*(side.scalars.get(key, "?") for side in (before, ours, theirs)))
        said.scalars.pop(key, None)
        if value != "?" and values.get(key) == value:
            said.scalars[key] = value
    names, taken = list(here.people), {*ours.not_names, *theirs.not_names}
    said.names = [name for name in names if name in {*ours.names, *theirs.names}]
    said.not_names = {name for name in taken if name not in names}
    said.orders = {
        (a, b)
        for a, b in ours.orders & theirs.orders
        if a in names and b in names and names.index(a) < names.index(b)
    }
    present = links(values)
    said.links = {a: w for side in (theirs, ours) for a, w in side.links.items() if present.get(a) == w}
    said.not_links = {a for a in ours.not_links | theirs.not_links if a not in present}
    said.lines = list(dict.fromkeys((*ours.lines, *theirs.lines)))
    said.body = either(before.body, ours.body, theirs.body)
    if said.body is not None and here.body != said.body:
        said.body = None
    # Git may take a file deleted here for one renamed there; then it is there, for all to see.
    said.deleted = False
    return said


def known(said: Said, *records: dict[str, object]) -> None:
    """Leave out of what was taken away all that no record of the merged ledger tells of: where the other branch's
    builder had withdrawn a value itself, nobody can tell from the merged files that a person took it out too."""
    recorded = {n for record in records for n in (record.get("entities") or {}).get("people", [])}  # type: ignore[attr-defined]
    linked = {article for record in records for article in links(record)}
    said.not_names &= recorded
    said.not_links &= linked
    said.scalars = {
        key: value
        for key, value in said.scalars.items()
        if value is not None or any(key in record for record in records)
    }


def coincide(ours: World, theirs: World, rng: random.Random) -> None:
    """A person takes a name out here, while the other branch's builder withdraws it there: no line in conflict, and
    only the joined ledgers tell that a person had a hand in it."""
    files = ours.files()
    named = [(i, n) for i in sorted(files) for n in ours.machine[i].get("entities", {}).get("people", [])]  # type: ignore[attr-defined]
    if not named:
        return
    identity, name = rng.choice(named)
    ours.people.take_out(identity, files[identity], name)
    kept = [n for n in theirs.machine[identity]["entities"]["people"] if n != name]  # type: ignore[index]
    theirs.machine[identity].pop("entities")
    if kept:
        theirs.machine[identity]["entities"] = {"people": kept}
    # The record here must differ from what it was, or Git takes theirs alone.
    ours.machine[identity]["byline"] = "Another"
    ours.sync(), theirs.sync()


def run(root: Path, seed: int) -> None:
    rng = random.Random(seed)
    ours = World(root / "ours", seed)
    shutil.copy(TEMPLATE / "gitattributes", ours.root / ".gitattributes")
    shutil.copy(TEMPLATE / "gitignore", ours.root / ".gitignore")
    git(ours.root, "init", "--quiet", "--initial-branch=main")
    for _ in range(3):
        ours.add(ours.choose())
        ours.edit()
    ours.sync()
    commit(ours)
    before = copy.deepcopy(ours.said)
    theirs = branch(ours, root / "theirs", seed + 1)
    if rng.random() < 0.5:
        coincide(ours, theirs, rng)
    busy(ours, rng), busy(theirs, rng)
    chosen = merged(ours, theirs)

    articles = {a.id: a for a in ours.archive.load().articles}
    ledger = ours.archive.ledger()
    for identity in IDS:
        ours.said[identity].deleted |= theirs.said[identity].deleted and identity not in articles
        if identity not in chosen and identity in articles:
            sides = (side[identity] for side in (before, ours.said, theirs.said))
            ours.said[identity] = joined(*sides, articles[identity])
        if identity in ledger and identity in articles:
            records = ledger[identity]
            known(ours.said[identity], *(dict(one.values) for one in (records, *records.others)))
    ours.hear_vetoes()
    ours.take_people()
    ours.story += ["merged with", *theirs.story]

    # What was lost in the merge would come back with a later version of builder.
    for _ in range(4):
        ours.sync()
        ours.assert_people_were_heard()
        ours.tune() if rng.random() < 0.5 else ours.new_machine()
    ours.sync()
    once = ours.snapshot()
    ours.sync()
    assert ours.snapshot() == once, ours.story
    for shard in (ours.archive.machine / "values").glob("*.jsonl"):
        assert len(shard.read_text().splitlines()) == len(set(shard.read_text().splitlines()))
    assert not any(written.others for i, written in ours.archive.ledger().items() if i in articles)


@pytest.mark.parametrize("ten", range(2))
def test_what_people_did_on_two_branches_stands(tmp_path: Path, ten: int) -> None:
    for seed in range(ten * 10, ten * 10 + 10):
        run(tmp_path / str(seed), seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_what_people_did_on_300_pairs_of_branches_stands(tmp_path: Path) -> None:
    for seed in range(1_000, 1_300):
        run(tmp_path / str(seed), seed)
