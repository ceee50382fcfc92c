"""robots.txt by RFC 9309."""

from __future__ import annotations

import pytest

from builder.ingest.robots import allowed

SITE = "https://harbour.example"


def _allowed(robots: str, path: str) -> bool:
    return allowed(robots, "annotated-news-archive", SITE + path)


def test_silence_is_a_yes() -> None:
    assert _allowed("", "/a")
    assert _allowed("User-agent: *\nDisallow:\n", "/a")


def test_the_longest_matching_rule_decides_and_a_tie_is_a_yes() -> None:
    robots = "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /news/open/draft\nAllow: /tie\nDisallow: /tie\n"
    assert [
        _allowed(robots, path) for path in ("/news/1", "/news/open/1", "/news/open/draft1", "/tie", "/other")
    ] == [
        False,
        True,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("pattern", "path", "match"),
    [
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x=1", False),
        ("/a*c", "/abbbc/d", True),
        ("/a.c", "/abc", False),
        ("/search?q=", "/search?q=harbour", True),
        ("/caf%c3%a9", "/café", True),
        ("/café", "/caf%C3%A9/1", True),
        ("/A", "/a", False),
        ("*/print", "/2021/print", True),
    ],
)
def test_patterns_match_as_the_standard_says(pattern: str, path: str, match: bool) -> None:
    assert _allowed(f"User-agent: *\nDisallow: {pattern}\n", path) is not match


def test_a_group_of_our_own_stands_over_the_one_for_all() -> None:
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: Annotated-News-Archive\nUser-agent: other\nDisallow: /private\n"
    assert _allowed(robots, "/news")
    assert not _allowed(robots, "/private/1")
    assert not allowed(robots, "somebody-else", SITE + "/news")


def test_groups_that_name_us_twice_are_one() -> None:
    robots = "User-agent: annotated-news-archive\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: annotated-news-archive/2\nDisallow: /b\n"
    assert [_allowed(robots, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_comments_marks_and_nonsense_are_passed_over() -> None:
    robots = "\ufeffuser-AGENT: * # all\nnonsense\nSitemap: /map.xml\nDISALLOW: /a # no\r\n\r\nDisallow: /b\n"
    assert [_allowed(robots, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_the_rules_themselves_may_always_be_fetched() -> None:
    assert _allowed("User-agent: *\nDisallow: /\n", "/robots.txt")
