"""Criteria as data: expressions over what is said in some provisions.

An expression is a concept id; ``{<concept id>: {role: …, under: 18, …}}``; ``{all: […]}``, ``{any: […]}``, ``{none: […]}``;
``{at_least: n, of: […]}``; ``{clause: expression}`` or ``{article: expression}`` (all of it in one clause, in one article);
``{heading: [words]}``, ``{place: general-part}``, ``{kind: [kinds of law]}``, each with ``says:``; ``{kind: …}`` alone (the article stands in such a law);
``{topic: [concepts]}`` (its heading, or one above it, names one of them); ``{core: …}`` and ``{joined: …}`` (in the
forbidding article, in what it is joined with), ``{sibling: …}`` (in another article of that law which forbids the same conduct); ``{prison: {}}``; ``{base-penalty: {reaches: 4}}``; ``{both-offences: {of: [two requirements], apart: true, confused: …}}``. Each gives the
annotations that prove it.

Beside the verdict a criterion can record values: the time span next to some words (:func:`span_beside`), and which of a closed list of concepts
stand with them (:func:`listed`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, get_args

from analysis.errors import ManifestError
from analysis.model import Annotation, Kind, Role
from analysis.provisions import Provision, pointing_at
from analysis.tag.language import fold

Proof = list[tuple[Provision, Annotation]]
GENERAL_PART = 0.4
"""A code's rules on attempt, participation and penalties stand in its first two fifths, unless their headings say so."""
_ONE_CRIME = r"(?:del?|to|of|at) (?!(?:(?:commit|commission|or|procure|of|an|any|the|indictable) )*(?:delito|hecho|crim|felon|offen[cs]e))"
_GENERAL_HEADING = re.compile(
    r"\bparte general|\bgeneral part\b|\bautoria\b|\bautores\b|\bcomplices?\b|\bparticipacion(?! en\b)"
    r"|\bpersonas? (?:criminal|penal)mente responsables?|\bresponsables? de(?: los|l) delitos?"
    r"|\bparties to|\bprincipals\b|\baccessor(?:y|ies)(?! after)|\babet"
    rf"|\b(?:tentativas?|attempts?)\b(?! {_ONE_CRIME})"
)
_OF_ONE_CRIME = re.compile(rf"\b(?:tentativas?|attempts?) {_ONE_CRIME}")
"""Headings of the rules on every offence; "attempt to commit murder" is the heading of one."""

_PENALTY_KEYS = ("min_years", "max_years", "life", "fine", "alternative")


class Context(Protocol):
    """What else is known of the country while a criterion is judged."""

    def maximum(self, requirement: str) -> float | None:
        """The longest deprivation of liberty, in years, that was recorded for `requirement`; infinite for life."""

    def cores(self, requirement: str) -> list[Provision]:
        """The forbidding articles that answer `requirement`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression is judged on.

    Provisions, the articles that forbid among them (the fullest first), other articles of the
    same law that forbid the same conduct, the roles that count by default, and which of the provisions are joined with the articles that forbid
    (all the others, where it is None), and the eids of the clauses in which the articles say what they forbid.
    """

    provisions: tuple[Provision, ...]
    cores: tuple[Provision, ...] = ()
    siblings: tuple[Provision, ...] = ()
    roles: tuple[str, ...] = ()
    context: Context | None = None
    joined: tuple[Provision, ...] | None = None
    forbidding: frozenset[str] = frozenset()


def prove(expression: Any, scope: Scope) -> Proof | None:
    """The annotations that make `expression` true in `scope`; None where it is false. A true "none" proves itself with an empty list.

    Raises ManifestError for one that is no expression at all; :func:`readable` tells every mistake, and `standards.load` asks it.
    """
    if isinstance(expression, str):
        return _says(expression, {}, scope)
    if isinstance(expression, list):
        return _all(expression, scope)
    if not isinstance(expression, dict) or not expression:
        raise _unreadable(expression)
    operator = next((key for key in _OPERATIONS if key in expression), None)
    if operator is None:
        concept, wanted = next(iter(expression.items()))
        return _says(concept, wanted or {}, scope)
    return _OPERATIONS[operator](expression, scope)


def readable(expression: Any) -> None:
    """Raises ManifestError for an expression that :func:`prove` could not read, wherever in it the mistake stands."""
    if isinstance(expression, list):
        for part in expression:
            readable(part)
    elif isinstance(expression, dict):
        operator = next((key for key in _OPERATIONS if key in expression), None)
        if operator is None:
            _readable_concept(expression)
        else:
            _readable_operation(operator, expression)
    elif not isinstance(expression, str) or not expression:
        raise _unreadable(expression)


def _unreadable(expression: Any) -> ManifestError:
    return ManifestError(
        f"an expression cannot be read: {expression!r}",
        do="See the head of analysis/criteria.py for how they are written",
    )


def _readable_concept(expression: dict[Any, Any]) -> None:
    """One concept id, and what is asked of its role and values."""
    wanted = next(iter(expression.values()), None) or {}
    if len(expression) != 1 or not isinstance(next(iter(expression)), str) or not isinstance(wanted, dict):
        raise _unreadable(expression)
    for key, limit in wanted.items():
        if key == "role" and not set([limit] if isinstance(limit, str) else limit) <= {*get_args(Role), "any"}:
            raise _unreadable(expression)
        if isinstance(limit, dict) and (len(limit) != 1 or not limit.keys() <= {"below", "at_least", "is"}):
            raise _unreadable(expression)


def _readable_operation(operator: str, expression: dict[str, Any]) -> None:
    needed, lists = (
        _KEYS.get(operator, {operator}),
        [key for key in ("all", "any", "none", "of", "heading", "refers") if key in expression],
    )
    allowed = needed | _MAY.get(operator, set())
    if not needed <= expression.keys() <= allowed or not all(isinstance(expression[key], list) for key in lists):
        raise _unreadable(expression)
    if operator == "place" and expression["place"] != "general-part":
        raise _unreadable(expression)
    if operator == "kind" and not set(_several(expression["kind"])) <= set(get_args(Kind)):
        raise _unreadable(expression)
    if operator in _ASKS and not (
        isinstance(expression[operator], dict) and any(map(expression[operator].keys().__ge__, _ASKS[operator]))
    ):
        raise _unreadable(expression)
    if operator == "both-offences":
        readable(expression[operator]["confused"])
    for key in expression.keys() & _PARTS:
        readable(expression[key])


def _several(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


_PARTS = frozenset(("all", "any", "none", "of", "clause", "article", "says", "core", "joined", "sibling"))
"""Keys whose values are expressions."""
_KEYS = {"at_least": {"at_least", "of"}, "heading": {"heading", "says"}, "place": {"place", "says"}}
"""Keys that an operator needs beside its own."""
_MAY = {"all": {"none"}, "any": {"none"}, "kind": {"says"}}
"""Keys that may stand beside an operator."""
_ASKS: dict[str, tuple[set[str], ...]] = {
    "base-penalty": ({"reaches"}, {"below"}, {"not_below"}),
    "both-offences": ({"of", "apart", "confused"},),
}
"""Keys of which an operator needs one set."""


def concepts(expression: Any) -> set[str]:
    """All concept ids that `expression` names."""
    if isinstance(expression, str):
        return {expression}
    if isinstance(expression, list | tuple):
        return set().union(*map(concepts, expression)) if expression else set()
    if isinstance(expression, dict):
        found: set[str] = set()
        for key, value in expression.items():
            if key in _PARTS:
                found |= concepts(value)
            elif key in ("prison", "base-penalty"):
                found.add("penalty")
            elif key == "topic":
                found |= set(_several(value))
            elif key not in ("at_least", "heading", "place", "kind", "both-offences", "refers"):
                found.add(key)
        return found
    return set()


# ---- atoms ----------------------------------------------------------------------------------------------------------


def _says(concept: str, wanted: dict[str, Any], scope: Scope) -> Proof | None:
    roles = _several(wanted.get("role", scope.roles))
    found = [
        (p, a) for p in scope.provisions for a in p.annotations
        if a.concept == concept and (not roles or a.role in roles or "any" in roles) and _values_fit(a, wanted)
    ]  # fmt: skip
    return found or None


def _values_fit(annotation: Annotation, wanted: dict[str, Any]) -> bool:
    return all(_fits(annotation.values.get(key), limit) for key, limit in wanted.items() if key != "role")


def _fits(value: Any, limit: Any) -> bool:
    """``18`` equal to or above, or not stated; ``{below: 18}``, ``{at_least: 4}``, ``{is: …}`` as they say."""
    if isinstance(limit, dict):
        if "below" in limit:
            return value is not None and value < limit["below"]
        if "at_least" in limit:
            return value is not None and value >= limit["at_least"]
        return bool(value == limit.get("is"))
    if isinstance(limit, bool):
        return bool(value) is limit
    return value is None or value >= limit


# ---- operators ------------------------------------------------------------------------------------------------------


def _all(parts: Sequence[Any], scope: Scope) -> Proof | None:
    proof: Proof = []
    for part in parts:
        found = prove(part, scope)
        if found is None:
            return None
        proof.extend(found)
    return proof


def _operator_all(expression: dict[str, Any], scope: Scope) -> Proof | None:
    proof = _all(expression["all"], scope)
    return None if proof is None or _excepted(expression, scope) else proof


def _excepted(expression: dict[str, Any], scope: Scope) -> bool:
    """Does what stands under ``none``, by itself or beside ``all`` or ``any``, hold?"""
    return any(prove(part, scope) is not None for part in expression.get("none", ()))


def _any(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """The first alternative that holds: whoever writes a criterion puts the most telling one first."""
    proof = next((proof for part in expression["any"] if (proof := prove(part, scope)) is not None), None)
    return None if proof is None or _excepted(expression, scope) else proof


def _none(expression: dict[str, Any], scope: Scope) -> Proof | None:
    return None if _excepted(expression, scope) else []


def _at_least(expression: dict[str, Any], scope: Scope) -> Proof | None:
    found = [proof for part in expression["of"] if (proof := prove(part, scope)) is not None]
    return [item for proof in found for item in proof] if len(found) >= expression["at_least"] else None


def _in_one(scope: Scope, parts: Callable[[Provision], Sequence[Provision]], expression: Any) -> Proof | None:
    proof: Proof = []
    for provision in scope.provisions:
        for part in parts(provision):
            found = prove(expression, replace(scope, provisions=(part,)))
            if found is not None:
                by_id = {id(a) for _, a in found}
                proof.extend((provision, a) for a in provision.annotations if id(a) in by_id)
    return proof or None


def _clause(expression: dict[str, Any], scope: Scope) -> Proof | None:
    return _in_one(scope, _one_clause_each, expression["clause"])


def _one_clause_each(provision: Provision) -> list[Provision]:
    by_clause: dict[str, list[Annotation]] = {}
    for a in provision.annotations:
        by_clause.setdefault(a.eid, []).append(a)
    return [replace(provision, annotations=tuple(said)) for said in by_clause.values()]


def _article(expression: dict[str, Any], scope: Scope) -> Proof | None:
    return _in_one(scope, lambda provision: (provision,), expression["article"])


def _narrowed(scope: Scope, keep: Callable[[Provision], bool], says: Any) -> Proof | None:
    kept = tuple(p for p in scope.provisions if keep(p))
    return prove(says, replace(scope, provisions=kept)) if kept else None


def _heading(expression: dict[str, Any], scope: Scope) -> Proof | None:
    words = [fold(word) for word in expression["heading"]]
    return _narrowed(scope, lambda p: any(word in p.headings for word in words), expression["says"])


def _place(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """``general-part``: in a code's general part, told by its headings, or else by its place in the code."""
    named = _narrowed(scope, lambda p: bool(_GENERAL_HEADING.search(p.headings)), expression["says"])
    return _narrowed(scope, _in_general_part, expression["says"]) if named is None else named


def _in_general_part(provision: Provision) -> bool:
    if _OF_ONE_CRIME.search(provision.headings) or _punishes_one_crime(provision):
        return False
    return min(provision.place, provision.rank) <= GENERAL_PART or "disposiciones generales" in provision.headings


def _punishes_one_crime(provision: Provision) -> bool:
    """Does it imprison for so many years, and speak of no offence in general: "whoever attempts to violate subsection (a)"?"""
    said = provision.annotations
    return any(a.role == "element" and _deprives_of_liberty(a) for a in said) and not any(
        a.concept in ("any-offence", "serious-crime") for a in said
    )


def _kind(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """``says`` in a law of such a kind; without it, that there is an article of such a law, which proves itself with no words."""
    kinds = _several(expression["kind"])
    return _narrowed(scope, lambda p: p.law.kind in kinds, expression.get("says", {"all": []}))


def _topic(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """A heading, the article's own or one above it, names one of the concepts. It proves itself with no words."""
    named = set(_several(expression["topic"]))
    return _narrowed(scope, lambda p: bool(named & p.topics), {"all": []})


def _core(expression: dict[str, Any], scope: Scope) -> Proof | None:
    return _narrowed(scope, lambda p: _forbids(p, scope), expression["core"])


def _forbids(provision: Provision, scope: Scope) -> bool:
    return any(provision.unit is core.unit for core in scope.cores)


def _sibling(expression: dict[str, Any], scope: Scope) -> Proof | None:
    return prove(expression["sibling"], replace(scope, provisions=scope.siblings)) if scope.siblings else None


def _joined(expression: dict[str, Any], scope: Scope) -> Proof | None:
    joined = {id(p.unit) for p in (scope.provisions if scope.joined is None else scope.joined)}
    return _narrowed(scope, lambda p: id(p.unit) in joined and not _forbids(p, scope), expression["joined"])


def _prison(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """A penalty that deprives of liberty, in whatever role: what makes a prohibition a crime and not a fault."""
    found = [(p, a) for p in scope.provisions for a in p.annotations if _deprives_of_liberty(a) or _grade_of_prison(a)]
    return found or None


def _grade_of_prison(annotation: Annotation) -> bool:
    """A term named by its degree and not in years, as in Chile ("reclusión menor en su grado medio"), or by its name alone: "prisión mayor y multa"."""
    return (
        annotation.concept == "penalty"
        and annotation.values.get("kind") == "imprisonment"
        and ("relative" in annotation.values or set(annotation.values) == {"kind", "fine"})
    )


def _deprives_of_liberty(annotation: Annotation) -> bool:
    """A prison term that is imposed, not one that only tells which offences are meant ("punishable by more than five years")."""
    values = annotation.values
    return (
        annotation.concept == "penalty"
        and bool({"min_years", "max_years", "life"} & set(values))
        and not values.get("threshold")
    )


def base_penalty(scope: Scope) -> tuple[Provision, Annotation] | None:
    """The penalty of the base offence: the first deprivation of liberty that stands as an element, the forbidding article's own first.

    In an article of several offences that is the subsection which forbids. One that says "in any other case" goes before all. Where the article grades penalties, or each depends on a circumstance, the first counts.
    A lighter form's (by negligence, for an accomplice) never does.
    """
    prisons = [
        (p, a) for p in (*scope.cores[:1], *scope.provisions) for a in p.annotations
        if _deprives_of_liberty(a) and a.role != "mitigator"
    ]  # fmt: skip
    own = [found for found in prisons if found[0] in scope.cores[:1]] or prisons
    own = _without_those_for_children(own)
    own = [found for found in own if _branch(found[1].eid) in set(map(_branch, scope.forbidding))] or own
    if not own:
        return None
    alternatives = [found for found in own if _beside(own[0][1], found[1])]
    otherwise = [found for found in alternatives if found[1].values.get("base")]
    if otherwise:
        return max(otherwise, key=lambda found: longest(found[1].values) or 0.0)
    element = next((found for found in own if found[1].role == "element"), own[0])
    return own[0] if len(alternatives) > 1 and (element in alternatives or own[0][1].role == "aggravator") else element


def _without_those_for_children(found: list[tuple[Provision, Annotation]]) -> list[tuple[Provision, Annotation]]:
    """Without the penalties of clauses that forbid the conduct against a child, where a lower one stands beside them for that against anybody."""
    others = [longest(a.values) or 0.0 for p, a in found if a.role == "element" and not _for_children(p, a)]
    least = min(others, default=math.inf)
    return [(p, a) for p, a in found if not _for_children(p, a) or (longest(a.values) or 0.0) <= least]


def _for_children(provision: Provision, penalty: Annotation) -> bool:
    return any(
        a.concept == "child"
        and a.eid == penalty.eid
        and a.role in ("element", "definition")
        and "heading" not in a.values
        for a in provision.annotations
    )


def _branch(eid: str) -> str:
    """The article's own part in which a clause stands: its subsection or paragraph; nothing for the article's first words."""
    return "__".join(eid.split("__")[:2]) if "__" in eid else ""


def _beside(first: Annotation, other: Annotation) -> bool:
    """Do both stand in one clause, or in alternatives of one list: "be punished (i) … ten years, (ii) … five years"?"""
    return first.eid == other.eid or (
        "__" in first.eid and first.eid.rsplit("__", 1)[0] == other.eid.rsplit("__", 1)[0]
    )


def penalty_values(scope: Scope) -> dict[str, Any]:
    """Years of deprivation of liberty for the base offence, life, whether a fine goes with it (`fine`) or can replace it (`alternative`)."""
    found = base_penalty(scope)
    if found is None:
        return {}
    provision, base = found
    values = {key: base.values[key] for key in _PENALTY_KEYS if key in base.values}
    beside = any(
        a.concept == "penalty" and a.eid == base.eid and a.role == "element" and a.values.get("kind") == "fine"
        for a in provision.annotations
    )
    return {**values, **({"fine": True} if beside else {})}


def longest(values: Mapping[str, Any]) -> float | None:
    """The longest deprivation of liberty in `values`, in years; infinite for life or where only a minimum is given."""
    if values.get("life"):
        return math.inf
    if "max_years" in values:
        return float(values["max_years"])
    return math.inf if "min_years" in values else None


def _base_penalty(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """UNTOC article 2(b): ``reaches: 4`` a maximum of four years or more that no fine can replace (``or_fine``: one can)."""
    asked, found = expression["base-penalty"], base_penalty(scope)
    values = penalty_values(scope)
    years = longest(values)
    if found is None or years is None:
        return None
    if "below" in asked:
        holds = years < asked["below"]
    elif "not_below" in asked:
        other = scope.context.maximum(asked["not_below"]) if scope.context else None
        holds = other is not None and years >= other
    else:
        holds = years >= asked["reaches"] and bool(values.get("alternative")) is bool(asked.get("or_fine"))
    return [found] if holds else None


def _both_offences(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """Whether the offences of two requirements stand ``apart``, in articles of their own, of which some of the first is not ``confused`` with the second."""
    asked = expression["both-offences"]
    first, second = (scope.context.cores(requirement) if scope.context else [] for requirement in asked["of"])
    if not first or not second:
        return None
    confused = (prove(asked["confused"], replace(scope, provisions=(p,), cores=(p,))) is not None for p in first)
    apart = not {id(p) for p in first} & {id(p) for p in second} and not all(confused)
    if apart is not asked["apart"]:
        return None
    return [(p, a) for p in (first[0], second[0]) for a in p.annotations if a.role == "element" and a.quote]


def _refers(expression: dict[str, Any], scope: Scope) -> Proof | None:
    """Whether what is judged names, by their numbers, articles of the offences of each of some requirements."""
    proof: Proof = []
    for requirement in expression["refers"]:
        cores = scope.context.cores(requirement) if scope.context else []
        found = [(p, a) for p in scope.provisions for core in cores for a in pointing_at(core, p)]
        if not found:
            return None
        proof.extend(found)
    return proof


_OPERATIONS: dict[str, Callable[[dict[str, Any], Scope], Proof | None]] = {
    "all": _operator_all, "any": _any, "none": _none, "at_least": _at_least, "clause": _clause, "article": _article,
    "heading": _heading, "place": _place, "kind": _kind, "topic": _topic, "core": _core, "joined": _joined, "prison": _prison,
    "sibling": _sibling, "base-penalty": _base_penalty, "both-offences": _both_offences,
    "refers": _refers,
}  # fmt: skip


# ---- values ---------------------------------------------------------------------------------------------------------


def span_beside(expression: Any, scope: Scope) -> dict[str, Any]:
    """The time span nearest to the words that prove `expression`: in their clause, else in one that holds it or that it holds.

    Keys as in :class:`analysis.tag.spans.Span`: ``days`` or ``months`` and the like; none where there is none. What recurs is no term.
    """
    terms = [
        (p, a)
        for p in scope.provisions
        for a in p.annotations
        if a.concept == "time-span" and not a.values.get("every")
    ]
    distances = (
        (said.eid != term.eid, abs(term.start - said.start) if said.eid == term.eid else 0, at)
        for provision, said in prove(expression, scope) or ()
        for at, (other, term) in enumerate(terms)
        if other is provision and _in_line(said.eid, term.eid)
    )
    nearest = min(distances, default=None)
    return dict(terms[nearest[2]][1].values) if nearest else {}


def listed(concepts: Sequence[str], expression: Any, scope: Scope, *, pointwise: bool = False) -> list[str]:
    """Which of `concepts` stand with the words that prove `expression`: in their clause or one above it, else in their article.
    With `pointwise`, what another point of their list says is on another matter.
    """
    proof = prove(expression, scope) or []
    close = {
        other.concept for provision, said in proof for other in provision.annotations
        if other.eid == said.eid or said.eid.startswith(f"{other.eid}__")
    }  # fmt: skip
    wide = {
        other.concept for provision, said in proof for other in provision.annotations
        if not (pointwise and _other_points(said.eid, other.eid))
    }  # fmt: skip
    return [name for name in concepts if name in close] or [name for name in concepts if name in wide]


def _other_points(one: str, other: str) -> bool:
    """Do two clauses part at two points of one list?"""
    parts = zip(one.split("__"), other.split("__"), strict=False)
    mine, theirs = next((pair for pair in parts if pair[0] != pair[1]), ("", ""))
    return mine.startswith("point_") and theirs.startswith("point_")


def _in_line(one: str, other: str) -> bool:
    """Is one clause the other, above it, or below it?"""
    return one == other or one.startswith(f"{other}__") or other.startswith(f"{one}__")
