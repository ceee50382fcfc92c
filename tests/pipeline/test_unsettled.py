"""An article whose file cannot be read is not gone: what builder last said of its neighbours stands meanwhile."""

import json
import os
import re

import pytest

from builder.errors import FileFault
from builder.model.article import Article
from builder.model.relation import Constraints
from builder.pipeline.unsettled import Unsettled
from builder.store import Unread, Written, check
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write

#: The report in a third paper, with a line of its own above and a word here and there.
REPRINT = HARBOUR.replace("The Selwater Courier", "Lowmark Evening Post").replace(
    "Dredging alone is expected to take two summers.", "Dredging alone may take two summers, or three."
)
#: What comes in while the file is in conflict: one more copy of the report.
LATE = REPRINT.replace("Lowmark Evening Post", "Tarn Gazette").replace("forty ships", "forty vessels")


@pytest.fixture
def story(desk, tmp_path):
    """A story of three, synced, with an unrelated page of the same site: (the middle one's id, all bytes)."""
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, reprint=REPRINT, flood=FLOOD))
    desk.sync()
    desk.sync()
    articles = desk.articles()
    (middle,) = [a.id for a in articles.values() if len(a.related_versions) == 2]
    assert sum(a.story == articles[middle].story for a in articles.values()) == 3
    return middle, snapshot(desk.root)


def in_conflict(text):
    return re.sub(
        r"^title: (.*)\n",
        r"<<<<<<< HEAD\ntitle: \1\n=======\ntitle: Mine\n>>>>>>> b\n",
        text,
        count=1,
        flags=re.M,
    )


def broken(desk, identity, change):
    """Spoil an article's file; returns its path and what it said."""
    path = desk.file(identity)
    text = path.read_text(encoding="utf-8")
    path.write_text(change(text), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    assert identity not in desk.articles()
    return path, text


HARMS = {
    "in conflict": in_conflict,
    "no YAML": lambda text: text.replace("title: ", "title: [", 1),
    "never closed": lambda text: text.replace("\n---\n", "\n", 1),
    "nearly empty": lambda text: "---\n",
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
@pytest.mark.parametrize("warm", [True, False], ids=["remembered", "without caches"])
def test_a_file_that_cannot_be_read_leaves_its_neighbours_as_they_are(desk, story, harm, warm):
    middle, before = story
    path, text = broken(desk, middle, harm)
    if not warm:
        desk.archive.forget_caches()
    spoiled = snapshot(desk.root)
    report = desk.sync()
    assert len(report.broken) == 1
    assert report.changed == ()
    assert snapshot(desk.root) == spoiled
    assert {p.path for p in check(desk.archive)} == {path.relative_to(desk.root).as_posix()}

    path.write_text(text, encoding="utf-8")
    desk.sync()
    assert snapshot(desk.root) == before


def test_a_correction_of_a_neighbour_meanwhile_is_a_person_s_and_stands(desk, story):
    middle, _ = story
    path, text = broken(desk, middle, in_conflict)
    other = next(a.id for a in desk.articles().values() if a.story)
    desk.edit(other, f"- article: {middle}\n  relation: ", f"- article: {middle}\n  relation: unrelated # ")
    desk.sync()
    path.write_text(text, encoding="utf-8")
    desk.sync()
    articles = desk.articles()
    assert [v.relation.value for v in articles[other].related_versions if v.article == middle] == [
        "unrelated"
    ]
    assert other not in {v.article for v in articles[middle].related_versions}
    once = snapshot(desk.root)
    desk.sync()
    assert snapshot(desk.root) == once


def test_a_copy_that_comes_in_meanwhile_joins_the_story(desk, story, tmp_path):
    middle, _ = story
    name = next(a.story for a in desk.articles().values() if a.id == middle)
    path, text = broken(desk, middle, in_conflict)
    links = {a.id: {v.article for v in a.related_versions} for a in desk.articles().values()}
    (late,) = desk.add(*write(tmp_path / "late", late=LATE)).added
    articles = desk.articles()
    assert late.story == name
    assert all(links[i] <= {v.article for v in articles[i].related_versions} for i in links)

    path.write_text(text, encoding="utf-8")
    desk.sync()
    once = snapshot(desk.root)
    desk.sync()
    assert snapshot(desk.root) == once
    assert sum(a.story == name for a in desk.articles().values()) == 4
    assert len(desk.articles()) == 5


def test_a_story_that_only_the_spoiled_file_names_is_left_to_its_other_article(desk, tmp_path):
    # A person put the flood into the harbour's story: builder never wrote it there, and yet its file says so.
    added = desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD)).added
    ids = {one.origin.rsplit("/", 1)[-1]: one.id for one in added}
    story = desk.articles()[ids["harbour.txt"]].story
    desk.edit(ids["flood.txt"], "language: en\n", f"language: en\nstory: {story}\n")
    desk.file(ids["spun.txt"]).unlink()
    desk.sync()
    assert desk.articles()[ids["harbour.txt"]].story == story
    broken(desk, ids["flood.txt"], in_conflict)
    desk.sync()
    assert desk.articles()[ids["harbour.txt"]].story == story


def test_the_same_capture_again_makes_no_second_article_of_a_spoiled_one(desk, story, tmp_path):
    middle, _ = story
    broken(desk, middle, in_conflict)
    for shard in (desk.archive.machine / "values").glob("*.jsonl"):
        # Without the ledger, only the file's own name and lines tell whose it is.
        shard.unlink()
    report = desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN, reprint=REPRINT))
    assert (report.added, len(report.held)) == ((), 3)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_folder_without_permission_holds_articles_that_are_not_gone(desk, story):
    middle, _ = story
    folder = desk.file(middle).parent
    before = snapshot(desk.root)
    folder.chmod(0)
    try:
        report = desk.sync()
    finally:
        folder.chmod(0o755)
    assert report.broken
    assert snapshot(desk.root) == before


def test_records_of_two_branches_are_weighed_only_when_the_file_can_be_read(desk, story):
    # Of a link that one branch's builder alone wrote, the file in conflict says that a person vetoed it.
    middle, _ = story
    other = next(a for a in desk.articles().values() if [v.article for v in a.related_versions] == [middle])
    path, text = broken(desk, middle, in_conflict)
    shard = desk.archive.machine / "values" / f"{other.id[1:3]}.jsonl"
    (line,) = [
        line for line in shard.read_text(encoding="utf-8").splitlines() if f'"id":"{other.id}"' in line
    ]
    record = json.loads(line)
    del record["values"]["related_versions"]
    one_more = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    shard.write_text(shard.read_text(encoding="utf-8") + one_more + "\n", encoding="utf-8")
    spoiled = snapshot(desk.root)
    desk.sync()
    assert snapshot(desk.root) == spoiled

    vetoed = re.sub(rf"(- article: {other.id}\n  relation: )\w+", r"\1unrelated", text)
    assert vetoed != text
    path.write_text(vetoed, encoding="utf-8")
    desk.sync()
    assert middle not in {v.article for v in desk.articles()[other.id].related_versions}
    assert not any(written.others for written in desk.archive.ledger().values())


def test_a_deleted_file_beside_a_note_without_an_id_is_deleted(desk, story):
    middle, _ = story
    (desk.file(middle).parent / "note.md").write_text("no front matter\n", encoding="utf-8")
    desk.file(middle).unlink()
    desk.sync()
    assert not any(v.article == middle for a in desk.articles().values() for v in a.related_versions)


def test_a_ledger_in_conflict_stops_the_run_before_anything_is_written(desk, story):
    middle, _ = story
    shard = desk.archive.machine / "values" / f"{middle[1:3]}.jsonl"
    shard.write_text("<<<<<<< HEAD\n" + shard.read_text(encoding="utf-8"), encoding="utf-8")
    spoiled = snapshot(desk.root)
    with pytest.raises(FileFault):
        desk.sync()
    assert snapshot(desk.root) == spoiled


@pytest.mark.parametrize("decided", [Constraints(), Constraints(together=frozenset({("a", "c")}))])
def test_stories_that_an_unread_article_may_belong_to_are_neither_parted_nor_made_one(decided):
    stories = {"a": "floods", "b": "floods", "c": "ferries", "d": "ferries", "e": None}
    stored = {i: Article(i, f"articles/{i}.md", story=story) for i, story in stories.items()}
    ledger = {i: Written(i, f"articles/{i}.md", "", {}) for i in stored}
    unread = {"x": Unread("x", "articles/x.md", mentions=frozenset("ac"))}
    said = Unsettled(stored, ledger, unread).constraints(decided)
    assert said.together == {("a", "b"), ("c", "d")} | decided.together
    assert said.apart == {("a", "c")} - decided.together
