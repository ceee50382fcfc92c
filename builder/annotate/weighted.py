"""Which features a trained model gives weight to: the rest, most of what a text shows, need not be handed to it.

Read from the model's own bytes, as CRFsuite writes them (its `crf1d_model.c` and `quark`'s constant database): the header
names the number of attributes and where their table begins; after the table's heads the records stand in a row, each a
number, a length, and the attribute's name, closed by a zero byte.
"""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<4sI4s9I")
_TABLE = struct.Struct("<4sI")
_RECORD = struct.Struct("<II")
#: The table's own header and its 256 heads of hash chains, in bytes.
_HEADS = 24 + 256 * 8


def weighted_features(model: bytes) -> frozenset[str]:
    """The names of all features with a weight in a CRFsuite model.

    Raises ValueError where the bytes are no such model.
    """
    try:
        magic, _, kind, _, _, _, count, _, _, table, _, _ = _HEADER.unpack_from(model)
        mark, size = _TABLE.unpack_from(model, table)
        if (magic, kind, mark) != (b"lCRF", b"FOMC", b"CQDB"):
            raise ValueError("no model of CRFsuite")
        at, found = table + _HEADS, set()
        for _ in range(count):
            _, length = _RECORD.unpack_from(model, at)
            at += _RECORD.size
            if at + length > table + size:
                raise ValueError("the table of features goes on past its end")
            found.add(model[at : at + length - 1].decode("utf-8"))
            at += length
    except struct.error as error:
        raise ValueError(f"no model of CRFsuite: {error}") from error
    return frozenset(found)
