"""Proposals merged into the archive's files, and the ledger brought up to date, whatever interrupts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from builder.errors import Changed, FileFault
from builder.model.article import Article
from builder.model.problem import Problem
from builder.model.provenance import Proposal
from builder.store.articles import Found, HeadCache, article_from, values_of
from builder.store.fresh import fresh_head
from builder.store.frontmatter import Page, body_digest, split
from builder.store.ledger import Written
from builder.store.merge import PAIRS, Merged, collapse, collapse_body, merge
from builder.store.remembered import RememberedArticle
from builder.store.rewriting import edited
from builder.store.schema import ORDER
from builder.store.slugs import slug
from builder.store.validate import Reading, read_table


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that a person and the machine both changed. The file keeps `theirs`; `ours` waits in the ledger.

    `path` is relative to the archive's root. `theirs` None means that the person deleted the key.
    """

    path: str
    line: int
    column: int
    key: str
    theirs: object
    ours: object


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one proposal.

    `action` is 'created', 'updated', 'unchanged', or 'deleted': a person deleted the article's file, and it is not
    made again. `path` is relative to archive/. A `problem` says why a file was left as it is. `recorded` is True where
    what archive/.machine/ says of the article is, or with a dry run would be, another than before.
    """

    id: str
    path: str
    action: str
    clashes: tuple[Clash, ...] = ()
    problem: Problem | None = None
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One article to be written: old and new bytes (None: no file yet), where it lies and where it goes, and its ledger
    record. `touched` is False where the file stays as it is and only the record may be another."""

    outcome: Outcome
    old_path: str
    path: str
    old: bytes | None
    new: bytes
    record: Written
    touched: bool = True


def place_of(proposal_values: Mapping[str, object], identity: str) -> str:
    """Where a new article goes, relative to archive/: by year and month of its date, named after its title."""
    name = slug(str(proposal_values.get("title", "")))
    file_name = f"{name}-{identity}.md" if name else f"{identity}.md"
    day = proposal_values.get("date")
    folder = f"{day[:4]}/{day[5:7]}" if isinstance(day, str) and day else "undated"
    return f"articles/{folder}/{file_name}"


def created(proposal: Proposal) -> Change:
    """The change that makes a new article file."""
    values = {key: value for key, value in proposal.values.items() if key != "id" and not _nothing(value)}
    body = (proposal.body or "").strip("\n")
    head = fresh_head({"id": proposal.id, **values})
    text = f"---\n{head}---\n" + (f"\n{body}\n" if body else "")
    path = place_of(values, proposal.id)
    record = Written(proposal.id, path, body_digest(body), _ordered(values))
    outcome = Outcome(proposal.id, path, "created")
    return Change(outcome, path, path, None, text.encode(), record)


def updated(
    found: Found, raw: bytes, written: Written | None, proposal: Proposal, heads: HeadCache | None = None
) -> Change:
    """The change that merges a proposal into a file as it lies there. Raises FileFault on a file that is broken.

    With `heads`, front matter that was read before is not parsed again unless something in it is to change.
    """
    shown = f"archive/{found.path}"
    page = split(raw, shown)
    reading = heads.reading(page) if heads is not None else read_table(page.table())
    _refuse_broken(page, reading)
    merged = merged_values(reading.values, page.body, written, proposal)
    after = edited(page, reading.values, merged)
    path = _moved(found.path, written, merged.values)
    offers = _offers(merged, written, proposal, reading.values)
    record = Written(
        proposal.id,
        path if _was_here(found.path, written) else _path(written),
        merged.body_base,
        _ordered(merged.base),
        offers,
    )
    if merged.differences and not reading.places:
        reading = read_table(page.table())
    clashes = tuple(
        Clash(shown, *_place(page, reading, d.key), d.key, _said(d.key, d.theirs), _said(d.key, d.ours))
        for d in merged.differences
    )
    new = after.raw
    changed = new != raw or path != found.path
    outcome = Outcome(proposal.id, path, "updated" if changed else "unchanged", clashes)
    return Change(outcome, found.path, path, raw, new, record, changed)


def merged_values(
    values: Mapping[str, object], body: str, written: Written | None, proposal: Proposal
) -> Merged:
    """`merge` with the ledger's records of one article weighed into one."""
    records = [written, *written.others] if written is not None else []
    base = collapse(values, [record.values for record in records])
    if len(records) == 1:
        digest = records[0].body
    else:
        digest = collapse_body(body_digest(body), [record.body for record in records]) if records else ""
    return merge(values, body, base, digest, proposal.values, proposal.body)


def settled(article: Article, written: Written, proposal: Proposal) -> bool:
    """Whether merging a proposal would change neither the file nor the ledger, told without opening the file.

    Only a proposal that leaves text and provenance alone is told so; most of a run's are, in an archive of any size.
    """
    if proposal.body is not None or proposal.provenance is not None or written.others or written.offers:
        return False
    values = values_of(article)
    values.pop("id", None)
    if values == written.values == proposal.values:
        # Most of them: nobody has another word to say.
        return _moved(article.path, written, values) == article.path
    # Of a proposal without a text, the merge does not look at the file's.
    merged = merged_values(values, "", written, proposal)
    return (
        merged.values == values
        and merged.base == written.values
        and not merged.differences
        and _moved(article.path, written, merged.values) == article.path
    )


def merged_article(article: Article | None, written: Written | None, proposal: Proposal) -> Article:
    """The article as it would stand after `apply`, without writing anything."""
    if article is None:
        path = place_of(proposal.values, proposal.id)
        return article_from(path, {**proposal.values, "id": proposal.id}, {}, proposal.body or "")
    values = values_of(article)
    if proposal.body is not None or not isinstance(article, RememberedArticle):
        merged = merged_values(values, article.body, written, proposal)
        return article_from(article.path, {**merged.values, "id": article.id}, article.extra, merged.body)
    # Its text stays as it is, in the file.
    values.pop("id", None)
    if written is not None and not written.others and values == written.values:
        # Nobody has had another word than builder: the proposal is what will stand.
        said = {key: value for key, value in proposal.values.items() if key != "id" and not _nothing(value)}
    else:
        said = merged_values(values, "", written, proposal).values
    if said == values:
        return article
    return article.otherwise(article_from(article.path, {**said, "id": article.id}, article.extra, ""))


def in_story(article: Article, story: str | None) -> Article:
    """The same article under a story's name; the text of one that is remembered stays in its file."""
    if article.story == story:
        return article
    return article.under(story) if isinstance(article, RememberedArticle) else replace(article, story=story)


def guarded(found: Found, fault: FileFault | Changed, identity: str) -> Outcome:
    """The outcome of a file that is left alone because of a fault."""
    if isinstance(fault, FileFault):
        problem = Problem(fault.path, fault.line, fault.column, "not-written", fault.message)
    else:
        problem = Problem(f"archive/{found.path}", 0, 0, "not-written", str(fault))
    return Outcome(identity, found.path, "unchanged", problem=problem)


def _moved(path: str, written: Written | None, values: Mapping[str, object]) -> str:
    """Where the file goes: out of articles/undated/ if builder put it there and a day is now known, else nowhere."""
    if not path.startswith("articles/undated/") or not _was_here(path, written):
        return path
    day = values.get("date")
    if not isinstance(day, str):
        return path
    return f"articles/{day[:4]}/{day[5:7]}/{path.rsplit('/', 1)[1]}"


def _was_here(path: str, written: Written | None) -> bool:
    return written is not None and any(record.path == path for record in (written, *written.others))


def _path(written: Written | None) -> str:
    return written.path if written is not None else ""


def _offers(
    merged: Merged, written: Written | None, proposal: Proposal, present: Mapping[str, object]
) -> dict[str, object]:
    """The machine's values that wait for `accept` or `keep`. A partial proposal settles nothing."""
    offers: dict[str, object] = {}
    if proposal.provenance is None and written is not None:
        offers.update(written.offers)
    bases = dict(PAIRS)
    for difference in merged.differences:
        if difference.key in bases:
            pair = (difference.key, bases[difference.key])
            offers[difference.key] = {key: proposal.values[key] for key in pair if key in proposal.values}
        else:
            offers[difference.key] = proposal.body if difference.key == "body" else difference.ours
    return offers


def _said(key: str, value: object) -> object:
    return "another text" if key == "body" and value else value


def _place(page: Page, reading: Reading, key: str) -> tuple[int, int]:
    if key == "body":
        return page.place(min(page.body_start + 1, len(page.text)))
    index = reading.places.get(key)
    return page.head_place(index) if index is not None else (1, 1)


def _refuse_broken(page: Page, reading: Reading) -> None:
    for fault in reading.faults:
        if fault.severity == "error":
            raise FileFault(page.path, *page.head_place(fault.index), fault.message)


def _nothing(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _ordered(values: Mapping[str, object]) -> dict[str, object]:
    return {key: values[key] for key in sorted(values, key=lambda k: ORDER.get(k, len(ORDER))) if key != "id"}
