"""The outlet is named as its page prints it, and a credit for a picture names none."""

import pytest

from builder.clean.lines import read_lines
from builder.clean.outlet import named_by_domain, printed_name


def lines(*texts):
    return read_lines("\n".join(texts)).lines


STORY = "A crane fell at the old quay on Tuesday, and nobody was hurt by it."


@pytest.mark.parametrize(
    ("top", "bottom", "name"),
    [
        (["Harbour Courier"], ["Harbour Courier"], "Harbour Courier"),
        (["Harbour Courier"], ["Harbour Courier newsletter"], "Harbour Courier"),
        (["Harbour Courier"], ["More from the harbour"], None),
        # In the spelling of the foot, where the masthead is all capitals.
        (["HARBOUR COURIER"], ["Harbour Courier"], "Harbour Courier"),
        # Initials stand above the name that they are of, and above no other.
        (["HC", "Harbour Courier"], [], "Harbour Courier"),
        (["HC", "Island Courier"], [], None),
        ([], ["© Harbour Courier 2019. All rights reserved."], "Harbour Courier"),
        ([], ["Copyright 2019 Harbour Courier"], "Harbour Courier"),
        ([], ["Copyright policy of the Harbour Courier"], None),
        ([], ["Photo: © 2019 Jo Lee"], None),
    ],
)
def test_a_masthead_or_a_copyright_line_names_the_outlet(top, bottom, name):
    page = lines(*top, "Crane falls at the old quay", STORY, *bottom)
    assert printed_name(page, len(top), len(top) + 2) == name


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Harbour Courier"], "Harbour Courier"),
        (["The Harbour Courier"], "The Harbour Courier"),
        # As words rather than as an address, in capitals rather than in small letters, however often either stands.
        (["harbourcourier", "harbourcourier", "Harbour Courier"], "Harbour Courier"),
        (["harbour courier", "harbour courier", "Harbour Courier"], "Harbour Courier"),
        (["Harbour Courier", "HARBOUR COURIER", "HARBOUR COURIER"], "HARBOUR COURIER"),
        (["Harbour Couriers"], None),
    ],
)
def test_a_line_with_the_letters_of_the_domain_names_the_outlet(texts, name):
    assert named_by_domain("news.harbourcourier.co.uk", lines(*texts)) == name
