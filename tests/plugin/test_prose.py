"""Plain paragraphs on the short way come out as Python-Markdown gives them, to the letter."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.plugin.bodies import Bodies, Linked
from builder.plugin.prose import paragraphs
from builder.text.markdown import to_markdown

BODIES = Bodies()

NAMES = (
    Linked(("Ana Ruiz", "Ruiz"), "../../people/ana-ruiz/"),
    Linked(("Port of Lindhaven",), "../../organizations/port/"),
    Linked(("Lindhaven",), "../../places/lindhaven/"),
    Linked(("北京",), "../../places/%E5%8C%97%E4%BA%AC/"),
)

#: Pieces in which nearly every rule of Markdown finds something, beside words and the names.
PIECES = st.sampled_from(
    [*"\\`*_[]<>&#~|^{}!:;=+-.,()\"'“’/?%$0123456789 \n\t\r\u00a0\u2003\u2028\x0b\x0c\x85\ufeffé",
     "  \n", "\n\n", "\n\n\n", "\n    ", "1. ", "2) ", "2021. ", "- ", "+ ", "# ", "> ", "===", "---", "***", "&amp;",
     "&#38;", "http://a.example/", "<b>", "[a](b)", "![a](b)", "*[HTML]: x", "[a]: b", "Ana Ruiz", "Lindhaven",
     "Port of Lindhaven", "北京", "word", "said ", "(so)", "\x02", "\x03", "klzzwxh:0000", "\u0002amp\u0003"]
)  # fmt: skip


@settings(max_examples=3000, deadline=None)
@given(st.lists(PIECES | st.characters(codec="utf-8"), max_size=14).map("".join))
@example("A line\nand Ana Ruiz.\n\n“Quoted” (so)\n")
@example("1984 was\n\n1984. A list")
def test_the_short_way_gives_what_python_markdown_gives(body: str) -> None:
    if paragraphs(body) is not None:
        assert BODIES.rendered(body, NAMES) == BODIES.by_markdown(body, NAMES)


@given(st.lists(st.text(alphabet="abc Ruiz.,’é北京\n-1", min_size=1), min_size=1, max_size=5))
def test_bodies_that_builder_wrote_come_out_the_same_either_way(texts: list[str]) -> None:
    body = to_markdown(texts)
    assert BODIES.rendered(body, NAMES) == BODIES.by_markdown(body, NAMES)


def test_plain_news_takes_the_short_way() -> None:
    assert paragraphs(
        "It fell at 9.30, said Ana Ruiz: “It was lunch!”\n\n2,000 people – all of them – left.\n"
    ) == [
        "It fell at 9.30, said Ana Ruiz: “It was lunch!”",
        "2,000 people – all of them – left.",
    ]


def test_what_markdown_would_read_takes_the_long_way() -> None:
    for body in (
        "- item",
        "# heading",
        "1. item",
        "a *b*",
        "a  \nb",
        "    code",
        "a < b",
        "Q&A",
        "[a](b)",
        "",
    ):
        assert paragraphs(body) is None
