"""One outlet is one record, whether a masthead, a domain or a feed names it."""

from builder.annotate.sources import domain_of, propose, resolve
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
