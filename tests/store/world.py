"""A small archive with a machine that changes its mind, people who edit by hand, and a plug that may be pulled.

Every edit notes what must stand from then on; `assert_people_were_heard` checks all of it.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.model.provenance import Proposal, Provenance
from builder.store import Archive
from builder.store.articles import values_of
from builder.store.frontmatter import split
from builder.store.merge import links
from builder.store.splice import Kept, New, drop_key, set_key, set_list
from builder.store.validate import read_table

IDS = [f"a{n:02x}23456789" for n in range(1, 5)]
PEOPLE = ["Ada", "Bo", "Cy", "Dee", "Eli", "Flo"]
TITLES = ["One", "Two: three", "2021", "It's four"]
DAYS = ["2020-01-02", "2021-03-04", "2022-05-06"]
STORIES = ["first-story", "second-story"]
RELATIONS = ["rewrite", "reprint", "excerpt", "expansion"]


@dataclass
class Said:
    """What people decided about one article. None in `scalars` is a key that was deleted.

    `vetoed_there` are articles whose files say that this one is unrelated: known here once a sync has ended.
    """

    scalars: dict[str, str | None] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    not_names: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    not_links: set[str] = field(default_factory=set)
    vetoed_there: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    body: str | None = None
    path: str | None = None
    deleted: bool = False


class World:
    """One archive, driven by a seeded generator so that a failing run can be repeated."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.rng = random.Random(seed)
        (root / "archive").mkdir(parents=True)
        (root / "mkdocs.yml").write_text("site_name: x\n")
        self.said = {identity: Said() for identity in IDS}
        self.added: set[str] = set()
        self.story: list[str] = []
        self.machine: dict[str, dict[str, object]] = {}
        self.counter = 0
        self.new_machine()

    @property
    def archive(self) -> Archive:
        return Archive(self.root)

    def new_machine(self) -> None:
        """The engine is upgraded: it says something else of every article from now on."""
        rng = self.rng
        for identity in IDS:
            values: dict[str, object] = {"title": rng.choice(TITLES), "language": "en"}
            if rng.random() < 0.7:
                values |= {"date": rng.choice(DAYS), "date_basis": rng.choice(["printed", "related-version"])}
            if rng.random() < 0.5:
                values["byline"] = rng.choice(PEOPLE)
            people = rng.sample(PEOPLE, rng.randint(0, 4))
            if people:
                values["entities"] = {"people": people}
            if rng.random() < 0.8:
                values["story"] = rng.choice(STORIES)
            others = rng.sample([i for i in IDS if i != identity], rng.randint(0, 2))
            if others:
                values["related_versions"] = [
                    {"article": o, "relation": rng.choice(RELATIONS)} for o in others
                ]
            self.machine[identity] = values | {"_body": rng.choice(["Text one.\n", "Text two.\n\nMore.\n"])}

    def proposals(self) -> list[Proposal]:
        found = []
        for identity in sorted(self.added):
            values = {k: v for k, v in self.machine[identity].items() if k != "_body"}
            body = str(self.machine[identity]["_body"])
            found.append(Proposal(identity, values, body, Provenance(capture="0" * 64)))
        return found

    def add(self) -> None:
        """`builder add` of one more capture, if any is left."""
        left = [i for i in IDS if i not in self.added]
        if left:
            self.added.add(left[0])
        self.sync()

    def sync(self) -> None:
        self.archive.apply(self.proposals())

    def snapshot(self) -> dict[str, bytes]:
        """Every file but the caches."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".cache" not in path.parts
        }

    def files(self) -> dict[str, Path]:
        """Article files by id."""
        return {a.id: self.archive.docs / a.path for a in self.archive.load().articles}

    def cut_short(self, step: int, *, before: bool) -> None:
        """Run a sync in another process that dies at its n-th write, before or after the write takes effect."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException), _dying(step, before=before):
                self.sync()
            os._exit(0)
        os.waitpid(child, 0)

    def edit(self) -> None:
        """One random edit by a person to one article."""
        files = self.files()
        if not files:
            return
        identity = self.rng.choice(sorted(files))
        edits = [
            *(self._retitle, self._redate, self._undate, self._unbyline, self._restory, self._add_name),
            *(self._remove_name, self._reorder, self._veto, self._unlink, self._link, self._comment),
            *(self._own_key, self._move, self._rewrite_body, self._windows, self._flow),
        ]
        if self.rng.random() < 0.03:
            files[identity].unlink()
            self.said[identity].deleted = True
            self.story.append(f"deleted {identity}")
            return
        chosen = self.rng.choice(edits)
        self.story.append(f"{chosen.__name__} {identity}")
        chosen(identity, files[identity])

    def assert_people_were_heard(self, *, synced: bool = True) -> None:
        loaded = self.archive.load()
        assert not loaded.problems, (loaded.problems, self.story)
        articles = {a.id: a for a in loaded.articles}
        for identity, said in self.said.items():
            why = (identity, said, self.story)
            if said.deleted:
                assert identity not in articles, why
                continue
            if identity not in articles:
                assert identity not in self.added or not said.lines, why
                continue
            article = articles[identity]
            values = values_of(article)
            for key, value in said.scalars.items():
                assert values.get(key) == value, (key, values.get(key), why)
            present = list(article.people)
            assert [n for n in present if n in said.names] == said.names, why
            assert not said.not_names & set(present), why
            theirs = links(values)
            assert said.links.items() <= theirs.items(), why
            assert not said.not_links & set(theirs), why
            assert not synced or not (said.vetoed_there - set(said.links)) & set(theirs), why
            text = (self.archive.docs / article.path).read_text(encoding="utf-8")
            assert all(line in text for line in said.lines), why
            if said.body is not None:
                assert article.body == said.body, why
            if said.path is not None:
                assert article.path == said.path, why

    # What people do. Each writes the file as an editor would, and notes what must stand.

    def _retitle(self, identity: str, file: Path) -> None:
        self._set(identity, file, "title", f"A person's title {self._next()}")

    def _redate(self, identity: str, file: Path) -> None:
        self._set(identity, file, "date", f"20{self.rng.randint(10, 19)}-0{self.rng.randint(1, 9)}-11")

    def _undate(self, identity: str, file: Path) -> None:
        self._drop(identity, file, "date")

    def _unbyline(self, identity: str, file: Path) -> None:
        self._drop(identity, file, "byline")

    def _restory(self, identity: str, file: Path) -> None:
        self._set(identity, file, "story", f"own-story-{self._next()}")

    def _add_name(self, identity: str, file: Path) -> None:
        names, said = self._names(file), self.said[identity]
        name = f"Person {self._next()}"
        at = self.rng.randint(0, len(names))
        self._write_names(file, [*names[:at], name, *names[at:]])
        said.names = [n for n in [*names[:at], name, *names[at:]] if n in said.names or n == name]

    def _remove_name(self, identity: str, file: Path) -> None:
        names, said = self._names(file), self.said[identity]
        if names:
            gone = self.rng.choice(names)
            self._write_names(file, [n for n in names if n != gone])
            if gone not in said.names:
                said.not_names.add(gone)
            said.names = [n for n in said.names if n != gone]

    def _reorder(self, identity: str, file: Path) -> None:
        names, said = self._names(file), self.said[identity]
        own = [n for n in names if n in said.names]
        self.rng.shuffle(names)
        self._write_names(file, names)
        said.names = [n for n in names if n in own]

    def _veto(self, identity: str, file: Path) -> None:
        self._set_link(identity, file, "unrelated")

    def _link(self, identity: str, file: Path) -> None:
        self._set_link(identity, file, "translation")

    def _unlink(self, identity: str, file: Path) -> None:
        found = self._links(file)
        if found:
            gone = self.rng.choice(sorted(found))
            self._write_links(file, {a: r for a, r in found.items() if a != gone})
            said = self.said[identity]
            # Taking back one's own link says nothing of the machine's; one typed on the other side stays typed there.
            own = said.links.pop(gone, None)
            if own == "unrelated":
                self.said[gone].vetoed_there.discard(identity)
            if own is None and self.said[gone].links.get(identity) is None:
                said.not_links.add(gone)

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
        target = self.archive.docs / "articles" / "moved" / f"n{self._next()}-{identity}.md"
        target.parent.mkdir(exist_ok=True)
        file.rename(target)
        self.said[identity].path = target.relative_to(self.archive.docs).as_posix()

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

    def _set_link(self, identity: str, file: Path, word: str) -> None:
        other = self.rng.choice([i for i in IDS if i != identity])
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


@contextlib.contextmanager
def _dying(step: int, *, before: bool) -> Iterator[None]:
    """Let this process die at the n-th call that changes the disk."""
    left = step

    def wrapped(call: Callable[..., object]) -> Callable[..., object]:
        def dying(*args: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left == 0 and before:
                os._exit(1)
            result = call(*args, **more)
            if left == 0:
                os._exit(1)
            return result

        return dying

    names = ("replace", "rename", "unlink", "mkdir")
    kept = {name: getattr(Path, name) for name in names}
    kept_fsync = os.fsync
    for name in names:
        setattr(Path, name, wrapped(kept[name]))
    os.fsync = wrapped(kept_fsync)  # type: ignore[assignment]
    try:
        yield
    finally:
        os.fsync = kept_fsync
        for name in names:
            setattr(Path, name, kept[name])
