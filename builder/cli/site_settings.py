"""What mkdocs.yml says of the site, for who makes its pages without MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from builder.derive.site import Site
from builder.errors import FileFault


class _Plain(yaml.SafeLoader):
    """Reads mkdocs.yml with its `!ENV` and `!!python/name` tags as nothing."""


def _nothing(loader: _Plain, suffix: str, node: yaml.Node) -> None:
    return None


_Plain.add_multi_constructor("", _nothing)


def site_settings(config: Path) -> Site:
    """Name, address, description and language from mkdocs.yml."""
    try:
        read = yaml.load(config.read_bytes(), Loader=_Plain)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise FileFault(config.name, line, column, "no YAML that can be read") from fault
    found = read if isinstance(read, dict) else {}
    theme = found.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    words = {key: str(found.get(key) or "") for key in ("site_name", "site_url", "site_description")}
    return Site(
        words["site_name"] or "News archive",
        words["site_url"],
        words["site_description"],
        str(language or "en"),
        json_feeds=_options(found).get("json_feeds") is not False,
    )


def _options(read: Mapping[str, object]) -> Mapping[str, object]:
    """What mkdocs.yml says under the plugin's name."""
    plugins = read.get("plugins")
    named = (entry for entry in (plugins if isinstance(plugins, list) else ()) if isinstance(entry, dict))
    options = next((entry["archive"] for entry in named if "archive" in entry), None)
    return options if isinstance(options, dict) else {}
