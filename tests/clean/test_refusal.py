"""What is refused as no article, and that asking takes no longer than the page is long."""

from __future__ import annotations

import time

import pytest

from builder.clean import clean
from builder.clean.lines import read_lines
from builder.clean.refusal import refuse
from tests.clean.captures import STORY, TODAY, dump

HEADLINES = [
    f"{who} {does} the {what} of {where}"
    for who in ("Mayor", "Council", "Divers", "Pupils", "Nurses")
    for does in ("opens", "blames", "paint", "leave", "finds")
    for what in ("bridge", "harbour wall", "night shift", "lost anchor", "old dam")
    for where in ("Port Eyre", "Lindholm", "Ostgate", "Carrow", "Nordheim")
]


@pytest.mark.parametrize("times", [1, 40])
def test_headlines_one_below_the_other_are_no_article_however_many(times):
    lines = read_lines("\n".join(f"{line} ({n})" for n in range(times) for line in HEADLINES)).lines
    texts = [line.text for line in lines]
    assert refuse(texts, sum(line.words for line in lines), lines, 0) == "a list of articles, not an article"


def test_headlines_of_which_no_line_is_kept_are_said_to_be_a_list():
    text = "Latest news\n\n" + "\n".join(f"{line}\n{n} hours ago" for n, line in enumerate(HEADLINES[:24], 1))
    assert clean(dump(text), today=TODAY).refused == "a list of articles, not an article"


def test_a_notice_of_partners_that_store_and_access_information_is_a_cookie_notice():
    text = (
        "We value your privacy\n\nWe and our 842 partners store and access information on a device, such as cookies, and process "
        "personal data for personalised ads.\n\nYou can change your choices at any time.\n\nAccept all\nReject all"
    )
    assert clean(dump(text), today=TODAY).refused == "a cookie notice stands in the article's place"


def test_the_time_grows_with_the_page_and_not_with_its_square():
    def seconds(copies: int) -> float:
        text = "\n".join(f"{n} {paragraph}" for n in range(copies) for paragraph in (*STORY, *HEADLINES[:3]))
        lines = read_lines(text).lines
        texts = [line.text for line in lines]
        start = time.process_time()
        assert refuse(texts, sum(line.words for line in lines), lines, 0) == ""
        return time.process_time() - start

    assert seconds(8_000) < 16 * max(seconds(2_000), 0.01)
