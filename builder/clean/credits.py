"""Credits ('... contributed to this report') and datelines ('ATLANTA (AP) --'): sentences with a fixed form."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TO_THIS = (
    r"(?:to|for|from) (?:this|the) (?:report|story|article|piece|post|coverage|analysis|dispatch|review)"
)
_CONTRIBUTED = re.compile(
    r"(?:^|(?<=[.!?”\"’)\]] ))[(\[]?(?P<names>[^\s.!?(\[](?:[^.!?]|(?<=\b[A-Z])\.){2,240}?),? "
    rf"(?:also )?(?:contributed (?:(?:additional )?(?:reporting|research|writing)(?: {_TO_THIS})?|{_TO_THIS})"
    rf"|(?:reported|assisted|helped) (?:{_TO_THIS}|with (?:this|the) (?:report|story)))"
    r"(?: from [^.]{2,60})?[.)\]]*$",
)
_REPORTING = re.compile(
    r"(?:^|(?<=[.!?”\"’)\]] ))[(\[]?(?P<names>(?:with )?(?:additional )?(?:reporting|writing|editing|translation|research|report|compiled)"
    r"(?: and (?:reporting|writing|editing|photography))? (?:by|from) [^\s].{2,300}?)[.)\]]*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^[(\[]?(?:con (?:información|informaciones|reportes|la colaboración) de|avec (?:la contribution|la collaboration|"
    r"les informations|des informations) de|mit (?:material|informationen) von|con il contributo di|"
    r"(?:ساهم|ساهمت|شارك|شاركت) في (?:إعداد|كتابة|تحرير) (?:هذا |هذه )?(?:التقرير|المقال|المادة|القصة))\s*[:：]?\s*"
    r"(?P<names>\S.{2,160}?)[.)\]]*$",
    re.IGNORECASE,
)
_CONTRIBUTED_ELSEWHERE = re.compile(
    r"(?:^|(?<=[.!?”\"’»)\]] ))(?P<names>[^\s.!?](?:[^.!?]|(?<=\b[A-Z])\.){2,160}?) "
    r"(?:(?:a|ont) contribué à (?:cet article|ce reportage|cette enquête)|"
    r"(?:contribuyó|contribuyeron|colaboró|colaboraron) (?:a|en|con) (?:este|esta) (?:reporte|artículo|informe|reportaje|información|nota)|"
    r"ha(?:nno)? contribuito a questo articolo)[.)\]]*$"
)
_STAFF = re.compile(
    r"^.*?\b(?:writers?|reporters?|correspondents?|journalists?|editors?|staff|producers?|researchers?)\b(?: for [^,]+,)? "
    r"(?=[A-ZÀ-Þ])"
)
_POSSESSIVE = re.compile(r"^(?:[\w.&]+ ){0,3}[\w.&]+['’]s? (?=[A-ZÀ-Þ])")
_PLACE = re.compile(r"(?:,)? (?:in|from|at) [A-ZÀ-Þ][\w.]*(?:,? [A-ZÀ-Þ][\w.]*)*")
_TASK = re.compile(
    r"(?:with )?(?:additional )?(?:reporting|writing|editing|translation|research|report|compiled)"
    r"(?: and (?:reporting|writing|editing|photography))? (?:by|from) ",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*and\b|,|،|;|&|\band\b|\by\b|\bet\b|\bund\b| و(?=\S))\s*")
_NAME = re.compile(r"^[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,4}$")

_DATELINE = re.compile(
    r"^(?P<dateline>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+(?:[ ,]+(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+|[A-Z][a-z]{1,4}\.|[A-Z][a-z]+|of|de|la|del))*)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"(?:,? ?[(\[/][^)\]/]{2,40}[)\]/])?)\s*(?:—|–|--|-|:|\|)\s+(?=\S)"
)
#: Scripts without capitals: at most four words of one script before a dash.
_DATELINE_UNCASED = re.compile(
    r"^(?P<dateline>[\u0590-\u08ff]+(?: [\u0590-\u08ff]+){0,3}(?:،? ?[(\[][^)\]]{2,40}[)\]])?)\s*(?:—|–|--|-)\s+(?=\S)"
)
_DATELINE_MIXED = re.compile(
    r"^(?P<dateline>[A-ZÀ-Þ][\w.'’\-]+(?: [A-ZÀ-Þ][\w.'’\-]+){0,3}(?:, [A-ZÀ-Þ][\w.'’\-]+(?: [A-Z][\w.]+)?)?,? ?"
    r"(?:\d{1,2} [a-zà-ÿA-Z]{3,10}\.? ?|[A-Z][a-z]{2,8}\.? \d{1,2} ?)?[(\[][^)\]]{2,40}[)\]])\s*(?:—|–|--|-|:|\.-|\.)\s*(?=\S)"
)
#: The forms of credits, each with words of which it has one (none named: it is looked for in any text).
_CREDITS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_CONTRIBUTED, ("contributed", "reported", "assisted", "helped")),
    (_REPORTING, ()),
    (_LABELLED, ()),
    (_CONTRIBUTED_ELSEWHERE, ("contribu", "colabor")),
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at the end of a paragraph: its names, its words as printed, and the text that stands before it."""

    names: tuple[str, ...]
    sentence: str
    before: str


def _names(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in _AND.split(_TASK.sub("; ", text)):
        bare = _PLACE.sub("", part).strip(" .()[]")
        bare = _POSSESSIVE.sub("", _STAFF.sub("", bare)) or bare
        if bare and _NAME.match(bare) and not bare[:1].islower() and bare not in names:
            names.append(bare)
    return tuple(names)


def read_credit(paragraph: str) -> Credit | None:
    """The credit that a paragraph ends with, or None. Only a sentence that names somebody counts."""
    tail_from = max(0, len(paragraph) - 420)
    tail = paragraph[tail_from:]
    for pattern, verbs in _CREDITS:
        match = pattern.search(tail) if not verbs or any(map(tail.__contains__, verbs)) else None
        if match is None or (tail_from and match.start() == 0):
            continue
        names = _names(match["names"])
        if names:
            start = tail_from + match.start()
            return Credit(names, paragraph[start:].strip(), paragraph[:start].rstrip())
    return None


def _dateline(paragraph: str) -> re.Match[str] | None:
    match = (
        _DATELINE.match(paragraph) or _DATELINE_MIXED.match(paragraph) or _DATELINE_UNCASED.match(paragraph)
    )
    return match if match is not None and len(match["dateline"]) <= 80 else None


def read_dateline(paragraph: str) -> str | None:
    """The dateline that opens a paragraph, without its dash, or None. It stays in the text as printed."""
    match = _dateline(paragraph)
    return match["dateline"].strip(" ,") if match is not None else None


def without_dateline(paragraph: str) -> str:
    """A paragraph from behind its dateline on."""
    match = _dateline(paragraph)
    return paragraph[match.end() :] if match is not None else paragraph
