"""Pagefind's indexing service, spoken to directly.

Its Python package sleeps 0.1 s before each reply (1,000 records took 104 s; the same messages sent at once, 1.3 s), so
only its way of finding the binary is used. The protocol: each message a JSON object in base64, ended by a comma.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, cast

from builder.errors import BuilderError


class PagefindFault(BuilderError):
    """Pagefind is missing, ended early, or refused a message; the text says which."""


class Unlike(Exception):
    """Pagefind's files are not what is expected here, so that it had better make all of them; the text says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """One page as Pagefind indexes it. `url` is site-relative with a leading '/'; `language` a BCP 47 tag."""

    url: str
    content: str
    language: str
    meta: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: Mapping[str, str] = field(default_factory=dict)


#: Pagefind's own interfaces, which the site does not use.
_UNUSED = (
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
)

#: Where Pagefind's package looks for the program: what a user may set, and the packages that hold it, the first first.
_CHOSEN, _PACKAGES = "PAGEFIND_BINARY_PATH", ("pagefind_bin_extended", "pagefind_bin")

#: Messages sent before their replies are read: enough to keep Pagefind busy, few enough that neither pipe fills up
#: (a reply is about 150 bytes, a pipe holds 64 kB).
_AHEAD = 64


@dataclass(frozen=True, slots=True)
class Indexed:
    """A file of an index: `path` from the index's own folder, with forward slashes."""

    path: str
    content: bytes


def indexed(records: Iterator[Record], *, language: str) -> Iterator[Indexed]:
    """The files of one index over the records in `language`, in the order of their paths.

    One index serves texts of all languages: a reader's browser loads the one of the page it is on. The files come
    through the pipe. Told to write them itself, Pagefind 1.5 says that it has before it has, and may end without: one
    index of 60 on a busy machine had an empty `pagefind-entry.json`.
    """
    with _service() as service:
        reply = service.ask({"type": "NewIndex", "config": {"force_language": language}})
        index = reply["index_id"]
        for record in records:
            service.send(
                {
                    "type": "AddRecord",
                    "index_id": index,
                    "url": record.url,
                    "content": record.content,
                    "language": record.language,
                    "meta": dict(record.meta),
                    "filters": {name: list(values) for name, values in record.filters.items()},
                    "sort": dict(record.sort),
                }
            )
        service.settle()
        files = cast("list[dict[str, str]]", service.ask({"type": "GetFiles", "index_id": index})["files"])
    for file in sorted(files, key=lambda file: file["path"]):
        if file["path"] not in _UNUSED:
            yield Indexed(file["path"], base64.b64decode(file["content"]))


def get_executable() -> Path | None:
    """Pagefind's program. Asked for beside Pagefind's own package where that is enough: to load it, and what it needs to wait
    for replies, takes 15 ms in each process that makes a part of an index."""
    if _CHOSEN not in os.environ:
        for package in _PACKAGES:
            with suppress(ImportError):
                found: Path = import_module(package).get_executable()
                return found
    from pagefind.service import get_executable as chosen

    return chosen()


class _Service:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._in: IO[bytes] = process.stdin
        self._out = cast("io.BufferedReader", process.stdout)
        self._received = bytearray()
        self._number = 0
        self._open = 0

    def ask(self, payload: Mapping[str, object]) -> dict[str, object]:
        """Send a message and give its reply."""
        self.settle()
        self._write(payload)
        return self._reply()

    def send(self, payload: Mapping[str, object]) -> None:
        """Send a message whose reply only matters if it is an error."""
        while self._open >= _AHEAD:
            self._reply()
        self._write(payload)

    def settle(self) -> None:
        """Read every reply that is still to come."""
        while self._open:
            self._reply()

    def _write(self, payload: Mapping[str, object]) -> None:
        self._number += 1
        message = json.dumps({"message_id": self._number, "payload": payload})
        try:
            self._in.write(base64.b64encode(message.encode()) + b",")
            self._in.flush()
        except BrokenPipeError as fault:
            raise PagefindFault("search: Pagefind ended early") from fault
        self._open += 1

    def _reply(self) -> dict[str, object]:
        end = self._received.find(b",")
        while end < 0:
            octets = self._out.read1(1 << 16)
            if not octets:
                raise PagefindFault("search: Pagefind ended early")
            seen = len(self._received)
            self._received += octets
            # A reply with all files has some 10 MB: what was searched already is not searched again.
            end = self._received.find(b",", seen)
        reply = bytes(memoryview(self._received)[:end])
        del self._received[: end + 1]
        self._open -= 1
        payload: dict[str, object] = json.loads(base64.b64decode(reply))["payload"]
        if payload["type"] == "Error":
            raise PagefindFault(f"search: Pagefind says: {payload['message']}")
        return payload


@contextmanager
def _service() -> Iterator[_Service]:
    binary = get_executable()
    if binary is None:
        raise PagefindFault("search: Pagefind's program is missing; pip install 'pagefind[bin]' brings it")
    process = subprocess.Popen(
        [str(binary), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield _Service(process)
    finally:
        process.kill()
        process.wait()
