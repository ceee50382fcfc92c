"""What was taken down is nowhere in the output: no run of eight of its words, in no format, on no page but its tombstone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.store import check, curation
from builder.text.markdown import to_plain

from .building import built, page, words
from .output import Said, everything, runs
from .output import words as words_of
from .taken_down import Papers, papers

RUN = 8
GONE = ("withheld", "removed")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers before anything was taken down, and their site as it was then."""
    found = papers(tmp_path_factory.mktemp("papers") / "archive", taken_down=False)
    built(found.root)
    return found


@pytest.fixture(
    scope="module", params=["built over the old site", "built by MkDocs's own loops", "plain pages"]
)
def output(
    request: pytest.FixtureRequest, before: Papers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Papers, list[Said], Path]]:
    """The whole output after the takedown, made in each way in which one is made."""
    root = tmp_path_factory.mktemp("after") / "archive"
    shutil.copytree(before.root, root)
    gone = Papers(root, before.ids, before.bodies, before.titles)
    curation.withhold(gone.archive, gone.ids["withheld"])
    curation.remove(gone.archive, gone.ids["removed"])
    if request.param == "plain pages":
        site = root / "pages"
        command = [sys.executable, "-m", "builder", "pages", "--out", str(site)]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
    else:
        if "loops" in request.param:
            settings = root / "mkdocs.yml"
            told = settings.read_text().replace("  - archive\n", "  - archive:\n      accelerate: false\n")
            settings.write_text(told)
            shutil.rmtree(root / ".cache")
        site = built(root)
    yield gone, list(everything(site)), site


def forbidden(found: Papers, name: str) -> set[str]:
    """The runs of words of a text that no text still shown has, nor any title that may be told."""
    shown = [found.bodies["open"], *found.titles.values()]
    allowed: set[str] = set().union(*(runs(spoken(text), RUN) for text in shown))
    return runs(spoken(found.bodies[name]), RUN) - allowed


def spoken(body: str) -> tuple[str, ...]:
    return words_of("\n".join(block.text for block in to_plain(body)))


def test_the_versions_were_linked_compared_and_indexed_before(before: Papers) -> None:
    """Else the other tests would find nothing because there was nothing."""
    said = list(everything(before.root / "site"))
    for name in GONE:
        secret = forbidden(before, name)
        assert len(secret) > 15
        formats = {Path(one.path).suffix for one in said if one.runs(RUN) & secret}
        assert {".html", ".json", ".jsonl", ".xml", ".sqlite", ".parquet", ".pf_fragment"} <= formats
        assert any(one.path.startswith("compare/") and one.runs(RUN) & secret for one in said)
    assert any("zebbar" in one.raw.lower() for one in said if one.path.endswith(".pf_index"))


@pytest.mark.parametrize("name", GONE)
def test_no_eight_words_in_a_row_are_in_any_file(output: tuple[Papers, list[Said], Path], name: str) -> None:
    found, said, _ = output
    secret = forbidden(found, name)
    assert [(one.path, sorted(one.runs(RUN) & secret)[:2]) for one in said if one.runs(RUN) & secret] == []


def test_names_that_only_they_have_are_in_no_file_either(output: tuple[Papers, list[Said], Path]) -> None:
    _, said, _ = output
    # As the search index holds them: without the endings that its stemmer takes off.
    for secret in ("zebbar", "orrowb", "quillon", "xanth", "graveston"):
        assert [one.path for one in said if secret in one.raw.lower()] == [], secret


def test_only_the_tombstone_and_its_permanent_address_name_them(
    output: tuple[Papers, list[Said], Path],
) -> None:
    found, said, site = output
    for name in GONE:
        identity = found.ids[name]
        naming = {one.path for one in said if identity in one.raw}
        # The list of addresses says which pages there are; the list of written files the same.
        assert {path for path in naming if identity not in path} <= {"urls.txt", ".builder-pages"}, naming
        files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
        address = found.path(name).removesuffix(".md")
        # No social card, no JSON, no feed, no comparison beside it, nor left over from when it was shown.
        assert {path for path in files if identity in path} <= {
            f"{address}/index.html",
            f"id/{identity}/index.html",
            f"{address}.md",
            f"id/{identity}.md",
        }


@pytest.mark.parametrize("name", GONE)
def test_a_tombstone_stands_at_the_same_address(
    before: Papers, output: tuple[Papers, list[Said], Path], name: str
) -> None:
    found, _, site = output
    address = found.path(name).removesuffix(".md")
    assert (before.root / "site" / address / "index.html").is_file()
    if not (site / "index.html").is_file():
        assert (site / f"{address}.md").is_file()
        return
    tombstone = page(site, address)
    assert tombstone.xpath("//meta[@name='robots' and contains(@content, 'noindex')]")
    assert name in words(tombstone, "//div[@id='text']")
    assert f"/{address}/" not in (site / "sitemap.xml").read_text()
    assert (site / "id" / found.ids[name] / "index.html").is_file()


def test_of_a_removed_article_not_even_the_title_is_told(output: tuple[Papers, list[Said], Path]) -> None:
    found, said, _ = output
    title = found.titles["removed"]
    # Its address, which is permanent, was made from it: there it stands without spaces.
    assert " " in title
    assert [one.path for one in said if title.casefold() in one.raw.casefold()] == []


def test_a_withheld_title_stands_on_its_tombstone_alone(output: tuple[Papers, list[Said], Path]) -> None:
    found, said, _ = output
    title = found.titles["withheld"].casefold()
    telling = [one.path for one in said if title in one.raw.casefold()]
    assert telling
    assert [path for path in telling if found.ids["withheld"] not in path] == []


def test_a_purged_article_is_in_no_file_of_the_archive(before: Papers, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(before.root, root)
    found = Papers(root, before.ids, before.bodies, before.titles)
    identity = found.ids["removed"]
    command = [sys.executable, "-m", "builder", "article", "remove", identity, "--purge"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert "Git" in done.stderr
    assert "history" in done.stderr
    assert "git filter-repo" in done.stderr
    secret = forbidden(found, "removed")
    left = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and "site" not in path.relative_to(root).parts[:1]
        if runs(words_of(path.read_text("utf-8", "ignore")), RUN) & secret
        or "orrowby" in path.read_text("utf-8", "ignore").lower()
    ]
    assert left == []
    assert [str(p) for p in check(found.archive) if p.severity.value == "error"] == []
    again = [sys.executable, "-m", "builder", "add", str(before.root.with_name("captures") / "removed.txt")]
    subprocess.run(again, cwd=root, capture_output=True, text=True, check=False)
    (article,) = [a for a in found.archive.load().articles if a.id == identity]
    assert (article.status, article.body.strip()) == ("removed", "")
    site = built(root)
    assert page(site, found.path("removed").removesuffix(".md")).xpath("//meta[@name='robots']")
    assert [one.path for one in everything(site) if one.runs(RUN) & secret] == []
