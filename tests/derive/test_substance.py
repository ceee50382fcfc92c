import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.derive.compare import Side, compare_texts
from builder.derive.substance import substance
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType


def found(
    a: str,
    b: str,
    language: str = "en",
    *,
    date: str | None = None,
    names: tuple[str, ...] = (),
    authority: Authority | None = None,
) -> list[tuple[str, ...]]:
    one, two = Side("a", language, date, names), Side("b", language, date, names)
    compared = compare_texts(one, a.split("\n\n"), two, b.split("\n\n"))
    return [
        (d.kind.value, d.outcome.value, d.a, d.b, *([d.note] if d.note else []))
        for d in substance(compared, authority)
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Ant's highly anticipated IPO was called off last year.",
            "Ant's long-awaited IPO was canceled last year.",
        ),
        ("She earned $155 billion in sales.", "She earned some $ 155 billion in sales."),
        ("Some 1,000 people came to the square.", "About 1000 people came to the square."),
        ("Two thirds, or 25 per cent, were lost.", "Two thirds, or 25%, were lost."),
        ("It cost three million euros to build.", "It cost €3,000,000 to build."),
        ("The vote was on Thursday in the town hall.", "The vote was held Thursday in the town hall."),
        ("The vote was on Feb. 25 in the hall.", "The vote was on 25 February 2021 in the hall."),
        ("The vote was on Thursday in the town hall.", "The vote was on 25 February 2021 in the town hall."),
        ("'We won't go,' said the mayor, Ana Ruiz.", "“We won’t go”, Ana Ruiz, the mayor, said."),
        ("President Xi Jinping praised the farmers.", "Xi praised the farmers."),
        ("The U.S. and the U.K. signed the treaty.", "The US and the UK signed the treaty."),
        ("Chinese regulators fined the bank.", "China's regulators fined the bank."),
        ("She studied at St. Andrews for years.", "She studied at Saint Andrews for years."),
        ("However, the plan was dropped again.", "Still, the plan was dropped again."),
        ("The firm plans an IPO this spring.", "The firm plans an initial public offering this spring."),
    ],
)
def test_wording_and_formatting_are_no_difference(a: str, b: str) -> None:
    assert found(a, b) == []


def test_a_garbled_name_differs() -> None:
    assert found(
        "And late last year, The People's Daily urged firms to act.",
        "And late last year, The Daily Daily urged firms to act.",
    ) == [("name", "differ", "The People's Daily", "The Daily Daily")]


def test_a_name_with_its_words_in_another_order_differs_and_says_so() -> None:
    assert found(
        "He is a fellow at National University of Singapore.",
        "He is a member at Singapore National University.",
    ) == [("name", "differ", "National University of Singapore", "Singapore National University", "order")]


def test_another_spelling_is_called_so_and_another_name_is_not() -> None:
    assert found("We met Alex Capri there.", "We met Alex Kapri there.") == [
        ("name", "differ", "Alex Capri", "Alex Kapri", "spelling")
    ]
    assert found("We met Alex Capri there.", "We met Boris Stone there.") == [
        ("name", "differ", "Alex Capri", "Boris Stone")
    ]


def test_a_name_that_the_other_text_has_elsewhere_is_not_dropped() -> None:
    a = "Alibaba grew fast in those years. Analysts praised Alibaba for its farms."
    b = "Alibaba grew fast in those years. Analysts praised the company for its farms."
    assert found(a, b) == []


def test_one_known_country_in_place_of_another_differs_though_both_are_known() -> None:
    a = "On Monday Iran said that it would reply. Then Iraq kept silent."
    b = "On Monday Iraq said that it would reply. Then Iran kept silent."
    assert ("name", "differ", "Iran", "Iraq") in found(a, b)


def test_numbers_that_differ_are_paired_where_they_stand() -> None:
    assert found("Police said 3 died and 3 were hurt.", "Police said 5 died and 3 were hurt.") == [
        ("number", "differ", "3", "5")
    ]
    assert found("It sold $155 billion of goods.", "It sold $155 million of goods.") == [
        ("number", "differ", "$155 billion", "$155 million")
    ]
    assert found("It fell by 3.5 percent in May.", "It fell by 3.5 euros in May.") == [
        ("number", "differ", "3.5 percent", "3.5 euros")
    ]


def test_a_dropped_number_and_an_added_date_are_told() -> None:
    assert found("The ship carried 214 people to the island.", "The ship carried people to the island.") == [
        ("number", "dropped", "214", "")
    ]
    assert found("The ship sank off the island.", "The ship sank off the island on 3 May 2020.") == [
        ("date", "added", "", "3 May 2020")
    ]


def test_dates_that_contradict_differ() -> None:
    assert found("The vote was on Thursday in the hall.", "The vote was on Friday in the hall.") == [
        ("date", "differ", "Thursday", "Friday")
    ]
    assert found("It closed on 25 February 2021 for good.", "It closed on 26 February 2021 for good.") == [
        ("date", "differ", "25 February 2021", "26 February 2021")
    ]


def test_last_year_is_the_year_before_the_articles_own_date() -> None:
    assert (
        found("It was founded last year in Oslo.", "It was founded in 2020 in Oslo.", date="2021-02-27") == []
    )
    assert found(
        "It was founded last year in Oslo.", "It was founded in 2019 in Oslo.", date="2021-02-27"
    ) == [("date", "differ", "last year", "2019")]


def test_an_altered_quotation_differs() -> None:
    assert found(
        '"This reflects well upon the party," he added.', "“It reflects well on the party,” he added."
    ) == [("quotation", "differ", "This reflects well upon the party", "It reflects well on the party")]


def test_a_quotation_cut_in_two_by_its_speaker_is_the_same() -> None:
    a = '"We will rebuild the harbour and nobody will lose a job," she said.'
    b = '"We will rebuild the harbour," she said, "and nobody will lose a job."'
    assert found(a, b) == []


def test_a_quotation_shortened_or_unmarked_says_so() -> None:
    assert found(
        '"We will rebuild the harbour and nobody will lose a job," she said.',
        '"We will rebuild the harbour," she said.',
    ) == [
        (
            "quotation",
            "differ",
            "We will rebuild the harbour and nobody will lose a job",
            "We will rebuild the harbour",
            "shortened",
        )
    ]
    assert found(
        'He called it "a plain act of theft" in court.', "He called it a plain act of theft in court."
    ) == [("quotation", "differ", "a plain act of theft", "a plain act of theft", "marks-dropped")]


def test_a_statement_put_down_to_somebody_else_differs() -> None:
    a = "The dam was safe, according to Maria Lopez, after the storm passed. Maria Lopez met Juan Perez."
    b = "The dam was safe, according to Juan Perez, after the storm passed. Maria Lopez met Juan Perez."
    assert ("name", "differ", "Maria Lopez", "Juan Perez") in found(a, b)


def test_a_source_no_longer_named_and_one_dropped_are_told() -> None:
    named = "The dam was safe after the storm, Maria Lopez said on Monday. Maria Lopez left."
    unnamed = "The dam was safe after the storm, officials said on Monday. Maria Lopez left."
    bare = "The dam was safe after the storm on Monday. Maria Lopez left."
    assert ("attribution", "differ", "Maria Lopez", "officials", "no-longer-named") in found(named, unnamed)
    assert ("attribution", "dropped", "Maria Lopez", "") in found(named, bare)


def test_another_verb_of_speech_is_wording() -> None:
    assert (
        found("Capri cautioned that the praise was brief.", "Capri warned that the praise was brief.") == []
    )


def test_aliases_of_one_authority_record_are_one_name() -> None:
    record = EntityRecord("Port of Lindhaven", EntityType.ORGANIZATION, (Alias("Harbour Trust"),))
    a, b = "A crane of the Port of Lindhaven fell.", "A crane of the Harbour Trust fell."
    assert found(a, b) == [("name", "differ", "Port of Lindhaven", "Harbour Trust")]
    assert found(a, b, authority=Authority((record,))) == []


def test_arabic_numbers_dates_and_listed_names_are_compared() -> None:
    a = "قال محمد علي إن ١٥٠ شخصا أصيبوا يوم الخميس في القاهرة."
    b = "قال محمد علي إن 150 شخصا أصيبوا يوم الجمعة في الجيزة."
    assert found(a, b, "ar", names=("محمد علي", "القاهرة", "الجيزة")) == [
        ("name", "differ", "القاهرة", "الجيزة"),
        ("date", "differ", "الخميس", "الجمعة"),
    ]


def test_a_translation_is_compared_by_its_numbers_and_dates_alone() -> None:
    one = Side("a", "en", None, ())
    two = Side("b", "es", None, ())
    compared = compare_texts(
        one,
        ["The ferry left with 214 people on 3 May 2020."],
        two,
        ["El ferri zarpó con 241 personas el 3 de mayo de 2020."],
    )
    assert [(d.kind.value, d.a, d.b) for d in substance(compared)] == [("number", "214", "241")]


def test_a_fact_of_a_passage_that_one_text_lacks_comes_last() -> None:
    a = "The ferry left with 214 people on board.\n\nNorthline, its owner, was founded in Bergen by Olga Nansen."
    b = "The ferry left with 241 people on board."
    told = found(a, b)
    assert told[0] == ("number", "differ", "214", "241")
    assert ("name", "dropped", "Olga Nansen", "") in told[1:]


NOISE = st.text(alphabet="aAbÉ 0129.,:;\"'“”‘’«»()[]$€%-—\n年月ا٣ \u202e\u00ad", max_size=80)


@settings(max_examples=200, deadline=None)
@given(NOISE, NOISE, st.sampled_from(["en", "de", "ar", "zh", None]))
def test_no_text_is_too_odd_to_be_compared(a: str, b: str, language: str | None) -> None:
    compared = compare_texts(Side("a", language), [a], Side("b", language), [b])
    for difference in substance(compared):
        assert difference.a or difference.b
        assert 0 <= difference.row < len(compared.rows)


@settings(deadline=None)
@given(NOISE, st.sampled_from(["en", "ar", None]))
def test_no_text_differs_from_itself(text: str, language: str | None) -> None:
    assert substance(compare_texts(Side("a", language), [text], Side("b", language), [text])) == ()


def test_arabic_numerals_in_words_are_the_digits_of_a_translation() -> None:
    compared = compare_texts(
        Side("a", "fr"),
        ["L'usine est à 9 kilomètres au sud de la ville."],
        Side("b", "ar"),
        ["المصنع على بعد تسعة كيلومترات جنوب المدينة."],
    )
    assert substance(compared) == ()


def test_another_first_name_differs_though_the_family_name_stands_elsewhere() -> None:
    a = "Her plan resembles that of Bill Clinton in many ways. Critics say that Clinton failed."
    b = "Her plan resembles that of Ralph Clinton in many ways. Critics say that Clinton failed."
    assert found(a, b) == [("name", "differ", "Bill Clinton", "Ralph Clinton")]


def test_an_office_or_a_form_of_address_is_no_part_of_the_name() -> None:
    a = "On Monday US President Joe Biden left. Later Mr. Biden returned with Senator Ana Ruiz."
    b = "On Monday the US president, Joe Biden, left. Later President Biden returned with Ana Ruiz."
    assert found(a, b) == []


def test_the_same_relative_words_are_no_difference_where_one_text_has_no_date_of_its_own() -> None:
    text = "The offer was called off late last year, and the board met last month."
    one, two = Side("a", "en", None, ()), Side("b", "en", "2021-02-27", ())
    assert substance(compare_texts(one, [text], two, [text.replace("late ", "")]), None) == ()


def test_the_same_relative_words_differ_where_both_texts_have_dates_years_apart() -> None:
    text = "The offer was called off late last year."
    one, two = Side("a", "en", "2019-02-27", ()), Side("b", "en", "2021-02-27", ())
    (difference,) = substance(compare_texts(one, [text], two, [text.replace("late ", "")]), None)
    assert difference.kind.value == "date"


def test_an_alias_that_the_texts_state_is_known_beside_those_of_an_authority() -> None:
    record = EntityRecord("Quay Trust", EntityType.ORGANIZATION, (Alias("Harbour Watch"),))
    a = "The North Pier Board (NPB) met. It heard Quay Trust on Monday."
    b = "The NPB met. It heard Harbour Watch on Monday."
    assert found(a, b, authority=Authority((record,))) == []
    assert found(a, b) == [("name", "differ", "Quay Trust", "Harbour Watch")]


def test_a_figure_that_differs_says_what_it_counts_where_both_texts_do() -> None:
    one, two = Side("a", "en"), Side("b", "en")
    a, b = "The storm took 31,000 homes in Carrow.", "The storm took 13,000 homes in Carrow."
    (told,) = substance(compare_texts(one, [a], two, [b]))
    assert (told.a, told.a_says, told.b_says) == ("31,000", "31,000 homes", "13,000 homes")
    (gone,) = substance(compare_texts(one, [a], two, ["The storm took homes in Carrow."]))
    assert (gone.a_says, gone.b_says) == ("31,000", "")
