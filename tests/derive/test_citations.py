import json
import re
from dataclasses import replace

import pytest

from builder.derive import citations
from builder.derive.citations import Author, Reference, authors
from builder.derive.wording import Wording
from builder.model.article import Article

from .holdings import ARABIC, EXCERPT, FIRST, SITE, library


def ref(article: Article) -> Reference:
    return citations.reference(library(article), article, SITE)


def test_a_dated_article_is_cited_with_all_that_is_known() -> None:
    assert citations.text(ref(FIRST)) == (
        "van der Berg, Marit and Jo Lee. “Crane falls at the “old” quay & nobody is hurt.” "
        "The Harbour Post, 1 March 2023. Captured 2 March 2023. The Harbour Archive. "
        "https://archive.example/news/id/a0000000001/"
    )


def test_an_unknown_date_is_nd_and_an_inferred_one_circa() -> None:
    assert ", n.d. " in citations.text(ref(EXCERPT))
    assert ", c. 1 March 2023. " in citations.text(ref(ARABIC))


def test_a_supplied_title_stands_in_brackets() -> None:
    assert citations.text(ref(EXCERPT)).startswith("[A crane fell at the old quay]. Snippets Daily")


def test_nothing_known_still_gives_a_reference() -> None:
    bare = Article("a0000000009", "articles/undated/x.md")
    assert (
        citations.text(ref(bare))
        == "[Untitled]. n.d. The Harbour Archive. https://archive.example/news/id/a0000000009/"
    )
    assert "date" not in citations.bibtex(ref(bare))
    assert "issued" not in citations.csl(ref(bare))


def test_bylines_are_split_into_people_and_agencies_are_kept_whole() -> None:
    assert authors("By Marit van der Berg and Jo Lee, Reuters") == (
        Author("Marit van der Berg", "Marit", "van der Berg"),
        Author("Jo Lee", "Jo", "Lee"),
        Author("Reuters"),
    )
    assert authors("Martin Luther King Jr.") == (
        Author("Martin Luther King Jr.", "Martin Luther", "King Jr."),
    )
    assert authors("Staff reporter") == (Author("Staff reporter"),)
    assert authors("بقلم: أحمد علي") == (Author("أحمد علي"),)
    assert authors(None) == ()


def test_bibtex_escapes_what_latex_would_read() -> None:
    entry = citations.bibtex(ref(replace(FIRST, title="50% of {R&D} costs $5_000 #1 ~ ^ \\x")))
    assert (
        r"title = {{50\% of \{R\&D\} costs \$5\_000 \#1 \textasciitilde{} \textasciicircum{} \textbackslash{}x}}"
        in entry
    )
    assert entry.startswith("@online{a0000000001,\n  author = {van der Berg, Marit and Lee, Jo},\n")
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


def test_an_inferred_date_is_marked_in_every_form_and_never_a_plain_date() -> None:
    found = ref(ARABIC)
    assert "date = {2023-03-01~}" in citations.bibtex(found)
    assert citations.csl(found)["issued"] == {"date-parts": [[2023, 3, 1]], "circa": True}
    record = citations.ris(found)
    assert "DA  - 2023///c. 1 March 2023" in record
    assert "PY  - " not in record
    assert not [tag for tag in citations.meta_tags(found) if "date" in tag.name.lower()]


def test_ris_begins_with_its_type_and_ends_as_the_format_has_it() -> None:
    record = citations.ris(ref(FIRST))
    lines = record.split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert "DA  - 2023/03/01/" in lines
    assert "AU  - van der Berg, Marit" in lines


def test_csl_json_is_a_list_of_one_newspaper_article() -> None:
    (item,) = json.loads(citations.csl_json(ref(FIRST)))
    assert item["type"] == "article-newspaper"
    assert item["author"][0] == {"family": "van der Berg", "given": "Marit"}
    assert item["issued"] == {"date-parts": [[2023, 3, 1]]}
    assert item["accessed"] == {"date-parts": [[2023, 3, 2]]}


def test_zotero_is_told_that_it_is_a_newspaper_article() -> None:
    tags = {tag.name: tag.content for tag in citations.meta_tags(ref(FIRST))}
    assert tags["z:itemType"] == "newspaperArticle"
    assert tags["citation_journal_title"] == "The Harbour Post"
    assert tags["citation_publication_date"] == "2023/03/01"
    assert tags["citation_public_url"] == "https://archive.example/news/id/a0000000001/"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "«\u00a0سقوط رافعة في الميناء القديم\u00a0». الميناء, vers le 1 mars 2023. "),
        ("ar", "«سقوط رافعة في الميناء القديم». الميناء، نحو 1 مارس 2023. "),
        ("zh", "《سقوط رافعة في الميناء القديم》。 الميناء，约 2023年3月1日。 "),
    ],
)
def test_the_sentence_is_written_in_the_archives_language(language: str, expected: str) -> None:
    assert expected in citations.text(ref(ARABIC), Wording(language))


def test_what_may_run_the_other_way_is_a_piece_of_its_own() -> None:
    found = citations.pieces(ref(ARABIC), Wording("en"))
    assert "".join(found) == citations.text(ref(ARABIC))
    assert {"الميناء", "c. 1 March 2023.", "The Harbour Archive."} <= set(found)
