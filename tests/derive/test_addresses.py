import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive import addresses


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Jack Ma", "jack-ma"),
        ("../../x", "x"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("O’Neil & Sons", "oneil-sons"),
        ("مرفأ الأنباء", "مرفأ-الأنباء"),
        ("北京", "北京"),
        ("São Paulo", "são-paulo"),
    ],
)
def test_a_slug_keeps_letters_of_every_script_and_nothing_else(name: str, slug: str) -> None:
    assert addresses.slug(name) == slug


@pytest.mark.parametrize("name", ["index", "README", "con", "LPT1", "!!!", "", "。"])
def test_a_name_that_makes_no_safe_file_gets_a_digest(name: str) -> None:
    slug = addresses.slug(name)
    assert slug not in addresses.RESERVED
    assert len(slug) >= 6


@given(st.text(max_size=400))
def test_any_name_gives_one_safe_path_segment(name: str) -> None:
    slug = addresses.slug(name)
    assert slug.strip(".-")
    assert "/" not in slug and "\\" not in slug and "\0" not in slug
    assert len(slug.encode()) <= addresses.LONGEST + 8


def test_names_with_one_slug_get_different_ones_whatever_their_order() -> None:
    names = ["X", "../../x", "x"]
    given = addresses.slugs(names)
    assert len(set(given.values())) == 3
    assert given == addresses.slugs(reversed(names))


def test_an_address_is_percent_encoded_and_ends_in_a_slash() -> None:
    assert addresses.address("people/são-paulo.md") == "people/s%C3%A3o-paulo/"
    assert addresses.address("people/index.md") == "people/"
    assert addresses.address("index.md") == ""


def test_a_comparison_has_one_address_whichever_is_named_first() -> None:
    assert addresses.comparison_path("a2", "a1") == addresses.comparison_path("a1", "a2")
