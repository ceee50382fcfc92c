"""Captures are cleaned in groups of whole sites, by `add` as by `sync`, however many wait."""

import random

import pytest

from builder.model.capture import Capture, Form, Given
from builder.pipeline import sites
from builder.pipeline.sites import Spool, parts


def capture(number: int, site: str, characters: int = 10) -> Capture:
    text = f"{number} of {site} ".ljust(characters, "x")
    return Capture(
        text.encode(), "text/plain", Form.TEXT, text, f"in/{number}", Given(url=f"https://{site}/{number}")
    )


def grouped(captures: list[Capture], most: int = 1_000, characters: int = 1_000_000) -> list[list[Capture]]:
    with Spool() as spool:
        for one in captures:
            spool.put(one)
        return list(spool.groups(most, characters))


def site_of(one: Capture) -> str:
    assert one.given.url is not None
    return one.given.url.split("/")[2]


@pytest.mark.parametrize("in_memory", [32_000_000, 100])
def test_what_is_put_comes_back_each_once(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "_IN_MEMORY", in_memory)
    put = [capture(n, f"site{n % 7}.example") for n in range(50)]

    back = [one for group in grouped(put, most=9) for one in group]

    assert sorted(back, key=lambda one: one.origin) == sorted(put, key=lambda one: one.origin)


def test_a_site_is_together_though_its_captures_came_among_others() -> None:
    put = [capture(n, f"site{n % 10}.example") for n in range(100)]
    random.Random(4).shuffle(put)

    groups = grouped(put, most=25)

    assert all(len(group) <= 25 for group in groups)
    for site in {site_of(one) for one in put}:
        assert [sum(site_of(one) == site for one in group) for group in groups].count(10) == 1


def test_a_large_site_is_cut_where_sync_cuts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "GROUP", 20)
    put = [capture(n, "large.example") for n in range(100)]
    expected = parts({"large.example": [one.article_id for one in put]})

    groups = grouped(put)

    assert [[one.article_id for one in group] for group in groups] == [list(part) for part in expected]
    assert len(groups) > 4


def test_pages_too_long_to_be_held_together_are_cut() -> None:
    put = [capture(n, "long.example", characters=400) for n in range(10)]

    groups = grouped(put, characters=1_000)

    assert [len(group) for group in groups] == [2, 2, 2, 2, 2]


def test_one_capture_of_any_length_is_a_group() -> None:
    put = [capture(1, "long.example", characters=4_000), capture(2, "long.example")]

    assert [len(group) for group in grouped(put, characters=1_000)] == [1, 1]
