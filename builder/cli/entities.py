"""What editors do with names: aliases, merges, renames, splits, stops; and the list of names that need a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.curation import say
from builder.cli.output import count, print_json, print_table

if TYPE_CHECKING:
    from builder.model.entities import EntityType

KINDS = ("person", "organization", "place")
#: Names that a table of those to decide on shows: two screens, and a sitting's work.
SHOWN = 50
TYPE = click.option(
    "--type",
    "kind",
    type=click.Choice(KINDS),
    help="Needed where a name has entries of two types, or is new to the archive.",
)


def entity_type(kind: str | None) -> EntityType | None:
    """The type that an option names."""
    from builder.model.entities import EntityType

    return EntityType(kind) if kind else None


def done(paths: list[str]) -> None:
    """Say what was edited and what applies it."""
    say(paths)
    if paths:
        click.echo("'builder sync' applies this to every article.")


@click.group("entities")
def entities_group() -> None:
    """Names and the authority files that control them. Each command is a small edit in archive/authority/."""


@entities_group.command("alias")
@click.argument("name")
@click.argument("other")
@TYPE
def entities_alias(name: str, other: str, kind: str | None) -> None:
    """Let OTHER mean the entity NAME.

    \b
    builder entities alias "Jack Ma" "Ma Yun" --type person
    """
    from builder.store import Archive, authority_edits

    archive = Archive.find(Path.cwd())
    done(authority_edits.alias(archive, name, other, entity_type(kind)))
    if any(
        alias.only_with_name and alias.text == other and record.name == name
        for record in archive.authority().entities
        for alias in record.aliases
    ):
        click.echo(
            f"{other!r} counts where an article has {name!r} too; to let it count alone, write it as "
            f"{{text: {other}, only_with: none}}."
        )


@entities_group.command("rename", short_help="Prefer the name NEW for OLD, which stays an alias.")
@click.argument("old")
@click.argument("new")
@TYPE
def entities_rename(old: str, new: str, kind: str | None) -> None:
    """Prefer the name NEW for OLD, which stays an alias; the old page redirects."""
    from builder.store import Archive, authority_edits

    done(authority_edits.rename(Archive.find(Path.cwd()), old, new, entity_type(kind)))


@entities_group.command("merge")
@click.argument("into")
@click.argument("other")
@TYPE
def entities_merge(into: str, other: str, kind: str | None) -> None:
    """Make the entry OTHER part of INTO; OTHER's page redirects."""
    from builder.store import Archive, authority_edits

    done(authority_edits.merge(Archive.find(Path.cwd()), into, other, entity_type(kind)))


@entities_group.command("split")
@click.argument("name")
@click.argument("other")
@TYPE
def entities_split(name: str, other: str, kind: str | None) -> None:
    """Make OTHER an entity of its own, which NAME never means again."""
    from builder.store import Archive, authority_edits

    done(authority_edits.split(Archive.find(Path.cwd()), name, other, entity_type(kind)))


@entities_group.command("stop")
@click.argument("text")
@click.option(
    "--type",
    "kind",
    type=click.Choice(KINDS),
    default="organization",
    show_default=True,
    help="Which file notes it.",
)
def entities_stop(text: str, kind: str) -> None:
    """Let TEXT never be an entity of any type."""
    from builder.store import Archive, authority_edits

    found = entity_type(kind)
    assert found is not None
    done(authority_edits.stop(Archive.find(Path.cwd()), text, found))


@entities_group.command("review", short_help="List names that need a decision, with its command.")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON; all of it without --limit.")
@click.option(
    "--limit", type=click.IntRange(min=0), help=f"How many to show, 0 for all.  [default: {SHOWN} in a table]"
)
def entities_review(as_json: bool, limit: int | None) -> None:
    """List names that need a decision, with the command that would carry it out. Nothing is decided by itself.

    Those stand first whose decision may be expected to mend most: in many articles, and of a form that is often wrong.
    """
    from builder.annotate.review import review
    from builder.store import Archive

    archive = Archive.find(Path.cwd())
    written = {identity: record.values for identity, record in archive.ledger().items()}
    decisions = review(archive.load().articles, archive.authority(), written)
    most = limit or (len(decisions) if as_json or limit == 0 else SHOWN)
    shown = decisions[:most]
    left_out = len(decisions) - len(shown)
    if as_json:
        print_json([decision.record() for decision in shown])
        if left_out:
            click.echo(f"{left_out:,} more are left out; --limit 0 shows all.", err=True)
        return
    if not decisions:
        click.echo("No name needs a decision.")
        return
    print_table(
        "Names that need a decision",
        ["why", "name", "type", "articles", "command"],
        [[d.why, d.name, str(d.type), str(len(d.articles)), d.command] for d in shown],
    )
    if left_out:
        click.echo(
            f"{len(shown):,} of {len(decisions):,} names to decide on, first where a decision mends most; "
            "--limit 0 shows all."
        )
    else:
        click.echo(f"{count(len(decisions), 'name')} to decide on.")


COMMANDS = (entities_group,)
