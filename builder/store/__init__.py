"""The archive on disk: files, front matter, merge, ledger, captures, authority, checks."""

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
