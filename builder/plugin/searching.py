"""What can be searched for: one record for each article, and the choices that narrow a search."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from builder.derive import addresses
from builder.derive.entries import StoryEntry
from builder.derive.library import Library
from builder.derive.rights import is_shown, text_shown
from builder.derive.ties import Tie
from builder.model.article import Article
from builder.plugin import pagefind
from builder.plugin.drafts import Draft
from builder.plugin.packed import IndexFile
from builder.plugin.pagefind import Unlike
from builder.plugin.wording import Wording
from builder.text import jsonlines

if TYPE_CHECKING:
    from builder.plugin.keptparts import KeptParts
    from builder.plugin.partmemory import Memories

log = logging.getLogger("mkdocs.plugins.archive")

#: Names offered while typing in the entity filter; every other name can be typed out.
_OFFERED = 300

#: Characters of scripts without spaces between words: each is indexed as a word, and the panel splits queries alike.
_SPACELESS = re.compile(r"([\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")

#: Articles in one part of the index. An edit sorts and packs the words of a part, at 0.2 ms an article; a reader's first
#: query asks every part of a language, which share one engine (160 kB), for a list of pages (1 kB for each hundred
#: articles) and for each word a list of places of about 9 kB. So parts are small while they are few, and double where
#: there would be more than `PARTS`, up to `LARGEST`, where making one holds some 100 MB (at 1,000 some 40).
SHARD, PARTS, LARGEST = 1_000, 16, 8_000

#: Articles of a language's part made first that Pagefind indexes too, to be compared with what is written here: a millisecond
#: each, and ten to read what it made of them. (Of each part 4 took .08 processor seconds a part, one of ten at 10,000.)
SAMPLE = 12

#: Languages whose word endings Pagefind 1.5 knows how to take off (it writes a program of their own for each of these).
STEMMED = frozenset(
    [
        "ar",
        "ca",
        "da",
        "de",
        "el",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "hi",
        "hu",
        "hy",
        "id",
        "it",
        "lt",
        "nl",
        "no",
        "nb",
        "ne",
        "pl",
        "pt",
        "ro",
        "ru",
        "sr",
        "sv",
        "ta",
        "tr",
        "yi",
    ]
)

#: A language beside the most frequent one has parts of its own, searched by its own word endings, from this share of
#: the articles on, and no more than `OTHERS` have: each adds some 120 kB to a reader's first search. On the
#: demonstration archive (31 English, 7 Arabic, 7 French, 5 Spanish articles) 14 words that stand in the articles with
#: another ending ('elegido', 'percées', 'المسافرون') find 7 of them with one index and 12 with one for each language.
SHARE, OTHERS = 0.02, 5

#: Where the index lies in the site, and the list of its parts, for the panel's script.
FOLDER = "pagefind/"
LIST = f"{FOLDER}shards.json"

#: The engine's files in a part of the index.
_ENGINE = ("pagefind.js", "pagefind-worker.js", "wasm.")

#: What stands for hexadecimal digits in what nobody is to find.
_MARKED = str.maketrans("0123456789abcdef", "!#$%&'()*+,-./:;")

#: What begins a mark of Pagefind's own in a text.
_PRIVATE = re.compile("_{3,}(?=(?:END_)?PAGEFIND_)")

#: Stands within words without being seen, so that nobody who looks for one finds it.
_INVISIBLE = "\u200b"

#: Sorts before every day, so that undated articles come last when the newest are first.
_NO_DAY = "0000-00-00"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: what Pagefind knows it by, what the reader sees, how many articles it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters' values: sources by name, years newest first, languages and relations most frequent first."""

    sources: tuple[Choice, ...]
    years: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    relations: tuple[Choice, ...]
    names: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the index, made and loaded by itself: a run of months in one language. `folder` lies in `pagefind/`,
    '' for the newest part; `articles` are ids, earliest first; `language` is whose word endings are taken off."""

    folder: str
    articles: tuple[str, ...]
    language: str

    @property
    def is_first(self) -> bool:
        """Whether this is its language's newest part, whose engine searches the others too."""
        return self.folder in ("", f"{self.language}/")

    @property
    def mark(self) -> str:
        """What tells its pages' names from those of the language's other parts, for the panel's script: its month, and
        a line. (What Pagefind makes by itself has no line.)"""
        return f"{'' if self.is_first else self.folder.rstrip('/').rpartition('/')[2]}-"


@dataclass(frozen=True)
class Keeping:
    """Where is kept what the parts of the index were made from, and the fingerprint of what they are made with."""

    folder: Path
    program: str

    @cached_property
    def memories(self) -> KeptParts:
        """What is kept there. Most builds make no part, and what makes them takes long to load."""
        from builder.plugin.keptparts import KeptParts

        return KeptParts(self.folder, self.program)


def shards(library: Library) -> tuple[Shard, ...]:
    """The parts of the index: the most frequent language's first, which hold every article without parts for its
    language too; of each language the newest first, cut where a month begins. An edit changes only the parts that its
    article is or was in; so does a new article, unless a part grows over its size."""
    shown = [identity for identity in library.chronological if is_shown(library.articles[identity])]
    count = Counter(_stemmed(library.articles[identity]) for identity in shown)
    ranked = [language for language, _ in sorted(count.items(), key=lambda n: (-n[1], n[0])) if language]
    main = ranked[0] if ranked else ""
    own = [language for language in ranked[1 : OTHERS + 1] if count[language] >= SHARE * len(shown)]
    groups: dict[str, list[str]] = {language: [] for language in (main, *own)}
    for identity in shown:
        language = _stemmed(library.articles[identity])
        groups[language if language in groups else main].append(identity)
    return tuple(
        Shard(f"{language}/{folder}" if language != main else folder, ids, language)
        for language, held in groups.items()
        for folder, ids in _parted(library, held)
    )


def _stemmed(article: Article) -> str:
    """The language whose word endings are taken off, '' where Pagefind knows none."""
    language = (article.language or "").split("-")[0].casefold()
    return language if language in STEMMED else ""


def _parted(library: Library, ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The articles in runs of months, the newest first, each with its folder ('' for the newest)."""
    size = SHARD
    while size < LARGEST and len(ids) > size * PARTS:
        size *= 2
    months: dict[str, list[str]] = {}
    for identity in ids:
        months.setdefault((library.articles[identity].date or _NO_DAY)[:7], []).append(identity)
    parts: list[tuple[str, list[str]]] = []
    for month in sorted(months):
        if parts and len(parts[-1][1]) + len(months[month]) <= size:
            parts[-1][1].extend(months[month])
        else:
            parts.append((month, list(months[month])))
    parts = parts or [("", [])]
    yield "", tuple(parts[-1][1])
    yield from ((f"{month}/", tuple(ids)) for month, ids in reversed(parts[:-1]))


def index(library: Library, site: Path, wording: Wording) -> None:
    """Write the whole search index into the built site."""
    from builder.plugin.partmemory import Memories

    found, parts = shards(library), Memories()
    for shard in found:
        for file in index_shard(library, shard, wording, parts):
            target = site / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
    (site / LIST).write_text(listed(found), encoding="utf-8")


def listed(found: Sequence[Shard]) -> str:
    """What the panel's script reads to know the parts: for each language its folders, the newest first. A part without
    articles, as an empty archive has, is none: Pagefind cannot load it."""
    languages = dict.fromkeys(shard.language for shard in found if shard.articles)
    folders = [[shard.folder for shard in found if shard.language == language] for language in languages]
    return json.dumps(folders) + "\n"


def index_shard(
    library: Library,
    shard: Shard,
    wording: Wording,
    parts: Memories | None = None,
    bodies: Mapping[str, str] | None = None,
) -> Iterator[IndexFile]:
    """The files of one part of the index, by their paths from the site's root; `parts` are what was kept of them, `bodies`
    fingerprints of articles' bodies, so that those of records that are kept need not be read."""
    language = shard.language or wording.language.split("-")[0]
    found = _drafts(library, wording, shard.articles, {} if bodies is None else bodies)
    for file in _indexed(library, shard, wording, parts, language, found):
        if shard.is_first or not file.path.startswith(_ENGINE):
            yield replace(file, path=f"{FOLDER}{shard.folder}{file.path}")


def _indexed(
    library: Library,
    shard: Shard,
    wording: Wording,
    parts: Memories | None,
    language: str,
    found: Iterator[Draft],
) -> Iterator[IndexFile]:
    from builder.plugin import part as parting
    from builder.plugin.partmemory import Memories

    sample = shard.articles[:: len(shard.articles) // SAMPLE + 1]
    memory = (parts or Memories()).part(shard.folder, language)
    try:
        yield from parting.indexed(found, memory, records(library, wording, sample), shard.mark)
    except Unlike as reason:
        log.warning("search: Pagefind makes this part of the index by itself, which takes longer: %s", reason)
        yield from pagefind.indexed(records(library, wording, shard.articles), language=language)


def records(
    library: Library, wording: Wording, ids: Sequence[str] | None = None
) -> Iterator[pagefind.Record]:
    """A record for each of the articles (all, unless `ids` names some) whose text may be shown."""
    for draft in _drafts(library, wording, library.chronological if ids is None else ids, {}):
        yield draft.record()


def _drafts(
    library: Library, wording: Wording, ids: Sequence[str], bodies: Mapping[str, str]
) -> Iterator[Draft]:
    for identity in ids:
        article = library.articles[identity]
        if is_shown(article):
            yield _draft(library, article, wording, bodies.get(identity))


def _draft(library: Library, article: Article, wording: Wording, body: str | None) -> Draft:
    """The article's record; `body` is the fingerprint of its body, where it is known."""
    source = library.sources.get(article.source) if article.source else None
    story = library.story_of(article)
    rights = source.record if source else None
    title = article.title or wording.t("title.none")
    day = article.date or ""
    circa = f"{wording.t('date.circa')} " if day and article.firm_date is None else ""
    meta = {
        "title": _plainly(title),
        "source": _plainly(source.name if source else wording.t("source.unknown")),
        "date": f"{circa}{wording.day(day)}" if day else wording.t("date.none"),
        "more": _unsearched({"lang": article.language or "", "day": day or _NO_DAY} | _story(story)),
    }
    filters = {
        "source": [article.source] if article.source else [],
        "year": [day[:4] or "-"],
        "language": [article.language] if article.language else [],
        "entity": library.tags_of(article),
        "relation": list(roles(library, article)),
    }
    return Draft(
        pagefind.Record(
            url="/" + addresses.address(article.path),
            content="",
            language=article.language or wording.language,
            meta=meta,
            filters={name: values for name, values in filters.items() if values},
            sort={"date": day or _NO_DAY},
        ),
        source=f"{rights.excerpt_words if rights else None}\n{article.title}\n\n{body or article.body}",
        # The title last: a longer one leaves the places of all other words as they are, and the files that say them.
        content=lambda: _separated(f"{text_shown(article, rights).text}\n\n{article.title}"),
    )


def _story(story: StoryEntry | None) -> dict[str, object]:
    return {"story": story.url, "versions": len(story.articles) - 1} if story else {}


def _unsearched(values: Mapping[str, object]) -> str:
    """Values for the panel alone: Pagefind finds the words of all that it is given, and whoever looks for 'en' or for
    a word of a story's address does not mean them. Written in marks alone there is no word in them."""
    said = jsonlines.octets(values)
    if not said.isascii():
        said = json.dumps(values, separators=(",", ":")).encode()
    return said.hex().translate(_MARKED)


def roles(library: Library, article: Article) -> tuple[str, ...]:
    """What the article is to those that it is linked with ('excerpt': it is an excerpt of another); 'none' alone."""
    return _roles(library.ties.get(article.id, ()))


def _roles(ties: Iterable[Tie]) -> tuple[str, ...]:
    found = dict.fromkeys(tie.relation.seen_from_other_side.value for tie in ties)
    return tuple(found) or ("none",)


def choices(library: Library, wording: Wording) -> Choices:
    """What the filters offer, with counts, so that no index is fetched only to list them."""
    articles = [article for article in library.outlines.values() if is_shown(article)]
    # All at once, as the outlines: asked of each article alone, they would be as many facts as there are articles.
    ties = dict(library.ties.items())
    years = Counter(article.date[:4] for article in articles if article.date)
    undated = sum(1 for article in articles if not article.date)
    languages = Counter(article.language for article in articles if article.language)
    relations = Counter(role for article in articles for role in _roles(ties.get(article.id, ())))
    named = sorted(library.entities.values(), key=lambda entry: (-len(entry.articles), entry.key.name))
    dated = [Choice(year, year, count) for year, count in sorted(years.items(), reverse=True)]
    return Choices(
        sources=tuple(
            Choice(entry.id, entry.name, len(entry.articles))
            for entry in sorted(library.sources.values(), key=lambda entry: entry.name.casefold())
            if entry.articles
        ),
        years=(*dated, *([Choice("-", wording.t("search.undated"), undated)] if undated else ())),
        languages=tuple(
            Choice(tag, wording.language_name(tag), count) for tag, count in languages.most_common()
        ),
        relations=tuple(
            Choice(role, wording.t(f"search.relation.{role}"), count)
            for role, count in relations.most_common()
        ),
        names=tuple(entry.key.name for entry in named[:_OFFERED]),
        articles=len(articles),
    )


def _plainly(text: str) -> str:
    """The text without what Pagefind would not take for a text."""
    text = text.replace(_INVISIBLE, "")
    return _PRIVATE.sub("", text) if "PAGEFIND_" in text else text


def _separated(text: str) -> str:
    """The text with spaces around every character of a script without spaces."""
    text = _plainly(text)
    return text if text.isascii() else _SPACELESS.sub(r" \1 ", text)
