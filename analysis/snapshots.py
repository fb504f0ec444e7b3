"""Reports of earlier runs, by the id of their snapshot: each is kept in the cache, and a report in a JSON file is as good."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from analysis import cache
from analysis.compare import RequirementCard
from analysis.errors import HomologaError, UsageError
from analysis.model import Report
from analysis.report import plain

_ROOM = "snapshots"
_ID = re.compile(r"[0-9a-f]{12}")


def keep(found: Report, cards: Sequence[RequirementCard]) -> None:
    """Keeps the report under its snapshot's id. Raises CacheError."""
    if not cache.has(_ROOM, found.snapshot.id):
        cache.save(_ROOM, found.snapshot.id, plain.report(found, cards))


def earlier(since: str) -> tuple[Report, tuple[RequirementCard, ...]]:
    """The report, and what it asked, that `since` names: a file that `report`, `export --format json` or `gaps --json`
    wrote, or the id of a snapshot that is in the cache.

    Raises UsageError where there is neither, HomologaError for a file that is no report.
    """
    if os.path.isfile(since):  # noqa: PTH113 - says no to a name that is too long for any file, where Path raises
        return _in_file(Path(since))
    record = cache.load(_ROOM, since) if _ID.fullmatch(since) else None
    if record is None:
        raise UsageError(
            f"there is no snapshot “{since[:200]}”, neither as a file nor in the cache ({cache.folder()})",
            do="Give --since a JSON report, such as out/report.json of then, or the id of a report that was made here",
        )
    return plain.report_of(record)


def _in_file(file: Path) -> tuple[Report, tuple[RequirementCard, ...]]:
    try:
        return plain.report_of(json.loads(file.read_bytes().decode("utf-8", "surrogatepass")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise HomologaError(
            f"this is no report in JSON ({type(fault).__name__}: {' '.join(str(fault).split())[:100]})",
            where=file,
            do="Give a file that report, export --format json or gaps --json wrote",
        ) from fault
