"""Everything that can be wrong in an archive, each with its place and, where one is near, a suggestion."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import FileFault
from builder.model.authority import Authority
from builder.model.problem import Problem, Severity
from builder.model.relation import RelationType
from builder.store.archive import Archive
from builder.store.authority import read_authority
from builder.store.authority_check import authority_problems
from builder.store.facts import Facts, Recorded, by_id
from builder.store.frontmatter import split
from builder.store.schema import schema_bytes
from builder.store.validate import did_you_mean, read_table

_VETO = RelationType.UNRELATED.value


#: From so many files on, looking at the whole archive is no slower than looking up what each refers to.
FEW = 50
#: An article's id at the end of a file name.
ID_GLOB = "a" + "[0-9a-f]" * 10


@dataclass(frozen=True, slots=True)
class _Whole:
    """The archive as cross-checks see it: the files to be checked, and all that they may refer to."""

    archive: Archive
    facts: Sequence[Facts]
    by_id: Mapping[str, Facts]
    authority: Authority
    recorded: Mapping[str, Recorded]


def check(archive: Archive, paths: Iterable[str | Path] = ()) -> list[Problem]:
    """All problems, in the order of their places; with `paths`, only those in these files and folders.

    Errors are what keeps a file out of the archive or contradicts another file; warnings are likely mistakes;
    notices are what an editor may want to know. Of a few single articles only what they refer to is read.
    """
    wanted = _relative(archive.root, paths)
    problems = _of_few(archive, wanted)
    if problems is None:
        problems = _of_all(archive)
    if wanted:
        problems = [
            p for p in problems if any(w == "." or p.path == w or p.path.startswith(f"{w}/") for w in wanted)
        ]
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def _of_all(archive: Archive) -> list[Problem]:
    seen = archive.overview()
    problems = list(seen.problems)
    for one in seen.facts:
        problems.extend(one.problems)
    read = read_authority(archive.authority_folder, "archive/authority")
    problems.extend(read.problems)
    problems.extend(authority_problems(read.authority))
    problems.extend(_schema(archive))
    problems.extend(_elsewhere(archive, {one.story for one in seen.facts}))
    whole = _Whole(archive, seen.facts, by_id(seen.facts), read.authority, seen.recorded)
    for rule in (_ids, _links, _sources, _stories, _dates, _bodies):
        problems.extend(rule(whole))
    return problems


def _of_few(archive: Archive, wanted: Sequence[str]) -> list[Problem] | None:
    """The problems of a few articles, from these files and those that they link; None where that is not enough."""
    if not wanted or len(wanted) > FEW or not all(w.startswith("archive/articles/") for w in wanted):
        return None
    files = [archive.root / w for w in wanted]
    if not all(file.is_file() and not file.is_symlink() and file.suffix == ".md" for file in files):
        return None
    facts = [archive.facts_of(w.removeprefix("archive/")) for w in wanted]
    recorded: dict[str, Recorded] = {}
    others: dict[str, Facts] = {one.id: one for one in facts if one.id}
    if len(others) < sum(bool(one.id) for one in facts):
        return None
    for one in facts:
        for identity in (one.id, one.derived_from, *(article for article, _ in one.links)):
            try:
                record = archive.recorded(identity) if identity else None
            except FileFault:
                return None
            if record is not None:
                recorded[identity] = record
            if not identity or (
                identity in others and (record is None or record.path == others[identity].path)
            ):
                continue
            # Elsewhere than where builder put it, or not builder's: only a look at every file tells where it is.
            if record is None or not (archive.docs / record.path).is_file():
                return None
            other = archive.facts_of(record.path)
            if other.id != identity or identity in others:
                return None
            others[identity] = other
    read = read_authority(archive.authority_folder, "archive/authority")
    whole = _Whole(archive, facts, others, read.authority, recorded)
    problems = [problem for one in facts for problem in one.problems]
    for rule in (_ids, _links, _sources, _dates, _bodies):
        problems.extend(rule(whole))
    return problems


def _relative(root: Path, paths: Iterable[str | Path]) -> list[str]:
    """Paths as problems name them; those outside the archive's root are left out."""
    found: list[str] = []
    for path in paths:
        full = Path(os.path.normpath(Path.cwd() / path))
        for base in (root, root.resolve()):
            if full.is_relative_to(base):
                found.append(full.relative_to(base).as_posix())
                break
        else:
            found.append(f"/{full}")
    return found


def _elsewhere(archive: Archive, stories: set[str]) -> Iterator[Problem]:
    """Leads of stories that no article carries, and articles that lie where none are looked for."""
    for lead in sorted((archive.docs / "stories").glob("*.md")):
        if lead.stem not in stories and lead.stem != "index":
            hint = did_you_mean(lead.stem, stories - {""})
            message = f"no article carries the story {lead.stem!r}"
            yield Problem(
                f"archive/stories/{lead.name}", 1, 1, "lead-of-none", message, Severity.WARNING, hint
            )
    for folder in sorted(p for p in archive.docs.iterdir() if p.is_dir() and not p.name.startswith(".")):
        if folder.name in {"articles", "authority", "inbox", "stories"}:
            continue
        for file in sorted(folder.rglob(f"*-{ID_GLOB}.md")):
            shown = file.relative_to(archive.root).as_posix()
            message = "looks like an article, but only those under archive/articles/ are"
            yield Problem(shown, 1, 1, "misplaced", message, Severity.WARNING)


def _schema(archive: Archive) -> Iterator[Problem]:
    """A published schema that builder has outgrown."""
    file = archive.docs / "schema.json"
    if file.exists() and file.read_bytes() != schema_bytes():
        message = "describes the front matter of another version of builder"
        yield Problem("archive/schema.json", 1, 1, "old-schema", message, Severity.NOTICE, fixable=True)


def _at(whole: _Whole, facts: Facts, key: str, code: str, message: str, **more: object) -> Problem:
    line, column = place(whole.archive.docs / facts.path, key)
    return Problem(f"archive/{facts.path}", line, column, code, message, **more)  # type: ignore[arg-type]


def place(file: Path, key: str) -> tuple[int, int]:
    """Line and column of a key's value in an article (`related_versions.ID` for one link); 1, 1 where it has none."""
    try:
        page = split(file.read_bytes(), file.name)
        index = read_table(page.table()).places.get(key)
    except (OSError, FileFault):
        return 0, 0
    return page.head_place(index) if index is not None else (1, 1)


def _ids(whole: _Whole) -> Iterator[Problem]:
    for facts in whole.facts:
        if not facts.id:
            continue
        first = whole.by_id[facts.id]
        if first.path != facts.path:
            yield _at(
                whole, facts, "id", "duplicate-id", f"id {facts.id} is also that of archive/{first.path}"
            )
        name = facts.path.rsplit("/", 1)[1].removesuffix(".md")
        tail = name.rsplit("-", 1)[-1]
        if tail != facts.id and len(tail) == 11 and tail[0] == "a" and tail[1:].isalnum():
            other = whole.by_id.get(tail)
            hint = f"{tail} is the id in archive/{other.path}" if other else f"write id: {tail}"
            if _is_hex(tail[1:]):
                message = f"id {facts.id} is not the one in the file's name"
                yield _at(
                    whole, facts, "id", "id-mismatch", message, suggestion=hint, severity=Severity.ERROR
                )


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdef" for c in text)


def _links(whole: _Whole) -> Iterator[Problem]:
    # A link to an article whose file is broken is no mistake of its own: the broken file is reported itself.
    unread = _unread(whole)
    for facts in whole.facts:
        if facts.derived_from and facts.derived_from not in whole.by_id and facts.derived_from not in unread:
            message = f"derived_from: no article has the id {facts.derived_from}"
            yield _at(
                whole,
                facts,
                "derived_from",
                "dangling",
                message,
                suggestion=_near_id(facts.derived_from, whole),
            )
        for other_id, relation in facts.links:
            key = f"related_versions.{other_id}"
            other = whole.by_id.get(other_id)
            if other_id == facts.id:
                yield _at(
                    whole,
                    facts,
                    key,
                    "self-link",
                    "related_versions: an article cannot be a version of itself",
                )
            elif other is None and other_id not in unread:
                message = f"related_versions: no article has the id {other_id}"
                yield _at(whole, facts, key, "dangling", message, suggestion=_near_id(other_id, whole))
            elif other is not None and relation != _VETO:
                yield from _other_side(whole, facts, other, relation, key)


def _unread(whole: _Whole) -> set[str]:
    """The ids, by their file names, of articles whose files are broken."""
    return {one.path.removesuffix(".md").rsplit("-", 1)[-1] for one in whole.facts if not one.id}


def _other_side(whole: _Whole, facts: Facts, other: Facts, relation: str, key: str) -> Iterator[Problem]:
    back = dict(other.links).get(facts.id)
    mirrored = RelationType(relation).seen_from_other_side.value
    if back is None:
        if other.status != "published" or facts.status != "published":
            return
        message = f"related_versions: archive/{other.path} does not link back"
        hint = f"there: article: {facts.id}, relation: {mirrored}"
        yield _at(
            whole, facts, key, "one-sided", message, severity=Severity.WARNING, suggestion=hint, fixable=True
        )
    elif back == _VETO:
        message = f"related_versions: archive/{other.path} says that the two are unrelated"
        yield _at(whole, facts, key, "contradiction", message, severity=Severity.WARNING)
    elif back != mirrored and facts.id < other.id:
        message = f"related_versions: {relation} here, but {back} in archive/{other.path}"
        yield _at(whole, facts, key, "contradiction", message, severity=Severity.WARNING)
    if facts.story and other.story and facts.story != other.story and facts.id < other.id:
        message = f"linked with archive/{other.path}, which is in another story ({other.story})"
        yield _at(whole, facts, "story", "story-split", message, severity=Severity.WARNING)


def _near_id(wrong: str, whole: _Whole) -> str:
    near = [
        i
        for i in whole.by_id
        if len(i) == len(wrong) and sum(a != b for a, b in zip(i, wrong, strict=True)) == 1
    ]
    return f"did you mean {near[0]}?" if len(near) == 1 else ""


def _sources(whole: _Whole) -> Iterator[Problem]:
    known = {source.id for source in whole.authority.sources}
    by_name = {name: s.id for s in whole.authority.sources for name in (s.name, *s.aliases)}
    for facts in whole.facts:
        if facts.source and facts.source not in known:
            hint = by_name.get(facts.source)
            suggestion = f"did you mean {hint}?" if hint else did_you_mean(facts.source, known)
            message = f"source: {facts.source!r} is not in authority/sources.yml"
            yield _at(whole, facts, "source", "unknown-source", message, suggestion=suggestion)


def _stories(whole: _Whole) -> Iterator[Problem]:
    members: dict[str, list[Facts]] = defaultdict(list)
    for facts in whole.facts:
        if facts.story:
            members[facts.story].append(facts)
    unread = _unread(whole)
    for name, found in members.items():
        if len(found) == 1 and unread.isdisjoint(link for link, _ in found[0].links):
            others = [other for other, many in members.items() if other != name and len(many) > 1]
            message = f"story: no other article carries {name!r}"
            hint = did_you_mean(name, others)
            yield _at(
                whole, found[0], "story", "story-of-one", message, severity=Severity.WARNING, suggestion=hint
            )


def _dates(whole: _Whole) -> Iterator[Problem]:
    for facts in whole.facts:
        if facts.date_basis and not facts.date:
            message = "date_basis: there is no date that it could speak of"
            yield _at(whole, facts, "date_basis", "no-date", message, severity=Severity.WARNING, fixable=True)
        written = whole.recorded.get(facts.id)
        if written is None or not facts.date or facts.date_basis in {"", "editor"}:
            continue
        if facts.date != written.date and facts.date_basis == written.date_basis:
            message = (
                f"date_basis: the date was changed by hand, but {facts.date_basis!r} spoke of the old one"
            )
            yield _at(
                whole,
                facts,
                "date_basis",
                "stale-basis",
                message,
                severity=Severity.WARNING,
                suggestion="date_basis: editor",
                fixable=True,
            )


def _bodies(whole: _Whole) -> Iterator[Problem]:
    for facts in whole.facts:
        written = whole.recorded.get(facts.id)
        if (
            written is not None
            and written.body
            and facts.body != written.body
            and facts.status == "published"
        ):
            message = "the text is no longer what builder took from the capture; it stands as edited"
            yield Problem(f"archive/{facts.path}", 1, 1, "edited-text", message, Severity.NOTICE)
