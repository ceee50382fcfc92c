"""One page over http, from a server of the test's own."""

from __future__ import annotations

import datetime as dt
import gzip
import http.server
import io
import threading
import time
from collections.abc import Iterator

import pytest
from fastwarc.warc import ArchiveIterator

from builder import ingest
from builder.errors import Refused
from builder.ingest.fetch import Limits, fetch, user_agent
from builder.model.capture import Capture, Form, Given

from .making import PAGE, full_item, pdf_with, rss

NOW = dt.datetime(2021, 2, 27, 10, 0, tzinfo=dt.UTC)
ROBOTS = b"User-agent: *\nDisallow: /private\n"
HTML = {"Content-Type": "text/html; charset=utf-8"}


class _Site(http.server.BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked, and with which user agent."""

    protocol_version = "HTTP/1.1"
    asked: list[str]
    agents: set[str]
    robots_status = 200

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.agents.add(self.headers["User-Agent"])
        name = self.path.partition("?")[0].strip("/").replace("/", "_").partition(".")[0] or "page"
        getattr(self, f"answer_{name}", self.answer_page)()

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self.send(200, PAGE.encode(), HTML)

    def answer_robots(self) -> None:
        self.send(self.robots_status, ROBOTS, {"Content-Type": "text/plain"})

    def answer_moved(self) -> None:
        self.send(301, b"", {"Location": "/café?q=a b#top"})

    def answer_circle(self) -> None:
        self.send(302, b"", {"Location": "/circle"})

    def answer_to_private(self) -> None:
        self.send(302, b"", {"Location": "/private/1"})

    def answer_to_file(self) -> None:
        self.send(302, b"", {"Location": "file:///etc/passwd"})

    def answer_gone(self) -> None:
        self.send(404, b"gone")

    def answer_picture(self) -> None:
        self.send(200, b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"})

    def answer_report(self) -> None:
        self.send(200, pdf_with(["One line of text."]), {"Content-Type": "application/pdf"})

    def answer_feed(self) -> None:
        self.send(200, rss(full_item()).encode(), {"Content-Type": "application/rss+xml"})

    def answer_packed(self) -> None:
        self.send(200, gzip.compress(PAGE.encode()), {**HTML, "Content-Encoding": "gzip"})

    def answer_bomb(self) -> None:
        self.send(200, gzip.compress(bytes(80 << 20)), {**HTML, "Content-Encoding": "gzip"})

    def answer_large(self) -> None:
        self.send(200, b"<html>" + b"word " * 10_000, HTML)

    def answer_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Content-Type", "text/html; charset=iso-8859-1")
        self.end_headers()
        for part in (b"<html><p>The caf\xe9 ", b"reopened."):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def answer_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<html>half a page")
        self.close_connection = True

    def answer_silent(self) -> None:
        time.sleep(1.5)
        self.close_connection = True

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        try:
            for _ in range(20):
                self.wfile.write(b"a ")
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, type[_Site]]]:
    monkeypatch.setenv("no_proxy", "*")  # a proxy of the machine must not be asked for its own address
    handler = type("Site", (_Site,), {"asked": [], "agents": set()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()


Site = tuple[str, type[_Site]]


def _reason(url: str, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        fetch(url, now=NOW, limits=limits or Limits())
    assert refused.value.origin == url
    return refused.value.reason


def test_a_page_is_kept_as_a_warc_record_that_gives_it_again(site: Site) -> None:
    url, _ = site
    capture = fetch(f"{url}/a", now=NOW)
    assert (capture.media_type, capture.form, capture.content) == ("application/warc", Form.HTML, PAGE)
    assert capture.given == Given(url=f"{url}/a", captured="2021-02-27")
    assert ingest.decode(capture.raw, capture.media_type, capture.origin, capture.given) == capture
    records = ArchiveIterator(io.BytesIO(capture.raw), parse_http=True)
    record = next(records)
    assert record.headers["WARC-Date"] == "2021-02-27T10:00:00Z"
    assert record.verify_payload_digest()


def test_the_same_answer_at_the_same_moment_is_the_same_record(site: Site) -> None:
    url, handler = site
    handler.date_time_string = lambda self, timestamp=None: "Sat, 27 Feb 2021 10:00:00 GMT"  # type: ignore[method-assign]
    assert fetch(f"{url}/a", now=NOW) == fetch(f"{url}/a", now=NOW)


def test_we_give_our_own_name_and_ask_for_the_rules_first(site: Site) -> None:
    url, handler = site
    fetch(f"{url}/a", now=NOW)
    assert handler.asked == ["/robots.txt", "/a"]
    assert handler.agents == {user_agent()}
    assert user_agent().startswith("annotated-news-archive/")


def test_a_redirect_is_followed_and_the_last_address_kept(site: Site) -> None:
    url, _ = site
    assert fetch(f"{url}/moved", now=NOW).given.url == f"{url}/caf%C3%A9?q=a%20b"


def test_redirects_are_limited(site: Site) -> None:
    url, handler = site
    assert _reason(f"{url}/circle") == "more than 5 redirects"
    assert handler.asked.count("/circle") == 6


def test_what_robots_txt_forbids_is_not_fetched_not_even_by_a_redirect(site: Site) -> None:
    url, handler = site
    assert _reason(f"{url}/private/1") == f"{url}/robots.txt does not allow it"
    assert _reason(f"{url}/to/private") == f"{url}/robots.txt does not allow it"
    assert "/private/1" not in handler.asked


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (503, False), (429, False)])
def test_rules_that_are_not_there_allow_and_rules_that_cannot_be_had_forbid(
    site: Site, status: int, fetched: bool
) -> None:
    url, handler = site
    handler.robots_status = status
    if fetched:
        assert fetch(f"{url}/private/1", now=NOW).content == PAGE
    else:
        assert _reason(f"{url}/a") == f"{url}/robots.txt answered {status}, so nothing is fetched for now"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "the server answered 404 Not Found"),
        ("/picture", "no article but image/png"),
        ("/to/file", "no http or https address (file:///etc/passwd)"),
        ("/cut", "the answer is cut off"),
        ("/bomb", "too large: a page that unpacks to more than 32 MB"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(site: Site, path: str, reason: str) -> None:
    assert _reason(site[0] + path) == reason


def test_a_page_over_the_size_limit_is_refused(site: Site) -> None:
    assert _reason(f"{site[0]}/large", Limits(bytes=20_000)) == "too large: a page of more than 19 KB"


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_a_page_over_the_time_limit_is_refused(site: Site, path: str) -> None:
    begun = time.monotonic()
    assert _reason(site[0] + path, Limits(seconds=0.5)) == "no whole answer within 0.5 seconds"
    assert time.monotonic() - begun < 1.4


@pytest.mark.parametrize("path", ["/packed", "/chunked"])
def test_codings_are_undone_by_whoever_reads_the_record(site: Site, path: str) -> None:
    capture = fetch(site[0] + path, now=NOW)
    assert "café" in capture.content


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://", "no http or https address (http://)"),
        ("http://[bad/", "no valid address"),
        (
            "http://name:word@127.0.0.1/",
            "an address with a user name or password in it; these would be kept in the archive",
        ),
        ("http://127.0.0.1:99999/", "no valid address"),
        ("http://" + "a" * 70 + ".example/", "no valid address"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, reason: str) -> None:
    assert _reason(url) == reason


def test_a_server_that_is_not_there_is_said_to_be(site: Site) -> None:
    assert _reason("http://127.0.0.1:1/") == "cannot be fetched (Connection refused)"


def test_read_takes_addresses_among_files(site: Site) -> None:
    url, _ = site
    page, report, gone = ingest.read([f"{url}/a", f"{url}/report", f"{url}/gone"])
    assert isinstance(page, Capture)
    assert isinstance(report, Capture)
    assert (page.form, report.form, report.content) == (Form.HTML, Form.TEXT, "One line of text.")
    assert isinstance(gone, Refused)


def test_a_feeds_address_gives_its_entries(site: Site) -> None:
    url, _ = site
    (entry,) = ingest.read([f"{url}/feed"])
    assert isinstance(entry, Capture)
    assert (entry.origin, entry.given.title) == (f"{url}/feed#1", "Harbour café reopens")
