"""The templates' environment: its own, with autoescaping, so that nothing scraped reaches a page as markup.

MkDocs's environment does not escape. Each page's fragments are rendered here and handed to Material's templates as
finished HTML; a file of the same name under the archive's `overrides/` replaces one of the package's.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from importlib import resources
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from builder.plugin.wording import Wording

#: The package's templates and assets, laid out as a MkDocs theme folder.
THEME = Path(str(resources.files("builder.plugin").joinpath("theme")))


#: Fragments remembered by a renderer, some 700 characters each.
_FRAGMENTS = 12_000


class _Once:
    """What macros made of the same arguments before: an article's line stands on the pages of some ten names."""

    def __init__(self) -> None:
        self._made: dict[Hashable, object] = {}

    def of(self, macro: Macro, base: str, *arguments: Hashable) -> object:
        """What the macro gives, which must depend on its arguments and the way to the site's root alone."""
        key = (macro.name, base, arguments)
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _FRAGMENTS:
                self._made.clear()
            found = self._made[key] = macro(*arguments)
        return found


class _Worded(NodeTransformer):
    """Puts the words for constant keys into a template while it is compiled: an article's page asks for some fifty. A
    key that is not there is left to fail where it is asked for."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        asked = isinstance(node.node, nodes.Name) and node.node.name == _WORDS and len(node.args) == 1
        if asked and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            key = node.args[0]
            if isinstance(key, nodes.Const) and self._wording.has(key.value):
                return nodes.Const(self._wording.t(key.value), lineno=node.lineno)
        return node


#: What templates ask for words by.
_WORDS = "t"


def _has_its_own(source: nodes.Template) -> bool:
    """Whether the template calls something of its own by that name."""
    return (
        any(found.name == _WORDS and found.ctx != "load" for found in source.find_all(nodes.Name))
        or any(found.name == _WORDS for found in source.find_all(nodes.Macro))
        or any(found.target == _WORDS for found in source.find_all(nodes.Import))
        or any(
            _WORDS in (name if isinstance(name, tuple) else (name,))
            for found in source.find_all(nodes.FromImport)
            for name in found.names
        )
    )


class _Environment(jinja2.Environment):
    """An environment whose templates are compiled for one language."""

    wording: Wording

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if not _has_its_own(source):
            source = _Worded(self.wording).visit(source)
        return super()._generate(source, name, filename, defer_init)


class Renderer:
    """Renders the fragments of pages in one language. `overrides` are folders looked through before the package's;
    `compiled` keeps the templates from one run to the next."""

    def __init__(
        self, wording: Wording, overrides: Sequence[str] = (), compiled: jinja2.BytecodeCache | None = None
    ) -> None:
        self._environment = _Environment(
            loader=jinja2.FileSystemLoader([*overrides, str(THEME)]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=compiled,
            # A build has a renderer of its own: a template that changes meanwhile changes the next one.
            auto_reload=False,
        )
        self._environment.wording = wording
        self._environment.globals.update(
            {_WORDS: wording.t},
            once=_Once().of,
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
        )

    def render(self, template: str, base: str, **context: object) -> Markup:
        """The fragment as safe HTML. `base` leads from the page to the site's root ('../../', '' on the home page)."""

        def url(address: str) -> str:
            return f"{base}{address}" or "./"

        return Markup(self._environment.get_template(template).render(url=url, base=base, **context))


def base_of(address: str) -> str:
    """The way from the page at a site-relative address back to the root."""
    return "../" * address.count("/")


#: Characters that reverse or hold the direction of whatever follows them, the browser's own buttons included.
_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def plain(text: str) -> str:
    """Text for the places where Material's templates print a value without escaping it: one line, no overrides."""
    return str(escape(" ".join(text.translate(_OVERRIDES).split())))
