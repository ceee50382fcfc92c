"""An archive from captures, in which one version of a story is withheld, one removed, and one source shows excerpts only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from builder.annotate import load_engine
from builder.ingest import read
from builder.pipeline import add
from builder.store import Archive, curation, init

TODAY = datetime.date(2024, 7, 1)

#: Words of an excerpts-only source that may be shown.
EXCERPT = 12

_SHARED = (
    "The harbour board of Port Selwater voted on Tuesday to widen the northern basin, ending eleven years of argument "
    "over how many ships the town can take.\n\n"
    "The motion passed by nine votes to four after a session that ran past midnight. Mira Dovan, who chairs the "
    "board, said that the town had waited long enough.\n\n"
    '"We have turned away forty ships since January, and every one of them went to Lowmark instead," Dovan told '
    "reporters on the steps of the customs house.\n\n"
)

CAPTURES = {
    "open": "The Selwater Courier\n\nTuesday, June 4, 2024\n\nHarbour board votes to widen the northern basin\n\n"
    + _SHARED
    + "Work is to begin in March and to cost 48 million crowns, of which the regional government will pay a third.\n",
    "withheld": "The Tarn Herald\n\nWednesday, June 5, 2024\n\nBasin vote leaves the nets union fuming\n\n"
    "Quillon Zebbary of the nets union called the wall a gravestone for every family that mends rope by lamplight, "
    "and walked out before the secretary could read the minutes back to the chamber.\n\n" + _SHARED,
    "removed": "The Lowmark Ledger\n\nThursday, June 6, 2024\n\nLowmark shrugs at the wider basin\n\n"
    "Over in Lowmark the pilot Xanthe Orrowby laughed that wider water only makes a smaller town feel emptier, and "
    "promised to keep her whistle polished for the day the dredgers give up.\n\n" + _SHARED,
    "excerpts": "The Wire Desk\n\nFriday, June 7, 2024\n\nNorthern basin to be widened\n\n"
    "Insurers of the kelp barges filed eleven objections overnight, each bound in green ribbon and none shorter than "
    "forty pages, according to a clerk who carried them up the spiral stairs.\n\n" + _SHARED,
}

_STATED = {
    "open": "selwater-courier",
    "withheld": "tarn-herald",
    "removed": "lowmark-ledger",
    "excerpts": "wire-desk",
}

SETTINGS = """\
site_name: The Basin Papers
site_url: https://basin.example/papers/
repo_url: https://git.example/basin/papers
edit_uri: edit/main/archive/
docs_dir: archive
plugins:
  - archive{options}
theme:
  name: material
  font: false
"""


@dataclass(frozen=True)
class Papers:
    """The archive at `root`; ids by the names in CAPTURES, bodies as they were before anything was taken down."""

    root: Path
    ids: dict[str, str]
    bodies: dict[str, str]
    titles: dict[str, str]

    @property
    def archive(self) -> Archive:
        return Archive(self.root)

    def path(self, name: str) -> str:
        """The path of an article's file, relative to archive/."""
        return next(a.path for a in self.archive.load().articles if a.id == self.ids[name])


def papers(root: Path, options: str = "", *, taken_down: bool = True) -> Papers:
    """Make the archive in `root`, an empty folder."""
    init(root)
    (root / "mkdocs.yml").write_text(SETTINGS.format(options=options), encoding="utf-8")
    archive = Archive(root)
    folder = root.with_name("captures")
    folder.mkdir()
    ids: dict[str, str] = {}
    for name, text in CAPTURES.items():
        file = folder / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        report = add(archive, read([str(file)]), today=TODAY, engine=load_engine("builtin"))
        assert not report.refused, report.refused
        ids[name] = report.added[0].id
    sources = "".join(f"- id: {one}\n  name: {one.replace('-', ' ').title()}\n" for one in _STATED.values())
    limited = sources.replace("  name: Wire Desk\n", f"  name: Wire Desk\n  excerpt_words: {EXCERPT}\n")
    (archive.docs / "authority" / "sources.yml").write_text(limited, encoding="utf-8")
    held = {article.id: article for article in archive.load().articles}
    for name, source in _STATED.items():
        file = archive.docs / held[ids[name]].path
        lines = [
            line
            for line in file.read_text(encoding="utf-8").splitlines(True)
            if not line.startswith("source:")
        ]
        language = next(n for n, line in enumerate(lines) if line.startswith("language:"))
        lines.insert(language, f"source: {source}\n")
        file.write_text("".join(lines), encoding="utf-8")
    if taken_down:
        curation.withhold(archive, ids["withheld"])
        curation.remove(archive, ids["removed"])
    return Papers(
        root,
        ids,
        {name: held[identity].body for name, identity in ids.items()},
        {name: held[identity].title for name, identity in ids.items()},
    )
