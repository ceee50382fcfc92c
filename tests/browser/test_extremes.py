"""Every page still reads well with what is too long, too many, or not there."""

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
    "",
]


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
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("ol.rr-lines > li")).to_have_count(CROWD - 100)
    page.goto(full + "articles/2022/extreme-a2000000020/")
    expect(page.locator(".rr-versions > li")).to_have_count(12)
    page.get_by_role("link", name=f"The whole story, with {CROWD - 13} more versions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Crowd 0")


def test_an_override_of_direction_stays_within_its_title(page: Page, full: str) -> None:
    page.goto(full + "articles/2022/extreme-a1000000003/")
    assert "\u202e" not in page.title()
    assert page.locator("h1 bdi").count() == 1
