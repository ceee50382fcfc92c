"""A text is told by its fingerprint, whatever characters it holds."""

from builder.text.fingerprint import fingerprint


def test_texts_that_differ_in_any_character_are_told_apart() -> None:
    texts = ("", " ", "quay", "Quay", "quay ", "qu\u00e4y", "qua\u0308y", "\ud800", "\udc00")
    assert len({fingerprint(text) for text in texts}) == len(texts)
    assert {len(fingerprint(text)) for text in texts} == {32}
    assert fingerprint("quay") == fingerprint("qu" + "ay")
