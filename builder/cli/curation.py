"""What editors do from the command line: stories, articles, and differences settled. Each makes a small diff."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


def say(paths: Iterable[str]) -> None:
    """The files that were changed."""
    changed = list(paths)
    for path in changed:
        click.echo(f"changed {path}")
    if not changed:
        click.echo("Nothing to change.")


@click.group("story")
def story_group() -> None:
    """Split, merge and name stories. What you decide stands; `builder sync` takes it into account."""


@story_group.command("name", short_help="Give story OLD the name NEW (a slug).")
@click.argument("old")
@click.argument("new")
def story_name(old: str, new: str) -> None:
    """Give story OLD the name NEW (a slug), in all its articles and its introduction."""
    from builder.store import Archive, curation

    say(curation.name_story(Archive.find(Path.cwd()), old, new))


@story_group.command("merge")
@click.argument("into")
@click.argument("others", nargs=-1, required=True)
def story_merge(into: str, others: tuple[str, ...]) -> None:
    """Put every article of the stories OTHERS into the story INTO."""
    from builder.store import Archive, curation

    say(curation.merge_stories(Archive.find(Path.cwd()), into, others))


@story_group.command("split")
@click.argument("articles", nargs=-1, required=True)
@click.option("--into", "new", help="Name of the story that they make (a slug); without it they are in none.")
def story_split(articles: tuple[str, ...], new: str | None) -> None:
    """Take ARTICLES (ids or files) out of their story."""
    from builder.store import Archive, curation

    say(curation.split_story(Archive.find(Path.cwd()), articles, new))


@click.group("article", short_help="Correct, withhold or remove one article.")
def article_group() -> None:
    """Correct, withhold or remove one article, named by its id or file."""


@article_group.command("redate", short_help="Set the publication date, or say that it is unknown.")
@click.argument("article")
@click.argument("day", metavar="YYYY-MM-DD|unknown")
def article_redate(article: str, day: str) -> None:
    """Set the publication date (as the editor's), or say that it is unknown."""
    from builder.store import Archive, curation

    say(curation.redate(Archive.find(Path.cwd()), article, None if day == "unknown" else day))


@article_group.command("retitle")
@click.argument("article")
@click.argument("title")
def article_retitle(article: str, title: str) -> None:
    """Set the title."""
    from builder.store import Archive, curation

    say(curation.retitle(Archive.find(Path.cwd()), article, title))


@article_group.command("withhold")
@click.argument("article")
def article_withhold(article: str) -> None:
    """Show only a tombstone on the site; the file keeps everything."""
    from builder.store import Archive, curation

    say(curation.withhold(Archive.find(Path.cwd()), article))


@article_group.command("publish")
@click.argument("article")
def article_publish(article: str) -> None:
    """Show a withheld article again."""
    from builder.store import Archive, curation

    say(curation.publish(Archive.find(Path.cwd()), article))


@article_group.command("remove")
@click.argument("article")
@click.option(
    "--purge", is_flag=True, help="Also delete its text, its capture and what the machine recorded."
)
def article_remove(article: str, purge: bool) -> None:
    """Show only a tombstone for good. With --purge the text and the capture leave the working tree; Git's history
    still holds them, and the command says how to rewrite it."""
    from builder.store import Archive, curation

    archive = Archive.find(Path.cwd())
    if not purge:
        say(curation.remove(archive, article))
        return
    purged = curation.purge(archive, article)
    say(purged.changed)
    for path in purged.deleted:
        click.echo(f"deleted {path}")
    click.secho(purged.warning, fg="yellow", err=True)


@click.command("accept", short_help="Take the machine's value where `sync` lists a difference.")
@click.argument("file")
@click.argument("key")
def accept_command(file: str, key: str) -> None:
    """Settle a difference that `builder sync` listed: take the machine's value for KEY in FILE."""
    from builder.store import Archive
    from builder.store.settling import accept

    click.echo(f"accepted in {accept(Archive.find(Path.cwd()), file, key)}")


@click.command("keep", short_help="Keep the person's value where `sync` lists a difference.")
@click.argument("file")
@click.argument("key")
def keep_command(file: str, key: str) -> None:
    """Settle a difference that `builder sync` listed: keep the person's value for KEY in FILE, and say no more."""
    from builder.store import Archive
    from builder.store.settling import keep

    click.echo(f"kept in {keep(Archive.find(Path.cwd()), file, key)}")


COMMANDS = (story_group, article_group, accept_command, keep_command)
