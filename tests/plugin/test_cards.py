"""Social cards in the built site."""

from pathlib import Path

import pytest

from builder.derive import cards

from .building import built, page
from .shelf import shelve

CRANE = "articles/2023/03/crane-falls-a0000000001"
WITHHELD = "articles/2021/06/zebra-a0000000006"
ROOT = "https://archive.example/news/"


def picture(site: Path, address: str) -> list[str]:
    return [str(found) for found in page(site, address).xpath("//meta[@property='og:image']/@content")]


def test_a_link_to_an_article_shows_its_card(site: Path) -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    assert picture(site, CRANE) == [f"{ROOT}{CRANE}/card.png"]
    assert (site / CRANE / "card.png").read_bytes().startswith(b"\x89PNG")


def test_every_other_page_shows_the_sites_and_a_withheld_article_too(site: Path) -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    for address in ("", "stories/crane-falls", "timeline", WITHHELD):
        assert picture(site, address) == [f"{ROOT}card.png"]
    assert (site / "card.png").is_file()
    assert not (site / WITHHELD / "card.png").exists()


def test_without_pillow_a_site_has_no_cards_and_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "available", lambda: False)
    site = built(shelve(tmp_path))
    assert picture(site, CRANE) == picture(site, "") == []
    assert not list(site.rglob("card.png"))


def test_a_second_build_draws_no_card_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL", reason="Pillow (the extra 'cards') is not installed")
    root = shelve(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- archive\n", "- archive:\n      accelerate: false\n", 1), "utf-8"
    )
    first = (built(root) / CRANE / "card.png").read_bytes()
    monkeypatch.setattr(cards, "png", lambda *_: pytest.fail("drawn again"))
    assert (built(root) / CRANE / "card.png").read_bytes() == first


def test_no_card_is_drawn_for_a_site_that_wants_none_or_has_no_address(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    config = root / "mkdocs.yml"
    whole = config.read_text("utf-8")
    config.write_text(whole.replace("- archive\n", "- archive:\n      cards: false\n", 1), "utf-8")
    assert picture(built(root), CRANE) == []
    config.write_text(whole.replace("site_url: https://archive.example/news/\n", ""), "utf-8")
    assert picture(built(root), CRANE) == []
