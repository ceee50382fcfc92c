"""The list of files that a build begins with is MkDocs's own, but for the articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands import build as building
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files

from builder.plugin import gathering
from builder.plugin.gathering import Conflict, gathered, without_articles

from .building import configured
from .shelf import shelve


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = shelve(tmp_path)
    docs = root / "archive"
    for path in (
        "stories/a/index.md",
        "stories/a/README.txt",
        "stories/Zoe.md",
        "extra/.hidden.md",
        "articles/2021/picture.png",
        "articles/2021/.swp",
        "templates/main.html",
        "README.md.bak",
    ):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text("x", encoding="utf-8")
    return root


def told(files: Files) -> list[tuple[str, str, str, str]]:
    return [(f.src_uri, f.dest_uri, f.url, f.inclusion.name) for f in files]


def test_the_list_is_that_of_mkdocs_without_the_articles(root: Path) -> None:
    config = configured(root)
    whole = told(get_files(config))
    plain = [f for f in whole if not (f[0].startswith("articles/") and f[0].endswith(".md"))]
    assert told(gathered(config)) == plain
    assert len(plain) < len(whole)
    assert any(f[0] == "articles/2021/picture.png" for f in plain)


def test_files_of_the_theme_are_those_that_mkdocs_adds(root: Path) -> None:
    own = root / "overrides"
    (own / "assets").mkdir(parents=True)
    (own / "assets" / "own.css").write_text("x", encoding="utf-8")
    (own / ".icons").mkdir()
    (own / ".icons" / "own.svg").write_text("x", encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("name: material\n", "name: material\n  custom_dir: overrides\n"), encoding="utf-8"
    )
    config = configured(root)
    found = []
    for files in (get_files(config), gathered(config)):
        before = set(files.src_uris)
        files.add_files_from_theme(config.theme.get_env(), config)
        found.append([f for f in told(files) if f[0] not in before])
    assert found[0] == found[1]
    assert any(f[0] == "assets/own.css" for f in found[1])


@pytest.mark.parametrize(
    "name", ["articles/2021/README.md", "articles/2021/x.markdown", "stories/a/README.md"]
)
def test_where_two_files_may_be_one_page_mkdocs_decides(root: Path, name: str) -> None:
    (root / "archive" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "archive" / name).write_text("x", encoding="utf-8")
    config = configured(root)
    with pytest.raises(Conflict):
        gathered(config)
    config.strict = False
    without_articles(config)
    assert told(building.get_files(config)) == told(get_files(config))  # type: ignore[attr-defined]


def test_the_list_is_made_once_and_for_no_other_configuration(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[MkDocsConfig] = []
    config, other = configured(root), configured(root)
    own = gathering.gathered
    monkeypatch.setattr(gathering, "gathered", lambda c: (asked.append(c), own(c))[1])
    without_articles(config)
    assert len(list(building.get_files(other))) == len(list(get_files(other)))  # type: ignore[attr-defined]
    assert asked == []
    without_articles(config)
    building.get_files(config)  # type: ignore[attr-defined]
    assert asked == [config]
    assert building.get_files is get_files  # type: ignore[attr-defined]
