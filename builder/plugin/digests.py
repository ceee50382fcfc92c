"""Short fingerprints of values, the same in every process and on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

#: Bytes of a fingerprint: with 12, two of a billion different values agree with a chance of about 1 in 10**10.
SIZE = 12


def of_bytes(content: bytes) -> str:
    """The fingerprint of bytes, as hex digits."""
    return hashlib.blake2b(content, digest_size=SIZE).hexdigest()


def of_text(text: str) -> str:
    """The fingerprint of a text; a lone surrogate counts as the code point that it is."""
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of_value(value: object) -> str:
    """The fingerprint of a value whose `repr` says all of it: numbers, texts, tuples, dataclasses of such.

    Not for sets, whose order differs from process to process.
    """
    return of_text(repr(value))


def of_all(parts: Iterable[str]) -> str:
    """The fingerprint of several, in their order."""
    return of_text("\0".join(parts))
