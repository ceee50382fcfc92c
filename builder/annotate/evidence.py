"""What a text says outright of a name: `the company Harbour`, `Irela, a town of 4,100`, `Harbour is one of the firms`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from builder.model.entities import EntityType, Mention

_ORGANIZATIONS = (
    "company companies firm firms conglomerate corporation startup start-up retailer manufacturer automaker carmaker airline "
    "carrier bank lender insurer broadcaster newspaper daily weekly magazine website broker publisher brand maker "
    "operator developer utility subsidiary charity nonprofit organisation organization party militia movement "
    "coalition union federation ministry agency regulator think-tank club team band group chain giant"
)
_PLACES = (
    "city cities town towns village villages province district region county municipality island islands suburb neighbourhood "
    "neighborhood capital country countries state river lake mountain peninsula port township hamlet prefecture"
)
_KINDS: Mapping[str, EntityType] = {
    **dict.fromkeys(_ORGANIZATIONS.split(), EntityType.ORGANIZATION),
    **dict.fromkeys(_PLACES.split(), EntityType.PLACE),
}
_NOUN = "|".join(sorted(_KINDS, key=len, reverse=True))
_ONE = "|".join(
    sorted(
        (noun for noun in _KINDS if not noun.endswith(("ies", "ns", "es", "ms", "ds", "ts"))),
        key=len,
        reverse=True,
    )
)
_ENDS = (
    "that which whose where who in of with based owned and on for from near run founded known called at by as outside "
    "north south east west has is was"
)
#: `, a chip maker`, `is one of the largest towns`, `was among hundreds of companies`: never with `the` alone, which
#: speaks of something named before.
_IS = re.compile(
    r"(?:,| is| was| are| were)(?: an?| one of(?: the| its| hundreds of| dozens of| several)?| among(?: the| hundreds of)?)"
    rf"(?: (?!(?:of|for|from|in|at|to|with|who)\b)[\w’'-]+){{0,4}}? ({_NOUN})(?=[,.;:)\n]| (?:(?:{_ENDS.replace(' ', '|')})\b|[A-Z]))"
)
#: `the company` before a name, `the town of` before a name. Not `state`, since `secretary of state` stands before people,
#: and nothing in the plural: in `companies Reed praised` the name is no company.
_BEFORE = re.compile(rf"\b(?!state |country )({_ONE})(?: of)? [\"“‘']?$")
#: A noun behind a name that is no adjective: `the Vellan district`. (After a company's noun stand as many countries.)
_AFTER = re.compile(
    r"[\"”’']? (company|newspaper|agency|daily|province|district|region|village|town|municipality)\b"
)


def evidence(text: str, mentions: Iterable[Mention]) -> dict[str, EntityType]:
    """The type that the text states for a name, by the names' printed forms; a name of which it states two is left out."""
    stated: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for mention in mentions:
        for kind, _ in statements(text, mention):
            stated[mention.text][kind] += 1
    return {name: next(iter(kinds)) for name, kinds in stated.items() if len(kinds) == 1}


def statements(text: str, mention: Mention) -> list[tuple[EntityType, str]]:
    found: list[tuple[EntityType, str]] = []
    if match := _IS.match(text, mention.end, mention.end + 110):
        found.append((_KINDS[match[1]], "is " + match[1]))
    if match := _BEFORE.search(text[max(0, mention.start - 20) : mention.start]):
        found.append((_KINDS[match[1]], "before " + match[1]))
    if match := _AFTER.match(text, mention.end, mention.end + 20):
        found.append((_KINDS[match[1]], "after " + match[1]))
    return found
