"""How likely a listed name is to be wrong, by its form alone: what asks for a person's look first.

Each share is of the names that the default engine found in two or more of the 537 articles of dev-worldwide-a, 711 in all:
those that were wrong in most of their articles, which is where most of their mentions there are no labelled mention of the type.
"""

from __future__ import annotations

from enum import Enum

from builder.annotate.lexicon import lexicon
from builder.annotate.name_types import ORGANIZATIONS, listed_type
from builder.model.entities import EntityType


class Doubt(Enum):
    """A form of names: in words, and the share of such names that was wrong."""

    TWO_TYPES = ("of two types", 0.71)
    UNCUED = ("an organization by its place alone", 0.73)
    ONE_WORD_ORGANIZATION = ("one word", 0.54)
    ONE_WORD_PERSON = ("one word", 0.22)
    ONE_WORD_PLACE = ("one word", 0.29)
    ACRONYM = ("initials", 0.25)
    PLACE = ("in no list", 0.16)
    CUED = ("an organization by its words", 0.11)
    UNUSUAL = ("no common given name", 0.08)
    LISTED = ("in the built-in lists", 0.012)
    GIVEN_NAME = ("a common given name", 0.019)

    def __init__(self, words: str, share: float) -> None:
        self.words = words
        self.share = share


def doubt_of(name: str, kind: EntityType, *, two_types: bool = False) -> Doubt:
    """The form of a name of one type; `two_types` says that other articles have it as another."""
    if listed_type(name) is not None:
        return Doubt.LISTED
    if two_types:
        return Doubt.TWO_TYPES
    words = name.split()
    classes = lexicon().classes
    if len(words) < 2:
        if name.isupper():
            return Doubt.ACRONYM
        return {
            EntityType.PERSON: Doubt.ONE_WORD_PERSON,
            EntityType.ORGANIZATION: Doubt.ONE_WORD_ORGANIZATION,
            EntityType.PLACE: Doubt.ONE_WORD_PLACE,
        }[kind]
    if kind is EntityType.PERSON:
        return Doubt.GIVEN_NAME if "g" in classes.get(words[0], "") else Doubt.UNUSUAL
    if kind is EntityType.PLACE:
        return Doubt.PLACE
    cued = words[-1] in ORGANIZATIONS or any("c" in classes.get(word, "") for word in words)
    return Doubt.CUED if cued else Doubt.UNCUED
