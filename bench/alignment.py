"""Alignment: how often the first counterpart is the right one, beside what plain likeness of words reaches on the same clauses; and how long it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from analysis.align import align
from analysis.model import Clause
from analysis.provisions import Tagged
from bench import Row, best, seconds
from tests import alignments

THOUSAND, CODES = 1.0, 6.0
SIZES = (2_000, 8_000)


def rows() -> Iterator[Row]:
    """First places on the treaties both ways, on two versions of one law and two forms of another; then seconds."""
    for ours, theirs in (("es", "en"), ("en", "es")):
        yield from _treaties(ours, theirs)
    for what, one, two in (
        ("old and new US title 18", "us/usc-title-18_older.txt", "us/usc-title-18_2023.md"),
        ("the Mexican code as PDF and as text", "mx/cpf.pdf", "mx/cpf_extracted.txt"),
    ):
        a, b = alignments.tagged(one), alignments.tagged(two)
        found, count = alignments.right(align(a, b), alignments.clauses(a, True), alignments.clauses(b, True))
        yield Row(f"First place right: articles of {what}", f"{found} of {count}", "all", found == count)
    yield from _speed()


def _treaties(ours: str, theirs: str) -> Iterator[Row]:
    a, b = alignments.pool(ours), alignments.pool(theirs, alignments.TREATIES[::-1])
    links = align(a, b)
    for units, name, target in ((True, "articles", 0.98), (False, "paragraphs and letters", 0.95)):
        one, two = alignments.clauses(a, units), alignments.clauses(b, units)
        found, count = alignments.right(links, one, two)
        yield Row(
            f"First place right: {name} of three treaties, {ours} to {theirs}",
            f"{found / count:.1%} of {count}",
            f"≥ {target:.0%}",
            found >= target * count,
        )
        for plain, by in (("RapidFuzz ratio alone", alignments.by_ratio), ("word TF-IDF alone", alignments.by_words)):
            yield Row(f"  {plain}", f"{by(one, two)[0] / count:.1%}")


def _speed() -> Iterator[Row]:
    mexico, canada = alignments.tagged("mx/cpf_extracted.txt"), alignments.tagged("ca/C-46-criminal-code_en.md")
    for what, a, b, limit in (
        ("Aligning two laws of 1,000 clauses", _first(mexico, 1_000), _first(mexico, 1_000, skip=500), THOUSAND),
        ("  across languages", _first(mexico, 1_000), _first(canada, 1_000), THOUSAND),
        ("Aligning the codes of Mexico and Canada", mexico, canada, CODES),
    ):
        taken = best(lambda a=a, b=b: align(a, b))  # type: ignore[misc]
        yield Row(what, f"{taken:.2f} s", f"≤ {limit:.0f} s", taken <= limit)
    taken = [seconds(lambda size=size: _search(canada, size)) for size in SIZES]  # type: ignore[misc]
    power = math.log(taken[1] / taken[0]) / math.log(SIZES[1] / SIZES[0])
    yield Row(
        "Growth of the search for candidates, 2,000 to 8,000 clauses",
        f"n^{power:.2f}",
        "≤ n log n (n^1.15)",
        power <= 1.15,
    )


def _search(law: Tagged, size: int) -> object:
    from analysis.align.space import Space
    from analysis.align.words import parts

    found = parts(_first(law, size))
    return Space(found, found).candidates()


def _first(law: Tagged, count: int, skip: int = 0) -> Tagged:
    """The law with `count` of its clauses only, each by itself."""
    flat = [replace(c, children=()) for top in law.clauses for c in top.walk() if c.text][skip : skip + count]
    kept: dict[str, Clause] = {clause.eid: clause for clause in flat}
    return replace(law, clauses=tuple(flat), annotations=tuple(a for a in law.annotations if a.eid in kept))
