"""Names in texts: people, organizations and places, and the outlets that publish them."""

from builder.annotate import sources
from builder.annotate.annotating import annotate
from builder.annotate.engines import engine_names, load_engine

__all__ = ["annotate", "engine_names", "load_engine", "sources"]
