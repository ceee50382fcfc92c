"""Articles at the edges of what an archive holds, beside the shelf's ordinary ones."""

from __future__ import annotations

from pathlib import Path

#: Versions of the crowded story: its list is paged, its tree and each page's panel are folded.
CROWD = 300

LONG = "An exceedingly long headline about the crane at the old quay " * 7
HEAD = "---\nid: {identity}\ntitle: {title}\ndate: 2022-0{month}-01\ndate_basis: url\nlanguage: en\n{more}---\n\n{body}\n"


def overfill(root: Path) -> Path:
    """Add them to the archive at `root`; returns it."""
    words = "word " * 100_000
    odd = {
        "a1000000001": (f"'{LONG.strip()}'", "One."),
        "a1000000002": ("''", "A text without any title at all."),
        "a1000000003": ('"\\U0001F6A2 Emoji \\u202Eoverride\\u202C and \\u2067isolate\\u2069"', "Short."),
        "a1000000004": ("'Unbroken" + "o" * 300 + "'", "x" * 3000),
        "a1000000005": ("'A hundred thousand words'", words.strip()),
    }
    for number, (identity, (title, body)) in enumerate(odd.items(), 1):
        _write(root, identity, HEAD.format(identity=identity, title=title, month=number, more="", body=body))
    for number in range(CROWD):
        identity = f"a2{number:09x}"
        more = "story: crowd\n"
        if number:
            more += "related_versions:\n- article: a2000000000\n  relation: reprint\n"
        body = f"The same forty words in every version of it, but this is the one with the number {number}."
        title = f"Crowd {number}"
        _write(
            root,
            identity,
            HEAD.format(identity=identity, title=title, month=number % 9 + 1, more=more, body=body),
        )
    return root


def _write(root: Path, identity: str, text: str) -> None:
    file = root / "archive" / "articles" / "2022" / f"extreme-{identity}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
