"""Zensical builds the same site from `builder pages`; and the comparison itself sees what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.building import built
from tests.plugin.shelf import shelve

from .comparing import ZENSICAL, Difference, by_zensical, compare, main, redirects, titles

installed = pytest.mark.skipif(
    ZENSICAL is None, reason="Zensical is not installed (the extra `test` brings it)"
)


@installed
@pytest.mark.parametrize("language", ["en", "ar"])
def test_zensical_builds_the_same_addresses_and_titles(tmp_path: Path, language: str) -> None:
    assert ZENSICAL is not None
    root, work = tmp_path / "root", tmp_path / "work"
    root.mkdir()
    work.mkdir()
    shelve(root, language)
    ours, theirs = built(root), by_zensical(root, work, ZENSICAL)
    assert compare(ours, theirs) == []
    assert titles(ours).keys() <= titles(theirs).keys()
    assert {address for address in redirects(ours) if address.startswith("id/")} <= titles(theirs).keys()


@installed
def test_zensical_builds_the_same_demonstration_archive(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(Path(__file__).parents[2]) == 0, capsys.readouterr().out


def page(site: Path, address: str, head: str) -> None:
    file = site / address / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<head>{head}</head>", encoding="utf-8")


def test_a_page_that_is_missing_or_called_otherwise_is_a_difference(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for address, title in (("", "Home"), ("a/", "A &amp; B"), ("b/", "B")):
        page(one, address, f"<title>{title}</title>")
    for address, title in (("", "Home"), ("a/", "A &#38; B"), ("c/", "C")):
        page(other, address, f"<title>{title}</title>")
    assert compare(one, other) == [Difference("b/", "B", ""), Difference("c/", "", "C")]


def test_where_one_leads_on_the_other_may_have_a_page(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    page(one, "id/x/", '<meta http-equiv="refresh" content="0"><title>Moved</title>')
    page(other, "id/x/", "<title>Permanent link</title>")
    assert compare(one, other) == []
