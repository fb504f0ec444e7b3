"""What one line announces, as tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.read import markers
from analysis.read.markers import Container
from analysis.read.normal import normal


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Artículo 5.- Texto", "5"),
        ("ARTICULO 1o.- Texto", "1o."),
        ("Artículo 366 Ter.- Texto", "366 Ter"),
        ("Art. 5º — Texto", "5º"),
        ("ARTÍCULO 188-A. Trata", "188-A"),
        ("Artículo 129 b.- Trata", "129 b"),
        ("Artículo 129-Ñ.- Esclavitud", "129-Ñ"),
        ("Artículo 16 A. Texto", "16 A"),
        ("Artículo 1 1 1.- Texto", "1 1 1"),
        ('ARTICULO 225 "A". Será', '225 "A"'),
        ("Artículo 30 Bis 1. Texto", "30 Bis 1"),
        ("Artículo 84 Sexíes. La", "84 Sexíes"),
        ("ARTÍCULO PRIMERO.- Texto", "PRIMERO"),
        ("Article 5", "5"),
        ("§ 1595A. Civil", "1595A"),
        ("§ 1324a. Unlawful", "1324a"),
        ("§ 18-3-503. Smuggling", "18-3-503"),
        ("Sec. 20A.02. TRAFFICKING", "20A.02"),
        ("SEC. 4. Acts", "4"),
        ("Section 3 – Offence", "3"),
        ("Artículo Nº 7.- Texto", "7"),
        ("Artículo 2- A. Las", "2- A"),
    ],
)
def test_article_numbers(line: str, number: str) -> None:
    found = markers.ARTICLE.match(line)
    assert found is not None
    assert found["number"].strip() == number


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CAPÍTULO II. De las penas", Container("chapter", "II", "De las penas")),
        ("TITULO |", Container("title", "I", "")),
        ("LIBRO PRIMERO", Container("book", "PRIMERO", "")),
        ("Sección 1.ª De las penas", Container("section", "1.ª", "De las penas")),
        ("PART II—OFFENCES", Container("part", "II", "OFFENCES")),
        ("TITULO DECIMOCTAVO", Container("title", "DECIMOCTAVO", "")),
        ("FIRST SCHEDULE", Container("hcontainer", "FIRST", "")),
        ("TÍTULO VII BIS", Container("title", "VII BIS", "")),
        ("SEGUNDA PARTE", Container("part", "SEGUNDA", "")),
        ("CHAPTER TWO CRIMES OF SMUGGLING", Container("chapter", "TWO", "CRIMES OF SMUGGLING")),
        ("Chapter Twenty-One: Attempt", Container("chapter", "Twenty-One", "Attempt")),
        ("CAPÍTULO DOS", Container("chapter", "DOS", "")),
        ("Part one of the fee is due", None),
        ("Libro Primero y Segundo de este Código se aplicarán,", None),
        ("parte de la pena", None),
        ("Título que acredite la propiedad", None),
        ("Capítulo II del Título Quinto, para quedar como sigue;", None),
        ("", None),
    ],
)
def test_containers(line: str, expected: Container | None) -> None:
    assert (markers.container(line) if line else None) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1o.", "1"),
        ("47", "47"),
        ("366 Ter", "366-ter"),
        ("133¹", "133-1"),
        ("279.01", "279-01"),
        ("1595A", "1595-a"),
        ("1324a", "1324-a"),
        ("II", "II"),
        ("(a)", "a"),
        ("(A)", "A"),
        ("VIII Bis.", "VIII-bis"),
        ("16 A", "16-a"),
        ("1 1 1", "111"),
        ("1.ª", "1"),
        ("5º", "5"),
        ("Único", "unico"),
        ("129-Ñ", "129-n"),
        ("(a.1)", "a-1"),
        ("20A.02", "20-a-02"),
    ],
)
def test_slugs(number: str, expected: str) -> None:
    assert markers.slug(number) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Artículo reformado DOF 13-01-1984",
        "Fracción adicionada DOF 28-06-2007, 12-06-2009",
        "Último párrafo derogado DOF 01-02-1994",
        "Fe de erratas al párrafo DOF 01-02-1994",
        "Capítulo reubicado y denominación reformada DOF 03-05-2013",
        "* Artículos 4, 5 y 6. Reformados por Decreto 191-96",
        "Apéndice 1 adicionado DOF 10-01-1994",
        "(Único párrafo adicionado DOF 10-01-1994)",
        "[* “Fracción reformada DOF 28-06-2007",
    ],
)
def test_reform_notes(line: str) -> None:
    assert markers.is_reform_note(line) and markers.may_announce(line)


@pytest.mark.parametrize(
    "line",
    [
        "(Así reformado por el artículo 1 de la ley N° 8)",
        "[Nota del editor]",
        "* Tácitamente derogado.",
        "(Interpretado por la sala)",
        "(Derogado por ley 7)",
        "(Corrida su numeración)",
        "(Mediante resolución de la sala)",
        "(La Sala Constitucional anuló esto)",
        "(El presente artículo fue anulado)",
        "(Anulado por la sala)",
        "(Actualizado)",
        "(Última reforma de 2020)",
        "(Ley N° 8)",
        "(Su número corrió)",
        "(Este inciso fue adicionado)",
        "(De conformidad con el artículo 5 se reforma)",
        "Nota: véase",
        "NOTA DEL EDITOR: véase",
    ],
)
def test_editor_notes(line: str) -> None:
    assert markers.is_editor_note(line) and markers.may_announce(line)


@pytest.mark.parametrize(
    "line",
    [
        "Artículo 80.- (Derogado por el artículo 26 de la Ley N° 77)",
        "Párrafo I.- El consentimiento no importa.",
        "Los artículos de la Ley rigen.",
        "Reformada la sentencia, rige.",
        "Fracción de la pena que señala la Ley",
        "Título que reforma el juez",
        "I. La reforma",
    ],
)
def test_no_reform_notes(line: str) -> None:
    assert not markers.is_reform_note(line)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("a) captar;", "a)"),
        ("(a) recruits; or", "(a)"),
        ("I.- Que el acusado", "I.-"),
        ("1o. Por delito", "1o."),
        ("1.ª que se haya", "1.ª"),
        ("(1A) Strict", "(1A)"),
        ("(xii.41) section 83", "(xii.41)"),
        ("I. bis.- El servidor", "I. bis.-"),
        ("- (a) one", "(a)"),
        ("(i)The conversion", "(i)"),
        ("1° Esta Ley", "1°"),
        ("a.1) dans", "a.1)"),
        ("D.F., a 14 de agosto", None),
        ("1931 fue el año", None),
        ("En todo caso", None),
        ("a la pena", None),
        ("si) no", None),
    ],
)
def test_items(line: str, label: str | None) -> None:
    found = markers.ITEM.match(line)
    assert (found["label"] if found and markers.slug(found["label"]) and _is_label(found["label"]) else None) == label


def _is_label(label: str) -> bool:
    from analysis.read.depth import readings

    return bool(readings(label))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("TRANSITORIOS", True),
        ("ARTICULOS TRANSITORIOS:", True),
        ("T R A N S I T O R I O S", True),
        ("Transitional provisions", True),
        ("DISPOSICIONES TRANSITORIAS", True),
        ("TRANSITORIOS DEL DECRETO POR EL QUE SE EXPIDE LA LEY GENERAL DE EJEMPLO Y SE REFORMAN OTRAS MAS", True),
        ("Transitorio es lo que pasa.", False),
        ("TITULO I", False),
    ],
)
def test_transitional_headings(line: str, expected: bool) -> None:
    assert markers.is_transitional_heading(line) is expected


@pytest.mark.parametrize(
    ("pattern", "asks"),
    [
        (markers.SIGNATURE, markers.is_signature),
        (markers.TRANSITIONAL_HEADING, markers.is_transitional_heading),
        (markers.ORDINAL_ARTICLE, markers.is_ordinal),
        (markers.CONTAINER, markers.may_announce),
        (markers.NAMED_PARAGRAPH, markers.may_announce),
    ],
    ids=["signature", "transitional heading", "ordinal", "container", "named paragraph"],
)
@settings(max_examples=30)
@given(data=st.data())
def test_the_first_letters_hide_nothing(
    pattern: re.Pattern[str], asks: Callable[[str], bool], data: st.DataObject
) -> None:
    begun = re.compile(rf"\A(?:{pattern.pattern})", pattern.flags)
    drawn = data.draw(st.from_regex(begun, alphabet=st.characters(max_codepoint=0xFF)))
    line = normal(" ".join(drawn.split()))
    assume(pattern.match(line) and len(line) <= 70)
    assert asks(line)


@pytest.mark.parametrize(
    ("number", "value"), [("366 Ter", 366), ("279.01", 279), ("II", 2), ("1 1 1", 111), ("Único", 0), ("§", 0)]
)
def test_base_number(number: str, value: int) -> None:
    assert markers.base_number(number) == value
