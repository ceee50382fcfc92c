"""Engines are found by name; what is missing is said with the command that installs it."""

from pathlib import Path
from typing import ClassVar

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


def test_long_text_is_given_to_gliner_in_pieces_that_cover_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import types

    try:
        import gliner  # noqa: F401
    except ImportError:
        stand_in = types.ModuleType("gliner")
        stand_in.GLiNER = object  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "gliner", stand_in)
    from builder.annotate.gliner_engine import pieces

    text = "Mina Holt spoke in Norhaven. " * 200
    spans = pieces(text, 300)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(0 < b - a <= 300 for a, b in spans)
    assert all(text[b - 2 : b] == ". " for _, b in spans)


class _Recognizer:
    """A model with GLiNER's calls (its 0.2 releases): labels are asked for, rows give start, end, text, label, score."""

    asked: ClassVar[list[tuple[str, ...]]] = []

    @classmethod
    def from_pretrained(cls, model_id: str, **_: object) -> "_Recognizer":
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
def gliner_engine(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The engine's module over a package with GLiNER's calls."""
    import importlib
    import sys
    import types

    stand_in = types.ModuleType("gliner")
    stand_in.GLiNER = _Recognizer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", stand_in)
    monkeypatch.delitem(sys.modules, "builder.annotate.gliner_engine", raising=False)
    module = importlib.import_module("builder.annotate.gliner_engine")
    monkeypatch.setattr(module, "version", lambda _: "0.2.0")
    yield module
    sys.modules.pop("builder.annotate.gliner_engine", None)


def test_gliner_mentions_of_every_piece_stand_at_their_places_in_the_whole_text(gliner_engine) -> None:  # type: ignore[no-untyped-def]
    engine = gliner_engine.GlinerEngine("a/model")
    text = "Mina Holt spoke in Norhaven. " * 100
    found = engine.mentions(text, "fr")
    assert len(found) == 100
    assert all(text[m.start : m.end] == m.text == "Mina Holt" and m.score == 0.75 for m in found)
    assert set(_Recognizer.asked) == {("person", "organization", "place")}
    assert engine.covers("ar") and not engine.covers(None)
    assert engine.version == "0.2.0 model"


def test_gliner_without_its_model_names_the_command_that_fetches_it(gliner_engine) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(EngineMissing, match=r"GLiNER\.from_pretrained"):
        gliner_engine.GlinerEngine("no/such-model")


def test_gliner_installed_here_has_the_calls_that_the_engine_makes() -> None:
    gliner = pytest.importorskip("gliner", reason="the extra 'gliner' is not installed")
    import inspect

    # Later releases make one class a kind of model, of which `GLiNER.from_pretrained` gives the fitting one.
    recognizer = getattr(gliner.model, "BaseEncoderGLiNER", gliner.GLiNER)
    wanted = {"text", "labels", "flat_ner", "threshold"}
    assert wanted <= set(inspect.signature(recognizer.predict_entities).parameters)
    assert "model_id" in inspect.signature(gliner.GLiNER.from_pretrained).parameters
