"""Packages from npm: fetched once by npm itself, believed only with the right checksum, and a clear word where not."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from builder.plugin.npm import Package, PackageAltered, PackageMissing, unpacked

FILES = {
    "package/dist/page.js": b"page()",
    "package/dist/page.js.map": b"{}",
    "package/LICENSE": b"MIT",
}


def tarball(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as opened:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            opened.addfile(member, io.BytesIO(data))
    return made.getvalue()


def package(data: bytes) -> Package:
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    return Package("pages", "1.2.3", digest, ("dist/*.js", "LICENSE"))


def npm(folder: Path, script: str) -> str:
    """A PATH on which `npm` is a shell script, with the tools that the script uses."""
    folder.mkdir(exist_ok=True)
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_npm_brings_a_package_once_and_only_what_is_wanted_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tarball(FILES)
    (tmp_path / "registry").write_bytes(data)
    copy = f'echo "$@" >> {tmp_path}/asked; cp {tmp_path}/registry "$4/pages-1.2.3.tgz"'
    monkeypatch.setenv("PATH", npm(tmp_path / "bin", copy))
    folder = unpacked(package(data), tmp_path / "cache")
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == {
        "dist/page.js",
        "LICENSE",
    }
    assert unpacked(package(data), tmp_path / "cache") == folder
    asked = (tmp_path / "asked").read_text().splitlines()
    assert [line.split()[:2] for line in asked] == [["pack", "pages@1.2.3"]]
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [folder.name]


def test_a_package_with_another_checksum_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "registry").write_bytes(tarball({"package/dist/page.js": b"evil()"}))
    monkeypatch.setenv("PATH", npm(tmp_path / "bin", f'cp {tmp_path}/registry "$4/pages-1.2.3.tgz"'))
    with pytest.raises(PackageAltered, match="its sha512 differs"):
        unpacked(package(tarball(FILES)), tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_npm_the_message_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageMissing, match=r"apt install npm.*npm pack pages@1\.2\.3"):
        unpacked(package(tarball(FILES)), tmp_path / "cache")


def test_what_npm_says_when_it_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", npm(tmp_path / "bin", 'echo "npm error network is down" >&2; exit 1'))
    with pytest.raises(PackageMissing, match="network is down"):
        unpacked(package(tarball(FILES)), tmp_path / "cache")


def test_a_tarball_put_into_the_cache_by_hand_needs_no_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = tarball(FILES)
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "pages-1.2.3.tgz").write_bytes(data)
    assert (unpacked(package(data), cache) / "dist" / "page.js").read_bytes() == b"page()"


def test_a_package_that_reaches_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    data = tarball({"package/../../../dist/page.js": b"out()"})
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "pages-1.2.3.tgz").write_bytes(data)
    with pytest.raises((PackageMissing, tarfile.TarError)):
        unpacked(package(data), tmp_path / "cache")
    assert not (tmp_path / "dist").exists()
