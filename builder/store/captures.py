"""Raw input as received, in archive/.captures/ by sha256, each with a sidecar that says what it is."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from typing import cast

from builder.errors import FileFault
from builder.model.capture import Capture, Given, article_id
from builder.store import atomic
from builder.store.cachefile import QuickCacheFile
from builder.store.stamps import Stamp

_EXTENSIONS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "application/json": "json",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
    "text/csv": "csv",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "application/warc": "warc",
    "application/atom+xml": "xml",
}


@dataclass(frozen=True, slots=True)
class KeptCapture:
    """A stored capture. `raw` are the bytes as received; `sha256` is their digest, by which they are stored."""

    raw: bytes
    media_type: str
    origin: str
    given: Given
    sha256: str

    @property
    def article_id(self) -> str:
        """The id of the article made from it."""
        return article_id(self.sha256)


class CaptureStore:
    """The captures of one archive."""

    def __init__(self, folder: Path, memory: Path | None = None) -> None:
        """`memory` is a file under .cache/ for what sidecars came to, which may be deleted at any time."""
        self.folder = folder
        self._memory = memory

    def keep(self, capture: Capture) -> bool:
        """Store the bytes as received and their sidecar; False where both are held already."""
        raw_path, sidecar = self._paths(capture.sha256, capture.media_type)
        if sidecar.exists() and raw_path.exists():
            return False
        record: dict[str, object] = {"media_type": capture.media_type, "origin": name_only(capture.origin)}
        given = {key: value for key, value in asdict(capture.given).items() if value is not None}
        if given:
            record["given"] = given
        atomic.replace(raw_path, capture.raw)
        atomic.replace(sidecar, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
        return True

    def get(self, identity: str) -> KeptCapture | None:
        """The capture of a sha256 or an article id; None where none is held. Raises FileFault on a damaged one."""
        digits = identity[1:] if len(identity) == 11 and identity.startswith("a") else identity
        found = sorted(self.folder.glob(f"{digits[:2]}/{digits}*.json"))
        for sidecar in found:
            if len(sidecar.stem) == 64:
                return self._read(sidecar)
        return None

    def holds(self, identity: str) -> bool:
        """Whether anything of an article id's capture is held, whole or not."""
        return any(self.folder.glob(f"{identity[1:3]}/{identity[1:]}*"))

    def all(self) -> Iterator[KeptCapture]:
        """Every capture that is whole, in the order of their digests; `fault` tells of the others."""
        for sidecar in self._sidecars():
            try:
                yield self._read(sidecar)
            except FileFault:
                continue

    def stored(self) -> Iterator[tuple[Path, Path]]:
        """Each capture's sidecar and where its bytes lie (any file of its name; the sidecar itself where none is)."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            names = sorted(path.name for path in folder.iterdir())
            raws = {name[:64]: name for name in names if len(name) > 64 and name[64:] != ".json"}
            for name in names:
                if len(name) == 69 and name.endswith(".json"):
                    yield folder / name, folder / raws.get(name[:64], name)

    def stamps(self) -> dict[str, str]:
        """A digest of each capture that is held, by article id: of the sha256 of its bytes and of its sidecar. Sidecars
        that are as they were, told by size, times and number, are not read again."""
        # Times and sizes say nothing of another archive's files: a cache that was copied along counts as none.
        place = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:16]
        memory = QuickCacheFile(self._memory, f"captures 1 {place}") if self._memory is not None else None
        before_all = memory.read() if memory is not None else None
        held = cast(
            "dict[str, tuple[tuple[int, ...], str]]", before_all if isinstance(before_all, dict) else {}
        )
        now, known = time.time(), dict[str, tuple[tuple[int, ...], str]]()
        found: dict[str, str] = {}
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            with os.scandir(folder) as listed:
                entries = {entry.name: entry for entry in listed}
            raw = {name[:64] for name in entries if len(name) > 64 and name[64:] != ".json"}
            for name in sorted(entries):
                if len(name) != 69 or not name.endswith(".json") or name[:64] not in raw:
                    continue
                stamp = Stamp.of(entries[name].stat())
                before = held.get(name)
                if before is None or before[0] != stamp:
                    described = hashlib.blake2b((folder / name).read_bytes(), digest_size=16).hexdigest()
                    before = (tuple(stamp), f"{name[:64]} {described}")
                if stamp.settled(now):
                    known[name] = before
                found.setdefault(article_id(name[:64]), before[1])
        if memory is not None and known != held:
            memory.write(known)
        return found

    def fault(self, sidecar: Path) -> FileFault | None:
        """What is wrong with a capture: bytes that no longer fit their name, or a sidecar without bytes or broken."""
        try:
            self._read(sidecar)
        except FileFault as fault:
            return fault
        return None

    def purge(self, identity: str) -> list[Path]:
        """Delete the capture of an article id; the paths that are gone."""
        digits = identity[1:] if identity.startswith("a") else identity
        gone: list[Path] = []
        for path in sorted(self.folder.glob(f"{digits[:2]}/{digits}*")):
            path.unlink()
            gone.append(path)
        return gone

    def _sidecars(self) -> Iterator[Path]:
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*.json")):
            if len(path.stem) == 64:
                yield path

    def _paths(self, sha256: str, media_type: str) -> tuple[Path, Path]:
        folder = self.folder / sha256[:2]
        extension = _EXTENSIONS.get(media_type.split(";")[0].strip().lower(), "bin")
        # The sidecar has the plain name, so a JSON capture's own bytes carry another ending.
        raw_name = f"{sha256}.raw.json" if extension == "json" else f"{sha256}.{extension}"
        return folder / raw_name, folder / f"{sha256}.json"

    def _read(self, sidecar: Path) -> KeptCapture:
        name = f"archive/.captures/{sidecar.parent.name}/{sidecar.name}"
        try:
            record = json.loads(sidecar.read_text(encoding="utf-8"))
            media_type, origin = str(record["media_type"]), str(record.get("origin", ""))
            known = {f.name for f in fields(Given)}
            given = Given(**{k: str(v) for k, v in dict(record.get("given", {})).items() if k in known})
        except (ValueError, KeyError, TypeError) as fault:
            raise FileFault(
                name, 0, 0, "the capture's description is not readable; restore it from Git"
            ) from fault
        raw_path, _ = self._paths(sidecar.stem, media_type)
        try:
            raw = raw_path.read_bytes()
        except FileNotFoundError as fault:
            raise FileFault(name, 0, 0, "the capture's bytes are gone; restore them from Git") from fault
        if hashlib.sha256(raw).hexdigest() != sidecar.stem:
            raise FileFault(
                name, 0, 0, "the capture's bytes are not those received (edited, or line ends changed by Git)"
            )
        return KeptCapture(raw, media_type, origin, given, sidecar.stem)


def name_only(origin: str) -> str:
    """An origin without folders or hosts' paths: where a person keeps files is not the archive's to publish."""
    return origin if "://" in origin else PurePosixPath(origin.replace("\\", "/")).name
