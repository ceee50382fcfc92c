"""Finding an entity engine by name, through the entry-point group `builder.engines`."""

from __future__ import annotations

from importlib.metadata import entry_points

from builder.errors import EngineMissing
from builder.model.entities import Engine

GROUP = "builder.engines"


def engine_names() -> tuple[str, ...]:
    """Names of the engines that installed packages offer, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def load_engine(name: str = "builtin") -> Engine:
    """The engine of that name. Raises EngineMissing, with what there is or what to install, where it cannot be had."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise EngineMissing(
            f"no entity engine '{name}'; there are: {', '.join(engine_names()) or 'none installed'}"
        )
    entry = next(iter(found))
    try:
        made = entry.load()()
    except ImportError as error:
        raise EngineMissing(
            f"entity engine '{name}' needs a package that is not installed ({error.name or error}); "
            f"install it with: pip install 'annotated-news-archive[{name}]'"
        ) from error
    if not isinstance(made, Engine):
        raise EngineMissing(
            f"entity engine '{name}' ({entry.value}) is no engine: it lacks name, version, covers or mentions"
        )
    return made
