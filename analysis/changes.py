"""Two snapshots -> what changed between them: verdicts, laws, requirements, and which of the inputs moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.compare import RequirementCard
from analysis.model import Evidence, Finding, Law, Report, Snapshot

INPUTS = ("as_of", "corpus", "annotations", "standards", "program")
"""What a snapshot rests on, by the names of its fields."""

PARTS = ("status", "divergence", "missing", "values", "evidence")
"""What can change in a finding."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One verdict before and after, and which of :data:`PARTS` changed. `gained` and `lost` are the words that are cited
    on one side only.
    """

    before: Finding
    after: Finding
    parts: tuple[str, ...]
    gained: tuple[Evidence, ...] = ()
    lost: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LawChange:
    """One work of a country before and after: None on the side where no text of it was read."""

    before: Law | None
    after: Law | None

    @property
    def law(self) -> Law:
        """The text of today, or the last one there was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """One requirement before and after, as its card tells it: None on the side where it was not asked."""

    before: RequirementCard | None
    after: RequirementCard | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other than in the snapshot `since`. `inputs` are those of :data:`INPUTS` that differ; `compared` counts the
    verdicts that both sides have; `countries` came and went, and their findings are not among the changes.
    """

    since: Snapshot
    inputs: tuple[str, ...]
    compared: int
    findings: tuple[FindingChange, ...]
    laws: tuple[LawChange, ...]
    requirements: tuple[RequirementChange, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    places: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Law]


def changes(before: Report, old: Iterable[RequirementCard], after: Report, new: Iterable[RequirementCard]) -> Changes:
    """What `after`, which asked the requirements `new`, says other than `before`, which asked `old`.

    Words are the same where law, eid and quote are, whatever the version of the law: a law that changed its version and kept
    the words changes no evidence.
    """
    pairs = list(_pairs(before.findings, after.findings))
    were, are = _countries(before), _countries(after)
    return Changes(
        before.snapshot,
        tuple(name for name in INPUTS if getattr(before.snapshot, name) != getattr(after.snapshot, name)),
        len(pairs),
        tuple(change for pair in pairs if (change := _finding(*pair))),
        tuple(_laws(before.laws, after.laws, were, are)),
        tuple(_requirements(old, new)),
        tuple(code for code in are if code not in were),
        tuple(code for code in were if code not in are),
        before.places,
        {law.expression: law for law in before.laws},
    )


def disagreements(by_digest: Report, by_text: Report, cards: Iterable[RequirementCard]) -> Changes:
    """What `by_text` answers otherwise than `by_digest`, in countries where a fuller text takes the place of a digest.

    Only where both can tell, and by the status or a value that both record: what a digest leaves out is no mistake of it.
    """
    found = changes(by_digest, cards, by_text, cards)
    laws = tuple(each for each in found.laws if _takes_the_place(each))
    countries = {each.law.country for each in laws}
    findings = tuple(each for each in found.findings if each.after.country in countries and _disagrees(each))
    return replace(found, findings=findings, laws=laws)


def _takes_the_place(change: LawChange) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and before.text == "digest" and after.text != "digest"


def _disagrees(change: FindingChange) -> bool:
    before, after = change.before, change.after
    if "unknown" in (before.status, after.status):
        return False
    return before.status != after.status or any(
        _even(before.values[name]) != _even(after.values[name]) for name in before.values.keys() & after.values.keys()
    )


def _countries(report: Report) -> list[str]:
    return list(dict.fromkeys(finding.country for finding in report.findings))


def _pairs(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    known = {(finding.country, finding.requirement): finding for finding in before}
    for finding in after:
        if (finding.country, finding.requirement) in known:
            yield known[finding.country, finding.requirement], finding


def _finding(before: Finding, after: Finding) -> FindingChange | None:
    cited, citing = _cited(before), _cited(after)
    gained = tuple(item for key, item in citing.items() if key not in cited)
    lost = tuple(item for key, item in cited.items() if key not in citing)
    parts = tuple(name for name in PARTS if name != "evidence" and _part(before, name) != _part(after, name))
    if gained or lost:
        parts += ("evidence",)
    return FindingChange(before, after, parts, gained, lost) if parts else None


def _cited(finding: Finding) -> dict[tuple[str, str, str], Evidence]:
    return {(item.law.rpartition("@")[0], item.eid, item.quote): item for item in finding.evidence}


def _part(finding: Finding, name: str) -> Any:
    """A part of the finding, in a form in which order and the kind of list do not matter."""
    value = getattr(finding, name)
    return _even(value) if name in ("missing", "values") else value


def _even(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _even(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(map(repr, map(_even, value)))
    return value


def _laws(before: Iterable[Law], after: Iterable[Law], were: list[str], are: list[str]) -> Iterator[LawChange]:
    """The works of the countries that both sides have, whose text is another, in the order of `after`, and what went."""
    known = {(law.country, law.work): law for law in before if law.country in are}
    for law in after:
        old = known.pop((law.country, law.work), None)
        if law.country in were and (old is None or _identity(old) != _identity(law)):
            yield LawChange(old, law)
    yield from (LawChange(law, None) for law in known.values())


def _identity(law: Law) -> tuple[str, ...]:
    return law.expression, law.text, law.status, law.sha256


def _requirements(old: Iterable[RequirementCard], new: Iterable[RequirementCard]) -> Iterator[RequirementChange]:
    known = {card.id: card for card in old}
    for card in new:
        before = known.pop(card.id, None)
        if before is None or _asked(before) != _asked(card):
            yield RequirementChange(before, card)
    yield from (RequirementChange(card, None) for card in known.values())


def _asked(card: RequirementCard) -> tuple[Any, ...]:
    return card.code, card.standard, dict(card.titles), card.strength, card.severity, tuple(card.source)
