"""A write changes only the bytes that must change, whatever style the file's writer chose."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML

from builder.model.provenance import Proposal
from builder.store.applying import updated
from builder.store.articles import Found
from builder.store.frontmatter import split
from builder.store.ledger import Written
from builder.store.validate import read_table

from .handwritten import IDS, File, files, machine_values

HERE = Found("articles/x.md", Path("articles/x.md"))


def values_in(raw: bytes) -> dict[str, object]:
    return read_table(split(raw, "x.md").table()).values


def body_of(raw: bytes) -> str:
    return split(raw, "x.md").body


@given(files())
def test_a_file_taken_apart_and_put_together_is_the_same_bytes(file: File) -> None:
    assert split(file.raw, "x.md").raw == file.raw


@given(files())
def test_a_merge_that_changes_nothing_writes_the_same_bytes(file: File) -> None:
    values = values_in(file.raw)
    change = updated(HERE, file.raw, None, Proposal(IDS[0], values, body_of(file.raw)))
    if "date_basis" in values or "date" not in values:
        assert change.new == file.raw


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(files(), machine_values())
def test_a_machines_own_values_are_replaced_and_nothing_else_moves(
    file: File, proposed: dict[str, object]
) -> None:
    before = values_in(file.raw)
    written = Written(IDS[0], "articles/x.md", "", before)
    change = updated(HERE, file.raw, written, Proposal(IDS[0], proposed, None))
    after = values_in(change.new)
    for key in {**before, **proposed}:
        if key != "id" and before.get(key) and not says_none(before[key]):
            assert (after.get(key) or None) == (proposed.get(key) or None), key
    text = change.new.decode()
    for comment in file.comments:
        assert comment in text
    old, new = yaml.safe_load(head(file.raw)), yaml.safe_load(head(change.new))
    assert old.get("x_own") == new.get("x_own")
    assert old.get("seen by") == new.get("seen by")
    assert (b"\r\n" in file.raw) == (b"\r\n" in change.new)
    assert file.raw.startswith(b"\xef\xbb\xbf") == change.new.startswith(b"\xef\xbb\xbf")
    assert (
        split(file.raw, "x").text[split(file.raw, "x").body_start :]
        == (split(change.new, "x").text[split(change.new, "x").body_start :])
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(files(), machine_values())
def test_without_a_ledger_every_present_value_stands(file: File, proposed: dict[str, object]) -> None:
    before = values_in(file.raw)
    change = updated(HERE, file.raw, None, Proposal(IDS[0], proposed, "Other text.\n"))
    after = values_in(change.new)
    for key, value in before.items():
        if key == "title_basis":
            continue
        if key == "entities":
            for kind, names in value.items():  # type: ignore[attr-defined]
                assert after["entities"][kind][: len(names)] == names  # type: ignore[index]
        elif isinstance(value, list):
            assert after.get(key, [])[: len(value)] == value  # type: ignore[index]
        else:
            assert after[key] == value
    if body_of(file.raw):
        assert body_of(change.new) == body_of(file.raw)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(files(), machine_values())
def test_what_is_written_reads_the_same_in_yaml_1_1_and_1_2(file: File, proposed: dict[str, object]) -> None:
    change = updated(
        HERE, file.raw, Written(IDS[0], "", "", values_in(file.raw)), Proposal(IDS[0], proposed, None)
    )
    after = values_in(change.new)
    loader = YAML(typ="safe", pure=True)
    for document in (yaml.safe_load(head(change.new)), loader.load(head(change.new))):
        for key in proposed:
            if key in {"title", "byline", "story", "source"} and after.get(key) == proposed[key]:
                assert str(document[key]) == proposed[key]


def says_none(value: object) -> bool:
    """Whether a person wrote an empty list, which is a statement of its own."""
    return value == [] or (isinstance(value, dict) and [] in value.values())


def head(raw: bytes) -> str:
    return split(raw, "x.md").head
