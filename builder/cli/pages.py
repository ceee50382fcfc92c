"""`builder pages`: the site's pages as plain Markdown, for an engine that runs no MkDocs plugins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from builder.errors import BuilderError, FileFault

if TYPE_CHECKING:
    from builder.derive.site import Site

#: Lists what was written, so that the next run may take away what is no longer there and nothing else.
_WRITTEN = ".builder-pages"
#: Folders of archive/ that are no pages, and those whose pages are computed.
_NO_PAGES = frozenset({"articles", "authority", "inbox"})


@click.command("pages")
@click.option(
    "--out", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where to write."
)
@click.option(
    "--data/--no-data", default=True, help="Write feeds, JSON records and downloads too (the default)."
)
def pages_command(folder: Path, data: bool) -> None:
    """Write every page of the site as plain Markdown into DIR, for an engine without MkDocs plugins.

    DIR must be empty, missing, or one that this command wrote before. Point the engine's docs_dir at it.

    \b
    builder pages --out pages
    zensical build            (with `docs_dir: pages` in its configuration)
    """
    from builder.derive import exports
    from builder.derive.library import Library
    from builder.derive.plain import pages
    from builder.store import Archive

    archive = Archive.find(Path.cwd())
    folder = folder.resolve()
    if folder == archive.docs.resolve() or archive.docs.resolve() in folder.parents:
        raise BuilderError(f"{folder}: derived pages are never written into archive/")
    before = _written_before(folder)
    site = _site(archive.root / "mkdocs.yml")
    loaded = archive.load()
    for problem in loaded.problems:
        click.echo(str(problem), err=True)
    library, provenance = Library.build(loaded.articles, archive.authority()), archive.provenances()
    files: dict[str, bytes] = dict(_by_hand(archive.docs))
    leads = {
        path: content.decode("utf-8", "replace") for path, content in files.items() if path.endswith(".md")
    }
    for page in pages(library, site, leads=leads, provenance=provenance):
        files[page.path] = page.content.encode("utf-8", "replace")
    count = sum(path.endswith(".md") for path in files)
    if data:
        for found in (exports.twins(library, site, provenance), exports.feed_files(library, site)):
            files.update((file.path, file.content) for file in found)
        files.update((file.path, file.content) for file in exports.downloads(library, site, provenance))
    _write(folder, files, before)
    for note in exports.notes() if data else ():
        click.echo(note, err=True)
    click.echo(f"{count} pages and {len(files) - count} other files written to {folder}")
    if loaded.problems:
        raise click.exceptions.Exit(1)


def _written_before(folder: Path) -> frozenset[str]:
    """The paths that an earlier run wrote; refuses a folder that holds other things."""
    listing = folder / _WRITTEN
    if listing.is_file():
        return frozenset(listing.read_text(encoding="utf-8").splitlines())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuilderError(f"{folder}: holds files that builder did not write; give an empty or a new folder")
    return frozenset()


def _write(folder: Path, files: Mapping[str, bytes], before: frozenset[str]) -> None:
    """Write what differs, take away what an earlier run wrote and this one did not, and list what stands now."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for path in before - files.keys():
        stale = folder / path
        if folder in stale.resolve().parents and stale.is_file():
            stale.unlink()
    (folder / _WRITTEN).write_text("\n".join(sorted(files)) + "\n", encoding="utf-8")


def _by_hand(docs: Path) -> Iterator[tuple[str, bytes]]:
    """What people wrote under archive/ beside the articles: leads, pages of their own, pictures."""
    for path in sorted(docs.rglob("*")):
        parts = path.relative_to(docs).parts
        if (
            path.is_file()
            and not path.is_symlink()
            and parts[0] not in _NO_PAGES
            and not parts[0].startswith(".")
        ):
            content = path.read_bytes()
            yield "/".join(parts), _without_front_matter(content) if _is_lead(parts) else content


def _is_lead(parts: tuple[str, ...]) -> bool:
    return parts == ("index.md",) or (parts[0] == "stories" and parts[-1].endswith(".md"))


def _without_front_matter(content: bytes) -> bytes:
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if text.startswith("---\n") and "\n---\n" in text[3:]:
        text = text[3:].split("\n---\n", 1)[1]
    return text.strip().encode()


class _Plain(yaml.SafeLoader):
    """Reads mkdocs.yml with its `!ENV` and `!!python/name` tags as nothing."""


def _nothing(loader: _Plain, suffix: str, node: yaml.Node) -> None:
    return None


_Plain.add_multi_constructor("", _nothing)


def _site(config: Path) -> Site:
    """Name, address, description and language from mkdocs.yml."""
    from builder.derive.site import Site

    try:
        read = yaml.load(config.read_bytes(), Loader=_Plain)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise FileFault(config.name, line, column, "no YAML that can be read") from fault
    found = read if isinstance(read, dict) else {}
    theme = found.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    words = {key: str(found.get(key) or "") for key in ("site_name", "site_url", "site_description")}
    return Site(
        words["site_name"] or "News archive",
        words["site_url"],
        words["site_description"],
        str(language or "en"),
        json_feeds=_options(found).get("json_feeds") is not False,
    )


def _options(read: Mapping[str, object]) -> Mapping[str, object]:
    """What mkdocs.yml says under the plugin's name."""
    plugins = read.get("plugins")
    named = (entry for entry in (plugins if isinstance(plugins, list) else ()) if isinstance(entry, dict))
    options = next((entry["archive"] for entry in named if "archive" in entry), None)
    return options if isinstance(options, dict) else {}


COMMANDS = (pages_command,)
