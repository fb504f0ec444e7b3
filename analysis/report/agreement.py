"""How far people agree: as tables for the terminal, as CSV and as plain data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from analysis.agreement import Agreement
from analysis.agreement.figures import Figure
from analysis.report.plain import Record
from analysis.report.tables import Table, guarded
from analysis.report.vocabulary import AGREEMENT

FIGURES = ("alpha", "spans", "kappa")


@dataclass(frozen=True, slots=True)
class Told:
    """Rows of agreement in one language; the functions give the name of a law, a concept and a person."""

    rows: Sequence[Agreement]
    language: str
    law: Callable[[str], str]
    concept: Callable[[str], str]
    person: Callable[[int], str]

    @property
    def words(self) -> Mapping[str, str]:
        return AGREEMENT[self.language]

    def groups(self) -> dict[str, list[Agreement]]:
        """The rows of all together, of laws, of concepts and of pairs, under their titles; those that agree least first."""
        kinds: dict[str, list[Agreement]] = {"all": [], "laws": [], "concepts": [], "pairs": []}
        for row in self.rows:
            kinds["pairs" if row.people else "concepts" if row.concept else "laws" if row.law else "all"].append(row)
        return {self.words[kind]: sorted(of, key=_least) for kind, of in kinds.items() if of}

    def name(self, row: Agreement) -> str:
        """What the row is of."""
        if row.people:
            return " · ".join(map(self.person, row.people))
        return self.concept(row.concept) if row.concept else self.law(row.law) if row.law else self.words["whole"]

    def figure(self, found: Figure) -> str:
        """``0.74 (0.55 to 0.90)``, or that it is not computable, and why."""
        if found.value is None:
            return f"{self.words['none']}: {self.words[found.why]}"
        interval = "" if found.low is None or found.high is None else f" ({found.low:.2f} {self.words['to']} {found.high:.2f})"  # fmt: skip
        return f"{found.value:.2f}{interval}"

    def table(self, title: str, rows: Sequence[Agreement]) -> Table:
        """The rows as text: name, clauses and figures; kappa only where one row or more is of two people."""
        shown = [name for name in FIGURES if any(getattr(row, name).why != "several people" for row in rows)]
        columns = (title, self.words["clauses"], *(self.words[name] for name in shown))
        lines = (
            (self.name(row), str(row.clauses), *(self.figure(getattr(row, name)) for name in shown)) for row in rows
        )
        return Table(title, columns, tuple(lines))


def _least(row: Agreement) -> float:
    return next((each.value for each in (row.alpha, row.spans) if each.value is not None), 2)


def show(told: Told, console: Console) -> None:
    """A table for all together, for the laws, the concepts and the pairs of people, and what the figures are."""
    for title, rows in told.groups().items():
        table = told.table(title, rows)
        drawn = RichTable(box=box.SIMPLE, pad_edge=False, width=console.width)
        for column, head in enumerate(table.columns):
            drawn.add_column(head, ratio=(3, None, 2, 2, 2)[column], justify="right" if column == 1 else "left")
        for row in table.rows:
            drawn.add_row(*(Text(str(cell)) for cell in row))
        console.print(drawn)
    console.print(Text(told.words["method"]))


def as_csv(told: Told) -> bytes:
    """A row a line; a figure that is not computable is empty, and says why in a column of its own. UTF-8 with a byte order mark."""
    out = io.StringIO()
    lines = csv.writer(out)
    parts = ("value", "low", "high", "why")
    figures = [f"{name}_{part}".removesuffix("_value") for name in FIGURES for part in parts]
    lines.writerow(["law", "concept", "person_1", "person_2", "clauses", *figures])
    for row in told.rows:
        people = [told.person(one) for one in row.people] or ["", ""]
        cells = ["" if (v := getattr(getattr(row, name), part)) is None else v for name in FIGURES for part in parts]
        lines.writerow([row.law, row.concept, *map(guarded, people), row.clauses, *cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def records(rows: Iterable[Agreement], person: Callable[[int], str]) -> list[Record]:
    """Each row with its figures under their names; empty law, concept or people stands for all."""
    return [{**asdict(row), "people": [person(one) for one in row.people]} for row in rows]
