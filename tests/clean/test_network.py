import json

import numpy as np
import pytest

from builder.clean.features import page_features
from builder.clean.lexicon import packaged_lexicon, with_words
from builder.clean.lines import read_lines
from builder.clean.network import agreed, from_json, packaged_network, squeezed
from tests.clean.captures import STORY

#: Two features, two numbers a line, two convolutions.
SMALL = {
    "center": [0.5, 1.0],
    "spread": [1.0, 2.0],
    "opening": {"weight": [[0.3, -0.2], [0.1, 0.4]], "bias": [0.05, 0.1]},
    "layers": [
        {"weight": [[0.2, 0.1], [-0.3, 0.2], [0.5, 0.1], [0.1, 0.6], [-0.2, 0.3], [0.4, -0.1]], "bias": [0.0, 0.1]},
        {"weight": [[0.1, 0.2], [0.3, -0.2], [0.2, 0.2], [-0.1, 0.5], [0.3, 0.1], [0.2, 0.2]], "bias": [0.1, 0.0]},
    ],
    "closing": [1.5, -0.7],
    "base": -0.2,
}  # fmt: skip


def by_hand(model, rows):
    """What the network says of each line, worked out line by line."""

    def mapped(layer, inputs):
        sums = [
            sum(value * weights[out] for value, weights in zip(inputs, layer["weight"], strict=True)) + bias
            for out, bias in enumerate(layer["bias"])
        ]
        return [max(0.0, total) for total in sums]

    state = []
    for row in rows:
        logged = [np.sign(value) * np.log(1 + abs(value)) for value in row]
        places = zip(logged, model["center"], model["spread"], strict=True)
        state.append(mapped(model["opening"], [min(4, max(-4, (v - c) / s)) for v, c, s in places]))
    for number, layer in enumerate(model["layers"]):
        reach = 2**number
        beyond = [0.0] * len(model["closing"])
        around = [
            [state[at] if 0 <= at < len(state) else beyond for at in (n - reach, n, n + reach)]
            for n in range(len(state))
        ]
        added = [mapped(layer, [*upper, *own, *lower]) for upper, own, lower in around]
        state = [
            [a + b for a, b in zip(old, new, strict=True)] for old, new in zip(state, added, strict=True)
        ]
    odds = [sum(v * w for v, w in zip(line, model["closing"], strict=True)) + model["base"] for line in state]
    return [1 / (1 + np.exp(-value)) for value in odds]


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_a_network_says_what_its_weights_say_by_hand(count):
    rows = np.random.default_rng(count).normal(0, 30, (count, 2)).astype(np.float32)
    assert from_json(json.dumps(SMALL)).probability(rows) == pytest.approx(by_hand(SMALL, rows), abs=1e-5)


def test_a_page_without_lines_has_no_probabilities():
    assert len(from_json(json.dumps(SMALL)).probability(np.zeros((0, 2), np.float32))) == 0


def test_features_are_squeezed_with_their_signs():
    given = np.array([[-np.e + 1, 0.0, np.e - 1]], np.float32)
    assert squeezed(given)[0].tolist() == pytest.approx([-1, 0, 1], abs=1e-6)


def test_two_classifiers_agree_on_the_mean_of_their_log_odds():
    one, other = np.array([0.5, 0.9, 0.0, 1.0]), np.array([0.5, 0.1, 0.0, 1.0])
    assert agreed(one, other).tolist() == pytest.approx([0.5, 0.5, 0.0, 1.0], abs=1e-5)


def test_the_packaged_network_reads_the_features_of_a_dump():
    lines = read_lines("\n\n".join(("Menu", "Home", "Ferries stay in port", *STORY, "Most read"))).lines
    features = page_features(lines)
    near = lines[features.span.start : features.span.end]
    rows = with_words(features.matrix, near, packaged_lexicon("dump"))
    network = packaged_network("dump")
    assert network.center.shape == (rows.shape[1],)
    probability = network.probability(rows)
    assert len(probability) == len(near)
    said = dict(zip((line.text for line in near), probability.tolist(), strict=True))
    assert min(said[text] for text in STORY) > 0.5 > said["Most read"]
