"""Which pages the site has; the plan itself is computed in `builder.derive.plan`, which `builder pages` reads too."""

from builder.derive.plan import PageKind, Planned, planned

__all__ = ["PageKind", "Planned", "planned"]
