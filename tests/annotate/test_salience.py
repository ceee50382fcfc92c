"""Entities stand in the order of what the article is about."""

from builder.annotate.salience import LEAST_SCORE, rank
from builder.model.entities import EntityType, Mention

PLACE = EntityType.PLACE


def mention(name: str, start: int, score: float = 1.0) -> Mention:
    return Mention(start, start + len(name), PLACE, name, name, score)


def order(title: str, *mentions: Mention) -> list[str]:
    return [entity.name for entity in rank("x" * 1000, title, mentions)]


def test_name_in_the_headline_comes_before_one_that_opens_the_text() -> None:
    assert order("Rain over Vellan", mention("Garrane", 0), mention("Vellan", 400)) == ["Vellan", "Garrane"]


def test_headline_holds_whole_words_only() -> None:
    assert order("Vellanese rain", mention("Garrane", 0), mention("Vellan", 900)) == ["Garrane", "Vellan"]


def test_name_mentioned_often_comes_before_one_mentioned_once() -> None:
    often = [mention("Garrane", at) for at in (300, 500, 700)]
    assert order("", mention("Vellan", 250), *often) == ["Garrane", "Vellan"]


def test_name_in_the_first_fifth_comes_before_a_later_one() -> None:
    assert order("", mention("Vellan", 900), mention("Garrane", 10)) == ["Garrane", "Vellan"]


def test_equal_names_keep_the_order_of_the_text() -> None:
    assert order("", mention("Vellan", 500), mention("Garrane", 600)) == ["Vellan", "Garrane"]


def test_name_of_which_the_engine_is_unsure_is_not_listed() -> None:
    assert order("", mention("Vellan", 0, LEAST_SCORE - 0.01), mention("Garrane", 9, LEAST_SCORE)) == [
        "Garrane"
    ]


def test_count_is_the_number_of_mentions() -> None:
    (entity,) = rank("x" * 99, "", [mention("Vellan", 0), mention("Vellan", 50)])
    assert entity.count == 2


def test_country_whose_people_are_spoken_of_comes_before_another() -> None:
    text = "Talks of Kenya, Ghana and others. A Ghanaian envoy met Ghanaian and Indianapolis officials."
    names = [mention("Kenya", text.index("Kenya")), mention("Ghana", text.index("Ghana"))]
    assert [entity.name for entity in rank(text, "", names)] == ["Ghana", "Kenya"]


def test_demonym_counts_as_a_whole_word_only() -> None:
    text = "Talks of Kenya, India and others, held in Indianapolis by Indianapolis officials of Indiana."
    names = [mention("Kenya", text.index("Kenya")), mention("India", text.index("India"))]
    assert [entity.name for entity in rank(text, "", names)] == ["Kenya", "India"]


def test_name_with_possessives_comes_before_one_without() -> None:
    text = "Rain on Vellan and on Garrane. Vellan was wet; Garrane's roofs and Vellan and Garrane’s roads."
    names = [
        mention(name, at)
        for at in range(len(text))
        for name in ("Vellan", "Garrane")
        if text.startswith(name, at)
    ]
    plain = [mention(m.name, m.start) for m in names]
    bare = text.replace("'s", "  ").replace("’s", "  ")
    by_name = {entity.name: entity.salience for entity in rank(text, "", names)}
    without = {entity.name: entity.salience for entity in rank(bare, "", plain)}
    assert by_name["Garrane"] > without["Garrane"] and by_name["Vellan"] == without["Vellan"]


def test_place_of_a_dateline_is_not_the_first_name() -> None:
    text = "VELLAN, May 3 (ABC) — Snow closed Garrane. Snow closed the roads that lead to it from the coast."
    names = [mention("VELLAN", 0), mention("Garrane", text.index("Garrane"))]
    assert [entity.name for entity in rank(text, "", names)] == ["Garrane", "VELLAN"]
    assert [entity.name for entity in rank(text.replace(" —", ","), "", names)] == ["VELLAN", "Garrane"]
    # Named again behind it, the place is one that the text begins with.
    again = Mention(text.index("lead to it"), text.index("lead to it") + 6, PLACE, "Vellan", "VELLAN")
    assert [entity.name for entity in rank(text, "", [*names, again])] == ["VELLAN", "Garrane"]


def test_name_within_another_listed_name_comes_before_one_that_stands_alone() -> None:
    assert order("", mention("Garrane", 300), mention("Vellan", 320)) == ["Garrane", "Vellan"]
    body = mention("Vellan Port Board", 900)
    assert order("", mention("Garrane", 300), mention("Vellan", 320), body) == [
        "Vellan",
        "Garrane",
        "Vellan Port Board",
    ]
    other = mention("Vellanese Port Board", 900)
    assert order("", mention("Garrane", 300), mention("Vellan", 320), other)[0] == "Garrane"


def test_name_within_one_that_is_not_listed_gains_nothing() -> None:
    unsure = mention("Vellan Port Board", 900, LEAST_SCORE - 0.01)
    assert order("", mention("Garrane", 300), mention("Vellan", 320), unsure) == ["Garrane", "Vellan"]
