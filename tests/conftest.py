"""A cache and a folder of one's own laws for each test run, which the processes that tests start share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOMOLOGA_CACHE", str(folder))
        patch.setenv("HOMOLOGA_HOME", str(home))
        yield folder
