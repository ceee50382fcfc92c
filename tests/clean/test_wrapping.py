"""Text broken at a fixed width reads as the same text with a line a paragraph."""

from __future__ import annotations

import textwrap

import pytest

from builder.clean import clean, explain
from builder.clean.lines import dense_script, read_lines
from builder.clean.wrapping import read_text, unwrapped
from tests.clean.captures import STORY, TODAY, dump, furnished
from tests.clean.papers import PAPERS, Paper

POEM = """The ferry waits beside the pier
and no one asks it why;
the gulls have carried off the year
across a tinfoil sky.

My father rowed this water once
with nothing but a name,
and everything he ever lost
came back, but not the same.

The harbour keeps its narrow light
for those who cannot sleep;
what isn't ours we give to night,
and what is night's we keep."""


#: Lines of one length that all begin in lower case, as wrapped text does; only its stanzas tell that it is none.
EVEN_POEM = """the boats come in before the light is up
and someone counts the crates along the wall
the gulls are loud above a paper cup
that rolls along the quay and does not fall

the ice is shovelled where the herring lay
the men who lift it hardly speak at all
a radio is telling of the day
to nobody beside the harbour wall

and when the lorries leave for other towns
the quay is wet and empty as a floor
the tide that carries rope and bottles down
returns again to lay them at the door

my brother mends the nets as he was shown
by hands that learned it on another shore
he ties a knot and leaves the rest alone
and does not ask what any knot is for"""

TABLE_OF_FERRIES = """CREATE TABLE ferries (
   name        TEXT               NOT NULL,
   harbour     TEXT               NOT NULL,
   passengers  INTEGER            NOT NULL,
   built       TIMESTAMPTZ        NOT NULL,
   draught     DOUBLE PRECISION   NULL,
   breadth     DOUBLE PRECISION   NULL
);"""


def _broken(text: str, width: int) -> list[str]:
    if dense_script(text):
        return [text[at : at + width // 2] for at in range(0, len(text), width // 2)]
    return textwrap.wrap(text, width)


@pytest.mark.parametrize("width", [32, 44, 60, 80])
def test_a_story_is_whole_at_any_width_of_column(width):
    lines = "\n\n".join("\n".join(_broken(text, width)) for text in STORY)
    cleaned = clean(dump(f"Storm closes the strait\nBy Ana Brill\n4 March 2021\n\n{lines}\n"), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert (cleaned.title, cleaned.byline, cleaned.date) == (
        "Storm closes the strait",
        "Ana Brill",
        "2021-03-04",
    )


@pytest.mark.parametrize("width", [44, 70])
def test_without_a_blank_line_anywhere_no_word_of_the_story_is_lost(width):
    lines = "\n".join(line for text in STORY for line in _broken(text, width))
    cleaned = clean(dump(f"Storm closes the strait\nBy Ana Brill\n{lines}\n"), today=TODAY)
    assert " ".join(cleaned.paragraphs) == " ".join(STORY)
    assert cleaned.byline == "Ana Brill"


@pytest.mark.parametrize("blank", ["", "\n"], ids=["none", "one"])
@pytest.mark.parametrize("head", ["Storm closes the strait", "Who closes the strait?"])
def test_the_line_above_the_author_of_a_bare_text_is_its_headline(head, blank):
    story = "\n".join("\n".join(_broken(text, 60)) for text in STORY)
    cleaned = clean(dump(f"{head}\nBy Ana Brill\n4 March 2021\n{blank}{story}\n"), today=TODAY)
    assert (cleaned.title, cleaned.title_basis) == (head, "")


@pytest.mark.parametrize("poem", [POEM, EVEN_POEM], ids=["stopped", "even"])
@pytest.mark.parametrize("above", ["", "Harbour Songs\nby Ana Brill\n\n"], ids=["bare", "signed"])
def test_a_poem_is_no_list_of_headlines_and_none_of_its_lines_is_its_title(poem, above):
    cleaned = clean(dump(above + poem), today=TODAY)
    assert not cleaned.refused
    assert cleaned.paragraphs == tuple(line for line in poem.split("\n") if line)
    assert cleaned.title == "Harbour Songs" if above else cleaned.title_basis == "first-words"


def test_a_poem_among_a_papers_furniture_has_the_papers_headline_for_title():
    cleaned = clean(dump(furnished(story=tuple(POEM.split("\n\n")))), today=TODAY)
    assert cleaned.title == "Storm closes the strait"
    assert cleaned.paragraphs == tuple(line for line in POEM.split("\n") if line)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.language)
def test_in_any_language_no_word_of_the_story_is_lost(paper: Paper):
    story = "\n\n".join("\n".join(_broken(text, 44)) for text in paper.story)
    cleaned = clean(dump(f"{paper.headline}\n{paper.byline}\n\n{story}\n"), today=TODAY)
    assert "".join("".join(cleaned.paragraphs).split()) == "".join("".join(paper.story).split())


def test_a_wrapped_story_among_a_papers_furniture_is_kept_and_the_furniture_is_not():
    story = tuple("\n".join(_broken(text, 60)) for text in STORY)
    assert clean(dump(furnished(story=story)), today=TODAY).paragraphs == STORY


def test_a_word_broken_at_a_lines_end_is_mended():
    lines = [
        "The harbour master said that nobody had sailed since the even-",
        "ing before, and that the two cargo ships in the lee of the cape",
        "would have to wait there until the wind had gone round to the",
        "north, as the forecast for the next two days expects that it",
        "will; the lifeboat crew stands by.",
    ]
    (whole,) = read_text("\n".join(["Anything", "", *lines, "", "Anything else"])).lines[1:2]
    assert "since the evening before, and that" in whole.text
    assert (whole.number, whole.text[-10:]) == (3, "stands by.")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STORY),
        furnished(),
        POEM,
        EVEN_POEM,
        TABLE_OF_FERRIES,
        "\n".join(f"Council {verb} the old dam" for verb in ("blames", "paints", "sells") * 6),
        "\n".join(f"• {word} and the harbour" for word in ["ferries", "ships", "boats", "cranes"] * 5),
        "Home\nNews\nSport\nsign in\nto your account\nWeather\nsubscribe\nnow\nor later\n" * 4,
    ],
    ids=[
        "a line a paragraph",
        "a paper's page",
        "verse",
        "even verse",
        "code",
        "headlines",
        "a list",
        "a menu",
    ],
)
def test_lines_that_end_where_they_mean_to_stay_lines(text):
    lines = read_lines(text).lines
    assert unwrapped(lines) == lines


def test_an_author_and_a_day_are_never_joined_to_the_line_above():
    story = "\n".join(line for text in STORY for line in _broken(text, 50))
    head = "A storm that nobody had foreseen closed the strait"
    cleaned = clean(dump(f"{head}\nBy Ana Brill\n4 March 2021\n{story}"), today=TODAY)
    assert (cleaned.title, cleaned.byline, cleaned.date) == (head, "Ana Brill", "2021-03-04")


def test_explain_shows_a_wrapped_paragraph_once_and_nothing_is_missing():
    story = "\n\n".join("\n".join(_broken(text, 60)) for text in STORY)
    capture = dump(f"The Cape Courier\n\nNews\n\nStorm closes the strait\n\n{story}\n")
    shown = explain(capture, clean(capture, today=TODAY))
    assert [line.text for line in shown if line.kept] == list(STORY)
    assert " ".join(line.text for line in shown).split() == capture.content.split()
