"""The articles of one country that say anything, with what is said in them and how they are joined.

An offence is rarely one clause: it is the article that forbids, joined with the definitions it uses, the article that sets its penalty, its
aggravators, and amendments to it. :func:`joined` finds them by reference ("artículos 10 y 13", "this chapter") and, within a law on
that one subject, by the name of the offence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.model import BASIC_UNITS, Annotation, Clause, Law, Quality
from analysis.read.markers import base_number
from analysis.tag.language import fold

FULL_TEXT = ("official", "consolidated")
_QUOTED = "__qstr_"
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
    """An article or section with its annotations.

    ``place`` is where it stands in what is loaded of its law, 0 to 1; ``rank`` the same by its number, which an excerpt does not change; ``trail`` the titles and chapters above it; ``topics`` the concepts that its heading and theirs name.
    """

    law: Law
    unit: Clause
    trail: tuple[Clause, ...]
    place: float
    annotations: tuple[Annotation, ...] = field(repr=False)
    topics: frozenset[str] = frozenset()
    rank: float = 1.0

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


def provisions(laws: Sequence[Tagged]) -> list[Provision]:
    """All articles that carry annotations, law by law, in order; repealed ones are left out.

    An article quoted by an amending law counts only while no law that holds an article of that number is loaded in full.
    """
    units = {id(tagged): list(_units(tagged.clauses, ())) for tagged in laws}
    known = {
        unit.eid for tagged in laws if tagged.law.text in FULL_TEXT for unit, _ in units[id(tagged)] if _QUOTED not in unit.eid
    }  # fmt: skip
    return [
        provision for tagged in laws for provision in _of(tagged, units[id(tagged)])
        if _QUOTED not in provision.unit.eid or _own_eid(provision.unit.eid) not in known
    ]  # fmt: skip


def _own_eid(eid: str) -> str:
    return eid.rsplit("__", 1)[-1]


def _of(tagged: Tagged, units: list[tuple[Clause, tuple[Clause, ...]]]) -> Iterator[Provision]:
    owner = {clause.eid: at for at, (unit, _) in enumerate(units) for clause in unit.walk() if not _quoted_in(clause, unit)}
    said: dict[int, list[Annotation]] = {}
    named: dict[str, set[str]] = {}
    for annotation in tagged.annotations:
        if annotation.eid in owner:
            said.setdefault(owner[annotation.eid], []).append(annotation)
        if "heading" in annotation.values:
            named.setdefault(annotation.eid, set()).add(annotation.concept)
    last = max(len(units) - 1, 1)
    highest = max((base_number(unit.number) for unit, _ in units), default=0) or 1
    for at, annotations in said.items():
        unit, trail = units[at]
        if not any(a.concept == "repealed" for a in annotations):
            topics = frozenset().union(*(named.get(clause.eid, ()) for clause in (*trail, unit)))
            rank = (base_number(unit.number) or highest) / highest
            yield Provision(tagged.law, unit, trail, at / last, tuple(annotations), topics, rank)


def _quoted_in(clause: Clause, unit: Clause) -> bool:
    return _QUOTED in clause.eid[len(unit.eid) :]


def _units(clauses: Sequence[Clause], trail: tuple[Clause, ...]) -> Iterator[tuple[Clause, tuple[Clause, ...]]]:
    for clause in clauses:
        if clause.kind in BASIC_UNITS and not _holds_units(clause):
            yield clause, trail
            for child in clause.walk():
                if child.kind == "quotedStructure":
                    yield from _units(child.children, (*trail, clause))
        elif clause.kind != "transitional":
            yield from _units(clause.children, (*trail, clause))


def _holds_units(clause: Clause) -> bool:
    return any(child.kind in BASIC_UNITS for child in clause.children)


# ---- joins ----------------------------------------------------------------------------------------------------------

_NEAR = 0.15
_THIS_LAW = re.compile(
    r"\b(?:esta|presente|este|present) (?:ley|codigo|decreto)\b|\bthis (?:act|law)\b|\b(?:estos|dichos|tales) delitos\b|\b(?:these|those|such) offen[cs]es\b"
)
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


def offence(core: Provision, shelf: Sequence[Provision], label: str, others: Sequence[Provision] = ()) -> Offence:
    """`core` with the provisions of `shelf` that define, punish, aggravate or except it.

    `label` is the concept of its name; `others` are forbidding articles too, which stand beside `core` and do not join it.
    """
    apart = {id(p) for p in others}
    return Offence(core, tuple(p for p in shelf if p is not core and id(p) not in apart and _joins(p, core, label)))


def _joins(other: Provision, core: Provision, label: str) -> bool:
    if other.law.expression != core.law.expression:
        return _joins_from_afar(other, core, label)
    if core.unit.eid in other.targets:
        return _beside(other, core) or _acts_on(other, core.unit.eid)
    if other.unit.eid in core.targets and not other.says("penalty"):
        return True
    if _named_after(other, label) and (_beside(other, core) or _follows(other, core)):
        return True
    if core.law.kind in SPECIAL and (_THIS_LAW.search(other.folded) or other.says(label)):
        return True
    if _same(core, other, "chapter", "section", "hcontainer") and _THIS_CHAPTER.search(other.folded):
        return True
    if _same(core, other, "title", "part") and _THIS_TITLE.search(other.folded):
        return True
    return bool(_follows(other, core) and _ARTICLES_BEFORE.search(other.folded))


def _named_after(other: Provision, label: str) -> bool:
    """Does its own heading name the offence: "Formas agravadas de la trata de personas"?"""
    return any(a.concept == label and a.eid == other.unit.eid and "heading" in a.values for a in other.annotations)


def _beside(other: Provision, core: Provision) -> bool:
    """Do both stand under the same nearest heading, or near each other in a law without headings?"""
    if not core.trail and not other.trail:
        return abs(core.place - other.place) < _NEAR
    return bool(core.trail) and bool(other.trail) and core.trail[-1].eid == other.trail[-1].eid


def _acts_on(other: Provision, eid: str) -> bool:
    """Does the clause that refers to the article punish, aggravate or except, rather than list it among many?"""
    return _acts(other, {a.eid for a in other.annotations if a.concept == "reference" and eid in a.values.get("targets", ())})


def _acts(other: Provision, clauses: set[str]) -> bool:
    return any(
        a.eid in clauses and (a.concept == "penalty" or a.role in ("aggravator", "mitigator", "exclusion")) for a in other.annotations
    )


def _joins_from_afar(other: Provision, core: Provision, label: str) -> bool:
    """Another law's article joins when it names the number and the law, or punishes the offence by its name."""
    number = core.unit.eid.split("_", 1)[1]
    short, title = fold(core.law.short), fold(core.law.title)
    for a in other.annotations:
        if a.concept == "reference" and number in a.values.get("numbers", ()) and a.values.get("law"):
            named = fold(str(a.values["law"]))
            if (short and short in named) or (len(named) > 12 and (named[:40] in title or title[:40] in named)):
                return _acts(other, {a.eid})
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
