"""Hugo with lists: a theme that makes what this project makes from several articles, as far as Hugo's templates can.

A page, JSON, RSS and a JSON Feed for each person, organization, place, source and story; months and years; related versions
with their titles and days; a redirect from each article's id; all articles as JSONL and CSV. It compares no texts and has no
search. The theme lies in `benchmarks/hugo/`, written for Hugo 0.111.
"""

from __future__ import annotations

import calendar
import shutil
from pathlib import Path

import yaml

THEME = Path(__file__).resolve().parent / "hugo"


def prepare(folder: Path) -> None:
    """Set up the theme and a copy of the articles beside the archive in `folder`. Hugo takes the terms of a page from the
    top of its front matter, and a folder for a section where it has a page of its own."""
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    (folder / "data").mkdir()
    shutil.copy(folder / "archive" / "authority" / "sources.yml", folder / "data" / "sources.yml")
    articles = folder / "archive" / "articles"
    for path in articles.rglob("*.md"):
        copy = folder / "content" / "articles" / path.relative_to(articles)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(with_terms(path.read_text(encoding="utf-8")), encoding="utf-8")
    for section in (folder / "content" / "articles").rglob("*/"):
        (section / "_index.md").write_text(f"---\ntitle: {section_title(section)}\n---\n", encoding="utf-8")


def with_terms(text: str) -> str:
    """An article file with its names, source and story as Hugo's terms, and its id's address as an alias."""
    _, head, body = text.split("---\n", 2)
    found = yaml.load(head, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found |= found.pop("entities", {})
    found["sources"] = [found["source"]]
    found["stories"] = [found["story"]] if "story" in found else []
    found["aliases"] = [f"/id/{found['id']}/"]
    head = yaml.dump(found, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, width=10_000,
                     sort_keys=False)  # fmt: skip
    return f"---\n{head}---\n{body}"


def section_title(section: Path) -> str:
    """The words above the list of a year's or a month's articles."""
    if section.parent.name.isdigit():
        return f"{calendar.month_name[int(section.name)]} {section.parent.name}"
    return f"'{section.name}'"
