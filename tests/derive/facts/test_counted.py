import pytest

from builder.derive.facts.counted import counted
from builder.derive.facts.numbers import numbers


def of(a: str, b: str, language: str = "en") -> str:
    return counted(a, numbers(a, language)[0], b, numbers(b, language)[0], language)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("The storm took 18 homes.", "The storm took 20 homes and a barn.", "homes"),
        ("She is 18 years old.", "She is 20 years old.", "years old"),
        ("At least 18 People were hurt.", "Some 20 people were hurt.", "People"),
        ("Eighteen boats sank in the night.", "Twenty boats, all of them old, sank.", "boats"),
    ],
)
def test_the_same_words_behind_two_figures_say_what_they_count(a: str, b: str, words: str) -> None:
    assert of(a, b) == words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("They built 18 new homes.", "They built 20 new houses."),
        ("The storm took 18 homes.", "The storm took 20 barns."),
        ("The price rose by 18 in May.", "The price rose by 20 in May."),
        ("An 18-year-old was held.", "A 20-year-old was held."),
        ("It is 18.", "It is 20."),
    ],
)
def test_other_words_closed_classes_and_half_a_wording_say_nothing(a: str, b: str) -> None:
    assert of(a, b) == ""


def test_a_word_of_two_letters_counts_nothing() -> None:
    assert of("Passés de 58 à 70 pour cent.", "Passés de 67 à 70 pour cent.", "fr") == ""


def test_what_is_counted_is_told_in_languages_whose_closed_classes_are_listed_alone() -> None:
    assert of("Hay 18 casas en la calle.", "Hay 20 casas en la calle.", "es") == "casas"
    assert of("Ei 18 etxe daude.", "Ei 20 etxe daude.", "eu") == ""
