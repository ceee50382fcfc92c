from pathlib import Path

import jinja2
import pytest

from builder.plugin.whitespace import Tight, tighten


def tight(template: str, **values: object) -> str:
    return jinja2.Environment(extensions=[Tight]).from_string(template).render(**values)


def test_indentation_and_empty_lines_go() -> None:
    assert tight("<ul>\n    <li>a</li>\n\n  \n  <li>b</li>\n</ul>") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_a_line_of_nothing_but_tags_leaves_nothing() -> None:
    template = "<ul>\n  {% for n in (1, 2) %}\n    {# why #}\n    <li>{{ n }}</li>\n  {% endfor %}\n</ul>"
    assert tight(template) == "<ul>\n<li>1</li>\n<li>2</li>\n</ul>"


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("<b>a</b>\n  <i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<b>a</b>\n{% if true %}\n<i>b</i>{% endif %}\n<u>c</u>", "<b>a</b>\n<i>b</i>\n<u>c</u>"),
        ("{{ x }}\n<i>b</i>", "x\n<i>b</i>"),
        ("{% block a %}<b>a</b>{% endblock %}\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("a {% if true %} b{% endif %}", "a  b"),
    ],
)
def test_what_stood_apart_stands_apart(template: str, page: str) -> None:
    assert tight(template, x="x") == page


@pytest.mark.parametrize("element", ["pre", "textarea", "script", "style", "PRE"])
def test_text_that_is_kept_to_the_letter_is(element: str) -> None:
    kept = f"<{element} class='x'>\n    one\n\n      two </{element}>"
    assert tight(f"<p>\n  {kept}\n   <b>") == f"<p>\n{kept}\n<b>"
    assert tight(f"<{element}>\n  {{{{ x }}}}\n\n  {{% if x %}}\n  y{{% endif %}}</{element}>", x="x") == (
        f"<{element}>\n  x\n\n  \n  y</{element}>"
    )


def test_values_are_left_as_they_are() -> None:
    assert tight("<p>\n  {{ x }}", x="a\n\n   b ") == "<p>\na\n\n   b "


def test_an_error_is_told_with_its_line() -> None:
    with pytest.raises(jinja2.TemplateSyntaxError) as fault:
        tight("<p>\n\n  {% if true %}\n\n   {{ 1 + }}")
    assert fault.value.lineno == 5


def test_a_persons_templates_stay_as_they_are(tmp_path: Path) -> None:
    own, ours = tmp_path / "overrides", tmp_path / "theme"
    for folder, name, text in (
        (ours, "base.html", "<ul>\n  <li>\n</ul>{% block end %}{% endblock %}"),
        (
            own,
            "page.html",
            "{% extends 'base.html' %}{% block end %}<pre>{% include 'code.txt' %}</pre>{% endblock %}",
        ),
        (own, "code.txt", "if x:\n    y\n\n    z"),
    ):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader([own, ours]))
    tighten(environment, [str(own)])
    page = environment.get_template("page.html").render()
    assert page == "<ul>\n<li>\n</ul><pre>if x:\n    y\n\n    z</pre>"
