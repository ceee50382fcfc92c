"""What an input is, told from its content; a name only settles what content leaves open."""

from __future__ import annotations

import csv
import json
import re
from enum import StrEnum

from builder.errors import Refused
from builder.ingest import zstd
from builder.ingest.encodings import mark
from builder.ingest.names import BODIES, DETAILS, column_name


class Kind(StrEnum):
    """The forms that are read."""

    TEXT = "text dump"
    HTML = "HTML"
    MAIL = "e-mail or MHTML"
    MBOX = "mailbox"
    WARC = "WARC"
    FEED = "RSS or Atom feed"
    JSON_LINES = "JSONL"
    JSON_ARRAY = "JSON list"
    JSON = "JSON"
    CSV = "CSV"
    PDF = "PDF"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "Zstandard"
    ZIP = "zip"
    TAR = "tar"


_PACKED = (
    (b"\x1f\x8b", Kind.GZIP),
    (b"BZh", Kind.BZIP2),
    (b"\xfd7zXZ\0", Kind.XZ),
    (zstd.MAGIC, Kind.ZSTD),
    (zstd.DICTIONARY_MAGIC, Kind.ZSTD),
    (b"PK\x03\x04", Kind.ZIP),
)

#: Beginnings of files that hold no text for us, and what to say of them.
_FOREIGN = (
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"BM", "an image (BMP)"),
    (b"\0\0\x01\0", "an image (icon)"),
    (b"ID3", "sound (MP3)"),
    (b"OggS", "sound or video (Ogg)"),
    (b"fLaC", "sound (FLAC)"),
    (b"\x1aE\xdf\xa3", "video (Matroska or WebM)"),
    (b"\0\0\x01\xba", "video (MPEG)"),
    (b"FLV\x01", "video (Flash)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it, or pack it as zip or tar.gz"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it, or pack it as zip or tar.gz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office or Outlook file; save it as text, HTML or PDF"),
    (b"{\\rtf", "an RTF document; save it as text, HTML or PDF"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"bplist00", "a Safari web archive or a property list; save the page as HTML or PDF"),
    (b"filedesc://", "an ARC file, the forerunner of WARC; convert it with warcio"),
    (b"%!PS", "PostScript; save it as PDF"),
    (b'x\x9f>"', "Outlook's winmail.dat; unpack it (`tnef`), or have the message sent as HTML or plain text"),
    (b"\x04\x22\x4d\x18", "compressed with LZ4; decompress it (`unlz4`) or compress it with gzip"),
    (b"\x1f\x9d", "compressed with compress; decompress it (`uncompress`) or compress it with gzip"),
    (b"]\0\0", "compressed with LZMA; decompress it (`unlzma`) or compress it with gzip"),
    (b"LZIP", "compressed with lzip; decompress it (`lzip -d`) or compress it with gzip"),
    (b"PAR1", "a Parquet table; save it as JSONL or CSV"),
    (b"ARROW1", "an Arrow table; save it as JSONL or CSV"),
)

#: Only these of the signatures above could begin a text ('BMW recalls ...', 'MZ ...'): zeros must follow soon.
_NEEDS_ZERO = frozenset({b"BM", b"MZ", b"ID3", b"GIF8", b"LZIP", b"PAR1", b"ARROW1"})

_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|frameset|title|meta|link|script|style|base|div|p|article|section|main|header"
    rb"|nav|aside|table|h[1-6]|span|a|ul|ol|img|br|b|i|em|strong|font|center|blockquote|figure|noscript)(?=[\s>/])",
    re.IGNORECASE,
)
_ROOT_TAG = re.compile(rb"<(?:[\w.-]{1,64}:)?([\w.-]{1,64})")
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t\r\n]")
#: White space, and the sign that opens each record of a JSON text sequence (RFC 7464).
_BEFORE_TEXT = b" \t\n\r\v\f\x1e"
_STATED = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?\s*$", re.IGNORECASE)
#: The legend of a CDX file, or its first line: the address turned round, fourteen digits of time.
_CRAWL_INDEX = re.compile(
    rb"(?:!?CDX [A-Za-z] [A-Za-z] [A-Za-z] )|[\w,.-]{3,200}(?::\d+)?\)/\S{0,4000} \d{14} "
)
#: A browser's record of its traffic, which opens with its only key; and a desktop's link to a page.
_TRAFFIC = re.compile(rb'\{\s*"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries|comment)"\s*:')
_SHORTCUT = re.compile(rb"\[(?:InternetShortcut|Desktop Entry)\]\s", re.IGNORECASE)
_MBOX_START = re.compile(rb"From \S+ .*\d{4}.*\r?\n[A-Za-z][A-Za-z0-9-]*: ")


def recognise(head: bytes, name: str, origin: str) -> Kind:
    """The form of an input that begins with `head`. Raises `Refused` for what is empty or of no form that is read."""
    if not head or not head.strip():
        raise Refused(origin, "empty" if not head else "empty but for white space")
    for magic, kind in _PACKED:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        return Kind.ZIP
    if head[257:262] == b"ustar":
        return Kind.TAR
    _refuse_foreign(head, origin)
    if b"%PDF-" in head[:1024] and (
        head.startswith(b"%PDF-") or b"\0" in head or name.lower().endswith(".pdf")
    ):
        return Kind.PDF
    plain = _as_utf8(head)
    if plain.lstrip(b"\r\n").startswith(b"WARC/"):
        return Kind.WARC
    return _recognise_text(plain, name, origin)


def delimiter_of(header: str, *, named_table: bool) -> str | None:
    """The delimiter of a header row that names a body column; None where it is no such row.

    A file that is not named as a table must name another known column too: a text may open 'Text, pictures, sound'.
    """
    for delimiter in (",", "\t", ";", "|"):
        try:
            row = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return None
        found = {column_name(cell) for cell in row}
        if found & BODIES and (named_table or found & DETAILS) and all(len(cell) <= 64 for cell in row):
            return delimiter
    return None


def stated_delimiter(line: str) -> str | None:
    """The delimiter that a spreadsheet's first line states for itself ('sep=;'), or None where the line is no such."""
    stated = _STATED.match(line)
    return stated.group(1) if stated else None


def is_named_table(name: str) -> bool:
    """Whether a name is one that tables have."""
    return name.lower().endswith((".csv", ".tsv", ".tab"))


def looks_like_html(text: str) -> bool:
    """Whether a text without a declared type begins as HTML does."""
    return _opens_html(text[:4000].encode("utf-8", "replace"))


def _opens_html(start: bytes) -> bool:
    """Whether an HTML tag or document type comes first, after comments and an XML declaration."""
    return _HTML_TAG.match(start, _past_prologue(start, doctypes=False)) is not None


def _past_prologue(start: bytes, *, doctypes: bool) -> int:
    """Where declarations and comments end. (A loop: one pattern for it backtracks without end on many comments.)"""
    at = 0
    while True:
        at += len(start[at:]) - len(start[at:].lstrip())
        opening, closing = next(
            (
                pair
                for pair in _PROLOGUE
                if start.startswith(pair[0], at) and (doctypes or pair[0] != b"<!DOCTYPE")
            ),
            (b"", b""),
        )
        end = start.find(closing, at + len(opening)) if opening else -1
        if end < 0:
            return at
        if opening == b"<!DOCTYPE" and b"[" in start[at:end]:  # an internal subset ends with ']>'
            end = max(end, start.find(b"]>", at) + 1)
        at = end + len(closing)


_PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))


def _recognise_text(plain: bytes, name: str, origin: str) -> Kind:
    start = plain.lstrip(_BEFORE_TEXT)
    if start.startswith(b"<"):
        return _recognise_markup(plain, origin)
    if _SHORTCUT.match(start):
        raise Refused(origin, "a shortcut to an address; add the address itself (`builder add https://...`)")
    if _TRAFFIC.match(start):
        raise Refused(
            origin, "a HAR file, a browser's record of its traffic; save the page itself, as HTML or MHTML"
        )
    if _MBOX_START.match(start):
        return Kind.MBOX
    if _is_mail(start):
        return Kind.MAIL
    if start.startswith(b"[") and re.match(rb"\[\s*[\{\]]", start):
        return Kind.JSON_ARRAY
    lowered = name.lower()
    if start.startswith(b"{") or lowered.endswith((".jsonl", ".ndjson")):
        return _recognise_json(start, lowered)
    if _CRAWL_INDEX.match(start):
        raise Refused(origin, "the index of a web archive (CDX); add its WARC files")
    if stated_delimiter(start[:16].partition(b"\n")[0].decode("latin-1")):
        start = start.partition(b"\n")[2]
    first, *rest = re.split(rb"[\r\n]+", start, maxsplit=1)
    named_table = is_named_table(name)
    if rest and delimiter_of(first.decode("utf-8", "replace"), named_table=named_table):
        return Kind.CSV
    if named_table and re.search(rb"[,;\t|]", first):
        raise Refused(origin, "a table whose first row names no text or html column")
    if _mostly_records(start):
        return Kind.JSON_LINES
    return Kind.TEXT


def _recognise_markup(plain: bytes, origin: str) -> Kind:
    root = _ROOT_TAG.match(plain, _past_prologue(plain, doctypes=True))
    tag = root.group(1).lower() if root else b""
    if tag in _FEED_ROOTS:
        return Kind.FEED
    if _opens_html(plain) or tag == b"html":
        return Kind.HTML
    if plain.lstrip().startswith(b"<?xml"):
        shown = tag.decode("ascii", "replace") or "none"
        raise Refused(origin, f"XML of a kind that is not read (root element: {shown}); feeds and XHTML are")
    # A tag that opens no page ('<unknown>') may still be HTML by its closing tags; otherwise it is a text.
    return (
        Kind.HTML
        if re.search(rb"</(?:p|div|body|html|article|section|h1)>", plain, re.IGNORECASE)
        else Kind.TEXT
    )


def _recognise_json(start: bytes, name: str) -> Kind:
    """JSONL, one JSON value over many lines, or a text that happens to open with a brace."""
    first, ended, rest = start.partition(b"\n")
    if name.endswith((".jsonl", ".ndjson")) or _is_object(first) or _mostly_records(start):
        return Kind.JSON_LINES
    if not re.match(rb'\{\s*(?:"|\})', start):
        return Kind.TEXT
    # A first line that ends open ('{', '"title": "x",') goes on in the next; one longer than the head is a record.
    goes_on = ended and rest.strip() and first.rstrip().endswith((b",", b"{", b"[", b":"))
    return Kind.JSON if goes_on else Kind.JSON_LINES


def _mostly_records(start: bytes) -> bool:
    """Whether at least half of the whole lines in the head are JSON objects (so one bad first line hides nothing)."""
    rows = [line for line in start.split(b"\n")[:-1][:50] if line.strip()]
    return bool(rows) and 2 * sum(map(_is_object, rows)) >= len(rows)


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.rstrip().removesuffix(b",")), dict)
    except (ValueError, RecursionError):
        return False


def _is_mail(start: bytes) -> bool:
    """Whether the first lines are the header of an e-mail or a saved page (RFC 5322), not a text that opens 'Date: ...'."""
    names: set[str] = set()
    for line in start.split(b"\n", 60)[:60]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        header = _MAIL_HEADER.match(line + b"\n")
        if header is None:
            return False
        names.add(header.group(1).decode("ascii").lower())
    envelope = names & {"from", "to", "subject", "date", "sender"}
    transport = names & {"mime-version", "message-id", "received", "return-path", "content-type"}
    return bool(envelope and transport) or {"from", "to", "subject", "date"} <= names


def _refuse_foreign(head: bytes, origin: str) -> None:
    for magic, what in _FOREIGN:
        if head.startswith(magic) and (magic not in _NEEDS_ZERO or b"\0" in head[:512]):
            raise Refused(origin, f"{what}; builder reads text")
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise Refused(origin, "an image, sound or video (RIFF); builder reads text")
    if head[4:8] == b"ftyp":
        raise Refused(origin, "an image or video (MP4, HEIC or AVIF); builder reads text")


def _as_utf8(head: bytes) -> bytes:
    """The head for comparing: without a byte order mark, UTF-16 and UTF-32 turned into UTF-8."""
    encoding = mark(head)
    if encoding is None and b"\0" in head[:4]:
        encoding = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    if encoding is None:
        return head
    return head.decode(encoding, "ignore").encode("utf-8", "replace")
