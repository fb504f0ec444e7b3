"""Drafting of countries whose laws are not at hand: what is printed around their articles and sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.model import Document, Law
from analysis.read import text


def read(source: str) -> Document:
    return text.read(source.encode(), Law("/akn/xx/act/2020/x", "XX", "x", "x", "other", "es", Path("law.txt")))


def units(document: Document) -> list[tuple[str, str, str]]:
    return [(c.eid, c.number, c.heading) for c in document.walk() if c.kind in ("article", "section")]


STYLES = {
    "full stop and dash set apart": (
        "ARTICULO 145. - El que robe será penado.\nARTICULO 145 bis. - La pena sube.\nARTICULO 146. — Rige hoy.\n",
        [("art_145", "145", ""), ("art_145-bis", "145 bis", ""), ("art_146", "146", "")],
    ),
    "asterisk behind the number, name in brackets on the next line": (
        "Artículo 1\n   (Objeto).- La ley protege a todos.\nArtículo 2 (*)\n   Derógase la ley anterior.\n(*)Notas:\n"
        "Este artículo dio nueva redacción a: Ley 9.\nVer vigencia: Ley 10.\nArtículo 3\n   (Vigencia).- Rige desde hoy.\n",
        [("art_1", "1", "Objeto"), ("art_2", "2", ""), ("art_3", "3", "Vigencia")],
    ),
    "number of a note and bracket before what was put in": (
        "366A. Taking away a girl.—Whoever takes her shall be punished.\n1[370. Trade in persons.—(1) Whoever trades is guilty.\n"
        "(2) He shall be fined.\n371. Habit.—Whoever does so by habit is guilty.]\n1. Subs. by Act 13 of 2013, s. 8.\n",
        [("sec_366-a", "366A", "Taking away a girl"), ("sec_370", "370", "Trade in persons"), ("sec_371", "371", "Habit")],
    ),
    "no blank behind number and labels": (
        "PART 1\nOFFENCES\nSlavery\n1Offence of slavery\n(1)A person is guilty who—\n(a)holds another, or\n(b)sells another.\n"
        "2Acts done elsewhere\n(1)The place is of no matter.\n",
        [("sec_1", "1", "Offence of slavery"), ("sec_2", "2", "Acts done elsewhere")],
    ),
    "history notes that name the section": (
        "98C Smuggling\n(1) Every one is liable who is a smuggler of the lost.\nSection 98C: inserted, on 1 May 2002, by section 5 of an Act.\n"
        "98D Trade in persons\n(1) Every one is liable who trades.\nSection 98D: replaced, on 1 May 2015, by section 5 of an Act.\n"
        "Section 98D(2): amended, on 1 May 2016, by section 6 of an Act.\n",
        [("sec_98-c", "98C", "Smuggling"), ("sec_98-d", "98D", "Trade in persons")],
    ),
    "captions under a shouted part and behind the number of an amending act": (
        "PART 2\nTRADE IN PERSONS\nTrade in persons\n3.—(1) Who trades is guilty.\n(2) Consent is no defence.\n[45/2014]\n"
        "Punishment for trade in persons\n4.—(1) The guilty shall be fined.\nAbetment of trade\n5. Who abets is guilty.\n",
        [("sec_3", "3", "Trade in persons"), ("sec_4", "4", "Punishment for trade in persons"), ("sec_5", "5", "Abetment of trade")],
    ),
    "arrangement of sections before the act": (
        "SAMPLE ACT\nARRANGEMENT OF SECTIONS\nPART I – GENERAL\n1. Short title\n2. Meaning of words\nPART II – OFFENCES\n3. Trade in persons\n"
        "PART I – GENERAL\n1. Short title\nThis Act may be cited so.\n2. Meaning of words\nIn this Act a child is a person under 18.\n"
        "PART II – OFFENCES\n3. Trade in persons\n(1) Who trades is guilty.\n",
        [("sec_1", "1", "Short title"), ("sec_2", "2", "Meaning of words"), ("sec_3", "3", "Trade in persons")],
    ),
    "index behind the law": (
        "Artículo 1.- Objeto. La ley protege.\nArtículo 2.- Ámbito. La ley rige.\nArtículo 3.- Vigencia. Entra en vigor hoy.\n"
        "ÍNDICE\nArtículo 1.- Objeto .... 1\nArtículo 2.- Ámbito .... 1\nArtículo 3.- Vigencia .... 2\n",
        [("art_1", "1", "Objeto"), ("art_2", "2", "Ámbito"), ("art_3", "3", "Vigencia")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_units_of_styles(style: str) -> None:
    source, expected = STYLES[style]
    document = read(source)
    assert units(document) == expected
    assert document.quality.coverage == 1.0
    assert not document.warnings
    assert not any(c.text.startswith(("-", "(*)", "Section 98")) for c in document.walk())


def test_a_transitional_article_without_a_number() -> None:
    document = read(
        "Artículo 1°.- Deróganse las normas.\nArtículo 2°.- Rige la ley.\nArtículo transitorio.- Vale un año.\n"
    )
    assert [(c.kind, c.text) for c in document.clauses][-1] == ("transitional", "Vale un año.")


def test_what_follows_a_closed_quotation_goes_on_with_the_amending_article() -> None:
    document = read(
        "Artículo 1°.- Rige la ley.\nArtículo 2°.- Introdúcense las siguientes modificaciones en el Código:\n1) Agrégase el siguiente artículo 78 bis:\n"
        '"Artículo 78 bis.- El fiscal protege a la víctima llamada "testigo".\nLa protección dura un año.".\n2) Derógase el artículo 80.\nArtículo 3°.- Publíquese la ley.\n'
    )
    assert [(c.eid, c.text) for c in document.walk()][1:] == [
        ("art_2", "Introdúcense las siguientes modificaciones en el Código:"),
        ("art_2__point_1", "Agrégase el siguiente artículo 78 bis:"),
        ("art_2__qstr_1", ""),
        ("art_2__qstr_1__art_78-bis", ""),
        ("art_2__qstr_1__art_78-bis__para_1", 'El fiscal protege a la víctima llamada "testigo".'),
        ("art_2__qstr_1__art_78-bis__para_2", 'La protección dura un año.".'),
        ("art_2__point_2", "Derógase el artículo 80."),
        ("art_3", "Publíquese la ley."),
    ]


@pytest.mark.parametrize(
    "formula",
    [
        "Dada, firmada y sellada en el Palacio Federal, en Caracas.",
        "Es dada en la Sala de Sesiones de la Asamblea.",
        "Santiago, 1 de abril de 2011.",
        "POR TANTO:",
        "En Lima, a los veintinueve días del mes de marzo.",
        "La Presidenta del honorable Senado de la República,",
        "Habiéndose cumplido con lo establecido en la Constitución, promúlguese.",
        "Approved,",
    ],
)
def test_formulas_that_end_a_law_are_no_part_of_its_last_article(formula: str) -> None:
    document = read(f"Artículo 1.- Rige la ley.\nArtículo 2.- Vale desde hoy.\n{formula}\nANA PÉREZ\n")
    assert document.signatures == f"{formula}\nANA PÉREZ"
    assert [c.text for c in document.walk()] == ["Rige la ley.", "Vale desde hoy."]


def test_headings_over_sections_and_schedules_stand_apart() -> None:
    document = read(
        "Part 1\nOffences\n1 Trade in persons\n(1) Who trades is guilty.\n(2) Consent is no defence.\nPenalties and sentencing\n2 Penalties\n"
        "(1) The guilty shall be fined.\nSCHEDULES\nSCHEDULE 1\nSection 2\nAmendment of the Fines Act\n1 The Fines Act is amended.\n"
    )
    assert [(c.eid, c.heading) for c in document.walk() if c.kind in ("part", "section", "hcontainer")] == [
        ("part_1", "Offences"),
        ("sec_1", "Trade in persons"),
        ("part_1__hcontainer_1", "Penalties and sentencing"),
        ("sec_2", "Penalties"),
        ("hcontainer_1", "SCHEDULES"),
        ("hcontainer_1__hcontainer_1", "Amendment of the Fines Act"),
    ]


def test_a_sentence_behind_a_label_is_no_heading() -> None:
    document = read(
        "SECTION 1. Title. - This is an Act.\nSEC. 2. Terms. - In this Act:\n(a) Trade in persons - refers to the sale of persons.\n"
        "The sale of a child is trade in persons as well.\n(b) Child - refers to a person below eighteen.\n"
    )
    assert [c.heading for c in document.walk() if c.kind == "paragraph"] == ["", "", ""]


def test_notes_of_the_publishers_of_codes() -> None:
    document = read(
        "§ 10. Trade in persons\n(a) Whoever trades is guilty.\n(b) He shall be fined.\n(Added Pub. L. 106–386, div. A, §112(a)(2), Oct. 28, 2000, 114 Stat. 1487.)\n"
        "Editorial Notes\nA note on the word trade.\n§ 11. Venue\n(a) Any court may hear it.\n"
    )
    assert [c.text for c in document.walk() if c.text] == [
        "Whoever trades is guilty.",
        "He shall be fined.",
        "Any court may hear it.",
    ]
    assert [note.eid for note in document.notes] == ["sec_10", "sec_10", "sec_10"]


MARKDOWN = {
    "articles in bold by themselves": (
        "# Ley\n\n**CAPÍTULO I**\n\n**Artículo 1**\n\nLa presente ley protege.\n\n**Artículo 2.**\n\nRige hoy.\n\n**Artículo 3. Vigencia**\n\nVale siempre.\n",
        [("1", "", "La presente ley protege."), ("2", "", "Rige hoy."), ("3", "Vigencia", "Vale siempre.")],
    ),
    "blanks within the marks, bold italics": (
        "# Ley\n\n**ARTICULO 1º — **Objeto. La ley protege.\n\n**ARTICULO 2º.- ** Ámbito. La ley rige.\n\n***ARTICULO 3º.*** Vigencia. Rige hoy.\n",
        [("1º", "Objeto", "La ley protege."), ("2º", "Ámbito", "La ley rige."), ("3º", "Vigencia", "Rige hoy.")],
    ),
    "a table": (
        "# Ley\n\n| **Artículo 1.-** | La ley protege. |\n|---|:--|\n| **Artículo 2.-** | La ley rige. |\n",
        [("1", "", "La ley protege."), ("2", "", "La ley rige.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", MARKDOWN)
def test_markdown_as_converters_leave_it(style: str) -> None:
    source, expected = MARKDOWN[style]
    document = text.read(source.encode(), Law("/akn/xx/act/2020/x", "XX", "x", "x", "other", "es", Path("law.md")))
    assert [(c.number, c.heading, c.text) for c in document.walk() if c.kind == "article"] == expected


def test_captions_and_names_end_where_lines_are_broken() -> None:
    document = read(
        "Trata de personas\nArtículo 41. Quien como parte de un grupo promueva la captación de\npersonas será penado con prisión de veinte años por el hecho común.\n"
        "Inmigración ilícita y tráfico ilegal de personas\nArtículo 42. Quien realice el tráfico ilegal de personas desde el\nterritorio será penado con prisión de ocho a doce años por el juez.\n"
        "Comercio ilegal de órganos\nArtículo 43. Quien trafique con órganos será penado.\n"
    )
    assert [c.heading for c in document.clauses] == [
        "Trata de personas", "Inmigración ilícita y tráfico ilegal de personas", "Comercio ilegal de órganos",
    ]  # fmt: skip


def test_articles_without_marks_count_on_behind_quoted_ones() -> None:
    document = read(
        "Artículo 1 Objeto\nLa presente Ley tiene por objeto la prevención.\nArtículo 2 Reformas al Código\nSe reforma el artículo 182 del Código, el que se leerá así:\n"
        '"Artículo 182 Trata de personas\nComete delito quien promueva la trata."\nArtículo 3 Vigencia\nLa presente Ley será vigente hoy.\n'
    )
    assert [(c.eid, c.heading) for c in document.walk() if c.kind == "article"] == [
        ("art_1", "Objeto"), ("art_2", "Reformas al Código"), ("art_2__qstr_1__art_182", "Trata de personas"), ("art_3", "Vigencia"),
    ]  # fmt: skip


def test_a_chapter_that_an_article_adds_to_another_law_stands_in_its_quotation() -> None:
    document = read(
        "Capítulo I\nObjetivos\nArtículo 1. La ley protege.\nArtículo 2. Se adiciona el Capítulo IV al Código Penal, así:\nCapítulo IV\nDelitos contra la Trata\n"
        "Artículo 456-A. Quien promueva será sancionado.\nArtículo 3. Esta ley rige desde hoy.\n"
    )
    assert [c.eid for c in document.walk() if c.kind in ("article", "chapter")] == [
        "chp_I", "art_1", "art_2", "art_2__qstr_1__chp_IV", "art_2__qstr_1__art_456-a", "art_3",
    ]  # fmt: skip


def test_the_caption_right_under_a_chapter_s_number_is_its_first_article_s() -> None:
    document = read(
        "TÍTULO I\nDISPOSICIONES PRELIMINARES\nCAPÍTULO ÚNICO\nObjeto de la Ley\nArt. 1.- La ley tiene por objeto la prevención.\nDefiniciones\nArt. 2.- Se entenderá por víctima quien sufre.\n"
        "CAPÍTULO II\nDE LOS DELITOS\nDelito de trata\nArt. 3.- El que capte personas será sancionado.\n"
    )
    assert [(c.number, c.heading) for c in document.walk() if c.kind in ("article", "chapter")] == [
        ("ÚNICO", ""), ("1", "Objeto de la Ley"), ("2", "Definiciones"), ("II", "DE LOS DELITOS"), ("3", "Delito de trata"),
    ]  # fmt: skip


def test_offices_that_an_article_lists_are_no_signatures() -> None:
    document = read(
        "Artículo 1.- La Comisión se integra así:\nEl Presidente del Congreso de la República,\nEl Presidente de la Cámara de Diputados,\nDos vecinos.\n"
        "Artículo 2.- Habiéndose notificado, el juez resuelve.\nHabiéndose cumplido con lo dispuesto en el artículo anterior, se archiva.\n"
    )
    assert not document.signatures
    assert [c.text for c in document.walk()][
        -1
    ] == "Habiéndose cumplido con lo dispuesto en el artículo anterior, se archiva."


def test_a_penalty_without_a_full_stop_is_no_heading() -> None:
    document = read(
        "1 Trade in persons\n(1) Who trades is guilty of an offence.\nPenalty: imprisonment for 20 years\n2 Trade in organs\n(1) Who trades in organs is guilty of an offence.\n"
        "Penalty: imprisonment for 10 years\n3 Consent\n(1) Consent of the victim is no defence.\n"
    )
    assert [c.text for c in document.walk() if c.text.startswith("Penalty")] == [
        "Penalty: imprisonment for 20 years",
        "Penalty: imprisonment for 10 years",
    ]
    assert {c.kind for c in document.clauses} == {"section"}
