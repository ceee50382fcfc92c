"""A memory of what relating found out before: profiles and features by text, judgements by pair of texts, candidates.

Nothing in it is believed over the texts: every entry is keyed by digests of the texts that it was made from, the whole
file by a digest of the code that made it, and it holds only what would be computed again without it. Deleting the file
loses time alone.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np

from builder.relate.furniture import Sentences
from builder.relate.judging import Judgement
from builder.relate.kept_pairs import Counted, Packed
from builder.relate.profiles import Profile
from builder.relate.shingles import Hashes

_FILE = "relate.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS profiles (
  text TEXT PRIMARY KEY, key TEXT, size INTEGER, sentences BLOB, lines BLOB, signs BLOB, language TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgements (pair TEXT PRIMARY KEY, judgement BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS own (text TEXT PRIMARY KEY, features BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (part TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS drawers (number INTEGER PRIMARY KEY, packed BLOB);
"""
_OWN = "INSERT OR REPLACE INTO own VALUES (?, ?)"
_TABLE_NAMES = ("profiles", "judgements", "own", "counted", "drawers")
_COUNTS = ("serials", "sizes", "first", "second", "shared")
_CHECKSUM = 8
_JUDGEMENT = struct.Struct("<d??6dq")
_AT_ONCE = 500
Key = TypeVar("Key", str, int)


@cache
def method() -> int:
    """A 31-bit digest of the code that profiles and judges: whatever is remembered under another is worthless, and a
    version number that a person raises would be forgotten one day."""
    digest = hashlib.blake2b(digest_size=4)
    for package in ("builder.text", "builder.relate"):
        sources = (f for f in files(package).iterdir() if f.name.endswith(".py"))
        for source in sorted(sources, key=lambda f: f.name):
            digest.update(source.read_bytes())
    return int.from_bytes(digest.digest(), "big") >> 1


class KeptProfile(Profile):
    """A profile whose features are read from the index when they are asked for."""

    __slots__ = ("_read",)

    _read: Callable[[], Hashes]

    def __init__(
        self,
        key: str,
        size: int,
        sentences: Sentences,
        signs: Hashes,
        language: str,
        read: Callable[[], Hashes],
    ) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "sentences", sentences)
        object.__setattr__(self, "signs", signs)
        object.__setattr__(self, "language", language)
        object.__setattr__(self, "_read", read)

    @property
    def features(self) -> Hashes:
        return self._read()


class Index:
    """The memory in `folder` (created where absent). Use as a context manager; one writer at a time.

    A file that other code made, or one that SQLite cannot read, is begun anew. Where the folder cannot be written, or
    another process holds the file, this index remembers nothing beyond its own life: time is lost, no result.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._lasting = True
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = self._open()
        except (OSError, sqlite3.OperationalError):
            self._db = _connect(":memory:")
            self._lasting = False

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def profiles(self, texts: Sequence[str]) -> dict[str, Profile]:
        """The known profiles of `texts` (fingerprints), by fingerprint. Their features, most of what is kept of a text,
        are read when they are asked for, as long as this index is open."""
        found: dict[str, Profile] = {}
        for some in _batches(texts):
            marks = ",".join("?" * len(some))
            for text, key, size, keys, lines, signs, tongue in self._db.execute(
                f"SELECT text, key, size, sentences, lines, signs, language FROM profiles WHERE text IN ({marks})",
                some,
            ):
                found[text] = KeptProfile(
                    key,
                    size,
                    Sentences(np.frombuffer(keys, np.int64), np.frombuffer(lines, np.bool_)),
                    np.frombuffer(signs, np.uint32),
                    tongue,
                    partial(self._features, text),
                )
        return found

    def _features(self, text: str) -> Hashes:
        return self.own_features([text])[text]

    def add_profiles(self, found: Mapping[str, Profile]) -> None:
        """Remember profiles by their texts' fingerprints."""
        rows = (
            (
                text,
                p.key,
                p.size,
                p.sentences.keys.tobytes(),
                p.sentences.lines.tobytes(),
                p.signs.tobytes(),
                p.language,
            )
            for text, p in found.items()
        )
        features = ((text, p.features.tobytes()) for text, p in found.items())
        # All at once: a profile is never there without its features.
        with suppress(sqlite3.OperationalError), self._db:
            self._db.executemany(_OWN, features)
            self._db.executemany("INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def judgements(self, pairs: Sequence[str]) -> dict[str, Judgement]:
        """The known judgements of `pairs` (keys made by `pair_key`)."""
        found: dict[str, Judgement] = {}
        for some in _batches(pairs):
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT pair, judgement FROM judgements WHERE pair IN ({marks})", some)
            for pair, packed in rows:
                found[pair] = Judgement(*_JUDGEMENT.unpack(packed))
        return found

    def add_judgements(self, found: Mapping[str, Judgement]) -> None:
        """Remember judgements by `pair_key`."""
        self._add(
            "INSERT OR REPLACE INTO judgements VALUES (?, ?)", ((pair, _pack(j)) for pair, j in found.items())
        )

    def own_features(self, names: Sequence[str]) -> dict[str, Hashes]:
        """The known features of texts without their furniture, by the trimmed texts' names; of whole ones by fingerprint."""
        found: dict[str, Hashes] = {}
        for some in _batches(names):
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT text, features FROM own WHERE text IN ({marks})", some)
            found.update((name, np.frombuffer(features, np.uint32)) for name, features in rows)
        return found

    def add_own_features(self, found: Mapping[str, Hashes]) -> None:
        """Remember features by the trimmed texts' names."""
        self._add(_OWN, ((name, f.tobytes()) for name, f in found.items()))

    def counted(self) -> Counted | None:
        """The candidates as they were last counted; None where that is not whole."""
        parts = {part: _whole(value) for part, value in self._db.execute("SELECT part, value FROM counted")}
        names = parts.get("names")
        arrays = [
            np.frombuffer(found, np.int64) for part in _COUNTS if (found := parts.get(part)) is not None
        ]
        if names is None or len(arrays) < len(_COUNTS):
            return None
        return Counted(tuple(names.decode().split()), *arrays)

    def drawers(self, numbers: Sequence[int]) -> dict[int, Packed] | None:
        """These drawers, as `kept_pairs` fills them; None where one is not whole."""
        found: dict[int, Packed] = {}
        for some in _batches(numbers):
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT number, packed FROM drawers WHERE number IN ({marks})", some)
            for number, packed in rows:
                whole = _whole(packed)
                if whole is None:
                    return None
                found[number] = np.frombuffer(whole, np.uint64)
        return found

    def keep_all(self, counted: Counted, drawers: Iterable[tuple[int, Packed]]) -> None:
        """Put these in the place of all that was counted before; not in an index that will be gone at once."""
        if self._lasting:
            self._put(counted, drawers, anew=True)

    def keep(self, counted: Counted, drawers: Iterable[tuple[int, Packed]]) -> None:
        """Put these counts, and these drawers, in the place of the former ones."""
        self._put(counted, drawers, anew=False)

    def _put(self, counted: Counted, drawers: Iterable[tuple[int, Packed]], *, anew: bool) -> None:
        """All at once, or, where the file cannot be written, nothing."""
        parts = {part: getattr(counted, part).tobytes() for part in _COUNTS}
        parts["names"] = " ".join(counted.names).encode()
        with suppress(sqlite3.OperationalError), self._db:
            if anew:
                self._db.execute("DELETE FROM drawers")
            self._db.executemany(
                "INSERT OR REPLACE INTO counted VALUES (?, ?)", ((k, _sealed(v)) for k, v in parts.items())
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO drawers VALUES (?, ?)",
                ((n, _sealed(p.tobytes())) for n, p in drawers),
            )

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._path.unlink()
            return _connect(self._path)

    def _add(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Remember rows where that is possible: a full disk or a lock must not stop the relating."""
        with suppress(sqlite3.OperationalError), self._db:
            self._db.executemany(statement, rows)


def _connect(place: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(place)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, method()):
            db.executescript("".join(f"DROP TABLE IF EXISTS {name};" for name in _TABLE_NAMES))
        db.executescript(_TABLES)
        db.execute(f"PRAGMA user_version = {method()}")
        db.execute("PRAGMA synchronous = OFF")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _pack(j: Judgement) -> bytes:
    return _JUDGEMENT.pack(
        j.sure,
        j.vetoed,
        j.parted,
        j.cover_a,
        j.cover_b,
        j.run_a,
        j.run_b,
        j.mean,
        j.verbatim,
        j.shared_words,
    )


def _sealed(value: bytes) -> bytes:
    """A value behind its checksum."""
    return hashlib.blake2b(value, digest_size=_CHECKSUM).digest() + value


def _whole(sealed: bytes) -> bytes | None:
    """The value that was sealed; None where it is no longer that."""
    value = sealed[_CHECKSUM:]
    return value if _sealed(value) == sealed else None


def _batches(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    return (keys[k : k + _AT_ONCE] for k in range(0, len(keys), _AT_ONCE))
