"""From bytes to text: which encoding, and how sure that is."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import ftfy
import ftfy.bad_codecs  # registers the sloppy-windows-* codecs, which read bytes as browsers do
import numpy as np
from ftfy.badness import is_bad

from builder.errors import Refused
from builder.ingest.legacy import guess
from builder.ingest.mixed import LEAST, MULTIBYTE, by_lines

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

#: Codecs of Python that no page is in, and that read odd bytes as anything.
_NO_ENCODINGS = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape",
     "undefined", "mbcs", "oem"}
)  # fmt: skip

#: A UTF-8 sequence read wrongly is two characters outside ASCII or more, or one and a space that was a no-break space.
_SUSPECT = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]+|(?<=[\xc2\xc3\xe0]) )")
_MARGIN, _LONGEST = 60, 2000
_LOST = re.compile("\N{REPLACEMENT CHARACTER}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x80-\x9f]")

#: What ftfy calls its ways of reading UTF-8 as UTF-8. (It would also read Latin-1 as Windows-1252, a lesser certainty.)
_CERTAIN_STEPS = frozenset({"utf-8", "utf-8-variants", "decode_inconsistent_utf8", "restore_byte_a0"})

#: A Windows-1252 sign that was taken for Latin-1: a lone control character in prose. Browsers read them so too.
_LONE_CONTROL = re.compile(r"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f](?<=[\x20-\x7f].)(?=[\x20-\x7f])")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CONTROL_BYTES = bytes(code for code in range(0x20) if code not in b"\t\n\x0c\r\x1b")

#: Only repairs that turn a whole run back; `replace_lossy_sequences` would invent U+FFFD for what is lost.
_REPAIR = ftfy.TextFixerConfig(replace_lossy_sequences=False, fix_c1_controls=False, unescape_html=False)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was read with, and labelled doubts."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_bytes(raw: bytes, declared: str | None, origin: str) -> Decoded:
    """The text in `raw`. `declared` is a label from an HTTP or MIME header or the page's own head.

    Order: byte order mark; valid UTF-8 (Latin-1 prose is valid UTF-8 by chance practically never); the declared
    encoding; UTF-8 with a few broken bytes; UTF-8 in some lines and another encoding, a guess, in the others; a guess. What
    is a guess is noted. Raises `Refused` for binary data and for bytes that no encoding fits.
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
        found = _broken_utf8(raw) or _mixed(raw) or _guess(raw, origin)
    if _controls(raw, found) * 50 > len(found.text):
        raise Refused(origin, "binary data, no text")
    return found


def decode_text(raw: bytes, declared: str | None, origin: str) -> Decoded:
    """As `decode_bytes`; mojibake that came in before these bytes were written is repaired or marked."""
    return _repaired(decode_bytes(raw, declared, origin))


def mend_text(text: str) -> Decoded:
    """Text that arrived as characters (a JSON string): lone surrogates replaced, mojibake repaired or marked."""
    notes: tuple[str, ...] = ()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
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
    for high, low, encoding in (
        (sample[1::2], sample[0::2], "utf-16-le"),
        (sample[0::2], sample[1::2], "utf-16-be"),
    ):
        # Another alphabet's letters share their upper byte; spaces, digits and signs have zero there.
        shared = sum(count for _, count in Counter(high).most_common(2))
        if high.count(0) > 0 and low.count(0) <= 0.01 * len(low) and shared >= _ONE_ALPHABET * len(high):
            found = _strict(raw, encoding, (f"no byte order mark, decoded as {encoding}",))
            if found is not None:
                return found
    stray = raw.count(0)
    if stray * _STRAY_ZEROS <= len(raw):
        found = _strict(raw.replace(b"\0", b""), "utf-8", (f"zero bytes left out: {stray}",))
        if found is not None:
            return found
    raise Refused(origin, "binary data, no text")


#: The share of a text's characters that have one of two upper bytes. tests/ingest/passages.py: .99 to 1 in 49 passages of as
#: many alphabets, .41 in Korean; random bytes .02.
_ONE_ALPHABET = 0.93
#: One zero byte to so many others is an accident of a program that wrote a text, not data.
_STRAY_ZEROS = 500


def _strict(raw: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded | None:
    try:
        return Decoded(raw.decode(encoding), _label(encoding), notes)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _replacing(raw: bytes, encoding: str, name: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    return Decoded(text, name, _gaps(text))


def _gaps(text: str) -> tuple[str, ...]:
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return (
        (f"{lost} unreadable character{'s' * (lost > 1)}, kept as \N{REPLACEMENT CHARACTER}",) if lost else ()
    )


def _codec(declared: str | None) -> str | None:
    """A declared label as the codec that browsers use for it; None where the label means nothing here."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    if name in _NO_ENCODINGS:
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

    Taken where valid sequences outnumber broken bytes ten to one. In other encodings they never outnumber them: at
    most two in five, in Japanese (all passages of tests/ingest/passages.py, in all their encodings).
    """
    valid = len(MULTIBYTE.findall(raw))
    if valid < LEAST:
        return None
    broken = raw.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    return _replacing(raw, "utf-8", "utf-8") if broken * 10 <= valid else None


def _mixed(raw: bytes) -> Decoded | None:
    found = by_lines(raw)
    if found is None:
        return None
    label = _label(found.encoding)
    note = f"utf-8, and {found.foreign} of {found.lines} lines with letters outside ASCII decoded as {label}, a guess"
    return Decoded(found.text, "utf-8", (note, *_gaps(found.text)))


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


def _controls(raw: bytes, found: Decoded) -> int:
    """How many control characters there are: none in prose, a handful in a bad paste, beyond one in fifty no text.

    In all encodings but UTF-16 and UTF-32 they are the same bytes, which are counted much faster than characters.
    """
    if found.encoding.startswith(("utf-16", "utf-32")):
        return len(_CONTROL.findall(found.text))
    return len(raw) - len(raw.translate(None, _CONTROL_BYTES))


def _repaired(decoded: Decoded) -> Decoded:
    """UTF-8 that was once read as another encoding is turned back, place by place, where ftfy is certain."""
    text = decoded.text
    if text.isascii():
        return decoded
    signs = _signs(text)
    if not (signs.runs or signs.controls):
        return decoded
    repaired = doubtful = done = 0
    out: list[str] = []
    for start, end in _suspect_places(text) if signs.runs else ():
        place = text[start:end]
        fixed = _turned_back(place)
        repaired += fixed != place
        doubtful += is_bad(fixed)
        out += (text[done:start], fixed)
        done = end
    text = "".join((*out, text[done:]))
    if signs.controls or repaired:
        text, lone = _LONE_CONTROL.subn(_sign, text)
        repaired += lone
    notes = decoded.notes
    if repaired:
        notes = (*notes, f"mojibake repaired in {repaired} place{'s' * (repaired > 1)}")
    if doubtful:
        notes = (*notes, f"mojibake suspected in {doubtful} place{'s' * (doubtful > 1)}, kept as it came")
    return Decoded(text, decoded.encoding, notes)


@dataclass(frozen=True, slots=True)
class _Signs:
    """Whether a text has any place for `_SUSPECT` (`runs`), and any for `_LONE_CONTROL` (`controls`)."""

    runs: bool
    controls: bool


def _signs(text: str) -> _Signs:
    """The signs of mojibake in a text, looked for at once: most pages have none, and the patterns are slow."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    beyond = np.flatnonzero(codes > 0x7F)
    found = codes[beyond]
    after = codes[np.minimum(beyond + 1, len(codes) - 1)]
    leading = (found == 0xC2) | (found == 0xC3) | (found == 0xE0)
    runs = bool((np.diff(beyond) == 1).any() or (leading & (after == 0x20)).any())
    return _Signs(runs, bool((found < 0xA0).any()))


def _turned_back(place: str) -> str:
    """The place with its UTF-8 read as such, where every step of ftfy's was that; else the place as it is."""
    fixed, steps = ftfy.fix_encoding_and_explain(place, _REPAIR)
    decoded = [step.parameter for step in steps or () if step.action in ("decode", "apply")]
    if not decoded or not set(decoded) <= _CERTAIN_STEPS:
        return place
    worse = any(len(sign.findall(fixed)) > len(sign.findall(place)) for sign in (_LOST, _CONTROLS))
    # UTF-8 read as such is shorter, always; ftfy may have exchanged sign for sign instead.
    return fixed if len(fixed) < len(place) and not worse else place


def _sign(control: re.Match[str]) -> str:
    return control.group().encode("latin-1").decode("cp1252")


def _suspect_places(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most a few lines around what could be mojibake; most pages have none, and is_bad is slow.

    They begin and end between ASCII characters, so that no broken sequence is cut in two.
    """
    start = end = 0
    for found in _SUSPECT.finditer(text):
        if found.end() <= end:
            continue
        if end and found.start() - end > _MARGIN:
            yield start, end
            end = 0
        if not end:
            start = max(found.start() - _MARGIN, 0)
            while start > 0 and text[start - 1] > "\x7f":
                start -= 1
        end = min(found.end() + _MARGIN, len(text))
        while end < len(text) and text[end] > "\x7f":
            end += 1
        if end - start > _LONGEST:
            yield start, end
            start, end = end, 0
    if end:
        yield start, end
