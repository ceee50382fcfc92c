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


SCRIPTS = {
    "ko": "항만 책임자는 새벽이 되기 전에 풍속이 시속 백십 킬로미터에 이르렀으며 이런 날씨에는 아무도 바다에 나가지 않는다고 말했다. 회사는 날씨가 좋아지면 수요일에 운항을 다시 시작할 계획이라고 밝혔다. 승객들은 대합실에서 밤을 보냈고 시청은 담요와 따뜻한 음식을 나누어 주었다. 다리는 오후까지 닫혀 있었으며 학교도 하루 동안 문을 닫았다. 경찰은 해안 도로를 피해 달라고 주민들에게 부탁했다.",
    "ja": "港の責任者は、夜明け前に風速が時速百十キロに達し、このような天気では誰も海に出ないと話した。会社は天気が回復すれば水曜日に運航を再開する予定だという。乗客は待合室で夜を過ごし、市は毛布と温かい食事を配った。橋は午後まで閉鎖され、学校も一日休みになった。警察は住民に海沿いの道を避けるように呼びかけている。被害の大きさはまだ分かっていないが、けが人は出ていないと市長は述べた。停電は夕方までに直る見込みで、電力会社はろうそくの火に気をつけるように求めた。列車はふだんより遅れて走っているが、空の便にはほとんど影響がない。週末にはまた風が強くなるかもしれないので、漁師たちは船をしっかりとつなぎ直している。",
    "el": "Ο λιμενάρχης είπε ότι ο άνεμος είχε φτάσει τα εκατόν δέκα χιλιόμετρα την ώρα πριν από την αυγή και ότι κανείς δεν βγαίνει στη θάλασσα με τέτοιο καιρό. Η εταιρεία σκοπεύει να ξαναρχίσει τα δρομολόγια την Τετάρτη, αν βελτιωθεί ο καιρός.",
}


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_a_script_of_one_language_alone_tells_it_without_a_model(language, monkeypatch):
    monkeypatch.setattr("builder.clean.language._identifier", lambda: pytest.fail("the model was loaded"))
    assert identify(SCRIPTS[language]) == language


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_the_model_says_what_the_script_does(language, monkeypatch):
    monkeypatch.setattr("builder.clean.language._by_script", lambda text: None)
    assert identify(SCRIPTS[language]) == language


def test_ancient_greek_is_not_taken_for_the_language_of_its_script():
    ancient = "Ἐν ἀρχῇ τῆς ἡμέρας οἱ ναῦται πρὸς τὸν λιμένα ἦλθον, καὶ ὁ ἄνεμος μέγας ἦν, ὥστε οὐδεὶς τὴν θάλασσαν πλεῖν ἐβούλετο. "
    assert identify(ancient * 2) != "el"


def test_a_shop_page_of_few_pronouns_is_told_without_a_model(monkeypatch):
    monkeypatch.setattr("builder.clean.language._identifier", lambda: pytest.fail("the model was loaded"))
    wares = "Save on boots, coats and warm gloves now, before winter. Every pair made two ways, some without laces. Need them by Friday? Look around or go across town: each shop, however small, must stay open during snow."
    assert identify(wares) == "en"


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
