"""What others read of the archive: the schema for editors, a pull request's meaning, pages as plain Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli.output import print_json


@click.command("schema", short_help="Print the JSON Schema of an article's front matter.")
def schema_command() -> None:
    """Print the JSON Schema of an article's front matter, for editors and other tools."""
    from builder.store import json_schema

    print_json(json_schema())


@click.command("review", short_help="Say in Markdown what a pull request means for readers.")
@click.argument("revisions", metavar="BASE..HEAD")
def review_command(revisions: str) -> None:
    """Say in Markdown what a change means for readers: stories that gained versions, dates, names, titles.

    HEAD may be left out: then the files as they lie here are compared with BASE.

    \b
    builder review main..HEAD
    builder review HEAD~1..
    """
    from builder.derive.review import review
    from builder.store import Archive
    from builder.store.revisions import at, of

    base, dots, head = revisions.partition("..")
    if not dots or not base:
        raise click.UsageError("Give two revisions as BASE..HEAD (or BASE.. for the files as they lie here).")
    archive = Archive.find(Path.cwd())
    before = at(archive, base)
    head = head.lstrip(".")
    after = at(archive, head) if head else of(archive)
    click.echo(
        review(
            before.articles,
            after.articles,
            before.authority,
            after.authority,
            unread_before=before.unread,
            unread_after=after.unread,
        )
    )


COMMANDS = (schema_command, review_command)
