"""`python -m bench`: every measure in one run, as a table. Names of parts (``gold``, ``tagging`` …) print only those."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping

from rich.console import Console
from rich.table import Table

from bench import LAWS, Row, alignment, app, gold, phrasings, reports, structured, tagging, unstructured

PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "structured": structured.rows,
    "unstructured": unstructured.rows,
    "tagging": tagging.rows,
    "gold": gold.rows,
    "phrasings": phrasings.rows,
    "alignment": alignment.rows,
    "reports": reports.rows,
    "app": app.rows,
}


def main(names: list[str]) -> int:
    """Prints the table; 2 for a part that does not exist or where there are no laws to measure on."""
    console = Console()
    if unknown := [name for name in names if name not in PARTS]:
        console.print(f"There is no part “{unknown[0]}” to measure. There are: {', '.join(PARTS)}.")
        return 2
    if not LAWS.is_dir():
        console.print(f"There are no laws to measure on: {LAWS} does not exist.")
        return 2
    start = time.perf_counter()
    with console.status("") as status:
        rows = [row for name in names or PARTS for row in _measured(name, status.update)]
    console.print(_table(rows))
    console.print(
        f"{sum(row.reached is False for row in rows)} targets missed; measured in {time.perf_counter() - start:.0f} s."
    )
    return 0


def _measured(name: str, say: Callable[[str], None]) -> Iterator[Row]:
    say(f"Measuring {name} …")
    for row in PARTS[name]():
        say(f"Measuring {name} … {row.what}")
        yield row


def _table(rows: list[Row]) -> Table:
    table = Table("Measure", "Measured", "Target", "Reached", box=None, header_style="bold")
    for row in rows:
        verdict = {True: "[green]yes[/]", False: "[red]no[/]", None: ""}[row.reached]
        table.add_row(row.what, row.measured, row.target, verdict, style="" if row.target else "dim")
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
