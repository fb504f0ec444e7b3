"""The articles of one country that say anything, with what is said in them and how they are joined.

An offence is rarely one clause: it is the article that forbids, joined with the definitions it uses, the article that sets its penalty, its
aggravators, and amendments to it. :func:`joined` finds them by reference ("artículos 10 y 13", "this chapter") and, within a law on
that one subject, by the name of the offence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.model import BASIC_UNITS, Annotation, Clause, Law, Quality
from analysis.tag.language import fold

SPECIAL = ("trafficking-law", "smuggling-law")
"""Kinds of law that are about one subject: their common provisions reach all their offences."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A law that has been read and tagged."""

    law: Law
    clauses: tuple[Clause, ...]
    annotations: tuple[Annotation, ...]
    quality: Quality
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Provision:
    """An article or section with its annotations. ``place`` is where it stands in its law, 0 to 1; ``trail`` the headings above it."""

    law: Law
    unit: Clause
    trail: tuple[Clause, ...]
    place: float
    annotations: tuple[Annotation, ...] = field(repr=False)

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.eid: clause for clause in self.unit.walk()}

    @cached_property
    def folded(self) -> str:
        return fold(self.unit.full_text)

    @cached_property
    def headings(self) -> str:
        return fold(" / ".join(clause.heading for clause in (*self.trail, self.unit) if clause.heading))

    @cached_property
    def targets(self) -> frozenset[str]:
        """The eids of the same law that this provision refers to."""
        return frozenset(
            target for a in self.annotations if a.concept == "reference" for target in a.values.get("targets", ())
        )

    def says(self, concept: str, *roles: str) -> bool:
        return any(a.concept == concept and (not roles or a.role in roles) for a in self.annotations)


def provisions(laws: Iterable[Tagged]) -> list[Provision]:
    """All articles that carry annotations, law by law, in order. Repealed ones and quotations of other laws' wording are left out."""
    return [provision for tagged in laws for provision in _of(tagged)]


def _of(tagged: Tagged) -> Iterator[Provision]:
    units = list(_units(tagged.clauses, ()))
    owner = {clause.eid: at for at, (unit, _) in enumerate(units) for clause in unit.walk()}
    said: dict[int, list[Annotation]] = {}
    for annotation in tagged.annotations:
        if annotation.eid in owner:
            said.setdefault(owner[annotation.eid], []).append(annotation)
    last = max(len(units) - 1, 1)
    for at, annotations in said.items():
        unit, trail = units[at]
        if not any(a.concept == "repealed" for a in annotations):
            yield Provision(tagged.law, unit, trail, at / last, tuple(annotations))


def _units(clauses: Sequence[Clause], trail: tuple[Clause, ...]) -> Iterator[tuple[Clause, tuple[Clause, ...]]]:
    for clause in clauses:
        if clause.kind in BASIC_UNITS and not any(child.kind in BASIC_UNITS for child in clause.children):
            yield clause, trail
        elif clause.kind != "transitional":
            yield from _units(clause.children, (*trail, clause))


# ---- joins ----------------------------------------------------------------------------------------------------------

_THIS_LAW = re.compile(r"\b(?:esta|presente|este|present) (?:ley|codigo|decreto)\b|\bthis (?:act|law)\b")
_THIS_CHAPTER = re.compile(r"\b(?:este|presente) capitulo\b|\bthis chapter\b")
_THIS_TITLE = re.compile(r"\b(?:este|presente) titulo\b|\bthis (?:title|part)\b")
_ARTICLES_BEFORE = re.compile(r"\b(?:articulos?|delitos?) (?:anterior|precedente)|\b(?:preceding|foregoing) (?:sections?|articles?)\b")


@dataclass(frozen=True, eq=False)
class Offence:
    """The article that forbids (``core``) and what it is joined with."""

    core: Provision
    joined: tuple[Provision, ...]

    @cached_property
    def all(self) -> tuple[Provision, ...]:
        return (self.core, *self.joined)


def offence(core: Provision, shelf: Sequence[Provision], label: str) -> Offence:
    """`core` with the provisions of `shelf` that define, punish, aggravate or except it. `label` is the concept of its name."""
    return Offence(core, tuple(p for p in shelf if p is not core and _joins(p, core, label)))


def _joins(other: Provision, core: Provision, label: str) -> bool:
    if other.law.expression != core.law.expression:
        return _joins_from_afar(other, core, label)
    if core.unit.eid in other.targets:
        return True
    if other.unit.eid in core.targets and other.says("penalty") is False:
        return True
    if core.law.kind in SPECIAL and (_THIS_LAW.search(other.folded) or other.says(label)):
        return True
    if _same(core, other, "chapter", "section", "hcontainer") and _THIS_CHAPTER.search(other.folded):
        return True
    if _same(core, other, "title", "part") and _THIS_TITLE.search(other.folded):
        return True
    return bool(_follows(other, core) and _ARTICLES_BEFORE.search(other.folded))


def _joins_from_afar(other: Provision, core: Provision, label: str) -> bool:
    """Another law's article joins when it names the number and the law, or punishes the offence by its name."""
    number = core.unit.eid.split("_", 1)[1]
    short, title = fold(core.law.short), fold(core.law.title)
    for a in other.annotations:
        if a.concept == "reference" and number in a.values.get("numbers", ()) and a.values.get("law"):
            named = fold(str(a.values["law"]))
            if (short and short in named) or (len(named) > 12 and (named[:40] in title or title[:40] in named)):
                return True
    return other.law.kind in SPECIAL and other.says(label, "element", "aggravator", "exclusion")


def _same(a: Provision, b: Provision, *kinds: str) -> bool:
    def nearest(p: Provision) -> str:
        return next((clause.eid for clause in reversed(p.trail) if clause.kind in kinds), "")

    return bool(nearest(a)) and nearest(a) == nearest(b)


def _follows(other: Provision, core: Provision) -> bool:
    """Does `other` stand right behind `core`, where "the preceding article" can mean it?"""
    return 0 < other.place - core.place < 0.01 and bool(core.trail) == bool(other.trail) and (
        not core.trail or core.trail[-1].eid == other.trail[-1].eid
    )
