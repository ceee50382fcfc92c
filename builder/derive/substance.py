"""What changed in substance between two versions: names, numbers, dates, quotations, attributions.

Facts are read from both sides of each row and paired: first those that are the same, then those that stand in the
same changed place (these differ). What is left over was dropped or added, unless the other text has it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.derive.compare import Comparison, Row
from builder.derive.facts.attributions import Speaker, Voice
from builder.derive.facts.counted import counted
from builder.derive.facts.dates import When
from builder.derive.facts.difference import Difference, Kind, Note, Outcome
from builder.derive.facts.fact import Fact
from builder.derive.facts.lexicon import relative_days
from builder.derive.facts.name import ARTICLES, Name, called_by_country, plain
from builder.derive.facts.pairing import pair
from builder.derive.facts.quoting import quoting
from builder.derive.facts.sheet import Preferred, Sheet, is_opening, sheets
from builder.derive.facts.variants import said
from builder.model.authority import Authority

__all__ = ["Difference", "Kind", "Outcome", "Preferred", "substance"]

#: From this likeness of letters on, two names in one place are called two spellings: 'Zelensky' and 'Zelenskyy' .94,
#: 'Capri' and 'Kapri' .80, 'Smith' and 'Smythe' .73, 'Iran' and 'Iraq' .75 (one letter of four: not called so).
_SPELLING = 0.76

#: From this likeness on, the only number (or date) left over on either side of a row is one number, changed. Of 67
#: planted numbers in reworded copies and translations 58 are paired at .3, 57 at .5, 52 at .7; the strictest that loses
#: little is taken.
_ONE_SENTENCE = 0.5


def substance(
    comparison: Comparison, authority: Authority | Preferred | None = None
) -> tuple[Difference, ...]:
    """The differences in substance: matched rows before others; those that differ first, then dropped, then added.

    Names that `authority` holds as one entity's are one. Across languages only numbers and dates are compared. For
    many comparisons `Preferred` is best made once.
    """
    preferred = authority if isinstance(authority, Preferred) else Preferred(authority)
    found: list[Difference] = []
    kinds = (Kind.NUMBER, Kind.DATE) if comparison.across_languages else (Kind.NAME, Kind.NUMBER, Kind.DATE)
    language = comparison.a.language
    rows = [(n, row) for n, row in enumerate(comparison.rows) if not _is_repeated(row, comparison)]
    if rows:  # of a copy nothing need be read
        a, b = sheets(comparison, preferred)
    for number, row in rows:
        mine, yours = a.told(number), b.told(number)
        if mine is yours:
            continue
        if (mine is None or mine.names_only) and (yours is None or yours.names_only):
            if not comparison.across_languages:
                found.extend(_of_row(number, row, Kind.NAME, a, b, language))
            continue
        for kind in kinds:
            found.extend(_of_row(number, row, kind, a, b, language))
        if row.a and row.b and not comparison.across_languages:
            found.extend(_speakers(number, *(side.facts(number, Kind.ATTRIBUTION) for side in (a, b))))
    if not comparison.across_languages:
        found.extend(quoting(comparison))
    return tuple(sorted(_without_repeats(found), key=_weight))


def _is_repeated(row: Row, comparison: Comparison) -> bool:
    """Whether both texts print the row to the letter, so that there is but one way to read it."""
    one, two = row.a, row.b
    return (
        one is not None
        and two is not None
        and one.text == two.text
        and (comparison.a.language, comparison.a.date) == (comparison.b.language, comparison.b.date)
        and is_opening(one) == is_opening(two)
    )


_OUTCOMES = tuple(Outcome)
_KINDS = tuple(Kind)


def _weight(difference: Difference) -> tuple[bool, int, int, int]:
    outcome, kind = _OUTCOMES.index(difference.outcome), _KINDS.index(difference.kind)
    return (not difference.matched, outcome, kind, difference.row)


def _without_repeats(found: Iterable[Difference]) -> list[Difference]:
    """One line for a difference that several rows show, and none for an attribution that a name line already tells, nor
    for a surname that goes or comes with its full name."""
    seen: dict[tuple[Kind, Outcome, str, str], Difference] = {}
    for difference in found:
        key = (difference.kind, difference.outcome, difference.a.casefold(), difference.b.casefold())
        seen.setdefault(key, difference)
    told = {(d.outcome, d.a, d.b) for d in seen.values() if d.kind is Kind.NAME}
    full = {
        (d.outcome, _surname(d.a), _surname(d.b))
        for d in seen.values()
        if d.kind is Kind.NAME and " " in d.a + d.b
    }
    return [
        d
        for d in seen.values()
        if not (d.kind is Kind.ATTRIBUTION and (d.outcome, d.a, d.b) in told)
        and not (d.kind is Kind.NAME and " " not in d.a + d.b and (d.outcome, plain(d.a), plain(d.b)) in full)
    ]


def _surname(printed: str) -> str:
    """The last word of a name of two or three words, all with capitals, as most people's are; else ''."""
    parts = printed.split()
    if (
        2 <= len(parts) <= 3
        and all(part[0].isupper() for part in parts)
        and parts[0].casefold() not in ARTICLES
    ):
        return plain(parts[-1])
    return ""


def _of_row(
    number: int, row: Row, kind: Kind, a: Sheet, b: Sheet, language: str | None
) -> Iterator[Difference]:
    """The differences of one kind within a row."""
    facts_a, facts_b = a.facts(number, kind), b.facts(number, kind)
    if not facts_a and not facts_b:
        return
    if kind is Kind.NUMBER and not row.ops:
        # Across languages a numeral may be hidden in a dual or a compound ('vierjährig'): only digits are compared.
        facts_a, facts_b = _in_digits(facts_a, facts_b), _in_digits(facts_b, facts_a)
    if [fact.key for fact in facts_a] == [fact.key for fact in facts_b]:
        return
    pairs = pair(row, facts_a, facts_b)
    matched = row.a is not None and row.b is not None
    alone_a, alone_b = list(pairs.alone_a), list(pairs.alone_b)
    differing = list(pairs.differing)
    if kind is Kind.NAME:
        differing += _alike(alone_a, alone_b)
        elsewhere = [
            (x, y) for x, y in differing if row.a and row.b and _reworded(x, y, row.a.text, row.b.text)
        ]
        differing = [two for two in differing if two not in elsewhere]
        alone_a += [mine for mine, _ in elsewhere]
        alone_b += [yours for _, yours in elsewhere]
    elif row.a and row.b:
        if kind is Kind.DATE:
            differing = [(mine, yours) for mine, yours in differing if not _undecided(mine, yours)]
            _take_undecided(alone_a, alone_b)
        differing += _before_one_word(row.a.text, alone_a, row.b.text, alone_b)
    if (
        kind is not Kind.NAME
        and len(alone_a) == len(alone_b) == 1
        and not differing
        and _is_one_sentence(row)
    ):
        differing.append((alone_a.pop(), alone_b.pop()))
    for mine, yours in differing:
        if _replaces(kind, mine, yours, row, a, b):
            note = _spelling(mine, yours) if kind is Kind.NAME else None
            words = ""
            if kind is Kind.NUMBER and row.a and row.b:
                words = counted(row.a.text, mine, row.b.text, yours, language)
            yield Difference(kind, Outcome.DIFFER, mine.text, yours.text, number, matched, note, words)
        else:
            alone_a.append(mine)
            alone_b.append(yours)
    for fact in sorted(alone_a, key=lambda f: f.start):
        if (
            _counts(fact)
            and not b.states(kind, fact.key)
            and not _in_other_letters(fact, row.b.text if row.b else "")
        ):
            yield Difference(kind, Outcome.DROPPED, fact.text, "", number, matched)
    for fact in sorted(alone_b, key=lambda f: f.start):
        if (
            _counts(fact)
            and not a.states(kind, fact.key)
            and not _in_other_letters(fact, row.a.text if row.a else "")
        ):
            yield Difference(kind, Outcome.ADDED, "", fact.text, number, matched)


def _undecided(mine: Fact, yours: Fact) -> bool:
    return isinstance(mine.key, When) and isinstance(yours.key, When) and mine.key.undecided(yours.key)


def _take_undecided(alone_a: list[Fact], alone_b: list[Fact]) -> None:
    """Take out days of a row that may be one or not, 'yesterday' and 'Tuesday' in texts without dates of their own."""
    for mine in list(alone_a):
        yours = next((fact for fact in alone_b if _undecided(mine, fact)), None)
        if yours is not None:
            alone_a.remove(mine)
            alone_b.remove(yours)


def _in_digits(facts: tuple[Fact, ...], others: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts written in digits, and those in words that the other side has too."""
    return tuple(
        f for f in facts if any(c.isdigit() for c in f.text) or any(f.key.same_as(o.key) for o in others)
    )


def _is_one_sentence(row: Row) -> bool:
    return row.similarity >= _ONE_SENTENCE or (row.a is not None and row.b is not None and not row.ops)


def _counts(fact: Fact) -> bool:
    """Whether the fact's absence is worth a line: 'today' or 'last year' comes and goes with the wording."""
    return fact.text.casefold() not in relative_days(None)


def _alike(alone_a: list[Fact], alone_b: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Names of one row that share most of their words or letters, taken out of both lists."""
    found: list[tuple[Fact, Fact]] = []
    for mine in list(alone_a):
        for yours in alone_b:
            assert isinstance(mine.key, Name) and isinstance(yours.key, Name)
            if mine.key.shares_words(yours.key) or mine.key.likeness(yours.key) >= _SPELLING:
                alone_a.remove(mine)
                alone_b.remove(yours)
                found.append((mine, yours))
                break
    return found


def _before_one_word(
    text_a: str, alone_a: list[Fact], text_b: str, alone_b: list[Fact]
) -> list[tuple[Fact, Fact]]:
    """Figures of one row that stand before the same word ('31,000 homes', '13,000 homes'), taken out of both lists."""
    found: list[tuple[Fact, Fact]] = []
    for mine in list(alone_a):
        word = _word_after(text_a, mine)
        yours = next((fact for fact in alone_b if word and _word_after(text_b, fact) == word), None)
        if yours is not None:
            alone_a.remove(mine)
            alone_b.remove(yours)
            found.append((mine, yours))
    return found


def _word_after(text: str, fact: Fact) -> str:
    match = _FOLLOWING.match(text, fact.end)
    return match[1].casefold() if match else ""


_FOLLOWING = re.compile(r"[\s-]+([^\W\d_]{3,})")


def _replaces(kind: Kind, mine: Fact, yours: Fact, row: Row, a: Sheet, b: Sheet) -> bool:
    """Whether one fact stands for the other. A name that both texts have elsewhere counts only where it is all that
    was replaced: 'the company' may become 'Alibaba' without a change of substance, 'Iran said' not 'Iraq said'."""
    if kind is not Kind.NAME or not (b.names_fully(mine.key) and a.names_fully(yours.key)):
        return True
    replaced = {(_bare(op.a), _bare(after.b)) for op, after in zip(row.ops, row.ops[1:], strict=False)}
    return (_bare(mine.text), _bare(yours.text)) in replaced


def _bare(text: str) -> str:
    words = text.casefold().replace("’", "'").strip(" ,.;:").removesuffix("'s")
    return words.removeprefix("the ").removeprefix("president ")


def _spelling(mine: Fact, yours: Fact) -> Note | None:
    assert isinstance(mine.key, Name) and isinstance(yours.key, Name)
    if sorted(mine.key.words) == sorted(yours.key.words):
        return Note.ORDER
    return Note.SPELLING if mine.key.likeness(yours.key) >= _SPELLING else None


def _reworded(mine: Fact, yours: Fact, text_a: str, text_b: str) -> bool:
    """Whether one of two names in one place is no other name: 'U.S. Embassy', where both print 'American embassy'."""
    return (" " in mine.text and _in_other_letters(mine, text_b)) or (
        " " in yours.text and _in_other_letters(yours, text_a)
    )


#: 'us', which without capitals would be the country.
_PRONOUN = re.compile(r"\b[Uu]s\b")


def _run(text: str) -> str:
    """A text's words with a space around each, spelled one way, countries by one name."""
    found = said(_PRONOUN.sub("our", text), english=True)
    return f" {' '.join(called_by_country(found) or found)} "


def _in_other_letters(fact: Fact, other: str) -> bool:
    """Whether the other passage prints a name without capitals ('the administration', 'attorney general'), or an
    acronym's words ('initial public offering' for 'IPO')."""
    if not isinstance(fact.key, Name):
        return False
    if (run := _run(fact.text)) in _run(
        other
    ) and run != " us ":  # ours, or the country's: letters' case told
        return True
    if not fact.text.isupper() or len(fact.text) < 2:
        return False
    initials = "".join(word[0] for word in other.casefold().split())
    return fact.key.words[0] in initials


def _speakers(number: int, a: tuple[Fact, ...], b: tuple[Fact, ...]) -> Iterator[Difference]:
    """Statements of a matched row that are put down to somebody else, or no longer to anybody."""
    left = [f for f in a if not any(f.key.same_as(g.key) for g in b)]
    right = [g for g in b if not any(g.key.same_as(f.key) for f in a)]
    while left and right:
        mine, yours = left.pop(0), right.pop(0)
        yield Difference(
            Kind.ATTRIBUTION, Outcome.DIFFER, mine.text, yours.text, number, note=_naming(mine, yours)
        )
    if not b:
        yield from (Difference(Kind.ATTRIBUTION, Outcome.DROPPED, f.text, "", number) for f in left if f.text)
    if not a:
        yield from (Difference(Kind.ATTRIBUTION, Outcome.ADDED, "", g.text, number) for g in right if g.text)


def _naming(mine: Fact, yours: Fact) -> Note | None:
    assert isinstance(mine.key, Speaker) and isinstance(yours.key, Speaker)
    if mine.key.voice is Voice.NAMED and yours.key.voice is Voice.UNNAMED:
        return Note.NO_LONGER_NAMED
    if mine.key.voice is Voice.UNNAMED and yours.key.voice is Voice.NAMED:
        return Note.NOW_NAMED
    return None
