"""The optional engine over a spaCy pipeline: `pip install 'annotated-news-archive[spacy]'`, then a pipeline.

The pipeline is the one that BUILDER_SPACY_MODEL names (a package or a folder), else the small English one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version

import spacy

from builder.annotate.languages import primary
from builder.errors import EngineMissing
from builder.model.entities import EntityType, Mention

DEFAULT_MODEL = "en_core_web_sm"
#: Labels of the pipelines that spaCy publishes (OntoNotes and WikiNER schemes).
_TYPES = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}


class SpacyEngine:
    """Mentions as a spaCy pipeline's entity recognizer marks them; spaCy gives no scores, so each is 1."""

    name = "spacy"

    def __init__(self, model: str | None = None) -> None:
        wanted = model or os.environ.get("BUILDER_SPACY_MODEL") or DEFAULT_MODEL
        try:
            self._pipeline = spacy.load(wanted)
        except OSError as error:
            raise EngineMissing(
                f"entity engine 'spacy' lacks the pipeline '{wanted}'; install it with: python -m spacy download {wanted}"
                " (or name another in BUILDER_SPACY_MODEL)"
            ) from error
        if "ner" not in self._pipeline.pipe_names:
            raise EngineMissing(f"the spaCy pipeline '{wanted}' has no entity recognizer ('ner')")
        meta = self._pipeline.meta
        self.version = f"{version('spacy')} {meta.get('name', wanted)} {meta.get('version', '')}".strip()

    def covers(self, language: str | None) -> bool:
        """The pipeline's own language; a multi-language pipeline (`xx`) covers every known one."""
        spoken = primary(language)
        return spoken is not None and self._pipeline.lang in (spoken, "xx")

    def mentions(self, text: str, language: str | None) -> Sequence[Mention]:
        """The recognizer's people, organizations and places, in order."""
        return tuple(
            Mention(found.start_char, found.end_char, _TYPES[found.label_], found.text)
            for found in self._pipeline(text).ents
            if found.label_ in _TYPES
        )
