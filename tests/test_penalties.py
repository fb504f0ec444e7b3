"""Penalties: a table of phrases in the style of many countries' laws, and what must hold for any text."""

from __future__ import annotations

import doctest
import itertools
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tag import grades, numbers
from analysis.tag.penalties import penalties

TABLE = Path(__file__).parent / "penalties.tsv"
LAWS = Path(__file__).parents[1].parent / "shared" / "laws"
FILLER = {
    "es": "Las autoridades cooperarán entre sí para informar a la población. ",
    "en": "The authorities shall cooperate with one another to inform the public. ",
}


def rows() -> list[tuple[str, str, list[dict[str, Any]]]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(language, text.replace("\\n", "\n"), json.loads(expected)) for language, text, expected in cells]


ROWS = rows()
STATED = [row for row in ROWS if row[2]]
SCANNED = ("1 0", "pri sión", "a ños", "impris onment")
WHOLE = [row for row in STATED if not any(part in row[1] for part in SCANNED)]


def read(text: str, language: str) -> list[Mapping[str, Any]]:
    return [penalty.values for penalty in penalties(text, language)]


def same(found: object, expected: object) -> bool:
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in found)
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, float) and not isinstance(expected, (bool, str)):
        return found == pytest.approx(expected, abs=0.001)
    return found == expected


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]}-{row[1][:60]}" for row in ROWS])
def test_table(language: str, text: str, expected: list[dict[str, Any]]) -> None:
    found = read(text, language)
    assert same(found, expected), found


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=150, deadline=None)
def test_line_breaks_and_double_blanks_change_nothing(row: tuple[str, str, Any], data: st.DataObject) -> None:
    language, text, _ = row
    blanks = [at for at, mark in enumerate(text) if mark == " "]
    at = data.draw(st.sampled_from(blanks)) if blanks else 0
    broken = text[:at] + data.draw(st.sampled_from(["\n", "  ", "\n ", "\u00a0"])) + text[at + 1 :] if blanks else text
    found = penalties(broken, language)
    assert [one.values for one in found] == read(text, language)


@pytest.mark.parametrize("row", STATED[::7], ids=lambda row: row[1][:50])
def test_decomposed_accents_change_nothing(row: tuple[str, str, Any]) -> None:
    language, text, _ = row
    assert [without_names(values) for values in read(unicodedata.normalize("NFD", text), language)] == [
        without_names(values) for values in read(text, language)
    ]


@pytest.mark.parametrize("row", STATED[::5], ids=lambda row: row[1][:50])
def test_offsets_hold_inside_a_long_text(row: tuple[str, str, Any]) -> None:
    language, text, _ = row
    before = FILLER[language] * 20
    alone = penalties(text, language)
    inside = penalties(f"{before}{text}\n{FILLER[language] * 20}", language)
    assert [(one.start, one.end) for one in inside] == [
        (one.start + len(before), one.end + len(before)) for one in alone
    ]


@pytest.mark.parametrize("row", STATED[::3], ids=lambda row: row[1][:50])
def test_penalties_stand_in_order_without_overlap(row: tuple[str, str, Any]) -> None:
    language, text, _ = row
    found = penalties(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= after.start for one, after in itertools.pairwise(found))
    assert all(text[one.start : one.end] == text[one.start : one.end].strip() for one in found)


def test_the_phrase_is_what_states_the_penalty() -> None:
    text = "El autor será sancionado con prisión de cuatro (4) a ocho (8) años, si obró con dolo."
    (found,) = penalties(text, "es")
    assert text[found.start : found.end] == "prisión de cuatro (4) a ocho (8) años"


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    for language in ("es", "en"):
        assert all(0 <= one.start < one.end <= len(text) for one in penalties(text, language))


def test_an_unknown_language_has_no_penalties() -> None:
    assert penalties("emprisonnement de cinq ans", "fr") == []


def test_numbers_keep_their_examples() -> None:
    assert doctest.testmod(numbers).failed == doctest.testmod(grades).failed == 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("veintidos", 22),
        ("ciento veintiun mil quinientos", 121_500),
        ("dos mil millones", 2_000_000_000),
        ("1.000.000,50", 1_000_000.5),
        ("50, 000.00", 50_000),
        ("one hundred and twenty-five", 125),
        ("two hundred fifty thousand", 250_000),
        ("five lakh", 500_000),
    ],
)
def test_numbers(words: str, value: float) -> None:
    assert numbers.number(words) == value


@pytest.mark.parametrize(
    ("file", "language", "least"),
    [("cr/codigo-penal_lexai.txt", "es", 400), ("us/usc-title-18_2023.md", "en", 35)],
)
def test_real_laws_give_sound_values(file: str, language: str, least: int) -> None:
    path = LAWS / file
    if not path.exists():
        pytest.skip(f"{path} is not here")
    found = read(path.read_text(encoding="utf-8"), language)
    terms = [values for values in found if values.get("kind") == "imprisonment" and "max_years" in values]
    assert len(found) >= least
    assert all(values.get("min_years", 0) <= values["max_years"] <= 60 for values in terms)


def without_names(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in ("relative", "currency")}
