"""What is known of a word by itself, and the features that it lends to its own token and to its neighbours'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.annotate.forms import shape_of
from builder.annotate.lexicon import Lexicon, Meaning
from builder.annotate.tokens import PARTICLES

#: How a feature is handed on: its name, or what a model reads of it.
Feature = TypeVar("Feature")
#: Takes features by name to those that are of use.
Keeping = Callable[[list[str]], list[Feature]]
#: Small words that keep their letters where others show their kind alone.
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
#: Classes that a capitalised stretch shows where one of its words has them.
_CUES = frozenset("clgdv")


@dataclass(slots=True)
class Word(Generic[Feature]):
    """A word's own facts and the feature strings that it lends to itself and its neighbours, made once a word.

    Of a word that stands beside no name (four in five) no features are asked: each list is made when it is first asked
    for, by the `Vocabulary` that holds the word.
    """

    word: str
    low: str
    upper: bool
    #: A common word that no list has as a name.
    dull: bool
    kind: str
    shape: str
    classes: str
    cues: str
    title: bool
    common: bool
    meaning: Meaning | None
    own: list[Feature] | None = None
    as_before: list[Feature] | None = None
    as_after: list[Feature] | None = None
    as_first: list[Feature] | None = None
    alone: list[Feature] | None = None


class Vocabulary(dict[str, Word[Feature]], Generic[Feature]):
    """Words by their printed form, worked out when they are first asked for. `start` and `end` stand for the words before
    and behind a text.

    `kept` says which features are of use. The memory is bounded by `trim`; it never changes an outcome.
    """

    def __init__(self, lexicon: Lexicon, kept: Keeping[Feature]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self.kept = kept
        self.start = self._beyond("^")
        self.end = self._beyond("$")

    def _beyond(self, sign: str) -> Word[Feature]:
        lent = self.kept(["b:" + sign]), self.kept(["a:" + sign])
        return Word("", sign, False, False, sign, "", "", "", False, False, None, [], *lent, [], [])

    def trim(self) -> None:
        """Forgets all words once there are 200,000."""
        if len(self) >= 200_000:
            self.clear()

    def __missing__(self, word: str) -> Word[Feature]:
        low = word.lower()
        lists = self._lexicon
        classes = lists.classes.get(word, "")
        if (
            not classes
            and len(word) > 3
            and word.isupper()
            and "p" in lists.classes.get(word.capitalize(), "")
        ):
            classes = "p"  # a dateline's `CAIRO`
        title = low.rstrip(".") in lists.titles
        common = low in lists.common
        shape = shape_of(word)
        upper = word[0].isupper()
        if upper:
            kind = (classes[:1] or ("t" if title else ("m" if common else "u"))) + shape[:1]
        else:
            kind = low if low in _KEPT_WORDS or not word[0].isalnum() else ("t" if title else "w")
        small = not upper and (low in PARTICLES or low in _KEPT_WORDS)
        made = self[word] = Word(
            word,
            low,
            upper,
            common and not classes.strip("x"),
            kind,
            shape,
            classes,
            "".join(letter for letter in classes if letter in _CUES),
            title,
            common,
            None if small else lists.meanings.get(low),
        )
        return made

    def own(self, word: Word[Feature]) -> list[Feature]:
        """The features of a word's own token."""
        if word.own is None:
            low = word.low
            own = ["w:" + low, "s:" + word.shape, "k:" + word.kind, "1"]
            own += ["c:" + letter for letter in word.classes]
            if word.upper:
                own += [
                    "s2:" + low[-2:],
                    "s3:" + low[-3:],
                    "s4:" + low[-4:],
                    "p2:" + low[:2],
                    "p3:" + low[:3],
                    "W:" + word.word,
                ]
                if word.meaning is not None:
                    own += ["m1:" + word.meaning.wide, "m2:" + word.meaning.narrow]
            if word.title:
                own.append("t")
            if word.common:
                own.append("m")
            word.own = self.kept(own)
        return word.own

    def as_before(self, word: Word[Feature]) -> list[Feature]:
        """What a word lends to the token behind it."""
        if word.as_before is None:
            word.as_before = self._lent(word, "b")
        return word.as_before

    def as_after(self, word: Word[Feature]) -> list[Feature]:
        """What a word lends to the token before it."""
        if word.as_after is None:
            word.as_after = self._lent(word, "a")
        return word.as_after

    def _lent(self, word: Word[Feature], side: str) -> list[Feature]:
        low, meaning = word.low, word.meaning
        lent = [f"{side}:{low}", f"{side}s:{word.shape[:2]}", f"{side}k:{word.kind}"]
        lent += [f"{side}c:{letter}" for letter in word.classes]
        if word.title:
            lent.append(side + "t")
        if meaning is not None:
            lent += [f"{side}1:{meaning.wide}", f"{side}2m:{meaning.narrow}"]
        if word.upper and len(low) > 3:
            lent.append(f"{side}3:{low[-3:]}")
        return self.kept(lent)

    def as_first(self, word: Word[Feature]) -> list[Feature]:
        """The features of a token that opens a sentence."""
        if word.as_first is None:
            word.as_first = self.kept(["F", "F" + ("m" if word.common else "") + (word.classes[:1] or "-")])
        return word.as_first

    def alone(self, word: Word[Feature]) -> list[Feature]:
        """The features of a capitalised stretch that is this word alone."""
        if word.alone is None:
            word.alone = self.stretch([word])
        return word.alone

    def stretch(self, words: list[Word[Feature]]) -> list[Feature]:
        """What a capitalised stretch shows: its length, its last word and the cues in it."""
        last = words[-1]
        cues = sorted({letter for word in words for letter in word.cues})
        shared = ["L:" + str(min(len(words), 5)), "e:" + last.low, "ek:" + last.kind]
        shared += ["e" + letter for letter in cues]
        shared.append("ef:" + words[0].kind + last.kind)
        if len(words) > 1 and last.meaning is not None:
            shared += ["e1:" + last.meaning.wide, "e2:" + last.meaning.narrow]
        return self.kept(shared)
