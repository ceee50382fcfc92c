from xml.etree import ElementTree

from builder.derive.library import Library
from builder.derive.stemma import Label, Tree, draw, tree
from builder.model.article import Article, Link
from builder.model.cleaned import DateBasis
from builder.model.relation import RelationType

from .holdings import library

SVG = "{http://www.w3.org/2000/svg}"


def drawn(found: Tree, **words: str) -> ElementTree.Element:
    text = draw(
        found, lambda v: Label(f"Version {v.id}", v.day or "", f"../{v.id}/"), title="Versions", **words
    )
    return ElementTree.fromstring(text)


def of(archive: Library, slug: str, most: int = 40) -> Tree:
    return tree(archive, archive.stories[slug], most)


def story(count: int) -> Library:
    links = tuple(Link(f"a{n:04d}", RelationType.REPRINT) for n in range(1, count))
    first = Article("a0000", "articles/0.md", date="2020-01-01", story="s", related_versions=links)
    return Library.build(
        [first, *(Article(f"a{n:04d}", f"articles/{n}.md", story="s") for n in range(1, count))]
    )


def test_an_arrow_is_drawn_only_where_firm_dates_or_a_person_establish_the_order() -> None:
    found = of(library(), "crane-falls")
    directed = {(edge.a[-1], edge.b[-1]): (edge.directed, edge.stated) for edge in found.edges}
    assert directed == {("1", "2"): (True, False), ("1", "3"): (False, False), ("1", "4"): (True, True)}
    assert len(drawn(found).findall(f"{SVG}polygon")) == 2


def test_an_arrow_that_a_person_states_points_from_the_origin_whatever_the_dates_say() -> None:
    later = Article("a2", "articles/2.md", date="2020-03-02", date_basis=DateBasis.PRINTED, story="s")
    earlier = Article(
        "a1",
        "articles/1.md",
        date="2020-03-01",
        date_basis=DateBasis.PRINTED,
        story="s",
        derived_from="a2",
        related_versions=(Link("a2", RelationType.REWRITE),),
    )
    (edge,) = of(Library.build([earlier, later]), "s").edges
    assert (edge.a, edge.b, edge.directed, edge.stated) == ("a2", "a1", True, True)


def test_a_line_is_of_the_kind_of_its_link() -> None:
    found = of(library(), "crane-falls")
    kinds = {edge.b[-1]: edge.relation for edge in found.edges}
    assert kinds == {"2": RelationType.UPDATE, "3": RelationType.TRANSLATION, "4": RelationType.EXCERPT}
    assert len(drawn(found).findall(f"{SVG}path[@class='stemma-line stemma-translation']")) == 1


def test_versions_run_from_the_earliest_to_the_undated() -> None:
    assert [v.id[-1] for v in of(library(), "crane-falls").versions] == ["1", "3", "2", "4"]


def test_a_withheld_version_is_not_in_the_tree() -> None:
    assert "a0000000005" not in {v.id for v in of(library(), "crane-falls").versions}


def test_the_drawing_names_itself_and_every_version_is_a_link() -> None:
    root = drawn(of(library(), "crane-falls"), description="Four versions", prefix="tree7")
    assert root.get("aria-labelledby") == "tree7-title"
    assert root.findtext(f"{SVG}title") == "Versions"
    assert root.findtext(f"{SVG}desc") == "Four versions"
    assert [link.get("href") for link in root.findall(f"{SVG}a")] == [
        f"../a000000000{n}/" for n in (1, 3, 2, 4)
    ]


def test_nothing_in_the_drawing_breaks_a_strict_content_policy_or_the_page() -> None:
    found = of(library(), "crane-falls")
    text = draw(
        found, lambda v: Label('</svg><script>alert("x")</script>', "\u202eabc"), title="<b>", description='"'
    )
    assert "<script" not in text
    assert "style" not in text
    assert "\u202e" not in text
    ElementTree.fromstring(text)


def test_a_crowded_story_is_folded_and_says_how_many_it_leaves_out() -> None:
    found = of(story(300), "s")
    assert len(found.versions) == 40
    assert found.folded == 260
    assert found.versions[0].folded == 260
    assert "+260" in ElementTree.tostring(drawn(found), encoding="unicode")


def test_a_chain_of_three_hundred_keeps_counts_of_all() -> None:
    chain = [
        Article(
            f"a{n:04d}",
            f"articles/{n}.md",
            date="2020-01-01",
            date_basis=DateBasis.RELATED_VERSION,
            story="s",
            related_versions=(Link(f"a{n + 1:04d}", RelationType.REWRITE),) if n < 299 else (),
        )
        for n in range(300)
    ]
    found = of(Library.build(chain), "s")
    assert len(found.versions) + sum(v.folded for v in found.versions) == 300
    assert not any(edge.directed for edge in found.edges)


def test_lines_of_one_column_never_cross_a_version_between() -> None:
    found = of(story(6), "s")
    root = drawn(found)
    dots = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in root.findall(f"{SVG}circle")]
    assert len({y for _, y in dots}) == len(dots)
    ends = [path.get("d", "").rsplit("V", 1)[0].split()[-2] for path in root.findall(f"{SVG}path")]
    assert len(set(ends)) == len(ends), "two lines run down one column at once"


def test_one_version_alone_is_not_drawn() -> None:
    assert draw(of(story(1), "s"), lambda v: Label(v.id, ""), title="t") == ""


def test_a_copy_with_a_borrowed_day_stands_after_the_version_that_it_was_borrowed_from() -> None:
    copy = Article("a0", "articles/0.md", date="2020-01-01", date_basis=DateBasis.RELATED_VERSION, story="s")
    original = Article("b0", "articles/1.md", date="2020-01-01", date_basis=DateBasis.PRINTED, story="s")
    assert [v.id for v in of(Library.build([copy, original]), "s").versions] == ["b0", "a0"]


def test_what_a_phone_has_no_room_for_is_a_part_of_its_own() -> None:
    found = of(story(2), "s")
    words = "A headline that runs on far beyond what a phone can show in one line"
    root = ElementTree.fromstring(draw(found, lambda v: Label(words, "May"), title="t"))
    first = next(t for t in root.iter(f"{SVG}text") if t.get("class") == "stemma-main")
    apart, sign = list(first)
    assert (apart.get("class"), sign.get("class"), sign.text) == ("stemma-wide", "stemma-narrow", "…")
    assert 20 <= len(first.text or "") <= 38
    assert words.startswith((first.text or "") + (apart.text or "").rstrip("…"))


def test_from_right_to_left_the_dots_stand_on_the_right() -> None:
    found = of(story(2), "s")
    root = ElementTree.fromstring(draw(found, lambda v: Label("عنوان", "أمس"), title="t", right_to_left=True))
    mirrored = root.find(f"{SVG}svg")
    assert mirrored is not None and mirrored.get("x") == "100%"
    assert all(float(c.get("cx", 0)) < 0 for c in mirrored.iter(f"{SVG}circle"))
    assert {t.get("direction") for t in root.iter(f"{SVG}text")} == {"rtl"}
