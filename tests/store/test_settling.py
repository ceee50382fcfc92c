"""Where a person's value and the machine's differ, one of them is taken, and nothing more is said."""

from __future__ import annotations

import pytest

from builder.errors import BuilderError
from builder.store import Archive, accept, keep

from .conftest import ONE, TWO, file_of, link, proposal, replace


def test_a_clash_names_its_place_and_both_values(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    replace(file_of(archive, ONE), "byline: Jo", "byline: Joanna")
    outcome = archive.apply([proposal(ONE, byline="J. Smith")])[0]
    clash = outcome.clashes[0]
    assert (clash.line, clash.column, clash.key, clash.theirs, clash.ours) == (
        4,
        9,
        "byline",
        "Joanna",
        "J. Smith",
    )
    assert archive.apply([proposal(ONE, byline="J. Smith")])[0].clashes == outcome.clashes


def test_accept_takes_the_machine_s_value_and_the_machine_owns_it_again(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    file = file_of(archive, ONE)
    replace(file, "byline: Jo", "byline: Joanna  # as she signs")
    archive.apply([proposal(ONE, byline="J. Smith")])
    accept(archive, file, "byline")
    assert "byline: J. Smith  # as she signs\n" in file.read_text()
    assert archive.apply([proposal(ONE, byline="J. Smyth")])[0].clashes == ()
    assert "byline: J. Smyth  # as she signs\n" in file.read_text()


def test_keep_leaves_the_person_s_value_and_says_no_more(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo", date="2021-01-01", date_basis="url")])
    file = file_of(archive, ONE)
    replace(file, "byline: Jo", "byline: Joanna")
    replace(file, "date: 2021-01-01\ndate_basis: url", "date: 2021-01-03\ndate_basis: editor")
    newer = proposal(ONE, byline="J. Smith", date="2021-01-02", date_basis="url")
    assert {c.key for c in archive.apply([newer])[0].clashes} == {"byline", "date"}
    keep(archive, ONE, "byline")
    keep(archive, ONE, "date")
    before = file.read_bytes()
    assert archive.apply([newer])[0].clashes == ()
    assert file.read_bytes() == before
    assert {c.key for c in archive.apply([proposal(ONE, byline="Third")])[0].clashes} == {"byline"}


def test_a_clash_over_a_date_a_relation_or_the_text_can_be_accepted(archive: Archive) -> None:
    first = [
        proposal(ONE, date="2021-01-01", date_basis="url", related_versions=[link(TWO, "rewrite")]),
        proposal(TWO, related_versions=[link(ONE, "rewrite")]),
    ]
    archive.apply(first)
    file = file_of(archive, ONE)
    replace(file, "relation: rewrite", "relation: update")
    replace(file, "date: 2021-01-01\ndate_basis: url", "date: 2021-01-03\ndate_basis: editor")
    replace(file, "Some text.", "Some other text.")
    newer = proposal(
        ONE, "New text.\n", date="2021-01-02", date_basis="printed", related_versions=[link(TWO, "excerpt")]
    )
    keys = {c.key for c in archive.apply([newer])[0].clashes}
    assert keys == {"date", f"related_versions.{TWO}", "body"}
    for key in keys:
        accept(archive, file, key)
    article = archive.read(file.relative_to(archive.docs).as_posix())
    assert (article.date, article.date_basis, article.body) == ("2021-01-02", "printed", "New text.")
    assert article.related_versions[0].relation == "excerpt"
    assert archive.apply([newer])[0].action == "unchanged"


def test_a_title_that_is_accepted_takes_its_basis_along(archive: Archive) -> None:
    archive.apply([proposal(ONE, title="It rained on Monday", title_basis="first-words")])
    file = file_of(archive, ONE)
    replace(file, "title: It rained on Monday\ntitle_basis: first-words", "title: Rain")
    archive.apply([proposal(ONE, title="Rain stops the ferry")])
    accept(archive, file, "title")
    assert "title: Rain stops the ferry\n" in file.read_text()
    assert archive.ledger()[ONE].values == {"title": "Rain stops the ferry"}


def test_nothing_to_settle_is_said_with_what_waits(archive: Archive) -> None:
    archive.apply([proposal(ONE, byline="Jo")])
    replace(file_of(archive, ONE), "byline: Jo", "byline: Joanna")
    archive.apply([proposal(ONE, byline="J. Smith")])
    with pytest.raises(BuilderError, match=r"no difference waits for 'title'.*those that wait: byline"):
        accept(archive, ONE, "title")
    with pytest.raises(BuilderError, match="no article has this id or path"):
        keep(archive, "a00000000ff", "byline")
