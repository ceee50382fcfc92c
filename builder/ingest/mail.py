"""E-mail newsletters (.eml, mbox) and pages that a browser saved as one file (MHTML): MIME messages all."""

from __future__ import annotations

import codecs
import email.policy
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr

from builder.errors import Refused
from builder.ingest.days import mail_time
from builder.ingest.limits import MAX_PAGE, size_in_words
from builder.ingest.pages import decode_html, decode_plain
from builder.ingest.readings import Reading
from builder.ingest.sources import Source, lines
from builder.model.capture import Capture, Given

MAIL_TYPE = "message/rfc822"
MHTML_TYPE = "multipart/related"

_MAX_LINE = 4 << 20
_MBOX_QUOTED = re.compile(rb">+From ")

#: Faults that the standard library's parser and charset handling are known to raise on damaged messages.
_MAIL_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)

Decode = Callable[[bytes, str, str, Given], Capture]

#: A frame that shows another part of the message, and what of a page is no text of it.
_SAVED_FRAME = re.compile(rb"<iframe\s[^>]{0,2000}?src\s*=\s*[\"']?cid:", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]{0,5000}>", re.IGNORECASE | re.DOTALL
)
#: A page with fewer characters of its own beside its frames is their frame: a menu's or a notice's words.
_FRAME_TEXT = 400
_OUTLOOK_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_IN_WINMAIL = "a message whose text is in Outlook's winmail.dat alone; unpack that (`tnef`), or have it sent as HTML or plain text"


def decode_mail(raw: bytes, charset: str | None, origin: str) -> Reading:
    """The article in a message: its HTML part if it has one, else its text.

    A page saved by a browser gives its address and, as `captured`, the day of saving. A newsletter (a message to a
    list) gives its subject as title, its day as date, its sender as source; any other mail is somebody passing
    something on, so its day is when the text was captured.
    """
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(raw.removeprefix(codecs.BOM_UTF8))
        parts = [part for part in message.walk() if not part.is_multipart()]
        saved = _is_saved_page(message, parts)
        part = _main_part(message, parts)
        if part is None:
            packed = any(part.get_content_type() in _OUTLOOK_TYPES for part in parts)
            raise Refused(origin, _IN_WINMAIL if packed else "a message without text or HTML")
        body = part.get_payload(decode=True)
        data = body if isinstance(body, bytes) else b""
        if not data.strip():
            raise Refused(origin, "a message whose text is empty")
        label = _label(part)
        read = decode_html if part.get_content_type() in _HTML_TYPES else decode_plain
        given = _saved_page(message, part) if saved else _letter(message)
    except _MAIL_FAULTS as fault:
        raise Refused(origin, f"a message that cannot be read ({fault})") from None
    reading = read(data, label, origin)
    return Reading(reading.form, reading.content, reading.encoding, reading.notes, given)


def media_type_of(head: bytes) -> str:
    """MHTML or e-mail, by the message's own header."""
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].lower()
    saved = b"snapshot-content-location" in header or b"saved by" in header
    related = re.search(rb"^content-type:\s*multipart/related", header, re.MULTILINE) is not None
    return MHTML_TYPE if saved or (related and b"\nto:" not in b"\n" + header) else MAIL_TYPE


def read_mbox(src: Source, decode: Decode) -> Iterator[Capture | Refused]:
    """A capture for each message of a mailbox."""
    number = 0
    for data, too_long in _messages(src):
        number += 1
        origin = f"{src.origin}#{number}"
        if too_long:
            yield Refused(origin, f"too large: a message of more than {size_in_words(MAX_PAGE)}")
            continue
        try:
            yield decode(data, media_type_of(data), origin, src.given)
        except Refused as refused:
            yield refused


_HTML_TYPES = ("text/html", "application/xhtml+xml")


def _messages(src: Source) -> Iterator[tuple[bytes, bool]]:
    held: list[bytes] = []
    size = 0
    blank = True
    started = False
    for line in lines(src.stream, _MAX_LINE):
        if blank and line.data.startswith(b"From "):
            if started:
                yield b"\n".join(held), size > MAX_PAGE
            held, size, started, blank = [], 0, True, False
            continue
        blank = not line.data
        size += len(line.data) + 1 if not line.too_long else MAX_PAGE + 1
        if size <= MAX_PAGE:
            held.append(line.data[1:] if _MBOX_QUOTED.match(line.data) else line.data)
    if started:
        yield b"\n".join(held), size > MAX_PAGE


def _main_part(message: Message, parts: list[Message]) -> Message | None:
    """The HTML part with the most text (a frameset's pages are parts beside it), else the first plain text.

    A message that says nothing itself passes on what is attached to it: the first page there.
    """
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    pages = [part for part in shown if part.get_content_type() in _HTML_TYPES]
    if pages:
        root = pages[0]
        return max(pages[1:], key=_text_size) if len(pages) > 1 and _only_frames(_payload(root)) else root
    plain = next((part for part in shown if part.get_content_type() == "text/plain"), None)
    if plain is not None and _payload(plain).strip():
        return plain
    return next((part for part in parts if part.get_content_type() in _HTML_TYPES), plain)


def _only_frames(page: bytes) -> bool:
    """Whether a saved page shows others that were saved with it, and hardly a word of its own."""
    if b"<frameset" in page[:8192].lower():
        return True
    return _SAVED_FRAME.search(page) is not None and len(_own_text(page)) < _FRAME_TEXT


def _own_text(page: bytes) -> bytes:
    return b" ".join(_MARKUP.sub(b" ", page).split())


def _text_size(part: Message) -> int:
    return len(_own_text(_payload(part)))


def _payload(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _is_saved_page(message: Message, parts: list[Message]) -> bool:
    if message.get("Snapshot-Content-Location") or "saved by" in str(message.get("From", "")).lower():
        return True
    return not message.get("To") and any(part.get("Content-Location") for part in parts)


def _saved_page(message: Message, part: Message) -> Given:
    place = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    stamp = mail_time(str(message.get("Date", "")))
    url = str(place).strip()
    return Given(
        url=url if url.startswith(("http://", "https://")) else None,
        title=_header(message, "Subject"),
        captured=stamp and stamp[:10],
    )


def _letter(message: Message) -> Given:
    stamp = mail_time(str(message.get("Date", "")))
    title = _header(message, "Subject")
    if not (message.get("List-Unsubscribe") or message.get("List-Id") or message.get("List-Post")):
        return Given(title=title, captured=stamp and stamp[:10])
    name, address = parseaddr(_header(message, "From") or "")
    return Given(title=title, date=stamp, source=name.strip() or address.partition("@")[2] or None)


def _header(message: Message, name: str) -> str | None:
    """A header as characters on one line, encoded words decoded."""
    value = message.get(name)
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(str(value))))
    except (*_MAIL_FAULTS, UnicodeError):
        text = str(value)
    text = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return text or None


def _label(part: Message) -> str | None:
    value = part.get_param("charset")
    return value if isinstance(value, str) else None
