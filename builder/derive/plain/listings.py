"""Stories, entities, sources, timeline, home and the lists of them as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from builder.derive.paging import Paged
from builder.derive.plain.writing import Writer, line, page, section, table
from builder.derive.site import Site
from builder.derive.views import Named
from builder.derive.views_entity import EntityView, Period, YearCount
from builder.derive.views_home import HomeView
from builder.derive.views_source import SourceView
from builder.derive.views_story import StoryLine, StoryView
from builder.derive.views_timeline import TimelineView, YearView
from builder.derive.wording import Wording
from builder.model.entities import EntityType

#: The ways into the archive, as the home page lists them; each has its name in the catalogue ('listing.stories').
_WAYS = ("timeline", "stories", "sources", *(kind.plural for kind in EntityType), "data")


def home_page(view: HomeView, site: Site, lead: str, writer: Writer, title: str) -> str:
    wording = writer.wording
    t = wording.t
    held = (
        ("articles", view.articles),
        ("stories", view.stories),
        ("sources", view.sources),
        ("people", view.people),
        ("organizations", view.organizations),
        ("places", view.places),
    )
    counts = ", ".join(f"{wording.number(n)} {t(f'home.{what}', n)}" for what, n in held)
    spans = [
        t("home.span", first=wording.day(view.first_day), last=wording.day(view.last_day or view.first_day))
        if view.first_day
        else "",
        t("home.undated", view.undated) if view.undated else "",
    ]
    ways = (writer.link(t(f"listing.{way}"), f"{way}/") for way in _WAYS)
    blocks = [
        _without_title(lead),
        line(f"{counts}. {' '.join(filter(None, spans))}".strip())
        if view.articles
        else line(t("home.empty")),
        "\n".join(f"- {way}" for way in ways),
        section(t("home.newest"), writer.cards(view.newest)),
        section(t("home.told"), _stories(view.told, writer)),
        section(t("home.names"), writer.groups(view.names)),
    ]
    return page(title, blocks, heading=site.name)


def story_page(view: StoryView, lead: str, writer: Writer, title: str) -> str:
    wording = writer.wording
    t = wording.t
    links = (
        (
            writer.link(row.first.title, row.first.url),
            t(f"link.{row.relation}") + ("" if row.directed else f" ({t('link.undirected')})"),
            writer.link(row.second.title, row.second.url),
            wording.percent(row.share) if row.share is not None else "",
            writer.link(t("compare.action"), row.compare) if row.compare else "",
        )
        for row in view.links
    )
    disputes = (
        (
            t(f"difference.{d.kind}"),
            f"{line(d.first_says)} ({writer.link(d.first.title, d.first.url)})",
            f"{line(d.second_says)} ({writer.link(d.second.title, d.second.url)})",
        )
        for d in view.disputes
    )
    heads = (
        t("story.link.first"),
        t("story.link.relation"),
        t("story.link.second"),
        t("story.link.share"),
        t("compare.action"),
    )
    disputed = table((t("difference.kind"), t("difference.one"), t("difference.other")), disputes)
    if view.more_disputes:
        disputed += f"\n\n{line(t('story.disputes.more', view.more_disputes))}"
    blocks = [
        _without_title(lead),
        f"{t('story.summary', view.versions.total)} {t('story.sources', len(view.sources))}",
        section(t("story.versions"), writer.cards(view.versions.items) + _turning(view.versions, writer)),
        section(t("story.links"), table(heads, links)),
        section(t("story.disputes"), disputed and f"{line(t('story.disputes.note'))}\n\n{disputed}"),
        section(t("story.told_by"), _names(view.sources, writer, counted=False)),
        section(t("entities.heading"), writer.groups(view.entities)),
    ]
    return page(title, blocks, heading=view.name.name)


def stories_page(found: Paged[StoryLine], writer: Writer, title: str) -> str:
    summary = writer.wording.t("stories.summary", found.total)
    return page(title, [line(summary), _stories(found.items, writer) + _turning(found, writer)])


def entity_page(view: EntityView, writer: Writer, title: str) -> str:
    t = writer.wording.t
    counted = [
        t("entity.summary", view.count),
        t("entity.mentions", view.mentions) if view.mentions else "",
        t("entity.stories", view.stories) if view.stories else "",
    ]
    facts = [
        writer.labelled(t("entity.aliases"), line(", ".join(view.aliases))) if view.aliases else "",
        f"Wikidata: <https://www.wikidata.org/wiki/{view.wikidata}>" if view.wikidata else "",
        line(view.note) if view.note else "",
        line(" · ".join(filter(None, counted))),
    ]
    blocks = [
        "\n".join(f"- {fact}" for fact in facts if fact),
        _over_time(view.periods, writer.wording),
        section(t("entity.articles"), writer.cards(view.articles.items) + _turning(view.articles, writer)),
        section(t("entity.companions"), writer.groups(view.companions)),
        section(t("entity.sources"), _names(view.sources, writer)),
    ]
    return page(title, blocks, heading=view.name)


def names_page(found: Paged[Named], writer: Writer, title: str) -> str:
    summary = writer.wording.t("names.summary", found.total)
    return page(title, [line(summary), _names(found.items, writer) + _turning(found, writer)])


def source_page(view: SourceView, writer: Writer, title: str) -> str:
    wording = writer.wording
    t = wording.t
    counts = (
        ("alone", view.alone),
        ("first", view.first),
        ("later", view.later),
        ("unordered", view.unordered),
    )
    facts = [
        writer.labelled(t("source.aliases"), line(", ".join(view.aliases))) if view.aliases else "",
        writer.labelled(t("source.domains"), line(", ".join(view.domains))) if view.domains else "",
        writer.labelled(t("source.country"), line(view.country)) if view.country else "",
        f"Wikidata: <https://www.wikidata.org/wiki/{view.wikidata}>" if view.wikidata else "",
        line(view.note) if view.note else "",
        f"{wording.number(view.count)} {t('source.count.articles', view.count)}",
        *(f"{wording.number(n)} {t(f'source.count.{what}')}" for what, n in counts if n),
    ]
    sharing = ((writer.link(s.source.name, s.source.url), wording.number(s.stories)) for s in view.sharing)
    blocks = [
        "\n".join(f"- {fact}" for fact in facts if fact),
        section(t("chart.years"), _years(view.years, wording)),
        section(t("entity.articles"), writer.cards(view.articles.items) + _turning(view.articles, writer)),
        section(t("source.sharing"), table((t("fact.source"), t("source.sharing.stories")), sharing)),
        section(t("source.entities"), writer.groups(view.entities)),
    ]
    return page(title, blocks, heading=view.name)


def sources_page(found: Paged[Named], writer: Writer, title: str) -> str:
    summary = writer.wording.t("sources.summary", found.total)
    return page(title, [line(summary), _names(found.items, writer) + _turning(found, writer)])


def timeline_page(view: TimelineView, writer: Writer, title: str) -> str:
    wording = writer.wording
    t, number = wording.t, wording.number
    rows = (
        (writer.link(row.year, row.url), number(row.count), *(number(n) if n else "" for n in row.months))
        for row in view.lines
    )
    heads = (t("timeline.year"), t("timeline.total"), *(wording.short_month(n) for n in range(1, 13)))
    undated = writer.link(t("timeline.undated", view.undated), view.undated_url) if view.undated else ""
    return page(title, [line(t("timeline.summary", view.total)), table(heads, rows), undated])


def year_page(view: YearView, writer: Writer, title: str) -> str:
    wording = writer.wording
    months = [
        section(wording.month(month.number), writer.cards(month.articles))
        if month.number
        else writer.cards(month.articles)
        for month in view.months
    ]
    turns = [
        writer.link(year, f"timeline/{year}/") for year in (view.previous, view.following) if year is not None
    ]
    summary = wording.t("year.summary", view.shown.total)
    return page(title, [line(summary), *months, _turning(view.shown, writer), " · ".join(turns)])


def data_page(paths: Iterable[str], writer: Writer, site: Site, title: str) -> str:
    """The files of the whole archive. They lie beside the pages, not among the Markdown files."""
    lines = [f"- <{site.absolute(path)}>" if site.url else f"- `{path}`" for path in paths]
    return page(title, [line(writer.wording.t("data.summary")), "\n".join(lines)])


def search_page(writer: Writer, title: str) -> str:
    """The search itself is the engine's; this page keeps the address and leads to the lists."""
    t = writer.wording.t
    ways = (writer.link(t(f"listing.{way}"), f"{way}/") for way in _WAYS)
    return page(title, [line(t("search.browse")), "\n".join(f"- {way}" for way in ways)])


def _without_title(lead: str) -> str:
    """A person's introduction without a heading of the first level, which the page has already."""
    return re.sub(r"\A\s*# .*\n*", "", lead)


def _stories(found: Iterable[StoryLine], writer: Writer) -> str:
    wording = writer.wording
    lines = []
    for story in found:
        days = dict.fromkeys(wording.day(day) for day in (story.first_day, story.last_day) if day)
        facts = (
            wording.t("story.versions.count", story.name.count),
            wording.t("story.sources.count", story.sources),
            " – ".join(days) or wording.t("date.none"),
        )
        lines.append(f"- {writer.link(story.name.name, story.name.url)} — {', '.join(facts)}")
    return "\n".join(lines)


def _names(found: Iterable[Named], writer: Writer, *, counted: bool = True) -> str:
    names = (writer.named(name) if counted else writer.link(name.name, name.url) for name in found)
    return "\n".join(f"- {name}" for name in names)


def _over_time(found: Sequence[Period], wording: Wording) -> str:
    """Mentions and articles by year or month, as a table."""
    unit = "months" if found and "-" in found[0].label else "years"
    rows = (
        (period.label, wording.number(period.mentions), wording.number(period.articles))
        for period in found
        if period.articles
    )
    t = wording.t
    heads = ("", t(f"chart.mentions.{unit}"), t(f"chart.{unit}"))
    return section(t(f"chart.mentions.{unit}"), table(heads, rows)) if len(found) > 1 else ""


def _years(found: Iterable[YearCount], wording: Wording) -> str:
    return ", ".join(f"{year.year}: {wording.number(year.count)}" for year in found if year.count)


def _turning(found: Paged[Any], writer: Writer) -> str:
    """The ways to the pages before and after."""
    if found.pages < 2:
        return ""
    t, number = writer.wording.t, writer.wording.number
    ways = [
        writer.link(t("paging.before"), found.previous) if found.previous else "",
        t("paging.place", number=number(found.number), pages=number(found.pages)),
        writer.link(t("paging.after"), found.following) if found.following else "",
    ]
    return "\n\n" + " · ".join(way for way in ways if way)
