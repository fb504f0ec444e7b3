"""Double criminality: which conduct is an offence in both of two countries, with both penalties.

Extradition turns on it (UNTOC article 16(1)), and mutual legal assistance may (article 18(9)). The requirements that ask for an offence say
so in the standards; what the loaded texts cannot tell stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from analysis.compare import RequirementCard, matrix
from analysis.library import ANNOTATIONS
from analysis.model import Finding

Answer = Literal["both", "in part", "one", "neither", "unknown"]
THRESHOLDS = ANNOTATIONS / "thresholds.yaml"
PENALTY = ("min_years", "max_years", "life", "fine", "alternative")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A maximum penalty, in years, that treaties on extradition ask for, and which treaty."""

    years: float
    source: str


@dataclass(frozen=True, slots=True)
class Criminality:
    """One conduct in two countries. ``answer`` is ``in part`` where a law punishes only part of what the treaty means.

    ``penalties`` are those of the findings' countries, None where the texts do not tell or nobody records it. ``reached`` says
    of each threshold whether both maxima do; None where that cannot be told. ``measured`` tells that the penalties are those of the offence
    by which this conduct's own is measured, as an attempt's; then nothing is said of thresholds.
    """

    card: RequirementCard
    findings: tuple[Finding, Finding]
    answer: Answer
    penalties: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None] = (None, None)
    reached: Mapping[Threshold, bool | None] = field(default_factory=dict)
    measured: bool = False


def double_criminality(
    findings: Sequence[Finding], cards: Sequence[RequirementCard], first: str, second: str
) -> tuple[Criminality, ...]:
    """Each conduct that `cards` ask to be an offence, in the countries `first` and `second` (ISO 3166 codes)."""
    cells = {row.card.id: row.cells for row in matrix(findings, cards)}
    return tuple(
        _criminality(card, cells, (first, second))
        for card in cards
        if card.conduct is not None and {first, second} <= cells[card.id].keys()
    )


def _criminality(
    card: RequirementCard, cells: Mapping[str, Mapping[str, Finding]], pair: tuple[str, str]
) -> Criminality:
    a, b = (cells[card.id][code] for code in pair)
    answer = _answer(a, b)
    if answer not in ("both", "in part"):
        return Criminality(card, (a, b), answer)
    conduct = card.conduct or {}
    measured = bool(conduct.get("measured_by"))
    recorded = cells.get(conduct["measured_by"] if measured else conduct.get("penalty_in", ""), {})
    one, two = (_penalty(recorded.get(code)) for code in pair)
    told = (one or two) and not measured
    reached = {threshold: _reach((one, two), threshold.years) for threshold in thresholds()} if told else {}
    return Criminality(card, (a, b), answer, (one, two), reached, measured)


def _answer(a: Finding, b: Finding) -> Answer:
    statuses = (a.status, b.status)
    if "unknown" in statuses:
        return "unknown"
    offences = [status in ("met", "partial") for status in statuses]
    if all(offences):
        return "in part" if "partial" in statuses else "both"
    return "one" if any(offences) else "neither"


def _penalty(finding: Finding | None) -> Mapping[str, Any] | None:
    values = {name: finding.values[name] for name in PENALTY if name in finding.values} if finding else {}
    return values or None


def _reach(penalties: Sequence[Mapping[str, Any] | None], years: float) -> bool | None:
    tops = [_top(penalty) for penalty in penalties]
    if any(top is not None and top < years for top in tops):
        return False
    return None if None in tops else True


def _top(penalty: Mapping[str, Any] | None) -> float | None:
    if penalty is None:
        return None
    return float("inf") if penalty.get("life") else penalty.get("max_years")


@lru_cache(maxsize=1)
def thresholds() -> tuple[Threshold, ...]:
    """The usual thresholds, the lowest first."""
    import yaml

    entries = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8"))
    found = (Threshold(float(e["years"]), f"{e['source']['instrument']} {e['source']['article']}") for e in entries)
    return tuple(sorted(found, key=lambda each: each.years))
