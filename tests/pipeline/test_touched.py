"""What an edit of the authority files cannot touch, it does not change."""

import random

import pytest

from builder.annotate import annotate, load_engine
from builder.model.authority import Alias, Authority, EntityRecord, SourceRecord
from builder.model.entities import EntityType
from builder.pipeline.touched import Touched, statements

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
TEXTS = (
    "Seoul signed the treaty. The Republic of Korea will ratify it, Mina Tarquel said. Tarquel spoke in the US.",
    "MINA TARQUEL LEAVES THE HARBOUR BOARD TODAY\nThe Harbour Board (HB) lost its chair. HB will vote on Friday.",
    "Ma Ying - jeou met Jean-Paul Tarquel in CAIRO. Ma left for the U.S. with the Cafe\u0301 Tarquel Company.",
    "The Tarquel\nGroup of Straße said that Tarquel Group  Holdings grew. Grosse Strasse is in Berlin.",
    "Odo Brann, who chairs the Ministry of Health in Ghana, told Reuters that Ghana's Bank of Trade was sound.",
    "قال محمد العلي إن المجلس في بيروت وافق.",
)
STRINGS = (
    *("South Korea", "Republic of Korea", "Korea", "United States", "US", "Mina Tarquel", "Tarquel", "MINA"),
    *("Harbour Board", "HB", "Ma Ying-jeou", "Ma", "Jean-Paul Tarquel", "Cairo", "Cafe", "Café", "Straße"),
    *("STRASSE", "Tarquel Group", "Tarquel Group Holdings", "Berlin", "Odo Brann", "Ministry of Health"),
    *(
        "Ghana",
        "Bank of Trade",
        "Reuters",
        "محمد العلي",
        "بيروت",
        "Friday",
        "Nobody Here",
        "Elsewhere",
        "Far Off",
    ),
)
engine = load_engine("builtin")


def drawn(dice: random.Random) -> EntityRecord:
    """An entry of strings that the texts print, look up, or lack."""
    return EntityRecord(
        name=dice.choice(STRINGS),
        type=dice.choice([PERSON, ORGANIZATION, PLACE]),
        aliases=tuple(
            Alias(dice.choice(STRINGS), dice.random() < 0.3) for _ in range(dice.choice([0, 0, 1, 2]))
        ),
        never=tuple(dice.choice(STRINGS) for _ in range(dice.choice([0, 0, 0, 1]))),
        former=tuple(dice.choice(STRINGS) for _ in range(dice.choice([0, 0, 0, 1]))),
        line=dice.randrange(100),
    )


def edited(authority: Authority, dice: random.Random) -> Authority:
    """The authority after one edit: an entry more, less or changed, or another string stopped."""
    entities = list(authority.entities)
    kind = dice.choice(["more", "less", "other", "stop"])
    if kind == "stop":
        return Authority(tuple(entities), (), frozenset({dice.choice(STRINGS)}))
    if entities and kind in ("less", "other"):
        entities.pop(dice.randrange(len(entities)))
    if kind in ("more", "other"):
        entities.insert(dice.randrange(len(entities) + 1), drawn(dice))
    return Authority(tuple(entities), (), authority.stopped)


@pytest.mark.parametrize("seed", range(8))
def test_texts_that_are_not_touched_are_annotated_alike(seed: int) -> None:
    dice = random.Random(seed)
    authority = Authority(tuple(drawn(dice) for _ in range(4)))
    spared = 0
    for _ in range(25):
        then = edited(authority, dice)
        touched = Touched(statements(authority), statements(then))
        for text in TEXTS:
            before = annotate(text, None, engine=engine, authority=authority)
            if not touched(text, before.looked_up):
                assert annotate(text, None, engine=engine, authority=then) == before
                spared += 1
        authority = then
    assert spared > 50


def test_entry_that_moved_or_got_a_note_and_a_source_say_nothing_new_of_names() -> None:
    old = EntityRecord("Mina Tarquel", PERSON, line=3)
    new = EntityRecord("Mina Tarquel", PERSON, line=9, note="Chair", wikidata="Q1")
    source = SourceRecord("harbour", "The Harbour")
    touched = Touched(statements(Authority((old,))), statements(Authority((new,), (source,))))
    assert not touched and not touched("Mina Tarquel spoke.", ())


@pytest.mark.parametrize(
    ("text", "looked_up"),
    [("Then MINA  TARQUEL spoke.", ()), ("Mina\nTarquel spoke.", ()), ("She spoke.", ("Mina Tarquel",))],
)
def test_text_is_touched_by_what_it_prints_or_looks_up(text: str, looked_up: tuple[str, ...]) -> None:
    touched = Touched({}, statements(Authority((EntityRecord("Mina Tarquel", PERSON),))))
    assert touched(text, looked_up)
    assert not touched("Mina spoke to Tarquel.", ())
