"""Sentences of a text in any script, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence: `text` is exactly `source[start:end]` (code points), without white space around it."""

    start: int
    end: int
    text: str


#: Stops that end a sentence wherever they stand: CJK, Arabic, Urdu, Devanagari, Ethiopic, Armenian, Khmer, Burmese, Tibetan.
_FULL = "。！？｡؟۔।॥።፧։។៕။།"
_CLOSERS = "\"'”’»›)\\]}」』）】］"
#: What a stop begins with stands first and once, so that the search passes over other characters in one go.
_STOP = re.compile(
    rf"[{_FULL}!?.…](?:(?<=[{_FULL}])[{_FULL}]*[{_CLOSERS}]*|(?:(?<=[!?])|(?<=\.)(?!\.))[.!?]*[{_CLOSERS}]*(?=\s|$)"
    rf"|(?:(?<=\.)\.+|(?<=…))[{_CLOSERS}]*(?=\s|$))"
)
_OPENERS = "\"'“‘„«‹([¿¡-–—•*"

#: Words that a full stop shortens and that a name follows: English; Spanish, Portuguese, Italian; French; German,
#: Dutch; Russian; Turkish.
_TITLE_WORDS = """
mr mrs ms dr prof rev hon gov sen rep gen lt col maj capt cmdr sgt cpl pvt adm brig supt insp st mt ft messrs vs approx
dept univ assn bros sr sra srta dra lic ing arq gral cnel avda uds dna dott sig m mm mme mlle mgr hr dipl str bzw ca
evtl ggf inkl usw vgl dhr mevr г гг им тов ул рис св проф акад sn doç yrd
"""
_TITLES = frozenset(_TITLE_WORDS.split())
#: Shortened words that a number follows; before anything else they may be whole words ('He said no.').
_BEFORE_NUMBER = frozenset(
    ("no", "nos", "vol", "pp", "p", "fig", "art", "núm", "num", "pág", "nr", "стр", "ст", "ch")
)
#: Shortened words that may also end a sentence: a stop counts only where a sentence's opening word follows.
_MAYBE_WORDS = """
jan feb mar apr jun jul aug sep sept oct nov dec inc corp ltd co jr etc ave blvd rd cía ud vd тыс млн млрд руб др
"""
_MAYBE = frozenset(_MAYBE_WORDS.split())
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$|(?:[^\W\d_]+\.)+[^\W\d_]+$")
_BREAK = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*(?:\n\s*)?")

#: A line this long that stops in mid-sentence was wrapped, not ended (mail and terminals wrap at 65 to 80 columns).
_WRAPPED = 45


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order; together they hold every character that is not white space.

    A blank line always ends a sentence; a single line end does unless the line was plainly wrapped (long, without a
    stop, the next line going on in lower case). Stops in abbreviations, initials, numbers and inside quotations that
    the sentence goes on after do not end one.
    """
    spans: list[Span] = []
    for start, end in _blocks(text):
        for a, b in _sentences(text, start, end):
            spans.append(Span(a, b, text[a:b]))
    return tuple(spans)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Ranges of `text` that no sentence crosses."""
    if "\n" not in text:
        return [(0, len(text))]
    blocks: list[tuple[int, int]] = []
    start = line = 0
    for gap in _BREAK.finditer(text):
        nxt = text[gap.end() : gap.end() + 1]
        wrapped = (
            gap.group().count("\n") == 1
            and gap.start() - line >= _WRAPPED
            and nxt.islower()
            and text[gap.start() - 1] not in ".!?:;" + _FULL
        )
        line = gap.end()
        if not wrapped:
            blocks.append((start, gap.start()))
            start = gap.end()
    blocks.append((start, len(text)))
    return blocks


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends(text, begin, stop, end):
            continue
        _add(found, text, begin, stop.end())
        begin = stop.end()
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append the range without white space around it, unless nothing is left; a stray closer joins what went before."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if found and end - start <= 3 and not any(c.isalnum() for c in text[start:end]):
        found[-1] = (found[-1][0], end)
    else:
        found.append((start, end))


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the stop ends a sentence, given what stands before and after it."""
    mark = stop.group()
    if mark[0] in _FULL:
        # A quotation that ends inside a sentence: 「行く。」と言った.
        return not (mark[-1] in "」』" and text[stop.end() : stop.end() + 1] in tuple("とって"))
    after = stop.end()
    while after < end and text[after].isspace():
        after += 1
    if after == end:
        return True
    head = after
    while head < end - 1 and text[head] in _OPENERS:
        head += 1
    nxt = text[head]
    if nxt.islower():
        # '"Why?" he asked', 'Yahoo! said'; an opening quotation in lower case after a plain stop is a new sentence.
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    printed = _last_word(text, max(begin, stop.start() - 24), stop.start())
    if not printed:
        return True
    word = printed.casefold()
    if len(mark) > 1 and mark[-1] not in ".":
        return True
    if word in _TITLES or (word in _BEFORE_NUMBER and nxt.isdigit()):
        return False
    if len(word) == 1 and printed.isupper():
        # An initial: 'J. Smith'. A sentence that ends in a single capital is rarer than a name that holds one.
        return False
    if word in _MAYBE or "." in word:
        return not nxt.isdigit() and _opens_sentence(text, head, end)
    return True


def _last_word(text: str, begin: int, end: int) -> str:
    """The word that ends there, with the stops within it ('U.S'); '' where none does."""
    last = text[begin:end].rpartition(" ")[2]
    if last.isalpha():
        return last  # as nearly always, and the pattern's search is slow
    match = _LAST_WORD.search(text, begin, end)
    return match.group() if match else ""


#: Words that open a sentence and hardly ever go on a name after 'U.S.' or 'Inc.' (where 'U.S. Senate' does).
_STARTER_WORDS = """
the a an in on at it he she they we i but and this that these those his her their its as for when while after before if
there what who how by from with to since now no not some many most mr ms el la los las en le les une un der die das
according however meanwhile
"""
_STARTERS = frozenset(_STARTER_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _opens_sentence(text: str, head: int, end: int) -> bool:
    match = _WORD.match(text, head, end)
    return match is not None and match.group().casefold() in _STARTERS
