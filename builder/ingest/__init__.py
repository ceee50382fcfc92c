"""Ingest: whatever a person has saved, as captures. See `read` for the forms and `limits` for the sizes."""

from builder.ingest.captures import decode
from builder.ingest.reading import read, total_bytes
from builder.ingest.records import from_record

__all__ = ["decode", "from_record", "read", "total_bytes"]
