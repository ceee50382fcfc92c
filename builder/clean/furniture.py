"""Words that pages print around articles, in several languages; counted, never decisive alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.clean.page_words import Numbers, PageWords

_WORDS = frozenset(
    [
        "subscribe",
        "subscribed",
        "subscriber",
        "subscribers",
        "subscription",
        "subscriptions",
        "sign",
        "signup",
        "login",
        "log",
        "logout",
        "newsletter",
        "newsletters",
        "cookie",
        "cookies",
        "advertisement",
        "advertise",
        "advertising",
        "advert",
        "sponsored",
        "sponsor",
        "share",
        "shares",
        "facebook",
        "twitter",
        "whatsapp",
        "linkedin",
        "pinterest",
        "instagram",
        "telegram",
        "email",
        "mail",
        "print",
        "download",
        "app",
        "apps",
        "follow",
        "register",
        "account",
        "password",
        "search",
        "menu",
        "skip",
        "javascript",
        "browser",
        "terms",
        "privacy",
        "comment",
        "comments",
        "loading",
        "play",
        "watch",
        "video",
        "videos",
        "gallery",
        "photo",
        "photos",
        "image",
        "images",
        "getty",
        "courtesy",
        "caption",
        "ago",
        "views",
        "click",
        "tap",
        "here",
        "donate",
        "membership",
        "member",
        "premium",
        "unlock",
        "free",
        "offer",
        "deal",
        "shop",
        "buy",
        "price",
        "sale",
        "rss",
        "feed",
        "podcast",
        "notifications",
        "alerts",
        "settings",
        "close",
        "open",
        "toggle",
        "navigation",
        "home",
        "suscríbete",
        "suscribirse",
        "suscripción",
        "suscriptores",
        "boletín",
        "compartir",
        "publicidad",
        "iniciar",
        "sesión",
        "abonnez",
        "abonnement",
        "abonnés",
        "inscrire",
        "partager",
        "connexion",
        "publicité",
        "infolettre",
        "anzeige",
        "teilen",
        "anmelden",
        "abonnieren",
        "werbung",
        "condividi",
        "iscriviti",
        "accedi",
        "pubblicità",
        "compartilhar",
        "assine",
        "publicidade",
        "inloggen",
        "delen",
        "подписаться",
        "поделиться",
        "реклама",
        "abone",
        "paylaş",
        "اشترك",
        "الاشتراك",
        "النشرة",
        "شارك",
        "مشاركة",
        "إعلان",
        "إعلانات",
        "تسجيل",
        "بحث",
        "تابعنا",
        "البريد",
        "حقوق",
        "محفوظة",
        "الرئيسية",
    ]
)
_RELATED = frozenset(
    [
        "related",
        "read",
        "more",
        "also",
        "next",
        "now",
        "see",
        "recommended",
        "trending",
        "popular",
        "latest",
        "stories",
        "previous",
        "missed",
        "further",
        "recent",
        "top",
        "editor",
        "editors",
        "picks",
        "from",
        "relacionados",
        "relacionadas",
        "relacionado",
        "leer",
        "también",
        "interesar",
        "leídas",
        "leído",
        "noticias",
        "últimas",
        "lire",
        "aussi",
        "suite",
        "liés",
        "leggi",
        "anche",
        "correlati",
        "mehr",
        "zum",
        "thema",
        "siehe",
        "auch",
        "weitere",
        "lees",
        "ook",
        "leia",
        "também",
        "اقرأ",
        "إقرأ",
        "المزيد",
        "ذات",
        "صلة",
        "شاهد",
        "متعلقة",
        "آخر",
        "الأخبار",
        "читайте",
        "также",
        "похожие",
    ]
)
_PERSON = frozenset("you your we our us i my me".split())  # noqa: SIM905 - a word list reads better as prose
_DENSE = (
    "订阅", "登录", "登入", "注册", "分享", "搜索", "广告", "廣告", "版权", "版權", "相关", "相關", "推荐", "延伸",
    "購読", "ログイン", "関連", "おすすめ", "シェア", "구독", "로그인", "공유", "관련",
)  # fmt: skip


_BEYOND_ALPHABETS = re.compile(r"[\u3000-\uffff]")
_FURNITURE_KIND, _RELATED_KIND, _PERSON_KIND = 1, 2, 4
_KINDS = {
    word: (
        _FURNITURE_KIND * (word in _WORDS)
        | _RELATED_KIND * (word in _RELATED)
        | _PERSON_KIND * (word in _PERSON)
    )
    for word in _WORDS | _RELATED | _PERSON
}


@dataclass(frozen=True, slots=True)
class WordCounts:
    """For each line how many of its words are of the kind that buttons and notices use (`furniture`), that links to other
    articles open with (`related`), and that address the reader or name the writer (`person`; reports seldom do).
    """

    furniture: Numbers
    related: Numbers
    person: Numbers


def count_words(words: PageWords, texts: Sequence[str]) -> WordCounts:
    """The counts of lines as printed, `words` being theirs."""
    kinds = words.looked_up(_KINDS)[words.ids]
    furniture = words.per_line((kinds & _FURNITURE_KIND) > 0)
    beyond = [place for place, text in enumerate(texts) if not text.isascii()]
    if beyond and _BEYOND_ALPHABETS.search("".join([texts[place] for place in beyond])) is not None:
        for place in beyond:
            furniture[place] += sum(1 for word in _DENSE if word in texts[place])
    return WordCounts(
        furniture, words.per_line((kinds & _RELATED_KIND) > 0), words.per_line((kinds & _PERSON_KIND) > 0)
    )
