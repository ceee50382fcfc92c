"""Lines and sentences of a page that state facts about the article rather than belong to its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from builder.clean.days import printed_days
from builder.clean.lines import fold_line, word_count


class Label(StrEnum):
    """What a line says of the date in it."""

    PUBLISHED = "published"
    UPDATED = "updated"
    NONE = ""


_PUBLISHED = re.compile(
    r"(?<!\w)(?:first published|originally published|published|publish(?:ed)? (?:date|on)|publication date|posted|created|issued|"
    r"released?(?: date)?|date(?:d| posted| published| created)?(?=\W)|filed|printed|"
    r"publicado|publicada|fecha|publié|publiee|publiée|mis en ligne|paru|date de publication|veröffentlicht|"
    r"erstellt|pubblicato|pubblicata|gepubliceerd|geplaatst|опубликовано|дата|yayınlanma|yayınlandı|opublikowano|"
    r"опубліковано|publikováno|zveřejněno|publikované|közzétéve|publicat|objavljeno|публикувано|објављено|δημοσίευση|"
    r"δημοσιεύθηκε|פורסם|publicerad|publicerat|publiceret|publisert|julkaistu|diterbitkan|dipublikasikan|đăng ngày|"
    r"ngày đăng|प्रकाशित|प्रकाशित तिथि|প্রকাশ|প্রকাশিত|شائع|"
    r"نشر|نُشر|نشرت|تاريخ النشر|تاريخ|منتشر شده|تاریخ انتشار|发布时间|發佈時間|发布于|发布|發布|时间|時間|公開日|投稿日|掲載|配信|입력|등록|게시)(?!\w)",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?<!\w)(?:last (?:updated|modified|reviewed|edited|revised)|update[ds]?|modified|revised|reviewed|"
    r"actualizado|actualizada|actualización|mis à jour|mise à jour|modifié|aktualisiert|aggiornato|atualizado|"
    r"bijgewerkt|обновлено|оновлено|aktualizováno|frissítve|actualizat|ενημέρωση|עודכן|uppdaterad|opdateret|oppdatert|"
    r"päivitetty|diperbarui|cập nhật|अपडेट|अद्यतन|হালনাগাদ|آپ ڈیٹ|"
    r"güncelleme|güncellendi|zaktualizowano|تحديث|آخر تحديث|به روز رسانی|به‌روزرسانی|更新|수정)(?!\w)",
    re.IGNORECASE,
)

#: What a page says beside its own clock, or a printed copy of its day: never the article's day.
_CLOCK = re.compile(
    r"(?<!\w)(?:current (?:date|time)|today(?:['’]s (?:date|paper|edition)|\s*:|\s+is(?!\w))|local time|"
    r"(?:printed|accessed|retrieved|saved)(?: on)?\s*:?\s*$|edition of|hoy es|fecha actual|heute ist|oggi è|今天是|今日は)"
    r"|^\W*(?:today|hoy|aujourd['’]hui|heute|oggi|сегодня|bugün|اليوم|امروز)\W*$",  # alone: papers are called 'Today'
    re.IGNORECASE,
)
#: Words that label an article's day and a page's clock alike.
_DATED = re.compile(
    r"(?<!\w)(?:date|printed|fecha|дата|تاريخ|تاریخ|时间|時間)\s*[:：]?\s*(?:\(?\w{3,9}\)?,?\s*)?$",
    re.IGNORECASE,
)

_WORK = "story|written|words|report|reported|posted|published|article|opinion|analysis|text|reviewed|column"
_FROM = (
    "by|por|par|von|di|door|بقلم|كتب|كتبت|نویسنده|автор|作者|記者|记者|लेखक|लेखिका|লেখক|penulis|yazar|tác giả|"
    "кореспондент|корреспондент|autorka"
)
_AUTHOR = "author|autor|auteur|autore|writer|الكاتب|المؤلف"
_BYLINE = re.compile(
    rf"^(?:(?:{_WORK}) +)?(?:{_FROM})(?:\s*[:：]\s*|\s+)(?P<name>\S.*)$",
    re.IGNORECASE,
)
_AUTHOR_LABEL = re.compile(rf"^(?:{_AUTHOR})s?\s*[:：]\s*(?P<name>\S.*)$", re.IGNORECASE)
_BYLINE_GLUED = re.compile(r"^By(?P<name>[A-Z][a-z]+ [A-Z].*)$")
#: First words, folded, of which a line that names its author has one unless 'By' is glued to a name.
BYLINE_WORDS = frozenset(
    fold_line(words + plural).split(" ")[0]
    for words in f"{_WORK}|{_FROM}|{_AUTHOR}".split("|")
    for plural in ("", "s")
)
_BYLINE_TAIL = re.compile(
    r"\s*(?:[|•·—]|\s-\s|,? (?:published|updated|posted|on (?=\w+ \d))|\d{1,2}[:/.]\d\d|\d{4}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).*$",
    re.IGNORECASE,
)


def date_label(line: str) -> Label:
    """Whether a line labels its date as published or updated; a line with both counts as published."""
    if _PUBLISHED.search(line):
        return Label.PUBLISHED
    return Label.UPDATED if _UPDATED.search(line) else Label.NONE


def is_clock(before: str, line: str) -> bool:
    """Whether a day after `before` in `line` is the page's clock's, by the words or the weather beside it."""
    return _CLOCK.search(before) is not None or re.search(r"°\s?[CF]?(?!\w)", line) is not None


def only_dated(before: str) -> bool:
    """Whether the label before a day is one that a clock bears as well ('Date: ...')."""
    return _DATED.search(before) is not None


@dataclass(frozen=True, slots=True)
class Byline:
    """An author line: the names as printed, without 'By' and without a date after them."""

    name: str


_BARE_NAME = re.compile(
    r"^[^\W\d_a-zà-ÿ][\w.'’\-]+(?: (?:[^\W\d_a-zà-ÿ][\w.'’\-]*|de|del|van|von|bin|al)){1,3}$"
)
_MOST_NAMES = 4
_BESIDE_DATE = re.compile(r"\s*[|•·]\s*|\s+[—–-]\s+")


def bare_name(text: str) -> bool:
    """Whether a line is nothing but two to four words that could be a person's name (capitals where a script has them)."""
    return _BARE_NAME.match(text) is not None and not text.isupper()


def bare_names(text: str) -> bool:
    """Whether a line is nothing but such names, up to four of them ('Ada Quill and Tom Okafor')."""
    names = names_in(text)
    return 0 < len(names) <= _MOST_NAMES and all(map(bare_name, names))


@lru_cache(maxsize=4_096)
def name_beside_date(line: str) -> Byline | None:
    """The name in a line of date and name ('Friday, November 27, 2020 | Aud Sallick'), or None."""
    if not printed_days(line) or word_count(line) > 14:
        return None
    parts = [part for part in _BESIDE_DATE.split(line) if part and not printed_days(part)]
    names = [part for part in parts if bare_name(part)]
    return Byline(names[0]) if len(names) == 1 and len(parts) <= 2 else None


@lru_cache(maxsize=4_096)
def read_byline(line: str) -> Byline | None:
    """The author line that `line` is, or None. A byline has at most a dozen words and its names have capitals."""
    match = _BYLINE.match(line) or _AUTHOR_LABEL.match(line) or _BYLINE_GLUED.match(line)
    if match is None:
        return None
    words = word_count(line)
    if words > 16 or (words > 6 and line.endswith((".", "!", "?"))):
        return None
    name = match["name"]
    days = printed_days(name)
    if days:
        name = name[: days[0].start]
    name = _BYLINE_TAIL.sub("", name).strip(" ,;:|-–—")
    first = name[:1]
    if not first or (first.islower() and first.isascii()) or not first.isalpha() or word_count(name) > 10:
        return None
    return Byline(name)


def names_in(byline: str) -> tuple[str, ...]:
    """The single names of an author line or credit."""
    parts = re.split(r"\s*(?:,|;|&|\band\b|\by\b|\bet\b|\bund\b|\be\b| و|、)\s*", byline)
    return tuple(part.strip() for part in parts if part.strip())


_RELATED_LINK = re.compile(
    r"^(?:read (?:more|also|next)|also read|see also|related(?: (?:articles?|stor(?:y|ies)|reading))?|more on this|watch(?: now)?|"
    r"lire (?:aussi|également)|à lire(?: aussi)?|voir aussi|lea también|lee también|leer también|le puede interesar|"
    r"te puede interesar|vea también|leggi anche|lees ook|lesen sie auch|siehe auch|leia (?:também|mais)|читайте также|"
    r"читайте також|czytaj (?:też|także|również)|zobacz (?:też|także)|čtěte (?:také|též)|citește și|läs (?:också|även)|læs også|les også|lue myös|"
    r"διαβάστε (?:επίσης|ακόμα)|קראו (?:גם|עוד)|ayrıca oku(?:yun)?|ilgili haber|baca juga|xem thêm|olvassa el|"
    r"यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন|یہ بھی پڑھیں|بیشتر بخوانید|همچنین بخوانید|관련 ?기사|あわせて読みたい|"
    r"اقرأ أيضا(?:ً|)|اقرأ أيضًا|إقرأ أيضا(?:ً|)|شاهد أيضا(?:ً|)|相关阅读|延伸阅读|延伸閱讀|関連記事)\s*(?:[:：|»>]|\s[-–—]\s)",
    re.IGNORECASE,
)


def related_link(line: str) -> bool:
    """Whether a line among the text is a link to another article ('Lire aussi : ...')."""
    return _RELATED_LINK.match(line) is not None and word_count(line) <= 30
