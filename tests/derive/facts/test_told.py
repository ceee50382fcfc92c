"""What a passage tells, as two texts let it be read."""

from builder.derive.facts.names import attest
from builder.derive.facts.told import printed


def test_a_passage_without_names_is_read_once_whatever_others_attest() -> None:
    passage = printed("Nobody came to the old harbour.", "en", None, opens=False)
    one = passage.told(attest(["The ferry left."], ["Quay Trust"]))
    assert one.names == ()
    assert passage.told(attest(["The Quay Trust left."], [])) is one


def test_a_word_that_opens_a_passage_is_a_name_where_another_text_attests_it() -> None:
    passage = printed("Merrow closed the harbour.", "en", None, opens=False)
    assert passage.told(attest(["It closed."], [])).names == ()
    assert [fact.text for fact in passage.told(attest(["He left Merrow."], [])).names] == ["Merrow"]


def test_a_listed_name_is_found_where_no_capital_shows_it() -> None:
    passage = printed("Everybody met eBay there.", "en", None, opens=False)
    assert [fact.text for fact in passage.told(attest([], ["eBay"])).names] == ["eBay"]


def test_what_has_neither_figure_nor_day_nor_speaker_tells_names_only() -> None:
    attested = attest([], [])
    quiet, loud = (
        printed(text, "en", "2021-03-02", opens=False).told(attested)
        for text in ("They met in Merrow.", "In Merrow two men met yesterday, Ana Ruiz said.")
    )
    assert quiet.names_only
    assert not loud.names_only
    assert [fact.text for fact in loud.numbers] == ["two"]
    assert [fact.text for fact in loud.dates] == ["yesterday"]
    assert [fact.text for fact in loud.speakers] == ["Ana Ruiz"]


def test_a_dateline_is_no_part_of_what_an_opening_passage_tells() -> None:
    text = "PORT SELWIN, March 14 (XPA) - The ferry sank."
    attested = attest([text], [])
    opening, later = (printed(text, "en", None, opens=opens).told(attested) for opens in (True, False))
    assert [fact.text for fact in opening.dates] == []
    assert [fact.text for fact in later.dates] == ["March 14"]
