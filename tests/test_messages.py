"""What goes wrong is said in Spanish too: every message has its words, and values come through."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from analysis.errors import HomologaError, ReadError
from analysis.messages import LOCALE, message, told
from analysis.model import Problem
from analysis.report.words import Words
from docs.messages import extract
from tests.sample_report import CARDS, REPORT

ROOT = Path(__file__).parents[1]
FOLDER = LOCALE / "es" / "LC_MESSAGES"


def _said() -> dict[str, str]:
    return {each.id: each.string for each in read_po(io.BytesIO((FOLDER / "messages.po").read_bytes())) if each.id}


def _in_the_code() -> set[str]:
    files = sorted((ROOT / "analysis").rglob("*.py"))
    return {said for file in files for _, _, said, _ in extract(io.BytesIO(file.read_bytes()), None, None, None)}


def test_every_message_of_the_code_has_its_spanish_words_and_no_other_is_kept() -> None:
    said = _said()
    assert {english for english in _in_the_code() if not said.get(english)} == set()
    assert set(said) - _in_the_code() == set()


def test_a_message_has_the_same_places_in_both_languages() -> None:
    for english, spanish in _said().items():
        assert sorted(re.findall(r"\{\d+\}", english)) == sorted(re.findall(r"\{\d+\}", spanish)), english


def test_the_compiled_messages_are_those_of_the_catalogue() -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "messages.mo").read_bytes()))
    assert {each.id: each.string for each in compiled if each.id} == _said()


def test_what_is_raised_is_found_in_the_code() -> None:
    """The extractor sees each way in which the program words an error."""
    source = '''
def one(found, why):
    what = f"page {found} is damaged"
    do = "Save it" if why else f"Use {why}"
    raise ReadError(what, do=do)

def _doubts():
    """Nothing of this."""
    yield f"its grade is {1}", "Add a text"
'''
    found = [said for _, _, said, _ in extract(io.BytesIO(source.encode()), None, None, None)]
    assert found == ["page {1} is damaged", "Save it", "Use {1}", "its grade is {1}", "Add a text"]


SAYINGS: tuple[tuple[Any, str], ...] = (
    (ReadError("the file is empty", where="a.pdf", do="Give a file with the law's text"), "a.pdf: el archivo está vacío. Dé un archivo con el texto de la ley"),
    (HomologaError("the report cannot be written (No such file or directory)", where="/x", do="Name another file with --output"), "/x: no se puede escribir el informe (no existe el archivo o la carpeta). Dé otro archivo con --output"),
    (HomologaError("there is no law “{x} (1) \\1 .*”"), "no hay ley «{x} (1) \\1 .*»."),
    (Problem("MX", "failed", "/c/a.pdf", "the PDF is damaged or cut off (Código Penal)", "Fetch or save the file again"), "/c/a.pdf: el PDF está dañado o cortado (Código Penal). Traiga o guarde el archivo otra vez."),
    (Problem("MX", "failed", "/c/a", "the file cannot be read (Is a directory) (Código (1999))", "Check the path"), "/c/a: no se puede leer el archivo (es una carpeta) (Código (1999)). Revise la ruta."),
    (Problem("MX", "doubtful", "/akn/x", "its reading has grade E (Ley): 3 numbers come twice, first 4; 2 articles have no text: 7, 8", "x"), "/akn/x: su lectura tiene nota E (Ley): 3 números se repiten, el primero 4; 2 artículos no tienen texto: 7, 8. x."),
    (Problem("", "skipped", "c", "skipped, since they belong to no country: a, b", ""), "c: pasados por alto, pues no son de ningún país: a, b."),
)  # fmt: skip


@pytest.mark.parametrize(("fault", "spanish"), SAYINGS)
def test_a_fault_is_told_in_the_language_with_its_values(fault: HomologaError | Problem, spanish: str) -> None:
    assert told(fault, "es") == spanish
    assert told(fault, "en") == str(fault)


def test_a_message_as_it_is_printed_is_understood_too_and_another_stays_as_it_is() -> None:
    assert (
        message("https://a.org/x.pdf: its host cannot be reached. Try again", "es")
        == "https://a.org/x.pdf: no se puede llegar a su servidor. Inténtelo otra vez"
    )
    for other in ("Nobody knows this. Or this; nor that (either).", "", "a.b.c", "Ley 5. (x)"):
        assert message(other, "es") == other


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "MX: a.pdf: falta el archivo (Ley)."), ("en", "MX: a.pdf: the file is missing (Ley).")]
)
def test_a_report_tells_its_problems_in_its_language(lang: str, said: str) -> None:
    problem = Problem(
        "MX",
        "failed",
        "/laws/mx/a.pdf",
        "the file is missing (Ley)",
        "Put it there, or take its entry out of laws.yaml",
    )
    assert Words(replace(REPORT, problems=(problem,)), CARDS, lang).problems() == [said]
