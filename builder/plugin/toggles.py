"""The buttons that change between light and dark, as mkdocs.yml lists them."""

from __future__ import annotations

from builder.plugin.wording import Wording


def name(palette: object, wording: Wording) -> None:
    """Name the buttons between light and dark for which mkdocs.yml has no name, in the site's language."""
    options = palette if isinstance(palette, list) else []
    for option, following in zip(options, [*options[1:], *options[:1]], strict=True):
        toggle = option.get("toggle") if isinstance(option, dict) else None
        if isinstance(toggle, dict) and not toggle.get("name"):
            dark = isinstance(following, dict) and following.get("scheme") == "slate"
            toggle["name"] = wording.t("palette.dark" if dark else "palette.light")
