"""Which unit makes a file that a browser asks for, told from the archive itself: no list of all files is kept.

A list would be made anew at every edit that moves an article, at a cost that grows with the archive.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from builder.derive import exports
from builder.derive.entries import EntityKey, Place
from builder.derive.plan import find
from builder.derive.site import Site
from builder.plugin import searching
from builder.plugin.holdings import Holdings
from builder.plugin.units import Sort, Unit, of_page, search_units

#: Files beside the page of a story, source or entity; an article has the first alone.
_BESIDE = ("index.json", "feed.xml", "feed.json")


class Finder:
    """Finds units of one state of the archive."""

    def __init__(self, held: Holdings, is_ours: Callable[[str], bool], *, search: bool) -> None:
        self._held = held
        self._is_ours = is_ours
        self._search = search

    def unit(self, file: str) -> Unit | None:
        """The unit whose making makes `file` (from the root of the site), if the site is to have that."""
        if file.startswith("pagefind/"):
            return self._part(file)
        if file in ("feed.xml", "feed.json"):
            return Unit(Sort.FEED)
        if file == "urls.txt" or (file.startswith("sitemap") and file.endswith(".xml")):
            return Unit(Sort.WHOLE)
        if file in self._downloads:
            return Unit(Sort.DOWNLOAD, (file,))
        folder, _, name = file.rpartition("/")
        if name == "index.html":
            return self._page(folder) or self._leading(folder)
        place = self._held.library.paths.get(f"{folder}.md")
        return self._beside(place, name) if place is not None else None

    def parts(self) -> tuple[Unit, ...]:
        """The parts of the search index, the newest of a language first."""
        return tuple(unit for unit in self._parts if unit.shard is not None)

    def _page(self, folder: str) -> Unit | None:
        """The unit with the page in a folder."""
        library, years = self._held.library, self._held.years
        for path in (f"{folder}.md", f"{folder}/index.md".lstrip("/")):
            page = find(library, years, path)
            if page is not None:
                return of_page(library, page, ours=self._is_ours(path))
        return None

    def _leading(self, folder: str) -> Unit | None:
        """The unit of a page that leads elsewhere: an article's permanent address, a former name."""
        library = self._held.library
        match library.paths.get(f"{folder}.md"):
            case Place("permanent", str(identity)):
                return self._article(identity)
        former = any(redirect.path == f"{folder}.md" for redirect in library.redirects)
        return Unit(Sort.FORMER) if former else None

    def _beside(self, place: Place, name: str) -> Unit | None:
        match place:
            case Place("article", str(identity)) if name == "index.json":
                return self._article(identity)
            case Place("story", str(slug)) if name in _BESIDE:
                return Unit(Sort.STORY, (slug,), together=slug)
            case Place("entity", EntityKey() as key) if name in _BESIDE:
                return Unit(Sort.ENTITY, (key.type.value, key.name))
            case Place("source", str(source)) if name in _BESIDE:
                return Unit(Sort.SOURCE, (source,))
        return None

    def _article(self, identity: str) -> Unit | None:
        library = self._held.library
        page = find(library, self._held.years, library.articles[identity].path)
        return of_page(library, page, ours=self._is_ours(page.path)) if page is not None else None

    def _part(self, file: str) -> Unit | None:
        """The part of the search index that a file is in: of those whose folder it lies under the innermost."""
        if file == searching.LIST:
            return next((unit for unit in self._parts if unit.sort is Sort.SHARDS), None)
        under = (u for u in self._parts if u.shard and file.startswith(f"pagefind/{u.shard.folder}"))
        return max(under, key=lambda unit: len(unit.shard.folder if unit.shard else ""), default=None)

    @cached_property
    def _parts(self) -> tuple[Unit, ...]:
        return tuple(search_units(self._held.library)) if self._search else ()

    @cached_property
    def _downloads(self) -> frozenset[str]:
        return frozenset(file.path for file in exports.downloads(self._held.library, Site(""), {}))
