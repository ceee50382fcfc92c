"""The editing page under admin/: Decap CMS, served from the site itself, with forms made from the archive's schema.

Decap rather than Sveltia CMS: Sveltia 0.221 keeps drafts (the editorial workflow) only with GitHub and GitLab, Decap
also with others and with a repository on this machine. Decap's own writing of front matter shuffles keys, indents
lists and drops comments; the formats in `admin_page/formats.js` take its place and touch only the lines of what an
editor changed.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.errors import BuilderError
from builder.plugin.npm import Package, PackageMissing, unpacked
from builder.store import cms
from builder.store.schema import FIELDS, Kind

#: The page's folder in the site.
FOLDER = "admin"

DECAP = Package(
    "decap-cms",
    "3.16.3",
    "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    # Its source maps would be ten times as large as all this.
    ("dist/decap-cms.js", "dist/*.decap-cms.js", "dist/*.wasm", "dist/decap-cms.js.LICENSE.txt"),
)
#: Reads and writes YAML in the browser: it keeps the places of values in the text, which Decap's own does not.
YAML = Package(
    "yaml",
    "2.9.1",
    "3NxN8+78OdzbT7C/WjGsyfPAtJaN3FNDsWxv7Y7mcDsT/oOmgW8BpyQQFFBnvZE3j9Y2Sdz1ULFLezL7Eb2yFw==",
    ("browser/*.js", "browser/dist/*.js", "browser/dist/*/*.js", "browser/dist/*/*/*.js", "LICENSE"),
)

#: Above this many articles each folder under articles/ is a list of its own: Decap reads every file of a list that is
#: opened, one request each, and GitHub answers 5,000 requests an hour. A limit of the design, not measured.
ONE_LIST = 1_000

#: Where each backend's requests go unless its settings name other addresses.
_HOSTS: Mapping[str, tuple[str, ...]] = {
    "github": ("https://api.github.com",),
    "gitlab": ("https://gitlab.com",),
    "bitbucket": ("https://api.bitbucket.org", "https://bitbucket.org"),
    "azure": (
        "https://dev.azure.com",
        "https://app.vssps.visualstudio.com",
        "https://login.microsoftonline.com",
    ),
    "gitea": (),
    "forgejo": (),
    "git-gateway": (),
    "proxy": (),
    "test-repo": (),
}
#: Decap sends these through a sign-in service of a third party unless told of another.
_SIGN_IN_ELSEWHERE = frozenset({"github", "gitlab", "bitbucket"})
_WITHOUT_DRAFTS = frozenset({"gitea"})
_MODES = ("editorial_workflow", "simple")

#: Where `npx decap-server` answers on this machine.
LOCAL = "http://localhost:8081/api/v1"

_OWN = Path(__file__).with_name("admin_page")


class AdminFault(BuilderError):
    """The option `admin` in mkdocs.yml says something that cannot be; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The option `admin` as it was understood. `backend` is Decap's; `local` adds a server on this machine."""

    backend: Mapping[str, object]
    mode: str = "editorial_workflow"
    local: bool = False

    @classmethod
    def of(cls, option: object, *, serving: bool) -> Settings | None:
        """From mkdocs.yml: False, True (on this machine only), or `backend` and perhaps `publish_mode`.

        None where no page is made. Raises AdminFault.
        """
        if option is False or option is None:
            return None
        if option is True:
            return cls({"name": "proxy", "proxy_url": LOCAL}, "simple", local=True) if serving else None
        if not isinstance(option, Mapping):
            raise AdminFault("admin: true, false, or the key 'backend' with Decap's settings belongs here")
        unknown = sorted(str(key) for key in option.keys() - {"backend", "publish_mode"})
        if unknown:
            raise AdminFault(f"admin: unknown key {unknown[0]!r}; it takes 'backend' and 'publish_mode'")
        mode = option.get("publish_mode", _MODES[0])
        if mode not in _MODES:
            raise AdminFault(f"admin: publish_mode: {mode!r} is none of {', '.join(_MODES)}")
        return cls(_backend(option.get("backend"), str(mode)), str(mode), local=serving)

    def hosts(self) -> Iterator[str]:
        """The origins that the page sends requests to, beside its own."""
        yield from _HOSTS[str(self.backend["name"])]
        for value in self.backend.values():
            parts = urlsplit(str(value))
            if parts.scheme in ("http", "https") and parts.netloc:
                yield f"{parts.scheme}://{parts.netloc}"
        if self.local:
            parts = urlsplit(LOCAL)
            yield from (f"http://{host}:{parts.port}" for host in ("localhost", "127.0.0.1"))

    def policy(self) -> str:
        """The page's Content-Security-Policy.

        Decap compiles the check of its settings ('unsafe-eval') and styles itself from script ('unsafe-inline' for
        styles); no other page of the site allows either.
        """
        hosts = " ".join(dict.fromkeys(self.hosts()))
        return (
            "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: {hosts}".rstrip()
            + "; frame-src 'self' blob:; base-uri 'self'; form-action 'self'"
        )


@dataclass(frozen=True, slots=True)
class Forms:
    """Where each article's form is. `by_year` where each folder under articles/ is a list of its own."""

    by_year: bool = False

    def address(self, path: str) -> str:
        """The address within the site of the form of the article at `path` (relative to archive/)."""
        years = ("",) if self.by_year else ()
        collection, entry = cms.collection_of(path, years), cms.entry_of(path, years)
        return f"{FOLDER}/#/collections/{collection}/entries/{quote(entry)}"


@dataclass(frozen=True)
class AdminPage:
    """The page and everything that it loads."""

    settings: Settings
    name: str
    url: str
    language: str
    years: tuple[str, ...] = field(default=())

    @property
    def forms(self) -> Forms:
        return Forms(bool(self.years))

    def files(self, config: MkDocsConfig, cache: Path) -> Iterator[File]:
        """The page's files, for MkDocs to write. Raises AdminFault where a package cannot be had."""
        try:
            decap, parser = unpacked(DECAP, cache), unpacked(YAML, cache)
        except PackageMissing as fault:
            raise AdminFault(f"admin: {fault}. Or take 'admin' out of mkdocs.yml") from fault
        for own in ("begin.js", "formats.js"):
            yield _copied(config, own, _OWN / own)
        yield from _tree(config, "decap", decap / "dist")
        yield from _tree(config, "yaml", parser / "browser")
        yield _copied(config, "yaml/LICENSE", parser / "LICENSE")
        yield File.generated(config, f"{FOLDER}/index.html", content=self.html())
        yield File.generated(config, f"{FOLDER}/config.yml", content=self.configuration())

    def add_to(self, files: Files, config: MkDocsConfig, cache: Path) -> None:
        """Put the page's files among the site's; what is fetched for them is kept below `cache`. Raises AdminFault also where
        one of these lies there already."""
        for file in self.files(config, cache / FOLDER):
            if files.get_file_from_path(file.src_uri) is not None:
                raise AdminFault(f"archive/{file.src_uri} lies where the editing page is made; rename it")
            files.append(file)

    def html(self) -> str:
        """The page itself."""
        keys = [{"name": key.name, "day": key.kind is Kind.DAY} for key in FIELDS]
        text = (_OWN / "index.html").read_text(encoding="utf-8")
        for mark, value in (
            ("policy", self.settings.policy()),
            ("title", self.name),
            ("keys", json.dumps(keys, separators=(",", ":"))),
        ):
            text = text.replace("{{ " + mark + " }}", html.escape(value))
        return text

    def configuration(self) -> str:
        """Decap's config.yml."""
        told: dict[str, object] = {
            "backend": dict(self.settings.backend),
            "publish_mode": self.settings.mode,
            # Decap asks for one; articles have no pictures, and no form offers to put one in.
            "media_folder": "archive/media",
            "slug": {"encoding": "unicode", "clean_accents": False},
            "locale": {"zh": "zh_Hans"}.get(self.language, self.language),
            "show_preview_links": False,
        }
        if self.settings.local:
            told["local_backend"] = True
        if self.url:
            told |= {"site_url": self.url, "display_url": self.url}
        told["collections"] = cms.collections(self.years)
        head = "# Made from the archive's schema by every build; what is written here is lost.\n"
        return head + yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=10_000)


def years(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders under articles/ where there are too many articles for one list, newest first; else none."""
    held = list(paths)
    if len(held) <= ONE_LIST:
        return ()
    return tuple(sorted({parts[1] for path in held if len(parts := path.split("/")) > 2}, reverse=True))


def _backend(told: object, mode: str) -> Mapping[str, object]:
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        raise AdminFault("admin: backend: give Decap's settings, with a name; for example name: gitlab")
    name = str(told["name"])
    if name not in _HOSTS:
        raise AdminFault(f"admin: backend: {name!r} is none of {', '.join(_HOSTS)}")
    # Without these two, Decap would send the visitor to a sign-in service that the archive's owner never chose.
    if name in _SIGN_IN_ELSEWHERE and not (told.get("base_url") or told.get("auth_type")):
        raise AdminFault(
            f"admin: backend: {name} needs to know where editors sign in: 'base_url', the address of an OAuth service "
            "that you run or chose" + ("" if name == "github" else ", or 'auth_type: pkce' and 'app_id'")
        )
    if name in _WITHOUT_DRAFTS and mode != "simple":
        raise AdminFault(f"admin: Decap keeps no drafts with {name}; write 'publish_mode: simple'")
    return {str(key): value for key, value in told.items()}


def _tree(config: MkDocsConfig, under: str, folder: Path) -> Iterator[File]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield _copied(config, f"{under}/{path.relative_to(folder).as_posix()}", path)


def _copied(config: MkDocsConfig, name: str, path: Path) -> File:
    return File.generated(config, f"{FOLDER}/{name}", abs_src_path=str(path))
