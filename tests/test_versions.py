"""The embedded digests answer each day from the text of that day."""

from __future__ import annotations

from datetime import date

import pytest

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Finding, Report

OFFENCE = "tip-specific-offence"
PENALTY = "tip-serious-crime-threshold"
MEANS = "tip-means-element"
SMUGGLING = "som-serious-crime-threshold"


def _report(country: str, day: str) -> Report:
    asked = catalogue(standards=["trafficking-offence", "smuggling-offence"])
    return judging.findings(library.corpus(), asked, as_of=date.fromisoformat(day), countries=[country])


def _finding(country: str, day: str, requirement: str) -> Finding:
    (found,) = [finding for finding in _report(country, day).findings if finding.requirement == requirement]
    return found


@pytest.mark.parametrize(
    ("country", "day", "requirement", "version", "values"),
    [
        # Costa Rica, article 172: means raised the penalty until the act of 2018 made them elements.
        ("CR", "2015-06-01", MEANS, "2009-03-04", {"state": "aggravator"}),
        ("CR", "2019-06-01", MEANS, "2018-04-24", {"state": "element"}),
        ("CR", "2026-06-01", MEANS, "2025-11-16", {"state": "element"}),
        ("BZ", "2010-06-01", PENALTY, "2003-08-01", {"max_years": 5.0}),
        ("BZ", "2014-06-01", PENALTY, "2013-01-01", {"max_years": 8.0}),
        # Honduras: the act of 2012, the code of 2020, its amendment of November 2021.
        ("HN", "2013-06-01", PENALTY, "2012-04-25", {"min_years": 10.0, "max_years": 15.0}),
        ("HN", "2020-12-01", PENALTY, "2020-06-25", {"min_years": 5.0, "max_years": 8.0}),
        ("HN", "2020-12-01", MEANS, "2020-06-25", {"state": "element"}),
        ("HN", "2022-06-01", PENALTY, "2021-11-01", {"min_years": 10.0, "max_years": 15.0}),
        ("HN", "2022-06-01", MEANS, "2021-11-01", {"state": "aggravator"}),
        ("HN", "2026-06-01", PENALTY, "2024-07-25", {"min_years": 10.0, "max_years": 15.0}),
        # El Salvador: the bill of 2021 on smuggling was vetoed, so the code answers.
        ("SV", "2021-05-01", SMUGGLING, "2014-11-14", {"min_years": 4.0, "max_years": 8.0}),
        ("DO", "2010-06-01", PENALTY, "2003-08-07", {"min_years": 15.0, "max_years": 20.0}),
        ("DO", "2025-06-01", PENALTY, "2024-10-23", {"min_years": 10.0, "max_years": 20.0}),
        ("GT", "2016-06-01", SMUGGLING, "2015-11-19", {"min_years": 6.0, "max_years": 8.0}),
        ("GT", "2023-06-01", SMUGGLING, "2022-02-16", {"min_years": 10.0, "max_years": 30.0}),
        ("PA", "2012-06-01", MEANS, "2011-11-15", {"state": "aggravator"}),
        ("PA", "2025-06-01", MEANS, "2024-12-03", {"state": "element"}),
        ("NI", "2010-06-01", OFFENCE, "2008-05-05", {}),
        ("NI", "2016-06-01", PENALTY, "2015-02-25", {"min_years": 10.0, "max_years": 15.0}),
    ],
)
def test_a_day_is_answered_from_the_text_of_that_day(
    country: str, day: str, requirement: str, version: str, values: dict[str, object]
) -> None:
    found = _finding(country, day, requirement)
    assert found.status in ("met", "partial")
    assert version in {evidence.law.rpartition("@")[2] for evidence in found.evidence}
    assert {name: found.values.get(name) for name in values} == values


@pytest.mark.parametrize(
    ("country", "day"), [("SV", "2021-05-01"), ("SV", "2026-06-01"), ("DO", "2025-09-01"), ("DO", "2026-09-01")]
)
def test_a_bill_and_a_vetoed_act_answer_nothing(country: str, day: str) -> None:
    report = _report(country, day)
    assert not [law for law in report.laws if law.status in ("bill", "vetoed")]
    assert report.laws


def test_a_code_that_is_still_to_come_does_not_answer_yet() -> None:
    assert not [law for law in _report("DO", "2026-08-04").laws if law.short == "Código Penal"]
    assert [law for law in _report("DO", "2026-08-05").laws if law.short == "Código Penal"]
