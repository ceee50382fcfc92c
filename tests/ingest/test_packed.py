"""zip, tar and compressed files: members named, dangers refused, what stood before a cut read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from builder import ingest
from builder.errors import Refused
from builder.ingest import limits
from builder.model.capture import Capture

from .making import BODY, PAGE, captures_and_reasons, gzipped_by_record, read_one, warc_of_pages, written

ROWS = "".join(json.dumps({"id": str(n), "text": f"{n} {BODY}"}) + "\n" for n in range(200))


def _zip(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(members: dict[str, bytes | str], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, text in members.items():
            data = text.encode() if isinstance(text, str) else text
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


MEMBERS: dict[str, bytes | str] = {
    "in/page.html": PAGE,
    "in/rows.jsonl": ROWS.partition("\n")[0],
    "README.md": "about",
    "__MACOSX/._page.html": b"\0\5",
    "crawl.warc.gz": gzipped_by_record(warc_of_pages(["https://harbour.example/1"])),
}
ORIGINS = ["in/page.html", "in/rows.jsonl:1", "crawl.warc.gz#1"]


@pytest.mark.parametrize(
    "data",
    [_zip(MEMBERS), _tar(MEMBERS), _tar(MEMBERS, "w:gz"), _tar(MEMBERS, "w:bz2"), _tar(MEMBERS, "w:xz")],
)
def test_the_members_of_an_archive_are_read_each_in_its_form(tmp_path: Path, data: bytes) -> None:
    captures, reasons = captures_and_reasons([written(tmp_path, "pack.dat", data)])
    assert [capture.origin.partition("!")[2] for capture in captures] == ORIGINS
    assert reasons == []


@pytest.mark.parametrize("data", [_zip(MEMBERS), _tar(MEMBERS, "w:gz")])
def test_an_archive_on_standard_input_is_read(data: bytes) -> None:
    items = list(ingest.read(["-"], stdin=io.BytesIO(data)))
    assert [item.origin for item in items] == [f"-!{name}" for name in ORIGINS]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_page_is_the_page(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    assert read_one(written(tmp_path, "page.html.gz", compress(PAGE.encode()))).raw == PAGE.encode()


def test_a_truncated_gzip_of_records_gives_those_before_the_cut(tmp_path: Path) -> None:
    data = gzip.compress(ROWS.encode(), mtime=0)
    captures, reasons = captures_and_reasons([written(tmp_path, "rows.jsonl.gz", data[: len(data) * 3 // 4])])
    assert 20 < len(captures) < 200
    assert [capture.given.id for capture in captures] == [str(n) for n in range(len(captures))]
    assert reasons[-1] == "rows.jsonl.gz: the packed data are cut off; what could be read was read"


def test_a_truncated_gzip_of_one_page_is_refused_as_half_a_page_is_no_article(tmp_path: Path) -> None:
    data = gzip.compress(PAGE.encode() * 9)[:-30]
    assert captures_and_reasons([written(tmp_path, "page.html.gz", data)]) == (
        [],
        ["page.html.gz: the packed data are cut off"],
    )


def test_a_truncated_tar_gives_the_members_before_the_cut(tmp_path: Path) -> None:
    data = _tar({"a.html": PAGE, "b.html": PAGE.replace("nine", "ten"), "c.html": PAGE})
    captures, reasons = captures_and_reasons([written(tmp_path, "a.tar", data[:2500])])
    assert [capture.origin.partition("!")[2] for capture in captures] == ["a.html"]
    assert any("cut off or damaged" in reason for reason in reasons)


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    captures, reasons = captures_and_reasons([written(tmp_path, "a.zip", _zip(MEMBERS)[:-40])])
    assert captures == []
    assert reasons[0].startswith("a.zip: a zip archive that is cut off or damaged")


def test_a_member_whose_bytes_are_damaged_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.html": PAGE * 3, "b.html": PAGE}))
    data[60:64] = b"\xff\xff\xff\xff"
    captures, reasons = captures_and_reasons([written(tmp_path, "a.zip", bytes(data))])
    assert [capture.origin.partition("!")[2] for capture in captures] == ["b.html"]
    assert reasons[0].startswith("a.zip!a.html: the packed data are cut off or damaged")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
def test_a_member_whose_name_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    for pack in (_zip, _tar):
        items = list(ingest.read([written(tmp_path, "a.pack", pack({name: BODY, "good.txt": BODY}))]))
        refused, good = items
        assert isinstance(refused, Refused)
        assert refused.reason == "a member whose name leads out of the archive"
        assert isinstance(good, Capture)


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwords")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    info = zipfile.ZipInfo("passwords")
    info.external_attr = 0o120777 << 16
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as pack:
        pack.writestr(info, "/etc/passwd")
    for data in (out.getvalue(), zipped.getvalue()):
        captures, reasons = captures_and_reasons([written(tmp_path, "a", data)])
        assert captures == []
        assert reasons[0].startswith("a!passwords: a link")


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(limits.MAX_PAGE + 1 << 1).replace(b"\0", b"a"))
    captures, reasons = captures_and_reasons([written(tmp_path, "bomb.gz", bomb)])
    assert (captures, reasons) == ([], ["bomb.gz: too large: text dump of more than 32 MB"])


def test_a_bomb_in_records_is_stopped_by_its_expansion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.ingest.sources.BOMB_FLOOR", 4 << 20)
    data = gzip.compress((b'{"text": "' + b"a" * (1 << 20) + b'"}\n') * 9)
    captures, reasons = captures_and_reasons([written(tmp_path, "bomb.jsonl.gz", data)])
    assert len(captures) == 3
    assert reasons[-1] == (
        "bomb.jsonl.gz: a decompression bomb: it expands more than 200-fold; what could be read was read"
    )


def test_a_zip_of_many_bombs_is_stopped_by_their_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.ingest.packed.BOMB_FLOOR", 4 << 20)
    data = _zip({f"{n}.txt": b"a" * (1 << 20) for n in range(9)})
    captures, reasons = captures_and_reasons([written(tmp_path, "bombs.zip", data)])
    assert len(captures) == 5
    assert reasons == ["bombs.zip: a decompression bomb: it expands more than 200-fold"]


def test_archives_within_archives_are_read_to_a_depth_and_no_deeper(tmp_path: Path) -> None:
    data: bytes = _zip({"page.html": PAGE})
    for _ in range(limits.MAX_DEPTH - 1):
        data = _zip({"in.zip": data})
    assert "page.html" in read_one(written(tmp_path, "deep.zip", data)).origin
    captures, reasons = captures_and_reasons([written(tmp_path, "deeper.zip", _zip({"in.zip": data}))])
    assert captures == []
    assert reasons[0].endswith(": packed more than 4 deep")


def test_an_office_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    data = _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    path = written(tmp_path, "a.docx", data)
    assert captures_and_reasons([path])[1] == ["a.docx: a Word document; save it as text, HTML or PDF"]


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    for data in (_zip({}), _zip({"README": "x"}), _tar({"README": "x"})):
        assert captures_and_reasons([written(tmp_path, "a", data)])[1] == ["a: an archive without files"]


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": BODY}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    path = written(tmp_path, "a.zip", bytes(data))
    assert captures_and_reasons([path])[1] == ["a.zip!a.txt: locked with a password"]


def test_of_a_web_archive_in_one_file_the_crawl_is_read_and_not_its_lists(tmp_path: Path) -> None:
    place = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("archive/data.warc.gz", gzipped_by_record(warc_of_pages(["https://a.example/1"])))
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"example,a)/1 20210227100000 {}\n"))
        archive.writestr(
            "pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "https://a.example/1"}\n'
        )
        archive.writestr("datapackage.json", '{"profile": "data-package"}')
    captures, reasons = captures_and_reasons([str(place)])
    assert [capture.given.url for capture in captures] == ["https://a.example/1"]
    assert reasons == []


def test_what_a_browser_saves_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "story.html": PAGE,
        "story_files/a.css": "p {}",
        "story_files/x.js": "var a;",
    }
    captures, reasons = captures_and_reasons([written(tmp_path, "saved.zip", _zip(members))])
    assert ([capture.origin.rpartition("!")[2] for capture in captures], reasons) == (["story.html"], [])
