"""What stands in a printed text and is no part of the report: datelines, the typesetter's commands, addresses."""

from __future__ import annotations

import re

#: Agencies that sign a dateline; with one of them in brackets the place need not stand in capitals.
_AGENCIES = (
    "AA|AAP|AFP|ANI|ANSA|AP|APA|Associated Press|Belga|Bloomberg|CNN|CNN Business|CP|DPA|dpa|EFE|Europa Press|IANS|"
    "Interfax|KUNA|Kyodo|Lusa|MENA|NTB|PA|PTI|Reuters|RIA|SPA|TASS|TT|UPI|WAM|Xinhua|Yonhap"
)
_PLACE = r"[^\W\d_][^()—–:;!?\"“”]{0,60}?"
_DATELINES = (
    # '(Reuters) - ', 'Washington (CNN) ', 'HANOI, Oct 17 (Reuters) – ', before the report's first capital.
    re.compile(rf"(?:{_PLACE}\s)?\((?:{_AGENCIES})\)(?:\s*(?:[—–-]+|:)\s*|\s+(?=[^\W\d_a-z]))(?=\S)"),
    # 'PORT SELWIN, March 14 (XPA) — ', 'PORT SELWIN — ': capitals, then an agency in brackets or a dash.
    re.compile(r"[^\W\d_a-z]{2}[^—–]{0,60}?(?:\([^()]{2,40}\)\s*[—–-]+|\s[—–-]+\s)"),
    # 'PORT SELWIN: '
    re.compile(r"[^\W\d_a-z]{3}(?:[^\W\d_a-z]|[ '’./-]){0,40}:\s+(?=[\"“'‘«]?[^\W\d_])"),
)
#: Commands of typesetting systems and of markup that a copy has kept: '(SET ITAL)', '(END ITAL)', '[b]', '</i>'.
_COMMANDS = re.compile(
    r"\((?:SET|BEGIN|START|OPEN|END|CLOSE)\s[A-Z]{2,12}(?:\s[A-Z]{2,12})?\)"
    r"|\[/?(?:[biu]|em|strong|url|img|quote)(?:=[^\]\s]{0,200})?\]"
    r"|</?(?:[biu]|a|p|br|em|strong|span|font|sup|sub|div)(?:\s[^<>]{0,200})?/?>"
)
#: Addresses on the net, whose parts are no names.
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]*@[\w.-]+")


def dateline_end(text: str) -> int:
    """Where the dateline that a text opens with ends; 0 where it opens with none."""
    if "a" <= text[1:2] <= "z" and "(" not in text:
        return 0  # as nearly always: no brackets, and no two capitals to begin with
    for number, pattern in enumerate(_DATELINES):
        match = pattern.match(text)
        if match is not None and (number == 0 or match.group().split()[0].strip(",:").isupper()):
            return match.end()
    return 0


def report_only(text: str, *, opens: bool) -> str:
    """The text with dateline (looked for where it `opens` an article), commands and addresses made white space of one length."""
    if opens and (end := dateline_end(text)):
        text = " " * end + text[end:]
    if "(" in text or "[" in text or "<" in text:
        text = _COMMANDS.sub(_blank, text)
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESSES.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
