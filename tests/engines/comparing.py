"""The same archive by MkDocs with the plugin, and by Zensical from `builder pages`: addresses and titles compared.

`python -m tests.engines.comparing [FOLDER]` does it for the archive in FOLDER (this one, unless given) and prints what
differs.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.plugin.building import built

#: Where Zensical's program is: beside this Python's (the extra `test` installs it), else on the path.
ZENSICAL = (
    os.environ.get("ZENSICAL")
    or shutil.which("zensical", path=Path(sys.executable).parent)
    or shutil.which("zensical")
)

#: The settings of mkdocs.yml that both engines read alike.
KEPT = ("site_name", "site_url", "site_description", "repo_url", "edit_uri", "nav", "copyright")

_TITLE = re.compile(r"<title>(.*?)</title>", re.S)

#: The folders of plain redirects: the plugin writes pages without a title of their own for them, and some of their
#: addresses are former names, which only a reader of the plugin's site ever had.
_LEADING = re.compile(r'<meta http-equiv="refresh"', re.I)


@dataclass(frozen=True, slots=True)
class Difference:
    """An address that only one of the two sites has, or whose titles differ ('' where a site lacks the page)."""

    address: str
    mkdocs: str
    zensical: str

    def __str__(self) -> str:
        return f"{self.address or '(home)'}: MkDocs {self.mkdocs!r}, Zensical {self.zensical!r}"


def compare(mkdocs: Path, zensical: Path) -> list[Difference]:
    """What differs between two built sites. Redirects of the first count as pages that the second may have."""
    one, other = titles(mkdocs), titles(zensical)
    # Zensical puts the home page's own name before the site's, where Material has the site's alone.
    if "" in other:
        other[""] = other[""].rpartition(" - ")[2]
    leading = redirects(mkdocs)
    return [
        Difference(address, one.get(address, ""), other.get(address, ""))
        for address in sorted(one.keys() | other.keys())
        if one.get(address) != other.get(address) and address not in leading
    ]


def titles(site: Path) -> dict[str, str]:
    """The title of every page of a built site, by address."""
    found = {}
    for file in site.rglob("index.html"):
        text = file.read_text("utf-8")
        title = _TITLE.search(text)
        if title and not _LEADING.search(text):
            found[_address(file, site)] = " ".join(html.unescape(title[1]).split())
    return found


def redirects(site: Path) -> set[str]:
    """The addresses that only lead on."""
    return {
        _address(file, site) for file in site.rglob("index.html") if _LEADING.search(file.read_text("utf-8"))
    }


def _address(file: Path, site: Path) -> str:
    folder = file.parent.relative_to(site).as_posix()
    return "" if folder == "." else f"{folder}/"


def by_zensical(root: Path, work: Path, program: str) -> Path:
    """Build the archive at `root` by Zensical in the folder `work`; gives the site's folder."""
    subprocess.run(
        [sys.executable, "-m", "builder", "pages", "--out", str(work / "pages")],
        cwd=root,
        check=True,
        capture_output=True,
    )
    read = yaml.load((root / "mkdocs.yml").read_bytes(), Loader=yaml.BaseLoader)
    language = read.get("theme", {}).get("language", "en")
    config = {key: read[key] for key in KEPT if key in read}
    config |= {"docs_dir": "pages", "theme": {"name": "material", "language": language}}
    text = yaml.safe_dump(config, allow_unicode=True)
    (work / "mkdocs.yml").write_text(text, "utf-8")
    subprocess.run([program, "build", "--strict"], cwd=work, check=True, capture_output=True)
    return work / "site"


def main(root: Path) -> int:
    """Build by both and print the differences; gives how many there are."""
    if ZENSICAL is None:
        print("Zensical is not installed; the extra `test` brings it", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        copy = work / "archive-root"
        copy.mkdir()
        for name in ("mkdocs.yml", "archive", "overrides"):
            source = root / name
            if source.is_dir():
                shutil.copytree(source, copy / name)
            elif source.is_file():
                shutil.copy(source, copy / name)
        (work / "zensical").mkdir()
        ours, theirs = built(copy), by_zensical(copy, work / "zensical", ZENSICAL)
        found = compare(ours, theirs)
        for difference in found:
            print(difference)
        print(
            f"{len(titles(ours))} pages by MkDocs, {len(titles(theirs))} by Zensical, {len(found)} differences"
        )
    return len(found)


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())))
