"""References: what is pointed at, in which law, and which articles a list or a range means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HARMLESS, article, said

from analysis.tag.references import Reference, items, references, targets

SPANISH = [
    # words, numbers, the other law
    ("los artículos 10 y 13 de esta Ley", ["10", "13"], ""), ("el artículo 366 Ter", ["366-ter"], ""), ("artículo 456-A", ["456-a"], ""),
    ("los artículos 5o., 6º y 7°", ["5", "6", "7"], ""), ("arts. 3 y 4", ["3", "4"], ""), ("el Art. 12", ["12"], ""),
    ("artículos 12 o 14", ["12", "14"], ""), ("artículos 10, 11, 12 y 13", ["10", "11", "12", "13"], ""), ("artículos 4-A y 4-B", ["4-a", "4-b"], ""),
    ("artículos 113 Bis y 114 Ter", ["113-bis", "114-ter"], ""), ("el artículo 400 Bis 1 del Código", ["400-bis-1"], ""),
    ("artículos 188 al 192 del Código Penal", ["188..192"], "Código Penal"), ("artículos 3 a 5", ["3..5"], ""), ("artículos 3-5", ["3..5"], ""),
    ("el artículo 20 del presente Código", ["20"], ""), ("ARTÍCULO 5 DE ESTA LEY", ["5"], ""), ("artículo 7 de la presente ley", ["7"], ""),
    ("artículo 10, fracción II, de la Ley de Migración", ["10"], "Ley de Migración"), ("artículo 13 inciso a)", ["13"], ""),
    ("artículo 5 de la Constitución Política", ["5"], "Constitución Política"), ("artículo 2 del Convenio de Varsovia", ["2"], "Convenio de Varsovia"),
    ("artículo 10 y 1 año de prisión", ["10"], ""), ("artículo 5 a 10 años", ["5"], ""), ("artículo 8 y multa", ["8"], ""),
    ("artículo 8, sin perjuicio de la Ley de Migración", ["8"], ""),
]  # fmt: skip
ENGLISH = [
    ("sections 279.01 to 279.03", ["279-01..279-03"], ""), ("section 5 of this Act", ["5"], ""), ("section 117(1)", ["117"], ""),
    ("section 5(1)(a) or 6", ["5", "6"], ""), ("§ 1591", ["1591"], ""), ("§§ 1589, 1590, and 1591", ["1589", "1590", "1591"], ""),
    ("section 1595A", ["1595-a"], ""), ("sections 10-12", ["10..12"], ""), ("s. 5", ["5"], ""), ("ss. 5 and 6", ["5", "6"], ""), ("SECTION 9", ["9"], ""),
    ("section 1324(a)(1)(A) of title 8", ["1324"], "title 8"), ("sections 3 and 4 of the Immigration Act, 1990", ["3", "4"], "the Immigration Act"),
    ("section 12 of Ordinance 3", ["12"], "Ordinance 3"), ("section 4 of the Code", ["4"], ""), ("section 5 or 10 years", ["5"], ""),
    ("sections 1 and 2 of this Ordinance", ["1", "2"], ""), ("§§ 133¹, 133² and 175", ["133-1", "133-2", "175"], ""),
]  # fmt: skip
NONE = [
    ("es", "en el artículo anterior"),
    ("es", "la parte 3"),
    ("es", "10 y 13"),
    ("en", "subsection (1)"),
    ("en", "410 U.S. 113"),
    ("en", "this section"),
]


def read(words: str, language: str) -> list[Reference]:
    return list(references(words, language))


@pytest.mark.parametrize(
    ("language", "words", "numbers", "law"), [("es", *row) for row in SPANISH] + [("en", *row) for row in ENGLISH]
)
def test_one_reference(language: str, words: str, numbers: list[str], law: str) -> None:
    (found,) = read(f"Lo que dice {words}.", language)
    assert (list(found.numbers), found.law) == (numbers, law)


@pytest.mark.parametrize(("language", "words"), NONE)
def test_no_reference(language: str, words: str) -> None:
    assert not read(f"Lo que dice {words} rige.", language)


def test_two_references_beside_each_other_keep_their_laws() -> None:
    found = read("según el artículo 1 de este Código y el artículo 5 del Código Procesal Penal, y el artículo 9", "es")
    assert [(one.numbers, one.law) for one in found] == [(("1",), ""), (("5",), "Código Procesal Penal"), (("9",), "")]


def test_the_quote_ends_with_the_law_s_name() -> None:
    text = "las penas de los artículos 3 y 4 de la Ley de Migración, y otras"
    (found,) = read(text, "es")
    assert text[found.start : found.end] == "artículos 3 y 4 de la Ley de Migración"


UNITS = {"1": "art_1", "2": "art_2", "2-bis": "art_2-bis", "3": "art_3", "10": "art_10"}
ORDER = {slug: at for at, slug in enumerate(UNITS)}
TARGETS = [
    (["1"], ["art_1"]), (["1", "10"], ["art_1", "art_10"]), (["7"], []), (["1..3"], ["art_1", "art_2", "art_2-bis", "art_3"]),
    (["3..1"], []), (["1..7"], []), (["2-bis..10"], ["art_2-bis", "art_3", "art_10"]), ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "expected"), TARGETS)
def test_targets(numbers: list[str], expected: list[str]) -> None:
    assert targets(Reference(0, 1, tuple(numbers), ""), UNITS, ORDER) == expected


def test_a_range_over_half_a_code_is_no_reference_to_each_article() -> None:
    units = {str(n): f"art_{n}" for n in range(500)}
    assert targets(Reference(0, 1, ("1..400",), ""), units, {slug: at for at, slug in enumerate(units)}) == []


def test_a_reference_to_another_law_has_no_targets_here() -> None:
    words = HARMLESS + article(3, "Se aplica el artículo 1 de la Ley de Migración y el artículo 2.")
    found = [(a.values["law"], a.values.get("targets")) for a in said(words) if a.concept == "reference"]
    assert found == [("Ley de Migración", None), ("", ["art_2"])]


@given(st.text(alphabet="artículos 0123456789.,-()yoaABbis§ection", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("es", "en"):
        before = 0
        for one in read(text, language):
            assert before <= one.start < one.end <= len(text)
            assert one.numbers, "a reference points at something"
            before = one.end


def test_a_range_whose_last_article_is_not_there_ends_at_the_one_before() -> None:
    units = {"98": "sec_98", "98-b": "sec_98-b", "98-c": "sec_98-c", "99": "sec_99"}
    order = {slug: place for place, slug in enumerate(units)}
    (found,) = references("In sections 98B to 98F, unless the context requires", "en")
    assert targets(found, units, order) == ["sec_98-b", "sec_98-c"]


@pytest.mark.parametrize(
    ("language", "words", "labels"),
    [
        ("es", "la fracción III del artículo 5 de esta Ley", ["III"]),
        ("es", "el inciso b) de la fracción III del artículo 5", ["b", "III"]),
        ("es", "artículo 5, fracción III, inciso b), de esta Ley", ["III", "b"]),
        ("es", "los incisos a) y c) del artículo 12", ["a", "c"]),
        ("es", "artículo 366 Bis, fracciones I y II", ["I", "II"]),
        ("es", "fracciones I y II de los artículos 5 y 6", []),
        ("es", "el segundo párrafo del artículo 4", []),
        ("en", "section 5(2)(a) of this Act", ["2", "a"]),
        ("en", "paragraphs (a) and (b) of section 7", ["a", "b"]),
        ("en", "sections 5 to 7", []),
    ],
)
def test_the_items_of_one_article_are_named(language: str, words: str, labels: list[str]) -> None:
    (reference,) = references(words, language)
    assert items(words, reference) == labels
