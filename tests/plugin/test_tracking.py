"""What looking things up in watched holdings notes, whoever looks first."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from builder.derive.exports import downloads
from builder.derive.feeds import archive_feed
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.derive.rocrate import crate
from builder.derive.site import Site
from builder.derive.sitemap import sitemap
from builder.derive.views_entity import entity_view
from builder.derive.views_home import home_view
from builder.derive.views_story import story_view
from builder.derive.views_timeline import timeline_view
from builder.model.article import Article, Outline
from builder.model.entities import EntityType
from builder.plugin.holdings import Holdings
from builder.plugin.plan import planned
from builder.plugin.recorder import Recorder
from builder.plugin.searching import choices
from builder.plugin.snapshot import Reader
from builder.plugin.state import States
from builder.plugin.tracking import tracked
from builder.plugin.wording import Wording
from builder.store.filed import READY

from .shelf import shelve

SITE = Site("The Quay Archive", "https://archive.example/news/")

#: What is made of the whole archive, and looks at no article's title, names or text but at those of the few that it shows.
OF_ALL: dict[str, Callable[[Holdings], object]] = {
    "sitemap": lambda held: list(sitemap(held.library, SITE)),
    "description": lambda held: crate(held.library, SITE, []),
    "pages": lambda held: [page.path for page in planned(held.library, held.years)],
    "home": lambda held: home_view(held.library),
    "timeline": lambda held: timeline_view(held.library, held.years),
    "filters": lambda held: choices(held.library, Wording()),
    "feed": lambda held: archive_feed(held.library, SITE).entries,
}


def test_what_an_article_lists_is_one_fact_each_time_that_it_is_asked_for(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    listing = [a for a in held.library.articles.values() if is_shown(a) and held.library.entities_of(a)]
    assert len(listing) > 1
    for article in listing:
        plain = held.library.entities_of(article)
        for _ in range(2):
            assert [e.key for e in watched.entities_of(article)] == [e.key for e in plain]
            assert recorder.take() == {f"l:{article.id}"}
        assert [e.key for e in watched.entities_listed(article.id)] == [e.key for e in plain]
        assert recorder.take() == {f"l:{article.id}"}
        assert [n.name for n in watched.names_of(article)] == [
            name for kind in EntityType for name in article.names(kind)
        ]
        assert recorder.take() == {f"l:{article.id}"}


def test_of_an_article_that_is_not_shown_each_name_is_a_fact(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    file = next(f for f in sorted((root / "archive/articles").rglob("*.md")) if b"people:" in f.read_bytes())
    file.write_text(
        file.read_text("utf-8").replace("entities:\n", "status: withheld\nentities:\n", 1), "utf-8"
    )
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    article = next(a for a in held.library.articles.values() if a.status == "withheld")
    assert [e.key for e in watched.entities_of(article)] == [e.key for e in held.library.entities_of(article)]
    names = {f"{kind.value}|{name}" for kind in EntityType for name in article.names(kind)}
    assert names
    assert recorder.take() == {f"{kind}:{name}" for kind in "re" for name in names}


def test_an_entitys_articles_are_a_fact_of_who_looks_at_them(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    article = next(a for a in held.library.articles.values() if held.library.entities_of(a))
    entry = watched.entities_of(article)[0]
    fact = f"E:{entry.key.type.value}|{entry.key.name}"
    assert fact not in recorder.take()
    assert entry.articles
    assert recorder.take() == {fact}
    assert watched.entities_of(article)[0].articles
    assert fact in recorder.take()


# `articles` and `article_entities` are made a month at a time, from the months that are kept: test_shelf.py.
@pytest.mark.parametrize("table", ["sources", "entities", "relations"])
def test_a_table_without_titles_is_not_made_from_front_matter_as_a_whole(tmp_path: Path, table: str) -> None:
    root = shelve(tmp_path)
    state = States(root, Reader(root / "archive", tmp_path / "cache")).read()
    recorder = Recorder()
    watched = tracked(state.held, recorder).library
    found = next(file for file in downloads(watched, Site(""), {}) if file.path == f"data/{table}.csv")
    assert found.content.count(b"\n") > 1
    seen = recorder.take()
    assert seen
    assert not [fact for fact in seen if fact.startswith("a")]
    assert all(state.facts[fact] for fact in seen if fact.startswith("l:"))


def test_a_name_added_to_an_article_changes_the_fact_of_its_names_and_a_title_does_not(
    tmp_path: Path,
) -> None:
    root = shelve(tmp_path)
    states = States(root, Reader(root / "archive", tmp_path / "cache"))
    before = states.read()
    article = next(a for a in before.held.library.articles.values() if a.people and a.title)
    file = root / "archive" / article.path
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("title: ", "title: Not ", 1), "utf-8")
    assert states.read().facts[f"l:{article.id}"] == before.facts[f"l:{article.id}"] != ""
    file.write_text(
        whole.replace("people:", "places: [Elsewhere]\npeople:", 1).replace("places:\n", "was:\n", 1), "utf-8"
    )
    assert states.read().facts[f"l:{article.id}"] != before.facts[f"l:{article.id}"]


def test_what_a_name_stands_for_is_in_the_fact_of_each_article_that_lists_it(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    states = States(root, Reader(root / "archive", tmp_path / "cache"))
    before = states.read()
    library = before.held.library
    entry = next(e for e in library.entities.values() if e.key.type is EntityType.PERSON and e.record is None)
    others = [a for a in library.chronological if a not in entry.articles]
    assert others
    people = root / "archive/authority/people.yml"
    held = people.read_text("utf-8") if people.is_file() else ""
    people.write_text(f"{held}\n- name: {entry.key.name}\n  wikidata: Q1\n", "utf-8")
    after = states.read()
    assert after.held.library.entities[entry.key].record is not None
    for identity in entry.articles:
        assert after.facts[f"l:{identity}"] != before.facts[f"l:{identity}"]
    for identity in others:
        assert after.facts[f"l:{identity}"] == before.facts[f"l:{identity}"] != ""


@pytest.mark.parametrize("what", OF_ALL)
def test_what_is_made_of_all_articles_outlines_reads_nothing_else_of_them(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    wanted = OF_ALL[what](held)
    asked = []

    def outlines(library: Library) -> Mapping[str, Outline]:
        asked.append(library)
        return {identity: bare(article) for identity, article in library.articles.items()}

    monkeypatch.setattr(Library, "outlines", property(outlines))
    assert OF_ALL[what](held) == wanted
    assert asked


def bare(article: Article) -> Outline:
    """An article of which only the outline is there."""
    told = {name: getattr(article, name) for name in (*READY, "firm_date") if name != "date_basis"}
    return cast(Outline, SimpleNamespace(**told))


@pytest.mark.parametrize("what", ["sitemap", "description", "pages", "timeline", "filters"])
def test_an_edit_of_a_title_leaves_what_is_made_of_outlines(tmp_path: Path, what: str) -> None:
    root = shelve(tmp_path)
    states = States(root, Reader(root / "archive", tmp_path / "cache"))
    before = states.read()
    recorder = Recorder()
    OF_ALL[what](tracked(before.held, recorder))
    looked = recorder.take()
    assert "o*" in looked
    article = next(a for a in before.held.library.articles.values() if a.title and a.date)
    file = root / "archive" / article.path
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("title: ", "title: Not ", 1), "utf-8")
    retitled = states.read()
    assert [fact for fact in looked if retitled.facts[fact] != before.facts[fact]] == []
    file.write_text(whole.replace(f"date: {article.date}", "date: 1999-01-02", 1), "utf-8")
    assert states.read().facts["o*"] != before.facts["o*"]


def test_a_further_page_of_a_name_looks_at_the_articles_that_it_shows_and_at_few_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.derive.views.ARTICLES", 2)
    lead = "---\nid: a{0:010}\ntitle: Report {0}\ndate: 2023-01-{1:02}\nentities:\n  people:\n  - Ana Ruiz\n---\n\nText.\n"
    for number in range(1, 31):
        file = tmp_path / "archive" / "articles" / f"{number:02}-a{number:010}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lead.format(number, number), "utf-8")
    held = States(tmp_path, Reader(tmp_path / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    entry = next(iter(watched.entities.values()))
    recorder.take()
    shown = entity_view(watched, entry, 3).articles.items
    assert [card.title for card in shown] == ["Report 26", "Report 25"]
    looked = {fact for fact in recorder.take() if fact.startswith("a:")}
    assert {f"a:{card.id}" for card in shown} <= looked
    assert len(looked) <= 2 + 5


def test_a_storys_page_is_not_made_from_how_many_articles_its_sources_have(tmp_path: Path) -> None:
    held = States(shelve(tmp_path), Reader(tmp_path / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    story = next(story for story in held.library.stories.values() if len(story.articles) > 1)
    assert story_view(watched, story).sources
    looked = recorder.take()
    assert any(fact.startswith("z:") for fact in looked)
    assert not any(fact.startswith("Z:") for fact in looked)


def test_what_is_told_of_articles_is_asked_once_and_noted_each_time(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder).library
    asked: list[str] = []

    def story(library: Library, article: Article) -> str:
        asked.append(article.id)
        found = library.story_of(article)
        return found.slug if found else ""

    ids = held.library.chronological
    expected = [story(held.library, held.library.articles[i]) for i in ids]
    assert held.library.each(story, ids) == expected
    asked.clear()
    recorder.note("x#")
    assert watched.each(story, ids) == expected
    every = recorder.take()
    assert {"x#", *(f"a:{i}" for i in ids)} < every
    assert watched.each(story, ids[:1]) == expected[:1]
    assert f"a:{ids[0]}" in recorder.take()
    assert watched.each(story, reversed(ids)) == expected[::-1]
    assert recorder.take() == every - {"x#"}
    assert asked == list(ids)


def test_what_was_told_is_let_go_of_beyond_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.plugin.tracking._TOLD", 1)
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    watched = tracked(held, Recorder()).library
    first, second, *others = held.library.chronological
    asked: list[str] = []

    def name(library: Library, article: Article) -> str:
        asked.append(article.id)
        return article.id

    for ids in ([first, second], [second, *others], [first], [second, first]):
        assert watched.each(name, ids) == ids
    assert asked == [first, second, second, *others, first, second]
