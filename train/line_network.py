"""Train the network that builder/clean asks beside its trees (see clean_lines.py and builder/clean/network.py)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from builder.clean.network import FURTHEST, Layer, Network, squeezed

WIDTH = 48
LAYERS = 4
EPOCHS = 12
BATCH = 8
RATE = 3e-3
DECAY = 0.02
DROPOUT = 0.2
#: Share of a page's turns in which it is read as it is elsewhere: its words silent, or in another script.
ELSEWHERE = 0.2
#: Share of its turns with boxes of links in its text, where there is such a form of it.
BOXED = 0.25


@dataclass(frozen=True)
class Sample:
    """A page to learn from: its lines' features, labels and weights."""

    rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


class _Net(nn.Module):
    def __init__(self, columns: int) -> None:
        super().__init__()
        self.opening = nn.Linear(columns, WIDTH)
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=2**n, dilation=2**n) for n in range(LAYERS)
        )
        self.closing = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, rows: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Log-odds (pages, lines) of rows (pages, lines, columns); `there` is 1 for a line and 0 beyond a page's end."""
        state = functional.relu(self.opening(rows)).transpose(1, 2) * there[:, None]
        for layer in self.layers:
            state = (state + functional.relu(layer(self.dropout(state)))) * there[:, None]
        return self.closing(self.dropout(state.transpose(1, 2)))[..., 0]


def _batches(sizes: Sequence[int], rng: np.random.Generator) -> list[np.ndarray]:
    """Pages of about one length together, in another order each time."""
    order = np.argsort(np.array(sizes) * rng.uniform(0.7, 1.4, len(sizes)))
    batches = [order[at : at + BATCH] for at in range(0, len(order) - BATCH + 1, BATCH)]
    rng.shuffle(batches)
    return batches


def _turn(draw: float, has_boxes: bool) -> int:
    """The form in which a page is read next: as it is (0), elsewhere (1), with boxes (2)."""
    if draw < ELSEWHERE:
        return 1
    return 2 if has_boxes and draw < ELSEWHERE + BOXED else 0


def fit_network(
    pages: Sequence[Sample], elsewhere: Sequence[Sample], boxed: Sequence[Sample | None] = ()
) -> Network:
    """A network fitted to pages, which now and then are read as in another language or script (`elsewhere`), or with boxes
    of links in their text (`boxed`, one for each page or none at all; see boxes.py).
    """
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    every = np.concatenate([squeezed(page.rows) for page in pages])
    center, spread = every.mean(0).round(4), (every.std(0) + 1e-3).round(4)

    def scaled(page: Sample) -> np.ndarray:
        away = (squeezed(page.rows) - center) / spread
        return np.clip(away, -FURTHEST, FURTHEST).astype(np.float32)

    forms = [[pages[n], elsewhere[n], boxed[n] if boxed else None] for n in range(len(pages))]
    given_as = [[scaled(page) if page else None for page in read] for read in forms]
    usual = 150 * float(np.mean(np.concatenate([page.weights for page in pages])))
    net = _Net(every.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(pages) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    for _ in range(EPOCHS):
        for batch in _batches([len(page.rows) for page in pages], rng):
            turns = [(n, _turn(rng.random(), forms[n][2] is not None)) for n in batch]
            longest = max(len(given_as[n][form]) for n, form in turns)
            given = np.zeros((len(batch), longest, every.shape[1]), np.float32)
            truth, weight, there = np.zeros((3, len(batch), longest), np.float32)
            for place, (n, form) in enumerate(turns):
                page = forms[n][form]
                size = len(page.rows)
                given[place, :size] = given_as[n][form]
                truth[place, :size], weight[place, :size], there[place, :size] = page.labels, page.weights, 1
            odds = net(torch.from_numpy(given), torch.from_numpy(there))
            each = functional.binary_cross_entropy_with_logits(
                odds, torch.from_numpy(truth), reduction="none"
            )
            loss = (each * torch.from_numpy(weight)).sum() / (len(batch) * usual)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _read(net, center, spread)


def _numbers(tensor: torch.Tensor) -> np.ndarray:
    """As it is written: four decimals."""
    return tensor.detach().numpy().astype(np.float64).round(4).astype(np.float32)


def _read(net: _Net, center: np.ndarray, spread: np.ndarray) -> Network:
    return Network(
        center,
        spread,
        Layer(_numbers(net.opening.weight).T, _numbers(net.opening.bias)),
        tuple(
            Layer(np.concatenate(list(_numbers(layer.weight).transpose(2, 1, 0))), _numbers(layer.bias))
            for layer in net.layers
        ),
        _numbers(net.closing.weight)[0],
        round(float(net.closing.bias.detach()[0]), 4),
    )


def network_json(network: Network) -> str:
    """In the form that builder.clean.network reads."""

    def plain(values: np.ndarray) -> list[object]:
        return np.round(values.astype(np.float64), 4).tolist()

    def layer(of: Layer) -> dict[str, object]:
        return {"weight": plain(of.weight), "bias": plain(of.bias)}

    return json.dumps(
        {
            "center": plain(network.center),
            "spread": plain(network.spread),
            "opening": layer(network.opening),
            "layers": [layer(of) for of in network.layers],
            "closing": plain(network.closing),
            "base": network.base,
        },
        separators=(",", ":"),
    )
