"""The result of checking a draft as a Word document: what it does to each requirement, its faults, and its articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.compare import RequirementCard, weight
from analysis.model import Evidence, Report
from analysis.report.annex import Block, Heading, Items, Paragraph, Quote
from analysis.report.docx import drawn
from analysis.report.sentences import Sentences
from analysis.report.words import Words

if TYPE_CHECKING:
    from analysis.draft import Change, Checked

SHOWN = ("opens", "closes", "narrows", "leaves")
_QUOTES = 2


def as_docx(found: Checked, beside: Report, cards: Iterable[RequirementCard], language: str) -> bytes:
    """The document's bytes, the same for the same draft and the same snapshot; `beside` is the report with the draft's findings."""
    words = Words(beside, cards, language)
    return drawn(words, found.draft.law.title, blocks(found, words))


def blocks(found: Checked, words: Words) -> Iterator[Block]:
    """What is said of the draft, the gravest first."""
    said = Sentences(words)
    yield Paragraph(said.draft(found))
    yield Items(tuple(said.summary(found)))
    for effect in SHOWN:
        changes = sorted(found.of(effect), key=lambda change: weight(change.after))  # type: ignore[arg-type]
        if changes:
            yield Heading(1, f"{said.said[effect]} ({len(changes)})", effect)
        for change in changes:
            yield from _change(change, found, words, said)
    if found.faults:
        yield Heading(1, f"{said.said['faults']} ({len(found.faults)})", "faults")
        yield Items(tuple(f"{said.place(fault, found)}: {said.fault(fault)}" for fault in found.faults))
    if found.clauses:
        yield Heading(1, said.said["articles"], "articles")
        yield Items(tuple(_articles(found, words, said)))


def _change(change: Change, found: Checked, words: Words, said: Sentences) -> Iterator[Block]:
    yield Heading(2, words.numbered(change.requirement), change.requirement)
    yield Paragraph(f"{said.change(change)}; {said.neighbours(change)}.")
    if change.after.missing:
        yield Paragraph(words.concepts(change.after.missing), words.text["missing"])
    yield from _quoted(found.evidence(change), words)
    if change.effect == "opens":
        yield Paragraph("", said.said["lost"])
        yield from _quoted(change.before.evidence, words)
    for model in change.models:
        yield Paragraph(words.country(model.country), said.said["borrow"])
        yield from _quoted(model.evidence, words)


def _quoted(evidence: Sequence[Evidence], words: Words) -> Iterator[Block]:
    for item in evidence[:_QUOTES]:
        yield Quote((item.quote,) if item.quote else (), words.language_of(item.law), words.citation(item), item.source)


def _articles(found: Checked, words: Words, said: Sentences) -> Iterator[str]:
    changes = {change.requirement: change for change in found.changes}
    places = words.report.places.get(found.draft.law.expression, {})
    for eid, names in found.clauses.items():
        told = (f"{words.numbered(name)} {said.marks(changes[name])}" for name in names)
        yield f"{places.get(eid, eid)}: {'; '.join(told)}"
