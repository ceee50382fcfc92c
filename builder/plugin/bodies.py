"""An article's body as HTML: plain Markdown without raw HTML or active links, the first mention of each name linked and
every later one marked, for a reader who asks to see them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from builder.derive.entries import EntityEntry
from builder.derive.mentions import GAP, Search, sought
from builder.plugin import prose

#: Elements whose text is left alone: a link inside a link is no HTML, and code is quoted to the letter.
_CLOSED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})

#: Addresses that may stay links: the web, mail, and places within the site.
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)

#: What an attribute's value would need escaped: addresses here are percent-encoded and have none of it.
_UNQUOTED = re.compile('[&"<>\\s]')

#: Character references; not '&amp;' where it keeps the text after it from being read as one.
_ENTITY = r"&(?!amp;#?\w+;)(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});"


#: What stands between two paragraphs.
_BETWEEN = "</p>\n<p>"


class Linked(NamedTuple):
    """A name to link, its surface forms, and the address of its page from the page that is rendered.

    `later` and `short` are forms that mean it only where one of `forms` stands before them: a person's family name.
    """

    forms: tuple[str, ...]
    url: str
    later: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


def linked(entries: Sequence[EntityEntry], language: str | None, base: str) -> tuple[Linked, ...]:
    """What to link for these entities of one article in `language`."""
    return tuple(
        Linked(name.forms, base + entry.url, name.later, name.short)
        for entry, name in zip(entries, sought(entries, language), strict=True)
    )


class Bodies:
    """Turns bodies into HTML with one reused Markdown instance. Not shared between threads."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(output_format="html")
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.inlinePatterns.register(_Entities(_ENTITY, self._markdown), "entity", 80)
        self._mentions = _Mentions(self._markdown)
        self._markdown.treeprocessors.register(_Addresses(self._markdown), "addresses", -1)
        self._markdown.treeprocessors.register(self._mentions, "mentions", -2)

    def rendered(self, body: str, names: Sequence[Linked] = ()) -> Markup:
        """The body, safe to put in a page: raw HTML in it shows as text."""
        plain = prose.paragraphs(body)
        if plain is not None and not _UNQUOTED.search("".join([name.url for name in names])):
            return _paragraphs(plain, names)
        return self.by_markdown(body, names)

    def by_markdown(self, body: str, names: Sequence[Linked] = ()) -> Markup:
        """The same by Python-Markdown, whatever the body is."""
        self._mentions.names = names
        return Markup(self._markdown.reset().convert(body))


def _paragraphs(plain: Sequence[str], names: Sequence[Linked]) -> Markup:
    """Plain paragraphs, which hold nothing that HTML would need escaped."""
    search = Search(names)
    if not names:
        marked: Iterable[str] = plain
    elif search.may_cross(GAP):
        marked = ["".join(_marked(text, names, search)) for text in plain]
    else:
        marked = _apart("".join(_marked(GAP.join(plain), names, search)))
    return Markup(f"<p>{_BETWEEN.join(marked)}</p>")


def _apart(text: str) -> Sequence[str]:
    """The paragraphs of a text. Looking for one line's end is many times as quick as for two: where every other line is empty,
    that is enough."""
    lines = text.split("\n")
    return text.split(GAP) if any(lines[1::2]) else lines[::2]


def _marked(text: str, names: Sequence[Linked], search: Search) -> Iterator[str]:
    """The text, each mention in its element."""
    position = 0
    for place, start, end, first in search.met(text):
        yield text[position:start]
        yield f'<a class="rr-mention" href="{names[place].url}">' if first else '<span class="rr-name">'
        yield text[start:end]
        yield "</a>" if first else "</span>"
        position = end
    yield text[position:]


class _Entities(InlineProcessor):
    """Reads character references as the characters that they stand for, so that a name with one in it is found.

    A reference to '&' before what looks like another reference stays, or the page would show that other one's character.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        return html.unescape(m.group(0)), m.start(0), m.end(0)


class _Addresses(Treeprocessor):
    """Takes away links and images that could run something or fetch from a third party."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            href = element.get("href")
            if href is not None and not _SAFE_ADDRESS.match(href):
                del element.attrib["href"]
            if element.tag == "img":
                element.tag = "span"
                element.text = element.get("alt", "")
                element.attrib.clear()


class _Mentions(Treeprocessor):
    """Links the first mention of each name and marks the others, the longest where names overlap."""

    names: Sequence[Linked] = ()

    def run(self, root: Element) -> None:
        if self.names:
            self._walk(root, _Pending(self.names))

    def _walk(self, parent: Element, pending: _Pending) -> None:
        if parent.tag in _CLOSED:
            return
        start = 0
        if parent.text:
            parent.text, links = pending.split(parent.text)
            for place, link in enumerate(links):
                parent.insert(place, link)
            start = len(links)
        for child in list(parent)[start:]:
            self._walk(child, pending)
            if child.tail:
                child.tail, links = pending.split(child.tail)
                place = list(parent).index(child) + 1
                for offset, link in enumerate(links):
                    parent.insert(place + offset, link)


class _Pending:
    """The names that a text is searched for, piece by piece."""

    def __init__(self, names: Sequence[Linked]) -> None:
        self._names = names
        self._search = Search(names)

    def split(self, text: str) -> tuple[str, list[Element]]:
        """The text up to the first mention, and an element for each mention with the text after it as its tail: a link
        for the first of a name, a mark for every other."""
        mentions: list[Element] = []
        head, position = text, 0
        for met in self._search.met(text):
            if mentions:
                mentions[-1].tail = text[position : met.start]
            else:
                head = text[: met.start]
            if met.first:
                element = Element("a", {"class": "rr-mention", "href": self._names[met.place].url})
            else:
                element = Element("span", {"class": "rr-name"})
            element.text = text[met.start : met.end]
            mentions.append(element)
            position = met.end
        if mentions:
            mentions[-1].tail = text[position:]
        return head, mentions
