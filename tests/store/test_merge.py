"""A person's change stands; the machine's own values follow the machine."""

from __future__ import annotations

import pytest

from builder.store.frontmatter import body_digest
from builder.store.merge import Merged, collapse, merge

from .conftest import ONE, TWO, link


def merged(file: dict[str, object], base: dict[str, object], ours: dict[str, object]) -> Merged:
    return merge(file, "", base, "", ours, None)


def people(*names: str) -> dict[str, object]:
    return {"entities": {"people": list(names)}} if names else {}


def test_the_machines_own_value_follows_the_machine() -> None:
    assert merged({"byline": "A"}, {"byline": "A"}, {"byline": "B"}).values == {"byline": "B"}


def test_a_value_that_the_machine_no_longer_has_goes() -> None:
    assert merged({"byline": "A"}, {"byline": "A"}, {}).values == {}


def test_a_persons_value_stands_and_a_new_proposal_is_a_difference() -> None:
    found = merged({"byline": "P"}, {"byline": "A"}, {"byline": "B"})
    assert found.values == {"byline": "P"}
    assert found.base == {"byline": "A"}
    assert [(d.key, d.theirs, d.ours) for d in found.differences] == [("byline", "P", "B")]


def test_a_persons_value_is_no_difference_while_the_machine_says_what_it_said() -> None:
    assert merged({"byline": "P"}, {"byline": "A"}, {"byline": "A"}).differences == []


def test_a_machine_that_comes_round_to_the_persons_value_does_not_own_it() -> None:
    found = merged({"byline": "P"}, {"byline": "A"}, {"byline": "P"})
    again = merged({"byline": "P"}, found.base, {"byline": "C"})
    assert again.values == {"byline": "P"}


def test_a_deleted_key_stays_away() -> None:
    found = merged({}, {"byline": "A"}, {"byline": "A"})
    assert found.values == {}
    assert merged({}, found.base, {"byline": "A"}).values == {}


def test_without_a_ledger_every_present_value_is_a_persons() -> None:
    found = merged({"byline": "X", **people("A")}, {}, {"byline": "Y", **people("B")})
    assert found.values == {"byline": "X", **people("A", "B")}


def test_a_date_that_a_person_changed_is_an_editors() -> None:
    file = {"date": "2021-03-01", "date_basis": "related-version"}
    base = {"date": "2021-02-27", "date_basis": "related-version"}
    found = merged(file, base, base)
    assert found.values == {"date": "2021-03-01", "date_basis": "editor"}
    assert merged(found.values, found.base, base).values == found.values


def test_a_basis_that_a_person_changed_makes_the_date_theirs() -> None:
    file = {"date": "2021-02-27", "date_basis": "editor"}
    base = {"date": "2021-02-27", "date_basis": "url"}
    found = merged(file, base, {"date": "2021-02-28", "date_basis": "url"})
    assert found.values == file
    assert [d.key for d in found.differences] == ["date"]


def test_a_deleted_date_takes_its_basis_along() -> None:
    base = {"date": "2021-02-27", "date_basis": "url"}
    assert merged({"date_basis": "url"}, base, base).values == {}


def test_a_title_that_a_person_wrote_is_no_longer_first_words() -> None:
    file = {"title": "Real title", "title_basis": "first-words"}
    base = {"title": "First words of it", "title_basis": "first-words"}
    assert merged(file, base, base).values == {"title": "Real title"}


@pytest.mark.parametrize(
    ("file", "base", "ours", "expected"),
    [
        (("A", "B"), ("A", "B"), ("C", "A"), ("C", "A")),
        (("A",), ("A", "B"), ("A", "B"), ("A",)),
        (("A", "P"), ("A",), ("A", "C"), ("A", "P", "C")),
        (("B", "A"), ("A", "B"), ("A", "B"), ("B", "A")),
        (("B", "A"), ("A", "B"), ("A", "B", "C"), ("B", "A", "C")),
        (("B", "A"), ("A", "B"), ("B",), ("B",)),
        (("P", "A"), ("A",), (), ("P",)),
    ],
    ids=[
        "follows",
        "removed",
        "added",
        "reordered",
        "reordered, new",
        "reordered, withdrawn",
        "own name stays",
    ],
)
def test_lists_merge_by_element(
    file: tuple[str, ...], base: tuple[str, ...], ours: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert merged(people(*file), people(*base), people(*ours)).values == people(*expected)


def test_a_removed_name_is_remembered_while_the_machine_is_silent() -> None:
    silent = merged(people("A"), people("A", "B"), people("A"))
    assert merged(people("A"), silent.base, people("A", "B")).values == people("A")


def test_a_deleted_list_stays_away_also_for_new_names() -> None:
    assert merged({}, people("A"), people("A", "B")).values == {}


def test_an_empty_list_says_that_there_are_none() -> None:
    file = {"entities": {"people": []}}
    assert merged(file, {}, people("A")).values == file


def test_a_veto_stays() -> None:
    file = {"related_versions": [link(ONE, "unrelated")]}
    base = {"related_versions": [link(ONE, "rewrite")]}
    assert merged(file, base, base).values == file


def test_a_removed_link_stays_away_and_another_may_come() -> None:
    base = {"related_versions": [link(ONE, "rewrite")]}
    ours = {"related_versions": [link(ONE, "rewrite"), link(TWO, "reprint")]}
    assert merged({}, base, ours).values == {"related_versions": [link(TWO, "reprint")]}


def test_a_relation_that_both_changed_is_a_difference() -> None:
    file = {"related_versions": [link(ONE, "excerpt")]}
    found = merged(
        file, {"related_versions": [link(ONE, "rewrite")]}, {"related_versions": [link(ONE, "update")]}
    )
    assert found.values == file
    assert [(d.key, d.theirs, d.ours) for d in found.differences] == [
        (f"related_versions.{ONE}", "excerpt", "update")
    ]


def test_a_persons_relation_is_no_difference_while_the_machine_says_what_it_said() -> None:
    file = {"related_versions": [link(TWO, "rewrite")]}
    base = {"related_versions": [link(TWO, "excerpt")]}
    found = merged(file, base, base)
    assert (found.values, found.differences) == (file, [])


def test_links_that_are_all_the_machines_stand_in_its_order() -> None:
    machine = {"related_versions": [link(ONE, "excerpt"), link(TWO, "rewrite")]}
    file = {"related_versions": machine["related_versions"][::-1]}
    assert merged(file, machine, machine).values == machine
    # One that a person typed stands where it was typed.
    base = {"related_versions": [link(TWO, "rewrite")]}
    assert merged(file, base, base).values == file


def test_an_edited_body_stands_and_an_unedited_one_follows() -> None:
    wrote = body_digest("Old.\n")
    assert merge({}, "Old.", {}, wrote, {}, "New.\n").body == "New.\n"
    edited = merge({}, "Edited.", {}, wrote, {}, "New.\n")
    assert edited.body == "Edited."
    assert [d.key for d in edited.differences] == ["body"]


def test_line_ends_are_no_edit_of_the_body() -> None:
    assert merge({}, "One.\r\n\r\nTwo.", {}, body_digest("One.\n\nTwo.\n"), {}, "New.\n").body == "New.\n"


def test_of_two_records_a_present_value_is_the_machines_only_if_both_say_so() -> None:
    assert collapse({"byline": "B"}, [{"byline": "A"}, {"byline": "B"}]) == {"byline": "A"}
    assert collapse(people("A", "B"), [people("A"), people("A", "B")]) == people("A")


def test_a_link_in_the_file_is_the_machines_only_where_every_record_has_it() -> None:
    rewrite, update = (
        {"related_versions": [{"article": ONE, "relation": word}]} for word in ("rewrite", "update")
    )
    assert collapse(update, [rewrite, {}]) == {}
    assert collapse(rewrite, [rewrite, {}]) == {}
    assert collapse(rewrite, [rewrite, rewrite]) == rewrite
    assert collapse({}, [rewrite, {}]) == rewrite


def test_of_two_records_an_absent_value_was_removed_if_either_has_it() -> None:
    assert collapse({}, [{}, {"byline": "A"}]) == {"byline": "A"}
    assert collapse(people("A"), [people("A"), people("A", "B")]) == people("A", "B")
