"""Packed inputs: gzip, bzip2, xz, Zstandard, zip and tar, within each other up to a depth. Nothing is written under member names."""

from __future__ import annotations

import bz2
import contextlib
import functools
import io
import lzma
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from builder.errors import Refused
from builder.ingest import zstd
from builder.ingest.forms import Kind
from builder.ingest.gzips import GzipMembers
from builder.ingest.limits import BOMB_FLOOR, MAX_DEPTH, MAX_EXPANSION, MAX_MEMBERS, MAX_SPOOL, size_in_words
from builder.ingest.sources import OneStep, Source, Tally, Unpacked, source
from builder.model.capture import Capture

Expand = Callable[[Source], Iterator[Capture | Refused]]

_OFFICE = (("word/", "a Word document"), ("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"))

_HELPERS = frozenset({"readme", "thumbs.db", "desktop.ini", "__macosx"})
#: What a browser puts beside a page that it saves whole.
_OF_A_PAGE = (".css", ".js", ".mjs", ".map", ".ico", ".woff", ".woff2", ".ttf", ".download")


def is_helper(name: str) -> bool:
    """Files that lie beside captures and are none: README, dot files, what desktops, editors and saved pages leave."""
    lowered = name.lower()
    return (
        lowered.startswith(".")
        or lowered.endswith(("~", *_OF_A_PAGE))
        or lowered.partition(".")[0] in _HELPERS
        or lowered in _HELPERS
    )


def read_compressed(src: Source, kind: Kind, expand: Expand) -> Iterator[Capture | Refused]:
    """What a compressed stream holds. A stream that is cut gives what stood before the cut, then a `Refused`."""
    _refuse_depth(src)
    if kind is Kind.ZSTD and not zstd.installed():
        raise Refused(src.origin, zstd.MISSING)
    tally = Tally(src.stream)
    try:
        unpacker = _UNPACKERS[kind](cast(BinaryIO, tally))
    except OSError as fault:
        raise Refused(src.origin, f"the packed data are cut off or damaged ({fault})") from None
    unpacked = Unpacked(unpacker, lambda: tally.count)
    yield from _member(unpacked, src, src.origin, _inner_name(src.name), expand)


def read_zip(src: Source, expand: Expand) -> Iterator[Capture | Refused]:
    """What the members of a zip hold, in the archive's order."""
    _refuse_depth(src)
    with contextlib.ExitStack() as stack:
        stream = src.stream if src.seekable else stack.enter_context(_spooled(src))
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        try:
            archive = stack.enter_context(zipfile.ZipFile(stream))
            members = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as fault:
            raise Refused(src.origin, f"a zip archive that is cut off or damaged ({fault})") from None
        _refuse_office(members, src.origin)
        members = _crawled(members)
        yield from _zip_members(archive, members, size, src, expand)


def read_tar(src: Source, expand: Expand) -> Iterator[Capture | Refused]:
    """What the members of a tar hold, in the archive's order, read in one pass."""
    _refuse_depth(src)
    found = 0
    try:
        with tarfile.open(fileobj=src.stream, mode="r|") as archive:
            for number, info in enumerate(archive):
                if number >= MAX_MEMBERS:
                    raise Refused(src.origin, f"more than {MAX_MEMBERS} members; the rest was not read")
                unsafe = _unsafe(info.name)
                if info.isdir() or (not unsafe and _is_helper_path(info.name)):
                    continue
                found += 1
                origin = f"{src.origin}!{info.name}"
                if reason := unsafe or ("" if info.isreg() else "a link or device, not a file"):
                    yield Refused(origin, reason)
                    continue
                member = archive.extractfile(info)
                if member is not None:
                    unpacked = Unpacked(cast(OneStep, member), functools.partial(int, info.size))
                    yield from _member(unpacked, src, origin, PurePosixPath(info.name).name, expand)
                archive.members = []  # type: ignore[attr-defined]  # tarfile keeps every member seen; a long one would fill memory
    except (tarfile.TarError, OSError, EOFError, ValueError) as fault:
        yield Refused(
            src.origin, f"a tar archive that is cut off or damaged ({fault}); what could be read was read"
        )
        return
    if not found and not src.fault():
        yield Refused(src.origin, "an archive without files")


_UNPACKERS: dict[Kind, Callable[[BinaryIO], OneStep]] = {
    Kind.GZIP: GzipMembers,
    Kind.BZIP2: lambda stream: bz2.BZ2File(stream),
    Kind.ZSTD: zstd.ZstdFrames,
    Kind.XZ: lambda stream: lzma.LZMAFile(stream),  # noqa: SIM115 - closed with the stream below it
}


def _zip_members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], size: int, src: Source, expand: Expand
) -> Iterator[Capture | Refused]:
    out = found = 0
    for info in members[:MAX_MEMBERS]:
        unsafe = _unsafe(info.filename)
        if info.is_dir() or (not unsafe and _is_helper_path(info.filename)):
            continue
        found += 1
        origin = f"{src.origin}!{info.filename}"
        reason = unsafe or ("a link, not a file" if stat.S_ISLNK(info.external_attr >> 16) else "")
        if reason:
            yield Refused(origin, reason)
            continue
        try:
            member = archive.open(info)
        except RuntimeError as fault:
            locked = "password" in str(fault)
            yield Refused(
                origin, "locked with a password" if locked else f"packed in a way that is not read ({fault})"
            )
            continue
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as fault:
            yield Refused(origin, f"the packed data are cut off or damaged ({fault})")
            continue
        with member:
            unpacked = Unpacked(cast(OneStep, member), functools.partial(int, info.compress_size))
            yield from _member(unpacked, src, origin, PurePosixPath(info.filename).name, expand)
        out += unpacked.out
        if out > max(BOMB_FLOOR, MAX_EXPANSION * size):
            yield Refused(src.origin, f"a decompression bomb: it expands more than {MAX_EXPANSION}-fold")
            return
    if not found:
        yield Refused(src.origin, "an archive without files")
    if len(members) > MAX_MEMBERS:
        yield Refused(src.origin, f"more than {MAX_MEMBERS} members; the rest was not read")


def _member(
    unpacked: Unpacked, src: Source, origin: str, name: str, expand: Expand
) -> Iterator[Capture | Refused]:
    """What an unpacked stream holds, then a `Refused` if it ended early and nobody has said so."""
    stream = cast(BinaryIO, io.BufferedReader(unpacked, 1 << 16))
    inner = source(
        stream,
        origin,
        name=name,
        depth=src.depth + 1,
        given=src.given,
        fault=lambda: unpacked.fault or src.fault(),
    )
    told = False
    if inner.head or not unpacked.fault:
        for item in expand(inner):
            told = told or (isinstance(item, Refused) and item.reason == unpacked.fault)
            yield item
    if unpacked.fault and not told:
        rest = "; what could be read was read" if inner.head else ""
        yield Refused(origin, unpacked.fault + rest)


@contextlib.contextmanager
def _spooled(src: Source) -> Iterator[BinaryIO]:
    """The source's bytes in a temporary file (in memory while they are few), for random access."""
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as spool:
        size = 0
        while part := src.stream.read(1 << 18):
            size += len(part)
            if size > MAX_SPOOL:
                raise Refused(
                    src.origin, f"too large: a zip of more than {size_in_words(MAX_SPOOL)} within a stream"
                )
            spool.write(part)
        spool.seek(0)
        yield cast(BinaryIO, spool)


def _refuse_depth(src: Source) -> None:
    if src.depth >= MAX_DEPTH:
        raise Refused(src.origin, f"packed more than {MAX_DEPTH} deep")


def _refuse_office(members: list[zipfile.ZipInfo], origin: str) -> None:
    names = [info.filename for info in members[:200]]
    if "[Content_Types].xml" in names:
        what = next(
            (what for start, what in _OFFICE if any(name.startswith(start) for name in names)),
            "an Office file",
        )
        raise Refused(origin, f"{what}; save it as text, HTML or PDF")
    if "mimetype" in names[:1]:
        raise Refused(origin, "an e-book or OpenDocument file; save it as text, HTML or PDF")


def _crawled(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The WARC files of a web archive in one file (WACZ), without its indexes and lists; any other zip's members all."""
    names = {info.filename for info in members}
    warcs = [info for info in members if info.filename.startswith("archive/") and ".warc" in info.filename]
    return warcs if warcs and "datapackage.json" in names else members


def _unsafe(name: str) -> str:
    """Why a member's name is not to be trusted, '' where it is. (Nothing is written by name; it is still a sign.)"""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or (parts and parts[0].endswith(":")):
        return "a member whose name leads out of the archive"
    return ""


def _is_helper_path(name: str) -> bool:
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "..", "/")]
    return any(is_helper(part) for part in parts)


def _inner_name(name: str) -> str:
    """`dump.jsonl.gz` as `dump.jsonl`."""
    stem, dot, end = name.rpartition(".")
    return stem if dot and end.lower() in ("gz", "gzip", "bz2", "xz", "tgz", "zst", "zstd") else name
