"""Which pages stand in the navigation, and which are made at all."""

from __future__ import annotations

from collections.abc import Iterator

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
