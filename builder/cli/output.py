"""How commands print: tables for people on a terminal, JSON for machines, no colour into a pipe."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

# rich is imported by who draws with it: a stage in a pipe draws nothing, and should not wait for it.
if TYPE_CHECKING:
    from rich.console import Console


def console(*, stderr: bool = False) -> Console:
    """A console that follows NO_COLOR and drops colour where it is piped."""
    from builder.cli.screens import Screen

    return Screen(stderr=stderr, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """One JSON document on standard output, in UTF-8 as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table; cells are plain text, never markup (a title may hold brackets)."""
    from rich.table import Table
    from rich.text import Text

    from builder.cli.screens import Screen

    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    screen: Console = console()
    if not screen.is_terminal:
        # Nobody reads a pipe at 80 columns; a whole line there can be searched and cut.
        screen = Screen(highlight=False, width=400)
    screen.print(table)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """'1 article', '3 articles'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
