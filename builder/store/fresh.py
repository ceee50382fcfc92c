"""New lines of front matter in builder's own style: block lists, one item a line, no folding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.store.scalars import scalar
from builder.store.schema import BY_NAME, ENTITY_KEYS, LINK_KEYS, ORDER, Kind


def fresh_head(values: Mapping[str, object], newline: str = "\n") -> str:
    """A whole front matter in builder's own style, keys in the schema's order, unknown ones last."""
    ordered = sorted(values, key=lambda key: (ORDER.get(key, len(ORDER)),))
    return "".join(key_lines(key, values[key], newline) for key in ordered)


def key_lines(key: str, value: object, newline: str = "\n") -> str:
    """The lines of one top-level key; '' for a value that is nothing."""
    lines: list[str] = []
    if isinstance(value, str):
        known = BY_NAME.get(key)
        is_day = known is not None and known.kind is Kind.DAY
        lines.append(f"{key}: {scalar(value, plain_date=is_day)}")
    elif isinstance(value, Mapping):
        groups = [name for name in ENTITY_KEYS if value.get(name)]
        if groups:
            lines.append(f"{key}:")
        for name in groups:
            lines.append(f"  {name}:")
            lines.extend(f"  - {scalar(item)}" for item in value[name])
    elif isinstance(value, Sequence) and value:
        lines.append(f"{key}:")
        for item in value:
            lines.extend(item_lines(item, ""))
    return "".join(line + newline for line in lines)


def item_lines(value: object, indent: str) -> list[str]:
    """The lines of one list item: a name, a link's two keys, or an alias with its condition, which stands on one line."""
    if isinstance(value, Mapping):
        if not value.keys() <= set(LINK_KEYS):
            return [f"{indent}- {flow_item(value)}"]
        pairs = [f"{name}: {scalar(str(value[name]))}" for name in LINK_KEYS if name in value]
        return [f"{indent}- {pairs[0]}", *(f"{indent}  {pair}" for pair in pairs[1:])]
    return [f"{indent}- {scalar(str(value))}"]


def flow_item(value: str | Mapping[str, str]) -> str:
    """One list item as it stands within brackets."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    keys = LINK_KEYS if value.keys() <= set(LINK_KEYS) else value
    return "{" + ", ".join(f"{name}: {scalar(value[name], flow=True)}" for name in keys) + "}"
