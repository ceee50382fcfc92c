"""Pages that are no article: said, not guessed at. Conservative, since a false refusal hides an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from builder.clean.consent import COOKIES, is_consent_notice, is_rest_of_notice
from builder.clean.days import printed_days
from builder.clean.lines import Line, word_count
from builder.clean.shape import ends_sentence

_SUBSCRIBE = re.compile(
    r"(?<!\w)(?:subscribe (?:now |today )?to (?:read|continue|keep reading|unlock|access)|to continue reading|"
    r"(?:this|the full) (?:article|story|content) is (?:only )?(?:available|reserved|exclusive)\w* (?:to|for)|"
    r"already a subscriber(?:\?|\W{1,4}(?:log|sign) ?in)|for subscribers only|subscriber[- ]only|log ?in to (?:read|continue)|keep reading (?:with|by)|"
    r"sign (?:in|up) to (?:read|continue)|register to (?:read|continue)|you have reached your (?:article )?limit|"
    r"contenido exclusivo para suscriptores|suscríbete para (?:leer|seguir)|réservé aux abonnés|pour lire la suite|"
    r"(?:article|contenu) réservé|nur für abonnenten|للمشتركين فقط|اشترك لقراءة|订阅后阅读)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"(?<!\w)(?:enable javascript|javascript is (?:disabled|required|not enabled)|are you a robot|verify (?:that )?you are (?:a )?human|"
    r"access (?:to this page )?(?:has been )?denied|checking your browser|page not found|error 40[34]|404 not found|"
    r"unusual (?:traffic|activity)|captcha)",
    re.IGNORECASE,
)
#: An item of a list of articles: its day, its age, or the way to its text.
_ITEM = re.compile(
    r"(?<!\w)(?:\d{1,2} (?:minutes?|mins?|hours?|hrs?|days?|weeks?) ago|(?:an?|one) (?:minute|hour|day|week) ago|yesterday|"
    r"read more|continue reading|read (?:the )?(?:full )?(?:story|article)|full story|\d{1,2} min(?:ute)?s? read|"
    r"hace \d+ (?:minutos?|horas?|días?)|leer más|seguir leyendo|il y a \d+ (?:minutes?|heures?|jours?)|lire la suite|"
    r"vor \d+ (?:minuten?|stunden?|tag(?:en)?)|weiterlesen|mehr lesen|اقرأ المزيد|منذ \d+)(?!\w)",
    re.IGNORECASE,
)
#: So many items between the first and the last line kept, each after a few words, and kept paragraphs that are no
#: longer than summaries, are a list. Of naeb's 421 articles none is refused by it; of wcxb's 791 pages one as HTML (a
#: list of reading matter) and one as text (a shop's guide). Without the bound on the paragraphs' length two of naeb's are
#: (paragraphs of 40 and 80 words on average).
_ITEMS = 5
_ITEM_WORDS = 60
_SUMMARY_WORDS = 35
#: Characters from which on a body is searched by paragraphs: nine times naeb's longest article. A dump of 8 MB took 23 s of
#: which 21 went into searches line by line, and takes 2.
_LONG_BODY = 500_000
_FRAMESET = re.compile(r"<frameset[\s>]", re.IGNORECASE)
_FRAME = re.compile(r"<frame\s[^>]{0,2000}?(?<![\w-])src\s*=\s*[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
_STOPS = [f"{mark} " for mark in ".!?…。！？؟।"]
#: Scripts whose sentences end without a mark: there an unclosed line says nothing.
_UNMARKED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
#: Words of running text below which a body may be a stub; news briefs of 40 words exist and are kept.
_STUB_WORDS = 60
_BRIEF_WORDS = 12
#: So many lines, and such a share of all, whose sentence goes on in the line below are no list of headlines. Not one of naeb's and
#: wcxb's pages is judged otherwise for it. Verse that begins each line with a capital and has no commas is still refused.
_LINES_ON = 4
_SHARE_ON = 0.25
_GOING_ON = (",", ";", "،", "؛", "，", "；", "—", "–")
#: A line that asks for a subscription, and it with the offer below it, are no longer. Without the second bound one of
#: naeb's articles is refused (its first line invites to subscribe, and 1,200 words follow); with both none.
_WALL_WORDS = 40
_OFFER_WORDS = 120


def _wall_after_few_words(paragraphs: Sequence[str]) -> bool:
    """Whether the body itself asks for a subscription after no more than an opening, and offers one in what follows."""
    above = 0
    for place, text in enumerate(paragraphs):
        if above >= _STUB_WORDS:
            return False
        words = word_count(text)
        if words <= _WALL_WORDS and _SUBSCRIBE.search(text):
            return sum(map(word_count, paragraphs[place:])) <= _OFFER_WORDS
        above += words
    return False


def _within(body: str) -> Callable[[str], bool]:
    """Whether a line stands in a body: anywhere, or as a paragraph of a very long one (searches there take the square of its size)."""
    if len(body) <= _LONG_BODY:
        return body.__contains__
    return frozenset(body.split("\n")).__contains__


def _goes_on(paragraphs: Sequence[str]) -> bool:
    """Whether sentences go on from line to line, as in verse: headlines end in no comma, and few begin in lower case."""
    pairs = [one for one in pairwise(paragraphs) if not ends_sentence(one[0])]
    on = sum(below[0].islower() or above.endswith(_GOING_ON) for above, below in pairs)
    return on >= max(_LINES_ON, _SHARE_ON * len(paragraphs))


def _headlines_only(lines: Sequence[Line], body: str) -> bool:
    """Whether the lines of the body are headlines one below the other, none of them a sentence."""
    stops = sum(map(body.count, _STOPS))
    if stops > len(lines) // 10:  # more than any number of headlines may have
        return False
    longer = [line for line in lines if line.words >= 4]
    within = _within(body)
    kept = [line for line in longer if within(line.text)]
    if len(kept) < 10 or _UNMARKED.search(body) is not None:
        return False
    opened = sum(1 for line in kept if not line.text[:1].islower() and line.words <= 20)
    closed = sum(ends_sentence(line.text) for line in kept) + stops
    return closed <= len(kept) // 10 and opened * 10 >= len(kept) * 9


def _items(lines: Sequence[Line], body: str) -> int:
    """How many items of a list of articles stand between the first and the last line of the body, close together."""

    within = _within(body)

    def first_within(places: Iterable[int]) -> int:
        return next((place for place in places if lines[place].words >= 5 and within(lines[place].text)), -1)

    start, end = first_within(range(len(lines))), first_within(reversed(range(len(lines))))
    found = words = 0
    for line in lines[start : end + 2] if start >= 0 else ():
        words += line.words
        if line.words <= 10 and (_ITEM.search(line.text) or printed_days(line.text)):
            found += words <= _ITEM_WORDS
            words = 0
    return found


def _summaries(paragraphs: Sequence[str], words: int, lines: Sequence[Line], body: str) -> bool:
    """Whether the paragraphs are no longer than summaries, and every other one an item of a list."""
    if words > _SUMMARY_WORDS * len(paragraphs):  # before their words are counted
        return False
    told = sum(1 for text in paragraphs if word_count(text) >= 5)
    return words <= _SUMMARY_WORDS * told and _items(lines, body) >= max(_ITEMS, (told + 1) // 2)


def in_frames(html: str, words: int) -> str:
    """Why a page of frames is no article (its text is in other files, which are named); '' for any other page.

    One whose text for readers without frames is an article (`words` counts it) is one all the same.
    """
    if words >= _STUB_WORDS or _FRAMESET.search(html) is None:
        return ""
    named = [match[1] for match in _FRAME.finditer(html)]
    where = ": " + ", ".join(named[:4]) + (" ..." if len(named) > 4 else "") if named else ""
    return f"a page of frames, whose text is in other files{where}"


def _opening(page: str, paragraph: str) -> int:
    """Where a body's first paragraph begins on its page; a subscribers' menu above it is no offer to read on."""
    return max(0, page.find(paragraph.partition("\n")[0][:40]))


def refuse(paragraphs: Sequence[str], words: int, lines: Sequence[Line], teasers: int) -> str:
    """'' for an article, else the reason in words a newsroom understands.

    `words` counts the body's words; `lines` are the whole page's; `teasers` counts lines outside the body that
    look like links to articles of about a headline's length.
    """
    closed = [text for text in paragraphs if ends_sentence(text)]
    verse = _goes_on(paragraphs)
    page = "\n".join([line.text for line in lines]) if words < _STUB_WORDS else ""
    if not paragraphs or (words < _BRIEF_WORDS and not closed):
        if COOKIES.search(page):
            return "a cookie notice stands in the article's place"
        if _ROBOT.search(page):
            return "the site answered with an error or a check for robots, not with an article"
        if _SUBSCRIBE.search(page):
            return "only for subscribers: the page holds no article text"
        if teasers >= 10:
            return "a list of articles, not an article"
        return "nothing like an article in it"
    body = "\n".join(paragraphs)
    if words < _STUB_WORDS:
        if COOKIES.search(body):
            return "a cookie notice stands in the article's place"
        if _ROBOT.search(body):
            return "the site answered with an error or a check for robots, not with an article"
        if _SUBSCRIBE.search(page, _opening(page, paragraphs[0])) and len(closed) <= 3:
            return "only for subscribers: the page holds no more than the article's opening"
        if not closed and teasers >= 10 and not verse:
            return "a list of articles, not an article"
    elif not verse and (
        (not closed and teasers >= 10 and words < 2 * _STUB_WORDS and _UNMARKED.search(body) is None)
        or (
            len(paragraphs) >= 10
            and sum(len(text.split()) for text in closed) < _STUB_WORDS
            and words < 14 * len(paragraphs)
        )
    ):
        return "a list of articles, not an article"
    if is_consent_notice(body) or is_rest_of_notice(body, (line.text for line in lines)):
        return "a cookie notice stands in the article's place"
    if _wall_after_few_words(paragraphs):
        return "only for subscribers: the page holds no more than the article's opening"
    if (not verse and _headlines_only(lines, body)) or _summaries(paragraphs, words, lines, body):
        return "a list of articles, not an article"
    return ""
