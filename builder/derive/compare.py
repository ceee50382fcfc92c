"""Two articles side by side: which sentences answer each other, and word by word what became of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from builder.derive import across
from builder.derive.passages import Part, Passage, Reading, Readings
from builder.derive.runs import Run
from builder.derive.tokens import Alphabet
from builder.derive.wordops import Change, Op, between, common_words, equal_words, kept_runs, over
from builder.model.article import Article


class RowKind(StrEnum):
    """What a row of a comparison shows."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_A = "only-a"
    ONLY_B = "only-b"


class Row(NamedTuple):
    """One line of a comparison, in the reading order of both texts.

    SAME and CHANGED rows have both passages, the others one. SAME is equal but for typography. `moved` says that
    the passage stands elsewhere in the other text. `ops` leads from a to b word by word (one whole-text operation
    in a SAME or one-sided row; none where the two are in different languages). `similarity` is 0..1.
    """

    kind: RowKind
    a: Passage | None
    b: Passage | None
    ops: tuple[Op, ...] = ()
    moved: bool = False
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts. `id` is the article's; `names` those that its front matter lists; `date` its firm date.

    `words` counts the text's words; `coverage` is the share of them in passages that the other text answers, 0..1.
    """

    id: str
    language: str | None = None
    date: str | None = None
    names: tuple[str, ...] = ()
    words: int = 0
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two articles have in common.

    `verbatim` is the share of the words in answered passages that stand there to the letter, 0..1. Where
    `across_languages` is set the rows pair passages by order and length, have no operations, and `verbatim` is 0.
    """

    a: Side
    b: Side
    rows: tuple[Row, ...]
    verbatim: float = 0.0
    across_languages: bool = False

    @property
    def identical(self) -> bool:
        """Whether the texts are the same but for typography."""
        return all(row.kind is RowKind.SAME and not row.moved for row in self.rows)


#: A sentence without a counterpart joins a neighbour's row where at least this share of its words stands, in order,
#: among the words that the neighbour's counterpart has over. Over the same pairs as for `_FILL`, the share of the first
#: sentence's words is .56 to .63 at the median for translations, .40 to .62 at the 99th percentile for the others.
_JOIN = 0.5

#: Passages alone on either side of one gap are paired from this share of common words in order on (of the longer
#: one's words). Over 1,075 sentences and their independent translations the share is .21 to .29 at the 5th percentile,
#: .54 to .61 at the median; over 3,775 pairs of other sentences near by, .19 to .24 at the 95th, .28 to .40 at the 99th.
_FILL = 0.3
#: The share that chance gives (the 95th percentile above), which a sentence must exceed to be taken into a pair.
_CHANCE = 0.2
#: How many sentences a step of the pairing takes from either side.
_STEPS = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (1, 0), (0, 1))
#: Pairs tried in one gap; beyond it the texts are too different for a gap to say anything.
_LARGEST_GAP = 64


def compare(a: Article, b: Article, readings: Readings | None = None) -> Comparison:
    """Compare the bodies of two articles, as stored (cap withheld words first, see `rights`).

    Deterministic, whatever `readings` hold; about linear in the length of the texts. An empty body gives rows of one
    side only.
    """
    left, right = (readings or Readings()).of_both(a.body, b.body)
    return compare_readings(_side(a), left, _side(b), right)


def compare_texts(a: Side, paragraphs_a: Sequence[str], b: Side, paragraphs_b: Sequence[str]) -> Comparison:
    """Compare two texts given as plain paragraphs; the sides' counts are filled in."""
    alphabet = Alphabet()
    left, right = (Reading.of_paragraphs(given, alphabet) for given in (paragraphs_a, paragraphs_b))
    return compare_readings(a, left, b, right)


def compare_readings(a: Side, left: Reading, b: Side, right: Reading) -> Comparison:
    """Compare two texts that one alphabet has read; the sides' counts are filled in."""
    across_languages = bool(a.language and b.language and _primary(a.language) != _primary(b.language))
    drafts = _across(left, right) if across_languages else _aligned(left, right)
    both = [(draft, draft.a, draft.b) for draft in drafts if draft.a and draft.b]
    covered_a = sum([one.tokens.words for _, one, _ in both])
    covered_b = sum([two.tokens.words for _, _, two in both])
    equal = 0 if across_languages else sum([draft.equal_words for draft, _, _ in both])
    return Comparison(
        a=replace(a, words=left.words, coverage=covered_a / left.words if left.words else 0.0),
        b=replace(b, words=right.words, coverage=covered_b / right.words if right.words else 0.0),
        rows=tuple([draft.row(worded=not across_languages) for draft in drafts]),
        verbatim=2 * equal / (covered_a + covered_b) if covered_a + covered_b else 0.0,
        across_languages=across_languages,
    )


def _side(article: Article) -> Side:
    names = (*article.people, *article.organizations, *article.places)
    return Side(article.id, article.language, article.firm_date, names)


def _primary(language: str) -> str:
    return language.split("-")[0].casefold()


@dataclass(slots=True)
class _Draft:
    """A row whose passages may still change. What became of their words is told when it is first asked for."""

    a: Part | None
    b: Part | None
    similarity: float = 0.0
    moved: bool = False
    _kept: list[Run] | None = None

    @property
    def kept(self) -> list[Run]:
        """The runs of tokens that both passages have."""
        assert self.a is not None
        assert self.b is not None
        if self._kept is None:
            self._kept = kept_runs(self.a.tokens, self.b.tokens)
        return self._kept

    @property
    def equal_words(self) -> int:
        assert self.a is not None
        return equal_words(self.a.tokens, self.kept)

    def row(self, *, worded: bool) -> Row:
        """The row as it is shown, word by word if it is to be `worded`."""
        if self.a is None:
            assert self.b is not None
            only = self.b.passage
            return Row(RowKind.ONLY_B, None, only, (Op(Change.INSERT, b=only.text),))
        one = self.a.passage
        if self.b is None:
            return Row(RowKind.ONLY_A, one, None, (Op(Change.DELETE, a=one.text),))
        two = self.b.passage
        if not worded:
            return Row(RowKind.CHANGED, one, two)
        left, right = self.a.tokens, self.b.tokens
        kind = RowKind.SAME if left.letters == right.letters else RowKind.CHANGED
        return Row(kind, one, two, between(left, right, self.kept), self.moved, self.similarity)


def _aligned(left: Reading, right: Reading) -> list[_Draft]:
    """The rows of two texts in one language."""
    if left.profile.keys == right.profile.keys:
        # No other pairs in order are as many or weigh as much as those of each sentence with itself.
        return [_Draft(one, two, 1.0) for one, two in zip(left.parts, right.parts, strict=True)]
    # Loads numpy, which most edits need nothing of.
    from builder.text.align import align

    drafts = [
        _Draft(
            left.parts[pair.a] if pair.a is not None else None,
            right.parts[pair.b] if pair.b is not None else None,
            pair.similarity,
            pair.moved,
        )
        for pair in align(left.profile, right.profile)
    ]
    return _join_split_sentences(_fill_gaps(drafts, left.alphabet), left.alphabet)


def _across(left: Reading, right: Reading) -> list[_Draft]:
    """The rows of two texts in different languages."""
    texts_a, texts_b = ([part.passage.text for part in reading.parts] for reading in (left, right))
    return [
        _Draft(
            _whole([left.parts[i] for i in bead.a], left.alphabet),
            _whole([right.parts[j] for j in bead.b], right.alphabet),
        )
        for bead in across.beads(texts_a, texts_b)
    ]


def _whole(parts: Sequence[Part], alphabet: Alphabet) -> Part | None:
    """The passages as one; None for none. They must follow one another (see `_follow`)."""
    if len(parts) < 2:
        return parts[0] if parts else None
    passages = [part.passage for part in parts]
    text = " ".join([passage.text for passage in passages])
    first = passages[0]
    whole = Passage(text, first.paragraph, first.place, sum([p.sentences for p in passages]))
    return Part(whole, alphabet.joined(text, [part.tokens for part in parts]))


def _follow(parts: Sequence[Part]) -> bool:
    """Whether the passages stand one after another in their article."""
    return len(parts) < 2 or all(two.follows(one) for one, two in itertools.pairwise(parts))


def _fill_gaps(drafts: list[_Draft], alphabet: Alphabet) -> list[_Draft]:
    """Pair what stands alone on both sides between two rows that answer each other, where enough words agree."""
    filled: list[_Draft] = []
    gap: list[_Draft] = []
    for draft in drafts:
        if draft.a is None or draft.b is None:
            gap.append(draft)
        else:
            if gap:
                filled.extend(_filled(gap, alphabet))
                gap = []
            filled.append(draft)
    return [*filled, *_filled(gap, alphabet)]


def _filled(gap: list[_Draft], alphabet: Alphabet) -> list[_Draft]:
    """The gap's rows with the best monotone pairing (dynamic programming), up to three sentences answering one."""
    left = [draft.a for draft in gap if draft.a is not None]
    right = [draft.b for draft in gap if draft.b is not None]
    if not left or not right or len(left) * len(right) > _LARGEST_GAP:
        return gap
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            options = [(0.0, 0, 0)]
            for di, dj in _STEPS:
                if i + di <= len(left) and j + dj <= len(right):
                    gain = _gain(left[i : i + di], right[j : j + dj]) if di and dj else 0.0
                    if gain is not None:
                        options.append((gain + best[i + di, j + dj][0], di, dj))
            best[i, j] = max(options)
    drafts: list[_Draft] = []
    i = j = 0
    while (i, j) != (len(left), len(right)):
        _, di, dj = best[i, j]
        di, dj = (di, dj) if di or dj else (len(left) - i, 0) if i < len(left) else (0, len(right) - j)
        a, b = left[i : i + di], right[j : j + dj]
        if a and b:
            drafts.append(_Draft(_whole(a, alphabet), _whole(b, alphabet), _agreement(a, b)))
        else:
            drafts.extend(_Draft(one, None) for one in a)
            drafts.extend(_Draft(None, two) for two in b)
        i, j = i + di, j + dj
    return drafts


def _gain(a: Sequence[Part], b: Sequence[Part]) -> float | None:
    """What pairing is worth: common words less what chance gives; None where the passages are not alike enough."""
    if not _follow(a) or not _follow(b):
        return None
    one, two = _spoken(a), _spoken(b)
    longer = max(len(one), len(two))
    if _at_most(one, two) < _FILL * longer:
        return None
    common = common_words(one, two)
    return common - _CHANCE * longer if common >= _FILL * longer else None


def _agreement(a: Sequence[Part], b: Sequence[Part]) -> float:
    """The share of words that two passages have in common and in order, of the longer one's, 0..1."""
    one, two = _spoken(a), _spoken(b)
    longer = max(len(one), len(two))
    return common_words(one, two) / longer if longer else 0.0


def _spoken(parts: Sequence[Part]) -> str:
    """The letters of the passages' words."""
    return "".join([part.tokens.spoken for part in parts])


def _at_most(spoken: str, other: str) -> int:
    """As many words as two passages can have in common at the most, given the letters of their words."""
    return sum(map(frozenset(other).__contains__, spoken))


def _join_split_sentences(drafts: list[_Draft], alphabet: Alphabet) -> list[_Draft]:
    """Put a sentence that the other text runs into its neighbour (or splits off it) into the neighbour's row."""
    joined: list[_Draft] = []
    before_is_whole = True
    for draft in drafts:
        is_whole = draft.a is not None and draft.b is not None
        merged = _joined(joined[-1], draft, alphabet) if joined and is_whole is not before_is_whole else None
        if merged is not None:
            joined[-1] = merged
            before_is_whole = True
        else:
            joined.append(draft)
            before_is_whole = is_whole
    return joined


def _joined(first: _Draft, second: _Draft, alphabet: Alphabet) -> _Draft | None:
    """The two rows as one where exactly one of them lacks a side and its words fill the other's gap; else None."""
    for single, pair in ((second, first), (first, second)):
        if (single.a is None) == (single.b is None) or pair.a is None or pair.b is None or pair.moved:
            continue
        of_a = single.a is not None
        lone, near, answer = (single.a, pair.a, pair.b) if of_a else (single.b, pair.b, pair.a)
        assert lone is not None
        ordered = (near, lone) if single is second else (lone, near)
        if not ordered[1].follows(ordered[0]):
            continue
        one, two = lone.passage, near.passage
        if one.paragraph != two.paragraph and len(one.text) > len(two.text):
            continue
        if not _fills(lone, answer, pair, of_a=of_a):
            continue
        whole = _whole(ordered, alphabet)
        a, b = (whole, pair.b) if of_a else (pair.a, whole)
        return _Draft(a, b, pair.similarity)
    return None


def _fills(lone: Part, answer: Part, pair: _Draft, *, of_a: bool) -> bool:
    """Whether enough of the lone passage's words stand, in the same order, among those that `answer`, the other text's
    passage of the pair, has over."""
    spoken = lone.tokens.spoken
    if not spoken or _at_most(spoken, answer.tokens.spoken) < _JOIN * len(spoken):
        return False
    assert pair.a is not None
    assert pair.b is not None
    over_a, over_b = over(pair.a.tokens, pair.b.tokens, pair.kept)
    others = over_b if of_a else over_a
    least = _JOIN * len(spoken)
    return _at_most(spoken, others) >= least and common_words(spoken, others) >= least
