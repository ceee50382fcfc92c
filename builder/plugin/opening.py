"""The beginning of a build that takes the quick way: the site folder for this build alone, out of MkDocs's way, and being
compared with the last build's record by another process while this one loads what makes pages."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from builder.errors import Busy
from builder.plugin import digests
from builder.plugin.astray import Astray, Comparison
from builder.plugin.kept import KeptSite
from builder.plugin.record import Listed
from builder.plugin.recordfile import Record, RecordFile
from builder.plugin.seal import Inputs, Outputs, Seal, Sealed
from builder.store.lock import exclusive

log = get_plugin_logger("archive")

#: Seconds between looks at whether another build has ended that writes to the same folder.
_AGAIN = 0.2


class Opening:
    """What one build holds of one site folder, from before MkDocs empties it."""

    def __init__(self, site: Path, cache: Path, seal: Seal) -> None:
        name = digests.of_text(str(site))
        self.seal = seal
        self.kept = KeptSite(site, cache / f"{name}.stash")
        self.record = RecordFile(cache / f"{name}.record")
        #: The folder with the articles' rows as the last build made them.
        self.rows = cache / f"{name}.rows"
        self.before = Record()
        #: What lay in the folder when the last build sealed it; None where it did not.
        self.outputs: Outputs | None = None
        self._sealed: Sealed | None = None
        self._lock = cache / f"{name}.lock"
        self._held = ExitStack()
        self._is_held = False
        self._comparison: Comparison | None = None
        self._astray: Astray | None = None

    def look(self) -> None:
        """Begin to compare the folder with what is known of it, unless another build is at it: before anything else, since
        all of it is looked at."""
        with suppress(Busy, OSError):
            self._take()

    def _take(self) -> None:
        """Have the folder for this build alone. Raises Busy."""
        self._held.enter_context(exclusive(self._lock))
        self._is_held = True
        self._sealed = self.seal.read()
        if self._sealed is not None and self._sealed.record == self.record.told():
            self.outputs = self._sealed.outputs
        self._comparison = Comparison(self.kept.site, self._listed, self.outputs)

    def _listed(self) -> dict[str, Listed]:
        """The files of the last build's record."""
        before = self.before if self.before.key else self.record.read()
        return before.listed()

    def is_sealed(self, inputs: Inputs, docs: Path) -> bool:
        """Whether the site was made from these inputs and nobody has touched it since. The folder lies in its place."""
        if self._comparison is None or self._sealed is None or not self._sealed.is_of(inputs, docs):
            return False
        self._astray = self._comparison.result()
        self._comparison = None
        return self._astray.is_sealed

    def begin(self) -> None:
        """Before MkDocs empties the folder. Waits for another build that writes to the same one."""
        told = False
        while not self._is_held:
            try:
                self._take()
            except Busy:
                if not told:
                    log.info("Another build is writing to the same folder; waiting for it to end")
                told = True
                time.sleep(_AGAIN)
        self.seal.remove()
        self.kept.put_aside()
        self.before = self.record.read()

    def put_back(self, key: str) -> frozenset[str] | None:
        """After MkDocs has emptied the folder: what the last build left, as far as its record vouches for it. Gives its
        files that do not lie there as it left them; None where none does. `key` is what this build's files depend on."""
        lost: frozenset[str] | None = None
        if self.before.key == key:
            astray = self._astray
            if astray is None:
                assert self._comparison is not None
                astray = self._comparison.result(self.kept.aside)
            if self.kept.put_back(astray.strange):
                lost = frozenset(astray.lost)
        else:
            self._stop()
            self.before.close()
            self.before = Record()
            self.outputs = None
            self.kept.drop()
        self._comparison = None
        self.record.remove()
        return lost

    def end(self) -> None:
        """When all is written."""
        self.before.close()
        self._held.close()
        self._is_held = False

    def give_up(self) -> None:
        """After an error: the next build finds either the old site with its record, or no record."""
        self._stop()
        self.kept.give_up()
        self.end()

    def _stop(self) -> None:
        if self._comparison is not None:
            self._comparison.stop()
            self._comparison = None
