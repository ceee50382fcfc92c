"""The whole of relating: from witnesses to relations and stories."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from builder.model.relation import Constraints, Related, Relation, Witness
from builder.relate import working
from builder.relate.anchors import anchors
from builder.relate.candidates import candidates
from builder.relate.embedded import translations
from builder.relate.encoders import Encoder
from builder.relate.furniture import furniture
from builder.relate.index import Index
from builder.relate.judging import Judgement
from builder.relate.kept_pairs import kept_candidates
from builder.relate.kinds import Verdict, earlier_first, identical, verdict
from builder.relate.languages import primary
from builder.relate.profiles import Profile, own_features
from builder.relate.shingles import Hashes
from builder.relate.stories import place, stories
from builder.relate.translations import pairs_across, parallel, translation
from builder.relate.windows import windowed
from builder.relate.working import Trimmed
from builder.text.fingerprint import fingerprint

#: Shorter texts are related to nothing: 'This video is no longer available.' under a hundred addresses is no story.
LEAST_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Text:
    """A distinct text: its earliest witness, its fingerprint, its profile."""

    witness: Witness
    fingerprint: str
    profile: Profile


def relate(
    witnesses: Sequence[Witness],
    constraints: Constraints | None = None,
    *,
    index: Index | None = None,
    workers: int = 1,
    window: int | None = None,
    encoder: Encoder | None = None,
) -> Related:
    """Every verified relation among `witnesses` and the stories that they make, whatever the order given.

    Ids should be distinct; of two witnesses with one id the first in sorted order stands. With an `index`, only what it
    does not know of is computed; the outcome is the same as without. `workers` processes share the computing.
    With a `window`, texts dated more than so many days apart are compared only where they are equal to the letter.
    An `encoder` finds translations that share too few numbers and names to be found without.
    A pair that people keep `apart` has no relation; a pair kept `together` is one story with or without one.
    """
    constraints = constraints or Constraints()
    by_id = _distinct(witnesses)
    ordered = sorted(by_id.values(), key=place)
    prints = {w.id: w.digest or fingerprint(w.text) for w in ordered}
    profiles = _profiles({prints[w.id]: w for w in ordered}, index, workers)
    copies: defaultdict[str, list[Witness]] = defaultdict(list)
    for w in ordered:
        copies[profiles[prints[w.id]].key].append(w)
    telling = [group for group in copies.values() if profiles[prints[group[0].id]].size >= LEAST_WORDS]
    texts = [_Text(group[0], prints[group[0].id], profiles[prints[group[0].id]]) for group in telling]
    found = [identical(*earlier_first(group[0], copy)) for group in telling for copy in group[1:]]
    verdicts = list(_compared(texts, index, workers, window))
    found += [v.link for v in verdicts if v.link]
    found += _translated(texts, window)
    if encoder is not None:
        found += _encoded(texts, encoder, {(r.a, r.b) for r in found})
    apart = {frozenset(p) for p in constraints.apart}
    kept = sorted(
        (r for r in found if frozenset((r.a, r.b)) not in apart), key=lambda r: (r.a, r.b, r.relation)
    )
    parted = [(v.a, v.b) for v in verdicts if v.parted]
    return Related(tuple(kept), stories(by_id, kept, constraints, parted))


def _distinct(witnesses: Sequence[Witness]) -> dict[str, Witness]:
    """One witness for each id. Their texts are looked at only where there are two of one id."""
    found: dict[str, Witness] = {}
    for witness in witnesses:
        held = found.get(witness.id)
        if held is None or contents(witness) < contents(held):
            found[witness.id] = witness
    return found


def contents(witness: Witness) -> tuple[str, ...]:
    """All that a witness says, for an order that nothing else decides."""
    return (
        witness.id,
        witness.text,
        witness.title,
        witness.date or "",
        witness.source or "",
        witness.language or "",
    )


def _profiles(texts: dict[str, Witness], index: Index | None, workers: int) -> dict[str, Profile]:
    """The profile of each witness's text, by fingerprint."""
    known = index.profiles(list(texts)) if index else {}
    missing = [name for name in texts if name not in known]
    made = dict(zip(missing, working.profiles([texts[name].text for name in missing], workers), strict=True))
    if index:
        index.add_profiles(made)
    return {**known, **made}


def _compared(
    texts: Sequence[_Text], index: Index | None, workers: int, window: int | None
) -> Iterator[Verdict]:
    """The verdicts among distinct texts, given in the order of `place`."""
    own = _Own(index)
    left_out = _furniture(texts, own)
    rows = _near(texts, left_out, own, index, window)
    own.remember()
    judged = _judged(texts, rows, left_out, index, workers)
    for (i, j), found in zip(rows, judged, strict=True):
        yield verdict(texts[i].witness, texts[j].witness, found)


def _near(
    texts: Sequence[_Text],
    left_out: Sequence[frozenset[int]],
    own: _Own,
    index: Index | None,
    window: int | None,
) -> list[tuple[int, int]]:
    """The pairs of rows that are worth comparing, sorted."""

    def features(row: int) -> Hashes:
        # Furniture would make a pair of every two pages of an outlet.
        return own.of(texts[row], left_out[row])

    if index is not None and window is None:
        names = _names(texts, left_out)
        first, second = kept_candidates(names, features, index)
        return sorted(zip(first.tolist(), second.tolist(), strict=True))

    every = [features(row) for row in range(len(texts))]

    def near(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
        pairs = candidates([every[i] for i in rows])
        return zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)

    return windowed([t.witness.date for t in texts], window, near)


class _Own:
    """The features of texts without some of their sentences, from the index where it has them."""

    def __init__(self, index: Index | None) -> None:
        self._index = index
        self._made: dict[str, Hashes] = {}

    def of(self, text: _Text, left_out: frozenset[int]) -> Hashes:
        """The features without the sentences in `left_out`, of which the text has all."""
        if not left_out:
            return text.profile.features
        name = _name(text.fingerprint, left_out)
        found = self._made.get(name)
        if found is None and self._index is not None:
            found = self._index.own_features([name]).get(name)
        if found is None:
            found = self._made[name] = own_features(text.witness.text, left_out)
        return found

    def remember(self) -> None:
        if self._index is not None:
            self._index.add_own_features(self._made)


def _furniture(texts: Sequence[_Text], own: _Own) -> list[frozenset[int]]:
    """What of each text is furniture. The sample that decides depends on the contents alone, not on dates."""
    by_content = sorted(texts, key=lambda t: t.profile.key)
    everywhere = furniture(
        [t.profile.sentences for t in by_content],
        lambda i: by_content[i].profile.features,
        lambda i, repeated: own.of(by_content[i], _among(by_content[i], repeated)),
    )
    return [_among(t, everywhere) for t in texts]


def _among(text: _Text, sentences: frozenset[int]) -> frozenset[int]:
    """Those of the sentences that a text has."""
    return sentences.intersection(text.profile.sentences.keys.tolist()) if sentences else sentences


def _judged(
    texts: Sequence[_Text],
    rows: Sequence[tuple[int, int]],
    left_out: Sequence[frozenset[int]],
    index: Index | None,
    workers: int,
) -> Iterable[Judgement]:
    """The judgement of each pair of rows, in order, from the index where it has it."""

    def trimmed(row: int) -> Trimmed:
        return Trimmed(texts[row].witness.text, left_out[row])

    if index is None:
        return working.judgements(rows, trimmed, workers)
    names = _names(texts, left_out)
    keys = [names[i] + names[j] for i, j in rows]
    known = index.judgements(keys)
    missing = [(key, pair) for key, pair in zip(keys, rows, strict=True) if key not in known]
    made = working.judgements([pair for _, pair in missing], trimmed, workers)
    fresh = dict(zip([key for key, _ in missing], made, strict=True))
    index.add_judgements(fresh)
    known.update(fresh)
    return [known[key] for key in keys]


def _names(texts: Sequence[_Text], left_out: Sequence[frozenset[int]]) -> list[str]:
    return [_name(text.fingerprint, without) for text, without in zip(texts, left_out, strict=True)]


def _name(print_: str, left_out: frozenset[int]) -> str:
    """What a trimmed text is known by: its fingerprint, and a digest of what was left out."""
    if not left_out:
        return print_
    listed = ",".join(map(str, sorted(left_out)))
    return print_ + hashlib.blake2b(listed.encode(), digest_size=8).hexdigest()


def _translated(texts: Sequence[_Text], window: int | None) -> Iterator[Relation]:
    """The translation relations among distinct texts."""
    languages = [primary(t.witness.language) or t.profile.language for t in texts]

    def near(rows: Sequence[int]) -> list[tuple[int, int]]:
        return pairs_across([texts[i].profile.signs for i in rows], [languages[i] for i in rows])

    for i, j in windowed([t.witness.date for t in texts], window, near):
        a, b = earlier_first(texts[i].witness, texts[j].witness)
        link = translation(a, b, parallel(anchors(a.text), anchors(b.text)))
        if link is not None:
            yield link


def _encoded(texts: Sequence[_Text], encoder: Encoder, known: Set[tuple[str, str]]) -> Iterator[Relation]:
    """The translations that an encoder finds, without the pairs that are `known` to be related."""
    witnesses = [t.witness for t in texts]
    languages = [primary(t.witness.language) or t.profile.language for t in texts]
    for link in translations(witnesses, languages, encoder):
        if (link.a, link.b) not in known and (link.b, link.a) not in known:
            yield link
