"""Pages that are no article: said, not guessed at. Conservative, since a false refusal hides an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.clean.shape import ends_sentence

_COOKIES = re.compile(
    r"(?<!\w)(?:we (?:and our (?:partners|vendors) )?use cookies|accept (?:all )?cookies|cookie (?:consent|settings|policy)|"
    r"utilizamos cookies|nous utilisons des cookies|wir verwenden cookies|ملفات تعريف الارتباط|enable cookies|"
    r"your privacy choices|manage consent)",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"(?<!\w)(?:subscribe (?:now |today )?to (?:read|continue|keep reading|unlock|access)|to continue reading|"
    r"(?:this|the full) (?:article|story|content) is (?:only )?(?:available|reserved|exclusive)\w* (?:to|for)|"
    r"already a subscriber|for subscribers only|subscriber[- ]only|log ?in to (?:read|continue)|keep reading (?:with|by)|"
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
#: Words of running text below which a body may be a stub; news briefs of 40 words exist and are kept.
_STUB_WORDS = 60
_BRIEF_WORDS = 12


def refuse(paragraphs: Sequence[str], words: int, page: str, teasers: int) -> str:
    """'' for an article, else the reason in words a newsroom understands.

    `words` counts the body's words; `page` is the whole page's text; `teasers` counts lines outside the body that
    look like links to articles of about a headline's length.
    """
    closed = [text for text in paragraphs if ends_sentence(text)]
    if not paragraphs or (words < _BRIEF_WORDS and not closed):
        if _COOKIES.search(page):
            return "a cookie notice stands in the article's place"
        if _ROBOT.search(page):
            return "the site answered with an error or a check for robots, not with an article"
        if _SUBSCRIBE.search(page):
            return "only for subscribers: the page holds no article text"
        return "nothing like an article in it"
    body = "\n".join(paragraphs)
    if words < _STUB_WORDS:
        if _COOKIES.search(body):
            return "a cookie notice stands in the article's place"
        if _ROBOT.search(body):
            return "the site answered with an error or a check for robots, not with an article"
        if _SUBSCRIBE.search(page) and len(closed) <= 3:
            return "only for subscribers: the page holds no more than the article's opening"
        if not closed and teasers >= 10:
            return "a list of articles, not an article"
    elif (
        len(paragraphs) >= 10
        and sum(len(text.split()) for text in closed) < _STUB_WORDS
        and words < 14 * len(paragraphs)
    ):
        return "a list of articles, not an article"
    return ""
