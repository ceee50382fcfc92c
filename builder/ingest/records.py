"""JSON records: one article as a mapping of names to values, under the names that data sets use."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast

from builder.errors import Refused
from builder.ingest.days import checked_date, day_of
from builder.ingest.encodings import Decoded, decode_bytes, mend_text
from builder.ingest.forms import looks_like_html
from builder.ingest.names import (
    BYLINE,
    CAPTURED,
    DATE,
    HTML,
    IDENTITY,
    LANGUAGE,
    SOURCE,
    TEASER,
    TEXT,
    TITLE,
    URL,
    column_name,
)
from builder.ingest.readings import Reading, filled
from builder.ingest.saved import given_by_saver, original_of
from builder.model.capture import Capture, Form, Given

_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|article|section)>|<p[\s>]|<br\s*/?>", re.IGNORECASE)


def load_record(raw: bytes, origin: str) -> tuple[Mapping[str, object], Decoded]:
    """A JSON object and how its bytes were decoded. Raises `Refused`: no JSON, no object, or a key that stands twice."""
    decoded = decode_bytes(raw, None, origin)
    # A list's elements cut into lines keep the comma that stood between them.
    text = decoded.text.rstrip()
    value = load_json(text[:-1] if text.endswith("},") else text, origin)
    if not isinstance(value, dict):
        raise Refused(origin, f"no JSON object but {_shown_type(value)}")
    return cast("dict[str, object]", value), decoded


def load_json(text: str, origin: str) -> object:
    """The value of a JSON text. Raises `Refused` with the place of the fault."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value in pairs:
            if key in result:
                raise Refused(origin, f"the key {key!r} stands twice")
            result[key] = value
        return result

    try:
        return cast(object, json.loads(text, object_pairs_hook=once))
    except json.JSONDecodeError as fault:
        raise Refused(origin, f"invalid JSON: {fault.msg} at character {fault.pos + 1}") from None
    except (ValueError, RecursionError) as fault:
        raise Refused(origin, f"invalid JSON: {fault}") from None


def decode_record(raw: bytes, charset: str | None, origin: str) -> Reading:
    """A stored JSON record."""
    record, decoded = load_record(raw, origin)
    return _reading(record, origin, decoded.encoding, decoded.notes)


def from_record(record: Mapping[str, object], origin: str, raw: bytes) -> Capture:
    """A capture from a record {"id", "url", "title", "date", "source", "captured", "text" or "html"}.

    Names that data sets use for the same are understood (`headline`, `publish_date`, `maintext`...), in any case.
    `raw` are the bytes to keep. Where both text and HTML are given, the HTML is read: it carries more. Raises
    `Refused`: no body, a body that is no text, a date that is none.
    """
    reading = _reading(record, origin, "utf-8", ())
    return Capture(
        raw,
        "application/json",
        reading.form,
        reading.content,
        origin,
        reading.given,
        reading.encoding,
        reading.notes,
    )


def reading_of(record: Mapping[str, object], origin: str) -> Reading:
    """What a record says, without bytes of its own (a row of a table)."""
    return _reading(record, origin, "utf-8", ())


def _reading(record: Mapping[str, object], origin: str, encoding: str, notes: tuple[str, ...]) -> Reading:
    values = {column_name(key): value for key, value in reversed(list(record.items()))}
    values.update({key: record[key] for key in record if key == column_name(key)})
    body, is_html = _body(values, origin)
    mended = mend_text(body)
    content = mended.text if is_html else mended.text.replace("\r\n", "\n").replace("\r", "\n")
    more = tuple(note for note in mended.notes if note not in notes)
    form = Form.HTML if is_html else Form.TEXT
    given = _given(values, origin)
    if is_html:
        given = filled(given, given_by_saver(content))
    given = original_of(given)
    return Reading(form, content, encoding, (*notes, *more), given)


def _body(values: Mapping[str, object], origin: str) -> tuple[str, bool]:
    """The body and whether it is HTML."""
    empty = ""
    for key in (*HTML, *TEXT):
        value = values.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise Refused(origin, f"{key} is {_shown_type(value)}, no text")
        if not value.strip():
            empty = empty or key
            continue
        # `text` is a dump by contract, whatever tags it may quote; other names hold either.
        marked_up = looks_like_html(value) or (
            key not in ("text", "raw_text") and _MARKUP.search(value) is not None
        )
        return value, key in HTML or marked_up
    if any(isinstance(values.get(key), str) and values[key] for key in TEASER):
        raise Refused(origin, "a record with a teaser only; add the page itself")
    raise Refused(origin, f"a record whose {empty} is empty" if empty else "a record without text or html")


def _given(values: Mapping[str, object], origin: str) -> Given:
    sources = [text for name in SOURCE if (text := _text(values.get(name)))]
    addresses = [text for text in sources if text.startswith(("http://", "https://"))]
    url = _first(values, URL) or next(iter(addresses), None)
    source = next((text for text in sources if text not in addresses), None)
    captured = checked_date(_first(values, CAPTURED), "captured", origin)
    return Given(
        id=_first(values, IDENTITY),
        url=url,
        title=_first(values, TITLE),
        date=checked_date(_first(values, DATE), "date", origin),
        source=source,
        captured=captured and day_of(captured),
        language=_first(values, LANGUAGE),
        byline=_first(values, BYLINE),
    )


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _text(values.get(name)))), None)


def _text(value: object) -> str | None:
    """A value as one line of text: a list's members with commas, a mapping's `name`."""
    if isinstance(value, str):
        return mend_text(value).text.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return str(value) if value == value else None
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _text(item))) or None
    if isinstance(value, Mapping):
        return _text(value.get("name")) or _text(value.get("title"))
    return None


def _shown_type(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"
