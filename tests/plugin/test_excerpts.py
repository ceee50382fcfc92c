"""Of a source whose rights allow excerpts only, no form of the output shows more words than its limit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder.text.markdown import to_plain

from .building import built, page, words
from .output import Said, everything, runs
from .output import words as words_of
from .taken_down import EXCERPT, Papers, papers


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return papers(tmp_path_factory.mktemp("papers") / "archive", taken_down=False)


@pytest.fixture(scope="module", params=["site", "site by MkDocs's own loops", "plain pages"])
def output(request: pytest.FixtureRequest, found: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("output") / "archive"
    shutil.copytree(found.root, root)
    if request.param == "plain pages":
        command = [sys.executable, "-m", "builder", "pages", "--out", "pages"]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        return root / "pages"
    if "loops" in request.param:
        settings = root / "mkdocs.yml"
        settings.write_text(
            settings.read_text().replace("  - archive\n", "  - archive:\n      accelerate: false\n")
        )
    return built(root)


@pytest.fixture(scope="module")
def said(output: Path) -> list[Said]:
    return list(everything(output))


def text(found: Papers) -> tuple[str, ...]:
    return words_of("\n".join(block.text for block in to_plain(found.bodies["excerpts"])))


def elsewhere(found: Papers, length: int) -> set[str]:
    """Runs of words that other articles have too, or that a title gives."""
    others = [body for name, body in found.bodies.items() if name != "excerpts"]
    return set().union(*(runs(words_of(told), length) for told in [*others, *found.titles.values()]))


def test_the_opening_is_shown_up_to_its_limit(found: Papers, output: Path, said: list[Said]) -> None:
    opening = " ".join(text(found)[:EXCERPT])
    telling = {one.path for one in said if opening in " ".join(one.words)}
    own = found.path("excerpts").removesuffix(".md")
    assert any(path.startswith(own) for path in telling)
    if (output / "index.html").is_file():
        assert words(page(output, own), "//div[@id='text']").count("…") == 1


def test_no_file_has_one_word_more_in_a_row(found: Papers, said: list[Said]) -> None:
    longer = runs(text(found), EXCERPT + 1) - elsewhere(found, EXCERPT + 1)
    assert len(longer) > 10
    assert [
        (one.path, sorted(one.runs(EXCERPT + 1) & longer)[:1])
        for one in said
        if one.runs(EXCERPT + 1) & longer
    ] == []


def test_nothing_of_what_follows_the_opening_is_in_any_file(found: Papers, said: list[Said]) -> None:
    rest = runs(text(found)[EXCERPT:], 4) - elsewhere(found, 4)
    assert len(rest) > 10
    assert [(one.path, sorted(one.runs(4) & rest)[:2]) for one in said if one.runs(4) & rest] == []


def test_not_even_a_single_word_of_it_can_be_searched_for(said: list[Said]) -> None:
    """The index of a search would otherwise give the text away word by word."""
    for secret in ("ribbon", "spiral", "clerk"):
        assert [one.path for one in said if secret in one.raw.lower()] == [], secret


def test_the_versions_of_its_story_are_still_known(found: Papers, output: Path) -> None:
    """Relations rest on the whole text, which the archive holds; only what is shown is cut."""
    article = next(a for a in found.archive.load().articles if a.id == found.ids["excerpts"])
    assert article.story
    assert article.related_versions
    stories = (path for path in output.rglob(f"{article.story}*") if path.parent.name == "stories")
    pages = (path if path.is_file() else path / "index.html" for path in stories)
    told = next(page for page in pages if page.is_file()).read_text()
    assert found.ids["excerpts"] in told
