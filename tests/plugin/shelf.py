"""An archive on disk for the tests of the site: written for them, small, with what is hard in it."""

from __future__ import annotations

from pathlib import Path

MKDOCS = """\
site_name: The Quay Archive
site_url: https://archive.example/news/
repo_url: https://git.example/quay/archive
edit_uri: edit/main/archive/
docs_dir: archive
plugins:
  - archive
theme:
  name: material
  language: {language}
  font: false
  features:
    - navigation.tabs
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle:
        icon: material/weather-night
        name: Dark
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle:
        icon: material/weather-sunny
        name: Light
nav:
  - index.md
  - stories/index.md
  - timeline/index.md
  - sources/index.md
  - people/index.md
  - organizations/index.md
  - places/index.md
"""

FILES = {
    "index.md": "# The Quay Archive\n\nReports from a harbour that does not exist.\n",
    "stories/crane-falls.md": "A crane fell, and **three papers** told of it.\n",
    "authority/people.yml": (
        "- name: Ana Ruiz\n  aliases:\n  - A. Ruiz\n  same_as:\n  - Ana Prieto\n  note: Director of the port.\n"
    ),
    "authority/sources.yml": (
        "- id: harbour-post\n  name: The Harbour Post\n  domains:\n  - harbour.example\n"
        "- id: al-mina\n  name: الميناء\n  language: ar\n"
        "- id: snippets\n  name: Snippets Daily\n  excerpt_words: 6\n"
    ),
    "inbox/waiting.txt": "A capture that waits.\n",
    ".machine/values/00.jsonl": "",
    "articles/2023/03/crane-falls-a0000000001.md": """\
---
id: a0000000001
title: Crane falls at the old quay & nobody is hurt
date: 2023-03-01
date_basis: printed
source: harbour-post
source_url: https://harbour.example/crane
byline: Marit Berg
language: en
entities:
  people:
  - Ana Ruiz
  organizations:
  - Port of Lindhaven
  places:
  - Lindhaven
story: crane-falls
related_versions:
- article: a0000000002
  relation: update
- article: a0000000003
  relation: translation
---

A crane fell at the old quay in Lindhaven on Tuesday and sank in nine metres of water.

Nobody was hurt, said Ana Ruiz, the director of the Port of Lindhaven. "It was lunch," Ana Ruiz said.
""",
    "articles/2023/03/two-hurt-a0000000002.md": """\
---
id: a0000000002
title: Two hurt as crane falls
date: 2023-03-02
date_basis: metadata
source: harbour-post
language: en
entities:
  people:
  - Ana Prieto
  places:
  - Lindhaven
story: crane-falls
---

A crane fell at the old quay in Lindhaven on Tuesday and sank in nine metres of water.

Two people were hurt, said Ana Ruiz, the director of the Port of Lindhaven. "It was lunch," Ana Ruiz said.
""",
    "articles/2023/03/rafia-a0000000003.md": """\
---
id: a0000000003
title: سقوط رافعة عند الرصيف القديم
date: 2023-03-01
date_basis: related-version
captured: 2024-05-05
source: al-mina
language: ar
entities:
  places:
  - ليندهافن
story: crane-falls
---

سقطت رافعة عند الرصيف القديم في ليندهافن يوم الثلاثاء وغرقت على عمق تسعة أمتار.

لم يصب أحد بأذى، كما قالت آنا رويز مديرة الميناء.
""",
    "articles/undated/ferry-bell-a0000000004.md": """\
---
id: a0000000004
title: The ferry bell was rung at six
title_basis: first-words
source: snippets
language: en
---

The ferry bell was rung at six, and again at seven, and nobody on the island knew why.
""",
    "articles/2020/01/hostile-a0000000005.md": """\
---
id: a0000000005
title: '</title><script>alert(1)</script> "quoted" <img src=x onerror=alert(2)>'
date: 2020-01-05
date_basis: url
source: harbour-post
byline: <b>Bold</b>
language: en
entities:
  people:
  - <script>alert(3)</script>
  - ../../x
  - Index
---

A paragraph with <script>alert(4)</script>, [a link](javascript:alert(5)) and ![a picture](https://evil.example/x.png).
""",
    "articles/2021/06/zebra-a0000000006.md": """\
---
id: a0000000006
title: Zebra quartet plays xylophone
date: 2021-06-05
date_basis: editor
source: harbour-post
language: en
entities:
  people:
  - Quentin Zzyzx
status: withheld
---

Unmistakable zebra quartet words.
""",
}


def shelve(root: Path, language: str = "en") -> Path:
    """Write the archive into `root`, an empty folder; returns it."""
    (root / "mkdocs.yml").write_text(MKDOCS.format(language=language), encoding="utf-8")
    for path, text in FILES.items():
        file = root / "archive" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def article(root: Path, identity: str) -> Path:
    """The file of an article."""
    return next((root / "archive" / "articles").rglob(f"*{identity}.md"))
