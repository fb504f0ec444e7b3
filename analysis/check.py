"""Requirement x Annotations -> Finding. Criteria decide; "absent" is earned, else the answer is "unknown".

When ``absent`` may be said is in :mod:`analysis.earning`. A requirement about an offence that was not found takes over the
answer for that offence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.criteria import Proof, Scope, concepts, listed, longest, penalty_values, prove, span_beside
from analysis.earning import Ground
from analysis.model import FULL_TEXT, Annotation, Confidence, Evidence, Finding, Party, Search, Status
from analysis.provisions import Offence, Provision, Tagged, may_reach, offence, only_defines, provisions, units
from analysis.standards import Criterion, Requirement, sought
from analysis.tag.language import fold

MOST_PROVISIONS, MOST_QUOTES = 5, 4


@dataclass(slots=True)
class _Verdict:
    """A status on its way to a finding."""

    status: Status
    proof: Proof = field(default_factory=list)
    missing: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    divergence: bool = False
    silent: bool = False
    """Does it rest on something not being said, and on no words?"""


def check(
    country: str, held: Ground, requirements: Sequence[Requirement], party_to: Sequence[Party] = ()
) -> tuple[Finding, ...]:
    """One finding for each of `requirements`, from what is `held` of the laws of one country that were in force.

    `country` is its ISO 3166 code in upper case; `party_to` are the treaties that bind it.
    """
    judging = _Judging(country, held, requirements, {party.treaty: party.since for party in party_to})
    return tuple(judging.finding(requirement) for requirement in requirements)


class _Judging:
    def __init__(
        self,
        country: str,
        ground: Ground,
        requirements: Sequence[Requirement],
        bound: Mapping[str, date],
    ) -> None:
        self.country, self.ground, self.bound = country, ground, bound
        self.laws = sorted(ground.laws, key=lambda tagged: (_FORMS.index(tagged.law.text), tagged.law.expression))
        self.shelf = provisions(self.laws)
        self.by_id = {requirement.id: requirement for requirement in requirements}
        self.verdicts: dict[str, _Verdict] = {}
        self.groups: dict[str, list[Offence]] = {}
        self.forbidding: list[list[Provision]] = []
        self.told: dict[int, frozenset[str]] = {}

    # -- verdicts

    def verdict(self, requirement: Requirement) -> _Verdict:
        if requirement.id not in self.verdicts:
            found = self._verdict(requirement)
            self.verdicts[requirement.id] = _Verdict("unknown") if self._only_silence(requirement, found) else found
        return self.verdicts[requirement.id]

    def _only_silence(self, requirement: Requirement, found: _Verdict) -> bool:
        """Does it rest on something not being said in digests whose authors did not look for it: an element, or an exemption?"""
        contrary = requirement.criterion.contrary
        silent = found.silent or (found.status == "contrary" and isinstance(contrary, dict) and _denies(contrary))
        return silent and all(p.law.text == "digest" and requirement.id not in p.law.covers for p, _ in found.proof)

    def _verdict(self, requirement: Requirement) -> _Verdict:
        criterion = requirement.criterion
        if criterion.of and criterion.scope == "offence":
            offences = self.offences(self.by_id[criterion.of])
            if not offences:
                return _Verdict(self._without_offence(criterion.of))
            found = self._over_offences(criterion, offences)
            if found.status == "absent" and (
                criterion.records == "penalty"
                or not (self._read_in_full(requirement, offences) and self._nowhere(requirement, offences))
                or self._watched(requirement)
            ):
                found.status = "unknown"
            return found
        for needed in criterion.needs:
            if not self.offences(self.by_id[needed]):
                return _Verdict(self._without_offence(needed))
        found = self._offence_itself(requirement) if criterion.scope == "offence" else self._elsewhere(criterion)
        if self._reaches_nothing(requirement, found):
            return _Verdict(self._without_offence(criterion.of))
        if found.status == "absent" and (
            not self.ground.earned(requirement) or self._punished_by_name(criterion) or self._watched(requirement)
        ):
            found.status = "unknown"
        return found

    def _punished_by_name(self, criterion: Criterion) -> bool:
        """Does an article under the offence's own name punish, though nothing in it was recognised as the offence? Then it is not absent."""
        return (
            criterion.scope == "offence"
            and bool(criterion.label)
            and any(criterion.label in p.topics and p.says("penalty", "element") for p in self._shelf(criterion))
        )

    def _reaches_nothing(self, requirement: Requirement, found: _Verdict) -> bool:
        """Is it an answer of the general part alone (attempt, participation) for an offence that was not found? It reaches no conduct."""
        return (
            bool(requirement.conduct)
            and bool(requirement.criterion.of)
            and found.status in ("met", "partial")
            and not self.offences(self.by_id[requirement.criterion.of])
        )

    def _without_offence(self, of: str) -> Status:
        status = self.verdict(self.by_id[of]).status
        return "absent" if status == "absent" else "unknown"

    def offences(self, requirement: Requirement) -> list[Offence]:
        """The offences that answer `requirement`, the fullest first; only those that stand together to meet it."""
        self.verdict(requirement)
        return self.groups.get(requirement.id, [])

    def maximum(self, requirement: str) -> float | None:
        return longest(self.verdict(self.by_id[requirement]).values) if requirement in self.by_id else None

    def cores(self, requirement: str) -> list[Provision]:
        return [o.core for o in self.offences(self.by_id[requirement])] if requirement in self.by_id else []

    def _offence_itself(self, requirement: Requirement) -> _Verdict:
        """Looks for the articles that forbid, joins each with what belongs to it, and judges those of one law.

        One that stands beside the offence goes last, one that meets the requirement by itself first; an article that forbids goes before one
        that only defines; then the fullest.
        """
        criterion = requirement.criterion
        cores = []
        for p in self._shelf(criterion):
            if (proof := prove(criterion.core, Scope((p,), (p,), (), criterion.roles, self))) is not None:
                cores.append(p)
                self.told[id(p)] = frozenset(a.eid for _, a in proof)
        self.forbidding.append(sorted(cores, key=lambda p: -self._fullness(criterion, p)))
        offences = [offence(core, self.shelf, criterion.label, cores) for core in cores]
        punished = [o for o in offences if any(p.punishes or p.says("same-penalty", "element") for p in o.all)]
        alone = {id(o): self._on(criterion, self._union([o], criterion)).status == "met" for o in punished}
        ranked = sorted(
            punished,
            key=lambda o: (
                self._stands_beside(criterion, o.core), not alone[id(o)], not self._forbids(o.core), -self._fullness(criterion, o.core),
            ),
        )  # fmt: skip
        best = _Verdict("absent")
        for first in ranked:
            group, verdict = self._together(first, ranked, criterion)
            if _RANK[verdict.status] > _RANK[best.status]:
                best, self.groups[requirement.id] = verdict, group
            if best.status == "met":
                break
        if best.status == "absent":
            self.groups.pop(requirement.id, None)
        return best

    def _together(self, first: Offence, others: list[Offence], criterion: Criterion) -> tuple[list[Offence], _Verdict]:
        """`first` with those of `others` in its law that bring it nearer to met, and the verdict on them together."""
        group = [first]
        verdict = self._on(criterion, self._union(group, criterion))
        for other in others:
            if verdict.status == "met":
                break
            if other is not first and other.core.law.expression == first.core.law.expression:
                wider = self._on(criterion, self._union([*group, other], criterion))
                if len(wider.missing) < len(verdict.missing) or wider.status == "met":
                    group, verdict = [*group, other], wider
        return group, verdict

    def _stands_beside(self, criterion: Criterion, core: Provision) -> bool:
        """Does the heading of `core` speak of what is only beside the offence, such as its victim or a carrier's duties?"""
        return any(a.concept in criterion.beside and "heading" in a.values for a in core.annotations)

    def _forbids(self, core: Provision) -> bool:
        """Does `core` punish, or say as a rule and not as a definition what another article punishes?"""
        told = self.told[id(core)]
        return core.punishes or any(a.role == "element" and a.eid in told for a in core.annotations)

    def _fullness(self, criterion: Criterion, found: Provision) -> int:
        """How much of the offence its own article says: distinct concepts that stand as elements or in a definition."""
        said = {a.concept for a in found.annotations if a.role in ("element", "definition")}
        wanted = concepts(criterion.core) | concepts(criterion.met) | {"coerces", "deceives", "abuses-vulnerability"}
        return len(said & wanted)

    def _over_offences(self, criterion: Criterion, offences: list[Offence]) -> _Verdict:
        if criterion.quantifier == "together":
            return self._together_or_beside(criterion, offences)
        beside = self._beside(criterion, offences) if criterion.quantifier == "every" else []
        each = [self._on(criterion, self._union([o], criterion)) for o in (*offences, *beside)]
        best = max(each, key=lambda v: (_RANK[v.status], -len(v.missing)))
        alike = [v for v in each[: len(offences)] if v.status == best.status and v.missing == best.missing]
        best = min(alike, key=lambda v: longest(v.values) or math.inf) if alike else best
        if criterion.quantifier == "every" and any(v.status != best.status for v in each):
            worst = min(each, key=lambda v: _RANK[v.status])
            return _Verdict(
                "partial" if best.status == "met" else best.status,
                [*best.proof, *worst.proof],
                worst.missing or criterion.missing,
                worst.values or best.values,
                best.divergence,
            )
        return best

    def _together_or_beside(self, criterion: Criterion, offences: list[Offence]) -> _Verdict:
        """What the offences say together, or another article on the same conduct: its elements widen the offence, its aggravators reach only itself.

        An article of another law is looked at only where nothing else says anything of the matter.
        """
        verdict = self._on(criterion, self._union(offences, criterion))
        if verdict.status == "met":
            return verdict
        best = self._best_of(criterion, verdict, self._beside(criterion, offences))
        if best.status == "absent":
            best = self._best_of(criterion, verdict, self._in_other_laws(criterion, offences))
            return _Verdict("partial", best.proof, criterion.missing, best.values) if best is not verdict else verdict
        if _RANK[best.status] <= _RANK[verdict.status] or (criterion.roles and "aggravator" not in criterion.roles):
            return best
        if verdict.status != "absent":
            return verdict
        return _Verdict("partial", best.proof, verdict.missing or criterion.missing, best.values, best.divergence)

    def _best_of(self, criterion: Criterion, verdict: _Verdict, others: Sequence[Offence]) -> _Verdict:
        each = [self._on(criterion, self._union([other], criterion)) for other in others]
        return max([verdict, *each], key=lambda v: _RANK[v.status])

    def _in_other_laws(self, criterion: Criterion, offences: list[Offence]) -> list[Offence]:
        """What other laws of the country punish as the same conduct."""
        cores = [o.core for o in offences]
        found = next((found for found in self.forbidding if cores[0] in found), [])
        others = [p for p in found if p.law.expression != cores[0].law.expression]
        label = self.by_id[criterion.of].criterion.label
        return [o for o in (offence(p, self.shelf, label, others) for p in others) if any(p.punishes for p in o.all)]

    def _beside(self, criterion: Criterion, offences: list[Offence]) -> list[Offence]:
        """Other articles of the same law that forbid the same conduct, as offences of their own."""
        cores = tuple(o.core for o in offences)
        label = self.by_id[criterion.of].criterion.label
        others = tuple(p for p in self._siblings(cores) if not any(only_defines(p, core, label) for core in cores))
        found = [offence(p, self.shelf, label, (*cores, *others)) for p in others]
        return [o for o in found if any(p.punishes for p in o.all)]

    def _elsewhere(self, criterion: Criterion) -> _Verdict:
        shelf = self._shelf(criterion)
        if criterion.of:
            offences = self.offences(self.by_id[criterion.of])
            joined = {id(p): p for o in offences for p in o.all}
            cores = tuple(o.core for o in offences)
            provisions = tuple(dict.fromkeys([*joined.values(), *shelf]))
            scope = Scope(provisions, cores, (), criterion.roles, self, tuple(joined.values()))
            return self._on(criterion, scope)
        if criterion.scope == "article":
            each = [self._on(criterion, Scope((p,), (p,), (), criterion.roles, self)) for p in shelf]
            return max(each, key=lambda v: (_RANK[v.status], -len(v.missing)), default=_Verdict("absent"))
        return self._on(criterion, Scope(tuple(shelf), (), (), criterion.roles, self))

    def _shelf(self, criterion: Criterion) -> list[Provision]:
        return [
            p for p in self.shelf
            if (not criterion.laws or p.law.kind in criterion.laws)
            and (criterion.within is None or prove(criterion.within, Scope((p,), (p,), (), (), self)) is not None)
        ]  # fmt: skip

    def _union(self, offences: Sequence[Offence], criterion: Criterion) -> Scope:
        joined = dict.fromkeys(p for o in offences for p in (o.core, *(o.joined if criterion.joins else ())))
        cores = tuple(o.core for o in offences)
        told = frozenset().union(*(self.told.get(id(core), ()) for core in cores))
        return Scope(tuple(joined), cores, self._siblings(cores), criterion.roles, self, forbidding=told)

    def _siblings(self, cores: tuple[Provision, ...]) -> tuple[Provision, ...]:
        found = next((found for found in self.forbidding if cores[0] in found), [])
        return tuple(p for p in found if p not in cores and p.law.expression == cores[0].law.expression)

    def _on(self, criterion: Criterion, scope: Scope) -> _Verdict:
        """Judges `criterion` on `scope`: its state first, then its parts or its expressions."""
        verdict = self._state(criterion, scope) or self._parts(criterion, scope) or self._expressions(criterion, scope)
        if verdict.status in ("met", "partial", "contrary"):
            if criterion.diverges is not None and (proof := prove(criterion.diverges, scope)) is not None:
                verdict.divergence = True
                verdict.proof = [*verdict.proof, *proof]
            if criterion.records == "penalty" and criterion.scope == "offence":
                verdict.values.update(penalty_values(scope))
            if criterion.records == "scope":
                verdict.values["scope"] = _scope_of_exemption(verdict)
            verdict.values.update(_recorded(criterion, scope))
        return verdict

    def _state(self, criterion: Criterion, scope: Scope) -> _Verdict | None:
        """For the two requirements that record a state: an element is judged on; an aggravator, or nothing, is met with divergence."""
        if not criterion.state:
            return None
        for state, expression in criterion.state.items():
            if (proof := prove(expression, scope)) is not None:
                if state == "element":
                    verdict = self._parts(criterion, scope) or _Verdict("met", proof)
                    verdict.proof = [*proof, *verdict.proof]
                else:
                    verdict = _Verdict("met", proof, divergence=True)
                verdict.values["state"] = state
                return verdict
        return _Verdict("met", _reading(scope), values={"state": "none"}, divergence=True, silent=True)

    def _parts(self, criterion: Criterion, scope: Scope) -> _Verdict | None:
        if not criterion.parts:
            return None
        proofs = {name: prove(part, scope) for name, part in criterion.parts.items()}
        there = [name for name, proof in proofs.items() if proof is not None]
        missing = tuple(name for name in criterion.parts if name not in there)
        proof = [item for name in there for item in (proofs[name] or [])]
        values: dict[str, Any] = {criterion.records: there} if criterion.records not in ("", "penalty", "scope") else {}
        needed = criterion.enough or len(criterion.parts)
        if criterion.contrary is not None and (against := prove(criterion.contrary, scope)) is not None:
            return _Verdict("contrary", against, missing, values)
        if len(there) >= needed:
            return _Verdict("met", proof or _reading(scope), () if criterion.enough else missing, values)
        if len(there) >= criterion.some and all(name in there for name in criterion.always):
            return _Verdict("partial", proof or _reading(scope), missing, values)
        return _Verdict("absent", [], missing, values)

    def _expressions(self, criterion: Criterion, scope: Scope) -> _Verdict:
        for status in ("contrary", "met", "partial"):
            expression = getattr(criterion, status)
            if expression is not None and (proof := prove(expression, scope)) is not None:
                said = {annotation.concept for _, annotation in proof}
                unsaid = tuple(name for name in criterion.missing if name not in said) or criterion.missing
                missing = unsaid if status == "partial" else ()
                return _Verdict(status, proof or _reading(scope), missing, silent=not proof)
        return _Verdict("absent")

    # -- what an offence that was found does not say

    def _read_in_full(self, requirement: Requirement, offences: list[Offence]) -> bool:
        """A claim about an offence that was found needs that offence's law in full (and what `looks_in` names, if anything)."""
        read = {text.law.expression for text in self.laws if self.ground.tells(text, requirement)}
        full = all(o.core.law.expression in read for o in offences)
        looks = requirement.looks_in
        return full and (not (looks.all_of or looks.any_of) or self.ground.earned(requirement))

    def _nowhere(self, requirement: Requirement, offences: list[Offence]) -> bool:
        """Is what was looked for nowhere else in the offence's law, in a role and a place in which it might reach the offence unseen?"""
        criterion = requirement.criterion
        label = self.by_id[criterion.of].criterion.label
        apart = {id(core) for base in self._bases() if base.id != criterion.of for core in self.cores(base.id)}
        near = tuple(
            p for p in self.shelf
            if id(p) not in apart and any(may_reach(p, o.core, label) for o in offences)
        )  # fmt: skip
        scope = Scope(near, (), (), criterion.roles or ("element", "definition", "aggravator", "exclusion"), self)
        sought = [
            expression
            for expression in (*criterion.parts.values(), criterion.met, criterion.partial)
            if expression is not None
        ]
        return all(prove(expression, scope) is None for expression in sought)

    def _watched(self, requirement: Requirement) -> bool:
        """Do words that may say it stand where it would, though nothing in them was recognised? Then a person must read them."""
        watch = requirement.criterion.watch
        return watch is not None and any(map(watch.warns, self._where(watch.within, requirement)))

    def _where(self, within: str, requirement: Requirement) -> Iterator[str]:
        """The folded articles of full texts in which a watch looks: see :class:`analysis.standards.Watch`."""
        criterion = requirement.criterion
        kinds = criterion.laws
        laws = [t for t in self.laws if t.law.text in FULL_TEXT and (not kinds or t.law.kind in kinds)]
        if within == "laws":
            return (fold(unit.full_text) for text in laws for unit, _ in units(text.clauses))
        read = {text.law.expression for text in laws}
        if within == "crimes":
            return (p.folded for p in self.shelf if p.expression in read and self._is_crime(p))
        joined = dict.fromkeys(p for o in self.offences(self.by_id[criterion.of]) for p in o.all)
        return (p.folded for p in joined if p.law.text in FULL_TEXT)

    def _is_crime(self, p: Provision) -> bool:
        return prove({"prison": {}}, Scope((p,), (p,), (), (), self)) is not None

    def _bases(self) -> list[Requirement]:
        """The requirements that an offence exists, each with articles of its own that forbid."""
        return [r for r in self.by_id.values() if r.criterion.core is not None and not r.criterion.of]

    # -- the finding

    def finding(self, requirement: Requirement) -> Finding:
        verdict = self.verdict(requirement)
        evidence, used = self._evidence(requirement, verdict)
        wanted = tuple(sorted(sought(requirement, self.by_id)))
        confidence, reason = self._confidence(requirement, verdict, used)
        searched = tuple(Search(t.law.expression, wanted) for t in self.laws if self._searches(requirement, t))
        missing = verdict.missing if verdict.status == "partial" else ()
        values = verdict.values
        if requirement.criterion.records == "penalty" and requirement.criterion.scope != "offence" and used:
            values = {**values, **self._penalty_in(used[0], requirement, verdict.proof)}
        return Finding(
            self.country, requirement.standard, requirement.id, verdict.status, verdict.divergence,
            requirement.strength_of(missing), requirement.severity, evidence, missing, values, searched,
            self._to_load(requirement) if verdict.status == "unknown" else (), confidence, reason,
            binding_since=self._binding_since(requirement),
        )  # fmt: skip

    def _penalty_in(self, provision: Provision, requirement: Requirement, proof: Proof) -> dict[str, Any]:
        """The penalty for the conduct that `proof` shows in an article: of the offence whose article it is, or which the article itself sets.

        Where the requirement rests on an offence and another article is cited, whose penalties may be for many offences, nothing is recorded.
        """
        of = requirement.criterion.of
        if of:
            base = self.by_id[of]
            own = [o for o in self.offences(base) if o.core is provision]
            return penalty_values(self._union(own, base.criterion)) if own else {}
        told = frozenset(a.eid for proving, a in proof if proving is provision)
        return penalty_values(Scope((provision,), (provision,), (), (), self, forbidding=told))

    def _binding_since(self, requirement: Requirement) -> str:
        """The day from which all treaties that the requirement comes from bound the State: UNTOC 38(2), and the like of each Protocol."""
        days = [self.bound[source.instrument] for source in requirement.source if source.instrument in self.bound]
        return max(days).isoformat() if days else ""

    def _searches(self, requirement: Requirement, tagged: Tagged) -> bool:
        kinds = requirement.criterion.laws
        return not kinds or tagged.law.kind in kinds

    def _read_in_part(self, requirement: Requirement, used: list[Provision]) -> bool:
        """Does it rest on digests alone whose authors did not look for this, so that what is missing may be in the law?"""
        return bool(used) and all(p.law.text == "digest" and requirement.id not in p.law.covers for p in used)

    def _on_digests(self, requirement: Requirement) -> bool:
        """Does it look in laws that a digest alone tells of?"""
        kinds = {*requirement.looks_in.all_of, *requirement.looks_in.any_of}
        told = [text for text in self.laws if not kinds or text.law.kind in kinds]
        full = {text.law.work for text in told if self.ground.in_full(text)}
        return any(text.law.text == "digest" and text.law.work not in full for text in told)

    def _evidence(self, requirement: Requirement, verdict: _Verdict) -> tuple[tuple[Evidence, ...], list[Provision]]:
        """The words that prove the verdict, a few quotes each: the fullest articles first, of the laws that the requirement looks in."""
        quotes: dict[Provision, dict[tuple[str, int, int], Annotation]] = {}
        for provision, a in verdict.proof:
            quotes.setdefault(provision, {}).setdefault((a.eid, a.start, a.end), a)
        cores = {o.core for o in self.groups.get(requirement.criterion.of or requirement.id, ())}

        targets = {core.unit.eid for core in cores}
        looked = {*requirement.looks_in.all_of, *requirement.looks_in.any_of}

        def weight(provision: Provision) -> tuple[bool, bool, bool, bool, int, float]:
            said = {a.concept for a in quotes[provision].values()}
            named, points = bool(said & provision.topics), bool(provision.targets & targets)
            return (
                provision not in cores,
                provision.law.kind not in looked,
                not named,
                not points,
                -len(said),
                provision.place,
            )

        used = _varied(sorted(quotes, key=weight), quotes)[:MOST_PROVISIONS]
        chosen = (
            Evidence(p.law.expression, a.eid, a.quote, a.start, a.end, p.law.sources[0] if p.law.sources else "")
            for p in used for a in _telling(list(quotes[p].values()))
        )  # fmt: skip
        return tuple(chosen), used

    def _to_load(self, requirement: Requirement) -> tuple[str, ...]:
        """The kinds of law to load in full before "absent" can be said: those that are asked for, or the law in which the offence stands."""
        criterion = requirement.criterion
        bases = [self.by_id[name] for name in (criterion.of, *criterion.needs) if name in self.by_id]
        missing = list(self.ground.to_load(requirement))
        if not missing:
            missing = [kind for base in bases for kind in self._to_load(base)]
        if not missing:
            read = [o.core.law for base in bases for o in self.offences(base)]
            missing = [law.kind for law in read if law.text not in FULL_TEXT or law.expression in self.ground.outdated]
        return tuple(dict.fromkeys(missing))

    def _confidence(self, requirement: Requirement, verdict: _Verdict, used: list[Provision]) -> tuple[Confidence, str]:
        if verdict.status == "unknown":
            kinds = ", ".join(self._to_load(requirement))
            return "low", f"the texts loaded cannot tell; load in full: {kinds}" if kinds else _ELSEWHERE
        if verdict.status == "partial" and self._read_in_part(requirement, used):
            return "low", f"{_NOT_LOADED}: {', '.join(self._to_load(requirement)) or used[0].law.kind}"
        if any(p.law.text == "digest" for p in used) or (verdict.status == "absent" and self._on_digests(requirement)):
            return "medium", "according to a digest, not the official text"
        if any(p.law.text == "excerpt" for p in used):
            return "medium", "only an excerpt of the law is loaded"
        if any(a.score < 1 for _, a in verdict.proof):
            return "low", "the text has scanning noise where the words stand"
        if verdict.status == "partial" and not requirement.criterion.of and not self.ground.earned(requirement):
            return "low", f"{_NOT_LOADED}: {', '.join(self._to_load(requirement))}"
        if any(p.law.expression in self.ground.outdated for p in used):
            return "medium", "a later text of this law is known, and is not loaded in full"
        return "high", "read in the official or consolidated text"


def _varied(ranked: Sequence[Provision], quotes: Mapping[Provision, Mapping[Any, Annotation]]) -> list[Provision]:
    """`ranked` with those first that show a concept which none before them shows, so that every part of a verdict has its words."""
    shown: set[str] = set()
    first: list[Provision] = []
    for provision in ranked:
        said = {a.concept for a in quotes[provision].values()}
        if not said <= shown:
            first.append(provision)
            shown |= said
    return [*first, *(p for p in ranked if p not in first)]


_ELSEWHERE = "the laws loaded have words that may say it; whether they do must be read"
_NOT_LOADED = "what is missing may stand in a text that is not loaded"
_FORMS = ("official", "consolidated", "excerpt", "digest")
"""Forms of text, the one that is relied on most first."""
_RANK = {"absent": 0, "unknown": 0, "contrary": 1, "partial": 2, "met": 3}


def _denies(expression: Any) -> bool:
    """Does an expression rest on something not being said?"""
    if isinstance(expression, dict):
        return "none" in expression or any(_denies(part) for part in expression.values())
    return isinstance(expression, list) and any(_denies(part) for part in expression)


def _reading(scope: Scope) -> Proof:
    """What was read where a verdict rests on something not being there: the forbidding article's own words."""
    if not scope.cores:
        return []
    core = scope.cores[0]
    telling = [a for a in core.annotations if a.role in ("element", "definition") and a.quote]
    return [(core, a) for a in (telling or [a for a in core.annotations if a.quote])[:2]]


def _recorded(criterion: Criterion, scope: Scope) -> dict[str, Any]:
    """The values that `criterion` asks for beside the verdict; those that the text does not give are left out."""
    found = {
        name: listed(listing.of, listing.beside, scope, pointwise=listing.pointwise)
        for name, listing in criterion.lists.items()
    }
    span = {} if criterion.span is None else span_beside(criterion.span, scope)
    return {**span, **{name: said for name, said in found.items() if said}}


def _scope_of_exemption(verdict: _Verdict) -> str:
    """Which of a victim's faults go unpunished: all, only migration faults, or some."""
    if verdict.status == "met":
        return "all"
    limited = any(a.concept == "migration-faults-only" for p, _ in verdict.proof for a in p.annotations)
    return "migration-only" if limited else "some"


def _telling(found: list[Annotation]) -> list[Annotation]:
    """One annotation a concept, in the order of the text, those with words first; not more than a reader takes in."""
    first: dict[str, Annotation] = {}
    for a in sorted(found, key=lambda a: (not a.quote, a.score < 1)):
        first.setdefault(a.concept, a)
    return list(first.values())[:MOST_QUOTES]
