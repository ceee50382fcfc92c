"""Texts whose names are found as a test says, for what is done with names after they were found."""

from builder.annotate.document import settle
from builder.model.entities import EntityType, Mention

Marked = tuple[str, EntityType]


def settled(text: str, *marked: Marked) -> list[Marked]:
    """The settled mentions of a text whose marked words are found from left to right."""
    at, mentions = 0, []
    for words, kind in marked:
        at = text.index(words, at)
        mentions.append(Mention(at, at + len(words), kind, words))
        at += len(words)
    return [(m.text, m.type) for m in settle(text, mentions)]
