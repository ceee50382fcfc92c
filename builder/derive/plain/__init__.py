"""The site's pages as plain Markdown, for an engine that runs no MkDocs plugins.

The same views that the templates show, in the same places and words: `builder pages --out DIR` writes them, and
any engine that turns `a/b.md` into `a/b/` gives the site's addresses.
"""

from builder.derive.plain.pages import Page, pages

__all__ = ["Page", "pages"]
