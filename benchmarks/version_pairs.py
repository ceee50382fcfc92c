"""Pairs of texts that are versions of one text, and hard pairs that are not, made from articles that are read in.

Nothing of the articles is kept: the pairs live as long as the run. Every kind draws its own articles and its own
chances, so that one kind's figures do not change when another is added.
"""

from __future__ import annotations

import math
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import version_templates as templates
from builder.text.fold import fold
from builder.text.sentences import split
from builder.text.words import words


@dataclass(frozen=True, slots=True)
class Source:
    """An article to make pairs of: `site` tells its newsroom, `furniture` are the lines of its page around the body."""

    id: str
    site: str
    text: str
    title: str
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of one `kind`; `same` says whether they are versions of one text, `linked` that a relation is enough
    (a passage inside another article is no story with it)."""

    kind: str
    a: str
    b: str
    same: bool
    linked: bool = False


def prose(text: str) -> list[str]:
    """The sentences of a text."""
    return [s.text for s in split(text)]


class Rewriter:
    """Replaces and drops words: each word of a text always by the same other word, of about the same frequency."""

    def __init__(self, articles: Sequence[Source], rng: random.Random) -> None:
        counts = Counter(w for s in articles for w in re.findall(r"[a-z]{2,}", s.text))
        self._ranked = [w for w, _ in counts.most_common(20_000)]
        self._rank = {w: k for k, w in enumerate(self._ranked)}
        self._rng = rng

    def noised(self, sentences: Iterable[str], share: float) -> list[str]:
        """Each sentence with about `share` of its words replaced or dropped, in equal parts; names and numbers too."""
        chosen: dict[str, str] = {}
        found = []
        for sentence in sentences:
            out = []
            for token in sentence.split():
                chance = self._rng.random()
                if chance < share / 2:
                    continue
                out.append(self._other(token, chosen) if chance < share else token)
            found.append(" ".join(out))
        return [s for s in found if s]

    def _other(self, token: str, chosen: dict[str, str]) -> str:
        core = token.strip(".,;:!?\"'“”‘’()")
        if not core:
            return token
        key = core.casefold()
        if key not in chosen:
            at = self._rank.get(key, len(self._ranked) // 2)
            near = self._rng.randint(max(0, at // 2), min(len(self._ranked) - 1, at * 2 + 20))
            chosen[key] = self._ranked[near]
        other = chosen[key]
        return token.replace(core, other.capitalize() if core[0].isupper() else other)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes up to `count` pairs of a kind from `articles`; `neighbours` are the closest of them, by `closest`."""

    articles: Sequence[Source]
    count: int
    seed: int
    neighbours: Sequence[tuple[Source, Source]]

    def draw(self, kind: str) -> tuple[random.Random, list[Source]]:
        """The kind's chances and articles; versions and others are never made of one article, or a bad version of a
        report would join the report with what is made to look like it."""
        rng = random.Random(f"{self.seed} {kind}")
        pool = [s for s in self.articles if zlib.crc32(s.id.encode()) % 2 == (kind in POSITIVE)]
        return rng, rng.sample(pool, min(self.count, len(pool)))

    def pairs(self, kind: str) -> list[Pair]:
        """The pairs of a kind named in POSITIVE or NEGATIVE."""
        return (POSITIVE | NEGATIVE)[kind](self)

    def noise(self, kind: str, share: float, cut: float = 1.0, sentences: int | None = None) -> list[Pair]:
        rng, drawn = self.draw(kind)
        rewriter = Rewriter(self.articles, rng)
        found = []
        for s in drawn:
            whole = prose(s.text)
            base = whole[:sentences] if sentences else whole
            kept = base[: max(3, round(len(base) * cut))]
            first = s.text if sentences is None else "\n".join(base)
            found.append(Pair(kind, first, again(rewriter, kept, share), True))
        return found

    def shuffled(self, kind: str) -> list[Pair]:
        rng, drawn = self.draw(kind)
        return [Pair(kind, s.text, "\n".join(rng.sample(p := prose(s.text), len(p))), True) for s in drawn]

    def furnished(self, kind: str) -> list[Pair]:
        """The same body on pages of two other sites: their real furniture above and below."""
        rng, drawn = self.draw(kind)
        sites = [s for s in self.articles if len(s.furniture) >= 8]
        found = []
        for s in drawn:
            two = [rng.choice(sites or [s]) for _ in range(2)]
            texts = []
            for page in two:
                lines = list(page.furniture[:90])
                at = rng.randint(0, min(25, len(lines)))
                texts.append("\n".join([*lines[:at], s.text, *lines[at:]]))
            found.append(Pair(kind, texts[0], texts[1], True))
        return found

    def excerpted(self, kind: str) -> list[Pair]:
        """A run of sentences of 60 to 160 words inside another article."""
        rng, drawn = self.draw(kind)
        found = []
        for s in drawn:
            own, other = prose(s.text), prose(rng.choice(self.articles).text)[:40]
            at = rng.randint(0, len(own) * 2 // 3)
            run = run_of(own[at:], rng.randint(60, 160))
            cut = rng.randint(1, len(other))
            text = "\n".join([*other[:cut], *run, *other[cut:]])
            found.append(Pair(kind, s.text, text, True, linked=True))
        return found

    def updated(self, kind: str) -> list[Pair]:
        """A new lead of one to three sentences, one sentence in five gone, one figure in three changed (years are not), a
        word in twenty edited."""
        rng, drawn = self.draw(kind)
        rewriter = Rewriter(self.articles, rng)
        found = []
        for s in drawn:
            new = prose(rng.choice(self.articles).text)[: rng.randint(1, 3)]
            kept = [x for x in prose(s.text) if rng.random() > 0.2]
            later = [brought_up_to_date(x, rng) for x in kept]
            found.append(Pair(kind, s.text, "\n".join([*new, *rewriter.noised(later, 0.05)]), True))
        return found

    def live_later(self, kind: str) -> list[Pair]:
        """A live page, and the same page later with new entries on top."""
        rng, drawn = self.draw(kind)
        found = []
        for s in drawn:
            entries = live_entries(prose(s.text), rng)
            more = live_entries(prose(rng.choice(self.articles).text)[:12], rng)
            found.append(Pair(kind, "\n\n".join(entries), "\n\n".join([*more[:3], *entries]), True))
        return found

    # Not versions

    def near(self, kind: str) -> list[Pair]:
        """The closest articles of different newsrooms that share no run of eight words."""
        return [Pair(kind, a.text, b.text, False) for a, b in self.neighbours[: self.count]]

    def near_leads(self, kind: str) -> list[Pair]:
        rng = random.Random(f"{self.seed} {kind}")
        found = []
        for a, b in self.neighbours[: self.count]:
            size = rng.randint(3, 6)
            found.append(Pair(kind, "\n".join(prose(a.text)[:size]), "\n".join(prose(b.text)[:size]), False))
        return found

    def swapped(self, kind: str) -> list[Pair]:
        """A report's wording told of others: every name and every number another."""
        rng, drawn = self.draw(kind)
        names = sorted({m for s in self.articles for m in _NAMED.findall(s.text)})
        found = []
        for s in drawn:
            text = "\n".join(prose(s.text)[:15])
            named = sorted(set(_NAMED.findall(text)))
            if len(named) >= 8 and len(named) >= 0.04 * len(text.split()):
                other = dict(zip(named, rng.sample(names, len(named)), strict=True))
                found.append(Pair(kind, text, told_of_others(text, other, rng), False))
        return found

    def disclaimed(self, kind: str) -> list[Pair]:
        """Two articles over one passage of 60 to 150 words, too rare to be known as furniture."""
        rng, drawn = self.draw(kind)
        found = []
        for s in drawn:
            two = rng.sample(list(self.articles), 2)
            passage = passage_of(prose(s.text), rng.randint(60, 150))
            texts = ["\n\n".join([*run_of(prose(x.text), rng.randint(60, 300)), passage]) for x in two]
            found.append(Pair(kind, texts[0], texts[1], False))
        return found

    def quoting(self, kind: str) -> list[Pair]:
        """The closest articles of two newsrooms with one long press-release quotation in both, at other places."""
        rng = random.Random(f"{self.seed} {kind}")
        found = []
        for a, b in self.neighbours[: self.count]:
            quoted = passage_of(prose(rng.choice(self.articles).text), rng.randint(50, 110)).replace('"', "")
            sides = []
            for x in (a, b):
                own = prose(x.text)[:20]
                at = rng.randint(2, max(2, len(own) - 1))
                sides.append("\n".join([*own[:at], f'"{quoted}," the statement said.', *own[at:]]))
            found.append(Pair(kind, sides[0], sides[1], False))
        return found

    def live_days(self, kind: str) -> list[Pair]:
        """Two days' live pages under one explanation of what a live page is, with no entry in common."""
        rng, drawn = self.draw(kind)
        found = []
        for s in drawn:
            head = passage_of(prose(rng.choice(self.articles).text), 45)
            one = live_entries(prose(s.text), rng)
            other = live_entries(prose(rng.choice(self.articles).text), rng)
            found.append(
                Pair(
                    kind,
                    "\n\n".join([head, *one, templates.LIVE_FOOT]),
                    "\n\n".join([head, *other, templates.LIVE_FOOT]),
                    False,
                )
            )
        return found

    def serial(self, kind: str) -> list[Pair]:
        """Two issues of one serial piece."""
        rng = random.Random(f"{self.seed} {kind}")
        makers = templates.SERIALS
        found = []
        for k in range(self.count):
            make = makers[k % len(makers)]
            found.append(Pair(kind, make(rng), make(rng), False))
        return found

    def short(self, kind: str) -> list[Pair]:
        """Short reports of one event by two hands."""
        return [
            Pair(kind, x, y, False)
            for told in templates.EVENTS
            for k, x in enumerate(told)
            for y in told[k + 1 :]
        ]

    def short_noised(self, kind: str, share: float) -> list[Pair]:
        rng = random.Random(f"{self.seed} {kind}")
        rewriter = Rewriter(self.articles, rng)
        return [
            Pair(kind, x, again(rewriter, prose(x), share), True) for told in templates.EVENTS for x in told
        ]

    def short_edited(self, kind: str) -> list[Pair]:
        """Short reports and what a desk made of them: reworded by hand, the same text still."""
        return [Pair(kind, x, y, True) for x, y in templates.REWORDED]


_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")


def told_of_others(text: str, other: Mapping[str, str], rng: random.Random) -> str:
    """`text` with each name that `other` has replaced, and other numbers of as many digits."""

    def number(m: re.Match[str]) -> str:
        digits = min(9, len(m.group()))
        return str(rng.randint(10 ** (digits - 1), 10**digits - 1))

    renamed = re.sub(r"[^\W\d_]+", lambda m: other.get(m.group(), m.group()), text)
    return re.sub(r"\d+", number, renamed)


def brought_up_to_date(sentence: str, rng: random.Random) -> str:
    """`sentence` with one number in three a little higher, years excepted."""

    def number(m: re.Match[str]) -> str:
        is_year = re.fullmatch("(?:19|20)[0-9]{2}", m.group()) is not None
        return m.group() if is_year or rng.random() > 1 / 3 else str(int(m.group()[:9]) + rng.randint(1, 9))

    return re.sub(r"\d+", number, sentence)


def again(rewriter: Rewriter, sentences: Sequence[str], share: float) -> str:
    return "\n".join(rewriter.noised(sentences, share))


def passage_of(sentences: Sequence[str], size: int) -> str:
    """Sentences from the middle on, until `size` words are full."""
    return " ".join(run_of(sentences[len(sentences) // 3 :], size))


def run_of(sentences: Sequence[str], size: int) -> list[str]:
    """The first sentences, until `size` words are full."""
    taken: list[str] = []
    for sentence in sentences:
        taken.append(sentence)
        if sum(len(x.split()) for x in taken) >= size:
            break
    return taken


def live_entries(sentences: Sequence[str], rng: random.Random) -> list[str]:
    """Sentences in entries of two or three under the hour, latest first."""
    entries = []
    hour, k = rng.randint(6, 9), 0
    while k < len(sentences):
        size = rng.randint(2, 3)
        entries.append(f"{hour:02}:{rng.randint(0, 59):02}\n" + " ".join(sentences[k : k + size]))
        hour, k = min(23, hour + 1), k + size
    return entries[::-1]


def closest(articles: Sequence[Source], count: int) -> list[tuple[Source, Source]]:
    """The `count` closest pairs by TF-IDF among articles of different sites that share no run of eight words, each
    article in at most three."""
    tokens = [words(s.text) for s in articles]
    known = Counter(w for t in tokens for w in set(t))
    vectors = []
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for k, t in enumerate(tokens):
        weights = {
            w: (1 + math.log(n)) * math.log(len(articles) / known[w])
            for w, n in Counter(t).items()
            if 1 < known[w] <= len(articles) // 5
        }
        norm = math.sqrt(sum(x * x for x in weights.values())) or 1.0
        vectors.append({w: x / norm for w, x in weights.items()})
        for w, x in vectors[-1].items():
            postings[w].append((k, x))
    scored: list[tuple[float, int, int]] = []
    for k, vector in enumerate(vectors):
        dots: defaultdict[int, float] = defaultdict(float)
        for w, x in vector.items():
            for j, y in postings[w]:
                if j > k:
                    dots[j] += x * y
        scored += [(d, k, j) for j, d in dots.items() if d > 0.15]
    runs = [{tuple(t[k : k + 8]) for k in range(len(t) - 7)} for t in tokens]
    used, found = Counter[int](), []
    for _, k, j in sorted(scored, reverse=True):
        if used[k] < 3 and used[j] < 3 and articles[k].site != articles[j].site and not runs[k] & runs[j]:
            found.append((articles[k], articles[j]))
            used.update((k, j))
        if len(found) >= count:
            break
    return found


def furniture_of(page: str, body: str) -> tuple[str, ...]:
    """The lines of a page that are not in its body."""
    known = fold(body)
    lines = [line.strip(" •[]_\t") for line in page.splitlines()]
    return tuple(line for line in lines if line and fold(line) not in known)


Make = Callable[[Maker], list[Pair]]
POSITIVE: dict[str, Make] = {
    "noise10": lambda m: m.noise("noise10", 0.1),
    "noise30": lambda m: m.noise("noise30", 0.3),
    "noise50": lambda m: m.noise("noise50", 0.5),
    "cut40-noise30": lambda m: m.noise("cut40-noise30", 0.3, cut=0.4),
    "shuffled": lambda m: m.shuffled("shuffled"),
    "furnished": lambda m: m.furnished("furnished"),
    "excerpt": lambda m: m.excerpted("excerpt"),
    "update": lambda m: m.updated("update"),
    "live-later": lambda m: m.live_later("live-later"),
    "lead-noise30": lambda m: m.noise("lead-noise30", 0.3, sentences=5),
    "lead-noise50": lambda m: m.noise("lead-noise50", 0.5, sentences=5),
    "short-noise10": lambda m: m.short_noised("short-noise10", 0.1),
    "short-noise30": lambda m: m.short_noised("short-noise30", 0.3),
    "short-edited": lambda m: m.short_edited("short-edited"),
}
NEGATIVE: dict[str, Make] = {
    "near": lambda m: m.near("near"),
    "near-leads": lambda m: m.near_leads("near-leads"),
    "swapped": lambda m: m.swapped("swapped"),
    "serial": lambda m: m.serial("serial"),
    "disclaimed": lambda m: m.disclaimed("disclaimed"),
    "quoting": lambda m: m.quoting("quoting"),
    "live-days": lambda m: m.live_days("live-days"),
    "short": lambda m: m.short("short"),
}
