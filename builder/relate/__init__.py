"""Relating: which articles are versions of one text, what each is to the other, and the stories that they make.

Pure: nothing is read or written but the cache folder that the caller names.
"""

from builder.model.relation import Witness
from builder.relate.index import Index
from builder.relate.relating import relate
from builder.text.evidence import Evidence
from builder.text.evidence import evidence as _evidence

__all__ = ["Evidence", "Index", "evidence", "relate"]


def evidence(a: Witness, b: Witness) -> Evidence:
    """What the texts of two witnesses show of each other; recomputed whenever it is wanted, never stored."""
    return _evidence(a.text, b.text)
