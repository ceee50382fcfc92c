"""`mkdocs serve` as a person uses it: its own process, an editor on one side and a browser on the other."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from .shelf import article, shelve

#: Seconds until an edit must show. Far above what it takes, for machines that are busy.
PATIENCE = 60.0

CRANE = "articles/2023/03/crane-falls-a0000000001/"


class Served:
    """A running preview of the archive at `root`."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self._address = address

    def page(self, address: str) -> str:
        with urllib.request.urlopen(self._address + address, timeout=PATIENCE) as reply:
            return str(reply.read().decode())

    def shows(self, address: str, words: str, *, shown: bool = True) -> bool:
        """Whether the page comes to show the words (or no longer shows them) within the time allowed."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if (words in self.page(address)) is shown:
                    return True
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.1)
        return False

    def index(self) -> str:
        """Which state of the newest part of the search index is served: Pagefind names it by its content."""
        entry = json.loads(self.page("pagefind/pagefind-entry.json"))
        return str(entry["languages"]["en"]["hash"])

    def titles(self) -> set[str]:
        """What the newest part of the search index calls the articles that can be found in it; none while it is being
        replaced. Its table names fragments and other files alike."""
        table = self.unpacked(f"pagefind/pagefind.{self.index()}.pf_meta")
        names = set(re.findall(rb"en_-[0-9a-z]{4,5}(?![0-9a-z])", table))
        texts = (self.unpacked(f"pagefind/fragment/{name.decode()}.pf_fragment") for name in names)
        return {json.loads(text.removeprefix(b"pagefind_dcd"))["meta"]["title"] for text in texts if text}

    def unpacked(self, address: str) -> bytes:
        """A file of the search index; nothing where it is not there."""
        try:
            with urllib.request.urlopen(self._address + address, timeout=PATIENCE) as reply:
                return gzip.decompress(reply.read())
        except urllib.error.HTTPError as fault:
            assert fault.code == 404
            return b""

    def edit(self, identity: str, old: str, new: str) -> None:
        file = article(self.root, identity)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


#: `mkdocs` where every part of the search index counts as a large one, which is made beside; as long as the file
#: `hold` is there, none gets done.
BESIDE = """
import time
from pathlib import Path
from builder.plugin import live, searching
from mkdocs.__main__ import cli

indexed = searching.index_shard

def held(*args):
    while Path("hold").exists():
        time.sleep(0.02)
    return indexed(*args)

live.SEARCH_WAITS = 0
searching.index_shard = held
cli()
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(shelve(tmp_path), "-m", "mkdocs") as found:
        yield found


@pytest.fixture
def served_beside(tmp_path: Path) -> Iterator[Served]:
    with serving(shelve(tmp_path), "-c", BESIDE) as found:
        yield found


@contextmanager
def serving(root: Path, *program: str) -> Iterator[Served]:
    """A preview of the archive at `root` by a Python program that takes MkDocs's arguments."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *program, "serve", "--strict", "-a", f"127.0.0.1:{port}"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Served(root, f"http://127.0.0.1:{port}/news/")
        assert found.shows("", "The Quay Archive")
        yield found
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_an_edit_shows_on_every_page_that_it_touches(served: Served) -> None:
    served.edit("a0000000002", "title: Two hurt as crane falls", "title: Three hurt as crane falls")
    served.edit("a0000000002", "- Ana Prieto", "- Bo Lind")
    for address in (
        "articles/2023/03/two-hurt-a0000000002/",
        CRANE,
        "stories/crane-falls/",
        "sources/harbour-post/",
        "timeline/2023/",
        "people/bo-lind/",
        "places/lindhaven/",
        "compare/a0000000001-a0000000002/",
        "",
    ):
        assert served.shows(address, "Three hurt as crane falls"), address
    assert served.shows("people/ana-ruiz/", "hurt as crane falls", shown=False)


def test_a_preview_shows_what_versions_share_where_builds_leave_it_out(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- archive\n", "- archive:\n      derived: false\n"), "utf-8"
    )
    with serving(root, "-m", "mkdocs") as served:
        assert 'class="rr-share"' in served.page("articles/2023/03/crane-falls-a0000000001/")


def test_a_broken_file_is_shown_with_its_place_and_mending_it_is_enough(served: Served) -> None:
    served.edit("a0000000001", "date: 2023-03-01", "date: 2023-02-31")
    for address in ("", "stories/", CRANE):
        assert served.shows(address, "crane-falls-a0000000001.md:4:7: "), address
    served.edit("a0000000001", "date: 2023-02-31", "date: 2023-03-01")
    assert served.shows("", "crane-falls-a0000000001.md:4:7: ", shown=False)
    assert served.shows(CRANE, "Nobody was hurt")


def test_a_broken_authority_file_is_shown_too(served: Served) -> None:
    people = served.root / "archive/authority/people.yml"
    whole = people.read_text("utf-8")
    people.write_text("- name: [Ana\n", "utf-8")
    assert served.shows("", "authority/people.yml:")
    people.write_text(whole, "utf-8")
    assert served.shows("", "authority/people.yml:", shown=False)


def test_a_large_part_of_the_search_index_is_made_anew_beside_what_is_served(served_beside: Served) -> None:
    served, hold = served_beside, served_beside.root / "hold"
    before = served.index()
    assert "Two hurt as crane falls" in served.titles()
    hold.touch()
    served.edit("a0000000002", "title: Two hurt as crane falls", "title: Three hurt as crane falls")
    assert served.shows("articles/2023/03/two-hurt-a0000000002/", "Three hurt")
    assert served.index() == before, "the search goes on as it was while its part is made"
    served.edit("a0000000002", "title: Three hurt as crane falls", "title: Four hurt as crane falls")
    assert served.shows("articles/2023/03/two-hurt-a0000000002/", "Four hurt")
    assert served.index() == before
    hold.unlink()
    end = time.monotonic() + PATIENCE
    while "Four hurt as crane falls" not in served.titles() and time.monotonic() < end:
        time.sleep(0.1)
    titles = served.titles()
    assert "Four hurt as crane falls" in titles
    assert not {"Two hurt as crane falls", "Three hurt as crane falls"} & titles
    assert not served.unpacked(f"pagefind/pagefind.{before}.pf_meta"), "what it had before is gone"


def test_pages_are_served_while_a_first_search_waits_for_its_index(served_beside: Served) -> None:
    served, hold = served_beside, served_beside.root / "hold"
    hold.touch()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(served.index)
        try:
            served.edit("a0000000002", "title: Two hurt as crane falls", "title: Three hurt as crane falls")
            assert served.shows("articles/2023/03/two-hurt-a0000000002/", "Three hurt")
            assert not coming.done()
        finally:
            hold.unlink()
        assert coming.result(PATIENCE)
