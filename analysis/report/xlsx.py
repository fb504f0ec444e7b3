"""A report as an Excel workbook: one sheet each for matrix, findings, evidence, values and laws, and one that says which state
they show.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report.tables import Cell, Table, tables
from analysis.report.words import Words, printable

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds."""
_WIDEST = 60
_FROZEN_COLUMNS = 2


def write(report: Report, cards: Iterable[RequirementCard], language: str, changes: Changes | None = None) -> bytes:
    """The workbook's bytes, the same for the same snapshot. Text is always text: nothing in it becomes a formula or a link."""
    import xlsxwriter

    words = Words(report, cards, language, changes)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    taken = report.snapshot
    made = datetime.combine(taken.as_of, time())
    book.set_properties(
        {
            "title": words.title,
            "author": "Homologa",
            "comments": f"{words.text['snapshot']} {taken.id}",
            "created": made,
        }
    )
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}),
        "cell": book.add_format({"valign": "top", "text_wrap": True}),
    }  # fmt: skip
    for table in tables(words):
        _sheet(book, table, formats, taken.id)
    _about(book, words, formats)
    book.close()
    return out.getvalue()


def _sheet(book: Any, table: Table, formats: dict[str, Any], snapshot: str) -> None:
    sheet = book.add_worksheet(table.title)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, _width(table, column))
    for line, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _cell(sheet, line, column, cell, formats["cell"])
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{snapshot}&C&A&R&P / &N")


def _cell(sheet: Any, line: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, _fitting(printable(cell)), style)
    else:
        sheet.write_number(line, column, cell, style)


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _width(table: Table, column: int) -> int:
    longest = max((len(line) for row in table.rows for line in str(row[column]).splitlines()), default=0)
    return min(max(longest, len(table.columns[column])) + 2, _WIDEST)


def _about(book: Any, words: Words, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(words.text["snapshot"])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    rows = [*words.hashes(), *((words.text["legend"], sign) for sign in words.legend())]
    rows += [(words.text["problems"], problem) for problem in words.problems()]
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            _cell(sheet, line, column, cell, formats["cell"])
