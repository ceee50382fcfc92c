"""What a site repeats goes; a story that it prints twice stays."""

from __future__ import annotations

from builder.clean import clean_all
from builder.clean import page as pages
from tests.clean.captures import STORY, TODAY, dump, furnished, page
from tests.clean.test_cleaning_pages import article

OTHER = (
    "Bakers in the old town marched to the council on Monday against a tax on flour that was agreed in the autumn without a debate.",
    "Their guild says that the price of a loaf has doubled in three years and that eleven ovens have gone cold since the spring of last year.",
    "The treasurer, Pol Anders, replied that the money keeps two schools open, and that nobody had offered him another way to pay for them.",
    "A second march is planned for Friday, when the bakers mean to leave four hundred unsold loaves on the steps of the treasury building.",
)
TEASERS = tuple(
    f"{who} said on Sunday that the {what} would be opened again before the summer, after years in which nothing was done."
    for who, what in zip(
        ["The mayor", "A diver", "The bishop", "One farmer", "A judge", "The pilot"],
        ["bridge", "wreck", "chapel", "dairy", "court", "airfield"],
        strict=True,
    )
)


def dumps(one: tuple[str, ...], two: tuple[str, ...]):
    return [
        dump(furnished(story=one), url="https://cape.example/storm-closes-the-strait"),
        dump(
            furnished(headline="Bakers march on the council", story=two),
            url="https://cape.example/bakers-march-on-the-council",
        ),
    ]


def test_sentences_that_two_stories_share_are_furniture():
    first, second = clean_all(dumps((*STORY, *TEASERS[:2]), (*OTHER, *TEASERS[:2])), today=TODAY)
    assert (first.paragraphs, second.paragraphs) == (STORY, OTHER)
    assert {removal.rule for removal in first.removals if removal.text in TEASERS} == {"repeated-on-site"}


def test_an_updated_story_keeps_what_it_shares_with_its_first_version():
    update = (OTHER[0], *STORY)
    first, second = clean_all(dumps(STORY, update), today=TODAY)
    assert (first.paragraphs, second.paragraphs) == (STORY, update)


def test_a_brief_of_one_paragraph_printed_twice_keeps_it():
    first, second = clean_all(dumps(STORY[:1], STORY[:1]), today=TODAY)
    assert (first.paragraphs, second.paragraphs) == (STORY[:1], STORY[:1])


def test_html_pages_of_a_site_lose_what_they_repeat():
    def html(title: str, story: tuple[str, ...]) -> str:
        return (
            f"<html><body><h1>{title}</h1><div>"
            + "".join(f"<p>{p}</p>" for p in story)
            + "</div></body></html>"
        )

    pages = [
        page(
            html("Storm closes the strait", (*STORY, TEASERS[0])),
            url="https://cape.example/storm-closes-strait",
        ),
        page(html("Bakers march", (*OTHER, TEASERS[0])), url="https://cape.example/bakers-march-on-council"),
    ]
    first, second = clean_all(pages, today=TODAY)
    assert (first.paragraphs, second.paragraphs) == (STORY, OTHER)
    assert clean_all(pages[::-1], today=TODAY) == [second, first]


def test_the_classifiers_are_asked_once_of_a_page_that_is_compared_with_another(monkeypatch):
    asked: list[int] = []
    judge = pages.judge
    monkeypatch.setattr(pages, "judge", lambda blocks, slug: (asked.append(1), judge(blocks, slug))[1])
    printings = [
        page(article(body=body), url=f"https://cape.example/{n}")
        for n, body in enumerate((STORY, STORY[:-1]))
    ]
    first, second = clean_all(printings, today=TODAY)
    assert (first.paragraphs, second.paragraphs) == (STORY, STORY[:-1])
    assert len(asked) == 2
