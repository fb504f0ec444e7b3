"""XML to clauses, against the least that anybody who reads the same XML must do: parse it and take out its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from analysis.read import read
from bench import LAWS, Row, best, law

TARGET = 5.0


def rows() -> Iterator[Row]:
    """One row for each of Canada's files, and one for all."""
    bare = ours = 0.0
    for file in sorted((LAWS / "ca").glob("*.xml")):
        one = law(f"ca/{file.name}")
        least, taken = best(partial(_bare, file)), best(partial(read, one))
        bare, ours = bare + least, ours + taken
        yield Row(
            f"XML to clauses, {file.name} ({file.stat().st_size / 1e3:.0f} kB)",
            f"{taken / least:.1f}x lxml, {taken * 1e3:.0f} ms",
        )
    yield Row("XML to clauses, all files", f"{ours / bare:.1f}x lxml", f"≤ {TARGET:.0f}x", ours <= TARGET * bare)


def _bare(file: Path) -> str:
    from lxml import etree

    return "".join(map(str, etree.parse(file).getroot().itertext()))
