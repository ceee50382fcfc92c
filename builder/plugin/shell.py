"""The part of Material's page that is the same for all pages of a kind: rendered once, then filled in.

Marks stand in for what differs from page to page; the rendered page is cut at them, and a page is the pieces with its
own parts between. That this is what Material's template gives is not assumed: see `differs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from builder.plugin import digests
from builder.plugin.pages import Composed
from builder.plugin.plan import PageKind, Planned

#: Nothing that Jinja's filters would change, that a template would print of itself, or that is part of another mark.
_MARK = "rr0mark0{}0rr"
_PART = re.compile(r"rr0mark0(\w+)0rr")


class Parts(NamedTuple):
    """What differs between the pages that share a shell. `name` is the heading, escaped as MkDocs prints titles."""

    name: str
    title: str
    head: str
    content: str
    canonical: str

    @classmethod
    def of(cls, composed: Composed, name: str, canonical: str) -> Parts:
        return cls(name, str(composed.title), str(composed.head), str(composed.content), canonical)

    @property
    def composed(self) -> Composed:
        """The parts as a template sees them."""
        return Composed(self.name, Markup(self.title), Markup(self.head), Markup(self.content))


def octets(text: str) -> bytes:
    """Text as a page's file holds it, which may be any that was scraped."""
    return text.encode("utf-8", "xmlcharrefreplace")


_NAMES = ("name", "title", "head", "content", "canonical")
MARKS = Parts(*(_MARK.format(name) for name in _NAMES))

#: Parts that show a template which does more with a title than print it: cutting, escaping, stripping of tags.
TRIAL = Parts(
    name="A &amp; B &lt;i&gt; &quot;q&quot; 汉字 " + "long " * 30,
    title="Ti&amp;tle 'x' é - Site",
    head='<meta name="x" content="&lt;y&gt;">\n',
    content="<h1 id=\"title\">x &amp; y</h1>\n<p>{{ no }} {% no %} 'q'</p>  \n",
    canonical="https://example.org/p%C3%A9/?q=a&amp;b",
)

#: Renders Material's template around the parts.
Render = Callable[[Parts], str]


@dataclass(frozen=True, slots=True)
class Own:
    """What a person gave a page: an introduction, as HTML, and the name that the navigation calls it by ('': none)."""

    lead: str = ""
    name: str = ""


class Shell:
    """One rendered template, cut at the marks, with what a person gave the one page that it is for."""

    def __init__(self, pieces: tuple[str, ...], own: Own) -> None:
        """`pieces` are text and names of parts in turn."""
        self._pieces = pieces
        self.own = own
        self.digest = digests.of_all((*pieces, own.lead, own.name))

    @classmethod
    def cut(cls, render: Render, own: Own) -> Shell:
        return cls(tuple(_PART.split(render(MARKS))), own)

    def fill(self, parts: Parts) -> str:
        """The page."""
        pieces = list(self._pieces)
        for place in range(1, len(pieces), 2):
            pieces[place] = getattr(parts, pieces[place])
        return "".join(pieces)

    def filled(self, parts: Parts) -> bytes:
        """The page as its file holds it. Most of it is the shell's, of which the bytes are made once."""
        pieces = list(self._octets)
        for place in range(1, len(pieces), 2):
            pieces[place] = octets(getattr(parts, self._pieces[place]))
        return b"".join(pieces)

    @cached_property
    def _octets(self) -> tuple[bytes, ...]:
        return tuple(map(octets, self._pieces))


@dataclass(frozen=True, slots=True)
class ShellKey:
    """Pages with the same key share a shell. Links in it are relative: they depend on how deep a page lies, and on
    the last folder on its way that is also on the way to a page of the navigation."""

    kind: PageKind
    depth: int
    folder: str


class _Asked(NamedTuple):
    """A page that was asked about, and its shell."""

    page: Planned
    shell: Shell


class Shells:
    """The shells of one build, by what a page must have in common with others to share one."""

    def __init__(self, linked: Iterable[str] = (), alone: Iterable[str] = ()) -> None:
        """`linked` are the addresses of the pages that a shell links to, relative to the site's root; `alone` the
        paths of pages that each have a shell of their own, as the navigation shows them where they are."""
        self._alone = frozenset(alone)
        self._folders = frozenset(folder for address in linked for folder in _folders(address))
        self._by_key: dict[ShellKey, Shell] = {}
        self._by_path: dict[str, ShellKey] = {}
        #: Keys by kind and folder: all pages side by side have the same, but those that are linked themselves.
        self._known: dict[tuple[PageKind, str], ShellKey] = {}
        self._last: _Asked | None = None
        #: The pages that they were cut for, one of each key.
        self.first: tuple[Planned, ...] = ()

    def told(self, pages: Iterable[Planned]) -> str:
        """What tells these pages' shells, and which pages share one, from those of another build."""
        found = [
            (page.path, key.kind.value, key.depth, key.folder, self._by_key[key].digest)
            for page in pages
            if (key := self.key(page)) in self._by_key
        ]
        return digests.of_value((found, sorted(self._folders), sorted(self._alone)))

    def key(self, page: Planned) -> ShellKey:
        """What the page has in common with those that share its shell; asked of every page twice."""
        found = self._by_path.get(page.path)
        if found is None:
            found = self._by_path[page.path] = self._key(page)
        return found

    def _key(self, page: Planned) -> ShellKey:
        if page.path in self._alone:
            return ShellKey(page.kind, page.address.count("/"), page.path)
        address = page.address
        beside = "" if address in self._folders else address[: address.rfind("/", 0, -1) + 1]
        known = self._known.get((page.kind, beside)) if beside else None
        if known is None:
            shared = [folder for folder in _folders(address) if folder in self._folders]
            known = ShellKey(page.kind, address.count("/"), shared[-1] if shared else "")
            if beside:
                self._known[page.kind, beside] = known
        return known

    def add(self, key: ShellKey, shell: Shell) -> None:
        self._by_key[key] = shell

    def has(self, page: Planned) -> bool:
        return self.key(page) in self._by_key

    def of(self, page: Planned) -> Shell:
        """The page's shell; its making asks for it several times."""
        last = self._last
        if last is None or last.page is not page:
            last = self._last = _Asked(page, self._by_key[self.key(page)])
        return last.shell


def _folders(address: str) -> list[str]:
    """The folders on the way to an address, the outermost first: 'a/', 'a/b/'."""
    parts = address.split("/")[:-1]
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def differs(shell: Shell, render: Render) -> bool:
    """Whether filling in gives another page than the template would, tried on parts that are hard to get right."""
    return shell.fill(TRIAL) != render(TRIAL)
