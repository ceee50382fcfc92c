"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


class ArchiveOptions(Config):  # type: ignore[no-untyped-call]
    """What may stand under `archive:`; the README says what each does."""

    search = config_options.Type(bool, default=True)
    derived = config_options.Type(bool, default=True)
    policy = config_options.Type(bool, default=True)
    history_uri = config_options.Type(str, default="")
    accelerate = config_options.Type(bool, default=True)
    admin = config_options.Type((bool, dict), default=False)
    json_feeds = config_options.Type(bool, default=True)
    cards = config_options.Optional(config_options.Type(bool))
    card_fonts = config_options.ListOfItems(config_options.File(exists=True), default=[])
