from pathlib import Path

import pytest

from builder.plugin.rendering import Renderer
from builder.plugin.wording import Wording


def rendered(folder: Path, template: str, base: str = "../", language: str = "en", **context: object) -> str:
    (folder / "try.html").write_text(template, encoding="utf-8")
    return str(Renderer(Wording(language), [str(folder)]).render("try.html", base, **context))


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_words_for_a_constant_key_are_those_that_asking_gives(tmp_path: Path, language: str) -> None:
    wording = Wording(language)
    template = '{{ t("kind.story") }}|{{ t(key) }}|<i title="{{ t("cite.copy") }}">{{ t("date.none") ~ "<" }}'
    assert rendered(tmp_path, template, language=language, key="kind.story") == (
        f'{wording.t("kind.story")}|{wording.t("kind.story")}|<i title="{wording.t("cite.copy")}">'
        f"{wording.t('date.none')}&lt;"
    )


def test_a_number_is_asked_for_each_time(tmp_path: Path) -> None:
    template = "{% for n in (1, 3) %}{{ t('stories.summary', n) }};{% endfor %}"
    words = Wording("en")
    assert rendered(tmp_path, template) == f"{words.t('stories.summary', 1)};{words.t('stories.summary', 3)};"


def test_a_template_may_call_something_of_its_own_by_that_name(tmp_path: Path) -> None:
    template = "{% macro t(key) %}[{{ key }}]{% endmacro %}{{ t('kind.story') }}"
    assert rendered(tmp_path, template) == "[kind.story]"


def test_a_key_without_words_fails_where_it_is_asked_for(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{% if false %}{{ t('no.such.words') }}{% endif %}whole") == "whole"
    with pytest.raises(KeyError):
        rendered(tmp_path, "{{ t('no.such.words') }}")


def test_a_fragment_is_made_once_for_each_way_to_the_root(tmp_path: Path) -> None:
    (tmp_path / "try.html").write_text(
        "{% macro line(name) %}<a href='{{ url(name) }}'>{{ name }}</a>{{ asked() }}{% endmacro %}"
        "{{ once(line, base, 'a&b') }}{{ once(line, base, 'a&b') }}",
        encoding="utf-8",
    )
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return ""

    renderer = Renderer(Wording("en"), [str(tmp_path)])
    for base in ("../", "../", "../../"):
        line = f"<a href='{base}a&amp;b'>a&amp;b</a>"
        assert renderer.render("try.html", base, asked=ask) == line * 2
    assert len(asked) == 2


def test_fragments_of_several_things_are_those_of_each_and_made_once(tmp_path: Path) -> None:
    (tmp_path / "try.html").write_text(
        "{% macro line(name, loud) %}<b>{{ name }}{{ '!' if loud }}</b>{{ asked() }}{% endmacro %}"
        "{{ each(line, base, names, false) }} {{ each(line, base, names, true) }} {{ once(line, base, 'b', true) }}",
        encoding="utf-8",
    )
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return ""

    renderer = Renderer(Wording("en"), [str(tmp_path)])
    for _ in range(2):
        made = renderer.render("try.html", "../", asked=ask, names=("a", "b", "a&"))
        assert made == "<b>a</b><b>b</b><b>a&amp;</b> <b>a!</b><b>b!</b><b>a&amp;!</b> <b>b!</b>"
    assert len(asked) == 6
    assert renderer.render("try.html", "../", asked=ask, names=()) == "  <b>b!</b>"


def test_fragments_are_let_go_of_beyond_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.plugin.rendering._FRAGMENTS", 20)
    (tmp_path / "try.html").write_text(
        "{% macro line(name) %}<b>{{ name }}</b>{{ asked() }}{% endmacro %}{{ each(line, base, names) }}",
        encoding="utf-8",
    )
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return ""

    renderer = Renderer(Wording("en"), [str(tmp_path)])
    for _ in range(2):
        assert renderer.render("try.html", "", asked=ask, names="abcd") == "".join(
            f"<b>{c}</b>" for c in "abcd"
        )
    assert len(asked) > 4
