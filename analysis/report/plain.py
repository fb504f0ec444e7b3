"""A report as plain data: the shape of `--json`, of `report.json`, and of findings in the cache."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.accuracy import Accuracy
from analysis.compare import Comparison, RequirementCard
from analysis.model import Annotation, Document, Evidence, Finding, Law, Problem, Report, Search, Snapshot

Record = dict[str, Any]


def report(found: Report, cards: Iterable[RequirementCard]) -> Record:
    """Snapshot, findings, the laws they rest on, the requirements, and what stood in the way."""
    return {
        "snapshot": snapshot(found.snapshot),
        "findings": [finding(each) for each in found.findings],
        "laws": [law(each) for each in found.laws],
        "requirements": [requirement(card) for card in cards],
        "problems": [problem(each) for each in found.problems],
    }


def snapshot(taken: Snapshot) -> Record:
    """The snapshot; its days as year-month-day."""
    return _record(taken)


def finding(found: Finding) -> Record:
    """The finding, with its fields under their own names."""
    return _record(found)


def finding_of(record: Mapping[str, Any]) -> Finding:
    """The finding that :func:`finding` wrote."""
    lists = {
        "evidence": tuple(Evidence(**item) for item in record["evidence"]),
        "searched": tuple(Search(item["law"], tuple(item["concepts"])) for item in record["searched"]),
        "missing": tuple(record["missing"]),
        "to_load": tuple(record["to_load"]),
    }
    return Finding(**{**record, **lists})


def requirement(card: RequirementCard) -> Record:
    """The requirement, with how often its verdicts were right; null where that was not measured."""
    return {**_record(card), "accuracy": accuracy(card.accuracy)}


def accuracy(found: Accuracy | None) -> Record | None:
    """In how many readings by hand the verdict was right, of which countries, and when that was measured."""
    return {"right": found.right, "readings": found.readings, **_record(found)} if found else None


def law(each: Law) -> Record:
    """What a reader must know of a text before trusting it: above all whether it is the law's own or a digest."""
    return {
        "law": each.expression,
        "country": each.country,
        "title": each.title,
        "short": each.short,
        "kind": each.kind,
        "text": each.text,
        "status": each.status,
        "version": each.version.isoformat() if each.version else None,
        "sources": list(each.sources),
        "sha256": each.sha256,
    }


def problem(each: Problem) -> Record:
    """The problem as one record."""
    return asdict(each)


def annotation(each: Annotation) -> Record:
    """The annotation, with its fields under their own names."""
    return _record(each)


def document(read: Document) -> Record:
    """A law that was read: its clauses flat and in document order, each with the eid of the clause above it."""
    clauses = []
    ahead = [(clause, "") for clause in reversed(read.clauses)]
    while ahead:
        clause, parent = ahead.pop()
        clauses.append(
            {
                "eid": clause.eid,
                "kind": clause.kind,
                "number": clause.number,
                "heading": clause.heading,
                "text": clause.text,
                "parent": parent or None,
            }
        )
        ahead.extend((child, clause.eid) for child in reversed(clause.children))
    return {
        "law": read.law.expression,
        "clauses": clauses,
        "quality": asdict(read.quality),
        "warnings": list(read.warnings),
    }


def comparison(each: Comparison) -> Record:
    """Two countries on one requirement, each under its code."""
    first, second = (found.country for found in each.findings)
    return {
        "requirement": each.card.id,
        "standard": each.card.standard,
        "same": each.same,
        "diverging": list(each.diverging),
        "values": _sound({key: {first: a, second: b} for key, (a, b) in each.values.items()}),
        "findings": {found.country: finding(found) for found in each.findings},
    }


def _record(thing: Any) -> Record:
    """A frozen record as a mapping."""
    return {name: _sound(value) for name, value in asdict(thing).items()}


def _sound(value: Any) -> Any:
    """`value` with what JSON has no word for put into words: dates as ISO 8601, sets and tuples as lists, infinity as
    null.
    """
    if isinstance(value, Mapping):
        return {str(key): _sound(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sound(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(map(_sound, value))
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
