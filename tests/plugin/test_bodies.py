from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from builder.derive.entries import EntityEntry, EntityKey
from builder.model.authority import Alias, EntityRecord
from builder.model.entities import EntityType
from builder.plugin.bodies import Bodies, Linked, linked
from builder.text.markdown import to_markdown

BODIES = Bodies()


def test_the_longest_name_is_linked_where_names_overlap() -> None:
    names = (Linked(("Lindhaven",), "l/"), Linked(("Port of Lindhaven",), "p/"))
    assert BODIES.rendered("The Port of Lindhaven is in Lindhaven.", names) == (
        '<p>The <a class="rr-mention" href="p/">Port of Lindhaven</a> is in '
        '<a class="rr-mention" href="l/">Lindhaven</a>.</p>'
    )


def test_a_name_inside_a_word_is_no_mention() -> None:
    assert "<a" not in BODIES.rendered("A manager of amana.", (Linked(("Ana", "man"), "x/"),))


def test_an_alias_leads_to_the_entitys_page() -> None:
    record = EntityRecord("Ana Ruiz", EntityType.PERSON, (Alias("A. Ruiz"),))
    entry = EntityEntry(EntityKey(EntityType.PERSON, "Ana Ruiz"), "people/ana-ruiz.md", (), record)
    assert 'href="../../people/ana-ruiz/">A. Ruiz</a>' in BODIES.rendered(
        "So said A. Ruiz.", linked([entry], "en", "../../")
    )


def test_every_later_mention_is_marked_and_leads_nowhere() -> None:
    for body in ("Lindhaven, then Lindhaven.", "Lindhaven, then *Lindhaven*."):
        found = BODIES.rendered(body, (Linked(("Lindhaven",), "l/"),))
        assert found.count('<a class="rr-mention" href="l/">Lindhaven</a>') == 1
        assert found.count('<span class="rr-name">Lindhaven</span>') == 1


def person(name: str) -> EntityEntry:
    return EntityEntry(EntityKey(EntityType.PERSON, name), f"people/{name.split()[0]}.md", (), None)


def test_a_family_name_is_marked_after_the_person_was_named_in_full() -> None:
    found = BODIES.rendered("Ruiz. Ana Ruiz spoke. Ruiz left.", linked([person("Ana Ruiz")], "en", ""))
    assert found.startswith("<p>Ruiz. <a")
    assert found.endswith('spoke. <span class="rr-name">Ruiz</span> left.</p>')


def test_a_family_name_that_two_people_share_is_left_alone() -> None:
    names = linked([person("Ana Ruiz"), person("Luis Ruiz")], "en", "")
    assert "rr-name" not in BODIES.rendered("Ana Ruiz met Luis Ruiz. Ruiz left.", names)


def test_an_arabic_name_is_found_behind_a_joined_letter() -> None:
    assert 'href="x/">بكين</a>' in BODIES.rendered("قالت وبكين نعم", (Linked(("بكين",), "x/"),))


def test_a_chinese_name_is_found_between_characters() -> None:
    assert 'href="x/">北京</a>' in BODIES.rendered("他在北京说话", (Linked(("北京",), "x/"),))


def test_a_name_with_escaped_characters_is_found() -> None:
    body = to_markdown(["It was AT&T and R*Lab."])
    found = BODIES.rendered(body, (Linked(("AT&T",), "a/"), Linked(("R*Lab",), "r/")))
    assert ">AT&amp;T</a>" in found and ">R*Lab</a>" in found


def test_a_persons_links_and_emphasis_stay() -> None:
    found = BODIES.rendered("An *old* [page](https://a.example/) of Ana.", (Linked(("Ana", "page"), "x/"),))
    assert (
        '<em>old</em> <a href="https://a.example/">page</a> of <a class="rr-mention" href="x/">Ana</a>'
        in found
    )


def test_what_could_run_or_fetch_is_taken_away() -> None:
    found = BODIES.rendered(
        "[a](javascript:x) [b](data:text/html,x) ![c](https://e.example/p.png) <i onclick=x>d</i>"
    )
    document = html.fragment_fromstring(found)
    assert document.xpath("//a/@href | //img | //i") == []
    assert "<i onclick=x>d</i>" in document.text_content()


@given(
    st.lists(
        st.text(
            alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
        ),
        max_size=4,
    )
)
def test_a_text_is_shown_as_it_is_stored_whatever_it_holds(paragraphs: list[str]) -> None:
    """What builder writes as Markdown comes out as the same words, and as no element but paragraphs."""
    kept = [p for p in (" ".join(p.split()) for p in paragraphs) if p]
    rendered = BODIES.rendered(to_markdown(kept))
    document = html.fragment_fromstring(rendered, create_parent="div")
    assert {element.tag for element in document.iter()} <= {"div", "p"}
    shown = [" ".join(p.text_content().split()) for p in document.iter("p")]
    assert shown == [p for p in (" ".join(p.split()) for p in kept) if p]
