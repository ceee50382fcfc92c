"""Whatever is handed to `builder add`: what is no article is refused by name with the reason, and the rest is added."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from builder.cli import commands
from builder.store import Archive, init
from tests.clean.captures import STORY, furnished
from tests.clean.test_cleaning_pages import article
from tests.ingest.making import gzipped_by_record, http_response, warc_record
from tests.pipeline.captures import FLOOD, HARBOUR

GOOD = "Ninth day of rain closes the hill schools"

SUBJECTS = (
    "Mayor",
    "Council",
    "Bakers",
    "Divers",
    "Farmers",
    "Pupils",
    "Nurses",
    "Anglers",
    "Sailors",
    "Judges",
)
DEEDS = ("opens the bridge", "blames the dam", "praise the flour", "find an anchor", "guard their milk",
         "paint the wall", "leave the ward", "win the cup", "mend the nets", "clear the quay")  # fmt: skip
HEADLINES = [
    f"{who} {what} after a long dispute in the town hall" for who, what in zip(SUBJECTS, DEEDS, strict=True)
]
SUMMARY = "Nobody in the town can say why it took so long to come to that, and few will say so aloud."


def _html(body: str, title: str = "The Cape Courier") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def _cards(after: str) -> str:
    cards = (
        f'<div><h3><a href="/{n}">{line}</a></h3><p>{SUMMARY}</p>{after.format(n + 1)}</div>'
        for n, line in enumerate(HEADLINES)
    )
    return f"<main><h1>Latest news</h1>{''.join(cards)}<a href='?page=2'>Next page</a></main>"


def _listed(after: str) -> bytes:
    rows = (f"{line}\n{SUMMARY}\n{after.format(n + 1)}" for n, line in enumerate(HEADLINES))
    return ("The Cape Courier\n\nLatest news\n\n" + "\n\n".join(rows) + "\n\nNext page\n").encode()


def _repeatedly(times: int, data: bytes) -> bytes:
    for _ in range(times):
        data = gzip.compress(data, mtime=0)
    return data


PAGES = [
    warc_record(f"https://cape.example/{n}", http_response(article().replace("110", str(110 + n)).encode()))
    for n in range(3)
]
CONSENT = (
    "<div><h2>We value your privacy</h2><p>We and our partners use cookies to store and access information on your"
    " device, such as your IP address and browsing data.</p><p>You can accept or manage your choices at any time in our"
    " cookie policy. Your choices apply to this site only and are kept for six months. With your permission we and our"
    " 842 partners may use precise geolocation data and identification through device scanning.</p><p>Personalised"
    " advertising and content, advertising measurement, audience research and services development are some of the"
    " purposes.</p><button>Accept all</button></div>"
)
CONSENT_GERMAN = (
    "Kap-Kurier\n\nWir und unsere Partner benötigen Ihre Zustimmung\n\nWir verwenden Cookies und ähnliche Technologien, um"
    " Informationen auf Ihrem Gerät zu speichern und abzurufen. Sie können Ihre Einwilligung jederzeit widerrufen.\n\nWenn"
    " Sie zustimmen, dürfen wir und unsere 163 Partner personenbezogene Daten wie Ihre IP-Adresse verarbeiten, um Werbung"
    " auszuwählen und deren Erfolg zu messen.\n\nAlle akzeptieren\n\nEinstellungen\n"
)
OFFER = (
    '<div class="paywall"><h3>Subscribe to read the full story</h3><p>Get unlimited digital access to The Cape Courier'
    " from 1 crown a week. No commitment: you can cancel at any time before your next billing date and keep reading until"
    " the period ends. Already a subscriber? Log in.</p></div></article>"
)
COOKIES = "a cookie notice stands in the article's place"
STUB = "only for subscribers: the page holds no more than the article's opening"
LIST = "a list of articles, not an article"
FRAMES = "a page of frames, whose text is in other files: menu.html, story.html"
NOTHING = "nothing like an article in it"
FRAMESET = '<frameset cols="20%,80%"><frame name="m" src="menu.html"><frame src=story.html>{}</frameset>'

REFUSED = [
    ("dump.txt.gz", gzip.compress(furnished().encode())[:300], "dump.txt.gz the packed data are cut off"),
    ("six.gz", _repeatedly(6, furnished().encode()), "six.gz packed more than 4 deep"),
    (
        "coded.warc",
        warc_record(
            "https://cape.example/",
            http_response(gzip.compress(article().encode())[:200], more="Content-Encoding: gzip\r\n"),
        ),
        "coded.warc#1 the page's compressed data are cut off",
    ),
    ("consent.html", _html(CONSENT), f"consent.html {COOKIES}"),
    ("consent.txt", CONSENT_GERMAN.encode(), f"consent.txt {COOKIES}"),
    ("stub.html", article(body=STORY[:2]).replace("</article>", OFFER).encode(), f"stub.html {STUB}"),
    (
        "stub.txt",
        f"The Cape Courier\n\nStorm closes the strait\n\n{STORY[0]}\n\nThis article is for subscribers only.\n".encode(),
        f"stub.txt {STUB}",
    ),
    ("frames.html", _html(FRAMESET.format("")), f"frames.html {FRAMES}"),
    (
        "noframes.html",
        _html(
            FRAMESET.format(
                "<noframes><body>Your browser shows no frames. Please get a newer one.</body></noframes>"
            )
        ),
        f"noframes.html {FRAMES}",
    ),
    ("days.html", _html(_cards("<time>March {}, 2021</time>")), f"days.html {LIST}"),
    ("ages.html", _html(_cards("<span>{} hours ago</span>")), f"ages.html {LIST}"),
    ("days.txt", _listed("March {}, 2021"), f"days.txt {LIST}"),
    ("more.txt", _listed("Read more"), f"more.txt {LIST}"),
    (
        "headlines.txt",
        (
            "Latest news\n\n" + "\n".join(f"{line} on day {n}" for n, line in enumerate(HEADLINES * 3))
        ).encode(),
        f"headlines.txt {LIST}",
    ),
    ("hollow.html", _html("<b>" * 100_000), f"hollow.html {NOTHING}"),
]


@pytest.fixture
def add(tmp_path, monkeypatch):
    """Runs `builder add` over a folder of the given files and a sound dump; the output in one line, and titles with texts."""
    init(tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    inbox = tmp_path / "in"
    inbox.mkdir()

    def added(**files: bytes) -> tuple[str, dict[str, str]]:
        for name, data in {**files, "sound.txt": FLOOD.encode()}.items():
            (inbox / name).write_bytes(data)
        result = CliRunner(env={"COLUMNS": "1000"}).invoke(commands, ["add", str(inbox)])
        articles = Archive(tmp_path / "desk").load().articles
        return " ".join(result.output.split()), {article.title: article.body for article in articles}

    return added


@pytest.mark.parametrize(("name", "data", "line"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_no_article_is_named_with_the_reason_and_the_rest_is_added(add, name, data, line):
    output, articles = add(**{name: data})
    assert line in output
    assert list(articles) == [GOOD]


@pytest.mark.parametrize(
    ("name", "data"), [("c.warc", b"".join(PAGES)[:-800]), ("c.warc.gz", gzipped_by_record(PAGES)[:-300])]
)
def test_of_a_crawl_cut_in_a_record_the_whole_records_are_added(add, name, data):
    output, articles = add(**{name: data})
    assert f"{name}#3 a WARC record that is cut off after" in output
    assert "3 articles added" in output
    assert articles["Storm closes the strait"].endswith(STORY[-1])


def test_encodings_within_encodings_are_undone(add):
    inner = gzip.compress(gzip.compress(article().encode()))
    record = warc_record(
        "https://cape.example/", http_response(inner, more="Content-Encoding: gzip, gzip\r\n")
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("crawl.warc.gz", gzip.compress(record))
    _, articles = add(**{"crawl.zip": packed.getvalue()})
    assert articles["Storm closes the strait"].startswith(STORY[0])


def test_certain_mojibake_is_repaired_and_lossy_mojibake_is_kept(add):
    broken = furnished().replace("two islands", "two islands’ café").encode().decode("cp1252")
    lossy = HARBOUR.replace('"We have', "Ã\N{REPLACEMENT CHARACTER} We have")
    _, articles = add(**{"a.txt": broken.encode(), "b.txt": lossy.encode()})
    assert "two islands’ café" in articles["Storm closes the strait"]
    assert "\N{REPLACEMENT CHARACTER} We have" in articles["Harbour board votes to widen the northern basin"]


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "font", "table"])
def test_a_page_ten_thousand_elements_deep_is_read_to_its_bottom(add, tag):
    paragraphs = "".join(f"<p>{part}</p>" for part in STORY)
    _, articles = add(
        **{"deep.html": _html(f"<h1>Storm closes the strait</h1>{f'<{tag}>' * 10_000}{paragraphs}")}
    )
    assert articles["Storm closes the strait"].split("\n\n") == list(STORY)


def test_a_page_of_frames_that_holds_its_text_for_readers_without_them_is_an_article(add):
    paragraphs = "".join(f"<p>{part}</p>" for part in STORY)
    page = FRAMESET.format(f"<noframes><body><h1>Storm closes the strait</h1>{paragraphs}</body></noframes>")
    _, articles = add(**{"frames.html": _html(page)})
    assert articles["Storm closes the strait"].startswith(STORY[0])


def test_an_article_about_cookies_among_offers_to_subscribe_is_an_article(add):
    told = (
        "The competition office fined two publishers on Tuesday because the button to reject cookies was hidden.",
        *STORY,
        "Already a subscriber? Log in.",
    )
    _, articles = add(**{"a.html": article(body=told).encode(), "b.txt": furnished(story=told).encode()})
    assert articles["Storm closes the strait"].startswith(told[0])


NO_ADDRESS = "http://[cape.example/storm-closes-the-strait"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("canonical.html", article(head=f'<link rel="canonical" href="{NO_ADDRESS}">').encode()),
        ("og.html", article(head=f'<meta property="og:url" content="{NO_ADDRESS}">').encode()),
        ("given.jsonl", json.dumps({"url": NO_ADDRESS, "html": article()}).encode()),
        ("given-dump.jsonl", json.dumps({"url": NO_ADDRESS, "text": furnished()}).encode()),
    ],
)
def test_an_address_that_is_no_url_stops_neither_its_article_nor_the_next_addition(add, name, data):
    _, articles = add(**{name: data})
    assert set(articles) == {"Storm closes the strait", GOOD}
    output, articles = add(**{"later.txt": HARBOUR.encode()})
    assert "1 article added" in output
    assert len(articles) == 3
