"""`builder accept|keep FILE KEY`: a difference between a person and the machine, settled by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from builder.errors import BuilderError
from builder.store.archive import Archive
from builder.store.edits import edit_of, located, opened, with_values, write
from builder.store.frontmatter import Page, body_digest
from builder.store.ledger import Written
from builder.store.merge import PAIRS, links, unlinks
from builder.store.validate import read_table


def accept(archive: Archive, file: str | Path, key: str) -> str:
    """Write the machine's value into the file; it is the machine's again from now on. The file's path.

    Raises BuilderError where no difference waits for this key.
    """
    with archive.lock():
        found = located(archive, file)
        page = opened(found)
        written, offer = _waiting(archive, page, key)
        after = _with_offer(page, key, offer)
        path = f"archive/{found.path}"
        write(archive, [edit_of(found, page, after)])
        archive.record(_settled(written, key, offer))
        return path


def keep(archive: Archive, file: str | Path, key: str) -> str:
    """Leave the person's value, and no longer report this difference. The file's path.

    Raises BuilderError where no difference waits for this key.
    """
    with archive.lock():
        found = located(archive, file)
        written, offer = _waiting(archive, opened(found), key)
        archive.record(_settled(written, key, offer))
        return f"archive/{found.path}"


def _waiting(archive: Archive, page: Page, key: str) -> tuple[Written, object]:
    identity = str(read_table(page.table()).values.get("id", ""))
    written = archive.ledger().get(identity)
    offers = written.offers if written is not None else {}
    if written is None or key not in offers:
        others = f"; those that wait: {', '.join(offers)}" if offers else ""
        raise BuilderError(f"{page.path}: no difference waits for {key!r} (run 'builder sync' first){others}")
    return written, offers[key]


def _with_offer(page: Page, key: str, offer: object) -> Page:
    if key == "body":
        return page.with_body(str(offer))
    if key.startswith("related_versions."):
        held = links(read_table(page.table()).values)
        held[key.partition(".")[2]] = str(offer)
        return with_values(page, {"related_versions": unlinks(held)})
    if isinstance(offer, Mapping):
        names = next(pair for pair in PAIRS if pair[0] == key)
        return with_values(page, {name: offer.get(name) for name in names})
    return with_values(page, {key: offer})


def _settled(written: Written, key: str, offer: object) -> Written:
    """The record with the offer as what the machine wrote last."""
    offers = {name: value for name, value in written.offers.items() if name != key}
    if key == "body":
        return replace(written, body=body_digest(str(offer)), offers=offers)
    values = dict(written.values)
    if key.startswith("related_versions."):
        held = links(values)
        held[key.partition(".")[2]] = str(offer)
        values["related_versions"] = unlinks(held)
    elif isinstance(offer, Mapping):
        for name in next(pair for pair in PAIRS if pair[0] == key):
            values.pop(name, None)
        values.update(offer)
    else:
        values[key] = offer
    return replace(written, values=values, offers=offers)
