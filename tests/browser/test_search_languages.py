"""Searching an archive in several languages: each by its own word endings, and one without spaces between words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.plugin.building import built
from tests.plugin.shelf import shelve

from .conftest import UNDER, serve

HEAD = "---\nid: {id}\ntitle: {title}\ndate: {date}\ndate_basis: url\nlanguage: {language}\n---\n\n{body}\n"
ARTICLES = [
    ("fr", "2021-05-01", "La pétition du port", "Une pétition a été signée par les marins du port."),
    ("fr", "2024-05-01", "Le phare", "Le gardien du phare a percé le secret des marées."),
    ("es", "2022-05-01", "La alcaldesa", "La alcaldesa fue elegida por un margen de once votos."),
    ("ar", "2022-06-01", "عربة الكتب", "ينزل مسافر واحد في كل محطة صغيرة."),
    (
        "zh",
        "2019-05-01",
        "旧码头的起重机倒了",
        "星期二，旧码头的起重机倒下，没有人受伤。北京的记者到了现场。",
    ),
    (
        "en",
        "2017-05-01",
        "The rope",
        f"{'It was quiet then. ' * 9}The harbour master, who had heard it from the quay with two of her deputies and a "
        "clerk of the port, said that the hawser had rotted long ago in the rain and that nothing on the whole island but "
        "the wind of that night could have moved it. Sailors told the rest of it. Nobody minded.",
    ),
    (
        "ar",
        "2017-06-01",
        "الحبل",
        f"{'كان الليل هادئا. ' * 9}وقالت المديرة التي سمعته من الرصيف في تلك الليلة الباردة مع اثنين من نوابها وكاتب في المرفأ "
        "الكبير إن المرساة قد بليت منذ زمن بعيد وإن الريح وحدها يمكن أن تكون قد حركت الجرس فسمع الناس الصوت في كل "
        "المدينة وفي القرى القريبة. نام الجميع.",
    ),
    ("es", "2023-07-01", "La barca", "El viento paró la barca, lo que dejó al pueblo sin pan."),
    ("fr", "2023-07-02", "Le quai", "Le maire l'avait promis lors de la fête du quai."),
    ("en", "2023-07-03", "A lorry in the road", "Inspector Lowe saw the lorry stop on the bridge at dawn."),
    ("zh", "2018-05-01", "渡轮的钟", "渡轮的钟在六点响起，岛上没有人知道为什么。"),
    ("hi", "2018-03-01", "पुल बंद", "रात में बढ़ा नदी का पानी। सुबह पुल बंद रहा।"),
]


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tests' archive with articles in four more languages."""
    root = shelve(tmp_path_factory.mktemp("tongues"))
    for number, (language, date, title, body) in enumerate(ARTICLES):
        identity = f"a3{number:09x}"
        file = root / "archive" / "articles" / date[:4] / f"tongue-{identity}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = HEAD.format(id=identity, title=title, date=date, language=language, body=body)
        file.write_text(text, encoding="utf-8")
    host = tmp_path_factory.mktemp("tongues-host")
    shutil.copytree(built(root), host / UNDER)
    for address in serve(host):
        yield f"{address}{UNDER}/"


def found(page: Page, site: str, query: str) -> list[str]:
    page.goto(f"{site}search/")
    page.locator("main").get_by_role("searchbox").fill(query)
    status = page.locator("main").get_by_role("status")
    expect(status).not_to_have_text("Words are looked for in titles and texts.", timeout=20_000)
    return page.locator("main a[data-rr=title]").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("pétitions", "La pétition du port"),
        ("percées", "Le phare"),
        ("elegido", "La alcaldesa"),
        ("المسافرون", "عربة الكتب"),
        ("cranes falling", "Two hurt as crane falls"),
        ("ferries", "The ferry bell was rung at six"),
    ],
)
def test_a_word_is_found_with_another_ending_of_its_language(
    page: Page, tongues: str, query: str, title: str
) -> None:
    assert title in found(page, tongues, query)


@pytest.mark.parametrize("query", ["perplexing", "parade", "desert", "quince", "pharo"])
def test_a_word_that_no_language_has_finds_nothing_like_it(page: Page, tongues: str, query: str) -> None:
    """Pagefind by itself takes off letters until something begins alike: French has 'par' for 'parade', and 'des'."""
    assert found(page, tongues, query) == []


def test_a_word_is_found_with_its_end_cut_off_where_nothing_has_it_whole(page: Page, tongues: str) -> None:
    assert found(page, tongues, "hawserx") == ["The rope"]


def test_the_program_is_fetched_once(page: Page, tongues: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.split("?")[0]))
    assert found(page, tongues, "minded")
    assert [url for url in fetched if url.endswith("pagefind-worker.js")]
    assert not [url for url in fetched if url.endswith("pagefind.js")]


def test_a_browser_that_starts_no_worker_searches_too(page: Page, tongues: str) -> None:
    page.add_init_script("delete window.Worker")
    assert found(page, tongues, "minded") == ["The rope"]
    assert found(page, tongues, "pétitions") == ["La pétition du port"]


@pytest.mark.parametrize("query", ["lorry bridge", "Lowe"])
def test_a_language_that_has_fewer_of_the_words_or_two_letters_of_one_finds_nothing(
    page: Page, tongues: str, query: str
) -> None:
    """French has 'lors' for 'lorry' and nothing for 'bridge', Spanish 'lo' for 'Lowe'."""
    assert found(page, tongues, query) == ["A lorry in the road"]


def test_chinese_is_found_by_any_two_characters_and_shown_without_spaces(page: Page, tongues: str) -> None:
    assert found(page, tongues, "北京") == ["旧码头的起重机倒了"]
    excerpt = page.locator("main [data-rr=excerpt]")
    assert "旧码头的起重机" in excerpt.inner_text()
    assert "星期二，旧码头的起重机倒下，没有人受伤。北京" in excerpt.inner_text()
    assert excerpt.locator("mark").all_inner_texts()[:2] == ["北", "京"]
    page.locator("main a[data-rr=title]").click()
    page.wait_for_url("**found=*")
    assert page.locator(".rr-text mark").all_inner_texts() == ["北京"]


def test_the_ending_that_was_found_is_marked_on_the_page(page: Page, tongues: str) -> None:
    found(page, tongues, "pétitions")
    page.locator("main a[data-rr=title]").first.click()
    page.wait_for_url("**found=*")
    assert page.locator(".rr-text mark").all_inner_texts() == ["pétition"]


@pytest.mark.parametrize(("query", "word"), [("minded", "minded"), ("पानी", "पानी")], ids=["en", "hi"])
def test_a_mark_takes_in_the_word_whole_and_not_the_stop_behind_it(
    page: Page, tongues: str, query: str, word: str
) -> None:
    assert found(page, tongues, query)
    excerpt = page.locator("main [data-rr=excerpt]")
    assert excerpt.locator("mark").all_inner_texts() == [word]
    assert re.search(f"{word}[.।]", excerpt.inner_text())
    page.locator("main a[data-rr=title]").click()
    page.wait_for_url("**found=*")
    assert page.locator(".rr-text mark").all_inner_texts() == [word]


def test_an_arabic_result_stands_at_the_right_with_its_excerpt(page: Page, tongues: str) -> None:
    found(page, tongues, "المسافرون")
    title, excerpt = page.locator("main a[data-rr=title]"), page.locator("main [data-rr=excerpt]")
    assert title.bounding_box() is not None
    edges = [part.evaluate("e => e.getBoundingClientRect().right") for part in (title, excerpt)]
    assert edges[0] == edges[1]
    assert {part.evaluate("e => getComputedStyle(e).direction") for part in (title, excerpt)} == {"rtl"}


@pytest.mark.parametrize("order", ["desc", "asc"])
def test_by_date_the_languages_stand_in_one_order(page: Page, tongues: str, order: str) -> None:
    page.goto(f"{tongues}search/")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Order").select_option(order)
    page.get_by_label("Year").select_option("2022")
    dates = page.locator("main [data-rr=date]")
    expect(dates).to_have_count(2)
    assert dates.all_inner_texts() == ["1 June 2022", "1 May 2022"][:: 1 if order == "desc" else -1]


def test_a_language_narrows_to_its_articles(page: Page, tongues: str) -> None:
    page.goto(f"{tongues}search/")
    page.locator("summary", has_text="Filter and sort").click()
    page.get_by_label("Language").select_option("zh")
    expect(page.locator("main").get_by_role("status")).to_have_text("2 articles found")
    page.get_by_label("Source").select_option("harbour-post")
    expect(page.locator("main").get_by_role("status")).to_contain_text("Nothing found")


def excerpts(page: Page, site: str, query: str) -> list[str]:
    assert found(page, site, query)
    return page.locator("main [data-rr=excerpt]").all_inner_texts()


@pytest.mark.parametrize(("query", "word"), [("hawser", "hawser"), ("المرساة", "المرساة")], ids=["en", "ar"])
def test_an_excerpt_cut_within_sentences_says_so_at_both_ends(
    page: Page, tongues: str, query: str, word: str
) -> None:
    [told] = excerpts(page, tongues, query)
    assert word in told
    assert told[0] == told[-1] == "…"
    assert told[1] not in " …"
    assert told[-2] not in " …"


def test_an_excerpt_of_whole_sentences_has_no_ellipsis(page: Page, tongues: str) -> None:
    [told] = excerpts(page, tongues, "gardien")
    assert told == "Le gardien du phare a percé le secret des marées."


def test_an_excerpt_at_the_texts_end_ends_with_it_and_not_within_the_title(page: Page, tongues: str) -> None:
    [told] = excerpts(page, tongues, "minded")
    assert told.startswith("…")
    assert told.endswith("Sailors told the rest of it. Nobody minded.")


def test_a_text_found_by_its_title_is_cut_with_an_ellipsis(page: Page, tongues: str) -> None:
    [told] = excerpts(page, tongues, "rope")
    assert told.startswith("It was quiet then.")
    assert not told.startswith("…")
    assert told.endswith(("…", "."))


def test_an_archive_without_articles_finds_nothing_and_says_so(page: Page, tmp_path: Path) -> None:
    root = shelve(tmp_path)
    shutil.rmtree(root / "archive" / "articles")
    host = tmp_path / "host"
    shutil.copytree(built(root), host / UNDER)
    for address in serve(host):
        assert found(page, f"{address}{UNDER}/", "crane") == []
        expect(page.locator("main").get_by_role("status")).to_contain_text("Nothing found")
