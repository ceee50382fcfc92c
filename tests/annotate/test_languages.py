"""English is told from other languages by its small words."""

import pytest

from builder.annotate.languages import primary, reads_as_english


@pytest.mark.parametrize(
    "text",
    [
        "Le maire de la ville a déclaré lundi que le pont restera fermé par les eaux pour une semaine de travaux.",
        "El alcalde dijo el lunes que el puente seguirá cerrado y que los vecinos de la zona no tienen agua.",
        "Der Bürgermeister sagte am Montag, was die Stadt für die Brücke zahlt, werde er im Herbst erklären.",
        "Borgmesteren sagde mandag, at broen er lukket for biler, og at der ikke var penge til arbejdet.",
        "De burgemeester zei maandag dat de brug voor een week dicht is en dat er geen geld was.",
        "قال رئيس البلدية إن الجسر مغلق",
        "",
    ],
)
def test_other_languages_do_not_read_as_english(text: str) -> None:
    assert not reads_as_english(text)


def test_english_reads_as_english() -> None:
    assert reads_as_english("The mayor said on Monday that the bridge was closed for a week by the flood.")


def test_primary_tag_is_told_from_the_region() -> None:
    assert (primary("en-GB"), primary("PT_br"), primary(""), primary(None)) == ("en", "pt", None, None)
