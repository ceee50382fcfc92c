import json
from dataclasses import replace

from builder.derive import jsonld
from builder.model.article import Article

from .holdings import ARABIC, EXCERPT, FIRST, SITE, WITHHELD, library


def record(article: Article) -> dict[str, object]:
    found = jsonld.news_article(library(), article, SITE)
    assert found is not None
    return found


def test_only_a_firm_date_is_published() -> None:
    assert record(FIRST)["datePublished"] == "2023-03-01"
    assert "datePublished" not in record(ARABIC)
    assert "datePublished" not in record(EXCERPT)


def test_only_a_persons_word_makes_it_based_on_another() -> None:
    assert record(EXCERPT)["isBasedOn"] == "https://archive.example/news/id/a0000000001/"
    assert "isBasedOn" not in record(FIRST)


def test_entities_carry_their_wikidata_ids() -> None:
    mentions = record(FIRST)["mentions"]
    assert isinstance(mentions, list)
    assert mentions[0] == {
        "@type": "Person",
        "name": "Ana Ruiz",
        "sameAs": "https://www.wikidata.org/entity/Q1",
    }


def test_a_withheld_article_has_no_record() -> None:
    assert jsonld.news_article(library(), WITHHELD, SITE) is None


def test_no_title_can_end_the_script_element() -> None:
    hostile = replace(FIRST, title="</script><script>alert(1)</script><!-- & \u2028")
    text = jsonld.script_text(record(hostile))
    assert "<" not in text
    assert ">" not in text
    assert "\u2028" not in text
    assert json.loads(text)["headline"] == hostile.title


def test_a_very_long_title_is_cut_at_a_word() -> None:
    assert record(replace(FIRST, title="word " * 80))["headline"] == " ".join(["word"] * 21) + "…"


def test_a_title_of_just_the_length_that_search_engines_read_is_whole() -> None:
    title = "Crane falls " * 9 + "he"
    assert len(title) == 110
    assert record(replace(FIRST, title=title))["headline"] == title
    assert record(replace(FIRST, title=f"{title}r"))["headline"] == ("Crane falls " * 9).strip() + "…"
