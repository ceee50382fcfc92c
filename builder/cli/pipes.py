"""Each stage alone in a pipe: one JSON record a line in, one a line out."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from builder.cli.output import console, print_table
from builder.errors import Refused
from builder.model.authority import Authority
from builder.model.capture import Capture
from builder.model.cleaned import CleanText
from builder.model.entities import Annotated, EntityType

#: Records are read in groups of this many, so that a stream of any length passes in bounded memory; lines that a
#: site's pages share are looked for within a group.
GROUP = 1_000
#: Pages of a megabyte make smaller groups.
GROUP_CHARACTERS = 200_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A record and the line of standard input that it stood on."""

    number: int
    raw: bytes
    record: Mapping[str, object]


@dataclass(slots=True)
class Reader:
    """Reads records from standard input; a bad line is reported on standard error and counted, the rest goes on."""

    failed: int = 0

    def lines(self) -> Iterator[Line]:
        if sys.stdin.isatty():
            click.echo(
                "builder: reads JSON records from the keyboard, one a line; Ctrl-D ends them", err=True
            )
        for number, raw in enumerate(sys.stdin.buffer, start=1):
            if not raw.strip():
                continue
            try:
                record = json.loads(raw)
            except (ValueError, RecursionError) as fault:
                self.fail(number, f"no JSON: {fault}")
                continue
            if not isinstance(record, dict):
                self.fail(number, "not a JSON object")
                continue
            yield Line(number, raw, record)

    def fail(self, number: int, reason: str) -> None:
        """Report a line that could not be used."""
        self.failed += 1
        click.echo(json.dumps({"line": number, "error": reason}, ensure_ascii=False), err=True)

    def finish(self) -> None:
        """Exit with 1 where any line failed."""
        if self.failed:
            sys.exit(1)


def emit(record: Mapping[str, object]) -> None:
    """One record on standard output, a line, in UTF-8 whatever the terminal's locale."""
    sys.stdout.buffer.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


def text_of(line: Line, reader: Reader) -> str | None:
    """The record's text, or None after reporting that it has none."""
    text = line.record.get("text")
    if isinstance(text, str):
        return text
    reader.fail(line.number, "the key 'text' is missing or no string")
    return None


def string(record: Mapping[str, object], key: str) -> str | None:
    """A key's value where it is a non-empty string."""
    value = record.get(key)
    return value if isinstance(value, str) and value else None


def current_authority() -> Authority:
    """The authority files of the archive around the current folder; none where there is no archive."""
    from builder.store import archive_root

    root = archive_root(Path.cwd())
    if root is None:
        return Authority()
    from builder.store import Archive  # much to import where there is none

    return Archive(root).authority()


def cleaned_record(identity: object, cleaned: CleanText) -> dict[str, object]:
    """A cleaned page as one JSON record; keys without a value are null, so that every record has the same keys."""
    record: dict[str, object] = {
        "id": identity,
        "title": cleaned.title,
        "title_basis": cleaned.title_basis or None,
        "date": cleaned.date,
        "date_basis": cleaned.date_basis.value if cleaned.date_basis else None,
        "updated": cleaned.updated,
        "captured": cleaned.captured,
        "source": cleaned.source_name,
        "url": cleaned.source_url,
        "byline": cleaned.byline,
        "credits": list(cleaned.credits),
        "dateline": cleaned.dateline,
        "language": cleaned.language,
        "share_removed": round(cleaned.share_removed, 4),
        "text": cleaned.text,
    }
    if cleaned.refused:
        record["refused"] = cleaned.refused
    return record


@click.command("clean")
@click.argument("paths", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON record a line: in (standard input) and out.")
@click.option("--explain", is_flag=True, help="Show every line of the page with the rule that removed it.")
def clean_command(paths: tuple[str, ...], as_json: bool, explain: bool) -> None:
    """Take the article out of a page: title, date, source, body.

    With --json, records {"id", "url"?, "captured"?, "text" or "html"} are read from standard input. Without it the
    files given are cleaned and shown; nothing is written anywhere.

    \b
    builder clean page.html
    builder clean --explain dump.txt
    builder clean --json < pages.jsonl > cleaned.jsonl
    """
    from builder.ingest import read
    from builder.pipeline.cleaning import clean_captures

    today = datetime.datetime.now(tz=datetime.UTC).date()
    if as_json and not paths:
        reader = Reader()
        for identities, pages in capture_groups(reader):
            texts = clean_captures(pages, today, lambda _, text: text)
            for identity, text in zip(identities, texts, strict=True):
                emit(cleaned_record(identity, text))
        reader.finish()
        return
    if not paths:
        raise click.UsageError("Give files to clean, or --json to read records from standard input.")
    failed = False
    captures: list[Capture] = []
    for item in read(paths, stdin=sys.stdin.buffer):
        if isinstance(item, Refused):
            failed = True
            click.secho(str(item), fg="red", err=True)
        else:
            captures.append(item)
    for capture, text in zip(captures, clean_captures(captures, today, lambda _, text: text), strict=True):
        failed = failed or bool(text.refused)
        if as_json:
            emit(cleaned_record(capture.article_id, text))
        elif explain:
            show_explained(capture, text)
        else:
            show_cleaned(capture, text)
    if failed:
        sys.exit(1)


def capture_groups(reader: Reader) -> Iterator[tuple[list[object], list[Capture]]]:
    """The records of standard input as captures, in groups, with their ids; what came in is let go of at once."""
    from builder.ingest import from_record

    identities: list[object] = []
    captures: list[Capture] = []
    size = 0
    for line in reader.lines():
        try:
            capture = from_record(line.record, f"-:{line.number}", b"")
        except Refused as fault:
            reader.fail(line.number, fault.reason)
            continue
        identities.append(line.record.get("id"))
        captures.append(capture)
        size += len(capture.content)
        if len(captures) == GROUP or size >= GROUP_CHARACTERS:
            yield identities, captures
            identities, captures, size = [], [], 0
    if captures:
        yield identities, captures


def show_cleaned(capture: Capture, text: CleanText) -> None:
    """A cleaned page for a person to read."""
    record = cleaned_record(capture.article_id, text)
    rows = [
        [key, str(value)] for key, value in record.items() if key != "text" and value not in (None, [], "")
    ]
    print_table(capture.origin, ["field", "value"], rows)
    click.echo()
    click.echo(text.text)
    click.echo()


def show_explained(capture: Capture, text: CleanText) -> None:
    """Every line of the page: kept, or the rule that removed it; then the candidates for each field."""
    from builder.clean import explain

    screen = console()
    screen.print(capture.origin, style="bold", markup=False)
    for line in explain(capture, text):
        mark = "kept   " if line.kept else "removed"
        rule = "" if line.kept else f"  [{line.rule}]"
        screen.print(
            f"{line.line:>5} {mark} {line.text}{rule}", style="" if line.kept else "dim", markup=False
        )
    rows = [[c.field, c.value, c.basis, "taken" if c.chosen else ""] for c in text.candidates]
    if rows:
        print_table("Candidates", ["field", "value", "where it stood", ""], rows)
    if text.refused:
        click.secho(f"refused: {text.refused}", fg="red")


@click.command("annotate")
@click.option("--json", "as_json", is_flag=True, help="One JSON record a line, in and out (the default).")
@click.option(
    "--engine", default="builtin", show_default=True, help="Which entity engine finds the mentions."
)
def annotate_command(as_json: bool, engine: str) -> None:
    """Find people, organizations and places in texts.

    Records {"id", "text", "title"?, "language"?} on standard input give {"id", "mentions": [[start, end, type,
    name], ...], "entities"}; offsets count code points of the text. Inside an archive its authority files are used.
    """
    from builder.annotate import annotate, load_engine

    loaded = load_engine(engine)
    authority = current_authority()
    reader = Reader()

    for line in reader.lines():
        text = text_of(line, reader)
        if text is None:
            continue
        found = annotate(
            text,
            string(line.record, "language"),
            title=string(line.record, "title") or "",
            engine=loaded,
            authority=authority,
        )
        emit(annotated_record(line.record.get("id"), found))
    reader.finish()


def annotated_record(identity: object, found: Annotated) -> dict[str, object]:
    """An annotated text as one JSON record."""
    return {
        "id": identity,
        "mentions": [[m.start, m.end, m.type.value, m.name or m.text] for m in found.mentions],
        "entities": {kind.plural: [e.name for e in found.entities if e.type is kind] for kind in EntityType},
        "engine": found.engine,
        "notes": list(found.notes),
    }


COMMANDS = (clean_command, annotate_command)
