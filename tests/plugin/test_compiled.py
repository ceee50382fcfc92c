"""Compiled templates are kept between builds, and believed only where they are whole and this program's."""

import threading
from pathlib import Path

import jinja2
import pytest
from mkdocs.config import load_config

from builder.plugin.compiled import Compiled, beforehand, keep
from builder.plugin.whitespace import tighten

from .shelf import shelve

TEXT = "{% for n in range(3) %}{{ n }}{{ word }}{% endfor %}"


def rendered(folder: Path, *, key: str = "key", text: str = TEXT) -> str:
    env = jinja2.Environment(
        loader=jinja2.DictLoader({"page.html": text}), bytecode_cache=Compiled(folder, key)
    )
    return env.get_template("page.html").render(word="a")


def beside_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and no threads but the test's, whatever ran before."""
    monkeypatch.setattr("builder.plugin.meanwhile.cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def compiles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Jinja compiles from now on."""
    seen: list[str] = []
    plain = jinja2.Environment.compile

    def compile(env, source, name=None, filename=None, raw=False, defer_init=False):  # type: ignore[no-untyped-def]
        seen.append(name)
        return plain(env, source, name, filename, raw, defer_init)

    monkeypatch.setattr(jinja2.Environment, "compile", compile)
    return seen


def test_a_template_is_compiled_once(tmp_path: Path, compiles: list[str]) -> None:
    assert [rendered(tmp_path) for _ in range(3)] == ["0a1a2a"] * 3
    assert compiles == ["page.html"]


def test_a_template_that_changed_or_another_programs_is_compiled_anew(
    tmp_path: Path, compiles: list[str]
) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, text="{{ word }}!") == "a!"
    assert rendered(tmp_path, text="{{ word }}!", key="other") == "a!"
    assert len(compiles) == 3


@pytest.mark.parametrize("keep", [0, 10, 24, 60, -1])
def test_a_file_that_is_cut_short_counts_as_not_there(tmp_path: Path, compiles: list[str], keep: int) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:keep])
    assert rendered(tmp_path) == "0a1a2a"
    assert len(compiles) == 2
    assert rendered(tmp_path) == "0a1a2a", "and is mended"
    assert len(compiles) == 2


def test_a_damaged_file_counts_as_not_there(tmp_path: Path, compiles: list[str]) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    raw = bytearray(file.read_bytes())
    raw[-20] ^= 1
    file.write_bytes(raw)
    assert rendered(tmp_path) == "0a1a2a"
    assert len(compiles) == 2


def test_where_nothing_can_be_kept_templates_are_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert rendered(tmp_path / "file" / "below") == "0a1a2a"


def test_what_another_process_compiled_is_not_compiled_here(
    tmp_path: Path, compiles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    beside_no_other_thread(monkeypatch)
    config = load_config(str(shelve(tmp_path) / "mkdocs.yml"))
    folder = tmp_path / "compiled"
    compiling = beforehand(config, folder, "key")
    assert compiling is not None
    compiling.take()
    env = config.theme.get_env()
    tighten(env, [config.theme.custom_dir] if config.theme.custom_dir else [])
    keep(env, config.plugins, folder, "key")
    for name in ("main.html", "base.html", "partials/header.html", "partials/nav.html"):
        env.get_template(name)
    assert compiles == []
    assert beforehand(config, folder, "key") is None


def test_a_broken_template_is_left_to_whoever_needs_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    beside_no_other_thread(monkeypatch)
    root = shelve(tmp_path)
    config = load_config(str(root / "mkdocs.yml"))
    own = tmp_path / "own"
    own.mkdir()
    (own / "main.html").write_text('{% extends "base.html" %}{% block %}', encoding="utf-8")
    config.theme.dirs.insert(0, str(own))
    compiling = beforehand(config, tmp_path / "compiled", "key")
    assert compiling is not None
    compiling.take()
    assert capfd.readouterr().err == ""
