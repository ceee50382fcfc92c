"""How a stored article came about, and what the machine last proposed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.cleaned import Candidate, Removal


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an article was made from. `origin` is the input's name without its folders; `engine` what found names.

    `share_removed` is the share of the capture's letters that is not in the body, 0..1.
    """

    capture: str
    media_type: str = "text/plain"
    origin: str = ""
    size: int = 0
    encoding: str = "utf-8"
    share_removed: float = 0.0
    removals: tuple[Removal, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What builder would write today for one article. `values` are front matter keys in the file's own terms.

    Values are strings, lists of strings, `entities` a mapping of lists, and `related_versions` a list of
    `{"article": id, "relation": word}`; an unknown value is an absent key. `body` is Markdown; a None `body` or
    `provenance` leaves the stored one alone (an article that only gained a version is not cleaned again).
    """

    id: str
    values: Mapping[str, object]
    body: str | None
    provenance: Provenance | None = None
