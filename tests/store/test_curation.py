"""Editors' commands make small diffs, and every later run leaves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import BuilderError
from builder.model.capture import Capture, Form
from builder.store import Archive, check, curation

from .conftest import ONE, THREE, TWO, proposal


@pytest.fixture
def held(archive: Archive) -> Archive:
    """Three articles: two of one story, one alone."""
    archive.apply(
        [
            proposal(
                ONE,
                story="harbour",
                date="2021-02-27",
                date_basis="url",
                title="First words of",
                title_basis="first-words",
            ),
            proposal(TWO, story="harbour"),
            proposal(THREE),
        ]
    )
    return archive


def text_of(archive: Archive, identity: str) -> str:
    return next((archive.docs / a.path).read_text() for a in archive.load().articles if a.id == identity)


def stories(archive: Archive) -> dict[str, str | None]:
    return {a.id: a.story for a in archive.load().articles}


def test_a_story_gets_another_name_with_its_lead(held: Archive) -> None:
    lead = held.docs / "stories" / "harbour.md"
    lead.parent.mkdir()
    lead.write_text("What happened.\n")
    assert len(curation.name_story(held, "harbour", "the-harbour")) == 4
    assert stories(held) == {ONE: "the-harbour", TWO: "the-harbour", THREE: None}
    assert not lead.exists()
    assert lead.with_name("the-harbour.md").read_text() == "What happened.\n"


def test_a_name_that_is_taken_or_wrong_is_refused(held: Archive) -> None:
    curation.split_story(held, [THREE], "other")
    with pytest.raises(BuilderError, match="exists already"):
        curation.name_story(held, "harbour", "other")
    with pytest.raises(BuilderError, match=r"did you mean harbour\?"):
        curation.name_story(held, "harbor", "x")
    with pytest.raises(BuilderError, match="is no name for a story"):
        curation.name_story(held, "harbour", "two words")


def test_stories_are_merged_and_split_by_one_line_each(held: Archive) -> None:
    curation.split_story(held, [THREE], "other")
    assert curation.merge_stories(held, "harbour", ["other"]) == [
        p for p in curation_paths(held) if THREE in p
    ]
    assert stories(held) == {ONE: "harbour", TWO: "harbour", THREE: "harbour"}
    curation.split_story(held, [ONE], None)
    assert "story:" not in text_of(held, ONE)


def curation_paths(archive: Archive) -> list[str]:
    return [f"archive/{a.path}" for a in archive.load().articles]


def test_a_new_date_is_an_editors(held: Archive) -> None:
    curation.redate(held, ONE, "2021-03-01")
    assert "date: 2021-03-01\ndate_basis: editor\n" in text_of(held, ONE)
    curation.redate(held, ONE, None)
    assert "date" not in text_of(held, ONE)
    with pytest.raises(BuilderError, match="'2021-31-01' is no date"):
        curation.redate(held, ONE, "2021-31-01")


def test_a_new_title_is_no_longer_first_words(held: Archive) -> None:
    curation.retitle(held, ONE, "What: it is")
    assert "title: 'What: it is'\ndate:" in text_of(held, ONE)


def test_an_article_can_be_named_by_its_path(held: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    path = curation_paths(held)[0]
    monkeypatch.chdir(held.docs)
    for name in (path, path.removeprefix("archive/"), str(held.root / path)):
        assert curation.retitle(held, name, f"Title {len(name)}") == [path]


def test_withholding_keeps_the_text_and_can_be_undone(held: Archive) -> None:
    before = text_of(held, ONE)
    curation.withhold(held, ONE)
    assert "status: withheld\n" in text_of(held, ONE)
    curation.publish(held, ONE)
    assert text_of(held, ONE) == before


def test_a_removed_article_is_not_written_to_any_more(held: Archive) -> None:
    curation.remove(held, ONE)
    before = text_of(held, ONE)
    held.apply([proposal(ONE, "New.\n", title="New")])
    assert text_of(held, ONE) == before


def test_purging_leaves_nothing_of_the_text_in_the_archive(archive: Archive) -> None:
    capture = Capture(b"Secret words of the source.", "text/plain", Form.TEXT, "", "secret.txt")
    archive.keep(capture)
    identity = capture.article_id
    archive.apply(
        [
            proposal(
                identity,
                "Secret words of the source.\n",
                title="A secret title",
                date="2021-02-27",
                date_basis="url",
            )
        ]
    )
    purged = curation.purge(archive, identity)
    left = [p for p in archive.root.rglob("*") if p.is_file() and b"ecret" in p.read_bytes()]
    assert left == []
    assert "git filter-repo" in purged.warning
    article = archive.load().articles[0]
    assert (article.id, article.status, article.date, article.body) == (identity, "removed", "2021-02-27", "")
    assert check(archive) == []
    archive.apply([proposal(identity, "Secret words of the source.\n", title="A secret title")])
    assert archive.load().articles[0].body == ""


def test_later_runs_leave_what_editors_did(held: Archive) -> None:
    curation.redate(held, ONE, "2021-03-01")
    curation.retitle(held, ONE, "Real title")
    curation.split_story(held, [ONE], "own")
    before = text_of(held, ONE)
    held.apply(
        [
            proposal(
                ONE,
                story="harbour",
                date="2021-02-28",
                date_basis="url",
                title="Other",
                title_basis="first-words",
            )
        ]
    )
    assert text_of(held, ONE) == before


def test_an_unknown_article_is_named(held: Archive, tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="no article has this id or path"):
        curation.withhold(held, "a00000000ff")
    (tmp_path / "x.md").write_text("---\n---\n")
    with pytest.raises(BuilderError, match="no article has this id or path"):
        curation.withhold(held, tmp_path / "x.md")
