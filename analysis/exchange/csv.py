"""CSV (RFC 4180), an annotation a line; a cell that a spreadsheet would take for a formula begins with an apostrophe."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from analysis.exchange import AnnotationSet, ExchangeError
from analysis.model import Annotation

ENDING = "csv"
LOSES: tuple[str, ...] = ()
COLUMNS = ("law", "eid", "concept", "role", "start", "end", "quote", "values", "by", "score")

_ALARMING = ("=", "+", "-", "@", "\t", "\r", "'")


def write(found: AnnotationSet) -> bytes:
    """The table, UTF-8 with a byte order mark, as spreadsheets want it."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in found.annotations:
        values = json.dumps(dict(one.values), ensure_ascii=False, sort_keys=True)
        table.writerow(
            map(
                _guarded,
                (one.law, one.eid, one.concept, one.role, one.start, one.end, one.quote, values, one.by, one.score),
            )
        )
    return out.getvalue().encode("utf-8-sig")


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations, in the order of the lines."""
    del clauses
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    if lacking := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
        raise ExchangeError(
            f"this is no whole file in the format csv: it has no column {', '.join(lacking)}", do="Export it again"
        )
    for row in table:
        if None in row.values():
            raise ExchangeError(f"line {table.line_num} is cut short: this is half a file", do="Export it again")
        cell = {name: _bare(row[name]) for name in COLUMNS}
        yield Annotation(
            cell["law"], cell["eid"], cell["concept"], cell["role"], int(cell["start"]), int(cell["end"]), cell["quote"],  # type: ignore[arg-type]
            json.loads(cell["values"]), cell["by"], float(cell["score"]),
        )  # fmt: skip


def _guarded(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_ALARMING) else text


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" else cell
