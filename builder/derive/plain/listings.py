"""Stories, entities, sources, timeline, home and the lists of them as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from builder.derive.paging import Paged
from builder.derive.plain.writing import Writer, line, page, section, table
from builder.derive.site import Site
from builder.derive.views import Named
from builder.derive.views_entity import EntityView, YearCount
from builder.derive.views_home import HomeView
from builder.derive.views_source import SourceView
from builder.derive.views_story import StoryLine, StoryView
from builder.derive.views_timeline import TimelineView, YearView
from builder.model.entities import EntityType

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def home_page(view: HomeView, site: Site, lead: str, writer: Writer) -> str:
    span = f", from {view.first_day} to {view.last_day}" if view.first_day else ""
    counts = [
        f"{view.articles} articles{span}; {view.undated} undated",
        f"{view.stories} stories with {view.versions} versions",
        f"{view.sources} sources, {view.people} people, {view.organizations} organizations, {view.places} places",
    ]
    ways = ("timeline/", "stories/", "sources/", *(f"{kind.plural}/" for kind in EntityType), "data/")
    blocks = [
        _without_title(lead),
        section("What it holds", "\n".join(f"- {count}" for count in counts)),
        section("Ways in", "\n".join(f"- {writer.link(way.strip('/').capitalize(), way)}" for way in ways)),
        section("Newest", writer.cards(view.newest)),
        section("Most told", _stories(view.told, writer)),
        section("Most named", writer.groups(view.names)),
    ]
    return page(site.name, blocks)


def story_page(view: StoryView, lead: str, writer: Writer) -> str:
    links = (
        (
            writer.link(row.first.title, row.first.url),
            writer.link(row.second.title, row.second.url),
            str(row.relation) + ("" if row.directed else ", order not established"),
            f"{round(100 * row.share)} %" if row.share is not None else "",
            writer.link("compare", row.compare) if row.compare else "",
        )
        for row in view.links
    )
    disputes = (
        (
            d.kind,
            f"{line(d.first_says)} ({writer.link(d.first.title, d.first.url)})",
            f"{line(d.second_says)} ({writer.link(d.second.title, d.second.url)})",
        )
        for d in view.disputes
    )
    blocks = [
        _without_title(lead),
        section("Versions", writer.cards(view.versions.items) + _turning(view.versions, writer)),
        section("How they are linked", table(("First", "Second", "The second is", "In common", ""), links)),
        section("In dispute", table(("What", "One version", "Another"), disputes)),
        section("Sources", _names(view.sources, writer)),
        section("Named in it", writer.groups(view.entities)),
    ]
    return page(view.name.name, blocks)


def stories_page(found: Paged[StoryLine], writer: Writer) -> str:
    return page("Stories", [_stories(found.items, writer) + _turning(found, writer)])


def entity_page(view: EntityView, writer: Writer) -> str:
    facts = [
        f"- Also called: {line(', '.join(view.aliases))}" if view.aliases else "",
        f"- Wikidata: <https://www.wikidata.org/wiki/{view.wikidata}>" if view.wikidata else "",
        f"- {line(view.note)}" if view.note else "",
        f"- {view.count} articles, {view.stories} stories",
    ]
    blocks = [
        "\n".join(fact for fact in facts if fact),
        section("By year", _years(view.years)),
        section("Articles", writer.cards(view.articles.items) + _turning(view.articles, writer)),
        section("Named together with", writer.groups(view.companions)),
        section("Sources", _names(view.sources, writer)),
    ]
    return page(view.name, blocks)


def names_page(kind: EntityType, found: Paged[Named], writer: Writer) -> str:
    return page(kind.plural.capitalize(), [_names(found.items, writer) + _turning(found, writer)])


def source_page(view: SourceView, writer: Writer) -> str:
    facts = [
        f"- Also called: {line(', '.join(view.aliases))}" if view.aliases else "",
        f"- Domains: {line(', '.join(view.domains))}" if view.domains else "",
        f"- Country: {line(view.country)}" if view.country else "",
        f"- Wikidata: <https://www.wikidata.org/wiki/{view.wikidata}>" if view.wikidata else "",
        f"- {line(view.note)}" if view.note else "",
        f"- {view.count} articles: {view.alone} without other versions here, {view.first} the earliest of their story, "
        f"{view.later} later than another, {view.unordered} in no established order",
    ]
    sharing = ((writer.link(s.source.name, s.source.url), str(s.stories)) for s in view.sharing)
    blocks = [
        "\n".join(fact for fact in facts if fact),
        section("By year", _years(view.years)),
        section("Articles", writer.cards(view.articles.items) + _turning(view.articles, writer)),
        section("Shares stories with", table(("Source", "Stories"), sharing)),
        section("Most named", writer.groups(view.entities)),
    ]
    return page(view.name, blocks)


def sources_page(found: Paged[Named], writer: Writer) -> str:
    return page("Sources", [_names(found.items, writer) + _turning(found, writer)])


def timeline_page(view: TimelineView, writer: Writer) -> str:
    rows = (
        (writer.link(row.year, row.url), str(row.count), *(str(n) if n else "" for n in row.months))
        for row in view.lines
    )
    undated = f"{writer.link('Undated', view.undated_url)}: {view.undated}" if view.undated else ""
    return page("Timeline", [table(("Year", "Articles", *(m[:3] for m in _MONTHS)), rows), undated])


def year_page(view: YearView, writer: Writer) -> str:
    months = [
        section(_MONTHS[month.number - 1] if month.number else "Articles", writer.cards(month.articles))
        for month in view.months
    ]
    turns = [
        writer.link(year, f"timeline/{year}/") for year in (view.previous, view.following) if year is not None
    ]
    return page(view.year or "Undated", [*months, _turning(view.shown, writer), " · ".join(turns)])


def data_page(paths: Iterable[str], writer: Writer, site: Site) -> str:
    """The files of the whole archive. They lie beside the pages, not among the Markdown files."""
    lines = [f"- <{site.absolute(path)}>" if site.url else f"- `{path}`" for path in paths]
    return page("Data", ["\n".join(lines)])


def search_page(writer: Writer) -> str:
    """The search itself is the engine's; this page keeps the address and leads to the lists."""
    return page(
        "Search",
        [f"See the {writer.link('timeline', 'timeline/')} and the {writer.link('stories', 'stories/')}."],
    )


def _without_title(lead: str) -> str:
    """A person's introduction without a heading of the first level, which the page has already."""
    return re.sub(r"\A\s*# .*\n*", "", lead)


def _stories(found: Iterable[StoryLine], writer: Writer) -> str:
    lines = []
    for story in found:
        span = (
            " to ".join(dict.fromkeys(day for day in (story.first_day, story.last_day) if day)) or "undated"
        )
        facts = f"{story.name.count} versions, {story.sources} sources, {span}"
        lines.append(f"- {writer.link(story.name.name, story.name.url)} — {facts}")
    return "\n".join(lines)


def _names(found: Iterable[Named], writer: Writer) -> str:
    return "\n".join(f"- {writer.named(name)}" for name in found)


def _years(found: Iterable[YearCount]) -> str:
    return table(("Year", "Articles"), ((count.year, str(count.count)) for count in found))


def _turning(found: Paged[Any], writer: Writer) -> str:
    """Links to the list's page before and after."""
    ways = ((found.previous, "previous page"), (found.following, "next page"))
    links = [writer.link(words, address) for address, words in ways if address]
    return "\n\n" + " · ".join(links) if links else ""
