"""The tree of a story's versions over time, as data and as a drawing.

Time runs downwards, one version a line, dots and curves on the left, words on the right: that reads on a phone and
grows to any number of versions. A line has an arrow only where firm dates, or a person's `derived_from`, establish
which came first; elsewhere it says no more than that the two texts are related.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.derive import svg
from builder.derive.entries import StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown
from builder.model.relation import RelationType


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the tree. `day` is None where unknown; `firm` says that it is the article's own.

    `folded` counts versions that a crowded tree does not draw, put down to this one.
    """

    id: str
    day: str | None
    firm: bool
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A direct link: `b` is a `relation` of `a`, and `a` stands above `b`. `directed` says that a came first;
    `stated` that a person says b was made from a."""

    a: str
    b: str
    relation: RelationType
    directed: bool
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """A story's versions, earliest first and undated last, and their direct links. `folded` counts those not drawn."""

    versions: tuple[Version, ...]
    edges: tuple[Edge, ...]
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a version: a line, a lesser line under it, and the address of its page."""

    main: str
    detail: str
    url: str = ""


#: Versions drawn: about three screens of a phone. A story with more is folded, its table lists all.
MOST = 40


def tree(library: Library, story: StoryEntry, most: int = MOST) -> Tree:
    """The story's tree. Of more than `most` versions the linking ones and the earliest are kept."""
    articles = [library.articles[i] for i in story.articles if is_shown(library.articles[i])]
    versions = [Version(a.id, a.date, a.firm_date is not None) for a in articles]
    place = {version.id: n for n, version in enumerate(versions)}
    edges: list[Edge] = []
    seen: set[frozenset[str]] = set()
    for article in articles:
        for other in _linked(library, article.id):
            pair = frozenset((article.id, other))
            if other in place and len(pair) == 2 and pair not in seen:
                seen.add(pair)
                edges.append(_edge(library, *sorted(pair, key=place.__getitem__)))
    return _folded(versions, edges, most)


def _linked(library: Library, identity: str) -> list[str]:
    """The versions that an article is linked with, the one it is derived from included."""
    ties = [tie.other for tie in library.ties.get(identity, ())]
    parent = library.articles[identity].derived_from
    return [*ties, parent] if parent and parent not in ties else ties


def _edge(library: Library, a: str, b: str) -> Edge:
    one, two = library.articles[a], library.articles[b]
    if one.derived_from == b:
        a, b, one, two = b, a, two, one
    stated = two.derived_from == a
    firm = one.firm_date is not None and two.firm_date is not None and one.firm_date < two.firm_date
    relation = library.tie(a, b) or RelationType.REWRITE
    return Edge(a, b, relation, directed=stated or firm, stated=stated)


def _folded(versions: Sequence[Version], edges: Sequence[Edge], most: int) -> Tree:
    if len(versions) <= most:
        return Tree(tuple(versions), tuple(edges))
    degree: dict[str, int] = {version.id: 0 for version in versions}
    for edge in edges:
        degree[edge.a] += 1
        degree[edge.b] += 1
    ranked = sorted(range(len(versions)), key=lambda n: (-degree[versions[n].id], n))
    kept = {versions[n].id for n in ranked[:most]}
    counts = _hosts(versions, edges, kept)
    drawn = tuple(replace(v, folded=counts.get(v.id, 0)) for v in versions if v.id in kept)
    return Tree(drawn, tuple(e for e in edges if e.a in kept and e.b in kept), len(versions) - len(drawn))


def _hosts(versions: Sequence[Version], edges: Sequence[Edge], kept: set[str]) -> Mapping[str, int]:
    """How many folded versions hang nearest to each one that is drawn."""
    neighbours: dict[str, list[str]] = {version.id: [] for version in versions}
    for edge in edges:
        neighbours[edge.a].append(edge.b)
        neighbours[edge.b].append(edge.a)
    host = {identity: identity for identity in kept}
    queue = deque(version.id for version in versions if version.id in kept)
    while queue:
        near = queue.popleft()
        for other in neighbours[near]:
            if other not in host:
                host[other] = host[near]
                queue.append(other)
    counts: dict[str, int] = {}
    for identity, owner in host.items():
        if identity != owner:
            counts[owner] = counts.get(owner, 0) + 1
    return counts


_ROW, _LANE, _LEFT, _DOT = 46, 18, 14, 5.5
_WIDTH, _WORDS = 560, 320
_MAIN, _DETAIL = 15, 13
#: The width that a phone shows: what runs beyond it is in a part of its own, which a stylesheet hides there. Trees with
#: so many lanes that few words were left (`_DEEP`) are scrolled instead.
_PHONE, _DEEP = 350, 140


def draw(
    found: Tree,
    label: Callable[[Version], Label],
    *,
    title: str,
    description: str = "",
    prefix: str = "stemma",
    right_to_left: bool = False,
) -> str:
    """The tree as inline SVG, '' for fewer than two versions. `label` gives the words, in the page's language;
    `right_to_left` puts dots and curves on the right.

    A filled dot has a date of its own, a ring has none. A full line joins related versions, an arrow on it points to
    the later one, and a heavier line is a person's statement that one was made from the other.
    """
    if len(found.versions) + found.folded < 2:
        return ""
    lanes = _lanes(found)
    words_at = _LEFT + _LANE * (max(lanes.values(), default=0) + 1)
    page = _Page(max(_WIDTH, words_at + _WORDS), words_at, right_to_left)
    at = {
        v.id: (page.across(_LEFT + _LANE * lanes[v.id]), _ROW * n + _ROW / 2)
        for n, v in enumerate(found.versions)
    }
    parts = [_line(edge, at) for edge in found.edges]
    for version in found.versions:
        parts.append(_version(version, label(version), at[version.id], page))
    if right_to_left:  # counted from the right edge, wherever that is
        parts = ['<svg x="100%" overflow="visible">', *parts, "</svg>"]
    return svg.frame(
        parts,
        width=page.width if words_at > _DEEP else None,
        height=_ROW * len(found.versions),
        css="stemma stemma-deep" if words_at > _DEEP else "stemma",
        prefix=prefix,
        title=title,
        description=description,
        links=True,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The drawing's width, where its words begin, and whether it is mirrored. User units."""

    width: int
    words_at: int
    right_to_left: bool

    def across(self, x: float) -> float:
        return -x if self.right_to_left else x


def _lanes(found: Tree) -> dict[str, int]:
    """A column for each version: its forerunner's where that is free down to its line, else the first free one."""
    row = {version.id: n for n, version in enumerate(found.versions)}
    above: dict[str, str] = {}
    for edge in sorted(found.edges, key=lambda e: sorted((row[e.a], row[e.b]))):
        upper, lower = sorted((edge.a, edge.b), key=row.__getitem__)
        above.setdefault(lower, upper)
    taken_until: list[int] = []
    lanes: dict[str, int] = {}
    for version in found.versions:
        start = row[above[version.id]] if version.id in above else row[version.id]
        wanted = lanes[above[version.id]] if version.id in above else None
        lane = _free(taken_until, start, wanted)
        lanes[version.id] = lane
        taken_until[lane] = row[version.id]
    return lanes


def _free(taken_until: list[int], start: int, wanted: int | None) -> int:
    if wanted is not None and taken_until[wanted] <= start:
        return wanted
    for lane, until in enumerate(taken_until):
        if until < start:
            return lane
    taken_until.append(-1)
    return len(taken_until) - 1


def _line(edge: Edge, at: Mapping[str, tuple[float, float]]) -> str:
    """The curve leaves its upper end for the lower one's column at once and then goes straight down."""
    (x1, y1), (x2, y2) = sorted((at[edge.a], at[edge.b]), key=lambda point: point[1])
    bend = min(_ROW, y2 - y1)
    n = svg.number
    path = f"M{n(x1)} {n(y1)}C{n(x1)} {n(y1 + bend * 0.6)} {n(x2)} {n(y1 + bend * 0.4)} {n(x2)} {n(y1 + bend)}V{n(y2)}"
    css = f"stemma-line stemma-{edge.relation}" + (" stemma-stated" if edge.stated else "")
    stroke = svg.attributes(
        class_=css, d=path, fill="none", stroke="currentColor", stroke_width=2.5 if edge.stated else 1.5
    )
    return f"<path{stroke}/>" + (_arrow(at[edge.a], at[edge.b]) if edge.directed else "")


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A small triangle before the dot of the later version."""
    x, y = end
    sign = 1 if end[1] >= start[1] else -1
    tip, back = y - sign * (_DOT + 1), y - sign * (_DOT + 9)
    n = svg.number
    points = f"{n(x)},{n(tip)} {n(x - 4)},{n(back)} {n(x + 4)},{n(back)}"
    return f"<polygon{svg.attributes(class_='stemma-arrow', points=points, fill='currentColor')}/>"


def _version(version: Version, label: Label, at: tuple[float, float], page: _Page) -> str:
    x, y = at
    dot = svg.attributes(
        class_="stemma-dot" if version.firm else "stemma-ring",
        cx=x,
        cy=y,
        r=_DOT,
        fill="currentColor" if version.firm else "var(--md-default-bg-color, Canvas)",
        stroke="currentColor",
        stroke_width=1.5,
    )
    words = _words(label.main, y - 3, _MAIN, "stemma-main", page)
    if label.url:
        words = f"<a{svg.attributes(href=label.url)}>{words}</a>"
    detail = label.detail + (f" +{version.folded}" if version.folded else "")
    return f"<circle{dot}/>{words}{_words(detail, y + 14, _DETAIL, 'stemma-detail', page) if detail else ''}"


def _words(content: str, y: float, size: int, css: str, page: _Page) -> str:
    """A line of words, its part that a phone has no room for apart."""
    placed = svg.attributes(
        class_=css,
        x=page.across(page.words_at),
        y=y,
        font_size=size,
        direction="rtl" if page.right_to_left else "ltr",
        fill="currentColor",
    )
    whole = svg.fit(content, page.width - page.words_at, size)
    short = svg.fit(content, max(_PHONE, page.words_at + 120) - page.words_at, size)
    if short == whole:
        return f"<text{placed}>{svg.text(whole)}</text>"
    kept, apart = svg.texts(whole, short.rindex("…"))
    inner = f'{kept}<tspan class="stemma-wide">{apart}</tspan>'
    return f'<text{placed}>{inner}<tspan class="stemma-narrow" aria-hidden="true">…</tspan></text>'
