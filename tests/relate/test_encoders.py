"""Models of several languages, given by path; the one here is made on the spot from a list of words."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import numpy as np
import pytest

from builder.errors import EngineMissing
from builder.model.relation import RelationType, Witness
from builder.relate import relate
from builder.relate.encoders import load_encoder

SIZE = 24
LETTERS = "bcdfgklmnprst"


def invented(rng: random.Random, count: int) -> list[str]:
    made = ["".join(rng.choice(LETTERS) + rng.choice("aeiou") for _ in range(3)) for _ in range(count * 2)]
    return list(dict.fromkeys(made))[:count]


class Tongues:
    """Two invented languages with a word of one for each word of the other, and vectors that nearly agree."""

    def __init__(self, folder: Path) -> None:
        self.rng = random.Random(4)
        both = invented(self.rng, 400)
        self.ours, self.theirs = both[:200], both[200:]
        places = np.random.default_rng(4).normal(size=(200, SIZE))
        slips = np.random.default_rng(5).normal(scale=0.2, size=(200, SIZE))
        self.folder = folder
        self._write("aa", self.ours, places)
        self._write("bb", self.theirs, places + slips)

    def _write(self, name: str, words: list[str], rows: np.ndarray) -> None:
        lines = [f"{len(words)} {SIZE}"]
        lines += [
            f"{word} {' '.join(f'{x:.4f}' for x in row)}" for word, row in zip(words, rows, strict=True)
        ]
        (self.folder / f"{name}.vec").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def report(self) -> list[list[int]]:
        return [[self.rng.randrange(200) for _ in range(10)] for _ in range(8)]

    def told(self, report: list[list[int]], words: list[str]) -> str:
        """The report in a language, the words of each sentence in an order of its own."""
        sentences = [" ".join(words[k] for k in self.rng.sample(s, len(s))) for s in report]
        return " ".join(f"{s.capitalize()}." for s in sentences)


@pytest.fixture
def tongues(tmp_path: Path) -> Tongues:
    return Tongues(tmp_path)


def test_a_translation_without_numbers_or_names_is_found_by_its_vectors(tongues: Tongues) -> None:
    report, other = tongues.report(), tongues.report()
    texts = [
        Witness("a", tongues.told(report, tongues.ours), language="aa"),
        Witness("b", tongues.told(report, tongues.theirs), language="bb"),
        Witness("c", tongues.told(other, tongues.theirs), language="bb"),
    ]
    assert relate(texts).relations == ()
    (found,) = relate(texts, encoder=load_encoder(f"vectors:{tongues.folder}")).relations
    assert (found.a, found.b, found.relation) == ("a", "b", RelationType.TRANSLATION)
    assert 0.6 <= found.score <= 0.85


def test_the_same_words_in_other_sentences_are_no_translation(tongues: Tongues) -> None:
    report = tongues.report()
    turned = report[::-1]
    texts = [
        Witness("a", tongues.told(report, tongues.ours), language="aa"),
        Witness("b", tongues.told(turned, tongues.theirs), language="bb"),
    ]
    assert relate(texts, encoder=load_encoder(f"vectors:{tongues.folder}")).relations == ()


def test_texts_of_which_the_model_knows_no_word_are_left_alone(tongues: Tongues) -> None:
    texts = [
        Witness(f"n{n}", f"Wwww{n} xxxx. Yyyy zzzz. " * 8, language=tag) for n, tag in enumerate(("aa", "bb"))
    ]
    assert relate(texts, encoder=load_encoder(f"vectors:{tongues.folder}")).relations == ()


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("vectors", "vectors:PATH"),
        ("oracle:somewhere", "no encoder 'oracle:somewhere'"),
        ("vectors:nowhere", "finds no model at nowhere"),
    ],
)
def test_an_encoder_that_is_not_there_is_named(named: str, said: str) -> None:
    with pytest.raises(EngineMissing, match=said):
        load_encoder(named)


def test_vectors_of_two_spaces_and_broken_lines_are_refused_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "x.vec"
    file.write_text("one 0.1 0.2 0.3\ntwo 0.1 0.2\n", encoding="utf-8")
    with pytest.raises(EngineMissing, match="not one space"):
        load_encoder(f"vectors:{file}")
    file.write_text("one 0.1 0.2 0.3\ntwo 0.1 here 0.2\n", encoding="utf-8")
    with pytest.raises(EngineMissing, match=r"x\.vec:2"):
        load_encoder(f"vectors:{file}")


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed"
)
def test_sentence_transformers_says_what_to_install_where_it_is_absent(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match="pip install sentence-transformers"):
        load_encoder(f"sentence-transformers:{tmp_path}")
