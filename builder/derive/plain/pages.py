"""All pages of the plan, written as plain Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.derive import exports, paging
from builder.derive.entries import EntityKey
from builder.derive.headings import heading
from builder.derive.library import Library
from builder.derive.paging import Paged
from builder.derive.plain import articles, listings
from builder.derive.plain.writing import Writer, page
from builder.derive.plan import PageKind, Planned, planned
from builder.derive.site import Site
from builder.derive.views import Named
from builder.derive.views_article import article_view
from builder.derive.views_comparison import Comparisons
from builder.derive.views_entity import entity_view, name_index
from builder.derive.views_home import home_view
from builder.derive.views_source import source_names, source_view
from builder.derive.views_story import story_page as stories_part
from builder.derive.views_story import story_view
from builder.derive.views_timeline import Years, YearView, timeline_view, undated_view, year_view
from builder.derive.wording import Wording
from builder.model.entities import EntityType
from builder.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file: `path` from the output folder, with forward slashes."""

    path: str
    content: str


def pages(
    library: Library,
    site: Site,
    *,
    leads: Mapping[str, str] | None = None,
    provenance: Mapping[str, Provenance] | None = None,
) -> Iterator[Page]:
    """Every page of the site's plan, and one at each permanent address that leads to the article.

    The words are those of the site's language. `leads` are a person's introductions by path (`index.md`, `stories/x.md`), Markdown without front matter. Pure;
    the same archive gives the same bytes.
    """
    plan = list(planned(library, Years.of(library)))
    permanent = {f"id/{identity}.md" for identity in library.articles}
    paths = {one.path for one in plan} | permanent
    wording = Wording(site.language)
    maker = _Maker(
        library, site, wording, leads or {}, provenance or {}, Years.of(library), Comparisons(library)
    )
    # The pages of a story ask for the same comparisons, of which only the last are remembered.
    for one in sorted(plan, key=lambda page: _story(library, page)):
        yield Page(one.path, maker.make(one, Writer(one.path, paths, wording)))
    for path in sorted(permanent):
        card = article_view(library, library.articles[path.removeprefix("id/").removesuffix(".md")]).card
        target = Writer(path, paths, wording).link(card.title, card.url)
        yield Page(path, page(wording.t("permalink").rstrip(":： "), [target]))


def _story(library: Library, page: Planned) -> str:
    """The story that a page belongs to, '' for none."""
    match page.kind:
        case PageKind.STORY:
            return page.key[0]
        case PageKind.ARTICLE | PageKind.COMPARISON:
            return library.articles[page.key[0]].story or ""
    return ""


@dataclass(frozen=True, slots=True)
class _Maker:
    """What the pages are made from."""

    library: Library
    site: Site
    wording: Wording
    leads: Mapping[str, str]
    provenance: Mapping[str, Provenance]
    years: Years
    comparisons: Comparisons

    def make(self, one: Planned, writer: Writer) -> str:
        """The Markdown of one planned page."""
        library = self.library
        title = heading(library, one, self.site, self.wording)
        match one.kind:
            case PageKind.ARTICLE:
                return self._article(one.key[0], writer, title)
            case PageKind.COMPARISON:
                return articles.comparison_page(self.comparisons.view(*one.key), writer, title)
            case PageKind.STORY:
                return self._story(one, writer, title)
            case PageKind.STORIES:
                return listings.stories_page(stories_part(library, one.number), writer, title)
            case PageKind.ENTITY:
                entry = library.entities[EntityKey(EntityType(one.key[0]), one.key[1])]
                return listings.entity_page(entity_view(library, entry, one.number), writer, title)
            case PageKind.NAMES:
                kind = EntityType(one.key[0])
                path = f"{kind.plural}/index.md"
                names = _part(name_index(library, kind).names, one.number, path)
                return listings.names_page(names, writer, title)
            case PageKind.SOURCE:
                source = source_view(library, library.sources[one.key[0]], one.number)
                return listings.source_page(source, writer, title)
            case PageKind.SOURCES:
                names = _part(source_names(library), one.number, "sources/index.md")
                return listings.sources_page(names, writer, title)
            case PageKind.TIMELINE:
                return listings.timeline_page(timeline_view(library, self.years), writer, title)
            case PageKind.YEAR:
                return listings.year_page(self._year(one), writer, title)
            case PageKind.HOME:
                lead = self.leads.get(one.path, "")
                return listings.home_page(home_view(library), self.site, lead, writer, title)
            case PageKind.DATA:
                files = (file.path for file in exports.downloads(library, self.site, self.provenance))
                return listings.data_page(files, writer, self.site, title)
            case PageKind.SEARCH:
                return listings.search_page(writer, title)

    def _article(self, identity: str, writer: Writer, title: str) -> str:
        article = self.library.articles[identity]
        view = article_view(
            self.library, article, provenance=self.provenance.get(identity), shares=self.comparisons.share
        )
        return articles.article_page(view, article, self.library, self.site, writer, title)

    def _story(self, one: Planned, writer: Writer, title: str) -> str:
        view = story_view(
            self.library,
            self.library.stories[one.key[0]],
            one.number,
            shares=self.comparisons.share,
            differences=self.comparisons.disputed,
        )
        return listings.story_page(view, self.leads.get(one.path, ""), writer, title)

    def _year(self, one: Planned) -> YearView:
        if not one.key[0]:
            return undated_view(self.library, self.years, one.number)
        return year_view(self.library, self.years, one.key[0], one.number)


def _part(found: tuple[Named, ...], number: int, path: str) -> Paged[Named]:
    items = tuple(paging.part(found, number, paging.NAMES))
    return Paged(items, number, paging.pages(len(found), paging.NAMES), len(found), path)
