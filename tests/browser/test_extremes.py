"""Every page still reads well with what is too long, too many, or not there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.plugin.building import built
from tests.plugin.extremes import CROWD, overfill
from tests.plugin.shelf import shelve

from .conftest import serve
from .test_access import faults, opened

PAGES = [
    *(f"articles/2022/extreme-a100000000{n}/" for n in range(1, 6)),
    "articles/2022/extreme-a200000002a/",
    "stories/crowd/",
    "stories/crowd/2/",
    "timeline/2022/",
    "people/x/",
    "people/script-alert-3-script/",
    "people/",
    "articles/2020/01/hostile-a0000000005/",
    "",
]

#: Archives with next to nothing in them, and what their home page says.
SMALL = {"nothing": "The archive is empty.", "one article": "1 article"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = built(overfill(shelve(tmp_path_factory.mktemp("full"))))
    yield from serve(folder)


@pytest.mark.parametrize("address", PAGES)
def test_it_is_readable_on_a_phone_and_axe_is_content(browser: Browser, full: str, address: str) -> None:
    page = opened(browser, full + address, "light", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if (
        "a1000000005" not in address
    ):  # axe takes minutes over a hundred thousand words, which are plain paragraphs
        assert faults(page) == []
    page.context.close()


def test_a_crowded_story_is_folded_and_paged(page: Page, full: str) -> None:
    page.goto(full + "stories/crowd/")
    expect(page.locator("ol.rr-lines > li")).to_have_count(100)
    for _ in range(2):
        page.get_by_role("link", name="Next page").click()
        expect(page.locator("ol.rr-lines > li")).to_have_count(100)
    assert page.get_by_role("link", name="Next page").count() == 0
    page.goto(full + "articles/2022/extreme-a2000000020/")
    expect(page.locator(".rr-versions > li")).to_have_count(12)
    page.get_by_role("link", name=f"The whole story, with {CROWD - 13} more versions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Crowd 0")


def test_an_override_of_direction_stays_within_its_title(page: Page, full: str) -> None:
    page.goto(full + "articles/2022/extreme-a1000000003/")
    assert "\u202e" not in page.title()
    assert page.locator("h1 bdi").count() == 1


@pytest.fixture(scope="module", params=SMALL)
def small(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """What the archive holds, and its address."""
    root = shelve(tmp_path_factory.mktemp("small"))
    for file in sorted((root / "archive" / "articles").rglob("*.md")):
        if request.param == "nothing" or "a0000000004" not in file.name:
            file.unlink()
    shutil.rmtree(root / "archive" / "stories")
    for address in serve(built(root)):
        yield request.param, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_almost_empty_archive_reads_well(browser: Browser, small: tuple[str, str], scheme: str) -> None:
    held, site = small
    for address in ("", "stories/", "people/", "sources/", "timeline/", "data/", "search/"):
        page = opened(browser, site + address, scheme, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.get_by_role("heading", level=1).count() == 1, address
        assert faults(page) == [], address
        if not address:
            assert SMALL[held] in " ".join(page.locator("main").inner_text().split())
        page.context.close()


@pytest.mark.parametrize("width", [360, 740, 980])
def test_no_page_is_wider_than_its_window_on_a_phone_or_between_the_layouts(
    browser: Browser, full: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for address in PAGES:
        page.goto(full + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
