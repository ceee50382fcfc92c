"""Searching an archive so large that its index has several parts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.plugin import searching
from tests.plugin.building import built
from tests.plugin.shelf import shelve

from .conftest import UNDER, serve

#: An article, one of many about the same.
DAYBOOK = """\
---
id: {id}
title: Gauge read on {day}
date: {day}
date_basis: editor
language: en
---

The gauge at the quay was read again.
"""


#: An article that says a word in its text, and more than are shown at a time of other months, whose titles only have a
#: word that it begins with.
NEAR = {
    "a2200000099": (
        "2012-06-05",
        "The lamp",
        "It was long. " * 40 + "The lamp was quenchless. " + "It ended. " * 40,
    ),
    **{
        f"a22000000{n:02}": (f"201{3 + n // 12}-{1 + n % 12:02}-05", f"Quen quiche {n}", "A Quen.")
        for n in range(15)
    },
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's folder with the tests' archive, which has a part of the index for every month."""
    found = parted_host(tmp_path_factory, 1)
    assert (found / UNDER / "pagefind" / "2020-01" / "pagefind-entry.json").exists()
    return found


def parted_host(folders: pytest.TempPathFactory, articles: int) -> Path:
    """A host's folder with the tests' archive, in parts of so many articles or of a month."""
    root = shelve(folders.mktemp("parted"))
    for n in range(12):
        # Days in no order, two a month.
        day = f"2011-{1 + n // 2:02}-{1 + n * 17 % 28:02}"
        file = root / "archive" / "articles" / "2011" / day[5:7] / f"gauge-{n}-a11000000{n:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DAYBOOK.format(id=f"a11000000{n:02}", day=day), encoding="utf-8")
    for identity, (day, title, text) in NEAR.items():
        file = root / "archive" / "articles" / day[:4] / day[5:7] / f"near-{identity}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"id: {identity}\ntitle: {title}\ndate: {day}\ndate_basis: editor\nlanguage: en"
        file.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "SHARD", articles)
        patch.setattr(searching, "PARTS", 1_000)
        site = built(root)
    found = folders.mktemp("parted-host")
    shutil.copytree(site, found / UNDER)
    return found


@pytest.fixture(scope="module")
def parted(host: Path) -> Iterator[str]:
    """Its address."""
    for address in serve(host):
        yield f"{address}{UNDER}/"


def test_results_come_from_every_part(page: Page, parted: str) -> None:
    page.goto(parted + "search/?q=a")
    # Filled in while the script puts the address's words there, the box would hold both.
    expect(page.get_by_role("searchbox")).to_have_value("a")
    page.get_by_role("searchbox").fill("paragraph")
    expect(page.get_by_role("link", name=re.compile("script"))).to_be_visible()
    page.get_by_role("searchbox").fill("crane")
    expect(page.get_by_role("link", name=re.compile("crane falls", re.I)).first).to_be_visible()


@pytest.mark.parametrize("order", ["", "desc", "asc"])
def test_a_word_is_found_beside_titles_of_other_parts_that_have_a_word_that_it_begins_with_and_nothing_else_is(
    page: Page, parted: str, order: str
) -> None:
    page.goto(parted + "search/")
    page.locator("main [name=sort]").evaluate("(chosen, order) => { chosen.value = order }", order)
    page.get_by_role("searchbox").fill("quenchless")
    expect(page.locator("main").get_by_role("status")).to_have_text("1 article found", timeout=20_000)
    assert page.locator("main a[data-rr=title]").all_inner_texts() == ["The lamp"]


def test_what_is_said_beside_a_text_is_found_though_no_word_of_the_text_is(page: Page, parted: str) -> None:
    page.goto(parted + "search/?q=snippets")
    expect(page.get_by_role("link", name="The ferry bell was rung at six").first).to_be_visible()


def test_a_result_found_by_its_title_alone_shows_how_its_text_begins(page: Page, parted: str) -> None:
    page.goto(parted + "search/?q=quiche")
    expect(page.locator("main [data-rr=excerpt]").first).to_have_text("A Quen.")


@pytest.fixture(scope="module")
def months_together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an archive whose parts have several articles, of several months."""
    host = parted_host(tmp_path_factory, 3)
    parts = {
        part
        for language in json.loads((host / UNDER / "pagefind" / "shards.json").read_text("utf-8"))
        for part in language
    }
    # Months of 2011 begin parts, but not all six do.
    assert 2 <= len({f"2011-{month:02}/" for month in range(1, 7)} & parts) < 6
    for address in serve(host):
        yield f"{address}{UNDER}/"


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_results_by_date_stand_in_order_within_parts_and_over_all(
    page: Page, months_together: str, order: str
) -> None:
    page.goto(months_together + "search/")
    page.get_by_role("searchbox").fill("gauge")
    page.locator("main [name=sort]").evaluate(
        "(chosen, order) => { chosen.value = order; chosen.dispatchEvent(new Event('input', { bubbles: true }));"
        " chosen.dispatchEvent(new Event('change', { bubbles: true })) }",
        order,
    )
    dates = page.locator("[data-rr-results] [data-rr=date]")
    expect(dates.first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(500)
    printed = [re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}", text) for text in dates.all_inner_texts()]
    days = [datetime.strptime(found.group(), "%d %B %Y") for found in printed if found]
    assert len(set(days)) == 10
    assert days == sorted(days, reverse=order == "desc")


def test_the_parts_of_a_language_share_one_engine(page: Page, parted: str, host: Path) -> None:
    folders = json.loads((host / UNDER / "pagefind" / "shards.json").read_text("utf-8"))
    engines = {file.parent for file in (host / UNDER / "pagefind").rglob("wasm.*")}
    assert engines == {host / UNDER / "pagefind" / parts[0] for parts in folders}
    assert len(folders[0]) > 2
    page.goto(parted + "search/?q=paragraph")
    expect(page.get_by_role("link", name=re.compile("script"))).to_be_visible()


def test_an_index_that_does_not_come_is_told_and_asked_for_again(page: Page, parted: str, host: Path) -> None:
    parts = host / UNDER / "pagefind" / "shards.json"
    gone = parts.rename(parts.with_suffix(".gone"))
    try:
        page.goto(parted + "search/?q=crane")
        expect(page.locator("main [data-rr-status]")).to_contain_text("could not")
    finally:
        gone.rename(parts)
    page.get_by_role("searchbox").fill("paragraph")
    expect(page.get_by_role("link", name=re.compile("script"))).to_be_visible()


def test_only_the_part_that_an_edit_touches_is_written_again(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "SHARD", 1)
        patch.setattr(searching, "PARTS", 1_000)
        site = built(root)
        entry = site / "pagefind" / "2020-01" / "pagefind-entry.json"
        newest = site / "pagefind" / "pagefind-entry.json"
        before = (entry.stat().st_mtime_ns, newest.stat().st_mtime_ns)
        file = next((root / "archive" / "articles" / "2020").rglob("*.md"))
        file.write_text(file.read_text("utf-8") + "\nOne more paragraph with xylophones.\n", "utf-8")
        built(root)
    assert newest.stat().st_mtime_ns == before[1]
    assert entry.stat().st_mtime_ns != before[0]
