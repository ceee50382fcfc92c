"""A real Chromium over built sites, served from this machine."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.plugin.building import built
from tests.plugin.shelf import shelve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: The folder under which the site is served, as on a host that gives projects a folder each.
UNDER = "news"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent not in Path(item.path).parents:
            continue
        item.add_marker(pytest.mark.browser)
        # A driver that died says nothing of the site: the test is begun again with a new one. Nothing else is.
        item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=["TargetClosedError"]))
        if CHROMIUM is None:
            item.add_marker(
                pytest.mark.skip(reason="no Chromium on this machine (Debian: apt install chromium)")
            )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder until the test session ends; gives the address of its root."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def housed(tmp: pytest.TempPathFactory, language: str) -> Path:
    """The tests' archive, built in one language, in a folder of a host."""
    root = shelve(tmp.mktemp(f"quay-{language}"), language)
    host = tmp.mktemp(f"host-{language}")
    shutil.copytree(built(root), host / UNDER)
    return host


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tests' archive in English."""
    for address in serve(housed(tmp_path_factory, "en")):
        yield f"{address}{UNDER}/"


@pytest.fixture(scope="session")
def arabic_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with an Arabic interface, from right to left."""
    for address in serve(housed(tmp_path_factory, "ar")):
        yield f"{address}{UNDER}/"


class Window:
    """A browser that is started anew where it, or the driver behind it, has died under an earlier test."""

    def __init__(self) -> None:
        self._driver: Playwright | None = None
        self._browser: Browser | None = None

    def open(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            self.close()
            self._driver = sync_playwright().start()
            self._browser = self._driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return self._browser

    def close(self) -> None:
        with contextlib.suppress(PlaywrightError):
            if self._browser is not None:
                self._browser.close()
        with contextlib.suppress(PlaywrightError):
            if self._driver is not None:
                self._driver.stop()
        self._browser = self._driver = None


@pytest.fixture(scope="session")
def window() -> Iterator[Window]:
    found = Window()
    yield found
    found.close()


@pytest.fixture
def browser(window: Window) -> Browser:
    return window.open()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found.grant_permissions(["clipboard-read", "clipboard-write"])
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test on any error that a reader's browser would report."""
    found = context.new_page()
    found.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return found
