"""The articles of one country that say anything, with what is said in them and how they are joined.

An offence is rarely one clause: it is the article that forbids, joined with the definitions it uses, the article that sets its penalty, its
aggravators, and amendments to it. :func:`joined` finds them by reference ("artículos 10 y 13", "this chapter") and, within a law on
that one subject, by the name of the offence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.amending import QUOTED, Laid, Text, laid
from analysis.model import BASIC_UNITS, Annotation, Clause, Law, Quality
from analysis.read.markers import base_number
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
    """An article or section with its annotations, in the order of its text.

    ``trail`` is the titles and chapters above it; ``at`` counts the articles before it in what is loaded of its law, ``place`` is the same from 0
    to 1, ``rank`` the same by its number, which an excerpt does not change; ``topics`` are the concepts that its heading and theirs name,
    ``above`` those of the nearest one above it.
    In an article of definitions each is a provision of its own, with the article's first words as its ``intro``.
    """

    law: Law
    unit: Clause
    trail: tuple[Clause, ...]
    place: float
    annotations: tuple[Annotation, ...] = field(repr=False)
    topics: frozenset[str] = frozenset()
    rank: float = 1.0
    at: int = 0
    intro: str = ""
    above: frozenset[str] = frozenset()

    @cached_property
    def expression(self) -> str:
        return self.law.expression

    @cached_property
    def outward(self) -> tuple[Annotation, ...]:
        """Its references to other laws."""
        return tuple(a for a in self.annotations if a.concept == "reference" and a.values.get("law"))

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.eid: clause for clause in self.unit.walk()}

    @cached_property
    def folded(self) -> str:
        return fold(f"{self.intro} {self.unit.full_text}")

    @cached_property
    def headings(self) -> str:
        return fold(" / ".join(clause.heading for clause in (*self.trail, self.unit) if clause.heading))

    @cached_property
    def targets(self) -> frozenset[str]:
        """The eids of the same law that this provision refers to."""
        return frozenset(
            target for a in self.annotations if a.concept == "reference" for target in a.values.get("targets", ())
        )

    @cached_property
    def punishes(self) -> bool:
        """Does it set or change a penalty?"""
        return self.says("penalty")

    def says(self, concept: str, *roles: str) -> bool:
        return any(a.concept == concept and (not roles or a.role in roles) for a in self.annotations)


def provisions(laws: Sequence[Tagged]) -> list[Provision]:
    """All articles that carry annotations, law by law, in order, without those that are repealed or that a later act replaced: see
    :mod:`analysis.amending`.
    """
    texts = _texts(laws)
    done = laid(texts)
    left_out = done.gone | done.void
    return [
        provision for tagged, text in zip(laws, texts, strict=True)
        for provision in _with_general_penalty(_with_penalties(
            list(_of(tagged, [each for each in text.units if (text.law.expression, each[0].eid) not in left_out]))
        ))
    ]  # fmt: skip


def amended(laws: Sequence[Tagged]) -> Laid:
    """What the acts among `laws` do to the articles of the others."""
    return laid(_texts(laws))


def _texts(laws: Sequence[Tagged]) -> list[Text]:
    return [Text(tagged.law, tagged.clauses, units(tagged.clauses)) for tagged in laws]


def _with_penalties(found: list[Provision]) -> list[Provision]:
    """`found` where what an article sets for others by their numbers ("An offence under section 7 is punishable by …") is said of those too.

    Only an article without a penalty of its own takes it, and only from one that stands behind it; a list of definitions takes none. An article
    whose heading says that it grades or punishes the one before ("Grading of forgery") sets its penalties for that.
    """
    given: dict[str, list[tuple[Provision, Annotation]]] = {}
    for forbidding, setting in itertools.pairwise(found):
        if _grades(setting, forbidding):
            given[forbidding.unit.eid] = [
                (setting, a) for a in setting.annotations if a.concept == "penalty" and a.role == "element"
            ]
    for setting in found:
        if setting.targets and setting.says("penalty", "element"):
            for eid, penalty in _set_for_others(setting):
                given.setdefault(eid, []).append((setting, penalty))
    return [
        p if p.punishes or p.unit.eid not in given or _defines_terms(p)
        else replace(p, annotations=(*p.annotations, *(a for setting, a in given[p.unit.eid] if setting.at > p.at)))
        for p in found
    ]  # fmt: skip


_NOT_OTHERWISE_PUNISHED = re.compile(
    r"\boffen[cs]es? (?:under|against|in contravention of) (?:any provision of )?this (?:act|law|decree|ordinance|part)\b[^.]{0,40}\bfor which no\b[^.]{0,60}\b(?:penalty|punishment|sentence)\b"
    r"|\b(?:contraven|fail)\w*\b[^.]{0,60}\bthis (?:act|law|decree|ordinance)\b[^.]{0,40}\bfor which no\b[^.]{0,60}\b(?:penalty|punishment)\b"
    r"|\b(?:infracciones|delitos)\b[^.]{0,40}\besta ley\b[^.]{0,40}\bque no teng\w+\b[^.]{0,60}\b(?:pena|sancion)\b"
)
_IS_AN_OFFENCE = re.compile(
    r"\b(?:commits?|guilty of|shall be|constitutes?) an offen[cs]e\b|\bcomete(?:n|ra|ran)? (?:un )?delito\b|\bincurr\w+ en (?:un )?delito\b"
)


def _with_general_penalty(found: list[Provision]) -> list[Provision]:
    """`found` where what an article sets for all offences of the law without a penalty of their own is said of each article that only calls a conduct
    an offence, and of which no other article sets the penalty.
    """
    general = next(
        (p for p in found if p.says("penalty", "element") and _NOT_OTHERWISE_PUNISHED.search(p.folded)), None
    )
    if general is None:
        return found
    penalties = tuple(a for a in general.annotations if a.concept == "penalty" and a.role == "element")
    punished = frozenset().union(*(p.targets for p in found if p.punishes))
    return [
        p if p.punishes or p.unit.eid in punished or not _IS_AN_OFFENCE.search(p.folded)
        else replace(p, annotations=(*p.annotations, *penalties))
        for p in found
    ]  # fmt: skip


_GRADING = re.compile(
    r"(?:grading|punishment|penalty|penalties|sentence|sancion|pena|penalidad) (?:of|for|del?|para|por) (?:the |la |los |el )?(?:offen[cs]e of |delito de )?(.+)"
)


def _grades(setting: Provision, forbidding: Provision) -> bool:
    """Does the heading of `setting` say that it punishes what the article right before it, and that article's heading, forbid?"""
    found = _GRADING.fullmatch(fold(setting.unit.heading))
    return (
        found is not None
        and found[1] in fold(forbidding.unit.heading)
        and setting.law.expression == forbidding.law.expression
    )


def _defines_terms(said: Provision) -> bool:
    """Does the article only give the meaning of several terms, so that whoever refers to it punishes something else?"""
    giving = {a.eid for a in said.annotations if a.role == "definition"}
    forbids = any(a.role == "element" for a in said.annotations)
    return not forbids and sum(_among(child, giving) for child in said.unit.children) > 1


def _set_for_others(setting: Provision) -> Iterator[tuple[str, Annotation]]:
    """The eids of articles that a clause of `setting` names by their numbers, with each penalty that the clause sets."""
    named: dict[str, list[str]] = {}
    for a in setting.annotations:
        if a.concept == "reference":
            named.setdefault(a.eid, []).extend(a.values.get("targets", ()))
    for a in setting.annotations:
        if a.concept == "penalty" and a.role == "element":
            yield from ((eid, a) for eid in named.get(a.eid, ()))


def _of(tagged: Tagged, units: list[tuple[Clause, tuple[Clause, ...]]]) -> Iterator[Provision]:
    owner = {
        clause.eid: at for at, (unit, _) in enumerate(units) for clause in unit.walk() if not _quoted_in(clause, unit)
    }
    said: dict[int, list[Annotation]] = {}
    named: dict[str, set[str]] = {}
    for annotation in tagged.annotations:
        if annotation.eid in owner:
            said.setdefault(owner[annotation.eid], []).append(annotation)
        if "heading" in annotation.values:
            named.setdefault(annotation.eid, set()).add(annotation.concept)
    last = max(len(units) - 1, 1)
    highest = max((base_number(unit.number) for unit, _ in units), default=0) or 1
    for at, words in said.items():
        unit, trail = units[at]
        if not any(a.concept == "repealed" for a in words):
            topics = frozenset().union(*(named.get(clause.eid, ()) for clause in (*trail, unit)))
            rank = (base_number(unit.number) or highest) / highest
            above = frozenset(named.get(trail[-1].eid, ())) if trail else frozenset()
            whole = Provision(tagged.law, unit, trail, at / last, _in_order(words, unit), topics, rank, at, above=above)
            yield from _defining(whole) if _defines(whole) else (whole,)


def _defines(whole: Provision) -> bool:
    """Is it an article of definitions and of nothing else: several items of which each gives a meaning, and no penalty?"""
    items = _definitions(whole.unit)
    giving = {a.eid for a in whole.annotations if a.role == "definition"}
    return len(items) > 1 and not whole.punishes and sum(_among(item, giving) for item in items) > 1


def _definitions(unit: Clause) -> tuple[Clause, ...]:
    """The items of a list of definitions, perhaps in the article's only subsection: each with its term as heading, or behind its number."""
    within = unit.children[0] if len(unit.children) == 1 and not unit.children[0].heading else unit
    return tuple(
        child for child in within.children
        if child.kind in ("point", "paragraph") and (child.heading or _GIVES_A_TERM.match(child.text))
    )  # fmt: skip


_GIVES_A_TERM = re.compile(
    r"(?:por|se (?:entender[áa]|entiende) por) [«“\"‘']?[^»”\"’'.;:]{2,80}[»”\"’']?,? (?:se (?:entender[áa]n?|entienden?)|:)|[“\"‘'][^”\"’']{2,70}[”\"’'] (?:shall )?means?\b",
    re.IGNORECASE,
)
"""An item that gives a term its meaning without a heading: «Por "niño" se entenderá …», «"child" means …»."""


def _above(unit: Clause) -> tuple[Clause, ...]:
    """The article and the only subsection that holds its list of definitions."""
    return (unit, unit.children[0]) if len(unit.children) == 1 else (unit,)


def _among(item: Clause, eids: set[str]) -> bool:
    return any(clause.eid in eids for clause in item.walk())


def _defining(whole: Provision) -> Iterator[Provision]:
    """Each definition as a provision, and what the article says beside them as one more."""
    rest = list(whole.annotations)
    for item in _definitions(whole.unit):
        inside = {clause.eid for clause in item.walk()}
        own = tuple(a for a in rest if a.eid in inside)
        rest = [a for a in rest if a.eid not in inside]
        if own:
            yield replace(
                whole, unit=item, annotations=own, intro=" ".join(clause.text for clause in _above(whole.unit))
            )
    if rest:
        yield replace(whole, annotations=tuple(rest))


def _in_order(annotations: list[Annotation], unit: Clause) -> tuple[Annotation, ...]:
    order = {clause.eid: at for at, clause in enumerate(unit.walk())}
    return tuple(sorted(annotations, key=lambda a: (order[a.eid], a.start, a.end, a.concept, a.role)))


def _quoted_in(clause: Clause, unit: Clause) -> bool:
    return QUOTED in clause.eid[len(unit.eid) :]


def units(clauses: Sequence[Clause]) -> list[tuple[Clause, tuple[Clause, ...]]]:
    """The articles, and provisions that have no number, with the headings above each; for a text without either, as a ruling or a protocol, its
    main parts.
    """
    return list(_units(clauses, ())) or [(clause, ()) for clause in clauses]


def _units(clauses: Sequence[Clause], trail: tuple[Clause, ...]) -> Iterator[tuple[Clause, tuple[Clause, ...]]]:
    for clause in clauses:
        if clause.kind in BASIC_UNITS and not _holds_units(clause):
            yield clause, trail
            for child in clause.walk():
                if child.kind == "quotedStructure":
                    yield from _units(child.children, (*trail, clause))
        elif clause.kind == "hcontainer" and not any(part.kind in BASIC_UNITS for part in clause.walk()):
            yield clause, trail
        elif clause.kind != "transitional":
            yield from _units(clause.children, (*trail, clause))


def _holds_units(clause: Clause) -> bool:
    return any(child.kind in BASIC_UNITS for child in clause.children)


# ---- joins ----------------------------------------------------------------------------------------------------------

_NEAR = 8
"""Share of a law without headings within which articles are about one matter."""
_TELLING = 10
"""Letters of a law's name under which a likeness of names tells nothing."""
_FIRST_WORDS = 3
"""Characters behind which a term no longer opens its definition: room for a quotation mark and an article."""
_CLOSE = 4
"""Articles behind one within which "the preceding articles" can mean it."""
_THIS_LAW = re.compile(
    r"\b(?:esta|presente|este|present) (?:ley|codigo|decreto)\b|\bthis (?:act|law)\b|\b(?:estos|dichos|tales) delitos\b|\b(?:these|those|such) offen[cs]es\b"
)
_OFFENCES_OF_THIS_LAW = re.compile(
    r"\b(?:delitos|infracciones|hechos punibles|conductas) (?:previst|tipificad|contemplad|establecid|descrit|penad|sancionad)[oa]s (?:en|por) (?:la )?(?:esta|presente) ley\b"
    r"|\b(?:any|an|the) offen[cs]es? (?:under|against) this act\b"
)
_OF_A_CRIME = re.compile(
    r"\b(?:victimas?|victims?|delitos?|offen[cs]es?|acusad[oa]s?|accused|prosecution|defen[cs]e|responsabilidad penal|criminally liable|consent|consentimiento)\b"
)
_TELLING_TERM = 5
"""A heading of fewer letters is no term to go by."""
_COMMON = re.compile(
    r"\b(?:disposicion|regla|norma)(?:es|s)? comun(?:es)?\b|\bcommon (?:provision|rule)s?\b|\b(?:provision|rule)s? common to\b"
)
_THIS_CHAPTER = re.compile(r"\b(?:este|presente) (?:capitulo|parrafo)\b|\bthis chapter\b")
_THIS_TITLE = re.compile(
    r"\b(?:este|presente) titulo\b|(?<!fined under )(?<![\d)] of )\bthis (?:(?:sub-?)?title|part)\b"
)
"""A title that is spoken of as a whole, not one that an article is only named by: "section 2331 of this title"."""
_THIS_DIVISION = re.compile(r"\bth(?:is|e present) (?:sub)?division\b|\bthis subpart\b")
_ARTICLE_BEFORE = re.compile(r"\barticulo (?:anterior|precedente)\b|\b(?:preceding|foregoing|last) section\b")
_ARTICLES_BEFORE = re.compile(
    r"\b(?:articulos?|delitos?) (?:anterior|precedente)|\b(?:preceding|foregoing) (?:sections?|articles?)\b"
)

_SEVERAL = re.compile(r"(?:articulos|delitos)\b|.*\b(?:sections|articles)$")


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

    `label` is the concept of its name; `others` are forbidding articles too, which stand beside `core` and do not join it, unless one
    only defines what `core` punishes by that name.
    """
    apart = {id(p) for p in (core, *others) if p is core or not only_defines(p, core, label)}
    free = [p for p in shelf if id(p) not in apart]
    joined = [p for p in free if _joins(p, core, label)]
    by_name = [] if core.punishes else [p for p in joined if p.punishes and _named_after(p, label)]
    joined = [p for p in free if p in joined or any(_joins(p, other, label) for other in by_name)]
    joined += [p for p in free if p not in joined and _defines_a_term(p, core, joined, label)]
    punishing = [p for p in joined if core.unit.eid in p.targets and p.says("penalty", "element")]
    raising = [p for p in joined if p not in punishing and p.says("penalty", "aggravator")]
    through = [p for p in free if any(_changes(p, other) for other in (*punishing, *raising))]
    meant = [_without_penalty(p) for p in free if p not in joined and any(_means_it(other, p) for other in joined)]
    return Offence(core, (*(p for p in free if p in joined or p in through), *meant))


def _defines_a_term(other: Provision, core: Provision, joined: Sequence[Provision], label: str) -> bool:
    """Does `other` give the meaning of a word of `core`: in a list of definitions of its law, or in the special law that says what the offence of a
    code is ("Explotación. A los efectos …")? A code's own lists of definitions are each for one part of it.
    """
    term = fold(other.unit.heading).strip(" .:;\"'“”‘’«»")
    own = other.expression == core.expression
    return (
        not other.punishes
        and len(term) > _TELLING_TERM
        and re.search(rf"\b{re.escape(term)}\b", core.folded) is not None
        and any(a.role == "definition" for a in other.annotations)
        and (
            other.unit.kind not in BASIC_UNITS and core.law.kind != "criminal-code"
            if own
            else any(p.expression == other.expression and _gives_meaning(p, label) for p in joined)
        )
    )


def _means_it(defining: Provision, other: Provision) -> bool:
    """Is `other` the offence by which `defining` gives its meaning: "who suffers what section 4 forbids"?"""
    return (
        other.expression == defining.expression
        and not defining.punishes
        and other.punishes
        and other.unit.eid in defining.targets
        and any(a.role == "definition" and a.concept == "any-offence" for a in defining.annotations)
    )


def _without_penalty(said: Provision) -> Provision:
    return replace(said, annotations=tuple(a for a in said.annotations if a.concept != "penalty"))


def only_defines(other: Provision, core: Provision, label: str) -> bool:
    """Does `other` set no penalty and say what the offence is that `core` punishes by its name?"""
    return core.punishes and not other.punishes and _gives_meaning(other, label)


def _changes(other: Provision, punishing: Provision) -> bool:
    """Does `other` raise, lower or lift the penalty that `punishing` sets or raises: "the court, in determining the penalty under section 12, …"?"""
    return (
        other.expression == punishing.expression
        and (punishing.unit.eid in other.targets or _right_behind(other, punishing))
        and any(a.role in ("aggravator", "mitigator", "exclusion") for a in other.annotations)
        and not other.says("penalty", "element")
    )


def _right_behind(other: Provision, punishing: Provision) -> bool:
    return other.at == punishing.at + 1 and bool(_ARTICLE_BEFORE.search(other.folded))


def may_reach(other: Provision, core: Provision, label: str) -> bool:
    """Might `other` say something of the offence of `core` that no join shows: by its name or number, under its title, or in a law on few subjects?

    A circumstance that the general part gives for every offence is not said of this one.
    """
    if other.expression != core.expression:
        return False
    if core.law.kind != "criminal-code" or other.says(label) or core.unit.eid in other.targets:
        return True
    if not core.trail:
        return _beside(other, core)
    above = next((clause for clause in reversed(core.trail) if clause.kind in ("title", "part")), core.trail[0])
    return any(clause.eid == above.eid for clause in other.trail)


def _joins(other: Provision, core: Provision, label: str) -> bool:
    if other.expression != core.expression:
        return _joins_from_afar(other, core, label)
    if core.law.kind in SPECIAL and not other.punishes and any(a.role == "definition" for a in other.annotations):
        return True
    if core.unit.eid in other.targets:
        return _beside(other, core) or _acts_on(other, core.unit.eid)
    if other.unit.eid in core.targets and not other.punishes:
        return True
    if only_defines(other, core, label) and core.says(label, "element"):
        return True
    if only_defines(core, other, label) and other.says(label, "element") and other.says("penalty", "element"):
        return True
    if _named_after(other, label) and (_beside(other, core) or _follows(other, core)):
        return True
    if not other.says("penalty", "element") and _is_common(other, core, label):
        return True
    if core.law.kind in SPECIAL and (_THIS_LAW.search(other.folded) or other.says(label)):
        return True
    if core.law.kind in SPECIAL and 0 < other.at - core.at <= _NEAR and _adds_to_an_offence(other):
        return True
    if (
        core.law.kind == "criminal-code"
        and _beside(other, core)
        and label in core.above
        and not other.says("penalty", "element")
    ):
        return True
    if core.law.kind != "criminal-code" and _OFFENCES_OF_THIS_LAW.search(other.folded):
        return True
    if _THIS_CHAPTER.search(other.folded) and _of_one_chapter(core, other):
        return True
    if _same(core, other, "title", "part") and _THIS_TITLE.search(other.folded):
        return True
    if _same(core, other, "division", "subpart") and _THIS_DIVISION.search(other.folded):
        return True
    return _follows(other, core) and (_speaks_of_those_before(other) or _only_aggravates(other))


def _speaks_of_those_before(other: Provision) -> bool:
    """Does it speak of the articles before it: of all of them, or of the one before where it names none by its number?"""
    said = _ARTICLES_BEFORE.search(other.folded)
    return said is not None and (not other.targets or bool(_SEVERAL.match(said[0])))


def _adds_to_an_offence(other: Provision) -> bool:
    """Does it punish nothing itself and speak of a victim, of guilt or of the trial: "the consent of the victim is no defence"?"""
    return not other.says("penalty", "element") and bool(_OF_A_CRIME.search(other.folded))


def _only_aggravates(other: Provision) -> bool:
    """Does it raise a penalty without naming any article: "La pena será de … cuando:", right behind the offence?"""
    penalties = [a for a in other.annotations if a.concept == "penalty"]
    return bool(penalties) and all(a.role == "aggravator" for a in penalties) and not other.targets


def _named_after(other: Provision, label: str) -> bool:
    """Does its own heading name the offence: "Formas agravadas de la trata de personas"?"""
    return any(a.concept == label and a.eid == other.unit.eid and "heading" in a.values for a in other.annotations)


def _is_common(other: Provision, core: Provision, label: str) -> bool:
    """Does it hold for several offences, by a heading such as "Disposiciones comunes": its own, or that of a part beside the one of `core`?"""
    if _COMMON.search(fold(other.unit.heading)):
        return _named_after(other, label) or _beside(other, core)
    above = {clause.eid for clause in core.trail}
    return len(other.trail) > 1 and bool(_COMMON.search(fold(other.trail[-1].heading))) and other.trail[-2].eid in above


def _beside(other: Provision, core: Provision) -> bool:
    """Do both stand under the same nearest heading, or near each other in a law without headings?"""
    if not core.trail and not other.trail:
        return abs(core.at - other.at) <= _NEAR
    return bool(core.trail) and bool(other.trail) and core.trail[-1].eid == other.trail[-1].eid


def _acts_on(other: Provision, eid: str) -> bool:
    """Does the clause that refers to the article punish, aggravate or except, rather than list it among many?"""
    return _acts(
        other, {a.eid for a in other.annotations if a.concept == "reference" and eid in a.values.get("targets", ())}
    )


def _acts(other: Provision, clauses: set[str]) -> bool:
    return any(
        (a.eid in clauses or any(a.eid.startswith(f"{eid}__") for eid in clauses))
        and (a.concept == "penalty" or a.role in ("aggravator", "mitigator", "exclusion"))
        for a in other.annotations
    )


def _joins_from_afar(other: Provision, core: Provision, label: str) -> bool:
    """Another law's article joins when it names the number and the law and acts on it, or punishes the offence by its name."""
    if pointing := {a.eid for a in pointing_at(core, other)}:
        return _acts(other, pointing)
    if other.law.kind not in SPECIAL:
        return False
    one_definition = other.unit.kind not in BASIC_UNITS
    return _gives_meaning(other, label) or (
        not one_definition and other.says(label, "element", "aggravator", "exclusion")
    )


def pointing_at(core: Provision, other: Provision) -> list[Annotation]:
    """The references in `other` that mean the article of `core`, in its own law or by the name of that law."""
    if other.expression == core.expression:
        eid = core.unit.eid
        return [a for a in other.annotations if a.concept == "reference" and eid in a.values.get("targets", ())]
    number = core.unit.eid.split("_", 1)[1]
    return [
        a for a in other.outward
        if any(_means(said, number) for said in a.values.get("numbers", ())) and _is_named(core.law, str(a.values["law"]))
    ]  # fmt: skip


def _gives_meaning(other: Provision, label: str) -> bool:
    """Is the offence what `other` defines, in its own first words or the first of an item, and not in passing?"""
    return any(
        a.concept == label
        and a.role == "definition"
        and (a.eid == other.unit.eid or a.end > 0 and a.start <= _FIRST_WORDS)
        for a in other.annotations
    )


def _means(said: str, number: str) -> bool:
    """Is the article of that slug the one `said`, or in the range ``188..192``?"""
    low, _, high = said.partition("..")
    return _rank_of(low) <= _rank_of(number) <= _rank_of(high or low)


def _rank_of(number: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in number.split("-"))


def _is_named(law: Law, words: str) -> bool:
    """Do the words of a reference ("Código Penal", "the Immigration Act") name `law`, by its short name or its title?"""
    named, short, title = fold(words).removeprefix("the "), fold(law.short), fold(law.title)
    if short and re.search(rf"\b{re.escape(short)}(?!\w)", named):
        return True
    bare = re.split(r"[(,;]", title)[0].strip()
    return len(named) > _TELLING and (named[:40] in title or (len(bare) > _TELLING and bare[:60] in named))


def _same(a: Provision, b: Provision, *kinds: str) -> bool:
    def nearest(p: Provision) -> str:
        return next((clause.eid for clause in reversed(p.trail) if clause.kind in kinds), "")

    return bool(nearest(a)) and nearest(a) == nearest(b)


def _of_one_chapter(a: Provision, b: Provision) -> bool:
    """Do both stand in one chapter, or under one heading of a law that calls its titles so?"""
    kinds = ("chapter", "section", "hcontainer")
    if any(clause.kind in kinds for p in (a, b) for clause in p.trail):
        return _same(a, b, *kinds)
    return bool(a.trail) and _beside(a, b)


def _follows(other: Provision, core: Provision) -> bool:
    """Does `other` stand close behind `core`, under the same heading, where "the preceding articles" can mean it?"""
    under = [provision.trail[-1].eid if provision.trail else "" for provision in (other, core)]
    return 0 < other.at - core.at <= _CLOSE and under[0] == under[1]
