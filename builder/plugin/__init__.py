"""The MkDocs plugin `archive`: its events, its pages, its templates and its search index."""

from builder.plugin.events import ArchivePlugin

__all__ = ["ArchivePlugin"]
