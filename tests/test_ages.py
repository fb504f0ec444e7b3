"""The age that makes a child, as a table of words in many laws' style; bounds of penalties and deadlines are no ages."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import said

from analysis.tag import ages
from analysis.tag.ages import OLDEST, YOUNGEST, under

AGES = [
    ("persona menor de dieciocho (18) años", 18), ("MENORES DE 18 AÑOS", 18), ("menor a 18 años", 18), ("menor de los 16 años de edad", 16),
    ("persona de menos de dieciocho años", 18), ("que no haya cumplido los dieciocho años", 18), ("no hubiere cumplido catorce años", 14),
    ("sin haber cumplido catorce años", 14), ("aún no cumple dieciocho años", 18), ("edad inferior a dieciocho años", 18),
    ("menor de diez y ocho años", 18), ("menor de diez años", 10), ("menores de veintiún años", 21), ("menor de dieciséis\naños", 16),
    ("mayor de catorce y menor de dieciocho años", 18), ("menor de catorce o menor de dieciocho años", 14),
    ("under the age of eighteen", 18), ("under eighteen years of age", 18), ("has not attained the age of 18 years", 18),
    ("has not yet reached the age of 18", 18), ("below 16", 16), ("younger than 18", 18), ("less than eighteen years old", 18),
    ("under age 18", 18), ("under twenty-one", 21), ("a child under fifteen", 15), ("under the age of ten", 10),
]  # fmt: skip
NO_AGES = [
    "niño, niña o adolescente", "menor de edad", "una persona mayor de dieciocho años", "a child", "over the age of eighteen",
    "no menor de doce años de prisión", "menor de edad, con pena no menor de quince años", "prisión menor de doce años",
    "el plazo menor de quince días", "menor de dieciocho meses", "menor de 180 días", "menor de cien salarios", "a fine of less than 15 dollars",
    "not less than twelve years", "imprisonment for less than fifteen years", "a term of imprisonment of not less than 15 years",
    "under section 18", "under 18 months", "not under 18", "persona menor de tres años",
]  # fmt: skip


@pytest.mark.parametrize(("words", "age"), AGES)
def test_ages(words: str, age: int) -> None:
    assert under(words) == age


@pytest.mark.parametrize("words", NO_AGES)
def test_what_is_no_age(words: str) -> None:
    assert under(words) is None


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    age = under(text)
    assert age is None or YOUNGEST <= age <= OLDEST


@given(
    st.integers(YOUNGEST, OLDEST),
    st.sampled_from(["menor de {} años", "que no haya cumplido {} años", "under the age of {}", "below {} years"]),
)
def test_every_age_in_figures(age: int, words: str) -> None:
    assert under(words.format(age)) == age


def test_the_examples_of_the_module() -> None:
    assert doctest.testmod(ages) == doctest.TestResults(0, 1)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Será sancionado con prisión de dos años quien capte a un menor de dieciocho años.", {"under": 18}),
        ("Será sancionado con prisión de dos años quien capte a un niño.", {}),
    ],
)
def test_the_age_goes_with_the_child(words: str, values: dict[str, int]) -> None:
    assert [dict(a.values) for a in said(words) if a.concept == "child"] == [values]
