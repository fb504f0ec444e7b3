"""The report as files, each opened by a reader that others wrote: csv, openpyxl, lxml, python-docx."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Observed, Report
from analysis.report import formats, plain, shows_detail
from analysis.report.tables import guarded
from analysis.report.vocabulary import COLUMNS, INSTRUMENTS, SPANISH, TITLES, WORDS
from analysis.report.words import Words
from analysis.report.xlsx import MOST_CHARACTERS
from tests.sample_report import (
    ACT,
    CARDS,
    CODE,
    DAY,
    FINDINGS,
    FORMULA,
    FOUND,
    HOSTILE,
    PROBLEMS,
    QUOTE,
    REPORT,
    TAKEN,
    all_text,
    csv_lines,
    docx_file,
    html_page,
    written,
    xlsx_book,
)

ROOT = Path(__file__).parents[1]
FORMATS = ("akn", "csv", "docx", "html", "json", "jsonld", "pdf", "xlsx")
EVERY = [(name, language) for name in FORMATS for language in ("es", "en")]


# ---- every format --------------------------------------------------------------------------------------------------


def test_a_format_is_a_module_that_writes() -> None:
    assert tuple(formats()) == FORMATS
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in readme] == []


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_state_is_on_it(name: str, language: str) -> None:
    text = all_text(name, language)
    for said in (TAKEN.id, "2024-01-31", TAKEN.corpus, TAKEN.annotations, TAKEN.standards, TAKEN.program):
        assert said in text


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_same_snapshot_gives_the_same_bytes(name: str, language: str) -> None:
    command = (
        f"import sys; from tests.sample_report import written; sys.stdout.buffer.write(written({name!r}, {language!r}))"
    )
    another = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    )
    assert another.stdout == written(name, language)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_when_and_where_it_was_made_is_no_part_of_it(name: str) -> None:
    elsewhere = tuple(replace(law, file=Path("/srv/else") / law.file.name) for law in REPORT.laws)
    moved = tuple(replace(p, where=p.where.replace("/home/someone", "/srv/else")) for p in PROBLEMS)
    later = replace(REPORT, snapshot=replace(TAKEN, created=date(2030, 1, 1)), laws=elsewhere, problems=moved)
    assert written(name, "es", later) == written(name, "es")
    assert b"/home/someone" not in written(name, "es")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("akn", "json", "jsonld")])
@pytest.mark.parametrize(
    ("language", "words", "others"),
    [("es", ("Tentativa punible", "parcial", "se ignora"), ("Attempt punished", "partial", "unknown")),
     ("en", ("Attempt punished", "partial", "unknown"), ("Tentativa punible", "parcial", "se ignora"))],
)  # fmt: skip
def test_it_speaks_one_language(name: str, language: str, words: tuple[str, ...], others: tuple[str, ...]) -> None:
    text = all_text(name, language)
    assert [word for word in words if word not in text] == []
    assert [word for word in others if word in text] == []


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_report_without_findings_is_written(name: str, language: str) -> None:
    assert TAKEN.id in all_text(name, language, Report(TAKEN, ()))


@pytest.mark.parametrize("name", ["docx", "html", "xlsx", "csv"])
def test_the_proof_is_there_with_its_article(name: str) -> None:
    text = all_text(name, "en")
    assert FORMULA in text.replace('""', '"')
    assert "art. 12, 2" in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_unicode_or_xml_cannot_hold_stops_nothing(name: str) -> None:
    odd = replace(REPORT, laws=(replace(CODE, title="a\x00b\ud800c", short="a\x00b\ud800c"), ACT))
    assert written(name, "es", odd)


@pytest.mark.parametrize("name", ["html", "docx", "pdf", "csv", "xlsx", "json"])
def test_a_contested_finding_says_so_in_the_matrix_and_beside_its_words(name: str) -> None:
    found = replace(REPORT, findings=(replace(FINDINGS[0], contested="P-1a2b3c, 2026-11-28"), *FINDINGS[1:]))
    told = all_text(name, "en", found)
    assert "P-1a2b3c" in told
    if name not in ("csv", "json"):
        assert "◐≠d*" in told
    if name in ("html", "docx", "pdf"):
        assert "* people differ on words it rests on, and nobody has decided" in " ".join(told.split())


# ---- csv -----------------------------------------------------------------------------------------------------------


def test_csv_has_a_line_for_each_finding() -> None:
    lines = csv_lines()
    assert [(line["Country"], line["Code"], line["Status"]) for line in lines] == [
        ("MX", "A08", "partial"), ("US", "A08", "absent"), ("MX", "B06", "unknown"), ("US", "B06", "met"),
    ]  # fmt: skip
    assert {line["Snapshot"] for line in lines} == {TAKEN.id}
    assert lines[0]["Missing"] == "Attempt is punished"
    assert lines[1]["Texts searched"] == "Act"
    assert lines[2]["To load"] == "criminal code"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("  =1", "'  =1"), ("\t=1", "'\t=1"), ("\n=1", "'\n=1"),
        ("\r", "'\r"), ("＝1", "'＝1"), ("a=1", "a=1"), ("“=1”", "“=1”"), ("", ""), (" ", " "), ("1", "1"),
    ],
)  # fmt: skip
def test_what_would_be_a_formula_is_text(text: str, written: str) -> None:
    assert guarded(text) == written


def test_csv_holds_no_formula() -> None:
    named = replace(REPORT, findings=(replace(FINDINGS[0], reviewed_by=FORMULA),))
    (line,) = csv_lines("en", named)
    assert line["Reviewed by"] == f"'{FORMULA}"
    assert [cell for cell in line.values() if cell[:1] in tuple("=+-@")] == []


# ---- xlsx ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Matrix", "Findings", "Evidence", "Values", "Laws and versions", "Snapshot"]),
     ("es", ["Matriz", "Hallazgos", "Evidencia", "Valores", "Leyes y versiones", "Instantánea"])],
)  # fmt: skip
def test_xlsx_has_its_sheets_with_filters_and_frozen_panes(language: str, names: list[str]) -> None:
    book = xlsx_book(language)
    assert book.sheetnames == names
    for sheet in book.worksheets[:5]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert book.properties.created.date() == DAY


def test_xlsx_cells_are_text_or_numbers_and_never_formulas_or_links() -> None:
    sheets = xlsx_book("en").worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert FORMULA in [cell.value for cell in cells]
    assert [cell for cell in cells if cell.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(written("xlsx"))) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())


def test_xlsx_has_the_matrix_the_places_and_the_values() -> None:
    book = xlsx_book("en")
    matrix = [[cell.value for cell in row] for row in book["Matrix"].iter_rows()]
    assert matrix[0][-2:] == ["MX", "US"]
    assert [row[-2:] for row in matrix[1:]] == [["◐≠d partial", "○ absent"], ["? unknown", "● met"]]
    evidence = [[cell.value for cell in row] for row in book["Evidence"].iter_rows()]
    assert evidence[1][8:11] == ["art_12__para_2", 5, 5 + len(FORMULA)]
    values = [[cell.value for cell in row][4:] for row in book["Values"].iter_rows(min_row=2)]
    assert values[0] == ["minimum, years", 2.5, "2.5"]
    assert [row[0] for row in values] == ["minimum, years", "fine", "aggravators", "aggravators"]


def test_a_quote_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = replace(QUOTE, quote="x" * (MOST_CHARACTERS + 1))
    book = xlsx_book("en", replace(REPORT, findings=(replace(FOUND, evidence=(long,)),)))
    (said,) = [cell.value for cell in book["Evidence"][2] if str(cell.value).startswith("xx")]
    assert len(said) == MOST_CHARACTERS
    assert said.endswith("x…")


# ---- json, json-ld -------------------------------------------------------------------------------------------------


def test_json_is_the_data_of_the_terminal() -> None:
    assert json.loads(written("json")) == json.loads(json.dumps(plain.report(REPORT, CARDS)))


def test_jsonld_has_an_annotation_for_each_quote() -> None:
    collection = json.loads(written("jsonld"))
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 2
    assert len({item["id"] for item in items}) == 2
    first = items[0]
    assert first["type"] == "Annotation"
    assert first["target"]["source"]["id"] == f"{CODE.expression}#art_12__para_2"
    assert first["target"]["scope"] == "https://example.org/code"
    assert first["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": FORMULA},
        {"type": "TextPositionSelector", "start": 5, "end": 5 + len(FORMULA)},
    ]
    assert [body["value"] for body in first["body"][:2]] == ["tip-attempt", "partial"]
    assert "scope" not in items[1]["target"]


# ---- html ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_html_is_one_file_that_runs_nothing_and_fetches_nothing(language: str) -> None:
    page = html_page(language)
    assert page.get("lang") == language
    assert page.xpath("//script | //iframe | //object | //embed | //link | //img | //form | //base") == []
    attributes = [name for element in page.iter(etree.Element) for name in element.attrib]
    assert [name for name in attributes if name.startswith("on") or name in ("src", "style")] == []
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert {href.partition(":")[0] for href in page.xpath("//a/@href") if not href.startswith("#")} == {"https"}


def test_hostile_words_stay_words() -> None:
    assert HOSTILE in html_page().text_content()
    assert b"<script" not in written("html")
    assert HOSTILE in all_text("docx", "en")


def test_html_links_to_the_headings_it_has() -> None:
    page = html_page()
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert targets
    assert set(targets) <= set(ids)


def test_html_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(element.tag[1]) for element in html_page().xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_html_tables_have_a_caption_and_named_rows_and_columns() -> None:
    tables = html_page().xpath("//table")
    assert len(tables) == 5
    for table in tables:
        assert table.xpath("string(caption)")
        assert set(table.xpath("thead//th/@scope")) == {"col"}
        assert set(table.xpath("tbody//th/@scope")) <= {"row"}
        assert table.xpath("tbody/tr[not(th)]") == []


def test_html_words_of_a_law_are_in_the_laws_language() -> None:
    quotes = html_page("en").xpath("//blockquote/p")
    assert [(quote.get("lang"), quote.text[:5]) for quote in quotes] == [("es", "“=HYP"), ("en", "“an a")]


# ---- docx ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_docx_has_the_chapters_of_an_annex(language: str) -> None:
    file, said = docx_file(language), TITLES[language]
    chapters = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    names = ("summary", "method", "matrix", "by_country", "by_requirement", "laws", "searches", "problems", "hashes")
    assert chapters == [said[name] for name in names]
    assert file.core_properties.created.date() == DAY
    assert file.core_properties.identifier == TAKEN.id
    assert TAKEN.id in file.sections[0].footer.paragraphs[0].text


def test_docx_names_what_was_searched_for_each_absent() -> None:
    table = next(t for t in docx_file("en").tables if t.rows[0].cells[-1].text == COLUMNS["en"]["sought"])
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["United States", "A08 Attempt punished", "Act", "Attempt is punished"]
    ]


def test_docx_repeats_the_head_of_every_table() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    tables = body.xpath("//w:tbl", namespaces=space)
    assert len(tables) == 5
    assert all(table.xpath("w:tr[1]/w:trPr/w:tblHeader", namespaces=space) for table in tables)


def test_an_unknown_is_no_gap_and_a_digest_is_marked() -> None:
    text = all_text("docx", "en")
    summary = text.partition(TITLES["en"]["method"])[0]
    assert "B06" not in summary
    assert "Mexico: A08 Attempt punished. ◐≠d partial" in summary
    assert "load in full: criminal code" in text


# ---- words ---------------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words() -> None:
    for table in (TITLES, COLUMNS, WORDS):
        assert table["es"].keys() == table["en"].keys()


def test_no_english_is_left_in_spanish_about_the_embedded_laws() -> None:
    asked = catalogue()
    report = judging.findings(library.corpus(()), asked, as_of=DAY)
    words = Words(report, asked.cards, "es")
    names = {name for finding in report.findings for name in finding.values}
    names |= {law.text for law in report.laws} | {law.status for law in report.laws}
    assert sorted(name for name in names if name not in SPANISH) == []
    reasons = {words.reason(finding) for finding in report.findings}
    assert [
        said for said in reasons if any(word in said.split() for word in ("the", "text", "load", "according"))
    ] == []
    missing = {name for finding in report.findings for name in finding.missing}
    assert (
        sorted(name for name in missing if words.concept(name) == Words(report, asked.cards, "en").concept(name)) == []
    )
    sources = {source for card in asked.cards for source in card.source}
    assert sorted(source for source in sources if not source.startswith(tuple(INSTRUMENTS))) == []


# ---- the command ---------------------------------------------------------------------------------------------------


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", "export", *words], cwd=ROOT, capture_output=True, text=True
    )


def test_export_writes_the_file_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "annex.html"
    done = _run(
        "--format",
        "html",
        "--output",
        str(file),
        "--lang",
        "es",
        "--country",
        "GT",
        "--standard",
        "smuggling-offence",
        "--as-of",
        "2024-01-31",
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(file)), done.stderr
    page = html.fromstring(file.read_bytes())
    assert "Guatemala" in page.text_content()
    assert "Honduras" not in page.text_content()
    assert "2024-01-31" in page.text_content()


def test_export_says_as_json_what_it_wrote(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    done = _run("--format", "csv", "--output", str(file), "--country", "GT", "--json")
    said = json.loads(done.stdout)
    assert said["bytes"] == file.stat().st_size
    assert said["snapshot"]["id"] in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["pdfx", "plain", "terminal", "../report", ""])
def test_a_format_that_is_not_there_is_named_with_those_that_are(name: str, tmp_path: Path) -> None:
    done = _run("--format", name, "--output", str(tmp_path / "r"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "csv, docx, html, json, jsonld, pdf, xlsx" in done.stderr
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_summary_leaves_each_requirement_and_the_searches_out(language: str) -> None:
    said = TITLES[language]
    whole, short = (
        html.fromstring(formats()["html"].write(REPORT, CARDS, language, detail=detail)).xpath("//h2/text()")
        for detail in ("full", "summary")
    )
    assert [title for title in whole if title not in short] == [said["by_requirement"], said["searches"]]


def test_only_what_reads_as_prose_can_be_a_summary() -> None:
    assert [name for name, module in formats().items() if shows_detail(module)] == ["docx", "html", "pdf"]


@pytest.mark.parametrize("format", ["csv", "docx", "html", "json", "xlsx"])
def test_an_observation_is_in_the_report_signed(format: str) -> None:
    said = Observed("P-1", "2026-01-02", "Lo aclara el reglamento cuatro.")
    named = replace(REPORT, findings=(replace(FINDINGS[0], observations=(said,)),))
    data = formats()[format].write(named, CARDS, "es")
    if format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"".join(parts.read(name) for name in parts.namelist())
    told = data.decode("utf-8", "replace")
    assert said.body in told and said.by in told


@pytest.mark.parametrize("format", ["docx", "html", "xlsx"])
def test_the_matrix_marks_what_was_answered(format: str) -> None:
    said = Observed("P-1", "2026-01-02", "Lo aclara el reglamento cuatro.")
    sign = Words(REPORT, CARDS, "es").mark(FINDINGS[0])
    told = []
    for finding in (FINDINGS[0], replace(FINDINGS[0], observations=(said,))):
        data = formats()[format].write(replace(REPORT, findings=(finding,)), CARDS, "es")
        if format in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                data = b"".join(parts.read(name) for name in parts.namelist())
        told.append(f"{sign}o" in data.decode("utf-8", "replace"))
    assert told == [False, True]
