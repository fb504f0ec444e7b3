"""Values across countries: spread, majority, outliers, the treaty's line; proportion; nearness and groups; double criminality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import RequirementCard, Row
from analysis.criminality import double_criminality, thresholds
from analysis.divergence import FEWEST_COMPARED, Divergence, divergences, groups, nearness, proportions
from analysis.model import Finding

CARD = RequirementCard("a", "A01", "s", {"en": "A"}, "shall", "high", ())
LINE = {"max_years": {"at_least": 4, "source": "UNTOC 2(b)"}, "state": {"is": "element", "source": "TIP Protocol 3(a)"}}


def _row(values: Mapping[str, Mapping[str, Any]], card: RequirementCard = CARD, status: Any = "met") -> Row:
    return Row(card, {code: _finding(code, card.id, status, said) for code, said in values.items()})


def _finding(
    country: str, requirement: str = "a", status: Any = "met", values: Mapping[str, Any] | None = None
) -> Finding:
    return Finding(country, "s", requirement, status, False, "shall", "high", values=values or {})


def _one(values: Mapping[str, Mapping[str, Any]], card: RequirementCard = CARD) -> Divergence:
    (found,) = divergences([_row(values, card)])
    return found


@pytest.mark.parametrize(
    ("values", "kind", "spread", "middle"),
    [
        ({"AA": {"min_years": 4, "max_years": 8}, "BB": {"max_years": 12}}, "years", (4, 12), 10),
        ({"AA": {"days": 30}, "BB": {"months_max": 3}}, "days", (30, 90), 60),
        ({"AA": {"months": 1}, "BB": {"days_min": 10, "days_max": 20}}, "days", (10, 30), 25),
    ],
)
def test_numbers_have_a_spread_and_a_middle(values: Any, kind: str, spread: Any, middle: float) -> None:
    found = _one(values)
    assert (found.kind, found.spread, found.middle) == (kind, spread, middle)


def test_who_lacks_the_value_is_silent_and_makes_no_outlier() -> None:
    found = _one({"AA": {"days": 30}, "BB": {}, "CC": {"days": 40}})
    assert found.silent == ("BB",)
    assert found.outliers == ()


def test_an_outlier_lies_beyond_the_fences() -> None:
    years = {"AA": 8, "BB": 8, "CC": 9, "DD": 10, "EE": 10, "FF": 40}
    assert _one({code: {"max_years": n} for code, n in years.items()}).outliers == ("FF",)
    assert _one({code: {"max_years": years[code]} for code in ("AA", "BB", "FF")}).outliers == ()


@pytest.mark.parametrize(
    ("values", "short"),
    [
        ({"AA": {"max_years": 3}, "BB": {"max_years": 4}}, ("AA",)),
        ({"AA": {"max_years": 3, "life": True}, "BB": {"min_years": 2}}, ()),
        ({"AA": {"state": "none"}, "BB": {"state": "element"}}, ("AA",)),
    ],
)
def test_the_line_of_the_treaty_shows_who_falls_short(values: Any, short: Any) -> None:
    assert _one(values, replace(CARD, lines=LINE)).short == short


@pytest.mark.parametrize(
    ("words", "majority", "outliers"),
    [
        ("x x x y", ("x",), ("DD",)),
        ("x x y y", (), ()),
        ("x y", (), ()),
        ("x x x x y y", ("x",), ()),
    ],
)
def test_a_majority_is_more_than_half(words: str, majority: Any, outliers: Any) -> None:
    codes = ("AA", "BB", "CC", "DD", "EE", "FF")
    found = _one({code: {"state": word} for code, word in zip(codes, words.split(), strict=False)})
    assert (found.majority, found.outliers) == (majority, outliers)


def test_lists_have_the_items_that_most_name() -> None:
    found = _one({"AA": {"aggravators": ["x", "y"]}, "BB": {"aggravators": ["x"]}, "CC": {"aggravators": []}})
    assert (found.kind, found.majority, found.outliers) == ("list", ("x",), ("CC",))


def test_what_is_punished_above_what_it_is_held_against_is_named() -> None:
    card = replace(CARD, id="b", not_above={"requirement": "a", "value": "max_years"})
    rows = [
        _row({"AA": {"max_years": 8}, "BB": {"max_years": 8}, "CC": {"max_years": 8, "life": True}, "DD": {}}),
        _row({code: {"max_years": 12 if code != "BB" else 8} for code in ("AA", "BB", "CC", "DD")}, card),
    ]
    assert [(each.country, each.value, each.other) for each in proportions(rows)] == [("AA", 12, 8)]


def _answers(**said: str) -> list[Row]:
    names = {"m": "met", "p": "partial", "a": "absent", "c": "contrary", "?": "unknown"}
    return [
        Row(replace(CARD, id=f"r{at}", code=f"A{at:02}"), {c: _finding(c, f"r{at}", names[word[at]]) for c, word in said.items()})
        for at in range(len(next(iter(said.values()))))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("m" * 10, "m" * 10, 1), ("m" * 10, "a" * 10, 0), ("m" * 10, "p" * 10, 0.5), ("c" * 10, "a" * 10, 0), ("c" * 10, "c" * 10, 1),
        ("m" * 10 + "?", "m" * 10 + "a", 1), ("m" * 9, "m" * 9, None), ("m" * 12, "?" * 12, None),
    ],
)  # fmt: skip
def test_two_countries_are_as_near_as_their_known_answers(a: str, b: str, alike: float | None) -> None:
    (found,) = nearness(_answers(AA=a, BB=b))
    assert found.alike == alike


@given(st.text("mpac?", min_size=12, max_size=12), st.text("mpac?", min_size=12, max_size=12))
def test_nearness_has_no_direction(a: str, b: str) -> None:
    (one,), (other,) = nearness(_answers(AA=a, BB=b)), nearness(_answers(AA=b, BB=a))
    assert one.alike == other.alike
    assert one.alike is None or 0 <= one.alike <= 1
    assert (one.alike is None) == (one.compared < FEWEST_COMPARED)


def test_groups_are_told_with_what_separates_them() -> None:
    found = groups(_answers(AA="m" * 12, BB="m" * 12, CC="a" * 12, DD="a" * 12, EE="?" * 12))
    assert [group.countries for group in found] == [("AA", "BB"), ("CC", "DD"), ("EE",)]
    trait = found[0].traits[0]
    assert (trait.answer, trait.inside, trait.outside) == ("met", (2, 2), (0, 2))
    assert found[2].traits == ()


def test_nobody_can_be_grouped_where_nothing_is_known() -> None:
    assert [group.countries for group in groups(_answers(AA="?" * 12, BB="?" * 12))] == [("AA",), ("BB",)]


# ---- double criminality --------------------------------------------------------------------------------------------

CONDUCT = replace(CARD, conduct={"penalty_in": "p"})
PENALTY = replace(CARD, id="p")


@pytest.mark.parametrize(
    ("one", "two", "answer"),
    [
        ("met", "met", "both"), ("met", "partial", "in part"), ("met", "absent", "one"), ("absent", "absent", "neither"),
        ("met", "unknown", "unknown"), ("absent", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_an_offence_in_both(one: str, two: str, answer: str) -> None:
    found = double_criminality([_finding("AA", status=one), _finding("BB", status=two)], [CONDUCT, PENALTY], "AA", "BB")
    assert [each.answer for each in found] == [answer]


@pytest.mark.parametrize(
    ("one", "two", "reached"),
    [
        ({"max_years": 8}, {"max_years": 5}, [True, True, True]), ({"max_years": 8}, {"max_years": 1.5}, [True, False, False]),
        ({"max_years": 8}, {}, [None, None, None]), ({"max_years": 1.5}, {}, [None, False, False]),
        ({"life": True}, {"max_years": 3}, [True, True, False]), ({"fine": True}, {"max_years": 3}, [None, None, False]),
    ],
)  # fmt: skip
def test_both_maxima_reach_a_threshold(one: Any, two: Any, reached: Any) -> None:
    found = [_finding("AA"), _finding("BB"), _finding("AA", "p", values=one), _finding("BB", "p", values=two)]
    (each,) = double_criminality(found, [CONDUCT, PENALTY], "AA", "BB")
    assert [each.reached[threshold] for threshold in thresholds()] == reached


def test_an_attempt_is_measured_by_the_offence_and_held_against_no_threshold() -> None:
    attempt = replace(CARD, conduct={"penalty_in": "", "measured_by": "p"})
    found = [_finding("AA"), _finding("BB"), _finding("AA", "p", values={"max_years": 8}), _finding("BB", "p")]
    (each,) = double_criminality(found, [attempt, PENALTY], "AA", "BB")
    assert (each.penalties, each.reached, each.measured) == (({"max_years": 8}, None), {}, True)
