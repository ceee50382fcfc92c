"""The quick way gives the same bytes as MkDocs's own, from any state that a build can find."""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.exceptions import Abort

from .building import built, configured
from .shelf import shelve

#: Two runs of Pagefind over the same records differ in a few files.
APART = "pagefind/"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as at rest as soon as they are read: a test does not wait until the cache trusts them."""
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)


def shelved(root: Path) -> Path:
    root.mkdir()
    return shelve(root)


def contents(site: Path) -> dict[str, bytes]:
    return {
        path: file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file() and not (path := file.relative_to(site).as_posix()).startswith(APART)
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def clean(root: Path, scratch: Path) -> dict[str, bytes]:
    """What a build makes of the archive with no cache and no earlier site, every page by MkDocs's own loops."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(root, scratch, ignore=shutil.ignore_patterns(".cache", "site", ".site.kept"))
    config = scratch / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "  - archive\n", "  - archive:\n      accelerate: false\n"
        ),
        encoding="utf-8",
    )
    return contents(built(scratch))


def articles(root: Path) -> list[Path]:
    return sorted((root / "archive" / "articles").rglob("*.md"))


def retitle(path: Path, title: str) -> None:
    path.write_text(
        re.sub("^title: .*$", f"title: {title}", path.read_text(encoding="utf-8"), count=1, flags=re.M),
        encoding="utf-8",
    )


def test_the_quick_way_gives_the_same_bytes_as_mkdocs_alone(tmp_path: Path) -> None:
    root = shelved(tmp_path / "quick")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_a_build_with_nothing_changed_writes_no_file_again(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    site = built(root)
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    built(root)
    after = {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    assert [str(file) for file in after if before.get(file) != after[file]] == []
    assert before.keys() == after.keys()


@pytest.mark.parametrize("seed", range(3))
def test_after_random_edits_a_warm_build_is_a_clean_one_byte_for_byte(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    root = shelved(tmp_path / "warm")
    built(root)
    for turn in range(3):
        for _ in range(dice.randint(1, 3)):
            edit(root, dice, f"{seed}{turn}")
        assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def edit(root: Path, dice: random.Random, mark: str) -> None:
    """One of the things that happen to an archive between two builds."""
    path = dice.choice(articles(root))
    text = path.read_text(encoding="utf-8")
    match dice.randrange(11):
        case 0:
            retitle(path, f"'Title {mark} & <b>'")
        case 1:
            path.write_text(
                re.sub("^date: .*$", f"date: 2019-12-1{mark[-1]}", text, flags=re.M), encoding="utf-8"
            )
        case 2:
            path.write_text(f"{text}\nAnother paragraph {mark} about Lindhaven.\n", encoding="utf-8")
        case 3:
            path.write_text(re.sub("^story: .*\n", "", text, flags=re.M), encoding="utf-8")
        case 4:
            path.write_text(
                text.replace("- Lindhaven\n", f"- Lindhaven\n  - Place {mark}\n", 1), encoding="utf-8"
            )
        case 5:
            path.rename(path.with_name(f"moved{mark}-{path.name}"))
        case 6 if len(articles(root)) > 4:
            path.unlink()
        case 7:
            sources = root / "archive" / "authority" / "sources.yml"
            sources.write_text(
                sources.read_text(encoding="utf-8").replace(
                    "name: The Harbour Post", f"name: The Harbour {mark}"
                ),
                encoding="utf-8",
            )
        case 8:
            new = f"a{dice.randrange(10**10):010}"
            path.with_name(f"added-{mark}-{new}.md").write_text(
                re.sub("^id: .*$", f"id: {new}", text, flags=re.M), encoding="utf-8"
            )
        case 9:
            # Other relations of the same articles; where there is none, one without a story.
            other = dice.choice([one for one in articles(root) if one != path])
            identity = re.search("^id: (.*)$", other.read_text(encoding="utf-8"), flags=re.M)
            link = f"related_versions:\n  - article: {identity[1] if identity else ''}\n    relation: unrelated\n"
            told = re.sub(r"^related_versions:\n(?:[ -].*\n)*", "", text, flags=re.M)
            path.write_text(told.replace("\nlanguage:", f"\n{link}language:", 1), encoding="utf-8")
        case _:
            path.write_text(re.sub("^source: .*$", "source: al-mina", text, flags=re.M), encoding="utf-8")


def test_files_that_nobody_made_and_files_that_somebody_changed_are_put_right(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    site = built(root)
    (site / "people" / "stray").mkdir()
    (site / "people" / "stray" / "index.html").write_text("left over", encoding="utf-8")
    (site / "stories" / "index.html").write_text("overwritten", encoding="utf-8")
    next((site / "articles").rglob("index.html")).unlink()
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


@pytest.mark.parametrize("damage", ["cut", "foreign", "gone", "other version", "flipped"])
def test_whatever_befell_the_cache_the_next_build_is_right(tmp_path: Path, damage: str) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "Another title")
    held = [*(root / ".cache").glob("*"), *(root / ".cache" / "articles").glob("*")]
    held += (root / ".cache" / "site").rglob("*")
    damaged = [file for file in held if file.is_file() and file.suffix != ".lock"]
    assert {file.suffix for file in damaged} >= {".heads", ".record", ".rows", ".tally"}
    for file in damaged:
        raw = file.read_bytes()
        match damage:
            case "cut":
                file.write_bytes(raw[: len(raw) // 2])
            case "foreign":
                file.write_bytes(b'{"not": ["ours"]}')
            case "gone":
                file.unlink()
            case "other version":
                file.write_bytes(b"record 0" + raw[raw.find(b" ") :])
            case _:
                place = len(raw) * 2 // 3
                file.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_a_build_that_was_killed_leaves_nothing_that_the_next_one_trusts(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    retitle(articles(root)[0], "A title of which half is written")
    plugin = configured(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.plugin.kept.KeptSite.settle", _killed)
        with pytest.raises(KeyboardInterrupt):
            build(plugin)
    plugin.plugins["archive"]._opening._held.close()  # The system drops the lock of a process that is killed.
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_a_build_killed_while_the_site_lies_aside_finds_it_again(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    built(root).rename(root / ".site.kept")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []
    assert not (root / ".site.kept").exists()


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_after_a_broken_edit_stopped_a_build_the_old_site_stands_and_mending_is_enough(
    tmp_path: Path,
) -> None:
    root = shelved(tmp_path / "warm")
    before = contents(built(root))
    path = articles(root)[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", 'title: Minister: "x" ', 1), encoding="utf-8")
    with pytest.raises(Abort):
        built(root)
    assert differing(contents(root / "site"), before) == []
    path.write_text(text, encoding="utf-8")
    assert differing(contents(built(root)), before) == []


def test_an_edit_within_the_clock_tick_of_the_last_build_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    root = shelve(tmp_path)
    path = articles(root)[0]
    retitle(path, "Aaaa")
    built(root)
    stamp = path.stat()
    raw = path.read_bytes().replace(b"Aaaa", b"Bbbb")
    with path.open("r+b") as stream:
        stream.write(raw)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    site = built(root)
    assert (
        b"Bbbb"
        in (
            site / "articles" / path.relative_to(root / "archive" / "articles").with_suffix("") / "index.html"
        ).read_bytes()
    )


def test_a_clock_that_went_back_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shelved(tmp_path / "warm")
    built(root)
    now = time.time()
    monkeypatch.setattr("builder.plugin.snapshot.time.time", lambda: now - 10**7)
    retitle(articles(root)[0], "Written before it was read")
    assert differing(contents(built(root)), clean(root, tmp_path / "clean")) == []


def test_a_changed_template_reaches_every_page(tmp_path: Path) -> None:
    root = shelved(tmp_path / "warm")
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "name: material\n", "name: material\n  custom_dir: overrides\n"
        ),
        encoding="utf-8",
    )
    template = root / "overrides" / "archive" / "head.html"
    template.parent.mkdir(parents=True)
    template.write_text("<meta name=one>\n", encoding="utf-8")
    built(root)
    template.write_text("<meta name=two>\n", encoding="utf-8")
    site = built(root)
    pages = list((site / "articles").rglob("index.html"))
    assert pages
    assert all(b"<meta name=two>" in file.read_bytes() for file in pages)


def test_a_template_that_does_more_than_print_is_found_out_and_the_pages_are_right(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = shelved(tmp_path / "quick")
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "name: material\n", "name: material\n  custom_dir: overrides\n"
        ),
        encoding="utf-8",
    )
    (root / "overrides").mkdir()
    (root / "overrides" / "main.html").write_text(
        '{% extends "archive/base.html" %}{% block footer %}<p>{{ page.title | striptags | truncate(9) }}</p>{% endblock %}',
        encoding="utf-8",
    )
    with pytest.raises(Abort):
        # The warning ends a strict build.
        built(root)
    assert "rendered in full" in caplog.text
    config_off = configured(root)
    config_off.strict = False
    build(config_off)
    quick = contents(root / "site")
    assert b"<p>Crane...</p>" in quick["articles/2023/03/crane-falls-a0000000001/index.html"]
    clean_site = tmp_path / "clean"
    shutil.copytree(root, clean_site, ignore=shutil.ignore_patterns(".cache", "site"))
    ordinary = clean_site / "mkdocs.yml"
    ordinary.write_text(
        ordinary.read_text(encoding="utf-8").replace(
            "  - archive\n", "  - archive:\n      accelerate: false\n"
        ),
        encoding="utf-8",
    )
    assert differing(quick, contents(built(clean_site))) == []


def test_a_plugin_that_looks_at_every_page_gets_to_see_them(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    (root / "hook.py").write_text(
        "def on_post_page(output, **kwargs):\n    return output.replace('</body>', '<!-- hooked --></body>')\n",
        encoding="utf-8",
    )
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "hooks:\n  - hook.py\n", encoding="utf-8")
    site = built(root)
    pages = [*(site / "articles").rglob("index.html"), *(site / "people").rglob("index.html")]
    assert pages
    assert all(
        b"<!-- hooked -->" in file.read_bytes() or b"http-equiv" in file.read_bytes()[:600] for file in pages
    )


def test_a_persons_link_to_an_article_is_resolved_and_a_broken_one_ends_a_strict_build(
    tmp_path: Path,
) -> None:
    root = shelve(tmp_path)
    index = root / "archive" / "index.md"
    index.write_text("[The crane](articles/2023/03/crane-falls-a0000000001.md#versions)\n", encoding="utf-8")
    site = built(root)
    assert b'href="articles/2023/03/crane-falls-a0000000001/#versions"' in (site / "index.html").read_bytes()
    index.write_text("[The crane](articles/2023/03/no-such-a0000000001.md)\n", encoding="utf-8")
    with pytest.raises(Abort):
        built(root)


def test_a_link_to_a_place_that_an_article_lacks_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = shelve(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8") + "validation:\n  links:\n    anchors: warn\n", encoding="utf-8"
    )
    index = root / "archive" / "index.md"
    index.write_text("[The crane](articles/2023/03/crane-falls-a0000000001.md#nowhere)\n", encoding="utf-8")
    with pytest.raises(Abort):
        built(root)
    assert "does not contain an anchor '#nowhere'" in caplog.text
