"""The archive as a Git revision holds it, read into memory; the working tree is not touched."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from builder.errors import BuilderError
from builder.model.article import Article
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.store.archive import Archive
from builder.store.authority import read_authority


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision's articles and authority files say. `unread` are the faults of files that cannot be read; their
    articles are not among `articles`."""

    articles: tuple[Article, ...]
    authority: Authority
    unread: tuple[Problem, ...] = ()


def at(archive: Archive, revision: str) -> Revision:
    """The archive at a revision (a commit, a branch, a tag). Raises BuilderError where Git knows none."""
    if revision.startswith("-"):
        raise BuilderError(f"{revision!r} is no Git revision")
    inside = _git(archive.root, "rev-parse", "--show-prefix").decode().strip()
    try:
        _git(archive.root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except BuilderError:
        raise BuilderError(f"{revision!r} is no Git revision (a commit, a branch or a tag)") from None
    tree = f"{revision}^{{commit}}:{inside}"
    present = _git(archive.root, "ls-tree", "--name-only", tree).decode().splitlines()
    if "archive" not in present:
        return Revision((), Authority())
    packed = _git(archive.root, "archive", "--format=tar", tree, "archive")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(root, filter="data")
        (root / "mkdocs.yml").touch()
        return of(Archive(root))


def of(archive: Archive) -> Revision:
    """The archive as its files lie here."""
    loaded = archive.load()
    authority = read_authority(archive.authority_folder, "archive/authority")
    read = {f"archive/{article.path}" for article in loaded.articles}
    faults = (*loaded.problems, *authority.problems)
    return Revision(
        # Copies hold their texts: the files of another revision are gone when somebody asks for one.
        tuple(replace(article) for article in loaded.articles),
        authority.authority,
        tuple(p for p in faults if p.severity is Severity.ERROR and p.path not in read),
    )


def was_held(archive: Archive, path: Path) -> bool | None:
    """Whether a path that is not there now was a file or folder of an earlier commit; False where there is no Git
    repository. None where that cannot be told: a shallow clone does not know, and Git may refuse to answer (it is not
    installed, the folder is another user's, its files are damaged)."""
    try:
        top = Path(_git(archive.root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        if not path.resolve().is_relative_to(top.resolve()):
            return False
        # Letter by letter: a pattern that the shell found nothing for is no path.
        for command in (("ls-files",), ("log", "-1", "--format=%H", "--all")):
            if _git(archive.root, "--literal-pathspecs", *command, "--", str(path)):
                return True
        return (
            None if _git(archive.root, "rev-parse", "--is-shallow-repository").strip() == b"true" else False
        )
    except BuilderError:
        root = archive.root.resolve()
        return None if any((folder / ".git").exists() for folder in (root, *root.parents)) else False


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise BuilderError("git is not installed") from None
    if run.returncode:
        raise BuilderError(run.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed")
    return run.stdout
