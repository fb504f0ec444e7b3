"""A draft bill against the standards: which gaps it closes, narrows, opens or leaves, clause by clause, and its drafting faults.

The country's laws are checked twice, as they are and with the draft beside them or in place of the law that it replaces; the two answers are
compared. What the draft cannot change is not said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from analysis.amending import Laid
from analysis.check import check
from analysis.compare import GAPS, models
from analysis.earning import Ground
from analysis.errors import ReadError
from analysis.faults import Fault, faults
from analysis.model import BASIC_UNITS, Clause, Document, Evidence, Finding, Kind, Law, Party, Status
from analysis.provisions import Tagged, amended
from analysis.standards import Requirement
from analysis.tag.language import fold

Effect = Literal["opens", "closes", "narrows", "leaves", "keeps", "unknown"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)

_STEP: Mapping[Status, int] = {"contrary": 0, "absent": 1, "partial": 2, "met": 3}
MOST_ARTICLES = 20_000
"""The longest codes in force have some ten thousand."""
_MODELS = 3
_TELLING = 12
"""Characters of a title under which a likeness tells nothing."""
_LIKE = 75
"""Likeness of titles (RapidFuzz, 0 to 100) from which a draft is taken to be of the kind of a known law."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the draft does to one requirement.

    ``opens``: it was met or partly met, and is less so, or nothing that is loaded meets it any more. ``closes``: it was not met, or not known to
    be, and is. ``narrows``: nearer, not there. ``leaves``: a gap, as before or known only now. ``unknown``: the draft
    does not meet it, and of the other laws it cannot be told. ``meeting`` are the other countries that meet it,
    ``told`` how many of them can be told; ``models`` their findings to borrow from, for what is no "met" with the draft.
    """

    requirement: str
    effect: Effect
    before: Finding
    after: Finding
    meeting: tuple[str, ...] = ()
    told: int = 0
    models: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that has been checked. ``clauses`` maps the eid of each of its articles to the requirements that its words bear on."""

    draft: Tagged
    replaces: str
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, *effects: Effect) -> tuple[Change, ...]:
        """The changes with one of these effects."""
        return tuple(change for change in self.changes if change.effect in effects)

    @property
    def counts(self) -> dict[str, int]:
        """How many requirements each effect has."""
        return {effect: len(self.of(effect)) for effect in EFFECTS}

    def evidence(self, change: Change) -> tuple[Evidence, ...]:
        """The words that bear the change out: the draft's where it has any, else those that stand beside it or stood there before."""
        own = tuple(item for item in change.after.evidence if item.law == self.draft.law.expression)
        return own or change.after.evidence or change.before.evidence

    @property
    def clean(self) -> bool:
        """Does it open no gap and have no fault?"""
        return not self.faults and not self.of("opens")


def check_draft(
    draft: Tagged,
    held: Ground,
    requirements: Sequence[Requirement],
    findings: Sequence[Finding],
    *,
    replaces: str = "",
    party_to: Sequence[Party] = (),
    language: str = "",
) -> Checked:
    """What `draft` would change for its country, of whose laws `held` are in force; `replaces` is the expression of one of them, or empty.

    `findings` are those of all countries as they are, the draft's among them; only the requirements that they answer are judged. Models come
    in `language` (ISO 639-1) first, by the languages of their laws.
    """
    country = draft.law.country
    works = {text.law.work for text in held.laws if text.law.expression == replaces}
    kept = [text for text in held.laws if text.law.work not in works]
    after = {f.requirement: f for f in check(country, replace(held, laws=[*kept, draft]), requirements, party_to)}
    before = {f.requirement: f for f in findings if f.country == country}
    others = [f for f in findings if f.country != country]
    gone = _gone(amended([*kept, draft]), replaces)
    changes = tuple(_change(found, after[name], others, gone, language) for name, found in before.items())
    return Checked(draft, replaces, changes, faults(draft, kept, requirements), _by_article(draft, changes))


def _gone(done: Laid, replaces: str) -> Callable[[Evidence], bool]:
    """Does what an item of evidence quotes stand in the law or in an article that the draft replaces or repeals?"""

    def is_gone(item: Evidence) -> bool:
        inside = (item.eid == eid or item.eid.startswith(f"{eid}__") for law, eid in done.gone if law == item.law)
        return item.law == replaces or any(inside)

    return is_gone


def _change(
    before: Finding, after: Finding, others: Iterable[Finding], is_gone: Callable[[Evidence], bool], language: str
) -> Change:
    beside = [f for f in others if f.requirement == before.requirement]
    meeting = tuple(f.country for f in beside if f.status == "met")
    told = sum(f.status != "unknown" for f in beside)
    gone = any(map(is_gone, before.evidence))
    effect = _effect(before.status, after.status, gone=gone)
    borrowed = tuple(models(beside, language))[:_MODELS] if after.status in GAPS or effect == "opens" else ()
    return Change(before.requirement, effect, before, after, meeting, told, borrowed)


def _effect(before: Status, after: Status, *, gone: bool) -> Effect:
    """What the change of verdict amounts to; `gone`, where words that bore the verdict before stand in what is replaced: else
    they are still in force, and no silence of the draft undoes them. Where nothing could be told before, words of the draft that say the opposite of
    what is asked open a gap; a part of it leaves the question as it was.
    """
    if after == "unknown" or (after == "absent" and before in ("unknown", "met", "partial")):
        return "opens" if gone and before in ("met", "partial") else "unknown"
    if before == "unknown":
        return "closes" if after == "met" else "opens" if after == "contrary" else "leaves"
    if _STEP[after] < _STEP[before]:
        return "opens"
    if _STEP[after] > _STEP[before]:
        return "closes" if after == "met" else "narrows"
    return "keeps" if after == "met" else "leaves"


def _by_article(draft: Tagged, changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    """The articles of the draft whose words are evidence, in their order, with the requirements they are evidence for."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for change in changes:
        for item in change.after.evidence:
            if item.law == draft.law.expression:
                found[item.eid][change.requirement] = None
    named: dict[str, dict[str, None]] = {}
    for unit, own in articles(draft):
        said = {name: None for clause in own for name in found.get(clause.eid, ())}
        if said:
            named[unit.eid] = said
    return {eid: tuple(said) for eid, said in named.items()}


def articles(draft: Tagged) -> list[tuple[Clause, tuple[Clause, ...]]]:
    """The articles of the draft, in order, each with the clauses that are its own: an article in it, such as one that it quotes, stands for
    itself. For a text without any, its main parts.
    """
    units = [c for top in draft.clauses for c in top.walk() if c.kind in BASIC_UNITS]
    return [(unit, tuple(_own(unit))) for unit in units or draft.clauses]


def _own(unit: Clause) -> Iterator[Clause]:
    yield unit
    for child in unit.children:
        if child.kind not in BASIC_UNITS:
            yield from _own(child)


# ---- what the draft is ---------------------------------------------------------------------------------------------


def as_draft(read: Document, country: str, kind: Kind, replaced: Law | None) -> Document:
    """`read` as the text of a law in force in `country`, of the kind that is given or that it replaces.

    Raises ReadError where no article or section can be told in it, or more than any code has: that is no law.
    """
    articles = sum(clause.kind in BASIC_UNITS for clause in read.walk())
    if articles > MOST_ARTICLES:
        raise ReadError(
            f"it has {articles:,} articles; no more than {MOST_ARTICLES:,} are checked at once", where=read.law.file.name, do="Give its parts one by one",
        )  # fmt: skip
    if not articles:
        raise ReadError(
            "it does not read as a law: no article or section can be told in it", where=read.law.file.name, do="Give a draft in articles or sections",
        )  # fmt: skip
    law = read.law
    work = f"/akn/{country.lower()}/act/bill/{law.work.rpartition('/')[2] or 'draft'}"
    chosen = replace(
        law, work=work, country=country, kind=kind, text="official", status="in force", version=None, in_force_from=None, in_force_until=None,
        covers=(), level=replaced.level if replaced else "national", sources=(),
    )  # fmt: skip
    return replace(read, law=chosen)


def kind_of(read: Document, laws: Iterable[Law]) -> Kind:
    """The kind of the known law whose title is most like the draft's; ``other`` where none is like it."""
    from rapidfuzz import fuzz

    title = fold(f"{read.law.title} {read.preamble[:300]}")
    known = [law for law in laws if min(len(law.title), len(title)) >= _TELLING]
    nearest = max(known, key=lambda law: (fuzz.partial_ratio(fold(law.title), title), len(law.title)), default=None)
    return nearest.kind if nearest and fuzz.partial_ratio(fold(nearest.title), title) >= _LIKE else "other"
