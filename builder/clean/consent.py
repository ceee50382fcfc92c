"""Notices that ask for consent to cookies: told from articles, and from articles about them, by what they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.clean.days import ODD_CASE
from builder.clean.lines import word_count

COOKIES = re.compile(
    r"(?<!\w)(?:we (?:and our (?:partners|vendors) )?use cookies|accept (?:all )?cookies|cookie (?:consent|settings|policy)|"
    r"(?:partners|vendors) store (?:and|or|and/or) access information|"
    r"utilizamos cookies|nous utilisons des cookies|wir verwenden cookies|ملفات تعريف الارتباط|enable cookies|"
    r"your privacy choices|manage consent)",
    re.IGNORECASE,
)
#: Words in lower case of which a text that speaks of cookies so has one.
_COOKIE_WORDS = ("cookie", "ملفات تعريف", "privacy choices", "manage consent")
#: What consent notices are made of, beside 'cookies'; an article on the subject has such words, but far fewer of them.
_CONSENT = re.compile(
    r"(?<!\w)(?:cookies?|consent|partners?|vendors?|privacy|preferences|personal(?:i[sz]ed)? (?:data|information|ads?|advertising)|"
    r"(?:accept|reject|manage|allow|agree|withdraw|opt)(?:ing)?|third[- ]part(?:y|ies)|ip address|identifiers?|devices?|browsing|"
    r"legitimate interest|advertising|measurement|einwilligung|zustimm\w+|zwecke|datenschutz\w*|partner|werbung|geräte?|"
    r"consentement|partenaires|confidentialité|publicités?|accepter|refuser|traceurs|appareil|finalités|"
    r"consentimiento|socios|privacidad|publicidad|aceptar|rechazar|dispositivo|fines)(?!\w)",
    re.IGNORECASE,
)
#: One word of consent to so many words of the body: notices have one to 4 to 8. Of the labelled articles of naeb and
#: wcxb that speak of cookies in a consent notice's words, those under 500 words have at most one to 27 (any: one to 13).
_CONSENT_EVERY = 10
_CONSENT_WORDS = 500
#: A notice speaks of itself and to the reader; reports about such notices mostly do neither.
_ADDRESS = re.compile(
    r"(?<!\w)(?:we|our|us|you|your|wir|unsere?[mnrs]?|sie|ihre?[mnrs]?|nous|nos|vous|votre|vos|utilizamos|usamos|nuestr[oa]s?|tus?|"
    r"usted|sus?)(?!\w)",
    re.IGNORECASE,
)
#: A shorter paragraph says too little of what it is.
_NOTICE_WORDS = 15


def is_rest_of_notice(body: str, page: Iterable[str]) -> bool:
    """Whether a body is what `in_consent_notice` left of a notice: part of one stands on the page, and the body speaks of
    nothing else either. A brief below a notice does not."""
    words = word_count(body)
    return (
        words <= _CONSENT_WORDS
        and any(map(in_consent_notice, page))  # most pages end here, without a pattern
        and len(_CONSENT.findall(body)) * _CONSENT_EVERY >= words
    )


def is_consent_notice(body: str) -> bool:
    """Whether a body of some length is a notice about cookies: it says so, and speaks of nothing else."""
    # What stands between two spaces counts as half a word at least.
    if body.count(" ") > 2 * _CONSENT_WORDS:
        return False
    low = body.lower()  # a tenth of the pattern's time, and nearly no article has one of the words
    if not any(map(low.__contains__, _COOKIE_WORDS)) and ODD_CASE.search(body) is None:
        return False
    if COOKIES.search(body) is None:
        return False
    words = word_count(body)
    return words <= _CONSENT_WORDS and len(_CONSENT.findall(body)) * _CONSENT_EVERY >= words


def in_consent_notice(paragraph: str) -> bool:
    """Whether a paragraph among an article's is part of a notice that lay over the page."""
    if "ookie" not in paragraph and _COOKIE_WORDS[1] not in paragraph and "COOKIE" not in paragraph:
        return False
    words = word_count(paragraph)
    if not _NOTICE_WORDS <= words <= _CONSENT_WORDS or len(_ADDRESS.findall(paragraph)) < 2:
        return False
    return len(_CONSENT.findall(paragraph)) * _CONSENT_EVERY >= words
