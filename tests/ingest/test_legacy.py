"""Guessing a legacy encoding: the reading whose letters make most sense, beside charset-normalizer alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from charset_normalizer import from_bytes

from builder.ingest.legacy import LEAST_LIKELIHOOD, guess

from .passages import HELD_OUT, TUNED_TO

Passages = tuple[tuple[str, str, str], ...]


def _cases(passages: Passages) -> Iterator[tuple[bytes, str]]:
    """Each passage, and its first sentence alone, in each of its encodings."""
    for _, encodings, text in passages:
        for encoding in encodings.split():
            for part in (text, text.split(". ")[0].split("。")[0]):
                raw = part.encode(encoding)
                if not raw.isascii():
                    yield raw, part


def _read_right(passages: Passages) -> tuple[int, int]:
    cases = list(_cases(passages))
    found = [(guess(raw), raw, text) for raw, text in cases]
    return sum(g is not None and raw.decode(g.encoding, "replace") == text for g, raw, text in found), len(
        cases
    )


def test_passages_that_the_rules_were_tuned_to_are_read_right() -> None:
    right, count = _read_right(TUNED_TO)
    assert (right, count) == (92, 94)


def test_passages_that_the_rules_were_not_tuned_to_are_read_right() -> None:
    right, count = _read_right(HELD_OUT)
    assert count == 110
    assert right >= 104


def test_charset_normalizer_alone_reads_far_fewer() -> None:
    cases = list(_cases(HELD_OUT))
    best = [(from_bytes(raw).best(), text) for raw, text in cases]
    assert sum(found is not None and str(found) == text for found, text in best) < 75


@pytest.mark.parametrize("size", [300, 3000, 30_000])
def test_random_bytes_are_in_no_encoding(size: int) -> None:
    rng = random.Random(size)
    for _ in range(10):
        assert guess(bytes(rng.randrange(1, 256) for _ in range(size))) is None


def test_the_threshold_lies_between_texts_and_noise() -> None:
    found = [guess(raw) for raw, _ in _cases(TUNED_TO + HELD_OUT)]
    assert min(g.likelihood for g in found if g is not None and g.language) > LEAST_LIKELIHOOD + 1


def test_bytes_that_merely_happen_to_decode_in_east_asia_are_no_text():
    assert guess(b"\x81\x8d\x8f\x90\x9d" * 400) is None
