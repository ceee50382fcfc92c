"""What stands still while an article's file cannot be read: its neighbours' story, links and borrowed date.

Nobody can tell what a person wrote into a file in conflict (a veto, a story, another text), so nothing is concluded
from its absence, nor from its capture: what builder last said of its neighbours stands until the file is mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from builder.model.article import Article
from builder.model.cleaned import DateBasis
from builder.model.provenance import Proposal
from builder.model.relation import Constraints
from builder.store import Unread, Written

_Link = Mapping[str, str]


class Unsettled:
    """The articles that an unread one may have to do with: they name it, it names them, or they share a story."""

    def __init__(
        self, stored: Mapping[str, Article], ledger: Mapping[str, Written], unread: Mapping[str, Unread]
    ) -> None:
        self._stored = stored
        self._ledger = ledger
        self._neighbours = frozenset(self._found(unread)) if unread else frozenset()

    def left_out(self, identity: str) -> bool:
        """Whether an article is to be left alone altogether: two branches were merged, its records in the ledger
        are still to be weighed, and that takes what the unread file says."""
        return identity in self._neighbours and bool(self._ledger[identity].others)

    def constraints(self, decided: Constraints) -> Constraints:
        """People's decisions, and that the neighbours stay in the stories where they are."""
        if not self._neighbours:
            return decided
        stories: dict[str, list[str]] = defaultdict(list)
        for identity in sorted(self._neighbours):
            stories[self._stored[identity].story or identity].append(identity)
        together = {pair for members in stories.values() for pair in pairwise(members)} - decided.apart
        heads = sorted(members[0] for members in stories.values())
        apart = set(combinations(heads, 2)) - decided.together
        return Constraints(decided.together | together, decided.apart | apart)

    def kept(self, proposal: Proposal, woven: Mapping[str, object]) -> Mapping[str, object]:
        """What weaving gives one article; of a neighbour what the ledger has of it, with its links to newcomers."""
        if proposal.id not in self._neighbours:
            return woven
        values, last = dict(woven), self._ledger[proposal.id].values
        held = list(_links(last))
        new = [link for link in _links(woven) if link["article"] not in self._neighbours]
        known = {link["article"] for link in held}
        listed = [*held, *(link for link in new if link["article"] not in known)]
        values.pop("related_versions", None)
        if listed:
            values["related_versions"] = listed
        if "story" in last:
            values["story"] = last["story"]
        if last.get("date_basis") == DateBasis.RELATED_VERSION.value and not proposal.values.get("date"):
            values.update({key: last[key] for key in ("date", "date_basis") if key in last})
        return values

    def _found(self, unread: Mapping[str, Unread]) -> Iterator[str]:
        named = {i for one in unread.values() for i in one.mentions}
        known = [i for i in self._stored if i in self._ledger]
        touching = {i for i in known if i in named or not unread.keys().isdisjoint(self._linked(i))}
        stories = {story for one in unread.values() for story in one.stories}
        stories.update(story for i in touching for story in self._stories(i))
        return (i for i in known if i in touching or not stories.isdisjoint(self._stories(i)))

    def _linked(self, identity: str) -> set[str]:
        """Ids that an article's file or a record of it links."""
        typed = {link.article for link in self._stored[identity].related_versions}
        return typed.union(
            link["article"] for record in self._records(identity) for link in _links(record.values)
        )

    def _stories(self, identity: str) -> set[str]:
        """Names of the stories that an article's file or a record of it carries."""
        recorded = {
            str(record.values["story"]) for record in self._records(identity) if "story" in record.values
        }
        story = self._stored[identity].story
        return recorded | {story} if story else recorded

    def _records(self, identity: str) -> tuple[Written, ...]:
        written = self._ledger[identity]
        return (written, *written.others)


def _links(values: Mapping[str, object]) -> Iterator[_Link]:
    found = values.get("related_versions")
    return iter(found) if isinstance(found, list) else iter(())
