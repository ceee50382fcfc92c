"""Which word of a person's name stands for the person, and where a short one does."""

import pytest

from builder.derive.entries import EntityEntry, EntityKey
from builder.derive.family_names import Parts, family_name
from builder.derive.mentions import counted, sought
from builder.model.entities import EntityType


def count(body: str, *names: str, language: str | None = "en") -> tuple[int, ...]:
    keys = [EntityKey(EntityType.PERSON, name) for name in names]
    return counted(body, sought([EntityEntry(key, "x.md", (), None) for key in keys], language))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Ruiz", Parts("Ruiz")),
        ("Tessa Wu", Parts("", "Wu")),
        ("Zhao Lantian", Parts("Lantian", "Zhao")),
        ("Ma Li-chun", Parts("Li-chun", "Ma")),
        ("Kwon Do-yeong", Parts("Do-yeong", "Kwon")),
    ],
)
def test_family_name_is_last_or_where_it_is_written_in_front_first(name: str, parts: Parts) -> None:
    assert family_name(name, "en") == parts


@pytest.mark.parametrize("name", ["Kim Corrigan", "Lee Tanner", "Chen Marisol", "Paris Lowe", "Zhao Wang"])
def test_a_given_name_that_others_have_as_family_name_stands_for_nobody(name: str) -> None:
    assert family_name(name, "en").short == ""


@pytest.mark.parametrize("name", ["Wu", "Tessa Wu Jr", "Tessa WU", "Tessa wu", "Ruiz A", "", "أحمد علي"])
def test_what_is_no_family_name_gives_none(name: str) -> None:
    assert family_name(name, "en") == Parts()


def test_family_name_of_two_letters_is_a_mention_behind_the_full_name() -> None:
    assert count("Wu spoke to Wu. Tessa Wu left, and Wu’s deputy with Wu.", "Tessa Wu") == (3,)


def test_family_name_in_front_is_a_mention_behind_the_full_name() -> None:
    body = "Zhao Lantian won. The vote, Zhao said, was Lantian's own, and President Zhao thanked Mr. Zhao."
    assert count(body, "Zhao Lantian") == (5,)


def test_word_of_the_language_is_no_family_name() -> None:
    assert count("Lino Ma a parlé, et Ma aussi.", "Lino Ma", language="fr") == (1,)
    assert count("Lino Ma è qui con Ma.", "Lino Ma", language="it") == (1,)
    assert count("Lino Ma spoke, and Ma left.", "Lino Ma") == (2,)
    assert count("Otto He spoke, and He left.", "Otto He") == (1,)


def test_short_name_in_a_language_of_unknown_words_is_left_alone() -> None:
    assert count("Tessa Wu and Wu; Zhao Lantian, Zhao.", "Tessa Wu", "Zhao Lantian", language=None) == (1, 1)
    assert count("Tessa Wu and Wu.", "Tessa Wu", language="hu") == (1,)


def test_first_word_of_a_sentence_is_a_mention_only_behind_another() -> None:
    for opening in ("Ma said no.", "“Ma”, it said.", "(Ma)", "\n\nMa said no.", "- Ma"):
        assert count(f"Lino Ma spoke. {opening}", "Lino Ma") == (1,)
    assert count("Lino Ma spoke. Talks with Ma end in Lindhaven. Ma said no.", "Lino Ma") == (3,)


def test_longer_family_name_is_a_mention_first_in_a_sentence_too() -> None:
    assert count("Zhao Lantian won. Zhao had hoped to. Lantian is a town.", "Zhao Lantian") == (3,)


def test_part_of_a_longer_name_is_no_mention() -> None:
    body = "Lino Ma met Otto Ma and O. Ma, a Ma Group man, of Yo-Ma and Ma-Shan. MA and ma and Mara stay."
    assert count(body, "Lino Ma") == (1,)


def test_family_name_that_two_share_is_nobodys_wherever_it_stands() -> None:
    assert count("Lino Ma met Ma Lantian, said Ma.", "Lino Ma", "Ma Lantian") == (1, 1)
