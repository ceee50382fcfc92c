"""A small archive with a machine that changes its mind, people who edit by hand, and a plug that may be pulled.

Every edit notes what must stand from then on; `assert_people_were_heard` checks all of it.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.model.capture import Capture, Form
from builder.model.problem import Severity
from builder.model.provenance import Proposal, Provenance
from builder.store import Archive, accept, keep
from builder.store.articles import values_of
from builder.store.merge import links, unlinks

from .people import RELATIONS, People, Said

CAPTURES = {
    capture.article_id: capture
    for capture in (
        Capture(f"Report {n}.".encode(), "text/plain", Form.TEXT, "", f"{n}.txt") for n in range(4)
    )
}
IDS = sorted(CAPTURES)
PEOPLE = ["Ada", "Bo", "Cy", "Dee", "Eli", "Flo"]
TITLES = ["One", "Two: three", "2021", "It's four"]
DAYS = ["2020-01-02", "2021-03-04", "2022-05-06"]
STORIES = ["first-story", "second-story"]


class World:
    """One archive, driven by a seeded generator so that a failing run can be repeated."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.rng = random.Random(seed)
        (root / "archive").mkdir(parents=True)
        (root / "mkdocs.yml").write_text("site_name: x\n")
        self.said = {identity: Said() for identity in IDS}
        self.take_people()
        self.added: set[str] = set()
        self.seen: set[str] = set()
        self.story: list[str] = []
        self.machine: dict[str, dict[str, object]] = {}
        self.new_machine()

    def take_people(self) -> None:
        """People who edit this archive and note in `said` what they decided."""
        self.people = People(self.root / "archive", IDS, self.rng, self.said)

    def hear_vetoes(self) -> None:
        """What each article's file says of the others, noted with the others."""
        for identity, said in self.said.items():
            vetoes = {i for i, other in self.said.items() if other.links.get(identity) == "unrelated"}
            said.vetoed_there = vetoes
            said.not_links -= {i for i, other in self.said.items() if other.links.get(identity)} - vetoes

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

    def tune(self) -> None:
        """A small upgrade: of some articles the engine finds one name or one link more or less."""
        for identity, values in self.machine.items():
            choice = self.rng.random()
            if choice < 0.4:
                people = {"people": []} | dict(values.get("entities", {}))  # type: ignore[call-overload]
                name = self.rng.choice(PEOPLE)
                kept = [n for n in people["people"] if n != name]
                names = kept if name in people["people"] else [*kept, name]
                values.pop("entities", None)
                if names:
                    values["entities"] = {"people": names}
            elif choice < 0.8:
                found = links(values)
                other = self.rng.choice([i for i in IDS if i != identity])
                if found.pop(other, None) is None:
                    found[other] = self.rng.choice(RELATIONS)
                values.pop("related_versions", None)
                if found:
                    values["related_versions"] = unlinks(found)

    def proposals(self) -> list[Proposal]:
        """What `builder sync` proposes: everything, of every article."""
        found = []
        for identity in sorted(self.added):
            values = {k: v for k, v in self.machine[identity].items() if k != "_body"}
            body = str(self.machine[identity]["_body"])
            found.append(Proposal(identity, values, body, Provenance(capture="0" * 64)))
        return found

    def partial(self) -> list[Proposal]:
        """What `builder add` proposes of articles held already: what it wrote last, with today's story and links."""
        woven = ("story", "related_versions")
        found = []
        for identity, written in self.archive.ledger().items():
            values = {k: v for k, v in written.values.items() if k not in woven}
            values |= {k: v for k, v in self.machine[identity].items() if k in woven}
            found.append(Proposal(identity, values, None))
        return found

    def choose(self) -> str | None:
        """The next capture to add, if any is left."""
        return next((i for i in IDS if i not in self.added), None)

    def add(self, identity: str | None) -> None:
        """`builder add` of one more capture: it is kept, its article made, the others told of it."""
        archive = self.archive
        with archive.lock():
            held = self.partial()
            if identity is not None:
                archive.keep(CAPTURES[identity])
                self.added.add(identity)
                known = {proposal.id for proposal in held}
                held += [p for p in self.proposals() if p.id not in known]
            archive.apply(held)

    def sync(self) -> None:
        archive = self.archive
        with archive.lock():
            # What a run that was cut short added is known from the ledger, which the lock has set right.
            self.added |= set(archive.ledger())
            archive.apply(self.proposals())

    def settle(self) -> None:
        """A person accepts or keeps one of the differences that wait, where there is one."""
        articles = self.files()
        waiting = [(i, key) for i, w in self.archive.ledger().items() if i in articles for key in w.offers]
        if not waiting:
            return
        identity, key = self.rng.choice(sorted(waiting))
        if self.rng.random() < 0.5:
            keep(self.archive, articles[identity], key)
            self.story.append(f"kept {key} of {identity}")
        else:
            accept(self.archive, articles[identity], key)
            self.people.took_back(identity, key)
            self.story.append(f"accepted {key} of {identity}")

    def edit(self) -> None:
        """One random edit by a person to one article."""
        files = self.files()
        if files:
            self.story.append(self.people.edit(files))

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

    def cut_short(self, run: Callable[[], None], step: int, *, before: bool) -> None:
        """Let another process run something and die at its n-th write, before or after the write takes effect."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException), _dying(step, before=before):
                run()
            os._exit(0)
        os.waitpid(child, 0)

    def assert_people_were_heard(self, *, synced: bool = True) -> None:
        loaded = self.archive.load()
        # A name that two branches put in different places stands twice, and is warned of.
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        assert not errors, (errors, self.story)
        articles = {a.id: a for a in loaded.articles}
        for identity, said in self.said.items():
            why = (identity, said, self.story)
            if said.deleted:
                assert identity not in articles, why
                continue
            if identity not in articles:
                assert identity not in self.seen, why
                continue
            self.seen.add(identity)
            article = articles[identity]
            values = values_of(article)
            for key, value in said.scalars.items():
                assert values.get(key) == value, (key, values.get(key), why)
            present = list(article.people)
            assert [n for n in present if n in said.names] == said.names, why
            assert not said.not_names & set(present), why
            said.orders = {pair for pair in said.orders if set(pair) <= set(present)}
            assert all(present.index(a) < present.index(b) for a, b in said.orders), (present, why)
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

    names = ("replace", "rename", "unlink", "mkdir", "rmdir", "chmod")
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
