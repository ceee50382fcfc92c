"""The archive's pages, kept out of MkDocs's loops while links to them still resolve.

Most are never in them. Those that the navigation lists, and those to which a person wrote an introduction, are read by
MkDocs, so that their titles and links are known and checked; only its loop that writes pages leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel


class FilesAside(Files):
    """MkDocs's files, and pages aside: found by path, as when a link names one, but not in any of its loops.

    A page that the navigation names is MkDocs's again (see `returned`).
    """

    def __init__(self, files: Iterable[File], aside: Iterable[str], config: MkDocsConfig) -> None:
        super().__init__(files)
        self._aside = frozenset(aside)
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

    def have_read(self, paths: Iterable[str]) -> Sequence[File]:
        """MkDocs has read these pages: from now on they are in none of its loops. Returns them."""
        found = [
            file for path in paths if (file := self._src_uris.get(path)) is not None and file.page is not None
        ]
        self._read = frozenset(file.src_uri for file in found)
        return found

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
            self._aside = self._aside - {file.src_uri}
            self.append(file)
        return taken

    def give_back(self) -> Sequence[str]:
        """Give all of them back to MkDocs; returns their paths."""
        paths, self._aside, self._read = sorted(self._aside), frozenset(), frozenset()
        for path in paths:
            self.append(
                self._asked.get(path)
                or File.generated(self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            )
        self._asked.clear()
        return paths

    def is_ours(self, path: str) -> bool:
        """Whether MkDocs leaves writing the page to us."""
        return path in self._aside or path in self._read

    def _page(self, path: str) -> File | None:
        if path not in self._aside:
            return None
        file = self._asked.get(path)
        if file is None:
            file = self._asked[path] = File.generated(
                self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
        return file


class _Both(Mapping[str, File]):
    """MkDocs's files and the pages aside, by path, each page made when it is looked up."""

    def __init__(
        self, files: Mapping[str, File], aside: frozenset[str], page: Callable[[str], File | None]
    ) -> None:
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
        yield from sorted(self._aside)

    def __len__(self) -> int:
        return len(self._files) + len(self._aside)
