"""The pages as plain Markdown, built by MkDocs without any plugin: that every link leads somewhere is MkDocs's word."""

import html
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from builder.derive.headings import heading
from builder.derive.library import Library
from builder.derive.plain import pages
from builder.derive.plan import planned
from builder.derive.views_timeline import Years
from builder.derive.wording import Wording
from builder.model.article import Article, Link
from builder.model.provenance import Provenance
from builder.model.relation import RelationType

from .holdings import ARTICLES, FIRST, SITE, UPDATE, library


def written(archive: Library | None = None, **words: object) -> dict[str, str]:
    return {page.path: page.content for page in pages(archive or library(), SITE, **words)}  # type: ignore[arg-type]


def test_every_planned_page_is_written_and_every_article_has_its_permanent_address() -> None:
    held = library()
    paths = set(written(held))
    assert {one.path for one in planned(held, Years.of(held))} <= paths
    assert {f"id/{identity}.md" for identity in held.articles} <= paths


def test_the_front_matter_is_yaml_and_holds_the_title() -> None:
    for path, content in written().items():
        matter = yaml.safe_load(content.split("---\n")[1])
        assert isinstance(matter["title"], str), path


def test_every_link_leads_to_a_page_that_is_there() -> None:
    files = written()
    for path, content in files.items():
        for target in re.findall(r"\]\(([^)]+\.md)\)", content):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) in files, (
                path,
                target,
            )


def test_an_article_page_says_what_is_known_and_how() -> None:
    text = written(provenance={FIRST.id: Provenance("ab" * 32, "text/html", size=9, share_removed=0.25)})[
        FIRST.path
    ]
    assert "Published: 1 March 2023 (printed with the article)" in text
    assert "[Two hurt as crane falls](crane-update-a0000000002.md)" in text
    assert "25% of the capture’s letters are not in the text above." in text
    assert "a later update, same source" in text
    assert "Nobody was hurt, said port director Ana Ruiz." in text


def test_a_comparison_marks_words_and_tells_the_substance() -> None:
    text = written()["compare/a0000000001-a0000000002.md"]
    assert "<del>Nobody was</del>" in text
    assert "<ins>Two people were</ins>" in text
    assert "| Number |  | Two | only in the second |" in text


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "zh"])
def test_the_pages_speak_the_archives_language(language: str) -> None:
    files = {page.path: page.content for page in pages(library(), replace(SITE, language=language))}
    words = Wording(language)
    article = files[FIRST.path]
    for key in ("fact.published", "fact.source", "basis.printed", "entities.heading", "cite.heading"):
        assert words.t(key) in article
    english = {"Published", "Versions", "Cite", "Named here", "Compare"}
    assert not english & set(re.findall(r"^(?:- |## )(\w+(?: \w+)?)", article, re.M))
    assert words.t("timeline.total") in files["timeline/index.md"]
    assert words.t("home.newest") in files["index.md"]


def test_the_pages_are_called_as_the_plugins_are() -> None:
    held = library()
    files = written(held)
    for one in planned(held, Years.of(held)):
        title = yaml.safe_load(files[one.path].split("---\n")[1])["title"]
        assert html.unescape(title) == heading(held, one, SITE, Wording("en")), one.path


def test_a_persons_lead_stands_on_its_page() -> None:
    files = written(leads={"stories/crane-falls.md": "An **old** crane.", "index.md": "Welcome."})
    assert "An **old** crane." in files["stories/crane-falls.md"]
    assert "Welcome." in files["index.md"]


def test_a_withheld_articles_text_is_on_no_page() -> None:
    for path, content in written().items():
        assert "Unmistakable zebra" not in content, path


def test_scraped_titles_and_names_are_neither_markdown_nor_html() -> None:
    hostile = replace(
        FIRST,
        title='<script>alert(1)</script> | [x](y) `z` "q": {#id}\n# no',
        people=("<img src=x onerror=1>", "a|b"),
        story="../../x",
        related_versions=(Link(UPDATE.id, RelationType.UPDATE),),
    )
    for path, content in written(library(hostile, replace(UPDATE, story="../../x"))).items():
        assert ".." not in path.split("/")
        body = content.split("---\n", 2)[2]
        assert "<script" not in content, path
        assert "<img" not in body, path


@pytest.mark.parametrize("articles", [ARTICLES, (FIRST,), ()], ids=["several", "one", "none"])
def test_mkdocs_builds_the_same_addresses_from_it_in_strict_mode(
    tmp_path: Path, articles: tuple[Article, ...]
) -> None:
    held = Library.build(articles)
    docs = tmp_path / "docs"
    for page in pages(held, SITE):
        (docs / page.path).parent.mkdir(parents=True, exist_ok=True)
        (docs / page.path).write_text(page.content, encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\ntheme: {name: null, custom_dir: theme}\nplugins: []\nstrict: true\n")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("<title>{{ page.title }}</title>{{ page.content }}")
    build(load_config(str(config)))
    for one in planned(held, Years.of(held)):
        built = tmp_path / "site" / unquote(one.address) / "index.html"
        assert built.is_file(), one.path
