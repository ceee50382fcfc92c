"""Trees read as bit vectors give what walking them from node to node gives."""

from __future__ import annotations

import json

import numpy as np
import pytest

from builder.clean.trees import from_json, packaged

TREES = [
    {
        "feature": [0, 1, 0, 0, 0],
        "threshold": [0.5, 2.0, 0.0, 0.0, 0.0],
        "left": [1, 3, 2, 3, 4],
        "right": [2, 4, 2, 3, 4],
        "value": [0.0, 0.0, 0.7, -0.4, 0.1],
    },
    {"feature": [0], "threshold": [0.0], "left": [0], "right": [0], "value": [0.25]},
]


def walked(row: list[float]) -> float:
    total = -0.1
    for tree in TREES:
        node = 0
        while tree["left"][node] != node:
            side = "left" if row[tree["feature"][node]] <= tree["threshold"][node] else "right"
            node = tree[side][node]
        total += tree["value"][node]
    return 1 / (1 + np.exp(-total))


def test_bit_vectors_reach_the_leaves_that_walking_reaches():
    trees = from_json(json.dumps({"columns": 2, "depth": 2, "base": -0.1, "trees": TREES}))
    rows = [[0.0, 1.0], [0.5, 3.0], [0.6, 0.0], [9.0, 9.0]]
    got = trees.probability(np.array(rows, np.float32))
    assert got == pytest.approx([walked(row) for row in rows], abs=1e-6)


@pytest.mark.parametrize("name", ["dump", "page", "headline"])
def test_a_packaged_model_is_small_and_reads(name):
    trees = packaged(name)
    assert 0 <= trees.probability(np.zeros((1, trees.columns), np.float32))[0] <= 1
