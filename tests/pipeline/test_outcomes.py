"""What relating came to is taken again only where nothing that it looks at has changed."""

import dataclasses

import pytest

from builder.model.article import Article
from builder.model.relation import Constraints
from builder.pipeline import relating
from tests.pipeline.captures import FLOOD, HARBOUR

HELD = tuple(
    Article(
        id=f"a{number:010x}",
        path=f"articles/{number}.md",
        title=title,
        source=source,
        date=date,
        date_basis=None,
        language="en",
        body=body,
    )
    for number, (title, source, date, body) in enumerate(
        [
            ("Harbour", "courier", "2024-05-01", HARBOUR),
            ("The harbour", "herald", "2024-05-02", HARBOUR.replace("sixty", "seventy")),
            ("Flood", "courier", None, FLOOD),
        ]
    )
)
NONE = Constraints()


@pytest.fixture
def related(monkeypatch):
    """How often relating was really done."""
    done = []
    relate = relating.relate
    monkeypatch.setattr(relating, "relate", lambda *a, **k: done.append(a) or relate(*a, **k))
    return done


def test_an_outcome_is_taken_again_as_it_was(tmp_path, related):
    first = relating.relate_articles(HELD, NONE, tmp_path)
    assert first.relations and first.stories
    assert relating.relate_articles(reversed(HELD), NONE, tmp_path) == first
    assert len(related) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"source": "herald"},
        {"date": "2023-01-01"},
        {"captured": "2024-06-01"},
        {"language": "fr"},
        {"body": FLOOD},
        {"status": "withheld"},
    ],
)
def test_whatever_relating_looks_at_asks_anew(tmp_path, related, change):
    relating.relate_articles(HELD, NONE, tmp_path / "kept")
    other = (dataclasses.replace(HELD[0], **change), *HELD[1:])
    assert relating.relate_articles(other, NONE, tmp_path / "kept") == relating.relate_articles(
        other, NONE, tmp_path / "fresh"
    )
    assert len(related) == 3


def test_what_people_decided_asks_anew(tmp_path, related):
    relating.relate_articles(HELD, NONE, tmp_path)
    apart = Constraints(apart=frozenset({(HELD[0].id, HELD[1].id)}))
    assert relating.relate_articles(HELD, apart, tmp_path).stories == ()
    assert len(related) == 2


def test_what_relating_does_not_look_at_asks_nothing(tmp_path, related):
    first = relating.relate_articles(HELD, NONE, tmp_path)
    other = (
        dataclasses.replace(HELD[0], byline="Ana Ruiz", people=("Mira Dovan",), notes="Seen."),
        *HELD[1:],
    )
    assert relating.relate_articles(other, NONE, tmp_path) == first
    assert len(related) == 1


@pytest.mark.parametrize(
    "harm", [lambda raw: raw[:-9], lambda raw: b"", lambda raw: raw.replace(b"a0", b"a1")]
)
def test_an_outcome_that_was_harmed_counts_as_none(tmp_path, related, harm):
    first = relating.relate_articles(HELD, NONE, tmp_path)
    file = tmp_path / "relate" / "outcome.memory"
    file.write_bytes(harm(file.read_bytes()))
    assert relating.relate_articles(HELD, NONE, tmp_path) == first
    assert len(related) == 2
