"""What looks at all that is held is made by a process of its own, or else by the first one."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.plugin import acceleration, meanwhile
from builder.plugin.making import Result, Workshop
from builder.plugin.meanwhile import is_quick_to_fork
from builder.plugin.survey import Survey
from builder.plugin.units import Sort, Unit

from .building import built
from .shelf import shelve
from .test_acceleration import clean, contents, differing, shelved

pytestmark = pytest.mark.skipif(not is_quick_to_fork(), reason="no process is forked here")


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive counts as a large one; test runners have threads of their own, which would keep a process from being
    forked."""
    monkeypatch.setattr(acceleration, "_FEW", 0)
    monkeypatch.setattr(meanwhile, "cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def makers(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> list[str]:
    """Notes the units that the first process makes; where it `fails`, another process makes none."""
    first, noted = os.getpid(), []
    make = Workshop.make

    def noting(self: Workshop, units: Sequence[Unit], *others: Any) -> list[Result]:
        if os.getpid() == first:
            noted.extend(unit.name for unit in units)
        elif fails:
            os._exit(1)
        return make(self, units, *others)

    monkeypatch.setattr(Workshop, "make", noting)
    return noted


def test_the_sitemap_is_made_by_another_process_beside_the_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(tmp_path)
    noted = makers(monkeypatch)
    site = built(tmp_path)
    assert noted and Unit(Sort.WHOLE).name not in noted
    addresses = (site / "urls.txt").read_text().splitlines()
    assert sorted(addresses) == addresses and len(addresses) > 10


def test_where_that_process_fails_the_first_one_makes_the_sitemap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = makers(monkeypatch, fails=True)
    root = shelved(tmp_path / "archive")
    made = contents(built(root))
    assert noted.count(Unit(Sort.WHOLE).name) == 1
    monkeypatch.undo()
    assert not differing(made, clean(root, tmp_path / "clean"))


def test_on_one_core_the_sitemap_is_made_with_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meanwhile, "cores", lambda: 1)
    shelve(tmp_path)
    noted = makers(monkeypatch)
    built(tmp_path)
    assert noted.count(Unit(Sort.WHOLE).name) == 1


def test_a_second_build_has_nothing_to_make_after_a_survey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    begun: list[frozenset[str]] = []
    before = Survey.__init__

    def noting(self: Survey, *given: Any) -> None:
        before(self, *given)
        begun.append(self.names)

    monkeypatch.setattr(Survey, "__init__", noting)
    shelve(tmp_path)
    built(tmp_path)
    first = contents(tmp_path / "site")
    noted = makers(monkeypatch)
    built(tmp_path)
    assert begun == [frozenset({Unit(Sort.WHOLE).name})]
    assert noted == [] and contents(tmp_path / "site") == first
