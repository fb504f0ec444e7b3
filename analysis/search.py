"""Looking for words in laws: accents, case and inflection are forgiven, and each hit knows where its words stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.model import BASIC_UNITS, Annotation, Clause, Law
from analysis.provisions import Tagged
from analysis.tag.language import fold, stem

_WORD = re.compile(r"[^\W_]+")
_TOO_COMMON = frozenset(
    "a al con de del e el en la las lo los o para por que se su un una y an and by for in of or the to".split()
)
"""Words that are in every article; asked for among others, they are not looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, or a clause outside of articles, that has all that was asked for.

    ``spans`` maps the eid of each of its clauses to the (start, end) of what was found in that clause's text; an article
    whose heading alone has the words has none.
    """

    law: Law
    unit: Clause
    spans: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Index:
    """The articles of one law by the stems of their words, and by what is said of them."""

    law: Law
    units: tuple[Clause, ...]
    stems: Mapping[str, frozenset[int]] = field(repr=False)
    annotations: Mapping[str, tuple[Annotation, ...]] = field(repr=False)

    @classmethod
    def of(cls, tagged: Tagged) -> Index:
        """The index of a law that was read and tagged."""
        units = tuple(_units(tagged.clauses))
        stems: dict[str, set[int]] = defaultdict(set)
        for at, unit in enumerate(units):
            for word in _WORD.findall(_words(unit)):
                stems[stem(word, tagged.law.language)].add(at)
        said: dict[str, list[Annotation]] = defaultdict(list)
        for annotation in tagged.annotations:
            said[annotation.eid].append(annotation)
        return cls(
            tagged.law, units, {name: frozenset(found) for name, found in stems.items()},
            {eid: tuple(found) for eid, found in said.items()},
        )  # fmt: skip

    def search(self, words: str = "", concepts: Collection[str] = ()) -> Iterator[Hit]:
        """The articles that have every one of `words` and of `concepts`, in the order of the law; none where neither is given."""
        wanted = self._stems(words)
        if not wanted and not concepts:
            return
        found = [self.stems.get(name, frozenset()) for name in wanted]
        for at in sorted(frozenset.intersection(*found) if found else range(len(self.units))):
            unit = self.units[at]
            own = list(_own(unit))
            if set(concepts) <= {a.concept for clause in own for a in self.annotations.get(clause.eid, ())}:
                yield Hit(self.law, unit, self._spans(own, wanted, concepts))

    def _stems(self, words: str) -> set[str]:
        asked = [fold(word) for word in _WORD.findall(words)]
        telling = [word for word in asked if word not in _TOO_COMMON] or asked
        return {stem(word, self.law.language) for word in telling}

    def _spans(
        self, clauses: Sequence[Clause], wanted: Collection[str], concepts: Collection[str]
    ) -> dict[str, tuple[tuple[int, int], ...]]:
        spans: dict[str, tuple[tuple[int, int], ...]] = {}
        for clause in clauses:
            words = [m.span() for m in _WORD.finditer(clause.text) if stem(m[0], self.law.language) in wanted]
            said = [(a.start, a.end) for a in self.annotations.get(clause.eid, ()) if a.concept in concepts]
            if words or said:
                spans[clause.eid] = tuple(sorted({*words, *said}))
        return spans


def unit_of(clauses: Sequence[Clause], eid: str) -> Clause | None:
    """The article in which the clause `eid` stands, or the clause itself outside of articles; None where there is none."""
    return next((unit for unit in _units(clauses) if any(clause.eid == eid for clause in _own(unit))), None)


def _units(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Every article, and every clause outside of articles that has words or a heading, in document order."""
    for clause in clauses:
        if clause.kind in BASIC_UNITS:
            yield clause
        else:
            if clause.text or clause.heading:
                yield clause
            yield from _units(clause.children)


def _own(unit: Clause) -> Iterator[Clause]:
    """The clauses whose words are the unit's: of an article all, else its own only."""
    return unit.walk() if unit.kind in BASIC_UNITS else iter((unit,))


def _words(unit: Clause) -> str:
    return " ".join(part for clause in _own(unit) for part in (clause.number, clause.heading, clause.text) if part)
