"""The templates' environment: its own, with autoescaping, so that nothing scraped reaches a page as markup.

MkDocs's environment does not escape. Each page's fragments are rendered here and handed to Material's templates as
finished HTML; a file of the same name under the archive's `overrides/` replaces one of the package's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from builder.plugin.templates import WORDS, Templates
from builder.plugin.whitespace import tighten
from builder.plugin.wording import Wording

if TYPE_CHECKING:
    from builder.derive.compare import Row

#: The package's templates and assets, laid out as a MkDocs theme folder.
THEME = Path(str(resources.files("builder.plugin").joinpath("theme")))

#: Characters of the fragments that a renderer remembers; an article's line has some 700.
_FRAGMENTS = 10_000_000

#: The macros of several pages.
_MACROS = "archive/macros.html"


def _worded(row: Row, side: str) -> Markup:
    from builder.plugin.worded import worded  # loads much, and few edits compare anything

    return worded(row, side)


class _Fragments(dict[Hashable, Markup]):
    """What a macro makes of each of several things, with the same further arguments."""

    def __init__(self, once: _Once, macro: Macro, further: tuple[Hashable, ...]) -> None:
        super().__init__()
        self._once = once
        self._macro = macro
        self._further = further

    def __missing__(self, item: Hashable) -> Markup:
        made = self[item] = Markup(self._macro(item, *self._further))
        self._once.grew(len(made))
        return made


class _Once:
    """What macros made of the same arguments before: an article's line stands on the pages of some ten names."""

    def __init__(self) -> None:
        self._made: dict[Hashable, _Fragments] = {}
        self._size = 0

    def of(self, macro: Macro, base: str, item: Hashable, *further: Hashable) -> Markup:
        """What the macro gives, which must depend on its arguments and the way to the site's root alone."""
        return self._fragments(macro, base, further)[item]

    def each(self, macro: Macro, base: str, items: Iterable[Hashable], *further: Hashable) -> Markup:
        """The same of several things, one after the other."""
        return Markup("".join(map(self._fragments(macro, base, further).__getitem__, items)))

    def grew(self, size: int) -> None:
        self._size += size
        if self._size > _FRAGMENTS:
            self._made.clear()
            self._size = 0

    def _fragments(self, macro: Macro, base: str, further: tuple[Hashable, ...]) -> _Fragments:
        key = (macro.name, base, further)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _Fragments(self, macro, further)
        return found


@dataclass(frozen=True, slots=True)
class _Way:
    """What depends on the way from a page to the site's root alone: `url` goes it, `macros` are those of several pages."""

    url: Callable[[str], str]
    macros: TemplateModule


class Renderer:
    """Renders the fragments of pages in one language, with the shared macros as `m`. `overrides` are folders looked
    through before the package's; `compiled` keeps the templates from one run to the next."""

    def __init__(
        self, wording: Wording, overrides: Sequence[str] = (), compiled: jinja2.BytecodeCache | None = None
    ) -> None:
        self._environment = Templates(
            loader=jinja2.FileSystemLoader([*overrides, str(THEME)]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            bytecode_cache=compiled,
            # A build has a renderer of its own: a template that changes meanwhile changes the next one.
            auto_reload=False,
        )
        tighten(self._environment, overrides)
        self._environment.wording = wording
        self._ways: dict[str, _Way] = {}
        self._templates: dict[str, jinja2.Template] = {}
        once = _Once()
        self._environment.globals.update(
            {WORDS: wording.t},
            once=once.of,
            each=once.each,
            has_words=wording.has,
            site_language=wording.language,
        )
        self._environment.filters.update(
            day=wording.day,
            daymonth=wording.day_month,
            month=wording.month,
            shortmonth=wording.short_month,
            narrowmonth=wording.narrow_month,
            number=wording.number,
            percent=wording.percent,
            size=wording.size,
            language=wording.language_name,
            worded=_worded,
        )

    def render(self, template: str, base: str, **context: object) -> Markup:
        """The fragment as safe HTML. `base` leads from the page to the site's root ('../../', '' on the home page)."""
        way = self._ways.get(base)
        if way is None:
            way = self._ways[base] = self._way(base)
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self._environment.get_template(template)
        return Markup(found.render(url=way.url, base=base, m=way.macros, **context))

    def _way(self, base: str) -> _Way:
        def url(address: str) -> str:
            return f"{base}{address}" or "./"

        macros = self._environment.get_template(_MACROS).make_module({"url": url, "base": base})
        return _Way(url, macros)


def base_of(address: str) -> str:
    """The way from the page at a site-relative address back to the root."""
    return "../" * address.count("/")


#: Characters that reverse or hold the direction of whatever follows them, the browser's own buttons included.
_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def plain(text: str) -> str:
    """Text for the places where Material's templates print a value without escaping it: one line, no overrides."""
    shown = text if text.isascii() else text.translate(_OVERRIDES)
    return str(escape(" ".join(shown.split())))
