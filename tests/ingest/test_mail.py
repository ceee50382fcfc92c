"""Newsletters, mailboxes and pages saved by a browser."""

from __future__ import annotations

from pathlib import Path

from builder.model.capture import Form, Given

from .making import BODY, PAGE, captures_and_reasons, newsletter, read_one, saved_page, written


def test_a_newsletters_html_is_the_article_and_its_header_the_envelope(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "letter.eml", newsletter().replace("\n", "\r\n")))
    assert (capture.media_type, capture.form) == ("message/rfc822", Form.HTML)
    assert "<h1>Harbour café reopens</h1>" in capture.content
    assert capture.given == Given(
        title="Café reopens", date="2021-02-27T09:00:00+01:00", source="The Harbour Post"
    )


def test_a_mail_between_people_says_when_the_text_was_captured_and_no_more(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "forwarded.eml", newsletter(more="")))
    assert capture.given == Given(title="Café reopens", captured="2021-02-27")


def test_a_mail_of_plain_text_is_a_text(tmp_path: Path) -> None:
    mail = (
        f"From: a@b.example\nTo: c@d.example\nSubject: S\nDate: Sat, 27 Feb 2021 09:00:00 +0100\n\n{BODY}\n"
    )
    capture = read_one(written(tmp_path, "a.eml", mail))
    assert (capture.form, capture.content.strip()) == (Form.TEXT, BODY.strip())


def test_a_saved_page_gives_its_address_and_the_day_of_saving(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "page.mhtml", saved_page()))
    assert (capture.media_type, capture.form) == ("multipart/related", Form.HTML)
    assert "<p>The café reopened on Monday.</p>" in capture.content
    assert capture.given == Given(
        url="https://harbour.example/cafe", title="Harbour cafe", captured="2021-02-27"
    )


def test_a_saved_frameset_gives_the_frame_with_the_text(tmp_path: Path) -> None:
    parts = ["<html><frameset><frame src=a></frameset></html>", "<html><p>Menu</p></html>", PAGE]
    body = "".join(f"--cut\nContent-Type: text/html; charset=utf-8\nContent-Location: https://a.example/{n}\n\n{part}\n"
                   for n, part in enumerate(parts))  # fmt: skip
    message = f"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=cut\n\n{body}--cut--\n"
    assert "Harbour café reopens" in read_one(written(tmp_path, "page.mht", message)).content


def test_each_message_of_a_mailbox_is_a_capture(tmp_path: Path) -> None:
    message = newsletter().replace(BODY, BODY + "\n\n>From the quay, nothing was heard.\n")
    box = "".join(f"From news@harbour.example Sat Feb 27 09:00:0{n} 2021\n{message}\n" for n in range(3))
    captures, reasons = captures_and_reasons([written(tmp_path, "box.mbox", box)])
    assert [capture.origin.rpartition("#")[2] for capture in captures] == ["1", "2", "3"]
    assert all("\nFrom the quay" in capture.content for capture in captures)
    assert reasons == []


def test_a_message_without_text_is_refused(tmp_path: Path) -> None:
    mail = "From: a@b.example\nSubject: S\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n"
    assert captures_and_reasons([written(tmp_path, "a.eml", mail)])[1] == [
        "a.eml: a message without text or HTML"
    ]


def test_an_unknown_charset_of_a_part_is_passed_over(tmp_path: Path) -> None:
    mail = newsletter().replace("text/html; charset=utf-8", "text/html; charset=x-unknown")
    assert "café" in read_one(written(tmp_path, "a.eml", mail)).content


def test_a_text_that_opens_like_a_header_is_a_text(tmp_path: Path) -> None:
    dump = "Title: Harbour café reopens\nDate: 27 February 2021\nBy: Ann Reed\n\n" + BODY
    assert read_one(written(tmp_path, "dump.txt", dump)).media_type == "text/plain"


def test_a_byte_order_mark_before_the_header_hides_nothing(tmp_path: Path) -> None:
    capture = read_one(written(tmp_path, "a.eml", "\ufeff" + newsletter()))
    assert (capture.given.title, capture.form) == ("Café reopens", Form.HTML)


def test_a_message_that_only_passes_a_page_on_is_that_page(tmp_path: Path) -> None:
    mail = (
        "From: a@b.example\nTo: c@d.example\nSubject: S\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=cut\n\n--cut\nContent-Type: text/plain\n\n \n"
        "--cut\nContent-Type: text/html; charset=utf-8\nContent-Disposition: attachment; filename=p.html\n\n"
        f"{PAGE}\n--cut--\n"
    )
    assert BODY in read_one(written(tmp_path, "a.eml", mail)).content


def test_the_page_is_found_however_deep_its_part_lies(tmp_path: Path) -> None:
    related = (
        "Content-Type: multipart/related; boundary=in\n\n--in\nContent-Type: text/html; charset=windows-1252\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<p>The caf=E9 =96 =93ours=94 =96 reopened.</p>\n"
        "--in\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--in--\n"
    )
    mail = newsletter().replace("--cut--", f"--cut\n{related}\n--cut--")
    mail = mail.replace(
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit", "Content-Type: image/gif"
    )
    assert "The café – “ours” – reopened." in read_one(written(tmp_path, "a.eml", mail)).content


def _saved_in_parts(*pages: str) -> str:
    parts = "".join(
        f"--cut\nContent-Type: text/html; charset=utf-8\nContent-ID: <frame-{number}@mhtml.blink>\n\n{page}\n"
        for number, page in enumerate(pages)
    )
    head = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=cut\n\n"
    return f"{head}{parts}--cut--\n"


def test_a_saved_page_that_only_shows_a_frame_gives_the_frames_text(tmp_path: Path) -> None:
    shell = '<html><body><p>Menu</p><iframe src="cid:frame-2@mhtml.blink"></iframe></body></html>'
    message = _saved_in_parts(shell, "<html><p>An advertisement.</p></html>", PAGE)
    assert "Harbour café reopens" in read_one(written(tmp_path, "page.mht", message)).content


def test_a_saved_page_with_text_of_its_own_stands_over_its_frames(tmp_path: Path) -> None:
    page = PAGE.replace("</body>", '<iframe src="cid:frame-1@mhtml.blink"></iframe></body>')
    message = _saved_in_parts(page, f"<html><body><p>{'An advertisement. ' * 200}</p></body></html>")
    assert "Harbour café reopens" in read_one(written(tmp_path, "page.mht", message)).content


def test_a_message_in_outlooks_own_packing_is_refused_with_what_to_do(tmp_path: Path) -> None:
    mail = (
        "From: a@b.example\nTo: c@d.example\nSubject: S\nDate: Sat, 27 Feb 2021 09:00:00 +0100\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=cut\n\n--cut\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        "Content-Transfer-Encoding: base64\n\neJ8+IgEA\n--cut--\n"
    )
    (reason,) = captures_and_reasons([written(tmp_path, "a.eml", mail)])[1]
    assert "winmail.dat" in reason
