"""Ingest: whatever a person has saved, as captures. See `read` for the forms and `limits` for the sizes."""

from builder.ingest.captures import decode
from builder.ingest.fetch import fetch
from builder.ingest.reading import read, total_bytes
from builder.ingest.records import from_record

__all__ = ["decode", "fetch", "from_record", "read", "total_bytes"]
