"""An article's page, and the comparison of two, as plain Markdown."""

from __future__ import annotations

from builder.derive import citations
from builder.derive.compare import Passage, Row, RowKind
from builder.derive.library import Library
from builder.derive.plain.writing import Writer, day, inline, line, page, section, table
from builder.derive.rights import capped
from builder.derive.site import Site
from builder.derive.substance import Difference
from builder.derive.views_article import ArticleView, ProvenancePanel, VersionLine
from builder.derive.views_comparison import ComparisonView
from builder.derive.wordops import Change
from builder.model.article import Article
from builder.model.cleaned import DateBasis

_BASES = {
    DateBasis.PRINTED: "printed with the article",
    DateBasis.METADATA: "from the page's metadata",
    DateBasis.URL: "from the page's address",
    DateBasis.DATELINE: "from the dateline",
    DateBasis.RELATED_VERSION: "inferred from another version",
    DateBasis.EDITOR: "set by an editor",
}


def article_page(view: ArticleView, article: Article, library: Library, site: Site, writer: Writer) -> str:
    """Facts, text, versions, entities, where it came from, how to cite it."""
    source = library.sources.get(article.source) if article.source else None
    body = capped(article, source.record if source else None).body
    blocks = [
        "*The source printed no title; these are the article's first words.*"
        if view.card.title_is_first_words
        else "",
        _facts(view, writer),
        body
        if view.shown
        else f"*This article is {article.status}. Its record stays, so that citations still lead here.*",
        section("Versions", _versions(view, writer)),
        section("Linked in other stories", "\n".join(_version(line, writer) for line in view.elsewhere)),
        section("Named in this article", writer.groups(view.entities, counted=False)),
        section("Where it comes from", _provenance(view.provenance)),
        section(
            "Cite", line(citations.text(citations.reference(library, article, site))) if view.shown else ""
        ),
        section("In the same source", _neighbours(view, writer)),
    ]
    return page(view.card.title, blocks, language=view.card.language or "")


def _facts(view: ArticleView, writer: Writer) -> str:
    basis = f" ({_BASES[view.card.dated.basis]})" if view.card.dated.basis else ""
    rows = [
        (
            "Source",
            writer.link(view.card.source.name, view.card.source.url) if view.card.source else "unknown",
        ),
        ("Published", day(view.card.dated) + basis),
        ("Updated", line(view.updated or "")),
        ("Captured", line(view.card.captured or "")),
        ("By", line(view.byline or "")),
        ("Contributing", line(", ".join(view.credits))),
        ("From", line(view.dateline or "")),
        ("Kind", line(view.kind or "")),
        ("Language", line(view.card.language or "")),
        (
            "Address",
            f"<{view.source_url}>" if view.source_url and not set(view.source_url) & set(" <>") else "",
        ),
        (
            "Derived from",
            writer.link(view.derived_from.title, view.derived_from.url) if view.derived_from else "",
        ),
        ("Notes", line(view.notes or "")),
        ("Permanent address", writer.link(view.permalink, view.permalink)),
    ]
    return "\n".join(f"- {name}: {value}" for name, value in rows if value)


def _versions(view: ArticleView, writer: Writer) -> str:
    panel = view.versions
    if panel is None:
        return ""
    lines = [_version(version, writer) for version in panel.lines]
    rest = f", {panel.folded} more versions there" if panel.folded else ""
    return "\n".join(lines) + f"\n\nStory: {writer.link(panel.story.name, panel.story.url)}{rest}"


def _version(version: VersionLine, writer: Writer) -> str:
    relation = str(version.relation) if version.relation else "linked through another version"
    share = f", {round(100 * version.share)} % of this text in common" if version.share is not None else ""
    compare = f" ({writer.link('compare', version.compare)})" if version.compare else ""
    return f"- {writer.card(version.card)}: {relation}{share}{compare}"


def _provenance(found: ProvenancePanel | None) -> str:
    if found is None:
        return ""
    lines = [
        f"- Capture: `{found.capture}`, {line(found.media_type)}, {found.size} bytes",
        f"- Share of the page removed: {round(100 * found.share_removed)} %",
        *([f"- Names found by: {line(found.engine)}"] if found.engine else []),
        *(f"- Note: {line(note)}" for note in found.notes),
    ]
    return "\n".join(lines)


def _neighbours(view: ArticleView, writer: Writer) -> str:
    lines = [f"- Before: {writer.card(view.previous)}"] if view.previous else []
    return "\n".join([*lines, *([f"- After: {writer.card(view.following)}"] if view.following else [])])


def comparison_page(view: ComparisonView, writer: Writer) -> str:
    """What changed in substance, then the passages side by side."""
    found = view.comparison
    share = f"{round(100 * found.a.coverage)} % and {round(100 * found.b.coverage)} % of the texts answer each other"
    verbatim = "" if found.across_languages else f"; {round(100 * found.verbatim)} % of that to the letter"
    blocks = [
        f"- First: {writer.card(view.first)}\n- Second: {writer.card(view.second)}"
        + (f"\n- The second is to the first: {view.relation}" if view.relation else ""),
        "*One of the two is withheld or removed.*" if view.hidden else f"{share}{verbatim}.",
        section("What changed in substance", _differences(view.differences)),
        section("Side by side", table(("First", "Second"), (_row(row) for row in found.rows))),
    ]
    return page("Two versions compared", blocks)


def _differences(found: tuple[Difference, ...]) -> str:
    rows = ((d.kind.value, line(d.a), line(d.b), d.note or d.outcome.value) for d in found)
    return table(("What", "First", "Second", "How"), rows)


def _row(row: Row) -> tuple[str, str]:
    moved = " *(moved)*" if row.moved else ""
    if row.kind is RowKind.CHANGED and row.ops:
        return _side(row, Change.DELETE, "del") + moved, _side(row, Change.INSERT, "ins") + moved
    return _plain(row.a) + (moved if row.a else ""), _plain(row.b) + (moved if row.b else "")


def _plain(passage: Passage | None) -> str:
    return line(passage.text) if passage else ""


def _side(row: Row, change: Change, element: str) -> str:
    """One side of a changed row, its own words marked."""
    parts = []
    for op in row.ops:
        words = op.a if change is Change.DELETE else op.b
        if op.change is change:
            bare = words.rstrip()
            parts.append(f"<{element}>{inline(bare)}</{element}>{words[len(bare) :]}")
        elif op.change is Change.EQUAL:
            parts.append(inline(words))
    return "".join(parts).strip()
