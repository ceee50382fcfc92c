"""Files of the built site that are the same stay as they are."""

from pathlib import Path

from builder.plugin.kept import ByName, KeptSite


def test_a_file_whose_name_says_what_it_holds_is_made_only_where_there_is_none(tmp_path: Path) -> None:
    site = KeptSite(tmp_path / "site", tmp_path / "stash")
    made: list[str] = []

    def make() -> bytes:
        made.append("once")
        return b"content"

    first = site.write("a/b.bin", ByName(make), None)
    assert (tmp_path / "site" / "a" / "b.bin").read_bytes() == b"content"
    assert site.write("a/b.bin", ByName(make), first) == first
    assert made == ["once"]


def test_a_file_of_another_content_replaces_the_one_that_lies_there(tmp_path: Path) -> None:
    site = KeptSite(tmp_path / "site", tmp_path / "stash")
    first = site.write("a.bin", (b"before",), None)
    second = site.write("a.bin", (b"after.",), first)
    assert (tmp_path / "site" / "a.bin").read_bytes() == b"after."
    assert second != first
    assert site.write("a.bin", (b"after.",), second) == second
