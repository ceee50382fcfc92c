"""The archive's pages, kept out of MkDocs's loops while links to them still resolve.

Most are never in them. Those that the navigation lists, and those to which a person wrote an introduction, are read by
MkDocs, so that their titles and links are known and checked; only its loop that writes pages leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel


class Aside(Container[str], Iterable[str], Protocol):
    """The paths of the archive's pages: told one at a time, or walked."""


class FilesAside(Files):
    """MkDocs's files, and pages aside: found by path, as when a link names one, but not in any of its loops.

    A page that the navigation names is MkDocs's again (see `returned`).
    """

    def __init__(self, files: Iterable[File], aside: Aside, config: MkDocsConfig) -> None:
        """A path `aside` that is also among the files is MkDocs's."""
        super().__init__(files)
        self._aside = aside
        self._read: frozenset[str] = frozenset()
        self._config = config
        self._asked: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        return found if found is not None else self._page(PurePath(path).as_posix())

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        found = super().documentation_pages(inclusion=inclusion)
        return [file for file in found if file.src_uri not in self._read] if self._read else found

    def have_read(self, planned: Container[str]) -> Sequence[File]:
        """MkDocs has read some pages of the archive, whose paths are among the `planned`: from now on they are in none of
        its loops. Returns them."""
        found = [
            file
            for file in super().documentation_pages(inclusion=_any)
            if file.page is not None and file.src_uri in planned
        ]
        self._read = frozenset(file.src_uri for file in found)
        return found

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What tells MkDocs's own pages from those of another build: their paths, and what becomes of each."""
        found = super().documentation_pages(inclusion=_any)
        return tuple(sorted((file.src_uri, file.inclusion.name) for file in found))

    @property
    def src_uris(self) -> Mapping[str, File]:
        return _Both(self._src_uris, self._aside, self._page)

    def asked(self) -> Iterator[File]:
        """The pages aside that something has asked for: a link, or the navigation."""
        return iter(self._asked.values())

    def returned(self) -> Sequence[File]:
        """Give back to MkDocs the pages that its navigation has taken up since; returns them."""
        taken = [file for file in self._asked.values() if file.page is not None]
        for file in taken:
            del self._asked[file.src_uri]
            self.append(file)
        return taken

    def give_back(self) -> Sequence[str]:
        """Give all of them back to MkDocs; returns their paths."""
        paths = sorted(path for path in self._aside if path not in self._src_uris)
        self._read = frozenset()
        for path in paths:
            self.append(
                self._asked.get(path)
                or File.generated(self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            )
        self._asked.clear()
        return paths

    def is_ours(self, path: str) -> bool:
        """Whether MkDocs leaves writing a page of the archive to us."""
        return path not in self._src_uris or path in self._read

    def _page(self, path: str) -> File | None:
        file = self._asked.get(path)
        if file is None:
            if path in self._src_uris or path not in self._aside:
                return None
            file = self._asked[path] = File.generated(
                self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
        return file


class _Both(Mapping[str, File]):
    """MkDocs's files and the pages aside, by path, each page made when it is looked up."""

    def __init__(self, files: Mapping[str, File], aside: Aside, page: Callable[[str], File | None]) -> None:
        self._files = files
        self._aside = aside
        self._page = page

    def __getitem__(self, path: str) -> File:
        found = self._files.get(path) or self._page(path)
        if found is None:
            raise KeyError(path)
        return found

    def __contains__(self, path: object) -> bool:
        return path in self._files or path in self._aside

    def __iter__(self) -> Iterator[str]:
        yield from self._files
        yield from sorted(path for path in self._aside if path not in self._files)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _any(level: InclusionLevel) -> bool:
    return True
