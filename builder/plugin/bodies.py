"""An article's body as HTML: plain Markdown without raw HTML or active links, the first mention of each name linked and
every later one marked, for a reader who asks to see them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from builder.derive.library import EntityEntry
from builder.model.entities import EntityType
from builder.plugin import prose
from builder.plugin.mentions import occurrences

#: Elements whose text is left alone: a link inside a link is no HTML, and code is quoted to the letter.
_CLOSED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})

#: Addresses that may stay links: the web, mail, and places within the site.
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)

#: What an attribute's value would need escaped: addresses here are percent-encoded and have none of it.
_UNQUOTED = re.compile('[&"<>\\s]')

#: Character references; not '&amp;' where it keeps the text after it from being read as one.
_ENTITY = r"&(?!amp;#?\w+;)(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});"


@dataclass(frozen=True, slots=True)
class Linked:
    """A name to link, its surface forms, and the address of its page from the page that is rendered.

    `later` are forms that mean it only where one of `forms` stands before them: a person's family name.
    """

    forms: tuple[str, ...]
    url: str
    later: tuple[str, ...] = ()


def linked(entries: Sequence[EntityEntry], base: str) -> tuple[Linked, ...]:
    """What to link for these entities: the preferred name and every alias (the full name is in the record, so an
    alias that needs it beside it counts here)."""
    family = Counter(_family_name(entry) for entry in entries)
    taken = {form for entry in entries for form in _forms(entry)}
    return tuple(
        Linked(
            _forms(entry),
            base + entry.url,
            (name,) if (name := _family_name(entry)) and family[name] == 1 and name not in taken else (),
        )
        for entry in entries
    )


def _forms(entry: EntityEntry) -> tuple[str, ...]:
    aliases = (alias.text for alias in entry.record.aliases) if entry.record else ()
    return (entry.key.name, *aliases)


def _family_name(entry: EntityEntry) -> str:
    """A person's last word where it can stand for the person; ''. Two persons of one family name are told apart by
    nobody here, and a script without capitals does not tell a name from a word."""
    words = entry.key.name.split()
    if entry.key.type is not EntityType.PERSON or len(words) < 2 or len(words[-1]) < 3:
        return ""
    return words[-1] if words[-1][0].isupper() else ""


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
        if plain is not None and not any(_UNQUOTED.search(name.url) for name in names):
            return _paragraphs(plain, names)
        return self.by_markdown(body, names)

    def by_markdown(self, body: str, names: Sequence[Linked] = ()) -> Markup:
        """The same by Python-Markdown, whatever the body is."""
        self._mentions.names = names
        return Markup(self._markdown.reset().convert(body))


def _paragraphs(plain: Sequence[str], names: Sequence[Linked]) -> Markup:
    """Plain paragraphs, which hold nothing that HTML would need escaped."""
    pending = _Pending(names) if names else None
    written = []
    for paragraph in plain:
        text, mentions = pending.split(paragraph) if pending else (paragraph, [])
        written.append(f"<p>{text}{''.join(map(_written, mentions))}</p>")
    return Markup("\n".join(written))


def _written(mention: Element) -> str:
    href = mention.get("href")
    address = f' href="{href}"' if href else ""
    return f'<{mention.tag} class="{mention.get("class")}"{address}>{mention.text}</{mention.tag}>{mention.tail or ""}'


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
    """The names that no mention was found of yet."""

    def __init__(self, names: Sequence[Linked]) -> None:
        self._first = {form: name for name in names for form in name.forms if form.strip()}
        self._later = {form: name for name in names for form in name.later}
        self._left = set(self._first.values())
        self._forms = (*self._first, *(form for form in self._later if form not in self._first))

    def split(self, text: str) -> tuple[str, list[Element]]:
        """The text up to the first mention, and an element for each mention with the text after it as its tail: a link
        for the first of a name, a mark for every other."""
        mentions: list[Element] = []
        head, position = text, 0
        for form, start, end in occurrences(text, self._forms):
            element = self._element(form)
            if element is None:
                continue
            if mentions:
                mentions[-1].tail = text[position:start]
            else:
                head = text[:start]
            element.text = text[start:end]
            mentions.append(element)
            position = end
        if mentions:
            mentions[-1].tail = text[position:]
        return head, mentions

    def _element(self, form: str) -> Element | None:
        name = self._first.get(form)
        if name is None:
            return None if self._later[form] in self._left else Element("span", {"class": "rr-name"})
        if name not in self._left:
            return Element("span", {"class": "rr-name"})
        self._left.discard(name)
        return Element("a", {"class": "rr-mention", "href": name.url})
