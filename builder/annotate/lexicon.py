"""The built-in word lists: places, demonyms, names, titles and cues, written for this project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Meaning:
    """The numbers of the classes that a word is in: a wide one, and a narrow one within it."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the lists say of words and phrases.

    `classes` gives a printed word's classes, each one letter: g given name, f family name, p place of one word,
    d demonym, o organization of one word, c organization cue, l place cue, v last word of
    events, laws, prizes and works, x capitalised word that is no name, y large town and z smaller town of a long list that
    holds many words which mostly mean something else.
    `titles` are lower case. `phrases` are names of two or more words (as tuples of tokens) with class p, o, y or z;
    `heads` are the first tokens of all, each with the most tokens in a name that begins with it. `countries` maps a country's other forms
    to its name, `organizations` an organization's; `demonyms` a country to what its people and things are called; `tails` are
    the last tokens of listed names of two or more words with class p or o; `common` are words that the training texts print in lower case at
    least nine times in ten; `tasks` are what ministries are for. `meanings` gives a word in lower case its class of like words, wide and narrow.
    """

    classes: Mapping[str, str]
    titles: frozenset[str]
    phrases: Mapping[tuple[str, ...], str]
    heads: Mapping[str, int]
    countries: Mapping[str, str]
    organizations: Mapping[str, str]
    demonyms: Mapping[str, tuple[str, ...]]
    tails: frozenset[str]
    common: frozenset[str]
    tasks: frozenset[str]
    meanings: Mapping[str, Meaning]


def _text(name: str) -> str:
    return files("builder.annotate").joinpath("lexicon", name).read_text("utf-8")


def _lines(name: str) -> Iterator[str]:
    for line in _text(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _words(name: str) -> Iterator[str]:
    for line in _lines(name):
        yield from line.split()


@lru_cache(maxsize=50_000)
def name_tokens(name: str) -> tuple[str, ...]:
    """A listed name as the tokenizer sees it in a text."""
    from builder.annotate.tokens import tokenize

    return tuple(tokenize(name).words)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists, read once a process."""
    classes: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    countries: dict[str, str] = {}
    organizations: dict[str, str] = {}
    demonyms: dict[str, tuple[str, ...]] = {}

    def put(name: str, kind: str) -> None:
        tokens = (name,) if name.isalpha() else name_tokens(name)
        if len(tokens) > 1:
            phrases.setdefault(tokens, kind)
        elif tokens and kind not in classes.get(tokens[0], ""):
            classes[tokens[0]] = classes.get(tokens[0], "") + kind

    for line in _lines("countries.txt"):
        names, _, people = line.partition(":")
        main, _, others = names.partition("=")
        main = main.strip()
        put(main, "p")
        for other in filter(None, (part.strip() for part in others.split(","))):
            put(other, "p")
            countries[other] = main
        demonyms[main] = tuple(filter(None, (part.strip() for part in people.split(","))))
        for demonym in demonyms[main]:
            put(demonym, "d")
    for name in ("cities.txt", "states.txt", "provinces.txt", "geography.txt"):
        for line in _lines(name):
            put(line, "p")
    for line in _lines("organizations.txt"):
        main, _, others = line.partition("=")
        put(main.strip(), "o")
        for other in filter(None, (part.strip() for part in others.split(","))):
            put(other, "o")
            organizations[other] = main.strip()
    for name, kind in (
        ("peoples.txt", "d"),
        ("given_names.txt", "g"),
        ("family_names.txt", "f"),
        ("org_cues.txt", "c"),
        ("place_cues.txt", "l"),
        ("event_cues.txt", "v"),
        ("not_names.txt", "x"),
    ):
        for word in _words(name):
            put(word, kind)
    tails = frozenset(tokens[-1] for tokens in phrases)
    _put_towns(classes, phrases)
    return Lexicon(
        classes=MappingProxyType(classes),
        titles=frozenset(_words("titles.txt")),
        phrases=MappingProxyType(phrases),
        heads=MappingProxyType(heads_of(phrases)),
        countries=MappingProxyType(countries),
        organizations=MappingProxyType(organizations),
        demonyms=MappingProxyType(demonyms),
        tails=tails,
        common=frozenset(_words("common_words.txt")),
        tasks=frozenset(_words("tasks.txt")),
        meanings=MappingProxyType(_meanings()),
    )


def heads_of(phrases: Mapping[tuple[str, ...], str]) -> dict[str, int]:
    """The first tokens of names, with the most tokens in a name that begins so."""
    heads: dict[str, int] = {}
    for tokens in phrases:
        if len(tokens) > heads.get(tokens[0], 0):
            heads[tokens[0]] = len(tokens)
    return heads


def _put_towns(classes: dict[str, str], phrases: dict[tuple[str, ...], str]) -> None:
    """Adds the long list of towns, which takes no place of a name that another list has."""
    large, _, small = _text("towns.txt").partition("\nsmaller\n")
    for towns, kind in ((large, "y"), (small, "z")):
        lines = [line for line in towns.split("\n") if line and line[0] != "#"]
        words = dict.fromkeys([line for line in lines if " " not in line], kind)
        both = {word: classes[word] + kind for word in words.keys() & classes.keys()}
        classes.update(words)
        classes.update(both)
        names = dict.fromkeys([tuple(line.split(" ")) for line in lines if " " in line], kind)
        names.update(phrases)
        phrases.update(names)


def _meanings() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for narrow, line in enumerate(_lines("word_classes.txt")):
        wide, _, members = line.partition(": ")
        meaning = Meaning(wide, str(narrow))
        found.update(dict.fromkeys(members.split(" "), meaning))
    return found
