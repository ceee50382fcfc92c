from pathlib import Path

import pytest

from .building import built
from .shelf import shelve


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tests' archive, built once."""
    return built(shelve(tmp_path_factory.mktemp("quay")))
