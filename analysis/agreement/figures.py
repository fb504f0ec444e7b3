"""Coefficients of agreement, each 1 − observed / expected disagreement, with a 95 % interval; or why there is none.

Intervals are percentiles of 1,000 resamples of the clauses, drawn with replacement within each law under a fixed seed: the bootstrap that
A. Zapf and others recommend for kappa and alpha (BMC Medical Research Methodology 16:93, 2016).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Why = Literal["", "one person", "no overlap", "one value", "no words", "several people"]
Span = tuple[int, int]

RESAMPLES, SEED = 1000, 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient, at most 1; 0 is what chance gives. `low` and `high` are None for fewer than two clauses. Without a `value`, `why` says
    what stands in the way: only one person, no clause that two finished, one value only, no words tagged, or more people than two.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why = ""


def resamples(laws: Sequence[Hashable], most: int = RESAMPLES) -> Array:
    """How often each clause counts, given the law of each: once in the first row; in each further one as the draw has it."""
    rows = np.ones((most + 1, len(laws)))
    draw = np.random.default_rng(SEED)
    for law in dict.fromkeys(laws):
        own = [at for at, each in enumerate(laws) if each == law]
        rows[1:, own] = draw.multinomial(len(own), np.full(len(own), 1 / len(own)), most)
    return rows


def alpha(values: Mapping[tuple[int, tuple[Any, ...]], int], weights: Array) -> Figure:
    """Krippendorff's alpha for nominal values, of any number of people and with values missing.

    `values` counts, by clause (a column of `weights`), the units that have these values, one of each person who gave one.
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    known = _numbered(value for _, given in values for value in given)
    sums = np.zeros((weights.shape[1], 1 + len(known)))
    for (clause, given), times in values.items():
        many, own = len(given), Counter(given)
        if many < 2:
            continue
        sums[clause, 0] += times * (many**2 - sum(count**2 for count in own.values())) / (many - 1)
        for value, count in own.items():
            sums[clause, 1 + known[value]] += times * count
    observed, totals = _split(weights @ sums, 1)
    whole = totals.sum(axis=1)
    expected = (whole**2 - (totals**2).sum(axis=1)) / np.maximum(whole - 1, 1)
    return _figure(observed[:, 0], expected, "one value" if whole[0] else "no overlap", weights)


def kappa(values: Mapping[tuple[int, tuple[Any, ...]], int], weights: Array) -> Figure:
    """Cohen's kappa of two people; `values` as for :func:`alpha`, the first person's value first.

    J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960) 37-46.
    """
    known = _numbered(value for _, given in values for value in given)
    sums = np.zeros((weights.shape[1], 1 + 2 * len(known)))
    for (clause, (one, other)), times in values.items():
        sums[clause, 0] += times * (one != other)
        sums[clause, 1 + known[one]] += times
        sums[clause, 1 + len(known) + known[other]] += times
    differing, ones, others = _split(weights @ sums, 1, 1 + len(known))
    whole = np.maximum(ones.sum(axis=1), 1)
    expected = whole - (ones * others).sum(axis=1) / whole
    return _figure(differing[:, 0], expected, "one value" if values else "no overlap", weights)


def disagreement(one: Sequence[Sequence[Span]], other: Sequence[Sequence[Span]], lengths: Sequence[int], weights: Array) -> tuple[Array, Array]:  # fmt: skip
    """How far two people's spans of one concept differ, and would by chance, in squared characters, for each row of `weights`.

    `one` and `other` have each person's spans, clause by clause, in order and without overlaps; `lengths` the clauses' characters.
    A gap ends with its clause, as no span runs over. K. Krippendorff, Measuring the Reliability of Qualitative Text Analysis Data,
    Quality & Quantity 38 (2004) 787-800.
    """
    between = np.array([_between(*both) for both in zip(one, other, strict=True)], dtype=float)
    long = np.array(lengths, dtype=float)
    units = [(at, end - start) for spans in (one, other) for at, own in enumerate(spans) for start, end in own]
    gaps = [(at, gap) for spans in (one, other) for at, own in enumerate(spans) for gap in _gaps(own, lengths[at])]
    if not units:
        return np.zeros(len(weights)), np.zeros(len(weights))
    where, size = np.array([at for at, _ in units]), np.array([length for _, length in units], dtype=float)
    counts = weights[:, where]
    room = _room(gaps, size, len(lengths))
    pairs = (counts.sum(axis=1) - 1) / 3 * (counts @ (2 * size**3 - 3 * size**2 + size))
    in_gaps = ((counts * size**2) * (weights @ room)).sum(axis=1)
    whole = np.maximum(weights @ long, 1)
    among = 2 * whole * (2 * whole - 1) - counts @ (size * (size - 1))
    return weights @ between, 2 * whole * (pairs + in_gaps) / np.maximum(among, 1)


def spans(terms: Sequence[tuple[Array, Array]], weights: Array) -> Figure:
    """Krippendorff's alpha for spans ("unitizing") from what :func:`disagreement` gave for each concept and pair of people.

    Pairs are added up since the coefficient of 2004 misbehaves with more than two people (K. Krippendorff, Y. Mathet, S. Bouvry and
    A. Widlöcher, On the Reliability of Unitizing Textual Continua, Quality & Quantity 50, 2016).
    """
    observed, expected = np.zeros(len(weights)), np.zeros(len(weights))
    for differing, by_chance in terms:
        observed += differing
        expected += by_chance
    return _figure(observed, expected, "no words", weights)


def _numbered(values: Iterable[Any]) -> dict[Any, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _split(sums: Array, *at: int) -> list[Array]:
    return np.split(sums, at, axis=1)


def _figure(observed: Array, expected: Array, why: Why, weights: Array) -> Figure:
    if not expected[0] > 0:
        return Figure(why=why)
    sound = expected > 0
    found = 1 - observed[sound] / expected[sound]
    if weights.shape[1] < 2 or sound.sum() - 1 < (len(weights) - 1) / 2 or len(found) < 2:
        return Figure(float(found[0]))
    low, high = np.quantile(found[1:], (0.025, 0.975))
    return Figure(float(found[0]), float(low), float(high))


def _between(one: Sequence[Span], other: Sequence[Span]) -> int:
    """The squared distances of all spans of two people in a clause: of two that overlap between their ends, of one in a gap its length."""
    both = [(a, b) for a in one for b in other if a[0] < b[1] and b[0] < a[1]]
    overlapping = sum((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in both)
    alone = {*one} - {a for a, _ in both}, {*other} - {b for _, b in both}
    return overlapping + sum((end - start) ** 2 for own in alone for start, end in own)


def _gaps(own: Sequence[Span], length: int) -> list[int]:
    ends = [0, *(end for _, end in own)]
    starts = [*(start for start, _ in own), length]
    return [start - end for end, start in zip(ends, starts, strict=True) if start > end]


def _room(gaps: Sequence[tuple[int, int]], size: Array, clauses: int) -> Array:
    """In how many places of the gaps of each clause a span of each size fits."""
    where, wide = np.array([at for at, _ in gaps], dtype=int), np.array([gap for _, gap in gaps], dtype=float)
    fits = np.maximum(wide[:, None] - size[None, :] + 1, 0)
    room = np.zeros((clauses, len(size)))
    np.add.at(room, where, fits)
    return room
