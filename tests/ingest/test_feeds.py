"""RSS, Atom and RDF feeds: an article for each entry with its full text; teasers refused as such."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builder import ingest
from builder.model.capture import Capture, Form

from .making import BODY, captures_and_reasons, full_item, read_one, rss, written


def test_an_entry_with_full_content_is_a_capture(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "feed.xml", rss(full_item("Café &amp; quay"))))
    assert capture.form is Form.HTML
    assert capture.content == f"<p>{BODY}</p><p>No </item> ends here.</p>"
    given = capture.given
    assert (given.title, given.url) == ("Café & quay", "https://harbour.example/cafe")
    assert (given.source, given.language, given.byline) == ("The Harbour Post", "en-gb", "Ann Reed")
    assert given.date == "2021-02-27T09:00:00+01:00"


def test_an_entry_is_the_same_capture_whatever_else_the_feed_holds(tmp_path: Path) -> None:
    alone = read_one(written(tmp_path, "a.xml", rss(full_item())))
    more = rss(
        full_item("Other", "https://harbour.example/2") + full_item(), "<lastBuildDate>later</lastBuildDate>"
    )
    captures, _ = captures_and_reasons([written(tmp_path, "b.xml", more)])
    assert [capture.sha256 == alone.sha256 for capture in captures] == [False, True]


def test_the_kept_bytes_of_an_entry_are_a_feed_themselves(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "a.xml", rss(full_item())))
    again = read_one(written(tmp_path, "b.xml", capture.raw))
    assert (again.raw, again.content) == (capture.raw, capture.content)


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>T</title></item>",
        "<item><title>T</title><description>The first words of it all...</description></item>",
        f"<item><title>T</title><description>{BODY} [&amp;#8230;]</description></item>",
        "<item><title>T</title><content:encoded>Only a few words.</content:encoded></item>",
    ],
)
def test_a_teaser_is_refused_as_such(tmp_path: Path, item: str) -> None:
    captures, reasons = captures_and_reasons([written(tmp_path, "feed.xml", rss(item + full_item()))])
    assert len(captures) == 1
    assert len(reasons) == 1
    assert reasons[0].startswith("feed.xml#1: a feed entry with a ")


def test_a_long_description_counts_as_full_text(tmp_path: Path) -> None:
    item = f"<item><title>T</title><description>{BODY}</description></item>"
    assert BODY.strip() in read_one(written(tmp_path, "feed.xml", rss(item))).content


def test_an_atom_entry_with_xhtml_content_is_read(tmp_path: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Post</title><entry>'
        '<title type="html">A &amp;lt;b&amp;gt; title</title><link rel="alternate" href="https://a.example/1"/>'
        "<id>urn:a:1</id><published>2021-02-27T10:00:00Z</published><author><name>Ann Reed</name></author>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>'
    )
    capture = read_one(written(tmp_path, "feed.atom", feed))
    assert capture.media_type == "application/atom+xml"
    assert BODY.strip() in capture.content
    assert (capture.given.id, capture.given.url, capture.given.date) == (
        "urn:a:1",
        "https://a.example/1",
        "2021-02-27T10:00:00Z",
    )


def test_an_rdf_feed_is_read(tmp_path: Path) -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>The Post</title></channel>"
        f"<item><title>T</title><link>https://a.example/1</link><description>{BODY}</description></item></rdf:RDF>"
    )
    assert read_one(written(tmp_path, "feed.rdf", feed)).given.title == "T"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16"])
def test_a_feed_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    feed = rss(full_item()).replace('encoding="utf-8"', f'encoding="{encoding}"')
    capture = read_one(written(tmp_path, "feed.xml", feed.encode(encoding)))
    assert capture.given.title == "Harbour café reopens"
    assert "harbour café" in capture.content


def test_a_feed_that_is_cut_off_gives_its_whole_entries(tmp_path: Path) -> None:
    whole = rss(full_item() + full_item("Second", "https://harbour.example/2"))
    captures, _ = captures_and_reasons([written(tmp_path, "feed.xml", whole[: len(whole) - 200])])
    assert [capture.given.title for capture in captures] == ["Harbour café reopens"]


def test_a_feed_without_entries_is_refused(tmp_path: Path) -> None:
    assert captures_and_reasons([written(tmp_path, "feed.xml", rss(""))])[1] == [
        "feed.xml: a feed without entries"
    ]


@pytest.mark.parametrize("unit", ["<!--", "<![CDATA[", "<item", "<item>", "<", "..."])
def test_no_feed_however_odd_takes_long(tmp_path: Path, unit: str) -> None:
    begun = time.monotonic()
    captures_and_reasons([written(tmp_path, "feed.xml", rss(unit * 50_000))])
    assert time.monotonic() - begun < 10


def test_a_feedburner_feed_is_rss(tmp_path: Path) -> None:
    feed = rss(full_item()).replace("<rss", '<rss xmlns:feedburner="x"')
    assert read_one(written(tmp_path, "feed.xml", feed)).media_type == "application/rss+xml"


def test_an_entity_bomb_stays_a_text(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    feed = rss(f"<item><title>&b;&b;</title><description>{BODY}</description></item>").replace(
        "<rss", f"{bomb}<rss"
    )
    items = list(ingest.read([written(tmp_path, "feed.xml", feed)]))
    assert all(len(item.content) < 10_000 for item in items if isinstance(item, Capture))


def test_entities_within_a_title_are_read_as_readers_show_them(tmp_path: Path) -> None:
    item = full_item("Caf&amp;eacute; &amp;amp; quay")
    assert read_one(written(tmp_path, "feed.xml", rss(item))).given.title == "Café & quay"
