"""A capture's lines beside what became of them: the data of `builder clean --explain`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from builder.clean.blocks import read_blocks
from builder.clean.lines import Line
from builder.clean.wrapping import read_text
from builder.model.capture import Capture, Form
from builder.model.cleaned import CleanText


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line of a text dump, or a block of an HTML page: its number, its text, and whether the body holds it.

    `rule` is '' for a kept line, else the rule that removed it; a kept line from which a credit was cut keeps
    `kept=True` and names the rule.
    """

    line: int
    text: str
    kept: bool
    rule: str


def explain(capture: Capture, cleaned: CleanText) -> tuple[ExplainedLine, ...]:
    """Every line (or block) of the capture in order, kept or with the rule that removed it."""
    lines: list[Line]
    if capture.form is Form.HTML:
        lines = [block.line for block in read_blocks(capture.content)]
    else:
        dump = read_text(capture.content)
        lines = sorted((*dump.lines, *dump.symbols), key=lambda line: line.number)
    numbered = {(removal.line, removal.text): removal.rule for removal in cleaned.removals if removal.line}
    within = {
        removal.line: removal.rule
        for removal in cleaned.removals
        if removal.line and removal.rule == "credit"
    }
    unnumbered = Counter((removal.text, removal.rule) for removal in cleaned.removals if not removal.line)
    rules: dict[str, list[str]] = {}
    for (text, rule), count in unnumbered.items():
        rules.setdefault(text, []).extend([rule] * count)
    explained: list[ExplainedLine] = []
    for line in lines:
        rule = numbered.get((line.number, line.text), "")
        if not rule and rules.get(line.text):
            rule = rules[line.text].pop(0)
        if rule:
            explained.append(ExplainedLine(line.number, line.text, False, rule))
        else:
            explained.append(ExplainedLine(line.number, line.text, True, within.get(line.number, "")))
    return tuple(explained)
