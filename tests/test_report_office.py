"""The Word document and the workbook in LibreOffice, which opens them as they are: a file that needs repair is refused or loses words."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sample_report import docx_file, written, xlsx_book

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not on this machine: Debian's libreoffice-writer-nogui, libreoffice-calc-nogui"
)  # fmt: skip


def _converted(data: bytes, folder: Path, form: str, to: str) -> bytes:
    """`data`, a file in the format `form`, as LibreOffice writes it in the format `to`; nothing where it cannot read it."""
    file = folder / f"report.{form}"
    file.write_bytes(data)
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(file)], capture_output=True, timeout=120)
    made = folder / "out" / f"report.{to}"
    return made.read_bytes() if made.is_file() else b""


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_document_has_every_word_of_every_paragraph(language: str, tmp_path: Path) -> None:
    import pypdfium2

    file = pypdfium2.PdfDocument(_converted(written("docx", language), tmp_path, "docx", "pdf"))
    shown = "".join("".join(page.get_textpage().get_text_range().split()) for page in file)
    said = ["".join(paragraph.text.split()) for paragraph in docx_file(language).paragraphs]
    assert [text for text in said if text not in shown and len(text) < 60] == []


def test_the_workbook_has_every_cell_of_every_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(_converted(written("xlsx", "es"), tmp_path, "xlsx", "xlsx")))
    ours = xlsx_book("es")
    assert book.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        cells = [(cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        theirs = book[sheet.title]
        assert [place for place, value in cells if str(theirs[place].value).split() != str(value).split()] == []


def test_a_damaged_document_would_be_noticed(tmp_path: Path) -> None:
    data = written("docx", "en")
    assert _converted(data[: len(data) // 2], tmp_path, "docx", "pdf") == b""
