"""What of a person's name stands for the person in a text that has named them in full: the family name, which Chinese and
Korean put first, and which may be as short as a little word."""

from __future__ import annotations

import re
from typing import NamedTuple


class Parts(NamedTuple):
    """A person's family name: `sure` stands for the person wherever it stands, `short` where `stands_alone` says so."""

    sure: str = ""
    short: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that a family name could be taken for, by language: those of two letters, and longer ones that are family names
#: in `_FAMILY`. In a language that is not here no word can be told from a short name.
_LITTLE: dict[str, frozenset[str]] = {
    language: _words(words)
    for language, words in {
        "en": "ad ah am an as at be by co do eh go ha he hi id if in is it la me my no of oh ok on or ox pa pi so to tv uh "
        "um un up us vs we ye yo chow tan",
        "fr": "ah ai an as au bu ce ci de du dû eh en es et eu fi il in je la là le lu ma me mi mu na ne ni no nu né oh on "
        "or os ou où pu ri sa se si su sû ta te tu un us va vu ça",
        "es": "ah al ay da de di dé el en es fe fi fu ha he ir la le lo me mi mí ni no oh os sé se si sí su te ti tu té tú "
        "un va ve vi ya yo han",
        "pt": "ah ai ao as cá da de di do dá dó em es eu fé há ia ir já la lá le li lo lê má me mo mi na no nu nó né oh os "
        "ou pó pé ré se si só sé tu um va vi vá vê às lei",
        "it": "ah ai al ci da dà de di do ed eh fa fu gi ha ho il in io la là le li lo lì ma me mi ne né no od oh or po re "
        "sa se si so su sì ta te ti tu un va ve vi vo lei",
        "de": "ab ah am an da du ei eh er es im in ja je na ob oh so tu um wo zu jung",
        "nl": "af al de di du en er ge ha he ik in is ja je la me na ne nu of om op so te tv uw wo ze zo ren",
    }.items()
}

#: Family names that stand in front, as China, Taiwan, Singapore and Korea write them in Latin letters: of the hundred
#: commonest of China and the thirty of Korea those that are no usual words ('Sun', 'Long', 'Park' and 'Fang' are).
_FAMILY = _words(
    "Bai Baek Bae Bao Cai Cao Chang Chen Cheng Cheung Chiang Cho Choi Chow Chu Chung Cui Dai Deng Du Duan "
    "Feng Fu Gao Gu Guan Guo Han Hao He Hou Hsieh Hsu Hu Huang Hwang Jang Jeong Jia Jiang Jin Jung Kang Kim Kong "
    "Kwon Lai Lam Lei Li Liang Liao Lim Lin Liu Lu Luo Lyu Ma Mao Meng Ni Noh Peng Qi Qian Qiao Qin Qiu Ren Rhee "
    "Roh Ryu Seo Shao Shen Shi Shin Su Tan Tao Tian Tsai Wang Wei Wen Wong Wu Xi Xia Xiang Xiao Xie Xing "
    "Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yoon Yu Yun Zeng Zhai Zhan Zhang Zhao Zheng Zhong Zhou Zhu Zhuang Zou"
)

#: A syllable of Pinyin: first sounds with the endings that they take.
_SYLLABLE = (
    "(?:[bpm](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)|f(?:a|o|ei|ou|an|en|ang|eng|u)"
    "|[dt](?:a|e|ai|ei|ao|ou|an|ang|eng|ong|i|ie|iao|iu|ian|ing|u|ui|un|uan|uo)"
    "|[nl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|ü|üe|uan|un|uo)"
    "|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    "|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)"
    "|(?:[zcs]h?|r)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    "|y(?:a|e|ao|ou|an|ang|i|in|ing|ong|u|ue|uan|un)|w(?:a|o|ai|ei|an|en|ang|eng|u)|a|o|e|ai|ei|ao|ou|an|en|ang|er)"
)
#: A Chinese name of one or two characters in Pinyin, the family name being one; and a given name as Taiwan and Korea
#: write it, its two syllables with a hyphen between them.
_PINYIN = re.compile(f"{_SYLLABLE} {_SYLLABLE}{{1,2}}", re.IGNORECASE)
_HYPHENED = re.compile(r"[A-Z][a-z]{0,5}-[a-z]{1,6}")

#: What stands last in a name and is no part of it.
_GENERATIONS = frozenset({"Jr", "Sr"})

#: Words with a capital that may stand before a family name and are no name.
_TITLES = _words(
    "mr mrs ms dr prof president chairman premier minister secretary professor general governor mayor senator judge "
    "herr frau präsident m mme président présidente señor señora presidente presidenta senhor senhora signor signora "
    "meneer mevrouw"
)

_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<point>\.?) $")
_OPENING = "\"'“”‘’«»„‹›([ \n—–-"
_ENDS = ".!?…:;"


def family_name(name: str, language: str | None) -> Parts:
    """The family name in a person's `name`, as a text in `language` (ISO 639-1) prints it.

    A script without capitals does not tell a name from a word; two letters are taken where they are no word of the
    language.
    """
    words = name.split()
    if len(words) < 2:
        return Parts()
    first, last = words[0], words[-1]
    sure = last if len(last) > 2 and last[0].isupper() else ""
    if _in_front(words):
        return Parts(sure, first if _is_no_word(first, language) else "")
    if sure or len(last) != 2 or last in _GENERATIONS or first in _FAMILY:
        return Parts(sure)
    return Parts("", last if last[0].isupper() and last[1].islower() and _is_no_word(last, language) else "")


def _in_front(words: list[str]) -> bool:
    """Whether a name begins with the family name; not where its last word may be one too."""
    first, last = words[0], words[-1]
    return (
        len(words) == 2
        and first in _FAMILY
        and last not in _FAMILY
        and bool(_HYPHENED.fullmatch(last) or (last.istitle() and _PINYIN.fullmatch(f"{first} {last}")))
    )


def _is_no_word(word: str, language: str | None) -> bool:
    little = _LITTLE.get(language or "")
    return little is not None and word.lower() not in little


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no other capitalised word, and no hyphen, makes a longer name of the one at `start`."""
    if text[end : end + 1] in ("-", "‐", "‑") or text[max(0, start - 1) : start] in ("-", "‐", "‑"):
        return False
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before is None:
        return True
    word = before["word"]
    ended = before["point"] and len(word) > 1
    return bool(ended) or not word[0].isupper() or word.lower() in _TITLES


def opens_sentence(text: str, start: int) -> bool:
    """Whether what is at `start` may have its capital from standing first in a sentence, a quotation or a title."""
    before = text[max(0, start - 40) : start]
    bare = before.rstrip(_OPENING)
    if not bare or len(before) - len(bare) != 1 or before[-1] != " ":
        return True
    title = _BEFORE.search(before)
    return bare[-1] in _ENDS and not (title and title["word"].lower() in _TITLES)
