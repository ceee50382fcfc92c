"""One outlet is one record, whether a masthead, a domain or a feed names it."""

import pytest

from builder.annotate.sources import domain_of, gathered, propose, resolve
from builder.model.authority import Authority, SourceRecord

POST = SourceRecord(
    id="harbour-post", name="The Harbour Post", aliases=("HP Online",), domains=("harbourpost.example",)
)
BARE = SourceRecord(id="valley-echo", name="Valley Echo")
HELD = Authority(sources=(POST, BARE))


def test_name_domain_and_subdomain_resolve_to_one_record() -> None:
    for name, url in (
        ("Harbour Post", None),
        ("HARBOUR POST", None),
        ("HP Online", None),
        (None, "https://www.harbourpost.example/a/1"),
        (None, "http://news.harbourpost.example/feed"),
    ):
        assert resolve(name, url, HELD) is POST


def test_titles_of_feeds_addresses_as_names_and_copies_resolve_to_the_outlet() -> None:
    for name, url in (
        ("Harbour Post (RSS)", None),
        ("Harbour Post - RSS feed", None),
        ("The Harbour Post | Feed", None),
        ("harbourpost.example", None),
        ("https://www.harbourpost.example/", None),
        (None, "https://web.archive.org/web/20200101000000/https://harbourpost.example/a"),
        (None, "https://harbourpost-example.cdn.ampproject.org/c/s/harbourpost.example/a"),
        (None, "https://www.google.com/amp/s/m.harbourpost.example/a"),
    ):
        assert resolve(name, url, HELD) is POST, (name, url)


def test_names_that_only_look_like_feeds_or_addresses_are_names() -> None:
    for name in ("Newsfeed", "Atom", "RSS", "St. Ives Echo", "No. 10", "The Feed"):
        record = propose(name, None)
        assert record is not None and (record.name, record.domains) == (name, ())


def test_outlet_that_is_known_by_its_address_or_feed_alone_is_proposed_without_their_trimmings() -> None:
    address = propose("https://hilltimes.example/", None)
    assert address is not None and (address.id, address.name) == ("hilltimes-example", "hilltimes.example")
    assert address.domains == ("hilltimes.example",)
    feed = propose("Hill Times (RSS)", "https://hilltimes.example/rss")
    assert feed is not None and (feed.id, feed.name) == ("hill-times", "Hill Times")


def test_domain_that_spells_a_name_resolves_where_the_record_lists_none() -> None:
    assert resolve(None, "https://m.valley-echo.example/x", HELD) is BARE
    assert resolve(None, "https://valleyecho.co.uk/x", HELD) is BARE


def test_unknown_outlet_resolves_to_nothing() -> None:
    assert resolve("Hill Times", "https://hilltimes.example/", HELD) is None
    assert resolve(None, None, HELD) is None


def test_two_records_of_one_name_are_left_undecided() -> None:
    twins = Authority(sources=(SourceRecord("a", "Echo"), SourceRecord("b", "Echo")))
    assert resolve("Echo", None, twins) is None


def test_record_that_bears_the_name_wins_on_a_shared_domain() -> None:
    sunday = SourceRecord("sunday-post", "Sunday Post", domains=("harbourpost.example",))
    assert (
        resolve("Sunday Post", "https://harbourpost.example/1", Authority(sources=(POST, sunday))) is sunday
    )


def test_proposed_record_has_a_slug_of_any_script() -> None:
    record = propose("Émile's  Daily", "https://www.emile.example/1")
    assert record is not None
    assert (record.id, record.name, record.domains) == ("emile-s-daily", "Émile's Daily", ("emile.example",))
    arabic = propose("صوت الميناء", None)
    assert arabic is not None and arabic.id == "صوت-الميناء"


def test_nothing_is_proposed_of_nothing() -> None:
    assert propose(None, None) is None
    assert propose(" — ", None) is None


def test_proposed_record_resolves_the_next_capture() -> None:
    record = propose("Hill Times", None)
    assert record is not None
    assert resolve(None, "https://www.hilltimes.example/2", Authority(sources=(record,))) is record


def test_address_without_a_domain_has_none() -> None:
    assert domain_of("http://192.0.2.7/x") is None
    assert domain_of("http://[broken") is None
    assert domain_of("localhost") is None


def proposed(*outlets: tuple[str | None, str | None]) -> list[SourceRecord]:
    found = [propose(name, url) for name, url in outlets]
    return [record for record in found if record is not None]


@pytest.mark.parametrize(
    ("outlets", "ids"),
    [
        # The address alone comes first, and is the outlet that another page names.
        (
            [(None, "https://hilltimes.example/a"), ("Hill Times", "https://www.hilltimes.example/b")],
            ["hill-times"] * 2,
        ),
        ([(None, "https://hilltimes.example/a"), ("Hill Times", None)], ["hill-times"] * 2),
        (
            [("Hill Times", None), ("The Hill Times", "https://hilltimes.example/b")],
            ["the-hill-times"] * 2,
        ),
        # What is printed most often is the outlet, what is printed once a section of it.
        (
            [
                ("Hill Sport", "https://hilltimes.example/s"),
                *[("Hill Times", "https://hilltimes.example/")] * 2,
            ],
            ["hill-times"] * 3,
        ),
        (
            [("Hill Times", "https://hilltimes.example/"), (None, "https://news.hilltimes.example/")],
            ["hill-times"] * 2,
        ),
        (
            [("Hill Times", "https://hilltimes.example/"), ("Dale Times", "https://daletimes.example/")],
            ["hill-times", "dale-times"],
        ),
    ],
)
def test_an_outlet_that_two_pages_tell_differently_is_one(outlets, ids) -> None:
    found = proposed(*outlets)
    assert [gathered(found)[record].id for record in found] == ids
    assert {gathered(found[::-1])[record].id for record in found} == set(ids)
