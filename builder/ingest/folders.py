"""The files that a person's paths name: folders walked in sorted order, helper files and links treated as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.errors import Refused
from builder.ingest.packed import is_helper


def files(paths: Sequence[str]) -> Iterator[str | Refused]:
    """The files below each path, as strings that begin with the path as given; `-` and URLs pass through.

    A file named outright is taken whatever it is called; within folders, helper files (README, dot files) are passed
    over, and so are links to places inside (these are met at their place). A link that leads out is a `Refused`.
    """
    for path in paths:
        if path == "-" or is_url(path):
            yield path
            continue
        place = Path(path)
        try:
            if place.is_dir():
                yield from _walk(place, place.resolve())
            elif place.exists():
                yield path
            else:
                yield Refused(path, "a link to nothing" if place.is_symlink() else "no such file or folder")
        except (OSError, ValueError) as fault:
            yield Refused(path, f"cannot be read ({reason(fault)})")


def size_of(path: str) -> int:
    """Bytes on disk; 0 for what is no plain file."""
    try:
        return 0 if path == "-" or is_url(path) else Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def is_url(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def reason(fault: OSError | ValueError) -> str:
    """A fault of the operating system in its own words, without number and path."""
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault)


def _walk(folder: Path, root: Path) -> Iterator[str | Refused]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        yield Refused(str(folder), f"cannot be read ({reason(fault)})")
        return
    for entry in entries:
        if is_helper(entry.name):
            continue
        try:
            if entry.is_symlink():
                yield from _link(entry, root)
            elif entry.is_dir():
                yield from _walk(entry, root)
            elif entry.is_file():
                yield str(entry)
            else:
                yield Refused(str(entry), "a device or pipe, not a file")
        except OSError as fault:
            yield Refused(str(entry), f"cannot be read ({reason(fault)})")


def _link(entry: Path, root: Path) -> Iterator[Refused]:
    try:
        target = entry.resolve(strict=True)
    except FileNotFoundError:
        yield Refused(str(entry), "a link to nothing")
        return
    except (OSError, RuntimeError):
        yield Refused(str(entry), "a link that leads in a circle")
        return
    if not target.is_relative_to(root):
        yield Refused(str(entry), "a link that leads out of the folder")
