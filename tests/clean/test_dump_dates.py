"""Which printed day is the article's: by its label, its place, the address, and the page's own copies of its headline."""

from __future__ import annotations

from builder.clean import clean
from builder.model.cleaned import CleanText
from tests.clean.captures import STORY, TODAY, dump, furnished

HEADLINE = "Storm closes the strait"
URL = "https://cape.example/storm-closes-strait"


def _days(cleaned: CleanText) -> dict[str, str]:
    """The candidates for the day of publication, with where they stood."""
    return {c.value: c.basis for c in cleaned.candidates if c.field == "date"}


def _below_headline(lines: str) -> str:
    return furnished().replace(f"{HEADLINE}\n", f"{HEADLINE}\n{lines}\n")


def test_a_day_right_below_another_headline_dates_nothing_and_is_still_a_candidate():
    video = "\n".join(["Watch", "[ CC ]", "Share", "Subtitles", "Off", "English", "Share this video", "Link"])
    lines = f"{video}\nView video\nWhy the mayor would not open the new bridge\n3 March 2021"
    cleaned = clean(dump(_below_headline(lines), url=URL), today=TODAY)
    assert (cleaned.title, cleaned.date) == (HEADLINE, None)
    assert _days(cleaned)["2021-03-03"].startswith("below another line")


def test_a_day_of_another_year_than_the_urls_folder_is_only_a_candidate_unless_it_is_labelled():
    old = "https://cape.example/2021/learn/storm-closes-strait"
    bare = clean(dump(_below_headline("27 September 2023"), url=old), today=TODAY)
    same = clean(dump(_below_headline("27 September 2021"), url=old), today=TODAY)
    labelled = clean(dump(_below_headline("Published 27 September 2023"), url=old), today=TODAY)
    assert bare.date is None
    assert _days(bare)["2023-09-27"].startswith("not of the URL's month")
    assert (same.date, labelled.date) == ("2021-09-27", "2023-09-27")


def test_the_urls_month_tells_the_articles_day_from_a_books():
    url = "https://cape.example/2021/12/new-books"
    text = _below_headline("By Ana Brill · Dec 20, 2021 at 3:00 am\nReleased: June 17, 2021 by Harbour Press")
    assert clean(dump(text, url=url), today=TODAY).date == "2021-12-20"


def test_a_month_beside_the_folders_is_left_to_drafts():
    url = "https://cape.example/2021/02/storm-closes-strait"
    assert clean(dump(_below_headline("3 March 2021"), url=url), today=TODAY).date == "2021-03-03"


def test_a_first_publication_told_in_a_sentence_goes_before_an_unlabelled_day():
    sentence = (
        "This article was originally published on 26 Sep 2019 at 4:12pm but has been updated "
        "to keep all of its information current."
    )
    text = _below_headline("30 Sep 2022, 11:07am").replace("Newsletter\n", f"Newsletter\n{sentence}\n")
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.date == "2019-09-26"
    assert "2022-09-30" in _days(cleaned)


def test_a_sentence_of_the_text_about_its_first_publication_stays_in_the_text():
    sentence = (
        "This story was originally published on 4 March 2021, when the harbour was still closed to all ships."
    )
    cleaned = clean(dump(furnished(story=(*STORY, sentence))), today=TODAY)
    assert sentence in cleaned.paragraphs


def test_a_label_that_opens_a_crowded_line_dates_it():
    line = (
        "Posted on 4 March 2021 in Harbours, Ferries of the Northern Shore, Weather at Sea, Lifeboats and "
        "Rescue, Ships, Winter Storms and Floods, Timetables and Refunds, Islands, Ports, Coast"
    )
    assert clean(dump(_below_headline(line)), today=TODAY).date == "2021-03-04"


def test_the_pages_own_citation_dates_it_and_the_day_of_its_retrieval_does_not():
    line = f"Citation: {HEADLINE} (2021, March 4) retrieved 7 March 2021 from {URL}"
    others = line.replace(HEADLINE, "Mayor opens the new bridge")
    text = furnished().replace("Newsletter\n", f"Newsletter\n{line}\n")
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.date == "2021-03-04"
    assert "citation" in _days(cleaned)["2021-03-04"]
    assert clean(dump(text.replace(line, others)), today=TODAY).date is None


def test_a_citation_of_the_capture_s_day_dates_nothing():
    line = f"Citation: {HEADLINE} (2021, March 4) retrieved 4 March 2021 from {URL}"
    text = furnished().replace("Newsletter\n", f"Newsletter\n{line}\n")
    assert clean(dump(text, captured="2021-03-04"), today=TODAY).date is None


def test_the_headline_among_the_papers_newest_brings_its_day():
    newest = f"{HEADLINE}\n4 March 2021\nCouncil blames the old dam\n1 March 2021\n"
    text = furnished().replace("Newsletter\n", f"Recent posts\n{newest}Newsletter\n")
    cleaned = clean(dump(text), today=TODAY)
    assert cleaned.date == "2021-03-04"
    assert "headline's copy" in _days(cleaned)["2021-03-04"]


def test_an_update_below_the_headlines_copy_is_no_publication():
    text = furnished().replace("Newsletter\n", f"{HEADLINE}\nUpdated 4 March 2021\nNewsletter\n")
    cleaned = clean(dump(text), today=TODAY)
    assert (cleaned.date, cleaned.updated) == (None, "2021-03-04")


def test_a_signature_with_its_day_right_below_the_text_dates_it_and_a_comment_does_not():
    signed = clean(dump(furnished(below="By Ana Brill\n4 March 2021")), today=TODAY)
    comment = clean(dump(furnished(below="Comments\nBy Ana Brill\n4 March 2021")), today=TODAY)
    assert signed.date == "2021-03-04"
    assert comment.date is None
