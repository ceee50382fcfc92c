"""What the CRF sees of a word: its letters, its neighbours, the word lists, and the rest of its document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from builder.annotate.forms import calm_capitals
from builder.annotate.lexicon import Lexicon
from builder.annotate.tokens import Tokens, runs
from builder.annotate.words import Feature, Keeping, Vocabulary, Word

#: Prepositions that open places of things.
_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "from",
        "near",
        "to",
        "across",
        "around",
        "throughout",
        "outside",
        "toward",
        "towards",
        "into",
        "via",
    ]
)
_SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "asked",
        "wrote",
        "tweeted",
        "replied",
        "insisted",
        "explained",
        "argued",
        "noted",
    ]
)


@dataclass(frozen=True, slots=True)
class Run(Generic[Feature]):
    """A stretch of tokens to label, with one list of features a token."""

    start: int
    end: int
    features: list[list[Feature]]


def every(features: list[str]) -> list[str]:
    """All features, for who trains a model."""
    return features


class Reader(Generic[Feature]):
    """Turns tokens into features. What depends on a word alone is kept, so that a common word is worked out once.

    `kept` takes the features' names to those that are of use to whom they are made for: `every`, or those to which a model
    gives weight.
    """

    def __init__(self, lexicon: Lexicon, kept: Keeping[Feature]) -> None:
        self._lexicon = lexicon
        self._words = Vocabulary(lexicon, kept)
        self._edges = {name: kept([name]) for name in ("n^$", "n^-", "n-$", "n--")}

    def read(self, tokens: Tokens) -> list[Run[Feature]]:
        """The runs of a document and their features; those of a line in capitals are read as running text."""
        self._words.trim()
        words = calm_capitals(tokens, self._lexicon.common)
        lookup = self._words
        known = list(map(lookup.__getitem__, words))
        document = _elsewhere(words, tokens.first, known, lookup.kept)
        listed = self._phrases(words)
        found: list[Run[Feature]] = []
        for start, end in runs(tokens):
            if end - start == 1 and tokens.first[start] and known[start].dull:
                continue
            rows = self._rows(start, end, known, tokens.first, document, listed)
            _add_stretches(rows, known[start:end], lookup)
            self._add_words_around(rows, known, tokens.first, start, end)
            found.append(Run(start, end, rows))
        return found

    def _phrases(self, words: list[str]) -> dict[int, str]:
        """Listed names of two or more words, longest first: token index to 'B' or 'I' and the list's letter."""
        found: dict[int, str] = {}
        heads, phrases = self._lexicon.heads, self._lexicon.phrases
        size, reached = len(words), 0
        for index in [i for i, word in enumerate(words) if word in heads]:
            if index < reached:
                continue
            for length in range(min(heads[words[index]], size - index), 1, -1):
                kind = phrases.get(tuple(words[index : index + length]))
                if kind is not None:
                    found[index] = "P=B" + kind
                    reached = index + length
                    for inner in range(index + 1, reached):
                        found[inner] = "P=I" + kind
                    break
        return found

    def _rows(
        self,
        start: int,
        end: int,
        known: list[Word[Feature]],
        first: list[bool],
        document: dict[str, _Elsewhere[Feature]],
        listed: dict[int, str],
    ) -> list[list[Feature]]:
        """What each token of a run shows by itself, by its neighbours and by the rest of the document."""
        words = self._words
        size = len(known)
        rows: list[list[Feature]] = []
        for index in range(start, end):
            word, opens = known[index], first[index]
            before = known[index - 1] if index and not opens else words.start
            after = known[index + 1] if index + 1 < size else words.end
            around = [
                "j:" + before.kind + word.kind + after.kind,
                "b2:" + (known[index - 2].low if index > 1 and not opens and not first[index - 1] else "^"),
            ]
            if index + 2 < size:
                around.append("a2:" + known[index + 2].low)
            around.append("ba:" + before.low + "|" + after.low)
            row = [
                *(word.own or words.own(word)),
                *(before.as_before or words.as_before(before)),
                *(after.as_after or words.as_after(after)),
                *words.kept(around),
            ]
            if opens:
                row += words.as_first(word)
            if index in listed:
                row += words.kept([listed[index]])
            if index + 1 in listed:
                row += words.kept(["+" + listed[index + 1]])
            if word.upper:
                row += document[word.word].own
            if after.upper and not before.upper:
                row += document[after.word].carried
            rows.append(row)
        return rows

    def _add_words_around(
        self,
        rows: list[list[Feature]],
        known: list[Word[Feature]],
        first: list[bool],
        start: int,
        end: int,
    ) -> None:
        """Adds to every word of capitals in a row (no joining words) the row's length, its ends and the words around it.

        `rows` are those of the run from `start` to `end`; the words around may lie outside it.
        """
        words = self._words
        index, size = start, len(known)
        while index < end:
            if not known[index].upper:
                index += 1
                continue
            stop = index
            while stop < end and known[stop].upper:
                stop += 1
            last = known[stop - 1]
            length = str(min(stop - index, 4))
            before = known[index - 1] if index and not first[index] else words.start
            after = known[stop] if stop < size else words.end
            around = [
                "nL:" + length,
                "ne:" + last.low,
                "nf:" + known[index].kind + last.kind,
                "nb:" + before.low,
                "na:" + after.low,
                "nbk:" + before.kind + length,
            ]
            around += ["n" + letter for letter in last.classes if letter in "clv"]
            shared = words.kept(around)
            for at in range(index, stop):
                row = rows[at - start]
                row += shared
                row += self._edges[("n^" if at == index else "n-") + ("$" if at == stop - 1 else "-")]
            index = stop


_JOINING = frozenset(["of", "and", "the", "for", "&", "-", "de", "la", "del", "'s"])


def _add_stretches(rows: list[list[Feature]], known: list[Word[Feature]], words: Vocabulary[Feature]) -> None:
    """Adds to every word of a capitalised stretch what the whole stretch shows. Small joining words are inside, a comma
    ends it."""
    index, size = 0, len(known)
    while index < size:
        if not known[index].upper:
            index += 1
            continue
        stop = last = index
        while stop < size and (known[stop].upper or known[stop].low in _JOINING):
            if known[stop].upper:
                last = stop
            stop += 1
        shared = words.alone(known[index]) if last == index else words.stretch(known[index : last + 1])
        for row in rows[index : last + 1]:
            row += shared
        index = last + 1


_CARRIED = frozenset({"D:t", "D:g"})


@dataclass(frozen=True, slots=True)
class _Elsewhere(Generic[Feature]):
    """What a word's other occurrences in its document lend to it, and to the word before it."""

    own: list[Feature]
    carried: list[Feature]


def _elsewhere(
    words: list[str], first: list[bool], known: list[Word[Feature]], kept: Keeping[Feature]
) -> dict[str, _Elsewhere[Feature]]:
    """For each capitalised word, what its other occurrences show: after a title, after a given name, before an
    organization's cue, after a locative, with a possessive, in lower case, how often."""
    seen: dict[str, set[str]] = {}
    printed = set(words)
    count: dict[str, int] = {}
    size = len(words)
    for index in [i for i, fact in enumerate(known) if fact.upper]:
        fact = known[index]
        marks = seen.get(fact.word)
        if marks is None:
            marks = seen[fact.word] = set()
        count[fact.word] = count.get(fact.word, 0) + 1
        if not first[index]:
            marks.add("D:M")
            if index:
                before = known[index - 1]
                if before.title:
                    marks.add("D:t")
                if "g" in before.classes:
                    marks.add("D:g")
                if before.low in _LOCATIVE:
                    marks.add("D:in")
                if before.low == "the":
                    marks.add("D:the")
                if before.upper:
                    marks.add("D:B")
        if index + 1 < size and not first[index + 1]:
            after = known[index + 1]
            if after.upper:
                marks.add("D:A")
                if "c" in after.classes:
                    marks.add("D:c")
                if "f" in after.classes:
                    marks.add("D:f")
            elif after.low in _SAYING:
                marks.add("D:s")
            elif after.low == "'s":
                marks.add("D:'s")
            elif after.low == ",":
                if index + 2 < size and known[index + 2].word.isdigit():
                    marks.add("D:age")
            elif after.low == ")" and index and words[index - 1] == "(":
                marks.add("D:()")
            elif after.low in ("who", "whose"):
                marks.add("D:who")
    result: dict[str, _Elsewhere[Feature]] = {}
    for word, marks in seen.items():
        features = sorted(marks)
        low = word.lower()
        if low in printed and low.isalpha():
            features.append("D:low")
        number = count[word]
        features.append("D:#1" if number == 1 else ("D:#3" if number < 4 else "D:#9"))
        carried = ["+" + feature for feature in features if feature in _CARRIED]
        result[word] = _Elsewhere(kept(features), kept(carried) if carried else [])
    return result
