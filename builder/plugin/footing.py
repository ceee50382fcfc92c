"""What a state of an archive is known by from one build to the next."""

from __future__ import annotations

from typing import NamedTuple


class Footing(NamedTuple):
    """What tells two states of an archive from each other: fingerprints of all that was read, each '' where that cannot
    be told. `articles` is of them and the authority files, `origins` of what the machine wrote down."""

    articles: str = ""
    origins: str = ""


#: That of no state at all.
NOWHERE = Footing()
