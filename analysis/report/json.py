"""A report as JSON, in the shape of :func:`analysis.report.plain.report`: data, so the same in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report import plain


def write(report: Report, cards: Iterable[RequirementCard], language: str, changes: Changes | None = None) -> bytes:
    """Snapshot, findings, laws, requirements and problems."""
    del language
    return json.dumps(plain.report(report, cards, changes), ensure_ascii=False, indent=1).encode(
        "utf-8", "surrogatepass"
    )
