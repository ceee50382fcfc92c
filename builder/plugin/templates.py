"""The archive's own templates as Jinja compiles them here: for one language, and without what only other templates need.

A page asks for some three hundred values and fifty macros. Jinja's own way to print a value wraps it once more than the
joining of the page needs, and its way to call a function first looks whether the function wants the context, which none
of those that these templates know does: together that was half of what rendering cost.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from builder.plugin.wording import Wording

#: What templates ask for words by.
WORDS = "t"

#: What a call hands on for functions that want the context.
_CONTEXT = frozenset({"_loop_vars", "_block_vars"})

#: Escaping that gives plain text, where MarkupSafe has it.
_escaped = getattr(markupsafe, "_escape_inner", None) or (lambda text: str(escape(text)))


def printed(value: object) -> str:
    """A value as it stands in a page: the text of `markupsafe.escape`."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else str(escape(value))


class _Generator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import _escaped, {printed.__name__}, _marked, {_Macro.__name__}")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("_")
        super().macro_def(macro_ref, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute without a call of Python's, where there is one of the name; else as Jinja finds it."""
        self.write("(_found if (_found := getattr((_asked := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing else environment.getattr(_asked, {node.attr!r}))"
        )

    def signature(
        self,
        node: nodes.Call | nodes.Filter | nodes.Test,
        frame: Frame,
        extra_kwargs: Mapping[str, object] | None = None,
    ) -> None:
        extra = {name: value for name, value in (extra_kwargs or {}).items() if name not in _CONTEXT}
        super().signature(node, frame, extra or None)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if _is_escaped(frame) and finalize.src is None:
            # `printed`, without calling it for what most values are.
            self.write("(_escaped(_shown) if (_sort := type(_shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if _is_escaped(frame) and finalize.src is None:
            self.write(f")) is str else _shown if _sort is Markup else {printed.__name__}(_shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        if _is_escaped(frame) and not force_unescaped:
            self.writeline(f"return _marked(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)


def _is_escaped(frame: Frame) -> bool:
    """Whether it is known that values are escaped there."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


#: Text as it is, as safe: what `Markup` makes of it, without a look at what else it could be.
_marked: Callable[[str], Markup] = partial(str.__new__, Markup)

#: For the type checker, which knows no signature that this could have.
_call: Any = operator.call


class _Context(Context):
    """A template's values. No function that the archive's templates can call asks for them."""

    call: Any = staticmethod(_call)


class _Template(jinja2.Template):
    """A template whose globals are put together once, not for every page that is rendered: they are what they were when
    the first was."""

    @cached_property
    def _all_globals(self) -> dict[str, Any]:
        return dict(self.globals)

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        known = self._all_globals
        return self.environment.context_class(
            self.environment, known | (vars or {}), self.name, self.blocks, known
        )


class _Macro(Macro):
    """A macro that is called with arguments in their places, as nearly all are, without a look at how else it could be
    called: a page of names calls two hundred."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        left = self._argument_count - len(given)
        if named or left < 0 or self._is_special:
            return super().__call__(*given, **named)
        made = self._func(*given, *(missing,) * left)
        return made if type(made) is Markup else Markup(made)

    @cached_property
    def _is_special(self) -> bool:
        """Whether it takes what stands in no place, or gives what is not safe."""
        catches = self.catch_kwargs or self.catch_varargs or self.caller or "caller" in self.arguments
        return bool(catches or self._environment.is_async or not self._default_autoescape)


class _Worded(NodeTransformer):
    """Puts the words for constant keys into a template while it is compiled: an article's page asks for some fifty. A
    key that is not there is left to fail where it is asked for."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        asked = isinstance(node.node, nodes.Name) and node.node.name == WORDS and len(node.args) == 1
        if asked and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            key = node.args[0]
            if isinstance(key, nodes.Const) and self._wording.has(key.value):
                return nodes.Const(self._wording.t(key.value), lineno=node.lineno)
        return node


def _has_its_own(source: nodes.Template) -> bool:
    """Whether the template calls something of its own by that name."""
    return (
        any(found.name == WORDS and found.ctx != "load" for found in source.find_all(nodes.Name))
        or any(found.name == WORDS for found in source.find_all(nodes.Macro))
        or any(found.target == WORDS for found in source.find_all(nodes.Import))
        or any(
            WORDS in (name if isinstance(name, tuple) else (name,))
            for found in source.find_all(nodes.FromImport)
            for name in found.names
        )
    )


class Templates(jinja2.Environment):
    """An environment whose templates are compiled for one language."""

    code_generator_class = _Generator
    context_class = _Context
    template_class = _Template
    wording: Wording

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if not _has_its_own(source):
            source = _Worded(self.wording).visit(source)
        return super()._generate(source, name, filename, defer_init)
