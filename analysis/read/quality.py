"""How far a reading can be trusted: a grade from A to F, and the reasons for it.

Counted are gaps and repeats in the numbering of articles, articles that hang under one heading while others stand empty, empty
articles, and the share of the source's text that landed. A reason is a sentence that a drafter can check in the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from analysis.model import BASIC_UNITS, Clause, Document, Grade, Quality
from analysis.read.markers import base_number

_CONTAINERS = {"book", "part", "title", "subtitle", "chapter", "subchapter", "division", "subdivision", "subpart"}
_REPEALED = ("derog", "repeal", "abrog", "suprim", "anulad")


def graded(document: Document) -> Document:
    """`document` with its quality: the grade falls with each fault that is counted, and never rises above what coverage allows."""
    units = [clause for clause in document.walk() if clause.kind in BASIC_UNITS and _is_unit(clause)]
    own = [clause for clause in units if clause.eid.startswith(("art_", "sec_")) and "__qstr" not in clause.eid]
    faults = [*_numbering(own), *_headings(document, own), *_empty(own), *_size(document, own)]
    coverage = document.quality.coverage
    points = sum(weight for weight, _ in faults) + _uncovered(coverage)
    reasons = [reason for _, reason in faults]
    if coverage < 0.995:
        reasons.append(f"{coverage:.1%} of the source's characters landed in a clause, heading or note")
    twice = sum("stands twice" in warning and not warning.startswith("transitional") for warning in document.warnings)
    if twice:
        points += min(3.0, twice / max(len(own), 1) * 20)
        reasons.append(f"{twice} provisions share their number with another")
    return replace(
        document, quality=Quality(_grade(points, bool(own)), tuple(reasons or ["no fault found"]), len(own), coverage)
    )


def _is_unit(clause: Clause) -> bool:
    """Spanish "sección" is a container with the element name of the common-law unit: it holds articles."""
    return not any(child.kind in BASIC_UNITS for child in clause.children)


def _numbering(units: list[Clause]) -> list[tuple[float, str]]:
    numbers = [base_number(unit.number) for unit in units if base_number(unit.number)]
    if len(numbers) < 3:
        return []
    faults = []
    backwards = [b for a, b in pairwise(numbers) if b < a]
    if backwards:
        faults.append((min(3.0, 40 * len(backwards) / len(numbers)), f"numbers run backwards {len(backwards)} times, first at {backwards[0]}"))
    present = set(numbers)
    missing = [n for n in range(min(numbers), max(numbers)) if n not in present]
    if missing and len(missing) <= 3 * len(numbers):
        share = len(missing) / (len(missing) + len(present))
        shown = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
        faults.append((min(2.0, 10 * share), f"{len(missing)} numbers are missing: {shown}"))
    repeats = [number for number, times in Counter(unit.number for unit in units).items() if number and times > 1]
    if repeats:
        faults.append((min(3.0, 40 * len(repeats) / len(units)), f"{len(repeats)} numbers come twice, first {repeats[0]}"))
    return faults


def _headings(document: Document, units: list[Clause]) -> list[tuple[float, str]]:
    """Titles and chapters that hold nothing, while one holds most: headings torn from their articles."""
    holders = [c for c in document.walk() if c.kind in _CONTAINERS and not c.eid.startswith("transitional")]
    if len(holders) < 4:
        return []
    empty = [c for c in holders if not c.children and not c.text]
    fullest = max(sum(child.kind in BASIC_UNITS for child in c.children) for c in holders)
    faults = []
    if len(empty) > 0.3 * len(holders):
        faults.append((3.0, f"{len(empty)} of {len(holders)} titles and chapters hold no article"))
    if units and fullest > 0.7 * len(units) and len(units) > 20:
        faults.append((2.0, f"{fullest} of {len(units)} articles hang under one heading"))
    return faults


def _empty(units: list[Clause]) -> list[tuple[float, str]]:
    empty = [
        unit for unit in units
        if not unit.text and not unit.children and not any(word in (unit.heading + unit.text).lower() for word in _REPEALED)
    ]  # fmt: skip
    if not empty:
        return []
    shown = ", ".join(unit.number for unit in empty[:5])
    return [(min(2.0, 10 * len(empty) / len(units)), f"{len(empty)} articles have no text: {shown}")]


def _size(document: Document, units: list[Clause]) -> list[tuple[float, str]]:
    if not units:
        return [(5.0, "no article or section was found")]
    lengths = sorted(len(unit.full_text) for unit in units)
    if len(units) >= 5 and lengths[-1] > 0.5 * sum(lengths) and lengths[-1] > 20_000:
        return [(2.0, "one article holds more than half of the text: numbers were not seen, or it swallowed its neighbours")]
    if len(document.preamble) > 3 * sum(lengths) and len(document.preamble) > 20_000:
        return [(1.0, "most of the text stands before the first article")]
    return []


def _uncovered(coverage: float) -> float:
    return 0.0 if coverage >= 0.995 else min(4.0, (1 - coverage) * 40)


def _grade(points: float, any_units: bool) -> Grade:
    if not any_units:
        return "F"
    for grade, limit in (("A", 0.5), ("B", 1.25), ("C", 2.25), ("D", 3.5), ("E", 5.0)):
        if points <= limit:
            return grade  # type: ignore[return-value]
    return "F"
