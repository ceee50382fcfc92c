"""One page of each kind in the tests' archive."""

KINDS = {
    "home": "",
    "article": "articles/2023/03/crane-falls-a0000000001/",
    "arabic article": "articles/2023/03/rafia-a0000000003/",
    "hostile article": "articles/2020/01/hostile-a0000000005/",
    "withheld article": "articles/2021/06/zebra-a0000000006/",
    "story": "stories/crane-falls/",
    "stories": "stories/",
    "comparison": "compare/a0000000001-a0000000002/",
    "comparison across languages": "compare/a0000000001-a0000000003/",
    "person": "people/ana-ruiz/",
    "people": "people/",
    "source": "sources/harbour-post/",
    "sources": "sources/",
    "timeline": "timeline/",
    "year": "timeline/2023/",
    "undated": "timeline/undated/",
    "search": "search/",
    "data": "data/",
    "address without a page": "404.html",
}
