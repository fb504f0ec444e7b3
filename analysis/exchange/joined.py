"""The clauses of a law as one text, for formats that annotate documents: each on its own, an empty line between, and the ways there and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Joined:
    """`text` holds the clauses `eids`, each from its place in `begins`, in characters from 0; clauses without text are left out."""

    text: str
    eids: tuple[str, ...]
    begins: tuple[int, ...]

    def back(self, at: int) -> tuple[str, int]:
        """The clause and the place in it of a place in the text."""
        number = max(0, bisect_right(self.begins, at) - 1)
        return self.eids[number], at - self.begins[number]


def joined(clauses: Mapping[str, str]) -> Joined:
    """The clauses that have text, one after another."""
    eids = tuple(eid for eid, text in clauses.items() if text)
    begins, at = [], 0
    for eid in eids:
        begins.append(at)
        at += len(clauses[eid]) + len(BETWEEN)
    return Joined(BETWEEN.join(clauses[eid] for eid in eids), eids, tuple(begins))
