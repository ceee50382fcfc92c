"""The `builder` command: arguments, printing, exit codes; nothing else.

Exit codes: 0 done; 1 something was refused or found wrong, and was named; 2 the command itself could not run;
3 a person's value and the machine's differ and a person should look. 130 and 141, as of any program, where Ctrl-C stopped
it or whoever read its output went away.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from builder import __version__
from builder.cli import archive_commands, curation, entities, pages, pipes, publish, versions
from builder.errors import BuilderError

EPILOG = """
\b
A first walk:
  builder init my-archive && cd my-archive
  builder add ~/captures/*.html dump.txt records.jsonl
  builder check
  mkdocs serve

\b
Exit codes: 0 done; 1 something was refused or found wrong, and was named;
2 the command could not run; 3 a person's value and the machine's differ.
"""


class Commands(click.Group):
    """The group, with the exit codes of a command that is stopped: click's own is 1, which here says that something was
    refused."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.secho(
                "\nbuilder: stopped; no file is half written, and the same command does the rest", err=True
            )
            ctx.exit(130)
        except BrokenPipeError:
            # Nobody reads any more (`builder ... | head`); what is still to be flushed goes nowhere, without a complaint.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)


@click.group(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="builder")
def commands() -> None:
    """Turn raw captures of news pages into an archive of Markdown files, and keep it up to date.

    Every command works on the archive that the current folder lies in.
    """


for module in (archive_commands, pipes, versions, curation, entities, publish, pages):
    for command in module.COMMANDS:
        commands.add_command(command)


#: New objects after which Python looks for cycles (700 by its own choice): a command holds all of an archive's front
#: matter, and looking through 10,000 articles' again and again took .3 of the 1.9 s that an addition to them costs.
_OBJECTS_BETWEEN_LOOKS = 100_000


def main() -> None:
    """Run the command line; a BuilderError, or the system's refusal to read or write, is printed as its message alone."""
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, 50, 50)
    try:
        commands(prog_name="builder")
    except BuilderError as fault:
        click.secho(f"builder: {fault}", fg="red", err=True)
        sys.exit(2)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        click.secho(f"builder: {where}{fault.strerror or fault}", fg="red", err=True)
        sys.exit(2)
