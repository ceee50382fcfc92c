"""Which language a text is in, as far as telling translations from rewrites needs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with as at by from has have had it he his said which are were be an",
    "es": "el la los las de que y en un una por con para del se su al lo como más pero sus este ha fue según también",
    "fr": "le la les des et en un une du que qui dans pour sur au pas par avec plus ce son sa est ont été aux selon",
    "pt": "o a os as de que e em um uma por com para do da dos das se no na ao mais não foi são à pelo pela segundo",
    "it": "il lo la gli le di che e in un una per con del della dei delle non si al alla più sono è ha anche nel",
    "de": "der die das und in den von zu mit dem ist nicht ein eine auf für im des sich auch es an als nach wird bei",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om door ook als bij naar uit heeft wordt maar",
    "sv": "och i att det som en på är av för med den till inte om ett har de från vid var men kan sig efter under",
    "tr": "ve bir bu için ile da de olarak daha çok olan en kadar sonra gibi var ancak göre ise dedi olduğu değil",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan juga ke oleh karena ada telah sebagai saat",
}
_LANGUAGES_OF = {
    word: tuple(name for name, listed in _FUNCTION_WORDS.items() if word in listed.split())
    for word in " ".join(_FUNCTION_WORDS.values()).split()
}
#: The first word of a letter's Unicode name, and the language (or the script itself, where it has many).
_SCRIPTS = {
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
_LOOKED_AT = 400


def primary(tag: str | None) -> str:
    """The primary subtag of a language tag, '' for none."""
    return (tag or "").split("-")[0].casefold()


def language(tokens: Sequence[str]) -> str:
    """A guess at a text's language by the script and function words of its first `tokens` (as `words` gives them).

    '' where these do not say enough. A script used for several languages gives its most widely printed one: enough to
    know that two texts are not in one language.
    """
    sample = tokens[:_LOOKED_AT]
    if all(map(str.isascii, sample)):
        return _by_function_words(sample)
    initials = Counter([token[0] for token in sample])
    scripts = Counter[str]()
    for letter, count in initials.items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    if not scripts:
        return ""
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * scripts.total():
        return "ja"
    script = scripts.most_common(1)[0][0]
    return _by_function_words(sample) if script == "LATIN" else _SCRIPTS.get(script, script.casefold())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0].split("-")[0]


def _by_function_words(sample: Sequence[str]) -> str:
    hits = Counter(dict.fromkeys(_FUNCTION_WORDS, 0))
    for token in sample:
        for name in _LANGUAGES_OF.get(token, ()):
            hits[name] += 1
    (best, first), (_, second) = hits.most_common(2)
    return best if first >= 3 and first > 1.3 * second else ""
