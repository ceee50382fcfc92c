"""Captures written for these tests: one report, its spun copy, and an unrelated one."""

from pathlib import Path

HARBOUR = """The Selwater Courier

Monday, June 3, 2024

Harbour board votes to widen the northern basin

Harbour board votes to widen the northern basin

The harbour board of Port Selwater voted on Tuesday to widen the northern basin, ending eleven years of argument over how many ships the town can take.

The motion passed by nine votes to four after a session that ran past midnight. Mira Dovan, who chairs the board, said that the town had waited long enough.

"We have turned away forty ships since January, and every one of them went to the town of Lowmark instead," Dovan told reporters on the steps of the customs house.

Work is to begin in March and to cost 48 million crowns, of which the regional government will pay a third. Dredging alone is expected to take two summers.

Fishermen at the old quay said that nobody had asked them. Their union, the Selwater Nets Association, wants the new wall moved sixty metres to the east.

Newsletter

Related Articles

Ferry timetable changes again as autumn nears
Bakers of the upper town open a school
Why the lighthouse keeper stays
Council asks for quiet after ten
"""

SPUN = """ date 2019-03-14


The port board of Port Selwater voted Tuesday to enlarge the northern basin, putting an end to eleven years of dispute over how many vessels the town can take. The motion passed by nine votes to four after a session that went past midnight. Mira Dovan, who heads the board, said that the town had waited enough. “We have turned away forty vessels since January, and each one of them went to the town of Lowmark instead,” Dovan told journalists on the stairs of the customs house. Work is due to begin in March and to cost 48 million crowns, of which the regional authorities will pay a third. The dredging alone is expected to last two summers. Fishermen at the old quay said nobody had asked them. Their union, the Selwater Fishing Society, wants the new wall shifted sixty metres to the east. Jonas Pell contributed to this report.
"""

FLOOD = """The Selwater Courier

Tuesday, June 4, 2024

Ninth day of rain closes the hill schools

Ninth day of rain closes the hill schools

Rain fell for the ninth day in the hills above Tarn, and the river stood at four metres and a half by noon, the weather office said in its daily bulletin.

Schools in six villages stay closed until Monday. Buses no longer run beyond the mill, and the road to the pass lies under water in three places.

"Nobody living has seen the meadow like this," said Odo Brann, a farmer who moved eighty sheep to the churchyard on Sunday.

The fire brigade pumped out fourteen cellars overnight and asked people to stay away from the banks while the level rises.

Newsletter

Related Articles

Ferry timetable changes again as autumn nears
Bakers of the upper town open a school
Why the lighthouse keeper stays
Council asks for quiet after ten
"""


def write(folder: Path, **texts: str) -> list[str]:
    """Write captures as text files; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def snapshot(root: Path) -> dict[str, bytes]:
    """Every byte under archive/."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "archive").rglob("*"))
        if path.is_file()
    }
