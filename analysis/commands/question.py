"""From options to findings: which laws are asked what, on which day, and what is found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import decisions, judging, library, snapshots
from analysis.catalogue import STANDARDS, Catalogue, catalogue
from analysis.commands.options import Language
from analysis.commands.output import progress_bar, say_fault, spoken
from analysis.errors import HomologaError
from analysis.model import Report

if TYPE_CHECKING:
    from analysis.changes import Changes
    from analysis.report.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Question:
    """What the options ask: which laws, which requirements, on which day."""

    corpus: library.Corpus
    asked: Catalogue
    report: Report


def ask(
    folders: Sequence[Path] | None,
    with_embedded: bool,
    countries: Sequence[str] | None,
    standards: Sequence[str] | None,
    folder: Path | None,
    day: datetime | None,
    ocr: bool,
) -> Question:
    """Reads and judges what the options name, says which laws failed, and keeps the snapshot."""
    asked = catalogue(folder or STANDARDS, standards or ())
    corpus = library.corpus(folders or (), with_embedded=with_embedded)
    found = findings(corpus, asked, countries, day, ocr)
    for problem in found.problems:
        if problem.kind == "failed":
            say_fault(problem)
    snapshots.keep(found, asked.cards)
    return Question(corpus, asked, found)


def findings(
    corpus: library.Corpus,
    asked: Catalogue,
    countries: Sequence[str] | None,
    day: datetime | None,
    ocr: bool,
) -> Report:
    """The findings of these countries on this day, today unless given, with what people decided and answered."""
    with progress_bar() as progress:
        return judging.findings(
            corpus,
            asked,
            as_of=day.date() if day else date.today(),
            countries=countries or (),
            ocr=ocr,
            progress=progress,
            reviews=decisions.reviews(),
            observations=decisions.observations(),
        )


def on_terminal(question: Question, language: Language | None, changed: Changes | None = None) -> Terminal:
    """The findings as the terminal shows them, on standard output."""
    from analysis.report.terminal import Terminal, console

    return Terminal(question.report, question.asked.cards, console(sys.stdout), spoken(language), changed)


def leave(found: Report) -> None:
    """Ends the command with 1 where not one law was in force, or could be read."""
    failed = {problem.where for problem in found.problems if problem.kind == "failed"}
    if found.findings and not found.laws and not failed:
        raise HomologaError(
            f"no law that is loaded was in force on {found.snapshot.as_of}, so nothing is known",
            do="Give a later day with --as-of, or name a folder of the texts of then with --corpus",
        )
    if all(str(law.file) in failed for law in found.laws):
        raise HomologaError(
            "not one law could be read, so nothing is known",
            do="See the lines above, or name a folder of laws with --corpus",
        )
