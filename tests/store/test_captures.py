"""Captures are kept to the byte, once, with what came with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.capture import Capture, Form, Given
from builder.store import Archive
from builder.store.captures import CaptureStore


def capture(
    raw: bytes = b"raw \xff\r\n", media_type: str = "text/html", origin: str = "/home/jo/dumps/page.html"
) -> Capture:
    given = Given(url="https://e.example/x", title="T")
    return Capture(raw, media_type, Form.HTML, "", origin, given)


def test_a_capture_comes_back_as_it_was(archive: Archive) -> None:
    one = capture()
    assert archive.keep(one)
    kept = archive.capture(one.article_id)
    assert kept is not None
    assert (kept.raw, kept.media_type, kept.given, kept.sha256) == (
        one.raw,
        "text/html",
        one.given,
        one.sha256,
    )
    assert kept.article_id == one.article_id
    assert archive.capture(one.sha256) == kept
    assert list(archive.captures()) == [kept]


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    assert archive.keep(capture())
    assert not archive.keep(capture(origin="elsewhere.html"))


def test_where_a_person_keeps_files_is_not_published(archive: Archive) -> None:
    archive.keep(capture())
    archive.keep(capture(b"2", origin="C:\\Users\\jo\\x.txt:12"))
    assert sorted(k.origin for k in archive.captures()) == ["page.html", "x.txt:12"]
    assert not any(b"jo" in p.read_bytes() for p in archive.docs.glob(".captures/*/*.json"))


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/json", "application/pdf", "x/unknown", "text/html; charset=x"]
)
def test_every_media_type_has_its_place(archive: Archive, media_type: str) -> None:
    archive.keep(capture(media_type=media_type))
    assert [k.media_type for k in archive.captures()] == [media_type]


def test_nothing_is_held_under_an_unknown_id(archive: Archive) -> None:
    assert archive.capture("a0123456789") is None


def test_a_damaged_capture_is_never_handed_out(archive: Archive) -> None:
    archive.keep(capture())
    sidecar = next(archive.docs.glob(".captures/*/*.json"))
    sidecar.write_text("{")
    assert archive.capture(capture().article_id) is None
    assert list(archive.captures()) == []


def test_a_sidecar_that_changed_is_read_again_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.store.stamps.SETTLED", -3600.0)
    memory = tmp_path / "captures.heads"
    store = CaptureStore(tmp_path / "captures", memory)
    for text in (b"One text.", b"Another text."):
        store.keep(Capture(text, "text/plain", Form.TEXT, text.decode(), "a.txt"))
    first = store.stamps()
    assert len(first) == 2
    sidecars = sorted((tmp_path / "captures").rglob("*.json"))
    read: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", _noting(read, Path.read_bytes))
    assert CaptureStore(store.folder, memory).stamps() == first
    assert not set(read).intersection(sidecars)
    sidecars[0].write_text(sidecars[0].read_text(encoding="utf-8") + " ", encoding="utf-8")
    again = CaptureStore(store.folder, memory).stamps()
    assert set(read).intersection(sidecars) == {sidecars[0]}
    assert again == CaptureStore(store.folder).stamps() != first
    sidecars[1].with_suffix(".txt").unlink()
    assert CaptureStore(store.folder, memory).stamps() == CaptureStore(store.folder).stamps()


def test_a_sidecar_just_written_is_read_again(tmp_path: Path) -> None:
    memory = tmp_path / "captures.heads"
    store = CaptureStore(tmp_path / "captures", memory)
    store.keep(Capture(b"One text.", "text/plain", Form.TEXT, "One text.", "a.txt"))
    first = store.stamps()
    (sidecar,) = (tmp_path / "captures").rglob("*.json")
    sidecar.write_bytes(sidecar.read_bytes().replace(b"a.txt", b"b.txt"))
    assert store.stamps() != first


def _noting(read: list[Path], real: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    def noted(self: Path) -> bytes:
        read.append(self)
        return real(self)

    return noted
