"""An archive on disk: the one door through which the rest of builder reads and writes it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from builder.errors import FileFault, NotAnArchive
from builder.model.article import Article
from builder.model.authority import Authority, SourceRecord
from builder.model.capture import Capture
from builder.model.problem import Problem
from builder.model.provenance import Proposal, Provenance
from builder.store import atomic, provenance
from builder.store.applying import Outcome, created, guarded, merged_article, settled, updated
from builder.store.articles import Found, HeadCache, Loaded, read_article
from builder.store.authority import read_authority, strict
from builder.store.authority_entries import with_sources
from builder.store.captures import CaptureStore, KeptCapture
from builder.store.decisions import Decisions, adjusted_links, adjusted_names, base_of, decisions, with_vetoes
from builder.store.facts import Facts, Memory, Overview, Recorded, read_facts, recorded_of
from builder.store.ledger import Ledger, Written, read_shard, shard_of
from builder.store.lock import exclusive
from builder.store.outgrown import remove_outgrown
from builder.store.remembered import ArticleMemory
from builder.store.root import archive_root
from builder.store.unread import Unread, unread_articles
from builder.store.writing import Planned, Writer

#: What lies under .cache/ for `add`, `sync` and `check`: front matter, articles and ledger as they were read, files
#: checked, what the stages gave, texts compared. Each may be missing at any time.
CACHES = ("front-matter.json", "remembered", "check.json", "stages", "relate")


class Archive:
    """An archive by its root folder (the one with mkdocs.yml). Nothing is read before it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.docs = root / "archive"
        self.cache = root / ".cache"
        self.machine = self.docs / ".machine"
        self.authority_folder = self.docs / "authority"
        self._captures = CaptureStore(self.docs / ".captures", self.cache / "remembered" / "captures.heads")
        self._heads = HeadCache(self.cache / "front-matter.json")
        self._articles = ArticleMemory(self.cache / "remembered" / "articles.heads", self.docs, self._heads)
        self._ledger = Ledger(self.machine / "values", "archive/.machine/values")
        self._writer = Writer(self.docs, self._captures, self._heads)
        self._held = 0
        self._lock_stack = contextlib.ExitStack()

    @classmethod
    def find(cls, start: Path, *, trust_cache: bool = True) -> Archive:
        """The archive that a folder lies in. Raises NotAnArchive.

        Without `trust_cache` what earlier runs remembered of files and texts is forgotten first.
        """
        root = archive_root(start)
        if root is None:
            raise NotAnArchive(
                f"{start} lies in no archive (a folder with mkdocs.yml and archive/); 'builder init DIR' makes one"
            )
        archive = cls(root)
        if not trust_cache:
            archive.forget_caches()
        return archive

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the archive alone; may be entered again by its holder. Raises Busy.

        What an interrupted run left half done is settled first.
        """
        if self._held == 0:
            self._lock_stack.enter_context(exclusive(self.root / ".builder.lock"))
        self._held += 1
        try:
            if self._held == 1:
                remove_outgrown(self.cache)
                atomic.sweep((self.machine, self.authority_folder, self.docs / ".captures"))
                self._writer.recover(self.ledger)
            yield
        finally:
            self._held -= 1
            if self._held == 0:
                self._lock_stack.close()

    def forget_caches(self) -> None:
        """Delete what commands remember between runs; the site's own cache stays."""
        for name in CACHES:
            path = self.cache / name
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def load(self) -> Loaded:
        """Every article, and every problem of a single file; a broken file is only a problem.

        Files that are as they were are not read again: their bodies are read when they are asked for, and raise Changed
        where they are no longer what they were.
        """
        return self._articles.load()

    def unread(self, loaded: Loaded, ledger: Mapping[str, Written]) -> Mapping[str, Unread]:
        """The articles, by id, whose files lie there but could not be read when all were loaded."""
        return unread_articles(self.docs, loaded.unread, {a.id for a in loaded.articles}, ledger)

    def overview(self) -> Overview:
        """What a check needs of every file, remembered between runs."""
        found = Memory(self.cache / "check.json", self.docs).overview(self._heads, self._captures)
        self._heads.save()
        return found

    def facts_of(self, path: str) -> Facts:
        """What a check needs of one article file, read now; `path` is relative to archive/."""
        return read_facts(Found(path, self.docs / path), HeadCache(None))

    def recorded(self, identity: str) -> Recorded | None:
        """What the ledger says of one article, read from the one file that holds it. Raises FileFault."""
        name = f"{shard_of(identity)}.jsonl"
        for written in read_shard(self.machine / "values" / name, f"archive/.machine/values/{name}"):
            if written.id == identity:
                return recorded_of(written)
        return None

    def read(self, path: str) -> Article:
        """One article by its path relative to archive/. Raises FileFault."""
        problems: list[Problem] = []
        article = read_article(Found(path, self.docs / path), HeadCache(None), problems)
        if article is None:
            first = min(problems)
            raise FileFault(first.path, first.line, first.column, first.message)
        return article

    def authority(self) -> Authority:
        """The authority files. Raises FileFault where one is broken."""
        return strict(read_authority(self.authority_folder, "archive/authority"))

    def add_sources(self, records: Iterable[SourceRecord]) -> None:
        """Write new entries into authority/sources.yml; ids that it has already are left alone."""
        file = self.authority_folder / "sources.yml"
        with self.lock():
            old = file.read_bytes() if file.exists() else b""
            new = with_sources(old, list(records), "archive/authority/sources.yml")
            if new != old:
                atomic.replace(file, new, expected=old if file.exists() else None, fresh=not file.exists())

    def keep(self, capture: Capture) -> bool:
        """Store a capture as received; False where its bytes are held already."""
        return self._captures.keep(capture)

    def captures(self) -> Iterator[KeptCapture]:
        """Every capture that is whole, in the order of their digests; `check` tells of damaged ones."""
        return self._captures.all()

    def capture(self, identity: str) -> KeptCapture | None:
        """A capture by article id or sha256; None where it is not held or is damaged."""
        try:
            return self._captures.get(identity)
        except FileFault:
            return None

    def capture_stamps(self) -> Mapping[str, str]:
        """By article id, what changes when the capture that is held of it does; the bytes themselves are not read."""
        return self._captures.stamps()

    def ledger(self) -> Mapping[str, Written]:
        """What builder last wrote, by article id. Raises FileFault on a broken file of it."""
        return self._ledger.read()

    def provenance(self, identity: str) -> Provenance | None:
        """How one article came about; None where that is not recorded."""
        name = f"{shard_of(identity)}.jsonl"
        found = dict(
            provenance.read_shard(self.machine / "provenance" / name, f"archive/.machine/provenance/{name}")
        )
        return found.get(identity)

    def provenance_stamps(self) -> Mapping[str, str]:
        """By article id, what changes when the record of how it came about does; ids without a record are absent."""
        return provenance.stamps(self.machine / "provenance")

    def provenances(self) -> Mapping[str, Provenance]:
        """How every article came about, by id."""
        found: dict[str, Provenance] = {}
        for path in sorted((self.machine / "provenance").glob("*.jsonl")):
            found.update(provenance.read_shard(path, f"archive/.machine/provenance/{path.name}"))
        return found

    def merged(self, article: Article | None, written: Written | None, proposal: Proposal) -> Article:
        """The article as it would stand after `apply` (None: as a new file would), without writing."""
        return merged_article(article, written, proposal)

    def apply(self, proposals: Iterable[Proposal], *, dry_run: bool = False) -> list[Outcome]:
        """Merge proposals into the files and bring the ledger up to date; outcomes in the order given.

        People's values stand (see `merge`). A file that is broken, or keeps changing while it is merged, is left
        alone and its outcome carries the problem. Articles that an editor removed are left as they are. With
        `dry_run` nothing is written.
        """
        proposals = list(proposals)
        if dry_run:
            ledger = self.ledger()
            planned = self._planned(proposals, ledger)
            return self._writer.foreseen(planned, {p.id: p for p in proposals}, ledger)
        with self.lock():
            ledger = self.ledger()
            planned = self._planned(proposals, ledger)
            return self._writer.write(planned, {p.id: p for p in proposals}, ledger)

    def create(self, proposals: Iterable[Proposal]) -> list[Outcome]:
        """`apply` for articles of which the archive holds neither a file nor a record, as its caller has seen under
        this lock: nothing of the archive is read to write them."""
        proposals = list(proposals)
        with self.lock():
            changes = [created(proposal) for proposal in proposals]
            planned = [Planned(change.outcome, change) for change in changes]
            return self._writer.write(planned, {p.id: p for p in proposals}, self.ledger())

    def record(self, written: Written) -> None:
        """Put one record into the ledger in place of what it held of that article."""
        with self.lock():
            self._writer.save_ledger(self.ledger(), {written.id: written})

    def forget(self, identity: str) -> list[str]:
        """Delete an article's capture, ledger record and provenance; the capture files that are gone."""
        with self.lock():
            self._writer.save_ledger(self.ledger(), {identity: None})
            self._writer.save_provenance({identity: None})
            gone = self._captures.purge(identity)
        return [path.relative_to(self.root).as_posix() for path in gone]

    def _planned(self, proposals: list[Proposal], ledger: Mapping[str, Written]) -> list[Planned]:
        loaded = self.load()
        articles = {article.id: article for article in loaded.articles}
        said = decisions(articles.values(), ledger)
        unread = unread_articles(self.docs, loaded.unread, articles, ledger)
        present = frozenset(articles) | frozenset(unread) | {p.id for p in proposals if p.id not in ledger}
        authority = read_authority(self.authority_folder, "archive/authority").authority
        minded = [_minded(p, said, present, articles.get(p.id), ledger, authority) for p in proposals]
        weighed = {
            i: with_vetoes(written, articles[i], said) if written.others and i in articles else written
            for i, written in ledger.items()
        }
        return [self._plan(p, articles.get(p.id), unread, weighed, loaded.problems) for p in minded]

    def _plan(
        self,
        proposal: Proposal,
        article: Article | None,
        unread: Mapping[str, Unread],
        ledger: Mapping[str, Written],
        problems: Sequence[Problem],
    ) -> Planned:
        written = ledger.get(proposal.id)
        if article is None:
            if proposal.id in unread:
                path = unread[proposal.id].path
                problem = next((p for p in problems if p.path == f"archive/{path}"), None)
                return Planned(Outcome(proposal.id, path, "unchanged", problem=problem))
            if written is not None:
                return Planned(Outcome(proposal.id, written.path, "deleted"))
            change = created(proposal)
            return Planned(change.outcome, change, written)
        if article.status == "removed" or (written is not None and settled(article, written, proposal)):
            return Planned(Outcome(proposal.id, article.path, "unchanged"))
        found = Found(article.path, self.docs / article.path)
        try:
            change = updated(found, found.file.read_bytes(), written, proposal, self._heads)
        except FileFault as fault:
            return Planned(guarded(found, fault, proposal.id))
        except FileNotFoundError:
            return Planned(Outcome(proposal.id, found.path, "deleted"))
        return Planned(change.outcome, change, written)


def _minded(
    proposal: Proposal,
    said: Decisions,
    present: frozenset[str],
    article: Article | None,
    ledger: Mapping[str, Written],
    authority: Authority,
) -> Proposal:
    """The proposal as people's decisions, in this article and in others, want its links and names."""
    values = {
        key: value for key, value in proposal.values.items() if key not in {"related_versions", "entities"}
    }
    entities = proposal.values.get("entities")
    if entities and article is not None:
        entities = adjusted_names(entities, article, base_of(article, ledger.get(article.id)), authority)
    if entities:
        values["entities"] = entities
    proposed = adjusted_links(proposal.id, proposal.values.get("related_versions"), said, present)
    if proposed:
        values["related_versions"] = proposed
    return Proposal(proposal.id, values, proposal.body, proposal.provenance)
