"""What came of teaching a model: as a table for the terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.report.plain import Record
from analysis.report.vocabulary import TRAINING
from analysis.report.words import concept_name
from analysis.train import Lesson, Score


def show(hash: str, lessons: Sequence[Lesson], seconds: float, console: Console, language: str) -> None:
    """A table a language, the concepts on which the model is used first, and what becomes of it now."""
    words = TRAINING[language]
    for lesson in lessons:
        told = words["too_few" if lesson.too_few else "taught"]
        console.print(Text(told.format(language=lesson.language, clauses=lesson.clauses, laws=lesson.laws)))
        if lesson.measures:
            console.print(_table(lesson, language, console.width))
    used = sum(each.used for lesson in lessons for each in lesson.measures)
    console.print(Text(words["used" if used else "unused"].format(hash=hash, n=used, seconds=f"{seconds:.0f}")))


def _table(lesson: Lesson, language: str, width: int) -> Table:
    words = TRAINING[language]
    table = Table(box=box.SIMPLE, pad_edge=False, width=width)
    table.add_column(words["concept"], ratio=1)
    for name in ("clauses", "rules", "model", "counts"):
        table.add_column(words[name], justify="right" if name == "clauses" else "left")
    for each in sorted(lesson.measures, key=lambda each: (not each.used, each.rules.f1 - each.model.f1)):
        counts = words["model" if each.used else "rules"]
        table.add_row(
            Text(concept_name(each.concept, language)),
            str(each.clauses),
            _score(each.rules),
            _score(each.model),
            counts,
        )
    return table


def _score(found: Score) -> str:
    return f"{found.precision:.2f}  {found.recall:.2f}  {found.f1:.2f}"


def record(hash: str, lessons: Iterable[Lesson], seconds: float) -> Record:
    """The model's hash, the seconds it took, and each language with its figures."""
    return {
        "model": hash, "seconds": round(seconds, 1),
        "languages": [
            {**asdict(lesson), "measures": [{**asdict(each), "used": each.used} for each in lesson.measures]} for lesson in lessons
        ],
    }  # fmt: skip
