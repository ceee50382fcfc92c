"""Cache files of former versions of builder, which nothing reads any more: some megabytes that would stay for ever."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

#: Under .cache/: front matter, counts of mentions, and a site's record, as they were kept as JSON until builds read them in
#: Python's own form.
_OUTGROWN = ("articles.json", "mentions.json", "site/*.json")


def remove_outgrown(cache: Path) -> None:
    """Delete them where they are met. What cannot be deleted stays: it does no harm."""
    for pattern in _OUTGROWN:
        for file in cache.glob(pattern):
            with suppress(OSError):
                file.unlink()
