"""A Git repository with an archive, its site with the editing page, and Decap's server for repositories on this machine."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.annotate import load_engine
from builder.ingest import read
from builder.pipeline import add, sync
from builder.plugin import admin
from builder.plugin.npm import PackageAltered, PackageMissing, unpacked
from builder.store import Archive, check, init
from tests.pipeline.captures import HARBOUR, SPUN, write
from tests.plugin.building import built

#: Packages from npm outlive the tests, as they do builds.
CACHE = Path(__file__).parents[2] / ".cache"
SERVER = "decap-server@3.11.3"
TODAY = datetime.date(2024, 7, 1)

AUTHORITY = """\
# Whom the harbour board knows.
- name: Mira Dovan # chairs it
  aliases:
  - Dovan
  - {text: Chairwoman Dovan, only_with: none}
- name: Odo Brann
  note: 'A farmer.'
"""


def packages() -> Path:
    """The cache with what the editing page is made of; the test is skipped where it cannot be had."""
    for package in (admin.DECAP, admin.YAML):
        try:
            unpacked(package, CACHE / admin.FOLDER)
        except PackageAltered:
            raise
        except PackageMissing as fault:
            pytest.skip(f"the editing page is not tested here: {fault}")
    return CACHE / admin.FOLDER


def decap_server() -> list[str]:
    """The command that starts Decap's server; the test is skipped where it cannot be had."""
    folder = CACHE / "tests" / SERVER.replace("@", "-")
    entry = folder / "node_modules" / "decap-server" / "dist" / "index.js"
    npm, node = shutil.which("npm"), shutil.which("node")
    if node is None or npm is None:
        pytest.skip("the editing page is not tested here: it needs node and npm")
    if not entry.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            npm,
            "install",
            "--prefix",
            str(folder),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            SERVER,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode or not entry.is_file():
            pytest.skip(
                f"the editing page is not tested here: npm could not bring {SERVER}: {done.stderr[:200]}"
            )
    return [node, str(entry)]


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Desk:
    """The repository at `root`, with two articles; `harbour` was edited by hand before its first commit."""

    root: Path
    harbour: str

    @property
    def archive(self) -> Archive:
        return Archive(self.root)

    @property
    def file(self) -> Path:
        return self.archive.docs / self.harbour

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.root), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def changed_lines(self, before: str, after: str) -> list[str]:
        """Lines taken away and put in, of all files, as '-...' and '+...'."""
        lines = self.git("diff", "--no-color", "-U0", before, after).splitlines()
        return [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]

    def sync(self) -> None:
        sync(self.archive, today=TODAY, engine=load_engine("builtin"))

    def errors(self) -> list[str]:
        return [str(problem) for problem in check(self.archive) if problem.severity.value == "error"]


def repository(root: Path, backend: str) -> Desk:
    """An archive of two articles under Git, one of them edited by a person, with the editing page turned on."""
    init(root)
    archive = Archive(root)
    paths = write(root.with_name("captures"), harbour=HARBOUR, spun=SPUN)
    report = add(archive, read(paths), today=TODAY, engine=load_engine("builtin"))
    desk = Desk(root, report.added[0].path.removeprefix("archive/"))
    text = desk.file.read_text(encoding="utf-8")
    assert "\ndate: " in text
    text = text.replace(
        "\ndate: ", "\n# as the paper edition has it\nour_shelf: '12'   # by the door\ndate: "
    )
    desk.file.write_text(text, encoding="utf-8")
    (archive.docs / "authority" / "people.yml").write_text(AUTHORITY, encoding="utf-8")
    settings = root / "mkdocs.yml"
    told = settings.read_text(encoding="utf-8")
    assert "  - archive\n" in told
    told = told.replace("  - archive\n", f"  - archive:\n      admin:\n        backend: {backend}\n")
    settings.write_text(told, encoding="utf-8")
    desk.sync()
    desk.git("init", "--quiet", "--initial-branch", "main")
    desk.git("config", "user.email", "desk@example.org")
    desk.git("config", "user.name", "Desk")
    desk.git("add", ".")
    desk.git("commit", "--quiet", "--message", "The archive")
    return desk


def site_of(desk: Desk) -> Path:
    """The built site, its packages taken from the tests' cache."""
    kept = desk.root / ".cache" / admin.FOLDER
    kept.parent.mkdir(exist_ok=True)
    kept.symlink_to(packages(), target_is_directory=True)
    return built(desk.root)


@contextmanager
def served_repository(desk: Desk, port: int) -> Iterator[None]:
    """Decap's server over the repository, until the block ends."""
    environment = {
        **os.environ,
        "PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MODE": "git",
        "GIT_REPO_DIRECTORY": str(desk.root),
    }
    process = subprocess.Popen(
        decap_server(), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with closing(socket.socket()) as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            pytest.fail("Decap's server does not answer")
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
