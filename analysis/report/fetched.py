"""What became of official texts, and of a text that is added: as sentences and a table for the terminal, and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.messages import message
from analysis.model import BASIC_UNITS, Clause, Document
from analysis.official import Outcome
from analysis.report.plain import Record
from analysis.report.vocabulary import FETCHED

OUTLINE = 40
_COLOURS = {"brought": "green", "unchanged": "dim", "refused": "yellow", "failed": "red"}


def table(outcomes: Sequence[Outcome], console: Console, language: str) -> None:
    """A line a law, then why one was not taken, then how many there are of each."""
    words = FETCHED[language]
    shown = Table(box=box.SIMPLE, pad_edge=False)
    shown.add_column(words["country"])
    shown.add_column(words["law"], overflow="fold", ratio=1)
    for name in ("result", "grade", "version"):
        shown.add_column(words[name])
    for outcome in outcomes:
        version = (outcome.taken or outcome.law).version
        result = Text(words[outcome.result], style=_COLOURS[outcome.result])
        shown.add_row(outcome.law.country, Text(outcome.law.short), result, outcome.grade, str(version or "–"))
    console.print(shown)
    for outcome in outcomes:
        if outcome.why:
            console.print(Text(f"{outcome.law.country} {outcome.law.short}", style="bold"))
            for why in outcome.why:
                console.print(Text(f"  {message(why, language)}"), soft_wrap=True)
    console.print(Text(summary(outcomes, language)), soft_wrap=True)


def summary(outcomes: Sequence[Outcome], language: str) -> str:
    """How many texts were brought, were as before, were refused, and did not come."""
    counts = Counter[str](outcome.result for outcome in outcomes)
    return " ".join(FETCHED[language][f"n_{result}"].format(n=counts[result]) for result in _COLOURS if counts[result])


def record(outcome: Outcome) -> Record:
    """The outcome as one record; `text` is the expression that was taken."""
    taken = outcome.taken
    return {
        "law": outcome.law.expression,
        "country": outcome.law.country,
        "title": outcome.law.title,
        "result": outcome.result,
        "address": outcome.address,
        "text": taken.expression if taken else None,
        "file": str(taken.file) if taken else None,
        "sha256": taken.sha256 if taken else None,
        "grade": outcome.grade,
        "why": list(outcome.why),
    }


def preview(found: Document, console: Console, language: str) -> None:
    """How well a file was read, and the outline of what is in it."""
    words, quality = FETCHED[language], found.quality
    console.print(words["read"].format(n=quality.articles, grade=quality.grade, share=f"{quality.coverage:.1%}"))
    for remark in (*quality.reasons, *found.warnings[:5]):
        console.print(Text(f"  {message(remark, language)}"), soft_wrap=True)
    lines = list(_outline(found.clauses, 1))
    for depth, line in lines[:OUTLINE]:
        console.print(Text("  " * depth + line, overflow="ellipsis", no_wrap=True))
    if len(lines) > OUTLINE:
        console.print("  " + words["more"].format(n=len(lines) - OUTLINE))


def _outline(clauses: Sequence[Clause], depth: int) -> Iterator[tuple[int, str]]:
    for clause in clauses:
        start = "" if clause.heading else clause.text[:60]
        yield depth, " ".join(part for part in (clause.number, clause.heading, start) if part) or clause.eid
        if clause.kind not in BASIC_UNITS:
            yield from _outline(clause.children, depth + 1)
