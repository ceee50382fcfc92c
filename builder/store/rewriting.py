"""From merged values to a page: which lines of the front matter to splice, and that the result says what it should."""

from __future__ import annotations

from collections.abc import Mapping

from builder.errors import FileFault
from builder.store import splice
from builder.store.frontmatter import Page
from builder.store.merge import Merged, group, links, strings
from builder.store.schema import ENTITY_KEYS, ORDER
from builder.store.validate import read_table
from builder.store.yamltext import Listing, Node, Scalar, Table


def edited(page: Page, present: Mapping[str, object], merged: Merged) -> Page:
    """The page with every known key and the body as merged, touching no line that need not change.

    `present` are the page's values as read. The result is read back before it is returned. Raises FileFault where the
    file's style (anchors, braces) allows no safe edit.
    """
    after = page
    touched: set[str] = set()
    for key in ORDER:
        old, new = present.get(key), merged.values.get(key)
        if key == "id" or old == new:
            continue
        touched.add(key)
        if key == "entities":
            for kind in ENTITY_KEYS:
                after = _list_edit(
                    after, ("entities", kind), group(present, kind), group(merged.values, kind)
                )
        elif key == "related_versions":
            after = _link_edit(after, links(present), links(merged.values))
        elif isinstance(old, list) or isinstance(new, list):
            after = _list_edit(after, (key,), strings(old), strings(new))
        elif new is None:
            after = splice.drop_key(after, key)
        else:
            after = splice.set_key(after, key, new)
    if touched:
        after = splice.verified(page, after, frozenset(touched))
        reread = read_table(after.table()).values
        for key in touched:
            if not _same(reread.get(key), merged.values.get(key)):
                raise FileFault(page.path, 0, 0, f"{key}: cannot be edited safely here; nothing was written")
    if merged.body != page.body:
        after = after.with_body(merged.body)
    return after


def _list_edit(page: Page, path: tuple[str, ...], old: list[str], new: list[str]) -> Page:
    if old == new:
        return page
    positions = _positions(page, path)
    items = [splice.Kept(positions[n]) if n in positions else splice.New(n) for n in new]
    return splice.set_list(page, path, items)


def _link_edit(page: Page, old: dict[str, str], new: dict[str, str]) -> Page:
    positions = _link_positions(page)
    if list(old) != list(new):
        items: list[splice.Kept | splice.New] = [
            splice.Kept(positions[a]) if a in positions else splice.New({"article": a, "relation": word})
            for a, word in new.items()
        ]
        page = splice.set_list(page, ("related_versions",), items)
        positions = _link_positions(page)
    for article, word in new.items():
        if article in old and old[article] != word:
            page = splice.set_relation(page, positions[article], word)
    return page


def _positions(page: Page, path: tuple[str, ...]) -> dict[str, int]:
    node: Node | None = page.table()
    for step in path:
        node = node.get(step) if isinstance(node, Table) else None
    if not isinstance(node, Listing):
        return {}
    found: dict[str, int] = {}
    for position, item in enumerate(node.items):
        if isinstance(item, Scalar):
            found.setdefault(item.text.strip(), position)
    return found


def _link_positions(page: Page) -> dict[str, int]:
    node = page.table().get("related_versions")
    found: dict[str, int] = {}
    for position, item in enumerate(node.items if isinstance(node, Listing) else ()):
        article = item.get("article") if isinstance(item, Table) else None
        if isinstance(article, Scalar):
            found.setdefault(article.text.strip(), position)
    return found


def _same(a: object, b: object) -> bool:
    return a == b or (not a and not b)
