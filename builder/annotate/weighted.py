"""Which features a trained model gives weight to: the rest, most of what a text shows, need not be handed to it.

Read from the model's own bytes, as CRFsuite writes them (its `crf1d_model.c` and `quark`'s constant database): the header
names the number of attributes and where their table begins; after the table's heads the records stand in a row, each a
number, a length, and the attribute's name, closed by a zero byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER = struct.Struct("<4sI4s9I")
_TABLE = struct.Struct("<4sI")
_RECORD = struct.Struct("<II")
#: The table's own header and its 256 heads of hash chains, in bytes.
_HEADS = 24 + 256 * 8


class WeightedFeatures:
    """The features with a weight in a CRFsuite model, as the model's own bytes have them: CRFsuite needs no others, and
    reads bytes sooner than text.

    Raises ValueError where the bytes are no such model.
    """

    def __init__(self, model: bytes) -> None:
        self._names = {name.decode("utf-8"): name for name in _attributes(model)}

    def __contains__(self, feature: object) -> bool:
        return feature in self._names

    def __len__(self) -> int:
        return len(self._names)

    def kept(self, features: list[str]) -> list[bytes]:
        """Those of the features that have a weight."""
        return list(filter(None, map(self._names.get, features)))  # no name is empty


def _attributes(model: bytes) -> Iterator[bytes]:
    try:
        magic, _, kind, _, _, _, count, _, _, table, _, _ = _HEADER.unpack_from(model)
        mark, size = _TABLE.unpack_from(model, table)
        if (magic, kind, mark) != (b"lCRF", b"FOMC", b"CQDB"):
            raise ValueError("no model of CRFsuite")
        at = table + _HEADS
        for _ in range(count):
            _, length = _RECORD.unpack_from(model, at)
            at += _RECORD.size
            if at + length > table + size:
                raise ValueError("the table of features goes on past its end")
            yield model[at : at + length - 1]
            at += length
    except struct.error as error:
        raise ValueError(f"no model of CRFsuite: {error}") from error
