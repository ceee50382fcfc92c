"""What an editor corrects in the authority of one article corrects its rewrite as well, and nothing is decided by itself.

The texts are not ours to ship: they are read from the shared folder beside the repository where it is.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed captures (../shared/seeds) are not here")

ORIGINAL, REWRITE = "a7249c555f6", "ae268cbed05"
NAME, OTHER = "National University of Singapore", "Singapore National University"


def builder(*arguments: str, cwd: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "builder", *arguments], cwd=cwd, capture_output=True, text=True, timeout=200
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def entities(folder: Path, identity: str) -> set[tuple[str, str]]:
    (path,) = (folder / "archive" / "articles").rglob(f"*{identity}.md")
    facts = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return {(kind, name) for kind, names in facts["entities"].items() for name in names}


def test_rewrite_has_the_entities_of_the_original_once_an_editor_decided_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    builder("init", str(folder), cwd=tmp_path)
    builder("add", *sorted(str(path) for path in SEEDS.glob("*.txt")), cwd=folder)
    assert ("organizations", OTHER) in entities(folder, REWRITE)

    asked = json.loads(builder("entities", "review", "--json", cwd=folder))
    assert [(d["name"], d["other"]) for d in asked if d["why"].startswith("two spellings")] == [(NAME, OTHER)]
    builder("sync", cwd=folder)
    assert ("organizations", OTHER) in entities(folder, REWRITE)

    builder("entities", "alias", NAME, OTHER, "--type", "organization", cwd=folder)
    builder("entities", "alias", "People's Daily", "The Daily Daily", "--type", "organization", cwd=folder)
    builder("sync", cwd=folder)
    assert entities(folder, REWRITE) == entities(folder, ORIGINAL)
    assert "0 articles changed" in builder("sync", cwd=folder)
