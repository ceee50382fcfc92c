"""The stories of an archive as it will stand, whatever happens to its files while they are read.

Bodies are read when something wants them. A file that is no longer what it was by then (an editor saves it every moment, Git
takes it away) counts as one that cannot be read: it is named, its neighbours stand still, and the rest goes on without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.errors import Changed, FileFault
from builder.model.article import Article
from builder.pipeline.relating import relate_articles
from builder.pipeline.unsettled import Unsettled
from builder.pipeline.weaving import Woven, weave
from builder.store import Archive, Loaded, Unread, Written, constraints, left_stories

#: More files than this do not change by an editor's hand while a run works: Git has checked out another branch, and each
#: would begin relating anew.
MOST_GONE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """The archive as it was read in the end, and what its stories give each article that stands."""

    loaded: Loaded
    unread: Mapping[str, Unread]
    unsettled: Unsettled
    woven: Mapping[str, Woven]


def standing(
    archive: Archive, loaded: Loaded, ledger: Mapping[str, Written], articles: Mapping[str, Article]
) -> Standing:
    """Stories among `articles`, by id as they will stand; those whose files turn out to be unreadable take no part.

    Raises the fault where one file too many changes meanwhile.
    """
    for attempt in range(MOST_GONE + 1):
        stored = {article.id: article for article in loaded.articles}
        unread = archive.unread(loaded, ledger)
        unsettled = Unsettled(stored, ledger, unread)
        among = {i: article for i, article in articles.items() if i not in unread}
        decided = unsettled.constraints(constraints(stored.values(), ledger))
        left = left_stories(stored.values(), ledger)
        try:
            woven = weave(among, relate_articles(among.values(), decided, archive.cache), left)
        except (Changed, FileFault) as fault:
            if attempt == MOST_GONE:
                raise
            loaded = loaded.without(fault)
            continue
        return Standing(loaded, unread, unsettled, woven)
    raise AssertionError("the last attempt returns or raises")
