"""How to cite an article: plain text, BibTeX, RIS, CSL-JSON, and the metadata that reference managers read off a page.

An unknown date is left out ('n.d.' where the form wants a word); one borrowed from a related version is marked
'c.' and never written into a field that means the article's own date.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.derive import addresses
from builder.derive.library import Library
from builder.derive.site import Site
from builder.derive.wording import Wording
from builder.model.article import Article
from builder.model.cleaned import DateBasis


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a byline. `family` is '' where the name is kept as one string (an agency, a name of another script)."""

    literal: str
    given: str = ""
    family: str = ""


class Reference(NamedTuple):
    """What a citation says. Days are `YYYY-MM-DD` or None; `circa` marks an inferred `issued`.

    `supplied_title` says that the source printed no title and its first words stand in. `url` is where the source
    published the article, '' where unknown; `permalink` the archive's own lasting address.
    """

    id: str
    title: str
    supplied_title: bool
    authors: tuple[Author, ...]
    outlet: str
    issued: str | None
    circa: bool
    captured: str | None
    language: str
    url: str
    permalink: str
    archive: str


class MetaTag(NamedTuple):
    """A `<meta name content>` of the page's head, to be escaped by whoever prints it."""

    name: str
    content: str


def reference(library: Library, article: Article, site: Site) -> Reference:
    """The article's reference, from its front matter and its source's record."""
    source = library.sources.get(article.source) if article.source else None
    return Reference(
        id=article.id,
        title=article.title,
        supplied_title=article.title_basis == "first-words",
        authors=authors(article.byline),
        outlet=source.name if source else "",
        issued=article.date,
        circa=article.date_basis is DateBasis.RELATED_VERSION,
        captured=article.captured,
        language=article.language or "",
        url=article.source_url or "",
        permalink=site.absolute(addresses.permalink(article.id)),
        archive=site.name,
    )


_BY = re.compile(r"^\s*(?:by|par|por|von|di|da|door|بقلم|كتب|كتبت)[:\s]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\||/|،|、|\s(?:and|y|e|et|und|en|with|con|avec|mit)\s)\s*", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "st",
    ]
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž][\w'’.-]*(?:\s+[\w'’.-]+)+")
#: Words of a byline that name no person: it is then kept whole.
_NO_PERSON = re.compile(
    r"\b(?:staff|news|desk|agenc\w+|press|reporter|correspondent|editor\w*|redacción|rédaction|redaktion|reuters|team|"
    r"times|post|bureau|service)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def authors(byline: str | None) -> tuple[Author, ...]:
    """The authors that a byline names, in its order. What is no personal name in Latin script stays one string."""
    parts = _BETWEEN.split(_BY.sub("", byline or ""))
    return tuple(_author(part.strip()) for part in parts if part.strip(" ."))


def _author(name: str) -> Author:
    if not _LATIN_NAME.fullmatch(name) or _NO_PERSON.search(name):
        return Author(name)
    words = name.split()
    last = len(words) - 1
    if words[last].casefold() in _SUFFIXES and last > 1:
        last -= 1
    while last > 1 and words[last - 1].casefold() in _PARTICLES:
        last -= 1
    return Author(name, " ".join(words[:last]), " ".join(words[last:]))


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_in_words(day: str) -> str:
    """'27 February 2021' for `2021-02-27`."""
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def text(ref: Reference, wording: Wording | None = None) -> str:
    """A plain reference, after the notes-and-bibliography manner: authors, title, outlet, date, archive, permalink.

    A supplied title stands in square brackets, as bibliographies mark what the source did not print. English unless
    `wording` is of another language.
    """
    return "".join(pieces(ref, wording or Wording("en")))


def pieces(ref: Reference, wording: Wording) -> tuple[str, ...]:
    """The same reference in parts, white space apart: each may run in a direction of its own."""
    found: list[str] = []
    if ref.authors:
        found += [_sentence(_author_list(ref.authors, wording.t("cite.and")), wording), " "]
    found += [_title(ref, wording), " "]
    if ref.outlet:
        found += [ref.outlet, wording.t("cite.comma")]
    found += [_sentence(_issued(ref, wording), wording), " "]
    if ref.captured:
        captured = wording.t("cite.captured", day=wording.day(ref.captured))
        found += [_sentence(captured, wording), " "]
    if ref.archive:
        found += [_sentence(ref.archive, wording), " "]
    return (*found, ref.permalink)


def _title(ref: Reference, wording: Wording) -> str:
    if ref.supplied_title:
        return _sentence(f"[{ref.title}]", wording)
    if not ref.title:
        return _sentence(f"[{wording.t('cite.untitled')}]", wording)
    return _sentence(wording.t("cite.quoted", title=ref.title), wording)


def _issued(ref: Reference, wording: Wording) -> str:
    if not ref.issued:
        return wording.t("cite.undated")
    day = wording.day(ref.issued)
    return f"{wording.t('date.circa')} {day}" if ref.circa else day


def _sentence(words: str, wording: Wording) -> str:
    """The words with a full stop, set inside a closing quotation mark in English, unless they end in one."""
    stop = wording.t("cite.stop")
    bare = words.rstrip("”]»“》\u00a0")
    if bare.endswith((".", "!", "?", "…", "。", "؟", "！", "？")):
        return words
    if words.endswith("”") and stop == ".":
        return f"{words[:-1]}.”"
    return f"{words}{stop}"


def _author_list(found: tuple[Author, ...], between: str) -> str:
    first = found[0]
    names = [
        f"{first.family}, {first.given}" if first.family else first.literal,
        *(a.literal for a in found[1:]),
    ]
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + between + names[-1]


_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {c: "\\" + c for c in "&%$#_"}
_BIBTEX_TABLE = str.maketrans(_BIBTEX)


def bibtex(ref: Reference) -> str:
    """A BibTeX entry (`@online`, which biblatex and Zotero know), UTF-8, special characters escaped.

    Titles stand in double braces, so that no style changes their capitals.
    """
    fields = {
        "author": " and ".join([_bibtex_author(a) for a in ref.authors]),
        "title": f"{{{_escaped(ref.title)}}}" if ref.title else "",
        "organization": f"{{{_escaped(ref.outlet)}}}" if ref.outlet else "",
        "date": _uncertain(ref),
        "url": ref.permalink,
        "urldate": ref.captured or "",
        "langid": _LANGID.get(ref.language.split("-")[0], ""),
        "note": _escaped(_note(ref)),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@online{{{ref.id},", *lines, "}", ""])


_LANGID = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "ar": "arabic",
    "ru": "russian",
    "tr": "turkish",
    "nl": "dutch",
    "zh": "chinese",
    "ja": "japanese",
}


def _uncertain(ref: Reference) -> str:
    """The date in EDTF, where '~' means approximately: biblatex prints it as 'circa'."""
    return f"{ref.issued}{'~' if ref.circa else ''}" if ref.issued else ""


def _escaped(words: str) -> str:
    return " ".join(words.split()).translate(_BIBTEX_TABLE)


def _bibtex_author(author: Author) -> str:
    if author.family:
        return f"{_escaped(author.family)}, {_escaped(author.given)}"
    return f"{{{_escaped(author.literal)}}}"


def _note(ref: Reference) -> str:
    """What no field of its own can hold."""
    parts = [
        "Title supplied from the first words" if ref.supplied_title else "",
        "Date inferred from a related version" if ref.circa and ref.issued else "",
        f"Published at {ref.url}" if ref.url else "",
        f"Archived in {ref.archive}" if ref.archive else "",
    ]
    return ". ".join([part for part in parts if part])


def ris(ref: Reference) -> str:
    """A RIS record (type NEWS), lines ended by CR LF as the format has them. An inferred date is in DA's free part."""
    date = ref.issued.replace("-", "/") if ref.issued else ""
    tags = [
        ("TY", "NEWS"),
        *(("AU", f"{a.family}, {a.given}" if a.family else a.literal) for a in ref.authors),
        ("TI", ref.title),
        ("T2", ref.outlet),
        ("PY", "" if ref.circa else (ref.issued or "")[:4]),
        (
            "DA",
            f"{ref.issued[:4]}///c. {day_in_words(ref.issued)}"
            if ref.circa and ref.issued
            else f"{date}/"
            if date
            else "",
        ),
        ("Y2", f"{ref.captured.replace('-', '/')}/" if ref.captured else ""),
        ("LA", ref.language),
        ("UR", ref.permalink),
        ("L2", ref.url),
        ("DB", ref.archive),
        ("AN", ref.id),
        ("N1", _note(ref)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(ref: Reference) -> dict[str, object]:
    """A CSL-JSON item (type `article-newspaper`). `issued` has `circa` where it is inferred."""
    item: dict[str, object] = {"id": ref.id, "type": "article-newspaper", "title": ref.title}
    if ref.authors:
        item["author"] = [
            {"family": a.family, "given": a.given} if a.family else {"literal": a.literal}
            for a in ref.authors
        ]
    if ref.outlet:
        item["container-title"] = ref.outlet
    if ref.issued:
        item["issued"] = {"date-parts": [_parts(ref.issued)]} | ({"circa": True} if ref.circa else {})
    if ref.captured:
        item["accessed"] = {"date-parts": [_parts(ref.captured)]}
    if ref.language:
        item["language"] = ref.language
    item |= {"archive": ref.archive, "URL": ref.permalink}
    if note := _note(ref):
        item["note"] = note
    return item


#: JSON on one line, and a text alone; `json.dumps` makes an encoder for every value.
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_text = json.encoder.encode_basestring


def csl_json(ref: Reference) -> str:
    """The CSL-JSON item in a list, which is what reference managers import."""
    written = [
        f'"{key}": {_text(value) if isinstance(value, str) else _encoded(value)}'
        for key, value in csl(ref).items()
    ]
    return "[\n  {\n    " + ",\n    ".join(written) + "\n  }\n]\n"


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def meta_tags(ref: Reference) -> tuple[MetaTag, ...]:
    """Highwire, PRISM and Dublin Core metadata, as Zotero's embedded-metadata translator reads them.

    `z:itemType` makes it a newspaper article there: `citation_title` alone would make it a journal article. A date
    appears only where it is the article's own. DC.source is left out: Zotero takes it for the publication's name.
    """
    firm = ref.issued if ref.issued and not ref.circa else ""
    title, outlet, authors = _line(ref.title), _line(ref.outlet), ref.authors
    tags = [
        ("z:itemType", "newspaperArticle"),
        ("citation_title", title),
        *[("citation_author", _line(f"{a.family}, {a.given}" if a.family else a.literal)) for a in authors],
        ("citation_journal_title", outlet),
        ("citation_publication_date", firm.replace("-", "/")),
        ("citation_language", ref.language),
        ("citation_public_url", ref.permalink),
        ("prism.publicationName", outlet),
        ("DC.title", title),
        *[("DC.creator", _line(a.literal)) for a in authors],
        ("DC.type", "newspaperArticle"),
        ("DC.publisher", outlet),
        ("DC.date", firm),
        ("DC.language", ref.language),
        ("DC.identifier", ref.permalink),
    ]
    return tuple([MetaTag(name, value) for name, value in tags if value])


def _line(words: str) -> str:
    return " ".join(words.split())
