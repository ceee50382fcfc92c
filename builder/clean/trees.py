"""Gradient-boosted trees read from JSON and evaluated with numpy: what the trained classifiers are."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of binary trees passed through the logistic function.

    Arrays are of shape (trees, nodes): a row goes to `left` where its `feature` is at most `threshold`, else to
    `right`; a leaf's children are itself, so that `depth` steps bring every row to its leaf, whose `value` counts.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    base: float
    depth: int
    columns: int

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability for each row of a matrix with `columns` columns."""
        if not len(rows):
            return np.zeros(0)
        nodes = self.feature.shape[1]
        starts = (np.arange(self.feature.shape[0]) * nodes).astype(np.int64)
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left = (self.left + starts[:, None]).ravel()
        right = (self.right + starts[:, None]).ravel()
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        offsets = (np.arange(len(rows), dtype=np.int64) * rows.shape[1])[:, None]
        at = np.broadcast_to(starts, (len(rows), len(starts)))
        for _ in range(self.depth):
            at = np.where(flat[offsets + feature[at]] <= threshold[at], left[at], right[at])
        total = self.base + self.value.ravel()[at].sum(axis=1, dtype=np.float64)
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


def from_json(text: str) -> Trees:
    """Read what train/clean_lines.py wrote."""
    data = json.loads(text)
    trees = data["trees"]
    most = max(len(tree["feature"]) for tree in trees)

    def padded(key: str) -> NDArray[np.float64]:
        array = np.zeros((len(trees), most))
        for number, tree in enumerate(trees):
            array[number, : len(tree[key])] = tree[key]
        return array

    return Trees(
        feature=padded("feature").astype(np.int32),
        threshold=padded("threshold").astype(np.float32),
        left=padded("left").astype(np.int32),
        right=padded("right").astype(np.int32),
        value=padded("value").astype(np.float32),
        base=data["base"],
        depth=data["depth"],
        columns=data["columns"],
    )


@lru_cache(maxsize=8)
def packaged(name: str) -> Trees:
    """The trained model of that name shipped in builder/clean/models."""
    raw = resources.files("builder.clean").joinpath("models", f"{name}.json.gz").read_bytes()
    return from_json(gzip.decompress(raw).decode())
