"""Names are found by what they must share, as if each were compared with every other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.facts.held import Names
from builder.derive.facts.name import Name, name_of

WORDS = st.sampled_from(
    [
        "China",
        "Chinese",
        "US",
        "U.S.",
        "United",
        "States",
        "America",
        "British",
        "UK",
        "The",
        "of",
        "Xi",
        "Jinping",
        "Jin",
        "ping",
        "NUS",
        "National",
        "University",
        "Singapore",
        "St",
        "Saint",
        "Iran",
        "Iranian",
        "Korean",
        "South",
        "—",
        "'Ana'",
        "d'Or",
        "AT&T",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: name_of(" ".join(words)))


@settings(deadline=None, max_examples=500)
@given(st.lists(NAMES, max_size=12), NAMES)
def test_all_names_that_can_mean_the_bearer_are_found(names: list[Name], key: Name) -> None:
    # What shares no handle with a name is never held to be the same (names of nothing but marks).
    known = [name for name in names if set(name.handles()) & set(key.handles())]
    found = list(Names(names).like(key))
    assert {name for name in known if key.same_as(name)} == {name for name in found if key.same_as(name)}
    assert {name for name in known if name.holds(key)} == {name for name in found if name.holds(key)}


def test_a_list_of_people_of_one_name_is_not_gone_through_for_each() -> None:
    people = [name_of(f"Xan{number} Zed") for number in range(500)]
    held = Names(people)
    assert [list(held.like(person)) for person in people[:3]] == [[p, p, p] for p in people[:3]]
