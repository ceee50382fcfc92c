"""The comparison of a report with a spun copy of it, whole, as a reader sees it.

Where a change of the code changes the outcome for the better, write the new text into tests/golden/derive/comparison.txt
(`python -m derive.test_golden` in tests/ prints it).
"""

from pathlib import Path

from builder.derive.compare import Comparison, Side, compare_texts
from builder.derive.substance import substance
from builder.derive.wordops import Change

GOLDEN = Path(__file__).parents[1] / "golden" / "derive"


def comparison() -> Comparison:
    original, spun = (
        (GOLDEN / name).read_text(encoding="utf-8").strip().split("\n\n")
        for name in ("original.txt", "spun.txt")
    )
    return compare_texts(Side("original", "en"), original, Side("spun", "en"), spun)


def rendered(found: Comparison) -> str:
    lines = [f"coverage {found.a.coverage:.2f} {found.b.coverage:.2f}, verbatim {found.verbatim:.2f}", ""]
    for difference in substance(found):
        facts = (
            difference.kind,
            difference.outcome,
            difference.a or "-",
            difference.b or "-",
            difference.note or "",
        )
        lines.append(" | ".join(facts).rstrip(" |") + ("" if difference.matched else " (unmatched)"))
    for row in found.rows:
        words = "".join(
            op.a
            if op.change is Change.EQUAL
            else f"[-{op.a}-]"
            if op.change is Change.DELETE
            else f"{{+{op.b}+}}"
            for op in row.ops
        )
        lines.extend(["", f"{row.kind}{' moved' if row.moved else ''}: {words}"])
    return "\n".join(lines) + "\n"


def test_a_spun_copy_is_compared_as_the_golden_file_has_it() -> None:
    assert rendered(comparison()) == (GOLDEN / "comparison.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    print(rendered(comparison()), end="")
