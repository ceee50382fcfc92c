"""Notices that ask for consent to cookies are told from articles, and from articles about them."""

from __future__ import annotations

import pytest

from builder.clean import clean
from builder.clean.consent import in_consent_notice, is_rest_of_notice
from tests.clean.captures import STORY, TODAY, dump, furnished, page
from tests.clean.test_cleaning_pages import article

NOTICES = [
    "We and our 618 partners store and access information on a device, such as cookies, and process personal data, such as "
    "unique identifiers, for personalised ads and content. With your permission we and our partners may use precise location "
    "data. You may click to consent, or change your preferences before consenting.",
    "Wir und unsere Partner setzen Cookies ein. Mit Ihrer Einwilligung werden Daten auf Ihrem Gerät für personalisierte Werbung "
    "verarbeitet; Sie können Ihre Zustimmung jederzeit in den Datenschutzeinstellungen widerrufen.",
    "Nous et nos partenaires utilisons des cookies sur votre appareil pour des publicités personnalisées. Vous pouvez accepter, "
    "refuser ou modifier vos choix, et retirer votre consentement.",
    "Nosotros y nuestros socios utilizamos cookies en su dispositivo para mostrarle publicidad. Usted puede aceptar, rechazar o "
    "cambiar su consentimiento en la página de privacidad.",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_that_lay_over_the_page_is_no_part_of_its_article(notice):
    covered = article().replace("<body>", f"<body><div class='panel'><p>{notice}</p></div>")
    for capture in (page(covered), dump(f"{notice}\n" + furnished()), dump(furnished(below=notice))):
        cleaned = clean(capture, today=TODAY)
        assert cleaned.paragraphs == STORY
        assert cleaned.refused == ""


def test_a_notice_among_the_text_is_removed_by_name():
    covered = article(body=(NOTICES[0], *STORY))
    cleaned = clean(page(covered), today=TODAY)
    assert cleaned.paragraphs == STORY
    assert [removal.rule for removal in cleaned.removals if removal.text == NOTICES[0]] == ["cookie-notice"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Regulators fined the bookseller two million for setting cookies before anybody had agreed to them, the first such "
        "fine in the country, and gave it three months to mend its pages.",
        "She baked cookies for the whole street that winter, and when our neighbours asked for the recipe she told them that it "
        "had been lost in the fire, with everything else.",
        "We use cookies.",
    ],
)
def test_a_paragraph_about_cookies_stays(paragraph):
    assert not in_consent_notice(paragraph)


def test_what_is_left_of_a_notice_without_its_paragraph_about_cookies_is_no_article():
    rest = (
        "If you agree, we and our 163 partners may process personal data such as your IP address to measure advertising.\n"
        "Accept all"
    )
    assert is_rest_of_notice(rest, [NOTICES[0], *rest.split("\n")])
    assert not is_rest_of_notice(rest, rest.split("\n"))


def test_a_brief_below_a_notice_is_an_article():
    brief = "The bridge at Kell reopened on Monday after eleven weeks of repairs, a day before the market returns to the quay."
    assert not is_rest_of_notice(brief, [NOTICES[0], brief])
