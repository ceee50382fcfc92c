"""robots.txt by RFC 9309. (The standard library's parser knows neither wildcards nor the longest match.)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

#: RFC 9309, 2.5: a parser must read at least this many bytes; what comes after is ignored.
MAX_ROBOTS = 500 * 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a group: whether a path that begins as `pattern` is allowed."""

    pattern: str
    allows: bool

    def matches(self, path: str) -> bool:
        parts = self.pattern.removesuffix("$").split("*")
        anchor = r"\Z" if self.pattern.endswith("$") else ""
        return re.match(".*".join(map(re.escape, parts)) + anchor, path, re.DOTALL) is not None


def allowed(robots: str, product: str, url: str) -> bool:
    """Whether `robots` lets the crawler named `product` have `url`: the longest matching rule of its own groups
    decides, or of the groups for `*` where it has none; a tie is a yes, and so is silence.
    """
    path = _path_of(url)
    if path == "/robots.txt":
        return True
    matching = [rule for rule in _rules(robots, product) if rule.matches(path)]
    if not matching:
        return True
    return max(matching, key=lambda rule: (len(rule.pattern), rule.allows)).allows


def _rules(robots: str, product: str) -> list[Rule]:
    """The rules of all groups that name the product, else of all groups for `*`."""
    own: list[Rule] = []
    others: list[Rule] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for line in robots.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [] if in_rules else agents
            in_rules = False
            agents.append(value.lower())
            named = named or _names(value, product)
        elif key in ("allow", "disallow"):
            in_rules = True
            rule = Rule(_normal(value), key == "allow")
            if not value:  # an empty rule matches nothing
                continue
            if any(_names(agent, product) for agent in agents):
                own.append(rule)
            elif "*" in agents:
                others.append(rule)
    return own if named else others


def _names(agent: str, product: str) -> bool:
    """Whether a user-agent line names the product: its letters, hyphens and underscores, whatever the case."""
    token = re.match(r"[A-Za-z_-]+", agent)
    return token is not None and token.group().lower() == product.lower()


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _normal(path: str) -> str:
    """One spelling of percent-encoding, so that `/caf%c3%a9`, `/caf%C3%A9` and `/café` are the same."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?=&;:@+,!~'()[]", errors="surrogateescape")
