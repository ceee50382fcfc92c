"""What the derived records need to know of the site: its name, its address, its words about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.derive.cards import Cards


@dataclass(frozen=True, slots=True)
class Site:
    """The published site. `url` is its absolute address, '' where it has none yet (links are then relative to its root).

    `language` is that of its interface, a BCP 47 tag. `cards`: how social cards are drawn, None where none are.
    `json_feeds`: whether stories and names have JSON Feeds too, beside their Atom feeds and records.
    """

    name: str
    url: str = ""
    description: str = ""
    language: str = "en"
    cards: Cards | None = None
    json_feeds: bool = True

    def absolute(self, address: str) -> str:
        """The absolute URL of a site-relative address; the address itself from the root where the site has no URL."""
        return f"{self.url.rstrip('/')}/{address}"
