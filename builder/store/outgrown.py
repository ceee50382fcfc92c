"""Cache files of former versions of builder, which nothing reads any more: some megabytes that would stay for ever."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

#: Under .cache/: front matter, counts of mentions, a site's record, and what the stages gave, as they were kept as JSON until they were read in
#: Python's own form.
_OUTGROWN = ("articles.json", "mentions.json", "site/*.json", "stages/clean.json", "stages/names.json")


def remove_outgrown(cache: Path) -> None:
    """Delete them where they are met. What cannot be deleted stays: it does no harm."""
    for pattern in _OUTGROWN:
        for file in cache.glob(pattern):
            with suppress(OSError):
                file.unlink()
