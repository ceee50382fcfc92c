"""From bytes to text: which encoding, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import ftfy
import ftfy.bad_codecs  # registers the sloppy-windows-* codecs, which read bytes as browsers do
from ftfy.badness import is_bad

from builder.errors import Refused
from builder.ingest.legacy import guess

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: What browsers take a declared label to mean (WHATWG Encoding Standard, the labels that differ from Python's).
_BROWSER_MEANING = {
    "ascii": "sloppy-windows-1252",
    "iso8859-1": "sloppy-windows-1252",
    "cp1252": "sloppy-windows-1252",
    "cp1250": "sloppy-windows-1250",
    "cp1251": "sloppy-windows-1251",
    "cp1253": "sloppy-windows-1253",
    "iso8859-9": "sloppy-windows-1254",
    "cp1254": "sloppy-windows-1254",
    "cp1255": "sloppy-windows-1255",
    "cp1256": "sloppy-windows-1256",
    "cp1257": "sloppy-windows-1257",
    "cp1258": "sloppy-windows-1258",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

#: Only repairs that turn a whole run back; `replace_lossy_sequences` would invent U+FFFD for what is lost.
_REPAIR = ftfy.TextFixerConfig(replace_lossy_sequences=False, unescape_html=False)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was read with, and labelled doubts."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_text(raw: bytes, declared: str | None, origin: str) -> Decoded:
    """The text in `raw`. `declared` is a label from an HTTP or MIME header or the page's own head.

    Order: byte order mark; valid UTF-8 (Latin-1 prose is valid UTF-8 by chance practically never); the declared
    encoding; UTF-8 with a few broken bytes; a guess, which is noted. Raises `Refused` for binary data and for bytes
    that no encoding fits.
    """
    found = _by_mark(raw) or _by_zeros(raw, origin)
    label = _codec(declared)
    if found is None and label is not None and b"\x1b" in raw and label.startswith("iso2022"):
        found = _strict(raw, label, ())
    if found is None:
        note = (f"declared as {declared}, decoded as utf-8",) if _contradicts(label, raw) else ()
        found = _strict(raw, "utf-8", note)
    if found is None and label not in (None, "utf-8") and label is not None:
        found = _strict(raw, label, ())
    if found is None:
        found = _broken_utf8(raw) or _guess(raw, origin)
    _refuse_binary(found.text, origin)
    return _repaired(found)


def mend_text(text: str) -> Decoded:
    """Text that arrived as characters (a JSON string): lone surrogates replaced, mojibake repaired or marked."""
    notes: tuple[str, ...] = ()
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        notes = ("broken characters replaced",)
    return _repaired(Decoded(text, "utf-8", notes))


def mark(head: bytes) -> str | None:
    """The encoding that a byte order mark at the start announces, as Python names it."""
    return next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)


def _by_mark(raw: bytes) -> Decoded | None:
    encoding = mark(raw)
    if encoding is None:
        return None
    name = encoding.removesuffix("-sig")
    exact = _strict(raw, encoding, ())
    if exact is not None:
        return Decoded(exact.text, name)
    return _replacing(raw, encoding, name)


def _by_zeros(raw: bytes, origin: str) -> Decoded | None:
    """UTF-16 without a mark shows as zeros in every second byte of its ASCII; other zeros are binary data."""
    sample = raw[:4096]
    if b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Prose in Latin letters has over 90 % zeros on one side and none on the other; markup around any script over 30 %.
    for many, few, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if many > 0.3 * len(sample) / 2 and few <= 0.01 * len(sample) / 2:
            found = _strict(raw, encoding, (f"no byte order mark, decoded as {encoding}",))
            if found is not None:
                return found
    raise Refused(origin, "binary data, no text")


def _strict(raw: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded | None:
    try:
        return Decoded(raw.decode(encoding), _label(encoding), notes)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _replacing(raw: bytes, encoding: str, name: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    return Decoded(
        text, name, (f"{text.count(chr(0xFFFD))} unreadable characters, kept as \N{REPLACEMENT CHARACTER}",)
    )


def _codec(declared: str | None) -> str | None:
    """A declared label as the codec that browsers use for it; None where the label means nothing here."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'").lower()).name
    except LookupError:
        return None
    if name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        # A label that could be read at all in ASCII cannot stand in a UTF-16 page; browsers take UTF-8 then.
        return "utf-8"
    meaning = _BROWSER_MEANING.get(name, name)
    try:
        b"".decode(meaning)
    except LookupError:  # a codec that makes no text, such as `hex`
        return None
    return meaning


def _contradicts(label: str | None, raw: bytes) -> bool:
    return label not in (None, "utf-8", "utf-8-sig") and not raw.isascii()


def _broken_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 in which some bytes are broken (a page cut in a character, one pasted byte).

    Taken where valid sequences outnumber broken bytes ten to one: in Latin-1 or Windows-1252 prose hardly any byte
    above 127 begins a valid sequence (tests/ingest/test_encodings.py holds both sides).
    """
    valid = len(_MULTIBYTE.findall(raw))
    if valid < 10:
        return None
    broken = raw.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    return _replacing(raw, "utf-8", "utf-8") if broken * 10 <= valid else None


def _guess(raw: bytes, origin: str) -> Decoded:
    found = guess(raw)
    if found is None:
        raise Refused(origin, "unknown encoding: neither UTF-8 nor any encoding that news was published in")
    note = f"decoded as {_label(found.encoding)}, a guess"
    exact = _strict(raw, found.encoding, (note,))
    if exact is not None:
        return exact
    broken = _replacing(raw, found.encoding, _label(found.encoding))
    return Decoded(broken.text, broken.encoding, (note, *broken.notes))


def _label(codec: str) -> str:
    """A codec's name as the web writes it: `cp1252` as `windows-1252`, `iso8859_2` as `iso-8859-2`."""
    name = codec.removeprefix("sloppy-").replace("_", "-")
    if name.startswith("cp125"):
        return "windows-" + name[2:]
    return name.replace("iso8859", "iso-8859") if name.startswith("iso8859") else name


def _refuse_binary(text: str, origin: str) -> None:
    """Control characters beyond one in fifty are no text (prose has none; a bad paste has a handful)."""
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise Refused(origin, "binary data, no text")


def _repaired(decoded: Decoded) -> Decoded:
    """UTF-8 that was once read as another encoding is turned back, line by line, where ftfy is certain."""
    if decoded.text.isascii():
        return decoded
    repaired = doubtful = 0
    out: list[str] = []
    for line in decoded.text.split("\n"):
        fixed = line if line.isascii() else ftfy.fix_encoding(line, _REPAIR)
        if fixed != line and fixed.count("\N{REPLACEMENT CHARACTER}") <= line.count(
            "\N{REPLACEMENT CHARACTER}"
        ):
            repaired += 1
            out.append(fixed)
        else:
            doubtful += not line.isascii() and is_bad(line)
            out.append(line)
    notes = decoded.notes
    if repaired:
        notes = (*notes, f"mojibake repaired in {repaired} line{'s' * (repaired > 1)}")
    if doubtful:
        notes = (*notes, f"mojibake suspected in {doubtful} line{'s' * (doubtful > 1)}, kept as it came")
    return Decoded("\n".join(out), decoded.encoding, notes)
