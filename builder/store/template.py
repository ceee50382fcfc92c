"""A new archive: an empty repository of the right shape, from the files under `template/`."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from builder.errors import BuilderError
from builder.store import atomic
from builder.store.schema import schema_bytes

#: Files whose names packaging tools or Git would act on are kept under other names in the package.
_RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}


def init(folder: Path) -> list[str]:
    """Make an empty archive; the files made, relative to `folder`. One that is there already is left as it is.

    Raises BuilderError where the folder holds an archive already, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise BuilderError(f"{folder}: is a file, not a folder")
    if (folder / "mkdocs.yml").exists() and (folder / "archive").exists():
        raise BuilderError(f"{folder}: holds an archive already")
    made: list[str] = []
    files = dict(_files(resources.files("builder.store") / "template", ""))
    files["archive/schema.json"] = schema_bytes()
    for name, data in sorted(files.items()):
        target = folder / name
        if target.exists():
            continue
        atomic.replace(target, data)
        made.append(name)
    for empty in ("archive/articles", "archive/inbox"):
        (folder / empty).mkdir(parents=True, exist_ok=True)
    return made


def _files(source: Traversable, inside: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in source.iterdir():
        name = _RENAMED.get(entry.name, entry.name)
        # `dot-github` becomes `.github`: a package that carries hidden folders loses them on some ways of building.
        name = "." + name.removeprefix("dot-") if name.startswith("dot-") else name
        if entry.is_dir():
            found.extend(_files(entry, f"{inside}{name}/"))
        elif entry.name != "__init__.py":
            found.append((inside + name, entry.read_bytes()))
    return found
