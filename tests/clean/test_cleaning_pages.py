"""An HTML page comes out as its article; what it declares is weighed in a stated order."""

from __future__ import annotations

import json

import pytest

from builder.clean import clean, explain
from builder.model.cleaned import DateBasis
from tests.clean.captures import STORY, TODAY, page


def article(*, head: str = "", above: str = "", body: tuple[str, ...] = STORY, below: str = "") -> str:
    """A made-up paper's page."""
    menu = "".join(
        f'<li><a href="/{name}">{name}</a></li>' for name in ("News", "Sport", "Weather", "Opinion")
    )
    links = "".join(
        f'<li><a href="/{n}">Council {verb} the old dam again</a></li>'
        for n, verb in enumerate(["blames", "paints", "sells"] * 4)
    )
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Storm closes the strait | The Cape Courier</title>'
        f'<meta property="og:site_name" content="The Cape Courier">{head}</head><body><nav><ul>{menu}</ul></nav>'
        f'<main><article><h1>Storm closes the strait</h1>{above}<div class="article-body">{paragraphs}</div>{below}'
        f'</article></main><aside class="related"><h3>Related</h3><ul>{links}</ul></aside>'
        f"<footer><p>© 2016–2024 The Cape Courier. All rights reserved.</p></footer></body></html>"
    )


def json_ld(**values: str) -> str:
    fields = ", ".join(f'"{key}": "{value}"' for key, value in values.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def test_the_story_is_kept_and_its_furniture_is_not():
    cleaned = clean(page(article()), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert (cleaned.title, cleaned.source_name, cleaned.language) == (
        "Storm closes the strait",
        "The Cape Courier",
        "en",
    )


def test_explain_names_a_rule_for_every_block_that_was_left_out():
    capture = page(article())
    explained = explain(capture, clean(capture, today=TODAY))
    assert [line.text for line in explained if line.kept] == list(STORY)
    assert all(line.rule for line in explained if not line.kept)


def test_a_copyright_year_is_no_date():
    assert clean(page(article()), today=TODAY).date is None


def test_what_the_article_declares_goes_before_the_url():
    head = json_ld(
        headline="Storm closes the strait",
        datePublished="2021-03-04T09:00:00+01:00",
        dateModified="2021-03-06",
    )
    cleaned = clean(page(article(head=head), url="https://cape.example/2021/03/09/storm"), today=TODAY)
    assert (cleaned.date, cleaned.date_basis, cleaned.updated) == (
        "2021-03-04",
        DateBasis.METADATA,
        "2021-03-06",
    )
    assert {(c.value, c.chosen) for c in cleaned.candidates if c.field == "date"} == {
        ("2021-03-04", True),
        ("2021-03-09", False),
    }


def test_a_stamp_in_universal_time_gives_way_to_the_printed_local_day_next_to_it():
    head = json_ld(datePublished="2021-03-05T02:30:00Z")
    cleaned = clean(page(article(head=head, above="<p>4 March 2021</p>")), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-04", DateBasis.PRINTED)


def test_a_declared_day_after_the_capture_is_refused():
    head = '<meta property="article:published_time" content="2024-03-05T02:30:00Z">'
    cleaned = clean(page(article(head=head), captured="2021-03-10"), today=TODAY)
    assert cleaned.date is None
    assert any("refused" in candidate.basis for candidate in cleaned.candidates)


def test_the_url_dates_a_page_that_is_otherwise_silent():
    cleaned = clean(page(article(), url="https://cape.example/2021/03/04/storm"), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-04", DateBasis.URL)


def test_subheads_and_items_keep_their_kind():
    body = (*STORY[:2], "</p><h2>What the forecast says</h2><p>" + STORY[2], STORY[3])
    cleaned = clean(page(article(body=body)), today=TODAY)
    assert (
        dict(zip(cleaned.paragraphs, cleaned.kinds, strict=True)).get("What the forecast says") == "heading"
    )


def test_two_line_breaks_end_a_paragraph():
    body = ("<br><br>".join(STORY),)
    assert clean(page(article(body=body)), today=TODAY).paragraphs == STORY


def test_the_lines_that_name_author_and_day_are_left_out_as_such():
    above = "<p>By Tom Okafor</p><p>4 March 2021</p>"
    cleaned = clean(page(article(above=above)), today=TODAY)
    assert {("By Tom Okafor", "byline"), ("4 March 2021", "date")} <= {
        (removal.text, removal.rule) for removal in cleaned.removals
    }


def test_the_author_line_of_a_desk_is_no_part_of_the_text():
    cleaned = clean(page(article(above='<p class="author">By our political desk</p>')), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert cleaned.byline == "our political desk"


def test_author_elements_give_the_byline():
    cleaned = clean(page(article(above='<div><span class="author">By Ana Brill</span></div>')), today=TODAY)
    assert cleaned.byline == "Ana Brill"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "Ferries stayed in port." + "</div>" * 10_000,
        "<html><frameset><frame src='a.html'></frameset></html>",
        "<p>" * 5_000,
        '<?xml version="1.0" encoding="utf-16"?><html><body><p>' + STORY[0] + "</p></body></html>",
        "<script type='application/ld+json'>{\"@type\": [</script><p>" + STORY[0],
        "\x00<b>\ud800",
        "<<<>>>",
        "",
    ],
    ids=["deep", "frames", "unclosed", "xml declaration", "broken json-ld", "surrogate", "angles", "empty"],
)
def test_odd_markup_never_raises(html):
    capture = page("x")
    cleaned = clean(type(capture)(b"x", "text/html", capture.form, html, "odd.html"), today=TODAY)
    assert cleaned.paragraphs or cleaned.refused


def test_a_day_labelled_as_published_goes_before_what_is_declared():
    head = json_ld(datePublished="2021-03-09T09:00:00+01:00")
    cleaned = clean(page(article(head=head, above="<p>Published: 4 March 2021</p>")), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-04", DateBasis.PRINTED)


def test_a_page_that_ends_in_its_middle_is_read_on():
    html = article().replace("<main>", "</body></html><main>")
    assert clean(page(html), today=TODAY).paragraphs == STORY


def test_the_declared_body_brings_back_a_paragraph_set_apart():
    aside = f'<div class="promo-box"><p>{STORY[2]}</p></div>'
    body = "<p>" + "</p><p>".join(STORY) + "</p>"
    head = (
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "articleBody": body})
        + "</script>"
    )
    html = article(head=head, body=(*STORY[:2], "</p>" + aside + "<p>" + STORY[3]))
    assert clean(page(html), today=TODAY).paragraphs == STORY


def test_the_day_printed_beside_the_headline_goes_before_another_that_is_declared_and_both_are_seen():
    head = json_ld(datePublished="2021-03-01T08:00:00+01:00")
    cleaned = clean(page(article(head=head, above="<p>By Ana Brill</p><p>4 March 2021</p>")), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-04", DateBasis.PRINTED)
    assert ("2021-03-01", False) in [(c.value, c.chosen) for c in cleaned.candidates if c.field == "date"]


def test_a_note_says_where_the_day_beside_the_headline_is_declared_as_the_last_change():
    head = json_ld(datePublished="2021-03-01T08:00:00+01:00", dateModified="2021-03-04T09:00:00+01:00")
    cleaned = clean(page(article(head=head, above="<p>By Ana Brill</p><p>4 March 2021</p>")), today=TODAY)
    assert any("2021-03-01 is declared as its publication" in note for note in cleaned.notes)
    head = json_ld(datePublished="2021-03-04T08:00:00+01:00", dateModified="2021-03-04T09:00:00+01:00")
    cleaned = clean(page(article(head=head, above="<p>By Ana Brill</p><p>4 March 2021</p>")), today=TODAY)
    assert cleaned.notes == ()


def test_the_envelopes_day_goes_before_the_one_beside_the_headline():
    html = article(above="<p>By Ana Brill</p><p>4 March 2021</p>")
    cleaned = clean(page(html, date="2021-03-02"), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-02", DateBasis.METADATA)


def test_the_day_of_an_update_is_not_found_again_as_the_publications():
    head = '<meta property="article:modified_time" content="2021-03-05T08:00:00+01:00">'
    stamp = '<p>Last updated <time datetime="2021-03-05">5 March 2021</time></p>'
    cleaned = clean(page(article(head=head, above=stamp)), today=TODAY)
    assert (cleaned.date, cleaned.updated) == (None, "2021-03-05")
