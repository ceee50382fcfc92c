"""The interface's words, which lie where `builder pages` finds them too."""

from builder.derive.wording import Entry, Wording, catalogue

__all__ = ["Entry", "Wording", "catalogue"]
