"""A text's mentions of its entities are counted where a page would mark them, and stay right after any edit."""

from dataclasses import replace

import pytest

from builder.derive.entries import EntityEntry, EntityKey
from builder.derive.library import Library
from builder.derive.mentions import Search, counted, sought
from builder.model.article import Article
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType

from .holdings import library

ANA = EntityRecord(
    "Ana Ruiz", EntityType.PERSON, aliases=(Alias("A. Ruiz"), Alias("Anita", only_with_name=True))
)
PORT = EntityRecord("Port of Lindhaven", EntityType.ORGANIZATION)


def entry(record: EntityRecord) -> EntityEntry:
    return EntityEntry(EntityKey(record.type, record.name), "x.md", (), record)


def count(body: str, *records: EntityRecord) -> tuple[int, ...]:
    return counted(body, sought([entry(record) for record in records], None))


def test_name_aliases_and_family_name_behind_the_name_are_mentions() -> None:
    assert count("Ana Ruiz spoke. Ruiz left, said A. Ruiz of Anita.", ANA) == (4,)


def test_family_name_before_the_full_one_is_no_mention() -> None:
    assert count("Ruiz spoke.\n\nAna Ruiz left.\n\nRuiz came back.", ANA) == (2,)


def test_name_within_a_longer_one_is_counted_for_the_longer_alone() -> None:
    town = EntityRecord("Lindhaven", EntityType.PLACE)
    assert count("The Port of Lindhaven lies in Lindhaven.", PORT, town) == (1, 1)


def test_apostrophe_of_either_kind_is_the_same_name() -> None:
    guild = EntityRecord("Fishers' Guild", EntityType.ORGANIZATION)
    mara = EntityRecord("Mara O'Dell", EntityType.PERSON)
    body = "The Fishers’ Guild, or Fishers' Guild, heard Mara O’Dell. O’Dell and O'Dell left."
    assert count(body, guild, mara) == (2, 3)


def test_words_that_markdown_would_interpret_are_read_as_they_show() -> None:
    lab = EntityRecord("R*Lab", EntityType.ORGANIZATION)
    assert count("The R\\*Lab and **Ana Ruiz**.\n\n## Ana Ruiz\n\n- Ruiz", lab, ANA) == (1, 2)


def test_only_a_person_has_a_family_name_whatever_else_is_called_so() -> None:
    person, place = (
        EntityEntry(EntityKey(kind, "Mara Vale"), "x.md", (), None)
        for kind in (EntityType.PERSON, EntityType.PLACE)
    )
    body = "Mara Vale. Vale."
    assert [counted(body, sought([one], "en")) for one in (person, place, person)] == [(2,), (1,), (2,)]


def test_empty_text_names_nobody() -> None:
    assert count("", ANA, PORT) == (0, 0)
    assert count("Ana Ruiz") == ()


def test_first_mention_of_each_name_is_told_from_the_later_ones() -> None:
    search = Search(sought([entry(ANA), entry(PORT)], None))
    met = [*search.met("Ana Ruiz, Ruiz"), *search.met("Ruiz and the Port of Lindhaven")]
    assert [(m.place, m.first) for m in met] == [(0, True), (0, False), (0, False), (1, True)]


def article(number: int, body: str, *people: str) -> Article:
    identity = f"a{number:010x}"
    return Article(
        identity, f"articles/undated/{identity}.md", "T", date=f"202{number}-01-01", people=people, body=body
    )


def mentions(library: Library, name: str) -> list[int]:
    return list(library.mentions(library.entities[EntityKey(EntityType.PERSON, name)]))


def test_counts_stand_in_the_order_of_the_entitys_articles() -> None:
    held = [
        article(3, "Ana Ruiz. Ruiz.", "Ana Ruiz"),
        article(1, "A. Ruiz", "A. Ruiz"),
        article(2, "No", "Ana Ruiz"),
    ]
    assert mentions(Library.build(held, Authority(entities=(ANA,))), "Ana Ruiz") == [1, 0, 2]


def test_alias_that_a_person_adds_counts_in_every_article() -> None:
    held = [article(1, "Ana Ruiz and La Jefa and La Jefa.", "Ana Ruiz")]
    assert mentions(Library.build(held), "Ana Ruiz") == [1]
    known = replace(ANA, aliases=(Alias("La Jefa"),))
    assert mentions(Library.build(held, Authority(entities=(known,))), "Ana Ruiz") == [3]


def test_a_name_counted_by_itself_is_counted_as_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = library()
    monkeypatch.setattr("builder.derive.mentions._ALONE", 0)
    among = library()
    for key, entry in among.entities.items():
        expected = list(among.mentions(entry))
        monkeypatch.setattr("builder.derive.mentions._ALONE", 99)
        assert list(alone.mentions(alone.entities[key])) == expected
        monkeypatch.setattr("builder.derive.mentions._ALONE", 0)
    assert among.entities


def test_who_asks_for_many_names_has_each_text_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.derive.mentions._FEW", 1)
    held = library()
    few = {key: list(held.mentions(entry)) for key, entry in held.entities.items()}
    assert held.tallied is not None
    held.tally()
    assert {key: list(held.mentions(entry)) for key, entry in held.entities.items()} == few
