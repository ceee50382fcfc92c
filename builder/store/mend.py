"""Mending what has only one right answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from builder.errors import FileFault
from builder.model.cleaned import DateBasis
from builder.model.problem import Problem
from builder.model.relation import RelationType
from builder.store import atomic, splice
from builder.store.archive import Archive
from builder.store.articles import Found, read_page
from builder.store.edits import edit_of, located, opened, with_values, write
from builder.store.frontmatter import Page
from builder.store.merge import links, unlinks
from builder.store.scalars import scalar
from builder.store.schema import schema_bytes
from builder.store.validate import read_table
from builder.store.yamltext import Listing, Node, Scalar, Table, nodes


def fixed(archive: Archive, problems: Iterable[Problem]) -> list[str]:
    """Mend the fixable ones among `problems` (as `check` has just found them); a line for each.

    A file that cannot be edited safely is left alone, and its problems stay.
    """
    problems = list(problems)
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.fixable and problem.path.startswith("archive/articles/"):
            by_file[problem.path].append(problem)
    said: list[str] = []
    with archive.lock():
        for problem in problems:
            if problem.code == "old-schema":
                atomic.replace(archive.docs / "schema.json", schema_bytes())
                said.append("archive/schema.json: brought up to date")
        for path in sorted(by_file):
            # From the end of the file to its beginning, so that the places of those still to do stay true.
            for problem in sorted(by_file[path], key=lambda p: (-p.line, -p.column)):
                try:
                    done = _mend(archive, problem)
                except FileFault:
                    continue
                if done:
                    said.append(f"{problem.path}:{problem.line}: {done}")
    return said


def _mend(archive: Archive, problem: Problem) -> str:
    path = problem.path.removeprefix("archive/")
    found = Found(path, archive.docs / path)
    if problem.code == "one-sided":
        return _link_back(archive, problem)
    page = read_page(found.file, problem.path)
    mender = _MENDERS.get(problem.code)
    after = mender(page, problem) if mender is not None else page
    if after.raw == page.raw:
        return ""
    write(archive, [edit_of(found, page, after)])
    return problem.message


def _node(page: Page, problem: Problem) -> Node:
    for node in nodes(page.table()):
        if page.head_place(node.start) == (problem.line, problem.column):
            return node
    raise FileFault(page.path, problem.line, problem.column, "changed since it was checked")


def _scalar_at(page: Page, problem: Problem) -> Scalar:
    for node in nodes(page.table()):
        if isinstance(node, Scalar) and page.head_place(node.start) == (problem.line, problem.column):
            return node
    raise FileFault(page.path, problem.line, problem.column, "changed since it was checked")


def _replaced(page: Page, node: Node, text: str) -> Page:
    return page.with_head(page.head[: node.start] + text + page.head[node.end :])


def _quoted(page: Page, problem: Problem) -> Page:
    node = _scalar_at(page, problem)
    return _replaced(page, node, scalar(node.text))


def _suggested(page: Page, problem: Problem) -> Page:
    return _replaced(page, _scalar_at(page, problem), problem.suggestion)


def _once(page: Page, problem: Problem) -> Page:
    node = _node(page, problem)
    for path in (("credits",), *(("entities", kind) for kind in ("people", "organizations", "places"))):
        listing: Node | None = page.table()
        for step in path:
            listing = listing.get(step) if isinstance(listing, Table) else None
        if isinstance(listing, Listing) and any(item.start == node.start for item in listing.items):
            kept = [splice.Kept(i) for i, item in enumerate(listing.items) if item.start != node.start]
            return splice.set_list(page, path, kept)
    return page


def _listed(page: Page, problem: Problem) -> Page:
    return _replaced(
        page, _scalar_at(page, problem), f"[{scalar(_scalar_at(page, problem).text, flow=True)}]"
    )


def _without_basis(page: Page, problem: Problem) -> Page:
    return splice.drop_key(page, "date_basis")


def _editors(page: Page, problem: Problem) -> Page:
    return splice.set_key(page, "date_basis", DateBasis.EDITOR.value)


def _link_back(archive: Archive, problem: Problem) -> str:
    page = opened(Found(problem.path, archive.root / problem.path))
    wanted = re.search(r"article: (a[0-9a-f]{10}), relation: ([a-z]+)", problem.suggestion)
    linked = re.search(r"archive/(\S+\.md) does not link back", problem.message)
    if wanted is None or linked is None:
        return ""
    other = located(archive, archive.docs / linked[1])
    target = opened(other)
    held = links(read_table(target.table()).values)
    if wanted[1] in held or wanted[1] != read_table(page.table()).values.get("id"):
        return ""
    held[wanted[1]] = RelationType(wanted[2]).value
    write(archive, [edit_of(other, target, with_values(target, {"related_versions": unlinks(held)}))])
    return f"linked back from archive/{other.path}"


_MENDERS: dict[str, Callable[[Page, Problem], Page]] = {
    "quotes": _quoted,
    "date": _suggested,
    "value": _suggested,
    "listed-twice": _once,
    "type": _listed,
    "no-date": _without_basis,
    "stale-basis": _editors,
}
