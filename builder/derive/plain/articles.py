"""An article's page, and the comparison of two, as plain Markdown."""

from __future__ import annotations

from builder.derive import citations
from builder.derive.compare import Row, RowKind
from builder.derive.library import Library
from builder.derive.passages import Passage
from builder.derive.plain.writing import Writer, inline, line, page, section, table
from builder.derive.rights import capped
from builder.derive.site import Site
from builder.derive.substance import Difference
from builder.derive.views_article import ArticleView, ProvenancePanel, VersionLine
from builder.derive.views_comparison import ComparisonView
from builder.derive.wordops import Change
from builder.model.article import Article


def article_page(
    view: ArticleView, article: Article, library: Library, site: Site, writer: Writer, title: str
) -> str:
    """Facts, text, versions, entities, where it came from, how to cite it."""
    source = library.sources.get(article.source) if article.source else None
    t = writer.wording.t
    blocks = [
        f"*{line(t('title.first_words'))}*" if view.card.title_is_first_words else "",
        _facts(view, writer),
        capped(article, source.record if source else None).body
        if view.shown
        else f"*{line(t(f'status.explained.{article.status}'))}*",
        _versions(view, writer),
        section(t("versions.elsewhere"), "\n".join(_version(version, writer) for version in view.elsewhere)),
        section(t("entities.heading"), writer.groups(view.entities, counted=False)),
        section(t("provenance.heading"), _provenance(view.provenance, writer)),
        section(t("cite.heading"), _citation(article, library, site, writer) if view.shown else ""),
        section(t("neighbours.label"), _neighbours(view, writer)),
    ]
    return page(title, blocks, heading=view.card.title or title, language=view.card.language or "")


def _citation(article: Article, library: Library, site: Site, writer: Writer) -> str:
    return line(citations.text(citations.reference(library, article, site), writer.wording))


def _facts(view: ArticleView, writer: Writer) -> str:
    t, dated = writer.wording.t, view.card.dated
    basis = f" ({t(f'basis.{dated.basis}' if dated.basis else 'basis.unstated')})" if dated.day else ""
    source = view.card.source
    rows = [
        (t("fact.source"), writer.link(source.name, source.url) if source else t("source.unknown")),
        (t("fact.published"), writer.day(dated) + basis),
        (t("fact.updated"), writer.wording.day(view.updated) if view.updated else ""),
        (t("fact.captured"), writer.wording.day(view.card.captured) if view.card.captured else ""),
        (t("byline"), line(view.byline or "")),
        (t("credits"), line(", ".join(view.credits))),
        (t("dateline"), line(view.dateline or "")),
        (t("fact.kind"), line(view.kind or "")),
        (t("fact.language"), writer.wording.language_name(view.card.language) if view.card.language else ""),
        (
            t("fact.address"),
            f"<{view.source_url}>" if view.source_url and not set(view.source_url) & set(" <>") else "",
        ),
        (
            t("derived_from"),
            writer.link(view.derived_from.title, view.derived_from.url) if view.derived_from else "",
        ),
        (t("fact.notes"), line(view.notes or "")),
        (t("permalink"), writer.link(view.permalink, view.permalink)),
    ]
    return "\n".join(f"- {writer.labelled(name, value)}" for name, value in rows if value)


def _versions(view: ArticleView, writer: Writer) -> str:
    panel, t = view.versions, writer.wording.t
    if panel is None:
        return ""
    whole = t("versions.folded", panel.folded) if panel.folded else t("story.whole")
    lines = [
        *(_version(version, writer) for version in panel.lines),
        "",
        writer.link(whole, panel.story.url),
    ]
    return section(t("versions.heading", len(panel.lines) + panel.folded), "\n".join(lines))


def _version(version: VersionLine, writer: Writer) -> str:
    t = writer.wording.t
    facts = [writer.relation(version)]
    if version.share is not None:
        facts.append(t("share.common", share=writer.wording.percent(version.share)))
    compare = f" ({writer.link(t('compare.action'), version.compare)})" if version.compare else ""
    return f"- {writer.card(version.card)}: {', '.join(facts)}{compare}"


def _provenance(found: ProvenancePanel | None, writer: Writer) -> str:
    if found is None:
        return ""
    wording = writer.wording
    made = wording.t("provenance.capture", size=wording.size(found.size), kind=found.media_type)
    lines = [
        f"- {line(made)} `{found.capture}`",
        f"- {line(wording.t('provenance.removed', share=wording.percent(found.share_removed)))}",
        *(
            [f"- {writer.labelled(wording.t('provenance.engine'), line(found.engine))}"]
            if found.engine
            else []
        ),
        *(f"- {line(note)}" for note in found.notes),
    ]
    return "\n".join(lines)


def _neighbours(view: ArticleView, writer: Writer) -> str:
    t = writer.wording.t
    near = ((t("neighbours.before"), view.previous), (t("neighbours.after"), view.following))
    return "\n".join(f"- {writer.labelled(name, writer.card(card))}" for name, card in near if card)


def comparison_page(view: ComparisonView, writer: Writer, title: str) -> str:
    """What changed in substance, then the passages side by side."""
    found, t, percent = view.comparison, writer.wording.t, writer.wording.percent
    relation = t(f"compare.relation.{view.related}")
    shares = t("compare.shares", a=percent(found.a.coverage), b=percent(found.b.coverage))
    note = (
        f"*{line(t('compare.hidden'))}*"
        if view.hidden
        else line(t("compare.across") if found.across_languages else shares)
    )
    none = t("compare.substance.across" if found.across_languages else "compare.substance.none")
    substance = _differences(view.differences, writer) or line(none)
    sides = table((t("compare.first"), t("compare.second")), (_row(row, writer) for row in found.rows))
    blocks = [
        f"- {writer.labelled(t('compare.first'), writer.card(view.first))}\n"
        f"- {writer.labelled(t('compare.second'), writer.card(view.second))}",
        f"{line(relation)} {note} {line(t(f'compare.order.{view.order.value}'))}",
        "" if view.hidden else section(t("compare.substance"), substance),
        section(t("compare.texts"), sides),
    ]
    return page(title, blocks, heading=t("compare.heading"))


def _differences(found: tuple[Difference, ...], writer: Writer) -> str:
    t = writer.wording.t
    heads = (
        t("difference.kind"),
        t("compare.first"),
        t("compare.second"),
        t("difference.outcome"),
    )
    rows = (
        (
            t(f"difference.{d.kind.value}"),
            line(d.a_says),
            line(d.b_says),
            " · ".join(
                [t(f"outcome.{d.outcome.value}"), *([t(f"difference.note.{d.note.value}")] if d.note else [])]
            ),
        )
        for d in found
    )
    return table(heads, rows)


def _row(row: Row, writer: Writer) -> tuple[str, str]:
    moved = f" *({writer.wording.t('compare.moved')})*" if row.moved else ""
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
