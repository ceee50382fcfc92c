"""The engine over GLiNER: on its real classes where the package is, on a stand-in with its calls everywhere.

`pip install 'annotated-news-archive[gliner]'` and run this file to prove the first part; it brings PyTorch, so that the
everyday tests do without.
"""

from __future__ import annotations

import importlib
import re
import sys
import types
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from builder.annotate import annotate
from builder.errors import EngineMissing

try:
    import gliner
except ImportError:
    gliner = None
real = pytest.mark.skipif(gliner is None, reason="the extra 'gliner' is not installed")

TEXT = "Mina Holt spoke in Norhaven. " * 100


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of GLiNER's own classes with random weights, saved as such models are: 16 wide, 40 words at once, and a
    tokenizer that knows single letters. What it finds means nothing; where it finds it must be right."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("gliner")
    marks = {"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]"}
    words = [*marks.values(), *"abcdefghijklmnopqrstuvwxyz"]
    tokenizer = Tokenizer(
        models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks).save_pretrained(folder / "encoder")
    encoder = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    encoder.save_pretrained(folder / "encoder")
    torch.manual_seed(7)
    config = gliner.GLiNERConfig(
        model_name=str(folder / "encoder"),
        hidden_size=16,
        max_width=3,
        max_len=40,
        dropout=0.0,
        encoder_config=encoder.to_dict(),
    )
    model = gliner.GLiNER.from_config(config, backbone_from_pretrained=False)
    model.save_pretrained(folder / "model")
    return folder / "model"


@real
def test_model_saved_by_gliner_is_loaded_and_annotates_to_the_end_of_the_text(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from builder.annotate import gliner_engine

    monkeypatch.setattr(gliner_engine, "_LEAST_SCORE", 0.0)
    monkeypatch.setenv("BUILDER_GLINER_MODEL", str(tiny))
    engine = gliner_engine.GlinerEngine()
    found = engine.mentions(TEXT, "fr")
    assert all(TEXT[m.start : m.end] == m.text and 0 < m.score <= 1 for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    # With no least score every word is in some mention: none was left out behind the model's 40 words.
    assert "".join("".join(m.text for m in found).split()) == "".join(TEXT.split())
    assert engine.version == f"{gliner.__version__} model"
    assert annotate("Mina Holt parle.", "fr", engine=engine).engine == f"gliner {engine.version}"


@real
@pytest.mark.parametrize("text", ["", " \n\n ", "x" * 5000, "记者在北京说。" * 400, "1 2 3 " * 900])
def test_texts_of_any_kind_are_read_without_a_warning_of_words_left_out(
    tiny: Path, text: str, recwarn: pytest.WarningsRecorder
) -> None:
    from builder.annotate.gliner_engine import GlinerEngine

    found = GlinerEngine(str(tiny)).mentions(text, "zh")
    assert all(text[m.start : m.end] == m.text for m in found)
    assert not [warning for warning in recwarn if "truncated" in str(warning.message)]


@real
@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("pytorch_model.bin", None),
        ("pytorch_model.bin", b""),
        ("pytorch_model.bin", b"version 1 of a pointer to a large file"),
        ("gliner_config.json", b"{"),
        ("gliner_config.json", None),
    ],
)
def test_broken_model_is_refused_by_name(
    tiny: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    import shutil

    from builder.annotate.gliner_engine import GlinerEngine

    folder = tmp_path / "broken-model"
    shutil.copytree(tiny, folder)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(EngineMissing, match=r"cannot load the model '.*broken-model'"):
        GlinerEngine(str(folder))


class _Recognizer:
    """A model with GLiNER's calls (its 0.2 releases): labels are asked for, rows give start, end, text, label, score."""

    asked: ClassVar[list[tuple[str, ...]]] = []
    config = SimpleNamespace(max_len=384)
    data_processor = SimpleNamespace(transformer_tokenizer=SimpleNamespace(model_max_length=10**30))

    @classmethod
    def from_pretrained(cls, model_id: str, **_: object) -> _Recognizer:
        if model_id == "no/such-model":
            raise OSError("no file named gliner_config.json")
        return cls()

    def predict_entities(
        self, text: str, labels: list[str], flat_ner: bool = True, threshold: float = 0.5
    ) -> list[dict[str, object]]:
        self.asked.append(tuple(labels))
        return [
            {"start": at, "end": at + 9, "text": "Mina Holt", "label": "person", "score": 0.75}
            for at in range(len(text))
            if text.startswith("Mina Holt", at)
        ]


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The engine's module over a package with GLiNER's calls."""
    held = sys.modules.pop("builder.annotate.gliner_engine", None)
    stand_in = types.ModuleType("gliner")
    stand_in.GLiNER = _Recognizer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", stand_in)
    module = importlib.import_module("builder.annotate.gliner_engine")
    monkeypatch.setattr(module, "version", lambda _: "0.2.0")
    yield module
    sys.modules.pop("builder.annotate.gliner_engine", None)
    if held is not None:
        sys.modules["builder.annotate.gliner_engine"] = held


def test_mentions_of_every_piece_stand_at_their_places_in_the_whole_text(engines: Any) -> None:
    engine = engines.GlinerEngine("a/model")
    found = engine.mentions(TEXT, "fr")
    assert len(found) == 100
    assert all(TEXT[m.start : m.end] == m.text == "Mina Holt" and m.score == 0.75 for m in found)
    assert set(_Recognizer.asked) == {("person", "organization", "place")}
    assert engine.covers("ar") and not engine.covers(None)
    assert engine.version == "0.2.0 model"


def test_engine_without_its_model_names_the_command_that_fetches_it(engines: Any) -> None:
    with pytest.raises(EngineMissing, match=r"GLiNER\.from_pretrained"):
        engines.GlinerEngine("no/such-model")


def test_long_text_is_cut_at_the_ends_of_sentences_into_pieces_that_cover_it(engines: Any) -> None:
    spans = engines.pieces(TEXT, 300)
    assert "".join(TEXT[a:b] for a, b in spans) == TEXT
    assert all(0 < b - a <= 300 for a, b in spans)
    assert all(TEXT[b - 2 : b] == ". " for _, b in spans)


def test_piece_has_no_more_words_than_the_model_reads(engines: Any) -> None:
    text = "1, 2, 3. " * 300
    spans = engines.pieces(text, 1200, 50)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(len(re.findall(r"\w+|\S", text[a:b])) <= 50 for a, b in spans)
