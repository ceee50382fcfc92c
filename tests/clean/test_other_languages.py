"""Pages in languages that no label is in: body, headline, day, author and outlet come out as in English."""

from __future__ import annotations

import pytest

from builder.clean import clean
from builder.clean.lines import fold_line
from builder.clean.residue import Label, date_label, read_byline, related_link
from tests.clean.captures import TODAY, dump, page
from tests.clean.papers import PAPERS, Paper

ALL = pytest.mark.parametrize("paper", PAPERS, ids=[paper.language for paper in PAPERS])


@ALL
def test_a_dump_keeps_its_article_and_nothing_else(paper: Paper) -> None:
    cleaned = clean(dump(paper.dump()), today=TODAY)
    assert cleaned.paragraphs == paper.text
    assert cleaned.title == paper.headline
    assert cleaned.date == paper.day
    assert cleaned.language == paper.language
    assert cleaned.source_name == paper.name
    assert cleaned.byline
    assert cleaned.byline in paper.byline


@ALL
def test_a_page_keeps_its_article_and_nothing_else(paper: Paper) -> None:
    cleaned = clean(page(paper.page()), today=TODAY)
    assert cleaned.paragraphs == paper.text
    assert cleaned.title == paper.headline
    assert cleaned.date == paper.day
    assert cleaned.source_name == paper.name
    assert cleaned.byline
    assert cleaned.byline in paper.byline


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("प्रकाशित: 12 मार्च 2024", Label.PUBLISHED),
        ("Publicerad 3 mars 2024", Label.PUBLISHED),
        ("Đăng ngày 12/3/2024", Label.PUBLISHED),
        ("게시 2024.03.12", Label.PUBLISHED),
        ("अपडेट: 13 मार्च 2024", Label.UPDATED),
        ("Diperbarui 4 Maret 2024", Label.UPDATED),
        ("Ενημέρωση 4/3/2024", Label.UPDATED),
    ],
)
def test_what_a_day_is_called_is_read_in_many_languages(line: str, label: Label) -> None:
    assert date_label(line) is label


@pytest.mark.parametrize("line", ["लेखक: सीमा वर्मा", "نویسنده: مریم کاظمی", "Penulis: Rina Wijaya"])
def test_an_author_line_is_read_in_many_languages(line: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.name == line.partition(": ")[2]


@pytest.mark.parametrize(
    "line",
    ["Czytaj też: Most będzie droższy", "یہ بھی پڑھیں: نیا پل مہنگا", "Baca juga: Jembatan baru lebih mahal"],
)
def test_a_link_to_another_article_is_known_in_many_languages(line: str) -> None:
    assert related_link(line)


_BARE = {
    "hi": (
        "लिंदहेवन में बाढ़ का पानी उतरा, स्कूल सोमवार को खुलेंगे",
        "लिंदहेवन में बाढ़ का पानी शनिवार शाम तक उतर गया और नगर के सभी स्कूल सोमवार से फिर खुलेंगे, नगर परिषद ने कहा।",
        "परिषद की प्रवक्ता मीरा सेन ने बताया कि तीन पुलों की जाँच पूरी हो चुकी है और चौथा पुल अभी बंद रहेगा।",
        "बाढ़ से दो सौ परिवारों को घर छोड़ना पड़ा था, जिनमें से अधिकांश अब लौट आए हैं।",
    ),
    "bn": (
        "কৃষকদের জন্য নতুন প্রকল্প ঘোষণা করল সরকার",
        "লিন্ডহেভেন বন্দরে সোমবার সরকার কৃষকদের জন্য একটি নতুন প্রকল্প ঘোষণা করেছে, যার ফলে বীজ ও জলের সহায়তা মিলবে।",
        "মন্ত্রী জানান, আগামী মাস থেকে প্রকল্প চালু হবে এবং প্রথম পর্যায়ে চারটি জেলার কৃষকেরা সুবিধা পাবেন।",
        "কৃষক সংগঠনের সভাপতি প্রকল্পকে স্বাগত জানিয়েছেন, কিন্তু বলেছেন আগের টাকা এখনও মেলেনি।",
    ),
    "ta": (
        "விவசாயிகளுக்கு புதிய திட்டத்தை அரசு அறிவித்தது",
        "லிண்ட்ஹேவன் துறைமுகத்தில் திங்கட்கிழமை அரசு விவசாயிகளுக்கு புதிய திட்டத்தை அறிவித்தது, இதன் மூலம் விதைகளும் நீரும் கிடைக்கும்.",
        "அடுத்த மாதம் முதல் திட்டம் நடைமுறைக்கு வரும் என்று அமைச்சர் கூறினார், முதல் கட்டத்தில் நான்கு மாவட்டங்கள் பயன்பெறும்.",
        "விவசாயிகள் சங்கத் தலைவர் திட்டத்தை வரவேற்றார், ஆனால் பழைய பணம் இன்னும் வரவில்லை என்றார்.",
    ),
}


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["without-blank-lines", "with-blank-lines"])
@pytest.mark.parametrize("language", _BARE)
def test_a_bare_headline_of_an_indic_script_is_found(language: str, between: str) -> None:
    headline, *text = _BARE[language]
    cleaned = clean(dump(between.join((headline, *text))), today=TODAY)
    assert (cleaned.title, cleaned.paragraphs) == (headline, tuple(text))
    assert cleaned.language == language


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ज़िलों की “योजना”।", "ज़िलों की योजना"),
        ("ক্ষুদ্র, ১২টি!", "ক্ষুদ্র ১২টি"),
        ("திட்டத்தை-அரசு", "திட்டத்தை அரசு"),
        ("ක්\u200dරීඩා: පුවත්", "ක්\u200dරීඩා පුවත්"),
        ("မြန်မာ။ သတင်း", "မြန်မာ သတင်း"),
        ("ข่าวที่นี่", "ข่าวที่นี่"),
        ("می\u200cرود", "می رود"),
    ],
    ids=["hindi", "bengali", "tamil", "sinhala", "burmese", "thai", "persian"],
)
def test_vowel_signs_part_no_word(text: str, folded: str) -> None:
    assert fold_line(text) == folded


OTHER_SCRIPTS = [paper for paper in PAPERS if paper.language not in ("de", "es")]


@pytest.mark.parametrize("paper", OTHER_SCRIPTS, ids=[paper.language for paper in OTHER_SCRIPTS])
def test_a_story_goes_on_below_a_box_of_links_in_its_text(paper: Paper) -> None:
    """The standfirst is not asked for: without blank lines it may be lost (see builder/clean/region.py)."""
    heading, *links = paper.related
    for above in range(2, len(paper.story) - 1):
        story = (paper.standfirst, *paper.story[:above], heading, *links[:2], *paper.story[above:])
        lines = (*paper.menu, paper.headline, paper.byline, paper.dated, *story, *paper.close)
        kept = clean(dump("\n".join(lines)), today=TODAY).paragraphs
        assert set(paper.story) <= set(kept)
        assert not set(paper.related) & set(kept)
