"""The names under which data sets, news APIs and scrapers keep what a capture gives; the contract's own name first.

All are compared by `column_name`. Of several in one record the first of the tuple that has a value is taken.
"""

from __future__ import annotations

import re

TEXT = (
    "text", "body", "content", "articlebody", "article_body", "article_text", "article", "maintext", "main_text",
    "full_text", "fulltext", "content_text", "raw_text",
)  # fmt: skip
HTML = ("html", "content_html", "body_html", "raw_html")
TEASER = ("summary", "description", "excerpt", "snippet", "abstract", "lead")
URL = ("url", "link", "source_url", "canonical_url", "web_url", "uri", "href")
TITLE = ("title", "headline")
DATE = (
    "date", "published", "date_published", "datepublished", "publish_date", "published_at", "publishedat", "pubdate",
    "pub_date", "publication_date", "date_publish", "published_date", "published_time",
)  # fmt: skip
SOURCE = ("source", "publication", "publisher", "outlet", "site", "sitename", "site_name", "source_name",
           "source_domain", "domain", "hostname")  # fmt: skip
CAPTURED = (
    "captured",
    "crawled",
    "crawl_date",
    "date_download",
    "date_crawled",
    "fetched",
    "retrieved",
    "accessed",
)
BYLINE = ("byline", "author", "authors", "creator")
IDENTITY = ("id", "_id", "guid")
LANGUAGE = ("language", "lang", "inlanguage")

#: A table or an object without one of these holds no articles.
BODIES = frozenset((*TEXT, *HTML))

#: Names that make a table with a body a table of articles.
DETAILS = frozenset((*URL, *TITLE, *DATE, *SOURCE, *CAPTURED, *BYLINE, *IDENTITY, *LANGUAGE))


def column_name(cell: str) -> str:
    """A column's or key's name as it is compared: `Publish Date` as `publish_date`."""
    return re.sub(r"[\s-]+", "_", cell.strip().strip("\ufeff")).lower()
