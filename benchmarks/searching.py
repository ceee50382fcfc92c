"""What a search costs a reader: bytes fetched on loading a page, for a first query, and for a session with filters.

The built site is served from this machine to a headless Chromium; what counts is what the server sends of the search's
own files (its index, its program), as they lie on the disk, without what a host would compress further.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Paths of files that a page fetches for nothing but searching.
OWN = (
    "/pagefind/",
    "/search/search_index.json",
    "/assets/javascripts/workers/search",
    "/assets/archive/search",
)


@dataclass(frozen=True, slots=True)
class Session:
    """Bytes so far: when the home page was loaded, when a first query was answered, after three filters more."""

    on_load: int
    first_query: int
    filtered: int


class _Counting(http.server.SimpleHTTPRequestHandler):
    """Counts the bytes of the search's files, once a path: a browser keeps what it has."""

    def __init__(self, *args: object, sent: dict[str, int], **kwargs: object) -> None:
        self._sent = sent
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith(OWN):
            with contextlib.suppress(OSError):
                self._sent[path] = Path(self.translate_path(path)).stat().st_size
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def _served(site: Path, sent: dict[str, int]) -> Iterator[str]:
    handler = functools.partial(_Counting, directory=str(site), sent=sent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def session(site: Path, query: str) -> Session | None:
    """Search a built site of this project's as a reader would; None where there is no Chromium or no Playwright."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    sent: dict[str, int] = {}
    with _served(site, sent) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(address, wait_until="networkidle")
        on_load = sum(sent.values())
        page.goto(f"{address}search/", wait_until="networkidle")
        box = page.locator("main [data-rr-panel] [name=q]")
        box.fill(query)
        results = page.locator("main [data-rr-results] > *")
        results.first.wait_for()
        page.wait_for_load_state("networkidle")
        first_query = sum(sent.values())
        for name in ("year", "source", "relation"):
            chosen = page.locator(f"main [data-rr-panel] [name={name}]")
            value = chosen.locator("option").nth(1).get_attribute("value")
            chosen.evaluate(
                "(e, value) => { e.value = value; e.dispatchEvent(new Event('change', {bubbles: true})) }",
                value,
            )
            page.wait_for_timeout(500)
            page.wait_for_load_state("networkidle")
        filtered = sum(sent.values())
        browser.close()
    return Session(on_load, first_query, filtered)


def stock_on_load(site: Path) -> int:
    """Bytes of the index that Material's own search fetches on every page."""
    index = site / "search" / "search_index.json"
    return index.stat().st_size if index.is_file() else 0
