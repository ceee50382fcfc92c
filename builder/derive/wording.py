"""Interface words, dates, numbers and names of languages in the site's language.

The words lie in `words/<language>.yml`, one flat file a language; English is complete and stands in for what another
lacks. Plurals, dates, numbers and language names come from the Unicode CLDR through Babel.
"""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import babel
import babel.dates
import babel.numbers
import yaml

#: A word, or its plural forms by CLDR category ('one', 'two', 'few', 'many', 'other').
Entry = str | dict[str, str]

#: British English writes '27 February 2021'; the plain 'en' of CLDR is American.
_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}


class Wording:
    """The catalogue of one language. `language` is MkDocs Material's `theme.language` ('en', 'ar', 'pt-BR')."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._entries = catalogue("en") | catalogue(language.split("-")[0].casefold())
        self.locale = _locale(language)
        #: Words with a number, of which a page of a name has some, most of them small.
        self._counted: dict[tuple[str, int], str] = {}
        self.right_to_left = self.locale.character_order == "right-to-left"

    def t(self, key: str, n: int | float | None = None, /, **values: object) -> str:
        """The words for `key`. With `n`, the plural form for it, and `{n}` replaced by the number as written.

        Raises KeyError on a key that English lacks, which a test over all templates rules out.
        """
        if type(n) is int and not values:
            found = self._counted.get((key, n))
            if found is None:
                found = self._counted[key, n] = self._worded(key, n, values)
            return found
        return self._worded(key, n, values)

    def _worded(self, key: str, n: int | float | None, values: dict[str, object]) -> str:
        entry = self._entries[key]
        if isinstance(entry, dict):
            form = self.locale.plural_form(n if n is not None else 1)
            entry = entry.get(form) or entry["other"]
        if n is not None:
            values["n"] = self.number(n)
        return entry.format(**values) if values else entry

    def raw(self, key: str) -> str:
        """The words for `key` with their places unfilled, for a script to fill."""
        entry = self._entries[key]
        return entry if isinstance(entry, str) else entry["other"]

    def forms(self, key: str) -> dict[str, str]:
        """The plural forms of `key` by category, their places unfilled."""
        entry = self._entries[key]
        return {"other": entry} if isinstance(entry, str) else dict(entry)

    def has(self, key: str) -> bool:
        return key in self._entries

    def day(self, iso: str) -> str:
        """'2021-02-27' as '27 February 2021'; what is no day is given back as it stands."""
        return _day(iso, self.language)

    def day_month(self, iso: str) -> str:
        """'2021-02-27' as '27 Feb'; for lists under a heading that names the year."""
        return _day_month(iso, self.language)

    def month(self, number: int) -> str:
        """1 as 'January'."""
        return str(babel.dates.get_month_names("wide", "stand-alone", self.locale)[number])

    def short_month(self, number: int) -> str:
        return str(babel.dates.get_month_names("abbreviated", "stand-alone", self.locale)[number])

    def narrow_month(self, number: int) -> str:
        """1 as 'J'; for a head too narrow for more."""
        return str(babel.dates.get_month_names("narrow", "stand-alone", self.locale)[number])

    def number(self, n: int | float) -> str:
        return _number(n, self.language)

    def percent(self, share: float) -> str:
        """A share 0..1 in whole per cent; what is above 0 or below 1 is never rounded to 0 or 100."""
        whole = round(share * 100)
        if whole == 0 and share > 0:
            whole = 1
        if whole == 100 and share < 1:
            whole = 99
        return _percent(whole, self.language)

    def size(self, octets: int) -> str:
        """Bytes as 'kB' or 'MB', in steps of 1,000."""
        if octets < 1000:
            return f"{self.number(octets)} B"
        scale, unit = (1000.0, "kB") if octets < 1_000_000 else (1_000_000.0, "MB")
        return f"{self.number(round(octets / scale, 1))} {unit}"

    def language_name(self, tag: str) -> str:
        """'ar' as 'Arabic'; an unknown tag as it stands."""
        return _language_name(tag, self.language)


@cache
def catalogue(language: str) -> dict[str, Entry]:
    """The words of one language as the package holds them; empty where it holds none."""
    file = resources.files("builder.derive").joinpath("words", f"{language}.yml")
    if not file.is_file():
        return {}
    entries: dict[str, Entry] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return entries


@cache
def _locale(language: str) -> babel.Locale:
    wanted = _LOCALES.get(language, language.replace("-", "_"))
    try:
        return babel.Locale.parse(wanted)
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse("en_GB")


# Babel takes some 30 microseconds for each of these, and a page of names asks for dozens, mostly the same.


@lru_cache(maxsize=1 << 14)
def _day(iso: str, language: str) -> str:
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    form = _form(language)
    if form is None:
        return babel.dates.format_date(day, "long", locale=_locale(language))
    return form.text % {
        field: _part(field, getattr(day, name), language) for field, name in form.fields.items()
    }


class _Form(NamedTuple):
    """How a day is written: text with places for fields of the CLDR, and what of a day each field is made from."""

    text: str
    fields: dict[str, str]


#: The CLDR's fields that one number of a day gives, by their first letter.
_OF_ONE = {"y": "year", "M": "month", "d": "day"}


@cache
def _form(language: str) -> _Form | None:
    """How the language writes a day; None where it takes more than its three numbers one by one, as an era's name. Put
    together of its parts a day takes 2 microseconds, and an archive has some thousands of them."""
    text = str(_locale(language).date_formats["long"].format)
    fields = re.findall(r"%\((\w+)\)s", text)
    if any(field[0] not in _OF_ONE for field in fields):
        return None
    return _Form(text, {field: _OF_ONE[field[0]] for field in fields})


@lru_cache(maxsize=1 << 10)
def _part(field: str, number: int, language: str) -> str:
    """A field's text for a year, month or day of the month."""
    given = {"year": 2000, "month": 1, "day": 1, _OF_ONE[field[0]]: number}
    return str(babel.dates.DateTimeFormat(datetime.date(**given), _locale(language))[field])


@lru_cache(maxsize=1 << 12)
def _day_month(iso: str, language: str) -> str:
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return babel.dates.format_skeleton("MMMd", day, locale=_locale(language))


@lru_cache(maxsize=1 << 12, typed=True)
def _number(n: int | float, language: str) -> str:
    return babel.numbers.format_decimal(n, locale=_locale(language))


@lru_cache(maxsize=1 << 8)
def _percent(whole: int, language: str) -> str:
    return babel.numbers.format_percent(whole / 100, locale=_locale(language))


@lru_cache(maxsize=1 << 10)
def _language_name(tag: str, language: str) -> str:
    try:
        name = babel.Locale.parse(tag.replace("-", "_")).get_display_name(_locale(language))
    except (ValueError, babel.UnknownLocaleError):
        return tag
    return name or tag
