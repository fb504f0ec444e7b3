"""A report as a Word document that reads like a ministry's annex."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report.annex import Block, Detail, Grid, Heading, Items, Paragraph, Quote, annex
from analysis.report.words import Words, printable

LOCALES = {"en": "en-GB", "es": "es-419"}
FILLS = {"met": "E3F3E6", "partial": "FFF4D1", "contrary": "F9D9D6", "absent": "FBE6DC", "unknown": "FFFFFF"}
_HEAD = "1F3A5F"
_SMALL = 8
_MADE = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the archive: the first that ZIP knows."""


def write(
    report: Report,
    cards: Iterable[RequirementCard],
    language: str,
    changes: Changes | None = None,
    detail: Detail = "full",
) -> bytes:
    """The document's bytes, the same for the same snapshot."""
    words = Words(report, cards, language, changes)
    return drawn(words, words.title, annex(words, detail))


def drawn(words: Words, title: str, blocks: Iterable[Block]) -> bytes:
    """`blocks` as a document of that title, with the snapshot of the report that `words` names."""
    file = _blank(words, title)
    _title(file, words, title)
    for block in blocks:
        if isinstance(block, Heading):
            _heading(file, block)
        elif isinstance(block, Items):
            for item in block.items:
                file.add_paragraph(printable(item), style="List Bullet")
        elif isinstance(block, Quote):
            _quote(file, block)
        elif isinstance(block, Grid):
            _grid(file, block)
        else:
            _paragraph(file, block)
    out = io.BytesIO()
    file.save(out)
    return timeless(out.getvalue())


def _blank(words: Words, title: str) -> Any:
    """A document of A4 pages with its properties, its language, and a footer with snapshot and page."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.get_or_add_rPr().append(_tag("w:lang", {"w:val": LOCALES[words.language]}))
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = file.styles[name]
        style.font.color.rgb = RGBColor.from_string(_HEAD)
        style.element.rPr.rFonts.set(qn("w:ascii"), "Calibri")
    _properties(file, words, title)
    _footer(section, words)
    return file


def _properties(file: Any, words: Words, title: str) -> None:
    taken, properties = words.report.snapshot, file.core_properties
    properties.title, properties.author, properties.last_modified_by = printable(title), "Homologa", "Homologa"
    properties.language, properties.identifier = LOCALES[words.language], taken.id
    properties.comments, properties.revision = f"{words.text['snapshot']} {taken.id}", 1
    properties.created = properties.modified = datetime.combine(taken.as_of, time())


def _footer(section: Any, words: Words) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{words.footer} · ")
    field = _tag("w:fldSimple", {"w:instr": "PAGE"})
    field.append(_tag("w:r", {}))
    field[0].append(_tag("w:t", {}))
    field[0][0].text = "1"
    paragraph._p.append(field)


def _title(file: Any, words: Words, title: str) -> None:
    file.add_heading(printable(title), 0)
    file.add_paragraph(printable(", ".join(map(words.country, words.countries))), style="Subtitle")
    _sized(file.add_paragraph().add_run(printable(words.state)), _SMALL)


def _heading(file: Any, block: Heading) -> None:
    """A chapter begins a section of its own where its pages lie the other way than those before."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    before = file.sections[-1]
    wide = before.orientation == WD_ORIENT.LANDSCAPE
    if block.level == 1 and block.wide != wide:
        section = file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if block.wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = before.page_height, before.page_width
    file.add_heading(printable(block.text), block.level)


def _paragraph(file: Any, block: Paragraph) -> None:
    paragraph = file.add_paragraph()
    if block.bold:
        paragraph.add_run(f"{printable(block.bold)} ").bold = True
    paragraph.add_run(printable(block.text))


def _quote(file: Any, block: Quote) -> None:
    paragraph = file.add_paragraph(style="Quote")
    paragraph.paragraph_format.left_indent = _cm(0.75)
    for text in block.texts:
        run = paragraph.add_run(printable(f"“{text}” "))
        if block.language:
            run._r.get_or_add_rPr().append(_tag("w:lang", {"w:val": block.language}))
    cited = paragraph.add_run(printable(" ".join(part for part in (block.citation, block.address) if part)))
    cited.italic = False
    _sized(cited, _SMALL + 1)


def _grid(file: Any, block: Grid) -> None:
    """A table whose first row is repeated on each page and whose rows are not torn."""
    table = file.add_table(rows=1 + len(block.table.rows), cols=len(block.table.columns), style="Table Grid")
    table.autofit = False
    section = file.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, block.shares, strict=True):
        width = room * share // sum(block.shares)
        column.width = width
        for cell in column.cells:
            cell.width = width
    rows = list(table.rows)
    rows[0]._tr.get_or_add_trPr().append(_tag("w:tblHeader", {}))
    for cell, name in zip(rows[0].cells, block.table.columns, strict=True):
        _cell(cell, name, fill=_HEAD, bold=True)
    for line, (row, said) in enumerate(zip(rows[1:], block.table.rows, strict=True)):
        row._tr.get_or_add_trPr().append(_tag("w:cantSplit", {}))
        for column, (cell, value) in enumerate(zip(row.cells, said, strict=True)):
            _cell(cell, str(value), fill=FILLS.get(block.tones.get((line, column), ""), ""), bold=column < block.heads)
    file.add_paragraph()


def _cell(cell: Any, text: str, *, fill: str, bold: bool) -> None:
    from docx.shared import RGBColor

    run = cell.paragraphs[0].add_run(printable(text))
    run.bold = bold
    _sized(run, _SMALL)
    if fill:
        cell._tc.get_or_add_tcPr().append(_tag("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}))
    if fill == _HEAD:
        run.font.color.rgb = RGBColor(255, 255, 255)


def _sized(run: Any, points: float) -> None:
    from docx.shared import Pt

    run.font.size = Pt(points)


def _cm(length: float) -> Any:
    from docx.shared import Cm

    return Cm(length)


def _tag(name: str, attributes: Mapping[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def timeless(archive: bytes) -> bytes:
    """The ZIP `archive` with its parts in order of name, after the one that must come first, and without the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _MADE)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(part, old.read(name))
    return out.getvalue()
