"""`builder pages`: the site's pages as plain Markdown, for an engine that runs no MkDocs plugins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from builder.errors import BuilderError

#: Lists what was written, so that the next run may take away what is no longer there and nothing else.
_WRITTEN = ".builder-pages"
#: Folders of archive/ that are no pages, and those whose pages are computed.
_NO_PAGES = frozenset({"articles", "authority", "inbox"})


@click.command("pages", short_help="Write every page as plain Markdown, for another engine.")
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
    from builder.cli.site_settings import site_settings
    from builder.derive import exports
    from builder.derive.library import Library
    from builder.derive.plain import pages
    from builder.store import Archive

    archive = Archive.find(Path.cwd())
    folder = folder.resolve()
    if folder == archive.docs.resolve() or archive.docs.resolve() in folder.parents:
        raise BuilderError(f"{folder}: derived pages are never written into archive/")
    before = _written_before(folder)
    site = site_settings(archive.root / "mkdocs.yml")
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


COMMANDS = (pages_command,)
