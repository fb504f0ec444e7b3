"""What acts that amend do to the articles of the laws that they name: replace them, repeal them, or change them in words that a person must lay over.

An article that an act quotes joins the law that it amends where no later consolidation of that law is loaded. Where the act is the later one, the
article takes the place of the one of its number. A bill is later than all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from analysis.model import FULL_TEXT, Clause, Law
from analysis.read.markers import base_number
from analysis.tag.language import fold
from analysis.tag.references import Reference, items, references

QUOTED = "__qstr_"
Units = Sequence[tuple[Clause, tuple[Clause, ...]]]
"""Articles, each with what stands above it."""
Place = tuple[str, str]
"""The expression of a law and the eid of a clause in it."""


class Text(NamedTuple):
    """A law with all its clauses and its articles."""

    law: Law
    clauses: Sequence[Clause]
    units: Units


@dataclass(frozen=True, slots=True)
class Laid:
    """``gone`` are articles that a later act replaced or repealed; ``void`` quoted articles that another text holds already, replaced or repealed;
    ``unplaced`` the clauses of later acts that change an article in words that are not laid over it.
    """

    gone: frozenset[Place]
    void: frozenset[Place]
    unplaced: frozenset[Place]


class _Change(NamedTuple):
    """``by`` is the quoted article, or the clause that changes; ``target`` the article of the law that it names."""

    kind: Literal["replaces", "repeals", "changes", "held"]
    by: Place
    target: Place
    day: date


def laid(texts: Sequence[Text]) -> Laid:
    """What the acts among `texts` do to the others. Of several changes to one article the last counts."""
    changes = [
        change for act in texts for known in texts if act.law.work != known.law.work for change in _changes(act, known)
    ]
    void = {change.by for change in changes if change.kind == "held"}
    unplaced = {change.by for change in changes if change.kind == "changes"}
    whole: dict[Place, list[_Change]] = {}
    for change in sorted(changes, key=lambda each: each.day):
        if change.kind in ("replaces", "repeals"):
            whole.setdefault(change.target, []).append(change)
    for found in whole.values():
        void.update(each.by for each in found[:-1] if each.kind == "replaces" and each.by != found[-1].by)
    return Laid(frozenset(whole), frozenset(void), frozenset(unplaced))


def _changes(act: Text, known: Text) -> Iterator[_Change]:
    """What `act` does to `known`."""
    act_day, day = _enacted(act.law), known.law.version or known.law.in_force_from
    later = act_day > day if act_day and day else None
    numbers = {unit.eid.partition("_")[2]: unit.eid for unit, _ in known.units}
    quoted: set[str] = set()
    for unit, trail in act.units:
        if QUOTED in unit.eid and _names(known.law, _own_words(trail[-1], act.law)):
            number = unit.eid.rsplit("__", 1)[-1].partition("_")[2]
            target, by = (known.law.expression, numbers.get(number, unit.eid)), (act.law.expression, unit.eid)
            quoted.add(number)
            if later:
                yield _Change("replaces" if _is_whole(unit) else "changes", by, target, act_day or date.max)
            elif known.law.text in FULL_TEXT and (later is False or number in numbers):
                yield _Change("held", by, target, date.min)
    if later:
        yield from _said(act, known, numbers, quoted, act_day or date.max)


def _enacted(law: Law) -> date | None:
    """The day of an act's own changes: the first that is known of it. A later text of the act does not make them again."""
    if "/bill/" in law.work:
        return date.max
    return min((day for day in (_named_day(law.work), law.in_force_from, law.version) if day), default=None)


def _named_day(work: str) -> date | None:
    """The day in the id of a work; the last of its year where it names no more, or no real day."""
    named = _DATE.search(work)
    if named is None or not int(named["year"]):
        return None
    try:
        return date.fromisoformat(named["day"])
    except ValueError:
        return date(int(named["year"]), 12, 31)


def _is_whole(unit: Clause) -> bool:
    """Does it give the article whole, with no part left out by dots ("…", "I. a III. …")?"""
    return not any(_DOTS.match(clause.text) for clause in unit.walk())


def _said(act: Text, known: Text, numbers: Mapping[str, str], quoted: set[str], day: date) -> Iterator[_Change]:
    """The articles of `known` that the act's own words repeal or change."""
    for top in act.clauses:
        for clause in top.walk():
            if QUOTED not in clause.eid and _VERB.search(clause.text):
                for reference in references(clause.text, act.law.language):
                    words = reference.law or f"{act.law.title} {clause.text}"
                    verb = _verb(clause.text, reference)
                    if verb and _names(known.law, fold(words)):
                        partly = verb == "changes" or _is_part(clause.text, reference)
                        for number in _each(reference, list(numbers)):
                            if not (partly and number in quoted):
                                yield _Change(
                                    "changes" if partly else "repeals", (act.law.expression, clause.eid),
                                    (known.law.expression, numbers[number]), day,
                                )  # fmt: skip


def _verb(text: str, reference: Reference) -> Literal["repeals", "changes", ""]:
    """What is done to the article that is named: by the nearest verb before it in its sentence, else behind its number."""
    start = max(text.rfind(mark, 0, reference.start) for mark in (". ", "; ", ": "))
    before = list(_VERB.finditer(text, max(start, 0), reference.start))
    found = before[-1] if before else _VERB.search(text, reference.start, reference.end + _NEAR)
    if found is None:
        return ""
    return "repeals" if found["repeals"] else "changes"


def _is_part(text: str, reference: Reference) -> bool:
    """Is it only an item, a paragraph or some words of the article?"""
    return bool(items(text, reference)) or bool(_PART.search(text[max(0, reference.start - _NEAR) : reference.start]))


def _each(reference: Reference, order: Sequence[str]) -> Iterator[str]:
    """The numbers named, those between the ends of a range too, as far as the law has them."""
    for number in reference.numbers:
        low, _, high = number.partition("..")
        if high:
            yield from (known for known in order if base_number(low) <= base_number(known) <= base_number(high))
        elif number in order:
            yield number


def _own_words(amending: Clause, law: Law) -> str:
    own = [clause.text for clause in amending.walk() if QUOTED not in clause.eid[len(amending.eid) :]]
    return fold(" ".join([amending.heading, *own, law.title]))


def _names(law: Law, words: str) -> bool:
    """Do folded `words` name `law`, by its name or by the number that its id ends in ("Ley Nº 25.871", "Ley 599 de 2000", "Act No. 12 of 2004")?"""
    names = (fold(law.short), *_SUBTITLE.split(fold(law.title))[:1])
    if any(name and re.search(rf"\b{re.escape(name)}(?!\w)", words) for name in names):
        return True
    number = law.work.rsplit("/", 1)[-1]
    return number.isdecimal() and any(re.sub(r"\D", "", said) == number for said in _LAW_NUMBER.findall(words))


_DATE = re.compile(r"/(?P<day>(?P<year>\d{4})(?:-\d\d-\d\d)?)/")
"""The year, or the day, in the id of a work: its own date (Akoma Ntoso naming convention, 4.4)."""
_NEAR = 80
"""Characters within which a verb behind an article's number, or a part named before it, belongs to it."""
_VERB = re.compile(
    r"(?P<repeals>\b(?:der[oó]g|abr[oó]g|supr[ií]m)\w*|\brepeal\w*|\b(?:is|are) (?:hereby )?(?:deleted|revoked))"
    r"|\b(?:ref[oó]rm|modif[ií][cq]|sustit[uú]y|subr[oó]g|adici[oó]n|agr[eé]g|a[ñn][aá]d|reempl[aá][cz]|enmi[eé]nd)\w*"
    r"|\b(?:amend|substitut|replac|insert|add|strik|struck)\w*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:p[aá]rrafos?|incisos?|frases?|palabras?|expresi[oó]n|ep[ií]grafe|numeral(?:es)?|fracci[oó]n(?:es)?|literal(?:es)?|words?|phrase|definition)\b[^.;]*$",
    re.IGNORECASE,
)
_DOTS = re.compile(r"^[\W\dIVXa-z]{0,12}(?:\.\s?){3,}\W*$|^\W*…\W*$|^[IVX]+\.? (?:a|y|to) [IVX]+\.?\W*(?:…|\.{3})")
_LAW_NUMBER = re.compile(
    r"\b(?:ley|decreto(?: ley| legislativo)?|codigo|act|law) (?:n(?:o|um|umero)?[.°º]* ?)?(\d{1,3}(?:[.,]\d{3})+|\d+)\b"
)
_SUBTITLE = re.compile(r"\s*[,(;:]|\s+de la (?:republica|nacion)\b|\s+de los estados\b|\s+del estado\b")
