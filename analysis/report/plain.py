"""A report as plain data: the shape of `--json`, of `report.json`, and of findings in the cache."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.accuracy import Accuracy
from analysis.changes import Changes, FindingChange
from analysis.compare import Comparison, RequirementCard
from analysis.criminality import Criminality
from analysis.divergence import Divergence, Group, Nearness, Proportion
from analysis.model import (
    LANGUAGES,
    Annotation,
    Document,
    Evidence,
    Finding,
    Law,
    Observed,
    Problem,
    Report,
    Search,
    Snapshot,
)

if TYPE_CHECKING:
    from analysis.align import Link
    from analysis.align.redline import ArticleDiff
    from analysis.draft import Checked

Record = dict[str, Any]


def report(found: Report, cards: Iterable[RequirementCard], changed: Changes | None = None) -> Record:
    """Snapshot, findings, the laws they rest on, the articles that are cited, the requirements, what stood in the way, and
    what changed since an earlier snapshot, where one is given.
    """
    record = {
        "snapshot": snapshot(found.snapshot),
        "findings": [finding(each) for each in found.findings],
        "laws": [law(each) for each in found.laws],
        "places": {law: dict(places) for law, places in found.places.items()},
        "requirements": [requirement(card) for card in cards],
        "problems": [problem(each) for each in found.problems],
    }
    return {**record, "changes": changes(changed)} if changed else record


def report_of(record: Mapping[str, Any]) -> tuple[Report, tuple[RequirementCard, ...]]:
    """The report that :func:`report` wrote, and the requirements it asked; what only other versions of the program write
    is left out. Raises KeyError, TypeError or ValueError for anything else.
    """
    taken = {**record["snapshot"]}
    days = {name: date.fromisoformat(taken[name]) for name in ("as_of", "created")}
    found = Report(
        Snapshot(**_fields(Snapshot, {**taken, **days})),
        tuple(map(finding_of, record["findings"])),
        tuple(map(_law_of, record["laws"])),
        tuple(Problem(**_fields(Problem, each)) for each in record["problems"]),
        record.get("places", {}),
    )
    return found, tuple(map(_requirement_of, record["requirements"]))


def _law_of(record: Mapping[str, Any]) -> Law:
    """The law as far as the record tells it; where its file lies it does not."""
    work, _, rest = record["law"].rpartition("/")
    spoken = rest.partition("@")[0]
    return Law(
        work=work,
        language=next((short for short, code in LANGUAGES.items() if code == spoken), spoken),
        file=Path(),
        version=date.fromisoformat(record["version"]) if record["version"] else None,
        sources=tuple(record["sources"]),
        **{name: record[name] for name in ("country", "title", "short", "kind", "text", "status", "sha256")},
    )


def _requirement_of(record: Mapping[str, Any]) -> RequirementCard:
    lists = {name: tuple(record[name]) for name in ("source", "compares")}
    return RequirementCard(**{**_fields(RequirementCard, record), **lists, "accuracy": _accuracy_of(record)})


def _accuracy_of(record: Mapping[str, Any]) -> Accuracy | None:
    said = record.get("accuracy")
    if not said:
        return None
    countries, differing = tuple(said["countries"]), tuple(said["differing"])
    return Accuracy(countries, differing, date.fromisoformat(said["measured"]), said["program"])


def _fields(kind: Any, record: Mapping[str, Any]) -> Record:
    known = {field.name for field in fields(kind)}
    return {name: value for name, value in record.items() if name in known}


def changes(changed: Changes) -> Record:
    """What changed since an earlier snapshot: a null stands where there was, or is, nothing."""
    return {
        "since": snapshot(changed.since),
        "inputs": list(changed.inputs),
        "compared": changed.compared,
        "countries": {"came": list(changed.came), "went": list(changed.went)},
        "findings": [_finding_change(each) for each in changed.findings],
        "laws": [_sides(each.before, each.after, law) for each in changed.laws],
        "requirements": [_sides(each.before, each.after, requirement) for each in changed.requirements],
    }


def disagreements(found: Changes) -> list[Record]:
    """Where a digest and the text that takes its place answer otherwise: status, values, what is missing, and the articles cited."""
    return [
        {
            "country": each.after.country,
            "standard": each.after.standard,
            "requirement": each.after.requirement,
            "digest": _answer(each.before),
            "text": _answer(each.after),
        }
        for each in found.findings
    ]


def _answer(found: Finding) -> Record:
    articles = dict.fromkeys((item.law, item.eid) for item in found.evidence)
    return {
        "status": found.status,
        "values": dict(found.values),
        "missing": list(found.missing),
        "articles": [{"law": law, "eid": eid} for law, eid in articles],
    }


def _finding_change(change: FindingChange) -> Record:
    return {
        "country": change.after.country,
        "standard": change.after.standard,
        "requirement": change.after.requirement,
        "changed": list(change.parts),
        "before": finding(change.before),
        "after": finding(change.after),
    }


def _sides(before: Any, after: Any, written: Callable[[Any], Record]) -> Record:
    return {"before": written(before) if before else None, "after": written(after) if after else None}


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
        "observations": tuple(Observed(**item) for item in record.get("observations", ())),
    }
    return Finding(**{**_fields(Finding, record), **lists})


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
    """The problem as one record, without the folders of the machine that it arose on."""
    return {**asdict(each), "where": each.place}


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


def divergence(each: Divergence) -> Record:
    """One value across countries; a range is ``{"low", "high", "also"}``."""
    return {**_under(each.card), **_without(each, "card", "name"), "value": each.name}


def proportion(each: Proportion) -> Record:
    """What one country has more of for one requirement than for the one it is held against."""
    return {**_under(each.card), **_without(each, "card")}


def nearness(each: Nearness) -> Record:
    """How near two countries are: 0 to 1, or null."""
    return _record(each)


def group(each: Group) -> Record:
    """Countries that answer alike, and what separates them."""
    traits = [{**_under(trait.card), **_without(trait, "card", "name"), "value": trait.name} for trait in each.traits]
    return {"countries": list(each.countries), "traits": traits}


def criminality(each: Criminality) -> Record:
    """One conduct in two countries, with both penalties."""
    codes = [found.country for found in each.findings]
    return {
        **_under(each.card),
        "answer": each.answer,
        "penalties": _sound(dict(zip(codes, each.penalties, strict=True))),
        "measured": each.measured,
        "thresholds": [{"years": t.years, "source": t.source, "reached": told} for t, told in each.reached.items()],
        "findings": {found.country: finding(found) for found in each.findings},
    }


def checked(each: Checked, cards: Iterable[RequirementCard]) -> Record:
    """A draft that was checked: what it does to each requirement, its articles and its faults."""
    standards = {card.id: card.standard for card in cards}
    return {
        "draft": {**law(each.draft.law), "language": each.draft.law.language, "quality": asdict(each.draft.quality)},
        "country": each.draft.law.country,
        "replaces": each.replaces or None,
        "counts": each.counts,
        "changes": [
            {
                "requirement": change.requirement,
                "standard": standards.get(change.requirement, ""),
                "effect": change.effect,
                "before": finding(change.before),
                "after": finding(change.after),
                "neighbours": {"met": list(change.meeting), "told": change.told},
                "models": [finding(model) for model in change.models],
            }
            for change in each.changes
        ],
        "clauses": [{"eid": eid, "requirements": list(names)} for eid, names in each.clauses.items()],
        "faults": [_record(fault) for fault in each.faults],
    }


def _under(card: RequirementCard) -> Record:
    return {"requirement": card.id, "standard": card.standard}


def _without(thing: Any, *names: str) -> Record:
    return {each.name: _sound(getattr(thing, each.name)) for each in fields(thing) if each.name not in names}


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
    return {name: _sound(getattr(thing, name)) for name in _names(thing.__class__)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


_PLAIN = frozenset((str, int, bool, type(None)))
"""What JSON has as it is; nearly all values are, so they are told first."""


def _sound(value: Any) -> Any:
    """`value` with what JSON has no word for put into words: records as mappings, dates as ISO 8601, sets and tuples as lists,
    infinity as null.
    """
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value):
        return _record(value)
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


def link(found: Link) -> Record:
    """A clause and its counterpart, as the command `align` prints them."""
    return {"a": found.a, "b": found.b, "score": found.score, "why": [asdict(reason) for reason in found.why]}


def article_diff(found: ArticleDiff) -> Record:
    """An article of two laws with its words, as the command `diff` prints it."""
    return {
        "a": found.base.eid if found.base else None, "b": found.other.eid if found.other else None, "state": found.state, "moved": found.moved,
        "segments": [asdict(segment) for segment in found.segments], "why": [asdict(reason) for reason in found.why],
    }  # fmt: skip
