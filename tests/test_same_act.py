"""One act, set as text, web page, Word document and PDF in one or two columns, gives the same clauses."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from analysis.model import Law
from analysis.read import read
from analysis.read.markers import container

ACT = [
    "LEY DE PROTECCIÓN DE LOS VIAJEROS",
    "TÍTULO I",
    "DISPOSICIONES GENERALES",
    "Artículo 1.- OBJETO DE LA LEY Y DE LAS MEDIDAS DE PROTECCIÓN DE LOS VIAJEROS QUE LLEGAN AL TERRITORIO DE LA REPÚBLICA. La ley protege a los viajeros.",
    "Artículo 2.- DEFINICIONES. A los efectos de la ley se entiende por:",
    "1. Viajero: quien llega al territorio de la República, sea cual sea el medio de transporte que use y el tiempo por el que se quede.",
    "2. Autoridad: la que conoce de las solicitudes que se presentan según la letra m) del apartado primero de este artículo o de otra ley.",
    "La autoridad llevará un registro. No se publicará dato alguno que permita reconocer a las personas que fueron atendidas.",
    "Las demás palabras se entienden como en el Código.",
    "Artículo 3.- PENAS. Se impondrá prisión de cuatro a ocho años a quien engañe a un viajero para obtener de él un provecho.",
    "La pena será de ocho a doce años si el viajero es menor de dieciocho años.",
    "Si el autor es funcionario, se le inhabilitará además por el tiempo de la condena.",
    "DISPOSICIONES FINALES",
    "PRIMERA.- El reglamento se dictará en noventa días.",
    "SEGUNDA.- La ley entra en vigor al día siguiente.",
]


def as_text(act: list[str]) -> bytes:
    return "\n".join(act).encode()


def as_windows_text(act: list[str]) -> bytes:
    return "\r\n".join(act).encode("cp1252")


def as_page(act: list[str]) -> bytes:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in act)
    return f"<!doctype html><html><head><meta charset=utf-8><title>Ley</title></head><body><main>{body}</main></body></html>".encode()


def as_word(act: list[str]) -> bytes:
    word, out = WordDocument(), io.BytesIO()
    for line in act:
        word.add_paragraph(line)
    word.save(out)
    return out.getvalue()


def as_pdf(act: list[str], columns: int = 1, align: int = TA_JUSTIFY) -> bytes:
    out, (width, height) = io.BytesIO(), A4
    each = (width - 100 - 16 * (columns - 1)) / columns
    frames = [Frame(50 + n * (each + 16), 70, each, height - 160) for n in range(columns)]

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.drawString(70, height - 50, "GACETA OFICIAL  Lunes 3 de mayo")
        canvas.drawCentredString(width / 2, 40, str(document.page))

    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=6, alignment=align)
    centre = ParagraphStyle("centre", parent=body, alignment=TA_CENTER)
    pages = BaseDocTemplate(out, pagesize=A4, pageTemplates=[PageTemplate(frames=frames, onPage=furniture)])
    pages.build([Paragraph(html.escape(line), centre if container(line) or line.isupper() else body) for line in act])
    return out.getvalue()


def clauses(data: bytes, file: Path) -> list[tuple[str, str, str, str, str]]:
    file.write_bytes(data)
    document = read(Law("/akn/xx/act/2020/x", "XX", "x", "x", "other", "es", file))
    return [(c.eid, c.kind, c.number, c.heading, re.sub(r"\s+", " ", c.text)) for c in document.walk()]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("windows.txt", as_windows_text),
        ("law.html", as_page),
        ("law.docx", as_word),
        ("law.pdf", as_pdf),
        ("ragged.pdf", lambda act: as_pdf(act, align=0)),
        ("columns.pdf", lambda act: as_pdf(act, columns=2)),
    ],
)
def test_one_act_in_every_format(name: str, made: Callable[[list[str]], bytes], tmp_path: Path) -> None:
    more = [f"Artículo {n}.- MEDIDA NÚMERO {n}. La autoridad la toma por {n} días y la revisa." for n in range(4, 80)]
    act = [*ACT[:-3], *more]
    assert clauses(made(act), tmp_path / name) == clauses(as_text(act), tmp_path / "law.txt")


def test_only_the_heading_over_numbers_in_words_groups_them_on_a_page(tmp_path: Path) -> None:
    """Lines of a page share their source: the titles of one were taken for the heading of its final dispositions."""
    assert clauses(as_pdf(ACT), tmp_path / "law.pdf") == clauses(as_text(ACT), tmp_path / "law.txt")
