"""`builder relate`: texts from standard input to relations and stories, or from files to files on Spark."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

import click

from builder.cli.deciding import decisions_of
from builder.cli.pipes import Reader, emit, string, text_of
from builder.model.relation import Related, Witness


@click.command("relate")
@click.option("--json", "as_json", is_flag=True, help="One JSON record a line, in and out (the default).")
@click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    help="spark: many machines, for what one cannot hold.",
)
@click.option("--master", default="local[2]", show_default=True, help="The Spark cluster.")
@click.option("--source", help="For Spark: JSONL or Parquet (a name ending in .parquet) to read.")
@click.option("--out", help="For Spark: a new folder for relations/ and stories/ as Parquet.")
@click.option(
    "--checkpoints", help="For Spark: a folder that all workers reach, for long chains of versions."
)
@click.option(
    "--conf",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="For Spark: a setting of its own, such as spark.executor.memory=8g.",
)
@click.option(
    "--decisions",
    type=click.Path(exists=True, path_type=Path),
    help="What people decided: an archive's folder, or a file of pairs.",
)
@click.option(
    "--window",
    type=click.IntRange(min=1),
    help="Compare only texts dated this many days apart or less (and undated ones).",
)
@click.option("--encoder", help="A model for translations: vectors:PATH or sentence-transformers:PATH.")
def relate_command(
    as_json: bool,
    engine: str,
    master: str,
    source: str | None,
    out: str | None,
    checkpoints: str | None,
    settings: tuple[str, ...],
    decisions: Path | None,
    window: int | None,
    encoder: str | None,
) -> None:
    """Find the versions of one story among texts.

    Records {"id", "text", "title"?, "source"?, "date"?, "language"?} on standard input give relations {"a", "b",
    "relation", "score"} and then stories {"story", "articles"}. With --engine spark the same functions run on Apache
    Spark (pip install 'annotated-news-archive[spark]', and Java), from files to files. A file of decisions has a record
    {"a", "b", "decision": "together" or "apart"} a line.

    \b
    builder relate --json < cleaned.jsonl > related.jsonl
    builder relate --engine spark --master spark://host:7077 --source texts.parquet --out related --window 60
    """
    constraints = decisions_of(decisions) if decisions else None
    if engine == "spark":
        if encoder:
            raise click.UsageError("--encoder works with the embedded engine only.")
        from builder.relate.spark import relate_files, session

        if not source or not out:
            raise click.UsageError("--engine spark reads --source and writes --out.")
        if wrong := [s for s in settings if "=" not in s]:
            raise click.UsageError(f"--conf takes KEY=VALUE, not {wrong[0]!r}.")
        spark = session(master, settings=dict(s.split("=", 1) for s in settings))
        relate_files(spark, source, out, constraints, window=window, checkpoints=checkpoints)
        return
    if source or out or checkpoints or settings:
        raise click.UsageError(
            "--source, --out, --checkpoints and --conf are for --engine spark; the embedded engine reads standard input."
        )
    from builder.cli.bars import bars
    from builder.relate import relate
    from builder.relate.encoders import load_encoder

    reader = Reader()
    witnesses: dict[str, Witness] = {}
    for line in reader.lines():
        text = text_of(line, reader)
        identity = line.record.get("id")
        if text is None:
            continue
        if not isinstance(identity, str | int):
            reader.fail(line.number, "the key 'id' is missing")
            continue
        if str(identity) in witnesses:
            reader.fail(line.number, f"the id {identity!r} stands on an earlier line too")
            continue
        witnesses[str(identity)] = witness_of(str(identity), text, line.record)
    model = load_encoder(encoder) if encoder else None
    workers = os.cpu_count() or 1
    with bars() as shown:
        shown("relate", 0, None)
        found = relate(list(witnesses.values()), constraints, workers=workers, window=window, encoder=model)
    emit_related(found, witnesses)
    reader.finish()


def witness_of(identity: str, text: str, record: Mapping[str, object]) -> Witness:
    """A record as relating reads it; a date that is none is taken as unknown."""
    date = string(record, "date")
    try:
        day = datetime.date.fromisoformat(date[:10]).isoformat() if date else None
    except ValueError:
        day = None
    return Witness(
        id=identity,
        text=text,
        title=string(record, "title") or "",
        source=string(record, "source"),
        date=day,
        captured=string(record, "captured"),
        language=string(record, "language"),
    )


def emit_related(related: Related, witnesses: Mapping[str, Witness]) -> None:
    """Relations, each with what tells of the order and of a common source, then stories."""
    from builder.text.evidence import Order, order_of, source_marks

    for relation in related.relations:
        a, b = witnesses[relation.a], witnesses[relation.b]
        order = order_of(a.date, b.date)
        marks = source_marks(a.text, b.text)
        emit(
            {
                "a": relation.a,
                "b": relation.b,
                "relation": relation.relation.value,
                "score": round(relation.score, 4),
                "coverage_a": round(relation.coverage_a, 4),
                "coverage_b": round(relation.coverage_b, 4),
                "verbatim": round(relation.verbatim, 4),
                "directed": relation.directed,
                "order": "a is earlier" if order is Order.DATED else f"not established: {order.value}",
                "credited": {"a": marks.a, "b": marks.b, "both": marks.both},
                "same_story": relation.same_story,
            }
        )
    for story in related.stories:
        emit({"story": story.slug or story.articles[0], "articles": list(story.articles)})


COMMANDS = (relate_command,)
