import csv
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive import exports, parquet, schemas, tables
from builder.derive.cards import Cards
from builder.derive.library import Library
from builder.derive.records import SCHEMAS
from builder.derive.site import Site
from builder.model.article import Article
from builder.model.provenance import Provenance

from .holdings import ARTICLES, EXCERPT, FIRST, SITE, WITHHELD, library

PROVENANCE = {
    FIRST.id: Provenance("ab" * 32, "text/html", "page.html", 1234, share_removed=0.25, engine="builtin 1")
}


def written(archive: Library | None = None, site: Site = SITE) -> dict[str, bytes]:
    return {file.path: file.content for file in exports.files(archive or library(), site, PROVENANCE)}


def test_each_page_has_its_record_beside_it() -> None:
    paths = set(written())
    assert {
        "articles/2023/03/crane-a0000000001/index.json",
        "articles/2023/03/سقوط-a0000000003/index.json",
        "stories/crane-falls/index.json",
        "people/ana-ruiz/index.json",
        "sources/harbour-post/index.json",
        "sources/harbour-post/feed.xml",
        "sources/harbour-post/feed.json",
        "people/ana-ruiz/feed.xml",
        "people/ana-ruiz/feed.json",
        "stories/crane-falls/feed.json",
        "feed.json",
        "data/articles.jsonl",
        "data/articles.csv",
        "data/archive.sqlite",
        "datapackage.json",
        "sitemap.xml",
    } <= paths


def test_no_path_is_written_twice() -> None:
    paths = [file.path for file in exports.files(library(), SITE)]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_every_record_keeps_to_its_published_schema(kind: str) -> None:
    files = written()
    published = json.loads(files[SCHEMAS[kind]])
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    checked = 0
    for path, content in files.items():
        if path.endswith("index.json"):
            record = json.loads(content)
            if record["$schema"].endswith(f"/{kind}.json"):
                validator.validate(record)
                checked += 1
    assert checked


def test_an_article_record_says_what_the_page_says() -> None:
    record = json.loads(written()["articles/2023/03/crane-a0000000001/index.json"])
    assert record["source"] == {
        "id": "harbour-post",
        "name": "The Harbour Post",
        "url": "https://archive.example/news/sources/harbour-post/",
    }
    assert (
        record["text"]
        == "A crane fell at the old quay on Tuesday.\n\nNobody was hurt, said port director Ana Ruiz."
    )
    assert [version["relation"] for version in record["versions"]] == ["update", "translation", "excerpt"]
    assert record["provenance"]["capture_sha256"] == "ab" * 32
    assert record["date_inferred"] is False


def test_lines_are_the_records_one_a_line() -> None:
    files = written()
    lines = [json.loads(line) for line in files["data/articles.jsonl"].decode().splitlines()]
    assert [line["id"][-1] for line in lines] == ["1", "3", "2", "4"]
    assert lines[0] == json.loads(files["articles/2023/03/crane-a0000000001/index.json"])


def test_csv_keeps_line_breaks_quotes_and_every_script() -> None:
    rows = list(csv.DictReader(io.StringIO(written()["data/articles.csv"].decode(), newline="")))
    assert rows[0]["title"] == FIRST.title
    assert "\n\n" in rows[0]["text"]
    assert rows[1]["title"] == "سقوط رافعة في الميناء القديم"
    assert rows[3]["date"] == ""


FIELD = st.none() | st.integers(0, 9) | st.text("ab,\"\n\r;' é", max_size=6)


@given(st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=4))
def test_lines_of_csv_are_those_of_pythons_writer_and_read_back_by_its_reader(
    rows: list[tuple[str | int | None, ...]],
) -> None:
    lines = tables.csv_lines(rows).decode()
    read = list(csv.reader(io.StringIO(lines, newline="")))
    assert read == [["" if value is None else str(value) for value in row] for row in rows]
    if "\r" not in lines:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        assert lines == buffer.getvalue()


def test_sqlite_answers_a_join_and_a_full_text_search() -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(written()["data/archive.sqlite"])
    (count,) = database.execute(
        "SELECT count(*) FROM article_entities JOIN articles ON articles.id = article WHERE name = 'Ana Ruiz'"
    ).fetchone()
    assert count == 2
    found = database.execute(
        "SELECT id FROM articles WHERE rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'quay')"
    ).fetchall()
    assert {row[0][-1] for row in found} == {"1", "2", "4"}
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_parquet_has_the_same_rows() -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow (the extra 'parquet') is not installed")
    table = pq.read_table(io.BytesIO(written()["data/articles.parquet"]))
    assert [value[-1] for value in table.column("id").to_pylist()] == ["1", "3", "2", "4"]
    assert str(table.schema.field("date").type) == "date32[day]"


def test_parquet_is_written_without_arrows_functions_which_take_10_mib() -> None:
    pytest.importorskip("pyarrow.parquet", reason="pyarrow (the extra 'parquet') is not installed")
    program = (
        "import sys\n"
        "from builder.derive.parquet import parquet_parts\n"
        "from builder.derive.tables import Column, Table\n"
        "columns = (Column('id', ''), Column('day', '', 'date'))\n"
        "table = Table('t', '', columns, ('id',), (), lambda: iter([('a', '2021-02-27'), ('b', None)]))\n"
        "assert b''.join(parquet_parts(table)).endswith(b'PAR1')\n"
        "assert 'pyarrow.compute' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_parquet_written_in_groups_is_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow (the extra 'parquet') is not installed")
    whole = pq.read_table(io.BytesIO(written()["data/articles.parquet"]))
    monkeypatch.setattr(parquet, "GROUP", 1)
    file = pq.ParquetFile(io.BytesIO(written()["data/articles.parquet"]))
    assert file.num_row_groups == 4
    assert file.read().equals(whole)


def test_without_pyarrow_a_note_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "available", lambda: False)
    assert not [path for path in written() if path.endswith(".parquet")]
    assert exports.notes() == (parquet.MISSING,)


def test_the_data_package_describes_every_csv_file_as_it_is() -> None:
    files = written()
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        header = files[resource["path"]].decode().splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        names = {other["name"] for other in package["resources"]}
        assert {key["reference"]["resource"] for key in resource["schema"]["foreignKeys"]} <= names


def test_nothing_of_a_withheld_article_is_in_any_file() -> None:
    for path, content in written().items():
        for secret in (b"zebra", b"Zebra", b"Zzyzx", b"zzyzx", WITHHELD.id.encode()):
            assert secret not in content, path
            assert secret not in path.encode()


def test_an_excerpts_only_source_gives_only_its_excerpt() -> None:
    for path, content in written(library(EXCERPT)).items():
        if not path.startswith("data/articles.parquet"):
            assert b"quay on Tuesday" not in content, path
    record = json.loads(written()["articles/undated/crane-a0000000004/index.json"])
    assert record["text"] == "A crane fell at the old …"
    assert record["text_cut"] is True


def test_two_builds_give_the_same_bytes() -> None:
    shuffled = Library.build(ARTICLES[::-1], None)
    assert written(shuffled) == written(Library.build(ARTICLES, None))


def test_the_sitemap_lists_pages_with_something_to_show() -> None:
    root = ElementTree.fromstring(written()["sitemap.xml"])
    addresses = [
        element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "https://archive.example/news/" in addresses
    assert "https://archive.example/news/people/ana-ruiz/" in addresses
    assert all(address.isascii() for address in addresses)


def test_the_sitemap_says_the_last_day_that_a_page_s_articles_name() -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(written()["sitemap.xml"])
    days = {(url.findtext(f"{space}loc") or ""): url.findtext(f"{space}lastmod") for url in root}
    captured = FIRST.captured
    assert days[SITE.absolute("articles/2023/03/crane-a0000000001/")] == captured == "2023-03-02"
    assert days[SITE.absolute("stories/crane-falls/")] == max(day for day in days.values() if day)
    assert days[SITE.absolute("")] is None


def test_a_site_without_an_address_has_no_sitemap() -> None:
    assert "sitemap.xml" not in written(site=Site("Local"))


def test_a_long_sitemap_is_cut_into_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.derive.sitemap.MOST", 4)
    files = written()
    assert b"<sitemapindex" in files["sitemap.xml"]
    assert files["sitemap-1.xml"].count(b"<url>") == 4


def test_names_from_scraped_pages_stay_inside_the_site() -> None:
    hostile = replace(FIRST, people=("../../etc/passwd", "<script>"), story="../../x", source="../y")
    for path in written(library(hostile)):
        assert not path.startswith("/")
        assert ".." not in path.split("/")


def test_an_empty_archive_and_one_with_one_article_are_exported() -> None:
    assert json.loads(written(Library.build([]))["feed.json"])["items"] == []
    assert (
        b"a1"
        in written(Library.build([Article("a1", "articles/undated/x.md", body="x\n")]))["data/articles.csv"]
    )


def test_schemas_of_records_allow_no_unknown_key() -> None:
    assert all(schemas.schema(kind, SITE)["additionalProperties"] is False for kind in SCHEMAS)


def test_an_article_has_a_card_unless_it_is_withheld_or_the_site_draws_none(tmp_path: Path) -> None:
    drawing = replace(SITE, cards=Cards(kept=str(tmp_path)))
    (card,) = exports.card_file(library(), FIRST, drawing)
    assert card.path == "articles/2023/03/crane-a0000000001/card.png"
    assert card.content.startswith(b"\x89PNG")
    assert not list(exports.card_file(library(), WITHHELD, drawing))
    assert not list(exports.card_files(library(), SITE))


def test_the_site_has_a_card_of_its_own(tmp_path: Path) -> None:
    paths = [file.path for file in exports.card_files(library(), replace(SITE, cards=Cards()))]
    assert paths[0] == "card.png" and len(paths) == len(set(paths)) == 1 + 4
