"""A report as CSV (RFC 4180): a finding a line, with the snapshot in the last columns. UTF-8 with a byte order mark, which
spreadsheets want.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report.tables import findings, guarded
from analysis.report.words import Words


def write(report: Report, cards: Iterable[RequirementCard], language: str, changes: Changes | None = None) -> bytes:
    """The findings of `report`; where there are none, one line with the snapshot only. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    words = Words(report, cards, language, changes)
    table, hashes = findings(words), words.hashes()
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([*table.columns, *(name for name, _ in hashes)])
    for row in table.rows or ([""] * len(table.columns),):
        lines.writerow([guarded(str(cell)) for cell in (*row, *(said for _, said in hashes))])
    return out.getvalue().encode("utf-8-sig", "replace")
