"""How a command ends that is stopped, that nobody reads any more, or that is only asked what it does."""

import json
import os
import signal
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from builder.cli import commands
from tests.pipeline.captures import HARBOUR

BUILDER = [sys.executable, "-m", "builder"]


def test_ctrl_c_is_told_in_a_line_and_is_no_refusal():
    with subprocess.Popen(
        [*BUILDER, "annotate"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # A shell's background job, which tests may run in, is deaf to Ctrl-C, and so would be its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        assert run.stdin is not None and run.stdout is not None
        run.stdin.write('{"id": "a", "text": "Ana Ruiz spoke."}\n')
        run.stdin.flush()
        assert json.loads(run.stdout.readline())["id"] == "a"
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.strip() == "builder: stopped; no file is half written, and the same command does the rest"


def test_a_stage_that_waits_for_the_keyboard_says_so():
    ours, theirs = os.openpty()
    with subprocess.Popen([*BUILDER, "annotate"], stdin=theirs, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        told = run.stderr.readline()
        os.write(ours, b"\x04")
        assert run.wait(timeout=60) == 0
    os.close(theirs)
    os.close(ours)
    assert told == "builder: reads JSON records from the keyboard, one a line; Ctrl-D ends them\n"


@pytest.mark.parametrize("words", [["schema"], ["clean", "page.txt"]], ids=["plain", "drawn"])
def test_a_reader_that_goes_away_is_no_refusal_and_no_complaint(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(HARBOUR, encoding="utf-8")
    ours, theirs = os.pipe()
    os.close(ours)
    run = subprocess.run([*BUILDER, *words], stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    assert (run.returncode, run.stderr) == (141, "")


def groups(group, words=()):
    """The words that lead to each group of commands."""
    yield words
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from groups(command, (*words, name))


@pytest.mark.parametrize("words", list(groups(commands)), ids=" ".join)
def test_a_list_of_commands_says_of_each_in_a_whole_line_what_it_does(words):
    listed = CliRunner().invoke(commands, [*words, "--help"], terminal_width=80).output
    lines = listed.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(lines) > 1
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []
