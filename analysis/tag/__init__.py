"""Document -> Annotations: what each clause says, in which role, with which numbers. By rules; no trained model is needed."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analysis.garbage import uncollected
from analysis.model import BASIC_UNITS, Annotation, Clause, Document, Role
from analysis.tag import ages, roles
from analysis.tag.concepts import Concept, embedded
from analysis.tag.cues import Joined
from analysis.tag.degrees import graded
from analysis.tag.finder import Finder, Hit
from analysis.tag.penalties import Penalty, penalties_in
from analysis.tag.references import references, targets
from analysis.tag.spans import Span, spans_in

if TYPE_CHECKING:
    from analysis.tag.learned import Learned

LANGUAGES = ("es", "en")
"""The languages that have phrases. A law in another one is read, but nothing is said of it."""

OWN = ("penalty", "time-span", "reference", "repealed")
"""What the tagger says beside the concepts of `annotations/concepts`."""

_REPEALED = re.compile(
    r"\W*(?:(?:art[íi]culo\s+)?(?:se\s+)?(?:der[oó]g|abr[oó]g|supr[ií]m)\w*|\[?repealed|sin efecto)", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"art[íi]culos? anterior|precedente|delitos? (?:previsto|anterior|descrito|mencionado|de \w)|(?:preceding|foregoing) section"
    r"|offence (?:under|described|referred)",
    re.IGNORECASE,
)
_CASE_BEHIND = re.compile(r"[,;]\s+(?P<case>(?:si|cuando|if|where|when)\b)", re.IGNORECASE)
_OWN_CASE = re.compile(r"\s*\((?:if|where|when|in (?:the )?case|si|cuando|en (?:el )?caso)\b[^()]*", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"in any other case|in the case of any other (?:offen[cs]e|violation)|en (?:los|cualquier) (?:dem[áa]s|otros?) casos?|en otro caso"
)
_BEGINS_OTHERWISE = re.compile(r"\W*otherwise\b")
_ON_INDICTMENT = re.compile(
    r"\b(?:conviction|convicted|tried|prosecuted|proceeded against) (?:on|upon|by)(?: way of)? (?:indictment|information)"
)


def tag(
    document: Document, concepts: Sequence[Concept] | None = None, learned: Learned | None = None
) -> tuple[Annotation, ...]:
    """All annotations of `document`, in document order; none for a law in a language without phrases.

    A repealed article gets the one concept ``repealed``. `concepts` are those of `annotations/concepts` unless given. Of the concepts of a
    `learned` model, that alone finds the words; their roles and values come from the rules.
    """
    language = document.law.language
    if language not in LANGUAGES:
        return ()
    finder = _finder(language) if concepts is None else Finder(concepts, language)
    with uncollected():
        return _annotations(document, finder, learned)


def _annotations(document: Document, finder: Finder, learned: Learned | None) -> tuple[Annotation, ...]:
    tagger = _Tagger(document, finder, learned)
    return tuple(annotation for clause in document.clauses for annotation in tagger.below(clause, None, None))


@lru_cache(maxsize=4)
def _finder(language: str) -> Finder:
    return Finder(embedded(), language)


def _is_term(clause: Clause) -> bool:
    """Is `clause` one of a list of definitions: unnumbered, its heading the term that its text begins with?"""
    return (
        clause.kind == "point"
        and not clause.number
        and bool(clause.heading)
        and clause.heading in clause.text[: len(clause.heading) + 3]
    )


class _Unit:
    """The article or section that is being tagged, and whether anything in it punishes."""

    def __init__(self, clause: Clause, tagger: _Tagger) -> None:
        self.clause, self._tagger = clause, tagger
        self._punishes: bool | None = None

    @property
    def punishes(self) -> bool:
        if self._punishes is None:
            self._punishes = any(self._clause_punishes(clause) for clause in self.clause.walk())
        return self._punishes

    def _clause_punishes(self, clause: Clause) -> bool:
        return bool(self._tagger.penalties(clause)) or any(
            hit.concept == "cue-punishes" for hit in self._tagger.hits(clause.text)
        )


class _Tagger:
    def __init__(self, document: Document, finder: Finder, learned: Learned | None = None) -> None:
        self.law, self.language = document.law.expression, document.law.language
        clauses = list(document.walk())
        units = [clause for clause in clauses if clause.kind in BASIC_UNITS and clause.eid.startswith(("art_", "sec_"))]
        self.units = {unit.eid.split("_", 1)[1]: unit.eid for unit in units}
        self.order = {slug: place for place, slug in enumerate(self.units)}
        texts = list({text: None for clause in clauses for text in (clause.text, clause.heading) if text})
        self._hits_in = dict(zip(texts, finder.find_all(texts), strict=True))
        if learned is not None and learned.concepts:
            self._learn([clause.text for clause in clauses if clause.text], learned)
        joined = Joined(list({clause.text: None for clause in clauses if clause.text}), self.language)
        stated = penalties_in(joined)
        self._penalties_in = dict(zip(joined.texts, stated, strict=True))
        if self.language == "en":
            self._penalties_in |= graded(self._penalties_in)
        self._spans_in = dict(zip(joined.texts, spans_in(joined, stated), strict=True))

    def _learn(self, texts: Sequence[str], learned: Learned) -> None:
        """Puts the hits of a model in the place of the rules', for its concepts."""
        once = list(dict.fromkeys(texts))
        for text, said in zip(once, learned.find_all(once), strict=True):
            kept = [hit for hit in self.hits(text) if hit.concept not in learned.concepts]
            self._hits_in[text] = sorted([*kept, *said], key=lambda hit: (hit.start, hit.end, hit.concept))

    def hits(self, text: str) -> list[Hit]:
        """The hits in a text or heading of the law."""
        return self._hits_in.get(text, [])

    def penalties(self, clause: Clause) -> list[Penalty]:
        """The penalties in the text of a clause."""
        return self._penalties_in.get(clause.text, [])

    def spans(self, clause: Clause) -> list[Span]:
        """The time spans in the text of a clause."""
        return self._spans_in.get(clause.text, [])

    def below(self, clause: Clause, unit: _Unit | None, inherited: Role | None) -> Iterator[Annotation]:
        """The annotations of `clause` and of everything below it."""
        if clause.kind in BASIC_UNITS and not any(child.kind in BASIC_UNITS for child in clause.children):
            if (
                _REPEALED.match(clause.text[:40] or clause.heading[:40])
                and not clause.children
                and len(clause.text) < 160
            ):
                yield self._annotation(clause, "repealed", "mention", 0, len(clause.text), {})
                return
            unit, inherited = _Unit(clause, self), self._named(clause)
        elif unit is not None and self._is_graver_item(clause, unit):
            inherited = "aggravator"
        elif unit is not None and inherited is None and _is_term(clause):
            inherited = "definition"
        found = self.hits(clause.text)
        cues = [hit for hit in found if hit.concept in roles.CUES]
        parts = roles.sentences(clause.text, cues) if found else []
        yield from self._heading(clause)
        yield from self._said(clause, found, parts, unit, inherited)
        if clause.text:
            yield from self._numbers(clause, parts, unit, inherited)
            yield from self._references(clause)
        handed = inherited
        if clause.children:
            parts = parts or roles.sentences(clause.text, ())
            handed = roles.handed_down(
                clause.text, parts, inherited, bool(self.penalties(clause)) and self._after_base(clause, unit)
            )
        for child in clause.children:
            yield from self.below(child, unit, handed if unit is not None else None)

    def _is_graver_item(self, clause: Clause, unit: _Unit) -> bool:
        """Is `clause` an item whose penalty depends on a circumstance, behind one whose penalty does not: "1. De uno a dos años. 2. De tres a cuatro, si …"?"""
        above = clause.eid.rsplit("__", 1)[0]
        if not clause.number or not self._has_condition(clause):
            return False
        before = itertools.takewhile(lambda other: other is not clause, unit.clause.walk())
        beside = (c for c in before if c.number and c is not unit.clause and c.eid.rsplit("__", 1)[0] == above)
        first = next(beside, None)
        return first is not None and bool(self.penalties(first)) and not self._has_condition(first)

    def _has_condition(self, clause: Clause) -> bool:
        """Does a circumstance stand behind the penalty that `clause` states, and no penalty of its own behind that: "…, si la víctima muere"?"""
        stated = self.penalties(clause)
        found = _CASE_BEHIND.search(clause.text, stated[0].end) if stated else None
        if found is None or any(other.start > found.start("case") for other in stated):
            return False
        return roles.conditional(clause.text[found.start("case") :])

    def _after_base(self, clause: Clause, unit: _Unit | None) -> bool:
        """Does `clause` come after the base penalty: in its own article's first words, or by speaking of another article?"""
        if unit is None:
            return False
        if any(reference.numbers for reference in references(clause.text, self.language)) or _ANOTHER.search(
            clause.text
        ):
            return True
        before = itertools.takewhile(lambda other: other is not clause, unit.clause.walk())
        return any(self.penalties(other) for other in before)

    def _named(self, unit: Clause) -> Role | None:
        """What an article's heading says that it does: "Agravantes", "Definiciones"."""
        cues = {hit.concept for hit in self.hits(unit.heading)}
        return next(
            (roles.CUES[cue] for cue in ("cue-aggravates", "cue-mitigates", "cue-defines") if cue in cues), None
        )

    def _heading(self, clause: Clause) -> Iterator[Annotation]:
        if clause.heading:
            for concept in sorted({hit.concept for hit in self.hits(clause.heading)} - set(roles.CUES)):
                yield self._annotation(clause, concept, "mention", 0, 0, {"heading": clause.heading})

    def _said(
        self, clause: Clause, hits: list[Hit], parts: list[roles.Sentence], unit: _Unit | None, inherited: Role | None
    ) -> Iterator[Annotation]:
        ends = [part.end for part in parts]
        for hit in hits:
            if hit.concept.startswith("cue-"):
                continue
            sentence = parts[bisect_right(ends, hit.start)]
            role = roles.role_of(sentence, inherited, unit.punishes if unit else False)
            if role == "element" and sentence.role is None and self._is_graver_case(clause, sentence):
                role = "aggravator"
            yield self._annotation(
                clause, hit.concept, role, hit.start, hit.end, self._values(hit, clause.text), hit.score, hit.by
            )

    def _values(self, hit: Hit, text: str) -> dict[str, Any]:
        if hit.concept == "child":
            age = ages.under(text[max(0, hit.start - 5) : hit.end + 60])
            return {"under": age} if age else {}
        return {}

    def _numbers(
        self, clause: Clause, parts: list[roles.Sentence], unit: _Unit | None, inherited: Role | None
    ) -> Iterator[Annotation]:
        stated = self.penalties(clause)
        base = {"base": True} if stated and self._is_base(clause.text, inherited) else {}
        for penalty in stated:
            values = {**penalty.values, **(base if self._is_of_other_cases(clause.text, penalty.end) else {})}
            role = self._penalty_role(clause, penalty.start, values, parts, inherited)
            yield self._annotation(clause, "penalty", role, penalty.start, penalty.end, values)
        for span in self.spans(clause):
            yield self._annotation(clause, "time-span", "mention", span.start, span.end, dict(span.values))

    def _is_base(self, text: str, inherited: Role | None) -> bool:
        """Does a penalty's clause say that it is for whatever is not graver, or for the graver way of trial?"""
        lower = text.lower()
        if _BEGINS_OTHERWISE.match(lower) or ("case" in lower or "caso" in lower) and _OTHERWISE.search(lower):
            return True
        graver_trial = inherited != "aggravator" and ("indictment" in lower or "information" in lower) and _ON_INDICTMENT.search(lower)
        return bool(graver_trial) and not roles.conditional(text)

    def _is_of_other_cases(self, text: str, end: int) -> bool:
        """Does no case of its own stand in brackets behind a penalty, or is it that of all others: "15 years (in the case of any other offense)"?"""
        own = _OWN_CASE.match(text, end)
        return own is None or bool(_OTHERWISE.search(own[0].lower()))

    def _penalty_role(
        self, clause: Clause, start: int, values: Any, parts: list[roles.Sentence], inherited: Role | None
    ) -> Role:
        if "factor" in values or ("relative" in values and values.get("kind") != "imprisonment"):
            return "mitigator" if values.get("direction") == "down" else "aggravator"
        if "base" in values:
            return "element"
        sentence = next((part for part in parts if part.start <= start < part.end), None)
        if clause.number and roles.conditional(clause.text[sentence.start : sentence.end] if sentence else clause.text):
            return "aggravator"
        role = roles.role_of(sentence, inherited, True) if sentence else inherited or "element"
        return "element" if role in ("mention", "definition") else role

    def _is_graver_case(self, clause: Clause, sentence: roles.Sentence) -> bool:
        """Is `sentence` of a numbered clause one that names a circumstance and the penalty for it: "(1) if the victim is …, by …"?"""
        return bool(
            clause.number
            and any(sentence.start <= penalty.start < sentence.end for penalty in self.penalties(clause))
            and roles.conditional(clause.text[sentence.start : sentence.end])
        )

    def _references(self, clause: Clause) -> Iterator[Annotation]:
        for reference in references(clause.text, self.language):
            values: dict[str, Any] = {"law": reference.law, "numbers": list(reference.numbers)}
            if not reference.law:
                values["targets"] = targets(reference, self.units, self.order)
            yield self._annotation(clause, "reference", "mention", reference.start, reference.end, values)

    def _annotation(
        self,
        clause: Clause,
        concept: str,
        role: Role,
        start: int,
        end: int,
        values: dict[str, Any],
        score: float = 1.0,
        by: str = "",
    ) -> Annotation:
        quote = clause.text[start:end]
        return Annotation(
            self.law, clause.eid, concept, role, start, end, quote, values, by or f"rule:{concept}", score
        )  # fmt: skip
