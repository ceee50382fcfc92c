"""Cleaning on several cores gives what one core gives, in the same order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal

import pytest

from builder.clean import clean_all, cleaning
from builder.pipeline.cleaning import clean_captures
from tests.children import children
from tests.clean.captures import STORY, TODAY, dump, furnished


def _capture(number: int, host: str):
    return dump(
        furnished(
            headline=f"Report {number} from the strait", story=(f"Report {number}. {STORY[0]}", *STORY[1:])
        ),
        url=f"https://{host}/report-{number}-from-the-strait",
    )


MANY_SITES = [_capture(n, f"{'east' if n % 3 else 'west'}{n % 7}.example") for n in range(60)]
ONE_SITE = [_capture(n, "strait.example") for n in range(60)]


def _text(_, text):
    return text


@pytest.mark.parametrize("captures", [MANY_SITES, ONE_SITE])
def test_several_processes_give_the_results_of_one_in_order(captures):
    assert clean_captures(captures, TODAY, _text, processes=3) == clean_all(captures, today=TODAY)


def test_pages_held_already_show_what_their_site_repeats_to_every_process():
    new, held = MANY_SITES[:45], MANY_SITES[45:]
    assert clean_captures(new, TODAY, _text, known=held, processes=2) == clean_all(
        new, today=TODAY, known=held
    )


def test_a_page_that_ends_its_process_is_refused_and_all_others_are_cleaned():
    guilty = ONE_SITE[17].given.url

    def then(capture, text):
        if capture.given.url == guilty:
            os.kill(os.getpid(), signal.SIGKILL)
        return text

    starter = os.getpid()

    def safely(capture, text):
        return text if os.getpid() == starter else then(capture, text)

    texts = clean_captures(ONE_SITE, TODAY, safely, processes=2)
    refused = [place for place, text in enumerate(texts) if text.refused]
    assert refused == [17]
    assert texts[17].refused == "the process that cleaned it was ended by signal 9, twice"
    assert all(text.paragraphs for place, text in enumerate(texts) if place != 17)


@pytest.mark.parametrize("many", [12, len(ONE_SITE)])
def test_a_page_that_never_ends_is_refused_by_name_and_all_others_are_cleaned_as_they_would_be(many):
    captures = ONE_SITE[:many]
    guilty = captures[7].given.url

    def then(capture, text):
        while capture.given.url == guilty and not text.refused:
            pass
        return text

    texts = clean_captures(captures, TODAY, then, processes=2, limit=0.5)
    assert texts[7].refused == (
        "cleaning it took more than 0.5 seconds of processor time for each megabyte, twice (--time-limit allows more)"
    )
    others = [text for place, text in enumerate(texts) if place != 7]
    assert others == clean_all(captures[:7] + captures[8:], today=TODAY)


@pytest.mark.parametrize("many", [1, 3])
def test_of_few_pages_too_one_that_ends_its_process_is_refused(many):
    starter = os.getpid()

    def then(capture, text):
        if capture is MANY_SITES[0] and os.getpid() != starter:
            os.kill(os.getpid(), signal.SIGKILL)
        return text

    texts = clean_captures(MANY_SITES[:many], TODAY, then)
    assert [bool(text.refused) for text in texts] == [True] + [False] * (many - 1)


def test_a_held_page_that_never_ends_is_left_out_of_what_shows_a_sites_repeats(monkeypatch):
    new, held = ONE_SITE[:3], ONE_SITE[3:6]
    read = cleaning._read

    def reading(capture):
        while capture is held[1]:
            pass
        return read(capture)

    expected = clean_all(new, today=TODAY, known=[held[0], held[2]])
    monkeypatch.setattr(cleaning, "_read", reading)
    assert clean_captures(new, TODAY, _text, known=held, limit=0.5) == expected


def test_what_a_capture_raises_is_raised_and_no_process_stays_behind():
    def then(capture, text):
        raise LookupError(f"none for {capture.given.url}")

    before = children()
    with pytest.raises(LookupError, match="none for"):
        clean_captures(MANY_SITES, TODAY, then, processes=2)
    assert children() <= before


def test_it_is_told_how_many_more_are_done():
    counts: list[int] = []
    clean_captures(ONE_SITE, TODAY, _text, processes=2, came=counts.append)
    assert sum(counts) == len(ONE_SITE)
