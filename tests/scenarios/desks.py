"""Newsrooms for scenarios: clones of one Git repository, each with a person and a builder at work in it."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from builder.ingest import read
from builder.model.article import Article
from builder.model.entities import Engine
from builder.model.problem import Problem, Severity
from builder.pipeline import AddReport, SyncReport, add, sync
from builder.store import Archive, check, init

TODAY = datetime.date(2024, 7, 1)


class Desk:
    """One clone, its archive, and the commands that change it. The clock and the engine are held still."""

    def __init__(self, root: Path, engine: Engine) -> None:
        self.root = root
        self.archive = Archive(root)
        self.engine = engine

    @classmethod
    def first(cls, root: Path, engine: Engine) -> Desk:
        """A new archive in a new repository."""
        init(root)
        desk = cls(root, engine)
        desk.git("init", "--quiet", "--initial-branch=main")
        desk.commit("a new archive")
        return desk

    def clone(self, name: str) -> Desk:
        """Another person's clone, on a branch of that person's name."""
        there = self.root.parent / name
        self.git("clone", "--quiet", str(self.root), str(there))
        desk = Desk(there, self.engine)
        desk.git("switch", "--quiet", "--create", name)
        return desk

    def git(self, *words: str, may_fail: bool = False) -> str:
        """Run Git here, as nobody's own configuration would have it; its output."""
        names = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *names, *words], cwd=self.root, capture_output=True, text=True, check=False, env=alone
        )
        assert may_fail or done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def merge(self, other: Desk) -> list[str]:
        """Merge another clone's branch; the files in conflict, relative to the repository's root."""
        self.git("fetch", "--quiet", str(other.root), other.root.name)
        self.git("merge", "--quiet", "--no-edit", "FETCH_HEAD", may_fail=True)
        return self.git("diff", "--name-only", "--diff-filter=U").split()

    def add(self, *paths: str) -> AddReport:
        return add(self.archive, read(paths), today=TODAY, engine=self.engine)

    def sync(self) -> SyncReport:
        return sync(self.archive, today=TODAY, engine=self.engine)

    def articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.archive.load().articles}

    def file(self, identity: str) -> Path:
        return self.archive.docs / self.articles()[identity].path

    def edit(self, identity: str, old: str, new: str) -> None:
        """Change words of an article file in an editor."""
        file = self.file(identity)
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def errors(self) -> list[Problem]:
        return [problem for problem in check(self.archive) if problem.severity is Severity.ERROR]

    def bytes(self) -> dict[str, bytes]:
        """Every file under archive/."""
        docs = self.root / "archive"
        return {
            path.relative_to(docs).as_posix(): path.read_bytes()
            for path in sorted(docs.rglob("*"))
            if path.is_file()
        }
