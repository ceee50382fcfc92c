"""What a slip of the hand is told, and with which exit code."""

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from builder.cli import commands, main
from builder.cli.archive_commands import print_faults, print_synced
from builder.pipeline import SyncReport
from builder.store import Clash, Outcome, init


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty archive in a Git repository, as the current folder."""
    init(tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    subprocess.run(["git", "init", "--quiet"], check=True)
    return tmp_path / "desk"


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], check=True)


@pytest.mark.parametrize("committed", [True, False])
def test_a_path_that_was_never_there_is_a_slip_of_the_hand(here, monkeypatch, capsys, committed):
    if committed:
        git("add", "--all")
        git("commit", "--quiet", "--message", "all")
    monkeypatch.setattr("sys.argv", ["builder", "check", "archive/articles/nosuch.md"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "archive/articles/nosuch.md: no such file or folder, and Git knows" in capsys.readouterr().err


@pytest.mark.parametrize("deletion_committed", [True, False])
def test_a_path_that_was_deleted_is_said_and_the_rest_checked(here, deletion_committed):
    lead = here / "archive" / "lead.md"
    lead.write_text("# Lead\n", encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message", "all")
    lead.unlink()
    if deletion_committed:
        git("commit", "--quiet", "--all", "--message", "gone")
    result = CliRunner().invoke(commands, ["check", "archive/lead.md"])
    assert result.exit_code == 0
    assert "archive/lead.md: no such file or folder (deleted)" in result.output


def test_a_pattern_that_the_shell_left_as_it_is_is_a_slip_of_the_hand(here):
    git("add", "--all")
    git("commit", "--quiet", "--message", "all")
    result = CliRunner().invoke(commands, ["check", "archive/authority/*.yml"])
    assert "archive/authority/*.yml: no such file or folder, and Git knows" in str(result.exception)


def test_a_path_that_is_not_there_is_a_slip_of_the_hand_where_there_is_no_git_either(here):
    shutil.rmtree(here / ".git")
    result = CliRunner().invoke(commands, ["check", "archive/articles/nosuch.md"])
    assert "no such file or folder" in str(result.exception)


@pytest.mark.parametrize("refusal", ["not installed", "damaged"])
def test_where_git_refuses_to_answer_a_deleted_path_is_no_slip(here, monkeypatch, refusal):
    git("add", "--all")
    git("commit", "--quiet", "--message", "all")
    if refusal == "damaged":
        (here / ".git" / "HEAD").write_text("nonsense\n", encoding="utf-8")
    else:
        monkeypatch.setenv("PATH", str(here / "nothing"))
    result = CliRunner().invoke(commands, ["check", "archive/lead.md"])
    assert result.exit_code == 0
    assert (
        "archive/lead.md: no such file or folder (Git does not say whether it was deleted)" in result.output
    )


def test_a_path_outside_the_repository_is_a_slip_of_the_hand(here, tmp_path):
    result = CliRunner().invoke(commands, ["check", str(tmp_path / "nosuch.md")])
    assert "nosuch.md: no such file or folder, and Git knows" in str(result.exception)


def test_a_revision_that_git_does_not_know_is_named(here):
    result = CliRunner().invoke(commands, ["review", "nosuch..alsonot"])
    assert "'nosuch' is no Git revision" in str(result.exception)


def test_a_value_that_a_person_deleted_is_called_nothing(capsys):
    path = "archive/articles/x.md"
    print_faults(
        [], [Clash(path, 1, 1, "story", None, "ferry-strike"), Clash(path, 4, 7, "byline", "Jo", None)]
    )
    first, second = capsys.readouterr().err.splitlines()
    assert f"{path}:1:1: story: the file says nothing, builder would write 'ferry-strike';" in first
    assert f"{path}:4:7: byline: the file says 'Jo', builder would write nothing;" in second


SPANISH = """El Eco del Muelle

La alcaldesa cierra el puerto por el temporal

4 de marzo de 2023

La alcaldesa de Irela anunció el martes que el puerto permanecerá cerrado hasta que pase el temporal que
azota la costa desde el domingo. Los pescadores esperaban en las tabernas del muelle y las autoridades
pidieron a los vecinos que no se acerquen a los espigones mientras dure el viento.

El ayuntamiento abrirá las escuelas como refugio y repartirá mantas entre quienes viven cerca del agua.
"""


def test_articles_in_a_language_without_a_model_are_told_of_when_they_are_added(here):
    (here / "eco.txt").write_text(SPANISH, "utf-8")
    result = CliRunner().invoke(commands, ["add", "eco.txt"])
    assert result.exit_code == 0, result.output
    assert "'builtin' has no model for the language of 1 article (es 1)" in " ".join(result.output.split())


def test_alias_that_counts_beside_the_full_name_alone_is_said_to(here):
    run = CliRunner().invoke
    result = run(commands, ["entities", "alias", "Ana Ruiz", "Ruiz", "--type", "person"])
    assert "'Ruiz' counts where an article has 'Ana Ruiz' too" in result.output
    assert "counts where" not in run(commands, ["entities", "alias", "Ana Ruiz", "La Jefa"]).output


@pytest.mark.parametrize("path", [".", "..", "archive", "archive/authority", "archive/index.md"])
def test_the_archive_is_not_added_to_itself(here, path):
    result = CliRunner().invoke(commands, ["add", path])
    assert result.exit_code == 1
    assert f"{path} holds this archive or is a part of it" in " ".join(result.output.split())
    assert "0 articles added" in result.output


@pytest.mark.parametrize("path", ["archive/inbox", "eco.txt", "captures/../eco.txt"])
def test_captures_in_the_inbox_or_beside_the_archive_are_added(here, path):
    (here / "captures").mkdir()
    (here / "eco.txt").write_text(SPANISH, "utf-8")
    (here / "archive/inbox/eco.txt").write_text(SPANISH, "utf-8")
    result = CliRunner().invoke(commands, ["add", path])
    assert "1 article added" in result.output, result.output


def test_a_folder_that_cannot_be_written_is_named_without_a_traceback(here, capsys, monkeypatch):
    (here / "note").mkdir()
    (here / "note/archive").write_text("a file where a folder belongs", "utf-8")
    monkeypatch.setattr("sys.argv", ["builder", "init", "note"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert told.startswith("builder: ") and "note/archive" in told and "Traceback" not in told


def test_standard_input_and_odd_paths_are_read_wherever_in_the_archive_one_stands(here, monkeypatch):
    monkeypatch.chdir(here / "archive/authority")
    result = CliRunner().invoke(commands, ["add", "-", "x" * 300, "a\0b"], input=SPANISH)
    assert "1 article added" in result.output, result.output
    assert "2 refused" in result.output


@pytest.mark.parametrize(("dry_run", "got"), [(False, "got"), (True, "would get")])
def test_records_that_alone_are_written_anew_are_told_of(capsys, dry_run, got):
    stands = Outcome("a1234567890", "articles/undated/x.md", "unchanged", recorded=True)
    print_synced(SyncReport(recorded=(stands,), unchanged=3), dry_run=dry_run)
    assert (
        f"3 unchanged (1 of these {got} new records in archive/.machine/), 0 clashes."
        in capsys.readouterr().out
    )
