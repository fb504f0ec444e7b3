"""How far a reading can be trusted: a grade from A to F, and the reasons for it.

Counted are gaps and repeats in the numbering of articles, headings that stand empty while one holds most, empty
articles, and the share of the source's text that landed. A reason is a sentence that a drafter can check in the
file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from analysis.model import BASIC_UNITS, Clause, Document, Grade, Quality
from analysis.read.markers import base_number

_CONTAINERS = {"book", "part", "title", "subtitle", "chapter", "subchapter", "division", "subdivision", "subpart"}
_REPEALED = ("derog", "repeal", "abrog", "suprim", "anulad")
_WHOLE = 0.995
_JUMP = 15
_LIMITS: tuple[tuple[Grade, float], ...] = (("A", 0.5), ("B", 1.25), ("C", 2.25), ("D", 3.5), ("E", 5.0))

Fault = tuple[float, str]
"""What a fault takes from the grade, in points, and the reason in words."""


def graded(document: Document) -> Document:
    """`document` with its quality: each fault that is counted lowers the grade from A."""
    clauses = list(document.walk())
    units = [clause for clause in clauses if clause.kind in BASIC_UNITS and _is_unit(clause)]
    own = [clause for clause in units if clause.eid.startswith(("art_", "sec_")) and "__qstr" not in clause.eid]
    excerpt = document.law.text == "excerpt"
    faults = [
        *_numbering(own, excerpt=excerpt),
        *_headings(clauses),
        *_empty(own),
        *_size(document, own),
        *_twice(document, own),
        *_lost(document),
    ]
    points = sum(weight for weight, _ in faults)
    reasons = tuple(reason for _, reason in faults) or ("no fault found",)
    return replace(
        document, quality=Quality(_grade(points) if own else "F", reasons, len(own), document.quality.coverage)
    )


def _is_unit(clause: Clause) -> bool:
    """Spanish "sección" is a container with the element name of the common-law unit: it holds articles."""
    return not any(child.kind in BASIC_UNITS for child in clause.children)


def _numbering(units: list[Clause], *, excerpt: bool) -> Iterator[Fault]:
    numbers = [number for unit in units if (number := base_number(unit.number))]
    if len(numbers) < 3:
        return
    backwards = [after for before, after in pairwise(numbers) if after < before]
    if backwards:
        weight = min(3.0, 40 * len(backwards) / len(numbers))
        yield weight, f"numbers run backwards {len(backwards)} times, first at {backwards[0]}"
    yield from _gaps(sorted(set(numbers)), excerpt=excerpt)
    repeats = [number for number, times in Counter(unit.number for unit in units).items() if number and times > 1]
    if repeats:
        yield min(3.0, 40 * len(repeats) / len(units)), f"{len(repeats)} numbers come twice, first {repeats[0]}"


def _gaps(present: list[int], *, excerpt: bool) -> Iterator[Fault]:
    """Numbers between the first and the last that no article has. Many in a row were never there: reserved, or left
    out.
    """
    gaps = [range(before + 1, after) for before, after in pairwise(present) if after > before + 1]
    if excerpt or not gaps:
        return
    missing = [number for gap in gaps if len(gap) <= _JUMP for number in gap]
    if missing:
        shown = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
        share = len(missing) / (len(missing) + len(present))
        yield min(2.0, 10 * share, 0.4 * len(missing)), f"{len(missing)} numbers are missing: {shown}"
    if jumps := [gap for gap in gaps if len(gap) > _JUMP]:
        yield 0.2, f"the numbers jump {len(jumps)} times, first from {jumps[0].start - 1} to {jumps[0].stop}"


def _headings(clauses: list[Clause]) -> Iterator[Fault]:
    """Titles and chapters that hold nothing, while one holds most: headings torn from their articles."""
    holders = [c for c in clauses if c.kind in _CONTAINERS and not c.eid.startswith("transitional")]
    empty = sum(not c.children and not c.text for c in holders)
    if len(holders) < 4 or not empty:
        return
    if empty > 0.3 * len(holders):
        yield 3.0, f"{empty} of {len(holders)} titles and chapters hold no article"
    held = [sum(child.kind in BASIC_UNITS for child in c.children) for c in holders]
    if max(held) > 0.7 * sum(held) and sum(held) > 20:
        yield 2.0, f"{max(held)} of {sum(held)} articles hang under one heading"


def _empty(units: list[Clause]) -> Iterator[Fault]:
    empty = [
        u for u in units if not u.text and not u.children and not any(word in u.heading.lower() for word in _REPEALED)
    ]
    if empty:
        shown = ", ".join(unit.number for unit in empty[:5])
        yield min(2.0, 10 * len(empty) / len(units)), f"{len(empty)} articles have no text: {shown}"


def _size(document: Document, units: list[Clause]) -> Iterator[Fault]:
    if not units:
        yield 5.0, "no article or section was found"
        return
    lengths = [_length(unit) for unit in units]
    if len(units) >= 12 and max(lengths) > max(20_000, 0.5 * sum(lengths)):
        yield 2.0, "one article holds more than half of the text: numbers were not seen, or it swallowed its neighbours"
    if len(document.preamble) > max(20_000, 3 * sum(lengths)):
        yield 1.0, "most of the text stands before the first article"


def _length(clause: Clause) -> int:
    """How many characters `clause` and all below it have."""
    own = len(clause.number) + len(clause.heading) + len(clause.text)
    return own + sum([_length(child) for child in clause.children]) if clause.children else own


def _twice(document: Document, units: list[Clause]) -> Iterator[Fault]:
    """Provisions with one eid, as the reader's warnings name them. Titles weigh less than what stands inside an
    article.
    """
    twice = [w.split(" ", 1)[0] for w in document.warnings if " stands twice" in w and not w.startswith("transitional")]
    if twice:
        inside = sum(eid.startswith(("art_", "sec_")) for eid in twice)
        weight = 20 * inside / max(len(units), 1) + 0.05 * (len(twice) - inside)
        yield min(3.0, weight), f"{len(twice)} provisions share their number with another"


def _lost(document: Document) -> Iterator[Fault]:
    coverage = document.quality.coverage
    if coverage < _WHOLE:
        yield (
            min(4.0, (1 - coverage) * 40),
            f"{coverage:.1%} of the source's characters landed in a clause, heading or note",
        )


def _grade(points: float) -> Grade:
    return next((grade for grade, limit in _LIMITS if points <= limit), "F")
