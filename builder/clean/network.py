"""A small network that reads a page's lines in their order, and its vote beside the trees'.

Four convolutions over three lines each, 1, 2, 4 and 8 lines apart, so that a line is judged by the thirty around it (a
dilated convolution, Yu and Koltun 2016; each adds to what it reads, He et al. 2016). It sees the same features as the
trees and errs elsewhere. By site, end to end, body F1 of text dumps with the trees alone and with both: naeb .926 and .930,
wcxb .931 and .934 (paired bootstrap over pages, 95 %: +.001 to +.008, +.002 to +.006), for .2 ms a page.

The network of dumps learns from pages with boxes of links in their text too (train/boxes.py), as what follows such a box
within a short article was lost. Of 500 pages made so, of sites not seen, 56 lost three tenths of their text, and 30 do so now;
of the pages as they are, body F1 by site, end to end: naeb .9320 and .9330, wcxb .9379 and .9384. Trees that learn from them as
well lose 15 of the 500, but wcxb .002 by site. So does that of other scripts: of 397 pages made so, of sites not seen, 25 lost
three tenths of their text and 10 do so now; of the pages as they are, lines alone, one fold: naeb .8916 and .8947, wcxb .8896 both.

Tried and left out: how much of a line the site's other pages print, as features of trees and network (exact, numbers
masked, shares of three words, neighbours, runs between such lines). Leaving the repeated lines out brings naeb's pairs of
pages .007 by site (.916 to .924 with trees alone); the features on top of that .001, and wcxb loses as much. Two networks of
other seeds beside the trees (two of three folds: naeb .9328 and .9322, wcxb .9274 and .9276), and the mean of a network's weights
along its training (.9328 and .9325, the same); wcxb's pages at half their weight (.9328 and .9326, .9274 and .9264).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from builder.clean.features import Matrix

#: Features further from their mean, in standard deviations, count as so far.
FURTHEST = 4.0


#: Rows multiplied at a time: OpenBLAS shares products of more than 2**18 multiplications out to threads that then wait
#: busily (dumps cleaned in a second of processor time: 41 with the threads, 135 without), and whose number would show in
#: the last digits.
_ROWS = 36


def _product(rows: Matrix, weight: Matrix) -> Matrix:
    return np.concatenate([rows[at : at + _ROWS] @ weight for at in range(0, len(rows), _ROWS)])


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear map: `weight` (inputs, outputs) and `bias` (outputs)."""

    weight: Matrix
    bias: Matrix

    def rectified(self, rows: Matrix) -> Matrix:
        """What it makes of each row, negative values being 0."""
        return np.asarray(np.maximum(_product(rows, self.weight) + self.bias, np.float32(0)), np.float32)


@dataclass(frozen=True, slots=True)
class Network:
    """`center` and `spread` (columns) of the squeezed features; `opening` maps them to the width of the layers.

    Layer n reads three lines 2**n apart, the upper, the line itself and the lower, side by side. `closing` (width) and
    `base` make the log-odds.
    """

    center: Matrix
    spread: Matrix
    opening: Layer
    layers: tuple[Layer, ...]
    closing: Matrix
    base: float

    def probability(self, rows: Matrix) -> NDArray[np.float64]:
        """The probability of each line of one page, whose features are `rows` in the lines' order."""
        if not len(rows):
            return np.zeros(0)
        state = self.opening.rectified(
            np.clip((squeezed(rows) - self.center) / self.spread, -FURTHEST, FURTHEST)
        )
        count, width = state.shape
        for number, layer in enumerate(self.layers):
            reach = 2**number
            padded = np.zeros((count + 2 * reach, width), np.float32)
            padded[reach : reach + count] = state
            around = np.concatenate([padded[:count], state, padded[2 * reach :]], axis=1)
            state = state + layer.rectified(around)
        return np.asarray(
            1.0 / (1.0 + np.exp(-(_product(state, self.closing) + self.base).astype(np.float64)))
        )


def squeezed(rows: Matrix) -> Matrix:
    """Features on a logarithmic scale, their signs kept: counts of words and lines run from 0 to thousands."""
    return np.asarray(np.copysign(np.log1p(np.abs(rows)), rows), np.float32)


def agreed(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two classifiers' probabilities as one: the mean of their log-odds."""
    first, second = np.clip(one, 1e-6, 1 - 1e-6), np.clip(other, 1e-6, 1 - 1e-6)
    return np.asarray(1 / (1 + np.sqrt((1 - first) / first * (1 - second) / second)))


def from_json(text: str) -> Network:
    """Read what train/line_network.py wrote."""
    data = json.loads(text)

    def array(values: Sequence[object]) -> Matrix:
        return np.array(values, np.float32)

    return Network(
        array(data["center"]),
        array(data["spread"]),
        Layer(array(data["opening"]["weight"]), array(data["opening"]["bias"])),
        tuple(Layer(array(layer["weight"]), array(layer["bias"])) for layer in data["layers"]),
        array(data["closing"]),
        data["base"],
    )


@lru_cache(maxsize=4)
def packaged_network(name: str) -> Network:
    """The network of the packaged model of that name."""
    raw = resources.files("builder.clean").joinpath("models", f"{name}-network.json.gz").read_bytes()
    return from_json(gzip.decompress(raw).decode())
