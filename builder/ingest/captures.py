"""From stored bytes to a capture: one decoder for each media type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from builder.errors import Refused
from builder.ingest.feeds import ATOM_TYPE, RSS_TYPE, decode_entry
from builder.ingest.json_lists import JSON_TYPE
from builder.ingest.mail import MAIL_TYPE, MHTML_TYPE, decode_mail
from builder.ingest.pages import decode_html, decode_pdf, decode_plain
from builder.ingest.readings import Reading, filled
from builder.ingest.records import decode_record
from builder.ingest.saved import original_of
from builder.ingest.tables import CSV_TYPE, decode_row
from builder.ingest.warc import MEDIA_TYPE as WARC_TYPE
from builder.ingest.warc import decode_warc
from builder.model.capture import Capture, Given

TEXT_TYPE = "text/plain"
HTML_TYPE = "text/html"
PDF_TYPE = "application/pdf"

_Decoder = Callable[[bytes, str | None, str], Reading]

_DECODERS: Final[dict[str, _Decoder]] = {
    TEXT_TYPE: decode_plain,
    HTML_TYPE: decode_html,
    "application/xhtml+xml": decode_html,
    PDF_TYPE: decode_pdf,
    JSON_TYPE: decode_record,
    CSV_TYPE: decode_row,
    MAIL_TYPE: decode_mail,
    MHTML_TYPE: decode_mail,
    WARC_TYPE: decode_warc,
    RSS_TYPE: decode_entry,
    ATOM_TYPE: decode_entry,
}

_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)


def decode(raw: bytes, media_type: str, origin: str, given: Given) -> Capture:
    """The capture in `raw`, as `read` yielded it when the bytes came in.

    `media_type` may carry a `charset` parameter (what an HTTP header said). `given` stands; what the bytes say
    themselves fills its gaps. Raises `Refused` for bytes that are not what the media type says.
    """
    essence = media_type.partition(";")[0].strip().lower()
    decoder = _DECODERS.get(essence)
    if decoder is None:
        raise Refused(origin, f"the media type {essence!r} is not read")
    charset = _CHARSET.search(media_type)
    reading = decoder(raw, charset.group(1) if charset else None, origin)
    return Capture(
        raw=raw,
        media_type=media_type,
        form=reading.form,
        content=reading.content,
        origin=origin,
        given=original_of(filled(given, reading.given)),
        encoding=reading.encoding,
        notes=reading.notes,
    )
