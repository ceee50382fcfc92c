"""The two real inputs that the project is judged by, through `builder add` into an empty archive.

The texts are not ours to ship: they are read from the shared folder beside the repository where it is.
"""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed captures (../shared/seeds) are not here")

SCRAPED, SPUN = "a7249c555f6", "ae268cbed05"


def builder(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments], cwd=cwd, capture_output=True, text=True, timeout=200
    )


def snapshot(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds") / "archive"
    made = builder("init", str(folder), cwd=folder.parent)
    assert made.returncode == 0, made.stderr
    added = builder("add", *sorted(str(p) for p in SEEDS.glob("*.txt")), cwd=folder)
    assert added.returncode == 0, added.stdout + added.stderr
    return folder


@pytest.fixture(scope="module")
def articles(archive):
    found = {}
    for path in (archive / "archive" / "articles").rglob("*.md"):
        _, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        facts = yaml.safe_load(matter)
        found[facts["id"]] = (facts, body.strip().split("\n\n"), path)
    return found


def test_scraped_page_gives_its_title_and_exactly_its_fifteen_paragraphs(articles):
    facts, paragraphs, _ = articles[SCRAPED]
    assert facts["title"] == "Alibaba is back in Beijing's good books for helping to fix poverty"
    assert "title_basis" not in facts
    assert len(paragraphs) == 15
    assert paragraphs[0].startswith("Jack Ma's tech empire")
    assert paragraphs[-1].endswith("the tech world.")
    assert facts["language"] == "en"


def test_masthead_clock_is_the_capture_day_and_never_the_date(articles, archive):
    facts, _, path = articles[SCRAPED]
    assert str(facts["captured"]) == "2025-02-22"
    assert str(facts["date"]) == "2021-02-27"
    assert facts["date_basis"] == "related-version"
    assert path.relative_to(archive / "archive").as_posix().startswith("articles/2021/02/")


def test_masthead_gives_the_source(articles, archive):
    sources = yaml.safe_load((archive / "archive/authority/sources.yml").read_text(encoding="utf-8"))
    assert [(s["id"], s["name"]) for s in sources] == [("arab-press", "Arab Press")]
    assert articles[SCRAPED][0]["source"] == "arab-press"
    assert "source" not in articles[SPUN][0]


def test_typed_residue_above_the_rewrite_is_its_date(articles):
    facts, paragraphs, _ = articles[SPUN]
    assert str(facts["date"]) == "2021-02-27"
    assert facts["date_basis"] == "printed"
    assert facts["title_basis"] == "first-words"
    assert facts["credits"] == ["Jill Disis"]
    assert len(paragraphs) == 1
    assert "contributed to this report" not in paragraphs[0]


def test_both_are_one_story_and_link_each_other_as_rewrites(articles):
    scraped, spun = articles[SCRAPED][0], articles[SPUN][0]
    assert scraped["story"] == spun["story"]
    assert scraped["related_versions"] == [{"article": SPUN, "relation": "rewrite"}]
    assert spun["related_versions"] == [{"article": SCRAPED, "relation": "rewrite"}]


def test_entities_are_those_a_careful_reader_lists(articles):
    entities = articles[SCRAPED][0]["entities"]
    assert {"Jack Ma", "Xi Jinping", "Alex Capri"} <= set(entities["people"])
    assert {
        "Alibaba",
        "Ant Group",
        "Chinese Communist Party",
        "China Youth Daily",
        "Shanghai Securities Journal",
        "Hinrich Foundation",
        "National University of Singapore",
    } <= set(entities["organizations"])
    assert {"China", "Beijing"} <= set(entities["places"])
    everything = {name for group in entities.values() for name in group}
    assert not everything & {"Big Tech", "AI", "IPO", "Thursday", "Wednesday", "Jill Disis"}


def test_adding_the_same_bytes_again_and_syncing_twice_change_nothing(archive, articles):
    again = builder("add", *sorted(str(p) for p in SEEDS.glob("*.txt")), cwd=archive)
    assert again.returncode == 0
    builder("sync", cwd=archive)
    before = snapshot(archive)
    assert builder("sync", cwd=archive).returncode == 0
    assert snapshot(archive) == before
