"""Single pages and texts: HTML, plain text, PDF."""

from __future__ import annotations

import re

from builder.errors import Refused
from builder.ingest.apart import read_apart
from builder.ingest.encodings import decode_text
from builder.ingest.readings import Reading
from builder.ingest.saved import given_by_saver
from builder.model.capture import Form

#: Where a page's own declaration must stand by the HTML standard (1,024 bytes); real pages put it later.
_DECLARED_WITHIN = 8192

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")


def decode_html(raw: bytes, charset: str | None, origin: str) -> Reading:
    """A page. `charset` is the HTTP or MIME header's, which browsers trust before the page's own."""
    head = raw[:_DECLARED_WITHIN]
    own = _META.search(head) or _XML_ENCODING.search(head)
    declared = charset or (own.group(1).decode("ascii") if own else None)
    decoded = decode_text(raw, declared, origin)
    # The characters are decoded now; a parser that met the declaration would refuse them or decode them twice.
    content = _XML_DECLARATION.sub("", decoded.text, count=1)
    if not content.strip():
        raise Refused(origin, "empty but for white space")
    return Reading(Form.HTML, content, decoded.encoding, decoded.notes, given_by_saver(content))


def decode_plain(raw: bytes, charset: str | None, origin: str) -> Reading:
    """A text dump; line endings become LF."""
    decoded = decode_text(raw, charset, origin)
    content = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not content.strip():
        raise Refused(origin, "empty but for white space" if raw else "empty")
    return Reading(Form.TEXT, content, decoded.encoding, decoded.notes)


def decode_pdf(raw: bytes, charset: str | None, origin: str) -> Reading:
    """The text layer of a PDF; see `builder.ingest.pdf`."""
    from builder.ingest.pdf import read_pdf  # pypdf takes as long to load as the rest of this package

    # A PDF is a program in parts: one that was made to do so keeps pypdf busy for ever, or fills the memory.
    return read_apart(lambda: read_pdf(raw, origin), origin, len(raw))
