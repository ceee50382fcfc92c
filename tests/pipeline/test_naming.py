"""`builder sync` over texts in which looking for names never ends, or ends the process that does it."""

import dataclasses
import os
import signal
import sys

import pytest

from builder.errors import Changed
from builder.model.entities import Annotated
from builder.pipeline import naming, proposing
from builder.pipeline.naming import annotated_apart
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

TOO_LONG = (
    "finding its names took more than 0.5 seconds of processor time for each megabyte, twice "
    "(--time-limit allows more)"
)
KILLED = "the process that looked for its names was ended by signal 9, twice"

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def hang():
    while True:
        pass


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def full(desk, tmp_path):
    """A desk with a story of two versions and a third article, synced once, of which no name is remembered."""
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD))
    desk.sync()
    (desk.archive.cache / "stages" / "names.memory").unlink()
    return desk


def made_hostile(desk, monkeypatch, harm, words):
    """From now on a text with these words does that to the process that looks for its names."""
    mentions, starter = desk.engine.mentions, os.getpid()

    def looked(text, language):
        if words in text:
            assert os.getpid() != starter
            harm()
        return mentions(text, language)

    monkeypatch.setattr(desk.engine, "mentions", looked)


@linux
@pytest.mark.parametrize(("harm", "why"), [(hang, TOO_LONG), (kill, KILLED)])
def test_an_article_whose_names_cannot_be_found_stands_and_is_named_and_the_others_go_on(
    full, monkeypatch, harm, why
):
    before = snapshot(full.root)
    flooded = next(article for article in full.articles().values() if "Odo Brann" in article.body)
    full.edit(flooded.id, "title: ", "title: Corrected, ")
    edited = snapshot(full.root)
    told = []
    with monkeypatch.context() as hostile:
        made_hostile(full, hostile, harm, "enlarge the northern basin")
        report = full.sync(limit=0.5, progress=lambda stage, done, total: told.append((stage, done)))
        assert [(fault.origin, fault.reason) for fault in report.skipped] == [("spun.txt", why)]
        assert (report.changed, report.unchanged) == ((), 3)
        assert snapshot(full.root) == edited != before
    assert ("annotate", 3) in told
    report = full.sync()
    assert (report.changed, report.skipped) == ((), ())
    assert snapshot(full.root) == edited


@linux
def test_names_of_many_texts_are_found_on_every_core_as_by_one_process(full, monkeypatch):
    articles = sorted(full.articles().values(), key=lambda article: article.id)
    authority = full.archive.authority()
    alone = annotated_apart(articles, full.engine, authority, limit=0)
    assert all(isinstance(found, Annotated) and found.entities for found in alone)
    monkeypatch.setattr(naming, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(naming, "cores", lambda: 3)
    monkeypatch.setattr(naming, "_SHARE", 1)
    assert annotated_apart(articles, full.engine, authority, limit=60) == alone
    monkeypatch.setattr(naming, "FORKED_ENGINES", frozenset())
    assert annotated_apart(articles, full.engine, authority, limit=60) == alone


def test_a_file_that_is_replaced_before_its_names_are_looked_for_is_named_instead(full, monkeypatch):
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    held = next(iter(full.articles().values()))
    file = full.root / "archive" / held.path
    file.write_text(file.read_text(encoding="utf-8") + "\nSomebody wrote on.\n", encoding="utf-8")
    (fault,) = annotated_apart([held], full.engine, full.archive.authority(), limit=60)
    assert isinstance(fault, Changed)
    assert fault.path == f"archive/{held.path}"


def test_in_a_text_beyond_all_measure_names_are_looked_for_in_the_beginning_and_the_notes_say_so(
    full, monkeypatch
):
    held = next(iter(full.articles().values()))
    authority = full.archive.authority()
    (whole,) = annotated_apart([held], full.engine, authority, limit=60)
    longer = dataclasses.replace(held, body=f"{held.body}\n\n" + "Odo Brann of Tarn said so again. " * 500)
    monkeypatch.setattr(proposing, "MOST_CHARACTERS", len(held.body))
    (found,) = annotated_apart([longer], full.engine, authority, limit=60)
    assert found.entities == whole.entities
    assert found.notes == (
        *whole.notes, f"names were looked for in the first {len(held.body):,} characters only"
    )  # fmt: skip
    (same,) = annotated_apart([held], full.engine, authority, limit=60)
    assert same == whole
