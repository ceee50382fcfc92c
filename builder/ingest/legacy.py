"""Which legacy encoding a text is in, where nothing declares it: the reading whose letters make most sense.

charset-normalizer alone reads Spanish as Central European (`año` as `ańo`) and Polish as Western: it judges how
messy a text looks, not whether its letters are those of a language. So it decides only among the multi-byte encodings
of East Asia; single-byte ones are judged here. Each reading's characters outside ASCII are scored against the letters
of each language, by rank (Zipf) and by what stands beside them; the likeliest pair of encoding and language wins.
Of 110 news passages of one or two sentences that the rules were not tuned to (tests/ingest/passages.py) it reads 104
to the letter, charset-normalizer 72.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

#: Letters outside ASCII of the languages that these encodings were made for, the frequent ones first.
_LETTERS: Final = {
    "French": "éàèêçùôîûâœëïæüÿ",
    "Spanish": "óíáéñúü",
    "Portuguese": "ãçáéóíêâõúôà",
    "Italian": "èàùòìéóî",
    "Catalan": "àéèóçíòúïü",
    "German": "üäößé",
    "Dutch": "ëéïóèü",
    "English": "éñüö",
    "Swedish, Finnish": "äåöé",
    "Danish, Norwegian": "øåæéö",
    "Icelandic": "íáðóþéöúæý",
    "Albanian": "ëç",
    "Polish": "ąęłóżśćńź",
    "Czech": "íáěéřžýčšůúóťďň",
    "Slovak": "áíéčýžšľťúôňďäóĺŕ",
    "Hungarian": "áéöóőíüúű",
    "Romanian": "ăîâşţé",
    "Croatian, Slovene": "čšžćđ",
    "Turkish": "ıüşçğöâîİ",
    "Estonian": "äõüöšž",
    "Latvian": "āīēšūņģļčķž",
    "Lithuanian": "ėšžįųūąčę",
    "Russian": "оеаинтсрвлкмпдуяыьзбгчйхжшюцщэфёъ",
    "Ukrainian": "оаиніевртсуклдмпзяьєбїчгйхжцшюфщґ",
    "Belarusian": "аніыетрслкдпмяуобзгьчцжўшёхйэюф",
    "Bulgarian": "аоиетнрсвлпдкмзуябгъчшцжйщюхфь",
    "Serbian": "аоиеснјртувмкдплбзгчшжњћљђфцхџ",
    "Greek": "αοιετνσρπκλυηςμδγίόθάχωφβέήξζώύψϊϋΐΰ",
    "Hebrew": "ויהלארתבשםמנכדחצקטעפגזסךןףץ",
    "Arabic": "اليمرنتوهبدةسعفكقحجأشطصخذغزضإىثئءؤظآ",
    "Persian": "ايردنهمتوبسشکگزكخفچپقحجعغصطذضظژثئآء\u200c",
    "Thai": "ารนกอเ่้งมยัลวดีทสตะิปบคหแจพชขืใ์็ุูำไโผซถธศณญภษฐๆ",
}

_WESTERN: Final = (
    "English", "French", "Spanish", "Portuguese", "Italian", "Catalan", "German", "Dutch", "Swedish, Finnish",
    "Danish, Norwegian", "Icelandic", "Albanian",
)  # fmt: skip
_CENTRAL: Final = (
    "Polish",
    "Czech",
    "Slovak",
    "Hungarian",
    "Romanian",
    "Croatian, Slovene",
    "German",
    "Albanian",
)
_CYRILLIC: Final = ("Russian", "Ukrainian", "Belarusian", "Bulgarian", "Serbian")

#: Encodings that news was published in and the languages that used them; of equal readings the first is taken.
_SINGLE_BYTE: Final[dict[str, tuple[str, ...]]] = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp1251": _CYRILLIC,
    "cp1254": ("Turkish",),
    "cp1253": ("Greek",),
    "cp1256": ("Arabic", "Persian"),
    "cp1255": ("Hebrew",),
    "cp1257": ("Latvian", "Lithuanian", "Estonian"),
    "cp874": ("Thai",),
    "iso8859_15": _WESTERN,
    "iso8859_2": _CENTRAL,
    "iso8859_5": _CYRILLIC,
    "iso8859_6": ("Arabic",),
    "iso8859_7": ("Greek",),
    "iso8859_8": ("Hebrew",),
    "koi8_u": ("Ukrainian",),
    "koi8_r": ("Russian",),
    "mac_roman": _WESTERN,
    "mac_cyrillic": _CYRILLIC,
}
_MULTI_BYTE: Final = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]

#: Old Macintosh files are rare: such a reading must be better by this much over the whole text.
_RARE: Final = {"mac_roman": -4.0, "mac_cyrillic": -4.0}

#: Signs that prose of any language has, the frequent ones first.
_SIGNS: Final = "’“”–—«»„…\u00a0‘،°€£؟؛§©®·•¿¡‚¼½º²№\u200e\u200f"

#: Shares of characters outside ASCII; measured on no corpus, as only their order of size matters.
_SIGN_SHARE, _ENGLISH_SIGN_SHARE, _CAPITAL_SHARE, _STRANGE = 0.15, 0.8, 0.04, 1e-6

#: A capital within a word, a sign within a word, letters of two scripts in a word: practically never.
_MISPLACED = 1e-3

#: Signs that may stand between two letters.
_JOINERS: Final = frozenset("’—–·…\u00a0\u200c\u200d،")

#: The least mean log likelihood of a reading that is taken. The passages in the tests score -4.6 or better in their
#: own encoding, programs -8.6 and random bytes -10 or worse in any.
LEAST_LIKELIHOOD: Final = -6.0

#: Characters to a space, line end, comma or stop at the most. The East Asian passages of the tests have a break every
#: 4 to 10 characters on average; a run of one unbroken byte pattern has none.
LONGEST_RUN: Final = 100
_BREAK: Final = re.compile(r"[\s,.!?、。，．！？・「」]")

_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Guess:
    """A likely encoding, the language whose letters it gives ('' for East Asia), and the mean log likelihood."""

    encoding: str
    language: str
    likelihood: float


def guess(raw: bytes) -> Guess | None:
    """The likeliest legacy encoding of a text that is not UTF-8; None where none makes sense."""
    sample = raw[:_SAMPLE]
    single = _single_byte(sample)
    # A multi-byte reading of Western prose would need its accents in pairs: charset-normalizer finds that messy.
    from charset_normalizer import from_bytes  # slow to load, and few texts declare no encoding

    multi = from_bytes(_whole_characters(sample), cp_isolation=_MULTI_BYTE).best()
    doubtful = single is None or single.likelihood < LEAST_LIKELIHOOD
    if multi is not None and doubtful and _reads_as_sentences(str(multi)):
        return Guess(multi.encoding, "", 0.0)
    return single if single is not None and single.likelihood >= LEAST_LIKELIHOOD else None


def _reads_as_sentences(text: str) -> bool:
    """Whether an East Asian reading has breaks as prose has; bytes that merely happen to decode run on without any."""
    return len(text) <= LONGEST_RUN or len(_BREAK.findall(text)) * LONGEST_RUN >= len(text)


def _whole_characters(sample: bytes) -> bytes:
    """The sample up to its last line end or space, so that no multi-byte character is cut in two."""
    end = max(sample.rfind(b"\n"), sample.rfind(b" "))
    return sample[:end] if len(sample) == _SAMPLE and end > 0 else sample


def _single_byte(sample: bytes) -> Guess | None:
    best: Guess | None = None
    for encoding, languages in _SINGLE_BYTE.items():
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _placed(text)
        total = found.total()
        if not total:
            continue
        for language in languages:
            table = _TABLES[language]
            score = _RARE.get(encoding, 0.0) + sum(
                count * (table.get(character, _LOG_STRANGE) + (_LOG_MISPLACED if misplaced else 0.0))
                for (character, misplaced), count in found.items()
            )
            if best is None or score / total > best.likelihood:
                best = Guess(encoding, language, score / total)
    return best


def _placed(text: str) -> Counter[tuple[str, bool]]:
    """How often each character outside ASCII stands, and whether it stands where it makes no sense."""
    found: Counter[tuple[str, bool]] = Counter()
    before = " "
    for at, character in enumerate(text):
        if character > "\x7f":
            after = text[at + 1] if at + 1 < len(text) else " "
            found[character, _misplaced(before, character, after)] += 1
        before = character
    return found


def _misplaced(before: str, character: str, after: str) -> bool:
    if character.isalpha():
        if character.isupper() and before.islower():
            return True
        return _foreign(character, before) or _foreign(character, after)
    if _is_mark(character):
        return before <= "\x7f"
    return before.isalpha() and after.isalpha() and character not in _JOINERS


def _foreign(letter: str, neighbour: str) -> bool:
    """Whether an ASCII letter stands beside a letter that is not Latin."""
    return "a" <= neighbour.lower() <= "z" and letter >= "\u0370"


def _is_mark(character: str) -> bool:
    """Vowel signs of Thai and Arabic, which are no letters to Python."""
    return "\u0e31" <= character <= "\u0e4e" or "\u064b" <= character <= "\u0655"


def _table(language: str, letters: str) -> dict[str, float]:
    """The log likelihood of each character in a language: by rank, capitals and signs with their shares."""
    signs = _ENGLISH_SIGN_SHARE if language == "English" else _SIGN_SHARE
    result = _ranked(_SIGNS, signs)
    result.update({letter.upper(): value for letter, value in _ranked(letters, _CAPITAL_SHARE).items()})
    result.update(_ranked(letters, 1 - signs - _CAPITAL_SHARE))
    return result


def _ranked(characters: str, share: float) -> dict[str, float]:
    weights = [1 / (rank + 2) for rank in range(len(characters))]
    return {
        character: math.log(share * weight / sum(weights))
        for character, weight in zip(characters, weights, strict=True)
    }


_TABLES: Final = {language: _table(language, letters) for language, letters in _LETTERS.items()}
_LOG_STRANGE: Final = math.log(_STRANGE)
_LOG_MISPLACED: Final = math.log(_MISPLACED)
