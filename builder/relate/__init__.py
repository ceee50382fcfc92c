"""Relating: which articles are versions of one text, what each is to the other, and the stories that they make.

Pure: nothing is read or written but the cache folder that the caller names.
"""

from builder.relate.index import Index
from builder.relate.relating import relate

__all__ = ["Index", "relate"]
