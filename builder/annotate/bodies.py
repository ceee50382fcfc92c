"""Bodies that nearly every state has, by a name that does not say whose: `Parliament`, `Supreme Court`, `Ministry of Health`."""

from __future__ import annotations

import re

from builder.annotate.lexicon import lexicon

#: Of each the news of two states or more has one under this very name. (Of 2,500 news texts, relate, naeb, wcxb and
#: dev-worldwide-a, by the state that each names most: Supreme Court 16 states, National Assembly and National Security
#: Council 6, Foreign Ministry 5, Central Bank, Navy and the Ministry of the Interior 4, Interior Ministry, Army, National
#: Police, State Council 3, Council of Ministers, Coast Guard, National Congress 2; the others are of the same kinds. Names that
#: mean mostly one state's, as Justice Department and House of Representatives, stay out.)
_NAMES = frozenset(
    [
        "Air Force",
        "Appeals Court",
        "Armed Forces",
        "Army",
        "Assembly",
        "Cabinet",
        "Central Bank",
        "City Council",
        "Coast Guard",
        "Congress",
        "Constitutional Court",
        "Council",
        "Council of Ministers",
        "Court",
        "Court of Appeal",
        "Court of Appeals",
        "Criminal Court",
        "District Court",
        "Election Commission",
        "Electoral Commission",
        "Federal Court",
        "Federal Police",
        "Government",
        "High Court",
        "House",
        "Legislative Assembly",
        "Ministry",
        "National Army",
        "National Assembly",
        "National Bank",
        "National Congress",
        "National Police",
        "National Security Council",
        "Navy",
        "Parliament",
        "Police",
        "Police Department",
        "Senate",
        "State Council",
        "Supreme Court",
    ]
)
_MINISTRY = re.compile(r"Ministry (?:of|for) (?:the )?(?P<task>.+)|(?P<first>.+) Ministry")
_BETWEEN = re.compile(r"['’]s\b|(?:[ ,/&-]|\b(?:and|of|the|for)\b)+")


def is_of_any_state(name: str) -> bool:
    """Whether an organization's name is one that the bodies of many states have: one of those listed, or a ministry by its
    task alone (`Ministry of Youth and Sports`, `Health Ministry`; not `Ghana Health Ministry`)."""
    if name in _NAMES:
        return True
    match = _MINISTRY.fullmatch(name)
    if match is None:
        return False
    words = _BETWEEN.split(match["task"] or match["first"])
    return all(word.lower() in lexicon().tasks for word in words if word)
