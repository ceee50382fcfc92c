"""Writing one value on one line, quoted only where YAML 1.1 or YAML 1.2 would read it as something else."""

from __future__ import annotations

import re

from builder.store.yamltext import STRING, implicit_tag

#: Beyond the implicit types that PyYAML knows: the letters that only the specification of YAML 1.1 names as truth
#: values, and what YAML 1.2's core schema reads as a number (octal, exponents without a point).
_OTHER = re.compile(
    r"""(?: [yYnN] | 0o[0-7]+ | 0x[0-9a-fA-F]+ | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
        | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
        | [-+]?0b[01_]+ | [-+]?[0-9][0-9_,]* | = | << )\Z""",
    re.VERBOSE,
)
_INDICATOR_FIRST = frozenset(",[]{}#&*!|>'\"%@`")
#: Characters that YAML cannot hold unescaped, or that it reads as a line break or drops.
_ESCAPED = re.compile("[\x00-\x08\x09\x0a\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str, *, flow: bool = False, plain_date: bool = False) -> str:
    """`text` as YAML on one line: plain where both YAML versions read it back as this text, else quoted.

    With `flow` the value stands inside brackets. With `plain_date` a day is left plain, as the `date` keys write it.
    """
    if _ESCAPED.search(text):
        return _double(text)
    if is_plain(text, flow=flow) or (plain_date and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether `text` without quotes is read back as itself by YAML 1.1 and 1.2."""
    if not text or text != text.strip() or _ESCAPED.search(text):
        return False
    if text[0] in _INDICATOR_FIRST or text.startswith(("---", "...")):
        return False
    if text[0] in "-?:" and (len(text) == 1 or text[1] in " ,[]{}"):
        return False
    if ": " in text or text.endswith(":") or " #" in text:
        return False
    if flow and (re.search(r"[,\[\]{}]", text) or ":" in text or "?" in text):
        return False
    return not misread(text)


def misread(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 would read the plain `text` as a number, a truth value, a date or nothing."""
    if _OTHER.match(text):
        return True
    return implicit_tag(text) != STRING


def _double(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        code = ord(match.group())
        short = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}.get(code)
        return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")

    return '"' + _ESCAPED.sub(escape, text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
