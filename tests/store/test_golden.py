"""The exact bytes of a fresh article file, as people meet them in a pull request."""

from pathlib import Path

from builder.model.provenance import Proposal, Provenance
from builder.store import Archive, init

GOLDEN = Path(__file__).parent.parent / "golden" / "store" / "article.md"


def test_a_fresh_article_file_is_what_the_golden_file_shows(tmp_path):
    init(tmp_path / "desk")
    archive = Archive(tmp_path / "desk")
    values = {
        "title": 'Minister: "talks" end at 12:30, #2 of 3',
        "date": "2021-02-27",
        "date_basis": "printed",
        "captured": "2025-02-22",
        "byline": "Mira Dovan",
        "credits": ["No", "Jonas Pell"],
        "language": "en",
        "entities": {"people": ["Mira Dovan"], "places": ["Port Selwater", "2021"]},
        "story": "minister-talks-end",
    }
    body = "The board voted.\n\n\\# not a heading, \\*not bold\\*"
    with archive.lock():
        (outcome,) = archive.apply([Proposal("a0123456789", values, body, Provenance("0" * 64))])
    written = (archive.docs / outcome.path).read_text(encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")
