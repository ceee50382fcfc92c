"""What the CRF sees of a word: its letters, its neighbours, the word lists, and the rest of its document."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.annotate.forms import calm_capitals, shape_of
from builder.annotate.lexicon import Lexicon, Meaning
from builder.annotate.tokens import PARTICLES, Tokens, runs

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
class Run:
    """A stretch of tokens to label, with one list of features a token."""

    start: int
    end: int
    features: list[list[str]]


@dataclass(slots=True)
class Reader:
    """Turns tokens into features. Keeps what depends on a word alone, so that a common word is worked out once.

    The memory is bounded: it is emptied at 200,000 words. It never changes an outcome. `weighted` are the features to
    which the model that will see them gives weight (None: not known, so all are listed); the others are left out.
    """

    lexicon: Lexicon
    weighted: frozenset[str] | None = None
    _words: dict[str, _Word] = field(default_factory=dict)

    def word(self, word: str) -> _Word:
        """What is known of a word by itself."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= 200_000:
                self._words.clear()
            known = self._words[word] = _Word.of(word, self.lexicon, self.weighted)
        return known

    def read(self, tokens: Tokens) -> list[Run]:
        """The runs of a document and their features; those of a line in capitals are read as running text."""
        words = calm_capitals(tokens, self.lexicon.common)
        known = [self.word(word) for word in words]
        document = _document_features(words, tokens.first, known)
        listed = self._phrases(words)
        found: list[Run] = []
        for start, end in runs(tokens):
            if end - start == 1 and tokens.first[start] and known[start].dull:
                continue
            rows = [
                self._features(index, known, tokens.first, document, listed) for index in range(start, end)
            ]
            _add_stretches(rows, known[start:end], self.weighted)
            _add_words_around(rows, known, tokens.first, start, end, self.weighted)
            found.append(Run(start, end, rows))
        return found

    def _phrases(self, words: list[str]) -> dict[int, str]:
        """Listed names of two or more words, longest first: token index to 'B' or 'I' and the list's letter."""
        found: dict[int, str] = {}
        heads, phrases, longest = self.lexicon.heads, self.lexicon.phrases, self.lexicon.longest
        index = 0
        while index < len(words):
            if words[index] in heads:
                for length in range(min(longest, len(words) - index), 1, -1):
                    kind = phrases.get(tuple(words[index : index + length]))
                    if kind is not None:
                        found[index] = "P=B" + kind
                        for inner in range(index + 1, index + length):
                            found[inner] = "P=I" + kind
                        index += length - 1
                        break
            index += 1
        return found

    def _features(
        self,
        index: int,
        known: list[_Word],
        first: list[bool],
        document: dict[str, list[str]],
        listed: dict[int, str],
    ) -> list[str]:
        word = known[index]
        size = len(known)
        before = known[index - 1] if index and not first[index] else _START
        after = known[index + 1] if index + 1 < size else _END
        around = ["j:" + before.kind + word.kind + after.kind]
        around.append(
            "b2:" + (known[index - 2].low if index > 1 and not first[index] and not first[index - 1] else "^")
        )
        if index + 2 < size:
            around.append("a2:" + known[index + 2].low)
        around.append("ba:" + before.low + "|" + after.low)
        features = word.own + before.as_before + after.as_after + _only(around, self.weighted)
        if first[index]:
            features += word.as_first
        if index in listed:
            features.append(listed[index])
        if index + 1 in listed:
            features.append("+" + listed[index + 1])
        of_document = document.get(word.word)
        if of_document is not None:
            features += of_document
        if after.word in document and after.upper and before.upper is False:
            features += ["+" + f for f in document[after.word] if f in _CARRIED]
        return features


_JOINING = frozenset(["of", "and", "the", "for", "&", "-", "de", "la", "del", "'s"])


def _only(features: list[str], weighted: frozenset[str] | None) -> list[str]:
    return features if weighted is None else [f for f in features if f in weighted]


def _add_stretches(rows: list[list[str]], known: list[_Word], weighted: frozenset[str] | None) -> None:
    """Adds to every word of a capitalised stretch what the whole stretch shows: its length, its last word and the
    cues in it. Small joining words are inside, a comma ends it."""
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
        stretch = known[index : last + 1]
        cues = sorted({letter for word in stretch for letter in word.classes if letter in "clgdv"})
        shared = ["L:" + str(min(len(stretch), 5)), "e:" + stretch[-1].low, "ek:" + stretch[-1].kind]
        shared += ["e" + letter for letter in cues]
        shared.append("ef:" + stretch[0].kind + stretch[-1].kind)
        if len(stretch) > 1 and stretch[-1].meaning is not None:
            shared += ["e1:" + stretch[-1].meaning.wide, "e2:" + stretch[-1].meaning.narrow]
        shared = _only(shared, weighted)
        for row in rows[index : last + 1]:
            row += shared
        index = last + 1


def _add_words_around(
    rows: list[list[str]],
    known: list[_Word],
    first: list[bool],
    start: int,
    end: int,
    weighted: frozenset[str] | None,
) -> None:
    """Adds to every word of capitals in a row (no joining words) the row's length, its ends and the words around it.

    `rows` are those of the run from `start` to `end`; the words around may lie outside it.
    """
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
        before = known[index - 1] if index and not first[index] else _START
        after = known[stop] if stop < size else _END
        shared = [
            "nL:" + length,
            "ne:" + last.low,
            "nf:" + known[index].kind + last.kind,
            "nb:" + before.low,
            "na:" + after.low,
            "nbk:" + before.kind + length,
        ]
        shared += ["n" + letter for letter in last.classes if letter in "clv"]
        shared = _only(shared, weighted)
        for at in range(index, stop):
            row = rows[at - start]
            row += shared
            row.append(("n^" if at == index else "n-") + ("$" if at == stop - 1 else "-"))
        index = stop


@dataclass(slots=True)
class _Word:
    """A word's own facts and the feature strings that it lends to itself and its neighbours; made once a word and never
    changed (frozen, it would take twice as long to make)."""

    word: str
    low: str
    upper: bool
    dull: bool
    kind: str
    classes: str
    title: bool
    meaning: Meaning | None
    own: list[str]
    as_before: list[str]
    as_after: list[str]
    as_first: list[str]

    @classmethod
    def of(cls, word: str, lexicon: Lexicon, weighted: frozenset[str] | None) -> _Word:
        """What is known of a word, with the features that have weight."""
        low = word.lower()
        classes = lexicon.classes.get(word, "")
        if (
            not classes
            and len(word) > 3
            and word.isupper()
            and "p" in lexicon.classes.get(word.capitalize(), "")
        ):
            classes = "p"  # a dateline's `CAIRO`
        title = low.rstrip(".") in lexicon.titles
        common = low in lexicon.common
        shape = shape_of(word)
        upper = word[0].isupper()
        kind = (classes[:1] or ("t" if title else ("m" if common else "u"))) + shape[:1]
        if not upper:
            kind = low if low in _KEPT_WORDS or not word[0].isalnum() else ("t" if title else "w")
        own = ["w:" + low, "s:" + shape, "k:" + kind, "1"]
        own += ["c:" + letter for letter in classes]
        if upper:
            own += [
                "s2:" + low[-2:],
                "s3:" + low[-3:],
                "s4:" + low[-4:],
                "p2:" + low[:2],
                "p3:" + low[:3],
                "W:" + word,
            ]
        small = not upper and (low in PARTICLES or low in _KEPT_WORDS)
        meaning = None if small else lexicon.meanings.get(low)
        if meaning is not None and upper:
            own += ["m1:" + meaning.wide, "m2:" + meaning.narrow]
        if title:
            own.append("t")
        if common:
            own.append("m")
        before = ["b:" + low, "bs:" + shape[:2], "bk:" + kind] + ["bc:" + letter for letter in classes]
        after = ["a:" + low, "as:" + shape[:2], "ak:" + kind] + ["ac:" + letter for letter in classes]
        if title:
            before.append("bt")
            after.append("at")
        if meaning is not None:
            before.append("b1:" + meaning.wide)
            after.append("a1:" + meaning.wide)
            before.append("b2m:" + meaning.narrow)
            after.append("a2m:" + meaning.narrow)
        if upper and len(low) > 3:
            before.append("b3:" + low[-3:])
            after.append("a3:" + low[-3:])
        first = ["F", "F" + ("m" if common else "") + (classes[:1] or "-")]
        dull = common and not classes.strip("x")
        return cls(
            word,
            low,
            upper,
            dull,
            kind,
            classes,
            title,
            meaning,
            _only(own, weighted),
            _only(before, weighted),
            _only(after, weighted),
            _only(first, weighted),
        )


_KEPT_WORDS = frozenset(
    [
        "of",
        "and",
        "the",
        "in",
        "at",
        "for",
        "from",
        "by",
        "'s",
        "de",
        "la",
        "van",
        "von",
        "al",
        "bin",
        "to",
        "on",
        "with",
    ]
)
_START = _Word("", "^", False, False, "^", "", False, None, [], ["b:^"], ["a:^"], [])
_END = _Word("", "$", False, False, "$", "", False, None, [], ["b:$"], ["a:$"], [])


_CARRIED = frozenset({"D:t", "D:g"})


def _document_features(words: list[str], first: list[bool], known: list[_Word]) -> dict[str, list[str]]:
    """For each capitalised word, what its other occurrences show: after a title, after a given name, before an
    organization's cue, after a locative, with a possessive, in lower case, how often."""
    seen: dict[str, set[str]] = {}
    lower: set[str] = set()
    count: dict[str, int] = {}
    size = len(words)
    for index, fact in enumerate(known):
        if not fact.upper:
            if fact.word == fact.low and fact.low.isalpha():
                lower.add(fact.low)
            continue
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
    result: dict[str, list[str]] = {}
    for word, marks in seen.items():
        features = sorted(marks)
        if word.lower() in lower:
            features.append("D:low")
        number = count[word]
        features.append("D:#1" if number == 1 else ("D:#3" if number < 4 else "D:#9"))
        result[word] = features
    return result
