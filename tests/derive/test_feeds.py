import json
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest

from builder.derive.feeds import Feed, archive_feed, atom, feeds, json_feed, source_feed, summary
from builder.derive.library import Library
from builder.derive.site import Site
from builder.model.article import Article

from .holdings import ARTICLES, FIRST, SITE, WITHHELD, library

ATOM = "{http://www.w3.org/2005/Atom}"


def everything() -> list[Feed]:
    return list(feeds(library(), SITE))


def test_the_archive_each_story_source_and_entity_has_a_feed() -> None:
    addresses = [feed.address for feed in everything()]
    assert addresses[0] == ""
    assert "stories/crane-falls/" in addresses
    assert "sources/harbour-post/" in addresses
    assert "people/ana-ruiz/" in addresses
    assert not [address for address in addresses if "zzyzx" in address]


def test_stories_and_names_have_json_feeds_unless_the_site_wants_none() -> None:
    def having(site: Site) -> set[str]:
        return {feed.address.split("/")[0] for feed in feeds(library(), site) if feed.has_json}

    assert having(replace(SITE, json_feeds=False)) == {"", "sources"}
    assert having(SITE) == {
        "",
        "sources",
        "stories",
        "people",
        "organizations",
        "places",
    }


def test_newest_articles_come_first_and_withheld_ones_not_at_all() -> None:
    assert [entry.id[-1] for entry in archive_feed(library(), SITE).entries] == ["2", "3", "1", "4"]


def test_a_feed_holds_the_newest_fifty_of_the_archive_and_twenty_of_anything_else() -> None:
    many = [
        Article(
            id=f"a{n:010x}",
            path=f"articles/{n}.md",
            title=str(n),
            date=f"2020-01-{n % 28 + 1:02d}",
            source="s",
        )
        for n in range(60)
    ]
    found = list(feeds(Library.build(many), SITE))
    assert [(feed.address, len(feed.entries)) for feed in found] == [("", 50), ("sources/s/", 20)]
    assert {entry.updated for entry in found[1].entries} == {f"2020-01-{day}" for day in range(19, 29)}


def test_stamps_come_from_the_articles_and_not_from_the_clock() -> None:
    feed = archive_feed(library(), SITE)
    assert feed.updated == "2023-03-02"
    assert atom(feed) == atom(archive_feed(library(), SITE))
    assert {entry.id[-1]: entry.published for entry in feed.entries} == {
        "1": "2023-03-01",
        "2": "2023-03-02",
        "3": None,
        "4": None,
    }


def test_atom_has_what_the_format_wants_of_feed_and_entry() -> None:
    for feed in everything():
        root = ElementTree.fromstring(atom(feed))
        for element in (root, *root.findall(f"{ATOM}entry")):
            assert len(element.findall(f"{ATOM}id")) == 1
            assert len(element.findall(f"{ATOM}title")) == 1
            assert (element.findtext(f"{ATOM}updated") or "").endswith("T00:00:00Z")
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)


def test_a_feed_reader_reads_it_without_complaint() -> None:
    read = feedparser.parse(atom(archive_feed(library(), SITE)))
    assert not read.bozo
    assert read.feed.title == "The Harbour Archive"
    assert read.entries[2].title == FIRST.title
    assert read.entries[2].link == "https://archive.example/news/articles/2023/03/crane-a0000000001/"
    assert read.entries[2].id == "https://archive.example/news/id/a0000000001/"


def test_json_feed_says_the_same() -> None:
    record = json.loads(json_feed(archive_feed(library(), SITE)))
    assert record["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"][-2] for item in record["items"]] == ["2", "3", "1", "4"]
    assert "date_published" not in record["items"][1]
    assert record["items"][2]["tags"] == ["Ana Ruiz", "Port of Lindhaven", "Lindhaven"]


@pytest.mark.parametrize("write", [atom, json_feed])
def test_a_withheld_articles_words_are_in_no_feed(write: type) -> None:
    for feed in everything():
        assert b"zebra" not in write(feed).lower()
        assert WITHHELD.title.encode() not in write(feed)


def test_an_excerpts_only_source_gives_no_more_than_its_excerpt() -> None:
    feed = source_feed(library(), library().sources["snippets"], SITE)
    assert feed.entries[0].summary == "A crane fell at the old …"


def test_control_characters_of_a_scraped_title_do_not_break_the_xml() -> None:
    hostile = replace(FIRST, title="a\x00b\x0b<c>&\ufffe")
    root = ElementTree.fromstring(atom(archive_feed(library(hostile), SITE)))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "ab<c>&"


def test_a_site_without_an_address_has_urns_for_ids() -> None:
    root = ElementTree.fromstring(atom(archive_feed(library(*ARTICLES), Site("Local"))))
    assert root.findtext(f"{ATOM}id") == "urn:annotated-news-archive:all"


def test_an_empty_archive_has_an_empty_feed() -> None:
    root = ElementTree.fromstring(atom(archive_feed(Library.build([]), SITE)))
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_a_summary_is_cut_in_any_script() -> None:
    assert summary("one two three", 2) == "one two…"
    assert summary("one\n\ntwo", 2) == "one two"
    assert len(summary("港" * 5_000, 60)) == 361


def test_the_summary_of_a_long_body_is_that_of_its_opening() -> None:
    long = replace(FIRST, body="Some words stand here.\n\n" * 5_000)
    entry = archive_feed(library(long), SITE).entries[0]
    assert entry.summary == " ".join(["Some words stand here."] * 15) + "…"
