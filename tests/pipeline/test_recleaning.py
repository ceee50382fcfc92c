"""`builder sync` over captures that never end, or that end the process which cleans them."""

import os
import signal
import sys

import pytest

from builder.clean import cleaning
from builder.pipeline import cleaning as pipeline_cleaning
from builder.pipeline import recleaning
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")

TOO_LONG = "cleaning it took more than 0.5 seconds of processor time for each megabyte, twice (--time-limit allows more)"
KILLED = "the process that cleaned it was ended by signal 9, twice"


def hang(capture):
    while True:
        pass


def kill(capture):
    os.kill(os.getpid(), signal.SIGKILL)


def made_hostile(monkeypatch, harm, words):
    """From now on the capture with these words does that to the process that cleans it."""
    clean, starter = cleaning._read, os.getpid()

    def reading(capture):
        if words in capture.content:
            assert os.getpid() != starter
            harm(capture)
        return clean(capture)

    monkeypatch.setattr(cleaning, "_read", reading)


@pytest.fixture
def full(desk, tmp_path):
    """A desk with a story of two versions and a third article of one version's site, synced once."""
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD))
    desk.sync()
    return desk


def watched(monkeypatch):
    """What is cleaned from now on, call by call."""
    batches = []
    clean_captures = pipeline_cleaning.clean_captures

    def noted(captures, *others, **options):
        batches.append([capture.content for capture in captures])
        return clean_captures(captures, *others, **options)

    monkeypatch.setattr(pipeline_cleaning, "clean_captures", noted)
    return batches


def forget(desk):
    for file in (desk.archive.cache / "stages").iterdir():
        file.unlink()


@pytest.mark.parametrize(("harm", "why"), [(hang, TOO_LONG), (kill, KILLED)])
def test_an_article_whose_capture_cannot_be_cleaned_any_more_stands_and_is_named(
    full, monkeypatch, harm, why
):
    before = snapshot(full.root)
    forget(full)
    with monkeypatch.context() as hostile:
        made_hostile(hostile, harm, "enlarge the northern basin")
        for _ in range(2):
            # Not remembered: what ended it once may be a machine without memory.
            report = full.sync(limit=0.5)
            assert [(fault.origin, fault.reason) for fault in report.skipped] == [("spun.txt", why)]
            assert (report.changed, report.unchanged) == ((), 3)
            assert snapshot(full.root) == before
    report = full.sync()
    assert (report.changed, report.skipped) == ((), ())
    assert snapshot(full.root) == before


def test_a_site_with_a_capture_that_cannot_be_cleaned_is_not_remembered(full, monkeypatch):
    forget(full)
    with monkeypatch.context() as hostile:
        made_hostile(hostile, kill, "Odo Brann")
        full.sync()
    batches = watched(monkeypatch)
    full.sync()
    seen = [content for batch in batches for content in batch]
    for words in ("Mira Dovan, who chairs", "Odo Brann"):
        assert any(words in content for content in seen)
    assert not any("enlarge the northern basin" in content for content in seen)


@pytest.mark.parametrize("most", [1, 2, 1_000])
def test_an_archive_is_cleaned_alike_in_batches_of_any_size(full, monkeypatch, most):
    before = snapshot(full.root)
    forget(full)
    told = []
    monkeypatch.setattr(recleaning, "GROUP_CAPTURES", most)
    report = full.sync(progress=lambda stage, done, total: told.append((stage, done, total)))
    assert (report.changed, report.unchanged) == ((), 3)
    assert snapshot(full.root) == before
    assert ("clean", 3, 3) in told


def test_parts_of_one_large_site_are_not_compared_with_one_another(full, monkeypatch):
    forget(full)
    monkeypatch.setattr(
        recleaning, "parts", lambda sites: ([one] for found in sites.values() for one in found)
    )
    batches = watched(monkeypatch)
    full.sync()
    courier = [sum("Selwater Courier" in content for content in batch) for batch in batches]
    assert max(courier) == 1
    assert sum(courier) >= 2
