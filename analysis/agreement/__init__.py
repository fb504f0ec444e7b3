"""How far people say the same of the same words, in all laws together and by law, by concept and by pair of people.

Whoever has finished a clause has said something of each concept in it: in which role it stands there, or that it does not. That is what
alpha and kappa compare; whoever has not finished it has said nothing. Where the words stand is compared by alpha for spans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.agreement.figures import Array, Figure, Span, Why, alpha, disagreement, kappa, resamples, spans

if TYPE_CHECKING:
    from analysis.provisions import Tagged
    from analysis.store.records import Mark

_KEPT = ("concept", "role", "start", "end", "quote")


class Said(NamedTuple):
    """One thing that a person says of words of a clause."""

    concept: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coding:
    """What each person who finished a clause says of it, by the person's id; `length` is that of its text in characters."""

    law: str
    eid: str
    length: int
    by: Mapping[int, frozenset[Said]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree in one law, on one concept or two of them: all where that is empty. `clauses` were finished by two or more."""

    law: str
    concept: str
    people: tuple[int, ...]
    clauses: int
    alpha: Figure
    spans: Figure
    kappa: Figure


def codings(
    marks: Iterable[Mark], finished: Mapping[tuple[str, str], frozenset[int]], texts: Iterable[Tagged]
) -> list[Coding]:
    """What people say of the clauses of `texts` that they finished; `texts` are as the tagger left them, and whoever leaves a suggestion
    alone accepts it. Marks whose words are gone say nothing.
    """
    here: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        if not mark.stale:
            here[mark.law, mark.eid].append(mark)
    found = []
    for text in texts:
        law, suggested = text.law.expression, _suggested(text)
        for clause in (clause for top in text.clauses for clause in top.walk()):
            if people := finished.get((law, clause.eid)):
                made = here[law, clause.eid]
                known = suggested[clause.eid] | {_key(mark.replaces) for mark in made if mark.replaces}
                by = {person: _said([mark for mark in made if mark.person == person], known) for person in people}
                found.append(Coding(law, clause.eid, len(clause.text), by))
    return found


def _suggested(text: Tagged) -> dict[str, set[tuple[Any, ...]]]:
    """What the tagger says of words, by clause; not what only tells the role of others."""
    found: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for a in text.annotations:
        if a.quote and not a.concept.startswith("cue-"):
            found[a.eid].add((a.concept, a.role, a.start, a.end, a.quote))
    return found


def _key(replaced: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(replaced.get(name) for name in _KEPT)


def _said(own: Sequence[Mark], suggested: Iterable[tuple[Any, ...]]) -> frozenset[Said]:
    about = {_key(mark.replaces): mark for mark in own if mark.replaces}
    kept = {Said(*one[:4]) for one in suggested if one not in about}
    added = [mark for mark in own if not mark.replaces]
    return frozenset(kept) | {
        Said(mark.concept, mark.role, mark.start, mark.end)
        for mark in [*about.values(), *added]
        if mark.verdict != "rejected"
    }


def agreement(found: Sequence[Coding]) -> tuple[Agreement, ...]:
    """How far people agree: in all, then by law, by concept, and by two people."""
    shared = [coding for coding in found if len(coding.by) > 1]
    if not shared:
        why: Why = "one person" if len({person for coding in found for person in coding.by}) < 2 else "no overlap"
        return (Agreement("", "", (), 0, Figure(why=why), Figure(why=why), Figure(why=why)),)
    table = _Table(shared)
    laws = list(dict.fromkeys(coding.law for coding in shared))
    concepts = sorted({said.concept for coding in shared for own in coding.by.values() for said in own})
    pairs = sorted({pair for coding in shared for pair in combinations(sorted(coding.by), 2)})
    rows = [table.row()]
    rows += [table.row(law=law) for law in laws]
    rows += [table.row(concept=concept) for concept in concepts]
    rows += [table.row(people=pair) for pair in pairs]
    return tuple(rows)


class _Table:
    """Clauses that two or more finished, with what each person says of each concept."""

    def __init__(self, shared: Sequence[Coding]) -> None:
        self.shared = shared
        self.weights = resamples([coding.law for coding in shared])
        self.concepts: dict[str, set[str]] = defaultdict(set)
        self.roles: list[dict[str, dict[int, str]]] = []
        for coding in shared:
            roles: dict[str, dict[int, str]] = defaultdict(dict)
            for person, own in coding.by.items():
                for said in sorted(own):
                    before = roles[said.concept].get(person)
                    roles[said.concept][person] = f"{before}+{said.role}" if before else said.role
            self.roles.append(roles)
            self.concepts[coding.law].update(roles)
        self.terms = dict(self._terms())

    def row(self, law: str = "", concept: str = "", people: tuple[int, ...] = ()) -> Agreement:
        """The figures of one part of the table."""
        at = [
            number for number, coding in enumerate(self.shared)
            if law in ("", coding.law) and set(people) <= set(coding.by) and (not concept or concept in self.concepts[coding.law])
        ]  # fmt: skip
        weights, whose = (
            self.weights[:, at],
            people or tuple({person for number in at for person in self.shared[number].by}),
        )
        units: Counter[tuple[int, tuple[str, ...]]] = Counter()
        for column, number in enumerate(at):
            for given, times in self._values(number, concept, people or tuple(sorted(self.shared[number].by))):
                units[column, given] += times
        nominal = alpha(units, weights) if units else Figure(why="no words")
        two = (
            kappa(units, weights)
            if units and len(whose) == 2
            else Figure(why="several people" if units else "no words")
        )
        return Agreement(law, concept, people, len(at), nominal, self._spans(law, concept, people, weights), two)

    def _values(self, number: int, concept: str, people: Sequence[int]) -> Iterator[tuple[tuple[str, ...], int]]:
        """What `people` say of each concept of the law in a clause, and of how many they say the same."""
        roles = self.roles[number]
        for name in [concept] if concept else roles:
            yield tuple(roles[name].get(person, "") if name in roles else "" for person in people), 1
        if not concept and (left := len(self.concepts[self.shared[number].law]) - len(roles)):
            yield ("",) * len(people), left

    def _terms(self) -> Iterator[tuple[tuple[str, tuple[int, int], str], tuple[Array, Array]]]:
        """How far spans differ, and would by chance, for each law, two people and concept."""
        places: dict[tuple[str, tuple[int, int]], list[int]] = defaultdict(list)
        for number, coding in enumerate(self.shared):
            for pair in combinations(sorted(coding.by), 2):
                places[coding.law, pair].append(number)
        for (law, pair), at in places.items():
            lengths = [self.shared[number].length for number in at]
            for concept in sorted({name for number in at for name in self.roles[number]}):
                one, other = ([_spans(self.shared[number].by[who], concept) for number in at] for who in pair)
                yield (law, pair, concept), disagreement(one, other, lengths, self.weights[:, at])

    def _spans(self, law: str, concept: str, people: tuple[int, ...], weights: Array) -> Figure:
        terms = [
            found for (where, pair, name), found in self.terms.items()
            if law in ("", where) and concept in ("", name) and people in ((), pair)
        ]  # fmt: skip
        return spans(terms, weights)


def _spans(said: Iterable[Said], concept: str) -> list[Span]:
    """Where the concept stands, in order; words that overlap are one span."""
    found: list[Span] = []
    for start, end in sorted((each.start, each.end) for each in said if each.concept == concept):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
