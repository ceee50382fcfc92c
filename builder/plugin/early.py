"""What other processes begin with while this one loads what makes pages: reading the archive, compiling templates."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from builder.plugin import compiled, versions
from builder.plugin.meanwhile import Meanwhile
from builder.plugin.snapshot import Reader


class Early:
    """Begun as soon as it is known that there is something to make; both only where nothing was kept of them before."""

    def __init__(self, root: Path, config: MkDocsConfig, *, alone: bool) -> None:
        """`alone`: no other plugin may have its hand in the templates."""
        #: Reads the archive below `root`, of which another process may have begun with much.
        self.reader = Reader(root / "archive", root / ".cache")
        self.reader.begin()
        self._compiling: Meanwhile[None] | None = None
        if alone:
            theme = root / ".cache" / "templates" / "theme"
            self._compiling = compiled.beforehand(config, theme, versions.program())

    def compiled(self) -> None:
        """Wait until the templates are compiled."""
        if self._compiling is not None:
            self._compiling.take()

    def give_up(self) -> None:
        """After an error."""
        self.reader.give_up()
        if self._compiling is not None:
            self._compiling.stop()
