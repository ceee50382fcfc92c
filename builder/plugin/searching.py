"""The search index."""

from __future__ import annotations

from pathlib import Path

from builder.derive.library import Library
from builder.plugin.wording import Wording


def index(library: Library, site: Path, wording: Wording) -> None:
    return None
