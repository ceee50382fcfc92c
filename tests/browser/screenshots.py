"""Pictures of every kind of page, wide and narrow, light and dark, left and right, to be looked at.

`python -m tests.browser.screenshots [FOLDER]` writes them into screenshots/ (which Git ignores) or FOLDER.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, serve
from tests.browser.kinds import KINDS
from tests.plugin.building import built
from tests.plugin.shelf import shelve

WIDTHS = {"wide": 1280, "phone": 390}


def main(folder: Path) -> None:
    """Build the tests' archive in English and Arabic and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", "ar"):
        with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
            root = Path(work) / "quay"
            root.mkdir()
            served = serve(built(shelve(root, language)))
            address = next(served)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                for width, pixels in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": pixels, "height": 1000},
                        color_scheme="dark" if scheme == "dark" else "light",
                    )
                    page = context.new_page()
                    for kind, path in KINDS.items():
                        page.goto(address + path)
                        name = f"{kind.replace(' ', '-')}-{width}-{scheme}-{language}.png"
                        page.screenshot(path=str(folder / name), full_page=True)
                    context.close()
            browser.close()
            served.close()
    print(f"{sum(1 for _ in folder.glob('*.png'))} pictures in {folder}")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("no Chromium on this machine (Debian: apt install chromium)")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screenshots")
    shutil.rmtree(target, ignore_errors=True)
    main(target)
