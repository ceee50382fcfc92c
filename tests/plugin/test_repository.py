import pytest

from builder.plugin.repository import Repository


@pytest.mark.parametrize(
    ("repo", "edit", "history"),
    [
        ("https://github.com/a/b", "edit/main/archive/", "https://github.com/a/b/commits/main/archive/x.md"),
        (
            "https://gitlab.com/a/b",
            "-/edit/main/archive/",
            "https://gitlab.com/a/b/-/commits/main/archive/x.md",
        ),
        (
            "https://codeberg.org/a/b",
            "_edit/main/archive/",
            "https://codeberg.org/a/b/commits/branch/main/archive/x.md",
        ),
        ("https://git.example/a/b", "?q=", ""),
    ],
)
def test_the_history_follows_from_how_the_host_edits(repo: str, edit: str, history: str) -> None:
    assert Repository.of(repo, edit).history("x.md") == history


def test_an_address_given_outright_wins() -> None:
    found = Repository.of("https://git.example/a", "change/", "log/")
    assert (found.edit("ü.md"), found.history("ü.md")) == (
        "https://git.example/a/change/%C3%BC.md",
        "https://git.example/a/log/%C3%BC.md",
    )


def test_without_a_repository_there_are_no_links() -> None:
    assert (Repository.of(None, None).edit("x.md"), Repository.of("git@host:a", "edit/").history("x.md")) == (
        "",
        "",
    )
