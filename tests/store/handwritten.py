"""Hypothesis strategies for article files as people write them: every style of YAML that an editor may choose."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import strategies as st

NAMES = [
    "Jack Ma",
    "Xi Jinping",
    "O'Neill",
    "Ant Group",
    "C: Corp",
    "# Hash",
    "جاك ما",
    "NO",
    "2021",
    "Łódź",
    "a, b",
    "[x]",
]
IDS = [f"a{n:010x}" for n in range(1, 7)]
WORDS = ["identical", "reprint", "excerpt", "expansion", "update", "rewrite", "translation", "unrelated"]
TITLES = [
    "Plain words",
    'Minister: "talks"',
    "It's # 1",
    "NO",
    "12:30:00",
    "1e3",
    " ",
    "Überfall – 5 %",
    "- dash",
    "日本語",
]


@dataclass(frozen=True)
class File:
    """A generated file: its bytes, and the lines that are comments of its writer."""

    raw: bytes
    comments: tuple[str, ...]


def quoted(text: str) -> st.SearchStrategy[str]:
    """Ways of writing one value that YAML reads as this text."""
    ways = ["'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False)]
    if (
        text.isalnum()
        and text.isascii()
        and not text[0].isdigit()
        and text.lower() not in {"no", "null", "y", "n"}
    ):
        ways.append(text)
    return st.sampled_from(ways)


trailing = st.sampled_from(["", "", "", "  # why", "   #c"])
above = st.sampled_from(["", "", "# above\n", "\n", "# one\n# two\n\n"])


@st.composite
def text_value(draw: st.DrawFn, texts: list[str]) -> str:
    return draw(st.sampled_from([t for t in texts if t.strip()]).flatmap(quoted)) + draw(trailing) + "\n"


@st.composite
def name_list(draw: st.DrawFn, indent: str = "") -> str:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    if not names:
        return draw(st.sampled_from([" []\n", " [ ]  # none\n", "\n"]))
    if draw(st.booleans()):
        deeper = indent + draw(st.sampled_from(["", "  ", "    "]))
        lines = []
        for name in names:
            lines.append(draw(st.sampled_from(["", "", f"{deeper}# about it\n", "\n"])))
            lines.append(
                f"{deeper}-{draw(st.sampled_from([' ', '   ']))}{draw(quoted(name))}{draw(trailing)}\n"
            )
        return draw(trailing) + "\n" + "".join(lines)
    gap = draw(st.sampled_from([", ", ",", f",\n{indent}    "]))
    inner = gap.join(draw(quoted(name)) for name in names)
    return f" [{inner}{draw(st.sampled_from(['', ',', ' ']))}]{draw(trailing)}\n"


@st.composite
def entities(draw: st.DrawFn) -> str:
    kinds = draw(st.lists(st.sampled_from(["people", "organizations", "places"]), unique=True, min_size=1))
    indent = draw(st.sampled_from(["  ", "    "]))
    return draw(trailing) + "\n" + "".join(f"{indent}{kind}:{draw(name_list(indent))}" for kind in kinds)


@st.composite
def links(draw: st.DrawFn) -> str:
    found = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=3))
    if draw(st.integers(0, 4)) == 0:
        inner = ", ".join(f"{{article: {i}, relation: {draw(st.sampled_from(WORDS))}}}" for i in found)
        return f" [{inner}]\n"
    indent = draw(st.sampled_from(["", "  "]))
    text = "\n"
    for identity in found:
        word = draw(st.sampled_from(WORDS))
        note = draw(st.sampled_from(["", "", f"{indent}  # the desk says so\n", f"{indent}  note: seen\n"]))
        pairs = [f"article: {identity}{draw(trailing)}\n", f"relation: {word}{draw(trailing)}\n"]
        if draw(st.booleans()):
            pairs.reverse()
        text += f"{indent}- {pairs[0]}{note}{indent}  {pairs[1]}"
    return text


KEYS: dict[str, st.SearchStrategy[str]] = {
    "title_basis": st.just(" first-words\n"),
    "date": st.sampled_from([" 2021-02-27\n", " '2021-02-27'\n", " 2021-02-27  # seen in print\n"]),
    "date_basis": st.sampled_from([" printed\n", ' "editor"\n']),
    "source": text_value(["times", "arab-press"]).map(lambda v: f" {v}"),
    "byline": text_value(NAMES).map(lambda v: f" {v}"),
    "credits": name_list(),
    "notes": st.one_of(
        text_value(TITLES).map(lambda v: f" {v}"),
        st.just(" |\n  Two lines\n  # not a comment: text\n\n  more\n"),
        st.just(" >-\n  folded\n  lines\n"),
        st.just(" plain over\n  two lines\n"),
    ),
    "entities": entities(),
    "story": text_value(["a-story", "other"]).map(lambda v: f" {v}"),
    "related_versions": links(),
    "x_own": st.sampled_from([" 1\n", " {a: [1, 2]}\n", "\n  deep:\n  - er: x\n", " '# no comment'\n"]),
    "seen by": st.just(" reading room\n"),
}


@st.composite
def files(draw: st.DrawFn) -> File:
    keys = draw(st.lists(st.sampled_from(sorted(KEYS)), unique=True))
    blocks = [f"id: {IDS[0]}{draw(trailing)}\n", f"title: {draw(text_value(TITLES))}"]
    blocks += [f"{key}:{draw(KEYS[key])}" for key in keys]
    if draw(st.booleans()):
        blocks = draw(st.permutations(blocks))
    head = "".join(draw(above) + block for block in blocks) + draw(above)
    body = draw(st.sampled_from(["", "\nText.\n", "Text", "\n\nOne.\n\nTwo.\n\n", "\n---\nA rule above.\n"]))
    closing = draw(st.sampled_from(["---\n", "---  \n", "...\n"]))
    text = f"---\n{head}{closing}{body}"
    comments = tuple(
        line.strip()
        for line in head.split("\n")
        if line.strip().startswith("#") and "not a comment" not in line
    )
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.integers(0, 3)) == 0:
        text = "\ufeff" + text
    return File(text.encode(), comments)


@st.composite
def machine_values(draw: st.DrawFn) -> dict[str, object]:
    """What a machine might propose for one article."""
    values: dict[str, object] = {"title": draw(st.sampled_from([t for t in TITLES if t.strip()]))}
    optional: dict[str, st.SearchStrategy[object]] = {
        "title_basis": st.just("first-words"),
        "date": st.sampled_from(["2021-02-27", "2020-01-01"]),
        "source": st.sampled_from(["times", "arab-press"]),
        "byline": st.sampled_from(NAMES),
        "credits": st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=3),
        "story": st.sampled_from(["a-story", "other", "2021"]),
        "related_versions": st.lists(
            st.tuples(st.sampled_from(IDS[1:]), st.sampled_from(WORDS[:-1])),
            unique_by=lambda p: p[0],
            min_size=1,
            max_size=3,
        ).map(lambda pairs: [{"article": a, "relation": r} for a, r in pairs]),
        "entities": st.dictionaries(
            st.sampled_from(["people", "organizations", "places"]),
            st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=4),
            min_size=1,
        ),
    }
    for key, strategy in optional.items():
        if draw(st.booleans()):
            values[key] = draw(strategy)
    if "date" in values:
        values["date_basis"] = draw(st.sampled_from(["printed", "url", "related-version"]))
    return values
