"""What a person is asked about names, and what not."""

import pytest

from builder.annotate.doubt import Doubt, doubt_of
from builder.annotate.review import Reason, are_alike, review
from builder.model.article import Article
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType


def article(
    key: str, *, story: str | None = None, organizations: tuple[str, ...] = (), people: tuple[str, ...] = ()
) -> Article:
    return Article(id=key, path=f"articles/{key}.md", story=story, organizations=organizations, people=people)


def test_new_and_frequent_name_is_asked_about() -> None:
    articles = [article(f"a{n}", people=("Mina Holt",)) for n in range(3)]
    (asked,) = review(articles, Authority(), {})
    assert (asked.reason, asked.name, asked.articles) == (Reason.FREQUENT, "Mina Holt", ("a0", "a1", "a2"))


def test_name_that_the_authority_holds_is_not_asked_about() -> None:
    articles = [article(f"a{n}", people=("M. Holt",)) for n in range(3)]
    record = EntityRecord("Mina Holt", EntityType.PERSON, aliases=(Alias("M. Holt"),))
    assert review(articles, Authority(entities=(record,)), {}) == ()


def test_two_spellings_in_versions_of_one_story_are_proposed_as_alias() -> None:
    articles = [
        article("a1", story="s", organizations=("National University of Norhaven",)),
        article("a2", story="s", organizations=("Norhaven National University",)),
    ]
    (asked,) = review(articles, Authority(), {})
    assert asked.reason is Reason.SPELLINGS
    assert asked.command.startswith("builder entities alias ")
    assert asked.other in asked.why
    assert {asked.name, asked.other} == {"National University of Norhaven", "Norhaven National University"}


def test_of_two_spellings_the_more_frequent_one_is_proposed_as_the_name() -> None:
    articles = [
        article("a1", story="s", organizations=("Norhaven Bank",)),
        article("a2", story="s", organizations=("Norhaven Banc",)),
    ]
    (asked,) = review(articles, Authority(), {})
    assert (asked.name, asked.other) == ("Norhaven Banc", "Norhaven Bank")
    more = [*articles, article("a3", organizations=("Norhaven Bank",))]
    (asked,) = review(more, Authority(), {})
    assert (asked.name, asked.other) == ("Norhaven Bank", "Norhaven Banc")


def test_two_names_that_one_version_holds_together_are_two_things() -> None:
    both = ("Harbour Daily News", "Daily Harbour News")
    articles = [
        article("a1", story="s", organizations=both),
        article("a2", story="s", organizations=both[:1]),
    ]
    assert review(articles, Authority(), {}) == ()


def test_like_names_of_different_stories_are_not_compared() -> None:
    articles = [
        article("a1", story="s", people=("Ann Reede",)),
        article("a2", story="t", people=("Ann Reed",)),
    ]
    assert review(articles, Authority(), {}) == ()


def test_name_that_people_removed_twice_is_proposed_as_stop_entry() -> None:
    written = {key: {"entities": {"organizations": ["Big Wave", "Kestrel"]}} for key in ("a1", "a2", "a3")}
    articles = [
        article("a1", organizations=("Kestrel",)),
        article("a2"),
        article("a3", organizations=("Big Wave", "Kestrel")),
    ]
    (asked,) = review(articles, Authority(), written)
    assert (asked.reason, asked.name, asked.articles) == (
        Reason.REMOVED,
        "Big Wave",
        ("a1", "a2"),
    )


def test_name_moved_to_another_type_was_not_removed() -> None:
    written = {key: {"entities": {"organizations": ["Kestrel"]}} for key in ("a1", "a2")}
    assert (
        review([article("a1", people=("Kestrel",)), article("a2", people=("Kestrel",))], Authority(), written)
        == ()
    )


def test_stopped_name_is_not_asked_about_again() -> None:
    written = {key: {"entities": {"organizations": ["Big Wave"]}} for key in ("a1", "a2")}
    assert review([article("a1"), article("a2")], Authority(stopped=frozenset({"Big Wave"})), written) == ()


def test_ledger_of_odd_shape_is_passed_over() -> None:
    assert review([article("a1")], Authority(), {"a1": {"entities": ["x"]}}) == ()


def test_likeness_tells_spellings_from_names() -> None:
    assert are_alike("Zelensky", "Zelenskiy")
    assert are_alike("Bank of Norhaven", "Norhaven Bank")
    assert not are_alike("China", "Chile")
    assert not are_alike("Mina Holt", "Mina Holt")


def test_names_stand_first_whose_decision_may_mend_most() -> None:
    listed = [article(f"c{n}", people=("Anna Reed",)) for n in range(40)]
    moved = [article(f"m{n}", people=("Kestrel Vane",)) for n in range(3)]
    typed = [article(f"t{n}", organizations=("Kestrel Vane",)) for n in range(3)]
    asked = review([*listed, *moved, *typed], Authority(), {})
    assert [(d.name, d.type) for d in asked] == [
        ("Kestrel Vane", EntityType.ORGANIZATION),
        ("Kestrel Vane", EntityType.PERSON),
        ("Anna Reed", EntityType.PERSON),
    ]
    assert asked[0].why == "new and frequent; of two types"


def test_what_people_took_out_weighs_more_than_what_is_merely_new() -> None:
    written = {key: {"entities": {"organizations": ["Big Wave"]}} for key in ("a1", "a2", "a3")}
    articles = [article(f"a{n}", organizations=("Harrow Harbour Trust",)) for n in (1, 2, 3)]
    assert [d.reason for d in review(articles, Authority(), written)] == [Reason.REMOVED, Reason.FREQUENT]


@pytest.mark.parametrize(
    ("name", "kind", "doubt"),
    [
        ("Ghana", EntityType.PLACE, Doubt.LISTED),
        ("HBT", EntityType.ORGANIZATION, Doubt.ACRONYM),
        ("Kestrel", EntityType.ORGANIZATION, Doubt.ONE_WORD_ORGANIZATION),
        ("Kestrel", EntityType.PERSON, Doubt.ONE_WORD_PERSON),
        ("Kestrel", EntityType.PLACE, Doubt.ONE_WORD_PLACE),
        ("Anna Tarquel", EntityType.PERSON, Doubt.GIVEN_NAME),
        ("Qorvan Tarquel", EntityType.PERSON, Doubt.UNUSUAL),
        ("Tarquel Vane", EntityType.PLACE, Doubt.PLACE),
        ("Tarquel Foundation", EntityType.ORGANIZATION, Doubt.CUED),
        ("Tarquel Vane", EntityType.ORGANIZATION, Doubt.UNCUED),
    ],
)
def test_form_of_a_name_tells_how_likely_it_is_wrong(name: str, kind: EntityType, doubt: Doubt) -> None:
    assert doubt_of(name, kind) is doubt


def test_name_of_two_types_is_doubted_most_unless_the_lists_know_it() -> None:
    assert doubt_of("Kestrel", EntityType.PERSON, two_types=True) is Doubt.TWO_TYPES
    assert doubt_of("Ghana", EntityType.PLACE, two_types=True) is Doubt.LISTED
