"""The archive on disk: files, front matter, merge, ledger, captures, authority, checks.

What it offers is loaded when it is first asked for: a site build wants little of it, and `import` is much of its time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.store.applying import Clash, Outcome
    from builder.store.archive import Archive
    from builder.store.articles import Loaded
    from builder.store.cachefile import CacheFile
    from builder.store.captures import KeptCapture
    from builder.store.check import check
    from builder.store.decisions import constraints, left_stories
    from builder.store.frontmatter import body_digest
    from builder.store.ledger import Written
    from builder.store.mend import fixed
    from builder.store.remembered import digest_of
    from builder.store.root import archive_root
    from builder.store.schema import json_schema
    from builder.store.settling import accept, keep
    from builder.store.slugs import slug
    from builder.store.template import init
    from builder.store.unread import Unread

__all__ = [
    "Archive",
    "CacheFile",
    "Clash",
    "KeptCapture",
    "Loaded",
    "Outcome",
    "Unread",
    "Written",
    "accept",
    "archive_root",
    "body_digest",
    "check",
    "constraints",
    "digest_of",
    "fixed",
    "init",
    "json_schema",
    "keep",
    "left_stories",
    "slug",
]

#: Which module has what.
_OFFERED = {
    "applying": ("Clash", "Outcome"),
    "archive": ("Archive",),
    "articles": ("Loaded",),
    "cachefile": ("CacheFile",),
    "captures": ("KeptCapture",),
    "check": ("check",),
    "decisions": ("constraints", "left_stories"),
    "frontmatter": ("body_digest",),
    "ledger": ("Written",),
    "mend": ("fixed",),
    "remembered": ("digest_of",),
    "root": ("archive_root",),
    "schema": ("json_schema",),
    "settling": ("accept", "keep"),
    "slugs": ("slug",),
    "template": ("init",),
    "unread": ("Unread",),
}
_MODULES = {name: module for module, names in _OFFERED.items() for name in names}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{module}"), name)
    # In the place of the module, where one has the same name.
    globals()[name] = found
    return found
