"""Stories: what verified relations and people's decisions join, and the tree of direct links within each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.model.relation import Constraints, Relation, RelationType, Story, Witness


def place(witness: Witness) -> tuple[str, str]:
    """Order of witnesses: earliest firm date first, undated last, then by id."""
    return (witness.date or "9999-99-99", witness.id)


def stories(
    witnesses: Mapping[str, Witness],
    relations: Iterable[Relation],
    constraints: Constraints,
    parted: Collection[tuple[str, str]] = (),
) -> tuple[Story, ...]:
    """The stories of two or more articles, sorted by their first article's place.

    People's `together` come first, then the relations from the strongest down; a join that would bring an `apart` pair
    into one story is left out, so that the common neighbour of two that were parted goes with its closer version. The
    outcome does not depend on the order of `relations`. Where people contradict themselves (`together` chains two that
    are `apart`), `apart` wins for the later of the contradicting pairs in sorted order. `parted` are pairs that their
    texts keep apart, in any order; there people's `together` wins.
    """
    groups = _Groups(constraints.apart)
    for a, b in sorted(tuple(sorted(p)) for p in constraints.together):
        if a in witnesses and b in witnesses:
            groups.join(a, b)
    for a, b in parted:
        groups.part(a, b)
    edges = sorted(
        (r for r in relations if r.same_story),
        key=lambda r: (*_strength(r), place(witnesses[r.a]), place(witnesses[r.b])),
    )
    for edge in edges:
        groups.join(edge.a, edge.b)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for i in groups.known():
        members[groups.find(i)].append(i)
    inside: defaultdict[str, list[Relation]] = defaultdict(list)
    for edge in edges:
        if groups.find(edge.a) == groups.find(edge.b):
            inside[groups.find(edge.a)].append(edge)
    found = [
        Story(
            articles=tuple(sorted(ids, key=lambda i: place(witnesses[i]))),
            links=_tree(inside[root], witnesses),
        )
        for root, ids in members.items()
        if len(ids) > 1
    ]
    return tuple(sorted(found, key=lambda s: place(witnesses[s.articles[0]])))


#: How much of the wording a link vouches for, first the one that vouches for most. What is not named here keeps it
#: in great part.
_REWORKED = {RelationType.IDENTICAL: 0, RelationType.REWRITE: 2, RelationType.TRANSLATION: 3}


def _strength(relation: Relation) -> tuple[float, int, float, float]:
    """What sorts the strongest link first.

    Confidence that two texts are one says little of how close they are: of 34 reports with one word in fifty replaced,
    and of the same with one in five, it is .99 and more in all. So only a difference of tenths counts, then the kind,
    then how much stands there to the letter.
    """
    kind = _REWORKED.get(relation.relation, 1)
    covered = min(relation.coverage_a, relation.coverage_b)
    return (-round(relation.score, 1), kind, -relation.verbatim, -covered)


def _tree(edges: Sequence[Relation], witnesses: Mapping[str, Witness]) -> tuple[Relation, ...]:
    """A maximum spanning forest of the story's verified relations: the closest wording first, then the link to the
    earlier article."""
    groups = _Groups(frozenset())
    order = sorted(
        edges, key=lambda r: (-round(r.score, 2), -r.verbatim, place(witnesses[r.a]), place(witnesses[r.b]))
    )
    kept = [edge for edge in order if groups.join(edge.a, edge.b)]
    return tuple(sorted(kept, key=lambda r: (place(witnesses[r.a]), place(witnesses[r.b]))))


@dataclass(slots=True)
class _Groups:
    """Disjoint sets of ids with pairs that must stay apart."""

    apart: frozenset[tuple[str, str]]
    _parent: dict[str, str] = field(default_factory=dict)
    _enemies: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for a, b in self.apart:
            self.part(a, b)

    def known(self) -> list[str]:
        return sorted(self._parent)

    def find(self, i: str) -> str:
        parent = self._parent
        parent.setdefault(i, i)
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, a: str, b: str) -> bool:
        """Put `a` and `b` into one set; False where they are already or may not be."""
        x, y = self.find(a), self.find(b)
        of_x, of_y = self._enemies.get(x, set()), self._enemies.get(y, set())
        fewer, other = (of_x, y) if len(of_x) <= len(of_y) else (of_y, x)
        if x == y or any(self.find(e) == other for e in fewer):
            return False
        self._parent[y] = x
        self._enemies.pop(y, None)
        more = of_x if fewer is of_y else of_y
        more.update(fewer)
        if more:
            self._enemies[x] = more
        return True

    def part(self, a: str, b: str) -> None:
        """Keep the sets of `a` and `b` from being joined; nothing where they are one already."""
        x, y = self.find(a), self.find(b)
        if x != y:
            self._enemies.setdefault(x, set()).add(b)
            self._enemies.setdefault(y, set()).add(a)
