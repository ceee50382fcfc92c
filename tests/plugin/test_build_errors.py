"""What a build says that the system did not let write: one line, not the way there through MkDocs."""

import errno
import os

import pytest
from mkdocs.exceptions import Abort

from builder.plugin.events import ArchivePlugin


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("schema.json", None, "site/schema.json"), f"site/schema.json: {os.strerror(errno.ENOSPC)}"),
        (("site/index.html",), f"site/index.html: {os.strerror(errno.ENOSPC)}"),
        ((), os.strerror(errno.ENOSPC)),
    ],
    ids=["copying", "writing", "nameless"],
)
def test_a_full_disk_ends_a_build_with_the_file_that_did_not_fit(names: tuple[str, ...], told: str) -> None:
    fault = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *names)
    with pytest.raises(Abort) as ended:
        ArchivePlugin().on_build_error(error=fault)
    assert str(ended.value) == told


def test_a_fault_of_the_program_is_left_to_mkdocs_to_show() -> None:
    assert ArchivePlugin().on_build_error(error=ValueError("a slip")) is None  # type: ignore[func-returns-value]
