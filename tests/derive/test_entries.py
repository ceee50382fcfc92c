from dataclasses import replace

from builder.derive.entries import EntityKey
from builder.derive.library import Library
from builder.model.authority import Alias, Authority, EntityRecord
from builder.model.entities import EntityType

from .holdings import FIRST, UPDATE, library

ANA = EntityKey(EntityType.PERSON, "Ana Ruiz")


def test_an_alias_counts_as_the_preferred_name() -> None:
    held = library()
    assert held.entities[ANA].articles == (FIRST.id, UPDATE.id)
    assert EntityKey(EntityType.PERSON, "A. Ruiz") not in held.entities


def test_an_alias_of_two_people_stands_for_neither() -> None:
    two = Authority(
        entities=(
            EntityRecord("Ana Ruiz", EntityType.PERSON, (Alias("Ruiz"),)),
            EntityRecord("Bea Ruiz", EntityType.PERSON, (Alias("Ruiz"),)),
        )
    )
    held = Library.build((replace(FIRST, people=("Ruiz",)),), two)
    assert EntityKey(EntityType.PERSON, "Ruiz") in held.entities


def test_a_former_name_redirects_to_the_preferred_ones_page() -> None:
    renamed = Authority(entities=(EntityRecord("Ana Ruiz", EntityType.PERSON, former=("Ana Prieto",)),))
    held = Library.build((replace(FIRST, people=("Ana Prieto",)),), renamed)
    assert held.entities[ANA].articles == (FIRST.id,)
    assert [(r.path, r.url) for r in held.redirects] == [("people/ana-prieto.md", "people/ana-ruiz/")]
