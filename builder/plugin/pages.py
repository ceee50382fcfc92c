"""From a planned page to the finished fragments that Material's template puts in place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from builder.derive import addresses, headings, paging
from builder.derive.citations import Reference
from builder.derive.entries import EntityKey, StoryEntry
from builder.derive.library import Library
from builder.derive.site import Site
from builder.derive.views import Named
from builder.derive.views_article import article_view
from builder.derive.views_entity import entity_view, name_index
from builder.derive.views_home import home_view
from builder.derive.views_source import source_names, source_view
from builder.derive.views_story import story_page, story_view
from builder.derive.views_timeline import Years, timeline_view, undated_view, year_path, year_view
from builder.model.article import Article
from builder.model.entities import EntityType
from builder.model.provenance import Provenance
from builder.plugin import beside, drawings, exporting
from builder.plugin.bodies import Bodies, linked
from builder.plugin.hands import Hand
from builder.plugin.plan import PageKind, Planned
from builder.plugin.rendering import Renderer, base_of, plain
from builder.plugin.repository import Repository
from builder.plugin.searching import choices
from builder.plugin.wording import Wording

if TYPE_CHECKING:
    from builder.derive.views_comparison import Comparisons

#: The kinds whose template is not called as they are: every alphabetical listing looks alike.
_TEMPLATES = {PageKind.SOURCES: "names"}

#: Names shown at the top of a listing, above the alphabet.
_OFTEN = 20


class Composed(NamedTuple):
    """One page's parts. `heading` is plain text; `title`, `head` and `content` are finished HTML."""

    heading: str
    title: Markup
    head: Markup
    content: Markup


@dataclass(frozen=True, slots=True)
class Letter:
    """The names of a listing that begin with the same letter."""

    letter: str
    names: tuple[Named, ...]


class Composer:
    """Renders the pages of one library. Each page looks up its own view; none walks the whole archive but the home
    page and the listings. `before` is the composer of the build before, whose comparisons are taken over. Unless
    `compared`, an article's page leaves out what only comparing its text with another's tells."""

    def __init__(
        self,
        library: Library,
        years: Years,
        renderer: Renderer,
        wording: Wording,
        site: Site,
        repository: Repository,
        provenances: Mapping[str, Provenance],
        hands: Mapping[str, Sequence[Hand]] | None = None,
        before: Composer | None = None,
        *,
        compared: bool = True,
    ) -> None:
        self._library = library
        self._years = years
        self._renderer = renderer
        self._wording = wording
        self._site = site
        self._repository = repository
        self._provenances = provenances
        self._hands = hands or {}
        self._bodies = Bodies()
        self._compared = compared
        self._known: Comparisons | None = before._known if before else None

    @cached_property
    def _comparisons(self) -> Comparisons:
        from builder.derive.views_comparison import Comparisons  # loads much, and few edits compare anything

        self._known = Comparisons(self._library, self._known)
        return self._known

    def heading(self, page: Planned) -> str:
        """What the page is called in the browser's tab, its history and Material's header."""
        return headings.heading(self._library, page, self._site, self._wording)

    def compose(self, page: Planned, lead: str = "") -> Composed:
        """The page. `lead` is a person's introduction, rendered by MkDocs."""
        heading = self.heading(page)
        base = base_of(page.address)
        reference = beside.reference(self._library, page, self._site)
        context = self._context(page, base, reference) | {"lead": Markup(lead)}
        template = _TEMPLATES.get(page.kind, page.kind.value)
        content = self._renderer.render(f"archive/{template}.html", base, **context)
        named = self._site.name if page.kind is PageKind.HOME else f"{heading} - {self._site.name}"
        head = self._renderer.render(
            "archive/head.html",
            base,
            data=beside.head(self._library, page, self._site, heading, reference),
        )
        return Composed(heading, Markup(plain(named)), head, content)

    def _context(self, page: Planned, base: str, reference: Reference | None) -> dict[str, object]:
        library = self._library
        match page.kind:
            case PageKind.ARTICLE:
                return self._article(library.articles[page.key[0]], base, reference)
            case PageKind.STORY:
                return self._story(library.stories[page.key[0]], base, page.number)
            case PageKind.ENTITY:
                kind, name = page.key
                entity = entity_view(
                    library, library.entities[EntityKey(EntityType(kind), name)], page.number
                )
                return {"view": entity, "charts": drawings.over_time(entity.periods, self._wording)}
            case PageKind.SOURCE:
                source = source_view(library, library.sources[page.key[0]], page.number)
                return {"view": source, "chart": drawings.years(source.years, self._wording)}
            case PageKind.COMPARISON:
                view = self._comparisons.view(*page.key)
                return {"view": view, "story": library.story_of(library.articles[page.key[0]])}
            case PageKind.YEAR:
                year = page.key[0]
                years = self._years
                held = (
                    year_view(library, years, year, page.number)
                    if year
                    else undated_view(library, years, page.number)
                )
                return {"view": held}
            case PageKind.TIMELINE:
                timeline = timeline_view(library, self._years)
                urls = {line.year: base + line.url for line in timeline.lines}
                return {"view": timeline, "chart": drawings.years(timeline.years, self._wording, urls)}
            case PageKind.HOME:
                home = home_view(library)
                urls = {c.year: base + addresses.address(year_path(c.year)) for c in home.years if c.count}
                chart = drawings.years(home.years, self._wording, urls)
                return {"view": home, "chart": chart, "site_name": self._site.name}
            case PageKind.STORIES:
                return {"stories": story_page(library, page.number)}
            case PageKind.SOURCES:
                return self._listing(page, source_names(library), "kind.sources", "sources.summary")
            case PageKind.NAMES:
                kinds = EntityType(page.key[0])
                names = name_index(library, kinds).names
                return self._listing(page, names, f"type.{kinds.plural}", "names.summary")
            case PageKind.DATA:
                return {"downloads": exporting.downloads(library, self._site)}
            case PageKind.SEARCH:
                return {
                    "listings": beside.LISTINGS,
                    "choices": choices(library, self._wording),
                    "words": _panel_words(self._wording),
                }

    def _article(self, article: Article, base: str, reference: Reference | None) -> dict[str, object]:
        library = self._library
        view = article_view(
            library,
            article,
            provenance=self._provenances.get(article.id),
            shares=(lambda a, b: self._comparisons.share(a, b)) if self._compared else None,
        )
        shown = beside.shown(library, article)
        body = self._bodies.rendered(shown.body, linked(library.entities_of(article), article.language, base))
        site = self._site
        permanent = site.absolute(view.permalink) if site.url else f"{base}{view.permalink}"
        return {
            "view": view,
            "body": body,
            "marked": '"rr-mention"' in body,
            "cut": shown.cut,
            "citations": beside.citations(reference, self._wording) if reference is not None else None,
            "permalink": permanent,
            "permalink_shown": permanent if site.url else view.permalink,
            "edit": self._repository.edit(article.path),
            "form": self._repository.form(article.path),
            "history": self._repository.history(article.path),
            # Shown beside the provenance.
            "hands": self._hands.get(article.id, ()) if view.shown and view.provenance else (),
        }

    def _story(self, story: StoryEntry, base: str, number: int) -> dict[str, object]:
        view = story_view(
            self._library,
            story,
            number,
            shares=lambda a, b: self._comparisons.share(a, b),
            differences=lambda a, b: self._comparisons.disputed(a, b),
        )
        drawing = drawings.tree(self._library, story, self._wording, base) if number == 1 else ""
        return {"view": view, "tree": drawing}

    def _listing(
        self, page: Planned, names: Sequence[Named], heading: str, summary: str
    ) -> dict[str, object]:
        ordered = sorted(names, key=_alphabetical)
        shown = paging.part(ordered, page.number, paging.NAMES)
        letters = tuple(
            Letter(letter, tuple(held))
            for letter, held in groupby(shown, key=lambda name: _initial(name.name))
        )
        first = paging.page_path(page.path, 1) if page.number == 1 else f"{page.path.split('/')[0]}/index.md"
        count = paging.pages(len(names), paging.NAMES)
        return {
            "heading": self._wording.t(heading),
            "summary": self._wording.t(summary, len(names)),
            "letters": letters,
            "often": _often(names) if page.number == 1 and len(names) > 2 * _OFTEN else (),
            "paged": paging.Paged((), page.number, count, len(names), first),
        }


def _often(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple(sorted(names, key=lambda name: (-name.count, name.name))[:_OFTEN])


def _panel_words(wording: Wording) -> dict[str, object]:
    """The words that the panel's script puts together itself."""
    return {
        "language": wording.language,
        "start": wording.t("search.start"),
        "failed": wording.t("search.failed"),
        "none": wording.raw("search.none"),
        "found": wording.forms("search.found"),
        "versions": wording.forms("search.versions"),
    }


def _alphabetical(name: Named) -> tuple[str, str, str]:
    return (_initial(name.name), _plain(name.name).casefold(), name.url)


def _initial(name: str) -> str:
    """The heading under which a name is listed: its first letter without marks, '#' for whatever begins otherwise."""
    first = _plain(name.strip())[:1].upper()
    return first if first.isalpha() else "#"


def _plain(name: str) -> str:
    """The name without accents: 'Étienne' stands among the E."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
