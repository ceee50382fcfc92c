"""The word lists hold kinds of names by stated rules, and none of the texts by which the project is judged."""

from importlib.resources import files

import pytest

from builder.annotate.lexicon import heads_of, lexicon, name_tokens


def test_every_list_says_in_its_first_line_what_it_holds() -> None:
    for path in sorted(files("builder.annotate").joinpath("lexicon").iterdir(), key=lambda p: p.name):
        assert path.read_text("utf-8").startswith("# "), path.name


@pytest.mark.parametrize(
    "name",
    [
        "Alibaba",
        "Ant Group",
        "Weibo",
        "China Youth Daily",
        "People's Daily",
        "Chinese Communist Party",
        "Hinrich Foundation",
        "National University of Singapore",
        "Shanghai Securities Journal",
    ],
)
def test_no_organization_of_the_seeds_is_listed(name: str) -> None:
    words = lexicon()
    listed = {" ".join(phrase) for phrase in words.phrases} | {
        w for w, c in words.classes.items() if "o" in c
    }
    assert name not in listed
    assert name.replace("'s", " 's") not in listed
    assert name not in words.organizations and name not in words.organizations.values()


def test_no_given_or_family_name_of_the_seeds_alone_is_listed() -> None:
    classes = lexicon().classes
    assert not [name for name in ("Jinping", "Xi", "Capri") if set(classes.get(name, "")) & set("gf")]


def test_town_of_the_long_list_takes_no_place_that_another_list_gives() -> None:
    words = lexicon()
    assert words.classes["Paris"] == "p" and words.phrases["Buenos", "Aires"] == "p"
    assert words.classes["Aachen"] in ("p", "y") and words.classes["Abadla"] == "z"
    towns = [c for c in words.classes.values() if set(c) & set("yz")]
    assert len(towns) > 30_000
    assert not [c for c in towns if set(c) & set("podx")]


def test_towns_are_listed_by_the_tokens_that_a_text_gives() -> None:
    phrases = lexicon().phrases
    assert phrases["Ad", "-", "Damazin"] == "y"
    wrong = [p for p, kind in phrases.items() if kind in "yz" and name_tokens(" ".join(p)) != p]
    assert not wrong


def test_words_that_mean_alike_share_a_class() -> None:
    meanings = lexicon().meanings
    assert meanings["nigeria"].narrow == meanings["ghana"].narrow
    assert meanings["gonzalez"].wide == meanings["fernandez"].wide != meanings["nigeria"].wide
    assert len({m.narrow for m in meanings.values()}) > 500
    assert all(word == word.lower() for word in meanings)


def test_no_company_is_listed() -> None:
    listed = [phrase for phrase, kind in lexicon().phrases.items() if kind == "o"]
    assert not [
        phrase for phrase in listed if phrase[-1] in ("Inc", "Corp", "Ltd", "Group", "Motors", "Daily")
    ]


def test_peoples_are_no_given_or_family_names_and_provinces_no_common_words() -> None:
    words = lexicon()
    peoples = [w for w in ("Uyghurs", "Kurdish", "Lingala", "Quechua") if words.classes[w] != "d"]
    assert not peoples
    assert words.classes["Guangdong"] == "p" and words.phrases["Quintana", "Roo"] == "p"
    assert not {"hail", "mascara"} & {w.lower() for w, kinds in words.classes.items() if "p" in kinds}


def test_country_has_its_demonyms() -> None:
    assert lexicon().demonyms["Jordan"] == ("Jordanian", "Jordanians")


def test_a_first_word_tells_how_many_words_its_longest_name_has() -> None:
    phrases = {("New", "Vellan"): "p", ("New", "Vellan", "Port"): "o", ("Irela", "Bay"): "p"}
    assert heads_of(phrases) == {"New": 3, "Irela": 2}
