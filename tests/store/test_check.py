"""Every mistake is caught with its line and column, and never with a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.problem import Problem, Severity
from builder.store import Archive, check

from .conftest import ONE, THREE, TWO, link, proposal

Put = Callable[[str, str], Path]
HEAD = f"---\nid: {ONE}\ntitle: A title\n"


def lines(problems: list[Problem], *, notices: bool = False) -> list[str]:
    return [str(p).removeprefix("archive/") for p in problems if notices or p.severity is not Severity.NOTICE]


def said(archive: Archive, put: Put, head: str, body: str = "Text.\n") -> list[str]:
    """What the check says of one article with these lines after id and title."""
    put("articles/x.md", f"{HEAD}{head}---\n\n{body}")
    return [line.removeprefix("articles/x.md:") for line in lines(check(archive))]


def test_a_new_archive_has_no_problems(archive: Archive) -> None:
    assert check(archive) == []


def test_what_builder_writes_has_no_problems(archive: Archive) -> None:
    archive.apply(
        [
            proposal(
                ONE,
                date="2021-02-27",
                date_basis="printed",
                story="s",
                related_versions=[link(TWO, "excerpt")],
            ),
            proposal(TWO, title='Minister: "talks"', story="s", related_versions=[link(ONE, "expansion")]),
        ]
    )
    assert check(archive) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("date: 2021-31-02\n", "4:7: date: '2021-31-02' is no date"),
        ("date: 2021-13-02\n", "4:7: date: '2021-13-02' is no date (did you mean 2021-02-13?)"),
        ("date: 2021-2-7\n", "4:7: date: '2021-2-7' is not written YYYY-MM-DD (2021-02-07)"),
        ("date: 27 February 2021\n", "4:7: date: '27 February 2021' is no date (write YYYY-MM-DD)"),
        ("date: [2021]\n", "4:7: date: a list where one value belongs"),
        ("langauge: en\n", "4:1: unknown key 'langauge' (did you mean language?)"),
        ("language: English\n", "4:11: language: 'English' is no language code (en, ar, pt-BR)"),
        ("byline: NO\n", "4:9: byline: other tools read 'NO' as something else than text; put it in quotes"),
        ("credits: Jane Doe\n", "4:10: credits: a list belongs here (- Jane Doe)"),
        ("entities:\n- Jack\n", "5:1: entities: lists under people, organizations, places belong here"),
        (
            "entities:\n  persons:\n  - A\n",
            "5:3: entities: 'persons' is none of people, organizations, places",
        ),
        ("entities:\n  people:\n  - A\n  - B\n  - A\n", "8:5: entities.people: 'A' is listed twice"),
        (
            f"related_versions:\n- {TWO}\n",
            "5:3: related_versions: each item needs 'article: ID' and 'relation: WORD'",
        ),
        (f"related_versions:\n- article: {TWO}\n", "5:3: related_versions: relation is missing"),
        ("status: withdrawn\n", "4:9: status: 'withdrawn' is none of published, withheld, removed"),
        ("title: Again\n", "4:1: title stands twice; first in line 3"),
        ("source_url: example.org\n", "4:13: source_url: 'example.org' is no web address"),
        (
            "story: two words\n",
            "4:8: story: 'two words' is no name for a story (no spaces, slashes or quotes)",
        ),
        (f"derived_from: {TWO}\n", f"4:15: derived_from: no article has the id {TWO} (did you mean {ONE}?)"),
        ("source: nowhere\n", "4:9: source: 'nowhere' is not in authority/sources.yml"),
        (
            "a: [1, 2\n",
            "4:4: the '[' that opens here is never closed, or a comma is missing (put the value in quotes)",
        ),
        (
            "byline: &c and so on\n",
            "4:9: byline: YAML takes what begins with &, * or ! for a mark of its own and reads 'and so on'; "
            "put the value in quotes",
        ),
        (
            "byline: !Jane Doe\n",
            "4:9: byline: YAML takes what begins with &, * or ! for a mark of its own and reads 'Doe'; "
            "put the value in quotes",
        ),
        (
            "a: b: c\n",
            "4:5: a second ': ' in one value (put the value in quotes), or a line that is indented too far",
        ),
        ("entities:\n\tpeople: x\n", "5:1: a tab where YAML needs spaces"),
        ("a: \x07b\n", "4:4: a control character that no YAML may hold"),
        ("a: *nothing\n", "4:4: alias *nothing names nothing before it (or put the value in quotes)"),
        ("a: &x [*x]\n", "4:8: alias *x names nothing before it (or put the value in quotes)"),
    ],
)
def test_a_mistake_is_named_with_its_place(archive: Archive, put: Put, head: str, expected: str) -> None:
    assert expected in said(archive, put, head)


def test_a_misspelt_relation_is_named_with_the_one_it_looks_like(archive: Archive, put: Put) -> None:
    found = said(archive, put, f"related_versions:\n- article: {TWO}\n  relation: rewritten\n")
    assert found[0].startswith("6:13: relation: 'rewritten' is none of identical, reprint")
    assert found[0].endswith("(did you mean rewrite?)")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "articles/x.md:1:1: the file is empty"),
        (b"Text only.\n", "articles/x.md:1:1: no front matter: the first line must be ---"),
        (
            b"---\nid: x\n",
            "articles/x.md:1:1: the front matter that begins here is never closed by a line ---",
        ),
        (b"---\nid: x\xff\n---\n", "articles/x.md:2:6: byte 0xff is not UTF-8"),
        (b"---\n- a\n---\n", "articles/x.md:2:1: front matter must be 'key: value' lines"),
        (b"---\n---\n", "articles/x.md:2:1: id is missing"),
        (HEAD.encode() + b"---\nA \x00 byte\n", "articles/x.md:5:3: the text holds a NUL character"),
        (
            b"---\n" + b"a: x\n" * 2_500_000 + b"---\n",
            "articles/x.md:2:1: 12,500,000 characters of front matter",
        ),
        (b"---\na: " + b"[" * 100_000 + b"\n---\n", "articles/x.md:2:64: nested too deeply"),
        (b"---\n" + b"- " * 5_000 + b"\n---\n", "articles/x.md:2:121: nested too deeply"),
    ],
    ids=["empty", "no head", "unclosed", "encoding", "list", "nothing", "nul", "huge", "deep", "deep block"],
)
def test_a_broken_file_is_one_problem_and_the_rest_goes_on(
    archive: Archive, raw: bytes, expected: str
) -> None:
    archive.apply([proposal(TWO)])
    (archive.docs / "articles" / "x.md").write_bytes(raw)
    assert any(line.startswith(expected) for line in lines(check(archive)))
    assert [a.id for a in archive.load().articles] == [TWO]


def test_a_yaml_bomb_costs_nothing(archive: Archive, put: Put) -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{n}: &{n} [{', '.join(f'*{o}' for _ in range(9))}]"
        for o, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert any("aliases expand" in line for line in said(archive, put, "\n".join(rows) + "\n"))


def test_byte_order_mark_and_windows_line_ends_are_fine(archive: Archive) -> None:
    file = archive.docs / "articles" / "x.md"
    file.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}---\n\nText.\n".replace("\n", "\r\n").encode())
    assert check(archive) == []
    assert archive.load().articles[0].body == "Text."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names and guards its links")
def test_links_and_odd_names_are_named_and_not_followed(archive: Archive, put: Put, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text(f"{HEAD}---\n")
    (archive.docs / "articles" / "out.md").symlink_to(tmp_path / "outside.md")
    (archive.docs / "articles" / "up").symlink_to(tmp_path)
    put("articles/new\nline.md", f"{HEAD}---\n")
    found = lines(check(archive))
    assert "articles/new\\nline.md: the name holds a line break or another character no address can" in found
    assert "articles/out.md: a symbolic link is not followed; put the file here" in found
    assert "articles/up: a symbolic link is not followed; put the file here" in found
    assert archive.load().articles == ()


def test_an_id_used_twice_is_named_at_the_second_file(archive: Archive, put: Put) -> None:
    put("articles/a.md", f"{HEAD}---\n")
    put("articles/b.md", f"{HEAD}---\n")
    assert lines(check(archive)) == [f"articles/b.md:2:5: id {ONE} is also that of archive/articles/a.md"]


def test_two_swapped_files_are_seen_by_their_names(archive: Archive) -> None:
    one, two = (archive.docs / o.path for o in archive.apply([proposal(ONE), proposal(TWO)]))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert [p.code for p in check(archive)] == ["id-mismatch", "id-mismatch"]


def test_links_are_checked_from_both_sides(archive: Archive) -> None:
    archive.apply([proposal(ONE, story="s"), proposal(TWO, story="s"), proposal(THREE, story="s")])
    files = {a.id: archive.docs / a.path for a in archive.load().articles}

    def add(identity: str, other: str, word: str) -> None:
        text = files[identity].read_text()
        files[identity].write_text(
            text.replace(
                "story: s\n", f"story: s\nrelated_versions:\n- article: {other}\n  relation: {word}\n"
            )
        )

    add(ONE, TWO, "excerpt")
    add(TWO, THREE, "rewrite")
    add(THREE, "a00000000ff", "rewrite")
    found = {(p.code, p.severity.value) for p in check(archive)}
    assert found == {("one-sided", "warning"), ("dangling", "error")}


def test_a_veto_needs_no_answer(archive: Archive, put: Put) -> None:
    archive.apply([proposal(TWO)])
    assert said(archive, put, f"related_versions:\n- article: {TWO}\n  relation: unrelated\n") == []


def test_a_story_of_one_is_a_warning_and_suggests_a_near_one(archive: Archive) -> None:
    archive.apply(
        [
            proposal(ONE, story="the-harbour"),
            proposal(TWO, story="the-harbour"),
            proposal(THREE, story="the-harbor"),
        ]
    )
    problems = check(archive)
    assert [(p.code, p.suggestion) for p in problems] == [("story-of-one", "did you mean the-harbour?")]


def test_an_edited_text_is_a_notice(archive: Archive) -> None:
    outcome = archive.apply([proposal(ONE)])[0]
    file = archive.docs / outcome.path
    file.write_text(file.read_text().replace("Some text", "Another text"))
    assert [(p.code, p.severity.value) for p in check(archive)] == [("edited-text", "notice")]


def test_a_date_changed_without_its_basis_is_a_warning(archive: Archive) -> None:
    outcome = archive.apply([proposal(ONE, date="2021-02-27", date_basis="related-version")])[0]
    file = archive.docs / outcome.path
    file.write_text(file.read_text().replace("date: 2021-02-27", "date: 2021-02-28"))
    assert [(p.code, p.suggestion) for p in check(archive)] == [("stale-basis", "date_basis: editor")]


def test_a_damaged_capture_is_an_error(archive: Archive) -> None:
    from builder.model.capture import Capture, Form

    capture = Capture(b"raw", "text/plain", Form.TEXT, "raw", "raw.txt")
    archive.keep(capture)
    next(archive.docs.glob(".captures/*/*.txt")).write_bytes(b"edited")
    assert [p.code for p in check(archive)] == ["capture"]
    assert list(archive.captures()) == []


def test_a_git_conflict_in_the_ledger_is_named(archive: Archive) -> None:
    archive.apply([proposal(ONE)])
    shard = next((archive.machine / "values").glob("*.jsonl"))
    shard.write_text("<<<<<<< ours\n" + shard.read_text())
    assert lines(check(archive)) == [
        f".machine/values/{shard.name}:1:1: an unresolved Git conflict; keep the lines of both sides and delete the markers"
    ]


def test_only_the_files_asked_for_are_listed(archive: Archive, put: Put) -> None:
    put("articles/2020/a.md", "no head\n")
    put("articles/2021/b.md", "no head\n")
    assert [p.path for p in check(archive, [archive.docs / "articles" / "2021"])] == [
        "archive/articles/2021/b.md"
    ]
    assert [p.path for p in check(archive, [archive.docs / "articles" / "2020" / "a.md"])] == [
        "archive/articles/2020/a.md"
    ]


def test_a_remembered_check_says_the_same_and_sees_changes(archive: Archive, put: Put) -> None:
    file = put("articles/x.md", f"{HEAD}date: 2021-31-02\n---\n")
    os.utime(file, (1_600_000_000, 1_600_000_000))
    first = check(archive)
    assert check(archive) == first != []
    file.write_text(f"{HEAD}date: 2021-03-02\n---\n")
    assert check(archive) == []


def test_a_broken_cache_is_no_problem(archive: Archive, put: Put) -> None:
    put("articles/x.md", f"{HEAD}---\n")
    check(archive)
    for cache in archive.cache.iterdir():
        cache.write_text("{broken")
    assert check(archive) == []


def test_a_git_conflict_in_an_article_is_named_as_one(archive: Archive, put: Put) -> None:
    put("articles/x.md", f"{HEAD}<<<<<<< HEAD\nbyline: A\n=======\nbyline: B\n>>>>>>> other\n---\n\nText.\n")
    put(
        "articles/y.md",
        f"---\nid: {TWO}\ntitle: B\n---\n\n<<<<<<< HEAD\nText.\n=======\nOther.\n>>>>>>> other\n",
    )
    message = "an unresolved Git conflict; keep what is right and delete the marker lines"
    assert lines(check(archive)) == [f"articles/x.md:4:1: {message}", f"articles/y.md:6:1: {message}"]
    assert archive.load().articles == ()


def test_of_two_files_with_one_id_only_the_first_is_loaded(archive: Archive, put: Put) -> None:
    put("articles/a.md", f"{HEAD}---\n")
    put("articles/b.md", f"{HEAD}---\n")
    loaded = archive.load()
    assert [a.path for a in loaded.articles] == ["articles/a.md"]
    assert [p.code for p in loaded.problems] == ["duplicate-id"]


def test_a_lead_without_a_story_and_a_misplaced_article_are_warnings(archive: Archive, put: Put) -> None:
    archive.apply([proposal(ONE, story="harbour"), proposal(TWO, story="harbour")])
    put("stories/harbor.md", "What happened.\n")
    put(f"drafts/x-{THREE}.md", "---\n---\n")
    assert [(p.code, p.suggestion) for p in check(archive)] == [
        ("misplaced", ""),
        ("lead-of-none", "did you mean harbour?"),
    ]
