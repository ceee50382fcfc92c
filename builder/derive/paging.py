"""Long lists in pages of bounded size, each with an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.derive import addresses

#: Items on one page of each kind of list. A line of an article is about 0.6 kB of HTML, a name 0.1 kB: no page of a
#: list is then heavier than about 130 kB.
ARTICLES = 200
VERSIONS = 100
STORIES = 200
NAMES = 1000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list: its items, which page it is (from 1), how many there are, how many items in all.

    `path` is that of the first page.
    """

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int
    path: str

    @property
    def previous(self) -> str:
        """The address of the page before, '' on the first."""
        return addresses.address(page_path(self.path, self.number - 1)) if self.number > 1 else ""

    @property
    def following(self) -> str:
        """The address of the page after, '' on the last."""
        return addresses.address(page_path(self.path, self.number + 1)) if self.number < self.pages else ""


def pages(total: int, size: int) -> int:
    """How many pages a list takes; an empty one takes one."""
    return max(1, -(-total // size))


def part(items: Sequence[Item], number: int, size: int) -> Sequence[Item]:
    """The items of one page."""
    return items[(number - 1) * size : number * size]


def page_path(path: str, number: int) -> str:
    """Where the further pages of a list lie. A '-' stands between a listing and its number, since no name's slug is
    one: a person called '2' keeps the address `people/2/`."""
    if number == 1:
        return path
    stem = path.removesuffix(".md")
    folder = f"{stem.removesuffix('/index')}/-" if stem.endswith("/index") else stem
    return f"{folder}/{number}.md"
