"""Searching an archive so large that its index has several parts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.plugin import searching
from tests.plugin.building import built
from tests.plugin.shelf import shelve

from .conftest import UNDER, serve


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's folder with the tests' archive, which has a part of the index for every month."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "SHARD", 1)
        patch.setattr(searching, "PARTS", 1_000)
        site = built(shelve(tmp_path_factory.mktemp("parted")))
    assert (site / "pagefind" / "2020-01" / "pagefind-entry.json").exists()
    found = tmp_path_factory.mktemp("parted-host")
    shutil.copytree(site, found / UNDER)
    return found


@pytest.fixture(scope="module")
def parted(host: Path) -> Iterator[str]:
    """Its address."""
    for address in serve(host):
        yield f"{address}{UNDER}/"


def test_results_come_from_every_part(page: Page, parted: str) -> None:
    page.goto(parted + "search/?q=a")
    page.get_by_role("searchbox").fill("paragraph")
    expect(page.get_by_role("link", name=re.compile("script"))).to_be_visible()
    page.get_by_role("searchbox").fill("crane")
    expect(page.get_by_role("link", name=re.compile("crane falls", re.I)).first).to_be_visible()


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_results_by_date_stand_in_order_over_all_parts(page: Page, parted: str, order: str) -> None:
    page.goto(parted + "search/")
    page.get_by_role("searchbox").fill("a")
    page.locator("main [name=sort]").evaluate(
        "(chosen, order) => { chosen.value = order; chosen.dispatchEvent(new Event('input', { bubbles: true }));"
        " chosen.dispatchEvent(new Event('change', { bubbles: true })) }",
        order,
    )
    dates = page.locator("[data-rr-results] [data-rr=date]")
    expect(dates.first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(500)
    years = [int(found.group()) for text in dates.all_inner_texts() if (found := re.search(r"\d{4}", text))]
    assert len(set(years)) > 1
    assert years == sorted(years, reverse=order == "desc")


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
