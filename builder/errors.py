"""The error tree. Raise where the fault is known; catch at the edge (cli, plugin, bulk loops), never bare."""

from __future__ import annotations


class BuilderError(Exception):
    """Any fault that builder names to a person. `str()` is the whole message, without a traceback."""


def printable(name: str) -> str:
    """A file's or member's name in one line that every terminal and file can hold: line breaks, and bytes that are no
    text in the system's encoding, as escapes."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else _escape(ord(c)) for c in name)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        # How Python holds a byte of a name that is no UTF-8.
        return f"\\x{code - 0xDC00:02x}"
    return chr(code).encode("unicode_escape").decode()


class Refused(BuilderError):
    """An input that is not archived, with the reason in words a newsroom understands.

    `origin` names the input as the person gave it (`dump.jsonl:12`, `page.html`, `-:3`).
    """

    def __init__(self, origin: str, reason: str) -> None:
        origin = printable(origin)
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason

    def bare(self) -> Refused:
        """The same without the frames that it was raised in: they hold what was being read, and a refusal is kept until a
        run has ended."""
        self.__context__ = self.__cause__ = None
        return self.with_traceback(None)

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        """Sent from one process to another as it was made; an exception's own way knows the message alone."""
        return type(self), (self.origin, self.reason)


class FileFault(BuilderError):
    """A fault at a place in a file: `path:line:column: message` (line and column count from 1; 0 is unknown)."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        place = f"{path}:{line}:{column}" if line else path
        super().__init__(f"{place}: {message}")
        self.path = path
        self.line = line
        self.column = column
        self.message = message

    def __reduce__(self) -> tuple[type[FileFault], tuple[str, int, int, str]]:
        return type(self), (self.path, self.line, self.column, self.message)


class NotAnArchive(BuilderError):
    """The current folder lies in no archive (no mkdocs.yml with an archive/ beside it, here or above)."""


class Busy(BuilderError):
    """Another builder holds the archive's lock."""


class Changed(BuilderError):
    """A file changed under us between reading it and reading or replacing it; nothing was written to it.

    `path` names an article's file (`archive/...`) whose text is no longer what it was; '' where it is another file.
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path

    def __reduce__(self) -> tuple[type[Changed], tuple[str, str]]:
        return type(self), (str(self), self.path)


class EngineMissing(BuilderError):
    """An optional engine or its model is not installed; the message gives the command that installs it."""
