"""The language of a text is told, and plain English without a model."""

from __future__ import annotations

import pytest

from builder.clean.language import identify
from tests.clean.captures import STORY

TEXTS = {
    "nl": "De havenmeester zei dat de wind voor zonsopgang een snelheid van honderdtien kilometer per uur had bereikt en dat niemand met zulk weer de zee op gaat. Het bedrijf was van plan de dienst op woensdag te hervatten.",
    "de": "Der Hafenmeister sagte, dass der Wind vor Sonnenaufgang hundertzehn Kilometer pro Stunde erreicht habe und dass niemand bei solchem Wetter auslaufe. Die Gesellschaft will den Betrieb am Mittwoch wieder aufnehmen.",
    "da": "Havnemesteren sagde, at vinden var nået op på hundrede og ti kilometer i timen før daggry, og at ingen sejler ud i den slags vejr. Selskabet regner med at genoptage sejladsen onsdag, hvis vejret holder.",
    "es": "La capitana del puerto dijo que el viento había alcanzado ciento diez kilómetros por hora antes del amanecer y que nadie navega así. La compañía espera reanudar el servicio el miércoles si mejora el tiempo.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_language_that_shares_words_with_english_is_not_taken_for_it(language):
    assert identify(TEXTS[language]) == language


def test_english_is_told_without_loading_a_model(monkeypatch):
    monkeypatch.setattr("builder.clean.language._identifier", lambda: pytest.fail("the model was loaded"))
    assert identify(" ".join(STORY)) == "en"


@pytest.mark.parametrize("language", ["de", "es"])
def test_other_common_languages_are_told_without_a_model_too(language, monkeypatch):
    monkeypatch.setattr("builder.clean.language._identifier", lambda: pytest.fail("the model was loaded"))
    assert identify(TEXTS[language]) == language


NEIGHBOURS = {
    "gl": "O alcalde da vila dixo que as obras da ponte van rematar antes do inverno e que os veciños terán que agardar uns meses máis, xa que a empresa non puido traballar durante as choivas da primavera pasada.",
    "ca": "L'alcalde de la vila va dir que les obres del pont acabaran abans de l'hivern i que els veïns hauran d'esperar uns mesos més, perquè l'empresa no va poder treballar durant les pluges de la primavera passada.",
    "af": "Die burgemeester het gesê dat die werk aan die brug voor die winter klaar sal wees en dat die inwoners nog 'n paar maande moet wag, omdat die maatskappy nie tydens die reën van verlede lente kon werk nie.",
}


@pytest.mark.parametrize("language", sorted(NEIGHBOURS))
def test_a_small_language_is_not_taken_for_its_big_neighbour(language):
    assert identify(NEIGHBOURS[language]) == language


def test_a_text_too_short_to_tell_takes_the_declared_language():
    assert identify("Ferries stay in port", "pt-BR") == "pt"
