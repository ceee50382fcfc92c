"""Every page is HTML as the standard has it: by a strict parser, and by the W3C's own checker where it is at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import ParseError

from .building import built
from .extremes import overfill
from .shelf import shelve

#: The checker's jar (`npm install vnu-jar`); `.ci/validity` gets it.
VNU = os.environ.get("VNU", "")

#: What Material's own template has and no archive can replace: a toggle that is kept from being remembered.
MATERIALS = 'class="md-toggle"'


def pages(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.html") if "pagefind" not in file.parts)


def test_no_page_has_an_error_that_a_strict_parser_sees(site: Path) -> None:
    faults = []
    for file in pages(site):
        try:
            html5lib.HTMLParser(strict=True).parse(file.read_bytes())
        except ParseError as fault:
            faults.append((str(file.relative_to(site)), str(fault)))
    assert len(pages(site)) > 30
    assert faults == []


@pytest.mark.skipif(
    not (VNU and shutil.which("java")), reason="the W3C's checker is not at hand (.ci/validity gets it)"
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_w3cs_checker_finds_no_error(tmp_path: Path, language: str) -> None:
    site = built(overfill(shelve(tmp_path, language)))
    command = ["java", "-Xss4m", "-jar", VNU, "--exit-zero-always", "--errors-only", "--skip-non-html"]
    done = subprocess.run(
        [*command, "--format", "json", str(site)], capture_output=True, text=True, check=True
    )
    found = [m for m in json.loads(done.stdout or done.stderr)["messages"] if m["type"] != "info"]
    assert [
        (message["url"].removeprefix(f"file:{site}"), message["message"], message.get("extract", ""))
        for message in found
        if MATERIALS not in message.get("extract", "")
    ] == []
