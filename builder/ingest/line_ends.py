"""Line ends of a PDF's page whose words are each drawn by themselves.

Some programs (macOS Quartz among them) move the page's origin to each word of a justified line before they draw it. pypdf then
sees the step to the next line only after that line's first word, which ends the line above in its text: 'Storm\ncloses the
strait By\nAna Brill'. On a grid of characters the lines are right, and the gaps between words are not.
"""

from __future__ import annotations

from collections.abc import Sequence

#: Of a page's line ends so many must stand one word too late; by chance it is one or two.
_LATE = 0.6
#: Pages with fewer line ends tell too little.
_FEWEST = 5


def _ends(text: str) -> list[int]:
    """How many characters other than white space stand before each line's end."""
    ends: list[int] = []
    count = 0
    for line in text.split("\n"):
        count += sum(map(len, line.split()))
        if not ends or count > ends[-1]:
            ends.append(count)
    return ends


def _word_before(ends: Sequence[int], text: str) -> dict[int, int]:
    """For each end of a word in `text`, in characters other than white space, where that word begins."""
    begins: dict[int, int] = {}
    count = 0
    for word in text.split():
        begins[count + len(word)] = count
        count += len(word)
    return {end: begins[end] for end in ends if end in begins}


def with_line_ends(plain: str, grid: str) -> str:
    """A page's text (`plain`) with the line ends of its grid of characters (`grid`), where its own come a word too late.

    Anything else, and any page whose two texts differ in more than white space, stays as it is.
    """
    if "".join(plain.split()) != "".join(grid.split()):
        return plain
    right = set(_ends(grid))
    own = _ends(plain)[:-1]
    begins = _word_before(own, plain)
    late = sum(end not in right and begins.get(end) in right for end in own)
    if len(own) < _FEWEST or late < _LATE * len(own):
        return plain
    lines: list[list[str]] = [[]]
    count = 0
    for word in plain.split():
        lines[-1].append(word)
        count += len(word)
        if count in right:
            lines.append([])
    return "\n".join(" ".join(line) for line in lines if line)
