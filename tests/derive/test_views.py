from dataclasses import replace

from builder.derive.library import Library
from builder.derive.plan import planned
from builder.derive.views import card, direction, entity_groups, listings, newest_first
from builder.derive.views_article import PANEL, article_view
from builder.derive.views_comparison import Comparisons
from builder.derive.views_entity import entity_view, periods, year_counts
from builder.derive.views_home import home_view
from builder.derive.views_source import source_view
from builder.derive.views_story import DISPUTES, story_lines, story_view
from builder.derive.views_timeline import Years, timeline_view, undated_view, year_view
from builder.model.article import Article, Link
from builder.model.cleaned import Candidate, DateBasis, Removal
from builder.model.entities import EntityType
from builder.model.provenance import Provenance
from builder.model.relation import RelationType
from builder.text.evidence import Order

from .holdings import ARABIC, ARTICLES, EXCERPT, FIRST, UPDATE, WITHHELD, library
from .test_entries import ANA

MADE = Provenance(
    capture="ab" * 32,
    removals=(
        Removal("Menu", "menu", 1),
        Removal("More news", "related-links", 9),
        Removal("Even more", "related-links", 10),
    ),
    candidates=(Candidate("date", "2023-03-01", "printed", chosen=True),),
)


def test_a_borrowed_date_is_marked_as_inferred_and_says_from_which_version() -> None:
    view = article_view(library(), ARABIC)
    assert view.card.dated.inferred
    assert view.date_from is not None and view.date_from.id == FIRST.id
    assert not article_view(library(), FIRST).card.dated.inferred


def test_direction_follows_the_language() -> None:
    assert [direction(tag) for tag in ("ar", "fa-IR", "az-Arab", "en", "zh-Hans", None)] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "auto",
    ]


def test_the_versions_panel_has_every_version_with_its_relation() -> None:
    panel = article_view(library(), FIRST).versions
    assert panel is not None
    assert {line.card.id: line.relation for line in panel.lines} == {
        UPDATE.id: RelationType.UPDATE,
        ARABIC.id: RelationType.TRANSLATION,
        EXCERPT.id: RelationType.EXCERPT,
    }
    assert panel.folded == 0


def test_an_update_is_later_from_one_side_and_earlier_from_the_other() -> None:
    def later(article: Article, other: Article) -> bool | None:
        panel = article_view(library(), article).versions
        assert panel is not None
        return next(line.later for line in panel.lines if line.card.id == other.id)

    assert later(FIRST, UPDATE) is True
    assert later(UPDATE, FIRST) is False
    assert later(FIRST, ARABIC) is None


def test_the_share_in_common_is_that_of_the_comparison_page() -> None:
    held = library()
    comparisons = Comparisons(held)
    view = article_view(held, EXCERPT, shares=comparisons.share)
    assert view.versions is not None
    whole = next(line for line in view.versions.lines if line.card.id == FIRST.id)
    assert whole.share == 1.0
    assert comparisons.share(FIRST.id, ARABIC.id) is None


def crowded(count: int) -> list[Article]:
    return [
        replace(
            FIRST,
            id=f"a{n:010x}",
            path=f"articles/2023/03/v-a{n:010x}.md",
            date=f"2023-03-{n % 28 + 1:02}",
            related_versions=(Link("a0000000000", RelationType.REPRINT),) if n else (),
        )
        for n in range(count)
    ]


def test_a_panel_of_three_hundred_versions_is_folded() -> None:
    articles = crowded(300)
    panel = article_view(library(*articles), articles[7]).versions
    assert panel is not None
    assert len(panel.lines) == PANEL
    assert panel.folded == 299 - PANEL
    assert any(line.relation is RelationType.REPRINT for line in panel.lines)


def test_a_story_of_three_hundred_versions_is_paged() -> None:
    held = library(*crowded(300))
    story = held.stories["crane-falls"]
    pages = [story_view(held, story, number) for number in (1, 2, 3)]
    assert [len(page.versions.items) for page in pages] == [100, 100, 100]
    assert len({card.id for page in pages for card in page.versions.items}) == 300


def test_links_of_a_story_are_paged_with_its_versions_though_one_is_linked_with_all_others() -> None:
    held = library(*crowded(300))
    story = held.stories["crane-falls"]
    pages = [story_view(held, story, number) for number in (1, 2, 3)]
    assert [len(page.links) for page in pages] == [99, 100, 100]
    assert len({link.compare for page in pages for link in page.links}) == 299
    for page in pages:
        assert {link.second.id for link in page.links} <= {version.id for version in page.versions.items}


def test_of_many_disputes_each_link_shows_its_first_before_any_its_second() -> None:
    held = library(*crowded(80))
    facts = tuple(("number", f"{n}", f"{n + 1}") for n in range(3))
    view = story_view(held, held.stories["crane-falls"], differences=lambda a, b: facts)
    assert (len(view.disputes), view.more_disputes) == (DISPUTES, 79 * 3 - DISPUTES)
    assert len({dispute.compare for dispute in view.disputes}) == DISPUTES


def test_of_a_withheld_article_only_the_record_is_shown() -> None:
    view = article_view(library(), WITHHELD, provenance=MADE)
    assert not view.shown
    assert view.card.title == WITHHELD.title
    assert (view.entities, view.versions, view.provenance) == ((), None, None)


def test_of_a_removed_article_not_even_the_title_is_shown() -> None:
    removed = replace(FIRST, status="removed")
    view = article_view(library(removed), removed)
    assert (view.card.title, view.byline, view.entities) == ("", None, ())


def test_an_address_that_is_not_on_the_web_is_no_link() -> None:
    odd = replace(FIRST, source_url="javascript:alert(1)")
    assert article_view(library(odd), odd).source_url is None


def test_removed_lines_are_grouped_by_their_rule() -> None:
    panel = article_view(library(), FIRST, provenance=MADE).provenance
    assert panel is not None
    assert [(group.rule, len(group.lines)) for group in panel.removed] == [("menu", 1), ("related-links", 2)]


def test_a_story_lists_links_once_and_says_which_order_is_established() -> None:
    held = library()
    view = story_view(held, held.stories["crane-falls"])
    assert {(link.first.id, link.second.id): link.directed for link in view.links} == {
        (FIRST.id, UPDATE.id): True,
        (FIRST.id, ARABIC.id): False,
        (FIRST.id, EXCERPT.id): False,
    }


def test_a_dispute_names_what_each_version_says() -> None:
    first = replace(
        FIRST, body="A crane fell at the old quay on Tuesday. Two people were hurt in the fall.\n"
    )
    update = replace(
        UPDATE, body="A crane fell at the old quay on Tuesday. Five people were hurt in the fall.\n"
    )
    held = library(first, update, *(one for one in ARTICLES if one not in (FIRST, UPDATE)))
    view = story_view(held, held.stories["crane-falls"], differences=Comparisons(held).disputed)
    (dispute,) = view.disputes
    assert (dispute.first.id, dispute.first_says) == (FIRST.id, "Two people")
    assert (dispute.second.id, dispute.second_says) == (UPDATE.id, "Five people")
    assert dispute.kind == "number"


def test_stories_of_one_version_are_no_stories() -> None:
    assert story_lines(library(FIRST)) == ()
    assert [line.name.count for line in story_lines(library())] == [4]


def test_an_entity_has_its_companions_without_itself() -> None:
    held = library()
    view = entity_view(held, held.entities[ANA])
    assert view.count == 2
    assert [card.id for card in view.articles.items] == [UPDATE.id, FIRST.id]
    assert {name.name for group in view.companions for name in group.entities} == {
        "Port of Lindhaven",
        "Lindhaven",
    }


def test_an_entitys_time_is_told_by_month_where_it_is_short_and_by_year_where_it_is_long() -> None:
    short = periods([("2021-11-30", 2), (None, 5), ("2022-01-01", 1), ("2022-01-09", 4)])
    assert [(p.label, p.articles, p.mentions) for p in short] == [
        ("2021-11", 1, 2),
        ("2021-12", 0, 0),
        ("2022-01", 2, 5),
    ]
    long = periods([("2019-05-05", 1), ("2021-01-01", 0)])
    assert [(p.label, p.articles, p.mentions) for p in long] == [
        ("2019", 1, 1),
        ("2020", 0, 0),
        ("2021", 1, 0),
    ]
    assert periods([(None, 3)]) == ()


def test_years_without_articles_are_counted_as_none() -> None:
    counts = year_counts(["2019-01-01", None, "2021-05-05", "2021-06-06"])
    assert [(count.year, count.count) for count in counts] == [("2019", 1), ("2020", 0), ("2021", 2)]


def test_a_source_knows_which_of_its_articles_came_first() -> None:
    held = library(FIRST, replace(UPDATE, source="al-mina"))
    assert source_view(held, held.sources["harbour-post"]).first == 1
    assert source_view(held, held.sources["al-mina"]).later == 1
    assert [s.source.name for s in source_view(held, held.sources["al-mina"]).sharing] == ["The Harbour Post"]


def test_a_borrowed_date_puts_no_article_first() -> None:
    held = library()
    view = source_view(held, held.sources["al-mina"])
    assert (view.first, view.later, view.unordered) == (0, 0, 1)


def test_the_newest_come_first_and_the_undated_last() -> None:
    held = library()
    assert newest_first(held, held.chronological)[0] == UPDATE.id
    assert newest_first(held, held.chronological)[-1] == EXCERPT.id


def test_the_undated_come_last_however_many_there_are() -> None:
    for dated in range(4):
        for undated in range(4):
            days = [f"2023-03-{day:02}" for day in range(1, dated + 1)]
            held = Library.build(
                Article(f"a{number:010}", f"articles/{number}.md", date=day)
                for number, day in enumerate([*days, *[None] * undated])
            )
            ids = held.chronological
            assert newest_first(held, ids) == (*reversed(ids[:dated]), *ids[dated:])


def test_the_timeline_counts_months_and_keeps_the_undated_apart() -> None:
    held = library()
    years = Years.of(held)
    timeline = timeline_view(held, years)
    assert [(line.year, line.count) for line in timeline.lines] == [("2023", 3)]
    assert timeline.lines[0].months == (0, 0, 3, *[0] * 9)
    assert timeline.undated == 1
    assert [month.number for month in year_view(held, years, "2023").months] == [3]
    assert [c.id for month in undated_view(held, years).months for c in month.articles] == [EXCERPT.id]


def test_a_year_leads_to_the_years_before_and_after_it_that_have_articles() -> None:
    held = Library.build(
        replace(FIRST, id=f"a{year:010d}", path=f"articles/{year}.md", date=f"{year}-05-01", story=None)
        for year in (1999, 2004, 2023)
    )
    years = Years.of(held)
    near = {
        year: (view.previous, view.following)
        for year in years.by_year
        if (view := year_view(held, years, year))
    }
    assert near == {"1999": (None, "2004"), "2004": ("1999", "2023"), "2023": ("2004", None)}


def test_an_empty_archive_has_a_home_page() -> None:
    view = home_view(library(Article("a0", "articles/x.md", status="removed")))
    assert (view.articles, view.newest, view.told, view.first_day) == (0, (), (), None)


def test_the_home_page_counts_what_is_shown() -> None:
    view = home_view(library())
    assert (view.articles, view.stories, view.undated) == (4, 1, 1)
    assert view.first_day == "2023-03-01" and view.last_day == "2023-03-02"


def test_names_are_ranked_by_how_many_articles_list_them() -> None:
    found = entity_groups(library(), listings(library(), library().chronological))
    groups = {group.type: group.entities for group in found}
    assert [(name.name, name.count) for name in groups[EntityType.PERSON]] == [("Ana Ruiz", 2)]


def test_a_card_without_a_date_has_no_year() -> None:
    assert card(library(), EXCERPT).dated.year is None
    assert card(library(), FIRST).dated.basis is DateBasis.PRINTED


def test_comparisons_that_nothing_changed_are_taken_over() -> None:
    before = Comparisons(library())
    first = before.view(FIRST.id, UPDATE.id).comparison
    assert Comparisons(library(), before).view(FIRST.id, UPDATE.id).comparison is first
    edited = library(replace(FIRST, body="Quite another text.\n"), UPDATE)
    assert Comparisons(edited, before).view(FIRST.id, UPDATE.id).comparison is not first


def test_a_withheld_text_is_compared_with_nothing() -> None:
    view = Comparisons(library()).view(FIRST.id, WITHHELD.id)
    assert view.hidden and view.comparison.rows == ()


def test_a_link_beyond_the_story_is_no_version_and_has_a_comparison() -> None:
    alone = Article("a00000000aa", "articles/x-a00000000aa.md", title="Bell", body="The bell rang.\n")
    told = replace(FIRST, related_versions=(Link(alone.id, RelationType.REWRITE),))
    held = library(*(a for a in ARTICLES if a.id != FIRST.id), told, alone)
    view = article_view(held, alone)
    assert view.versions is None
    (line,) = view.elsewhere
    assert (line.card.id, line.compare) == (FIRST.id, "compare/a0000000001-a00000000aa/")
    paths = [page.path for page in planned(held, Years.of(held))]
    assert "compare/a0000000001-a00000000aa.md" in paths
    assert len(paths) == len(set(paths))


def test_a_comparison_says_why_no_order_is_established_and_whom_each_text_credits() -> None:
    credited = replace(FIRST, credits=("Ida Brandt",))
    undated = replace(UPDATE, date=None, date_basis=None)
    view = Comparisons(library(credited, undated)).view(FIRST.id, UPDATE.id)
    assert view.order is Order.UNDATED
    assert view.marks.both == ()
    assert "Ida Brandt" in (*view.marks.a, *view.marks.b)


def test_the_home_page_names_those_that_a_walk_over_all_articles_would() -> None:
    held = library()
    walked = entity_groups(held, listings(held, held.chronological))
    assert walked
    shown = home_view(held).names
    assert [group.type for group in shown] == [group.type for group in walked]
    for group, whole in zip(shown, walked, strict=True):
        assert group.entities == whole.entities[: len(group.entities)]
