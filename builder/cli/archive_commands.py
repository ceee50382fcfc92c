"""The archive as a whole: init, add, sync, check."""

from __future__ import annotations

import datetime
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.output import count, print_json, print_table
from builder.errors import BuilderError

# Stages are imported inside the commands, so that `builder --help` does not wait for the models to load.
if TYPE_CHECKING:
    from builder.cli.bars import Bars
    from builder.errors import Refused
    from builder.model.capture import Capture
    from builder.model.problem import Problem
    from builder.pipeline import AddReport, SyncReport
    from builder.store import Archive, Clash


def today() -> datetime.date:
    """The day on this machine's clock; dates after it are refused."""
    return datetime.datetime.now(tz=datetime.UTC).date()


no_cache = click.option(
    "--no-cache", is_flag=True, help="Trust nothing that an earlier run remembered under .cache/."
)

limited = click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Processor time that a capture may take to be read and cleaned, for each megabyte; 0 for no limit.",
)


@click.command("init", short_help="Make an empty archive in FOLDER.")
@click.argument("folder", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Make an empty archive in FOLDER, ready for Git, `builder add` and `mkdocs serve`.

    A folder that already holds an archive is left as it is.
    """
    from builder.store import init

    for path in init(folder):
        click.echo(f"made {path}")
    steps = [
        *([(f"cd {shlex.quote(str(folder))}", "")] if folder.resolve() != Path.cwd() else []),
        *([] if (folder / ".git").exists() else [("git init", "")]),
        ("builder add PATH...", "captures become articles"),
        ("builder check", "says what does not fit"),
        ("mkdocs serve", "shows the site at http://127.0.0.1:8000/"),
    ]
    click.echo("Next:")
    for command, does in steps:
        click.echo(f"  {command:<20}  {does}".rstrip())


@click.command("add", short_help="Make articles of captures: files, folders, web addresses.")
@click.argument("paths", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be added; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@click.option("--engine", default="builtin", show_default=True, help="Which entity engine finds names.")
@limited
@no_cache
def add_command(
    paths: tuple[str, ...], dry_run: bool, as_json: bool, engine: str, time_limit: float, no_cache: bool
) -> None:
    """Add captures: text dumps, HTML, MHTML, WARC, feeds, JSONL, CSV, e-mail, PDF, archives and folders of these,
    web addresses, and - for standard input.

    Each capture is kept as received, cleaned, searched for names, compared with all that the archive holds, and
    written as one Markdown file. The same bytes again change nothing. Exit code 1 where something was refused.

    \b
    builder add archive/inbox
    builder add dump.txt pages/ crawl.warc.gz
    builder add https://example.org/2021/03/story
    curl -s https://example.org/story | builder add -
    """
    from builder.annotate import load_engine
    from builder.cli.bars import bars
    from builder.errors import Refused
    from builder.ingest import TIME_LIMIT, read
    from builder.pipeline import add
    from builder.store import Archive

    archive = Archive.find(Path.cwd(), trust_cache=not no_cache)
    TIME_LIMIT.set(time_limit)
    with bars(quiet=as_json) as shown:
        told = shown.read_bytes if shown.visible else None
        own = [path for path in paths if is_own(archive, path)]
        captures = read([path for path in paths if path not in own], stdin=sys.stdin.buffer, progress=told)
        inputs = counted(chain((Refused(path, OWN) for path in own), captures), shown)
        report = add(
            archive,
            inputs,
            today=today(),
            engine=load_engine(engine),
            dry_run=dry_run,
            progress=shown,
            limit=time_limit,
        )
    if as_json:
        print_json(add_record(report, dry_run=dry_run))
    else:
        print_added(report, dry_run=dry_run)
        print_without_model([a.language for a in report.added if a.engine.split()[0:1] != [engine]], engine)
    if report.clashes:
        sys.exit(3)
    if report.refused or report.broken:
        sys.exit(1)


#: `builder add .` in an archive would make articles of its own articles, names and settings.
OWN = "holds this archive or is a part of it; name what is to be added, such as archive/inbox"


def is_own(archive: Archive, path: str) -> bool:
    """Whether a path leads to the archive itself: to a folder that it lies in, or into `archive/` beside its inbox."""
    try:
        place = Path(path).resolve(strict=True)
    except (OSError, ValueError):  # standard input, a web address, or what reading will refuse
        return False
    inbox = (archive.docs / "inbox").resolve()
    within = place.is_relative_to(archive.docs.resolve()) and not place.is_relative_to(inbox)
    return within or archive.root.resolve().is_relative_to(place)


def counted(inputs: Iterator[Capture | Refused], shown: Bars) -> Iterator[Capture | Refused]:
    """The inputs, counting them on the bar as they are read."""
    for done, item in enumerate(inputs, start=1):
        shown.read_items(done)
        yield item


def add_record(report: AddReport, *, dry_run: bool) -> dict[str, object]:
    """An add report for machines."""
    return {
        "dry_run": dry_run,
        "added": [
            {
                "id": a.id,
                "path": a.path,
                "title": a.title,
                "origin": a.origin,
                "story": a.story,
                "relation": a.relation,
                "language": a.language,
                "engine": a.engine,
            }
            for a in report.added
        ],
        "versions": [{"id": g.id, "path": g.path, "title": g.title, "story": g.story} for g in report.gained],
        "held": list(report.held),
        "refused": [{"origin": r.origin, "reason": r.reason} for r in report.refused],
        "clashes": [clash_record(c) for c in report.clashes],
        "broken": list(report.broken),
    }


def clash_record(clash: Clash) -> dict[str, object]:
    """A clash for machines."""
    return {
        "path": clash.path,
        "line": clash.line,
        "column": clash.column,
        "key": clash.key,
        "person": clash.theirs,
        "machine": clash.ours,
    }


def print_added(report: AddReport, *, dry_run: bool) -> None:
    """An add report for people."""
    if report.added:
        print_table(
            "Would be added" if dry_run else "Added",
            ["article", "title", "version of"],
            [[a.path, a.title, version_words(a.story, a.relation)] for a in report.added],
        )
    if report.gained:
        print_table(
            "Held articles that gained a version",
            ["article", "story"],
            [[g.path, g.story] for g in report.gained],
        )
    if report.held:
        print_table("Already held", ["input"], [[origin] for origin in report.held])
    if report.refused:
        print_table("Refused", ["input", "why"], [[r.origin, r.reason] for r in report.refused])
    print_faults(report.broken, report.clashes)
    verb = "would be added" if dry_run else "added"
    versions = sum(a.story is not None for a in report.added)
    click.echo(
        f"{count(len(report.added), 'article')} {verb} ({versions} as versions of a story), "
        f"{count(len(report.held), 'input')} already held, {len(report.refused)} refused."
    )


def print_without_model(languages: Sequence[str | None], engine: str) -> None:
    """Say which articles, by their languages, the engine has no model for, so that nobody takes their few names for all."""
    if languages:
        held = Counter(language or "unknown" for language in languages)
        told = ", ".join(f"{language} {number:,}" for language, number in held.most_common())
        click.echo(
            f"Entity engine '{engine}' has no model for the language of {count(len(languages), 'article')} ({told}): "
            "only names from the authority files are marked there."
        )


def version_words(story: str | None, relation: str | None) -> str:
    """The story column of the summary."""
    if story is None:
        return ""
    return f"{story} ({relation})" if relation else story


def print_faults(broken: Sequence[str], clashes: Sequence[Clash]) -> None:
    """Files that could not be read, and values on which a person and the machine differ, on standard error."""
    for line in broken:
        click.secho(line, fg="red", err=True)
    for clash in clashes:
        click.secho(
            f"{clash.path}:{clash.line}:{clash.column}: {clash.key}: the file says {_said(clash.theirs)}, "
            f"builder would write {_said(clash.ours)}; the file stands "
            f"(builder accept|keep {clash.path} {clash.key})",
            fg="yellow",
            err=True,
        )


def _said(value: object) -> str:
    return "nothing" if value is None else repr(value)


@click.command("sync", short_help="Run the stages again, keeping every person's edit.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@click.option("--engine", default="builtin", show_default=True, help="Which entity engine finds names.")
@limited
@no_cache
def sync_command(dry_run: bool, as_json: bool, engine: str, time_limit: float, no_cache: bool) -> None:
    """Run the stages again over what the archive holds, keeping every person's edit.

    Use it after an upgrade, after editing authority files, or after vetoing a relation. Where a person's value and
    a new proposal differ, the file is left alone and the difference is listed: exit code 3. Run twice, the second
    run changes nothing. An article whose capture can no longer be read or cleaned stands as it is: exit code 1.
    """
    from builder.annotate import load_engine
    from builder.cli.bars import bars
    from builder.ingest import TIME_LIMIT
    from builder.pipeline import sync
    from builder.store import Archive

    archive = Archive.find(Path.cwd(), trust_cache=not no_cache)
    TIME_LIMIT.set(time_limit)
    with bars(quiet=as_json) as shown:
        report = sync(
            archive,
            today=today(),
            engine=load_engine(engine),
            dry_run=dry_run,
            progress=shown,
            limit=time_limit,
        )
    if as_json:
        print_json(sync_record(report, dry_run=dry_run))
    else:
        print_synced(report, dry_run=dry_run)
    if report.clashes:
        sys.exit(3)
    if report.skipped or report.broken:
        sys.exit(1)


def sync_record(report: SyncReport, *, dry_run: bool) -> dict[str, object]:
    """A sync report for machines."""
    return {
        "dry_run": dry_run,
        "changed": [{"id": o.id, "path": o.path, "action": o.action} for o in report.changed],
        "recorded": [{"id": o.id, "path": o.path} for o in report.recorded],
        "unchanged": report.unchanged,
        "clashes": [clash_record(c) for c in report.clashes],
        "skipped": [{"origin": r.origin, "reason": r.reason} for r in report.skipped],
        "broken": list(report.broken),
    }


def print_synced(report: SyncReport, *, dry_run: bool) -> None:
    """A sync report for people."""
    if report.changed:
        print_table("Would change" if dry_run else "Changed", ["article"], [[o.path] for o in report.changed])
    for fault in report.skipped:
        click.secho(f"{fault} (the article stands as it is)", fg="yellow", err=True)
    print_faults(report.broken, report.clashes)
    would = "would get new" if dry_run else "got new"
    records = (
        f" ({len(report.recorded):,} of these {would} records in archive/.machine/)"
        if report.recorded
        else ""
    )
    click.echo(
        f"{count(len(report.changed), 'article')} {'would change' if dry_run else 'changed'}, "
        f"{report.unchanged:,} unchanged{records}, {count(len(report.clashes), 'clash', 'clashes')}."
    )


@click.command("check", short_help="Say what does not fit in the archive.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "rdjson"]),
    default="text",
    show_default=True,
    help="text for people; github, sarif and rdjson for annotations in pull requests.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--fix", is_flag=True, help="Mend what has only one right answer, and say what was mended.")
@no_cache
def check_command(paths: tuple[Path, ...], form: str, fix: bool, no_cache: bool) -> None:
    """Say what does not fit in the archive: front matter, ids, links, stories, authority files.

    Each line is file:line:column: message. Exit code 1 where there are errors; warnings and notices are only said.
    With PATHS only problems in these files and folders are listed; one that is not there, and that Git does not know as
    deleted either, is a slip of the hand: exit code 2.
    """
    from builder.model.problem import Severity
    from builder.store import Archive, check, fixed
    from builder.store.formats import render
    from builder.store.revisions import was_held

    archive = Archive.find(Path.cwd(), trust_cache=not no_cache)
    for path in paths:
        if path.exists():
            continue
        held = was_held(archive, Path.cwd() / path)
        if held is False:
            raise BuilderError(f"{path}: no such file or folder, and Git knows of none that was deleted")
        # A list of changed files from Git names deleted ones too.
        why = "deleted" if held else "Git does not say whether it was deleted"
        click.secho(f"{path}: no such file or folder ({why})", fg="yellow", err=True)
    if fix:
        with archive.lock():
            for mended in fixed(archive, check(archive, paths)):
                click.echo(f"mended {mended}", err=True)
    problems = check(archive, paths)
    if form == "text":
        print_problems(problems)
    else:
        click.echo(render(problems, form))
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems for people, worst first in colour on a terminal, and how many of each kind."""
    from builder.model.problem import Severity

    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
    for problem in problems:
        click.echo(f"{click.style(problem.severity.value, fg=colours[problem.severity])} {problem}")
    found = [
        count(sum(p.severity is severity for p in problems), severity.value)
        for severity in Severity
        if any(p.severity is severity for p in problems)
    ]
    click.echo(f"{', '.join(found)}." if found else "No problems found.")


COMMANDS = (init_command, add_command, sync_command, check_command)
