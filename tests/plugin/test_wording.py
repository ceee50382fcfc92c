import datetime
import random
import re
import string
from pathlib import Path

import babel
import babel.dates
import pytest

from builder.derive.facts.difference import Kind, Note, Outcome
from builder.model.relation import RelationType
from builder.plugin.rendering import THEME
from builder.plugin.wording import Entry, Wording, catalogue
from builder.text.evidence import Order

LANGUAGES = ["ar", "es", "fr", "de", "zh"]
PACKAGE = THEME.parent


def places(entry: Entry) -> set[str]:
    text = entry if isinstance(entry, str) else entry["other"]
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_every_word_and_no_other(language: str) -> None:
    assert catalogue(language).keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_for_values(language: str) -> None:
    english = catalogue("en")
    assert {k: places(v) for k, v in catalogue(language).items()} == {
        k: places(v) for k, v in english.items()
    }


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    known = set(babel.Locale.parse("zh_Hans" if language == "zh" else language).plural_form.tags) | {"other"}
    for key, entry in catalogue(language).items():
        if isinstance(entry, dict):
            assert set(entry) <= known, key
            assert known - set(entry) <= {"many"}, key  # Spanish and French 'many' is for millions


def test_every_word_that_a_template_asks_for_is_in_the_catalogue() -> None:
    asked: set[str] = set()
    for file in [*(THEME / "archive").rglob("*.html"), *PACKAGE.glob("*.py")]:
        asked |= set(re.findall(r"""\bt\(\s*["']([\w.-]+)["']\s*[,)]""", Path(file).read_text("utf-8")))
    assert asked - catalogue("en").keys() == set()
    assert len(asked) > 150


def test_every_way_in_which_facts_differ_has_its_words() -> None:
    kinds = [f"difference.{kind}" for kind in Kind] + [f"outcome.{outcome}" for outcome in Outcome]
    notes = [f"difference.note.{note}" for note in Note]
    relations = [f"compare.relation.{relation}" for relation in RelationType]
    orders = [f"compare.order.{order}" for order in Order]
    assert {*kinds, *notes, *relations, *orders} <= catalogue("en").keys()


def test_numbers_choose_the_plural_form() -> None:
    assert Wording("en").t("versions.others", 1) == "1 other version"
    assert Wording("en").t("versions.others", 1200) == "1,200 other versions"
    assert Wording("ar").t("versions.others", 2) == "نسختان أخريان"


def test_days_are_written_as_the_language_does() -> None:
    assert Wording("en").day("2021-02-27") == "27 February 2021"
    assert Wording("fr").day("2021-02-27") == "27 février 2021"
    assert Wording("zh").day("2021-02-27") == "2021年2月27日"


def test_what_is_no_day_is_shown_as_it_stands() -> None:
    assert Wording("en").day("some day") == "some day"


def test_almost_all_is_not_all_and_almost_none_is_not_none() -> None:
    assert Wording("en").percent(0.999) == "99%"
    assert Wording("en").percent(0.001) == "1%"
    assert (Wording("en").percent(1.0), Wording("en").percent(0.0)) == ("100%", "0%")


def test_an_unknown_language_speaks_english() -> None:
    assert Wording("tlh").t("search") == "Search"


def test_a_regional_language_finds_its_catalogue() -> None:
    assert Wording("zh-TW").t("search") == "搜索"


@pytest.mark.parametrize(
    "language", ["en", "ar", "de", "es", "fr", "zh", "pt-BR", "fa", "th", "ja", "ne", "my"]
)
def test_a_day_put_together_of_its_parts_is_written_as_the_cldr_has_it(language: str) -> None:
    wording = Wording(language)
    dice = random.Random(1)
    for _ in range(400):
        day = datetime.date.fromordinal(dice.randint(1, datetime.date(2100, 1, 1).toordinal()))
        written = babel.dates.format_date(day, "long", locale=wording.locale)
        assert wording.day(day.isoformat()) == written
