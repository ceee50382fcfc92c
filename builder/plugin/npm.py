"""Programs for the browser that come from npm, each at one version, checked and kept in the archive's cache.

npm's own client fetches the package, so that its settings (proxy, mirror, certificates) hold here too; what it brings
is believed only where its sha512 is the one written here. Afterwards no build needs the network for it again.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.errors import BuilderError

#: Seconds for one package. 16 MB took 4 s over a fast line; this allows for one that is 75 times slower.
_PATIENCE = 300

_INSTALL = (
    "install Node.js with npm (Debian, Ubuntu: apt install npm; macOS: brew install node; "
    "Windows: winget install OpenJS.NodeJS)"
)


class PackageMissing(BuilderError):
    """A package is not in the cache and cannot be fetched; the message says what to do."""


class PackageAltered(PackageMissing):
    """What was fetched is not the package whose checksum is written here."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package as npm publishes it. `integrity` is the base64 of its tarball's sha512.

    Of its files those are kept whose path, from the package's root, matches one of `wanted` (glob patterns).
    """

    name: str
    version: str
    integrity: str
    wanted: tuple[str, ...]

    @property
    def tarball(self) -> str:
        """The file name that `npm pack` gives the package."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def folder(self) -> str:
        """The name of the folder that holds the wanted files: another for another choice of them."""
        choice = hashlib.sha256(repr(self.wanted).encode()).hexdigest()[:8]
        return f"{self.tarball.removesuffix('.tgz')}-{choice}"

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


def unpacked(package: Package, cache: Path) -> Path:
    """The folder that holds the package's wanted files, at their own paths; fetched where the cache has it not.

    A tarball that a person put into `cache` is taken instead of asking npm. Raises PackageMissing, and
    PackageAltered where the checksum is another.
    """
    folder = cache / package.folder
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        tarball = cache / package.tarball
        if not tarball.is_file():
            tarball = _fetched(package, Path(scratch), cache)
        _check(package, tarball)
        made = Path(scratch) / "unpacked"
        made.mkdir()
        _unpack(package, tarball, made)
        try:
            made.rename(folder)
        except OSError:
            # Another build was faster; what it made is the same.
            if not folder.is_dir():
                raise
    return folder


def _fetched(package: Package, scratch: Path, cache: Path) -> Path:
    npm = shutil.which("npm")
    by_hand = f"or put {package.tarball} (`npm pack {package}` makes it on another machine) into {cache}"
    if npm is None:
        raise PackageMissing(f"{package} comes from npm, which is not installed here: {_INSTALL}, {by_hand}")
    command = [npm, "pack", str(package), "--pack-destination", str(scratch), "--ignore-scripts", "--silent"]
    # npm would otherwise read settings from a package.json that lies above the archive.
    try:
        done = subprocess.run(
            command,
            cwd=scratch,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "NO_UPDATE_NOTIFIER": "1", "npm_config_loglevel": "error"},
        )
    except subprocess.TimeoutExpired as fault:
        raise PackageMissing(
            f"npm did not bring {package} within {_PATIENCE} s; try again, {by_hand}"
        ) from fault
    tarball = scratch / package.tarball
    if done.returncode or not tarball.is_file():
        said = " ".join((done.stderr or done.stdout).split())[:300] or "nothing"
        raise PackageMissing(f"npm could not bring {package}; try again, {by_hand}. npm says: {said}")
    return tarball


def _check(package: Package, tarball: Path) -> None:
    with tarball.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha512").digest()
    if base64.b64encode(digest).decode() != package.integrity:
        raise PackageAltered(
            f"{tarball.name} is not the {package} that this version of builder was tested with: its sha512 differs. "
            "Nothing of it is used"
        )


def _unpack(package: Package, tarball: Path, folder: Path) -> None:
    with tarfile.open(tarball, "r:gz") as opened:
        for member in opened:
            path = PurePosixPath(member.name)
            inside = PurePosixPath(*path.parts[1:])
            if member.isreg() and any(inside.match(pattern) for pattern in package.wanted):
                member.name = str(inside)
                opened.extract(member, folder, filter="data")
