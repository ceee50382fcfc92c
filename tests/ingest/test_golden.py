"""The whole stage over one folder with every form, against a golden file (`GOLDEN_UPDATE=1` writes it anew)."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

from builder import ingest
from builder.errors import Refused

from .making import (
    BODY,
    PAGE,
    full_item,
    http_response,
    newsletter,
    pdf_with,
    rss,
    saved_page,
    warc_record,
    written,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "ingest" / "every-form.json"


def _fill(folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("pages/page.html"), PAGE)
        archive.writestr(zipfile.ZipInfo("../evil.txt"), BODY)
    rows = [
        json.dumps({"id": "7", "title": "A title", "date": "2021-02-27", "source": "The Post", "text": BODY}),
        "{broken",
        json.dumps({"headline": "Another", "captured": "2025-02-22", "html": PAGE}),
        json.dumps({"text": BODY, "date": "2021-31-02"}),
    ]
    picture = warc_record("https://harbour.example/a.png", http_response(b"\x89PNG", "image/png"))
    page = warc_record("https://harbour.example/1", http_response(PAGE.encode()))
    files: dict[str, str | bytes] = {
        "README.md": "about",
        "crawl.warc": picture + page + page[:-400],
        "dump.txt": "The Harbour Post\n\n" + BODY,
        "empty.txt": "",
        "feed.xml": rss(full_item() + "<item><title>T</title><description>A teaser...</description></item>"),
        "legacy.txt": "El año pasado el niño visitó España, según señaló el señor Núñez.".encode("cp1252"),
        "letter.eml": newsletter(),
        "mojibake.txt": "It’s the café’s turn.".encode().decode("cp1252"),
        "pack.zip": packed.getvalue(),
        "page.html": PAGE,
        "page.mhtml": saved_page(),
        "picture.png": b"\x89PNG\r\n\x1a\n",
        "report.pdf": pdf_with(["The harbour reopened on Monday."], "Harbour"),
        "rows.jsonl": "\n".join(rows),
        "table.csv": f'title,text,date\nA,"{BODY}",2021-02-27\nB,one,two,three\n',
    }
    for name, data in files.items():
        written(folder, name, data)


def _listing(folder: Path) -> list[dict[str, object]]:
    """Each item as a record; contents by their digest and first words, so that the file can be read."""
    out: list[dict[str, object]] = []
    for item in ingest.read([str(folder)]):
        origin = os.path.relpath(item.origin, folder)
        if isinstance(item, Refused):
            out.append({"origin": origin, "refused": item.reason})
            continue
        given = {key: value for key, value in dataclasses.asdict(item.given).items() if value}
        out.append(
            {
                "origin": origin,
                "article_id": item.article_id,
                "media_type": item.media_type,
                "form": item.form.value,
                "encoding": item.encoding,
                "notes": list(item.notes),
                "given": given,
                "begins": item.content[:70],
                "content_sha256": hashlib.sha256(item.content.encode()).hexdigest(),
            }
        )
    return out


def test_every_form_comes_out_as_it_did(tmp_path: Path) -> None:
    _fill(tmp_path)
    found = json.dumps(_listing(tmp_path), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("GOLDEN_UPDATE"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
