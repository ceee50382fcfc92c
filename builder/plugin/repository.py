"""Links from a page to its file in the repository: to edit it, and to read its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from builder.plugin.admin import Forms

#: How the known hosts call the page of a file's history, by how they call the page that edits it.
_HISTORY = (("/-/edit/", "/-/commits/"), ("/_edit/", "/commits/branch/"), ("/edit/", "/commits/"))


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the archive's files lie on the web. `edit_base` and `history_base` end in '/'; '' where unknown.

    `forms` are the site's own forms for editing them, where it has any.
    """

    edit_base: str = ""
    history_base: str = ""
    forms: Forms | None = None

    @classmethod
    def of(
        cls,
        repo_url: str | None,
        edit_uri: str | None,
        history_uri: str = "",
        forms: Forms | None = None,
    ) -> Repository:
        """From MkDocs's `repo_url` and `edit_uri`; without `history_uri` the history's address follows from the edit one."""
        if not repo_url or not edit_uri:
            return cls(forms=forms)
        root = repo_url if repo_url.endswith("/") else repo_url + "/"
        edit = urljoin(root, edit_uri)
        if urlsplit(edit).scheme not in ("http", "https"):
            return cls(forms=forms)
        if history_uri:
            return cls(edit, urljoin(root, history_uri), forms)
        for writes, reads in _HISTORY:
            if writes in edit:
                return cls(edit, edit.replace(writes, reads, 1), forms)
        return cls(edit, forms=forms)

    def edit(self, path: str) -> str:
        return self.edit_base + quote(path) if self.edit_base else ""

    def history(self, path: str) -> str:
        return self.history_base + quote(path) if self.history_base else ""

    def form(self, path: str) -> str:
        """The address within the site of a file's form."""
        return self.forms.address(path) if self.forms else ""
