from dataclasses import replace

from builder.derive.review import review
from builder.model.article import Link
from builder.model.problem import Problem
from builder.model.relation import RelationType

from .holdings import ARABIC, ARTICLES, AUTHORITY, EXCERPT, FIRST, UPDATE, WITHHELD


def said(after: list[object], before: list[object] | None = None) -> str:
    return review(before or list(ARTICLES), after, AUTHORITY, AUTHORITY)  # type: ignore[arg-type]


def test_no_change_is_said_in_one_line() -> None:
    assert said(list(ARTICLES)) == "**Nothing changes for readers.**\n"


def test_a_redated_article_is_told_with_both_dates() -> None:
    text = said([replace(FIRST, date="2023-02-28"), UPDATE, ARABIC, EXCERPT, WITHHELD])
    assert "1 date changed" in text
    assert "2023-03-01 → 2023-02-28" in text


def test_a_story_that_loses_a_version_says_how_many_it_has() -> None:
    unlinked = replace(
        FIRST, related_versions=tuple(link for link in FIRST.related_versions if link.article != EXCERPT.id)
    )
    text = said([unlinked, UPDATE, ARABIC, replace(EXCERPT, story=None), WITHHELD])
    assert "story crane\\-falls now has 3 versions (4 before)" in text
    assert "no longer linked" in text


def test_an_entity_that_leaves_pages_is_told() -> None:
    text = said([replace(FIRST, organizations=()), replace(UPDATE, people=()), ARABIC, EXCERPT, WITHHELD])
    assert "organization Port of Lindhaven loses its page (1 article before)" in text
    assert "person Ana Ruiz leaves 1 page" in text


def test_a_withheld_article_and_a_deleted_one_are_told() -> None:
    text = said([replace(FIRST, status="removed"), ARABIC, EXCERPT, WITHHELD])
    assert "is removed: a note stands in its place" in text
    assert (
        "gone: “Two hurt as crane falls”; its permanent address `/id/a0000000002/` leads nowhere now" in text
    )


def test_a_changed_relation_is_told_from_both_sides_once() -> None:
    links = (Link("a0000000002", RelationType.REWRITE), *FIRST.related_versions[1:])
    text = said([replace(FIRST, related_versions=links), UPDATE, ARABIC, EXCERPT, WITHHELD])
    assert text.count("is now a rewrite (update before)") == 1


def test_an_edited_text_is_counted_in_words() -> None:
    text = said([replace(FIRST, body=FIRST.body.replace("Nobody", "Not one person")), *ARTICLES[1:]])
    assert "text edited (3 words in, 1 out)" in text


def test_scraped_words_are_not_markdown_nor_mentions() -> None:
    text = said([replace(FIRST, title="[x](http://evil.example) <img src=x> @maintainer #1"), *ARTICLES[1:]])
    assert "[x](" not in text
    assert "<img" not in text.replace("\\<", "")
    assert "@maintainer" not in text
    assert "http://" not in text


def test_a_long_list_is_cut_and_counted() -> None:
    new = [replace(UPDATE, id=f"b{n:010d}", path=f"articles/{n}.md", story=None) for n in range(25)]
    assert "- … and 15 more" in said([*ARTICLES, *new])


def test_a_file_that_cannot_be_read_is_listed_and_its_article_is_not_told_as_gone() -> None:
    fault = Problem(f"archive/{UPDATE.path}", 4, 7, "date", "date: '2024-09-31' is no date")
    text = review(
        list(ARTICLES), [a for a in ARTICLES if a.id != UPDATE.id], AUTHORITY, AUTHORITY, unread_after=[fault]
    )
    assert text.startswith("**What changes for readers:** 1 file cannot be read.\n")
    assert f"`archive/{UPDATE.path}`, line 4: date: '2024\\-09\\-31' is no date" in text
    assert "gone" not in text
    assert "loses its page" not in text


def test_a_file_that_could_not_be_read_before_is_not_told_as_new() -> None:
    fault = Problem(f"archive/{UPDATE.path}", 4, 7, "date", "no date")
    text = review(
        [a for a in ARTICLES if a.id != UPDATE.id],
        list(ARTICLES),
        AUTHORITY,
        AUTHORITY,
        unread_before=[fault],
    )
    assert "new:" not in text
