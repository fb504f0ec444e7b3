"""Two laws -> which clauses of one say what clauses of the other say, with the reasons; and what has no counterpart.

Similar words only bring candidates. Concepts, legal terms and what stands above and beside each clause rank them; numbers, units and
negations are compared apart and lower the score. Clause numbers play no part: laws that are no versions of one another count otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.align.reasons import Rarity, Reason, reasons
from analysis.align.words import Part, parts
from analysis.errors import ReadError
from analysis.provisions import Tagged
from analysis.tag import LANGUAGES

FULL = 0.55
"""The nearness that clauses of the same words reach."""
LEAST = {True: 0.36, False: 0.3}
"""The score from which a clause is a counterpart, within a language and across two."""
MOST, BEHIND = 3, 0.6
"""Counterparts that a clause has at most, and the share of the best one's score that others must have."""
LOWERED = {"number": 0.9, "unit": 0.9, "negation": 0.85}
"""What is left of a score where these differ, within a language; across two, by half as much: numbers and negations hide in other words."""


@dataclass(frozen=True, slots=True)
class Link:
    """A clause of law A and its counterpart in law B, by eid; None where there is none. `score` is 0 to 1."""

    a: str | None
    b: str | None
    score: float
    why: tuple[Reason, ...] = ()


def align(ours: Tagged, theirs: Tagged) -> tuple[Link, ...]:
    """For each clause of `ours` in order its counterparts in `theirs`, best first, or a Link to None; then the clauses of `theirs` without one.

    Raises ReadError for a law without clauses or in a language without legal terms and concepts.
    """
    a, b = _parts(ours), _parts(theirs)
    chosen = _same(a) if ours.clauses == theirs.clauses else _counterparts(a, b)
    found = [link for at, part in enumerate(a) for link in chosen.get(at) or [Link(part.clause.eid, None, 0.0)]]
    taken = {link.b for link in found}
    return (*found, *(Link(None, part.clause.eid, 0.0) for part in b if part.clause.eid not in taken))


def _parts(law: Tagged) -> list[Part]:
    if law.law.language not in LANGUAGES:
        raise ReadError(
            f"laws in the language of this one, {law.law.language or 'unknown'}, cannot be aligned", where=law.law.file.name,
            do=f"Give a text in {' or '.join(LANGUAGES)}",
        )  # fmt: skip
    found = parts(law)
    if not found:
        raise ReadError(
            "the law has no clauses to align", where=law.law.file.name, do="Check that the file holds a law"
        )
    return found


def _same(law: Sequence[Part]) -> dict[int, list[Link]]:
    rarity = Rarity(law)
    return {at: [Link(p.clause.eid, p.clause.eid, 1.0, reasons(p, p, rarity))] for at, p in enumerate(law)}


def _counterparts(a: Sequence[Part], b: Sequence[Part]) -> dict[int, list[Link]]:
    """The links of each clause of A that has any, best first. A clause of B that is near enough to any is in one of them."""
    rarity, found = Rarity(a, b), dict[int, list[Link]]()
    for one, near in _near(a, b).items():
        judged = [(_judged(a[one], b[other], score / FULL, rarity), score) for other, score in near]
        links = [(link, score) for link, score in judged if link]
        if links:
            found[one] = [link for link, _ in sorted(links, key=lambda each: (-each[0].score, -each[1]))]
    return found


def _near(a: Sequence[Part], b: Sequence[Part]) -> dict[int, list[tuple[int, float]]]:
    """For each clause of A those of B that are near enough: its best ones, and any that has no better."""
    from analysis.align.space import nearness

    pairs, _, scores = nearness(a, b)
    enough = scores >= LEAST[a[0].language == b[0].language] * FULL
    rows: dict[int, list[tuple[int, float]]] = {}
    best: dict[int, tuple[float, int]] = {}
    for pair, score in zip(pairs[enough].tolist(), scores[enough].tolist(), strict=True):
        one, other = divmod(pair, len(b))
        rows.setdefault(one, []).append((other, score))
        best[other] = max(best.get(other, (0.0, -1)), (score, one))
    kept = {one: _first(near) for one, near in rows.items()}
    shown = {other for near in kept.values() for other, _ in near}
    for other, (score, one) in best.items():
        if other not in shown:
            kept[one].append((other, score))
    return kept


def _first(near: list[tuple[int, float]]) -> list[tuple[int, float]]:
    ranked = sorted(near, key=lambda each: -each[1])[:MOST]
    return [each for each in ranked if each[1] >= BEHIND * ranked[0][1]]


def _judged(a: Part, b: Part, score: float, rarity: Rarity) -> Link | None:
    """The link of two clauses that are near; None where nothing but similar words speaks for it."""
    why = reasons(a, b, rarity)
    if (a.repealed or b.repealed) and not any(r.kind == "wording" and r.agrees for r in why):
        return None
    link = Link(a.clause.eid, b.clause.eid, round(min(score, 1.0) * _left(why, a.language == b.language), 3), why)
    return link if any(map(_speaks, why)) else None


def _left(why: Sequence[Reason], one_language: bool) -> float:
    left = 1.0
    for reason in why:
        if not reason.agrees and reason.kind in LOWERED:
            lowered = LOWERED[reason.kind]
            left *= lowered if one_language else (1 + lowered) / 2
    return left


def _speaks(reason: Reason) -> bool:
    """Is it a reason beyond similar words? A wording that is the same to the letter is."""
    return reason.agrees and (reason.kind in ("concept", "term", "number") or reason.detail == "100 %")
