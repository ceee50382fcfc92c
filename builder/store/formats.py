"""Problems in the formats that pull requests, editors and scripts read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from builder.model.problem import Problem, Severity

Record = dict[str, object]


def render(problems: Iterable[Problem], form: str) -> str:
    """The problems as `text`, `json`, `github` (workflow commands), `sarif` (2.1.0) or `rdjson` (reviewdog).

    Raises ValueError for another format.
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is none of {', '.join(FORMATS)}")
    return FORMATS[form](list(problems))


def as_text(problems: Sequence[Problem]) -> str:
    """`file:line:column: severity: message (suggestion) [code]`, one a line."""
    lines = []
    for p in problems:
        place = f"{p.path}:{p.line}:{p.column}" if p.line else p.path
        hint = f" ({p.suggestion})" if p.suggestion else ""
        lines.append(f"{place}: {p.severity.value}: {p.message}{hint} [{p.code}]")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects."""
    return json.dumps([_record(p) for p in problems], ensure_ascii=False, indent=1)


def as_github(problems: Sequence[Problem]) -> str:
    """GitHub Actions' workflow commands: annotations on the lines of a pull request."""
    lines = []
    for p in problems:
        where = [f"file={_property(p.path)}"]
        if p.line:
            where += [f"line={p.line}", f"col={p.column}"]
        where.append(f"title={_property(p.code)}")
        lines.append(f"::{p.severity.value} {','.join(where)}::{_data(_message(p))}")
    return "\n".join(lines)


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, one run."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
    codes = sorted({p.code for p in problems})
    results: list[Record] = []
    for p in problems:
        physical: Record = {"artifactLocation": {"uri": _uri(p.path)}}
        if p.line:
            physical["region"] = {"startLine": p.line, "startColumn": max(p.column, 1)}
        results.append(
            {
                "ruleId": p.code,
                "ruleIndex": codes.index(p.code),
                "level": levels[p.severity],
                "message": {"text": _message(p)},
                "locations": [{"physicalLocation": physical}],
            }
        )
    driver: Record = {"name": "builder check", "rules": [{"id": code} for code in codes]}
    document: Record = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_rdjson(problems: Sequence[Problem]) -> str:
    """Reviewdog's diagnostic format."""
    levels = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTICE: "INFO"}
    found: list[Record] = []
    for p in problems:
        location: Record = {"path": p.path}
        if p.line:
            location["range"] = {"start": {"line": p.line, "column": max(p.column, 1)}}
        found.append(
            {
                "message": _message(p),
                "location": location,
                "severity": levels[p.severity],
                "code": {"value": p.code},
            }
        )
    return json.dumps(
        {"source": {"name": "builder check"}, "diagnostics": found}, ensure_ascii=False, indent=1
    )


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "rdjson": as_rdjson,
}


def _record(p: Problem) -> Record:
    record: Record = {"path": p.path, "line": p.line, "column": p.column, "severity": p.severity.value}
    record |= {"code": p.code, "message": p.message}
    if p.suggestion:
        record["suggestion"] = p.suggestion
    if p.fixable:
        record["fixable"] = True
    return record


def _message(p: Problem) -> str:
    return f"{p.message} ({p.suggestion})" if p.suggestion else p.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _uri(path: str) -> str:
    return quote(path)
