"""Which pages stand in the navigation, and which are made at all."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView

from builder.derive.plan import find, listings
from builder.plugin.holdings import Holdings
from builder.plugin.plan import PageKind, Planned

#: Kinds of pages of which the first may stand in the navigation. Put together once: every page is asked about.
_LISTED = frozenset(
    (
        PageKind.HOME,
        PageKind.STORIES,
        PageKind.SOURCES,
        PageKind.NAMES,
        PageKind.TIMELINE,
        PageKind.DATA,
    )
)


def is_made(page: Planned, *, derived: bool) -> bool:
    """Whether a build makes the page: without `derived` articles alone, and what the navigation leads to."""
    return derived or page.kind is PageKind.ARTICLE or is_listed(page)


def is_listed(page: Planned) -> bool:
    """Whether the page may stand in the navigation. Articles and what is derived from each never do: MkDocs's time
    and every page's size would grow with the square of the archive."""
    return page.number == 1 and page.kind in _LISTED


class PagesMade(Mapping[str, Planned]):
    """The pages that a build makes, by path; they are all walked only where somebody asks for all."""

    def __init__(self, held: Holdings, *, derived: bool) -> None:
        self._held = held
        self._derived = derived
        self._known: dict[str, Planned] = {}

    def know(self, pages: Iterable[Planned]) -> None:
        """Some of them, for which nobody need look when they are asked for."""
        self._known.update((page.path, page) for page in pages if is_made(page, derived=self._derived))

    def __getitem__(self, path: str) -> Planned:
        page = self._known.get(path) or find(self._held.library, self._held.years, path)
        if page is None or not is_made(page, derived=self._derived):
            raise KeyError(path)
        return page

    def __iter__(self) -> Iterator[str]:
        return (page.path for page in self.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def values(self) -> ValuesView[Planned]:
        return {
            page.path: page for page in self._held.planned if is_made(page, derived=self._derived)
        }.values()

    def items(self) -> ItemsView[str, Planned]:
        return {page.path: page for page in self.values()}.items()

    def listed(self) -> Iterator[Planned]:
        """Those that may stand in the navigation."""
        return (page for page in listings(self._held.library) if is_listed(page))


class Unlisted:
    """The paths of the pages that may not stand in the navigation."""

    def __init__(self, pages: PagesMade) -> None:
        self._pages = pages

    def __contains__(self, path: object) -> bool:
        page = self._pages.get(str(path))
        return page is not None and not is_listed(page)

    def __iter__(self) -> Iterator[str]:
        return (page.path for page in self._pages.values() if not is_listed(page))


def called(nav: object) -> Iterator[str]:
    """The pages that mkdocs.yml calls by a name of its own, which then stands."""
    if isinstance(nav, list):
        for item in nav:
            yield from called(item)
    elif isinstance(nav, dict):
        for value in nav.values():
            if isinstance(value, str):
                yield value
            else:
                yield from called(value)
