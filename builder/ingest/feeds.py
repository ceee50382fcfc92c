"""RSS and Atom feeds: an article for each entry that carries its full text."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from builder.errors import Refused
from builder.ingest.days import mail_time
from builder.ingest.encodings import Decoded, decode_text, mark, mend_text
from builder.ingest.limits import MAX_DOCUMENT, MAX_PAGE, size_in_words
from builder.ingest.readings import Reading, filled
from builder.ingest.sources import Source, read_all
from builder.model.capture import Capture, Form, Given

if TYPE_CHECKING:
    import feedparser

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"

#: A description of at least this many words counts as full text where the entry has no content element: WordPress
#: cuts its teasers at 55 words, and of 1,212 articles (the bodies of the bench's clean sets) 0.4 % are shorter.
FULL_TEXT_WORDS = 80

_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]{1,64}:)?(item|entry)(?=[\s>/])[^<>]{0,4096}>")
_ROOT = re.compile(rb"<(?:[\w.-]{1,64}:)?(rss|feed|RDF)\b[^<>]{0,65536}>", re.IGNORECASE)
_CHANNEL = re.compile(rb"<(?:[\w.-]{1,64}:)?channel\b[^<>]{0,4096}>", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_TEXT_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_TRUNCATION = re.compile(r"(?:\[(?:&#8230;|…|\.\.\.)\]|…|\.\.\.|&hellip;)\s*(?:</p>\s*)*$")
_TAG = re.compile(r"<[^<>]*>")
_MORE = re.compile(
    r"(?:the post .{0,300} appeared first on .{0,200}|continue reading.{0,200})$", re.I | re.DOTALL
)

Decode = Callable[[bytes, str, str, Given], Capture]


def read_feed(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each entry. Kept is the entry's own bytes within the feed's root element, so that an entry is
    the same capture whatever else the feed holds on the day.
    """
    raw = read_all(src, MAX_DOCUMENT, "a feed")
    encoding = mark(raw)
    if encoding not in (None, "utf-8-sig"):
        # The declaration's label holds no longer once the bytes are UTF-8.
        raw = _DECLARATION.sub(b"", decode_text(raw, None, src.origin).text.encode("utf-8", "replace"))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    root = _ROOT.search(raw)
    if root is None:
        raise Refused(src.origin, "a feed without its root element")
    given = filled(src.given, _feed_given(raw, src.origin))
    media_type = ATOM_TYPE if root.group(1).lower() == b"feed" else RSS_TYPE
    number = 0
    for entry in _entries(raw, root.end()):
        number += 1
        origin = f"{src.origin}#{number}"
        if len(entry) > MAX_PAGE:
            yield Refused(origin, f"too large: a feed entry of more than {size_in_words(MAX_PAGE)}")
            continue
        try:
            yield decode(_alone(raw, root, entry), media_type, origin, given)
        except Refused as refused:
            yield refused
    if not number:
        yield Refused(src.origin, "a feed without entries")


def decode_entry(raw: bytes, charset: str | None, origin: str) -> Reading:
    """The article in a feed with one entry. Raises `Refused` where the entry holds a teaser only."""
    decoded = _decoded(raw, origin)
    parsed = _parse(decoded.text)
    if not parsed.entries:
        raise Refused(origin, "a feed entry that cannot be read")
    entry = parsed.entries[0]
    content = _content(entry, origin)
    mended = mend_text(content)  # characters that entities had hidden
    stamp = str(entry.get("published") or entry.get("updated") or entry.get("created") or "")
    notes = (*decoded.notes, *(note for note in mended.notes if note not in decoded.notes))
    own = Given(
        id=_line(entry.get("id")),
        url=_line(entry.get("link")),
        title=_line(html.unescape(_unmarked(str(entry.get("title") or "")))),
        date=mail_time(stamp) or _line(stamp),
        language=_line(entry.get("language")),
        byline=_line(entry.get("author")),
    )
    return Reading(Form.HTML, mended.text, decoded.encoding, notes, own)


def _content(entry: feedparser.FeedParserDict, origin: str) -> str:
    """The entry's full text as HTML: its content element, else a description that is no teaser."""
    for part in entry.get("content") or ():
        value = str(part.get("value") or "")
        if value.strip():
            _refuse_teaser(value, FULL_TEXT_WORDS // 4, origin)
            return _as_html(value, str(part.get("type") or ""))
    detail = entry.get("summary_detail") or {}
    summary = str(entry.get("summary") or "")
    if not summary.strip():
        raise Refused(origin, "a feed entry with a headline only")
    _refuse_teaser(summary, FULL_TEXT_WORDS, origin)
    return _as_html(summary, str(detail.get("type") or ""))


def _refuse_teaser(value: str, words: int, origin: str) -> None:
    plain = _MORE.sub("", _unmarked(value)).strip()
    count = len(plain.split()) if not _unspaced(plain) else len(plain) // 2
    if count < words or (count < 2 * FULL_TEXT_WORDS and _TRUNCATION.search(plain)):
        raise Refused(origin, f"a feed entry with a teaser only ({count} words); add the page itself")


def _unspaced(text: str) -> bool:
    """Chinese, Japanese or Thai, where white space parts no words."""
    letters = sum(char.isalpha() for char in text)
    return (
        letters > 0
        and sum("\u0e00" <= char <= "\u0e7f" or "\u3040" <= char <= "\u9fff" for char in text) > letters / 2
    )


def _as_html(value: str, media_type: str) -> str:
    if media_type == "text/plain" and not _TAG.search(value):
        paragraphs = (part.strip() for part in re.split(r"\n\s*\n", value))
        return "\n".join(f"<p>{_escaped(part)}</p>" for part in paragraphs if part)
    return value


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unmarked(value: str) -> str:
    return _TAG.sub(" ", value)


def _line(value: object) -> str | None:
    return mend_text(" ".join(str(value).split())).text or None if value else None


def _feed_given(raw: bytes, origin: str) -> Given:
    """What the feed says of all its entries: the outlet's name and language."""
    head = raw[: 256 * 1024]
    first = next(_tags(head, 0), None)
    prologue = head[: first.start()] if first else head
    feed = _parse(_decoded(prologue, origin).text).feed
    return Given(
        source=_line(html.unescape(_unmarked(str(feed.get("title") or "")))),
        language=_line(feed.get("language")),
    )


def _decoded(raw: bytes, origin: str) -> Decoded:
    """A feed's text without its XML declaration, which may tell of an encoding that it no longer has."""
    declaration = _ENCODING.match(raw)
    decoded = decode_text(raw, declaration.group(1).decode("ascii") if declaration else None, origin)
    return Decoded(_TEXT_DECLARATION.sub("", decoded.text), decoded.encoding, decoded.notes)


def _parse(text: str) -> feedparser.FeedParserDict:
    import feedparser  # slow to load, and feeds are few

    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )


def _entries(raw: bytes, start: int) -> Iterator[bytes]:
    """The bytes of each entry."""
    begun: int | None = None
    for tag in _tags(raw, start):
        if not tag.group(1):
            if not tag.group(0).endswith(b"/>"):
                begun = tag.start()
        elif begun is not None:
            yield raw[begun : tag.end()]
            begun = None


def _tags(raw: bytes, start: int) -> Iterator[re.Match[bytes]]:
    """The opening and closing tags of entries; those in CDATA and comments are text. One pass, whatever is unclosed."""
    at = start
    while (token := _TOKEN.search(raw, at)) is not None:
        at = token.end()
        if token.group(2) is not None:
            yield token
            continue
        closing = b"]]>" if token.group(0).startswith(b"<![") else b"-->"
        end = raw.find(closing, at)
        if end < 0:
            return
        at = end + len(closing)


def _alone(raw: bytes, root: re.Match[bytes], entry: bytes) -> bytes:
    """A feed that holds this entry only."""
    declaration = _DECLARATION.match(raw)
    start = (declaration.group(0).strip() + b"\n" if declaration else b"") + root.group(0) + b"\n"
    name = re.match(rb"<([\w.:-]+)", root.group(0))
    end = b"\n</" + (name.group(1) if name else b"rss") + b">\n"
    channel = _CHANNEL.search(raw, root.end(), root.end() + 4096)
    if channel is None or root.group(1).upper() == b"RDF":
        return start + entry + end
    tag = re.match(rb"<([\w.:-]+)", channel.group(0))
    label = tag.group(1) if tag else b"channel"
    return start + b"<" + label + b">\n" + entry + b"\n</" + label + b">" + end
