"""Engines are found by name; what is missing is said with the command that installs it."""

from pathlib import Path

import pytest

from builder.annotate import annotate, engine_names, load_engine
from builder.errors import EngineMissing
from builder.model.entities import Engine, EntityType


def test_builtin_is_the_default_engine() -> None:
    engine = load_engine()
    assert isinstance(engine, Engine)
    assert engine.name == "builtin"
    assert engine.covers("en") and not engine.covers("ar") and not engine.covers(None)


def test_unknown_engine_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(EngineMissing, match="authority, builtin"):
        load_engine("oracle")


def test_optional_engines_are_registered() -> None:
    assert {"spacy", "gliner"} <= set(engine_names())


def test_engine_whose_package_is_absent_names_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gliner", None)
    monkeypatch.delitem(__import__("sys").modules, "builder.annotate.gliner_engine", raising=False)
    with pytest.raises(EngineMissing, match=r"pip install 'annotated-news-archive\[gliner\]'"):
        load_engine("gliner")


def test_spacy_without_its_pipeline_names_the_download_command() -> None:
    pytest.importorskip("spacy")
    from builder.annotate.spacy_engine import SpacyEngine

    with pytest.raises(EngineMissing, match="python -m spacy download en_no_such_pipeline"):
        SpacyEngine("en_no_such_pipeline")


def test_spacy_pipeline_trained_here_annotates(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example

    from builder.annotate.spacy_engine import SpacyEngine

    pipeline = spacy.blank("es")
    recognizer = pipeline.add_pipe("ner")
    for label in ("PER", "LOC", "MISC"):
        recognizer.add_label(label)
    people, towns = ("Inés Vega", "Luis Prado", "Marta Solís"), ("Almarza", "Torrenal", "Vadoluz")
    rows = []
    for person in people:
        for town in towns:
            text = f"{person} llegó a {town} el lunes"
            start = text.index(town)
            spans = [(0, len(person), "PER"), (start, start + len(town), "LOC")]
            rows.append(Example.from_dict(pipeline.make_doc(text), {"entities": spans}))
    pipeline.initialize(lambda: rows)
    for _ in range(30):
        pipeline.update(rows)
    pipeline.to_disk(tmp_path / "pipeline")

    engine = SpacyEngine(str(tmp_path / "pipeline"))
    assert engine.covers("es-MX") and not engine.covers("en") and not engine.covers(None)
    result = annotate("Marta Solís llegó a Almarza el lunes", "es", engine=engine)
    assert [(m.text, m.type) for m in result.mentions] == [
        ("Marta Solís", EntityType.PERSON),
        ("Almarza", EntityType.PLACE),
    ]
    assert result.engine.startswith("spacy ")


def test_spacy_pipeline_without_a_recognizer_is_refused(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from builder.annotate.spacy_engine import SpacyEngine

    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(EngineMissing, match="no entity recognizer"):
        SpacyEngine(str(tmp_path / "bare"))
