"""Rich's console, which leaves it to the command what becomes of a reader that went away (`builder ... | head`)."""

from __future__ import annotations

from rich.console import Console


class Screen(Console):
    """A console that raises BrokenPipeError; Rich's own ends the program with 1, which here says that something was refused."""

    def on_broken_pipe(self) -> None:
        """Called by Rich while it handles a BrokenPipeError."""
        raise BrokenPipeError
