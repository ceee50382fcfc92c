"""What a model gives no weight to is never handed to it, and nothing is labelled otherwise for that."""

from pathlib import Path

import pycrfsuite
import pytest

from builder.annotate.features import Reader, every
from builder.annotate.lexicon import lexicon
from builder.annotate.tokens import tokenize
from builder.annotate.weighted import WeightedFeatures

TEXT = (
    "Ana Reed of the Harbour Post told Irela's council on Monday that the Bank of Vell would close.\n"
    "MAYOR TOM HOLT SPEAKS AT IRELA HALL\n"
    "Reed said Holt, of Nairobi, had met officials of the United Nations in São Vell."
)


def model(folder: Path) -> bytes:
    """A small model that knows a few words."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 0.1, "feature.minfreq": 1})
    for run in Reader(lexicon(), every).read(tokenize(TEXT)):
        trainer.append(run.features[:3], ["Bp", "Ip", "O"][: len(run.features)])
    trainer.train(str(folder / "small.crfsuite"))
    return (folder / "small.crfsuite").read_bytes()


def test_weighted_features_are_those_that_the_model_itself_reports(tmp_path: Path) -> None:
    made = model(tmp_path)
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(made)
    weighted = WeightedFeatures(made)
    named = tagger.info().attributes
    assert len(weighted) == len(named) and all(name in weighted for name in named)
    assert weighted.kept([*named, "no feature"]) == [name.encode() for name in named]


def test_labels_are_the_same_without_the_features_that_have_no_weight(tmp_path: Path) -> None:
    made = model(tmp_path)
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(made)
    tokens = tokenize(TEXT)
    whole = Reader(lexicon(), every).read(tokens)
    some = Reader(lexicon(), WeightedFeatures(made).kept).read(tokens)
    assert [(r.start, r.end) for r in some] == [(r.start, r.end) for r in whole]
    assert [tagger.tag(r.features) for r in some] == [tagger.tag(r.features) for r in whole]
    assert sum(len(f) for r in some for f in r.features) < sum(len(f) for r in whole for f in r.features)


def test_bytes_that_are_no_model_are_refused(tmp_path: Path) -> None:
    made = model(tmp_path)
    for wrong in (b"", b"lCRF", made[:60], b"\0" * len(made), made[: len(made) // 2]):
        with pytest.raises(ValueError, match=r"model of CRFsuite|past its end"):
            WeightedFeatures(wrong)
