"""Findings of several countries -> matrix, the gravest gaps, and two countries side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.accuracy import Accuracy
from analysis.model import LANGUAGES, Confidence, Finding, Severity, Status, Strength

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")
GAPS: tuple[Status, ...] = ("contrary", "absent", "partial")
"""The statuses that say something of the law, the gravest first. `unknown` says something of what is loaded, and is
none of them.
"""


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """What a reader needs to know of a requirement: its code (A01), its titles by language, where the treaties say it,
    and how often its verdicts were right; None where that was not measured. ``explains`` says by language what it is for.
    ``question`` and ``standard_question`` are asked of the whole region, of it and of its standard; most have none.
    ``lines`` is what the treaty says of a value (``{"max_years": {"at_least": 4, "source": "UNTOC 2(b)"}}``), ``not_above`` the ``requirement``
    that its ``value`` is to be held against, ``conduct`` stands where it asks for an offence (``penalty_in`` records its penalty, ``measured_by`` that of the offence by which it is measured).
    """

    id: str
    code: str
    standard: str
    titles: Mapping[str, str]
    strength: Strength
    severity: Severity
    source: tuple[str, ...]
    compares: tuple[str, ...] = ()
    standard_titles: Mapping[str, str] = field(default_factory=dict)
    explains: Mapping[str, str] = field(default_factory=dict)
    question: Mapping[str, str] = field(default_factory=dict)
    standard_question: Mapping[str, str] = field(default_factory=dict)
    accuracy: Accuracy | None = None
    lines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    not_above: Mapping[str, str] | None = None
    conduct: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, and what was found for each country."""

    card: RequirementCard
    cells: Mapping[str, Finding]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two countries on one requirement. ``values`` are those on which they differ, ``diverging`` the countries that
    go beyond or beside the treaty.
    """

    card: RequirementCard
    findings: tuple[Finding, Finding]
    values: Mapping[str, tuple[Any, Any]]
    diverging: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Do both countries answer alike, in status and in every value?"""
        return self.findings[0].status == self.findings[1].status and not self.values


def matrix(findings: Iterable[Finding], cards: Iterable[RequirementCard]) -> tuple[Row, ...]:
    """One row for each of `cards`, in their order."""
    cells: dict[str, dict[str, Finding]] = defaultdict(dict)
    for finding in findings:
        cells[finding.requirement][finding.country] = finding
    return tuple(Row(card, cells[card.id]) for card in cards)


def is_breach(finding: Finding, day: date) -> bool:
    """Does the law contradict, lack or do in part what a treaty that bound the State on `day` says States *shall* do?"""
    return finding.strength == "shall" and finding.status in GAPS and finding.binds(day)


def gravest(findings: Iterable[Finding], day: date) -> list[Finding]:
    """The breaches of `day`, the gravest first."""
    return sorted((finding for finding in findings if is_breach(finding, day)), key=weight)


def weight(finding: Finding) -> tuple[int, int, str, str]:
    """Sorts findings: by severity, then by how far the law is from the requirement."""
    distance = GAPS.index(finding.status) if finding.status in GAPS else len(GAPS)
    return SEVERITIES.index(finding.severity), distance, finding.requirement, finding.country


def models(findings: Iterable[Finding], language: str = "") -> list[Finding]:
    """Those that meet their requirement, as models to borrow from: first what is just as the treaty has it, then what is
    in `language` (ISO 639-1), then what is surest (official text before a digest), then what says most.
    """
    met = (finding for finding in findings if finding.status == "met" and finding.evidence)
    return sorted(
        met,
        key=lambda each: (
            each.divergence,
            bool(language) and not any(_spoken(item.law) == language for item in each.evidence),
            CONFIDENCES.index(each.confidence),
            -len(each.evidence),
            each.country,
        ),
    )


def _spoken(expression: str) -> str:
    """The language (ISO 639-1) that an expression names."""
    code = expression.rpartition("/")[2].partition("@")[0]
    return next((short for short, long in LANGUAGES.items() if long == code), code)


def to_load(findings: Iterable[Finding]) -> dict[str, Counter[str]]:
    """For each country with unknowns: the kinds of law whose full text would answer them, with how many each takes
    part in.
    """
    wanted: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.status == "unknown":
            wanted.setdefault(finding.country, Counter()).update(finding.to_load)
    return wanted


def beside(
    findings: Sequence[Finding], cards: Iterable[RequirementCard], first: str, second: str
) -> tuple[Comparison, ...]:
    """Both countries on each of `cards` that was judged for both."""
    rows = (row for row in matrix(findings, cards) if first in row.cells and second in row.cells)
    return tuple(_compared(row.card, row.cells[first], row.cells[second]) for row in rows)


def _compared(card: RequirementCard, a: Finding, b: Finding) -> Comparison:
    keys = [key for key in dict.fromkeys([*a.values, *b.values]) if not card.compares or key in card.compares]
    values = {key: (a.values.get(key), b.values.get(key)) for key in keys if a.values.get(key) != b.values.get(key)}
    return Comparison(card, (a, b), values, tuple(finding.country for finding in (a, b) if finding.divergence))
