"""The word lists hold kinds of names by stated rules, and none of the texts by which the project is judged."""

from importlib.resources import files

import pytest

from builder.annotate.lexicon import lexicon


def test_every_list_says_in_its_first_line_what_it_holds() -> None:
    for path in sorted(files("builder.annotate").joinpath("lexicon").iterdir(), key=lambda p: p.name):
        assert path.read_text("utf-8").startswith("# "), path.name


@pytest.mark.parametrize(
    "name",
    [
        "Alibaba",
        "Ant Group",
        "Weibo",
        "China Youth Daily",
        "People's Daily",
        "Chinese Communist Party",
        "Hinrich Foundation",
        "National University of Singapore",
        "Shanghai Securities Journal",
    ],
)
def test_no_organization_of_the_seeds_is_listed(name: str) -> None:
    words = lexicon()
    listed = {" ".join(phrase) for phrase in words.phrases} | {
        w for w, c in words.classes.items() if "o" in c
    }
    assert name not in listed
    assert name.replace("'s", " 's") not in listed
    assert name not in words.organizations and name not in words.organizations.values()


def test_no_given_or_family_name_of_the_seeds_alone_is_listed() -> None:
    assert not {"Jinping", "Xi", "Capri"} & set(lexicon().classes)


def test_no_company_is_listed() -> None:
    listed = [phrase for phrase, kind in lexicon().phrases.items() if kind == "o"]
    assert not [
        phrase for phrase in listed if phrase[-1] in ("Inc", "Corp", "Ltd", "Group", "Motors", "Daily")
    ]
