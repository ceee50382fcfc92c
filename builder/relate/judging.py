"""Whether two compared texts are one text: a confidence, and the grounds for refusing it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from builder.relate.documents import Document
from builder.relate.likeness import Likeness, likeness
from builder.relate.vetoes import another_subject, gallery, retold

#: Two texts are one from this confidence on. Over the development pairs .5 joins 7 pairs of reports of one event (of
#: 1,330 pairs of different texts) and .6 joins 4; from .6 on also a half-replaced text and a machine translation are
#: lost, at .7 five versions.
SAME = 0.6
#: Logistic weights, fitted on the development pairs (2,374 texts, 3,248 compared pairs of which 1,335 are different
#: texts, many of one event). In eight-fold cross-validation by source text 21 pairs err: 7 of 236 machine
#: translations beside a human one, none of the 95 compared same-event pairs, 8 of 1,192 pairs of unlike texts (all
#: reports of one event of under 200 words), 3 pages with one photo gallery, which `gallery` then refuses.
_WEIGHTS = {
    "high_cover": 3.6,
    "low_cover": 6.1,
    "high_best": 2.1,
    "low_best": 4.8,
    "low_lead": 9.4,
    "drift": -6.4,
}
_BIAS = -8.1

#: A text is contained where this share of it is found in order, this alike, and its opening with it.
_CONTAINED_COVER = 0.80
_CONTAINED_BEST = 0.60
#: ... and the text that holds it is filled by it to this share, unless it opens with it too.
_FILLED = 0.35
#: In a text of so few words outside quotations every report of the event has the same sentences; it must be more alike.
#: Of 20 pairs of short reports of one event (written for benchmarks/versions.py) the likest has .38; of the same reports
#: with three words in ten replaced or dropped the tenth percentile is .44, reworded by hand the least .62.
_SHORT = 60
_SHORT_BEST = 0.42
#: ... unless its sentences run in step with the other's from end to end, three at least: of 643 pairs of openings and
#: short reports of one event none does (with two sentences alike 1), of 126 half-replaced openings that were lost 35 do.
_STEPS = 3
_STEP_COVER = 0.60
_STEP_DRIFT = 0.05
_STEP_BEST = 0.30
#: With fewer still chance decides; such a text must agree nearly to the letter.
_TINY = 25
_TINY_BEST = 0.80
#: Texts that share no more than this of the fuller covered are not one text, whatever is alike of their leads: two days'
#: live pages under one heading cover .32 of each other in 95 of 100 pairs, a half-replaced text .58 and more in 99.
_LEAST_COVER = 0.33


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a comparison of texts a and b came to; shares 0..1.

    `sure` is the confidence that they are versions of one text, `vetoed` that they are one template told of different
    subjects, `parted` that they are so surely enough that no third text makes one story of them; `cover` is the share of each text with a counterpart (in order, or wherever it moved to), `run` the share
    in order alone; `mean`, `verbatim` and `shared_words` as in Likeness.
    """

    sure: float
    vetoed: bool
    parted: bool
    cover_a: float
    cover_b: float
    run_a: float
    run_b: float
    mean: float
    verbatim: float
    shared_words: int

    def swapped(self) -> Judgement:
        """The same with the sides named the other way round."""
        return replace(self, cover_a=self.cover_b, cover_b=self.cover_a, run_a=self.run_b, run_b=self.run_a)


def judge(a: Document, b: Document) -> Judgement:
    """Compare two documents. `judge(b, a)` is `judge(a, b).swapped()` to the last bit."""
    if (a.key, len(a.units)) > (b.key, len(b.units)):
        return judge(b, a).swapped()
    found = likeness(a, b)
    vetoed = another_subject(a, b, found)
    return Judgement(
        sure=confidence(found),
        vetoed=vetoed,
        parted=vetoed and retold(a, b, found),
        cover_a=min(1.0, max(found.coverage_a, found.moved_a)),
        cover_b=min(1.0, max(found.coverage_b, found.moved_b)),
        run_a=found.coverage_a,
        run_b=found.coverage_b,
        mean=found.mean,
        verbatim=found.verbatim,
        shared_words=found.shared_words,
    )


def confidence(found: Likeness) -> float:
    """How sure it is, 0..1, that two documents are versions of one text."""
    low_cover, high_cover = sorted((found.coverage_a, found.coverage_b))
    low_best, high_best = sorted((found.best_a, found.best_b))
    sure = _logistic(
        _BIAS
        + _WEIGHTS["high_cover"] * high_cover
        + _WEIGHTS["low_cover"] * low_cover
        + _WEIGHTS["high_best"] * high_best
        + _WEIGHTS["low_best"] * low_best
        + _WEIGHTS["low_lead"] * min(found.lead_a, found.lead_b)
        + _WEIGHTS["drift"] * found.drift
    )
    sure = max(sure, _contained(found), _reordered(found))
    size = min(found.words_a, found.words_b)
    if high_best < _least_best(size, found):
        sure = min(sure, 0.4)
    if max(high_cover, found.moved_a, found.moved_b) < _LEAST_COVER or gallery(found):
        sure = min(sure, 0.3)
    return sure


def _least_best(size: int, found: Likeness) -> float:
    """How alike texts must be of which the smaller has `size` words."""
    if size < _TINY:
        return _TINY_BEST
    if size >= _SHORT:
        return 0.0
    whole = min(found.coverage_a, found.coverage_b) >= _STEP_COVER
    in_step = whole and found.drift <= _STEP_DRIFT and len(found.pairs) >= _STEPS
    return _STEP_BEST if in_step else _SHORT_BEST


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def _contained(found: Likeness) -> float:
    """Confidence from one text standing in the other.

    The whole must open with the part or be filled by it to a good third: a morning's digest holds five reports to the
    letter, and would make one story of them all.
    """
    part_a = (found.coverage_a, found.best_a, found.lead_a, found.coverage_b, found.lead_b)
    part_b = (found.coverage_b, found.best_b, found.lead_b, found.coverage_a, found.lead_a)
    cover, best, lead, whole_cover, whole_lead = max(part_a, part_b)
    stands_in = cover >= _CONTAINED_COVER and best >= _CONTAINED_BEST and lead >= 0.5
    return min(1.0, best + 0.1) if stands_in and (whole_cover >= _FILLED or whole_lead >= 0.4) else 0.0


def _reordered(found: Likeness) -> float:
    """Confidence from sure counterparts in any order: paragraphs put in another sequence."""
    low, high = sorted((found.moved_a, found.moved_b))
    return high if high >= 0.75 and low >= 0.35 else 0.0
