"""What a slip of the hand is told, and with which exit code."""

import subprocess

import pytest
from click.testing import CliRunner

from builder.cli import commands
from builder.store import init


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty archive in a Git repository, as the current folder."""
    init(tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    subprocess.run(["git", "init", "--quiet"], check=True)
    return tmp_path / "desk"


def test_a_path_that_is_not_there_is_said_and_the_rest_checked(here):
    result = CliRunner().invoke(commands, ["check", "archive/articles/nosuch.md"])
    assert result.exit_code == 0
    assert "archive/articles/nosuch.md: no such file or folder" in result.output


def test_a_revision_that_git_does_not_know_is_named(here):
    result = CliRunner().invoke(commands, ["review", "nosuch..alsonot"])
    assert "'nosuch' is no Git revision" in str(result.exception)
