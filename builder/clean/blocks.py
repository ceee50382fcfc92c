"""An HTML page as blocks of text in reading order, each with what the markup says of its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from functools import lru_cache

from lxml import etree

from builder.clean.lines import Line, worded


class Place(IntFlag):
    """What encloses a block: elements by name, and what classes and ids say of them.

    Blocks hold it as a plain number, which is a tenth of the work: a page has a thousand elements.
    """

    ARTICLE = 1
    MAIN = 2
    NAV = 4
    FOOTER = 8
    HEADER = 16
    ASIDE = 32
    FIGURE = 64
    FORM = 128
    LIST = 256
    TABLE = 512
    QUOTE = 1024
    BODY_PROPERTY = 2048
    CONTENT_CLASS = 4096
    COMMENTS = 8192
    RELATED = 16384
    SHARING = 32768
    PROMOTION = 65536
    FACTS = 131072
    CAPTION = 262144
    SIDEBAR = 524288
    HIDDEN = 1048576
    HEADING = 2097152
    MENU = 4194304
    EMBED = 8388608


_BY_TAG = {
    "article": Place.ARTICLE,
    "main": Place.MAIN,
    "nav": Place.NAV,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
    "aside": Place.ASIDE,
    "figure": Place.FIGURE,
    "figcaption": Place.CAPTION | Place.FIGURE,
    "form": Place.FORM,
    "ul": Place.LIST,
    "ol": Place.LIST,
    "table": Place.TABLE,
    "blockquote": Place.QUOTE,
    "dialog": Place.PROMOTION,
} | {f"h{level}": Place.HEADING for level in range(1, 7)}
_TAG_PLACES = {tag: int(place) for tag, place in _BY_TAG.items()}

_BY_CLASS = (
    (
        Place.CONTENT_CLASS,
        r"article|story|post|entry|content|body|text|main|prose|single|rich|paragraph|wysiwyg|copy",
    ),
    (Place.COMMENTS, r"comment|disqus|discuss|respond|reply|replies|reader"),
    (
        Place.RELATED,
        r"relat|recommend|recirc|more|popular|trending|teaser|card|promo-|read-?next|also|latest|similar|next|prev|outbrain|taboola|carousel|slider|rail|river|feed|grid|collection|widget|list-item|listing",
    ),
    (Place.SHARING, r"share|sharing|social|follow|tool|addthis|print|bookmark|like"),
    (
        Place.PROMOTION,
        r"newsletter|subscri|signup|sign-up|promo|(?:^|[^a-z])ads?(?:$|[^a-z])|advert|sponsor|banner|paywall|cookie|consent|gdpr|modal|popup|overlay|donat|member|offer|cta|affiliate|disclos|notice",
    ),
    (
        Place.FACTS,
        r"byline|author|bio(?:$|[^a-z])|date|time|meta|tag|categor|breadcrumb|kicker|label|topic|dek|subtitle|standfirst|summary|excerpt|title|headline|headshot|credit",
    ),
    (Place.CAPTION, r"caption|image|photo|gallery|media|picture|video|player|credit|audio|figure|thumb"),
    (Place.SIDEBAR, r"sidebar|side-?bar|aside|secondary|complement|widget|rail|right-?col"),
    (
        Place.MENU,
        r"nav|menu|foot|header|masthead|copyright|legal|breadcrumb|skip|search|login|account|toolbar|topbar",
    ),
    (Place.EMBED, r"embed|tweet|instagram|twitter|fb-|youtube|pullquote|pull-quote"),
    (Place.HIDDEN, r"hidden|hide|visually|sr-only|screen-reader|invisible|collapsed"),
)
_CLASS_PATTERNS = tuple((int(place), re.compile(pattern).search) for place, pattern in _BY_CLASS)
_TABLE = int(Place.TABLE)
_CELLS = frozenset(["td", "th"])
#: Columns that a cell may stand across; what says more is a frame's.
_SPANS = frozenset("23456789")
#: Columns told apart in a table; none that is read has more.
_MOST_COLUMNS = 200
_BODY_PROPERTY, _MENU, _HIDDEN = int(Place.BODY_PROPERTY), int(Place.MENU), int(Place.HIDDEN)
_MENU_ROLES = frozenset(["navigation", "complementary", "contentinfo", "banner"])

#: Elements whose text is no text of the page. An unclosed <button> swallows whole articles: one with paragraphs is read.
_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "select", "button", "input", "textarea", "object",
     "audio", "video", "canvas", "head", "map", "datalist", "option", "embed", "applet", "frameset", "math"]
)  # fmt: skip
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
     "time", "tt", "u", "var", "wbr", "img", "br", "picture", "source", "nobr", "center-inline", "o:p", "amp-img"]
)  # fmt: skip
_BOLD = frozenset(["b", "strong"])
#: Of these the enclosing element's class says as much as their own.
_ONE_PARAGRAPH = frozenset(["p", "li", "td"])
#: What is kept of a page that is too deep for a tree: elements that a following one closes.
_FLAT = frozenset(
    ["html", "body", "title", "meta", "link", "base", "p", "br", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_ANY_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)[^<>]{0,5000}>")
#: What a <br> leaves in the text; two of them are a paragraph's end. HTML itself never gives this character meaning.
_BR = "\r"
_NO_SIGNS: dict[int, str] = {}
_PARAGRAPH_BREAK = re.compile(r"\r\s*\r")
#: Templates put together carelessly end the page in its middle; browsers read on, libxml2 does not.
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between block boundaries. `line` is it as a line (numbered from 1 in reading order).

    `tag` is the innermost enclosing block element, `place` what encloses it, `own` what that element's own class says;
    `linked` the share of its characters within links, `strong` within bold; `depth` the number of elements above;
    `parent` and `grandparent` number the enclosing containers; `table` and `row` the innermost table around it and its
    row, `column` is the cell's place in the row, from 1 (0 outside of tables). `signs` are the row's cells without a
    letter or digit ('✓'), by column: they are no blocks.
    """

    line: Line
    tag: str
    place: int
    own: int
    linked: float
    strong: float
    depth: int
    parent: int
    grandparent: int
    table: int = 0
    row: int = 0
    column: int = 0
    signs: Mapping[int, str] = field(default_factory=dict, compare=False)


@lru_cache(maxsize=20_000)
def _class_place(names: str) -> int:
    names = names.lower()
    place = 0
    for kind, found in _CLASS_PATTERNS:
        if found(names):
            place |= kind
    return place


def parse(html: str) -> etree._Element | None:
    """The page's tree, or None where there is nothing in it. Never recursive, and of any depth."""
    if html.count("</html") > 1 or html.count("</body") > 1:
        html = _PAGE_END.sub("", html)
    tree = _tree(html)
    if tree.cut:
        tree = _tree(_ANY_TAG.sub(_flattened, html))
    return None if tree.cut else tree.root


@dataclass(frozen=True, slots=True)
class _Tree:
    """What libxml2 made of a page; `cut` where it left out everything below its greatest depth (2,048 elements)."""

    root: etree._Element | None
    cut: bool = False


def _tree(html: str) -> _Tree:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    data = html.encode("utf-8", "replace")
    if not data.strip():
        return _Tree(None)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError):
        return _Tree(None)
    return _Tree(root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log))


def _flattened(tag: re.Match[str]) -> str:
    """A tag of a page that is too deep: what cannot nest is kept, a block opens a paragraph, anything else goes."""
    name = tag[1].lower()
    if name in _FLAT or name in _SKIPPED:
        return tag[0]
    return "" if name in _INLINE else "<p>"


def _own_place(element: etree._Element, tag: str) -> int:
    """What an element's attributes say of its place."""
    get = element.get
    own = 0
    names = f"{get('class') or ''} {get('id') or ''}"
    if len(names) > 1:
        own = _class_place(names[:200])
    if "articleBody" in (get("itemprop") or ""):
        own |= _BODY_PROPERTY
    if get("role") in _MENU_ROLES:
        own |= _MENU
    style = get("style")
    if (
        (style is not None and "display:none" in style.replace(" ", ""))
        or get("hidden") is not None
        or get("aria-hidden") == "true"
    ):
        own |= _HIDDEN
    if tag in ("body", "html"):  # a theme's class on the whole page says nothing of a block
        own &= _BODY_PROPERTY
    return own


def _column(cell: etree._Element) -> int:
    """The place of a cell in its row, from 1; those far to the right share the last."""
    column = 1
    for before in cell.itersiblings(*_CELLS, preceding=True):
        span = before.get("colspan") or ""
        column += int(span) if span in _SPANS else 1
        if column > _MOST_COLUMNS:
            break
    return column


@dataclass(slots=True)
class _Walk:
    """The state of one pass over a page.

    `elements` are the open elements that are not inline, outermost first, and `numbers` theirs; `places` and `owns`
    what encloses and what belongs to the first of them, as far as a text within has asked.
    """

    blocks: list[Block] = field(default_factory=list)
    elements: list[etree._Element] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    owns: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    in_link: int = 0
    in_bold: int = 0
    signs: dict[int, dict[int, str]] = field(default_factory=dict)

    def text(self, text: str) -> None:
        if not self.pieces and text.isspace():
            return
        self.pieces.append(text.replace(_BR, " ") if _BR in text else text)
        if self.in_link or self.in_bold:
            size = len(text.strip())
            self.linked += size * (self.in_link > 0)
            self.bold += size * (self.in_bold > 0)

    def open(self, element: etree._Element, number: int) -> None:
        self.elements.append(element)
        self.numbers.append(number)

    def close(self) -> None:
        self.elements.pop()
        self.numbers.pop()
        del self.places[len(self.elements) :], self.owns[len(self.elements) :]

    def _locate(self) -> None:
        """Work out the places of the open elements that no text has asked for yet."""
        for element in self.elements[len(self.places) :]:
            above = self.places[-1] if self.places else 0
            own = _own_place(element, element.tag)
            self.places.append(above | _TAG_PLACES.get(element.tag, 0) | own)
            self.owns.append(own)

    def _cell(self) -> tuple[int, int, int]:
        """The numbers of the innermost open table and of its row, and the column, from 1 (0 where there is none)."""
        row = column = 0
        for element, number in zip(reversed(self.elements), reversed(self.numbers), strict=True):
            tag = element.tag
            if tag == "table":
                return number, row, column
            if tag == "tr":
                row = row or number
            elif tag in _CELLS:
                column = column or _column(element)
        return 0, 0, 0

    def flush(self) -> None:
        """End a block: the text collected, where it holds any."""
        joined = "".join(self.pieces)
        linked, bold = self.linked, self.bold
        self.pieces.clear()
        self.linked = self.bold = 0
        size = len(joined.strip())
        if not size:
            return
        self._locate()
        numbers, owns = self.numbers or [0], self.owns or [0]
        tag = self.elements[-1].tag if self.elements else "body"
        own = owns[-1]
        if tag in _ONE_PARAGRAPH and len(owns) > 1:
            own |= owns[-2]
        place = self.places[-1] if self.places else 0
        outer = numbers[-2:][0]
        beyond = numbers[-3:][0] if len(numbers) > 2 else outer
        bullet = "•" if tag == "li" else ""
        table, row, column = self._cell() if place & _TABLE else (0, 0, 0)
        signs = self.signs.setdefault(row, {}) if row else _NO_SIGNS
        for part in _PARAGRAPH_BREAK.split(joined) if _BR in joined else (joined,):
            read = worded(part.replace("\n", " ").replace(_BR, " "))
            if not read.folded:
                if column and read.text:
                    signs[column] = read.text
                continue
            line = Line(len(self.blocks) + 1, read.text, bullet, 0, 0, read.words, read.folded)
            self.blocks.append(
                Block(
                    line,
                    tag,
                    place,
                    own,
                    min(1.0, linked / size),
                    min(1.0, bold / size),
                    len(self.elements),
                    outer,
                    beyond,
                    table,
                    row,
                    column,
                    signs,
                )
            )


def walk_blocks(root: etree._Element) -> list[Block]:
    """The blocks below an element, in reading order."""
    walk = _Walk()
    number = 0
    pieces = walk.pieces
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            if tag in _SKIPPED and not (tag == "button" and element.find(".//p") is not None):
                events.skip_subtree()
                continue
            if tag in _INLINE:
                if tag == "br":
                    pieces.append(_BR)
                elif tag == "a":
                    walk.in_link += 1
                elif tag in _BOLD:
                    walk.in_bold += 1
            else:
                if pieces:
                    walk.flush()
                number += 1
                walk.open(element, number)
            text = element.text
        else:
            if tag in _INLINE:
                if tag == "a":
                    walk.in_link -= 1
                elif tag in _BOLD:
                    walk.in_bold -= 1
            elif walk.elements and walk.elements[-1] is element:
                if pieces:
                    walk.flush()
                walk.close()
            text = element.tail if element is not root else None
        if text:
            walk.text(text)
    if pieces:
        walk.flush()
    return walk.blocks


def read_blocks(html: str) -> list[Block]:
    """The blocks of an HTML page, in reading order; none for a page that holds none."""
    root = parse(html)
    return [] if root is None else walk_blocks(root)
