"""The front matter and the authority files as forms of Decap CMS, from the same tables that read and check them.

What a form asks for is decided in `schema` and `authority`; here each kind of key is given the widget that edits it.
The values are those of Decap's configuration file: plain dictionaries and lists, ready to be written as YAML.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.store.authority import ENTITY_KEYS as NAME_KEYS
from builder.store.authority import FILES, SOURCE_KEYS, SOURCES
from builder.store.schema import (
    ENTITY_KEYS,
    FIELDS,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    RELATIONS,
    SLUG_PATTERN,
    Kind,
)
from builder.store.schema import Field as Key

#: One form, field or collection, as Decap's configuration spells it.
Spelled = dict[str, object]

#: The formats that the page's own script registers: they change the lines that an editor changed, and no others.
ARTICLE_FORMAT, LEAD_FORMAT = "archive-article", "archive-lead"
NAMES_FORMAT, SOURCES_FORMAT = "archive-names", "archive-sources"

#: The collections' names, which addresses within the page are made of.
ARTICLES, STORIES, NAMES, OUTLETS = "articles", "stories", "names", "sources"

#: Keys whose text may run over several lines.
_LONG = frozenset({"notes"})

_AN_ID = "An article's id stands in its address and in the name of its file."

#: What an authority entry's keys mean to an editor.
_MEANINGS = {
    "id": "Permanent: the articles' 'source' names it.",
    "name": "The preferred name.",
    "aliases": "Other names as texts print them.",
    "domains": "Its web addresses, without www.",
    "country": "",
    "language": "The language that it publishes in: en, ar, pt-BR...",
    "wikidata": "The id in Wikidata: Q and digits.",
    "note": "For readers; shown on the page.",
    "not": "Strings that never mean this entry.",
    "same_as": "Former preferred names; their pages lead here.",
    "stop": "Instead of all else: a string that is never a name.",
    "excerpt_words": "Show at most this many words of each of its articles.",
}


def article_form() -> list[Spelled]:
    """The fields of an article: every key of its front matter in order, then the text."""
    return [*(_field(key) for key in FIELDS), _body("Markdown paragraphs, a blank line between them.")]


def collections(years: Sequence[str] = ()) -> list[Spelled]:
    """What the page edits. With `years`, folders under articles/, each is a collection of its own."""
    return [
        *([_articles(year) for year in years] if years else [_articles()]),
        {
            "name": STORIES,
            "label": "Introductions of stories",
            "label_singular": "introduction of a story",
            "description": "What stands above the versions of a story. A new one is named as in the story's address.",
            "folder": "archive/stories",
            "extension": "md",
            "format": LEAD_FORMAT,
            "create": True,
            "delete": True,
            "identifier_field": "story",
            "slug": "{{fields.story}}",
            "summary": "{{filename}}",
            "editor": {"preview": False},
            "fields": [
                {
                    "name": "story",
                    "label": "story",
                    "widget": "string",
                    "required": False,
                    "pattern": [f"^{SLUG_PATTERN}$", "as in the address of the story's page"],
                    "hint": "For a new introduction: the last part of the address of the story's page.",
                },
                _body("Markdown; shown above the versions."),
            ],
        },
        _authority(NAMES, "Names", NAMES_FORMAT, [_names_file(name) for name in FILES]),
        _authority(OUTLETS, "Outlets", SOURCES_FORMAT, [_sources_file()]),
    ]


def collection_of(path: str, years: Sequence[str] = ()) -> str:
    """The name of the collection that holds the article at `path` (relative to archive/)."""
    return f"{ARTICLES}-{path.split('/')[1]}" if years else ARTICLES


def entry_of(path: str, years: Sequence[str] = ()) -> str:
    """What its collection calls the article at `path` (relative to archive/)."""
    return "/".join(path.removesuffix(".md").split("/")[2 if years else 1 :])


def _articles(year: str = "") -> Spelled:
    """The collection of all articles, or of one folder's. None is made here: an article begins as a capture."""
    return {
        "name": f"{ARTICLES}-{year}" if year else ARTICLES,
        "label": f"Articles, {year}" if year else "Articles",
        "label_singular": "article",
        "folder": f"archive/articles/{year}" if year else "archive/articles",
        # Says how deep the files lie; nothing is named by it, since none is made.
        "path": "{{month}}/{{slug}}" if year else "{{year}}/{{month}}/{{slug}}",
        "extension": "md",
        "format": ARTICLE_FORMAT,
        "create": False,
        "delete": False,
        "identifier_field": "title",
        "summary": "{{date}} {{title}}",
        "sortable_fields": ["date", "title", "source"],
        "editor": {"preview": False},
        "fields": article_form(),
    }


def _field(key: Key) -> Spelled:
    field = {"name": key.name, "label": key.name, "required": key.required, "hint": key.meaning}
    match key.kind:
        case Kind.ID if key.name == "id":
            return {"name": key.name, "label": key.name, "widget": "hidden", "required": False}
        case Kind.ID:
            return field | {"widget": "string", "pattern": [f"^{ID_PATTERN}$", _AN_ID]}
        case Kind.DAY:
            return field | {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False}
        case Kind.WORD:
            return field | {"widget": "select", "options": list(key.words)}
        case Kind.SOURCE:
            return field | {
                "widget": "relation",
                "collection": OUTLETS,
                "file": OUTLETS,
                "value_field": "entries.*.id",
                "display_fields": ["entries.*.name"],
                "search_fields": ["entries.*.name", "entries.*.id"],
            }
        case Kind.URL:
            return field | {"widget": "string", "pattern": ["^https?://", "an address with https://"]}
        case Kind.SLUG:
            return field | {"widget": "string", "pattern": [f"^{SLUG_PATTERN}$", "no spaces or slashes"]}
        case Kind.LANGUAGE:
            return field | {"widget": "string", "pattern": [f"^{LANGUAGE_PATTERN}$", "en, ar, pt-BR..."]}
        case Kind.TEXTS:
            return field | _strings()
        case Kind.ENTITIES:
            names = [{"name": n, "label": n, "required": False, **_strings()} for n in ENTITY_KEYS]
            return field | {"widget": "object", "collapsed": False, "fields": names}
        case Kind.LINKS:
            return field | _links()
        case _:
            return field | {"widget": "text" if key.name in _LONG else "string"}


def _strings() -> Spelled:
    """A list of single values. A plain list widget would part them at commas, which names have within them."""
    return {
        "widget": "list",
        "label_singular": "name",
        "collapsed": False,
        "summary": "{{fields.name}}",
        "field": {"name": "name", "label": "name", "widget": "string"},
    }


def _links() -> Spelled:
    return {
        "widget": "list",
        "label_singular": "link",
        "collapsed": False,
        "summary": "{{fields.relation}}: {{fields.article}}",
        "fields": [
            {
                "name": "article",
                "label": "article",
                "widget": "string",
                "pattern": [f"^{ID_PATTERN}$", _AN_ID],
                "hint": _AN_ID,
            },
            {"name": "relation", "label": "relation", "widget": "select", "options": list(RELATIONS)},
        ],
    }


def _body(hint: str) -> Spelled:
    return {
        "name": "body",
        "label": "text",
        "widget": "markdown",
        "modes": ["raw"],
        "buttons": [],
        "editor_components": [],
        "required": False,
        "hint": hint,
    }


def _authority(name: str, label: str, form: str, files: list[Spelled]) -> Spelled:
    return {"name": name, "label": label, "editor": {"preview": False}, "format": form, "files": files}


def _names_file(file: str) -> Spelled:
    """people.yml, organizations.yml or places.yml."""
    fields = [_aliases() if key == "aliases" else _entry_field(key) for key in NAME_KEYS]
    return _authority_file(file, "{{fields.name}}{{fields.stop}}", fields)


def _sources_file() -> Spelled:
    fields = [
        _entry_field(key) | ({"required": True} if key in ("id", "name") else {}) for key in SOURCE_KEYS
    ]
    return _authority_file(SOURCES, "{{fields.name}}", fields)


def _authority_file(file: str, summary: str, fields: list[Spelled]) -> Spelled:
    name = file.removesuffix(".yml")
    entries = {
        "name": "entries",
        "label": name,
        "label_singular": "entry",
        "widget": "list",
        "required": False,
        "collapsed": True,
        "summary": summary,
        "fields": fields,
    }
    return {"name": name, "label": name, "file": f"archive/authority/{file}", "fields": [entries]}


def _aliases() -> Spelled:
    """Aliases of people, organizations and places, each of which may count only beside the full name."""
    return {
        "name": "aliases",
        "label": "aliases",
        "required": False,
        "hint": _MEANINGS["aliases"],
        "widget": "list",
        "label_singular": "alias",
        "collapsed": False,
        "summary": "{{fields.text}}",
        "fields": [
            {"name": "text", "label": "text", "widget": "string"},
            {
                "name": "only_with",
                "label": "only_with",
                "widget": "select",
                "required": False,
                "options": ["name", "none"],
                "hint": "name: counts only in a text that also has the full name; none: counts alone, too.",
            },
        ],
    }


def _entry_field(key: str) -> Spelled:
    field: Spelled = {"name": key, "label": key, "required": False, "hint": _MEANINGS[key]}
    if key in ("aliases", "domains", "not", "same_as"):
        return field | _strings()
    return field | {"widget": "string"}
