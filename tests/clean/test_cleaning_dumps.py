"""A text dump comes out as its article and nothing else, with honest facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.clean import clean, clean_all, explain, site_context
from builder.model.capture import Capture, Form
from builder.model.cleaned import DateBasis
from tests.clean.captures import STORY, TODAY, dump, furnished

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def test_the_story_is_kept_and_its_furniture_is_not():
    cleaned = clean(dump(furnished()), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert cleaned.title == "Storm closes the strait"
    assert cleaned.refused == ""


def test_a_headlines_number_is_its_own_where_no_other_line_counts_on():
    text = furnished().replace("Storm closes the strait\n", "1. FC Harbour closes the strait\n")
    assert clean(dump(text), today=TODAY).title == "1. FC Harbour closes the strait"


def test_a_headline_that_a_list_numbers_loses_the_lists_number():
    text = furnished().replace("Storm closes the strait\n", "1. Storm closes the strait\n")
    listed = "\nMost read\n2. Ferry returns to port after fire\n3. Council votes on the quay\n"
    assert clean(dump(text + listed), today=TODAY).title == "Storm closes the strait"


def test_every_line_is_kept_or_removed_by_a_named_rule():
    capture = dump(furnished())
    cleaned = clean(capture, today=TODAY)
    lines = [line.strip() for line in capture.content.splitlines() if line.strip()]
    assert sorted(lines) == sorted([*cleaned.paragraphs, *(removal.text for removal in cleaned.removals)])
    assert all(removal.rule and removal.line for removal in cleaned.removals)


def test_explain_shows_the_page_in_order_with_rules():
    capture = dump(furnished())
    explained = explain(capture, clean(capture, today=TODAY))
    assert [line.text for line in explained if line.kept] == list(STORY)
    assert [line.line for line in explained] == sorted(line.line for line in explained)
    assert all(line.rule for line in explained if not line.kept)


def test_masthead_date_is_the_capture_date():
    text = furnished().replace("The Cape Courier\n", "The Cape Courier\nSaturday, Mar 8, 2025\n")
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.captured, cleaned.date) == ("2025-03-08", None)


def test_a_labelled_date_is_the_publication_date_and_an_update_is_told_apart():
    above = "Published: 4 March 2021\nUpdated: 5 March 2021"
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{above}\n")
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.date, cleaned.date_basis, cleaned.updated) == (
        "2021-03-04",
        DateBasis.PRINTED,
        "2021-03-05",
    )


def test_the_capture_day_is_never_taken_for_the_publication_day():
    text = furnished().replace("Storm closes the strait\n", "Storm closes the strait\n8 March 2025\n")
    assert clean(dump(text, captured="2025-03-08"), today=TODAY).date is None


def test_a_future_date_is_refused_and_said_so():
    text = furnished().replace(
        "Storm closes the strait\n", "Storm closes the strait\nPublished 4 March 2031\n"
    )
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.date is None
    assert any("in the future" in note for note in cleaned.notes)


def test_the_envelopes_date_counts_as_metadata():
    cleaned = clean(dump(furnished(), date="2021-03-04"), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-04", DateBasis.METADATA)


def test_a_dateline_is_resolved_by_a_capture_soon_after_and_by_no_other():
    story = ("PORT EYRE, March 4 (CCN) — " + STORY[0], *STORY[1:])
    soon = clean(dump(furnished(story=story), captured="2021-03-10"), today=TODAY)
    late = clean(dump(furnished(story=story), captured="2025-02-22"), today=TODAY)
    assert (soon.date, soon.date_basis) == ("2021-03-04", DateBasis.DATELINE)
    assert late.date is None
    assert late.dateline == "PORT EYRE, March 4 (CCN)"


def test_a_text_does_not_end_with_the_heading_of_what_was_left_out():
    text = "\n\n".join(
        ("Storm closes the strait", *STORY, "Media contact:", "Dana Whitlock", "dana@ferries.example", "###")
    )
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert ("Media contact:", "below-article") in [
        (removal.text, removal.rule) for removal in cleaned.removals
    ]


REMARKS = (
    "My brother waited in that terminal for nine hours, and nobody even brought them a cup of tea. Shame on the company!",
    "Nine hours is nothing, in 1987 we were stuck on the north island for six days and ate nothing but dried fish.",
    "They knew about the storm two days before, so why were the tickets still on sale on Monday evening?",
)


@pytest.mark.parametrize(
    "heading", ["3 comments", "Comments (3)", "Leave a reply", "3 Kommentare", "Комментарии", "评论 3"]
)
def test_readers_comments_are_no_part_of_the_article(heading):
    cleaned = clean(dump("\n\n".join(("Storm closes the strait", *STORY, heading, *REMARKS))), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert set(REMARKS) <= {removal.text for removal in cleaned.removals}


def test_a_link_to_the_comments_above_an_article_does_not_end_it():
    page = "\n\n".join(
        ("Storm closes the strait", "By Ada Quill", "3 comments", STORY[0], "Comments", *STORY[1:])
    )
    assert clean(dump(page), today=TODAY).paragraphs[-3:] == STORY[1:]


def test_two_authors_beside_the_day_are_the_byline_without_a_word_that_says_so():
    above = "Published 3 May 2024\nSarah Linden and Tom Okafor"
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{above}\n")
    assert clean(dump(text), today=TODAY).byline == "Sarah Linden and Tom Okafor"


def test_a_dateline_with_a_year_dates_the_article_without_a_capture():
    story = ("CARROW, March 8, 2021 – " + STORY[0], *STORY[1:])
    cleaned = clean(dump(furnished(story=story)), today=TODAY)
    assert (cleaned.date, cleaned.date_basis) == ("2021-03-08", DateBasis.DATELINE)
    assert clean(dump(furnished(story=(story[0].replace("2021", "2041"),))), today=TODAY).date is None


def test_a_wire_brief_is_called_by_its_words_behind_the_dateline():
    brief = "PORT EYRE, March 4 (Cape Wire) - Ferries stayed in port on Tuesday. Nobody was hurt, the harbour office said."
    cleaned = clean(dump(brief), today=TODAY)
    assert (cleaned.title, cleaned.title_basis) == ("Ferries stayed in port on Tuesday", "first-words")
    assert cleaned.paragraphs == (brief,)


def test_byline_and_credits_become_fields():
    text = furnished(story=(*STORY, "Jon Pell contributed to this report."))
    text = text.replace("Storm closes the strait\n", "Storm closes the strait\nBy Ana Brill\n")
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.byline, cleaned.credits) == ("Ana Brill", ("Jon Pell",))
    assert cleaned.paragraphs == STORY


def test_a_dump_of_one_paragraph_stays_one_paragraph_with_first_words_for_a_title():
    cleaned = clean(dump(" date 2021-03-04 \n\n\n" + " ".join(STORY) + "\n"), today=TODAY)
    assert len(cleaned.paragraphs) == 1
    assert cleaned.title_basis == "first-words"
    assert cleaned.paragraphs[0].startswith(cleaned.title.rstrip("…"))
    assert cleaned.date == "2021-03-04"


def test_hard_wrapped_lines_are_joined_and_hyphenation_is_mended():
    wrapped = (
        "Ferries stayed in port on Tuesday after a storm closed the strait\n"
        "between the two islands, leaving hundreds of passengers to wait in\n"
        "the terminal while the wind reached a hundred and ten kilometres an\n"
        "hour. Nobody sails in that, the harbour master said before the coun-\n"
        "cil met in the afternoon to discuss what should be done for those\n"
        "who had nowhere to sleep.\n"
    )
    cleaned = clean(dump(wrapped), today=TODAY)
    assert len(cleaned.paragraphs) == 1
    assert "the council met in" in cleaned.paragraphs[0]


def test_lines_that_a_site_repeats_are_removed_whatever_the_order():
    notice = "The Cape Courier is kept alive by its readers, who pay for what they read and are thanked for it every week of the year."
    other = tuple(
        part.replace("ferry", "train").replace("Ferries", "Trains") + " So it was." for part in STORY
    )
    one = dump(
        furnished(story=(*STORY[:2], notice, *STORY[2:])), url="https://capecourier.example/a-storm-story"
    )
    two = dump(
        furnished(headline="Trains stand still", story=(other[0], notice, *other[1:])),
        url="https://capecourier.example/trains-stand-still",
    )
    forward, backward = clean_all([one, two], today=TODAY), clean_all([two, one], today=TODAY)
    assert forward == backward[::-1]
    assert notice not in forward[0].paragraphs + forward[1].paragraphs
    assert forward[0].paragraphs == STORY


def test_a_story_printed_twice_on_a_site_keeps_its_body():
    one = dump(furnished(), url="https://capecourier.example/storm-closes-strait")
    two = dump(furnished(headline="Strait closed"), url="https://capecourier.example/strait-closed-by-storm")
    assert site_context([one, two]).repeated.isdisjoint(part.casefold() for part in STORY)
    assert [cleaned.paragraphs for cleaned in clean_all([one, two], today=TODAY)] == [STORY, STORY]


@pytest.mark.parametrize(
    ("language", "story"),
    [
        (
            "ar",
            (
                "بقيت العبارات في الميناء يوم الثلاثاء بعد أن أغلقت عاصفة المضيق بين الجزيرتين، وانتظر مئات الركاب في المحطة.",
                "وقالت مديرة الميناء إن سرعة الرياح بلغت مئة وعشرة كيلومترات في الساعة قبل الفجر، وإن أحداً لا يبحر في مثلها.",
                "وتتوقع الشركة استئناف رحلاتها يوم الأربعاء إذا تحسن الطقس، وعرضت رد ثمن التذاكر على جميع من منعوا من السفر.",
            ),
        ),
        (
            "zh",
            (
                "周二，一场风暴封锁了两岛之间的海峡，渡轮全部停航，数百名乘客滞留在码头的候船大厅里等待消息。",
                "港务主管表示，黎明前风速达到每小时一百一十公里，在这样的天气里没有人会出海，安全永远是第一位的。",
                "渡轮公司预计，如果天气好转，周三将恢复正常班次，并已承诺向所有未能成行的乘客全额退还票款。",
            ),
        ),
    ],
)
def test_a_dump_in_another_script_is_cleaned_by_the_model_of_other_scripts(language, story):
    cleaned = clean(dump(furnished(story=story)), today=TODAY)
    assert cleaned.paragraphs == story
    assert cleaned.language == language


@pytest.mark.parametrize("text", ["", "\n\n", "×", "\x00\x01", "{}", "a" * 200_000, "word " * 40_000])
def test_odd_input_never_raises(text):
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.paragraphs or cleaned.refused


def test_a_brief_between_subscribers_menus_is_kept():
    text = (
        "The Cape Courier\n\n• Newsletters\n\nAlready a subscriber? Log in\n\nNew pilots sworn in\n\n"
        "Six new pilots have joined the harbour office. All were sworn in by the mayor on Wednesday in the council's chamber.\n\n"
        "About us\n\nSubscriptions\n\nAlready a subscriber\n\n• Manage your subscription\n\n• Make a payment\n"
    )
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.refused == ""
    assert "Six new pilots" in cleaned.text


def test_a_subscriber_stub_is_refused_as_such():
    text = "The Cape Courier\n\nStorm closes the strait\n\nFerries stayed in port on Tuesday.\n\nSubscribe to continue reading\n\nAlready a subscriber? Log in\n"
    assert "subscribers" in clean(dump(text), today=TODAY).refused


def test_the_seeds_come_out_as_their_readers_expect():
    if not SEEDS.is_dir():
        pytest.skip("no seeds beside the repository")
    captures = [
        Capture(path.read_bytes(), "text/plain", Form.TEXT, path.read_text("utf-8"), path.name)
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    first, second = clean_all(captures, today=TODAY)
    assert first.title == "Alibaba is back in Beijing's good books for helping to fix poverty"
    assert len(first.paragraphs) == 15
    assert first.paragraphs[0].startswith("Jack Ma's tech empire")
    assert first.paragraphs[-1].endswith("the tech world.")
    assert (first.captured, first.date, first.source_name, first.language) == (
        "2025-02-22",
        None,
        "Arab Press",
        "en",
    )
    assert (second.date, second.date_basis, second.title_basis) == (
        "2021-02-27",
        DateBasis.PRINTED,
        "first-words",
    )
    assert (second.source_name, second.credits, len(second.paragraphs)) == (None, ("Jill Disis",), 1)


def test_a_headline_with_a_word_of_commerce_is_found_above_its_byline():
    text = furnished(headline="The price of nine centimetres").replace(
        "nine centimetres\n", "nine centimetres\n\nBy Ana Brill | 4 March 2021 | 3 min read\nSave\nShare\n"
    )
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.title, cleaned.title_basis) == ("The price of nine centimetres", "")


def test_a_bare_text_keeps_its_first_sentence_and_its_given_title():
    url = "https://cape.example/ferries-stayed-in-port-after-storm-closed-the-strait"
    cleaned = clean(dump("\n\n".join(STORY), title="Storm closes the strait", url=url), today=TODAY)
    assert (cleaned.title, cleaned.paragraphs) == ("Storm closes the strait", STORY)


def test_a_folder_of_the_url_goes_before_the_day_beside_the_headline_and_a_number_after_it():
    text = furnished().replace("Storm closes the strait\n", "Storm closes the strait\n4 March 2021\n")
    folder = clean(dump(text, url="https://cape.example/2021/03/02/storm-closes-strait"), today=TODAY)
    number = clean(dump(text, url="https://cape.example/storm-closes-strait-20210302-p5"), today=TODAY)
    assert (folder.date, folder.date_basis) == ("2021-03-02", DateBasis.URL)
    assert (number.date, number.date_basis) == ("2021-03-04", DateBasis.PRINTED)


def test_a_list_of_other_articles_days_dates_nothing():
    days = "\n".join(f"Council blames the old dam {n}\n{n} March 2021" for n in range(4, 8))
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{days}\n")
    assert clean(dump(text), today=TODAY).date is None


@pytest.mark.parametrize(
    "line",
    [
        "Ana Brill, Staff Writer IVMarch 4, 2021[ Comments ]",
        "Mar 4, 20216:46 PM",
        "4 March 20214 March 2021 Ana Brill",
        "By Ana BrillPublished: 4 March 2021",
        "Ana Brill and Oskar Dahl Lindqvist, Northern Shore News Service - Mar 4, 2021 3:06 pm",
        "Harbours and ferries of the northern shore | Ana Brill of the news desk | Mar 4, 2021 | Weather, Sea",
    ],
)
def test_a_day_is_read_where_the_dump_has_glued_or_crowded_its_line(line):
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{line}\n")
    assert clean(dump(text), today=TODAY).date == "2021-03-04"


def test_of_two_days_in_one_line_the_earlier_is_the_publications():
    line = "May 21, 2025April 24, 2025 by Ana Brill"
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{line}\n")
    assert clean(dump(text), today=TODAY).date == "2025-04-24"


def test_a_label_glued_to_the_word_before_it_still_tells_an_update_apart():
    line = "By Ana BrillUpdated 5 March 2021"
    text = furnished().replace("Storm closes the strait\n", f"Storm closes the strait\n{line}\n")
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.date, cleaned.updated) == (None, "2021-03-05")


def test_a_line_below_the_article_dates_it_where_it_says_published_and_stands_alone():
    foot = "First published on 4 March 2021 / 12:33"
    text = furnished().replace("Newsletter\n", f"Newsletter\n{foot}\n")
    several = text.replace(foot, f"{foot}\nPublished 2 March 2021\n")
    unlabelled = text.replace("First published on ", "")
    assert clean(dump(text), today=TODAY).date == "2021-03-04"
    assert clean(dump(several), today=TODAY).date is None
    assert clean(dump(unlabelled), today=TODAY).date is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("© 2024 The Cape Courier. All rights reserved.", "The Cape Courier"),
        ("Copyright 2024 Yawl Bay Bulletin", "Yawl Bay Bulletin"),
        ("© BYC Ltd. All rights reserved", "BYC"),
        ("© Getty Images", None),
        ("Photo: © 2024 Ana Brill", None),
        ("Copyright policy", None),
    ],
)
def test_a_copyright_line_at_the_end_of_a_short_dump_names_the_outlet_and_a_pictures_credit_does_not(
    line, source
):
    text = "Storm closes the strait\n\n" + "\n\n".join(STORY[:2]) + f"\n\n{line}\n"
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.source_name == source
    assert cleaned.paragraphs == STORY[:2]


def test_a_dump_of_nothing_but_outlet_headline_and_text_keeps_the_first_two_out_of_the_body():
    cleaned = clean(dump("The Cape Courier\n\nStorm closes the strait\n\n" + "\n\n".join(STORY)), today=TODAY)
    assert (cleaned.title, cleaned.paragraphs) == ("Storm closes the strait", STORY)


def test_a_paragraph_that_the_page_prints_again_is_kept_once_and_the_copy_is_said_to_be_one():
    cleaned = clean(dump(furnished(story=(*STORY, STORY[1]))), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert [removal.text for removal in cleaned.removals if removal.rule == "said-before"] == [STORY[1]]


def test_author_and_day_below_a_standfirst_are_the_articles():
    standfirst = "Hundreds of passengers have to wait in the terminal until the wind has dropped, says the harbour master."
    facts = "Facebook\n\nWhatsApp\n\nEmail\n\nPrint\n\nCopy link\n\nBy Ana Brill\n\n4 March 2021\n\nListen to this article"
    text = furnished(story=(standfirst, *STORY)).replace(standfirst, f"{standfirst}\n\n{facts}")
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.paragraphs == (standfirst, *STORY)
    assert (cleaned.date, cleaned.byline) == ("2021-03-04", "Ana Brill")
