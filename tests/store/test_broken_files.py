"""Whatever bytes a file holds: a clear problem or an article, never a crash, and nothing of it lost."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.errors import FileFault
from builder.model.problem import Problem
from builder.model.provenance import Proposal
from builder.store.applying import updated
from builder.store.articles import Found, HeadCache, read_article
from builder.store.frontmatter import split
from builder.store.ledger import Written
from builder.store.validate import read_table

from .handwritten import IDS, files, machine_values

HERE = Found("articles/x.md", Path("articles/x.md"))
CUTS = [
    b"---\n",
    b"\t",
    b"- ",
    b": ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a",
    b"!t ",
    b"'",
    b'"',
    b"|\n",
    b"#",
    b"\x00",
    b"\xff",
    b"\r",
    b"  ",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file with bytes cut out and others put in, as bad merges and editors leave it."""
    raw = draw(files()).raw
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(raw))), draw(st.integers(0, 12))
        raw = raw[:at] + draw(st.sampled_from([b"", *CUTS])) + raw[at + length :]
    return raw


def read(tmp: Path, raw: bytes) -> tuple[object, list[Problem]]:
    problems: list[Problem] = []
    (tmp / "x.md").write_bytes(raw)
    return read_article(Found("articles/x.md", tmp / "x.md"), HeadCache(None), problems), problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=300)
@given(
    raw=st.one_of(
        damaged(), st.binary(max_size=200), st.binary(max_size=100).map(lambda b: b"---\n" + b + b"\n---\n")
    )
)
def test_any_bytes_are_an_article_or_a_problem(tmp_path: Path, raw: bytes) -> None:
    article, problems = read(tmp_path, raw)
    assert article is not None or problems
    for problem in problems:
        assert problem.line <= raw.count(b"\n") + 1
        assert "\n" not in str(problem)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(damaged(), machine_values())
@example(b"---\nid: a0000000001\ntitle: '\nx_own: '# no comment'\ncredits: []\n---\n", {"title": "Talks"})
def test_a_damaged_file_is_left_alone_or_edited_without_loss(raw: bytes, proposed: dict[str, object]) -> None:
    try:
        before = read_table(split(raw, "x").table()).values
        change = updated(HERE, raw, Written(IDS[0], "", "", before), Proposal(IDS[0], proposed, None))
    except FileFault:
        return
    after = split(change.new, "x")
    assert after.text[after.body_start :] == split(raw, "x").text[split(raw, "x").body_start :]
    # A quote left open takes the lines below into its value: such a line is no key's, and is exchanged with the value.
    names = {key.text for key, _ in split(raw, "x").table().pairs}
    keys = tuple(key for key in ("x_own", "seen by") if key in names)
    own = [line for line in split(raw, "x").head.split("\n") if line.startswith(keys)]
    assert all(line in after.head for line in own)
    assert set(keys) <= {key.text for key, _ in after.table().pairs}
