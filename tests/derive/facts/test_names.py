from builder.derive.facts.name import Name, name_of
from builder.derive.facts.names import attest, names


def read(text: str, language: str | None = "en", listed: tuple[str, ...] = ()) -> list[str]:
    return [fact.text for fact in names(text, language, attest([text], listed))]


def test_runs_of_capitals_are_names() -> None:
    text = "The visit of Alex Capri, of the National University of Singapore, pleased Xi."
    assert read(text) == ["Alex Capri", "National University of Singapore", "Xi"]


def test_a_word_that_opens_a_sentence_is_no_name_for_its_capital() -> None:
    assert read("Criticism grew. However, nobody left. Several ministers met.") == []


def test_a_word_that_opens_a_sentence_is_one_where_it_is_seen_elsewhere() -> None:
    attested = attest(["They trust Alibaba.", "Alibaba grew."], ())
    assert [fact.text for fact in names("Alibaba grew.", "en", attested)] == ["Alibaba"]


def test_a_possessive_ends_a_name_only_where_it_stands_alone_elsewhere() -> None:
    attested = attest(
        ["Trade with China fell.", "They read the People's Daily and met China's Communist Party."], ()
    )
    found = names("They read the People's Daily and met China's Communist Party.", "en", attested)
    assert [fact.text for fact in found] == ["People's Daily", "China", "Communist Party"]


def test_the_article_of_a_name_is_kept_as_printed() -> None:
    assert read("He wrote for The Harbour Post in March.") == ["The Harbour Post", "March"]


def test_a_headline_shows_no_names() -> None:
    assert read("Fire Destroys Old Harbour Warehouse Overnight") == []


def test_in_german_only_listed_names_count() -> None:
    assert read("Der Minister besuchte gestern die Fabrik von Krauss in Lindhafen.", "de", ("Krauss",)) == [
        "Krauss"
    ]


def test_arabic_names_are_found_with_letters_written_on_to_them() -> None:
    assert read("سافر إلى القاهرة والجيزة.", "ar", ("القاهرة", "الجيزة")) == ["القاهرة", "الجيزة"]


def test_a_shorter_form_an_acronym_and_a_demonym_are_the_same_name() -> None:
    assert name_of("Xi").same_as(name_of("President Xi Jinping"))
    assert name_of("NUS").same_as(name_of("National University of Singapore"))
    assert name_of("Chinese").same_as(name_of("China"))
    assert name_of("José Ruiz").same_as(name_of("Jose Ruiz"))


def test_words_in_another_order_are_another_name() -> None:
    assert not name_of("Singapore National University").same_as(name_of("National University of Singapore"))
    assert not name_of("Austria").same_as(name_of("Australia"))


def test_likeness_looks_only_at_the_words_not_shared() -> None:
    assert name_of("Affordable Care Act").likeness(name_of("Affordable Aid Act")) < 0.6
    assert name_of("Alex Capri").likeness(name_of("Alex Kapri")) > 0.76
    assert Name(("a",), "a").likeness(Name(("a",), "a")) == 1.0


def test_time_zones_and_signs_of_shares_are_no_names() -> None:
    text = "They sold Merrow Works (MRW.N), which fell at 0900 GMT, and the U.S. Senate met."
    assert read(text) == ["Merrow Works", "U.S. Senate"]
