"""The whole database as one file, taken while people work, and back into an empty one of either kind.

The file is gzipped JSON Lines: what it is, each row of each table, and last how many rows there were; without that line it is half a file.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import cache
from analysis.store.records import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from analysis.store import Store

FORMAT = 1


def backup(store: Store, file: Path) -> Mapping[str, int]:
    """Writes `file` from one state of the database, whatever is written meanwhile. Gives the rows by table. Raises StoreError."""
    from analysis.store.schema import metadata

    count: Counter[str] = Counter({table.name: 0 for table in metadata.sorted_tables})
    lines = [json.dumps({"homologa": "backup", "format": FORMAT})]
    with _one_state(store) as db:
        for table in metadata.sorted_tables:
            for row in db.execute(table.select().order_by(*table.primary_key.columns)).mappings():
                lines.append(json.dumps([table.name, dict(row)], ensure_ascii=False))
                count[table.name] += 1
    lines.append(json.dumps({"rows": dict(count)}))
    try:
        cache.write(file, gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    except OSError as fault:
        raise StoreError(
            f"the backup cannot be written ({fault.strerror})", where=file, do="Name another file"
        ) from fault
    return dict(count)


def restore(store: Store, file: Path) -> Mapping[str, int]:
    """Fills the empty database of `store` from `file`, all or nothing. Gives the rows by table. Raises StoreError."""
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    from analysis.store.schema import metadata

    rows, told = _read(file)
    tables = {table.name: table for table in metadata.sorted_tables}
    if Counter(name for name, _ in rows) != Counter(told) or set(told) - set(tables):
        raise StoreError("the backup is not whole", where=file, do="Take another one")
    try:
        with store.engine.begin() as db:
            if any(db.execute(table.select().limit(1)).first() for table in tables.values()):
                raise StoreError(
                    "the database is not empty",
                    do="Restore into a new one: name it in HOMOLOGA_DATABASE_URL, or move the file away",
                )
            for name, table in tables.items():
                if found := [row for of, row in rows if of == name]:
                    db.execute(table.insert(), found)
                if db.dialect.name == "postgresql" and "id" in table.c:
                    db.execute(
                        text(
                            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM {name}"
                        )
                    )
    except DBAPIError as fault:
        raise StoreError(f"the backup does not fit ({' '.join(str(fault.orig).split())[:120]})", where=file) from fault
    return told


@contextmanager
def _one_state(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the database until it is closed."""
    options: dict[str, Any] = {"reading": True}
    if store.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with store.engine.connect().execution_options(**options) as db, db.begin():
        yield db


def _read(file: Path) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, int]]:
    try:
        first, *rows, last = gzip.decompress(file.read_bytes()).decode().removesuffix("\n").split("\n")
        if json.loads(first) != {"homologa": "backup", "format": FORMAT}:
            raise ValueError("its first line is that of another file")
        return [(name, dict(row)) for name, row in map(json.loads, rows)], {**json.loads(last)["rows"]}
    except (OSError, EOFError, ValueError, KeyError, TypeError) as fault:
        raise StoreError(
            f"this is no backup, or half of one ({' '.join(str(fault).split())[:80]})",
            where=file,
            do="Give a file that backup wrote",
        ) from fault
