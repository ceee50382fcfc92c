"""The optional engine over a GLiNER model: `pip install 'annotated-news-archive[gliner]'`; many languages.

The model is the one that BUILDER_GLINER_MODEL names (a folder, or a name on the model hub, fetched once by gliner
itself), else the multilingual one.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Sequence
from importlib.metadata import version

from gliner import GLiNER

from builder.annotate.languages import primary
from builder.errors import EngineMissing
from builder.model.entities import EntityType, Mention

DEFAULT_MODEL = "urchade/gliner_multi-v2.1"
_TYPES = {kind.value: kind for kind in EntityType}
#: GLiNER's own default.
_LEAST_SCORE = 0.5
#: Characters given to a model at once, about 240 English words. A longer text is given in pieces.
_PIECE = 1200
#: Words that a model reads at once where its settings do not say; what stands behind them GLiNER leaves out.
_WORDS = 384
#: Places that labels and marks take up before the text where the tokenizer has a limit of its own.
_PROMPT = 32
#: A word as GLiNER counts them.
_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")
#: What GLiNER, Transformers and PyTorch raise for a model that is absent, cut off, of another shape, or no model at all.
_UNREADABLE = (OSError, ValueError, EOFError, RuntimeError, KeyError, pickle.UnpicklingError)


class GlinerEngine:
    """Mentions of the three types as a GLiNER model finds them, with its scores. Covers every known language."""

    name = "gliner"

    def __init__(self, model: str | None = None) -> None:
        wanted = model or os.environ.get("BUILDER_GLINER_MODEL") or DEFAULT_MODEL
        try:
            self._model = GLiNER.from_pretrained(wanted)
        except _UNREADABLE as error:
            told = " ".join(str(error).split())[:200] or type(error).__name__
            raise EngineMissing(
                f"entity engine 'gliner' cannot load the model '{wanted}' ({told}); fetch it once with: "
                f"python -c \"from gliner import GLiNER; GLiNER.from_pretrained('{wanted}')\""
            ) from error
        # A model's tokenizer may have a limit of its own; a character is at most one of its parts.
        limit = int(self._model.data_processor.transformer_tokenizer.model_max_length)
        self._size = max(_PROMPT, min(_PIECE, limit - _PROMPT))
        self._words = int(getattr(self._model.config, "max_len", None) or _WORDS)
        self.version = f"{version('gliner')} {wanted.rsplit('/', 1)[-1]}"

    def covers(self, language: str | None) -> bool:
        """Every language that is known: the default model was trained on many."""
        return primary(language) is not None

    def mentions(self, text: str, language: str | None) -> Sequence[Mention]:
        """The model's mentions, in order, non-overlapping."""
        found: list[Mention] = []
        for start, end in pieces(text, self._size, self._words):
            for row in self._model.predict_entities(
                text[start:end], list(_TYPES), threshold=_LEAST_SCORE, flat_ner=True
            ):
                first, last = start + row["start"], start + row["end"]
                found.append(
                    Mention(first, last, _TYPES[row["label"]], text[first:last], score=float(row["score"]))
                )
        return tuple(sorted(found, key=lambda mention: mention.start))


def pieces(text: str, size: int = _PIECE, words: int = _WORDS) -> list[tuple[int, int]]:
    """Half-open spans of at most `size` characters and `words` words that cover the text, cut after a line or sentence
    end if there is one in their second half, else between words."""
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        for count, word in enumerate(_WORD.finditer(text, start, end)):
            if count == words:
                end = word.start()
                break
        if end < len(text):
            for mark in ("\n", ". ", "。", " "):
                at = text.rfind(mark, start + (end - start) // 2, end)
                if at >= 0:
                    end = at + len(mark)
                    break
        spans.append((start, end))
        start = end
    return spans
