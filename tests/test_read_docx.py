"""Word files made here with python-docx and raw XML: each shows one habit of Word, or one way in which a file can be
hostile.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx as word
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Law
from analysis.read import docx
from analysis.read.numbering import numeral, spreadsheet_letters
from analysis.read.outline import Line

LAW = Law("/akn/sv/act/decreto/2020/x", "SV", "Ley", "Ley", "other", "es", Path("ley.docx"))
W = nsdecls("w")


def law(language: str) -> Law:
    return Law("/akn/bz/act/2020/x", "BZ", "Act", "Act", "other", language, Path("ley.docx"))


def packed(document: word.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body(*elements: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word file whose body is `elements`, raw WordprocessingML; `numbering` and `styles` are added to those parts."""
    document = word.Document()
    for element in elements:
        document.element.body.insert_element_before(
            parse_xml(element.replace(">", f" {W}>", 1) if " xmlns" not in element else element), "w:sectPr"
        )
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"):
            root.append(child)
    for child in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        document.styles.element.append(child)
    return packed(document)


def lines(data: bytes, of: Law = LAW) -> list[Line]:
    return docx._Body(docx._Parts(data, of), of).read()


def texts(data: bytes, of: Law = LAW) -> list[str]:
    return [line.text for line in lines(data, of)]


def p(text: str, number: tuple[int, int] | None = None, style: str = "") -> str:
    said = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{said}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(at: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    form_and_text = f'<w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/>{form_and_text}</w:lvl>'


def abstract(name: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{extra}{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, extra: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


def override(change: str) -> str:
    return f'<w:lvlOverride w:ilvl="0">{change}</w:lvlOverride>'


def counted(numbering: str, *numbers: tuple[int, int], of: Law = LAW) -> list[str]:
    """The labels of paragraphs with these (numId, ilvl)."""
    return [
        text.removesuffix(" x")
        for text in texts(body(*(p("x", number) for number in numbers), numbering=numbering), of)
    ]


# ---- automatic numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "pattern", "language", "expected"),
    [
        ("decimal", "Artículo %1.", "es", ["Artículo 1.", "Artículo 2.", "Artículo 3."]),
        ("lowerLetter", "%1)", "es", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.-", "es", ["I.-", "II.-", "III.-"]),
        ("lowerRoman", "(%1)", "en", ["(i)", "(ii)", "(iii)"]),
        ("upperLetter", "%1.", "en", ["A.", "B.", "C."]),
        ("decimalZero", "%1", "es", ["01", "02", "03"]),
        ("ordinal", "Artículo %1", "es", ["Artículo 1.º", "Artículo 2.º", "Artículo 3.º"]),
        ("ordinal", "%1", "en", ["1st", "2nd", "3rd"]),
        ("ordinalText", "%1.-", "es", ["Primero.-", "Segundo.-", "Tercero.-"]),
        ("cardinalText", "Section %1", "en", ["Section One", "Section Two", "Section Three"]),
        ("bullet", "\uf0b7", "es", ["•", "•", "•"]),
        ("none", "", "es", ["x", "x", "x"]),
    ],
)
def test_number_formats(form: str, pattern: str, language: str, expected: list[str]) -> None:
    numbering = abstract(1, level(0, form, pattern)) + num(1, 1)
    assert counted(numbering, (1, 0), (1, 0), (1, 0), of=law(language)) == expected


LEGAL = (level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "lowerRoman", "%1.%2.%3"))


@pytest.mark.parametrize(
    ("numbering", "numbers", "expected"),
    [
        (abstract(1, *LEGAL) + num(1, 1), [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1.", "a)", "b)", "2.", "a)"]),
        (abstract(1, *LEGAL) + num(1, 1), [(1, 0), (1, 1), (1, 2), (1, 2)], ["1.", "a)", "1.a.i", "1.a.ii"]),
        (abstract(1, *LEGAL) + num(1, 1), [(1, 1), (1, 1)], ["a)", "b)"]),
        (abstract(1, *LEGAL) + num(1, 1) + num(2, 1), [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),
        (
            abstract(1, *LEGAL) + num(1, 1) + num(2, 1, override('<w:startOverride w:val="1"/>')),
            [(1, 0), (1, 0), (2, 0), (2, 0)],
            ["1.", "2.", "1.", "2."],
        ),
        (
            abstract(1, *LEGAL) + num(1, 1, override(level(0, "upperRoman", "%1)", start=4))),
            [(1, 0), (1, 0)],
            ["IV)", "V)"],
        ),
        (
            abstract(1, LEGAL[0], level(1, "decimal", "Art. %2", '<w:lvlRestart w:val="0"/>')) + num(1, 1),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["1.", "Art. 1", "2.", "Art. 2"],
        ),
        (
            abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 1),
            [(1, 0), (1, 0), (1, 1)],
            ["I.", "II.", "2.1"],
        ),
        (
            abstract(1, extra='<w:numStyleLink w:val="L"/>')
            + abstract(2, LEGAL[0], extra='<w:styleLink w:val="L"/>')
            + num(1, 1),
            [(1, 0), (1, 0)],
            ["1.", "2."],
        ),
        (abstract(1, *LEGAL) + num(1, 1), [(0, 0), (9, 0)], ["x", "x"]),
        (abstract(1, level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + num(1, 1), [(1, 0)], ["1x"]),
    ],
    ids=[
        "deeper restarts",
        "three levels",
        "deeper first",
        "two lists of one definition",
        "start override",
        "level override",
        "never restarts",
        "legal",
        "style link",
        "switched off or unknown",
        "no blank behind",
    ],
)
def test_counting(numbering: str, numbers: Sequence[tuple[int, int]], expected: list[str]) -> None:
    assert counted(numbering, *numbers) == expected


def test_a_style_brings_its_number_and_level() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Art"><w:name w:val="Articulo"/>{listed}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Inc"><w:name w:val="Inciso"/>{listed}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Art"/></w:style>'
    )
    named = [
        level(0, "decimal", "Artículo %1.", '<w:pStyle w:val="Art"/>'),
        level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Inc"/>'),
    ]
    data = body(
        p("Uno", style="Art"),
        p("dos", style="Inc"),
        p("Tres", style="Sub"),
        numbering=abstract(1, *named) + num(1, 1),
        styles=styles,
    )
    assert texts(data) == ["Artículo 1. Uno", "a) dos", "Artículo 2. Tres"]


@pytest.mark.parametrize(
    ("value", "form", "language", "expected"),
    [
        (1999, "upperRoman", "es", "MCMXCIX"),
        (27, "lowerLetter", "es", "aa"),
        (28, "lowerLetter", "es", "bb"),
        (11, "ordinal", "en", "11th"),
        (21, "ordinalText", "en", "Twenty-first"),
        (40, "ordinalText", "en", "Fortieth"),
        (12, "ordinalText", "es", "Décimo segundo"),
        (35, "cardinalText", "es", "Treinta y cinco"),
        (120, "ordinalText", "es", "120"),
        (0, "upperRoman", "es", "0"),
        (3, "hebrew1", "es", "3"),
    ],
)
def test_numerals(value: int, form: str, language: str, expected: str) -> None:
    assert numeral(value, form, language) == expected


def test_letters_of_browsers_go_on_as_in_a_spreadsheet() -> None:
    assert [spreadsheet_letters(n) for n in (1, 26, 27, 28, 702, 703)] == ["a", "z", "aa", "ab", "zz", "aaa"]


# ---- words ---------------------------------------------------------------------------------------------------------


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (RUN.format("Artí") + RUN.format("culo 1"), ["Artículo 1"]),
        ('<w:r><w:t xml:space="preserve">uno </w:t><w:tab/><w:t>dos</w:t></w:r>', ["uno dos"]),
        ("<w:r><w:t>CAPÍTULO I</w:t><w:br/><w:t>Objeto</w:t></w:r>", ["CAPÍTULO I", "Objeto"]),
        ("<w:r><w:t>sub</w:t><w:noBreakHyphen/><w:t>ley</w:t><w:softHyphen/></w:r>", ["sub-ley"]),
        (f'<w:hyperlink w:anchor="x">{RUN.format("ver ley")}</w:hyperlink>', ["ver ley"]),
        (f"<w:ins>{RUN.format('nuevo')}</w:ins><w:del><w:r><w:delText>viejo</w:delText></w:r></w:del>", ["nuevo"]),
        (f"<w:moveTo>{RUN.format('aquí')}</w:moveTo><w:moveFrom>{RUN.format('allá')}</w:moveFrom>", ["aquí"]),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText></w:r>' + RUN.format("5"), ["5"]),
        (f'<w:fldSimple w:instr="REF x">{RUN.format("6")}</w:fldSimple>', ["6"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r>" + RUN.format("visto"), ["visto"]),
        ('<w:r><w:sym w:font="Arial" w:char="00A7"/><w:t> 5</w:t></w:r>', ["§ 5"]),
        (f"<w:sdt><w:sdtContent>{RUN.format('control')}</w:sdtContent></w:sdt>", ["control"]),
        (f"<w:smartTag>{RUN.format('lista')}</w:smartTag>", ["lista"]),
    ],
    ids=[
        "split runs",
        "tab",
        "line break",
        "hyphens",
        "link",
        "inserted and deleted",
        "moved",
        "field",
        "simple field",
        "hidden",
        "symbol",
        "control",
        "smart tag",
    ],
)
def test_the_words_of_a_paragraph(inside: str, expected: list[str]) -> None:
    assert texts(body(f"<w:p>{inside}</w:p>")) == expected


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Recuadro</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    inside = f"<mc:AlternateContent {mc}>{twice}</mc:AlternateContent>"
    assert texts(body(f"<w:p {W}><w:r><w:t>Antes</w:t></w:r><w:r>{inside}</w:r></w:p>")) == ["Antes", "Recuadro"]


def test_a_deleted_paragraph_mark_joins_its_paragraph_with_the_next() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Artículo </w:t></w:r></w:p>"
    assert texts(body(first, p("1. Uno"))) == ["Artículo 1. Uno"]


def test_tables_are_read_cell_by_cell() -> None:
    document = word.Document()
    table = document.add_table(2, 2)
    for n, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"celda {n}"
    assert texts(packed(document)) == ["celda 0", "celda 1", "celda 2", "celda 3"]


def test_headings_have_levels_and_bold_lines_are_captions() -> None:
    document = word.Document()
    document.add_heading("TÍTULO I", 1)
    document.add_heading("Disposiciones", 3)
    document.add_paragraph().add_run("Objeto de la ley").bold = True
    document.add_paragraph().add_run("Artículo 1.").bold = True
    document.add_paragraph("Texto.")
    assert [(line.level, line.block) for line in lines(packed(document))] == [
        (1, True),
        (3, True),
        (7, True),
        (0, True),
        (0, True),
    ]


def test_headers_footers_contents_and_hidden_words_are_furniture() -> None:
    document = word.Document()
    document.sections[0].header.paragraphs[0].text = "Asamblea Legislativa"
    document.sections[0].footer.paragraphs[0].text = "Página 1"
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Artículo 1 ..... 3", style="toc 1")
    document.add_paragraph("Artículo 1. Uno.").add_run("oculto").font.hidden = True
    read = docx.read(packed(document), LAW)
    assert sorted(read.furniture) == ["Artículo 1 ..... 3", "Asamblea Legislativa", "Página 1", "oculto"]


def with_parts(data: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """`data` with parts replaced, changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in parts if name not in old.namelist())]:
            change = parts.get(name)
            new.writestr(
                name, change if isinstance(change, bytes) else change(old.read(name)) if change else old.read(name)
            )
    return out.getvalue()


def test_footnotes_are_notes_after_their_paragraph() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Reformado en 2012.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relation = b'<Relationship Id="rId99" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>'
    data = body(
        '<w:p><w:r><w:t>Uno</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r></w:p>',
        p("Dos."),
    )
    rels: dict[str, bytes | Callable[[bytes], bytes]] = {
        "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relation),
        "word/footnotes.xml": notes.encode(),
    }
    assert [(line.text, line.note) for line in lines(with_parts(data, rels))] == [
        ("Uno.", False),
        ("1 Reformado en 2012.", True),
        ("Dos.", False),
    ]


def test_tracked_changes_are_warned_of() -> None:
    warnings = docx.read(
        body(f"<w:p><w:ins>{RUN.format('nuevo')}</w:ins><w:del><w:r><w:delText>viejo</w:delText></w:r></w:del></w:p>"),
        LAW,
    ).warnings
    assert any("1 insertions kept and 1 deletions left out" in warning for warning in warnings)


def test_pages_are_counted_where_word_noted_them() -> None:
    data = body(p("Uno."), "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Dos.</w:t></w:r></w:p>", p("Tres."))
    assert [line.source for line in lines(data)] == ["p. 1", "p. 2", "p. 2"]
    assert [line.source for line in lines(body(p("Uno."), p("Dos.")))] == ["l. 1", "l. 2"]


def test_the_strict_namespace_is_read_too() -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert texts(with_parts(body(p("Uno.")), {"word/document.xml": strict})) == ["Uno."]


def test_a_law_arrives_as_a_tree() -> None:
    numbering = abstract(1, level(0, "decimal", "Artículo %1."), level(1, "lowerLetter", "%2)")) + num(1, 1)
    read = docx.read(
        body(
            p("Se prohíbe:", (1, 0)),
            p("captar;", (1, 1)),
            p("trasladar.", (1, 1)),
            p("Vigencia.", (1, 0)),
            numbering=numbering,
        ),
        LAW,
    )
    assert [(clause.eid, clause.text) for clause in read.walk()] == [
        ("art_1", "Se prohíbe:"),
        ("art_1__point_a", "captar;"),
        ("art_1__point_b", "trasladar."),
        ("art_2", "Vigencia."),
    ]  # fmt: skip


# ---- hostile files -------------------------------------------------------------------------------------------------


WHOLE = body(p("Artículo 1. Uno."))
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def entity(part: bytes) -> bytes:
    return re.sub(rb"(<w:document)", LAUGHS + rb"\1", part, count=1)


def lying() -> bytes:
    """A file whose zip directory declares a small part that is not what is stored."""
    data = bytearray(WHOLE)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = (7).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"PK\x03\x04 and nothing more", ReadError, "damaged"),
        (WHOLE[: len(WHOLE) // 2], ReadError, "damaged"),
        (WHOLE[:600] + b"\0" * 400 + WHOLE[1000:], ReadError, "damaged"),
        (lying(), ReadError, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ReadError, "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ReadError, "password"),
        (with_parts(WHOLE, {"word/document.xml": b"<w:document"}), ReadError, "damaged"),
        (with_parts(WHOLE, {"word/document.xml": entity}), UnsafeFileError, "document type"),
        (
            with_parts(WHOLE, {"word/styles.xml": b"<!DOCTYPE s SYSTEM 'file:///x'><s/>"}),
            UnsafeFileError,
            "document type",
        ),
        (with_parts(WHOLE, {"word/document.xml": b" " * 130_000_000}), UnsafeFileError, "bomb"),
        (with_parts(WHOLE, {"word/document.xml": b"<w:document>" + b" " * 20_000_000}), UnsafeFileError, "bomb"),
        (body(), NoTextError, "holds no text"),
        (with_parts(WHOLE, {"word/document.xml": f"<w:document {W}/>".encode()}), ReadError, "no body"),
    ],
    ids=[
        "no zip",
        "half",
        "hole",
        "false size",
        "old format",
        "locked",
        "broken part",
        "entities",
        "outside reference",
        "large bomb",
        "steep bomb",
        "empty",
        "no body",
    ],
)
def test_files_that_cannot_be_read_are_refused_in_one_line(data: bytes, error: type[ReadError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        docx.read(data, LAW)
    assert str(caught.value).startswith("ley.docx: ") and "\n" not in str(caught.value) and caught.value.do


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_copy_is_read_or_refused_but_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE)
    for _ in range(chance.choice((1, 8, 60))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(ReadError):
        docx.read(bytes(data), LAW)


def test_a_zip_file_without_a_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("readme.txt", "nothing")
    with pytest.raises(ReadError, match="no Word document"):
        docx.read(out.getvalue(), LAW)


def test_a_folder_of_many_huge_pictures_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "LARGEST_WHOLE", 1000)
    with pytest.raises(UnsafeFileError, match="more than any document"):
        docx.read(WHOLE, LAW)


def test_styles_based_on_each_other_do_not_hang() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    assert texts(body(p("Uno.", style="A"), styles=styles)) == ["Uno."]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (WHOLE, "x", True),
        (b"PK\3\4", "a.docx", True),
        (b"PK\3\4", "a.zip", False),
        (b"<html>", "a.docx", False),
        (b"%PDF", "a.pdf", False),
    ],
)
def test_recognises(data: bytes, name: str, expected: bool) -> None:
    assert docx.recognises(data, name) is expected
