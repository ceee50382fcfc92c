"""What people decided about stories, read for `builder relate`: from a file of pairs, or from an archive's articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from builder.model.relation import Constraints

#: The word of a record's `decision`, and whether it joins or parts. `unrelated` is the archive's own word for a veto.
_JOINS = {"together": True, "apart": False, "unrelated": False}


def decisions_of(path: Path) -> Constraints:
    """The decisions in `path`: an archive's folder, or a file with a JSON record {"a", "b", "decision"} a line, where
    the decision is `together` or `apart`. Raises click.ClickException naming the line that is neither."""
    if path.is_dir():
        return _of_archive(path)
    together: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            record = _record(line, f"{path}:{number}")
            pair = (str(record["a"]), str(record["b"]))
            (together if _JOINS[str(record["decision"])] else apart).add(pair)
    return Constraints(frozenset(together), frozenset(apart))


def _record(line: str, place: str) -> Mapping[str, object]:
    try:
        record = json.loads(line)
    except ValueError as fault:
        raise click.ClickException(f"{place}: no JSON: {fault}") from fault
    fits = (
        isinstance(record, dict)
        and all(isinstance(record.get(key), str | int) for key in ("a", "b"))
        and record.get("decision") in _JOINS
    )
    if not fits:
        raise click.ClickException(
            f'{place}: a decision is a record {{"a": ID, "b": ID, "decision": "together" or "apart"}}'
        )
    found: Mapping[str, object] = record
    return found


def _of_archive(folder: Path) -> Constraints:
    from builder.store import Archive, constraints

    archive = Archive.find(folder)
    return constraints(archive.load().articles, archive.ledger())
