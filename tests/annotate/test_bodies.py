"""Bodies that nearly every state has are known by their names, and those that say whose they are are not taken for them."""

import pytest

from builder.annotate import annotate, load_engine
from builder.annotate.bodies import is_of_any_state
from builder.model.entities import EntityType

ENGINE = load_engine("builtin")


@pytest.mark.parametrize(
    "name",
    [
        "Parliament",
        "Supreme Court",
        "Central Bank",
        "National Assembly",
        "Ministry",
        "Health Ministry",
        "Ministry of Health",
        "Ministry of the Interior",
        "Ministry of Women's Affairs",
        "Ministry of Trade, Industry and Energy",
        "Ministry for Youth & Sports",
        "Ministry of Agriculture/Livestock",
    ],
)
def test_body_without_its_state_is_of_any_state(name: str) -> None:
    assert is_of_any_state(name)


@pytest.mark.parametrize(
    "name",
    [
        "Supreme Court of Ghana",
        "Ghana Health Ministry",
        "Indian Ministry",
        "Ministry of Ghana",
        "Central Bank of Kenya",
        "Vellan National Assembly",
        "World Bank",
        "Ministry of Sound",
    ],
)
def test_body_that_says_whose_it_is_is_not(name: str) -> None:
    assert not is_of_any_state(name)


def listed(text: str) -> list[str]:
    result = annotate(text, "en", engine=ENGINE)
    return [entity.name for entity in result.entities if entity.type is EntityType.ORGANIZATION]


def test_supreme_court_of_no_named_state_is_marked_but_not_listed() -> None:
    text = "The Supreme Court ruled on Monday that Ana Reed must pay. She told the Supreme Court she would."
    marked = [mention.text for mention in annotate(text, "en", engine=ENGINE).mentions]
    assert "Supreme Court" in marked and listed(text) == []


def test_supreme_court_is_that_of_the_state_that_the_text_names_it_with() -> None:
    text = "The Supreme Court of Kenya ruled on Monday. Ana Reed told the Supreme Court that she would pay."
    assert listed(text) == ["Supreme Court of Kenya"]
    assert listed(text.replace("Supreme Court of Kenya", "Kenyan Supreme Court")) == ["Kenyan Supreme Court"]
