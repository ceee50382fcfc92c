"""The data files as the programs of others read them: each format by its own library or by its specification."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import frictionless
import jsonschema
import pytest
from rocrate.rocrate import ROCrate

from builder.derive import exports, rocrate
from builder.derive.feeds import feeds
from builder.derive.library import Library
from builder.model.article import Article

from .holdings import SITE, library

ATOM = "{http://www.w3.org/2005/Atom}"

#: JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/: what is required, and the types of what this site writes.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "description": {"type": "string"},
        "language": {"type": "string"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "title": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "date_modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "language": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}

HOSTILE = Article(
    "a00000000ff",
    "articles/2024/01/odd-a00000000ff.md",
    title='<b>&\u0000"]]>\u202e',
    date="2024-01-01",
    language="en",
    body="One \u0001 & <two>.\n",
)


def hostile() -> Library:
    return library(*library().articles.values(), HOSTILE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data files on disk, as they are published."""
    root = tmp_path_factory.mktemp("data")
    for file in exports.files(hostile(), SITE):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return root


def test_frictionless_finds_no_fault_in_the_data_package_or_its_tables(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert len(report.tasks) == 5


def test_the_research_object_names_every_data_file_and_each_is_there(folder: Path) -> None:
    crate = ROCrate(folder)
    assert crate.name == SITE.name
    parts = {part.id for part in crate.root_dataset["hasPart"]}
    on_disk = {str(file.relative_to(folder)) for file in (folder / "data").rglob("*") if file.is_file()}
    assert parts == on_disk | {"datapackage.json", "feed.xml", "feed.json"}
    assert all((folder / part).is_file() for part in parts)
    assert all(crate.get(part)["encodingFormat"] for part in parts)


def test_the_research_object_has_what_its_specification_requires() -> None:
    found = rocrate.crate(hostile(), SITE, ["data/articles.csv"])
    assert found["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = {str(entity["@id"]): entity for entity in found["@graph"]}  # type: ignore[attr-defined]
    descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert descriptor["about"] == {"@id": "./"}
    assert (root["@type"], root["hasPart"]) == ("Dataset", [{"@id": "data/articles.csv"}])
    datetime.date.fromisoformat(root["datePublished"])
    assert {"name", "description"} <= root.keys()
    assert "license" not in root


def test_a_withheld_articles_days_and_language_are_in_no_description() -> None:
    (one,) = [a for a in library().articles.values() if a.status == "withheld"]
    bare = replace(one, language="xx", captured="2099-01-01", date="1801-01-01")
    assert "2099" not in json.dumps(rocrate.crate(library(bare), SITE, []))
    assert "xx" not in json.dumps(rocrate.crate(library(bare), SITE, []))


def each_feed(folder: Path, name: str) -> Iterator[Path]:
    found = sorted(folder.rglob(name))
    assert len(found) > 5
    yield from found


def test_a_feed_reader_finds_nothing_malformed_in_any_atom_feed(folder: Path) -> None:
    for file in each_feed(folder, "feed.xml"):
        read = feedparser.parse(file.read_bytes())
        assert not read.bozo, (file, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.entries


def test_every_atom_feed_has_what_rfc_4287_requires(folder: Path) -> None:
    ids: set[str] = set()
    for file in each_feed(folder, "feed.xml"):
        root = ElementTree.fromstring(file.read_bytes())
        identity = root.findtext(f"{ATOM}id") or ""
        assert urlsplit(identity).scheme in {"https", "urn"} and identity not in ids
        ids.add(identity)
        for element in (root, *root.findall(f"{ATOM}entry")):
            for required in ("id", "title", "updated"):
                assert len(element.findall(ATOM + required)) == 1
            stamp = element.findtext(f"{ATOM}updated") or ""
            assert datetime.datetime.fromisoformat(stamp).tzinfo is not None
            links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
            assert len(links) == len(set(links))
        (itself,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert (itself.get("href") or "").startswith(SITE.url)
        # Section 4.1.1: an author for the feed, or one for every entry.
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        # Section 4.1.2: an entry without content has an alternate link.
        assert all(
            any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link"))
            for entry in root.findall(f"{ATOM}entry")
        )


def test_every_json_feed_is_one_by_its_specification(folder: Path) -> None:
    for file in each_feed(folder, "feed.json"):
        jsonschema.validate(
            json.loads(file.read_bytes()), JSON_FEED, format_checker=jsonschema.FormatChecker()
        )


def test_a_site_without_an_address_names_its_feeds_by_urn() -> None:
    for feed in feeds(library(), replace(SITE, url="")):
        made, *_ = exports.files_of_feed(feed)
        read = feedparser.parse(made.content)
        assert not read.bozo and read.feed.id.startswith("urn:")


def test_the_sitemap_lists_each_page_once_under_its_address(folder: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring((folder / "sitemap.xml").read_bytes())
    assert root.tag == f"{space}urlset"
    places = [str(url.findtext(f"{space}loc")) for url in root.findall(f"{space}url")]
    assert len(places) == len(set(places)) > 5
    assert all(place.startswith(SITE.url) and place.isascii() for place in places)
    for stamp in root.iter(f"{space}lastmod"):
        datetime.date.fromisoformat(str(stamp.text))
