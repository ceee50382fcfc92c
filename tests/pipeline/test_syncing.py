"""`builder sync`: everything is proposed anew, and what people wrote stands."""

import pytest

from builder.model.problem import Severity
from tests.pipeline.captures import FLOOD, HARBOUR, SPUN, snapshot, write


def added(desk, folder, **texts):
    return [article.id for article in desk.add(*write(folder, **texts)).added]


def test_a_second_sync_changes_no_byte(desk, tmp_path):
    added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN, flood=FLOOD)
    desk.sync()
    before = snapshot(desk.root)
    report = desk.sync()
    assert (report.changed, report.unchanged) == ((), 3)
    assert snapshot(desk.root) == before


@pytest.mark.parametrize("edited", [False, True])
def test_records_that_are_written_anew_are_told_of_where_the_files_stand(desk, tmp_path, edited):
    harbour, _ = added(desk, tmp_path / "in", harbour=HARBOUR, flood=FLOOD)
    desk.sync()
    if edited:
        # What builder would write is another than last time, and the person's title stands: it is noted as an offer.
        desk.edit(harbour, "title: Harbour board votes", "title: Board votes")
    records = desk.root / "archive" / ".machine" / ("values" if edited else "provenance")
    shard = records / f"{harbour[1:3]}.jsonl"
    whole = shard.read_bytes()
    shard.write_bytes(whole.replace(b"Harbour board votes", b"Harbor board votes"))
    assert shard.read_bytes() != whole
    before = snapshot(desk.root)
    foreseen = desk.sync(dry_run=True)
    assert snapshot(desk.root) == before
    done = desk.sync()
    assert [o.id for o in done.recorded] == [o.id for o in foreseen.recorded] == [harbour]
    assert (done.changed, done.unchanged, len(done.clashes)) == ((), 2, int(edited))
    assert desk.sync().recorded == ()


def test_a_corrected_title_and_a_comment_stand(desk, tmp_path):
    (harbour,) = added(desk, tmp_path / "in", harbour=HARBOUR)
    desk.edit(harbour, "title: Harbour board votes", "# as the paper edition has it\ntitle: Board votes")
    text = desk.file(harbour).read_text(encoding="utf-8")
    desk.sync()
    assert desk.file(harbour).read_text(encoding="utf-8") == text


def test_a_story_keeps_its_name_when_a_title_is_corrected(desk, tmp_path):
    harbour, spun = added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    story = desk.articles()[harbour].story
    desk.edit(harbour, "title: Harbour board votes", "title: Board votes")
    desk.sync()
    assert [desk.articles()[i].story for i in (harbour, spun)] == [story, story]


def test_a_vetoed_link_stays_away_from_both_sides(desk, tmp_path):
    harbour, spun = added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    desk.edit(harbour, "relation: rewrite", "relation: unrelated")
    desk.sync()
    articles = desk.articles()
    assert [v.relation.value for v in articles[harbour].related_versions] == ["unrelated"]
    assert [v for v in articles[spun].related_versions if v.relation.value != "unrelated"] == []
    assert articles[spun].story is None
    assert articles[harbour].date is None


@pytest.mark.parametrize("ending", ["", " Nobody else spoke.", " No date was set.", " It rained."])
def test_what_two_parted_versions_share_stays_with_the_closer_one(desk, tmp_path, ending):
    # The ending gives the reprint another id, now before that of the spun copy and now after it.
    copy = HARBOUR.replace("Dredging alone is expected to take", "Dredging alone may take")
    copy = copy.replace("to the east.", f"to the east.{ending}")
    report, reprint, spun = added(desk, tmp_path / "in", a=HARBOUR, b=copy, c=SPUN)
    veto = f"- article: {spun}\n  relation: unrelated\n"
    desk.edit(reprint, "related_versions:\n", f"related_versions:\n{veto}")
    desk.sync()
    articles = desk.articles()
    assert [v.article for v in articles[report].related_versions] == [reprint]
    assert articles[report].story == articles[reprint].story is not None
    assert articles[spun].story is None


def test_a_person_s_date_is_lent_to_the_other_versions(desk, tmp_path):
    harbour, spun = added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    desk.edit(spun, "date: 2019-03-14\ndate_basis: printed", "date: 2019-03-12\ndate_basis: editor")
    desk.sync()
    articles = desk.articles()
    assert (articles[harbour].date, articles[harbour].date_basis) == ("2019-03-12", "related-version")


def test_an_authority_entry_renames_an_entity_everywhere(desk, tmp_path):
    (harbour,) = added(desk, tmp_path / "in", harbour=HARBOUR)
    assert "Mira Dovan" in desk.articles()[harbour].people
    people = desk.root / "archive/authority/people.yml"
    people.write_text("- name: Miranda Dovan\n  aliases:\n  - Mira Dovan\n", encoding="utf-8")
    desk.sync()
    names = desk.articles()[harbour].people
    assert "Miranda Dovan" in names
    assert "Mira Dovan" not in names


def test_an_edited_body_stands_and_its_names_are_read_from_it(desk, tmp_path):
    (harbour,) = added(desk, tmp_path / "in", harbour=HARBOUR)
    desk.edit(
        harbour, "Mira Dovan, who chairs the board, said", "Petra Lindqvist, who chairs the board, said"
    )
    desk.edit(harbour, "Dovan told reporters", "Lindqvist told reporters")
    desk.sync()
    article = desk.articles()[harbour]
    assert "Petra Lindqvist" in article.body
    assert "Petra Lindqvist" in article.people


def test_a_clash_keeps_the_person_s_value_and_names_its_line(desk, tmp_path):
    harbour, spun = added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    desk.edit(
        harbour, "date: 2019-03-14\ndate_basis: related-version", "date: 2019-03-10\ndate_basis: editor"
    )
    desk.edit(spun, "date: 2019-03-14\ndate_basis: printed", "date: 2019-03-13\ndate_basis: editor")
    desk.sync()
    assert desk.articles()[harbour].date == "2019-03-10"
    assert desk.articles()[spun].date == "2019-03-13"


def test_a_file_with_a_notice_is_read_and_counts_as_no_fault(desk, tmp_path):
    (harbour,) = added(desk, tmp_path / "in", harbour=HARBOUR)
    desk.edit(harbour, "title: Harbour board votes", "dateline: No\ntitle: Harbour board votes")
    (problem,) = desk.archive.load().problems
    assert problem.severity is not Severity.ERROR
    assert desk.sync().broken == ()
    assert desk.add(*write(tmp_path / "later", flood=FLOOD)).broken == ()


@pytest.mark.parametrize("edit", ["", "story: another-one\n"])
def test_a_story_of_two_that_a_person_parts_stays_parted(desk, tmp_path, edit):
    desk.add(*write(tmp_path / "in", harbour=HARBOUR, spun=SPUN))
    one, other = sorted(desk.articles())
    name = desk.articles()[one].story
    desk.edit(one, f"story: {name}\n", edit)
    desk.sync()
    parted = desk.articles()
    assert (parted[other].story, parted[other].related_versions) == (name, ())
    assert parted[one].story == (edit[len("story: ") :].strip() or None)
    before = snapshot(desk.root)
    for _ in range(3):
        assert desk.sync().changed == ()
    assert snapshot(desk.root) == before


@pytest.mark.parametrize("status", ["withheld", "removed"])
def test_the_file_of_an_article_that_is_not_shown_stays_as_it_is(desk, tmp_path, status):
    harbour, spun = added(desk, tmp_path / "in", harbour=HARBOUR, spun=SPUN)
    desk.edit(spun, "related_versions:", f"status: {status}\nrelated_versions:")
    text = desk.file(spun).read_text(encoding="utf-8")
    assert "\nstory: " in text
    desk.sync()
    assert desk.file(spun).read_text(encoding="utf-8") == text
    assert desk.articles()[harbour].story is None
