"""The order of the stages: what `builder add` and `builder sync` do, without arguments, printing or MkDocs.

A name's module is imported when the name is asked for: a sync that finds nothing to clean waits for no model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.pipeline.adding import Added, AddReport, GainedVersion, add
    from builder.pipeline.progress import Progress, silent
    from builder.pipeline.syncing import SyncReport, sync

__all__ = ["AddReport", "Added", "GainedVersion", "Progress", "SyncReport", "add", "silent", "sync"]

_HOMES = {
    **dict.fromkeys(("AddReport", "Added", "GainedVersion", "add"), "adding"),
    **dict.fromkeys(("Progress", "silent"), "progress"),
    **dict.fromkeys(("SyncReport", "sync"), "syncing"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
