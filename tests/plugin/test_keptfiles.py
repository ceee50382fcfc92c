"""What was read of the archive's files comes back from where it is kept, and nothing else does."""

from pathlib import Path

from builder.model.problem import Problem, Severity
from builder.plugin.keptfiles import Filed, KeptFiles, shelf_of
from builder.plugin.snapshot import Reader, Snapshot
from builder.store.filed import Texts

from .shelf import shelve


def taken(root: Path) -> Snapshot:
    return Reader(root / "archive", root / "reader").snapshot()


def kept_in(root: Path) -> KeptFiles:
    return KeptFiles(root / "kept", Texts(root / "archive"))


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    filed = taken(root).filed
    assert kept_in(root).are_none()
    kept_in(root).write(filed, {shelf_of(path) for path in filed})
    assert not kept_in(root).are_none()
    assert kept_in(root).read() == filed


def test_only_shelves_on_which_something_changed_are_written(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    filed = taken(root).filed
    one = next(iter(filed))
    kept_in(root).write(filed, {shelf_of(one)})
    assert kept_in(root).read() == {path: f for path, f in filed.items() if shelf_of(path) == shelf_of(one)}


def test_a_file_with_an_error_is_not_kept_and_one_with_a_warning_is(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    (bad, held), (odd, other) = list(taken(root).filed.items())[:2]
    filed = {
        bad: held._replace(problems=(Problem(bad, 3, 1, "date", "no date", Severity.ERROR),)),
        odd: other._replace(problems=(Problem(odd, 4, 2, "title", "empty", Severity.WARNING),)),
        "articles/broken.md": Filed(None, None),
    }
    kept_in(root).write(filed, {shelf_of(path) for path in filed})
    assert kept_in(root).read() == {odd: filed[odd]}


def test_a_damaged_shelf_is_passed_over(tmp_path: Path) -> None:
    root = shelve(tmp_path)
    filed = taken(root).filed
    kept_in(root).write(filed, {shelf_of(path) for path in filed})
    path = next(iter(filed))
    (root / "kept" / f"{shelf_of(path):02}.heads").write_bytes(b"spoilt")
    assert kept_in(root).read() == {p: f for p, f in filed.items() if shelf_of(p) != shelf_of(path)}
