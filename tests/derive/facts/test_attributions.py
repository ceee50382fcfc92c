import pytest

from builder.derive.facts.attributions import Speaker, Voice, attributions
from builder.derive.facts.names import attest, names


def read(text: str, language: str = "en", listed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = names(text, language, attest([text], listed))
    speakers = attributions(text, language, found)
    return [(fact.text, fact.key.voice.value) for fact in speakers if isinstance(fact.key, Speaker)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dam was safe, according to Ana Ruiz.", "en"),
        ("The dam was safe, Ana Ruiz said on Monday.", "en"),
        ("“The dam is safe,” said engineer Ana Ruiz.", "en"),
        ("The engineer Ana Ruiz has also warned that it may break.", "en"),
        ("La presa era segura, según Ana Ruiz.", "es"),
        ("«La presa es segura», dijo Ana Ruiz.", "es"),
        ("Le barrage était sûr, selon Ana Ruiz.", "fr"),
    ],
)
def test_a_named_speaker_is_found(text: str, language: str) -> None:
    assert read(text, language) == [("Ana Ruiz", "named")]


def test_the_subject_before_an_apposition_speaks() -> None:
    text = "The dam was safe, but Ana Ruiz, an engineer at the Northline Institute, said it leaked."
    assert read(text) == [("Ana Ruiz", "named")]


def test_where_a_speaker_belongs_is_no_other_speaker() -> None:
    assert read("Ana Ruiz of the police said that the dam leaked.") == [("Ana Ruiz", "named")]
    assert read("A friend of Ana Ruiz of the police said that the dam leaked.") == [("police", "unnamed")]


def test_unnamed_speakers_are_told_by_their_kind() -> None:
    assert read("Officials said that the dam was safe.") == [("Officials", "unnamed")]
    assert read("Witnesses told reporters that it broke.") == [("Witnesses", "unnamed")]


def test_a_pronoun_can_be_anybody() -> None:
    assert read("“It leaks,” she added.") == [("", "unclear")]
    assert Speaker(Voice.UNCLEAR).same_as(Speaker(Voice.UNNAMED, group="officials"))


def test_the_passive_has_no_speaker() -> None:
    assert read("Ana Ruiz was told to leave.") == []
