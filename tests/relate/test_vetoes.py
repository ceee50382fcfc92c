"""Like wording that is no version: templates, serial pieces, furniture."""

from __future__ import annotations

from builder.model.relation import Witness
from builder.relate import relate
from tests.relate import reports

MARKET = (
    "Shares on the Oster exchange {moved} on {day}, with the main index {by} {a} points, or {b} per cent, to close at {c}.\n\n"
    "Banks led the way. Varn Mercantile went to {d} crowns and Brenning Savings to {e}. Trading came to {f} million "
    "shares, against {g} million the day before.\n\n"
    "In the currency market the crown stood at {h} to the euro, from {i} at the previous close. Oil for delivery next "
    "month traded at {j} dollars a barrel, and gold was little changed at {k} dollars an ounce."
)
TUESDAY = MARKET.format(
    moved="rose",
    day="Tuesday",
    by="up",
    a="14.2",
    b="0.3",
    c="4,812.7",
    d="23.40",
    e="11.05",
    f="41.2",
    g="38.8",
    h="7.31",
    i="7.35",
    j="61.20",
    k="1,301",
)
WEDNESDAY = MARKET.format(
    moved="fell",
    day="Wednesday",
    by="down",
    a="33.9",
    b="0.7",
    c="4,778.8",
    d="22.91",
    e="10.60",
    f="52.0",
    g="44.9",
    h="7.38",
    i="7.32",
    j="60.02",
    k="1,297",
)

HOAX = (
    "Actor {name} has died in a car crash near {place}, according to reports that spread on {day}. {last}, {age}, was "
    "driving home alone when the car left the road, the reports say.\n\n"
    "Police in {place} were called to the scene at about two in the morning. Friends of {last} said that they were in "
    'shock. "{first} was the kindest man I have ever worked with," said director {director}.\n\n'
    "{last} became known for his part in {film} and had just finished filming {next}. He leaves a wife, {wife}, and two "
    "daughters. Fans have left flowers outside the house in {home}."
)
VANE = HOAX.format(
    name="Marcus Vane",
    place="Brightwater",
    day="Sunday",
    last="Vane",
    age=41,
    first="Marcus",
    director="Lena Orr",
    film="Harbour Lights",
    next="Salt Road",
    wife="Judith",
    home="Elmhurst",
)
RENSHAW = HOAX.format(
    name="Toby Renshaw",
    place="Coldharbour",
    day="Friday",
    last="Renshaw",
    age=36,
    first="Toby",
    director="Paul Imber",
    film="Night Ferry",
    next="Second Spring",
    wife="Carol",
    home="Millbank",
)

SIDEBAR = "\n".join(
    [
        "Council weighs new tram line to the harbour",
        "Five recipes for late plums",
        "Bridge toll to rise in spring, minister hints",
        "Why the owls of Hollen have moved to the church",
        "Readers' letters: the clock that never strikes",
        "Three hurt as crane topples at Oster yard",
        "Lottery: all the numbers",
        "Sign up for our morning briefing",
    ]
)


def test_the_daily_market_report_is_not_a_version_of_yesterdays() -> None:
    related = relate([Witness("a", TUESDAY, date="2020-01-07"), Witness("b", WEDNESDAY, date="2020-01-08")])
    assert related.relations == ()


def test_one_days_market_report_reprinted_is() -> None:
    reprint = TUESDAY.replace("Banks led the way", "Banks were in the lead").replace(
        "traded at", "was sold at"
    )
    assert len(relate([Witness("a", TUESDAY), Witness("b", reprint)]).stories) == 1


def test_a_death_hoax_with_the_name_swapped_is_another_story() -> None:
    assert relate([Witness("a", VANE), Witness("b", RENSHAW)]).relations == ()


def test_the_same_hoax_reworded_a_little_is_one_story() -> None:
    again = VANE.replace("spread on Sunday", "went round on Sunday").replace("the scene", "the place")
    assert len(relate([Witness("a", VANE), Witness("b", again)]).stories) == 1


def test_a_sidebar_under_unrelated_articles_joins_nothing() -> None:
    pages = [reports.LOCK, reports.ORCHARD, reports.LOCK_ELSEWHERE, VANE, TUESDAY]
    related = relate([Witness(f"p{n}", text + "\n\n" + SIDEBAR) for n, text in enumerate(pages)])
    assert related.stories == ()
    assert related.relations == ()


def test_versions_are_found_under_a_sidebar_too() -> None:
    pages = [reports.LOCK, reports.ORCHARD, reports.LOCK_ELSEWHERE, VANE, reports.LOCK_SPUN]
    related = relate([Witness(f"p{n}", text + "\n\n" + SIDEBAR) for n, text in enumerate(pages)])
    assert [s.articles for s in related.stories] == [("p0", "p4")]


def test_articles_around_one_photo_gallery_are_no_one_story() -> None:
    gallery = " ".join(
        f"In picture {n} the old quay of Varnholt is seen as it stood in {1900 + 7 * n}, with {12 + n} boats at its wall and "
        f"the {name} warehouse behind them."
        for n, name in enumerate(
            ["Brandt", "Ulm", "Casimir", "Dorrit", "Ebbe", "Fenwick", "Gideon", "Haldane"]
        )
    )
    related = relate(
        [
            Witness("a", reports.LOCK_ELSEWHERE + "\n\n" + gallery),
            Witness("b", reports.ORCHARD + "\n\n" + gallery),
        ]
    )
    assert related.stories == ()
