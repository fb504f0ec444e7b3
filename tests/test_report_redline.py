"""Differences of two laws as a reader gets them: marks without colour, a page that escapes every word, tracked changes in Word."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html
from rich.console import Console

from analysis.align import align
from analysis.align.redline import diff
from analysis.report import redline
from bench import ROOT
from tests.test_align import TEXTS, _law

OLD = _law(*TEXTS, "Se conserva <script>alert(1)</script> tal cual en el texto de la ley de víctimas.")
NEW = _law(
    TEXTS[0],
    "El decomiso alcanza los bienes del delito.",
    TEXTS[1].replace("asistencia", "atención"),
    *TEXTS[2:],
    OLD.clauses[4].text,
    name="b",
)
ROWS, PAIR = diff(OLD, NEW), redline.Pair(OLD, NEW, "es")


def test_marks_tell_the_changes_in_100_columns_without_colour() -> None:
    out = io.StringIO()
    redline.print_diff(ROWS, PAIR, Console(file=out, width=100, color_system=None))
    text = out.getvalue()
    assert "[-asistencia-]{+atención+}" in "".join(text.split())
    assert "solo en b" in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_page_escapes_the_words_of_a_law() -> None:
    page = redline.html(ROWS, PAIR)
    assert b"<script>" not in page
    tree = html.fromstring(page)
    assert [element.text.strip() for element in tree.iter("del") if not element.text.strip().isdigit()] == [
        "asistencia"
    ]


def test_rejecting_all_tracked_changes_gives_the_baseline() -> None:
    document = docx.Document(io.BytesIO(redline.docx(ROWS, PAIR)))
    body = document.element.body
    deleted = [t.text for t in body.iter(qn("w:delText"))]
    assert any("asistencia" in text for text in deleted)
    assert not any(t.tag == qn("w:t") for d in body.iter(qn("w:del")) for t in d.iter(qn("w:t")))
    kept = [
        t.text or "" for t in body.iter(qn("w:t"), qn("w:delText")) if next(t.iterancestors(qn("w:ins")), None) is None
    ]
    rejected = "".join("".join(kept).split())
    assert [clause.eid for clause in OLD.clauses if "".join(clause.text.split()) not in rejected] == []


def test_links_are_told_with_reasons_and_what_is_alone() -> None:
    out = io.StringIO()
    redline.print_links(align(OLD, NEW), PAIR, Console(file=out, width=100, color_system=None))
    assert "redacción: 100 %" in out.getvalue()
    assert "Solo en b: 1 cláusulas sin correspondiente" in out.getvalue()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["align", "{a}", "nowhere.txt"], 2, "there is no law"),
        (["diff", "{a}", "{a}", "--format", "docx"], 2, "--output"),
        (["diff", "{a}", "{empty}"], 1, "empty"),
        (["align", "{a}", "{french}"], 1, "cannot be aligned"),
    ],
)
def test_bad_input_is_answered_in_a_line(words: list[str], code: int, message: str, tmp_path: Path) -> None:
    files = {"a": tmp_path / "a.txt", "empty": tmp_path / "empty.txt", "french": tmp_path / "french.txt"}
    files["a"].write_text("Artículo 1. El que capte a una persona será penado por el juez con la pena de la ley.\n")
    files["empty"].write_text(" ")
    files["french"].write_text(
        "Article 1. Quiconque recrute une personne pour les fins de la traite est coupable au sens de la loi et par le juge.\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *(word.format(**files) for word in words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_shape_of_json_is_the_promised_one(tmp_path: Path) -> None:
    digests = [str(ROOT / "corpus" / country / "codigo-penal.digest.xml") for country in ("gt", "hn")]
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "align", *digests, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    links = json.loads(done.stdout)
    assert {tuple(link) for link in links} == {("a", "b", "score", "why")}
    assert {tuple(reason) for link in links for reason in link["why"]} == {("kind", "agrees", "detail")}
    assert any(link["b"] is None for link in links)
    assert any(link["a"] is None for link in links)
