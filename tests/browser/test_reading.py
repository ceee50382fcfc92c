"""What a reader does: find, open, compare, cite, quote, print."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .kinds import KINDS


def test_search_opens_with_the_keyboard_and_finds_while_typing(page: Page, site: str) -> None:
    for key in ("/", "s"):
        page.goto(site + KINDS["story"])
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("crane")
        expect(dialog.get_by_role("status")).to_have_text("2 articles found")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_versions_of_one_story_are_one_result(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Search").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("quay")
    expect(dialog.get_by_role("status")).to_have_text("2 articles found")
    expect(dialog.locator("[data-rr-results] > li")).to_have_count(1)
    dialog.get_by_role("link", name="and 2 other versions").click()
    expect(page).to_have_url(re.compile(r"/stories/crane-falls/$"))


def test_a_found_word_stays_marked_on_the_page(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("metres")
    page.locator("dialog a[data-rr=title]").first.click()
    page.wait_for_url("**found=metres")
    assert page.locator(".rr-text mark").all_inner_texts() == ["metres"]


def test_a_search_narrowed_by_a_name_and_a_year(page: Page, site: str) -> None:
    page.goto(site + "search/")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Person, organization or place").fill("Ana Ruiz")
    page.get_by_label("Year").select_option("2023")
    expect(page.get_by_role("status")).to_have_text("2 articles found")
    page.get_by_label("Version").select_option("translation")
    expect(page.get_by_role("status")).to_have_text("1 article found")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("[data-rr-results] > li")).to_have_count(0)


def test_the_address_of_a_search_brings_back_what_was_looked_for_and_how(page: Page, site: str) -> None:
    page.goto(site + "search/")
    page.get_by_role("searchbox").fill("crane")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Year").select_option("2023")
    page.get_by_label("Order").select_option("asc")
    expect(page).to_have_url(re.compile(r"/search/\?q=crane&year=2023&sort=asc$"))
    page.locator("[data-rr-results] a[data-rr=title]").first.click()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("crane")
    expect(page.get_by_label("Year")).to_have_value("2023")
    expect(page.get_by_label("Order")).to_have_value("asc")
    expect(page.locator("[data-rr-results] > li").first).to_be_visible()


def test_filters_are_cleared_and_the_words_stay(page: Page, site: str) -> None:
    page.goto(site + "search/?q=crane&relation=translation")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=crane$"))
    expect(page.get_by_role("searchbox")).to_have_value("crane")
    expect(page.get_by_role("status")).to_have_text("2 articles found")


def test_the_home_page_has_a_box_to_search_from(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("main").get_by_role("searchbox").fill("metres")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=metres$"))
    expect(page.get_by_role("status")).to_have_text("2 articles found")


@pytest.mark.parametrize("paragraphs", [1, 8])
def test_the_home_page_has_no_gap_beside_an_introduction_of_any_length(
    page: Page, site: str, paragraphs: int
) -> None:
    page.goto(site)
    page.evaluate(
        "n => document.querySelector('.rr-lead').innerHTML = '<h1>Quay</h1>' + '<p>A harbour.</p>'.repeat(n)",
        paragraphs,
    )
    lead, facts, lists, names = (
        page.locator(part).bounding_box()
        for part in (".rr-lead", ".rr-home__facts", ".rr-home__main", ".rr-home__names")
    )
    assert lead and facts and lists and names
    for above, below in ((lead, lists), (facts, names)):
        assert 0 <= below["y"] - above["y"] - above["height"] < 60


def test_results_come_newest_first_when_asked(page: Page, site: str) -> None:
    page.goto(site + "search/?q=a")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Order").select_option("desc")
    dates = page.locator("[data-rr-results] [data-rr=date]")
    expect(dates.first).to_have_text("2 March 2023")


def test_arabic_words_are_found(page: Page, site: str) -> None:
    page.goto(site + "search/")
    page.get_by_role("searchbox").fill("رافعة")
    title = page.locator("[data-rr-results] a[data-rr=title]")
    expect(title).to_have_text("سقوط رافعة عند الرصيف القديم")
    assert title.get_attribute("lang") == "ar"


def test_what_is_not_there_is_said_so(page: Page, site: str) -> None:
    page.goto(site + "search/?q=xylophone")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “xylophone”.")


def test_from_a_name_to_a_version_to_a_comparison_to_the_source(page: Page, site: str) -> None:
    page.goto(site + "people/ana-ruiz/")
    page.get_by_role("link", name="Crane falls at the old quay").click()
    page.locator(".rr-versions li", has_text="Two hurt").get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two versions compared")
    assert page.locator("tbody del").first.inner_text().startswith("Nobody")
    page.get_by_role("columnheader").get_by_role("link", name="Two hurt").click()
    page.locator(".rr-kicker").get_by_role("link", name="The Harbour Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Harbour Post")


def test_a_permanent_link_brings_to_the_article(page: Page, site: str) -> None:
    page.goto(site + "id/a0000000001/")
    page.wait_for_url("**/crane-falls-a0000000001/")


def test_a_citation_is_copied(page: Page, site: str) -> None:
    page.goto(site + KINDS["article"])
    page.locator(".rr-cite").get_by_role("button", name="Copy").first.click()
    assert "“Crane falls at the old quay & nobody is hurt.”" in page.evaluate(
        "navigator.clipboard.readText()"
    )


def test_a_quotation_has_a_link_that_finds_it_by_its_words(page: Page, site: str) -> None:
    page.goto(site + KINDS["article"])
    page.evaluate(
        """() => {
          const node = document.querySelector(".rr-text p").lastChild
          const start = node.data.indexOf("sank in nine metres")
          getSelection().setBaseAndExtent(node, start, node, start + "sank in nine metres".length)
        }"""
    )
    page.get_by_role("button", name="Link to this quotation").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#:~:text=on%20Tuesday%20and-,sank%20in%20nine%20metres,-of%20water.")


MENTIONS = ".rr-text :is(.rr-mention, .rr-name)"
GROUND = "e => getComputedStyle(e).backgroundColor"


@pytest.mark.parametrize("scripts", [True, False])
def test_names_are_marked_on_demand_with_scripts_and_without(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(site + KINDS["article"])
    mentions = page.locator(MENTIONS)
    assert mentions.all_inner_texts() == ["Lindhaven", "Ana Ruiz", "Port of Lindhaven", "Ana Ruiz"]
    box = page.get_by_role("checkbox", name="Mark the names in the text")
    plain = [mention.evaluate(GROUND) for mention in mentions.all()] if scripts else []
    box.check()
    if scripts:
        marked = [mention.evaluate(GROUND) for mention in mentions.all()]
        assert all(before != after for before, after in zip(plain, marked, strict=True))
        assert len(set(marked)) == 1
    before = page.screenshot()
    box.uncheck()
    assert page.screenshot() != before
    context.close()


def test_on_a_phone_the_other_versions_are_one_step_away(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site + KINDS["article"])
    page.get_by_role("link", name="2 other versions").click()
    expect(page.get_by_role("heading", name="2 other versions")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_version_of_the_tree_is_seen_and_none_cut_off(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + KINDS["story"])
    drawing = page.locator(".stemma").bounding_box()
    assert drawing is not None
    for words in page.locator(".stemma text").all():
        box = words.bounding_box()
        assert box is not None
        assert box["x"] >= drawing["x"] and box["x"] + box["width"] <= drawing["x"] + drawing["width"] + 1
        assert box["y"] + box["height"] <= drawing["y"] + drawing["height"] + 1
        assert box["height"] >= 12
    context.close()


def test_dark_is_remembered(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(site + KINDS["story"])
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_an_article_prints_as_a_clipping_with_its_citation(page: Page, site: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page.goto(site + KINDS["article"])
    page.pdf(path=str(tmp_path / "clipping.pdf"))
    printed = " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "clipping.pdf").pages).split()
    )
    assert "The Harbour Post" in printed and "Nobody was hurt" in printed
    assert "https://archive.example/news/id/a0000000001/" in printed
    assert "BibTeX" not in printed and "Timeline" not in printed


def test_everything_can_be_read_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + KINDS["comparison"])
    assert page.locator("tbody del").count() > 0
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    page.locator("main").get_by_role("link", name="Timeline").click()
    page.locator("main").get_by_role("link", name="2023", exact=True).click()
    page.get_by_role("link", name="Two hurt as crane falls").click()
    expect(page.get_by_text("Two people were hurt")).to_be_visible()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_leaves_the_site_and_no_policy_is_broken(browser: Browser, site: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("response", lambda reply: failed.append(reply.url) if reply.status >= 400 else None)
    page.goto(site + KINDS[kind])
    page.keyboard.press("/")
    page.locator("#rr-query").fill("crane")
    page.get_by_role("status").get_by_text("found").wait_for()
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert (failed, said) == ([], [])
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_pages_heading_begins_at_the_same_edge(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    edges: dict[str, float] = {}
    for kind, address in KINDS.items():
        page.goto(site + address)
        edges[kind] = page.locator("h1").first.evaluate("e => e.parentElement.getBoundingClientRect().left")
    context.close()
    assert len(set(edges.values())) == 1, edges


def test_no_page_is_heavier_than_150_kb_before_search(browser: Browser, site: str) -> None:
    """Compressed as hosts send it; measured over everything that a first visit fetches."""
    import gzip

    for kind, address in KINDS.items():
        context = browser.new_context()
        page = context.new_page()
        weight: list[int] = []
        page.on("response", lambda reply, weight=weight: weight.append(len(gzip.compress(reply.body()))))
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        assert sum(weight) < 150_000, (kind, sum(weight))
        context.close()
