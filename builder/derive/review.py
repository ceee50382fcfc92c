"""What a change means for readers, as Markdown fit for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.derive.library import Library
from builder.derive.rights import UNSHOWN, is_shown
from builder.derive.tokens import count_words
from builder.derive.wordops import Change, operations
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.entities import EntityType
from builder.model.problem import Problem
from builder.model.relation import RelationType

#: Lines under one heading; the rest is counted.
_MOST = 10
#: Longest title in a line, characters.
_TITLE = 80


@dataclass(frozen=True, slots=True)
class _Both:
    """The archive before and after, and the articles that stand in both, in order of id."""

    before: Library
    after: Library

    def kept(self) -> Iterator[tuple[Article, Article]]:
        for identity in sorted(set(self.before.articles) & set(self.after.articles)):
            old, new = self.before.articles[identity], self.after.articles[identity]
            if old != new:
                yield old, new

    def name(self, identity: str) -> str:
        """An article's title for a line, as it is after the change."""
        article = self.after.articles.get(identity) or self.before.articles.get(identity)
        return f"“{plain(article.title)}”" if article and article.title else f"`{identity}`"


def review(
    before: Sequence[Article],
    after: Sequence[Article],
    authority_before: Authority | None = None,
    authority_after: Authority | None = None,
    *,
    unread_before: Sequence[Problem] = (),
    unread_after: Sequence[Problem] = (),
) -> str:
    """A summary in Markdown of what readers will see changed; one line says so where they see nothing.

    `unread_...` are the faults of files that cannot be read. Of their articles nothing is known on that side: they are
    listed, and told neither as gone nor as new.

    Pure; the same archives give the same words. Titles and names come from scraped pages: nothing of them is
    interpreted as Markdown, HTML or a mention of a user.
    """
    both = _Both(
        Library.build([*before, *_unread(after, before, unread_before)], authority_before),
        Library.build([*after, *_unread(before, after, unread_after)], authority_after),
    )
    sections = [
        ("Cannot be read", [f"`{p.path}`, line {p.line}: {plain(p.message)}" for p in unread_after]),
        ("Articles", [*_articles(both), *_statuses(both)]),
        ("Dates", list(_dates(both))),
        ("Stories", [*_stories(both), *_links(both)]),
        ("Names", [*_entities(both), *_sources(both)]),
        ("Titles and texts", [*_titles(both), *_texts(both)]),
    ]
    filled = [(title, lines) for title, lines in sections if lines]
    if not filled:
        return "**Nothing changes for readers.**\n"
    broken = len({fault.path for fault in unread_after})
    counts = [_headline(both)] if len(filled) > 1 or not broken else []
    if broken:
        counts.append(f"{_count(broken, 'file')} cannot be read")
    blocks = [f"**What changes for readers:** {', '.join(counts)}."]
    for title, lines in filled:
        rest = len(lines) - _MOST
        shown = [f"- {line}" for line in lines[:_MOST]] + ([f"- … and {rest} more"] if rest > 0 else [])
        blocks.append(f"#### {title}\n\n" + "\n".join(shown))
    return "\n\n".join(blocks) + "\n"


def _unread(there: Sequence[Article], here: Sequence[Article], faults: Sequence[Problem]) -> list[Article]:
    """The articles of the other side whose files cannot be read on this one."""
    broken, known = {fault.path for fault in faults}, {article.id for article in here}
    return [a for a in there if f"archive/{a.path}" in broken and a.id not in known]


_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")


def plain(text: str) -> str:
    """Scraped words for Markdown: cut, on one line, nothing in them a mark-up sign or a mention."""
    short = " ".join(text.split())
    short = short if len(short) <= _TITLE else short[: _TITLE - 1].rstrip() + "…"
    return _SPECIAL.sub(r"\\\1", short).replace("@", "@\u200b").replace("://", ":\u200b//")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _headline(both: _Both) -> str:
    """The change in one sentence of counts."""
    new = len(set(both.after.articles) - set(both.before.articles))
    gone = len(set(both.before.articles) - set(both.after.articles))
    pairs = list(both.kept())
    stories = sum(1 for _ in _stories(both))
    parts = [
        (new, f"{_count(new, 'new article')}"),
        (gone, f"{_count(gone, 'article')} gone"),
        (stories, f"{_count(stories, 'story', 'stories')} changed"),
        (n := sum(old.date != new_.date for old, new_ in pairs), f"{_count(n, 'date')} changed"),
        (n := sum(old.title != new_.title for old, new_ in pairs), f"{_count(n, 'title')} changed"),
        (n := sum(old.body != new_.body for old, new_ in pairs), f"{_count(n, 'text')} edited"),
    ]
    said = [words for number, words in parts if number]
    return ", ".join(said) if said else _count(len(pairs), "article") + " changed in details"


def _articles(both: _Both) -> Iterator[str]:
    for identity in sorted(set(both.after.articles) - set(both.before.articles)):
        article = both.after.articles[identity]
        facts = ", ".join(fact for fact in (plain(article.source or ""), _day(article)) if fact)
        yield f"new: {both.name(identity)} ({facts})"
    for identity in sorted(set(both.before.articles) - set(both.after.articles)):
        yield f"gone: {both.name(identity)}; its permanent address `/id/{identity}/` leads nowhere now"


def _statuses(both: _Both) -> Iterator[str]:
    for old, new in both.kept():
        if old.status != new.status:
            if new.status in UNSHOWN:
                yield f"{both.name(new.id)} is {new.status}: a note stands in its place, its text leaves the site"
            else:
                yield f"{both.name(new.id)} is shown again"


def _day(article: Article) -> str:
    if not article.date:
        return "undated"
    return article.date if article.firm_date else f"c. {article.date}"


def _dates(both: _Both) -> Iterator[str]:
    for old, new in both.kept():
        if _day(old) != _day(new):
            yield f"{both.name(new.id)}: {_day(old)} → {_day(new)}"


def _stories(both: _Both) -> Iterator[str]:
    """Stories that begin, end, grow or shrink, by their slugs."""
    before, after = _versions(both.before), _versions(both.after)
    for slug in sorted(before.keys() | after.keys()):
        old, new = before.get(slug, frozenset()), after.get(slug, frozenset())
        if old == new:
            continue
        name = f"story {plain(slug)}"
        if len(old) < 2 <= len(new):
            yield f"{name} is new, with {_count(len(new), 'version')}"
        elif len(new) < 2 <= len(old):
            yield f"{name} is no more: its {_count(len(old), 'version')} are single articles or in other stories"
        elif len(new) >= 2:
            yield f"{name} now has {_count(len(new), 'version')} ({len(old)} before)"


def _versions(library: Library) -> Mapping[str, frozenset[str]]:
    return {
        slug: frozenset(i for i in story.articles if is_shown(library.articles[i]))
        for slug, story in library.stories.items()
    }


def _links(both: _Both) -> Iterator[str]:
    old, new = _tied(both.before), _tied(both.after)
    for pair in sorted(set(new) - set(old)):
        yield f"linked: {both.name(pair[1])} is a version ({new[pair]}) of {both.name(pair[0])}"
    for pair in sorted(set(old) - set(new)):
        yield f"no longer linked: {both.name(pair[0])} and {both.name(pair[1])}"
    for pair in sorted(set(old) & set(new)):
        if old[pair] is not new[pair]:
            yield f"{both.name(pair[1])} is now a {new[pair]} ({old[pair]} before) of {both.name(pair[0])}"


def _tied(library: Library) -> dict[tuple[str, str], RelationType]:
    """Each linked pair once, lesser id first, with what the second is to the first."""
    return {(a, tie.other): tie.relation for a, ties in library.ties.items() for tie in ties if a < tie.other}


def _entities(both: _Both) -> Iterator[str]:
    before, after = _listed(both.before), _listed(both.after)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, frozenset()), after.get(key, frozenset())
        kept = both.before.articles.keys() & both.after.articles.keys()
        joins, leaves = len(new - old), len((old - new) & kept)
        name = f"{_KIND[key[0]]} {plain(key[1])}"
        if not old:
            yield f"{name} gets a page, with {_count(len(new), 'article')}"
        elif not new:
            yield f"{name} loses its page ({_count(len(old), 'article')} before)"
        else:
            moves = [f"leaves {_count(leaves, 'page')}"] if leaves else []
            moves += [f"joins {_count(joins, 'page')}"] if joins else []
            if moves:
                yield f"{name} {' and '.join(moves)}"


_KIND = {EntityType.PERSON: "person", EntityType.ORGANIZATION: "organization", EntityType.PLACE: "place"}


def _listed(library: Library) -> dict[tuple[EntityType, str], frozenset[str]]:
    return {
        (key.type, key.name): found
        for key, entry in library.entities.items()
        if (found := frozenset(i for i in entry.articles if is_shown(library.articles[i])))
    }


def _sources(both: _Both) -> Iterator[str]:
    for old, new in both.kept():
        if old.source != new.source:
            yield f"{both.name(new.id)}: source {plain(old.source or 'unknown')} → {plain(new.source or 'unknown')}"


def _titles(both: _Both) -> Iterator[str]:
    for old, new in both.kept():
        if old.title != new.title:
            yield f"retitled: “{plain(old.title)}” → “{plain(new.title)}”"


def _texts(both: _Both) -> Iterator[str]:
    for old, new in both.kept():
        if old.body != new.body and is_shown(new):
            ops = operations(old.body, new.body)
            gone = sum(count_words(op.a) for op in ops if op.change is Change.DELETE)
            came = sum(count_words(op.b) for op in ops if op.change is Change.INSERT)
            change = (
                f"{_count(came, 'word')} in, {gone} out" if gone or came else "punctuation or layout only"
            )
            yield f"{both.name(new.id)}: text edited ({change})"
