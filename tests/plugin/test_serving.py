"""`mkdocs serve` as a person uses it: its own process, an editor on one side and a browser on the other."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
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

    def edit(self, identity: str, old: str, new: str) -> None:
        file = article(self.root, identity)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    root = shelve(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--strict", "-a", f"127.0.0.1:{port}"],
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
