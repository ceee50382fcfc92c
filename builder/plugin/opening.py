"""The beginning of a build that takes the quick way: the site folder for this build alone, out of MkDocs's way, and being
compared with the last build's record by another process while this one loads what makes pages."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from builder.errors import Busy
from builder.plugin import digests
from builder.plugin.astray import Comparison
from builder.plugin.kept import KeptSite
from builder.plugin.recordfile import Record, RecordFile
from builder.plugin.seal import Seal
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
        self._lock = cache / f"{name}.lock"
        self._held = ExitStack()
        self._comparison: Comparison | None = None

    def begin(self) -> None:
        """Before MkDocs empties the folder. Waits for another build that writes to the same one."""
        told = False
        while True:
            try:
                self._held.enter_context(exclusive(self._lock))
                break
            except Busy:
                if not told:
                    log.info("Another build is writing to the same folder; waiting for it to end")
                told = True
                time.sleep(_AGAIN)
        self.seal.remove()
        self.kept.put_aside()
        self.before = self.record.read()
        self._comparison = Comparison(self.kept.aside, self.before.listed if self.before.key else None)

    def put_back(self, key: str) -> frozenset[str] | None:
        """After MkDocs has emptied the folder: what the last build left, as far as its record vouches for it. Gives its
        files that do not lie there as it left them; None where none does. `key` is what this build's files depend on."""
        assert self._comparison is not None
        lost: frozenset[str] | None = None
        if self.before.key == key:
            astray = self._comparison.result()
            if self.kept.put_back(astray.strange):
                lost = frozenset(astray.lost)
        else:
            self._comparison.stop()
            self.before.close()
            self.before = Record()
            self.kept.drop()
        self._comparison = None
        self.record.remove()
        return lost

    def end(self) -> None:
        """When all is written."""
        self.before.close()
        self._held.close()

    def give_up(self) -> None:
        """After an error: the next build finds either the old site with its record, or no record."""
        if self._comparison is not None:
            self._comparison.stop()
            self._comparison = None
        self.kept.give_up()
        self.end()
