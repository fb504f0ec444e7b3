"""Findings across countries: matrix, order of gravity, two side by side; and how they look on a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from analysis.compare import RequirementCard, beside, gravest, matrix, to_load
from analysis.model import Evidence, Finding, Law, Problem, Report, Search, Snapshot
from analysis.report.plain import finding as plain_finding
from analysis.report.plain import finding_of
from analysis.report.terminal import Terminal
from analysis.report.vocabulary import WORDS

CARD = RequirementCard(
    "tip-attempt",
    "A08",
    "trafficking-offence",
    {"es": "Tentativa punible", "en": "Attempt punished"},
    "shall",
    "medium",
    (),
)
BASE = Finding("MX", "trafficking-offence", "tip-attempt", "partial", False, "shall", "medium")
LAW = Law(
    "/akn/mx/act/1", "MX", "A code", "Code", "criminal-code", "es", Path("x"), text="digest", version=date(2020, 1, 1)
)
SNAPSHOT = Snapshot("abc", date(2024, 1, 1), date(2024, 1, 2), "", "", "", "")


def _found(**changes: Any) -> Finding:
    return replace(BASE, **changes)


@pytest.mark.parametrize(
    ("status", "strength", "is_breach"),
    [
        ("contrary", "shall", True), ("absent", "shall", True), ("partial", "shall", True), ("met", "shall", False),
        ("unknown", "shall", False), ("absent", "benchmark", False), ("absent", "shall-consider", False), ("absent", "endeavour", False),
    ],
)  # fmt: skip
def test_only_what_a_duty_lacks_is_a_breach(status: str, strength: str, is_breach: bool) -> None:
    assert bool(gravest([_found(status=status, strength=strength)], SNAPSHOT.as_of)) is is_breach


@pytest.mark.parametrize(
    ("binding_since", "binds"), [("", True), ("2024-01-01", True), ("2003-12-25", True), ("2024-01-02", False)]
)
def test_a_duty_is_breached_only_from_the_day_it_binds(binding_since: str, binds: bool) -> None:
    finding = _found(status="absent", binding_since=binding_since)
    assert bool(gravest([finding], SNAPSHOT.as_of)) is binds
    words = _printed([finding], command="gaps")
    assert ("Duties that did not bind the State" in words) is not binds
    assert (f"only from {binding_since}" in words) is not binds
    assert (f"duty since {binding_since}" in words) is (binds and bool(binding_since))


def test_the_gravest_come_first() -> None:
    order = [
        ("critical", "contrary"),
        ("critical", "absent"),
        ("critical", "partial"),
        ("high", "contrary"),
        ("low", "absent"),
    ]
    found = [_found(severity=severity, status=status) for severity, status in reversed(order)]
    assert [(finding.severity, finding.status) for finding in gravest(found, SNAPSHOT.as_of)] == order


def test_the_matrix_has_every_requirement_and_each_country_once() -> None:
    other = replace(CARD, id="tip-other")
    rows = matrix([_found(), _found(country="CR")], [CARD, other])
    assert [sorted(row.cells) for row in rows] == [["CR", "MX"], []]


def test_what_to_load_counts_the_unknown_only() -> None:
    found = [
        _found(status="unknown", to_load=("ruling", "plan")),
        _found(status="unknown", to_load=("ruling",)),
        _found(to_load=("treaty",)),
    ]
    assert to_load(found) == {"MX": {"ruling": 2, "plan": 1}}


@pytest.mark.parametrize(
    ("a", "b", "compares", "same", "values"),
    [
        ({}, {}, (), True, {}),
        ({"status": "met"}, {}, (), False, {}),
        ({"values": {"min_years": 4}}, {"values": {"min_years": 8}}, (), False, {"min_years": (4, 8)}),
        ({"values": {"life": True}}, {}, (), False, {"life": (True, None)}),
        ({"values": {"x": 1, "state": "none"}}, {"values": {"x": 2, "state": "none"}}, ("state",), True, {}),
    ],
)
def test_two_countries_side_by_side(a: Any, b: Any, compares: Any, same: bool, values: Any) -> None:
    (pair,) = beside([_found(**a), _found(country="CR", **b)], [replace(CARD, compares=compares)], "MX", "CR")
    assert (pair.same, pair.values) == (same, values)


def test_who_diverges_is_named() -> None:
    (pair,) = beside([_found(divergence=True), _found(country="CR")], [CARD], "CR", "MX")
    assert pair.diverging == ("MX",)
    assert [finding.country for finding in pair.findings] == ["CR", "MX"]


def test_a_finding_comes_back_from_plain_data() -> None:
    evidence = (Evidence("/akn/x", "art_1", "words", 0, 5, "https://example.org"),)
    whole = _found(
        evidence=evidence,
        missing=("a",),
        values={"k": [1]},
        searched=(Search("/akn/x", ("a", "b")),),
        to_load=("plan",),
    )
    assert finding_of(plain_finding(whole)) == whole


# ---- on the terminal -----------------------------------------------------------------------------------------------


def _printed(
    findings: list[Finding], command: str = "overview", language: str = "en", encoding: str = "utf-8", **more: Any
) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    report = Report(SNAPSHOT, tuple(findings), (LAW,), **more)
    getattr(Terminal(report, [CARD], Console(file=stream, width=100, color_system=None), language), command)()
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"status": "met"}, "●"), ({"status": "partial"}, "◐"), ({"status": "contrary"}, "✗"), ({"status": "absent"}, "○"),
        ({"status": "unknown"}, "?"), ({"status": "met", "divergence": True}, "●≠"),
        ({"evidence": (Evidence(LAW.expression, "art_1", "x", 0, 1),)}, "◐d"),
        ({"status": "absent", "searched": (Search(LAW.expression, ()),)}, "○d"),
        ({"status": "unknown", "searched": (Search(LAW.expression, ()),)}, "?"),
    ],
)  # fmt: skip
def test_the_marks_tell_the_status_without_colour(changes: Any, mark: str) -> None:
    row = next(line for line in _printed([_found(**changes)]).splitlines() if line.strip().startswith("A08"))
    assert row.split()[-1] == mark


def test_eleven_countries_fit_into_100_columns() -> None:
    findings = [_found(country=code, divergence=True) for code in "BZ CA CR DO GT HN MX NI PA SV US".split()]
    lines = _printed(findings).splitlines()
    assert max(map(len, lines)) <= 100
    assert sum("BZ" in line and "US" in line for line in lines) == 1


def test_more_countries_go_into_a_second_matrix() -> None:
    findings = [_found(country=f"{a}{b}") for a in "ABC" for b in "ABCD"]
    assert max(map(len, _printed(findings).splitlines())) <= 100


def test_a_terminal_that_knows_ascii_only_gets_ascii() -> None:
    text = _printed([_found(status="met", divergence=True), _found(country="CR", status="contrary")], encoding="ascii")
    assert "+!" in text
    assert "x" in text


def test_a_quote_stands_with_its_law_and_article_and_address() -> None:
    evidence = Evidence(LAW.expression, "art_1__point_I", "words of the law " * 9, 0, 9, "https://example.org/law")
    text = _printed([_found(evidence=(evidence,))], places={LAW.expression: {"art_1__point_I": "art. 1, I"}})
    assert "…” Code (digest), art. 1, I" in " ".join(text.split())
    assert "https://example.org/law" in text


def test_the_unknown_is_listed_apart_and_no_gap() -> None:
    text = _printed([_found(status="unknown", to_load=("ruling",))], "gaps")
    assert "No breach of a duty was found" in text
    assert "MX  A08" in text
    assert "MX  ruling (1)" in text


def test_a_benchmark_is_called_good_practice() -> None:
    text = _printed([_found(status="absent", strength="benchmark")], "gaps")
    assert "Differences from good practice (1)" in text
    assert "Gaps in duties" not in text


def test_brackets_in_a_law_are_no_markup() -> None:
    evidence = Evidence(LAW.expression, "art_1", "the [bold]council[/bold] [/]", 0, 9)
    assert "“the [bold]council[/bold] [/]”" in _printed([_found(evidence=(evidence,))])


def test_problems_are_named(tmp_path: Path) -> None:
    problem = Problem("MX", "failed", str(tmp_path), "it is broken", "Mend it")
    assert "it is broken. Mend it." in " ".join(_printed([_found()], problems=(problem,)).split())


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["es"].keys() == WORDS["en"].keys()
    assert "Tentativa punible" in _printed([_found()], language="es")
