"""Quoted words freed of what an editor changes without changing what was said: glosses in brackets, national spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from builder.text.words import words

#: An editor's gloss is a name or a few words; more words in brackets are the speaker's own.
_GLOSS_WORDS = 6
_GLOSS = re.compile(r"\[[^\[\]]{1,80}\]|\([^()]{1,80}\)")
#: '[W]e' prints 'We'.
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")

#: 'U.S.' prints 'US'.
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")

#: British and American spellings by their endings. Each rule asks for so much before the ending that no two English
#: words which differ in meaning fall together ('hour', 'filled' and 'prise' stay).
_RULES = (
    (
        re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|er|ers|ite|ites|able|ably|ful|less|hood|hoods|ly)?$)"),
        "or",
    ),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}ly)s(?=(?:e|ed|es|er|ers|ing)$)"), "z"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{2}[bt])red$"), "ered"),
    (re.compile(r"([aeiouy][^aeiouy\W]{0,2}[aeiou]l)l(?=(?:ed|ing|er|ers|or|ors)$)"), r"\1"),
    (re.compile(r"(?<=al)ogue(?=s?$)"), "og"),
    (re.compile(r"^(def|off|lic|pret)ence(?=s?$)"), r"\1ense"),
)
#: Pairs that no ending tells.
_PAIRS = (
    "programme/program programmes/programs grey/gray tyre/tire tyres/tires kerb/curb plough/plow "
    "sceptic/skeptic sceptics/skeptics sceptical/skeptical scepticism/skepticism aluminium/aluminum ageing/aging "
    "judgement/judgment judgements/judgments towards/toward afterwards/afterward amongst/among jewellery/jewelry "
    "moustache/mustache pyjamas/pajamas manoeuvre/maneuver manoeuvres/maneuvers paediatric/pediatric "
    "anaesthetic/anesthetic haemorrhage/hemorrhage foetus/fetus cosy/cozy enrol/enroll fulfil/fulfill "
    "instalment/installment skilful/skillful wilful/willful storey/story storeys/stories cheque/check "
    "cheques/checks mum/mom practise/practice practised/practiced practising/practicing"
)
_WORDS = dict(pair.split("/") for pair in _PAIRS.split())


@lru_cache(maxsize=4096)
def said(text: str, *, english: bool) -> tuple[str, ...]:
    """The words of a quotation, casefolded, without glosses; in English with one spelling for both nations'."""
    if "[" in text or "(" in text:
        text = _GLOSS.sub(_unglossed, _LETTER.sub(r"\1", text))
    found = words(_INITIALS.sub(lambda match: match.group().replace(".", ""), text))
    return tuple([_american(word) for word in found]) if english else tuple(found)


def _unglossed(match: re.Match[str]) -> str:
    return " " if len(words(match.group())) <= _GLOSS_WORDS else match.group()


@lru_cache(maxsize=8192)
def _american(word: str) -> str:
    """The American spelling, without the accents that English words and names carry or not."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in decomposed if not unicodedata.combining(c))
    if word in _WORDS:
        return _WORDS[word]
    if len(word) > 4:
        for pattern, ending in _RULES:
            word = pattern.sub(ending, word)
    return word
