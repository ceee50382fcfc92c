"""Bits of Markdown: escaped words, links from page to page, tables, front matter."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from builder.derive.views import Card, Dated, EntityGroup, Named
from builder.derive.views_article import VersionLine
from builder.derive.wording import Wording
from builder.model.relation import RelationType
from builder.text.markdown import escape

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]+")


def line(words: str) -> str:
    """Scraped words on one line, nothing in them read as Markdown or HTML. Inside a table too."""
    return escape(_CONTROL.sub(" ", words).strip()).replace("|", "&#124;").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes on the page at `path` (`a/b.md`), in the words of `wording`. `paths` are all pages that there are, to tell
    `people/` from `people/jack-ma/`."""

    path: str
    paths: Collection[str]
    wording: Wording

    def link(self, words: str, address: str) -> str:
        """A link to the page at a site-relative address; the bare words where there is no such page."""
        target = self.file(address)
        shown = line(words) or line(self.wording.t("title.none"))
        return f"[{shown}]({target})" if target else shown

    def labelled(self, name: str, value: str) -> str:
        """'Name: value'; some names of the catalogue end in their colon."""
        return f"{name} {value}" if name.endswith((":", "：")) else f"{name}: {value}"

    def file(self, address: str) -> str:
        """The relative path to the Markdown file that gives the address, percent-encoded; '' where none does."""
        bare, _, fragment = address.partition("#")
        stem = unquote(bare).rstrip("/")
        for candidate in (f"{stem}.md", posixpath.join(stem, "index.md")):
            if candidate in self.paths:
                relative = posixpath.relpath(candidate, posixpath.dirname(self.path) or ".")
                return quote(relative) + (f"#{fragment}" if fragment else "")
        return ""

    def named(self, name: Named) -> str:
        """A name with its page, and its count."""
        return self.link(name.name, name.url) + (f" ({name.count})" if name.count else "")

    def card(self, card: Card) -> str:
        """One article as a line of a list: title, source, date, how many other versions."""
        t = self.wording.t
        facts = [
            self.link(card.source.name, card.source.url) if card.source else t("source.unknown"),
            self.day(card.dated),
        ]
        if card.versions:
            facts.append(t("versions.others", card.versions))
        if card.status != "published":
            facts.append(t(f"status.{card.status}"))
        return f"{self.link(card.title, card.url)} — {', '.join(facts)}"

    def cards(self, found: Iterable[Card]) -> str:
        return "\n".join(f"- {self.card(card)}" for card in found)

    def groups(self, found: Iterable[EntityGroup], *, counted: bool = True) -> str:
        """Entities, a line for each type."""
        lines = []
        for group in found:
            names = (self.named(n) if counted else self.link(n.name, n.url) for n in group.entities)
            lines.append(f"- {self.labelled(self.wording.t(f'type.{group.type.plural}'), ', '.join(names))}")
        return "\n".join(lines)

    def day(self, dated: Dated) -> str:
        """The day in words, marked where it is inferred; 'undated' where unknown."""
        if not dated.day:
            return self.wording.t("date.none")
        day = self.wording.day(dated.day)
        return f"{self.wording.t('date.circa')} {day}" if dated.inferred else day

    def relation(self, version: VersionLine) -> str:
        """What another version is to the page's article."""
        if version.relation is None:
            return self.wording.t("relation.indirect")
        if version.relation is RelationType.UPDATE and version.later is not None:
            return self.wording.t("relation.update.later" if version.later else "relation.update.earlier")
        return self.wording.t(f"relation.{version.relation}")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; '' without rows."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    if not body:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *body])


def section(title: str, body: str, level: int = 2) -> str:
    """A heading over a body; '' where the body is empty."""
    return f"{'#' * level} {title}\n\n{body}" if body else ""


def page(title: str, blocks: Iterable[str], *, heading: str = "", **keys: str) -> str:
    """A whole page: front matter with its title, the heading (the title, unless another is given), the blocks that are
    not empty."""
    # Engines print a title as it stands, in the page's head too: without this, a scraped one could end its element.
    matter = {"title": html.escape(_CONTROL.sub(" ", title).strip())} | {k: v for k, v in keys.items() if v}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items())
    parts = [
        f"---\n{head}\n---",
        f"# {line(heading or title)}",
        *(block.strip("\n") for block in blocks if block),
    ]
    return "\n\n".join(parts) + "\n"


def inline(words: str) -> str:
    """Words for inside inline HTML: escaped for HTML and for Markdown, white space kept single."""
    return re.sub(r"([\\`*_\[\]|~^$:])", lambda m: f"&#{ord(m[1])};", html.escape(_CONTROL.sub(" ", words)))
