"""The questions that the standards ask of the whole region, answered from the findings: where a requirement is lacking, and where
the laws differ on the criteria of one standard. Which questions there are is data of the standards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.compare import GAPS, RequirementCard, Row
from analysis.divergence import FEWEST_FOR_MAJORITY, Divergence, divergences
from analysis.model import Finding, Status

_PLAINEST = ("days", "years", "word", "list")
"""Kinds of value, those first that can be read at a glance."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Where a requirement is lacking: its findings by status, in the order of the countries. `told` counts those that are no `unknown`."""

    card: RequirementCard
    by_status: Mapping[Status, tuple[Finding, ...]]

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries whose law lacks it or says the opposite."""
        return tuple(finding.country for status in ("absent", "contrary") for finding in self.of(status))

    @property
    def told(self) -> int:
        """How many countries' texts can tell."""
        return sum(len(found) for status, found in self.by_status.items() if status != "unknown")

    def of(self, status: Status) -> tuple[Finding, ...]:
        """The findings of one status."""
        return self.by_status.get(status, ())


@dataclass(frozen=True, slots=True)
class Diverging:
    """Where the laws differ on the criteria of one standard.

    ``rows`` are the criteria on which they do, by verdict or by a value; ``asked`` counts all criteria; ``values`` are the values that differ, the plainest first;
    ``apart`` says how often each country stands apart from the majority, most often first.
    """

    question: Mapping[str, str]
    asked: int
    rows: tuple[Row, ...]
    values: tuple[Divergence, ...]
    apart: tuple[tuple[str, int], ...]


def lacking(rows: Iterable[Row]) -> tuple[Lacking, ...]:
    """The answers to the questions of single requirements."""
    return tuple(Lacking(row.card, _by_status(row)) for row in rows if row.card.question and row.cells)


def _by_status(row: Row) -> dict[Status, tuple[Finding, ...]]:
    statuses = dict.fromkeys(finding.status for finding in row.cells.values())
    return {status: tuple(f for f in row.cells.values() if f.status == status) for status in statuses}


def diverging(rows: Iterable[Row]) -> tuple[Diverging, ...]:
    """The answers to the questions of whole standards."""
    asked = [row for row in rows if row.card.standard_question and row.cells]
    ordered = sorted(asked, key=lambda row: row.card.standard)
    return tuple(_differences(tuple(group)) for _, group in groupby(ordered, key=lambda row: row.card.standard))


def _differences(rows: Sequence[Row]) -> Diverging:
    values = [found for found in divergences(rows) if _unlike(found)]
    named = {found.card.id for found in values}
    differing = tuple(row for row in rows if row.card.id in named or len(set(_told(row).values())) > 1)
    apart = Counter(code for found in values for code in found.outliers)
    apart.update(code for row in rows for code in _behind(row))
    plainest = sorted(values, key=lambda found: (_PLAINEST.index(found.kind), -len(found.values)))
    return Diverging(rows[0].card.standard_question, len(rows), differing, tuple(plainest), tuple(apart.most_common()))


def _unlike(found: Divergence) -> bool:
    return len({repr(value) for value in found.values.values()}) > 1


def _told(row: Row) -> dict[str, Status]:
    return {code: finding.status for code, finding in row.cells.items() if finding.status != "unknown"}


def _behind(row: Row) -> list[str]:
    """Those without what most countries have."""
    told = _told(row)
    most = Counter(told.values()).most_common(1)
    if len(told) < FEWEST_FOR_MAJORITY or most[0][0] != "met" or most[0][1] * 2 <= len(told):
        return []
    return [code for code, status in told.items() if status in GAPS]
