"""The outlet's name as a page, its masthead or its domain gives it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from builder.clean.days import printed_days
from builder.clean.lines import Line, dense_script
from builder.clean.shape import ends_sentence

_COPYRIGHT = re.compile(
    r"(?:(?<![^\WÂ])©|\(c\)|copyright)[\s,©]*(?:copyright)?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\w+))?)?(?:[\s,.|:]|by\s)*"
    r"(?P<name>[^\W\d_][^.|•·,©()–]{1,40}?)(?=\s*(?:[.|•·,©()–]|all rights|inc\b|llc\b|ltd\b|$))",
    re.IGNORECASE,
)
#: A copyright line states a year or reserves rights, or begins with its mark; 'Copyright policy' names no outlet.
_CLAIM = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|all rights? reserved|^\W*©", re.IGNORECASE)
#: What is said of a picture, and houses that sell pictures: credits, not outlets.
_PICTURE = re.compile(
    r"(?<!\w)(?:photo\w*|image|picture|illustration|foto\w*|getty|shutterstock|istock\w*|alamy|adobe stock|unsplash|pixabay"
    r"|pexels|dreamstime|depositphotos|imago|wireimage|afp|epa)(?!\w)",
    re.IGNORECASE,
)
_WORDS_OF_A_CLAIM = 30
_NO_LETTER = re.compile(r"\W|_")
_LONE_YEAR = re.compile(r"[\s,–-]*(?:19|20)\d\d\s*$")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv"])


def domain(url: str | None) -> str | None:
    """The host without `www.`, in lower case; None where the URL names none, or is no URL ('http://[x')."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^www\d*\.", "", host.lower()) if host else None


def _label(host: str) -> str:
    parts = host.split(".")
    if len(parts) >= 3 and parts[-2] in _SECOND_LEVEL:
        return parts[-3]
    return parts[-2] if len(parts) >= 2 else parts[0]


def _squeezed(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold().replace("&", "and"))


def _squeezed_line(line: Line) -> str:
    return _squeezed(line.text) if "&" in line.text else line.folded.replace(" ", "")


def named_by_domain(host: str, lines: Sequence[Line]) -> str | None:
    """A line of the page whose letters are the domain's ('Ars Technica' on arstechnica.com)."""
    label = _squeezed(_label(host))
    if len(label) < 3:
        return None
    name = label.removeprefix("the")
    names = Counter(
        line.text for line in lines if line.words <= 5 and _squeezed_line(line).removeprefix("the") == name
    )
    if not names:
        return None
    return max(names, key=lambda name: (" " in name, not name.islower(), names[name], name))


def _masthead(lines: Sequence[Line], bottom: int) -> str | None:
    """The page's first line where it is short and a line below the article repeats it or begins with it.

    In the spelling of that line where the masthead is all capitals; the second line where the first is its initials.
    """
    first = lines[0]
    if not 0 < first.words <= 5 or first.bullet or printed_days(first.text) or ends_sentence(first.text):
        return None
    second = lines[1] if len(lines) > 1 else None
    if (
        second is not None
        and first.words == 1
        and 2 <= second.words <= 6
        and first.text.isupper()
        and "".join(word[0] for word in second.text.split()) == first.text
    ):
        return second.text
    edge = "" if dense_script(first.text) else " "
    for line in lines[bottom:]:
        at = f"{edge}{line.folded}{edge}".find(f"{edge}{first.folded}{edge}")
        if at < 0 or (line.folded != first.folded and at > 0 and "©" not in line.text):
            continue
        spelled = re.search(re.escape(first.text), line.text, re.IGNORECASE)
        return spelled.group() if spelled and first.text.isupper() else first.text
    return None


def copyright_claim(line: Line) -> re.Match[str] | None:
    """The claim that a short line makes for an outlet, its `name` a group; None for a picture's credit."""
    match = _COPYRIGHT.search(line.text) if line.words <= _WORDS_OF_A_CLAIM else None
    if match is None or not _CLAIM.search(line.text) or _PICTURE.search(line.text[: match.end()]):
        return None
    return None if match["name"].casefold().startswith("all right") else match


def printed_name(lines: Sequence[Line], top: int, bottom: int) -> str | None:
    """The name in the masthead, where the page prints it again outside the article; else the copyright line's.

    `top` is the headline's position (the first line may be a masthead if above it), `bottom` the first line below the body.
    """
    if top > 0 and (name := _masthead(lines, bottom)):
        return name
    for line in lines[bottom:]:
        match = copyright_claim(line)
        if match is not None:
            return _LONE_YEAR.sub("", match["name"]).strip()
    return None
