"""`builder add`: captures become articles, and held articles learn of their new versions."""

import os
import pickle
import sys
from pathlib import Path

import pytest

from builder.errors import Busy, FileFault, Refused
from builder.pipeline import adding, standing
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

from .conftest import Desk


def one(report):
    (added,) = report.added
    return added.id


def test_a_dump_becomes_an_article_without_its_furniture(desk, tmp_path):
    report = desk.add(*write(tmp_path / "in", harbour=HARBOUR))
    article = desk.articles()[one(report)]
    assert article.title == "Harbour board votes to widen the northern basin"
    assert "Newsletter" not in article.body
    assert "lighthouse" not in article.body
    assert article.captured == "2024-06-03"
    assert article.date is None
    assert article.path.startswith("articles/undated/")


def test_a_version_added_later_links_both_sides_and_lends_its_date(desk, tmp_path):
    harbour, spun = write(tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    first = one(desk.add(harbour))
    report = desk.add(spun)
    second = one(report)
    assert [gained.id for gained in report.gained] == [first]
    articles = desk.articles()
    assert articles[first].story == articles[second].story
    assert [(v.article, v.relation.value) for v in articles[first].related_versions] == [(second, "rewrite")]
    assert [(v.article, v.relation.value) for v in articles[second].related_versions] == [(first, "rewrite")]
    assert (articles[first].date, articles[first].date_basis) == ("2019-03-14", "related-version")
    assert articles[first].path.startswith("articles/2019/03/")
    assert (articles[second].date, articles[second].date_basis) == ("2019-03-14", "printed")


def test_adding_one_by_one_or_together_gives_the_same_stories(desk, tmp_path):
    paths = write(tmp_path / "in", flood=FLOOD, harbour=HARBOUR, spun=SPUN)
    together = desk.add(*paths)
    facts = {a.id: (a.title, a.date, a.related_versions) for a in desk.articles().values()}
    assert len(together.added) == 3
    other = type(desk)(tmp_path / "other")
    for path in reversed(paths):
        other.add(path)
    assert {a.id: (a.title, a.date, a.related_versions) for a in other.articles().values()} == facts


PAGE = (
    '<html lang="en"><head><title>{title}</title>{head}<link rel="canonical" href="https://harbourpost.example/{name}">'
    '<meta property="article:published_time" content="2024-03-0{day}"></head><body><article><h1>{title}</h1>{body}'
    "</article></body></html>"
)


def test_pages_of_one_outlet_that_tell_it_differently_give_one_source(desk, tmp_path):
    texts = [text.split("\n\n", 1)[1] for text in (HARBOUR, FLOOD)]
    heads = ["", '<meta property="og:site_name" content="The Harbour Post">']
    pages = {
        f"page{day}": PAGE.format(
            title=f"What the board of the {place} said",
            head=head,
            name=f"page{day}",
            day=day,
            body="".join(f"<p>{part}</p>" for part in text.split("\n\n")),
        )
        for day, (place, head, text) in enumerate(zip(("harbour", "river"), heads, texts, strict=True), 1)
    }
    added = desk.add(*write(tmp_path / "in", **pages)).added
    assert len(added) == 2
    assert {article.source for article in desk.articles().values()} == {"the-harbour-post"}
    assert [source.id for source in desk.archive.authority().sources] == ["the-harbour-post"]
    assert not desk.sync().changed


def test_the_same_bytes_again_change_nothing(desk, tmp_path):
    paths = write(tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    desk.add(*paths)
    before = snapshot(desk.root)
    report = desk.add(*paths)
    assert (report.added, len(report.held)) == ((), 2)
    assert snapshot(desk.root) == before


def test_a_dry_run_says_what_would_be_added_and_writes_nothing(desk, tmp_path):
    before = snapshot(desk.root)
    report = desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN), dry_run=True)
    assert len(report.added) == 2
    assert snapshot(desk.root) == before


def test_bad_inputs_are_refused_by_name_and_the_rest_goes_on(desk, tmp_path):
    (path,) = write(tmp_path / "in", harbour=HARBOUR)
    folder = tmp_path / "in"
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "menu.txt").write_text("Home\nSport\nContact\n", encoding="utf-8")
    report = desk.add(folder)
    assert [added.origin for added in report.added] == [path]
    refused = {fault.origin.rpartition("/")[2]: fault.reason for fault in report.refused}
    assert set(refused) == {"empty.txt", "binary.txt", "menu.txt"}
    assert all(refused.values())


def test_of_many_captures_those_that_are_no_article_are_refused_by_name(desk, tmp_path):
    texts = {f"report{n}": HARBOUR.replace("sixty", f"{n} hundred") for n in range(44)}
    paths = write(tmp_path / "in", **texts, menu="Home\nSport\nContact\n")
    report = desk.add(*paths)
    assert len(report.added) == 44
    assert [refused.origin for refused in report.refused] == [paths[-1]]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are text")
def test_names_that_are_no_text_or_hold_a_line_break_are_told_in_one_line(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (
        (b"two\nlines.txt", HARBOUR),
        (b"latin\xe9.txt", FLOOD),
        (b"no\xff.txt", "Home\nSport\n"),
    ):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text, encoding="utf-8")
    report = desk.add(folder)
    assert sorted(a.origin.rpartition("/")[2] for a in report.added) == ["latin\\xe9.txt", "two\\nlines.txt"]
    assert [str(r).rpartition("/")[2].partition(":")[0] for r in report.refused] == ["no\\xff.txt"]
    assert desk.sync().changed == ()


@pytest.mark.parametrize(
    "fault", [Refused("page.html", "too large"), FileFault("x.md", 4, 7, "no date"), Busy("another builder")]
)
def test_a_fault_is_the_same_after_it_was_sent_to_another_process(fault):
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), str(again), vars(again)) == (type(fault), str(fault), vars(fault))


def test_an_article_that_a_person_deleted_is_not_made_again(desk, tmp_path):
    (path,) = write(tmp_path / "in", harbour=HARBOUR)
    identity = one(desk.add(path))
    desk.file(identity).unlink()
    assert desk.add(path).added == ()
    desk.sync()
    assert identity not in desk.articles()


def test_a_broken_article_file_is_named_and_left_alone(desk, tmp_path):
    harbour, flood = write(tmp_path / "in", harbour=HARBOUR, flood=FLOOD)
    broken = desk.file(one(desk.add(harbour)))
    text = broken.read_text(encoding="utf-8").replace("title: ", "title: Minister: ")
    broken.write_text(text, encoding="utf-8")
    report = desk.add(flood)
    assert len(report.added) == 1
    (line,) = report.broken
    assert f"{broken.relative_to(desk.root / 'archive').as_posix()}:3:" in line
    assert broken.read_text(encoding="utf-8") == text


def test_many_groups_give_the_archive_that_one_gives(tmp_path, monkeypatch):
    paths = write(tmp_path / "in", a=HARBOUR, b=SPUN, c=FLOOD, d=HARBOUR.replace("sixty", "seventy"))
    whole, parts = Desk(tmp_path / "whole"), Desk(tmp_path / "parts")
    together = whole.add(*paths)
    monkeypatch.setattr(adding, "GROUP_CAPTURES", 1)
    report = parts.add(*paths)
    assert {(a.id, a.path, a.title, a.story) for a in report.added} == {
        (a.id, a.path, a.title, a.story) for a in together.added
    }
    assert report.gained == ()
    whole.sync(), parts.sync()
    assert snapshot(parts.root) == snapshot(whole.root)


def test_a_dry_run_of_many_groups_says_what_would_be_added(desk, tmp_path, monkeypatch):
    paths = write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD)
    monkeypatch.setattr(adding, "GROUP_CAPTURES", 1)
    before = snapshot(desk.root)
    promised = desk.add(*paths, dry_run=True)
    assert snapshot(desk.root) == before
    assert promised.added == desk.add(*paths).added


def test_of_a_run_cut_short_between_groups_the_next_makes_the_stories(desk, tmp_path, monkeypatch):
    paths = write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD)
    monkeypatch.setattr(adding, "GROUP_CAPTURES", 1)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(standing, "relate_articles", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        desk.add(*paths)
    assert [article.story for article in desk.articles().values()] == [None, None]
    report = desk.add(*paths)
    assert (len(report.added), len(report.held)) == (1, 2)
    desk.sync()
    assert sorted(bool(article.story) for article in desk.articles().values()) == [False, True, True]
