"""A made-up report of two countries with hostile words in it, and its files as readers that others wrote see them: csv, openpyxl,
lxml, python-docx, pypdfium2.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from analysis.compare import RequirementCard
from analysis.model import Evidence, Finding, Law, Problem, Report, Search, Snapshot
from analysis.report import formats

DAY = date(2024, 1, 31)
HOSTILE = '<script>alert("x")</script>'
FORMULA = '=HYPERLINK("https://example.org","x")'

CARDS = (
    RequirementCard("tip-attempt", "A08", "trafficking-offence", {"es": "Tentativa punible", "en": "Attempt punished"}, "shall", "high", ("UNTOC 5",)),
    RequirementCard("som-attempt", "B06", "smuggling-offence", {"es": "Tentativa", "en": "Attempt"}, "benchmark", "low", ()),
)  # fmt: skip
Cards = tuple[RequirementCard, ...]
CODE = Law(
    "/akn/mx/act/1", "MX", f"Código {HOSTILE}", f"Code {HOSTILE}", "criminal-code", "es", Path("/home/someone/mx/code.xml"), text="digest",
    version=date(2020, 1, 1), sources=("https://example.org/code",), sha256="a" * 64,
)  # fmt: skip
ACT = replace(
    CODE,
    work="/akn/us/act/2",
    country="US",
    short="Act",
    title="Act",
    language="en",
    text="official",
    sources=("javascript:alert(1)",),
)
QUOTE = Evidence(CODE.expression, "art_12__para_2", FORMULA, 5, 5 + len(FORMULA), "https://example.org/code")
FOUND = Finding("MX", "trafficking-offence", "tip-attempt", "partial", True, "shall", "high")
FINDINGS = (
    replace(FOUND, evidence=(QUOTE,), missing=("attempt-punished",), values={"min_years": 2.5, "fine": True, "aggravators": ["child", "recidivism"]},
            confidence="medium", confidence_reason="according to a digest, not the official text"),
    replace(FOUND, country="US", status="absent", divergence=False, searched=(Search(ACT.expression, ("attempt-punished",)),), confidence="high",
            confidence_reason="read in the official or consolidated text"),
    Finding("MX", "smuggling-offence", "som-attempt", "unknown", False, "benchmark", "low", to_load=("criminal-code",),
            confidence_reason="the texts loaded cannot tell; load in full: criminal-code"),
    Finding("US", "smuggling-offence", "som-attempt", "met", False, "benchmark", "low",
            evidence=(Evidence(ACT.expression, "sec_1", "an attempt\x0b is an offence", 0, 24, "javascript:alert(1)"),),
            confidence="high", confidence_reason="read in the official or consolidated text"),
)  # fmt: skip
PROBLEMS = (
    Problem("MX", "doubtful", "/home/someone/mx/code.xml", f"its reading has grade E ({HOSTILE})", "Add a better text"),
    Problem("MX", "skipped", "/home/someone/mx", "skipped, since they are not listed: stray.txt"),
)
TAKEN = Snapshot("0123456789ab", DAY, date(2024, 2, 1), "c" * 16, "n" * 16, "s" * 16, "0.1.0+12345678")
REPORT = Report(TAKEN, FINDINGS, (CODE, ACT), PROBLEMS, {CODE.expression: {"art_12__para_2": "art. 12, 2"}})


def written(name: str, language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> bytes:
    data: bytes = formats()[name].write(report, cards, language)
    return data


def csv_lines(language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", language, report, cards).decode("utf-8-sig"), newline="")))


def xlsx_book(language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(written("xlsx", language, report, cards)))


def docx_file(language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> Any:
    import docx

    return docx.Document(io.BytesIO(written("docx", language, report, cards)))


def html_page(language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> Any:
    return html.fromstring(written("html", language, report, cards))


def pdf_file(language: str = "en", report: Report = REPORT, cards: Cards = CARDS) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(written("pdf", language, report, cards))


def all_text(name: str, language: str, report: Report = REPORT, cards: Cards = CARDS) -> str:
    """All that a reader of the file can see."""
    if name == "xlsx":
        return "\n".join(
            str(c)
            for sheet in xlsx_book(language, report, cards)
            for row in sheet.iter_rows(values_only=True)
            for c in row
        )
    if name == "docx":
        file = docx_file(language, report, cards)
        cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
    if name == "pdf":
        file = pdf_file(language, report, cards)
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in file)
    if name == "html":
        return str(html_page(language, report, cards).find("body").text_content())
    return written(name, language, report, cards).decode("utf-8-sig")
