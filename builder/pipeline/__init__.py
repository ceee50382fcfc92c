"""The order of the stages: what `builder add` and `builder sync` do, without arguments, printing or MkDocs."""

from builder.pipeline.adding import Added, AddReport, GainedVersion, add
from builder.pipeline.progress import Progress, silent
from builder.pipeline.syncing import SyncReport, sync

__all__ = ["AddReport", "Added", "GainedVersion", "Progress", "SyncReport", "add", "silent", "sync"]
