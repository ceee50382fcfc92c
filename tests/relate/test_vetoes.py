"""Like wording that is no version: templates, serial pieces, furniture."""

from __future__ import annotations

from builder.model.relation import Constraints, RelationType, Witness
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


NAMELESS = (
    "The reports were first seen on a page that copies the look of a newspaper and gives no address of its own. By noon "
    "they had been passed on some forty thousand times, mostly by people who had read the headline and nothing else.\n\n"
    "Nobody who was asked for a comment had heard of an accident, and the hospital said that no such patient had been "
    "brought in that night. The page was taken down in the evening, but copies of it were still to be found next morning."
)


def test_a_third_text_that_names_nobody_makes_no_story_of_two_hoaxes() -> None:
    texts = {"a": f"{NAMELESS}\n\n{VANE}", "b": f"{NAMELESS}\n\n{RENSHAW}", "c": NAMELESS}
    related = relate([Witness(i, text) for i, text in texts.items()])
    assert [(r.a, r.b) for r in related.relations] == [("a", "c"), ("b", "c")]
    assert [story.articles for story in related.stories] == [("a", "c")]


def test_two_hoaxes_that_people_put_together_are_one_story() -> None:
    pair = frozenset({("a", "b")})
    related = relate([Witness("a", VANE), Witness("b", RENSHAW)], Constraints(together=pair))
    assert [story.articles for story in related.stories] == [("a", "b")]


def test_a_death_hoax_with_the_name_swapped_is_another_story() -> None:
    assert relate([Witness("a", VANE), Witness("b", RENSHAW)]).relations == ()


def test_a_death_hoax_with_the_persons_name_alone_swapped_is_another_story() -> None:
    other = VANE.replace("Marcus", "Adrian").replace("Vane", "Colby")
    assert other != VANE
    assert relate([Witness("a", VANE), Witness("b", other)]).relations == ()


def test_another_spelling_of_the_persons_name_is_no_other_person() -> None:
    respelt = VANE.replace("Marcus", "Markus").replace("Vane", "Vayne")
    assert [r.relation for r in relate([Witness("a", VANE), Witness("b", respelt)]).relations] != []


def test_a_family_name_alone_corrupted_by_a_rewrite_is_no_other_person() -> None:
    spun = VANE.replace("Vane", "Weathercock")
    assert [r.relation for r in relate([Witness("a", VANE), Witness("b", spun)]).relations] != []


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


def test_a_digest_does_not_make_one_story_of_the_reports_it_holds() -> None:
    digest = "\n\n".join(
        [reports.LOCK_ELSEWHERE, reports.ORCHARD, VANE, TUESDAY, reports.LOCK, reports.LANTERN_ZH]
    )
    related = relate(
        [
            Witness("d", digest),
            *(Witness(f"r{n}", t) for n, t in enumerate([reports.ORCHARD, VANE, reports.LOCK])),
        ]
    )
    assert related.stories == ()
    assert {(r.relation, r.same_story) for r in related.relations} == {(RelationType.EXCERPT, False)}


def test_a_firms_description_of_itself_under_two_releases_joins_nothing() -> None:
    about = (
        "Harrow Pumps makes pumps, valves and seals for waterworks in nineteen countries. The company was founded in Oster "
        "in 1922 and employs 2,300 people at four plants. Its shares are listed on the Oster exchange. Statements that are "
        "not historical are subject to risks, including the price of steel, the course of the crown and the outcome of "
        "tenders. The company takes on no duty to update them. Please write to the press office at Mill Quay, which is open "
        "on weekdays from nine to five."
    )
    order = (
        "Harrow Pumps has won an order for forty pumps from the waterworks of Brenning. They will be delivered by June and "
        "are worth nine million crowns. It is the largest order of the year so far, and the plant at Hollen will take on "
        "thirty fitters for it.\n\n"
    )
    director = (
        "Ruth Amsel will take over as finance director of Harrow Pumps on Monday. She comes from the brewer Kolb, where she "
        "ran the treasury for six years. Her predecessor retires after eleven years in office, and will advise the board "
        "until the autumn.\n\n"
    )
    assert relate([Witness("a", order + about), Witness("b", director + about)]).stories == ()


QUAKE = (
    "A magnitude {m} earthquake struck {k} kilometers {d} of {p} at {t} local time on {w}, the geological survey said. The "
    "quake was {q} kilometers deep. There were no immediate reports of damage. In the past ten days there have been {n} "
    "earthquakes of magnitude 3.0 and above centered nearby. The information comes from the survey's notification service, "
    "and this post was made by a program. Read more about how to prepare your home on our pages."
)
WEATHER = (
    "Today will be {a} with {b} in the {c}. Temperatures will reach {d} degrees in the valleys and {e} on the coast. Winds "
    "from the {f}, {g} to {h} kilometres an hour. Tonight it will be {i}, with lows of {j} degrees. Tomorrow {k} is expected. "
    "Sunrise at {m}, sunset at {n}. Sea temperature: {p} degrees."
)


def test_a_programs_reports_of_two_earthquakes_are_two_stories() -> None:
    one = QUAKE.format(m=4.2, k=10, d="northeast", p="Sellin", t="3:15 a.m.", w="Monday", q="7.2", n="two")
    other = QUAKE.format(
        m=3.6, k=24, d="south", p="Holm Bay", t="9:40 p.m.", w="Thursday", q="11.9", n="five"
    )
    assert relate([Witness("a", one), Witness("b", other)]).relations == ()


def test_two_days_of_weather_are_two_stories() -> None:
    fair = WEATHER.format(
        a="mostly sunny",
        b="a few clouds",
        c="north",
        d=24,
        e=21,
        f="west",
        g=10,
        h=25,
        i="clear",
        j=12,
        k="more sunshine",
        m="5:41",
        n="20:58",
        p=16,
    )
    foul = WEATHER.format(
        a="overcast",
        b="showers",
        c="south and east",
        d=17,
        e=15,
        f="northwest",
        g=20,
        h=45,
        i="wet",
        j=9,
        k="rain",
        m="5:43",
        n="20:56",
        p=15,
    )
    assert relate([Witness("a", fair), Witness("b", foul)]).relations == ()


BID = (
    "Corran Foods {opening} {offer} million crowns for the bakery chain Halle & Stry on {day}, a price of {per} crowns a "
    "share and {premium} per cent over the last close. The two would have {shops} shops.\n\n"
    "Holders of {held} per cent have agreed. Corran expects to save {saved} million a year and to close {closed} of the "
    "shops by 2026.\n\n"
    '"There is room in this country for one good loaf and for the people who bake it," said Elin Marstrand, chair of '
    "Corran Foods, who is to lead the group.\n\n"
    "Otto Weil, founder of Halle & Stry, will keep a seat on the board. Shares in Halle & Stry rose {rose} per cent to "
    "{now} crowns, and Corran fell {fell} per cent to {corran}."
)


def test_a_raised_bid_is_the_same_report_with_new_figures() -> None:
    first = BID.format(
        opening="offered", offer=840, day="Monday", per="31.50", premium=17, shops=412, held=22, saved=35,
        closed="40 to 55", rose="14.2", now="30.90", fell="3.1", corran="88.40",
    )  # fmt: skip
    raised = BID.format(
        opening="raised its offer to", offer=910, day="Friday", per="34.10", premium=26, shops=412, held=48, saved=41,
        closed="60 to 70", rose="6.8", now="33.75", fell="4.4", corran="84.50",
    )  # fmt: skip
    found = relate(
        [
            Witness("a", first, source="s", date="2021-03-01"),
            Witness("b", raised, source="s", date="2021-03-05"),
        ]
    )
    assert [r.relation for r in found.relations] == [RelationType.UPDATE]
