"""Article text as Markdown: nothing is left to interpret, and it comes back as it was."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.text.markdown import KINDS, normal, plain_text, to_markdown, to_plain

#: What Markdown, its common extensions or a browser would act on.
PIECES = [
    *(
        "#",
        "##",
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~",
        "~~",
        "^",
        "^^",
        "==",
        "===",
        "-",
        "--",
        "---",
        "+",
        ">",
    ),
    *(
        "1.",
        "2)",
        "<",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<script>",
        "&",
        "&amp;",
        "&lt;",
        "&#58;",
        "&copy;",
        "\\",
        "\\*",
    ),
    *(
        "[a](b)",
        "[",
        "]",
        "(",
        ")",
        "!",
        "![x](y)",
        "{",
        "}",
        "{: .c}",
        ":",
        ":smile:",
        ": ",
        "!!! note",
        "??? x",
    ),
    *(
        '=== "T"',
        "///",
        "|",
        "a|b",
        "|---|",
        "[^1]: x",
        "[^1]",
        "*[HTML]: x",
        "--8<--",
        "%%",
        "http://e.x/y_z_w",
    ),
    *(
        "<http://a.b>",
        "a@b.c",
        "word",
        "snake_case",
        "_x_",
        "é",
        "中文",
        "العربية",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
    ),
    *("\n\n", "\u00a0", "\u3000", "\x00", "\x1f", "\u2028", "\r\n", "’", "..."),
]
EXTENSIONS = [
    *(
        "extra",
        "admonition",
        "sane_lists",
        "toc",
        "pymdownx.superfences",
        "pymdownx.details",
        "pymdownx.tabbed",
    ),
    *(
        "pymdownx.tilde",
        "pymdownx.caret",
        "pymdownx.mark",
        "pymdownx.emoji",
        "pymdownx.tasklist",
        "pymdownx.inlinehilite",
    ),
]
paragraphs = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
articles = st.lists(st.tuples(paragraphs, st.sampled_from(KINDS)), min_size=1, max_size=5)


def carried(article: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of the paragraphs a body can carry: a heading is one line, and empty ones fall away."""
    return [
        (kind, normal(text).replace("\n", " ") if kind == "heading" else normal(text))
        for text, kind in article
        if normal(text)
    ]


def written(article: list[tuple[str, str]]) -> str:
    return to_markdown([text for text, _ in article], [kind for _, kind in article])


@settings(deadline=None)
@given(articles)
def test_what_was_written_comes_back_as_it_was(article: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in to_plain(written(article))] == carried(article)


@settings(deadline=None)
@given(articles)
def test_writing_what_came_back_gives_the_same_markdown(article: list[tuple[str, str]]) -> None:
    blocks = to_plain(written(article))
    assert to_markdown([b.text for b in blocks], [b.kind for b in blocks]) == written(article)


#: Bodies as a person may leave them: any white space between any blocks.
bodies = st.lists(
    st.sampled_from(
        [
            *PIECES,
            "Plain words",
            "a",
            "“Quoted”",
            "5 homes",
            "\n",
            "\n\n",
            "\n \n",
            " ",
            "\t",
            "\r",
            "\r\n",
            "\x85",
        ]
    ),
    max_size=9,
).map("".join)


@settings(deadline=None)
@given(bodies)
@example("")
@example("One\n\n\n\nTwo \n\n“Three”\n\n   \n\n## Four\n\nFive\nsix")
@example("One\r\r\n\r\nTwo")
def test_the_text_alone_is_that_of_the_blocks(body: str) -> None:
    assert plain_text(body) == "\n\n".join(block.text for block in to_plain(body))


@pytest.mark.parametrize("extensions", [[], EXTENSIONS], ids=["plain", "extensions"])
@settings(deadline=None)
@given(article=articles)
def test_python_markdown_shows_the_words_and_no_markup(
    extensions: list[str], article: list[tuple[str, str]]
) -> None:
    page = markdown.markdown(written(article), extensions=extensions)
    assert set(re.findall(r"</?([a-z0-9]+)", page)) <= {"p", "h2", "ul", "li", "blockquote"}
    shown = re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", page)))
    assert shown == re.sub(r"\s+", "", "".join(text for _, text in carried(article)))


def test_ordinary_prose_is_left_as_it_is() -> None:
    prose = "“It's 5% (or $3.2bn) – see U.S. law,” she said: yes! The e-mail_address stays; R&D, AT&T too."
    assert to_markdown([prose]) == prose + "\n"


def test_a_line_that_begins_like_a_list_is_no_list() -> None:
    assert to_markdown(["1. He left.", "- Why?", "+ 5 points", "2021) no"]) == (
        "1\\. He left.\n\n\\- Why?\n\n\\+ 5 points\n\n2021\\) no\n"
    )


def test_items_stand_together_and_other_blocks_apart() -> None:
    assert to_markdown(["Facts", "one", "two", "said", "end"], ["heading", "item", "item", "quote", "p"]) == (
        "## Facts\n\n- one\n- two\n\n> said\n\nend\n"
    )


def test_a_paragraph_with_nothing_in_it_is_left_out() -> None:
    assert to_markdown(["a", " \n\t", "b"]) == "a\n\nb\n"
    assert to_markdown([]) == ""


def test_a_persons_markdown_gives_its_words() -> None:
    body = (
        "# Head *line* #\n\nA [link](https://e.x/a_(b)) and ![a picture](p.jpg), **bold**, _slanted_, `code`\n"
        "and <em>HTML</em>.\n\nSetext\n------\n\n1. one\n2. two\n   more\n\n***\n\n> quoted\n> on\n"
    )
    assert [(b.kind, b.text) for b in to_plain(body)] == [
        ("heading", "Head line"),
        ("p", "A link and a picture, bold, slanted, code\nand HTML."),
        ("heading", "Setext"),
        ("item", "one"),
        ("item", "two\nmore"),
        ("quote", "quoted\non"),
    ]


def test_line_ends_of_windows_read_the_same() -> None:
    assert to_plain("a\r\n\r\nb\r\n") == to_plain("a\n\nb\n")


def test_control_characters_in_a_hand_written_text_are_no_marks_of_ours() -> None:
    assert to_plain("A \x027\x03 *word*.\n")[0].text == "A 7 word."
