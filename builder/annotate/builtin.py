"""The engine that ships: a linear-chain CRF over the runs of a text that hold capitals."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import pycrfsuite

from builder.annotate.features import Reader, Run
from builder.annotate.languages import primary
from builder.annotate.lexicon import lexicon
from builder.annotate.tokens import Tokens, tokenize
from builder.annotate.weighted import WeightedFeatures
from builder.errors import EngineMissing
from builder.model.entities import EntityType, Mention

_TYPES = {"p": EntityType.PERSON, "o": EntityType.ORGANIZATION, "l": EntityType.PLACE}


def _shipped() -> bytes:
    model = files("builder.annotate").joinpath("model", "entities.crfsuite")
    if not model.is_file():
        raise EngineMissing(f"entity engine 'builtin' lacks its model {model}; install the package again")
    return model.read_bytes()


class BuiltinEngine:
    """Mentions in English text, by the model that `train/entities.py` makes (or by another that it made). No download,
    no network."""

    name = "builtin"
    version = "4"

    def __init__(self, model: bytes | None = None) -> None:
        #: The tagger reads from these bytes and keeps no reference to them.
        self._model = _shipped() if model is None else model
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)
        self._reader = Reader(lexicon(), WeightedFeatures(self._model).kept)

    def covers(self, language: str | None) -> bool:
        """English alone: the model was trained on nothing else."""
        return primary(language) == "en"

    def mentions(self, text: str, language: str | None) -> Sequence[Mention]:
        """Mentions as the model labels them; the score is the least probability of a mention's words (but small ones)
        to be of its type, wherever the name begins."""
        tokens = tokenize(text)
        found: list[Mention] = []
        for run in self._reader.read(tokens):
            self._label(text, tokens, run, found)
        return found

    def _label(self, text: str, tokens: Tokens, run: Run[bytes], found: list[Mention]) -> None:
        tags = self._tagger.tag(run.features)
        index, size = 0, len(tags)
        while index < size:
            kind = tags[index][1:]
            stop = index + 1
            while stop < size and tags[stop] == "I" + kind:
                stop += 1
            if kind in _TYPES:
                start, end = tokens.starts[run.start + index], tokens.ends[run.start + stop - 1]
                marginal = self._tagger.marginal
                score = min(
                    marginal("B" + kind, at) + marginal("I" + kind, at)
                    for at in range(index, stop)
                    if at == index or not tokens.words[run.start + at].islower()
                )
                found.append(Mention(start, end, _TYPES[kind], text[start:end], score=score))
            index = stop
