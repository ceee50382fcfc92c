"""Comments that browsers, extensions and web archives leave in a page that they save."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import ingest
from builder.model.capture import Given

from .making import PAGE, http_response, read_one, warc_record, written

URL = "https://harbour.example/cafe?x=1"


@pytest.mark.parametrize(
    ("comment", "given"),
    [
        (f"<!-- saved from url=(0032){URL} -->", Given(url=URL)),
        ("<!-- saved from url=(0014)about:internet -->", Given()),
        (
            f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Sat Feb 27 2021 10:20:30 GMT+0100 (CET)\n-->",
            Given(url=URL, captured="2021-02-27"),
        ),
        (
            "<!-- Mirrored from harbour.example/cafe by HTTrack Website Copier/3.x [XR&CO'2014],"
            " Sat, 27 Feb 2021 10:20:30 GMT -->",
            Given(url="http://harbour.example/cafe", captured="2021-02-27"),
        ),
        ("<!-- Page saved with something else on Feb 27 2021 -->", Given()),
    ],
)
def test_the_savers_comment_gives_address_and_day(tmp_path: Path, comment: str, given: Given) -> None:
    for page in (f"{comment}\n{PAGE}", PAGE.replace("<head>", f"{comment}<head>")):
        assert read_one(written(tmp_path, "page.html", page)).given == given


def test_the_web_archives_comment_at_the_end_gives_the_day_of_capture(tmp_path: Path) -> None:
    comment = "<!--\n     FILE ARCHIVED ON 10:20:30 Feb 27, 2021 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 09:00:00 Mar 01, 2025.\n-->"
    assert read_one(written(tmp_path, "page.html", PAGE + comment)).given == Given(captured="2021-02-27")


def test_an_impossible_day_is_none(tmp_path: Path) -> None:
    comment = f"<!--\n Page saved with SingleFile\n url: {URL}\n saved date: Sat Feb 31 2021 10:20:30\n-->"
    assert read_one(written(tmp_path, "page.html", comment + PAGE)).given == Given(url=URL)


def test_a_crawlers_record_stands_over_a_comment_in_its_page(tmp_path: Path) -> None:
    page = f"<!-- saved from url=(0032){URL} -->\n{PAGE}"
    record = warc_record("https://other.example/1", http_response(page.encode()))
    assert read_one(written(tmp_path, "a.warc", record)).given.url == "https://other.example/1"


@pytest.mark.parametrize(
    ("url", "given"),
    [
        (f"https://web.archive.org/web/20210227102030/{URL}", Given(url=URL, captured="2021-02-27")),
        (f"http://web.archive.org/web/20210227102030id_/{URL}", Given(url=URL, captured="2021-02-27")),
        (
            f"https://www.webarchive.example/wayback/20210227102030/{URL}",
            Given(url=URL, captured="2021-02-27"),
        ),
        (
            "https://web.archive.org/about/",
            Given(url="https://web.archive.org/about/", captured="2021-02-28"),
        ),
    ],
)
def test_the_address_of_a_web_archives_copy_is_that_of_the_page(url: str, given: Given) -> None:
    capture = ingest.from_record({"url": url, "captured": "2021-02-28", "text": "x"}, "x:1", b"{}")
    assert capture.given == given
