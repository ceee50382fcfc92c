from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from builder.plugin.rendering import Renderer
from builder.plugin.templates import printed
from builder.plugin.wording import Wording


class Marked:
    """An object that says itself what it is as HTML."""

    def __html__(self) -> str:
        return "<b>&amp;</b>"


@given(st.one_of(st.text(), st.integers(), st.none(), st.floats(), st.text().map(Markup)))
def test_a_value_is_printed_as_escaping_gives_it(value: object) -> None:
    assert printed(value) == escape(value)


def test_what_says_itself_how_it_looks_is_believed() -> None:
    assert printed(Marked()) == "<b>&amp;</b>"


def rendered(folder: Path, template: str, **context: object) -> str:
    (folder / "try.html").write_text(template, encoding="utf-8")
    return str(Renderer(Wording("en"), [str(folder)]).render("try.html", "../", **context))


def test_calls_within_loops_and_with_a_caller_work_as_elsewhere(tmp_path: Path) -> None:
    template = (
        "{% macro box(n, title='<') %}[{{ n }}{{ title }}{{ caller() }}]{% endmacro %}"
        "{% for n in range(2) %}{% call box(n, title=name) %}<i>{{ loop.cycle('a', 'b') }}</i>{% endcall %}{% endfor %}"
    )
    assert rendered(tmp_path, template, name="&") == "[0&amp;<i>a</i>][1&amp;<i>b</i>]"


def test_the_shared_macros_are_at_hand_and_may_be_imported(tmp_path: Path) -> None:
    said = "{{ m.title(card) }}"
    card = {"title": "A & B", "language": "en", "direction": "ltr", "title_is_first_words": False}
    asked = rendered(tmp_path, said, card=card)
    assert asked == '<bdi lang="en" dir="ltr">A &amp; B</bdi>'
    imported = '{% import "archive/macros.html" as m with context %}' + said
    assert rendered(tmp_path, imported, card=card) == asked


def test_a_value_that_is_not_there_ends_the_rendering(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path, "{{ nothing }}")
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path, "{{ card.nothing }}", card=object())


@dataclass
class Held:
    name: str
    inner: object = None


def test_attributes_are_found_in_objects_and_mappings_one_within_the_other(tmp_path: Path) -> None:
    template = (
        "{% macro both(a, b) %}{{ a.inner.name ~ b.inner.inner.name }}{% endmacro %}"
        "{% for one in held if one.inner.name %}{{ both(one.inner, one) }}{{ one.name.upper() }}{% endfor %}"
    )
    held = [Held("x", {"name": "<", "inner": Held("o")}), {"name": "y", "inner": Held("i", {"name": "m"})}]

    assert rendered(tmp_path, template, held=held) == "ooXmmY"


def test_a_method_of_a_mapping_comes_before_its_entry(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ held.keys() | list | length }}", held={"keys": "&"}) == "1"


def test_what_a_missing_attribute_is_asked_of_is_named(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError, match="has no attribute 'nothing'"):
        rendered(tmp_path, "{{ held.inner.nothing }}", held=Held("x", Held("y")))


def test_macros_take_arguments_in_their_places_by_name_and_by_default(tmp_path: Path) -> None:
    template = "{% macro all(a, b='<', c=b) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    for call, wanted in (
        ("all('x')", "x&lt;&lt;"),
        ("all('x', '>')", "x&gt;&gt;"),
        ("all('x', c='y')", "x&lt;y"),
        ("all(c='y', a='x', b='z')", "xzy"),
        ("all('x', 'y', 'z') ~ '&'", "xyz&amp;"),
    ):
        assert rendered(tmp_path, f"{template}{{{{ {call} }}}}") == wanted


def test_a_macro_may_take_whatever_it_is_given(tmp_path: Path) -> None:
    template = "{% macro any(a) %}{{ a }}{{ varargs | join }}{{ kwargs.k }}{% endmacro %}{{ any('x', 'y', 'z', k=1) }}"
    assert rendered(tmp_path, template) == "xyz1"


def test_a_macro_that_is_given_too_much_ends_the_rendering(tmp_path: Path) -> None:
    for call in ("one('a', 'b')", "one('a', b='b')", "one('a', a='b')"):
        with pytest.raises(TypeError):
            rendered(tmp_path, "{% macro one(a) %}{{ a }}{% endmacro %}{{ " + call + " }}")
