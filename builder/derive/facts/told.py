"""What one passage of an article tells: its facts of every kind, each read when it is first asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from builder.derive.facts import cues
from builder.derive.facts.apparatus import report_only
from builder.derive.facts.attributions import attributions
from builder.derive.facts.attributions import cues_of as attributions_cues
from builder.derive.facts.dates import cues_of as dates_cues
from builder.derive.facts.dates import dates
from builder.derive.facts.fact import Fact
from builder.derive.facts.names import Attested, names
from builder.derive.facts.numbers import cues_of as numbers_cues
from builder.derive.facts.numbers import is_counted_in_words, numbers
from builder.derive.facts.sights import Sight, sight


class Told:
    """The facts of a passage as one pair of texts lets its names be read. Those of a dateline are left out: an outlet
    that drops it changes no substance. Where there are `names_only` nothing else need be asked for."""

    __slots__ = ("_attested", "_named", "_numbers", "_of", "_speakers", "names_only")

    def __init__(self, of: _Report, attested: Attested, named: tuple[Fact, ...] | None = None) -> None:
        """`named` are the names where they are known already."""
        self._of = of
        self.names_only = of.names_only
        self._attested = attested
        self._named = named
        self._numbers: tuple[Fact, ...] | None = None
        self._speakers: tuple[Fact, ...] | None = None

    @property
    def dates(self) -> tuple[Fact, ...]:
        return self._of.dates

    @property
    def names(self) -> tuple[Fact, ...]:
        """As printed: no alias is made the name that it stands for."""
        if self._named is None:
            of = self._of
            taken = () if of.names_only else [(day.start, day.end) for day in of.dates]
            self._named = tuple(names(of.text, of.language, self._attested, taken))
        return self._named

    @property
    def numbers(self) -> tuple[Fact, ...]:
        if self._numbers is None:
            inside = [(fact.start, fact.end) for fact in (*self.dates, *self.names)]
            self._numbers = tuple(numbers(self._of.text, self._of.language, inside))
        return self._numbers

    @property
    def speakers(self) -> tuple[Fact, ...]:
        if self._speakers is None:
            self._speakers = self.speakers_among(self.names)
        return self._speakers

    def speakers_among(self, named: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The speakers, where the passage's names are others than as printed."""
        return tuple(attributions(self._of.text, self._of.language, named))


#: Ways in which one passage's names are read that are kept: one for every other version, or nearly.
_WAYS = 16


class _Report:
    """What of a passage is report. `names_only` says that it can tell of nothing else."""

    __slots__ = ("_date", "_dates", "language", "names_only", "text")

    def __init__(self, text: str, seen: Sight, language: str | None, date: str | None) -> None:
        self.text = text
        self.language = language
        self.names_only = not _may_tell_more(text, seen, language)
        self._date = date
        self._dates: tuple[Fact, ...] | None = () if self.names_only else None

    @property
    def dates(self) -> tuple[Fact, ...]:
        if self._dates is None:
            self._dates = tuple(dates(self.text, self.language, self._date))
        return self._dates


class Printed:
    """A passage as an article prints it, without what is no report. What it tells does not know it, or neither would be let
    go of before cycles are looked for."""

    __slots__ = ("_listed", "_nameless", "_report", "_sight", "_told")

    def __init__(self, text: str, language: str | None, date: str | None) -> None:
        self._sight = sight(text)
        self._report = _Report(text, self._sight, language, date)
        self._told: dict[Attested, Told] = {}
        self._nameless: Told | None = None
        self._listed: tuple[tuple[str, ...], bool] = ((), False)

    def told(self, attested: Attested) -> Told:
        """The passage's facts, given what two texts attest."""
        seen = self._sight
        if not (
            seen.stretches
            or any(word in attested.names for word, _ in seen.openers)
            or self._lists(attested.listed)
        ):
            if self._nameless is None:
                self._nameless = Told(self._report, attested, ())
            return self._nameless
        about = attested.about(self._report.text)
        found = self._told.get(about)
        if found is None:
            if len(self._told) >= _WAYS:
                self._told.clear()
            found = self._told[about] = Told(self._report, about)
        return found

    def _lists(self, listed: tuple[str, ...]) -> bool:
        """Whether one of the names stands in the passage. Versions of one story mostly list the same."""
        if self._listed[0] != listed:
            self._listed = (listed, any(name in self._report.text for name in listed))
        return self._listed[1]


@lru_cache(maxsize=1024)
def printed(text: str, language: str | None, date: str | None, *, opens: bool) -> Printed:
    """The passage of an article in that language and of that day; a sentence stands in the comparisons of every other
    version with its article. A dateline is looked for where it `opens` the article."""
    return Printed(report_only(text, opens=opens), language, date)


def _may_tell_more(text: str, seen: Sight, language: str | None) -> bool:
    """Whether there may be a figure, a date or a speaker in a text that is so seen."""
    if seen.only_letters:
        found = _cues(language)
        if found.isdisjoint(seen.small) and found.isdisjoint(seen.large):
            return False  # as nearly always
    return (
        cues.has_digits(text)
        or cues.has_any(text, _cues_of_all_but_figures(language))
        or is_counted_in_words(text, language)
    )


@cache
def _cues(language: str | None) -> frozenset[str]:
    """What a text without digits must have one of in order to tell more than names."""
    return _cues_of_all_but_figures(language) | numbers_cues(language)


@cache
def _cues_of_all_but_figures(language: str | None) -> frozenset[str]:
    return dates_cues(language) | attributions_cues(language)
