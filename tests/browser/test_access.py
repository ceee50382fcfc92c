"""Everyone can read it: axe over every kind of page, the keyboard, small and narrow screens."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .kinds import KINDS

#: WCAG 2.0 to 2.2, levels A and AA.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def faults(page: Page) -> list[str]:
    """Serious and critical findings of axe, each with the element that it is about."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary'][:240]})"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def opened(browser: Browser, address: str, scheme: str, width: int = 1280) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,  # axe runs itself with eval
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_serious(browser: Browser, site: str, kind: str, scheme: str, width: int) -> None:
    page = opened(browser, site + KINDS[kind], scheme, width)
    assert page.evaluate("document.body.dataset.mdColorScheme") == (
        "slate" if scheme == "dark" else "default"
    )
    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_from_right_to_left(browser: Browser, arabic_site: str, kind: str) -> None:
    page = opened(browser, arabic_site + KINDS[kind], "light")
    assert page.evaluate("document.dir || document.body.dir") == "rtl"
    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(browser: Browser, site: str, arabic_site: str, kind: str) -> None:
    for root in (site, arabic_site):
        page = opened(browser, root + KINDS[kind], "light", width=320)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.context.close()


def test_axe_finds_nothing_serious_in_the_open_search(browser: Browser, site: str) -> None:
    page = opened(browser, site, "light")
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("searchbox").fill("crane")
    page.get_by_role("dialog").get_by_text("found").wait_for()
    assert faults(page) == []
    page.context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(page: Page, site: str) -> None:
    page.goto(site + KINDS["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#title"
    page.keyboard.press("Enter")
    assert page.url.endswith("#title")


def test_whatever_has_the_focus_shows_it(page: Page, site: str) -> None:
    page.goto(site + KINDS["article"])
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
              const active = document.activeElement
              if (active === document.body) return null
              // A colour scheme's radio button is seen by its label.
              const element = active.matches(".md-option") ? active.nextElementSibling : active
              const style = getComputedStyle(element)
              const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
              return shown || style.boxShadow !== "none" ? "" : element.outerHTML.slice(0, 120)
            }"""
        )
        if style:
            unseen.append(style)
    assert unseen == []


def test_a_page_does_not_move_while_it_loads(browser: Browser, site: str) -> None:
    for kind in ("home", "article", "story", "search"):
        page = opened(browser, "about:blank", "light")
        page.add_init_script(
            """window.shift = 0
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
            }).observe({ type: "layout-shift", buffered: true })"""
        )
        page.goto(site + KINDS[kind])
        page.wait_for_timeout(400)
        assert page.evaluate("window.shift") < 0.02, kind
        page.context.close()
