"""A small archive written for these tests: three outlets, one story of five versions, one withheld article."""

from __future__ import annotations

from builder.derive.library import Library
from builder.derive.site import Site
from builder.model.article import Article, Link
from builder.model.authority import Alias, Authority, EntityRecord, SourceRecord
from builder.model.cleaned import DateBasis
from builder.model.entities import EntityType
from builder.model.relation import RelationType

SITE = Site("The Harbour Archive", "https://archive.example/news/", "Reports from three harbours.")

AUTHORITY = Authority(
    entities=(
        EntityRecord("Ana Ruiz", EntityType.PERSON, (Alias("A. Ruiz"),), wikidata="Q1"),
        EntityRecord("Port of Lindhaven", EntityType.ORGANIZATION, (Alias("Lindhaven Port"),)),
    ),
    sources=(
        SourceRecord("harbour-post", "The Harbour Post", domains=("harbour.example",), country="NO"),
        SourceRecord("al-mina", "الميناء", language="ar"),
        SourceRecord("snippets", "Snippets Daily", excerpt_words=6),
    ),
)

FIRST = Article(
    "a0000000001",
    "articles/2023/03/crane-a0000000001.md",
    title="Crane falls at the “old” quay & nobody is hurt",
    date="2023-03-01",
    date_basis=DateBasis.PRINTED,
    captured="2023-03-02",
    source="harbour-post",
    source_url="https://harbour.example/crane?a=1&b=2",
    byline="By Marit van der Berg and Jo Lee",
    language="en",
    people=("Ana Ruiz",),
    organizations=("Port of Lindhaven",),
    places=("Lindhaven",),
    story="crane-falls",
    related_versions=(
        Link("a0000000002", RelationType.UPDATE),
        Link("a0000000003", RelationType.TRANSLATION),
        Link("a0000000004", RelationType.EXCERPT),
        Link("a0000000005", RelationType.REPRINT),
    ),
    body="A crane fell at the old quay on Tuesday.\n\nNobody was hurt, said port director Ana Ruiz.\n",
)
UPDATE = Article(
    "a0000000002",
    "articles/2023/03/crane-update-a0000000002.md",
    title="Two hurt as crane falls",
    date="2023-03-02",
    date_basis=DateBasis.METADATA,
    source="harbour-post",
    language="en",
    people=("A. Ruiz",),
    story="crane-falls",
    body="A crane fell at the old quay on Tuesday.\n\nTwo people were hurt, said port director Ana Ruiz.\n",
)
ARABIC = Article(
    "a0000000003",
    "articles/2023/03/سقوط-a0000000003.md",
    title="سقوط رافعة في الميناء القديم",
    date="2023-03-01",
    date_basis=DateBasis.RELATED_VERSION,
    source="al-mina",
    language="ar",
    places=("ليندهافن",),
    story="crane-falls",
    body="سقطت رافعة في الرصيف القديم يوم الثلاثاء.\n",
)
EXCERPT = Article(
    "a0000000004",
    "articles/undated/crane-a0000000004.md",
    title="A crane fell at the old quay",
    title_basis="first-words",
    source="snippets",
    language="en",
    story="crane-falls",
    derived_from="a0000000001",
    body="A crane fell at the old quay on Tuesday.\n",
)
WITHHELD = Article(
    "a0000000005",
    "articles/2023/03/secret-a0000000005.md",
    title="Zebra quartet plays xylophone",
    date="2023-03-05",
    source="harbour-post",
    people=("Quentin Zzyzx",),
    story="crane-falls",
    status="withheld",
    body="Unmistakable zebra quartet words about Quentin Zzyzx.\n",
)
ARTICLES = (FIRST, UPDATE, ARABIC, EXCERPT, WITHHELD)


def library(*articles: Article) -> Library:
    """The archive above, or one of the articles given."""
    return Library.build(articles or ARTICLES, AUTHORITY)
