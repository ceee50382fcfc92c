"""Ingest: whatever a person has saved, as captures. Forms are told from content, never from names alone.

| form | a capture is | bytes that are kept (media type) |
|---|---|---|
| text dump | the file | the file (`text/plain`) |
| HTML, XHTML | the file | the file (`text/html`) |
| MHTML, e-mail (.eml) | the file | the file (`multipart/related`, `message/rfc822`) |
| mailbox (mbox) | each message | the message (`message/rfc822`) |
| PDF with a text layer | the file | the file (`application/pdf`) |
| WARC, WET | each HTML page answered with 200; each plain text | its record (`application/warc`) |
| RSS, Atom | each entry with its full text | the entry within the feed's root (`application/rss+xml`, ...) |
| JSONL, JSON, JSON Feed | each record | the record's own bytes (`application/json`) |
| CSV, TSV | each row | header and row (`text/csv`) |
| gzip, bzip2, xz, Zstandard, zip, tar | what is in it, up to four deep (of a WACZ its WARC files) | as above |
| https://... | the page, or each entry of a feed | the answer as a WARC record (`application/warc`) |

`decode` makes the same capture of the kept bytes at any later time. Sizes that are refused stand in `limits`.

A name's module is imported when the name is asked for: a command that reads no capture waits for no reader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.ingest.apart import TIME_LIMIT
    from builder.ingest.captures import decode
    from builder.ingest.reading import read, total_bytes
    from builder.ingest.records import from_record

__all__ = ["TIME_LIMIT", "decode", "from_record", "read", "total_bytes"]

_HOMES = {
    "TIME_LIMIT": "apart",
    "decode": "captures",
    "from_record": "records",
    "read": "reading",
    "total_bytes": "reading",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
