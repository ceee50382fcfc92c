"""People who edit article files by hand, one random edit at a time, and what must stand of it from then on.

Each edit writes the file as an editor would, without builder's merge, and notes what the person decided.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.store.frontmatter import split
from builder.store.merge import links
from builder.store.splice import Kept, New, drop_key, set_key, set_list
from builder.store.validate import read_table

RELATIONS = ["rewrite", "reprint", "excerpt", "expansion"]


@dataclass
class Said:
    """What people decided about one article. None in `scalars` is a key that was deleted.

    `orders` are pairs of names that a person put the other way round, first before second; they hold for as long as
    both names stand there. `vetoed_there` are articles whose files say that this one is unrelated: known here once a
    sync has ended.
    """

    scalars: dict[str, str | None] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    not_names: set[str] = field(default_factory=set)
    orders: set[tuple[str, str]] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    not_links: set[str] = field(default_factory=set)
    vetoed_there: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    body: str | None = None
    path: str | None = None
    deleted: bool = False


class People:
    """Editors of one archive folder; `said` collects what they decided, `counter` makes their words unique."""

    def __init__(self, docs: Path, ids: Sequence[str], rng: random.Random, said: dict[str, Said]) -> None:
        self.docs = docs
        self.ids = ids
        self.rng = rng
        self.said = said
        self.counter = 0
        self.moves_files = True

    def edit(self, files: dict[str, Path]) -> str:
        """One random edit to one of these article files, told in words."""
        identity = self.rng.choice(sorted(files))
        if self.moves_files and self.rng.random() < 0.03:
            files[identity].unlink()
            self.said[identity].deleted = True
            return f"deleted {identity}"
        edits = [
            *(self._retitle, self._redate, self._rebase, self._undate, self._unbyline, self._restory),
            *(self._add_name, self._remove_name, self._reorder, self._drop_names, self._note, self._source),
            *(self._veto, self._unlink, self._link, self._relation, self._reorder_links, self._drop_links),
            *(self._comment, self._own_key, self._move, self._rewrite_body, self._windows, self._flow),
        ]
        if not self.moves_files:
            edits.remove(self._move)
        chosen = self.rng.choice(edits)
        chosen(identity, files[identity])
        return f"{chosen.__name__} {identity}"

    def took_back(self, identity: str, key: str) -> None:
        """A person took the machine's value of a key (`builder accept`): nothing of their own stands there."""
        said = self.said[identity]
        if key == "body":
            said.body = None
        elif key.startswith("related_versions."):
            other = key.partition(".")[2]
            if said.links.pop(other, None) == "unrelated":
                self.said[other].vetoed_there.discard(identity)
        else:
            for name in (key, f"{key}_basis"):
                said.scalars.pop(name, None)

    def take_out(self, identity: str, file: Path, name: str) -> None:
        """Delete one name's line, if it is there."""
        names = self._names(file)
        if name in names:
            self._write_names(file, [n for n in names if n != name])
            self._no_longer(identity, [name])

    def _retitle(self, identity: str, file: Path) -> None:
        self._set(identity, file, "title", f"A person's title {self._next()}")

    def _redate(self, identity: str, file: Path) -> None:
        self._set(identity, file, "date", f"20{self.rng.randint(10, 19)}-0{self.rng.randint(1, 9)}-11")

    def _rebase(self, identity: str, file: Path) -> None:
        """Say where the day comes from; a day that is there is the person's with it."""
        values = read_table(split(file.read_bytes(), "x").table()).values
        if "date" in values and values.get("date_basis") != "dateline":
            self._set(identity, file, "date_basis", "dateline")
            self.said[identity].scalars["date"] = str(values["date"])

    def _undate(self, identity: str, file: Path) -> None:
        self._drop(identity, file, "date")

    def _unbyline(self, identity: str, file: Path) -> None:
        self._drop(identity, file, "byline")

    def _restory(self, identity: str, file: Path) -> None:
        self._set(identity, file, "story", f"own-story-{self._next()}")

    def _note(self, identity: str, file: Path) -> None:
        self._set(identity, file, "notes", f"Seen: number {self._next()}, 'in print'")

    def _source(self, identity: str, file: Path) -> None:
        self._set(identity, file, "source", f"a-source-{self._next()}")

    def _add_name(self, identity: str, file: Path) -> None:
        names, said = self._names(file), self.said[identity]
        name = f"Person {self._next()}"
        at = self.rng.randint(0, len(names))
        self._write_names(file, [*names[:at], name, *names[at:]])
        said.names = [n for n in [*names[:at], name, *names[at:]] if n in said.names or n == name]

    def _remove_name(self, identity: str, file: Path) -> None:
        names = self._names(file)
        if names:
            self.take_out(identity, file, self.rng.choice(names))

    def _drop_names(self, identity: str, file: Path) -> None:
        """Delete the whole key, now and then."""
        page = split(file.read_bytes(), "x")
        if page.table().get("entities") is not None and self.rng.random() < 0.3:
            names = self._names(file)
            self._write(file, drop_key(page, "entities").raw.decode())
            self._no_longer(identity, names)

    def _no_longer(self, identity: str, names: Sequence[str]) -> None:
        said = self.said[identity]
        said.not_names |= {name for name in names if name not in said.names}
        said.names = [name for name in said.names if name not in names]
        said.orders = {pair for pair in said.orders if not set(pair) & set(names)}

    def _reorder(self, identity: str, file: Path) -> None:
        names, said = self._names(file), self.said[identity]
        before = list(names)
        self.rng.shuffle(names)
        self._write_names(file, names)
        said.names = [n for n in names if n in said.names]
        for at, first in enumerate(names):
            for second in names[at + 1 :]:
                if before.index(first) > before.index(second):
                    # Putting back what one had turned round says nothing of the machine's order.
                    said.orders ^= {(second, first)} if (second, first) in said.orders else {(first, second)}

    def _veto(self, identity: str, file: Path) -> None:
        self._set_link(identity, file, self._other(identity), "unrelated")

    def _link(self, identity: str, file: Path) -> None:
        self._set_link(identity, file, self._other(identity), "translation")

    def _relation(self, identity: str, file: Path) -> None:
        """Another word for a link that is there."""
        found = self._links(file)
        if found:
            other = self.rng.choice(sorted(found))
            words = [word for word in ("identical", "update") if word != found[other]]
            self._set_link(identity, file, other, self.rng.choice(words))

    def _unlink(self, identity: str, file: Path) -> None:
        found = self._links(file)
        if found:
            gone = self.rng.choice(sorted(found))
            self._write_links(file, {a: r for a, r in found.items() if a != gone})
            self._unlinked(identity, gone)

    def _drop_links(self, identity: str, file: Path) -> None:
        found = self._links(file)
        if found and self.rng.random() < 0.3:
            self._write_links(file, {})
            for gone in found:
                self._unlinked(identity, gone)

    def _unlinked(self, identity: str, gone: str) -> None:
        said = self.said[identity]
        # Taking back one's own link says nothing of the machine's; one typed on the other side stays typed there.
        own = said.links.pop(gone, None)
        if own == "unrelated":
            self.said[gone].vetoed_there.discard(identity)
        if own is None and self.said[gone].links.get(identity) is None:
            said.not_links.add(gone)

    def _reorder_links(self, identity: str, file: Path) -> None:
        found = list(self._links(file).items())
        self.rng.shuffle(found)
        if found:
            self._write_links(file, dict(found))

    def _comment(self, identity: str, file: Path) -> None:
        line = f"# a remark, number {self._next()}"
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n")
        at = self.rng.randint(1, lines[1:].index("---") + 1) if "---" in lines[1:] else 1
        indented = lines[at].startswith((" ", "-")) or lines[at - 1].startswith((" ", "-"))
        if indented and self.rng.random() < 0.5 and "#" not in lines[at] and lines[at] != "---" and lines[at]:
            lines[at] += f"  {line}"
        else:
            lines.insert(at, line)
        self._write(file, "\n".join(lines))
        self.said[identity].lines.append(line)

    def _own_key(self, identity: str, file: Path) -> None:
        line = f"own_key_{self._next()}: 'kept as it is'  # quoted so"
        text = file.read_text(encoding="utf-8")
        self._write(file, text.replace("---", f"---\n{line}", 1))
        self.said[identity].lines.append(line)

    def _move(self, identity: str, file: Path) -> None:
        """Rename the file, or now and then the whole folder that it lies in."""
        target = self.docs / "articles" / "moved" / f"n{self._next()}-{identity}.md"
        if self.rng.random() < 0.2 and file.parent.parent.name == "articles":
            file.parent.rename(target.parent.with_name(f"folder-{self._next()}"))
            file = target.parent.with_name(f"folder-{self.counter}") / file.name
            for moved in file.parent.glob("*.md"):
                other = next(i for i in self.ids if i in moved.name)
                self.said[other].path = moved.relative_to(self.docs).as_posix()
            return
        target.parent.mkdir(exist_ok=True)
        file.rename(target)
        self.said[identity].path = target.relative_to(self.docs).as_posix()

    def _rewrite_body(self, identity: str, file: Path) -> None:
        body = f"A person's text, number {self._next()}."
        self._write(file, split(file.read_bytes(), "x").with_body(body).raw.decode())
        self.said[identity].body = body

    def _windows(self, identity: str, file: Path) -> None:
        raw = file.read_bytes().replace(b"\r\n", b"\n")
        file.write_bytes(raw.replace(b"\n", b"\r\n") if self.rng.random() < 0.5 else raw)

    def _flow(self, identity: str, file: Path) -> None:
        """Rewrite the names in brackets: the same values in another style."""
        page = split(file.read_bytes(), "x")
        names = self._names(file)
        if names and "#" not in page.head and "\r" not in page.head:
            block = "  people:\n" + "".join(f"  - {n}\n" for n in names)
            self._write(file, page.text.replace(block, f"  people: [{', '.join(names)}]\n"))

    def _set(self, identity: str, file: Path, key: str, value: str) -> None:
        self._write(file, set_key(split(file.read_bytes(), "x"), key, value).raw.decode())
        self.said[identity].scalars[key] = value

    def _drop(self, identity: str, file: Path, key: str) -> None:
        page = split(file.read_bytes(), "x")
        if page.table().get(key) is not None:
            self._write(file, drop_key(page, key).raw.decode())
            scalars = self.said[identity].scalars
            if scalars.pop(key, None) is None:
                # Taking back one's own value gives the key back to the machine; deleting the machine's stands.
                scalars[key] = None

    def _other(self, identity: str) -> str:
        return self.rng.choice([i for i in self.ids if i != identity])

    def _set_link(self, identity: str, file: Path, other: str, word: str) -> None:
        found = self._links(file)
        if found.get(other) == word:
            # Typing what stands there already changes nothing that anyone could see.
            return
        self._write_links(file, found | {other: word})
        said = self.said[identity]
        said.links[other] = word
        said.not_links.discard(other)
        if word == "unrelated":
            self.said[other].vetoed_there.add(identity)
        else:
            self.said[other].vetoed_there.discard(identity)
            self.said[other].not_links.discard(identity)

    def _names(self, file: Path) -> list[str]:
        values = read_table(split(file.read_bytes(), "x").table()).values
        entities = values.get("entities")
        return list(entities.get("people", [])) if isinstance(entities, dict) else []

    def _write_names(self, file: Path, names: list[str]) -> None:
        page = split(file.read_bytes(), "x")
        old = self._names(file)
        items = [Kept(old.index(n)) if n in old else New(n) for n in names]
        self._write(file, set_list(page, ("entities", "people"), items).raw.decode())

    def _links(self, file: Path) -> dict[str, str]:
        return links(read_table(split(file.read_bytes(), "x").table()).values)

    def _write_links(self, file: Path, found: dict[str, str]) -> None:
        page = split(file.read_bytes(), "x")
        fresh = [{"article": a, "relation": r} for a, r in found.items()]
        page = drop_key(page, "related_versions") if not fresh else set_key(page, "related_versions", fresh)
        self._write(file, page.raw.decode())

    def _write(self, file: Path, text: str) -> None:
        file.write_bytes(text.encode())

    def _next(self) -> int:
        self.counter += 1
        return self.counter
