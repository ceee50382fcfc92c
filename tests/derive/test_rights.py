from dataclasses import replace

from builder.derive.compare import compare
from builder.derive.rights import capped, is_shown, shown
from builder.model.authority import SourceRecord

from .holdings import FIRST, WITHHELD

SIX = SourceRecord("s", "S", excerpt_words=6)


def test_without_a_limit_the_whole_text_is_shown() -> None:
    assert not shown(FIRST, None).cut
    assert capped(FIRST, SourceRecord("s", "S")) is FIRST


def test_the_limit_counts_words_over_paragraphs() -> None:
    assert shown(FIRST, SIX).text == "A crane fell at the old …"
    assert (
        shown(FIRST, replace(SIX, excerpt_words=11)).text
        == "A crane fell at the old quay on Tuesday.\n\nNobody was …"
    )
    assert shown(FIRST, replace(SIX, excerpt_words=0)).text == ""


def test_a_short_text_is_not_cut() -> None:
    assert not shown(FIRST, replace(SIX, excerpt_words=17)).cut


def test_scripts_without_spaces_are_cut_too() -> None:
    text = shown(replace(FIRST, body="港口的老起重机星期二倒塌了没有人受伤\n"), SIX).text
    assert text == "港口的老起重机星期二倒塌 …"


def test_a_withheld_text_is_not_shown() -> None:
    assert not is_shown(WITHHELD)
    assert shown(WITHHELD, None).text == ""
    assert capped(WITHHELD, None).body == ""


def test_a_comparison_of_a_capped_article_holds_no_word_beyond() -> None:
    found = compare(capped(FIRST, SIX), FIRST)
    assert found.a.words == 6


def test_markup_in_an_excerpt_stays_plain() -> None:
    body = "A \\*starred\\* word and \\[bracket\\] and five more words here.\n"
    assert "*starred*" in shown(replace(FIRST, body=body), SIX).text
    assert compare(capped(replace(FIRST, body=body), SIX), replace(FIRST, body=body)).rows[0].a is not None
