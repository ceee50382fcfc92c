"""Capture -> CleanText: furniture, paragraphs, title, dates, byline."""

from builder.clean.cleaning import clean, clean_all, site_group
from builder.clean.explain import ExplainedLine, explain
from builder.clean.language import language_of
from builder.clean.repeats import SiteContext, site_context

__all__ = [
    "ExplainedLine",
    "SiteContext",
    "clean",
    "clean_all",
    "explain",
    "language_of",
    "site_context",
    "site_group",
]
