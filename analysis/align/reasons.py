"""Why two clauses are held together, and in what they differ: concepts, terms and wording, and apart from these numbers, units, negation and purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.align.glossary import embedded
from analysis.align.words import Part

ReasonKind = Literal["concept", "term", "wording", "number", "unit", "negation", "purpose"]
NEAR = 0.8
"""Share of equal characters (RapidFuzz `ratio`) from which one wording counts as another."""
SHOWN = 6
"""Concepts, terms or numbers that one reason names."""
COMMON, COMMON_AT_LEAST, SEVERAL = 0.05, 8, 3
"""The share of clauses above which a term is too common to tell them apart, a number of clauses that is always few, and how many common terms tell
clauses apart together.
"""

_JOINED = {
    "es": (("y", re.compile(r"\b[ye]\b")), ("o", re.compile(r"\b[ou]\b"))),
    "en": (("and", re.compile(r"\band\b")), ("or", re.compile(r"\bor\b"))),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in which two clauses agree or not. `detail` names what they share, or what each has, parted by ``|``."""

    kind: ReasonKind
    agrees: bool
    detail: str


class Rarity:
    """In how many clauses of some laws each term stands: a term that is everywhere is no reason for anything."""

    def __init__(self, *laws: Sequence[Part]) -> None:
        self._counts = Counter(term for law in laws for part in law for term in part.said[1])
        self._most = max(COMMON_AT_LEAST, COMMON * sum(map(len, laws)))

    def telling(self, terms: Iterable[int]) -> list[int]:
        """Those of `terms` that tell clauses apart, the rarest first; all of them where none does alone and they are several."""
        ranked = sorted(terms, key=lambda term: (self._counts[term], term))
        return [term for term in ranked if self._counts[term] <= self._most] or (
            ranked if len(ranked) >= SEVERAL else []
        )


def reasons(a: Part, b: Part, rarity: Rarity) -> tuple[Reason, ...]:
    """All reasons for and against `a` and `b` saying the same. Terms are those that tell clauses of these laws apart."""
    found = [*_concepts(a, b), *_terms(a, b, rarity)]
    if a.language == b.language:
        found.append(_wording(a, b))
    found += [
        *_counted("number", a.numbers, b.numbers),
        *_counted("unit", a.units, b.units),
        *_negation(a, b),
        *_purpose(a, b),
    ]
    return tuple(found)


def _concepts(a: Part, b: Part) -> Iterator[Reason]:
    shared = a.concepts & b.concepts
    if shared:
        yield Reason("concept", True, ", ".join(sorted(shared)[:SHOWN]))
    elif a.concepts and b.concepts:
        yield Reason("concept", False, " | ".join(", ".join(sorted(side.concepts)[:SHOWN]) for side in (a, b)))


def _terms(a: Part, b: Part, rarity: Rarity) -> Iterator[Reason]:
    names = embedded().names
    shared = rarity.telling(a.said[1] & b.said[1]) or (rarity.telling(a.whole & b.whole) if a.below and b.below else [])
    if shared:
        spoken = dict.fromkeys((a.language, b.language))
        yield Reason("term", True, ", ".join("/".join(names[term][each] for each in spoken) for term in shared[:SHOWN]))


def _wording(a: Part, b: Part) -> Reason:
    from rapidfuzz import fuzz

    share = 1.0 if a.folded == b.folded else fuzz.ratio(a.folded, b.folded) / 100
    percent = "100 %" if a.folded == b.folded else f"{min(share * 100, 99):.0f} %"
    if share < NEAR:
        return Reason("wording", False, percent)
    counts = [{word: len(form.findall(part.folded)) for word, form in _JOINED[part.language]} for part in (a, b)]
    if counts[0] == counts[1]:
        return Reason("wording", True, percent)
    return Reason(
        "wording",
        False,
        f"{percent}; " + " | ".join(", ".join(f"{n} {word}" for word, n in each.items()) for each in counts),
    )


def _counted(kind: ReasonKind, a: Counter[str], b: Counter[str]) -> Iterator[Reason]:
    if a == b and a:
        yield Reason(kind, True, ", ".join(list(a)[:SHOWN]))
    elif a != b:
        yield Reason(kind, False, f"{_listed(a - b)} | {_listed(b - a)}")


def _listed(counted: Counter[str]) -> str:
    return ", ".join(list(counted.elements())[:SHOWN]) or "–"


def _negation(a: Part, b: Part) -> Iterator[Reason]:
    """Negations are counted within a language; from one to another only whether there is any, since grammars double them otherwise."""
    ours, theirs = a.negations.total(), b.negations.total()
    if ours or theirs:
        same = ours == theirs if a.language == b.language else bool(ours) == bool(theirs)
        yield Reason("negation", same, f"{_listed(a.negations)} | {_listed(b.negations)}")


def _purpose(a: Part, b: Part) -> Iterator[Reason]:
    if a.purpose or b.purpose:
        yield Reason("purpose", bool(a.purpose) == bool(b.purpose), f"{a.purpose or '–'} | {b.purpose or '–'}")
