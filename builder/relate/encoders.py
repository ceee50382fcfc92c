"""Sentence vectors that mean the same in several languages, from models that the user names: none is shipped or fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from builder.errors import EngineMissing
from builder.text.words import words

Vectors = npt.NDArray[np.float32]

GROUP = "builder.encoders"
#: Words read of each file of vectors: they are listed by frequency, and the rest is one word in a hundred.
MOST_WORDS = 200_000


class Encoder(Protocol):
    """A model of several languages in one space."""

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """A row of unit length for each sentence; zeros where the model knows no word of it."""


def load_encoder(named: str) -> Encoder:
    """The encoder named `KIND:PATH`, as `vectors:FOLDER` or `sentence-transformers:FOLDER`.

    Kinds are entry points of the group `builder.encoders`, called with the path. EngineMissing says what is lacking:
    the kind, its package, or the files.
    """
    kind, _, path = named.partition(":")
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind not in found or not path:
        known = ", ".join(f"{name}:PATH" for name in sorted(found))
        raise EngineMissing(f"no encoder {named!r}; there are: {known}")
    if not Path(path).exists():
        raise EngineMissing(
            f"the encoder {kind} finds no model at {path}; models are not fetched, give a path on this machine"
        )
    loaded: Encoder = found[kind].load()(Path(path))
    return loaded


class WordVectors:
    """The mean of word vectors, from files in fastText's text format (`word 0.1 -0.2 ...`; a first line `count size` is
    passed over). `path` is a file, or a folder with one for each language, all aligned to one space."""

    def __init__(self, path: Path) -> None:
        files = sorted(path.glob("*.vec")) if path.is_dir() else [path]
        if not files:
            raise EngineMissing(f"no file of vectors (*.vec) in {path}")
        rows: list[Vectors] = []
        self._places: dict[str, int] = {}
        for file in files:
            for word, row in _rows(file):
                if rows and len(row) != len(rows[0]):
                    raise EngineMissing(
                        f"{file}: vectors of {len(row)} numbers beside others of {len(rows[0])}: not one space"
                    )
                if self._places.setdefault(word, len(rows)) == len(rows):
                    rows.append(row)
        if not rows:
            raise EngineMissing(f"no vectors in {path}")
        self._rows = np.stack(rows)

    def encode(self, sentences: Sequence[str]) -> Vectors:
        found = np.zeros((len(sentences), self._rows.shape[1]), dtype=np.float32)
        for k, sentence in enumerate(sentences):
            places = [self._places[w] for w in words(sentence) if w in self._places]
            if places:
                found[k] = self._rows[places].mean(axis=0)
        return unit(found)


class SentenceTransformers:
    """A model of the sentence-transformers package in a folder; needs `pip install sentence-transformers`."""

    def __init__(self, path: Path) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EngineMissing(
                "the encoder sentence-transformers needs its package: pip install sentence-transformers"
            ) from error
        self._model: Any = SentenceTransformer(str(path), local_files_only=True)

    def encode(self, sentences: Sequence[str]) -> Vectors:
        found = self._model.encode(list(sentences), convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(found, dtype=np.float32))


def unit(rows: Vectors) -> Vectors:
    """Rows scaled to length 1; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def _rows(file: Path) -> Iterator[tuple[str, Vectors]]:
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines):
            parts = line.rstrip().split(" ")
            if number > MOST_WORDS:
                return
            if len(parts) <= 2:
                continue
            try:
                row = np.array(parts[1:], dtype=np.float32)
            except ValueError as error:
                raise EngineMissing(f"{file}:{number + 1}: no vector: {line[:60]!r}") from error
            yield parts[0].casefold(), unit(row[None, :])[0]
