"""Capture -> CleanText: furniture, paragraphs, title, dates, byline."""

from builder.clean.cleaning import clean, clean_all
from builder.clean.repeats import SiteContext, site_context

__all__ = ["SiteContext", "clean", "clean_all", "site_context"]
