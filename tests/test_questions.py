"""The questions of the standards are answered from the findings: who lacks what, and whose criteria differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from analysis.compare import RequirementCard, matrix
from analysis.model import Finding, Report, Snapshot, Status
from analysis.questions import diverging, lacking
from analysis.report.sentences import Sentences
from analysis.report.words import Words

ASKED = {"es": "¿Dónde no?", "en": "Where not?"}


def _card(id: str, **more: Any) -> RequirementCard:
    return RequirementCard(id, "", "care", {"es": id, "en": id}, "shall", "high", (), **more)


def _finding(country: str, requirement: str, status: Status, values: Mapping[str, Any] | None = None) -> Finding:
    return Finding(country, "care", requirement, status, False, "shall", "high", values=dict(values or {}))


def _said(findings: list[Finding], cards: list[RequirementCard], language: str = "en") -> Sentences:
    report = Report(Snapshot("x", date(2026, 1, 1), date(2026, 1, 1), "", "", "", ""), tuple(findings), (), (), {})
    return Sentences(Words(report, cards, language))


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({"CR": "met", "MX": "met"}, "In none of the 2 countries whose texts can tell."),
        ({"CR": "absent", "MX": "met"}, "In Costa Rica: it was not found there."),
        (
            {"CR": "contrary", "MX": "partial", "US": "unknown"},
            "In Costa Rica: it was not found there; it is only in part in Mexico; the texts that are loaded cannot tell for United States.",
        ),
        ({"CR": "unknown"}, "The texts that are loaded cannot tell for any country."),
    ],
)
def test_who_lacks_it_is_a_sentence(statuses: dict[str, Status], said: str) -> None:
    cards = [_card("a", question=ASKED), _card("b")]
    findings = [_finding(code, "a", status) for code, status in statuses.items()]
    (found,) = lacking(matrix(findings, cards))
    assert _said(findings, cards).lacking(found) == said


def test_criteria_differ_by_verdict_and_by_value() -> None:
    cards = [_card(name, standard_question=ASKED) for name in ("days", "alike", "verdict")]
    findings = [
        *(_finding(code, "days", "met", {"days": days}) for code, days in (("CR", 30), ("MX", 90))),
        *(_finding(code, "alike", "met", {"days": 30}) for code in ("CR", "MX")),
        *(_finding(code, "verdict", "met") for code in ("CR", "MX", "PA")),
        _finding("US", "verdict", "absent"),
    ]
    (found,) = diverging(matrix(findings, cards))
    assert [row.card.id for row in found.rows] == ["days", "verdict"]
    assert [value.card.id for value in found.values] == ["days"]
    assert found.apart == (("US", 1),)
    assert _said(findings, cards).diverging(found) == (
        "The laws differ on 2 of 3 criteria; most often apart from the majority: United States (1)."
    )


def test_silence_is_no_difference() -> None:
    cards = [_card("a", standard_question=ASKED)]
    findings = [_finding("CR", "a", "met"), _finding("MX", "a", "unknown")]
    (found,) = diverging(matrix(findings, cards))
    assert found.rows == ()
    assert _said(findings, cards, "es").diverging(found) == "No se halló diferencia en los textos cargados."


def test_no_question_no_answer() -> None:
    rows = matrix([_finding("CR", "a", "met")], [_card("a")])
    assert lacking(rows) == ()
    assert diverging(rows) == ()


@pytest.mark.parametrize(
    ("unit", "low", "high", "es", "en"),
    [
        ("years", 4.0, 8.0, "4–8 años", "4–8 years"), ("years", None, 1.0, "hasta 1 año", "up to 1 year"), ("years", 1, 1, "1 año", "1 year"),
        ("days", 1.0, None, "desde 1 día", "from 1 day"), ("years", 0.5, 1.0, "0.5–1 años", "0.5–1 years"),
        ("days", None, 5_000_000.0, "hasta 5000000 días", "up to 5000000 days"), ("years", None, None, "sin duración fijada", "no length given"),
    ],
)  # fmt: skip
def test_a_range_is_said_in_the_right_number(
    unit: str, low: float | None, high: float | None, es: str, en: str
) -> None:
    assert [_said([], [], language).range(unit, low, high) for language in ("es", "en")] == [es, en]


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_and_reports_have_one_word_for_each_thing(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from views import words as pages

    monkeypatch.setattr(pages, "language", lambda: language)
    report = _said([], [], language).words
    for value in (
        "migration-only",
        "none",
        "all",
        "some",
        "element",
        "aggravator",
        4.0,
        5e6,
        "vulnerability-or-disability",
    ):
        assert pages.value(value) == report.value(value)
    for name in ("state", "scope", "min_years", "life", "fine", "alternative", "aggravators"):
        assert pages.value_name(name) == report.term(name)
    for code in ("CL", "GT", "US", "INTL", "XQ", "ZZ"):
        assert pages.country(code) == report.country(code)
    assert pages.country("DO") == {"es": "República Dominicana", "en": "Dominican Republic"}[language]
