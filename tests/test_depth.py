"""Depth of list items as tables: labels as printed, and where each stands."""

from __future__ import annotations

import time

import pytest

from analysis.read import depth


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["I.", "II.", "III."], (0, 0, 0)),
        (["I.", "a)", "b)", "II."], (0, 1, 1, 0)),
        (["1.", "a)", "i)", "ii)", "b)", "2."], (0, 1, 2, 2, 1, 0)),
        (["(a)", "(1)", "(A)", "(i)", "(I)", "(II)", "(ii)", "(B)", "(2)", "(b)"], (0, 1, 2, 3, 4, 4, 3, 2, 1, 0)),
        (["(1)", "(a)", "(i)", "(ii)", "(b)", "(2)"], (0, 1, 2, 2, 1, 0)),
        (["(g)", "(h)", "(i)", "(j)"], (0, 0, 0, 0)),
        (["(a)", "(i)", "(ii)", "(b)"], (0, 1, 1, 0)),
        (["a)", "b)", "c)", "i)", "ii)", "d)"], (0, 0, 0, 1, 1, 0)),
        (["(i)", "(ii)", "(iii)", "(iv)", "(v)"], (0, 0, 0, 0, 0)),
        (["n)", "ñ)", "o)"], (0, 0, 0)),
        (["(z)", "(aa)", "(bb)"], (0, 0, 0)),
        (["(I)", "(aa)", "(bb)", "(II)"], (0, 1, 1, 0)),
        (["A.", "I.", "II.", "B.", "I."], (0, 1, 1, 0, 1)),
        (["1.", "2.", "1)", "2)", "3."], (0, 0, 1, 1, 0)),
        (["1°", "1.", "2.", "2°"], (0, 1, 1, 0)),
        (["a)", "1.ª", "2.ª", "b)"], (0, 1, 1, 0)),
        (["(1)", "(1A)", "(1B)", "(2)"], (0, 0, 0, 0)),
        (["(a)", "(a.1)", "(b)", "(ba)", "(c)"], (0, 0, 0, 0, 0)),
        (["(a)", "(b)", "(b-1)", "(c)"], (0, 0, 0, 0)),
        (["I.", "II.", "II Bis.", "III."], (0, 0, 0, 0)),
        (["(a)", "(c)", "(d)"], (0, 0, 0)),
        ([], ()),
    ],
)
def test_depths(labels: list[str], expected: tuple[int, ...]) -> None:
    assert tuple(place for place, _ in depth.solve(tuple(labels))) == expected


def test_ambiguity_is_several_solutions() -> None:
    assert depth.depths(["(h)", "(i)", "(i)"]) == [(0, 0, 1), (0, 1, 0)]
    assert depth.depths(["(i)"]) == [(0,)]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("I.", {("upper-letter", 9), ("upper-roman", 1)}),
        ("(aa)", {("letter", 27), ("double-letter", 1), ("letter", 1)}),
        ("12)", {("digit", 12)}),
        ("(xii.41)", {("roman", 12)}),
        ("VIII Bis.", {("upper-roman", 8)}),
        ("ñ)", {("letter", 14)}),
        ("1o.", {("digit", 1)}),
        ("(D)", {("upper-letter", 4), ("upper-roman", 500)}),
    ],
)
def test_readings(label: str, expected: set[tuple[str, int]]) -> None:
    assert {(reading.family, reading.value) for reading in depth.readings(label)} == expected


@pytest.mark.parametrize("label", ["artículo", "", "()", "que", "D.F.", "§"])
def test_no_label(label: str) -> None:
    assert depth.readings(label) == ()


@pytest.mark.parametrize(
    ("numeral", "value"), [("XIV", 14), ("iv", 4), ("MCMLXX", 1970), ("ic", 0), ("", 0), ("casa", 0)]
)
def test_roman_value(numeral: str, value: int) -> None:
    assert depth.roman_value(numeral) == value


def test_a_very_long_list_takes_straight_time() -> None:
    started = time.perf_counter()
    assert len(depth.solve(tuple(f"({n % 9 + 1})" for n in range(20_000)))) == 20_000
    assert time.perf_counter() - started < 10
