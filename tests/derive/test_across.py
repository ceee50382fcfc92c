from builder.derive.across import beads

ENGLISH = [
    "The ferry Aurora left Lindhaven with 214 passengers on board.",
    "It ran aground.",
    "A spokesman for the company, Northline, said that everyone had been taken off within two hours of the accident.",
    "The weather was calm.",
]
SPANISH = [
    "El transbordador Aurora zarpó de Lindhaven con 214 pasajeros a bordo.",
    "Encalló.",
    "Un portavoz de la compañía Northline dijo que todos habían sido evacuados en las dos horas siguientes al accidente.",
    "El tiempo estaba en calma.",
]


def shape(a: list[str], b: list[str]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.a), list(bead.b)) for bead in beads(a, b)]


def test_sentences_of_a_full_translation_pair_one_to_one() -> None:
    assert shape(ENGLISH, SPANISH) == [([n], [n]) for n in range(4)]


def test_figures_and_names_keep_the_path_where_a_passage_is_left_out() -> None:
    assert shape(ENGLISH, SPANISH[2:3]) == [([0], []), ([1], []), ([2], [0]), ([3], [])]


def test_a_sentence_rendered_by_two_pairs_with_both() -> None:
    split = [
        *SPANISH[:2],
        "Un portavoz de la compañía Northline habló.",
        "Dijo que todos habían sido evacuados en dos horas tras el accidente.",
        SPANISH[3],
    ]
    assert ([2], [2, 3]) in shape(ENGLISH, split)


def test_every_sentence_stands_in_exactly_one_bead() -> None:
    long_a, long_b = ENGLISH * 60, SPANISH * 55
    found = beads(long_a, long_b)
    assert [n for bead in found for n in bead.a] == list(range(240))
    assert [n for bead in found for n in bead.b] == list(range(220))


def test_one_empty_side_leaves_the_other_unpaired() -> None:
    assert shape([], ["uno"]) == [([], [0])]
    assert shape(["one"], []) == [([0], [])]
