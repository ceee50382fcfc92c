"""Who set each value of an article: builder, or a person since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.article import Article
from builder.store.articles import values_of
from builder.store.frontmatter import body_digest
from builder.store.ledger import Written

#: Keys that are said together with another one's.
_BESIDE = {"title_basis": "title", "date_basis": "date"}


@dataclass(frozen=True, slots=True)
class Hand:
    """Who set a value: `key` of the front matter ('body' for the text), `by` 'machine' or 'person'."""

    key: str
    by: str


def hands(article: Article, written: Written | None) -> tuple[Hand, ...]:
    """A hand for each value that the article has, in the file's order, the text last.

    What stands as builder last wrote it is the machine's; everything else, a person's. Entities and versions are a
    person's as soon as one item of them is.
    """
    machine: Mapping[str, object] = written.values if written else {}
    found: dict[str, str] = {}
    for key, value in values_of(article).items():
        if key == "id" or (key == "status" and value == "published"):
            continue
        by = "machine" if machine.get(key) == value else "person"
        shown = _BESIDE.get(key, key)
        if found.get(shown) != "person":
            found[shown] = by
    if article.body:
        same = written is not None and written.body == body_digest(article.body)
        found["body"] = "machine" if same else "person"
    return tuple(Hand(key, by) for key, by in found.items())
