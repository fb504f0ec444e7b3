"""The database: SQLite in the reader's own folder out of the box, or PostgreSQL by `HOMOLOGA_DATABASE_URL`; brought up to date when opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import library
from analysis.store.records import StoreError, Unavailable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

ENVIRONMENT = "HOMOLOGA_DATABASE_URL"
MIGRATIONS = Path(__file__).with_name("migrations")
REVISION = "0004"
"""The newest of the migrations."""
_PATIENCE = 30
"""Seconds that a writer waits for another on SQLite."""
_UPGRADE_LOCK = 6_043_201
"""Any number: PostgreSQL's advisory lock under which one process at a time brings the schema up to date."""


def file() -> Path:
    """Where the SQLite database lies; it need not exist."""
    return library.own().parent / "homologa.sqlite3"


def address() -> str:
    """The database's address as SQLAlchemy writes it."""
    named = os.environ.get(ENVIRONMENT, "")
    if named.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + named.partition("://")[2]
    return named or f"sqlite:///{file()}"


def exists() -> bool:
    """Is there a database to read: a named one, or a file?"""
    return bool(os.environ.get(ENVIRONMENT)) or file().is_file()


def engine(url: str = "") -> Engine:
    """An engine on `url`, or on :func:`address`, with the schema of this version of the program. Raises Unavailable, StoreError where a newer one wrote it."""
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import SQLAlchemyError

    try:
        parsed = make_url(url or address())
        if parsed.get_backend_name() == "sqlite":
            Path(parsed.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
            made = create_engine(parsed, connect_args={"timeout": _PATIENCE})
            _settle_sqlite(made)
        else:
            made = create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        _upgrade(made)
    except (SQLAlchemyError, ImportError, OSError) as fault:
        raise Unavailable(
            "the database cannot be opened", " ".join(str(fault).split())[:160],
            do=f"Check {ENVIRONMENT}, or leave it out to work in a file",
        ) from fault  # fmt: skip
    return made


def _settle_sqlite(made: Engine) -> None:
    """Write-ahead logging, durable commits, foreign keys, and transactions that begin as writers, so that none fails half way."""
    from sqlalchemy import event

    @event.listens_for(made, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _upgrade(made: Engine) -> None:
    known = _revision(made)
    if known == REVISION:
        return
    if known > REVISION:  # the migrations are numbered
        raise StoreError(
            "a newer version of Homologa has written this database", where=made.url.render_as_string(),
            do=f"Use that version, or name another database in {ENVIRONMENT}",
        )  # fmt: skip
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with made.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def _revision(made: Engine) -> str:
    """The revision that the database has, asked without Alembic, which takes as long to load as all the rest."""
    from sqlalchemy import inspect, text

    with made.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
