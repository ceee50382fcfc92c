"""Pictures of every kind of page, wide and narrow, light and dark, left and right, to be looked at.

`python -m tests.browser.screenshots [FOLDER]` writes them into screenshots/ (which Git ignores) or FOLDER: the tests'
archive in English and Arabic, and of this repository's own archive, if its site is built, the fullest page of each kind.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, serve
from tests.browser.kinds import KINDS
from tests.plugin.building import built
from tests.plugin.shelf import shelve

WIDTHS = {"wide": 1280, "phone": 390}
OWN = Path("site")
#: Folders of the site whose pages are of one kind, and how deep in them the pages lie.
FOLDERS = {
    "article": "articles/*/*/*",
    "story": "stories/*",
    "comparison": "compare/*",
    "person": "people/*",
    "organization": "organizations/*",
    "place": "places/*",
    "source": "sources/*",
    "year": "timeline/*",
}
LISTS = ("", "stories", "people", "organizations", "places", "sources", "timeline", "data", "search")


def main(folder: Path) -> None:
    """Build the tests' archive in both directions and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in ("en", "ar"):
            with tempfile.TemporaryDirectory() as work:
                root = Path(work) / "quay"
                root.mkdir()
                _take(browser, built(shelve(root, language)), KINDS, folder, language)
        if (OWN / "index.html").is_file():
            _take(browser, OWN, fullest(OWN), folder, "own")
        browser.close()
    print(f"{sum(1 for _ in folder.glob('*.png'))} pictures in {folder}")


def fullest(site: Path) -> dict[str, str]:
    """The address of the longest page of each kind, and of every list."""
    found = {
        name or "home": f"{name}/" if name else "" for name in LISTS if (site / name / "index.html").is_file()
    }
    for kind, pattern in FOLDERS.items():
        pages = [page for page in site.glob(f"{pattern}/index.html") if page.parent.name != "2"]
        if pages:
            longest = max(pages, key=lambda page: (page.stat().st_size, str(page)))
            found[kind] = f"{longest.parent.relative_to(site).as_posix()}/"
    return found


def _take(browser: Browser, site: Path, pages: Mapping[str, str], folder: Path, name: str) -> None:
    """Pictures of the pages in both widths and schemes, and of each as it is printed."""
    served = serve(site)
    address = next(served)
    for scheme in ("light", "dark"):
        for width, pixels in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": pixels, "height": 1000},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = context.new_page()
            for kind, path in pages.items():
                page.goto(address + path)
                stem = f"{kind.replace(' ', '-')}-{name}"
                page.screenshot(path=str(folder / f"{stem}-{width}-{scheme}.png"), full_page=True)
                if (scheme, width) == ("light", "wide"):
                    page.emulate_media(media="print")
                    page.set_viewport_size({"width": 760, "height": 1075})
                    page.screenshot(path=str(folder / f"{stem}-print.png"), full_page=True)
                    page.emulate_media(media="screen")
                    page.set_viewport_size({"width": pixels, "height": 1000})
            context.close()
    served.close()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("no Chromium on this machine (Debian: apt install chromium)")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screenshots")
    shutil.rmtree(target, ignore_errors=True)
    main(target)
