"""How much one input may cost: sizes in bytes, depths and counts. All are stated in the refusals that they cause."""

from __future__ import annotations

_MIB = 1 << 20

#: One page, one text, one message, one line of JSONL, one CSV row, one feed entry. The largest of the 1,212 pages of the
#: bench's clean sets has 2.8 MiB; a line of 100 MB must be refused, not read.
MAX_PAGE = 32 * _MIB

#: A PDF, a feed, or a WARC record, which are larger than the text that is taken from them.
MAX_DOCUMENT = 64 * _MIB

#: How much of an input is looked at to recognise its form.
HEAD = 64 * 1024

#: Containers within containers: a WARC in a gzip in a tar in a zip is four.
MAX_DEPTH = 4

#: A packed container that needs random access but comes as a stream (a zip on standard input) is copied to disk.
MAX_SPOOL = 2048 * _MIB

#: Unpacked bytes for each packed byte. The 1,212 pages of the bench's clean sets deflate 1.6- to
#: 17-fold, each alone; deflate's ceiling is 1,032, which only a bomb comes near. Checked once more than `BOMB_FLOOR` bytes came out.
MAX_EXPANSION = 200
BOMB_FLOOR = 128 * _MIB

#: Members of one zip or tar.
MAX_MEMBERS = 2_000_000

#: Seconds of processor time that a capture may take to be read, and again to be cleaned, for each megabyte begun; what a
#: process waits for others does not count. The slowest of the 1,212 pages of the bench's clean sets takes .32 to be
#: cleaned (1.4 MB), a text of a megabyte .6: a machine a hundred times as slow refuses none of them.
MOST_SECONDS = 60.0


def size_in_words(size: int) -> str:
    """`33554432` as `32 MB`, for messages."""
    return f"{size // _MIB} MB" if size >= _MIB else f"{size // 1024} KB" if size >= 1024 else f"{size} bytes"
