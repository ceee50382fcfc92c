"""The text layer of a PDF."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from builder.errors import Refused
from builder.ingest.columns import in_reading_order
from builder.ingest.line_ends import with_line_ends
from builder.ingest.readings import Reading
from builder.model.capture import Form, Given

#: A document title that a program wrote, not a person.
_PROGRAM_TITLE = re.compile(
    r"^(?:untitled|microsoft word|document\d*$)|\.(?:docx?|pdf|indd|qxp|odt|rtf|txt|html?)$", re.I
)


def read_pdf(raw: bytes, origin: str) -> Reading:
    """The text layer of a PDF, pages apart by a blank line. A page that cannot be read is noted.

    Raises `Refused`: no PDF after all, locked with a password, or pages without text (a scan).
    """
    # Its warnings name no file and run to pages; what matters of them becomes a note or a refusal here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(origin, "a PDF locked with a password")
        count = len(reader.pages)
    except _PDF_FAULTS as fault:
        raise Refused(origin, f"a PDF that cannot be read ({_shown(fault)})") from None
    texts: list[str] = []
    lost: list[str] = []
    for number in range(count):
        try:
            texts.append(_page_text(reader.pages[number]))
        except _PDF_FAULTS as fault:
            lost.append(f"page {number + 1} of the PDF cannot be read ({_shown(fault)})")
    content = "\n\n".join(text.strip("\n") for text in texts if text.strip())
    content = content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not content.strip():
        if lost:
            raise Refused(origin, f"a PDF of which no page can be read ({lost[0]})")
        raise Refused(origin, "a PDF without a text layer (a scan?); run OCR over it first")
    return Reading(Form.TEXT, content, "utf-8", tuple(lost), Given(title=_pdf_title(reader)))


#: What pypdf is known to raise on damaged files besides its own errors.
_PDF_FAULTS = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    MemoryError,
    EOFError,
    OSError,
    ImportError,
)


#: A page of at least so many lines of so many characters may hold lines of several columns side by side.
_WIDE_LINES, _WIDE = 6, 60


def _page_text(page: PageObject) -> str:
    """A page's text, line by line and column by column."""
    plain = page.extract_text()
    try:
        wide = sum(len(line) >= _WIDE for line in plain.split("\n")) >= _WIDE_LINES
        if not wide and not _drawn_by_word(page, plain):
            return plain
        grid = page.extract_text(extraction_mode="layout")
        return in_reading_order(with_line_ends(plain, grid), grid)
    except _PDF_FAULTS:
        return plain


def _drawn_by_word(page: PageObject, plain: str) -> bool:
    """Whether the page's origin is moved about as often as it has words."""
    contents = page.get_contents()
    return contents is not None and 2 * contents.get_data().count(b" cm") >= len(plain.split()) > 0


def _pdf_title(reader: PdfReader) -> str | None:
    try:
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except _PDF_FAULTS:
        return None
    return None if not title or _PROGRAM_TITLE.search(title) else title


def _shown(fault: BaseException) -> str:
    return str(fault).strip().split("\n")[0][:100] or type(fault).__name__
