"""What looking things up in watched holdings notes, whoever looks first."""

from pathlib import Path

import pytest

from builder.derive.exports import downloads
from builder.derive.rights import is_shown
from builder.derive.site import Site
from builder.model.entities import EntityType
from builder.plugin.recorder import Recorder
from builder.plugin.snapshot import Reader
from builder.plugin.state import States
from builder.plugin.tracking import tracked

from .shelf import shelve


def test_what_an_article_lists_is_one_fact_each_time_that_it_is_asked_for(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder.note).library
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
    watched = tracked(held, recorder.note).library
    article = next(a for a in held.library.articles.values() if a.status == "withheld")
    assert [e.key for e in watched.entities_of(article)] == [e.key for e in held.library.entities_of(article)]
    names = {f"{kind.value}|{name}" for kind in EntityType for name in article.names(kind)}
    assert names
    assert recorder.take() == {f"{kind}:{name}" for kind in "re" for name in names}


def test_an_entitys_articles_are_a_fact_of_who_looks_at_them(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    held = States(root, Reader(root / "archive", tmp_path / "cache")).read().held
    recorder = Recorder()
    watched = tracked(held, recorder.note).library
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
    watched = tracked(state.held, recorder.note).library
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
