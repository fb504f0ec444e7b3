"""How far the laws of several countries lie apart: the values of each requirement with their spread, majority, outliers and
the treaty's line; what one country punishes above what; how near two countries are, and which form groups.

What is unknown is never compared: it makes nobody alike and nobody different.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean, median, quantiles
from typing import Any, Literal

from analysis.compare import RequirementCard, Row
from analysis.model import Finding, Status

ValueKind = Literal["years", "days", "list", "word"]

FEWEST_FOR_FENCES = 5
"""Numbers from which Tukey's fences (1.5 times the distance between the quartiles) say something."""
FEWEST_COMPARED = 10
"""Answers that two countries must share before anything is said of how near they are."""
FEWEST_FOR_MAJORITY = 3
TELLING = 0.5
"""By how much more often a group must have an answer than all others for it to be named as what separates it."""
MOST_TRAITS = 4

_DAYS = {"days": 1, "months": 30}
"""A month counts as thirty days, which statutes that say neither leave open; charts say so."""
_STEPS: Mapping[Status, float] = {"met": 1.0, "partial": 0.5, "absent": 0.0, "contrary": 0.0}


@dataclass(frozen=True, slots=True)
class Divergence:
    """One value of one requirement across countries, as a chart can draw it.

    ``kind`` is ``years`` or ``days`` (each of ``values`` is ``{"low", "high", "also"}``, either end None where the law sets
    none, ``also`` names what stands beside it, as ``life``), ``list`` (a tuple of names) or ``word`` (one name).
    ``silent`` are the countries without the value. ``spread`` is the least and the greatest number, ``middle`` their
    median. ``majority`` is what more than half have: a word, or those items of the lists; ``outliers`` those that
    stand apart from it. ``line`` is what the treaty says of it (``{"at_least" | "is": …, "source": …}``), ``short`` the countries
    that do not reach it.
    """

    card: RequirementCard
    name: str
    kind: ValueKind
    values: Mapping[str, Any]
    silent: tuple[str, ...] = ()
    spread: tuple[float, float] | None = None
    middle: float | None = None
    majority: tuple[str, ...] = ()
    outliers: tuple[str, ...] = ()
    line: Mapping[str, Any] = field(default_factory=dict)
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proportion:
    """Two offences of one country held against one another, as the standards ask: ``card``'s value is above the other's."""

    country: str
    card: RequirementCard
    against: str
    name: str
    value: float
    other: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """How alike two countries answer, from 0 to 1, over ``compared`` answers that both give; None where those are too few."""

    pair: tuple[str, str]
    alike: float | None
    compared: int


@dataclass(frozen=True, slots=True)
class Trait:
    """An answer that a group has and others have less: ``inside`` and ``outside`` are (how many have it, how many can tell).

    ``name`` is the value, empty for the verdict; ``answer`` is the status, the word, or an item of the list.
    """

    card: RequirementCard
    name: str
    answer: str
    inside: tuple[int, int]
    outside: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Countries that answer alike, and what separates them from the others, the most telling first."""

    countries: tuple[str, ...]
    traits: tuple[Trait, ...] = ()


# ---- values --------------------------------------------------------------------------------------------------------


def divergences(rows: Iterable[Row]) -> tuple[Divergence, ...]:
    """Every value of every row that two countries or more have, in the order of the rows."""
    found = (_divergence(row, *series) for row in rows for series in _series(row))
    return tuple(each for each in found if len(each.values) > 1)


def _series(row: Row) -> list[tuple[str, ValueKind, dict[str, Any]]]:
    """The values of a row by name: minimum and maximum make one range, and so do days and months."""
    plain: dict[str, dict[str, Any]] = {}
    years: dict[str, Any] = {}
    days: dict[str, Any] = {}
    for code, finding in row.cells.items():
        values = finding.values
        if {"min_years", "max_years", "life"} & values.keys():
            years[code] = _range(
                values.get("min_years"), values.get("max_years"), values, ("life", "fine", "alternative")
            )
        if span := _span(values):
            days[code] = _range(*span, values, ("business", "renewable"))
        for name, value in values.items():
            if isinstance(value, str | list | tuple):
                plain.setdefault(name, {})[code] = value if isinstance(value, str) else tuple(value)
    ranges: list[tuple[str, ValueKind, dict[str, Any]]] = [("penalty", "years", years), ("time-span", "days", days)]
    found = [each for each in ranges if each[2]]
    return [*found, *((name, _kind(values), values) for name, values in plain.items())]


def _kind(values: Mapping[str, Any]) -> ValueKind:
    return "list" if any(isinstance(value, tuple) for value in values.values()) else "word"


def _range(low: float | None, high: float | None, values: Mapping[str, Any], also: Sequence[str]) -> dict[str, Any]:
    return {"low": low, "high": high, "also": tuple(name for name in also if values.get(name))}


def _span(values: Mapping[str, Any]) -> tuple[float | None, float | None] | None:
    for unit, days in _DAYS.items():
        if unit in values:
            return values[unit] * days, values[unit] * days
        ends = [values.get(f"{unit}_{end}") for end in ("min", "max")]
        if ends != [None, None]:
            low, high = (None if end is None else end * days for end in ends)
            return low, high
    return None


def _divergence(row: Row, name: str, kind: ValueKind, values: dict[str, Any]) -> Divergence:
    line = _line(row.card, kind, name)
    more: dict[str, Any] = _numbers(values) if kind in ("years", "days") else _names(values, kind)
    silent = tuple(code for code in row.cells if code not in values)
    return Divergence(row.card, name, kind, values, silent, line=line, short=_short(values, kind, line), **more)


def _line(card: RequirementCard, kind: ValueKind, name: str) -> Mapping[str, Any]:
    """What the treaty says of the value: of a range, of its upper end."""
    ends = {"years": ("max_years",), "days": tuple(_DAYS)}.get(kind, (name,))
    return next((card.lines[end] for end in ends if end in card.lines), {})


def _short(values: Mapping[str, Any], kind: ValueKind, line: Mapping[str, Any]) -> tuple[str, ...]:
    if "at_least" in line and kind in ("years", "days"):
        least = line["at_least"]
        return tuple(
            c for c, v in values.items() if "life" not in v["also"] and v["high"] is not None and v["high"] < least
        )
    if "is" in line:
        return tuple(code for code, value in values.items() if value != line["is"])
    return ()


def _numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    top = {code: v["high"] if v["high"] is not None else v["low"] for code, v in values.items()}
    known = {code: number for code, number in top.items() if number is not None}
    ends = [end for v in values.values() for end in (v["low"], v["high"]) if end is not None]
    if not known:
        return {}
    return {"spread": (min(ends), max(ends)), "middle": median(known.values()), "outliers": _outside(known)}


def _outside(known: Mapping[str, float]) -> tuple[str, ...]:
    """Those beyond Tukey's fences (J. W. Tukey, Exploratory Data Analysis, 1977)."""
    if len(known) < FEWEST_FOR_FENCES:
        return ()
    first, _, third = quantiles(known.values(), n=4, method="inclusive")
    reach = 1.5 * (third - first)
    return tuple(code for code, number in known.items() if not first - reach <= number <= third + reach)


def _names(values: Mapping[str, Any], kind: ValueKind) -> dict[str, Any]:
    if len(values) < FEWEST_FOR_MAJORITY:
        return {}
    held = {code: {value} if isinstance(value, str) else set(value) for code, value in values.items()}
    counts = Counter(name for names in held.values() for name in names)
    majority = tuple(sorted(name for name, n in counts.items() if n * 2 > len(values)))
    if kind == "word":
        apart = [code for code, names in held.items() if majority and not names & set(majority)]
        alone = tuple(apart) if len(apart) == 1 else ()
        return {"majority": majority, "outliers": alone}
    lacking = [code for code, names in held.items() if majority and not names & set(majority)]
    return {"majority": majority, "outliers": tuple(lacking)}


def proportions(rows: Iterable[Row]) -> tuple[Proportion, ...]:
    """Where a country has more for one requirement than for the one that the standards hold it against."""
    by_id = {row.card.id: row for row in rows}
    found = []
    for row in by_id.values():
        if (rule := row.card.not_above) and (other := by_id.get(rule["requirement"])):
            name = rule["value"]
            for code, finding in row.cells.items():
                mine, theirs = finding.values.get(name), _value(other.cells.get(code), name)
                if mine is not None and theirs is not None and mine > theirs:
                    found.append(Proportion(code, row.card, other.card.id, name, mine, theirs))
    return tuple(found)


def _value(finding: Finding | None, name: str) -> Any:
    return finding.values.get(name) if finding is not None and not finding.values.get("life") else None


# ---- nearness and groups -------------------------------------------------------------------------------------------


def nearness(rows: Sequence[Row]) -> tuple[Nearness, ...]:
    """Every two countries. What both answer counts one each: a verdict 1 where it is the same, a half where one of them is
    partial; a number the lesser through the greater; a list what both name through what either names; a word 1 or 0.
    """
    countries = list(dict.fromkeys(code for row in rows for code in row.cells))
    return tuple(_near(rows, a, b) for a, b in combinations(countries, 2))


def _near(rows: Iterable[Row], a: str, b: str) -> Nearness:
    scores = [
        score for row in rows if a in row.cells and b in row.cells for score in _scores(row.cells[a], row.cells[b])
    ]
    return Nearness((a, b), fmean(scores) if len(scores) >= FEWEST_COMPARED else None, len(scores))


def _scores(a: Finding, b: Finding) -> Iterable[float]:
    if "unknown" in (a.status, b.status):
        return
    contrary = [finding.status for finding in (a, b)].count("contrary")
    yield 0.0 if contrary == 1 else 1 - abs(_STEPS[a.status] - _STEPS[b.status])
    for name in a.values.keys() & b.values.keys():
        yield _likeness(a.values[name], b.values[name])


def _likeness(a: Any, b: Any) -> float:
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(set(a) & set(b)) / len(set(a) | set(b)) if a or b else 1.0
    if isinstance(a, int | float) and isinstance(b, int | float) and not isinstance(a, bool) and max(a, b) > 0:
        return min(a, b) / max(a, b)
    return float(a == b)


def groups(rows: Sequence[Row]) -> tuple[Group, ...]:
    """Countries that answer alike, the largest group first; a country that can be compared with none, or is near to none,
    stands alone.

    The two nearest groups are joined, by the mean over those of their pairs that can be compared (average linkage, R. R.
    Sokal and C. D. Michener 1958), until none are nearer than two countries are on average. A library's clustering wants every distance,
    and the unknown ones would have to be made up.
    """
    near = {frozenset(each.pair): each.alike for each in nearness(rows) if each.alike is not None}
    parts = _joined([(code,) for code in dict.fromkeys(code for row in rows for code in row.cells)], near)
    return tuple(Group(part, _traits(rows, part)) for part in sorted(parts, key=lambda part: (-len(part), part)))


def _joined(parts: list[tuple[str, ...]], near: Mapping[frozenset[str], float]) -> list[tuple[str, ...]]:
    usual = fmean(near.values()) if near else 1.0
    while len(parts) > 1:
        likeness, a, b = max(((_mean(a, b, near), a, b) for a, b in combinations(parts, 2)), key=lambda each: each[0])
        if likeness <= usual:
            break
        parts = [part for part in parts if part not in (a, b)] + [tuple(sorted(a + b))]
    return parts


def _mean(a: Sequence[str], b: Sequence[str], near: Mapping[frozenset[str], float]) -> float:
    known = [near[pair] for x in a for y in b if (pair := frozenset((x, y))) in near]
    return fmean(known) if known else 0.0


def _traits(rows: Iterable[Row], part: Sequence[str]) -> tuple[Trait, ...]:
    if len(part) < 2:
        return ()
    found = [trait for row in rows for trait in _of_row(row, part) if _weight(trait) >= TELLING and trait.inside[0] > 1]
    best: dict[str, Trait] = {}
    for trait in sorted(found, key=lambda trait: (-_weight(trait), trait.card.code, trait.name, trait.answer)):
        best.setdefault(trait.card.id, trait)
    return tuple(best.values())[:MOST_TRAITS]


def _weight(trait: Trait) -> float:
    (here, of), (there, others) = trait.inside, trait.outside
    return here / of - there / others if of and others else 0.0


def _of_row(row: Row, part: Sequence[str]) -> Iterable[Trait]:
    told: dict[str, set[str]] = {
        code: {finding.status} for code, finding in row.cells.items() if finding.status != "unknown"
    }
    yield from _shares(row.card, "", told, part)
    for name, kind, values in _series(row):
        if kind in ("word", "list"):
            held = {code: {value} if isinstance(value, str) else set(value) for code, value in values.items()}
            yield from _shares(row.card, name, held, part)


def _shares(card: RequirementCard, name: str, held: Mapping[str, set[str]], part: Sequence[str]) -> Iterable[Trait]:
    inside = [held[code] for code in held if code in part]
    outside = [held[code] for code in held if code not in part]
    for answer in sorted({answer for each in inside for answer in each}):
        yield Trait(card, name, answer, _counted(inside, answer), _counted(outside, answer))


def _counted(held: Sequence[set[str]], answer: str) -> tuple[int, int]:
    return sum(answer in each for each in held), len(held)
