"""A report as an Akoma Ntoso collection: valid, with the laws' own words at the offsets that the findings give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Report
from analysis.read.akn import OWN
from analysis.read.write import NAMESPACE
from analysis.report import akn
from tests.sample_report import CARDS, REPORT
from tests.test_write_akn import strict

AKN, OURS = f"{{{NAMESPACE}}}", f"{{{OWN}}}"


@pytest.fixture(scope="module")
def found() -> tuple[Report, list[Any]]:
    asked = catalogue()
    report = judging.findings(library.corpus(), asked, as_of=date(2026, 6, 1), countries=["MX", "CR"])
    return report, list(asked.cards)


def _parsed(data: bytes) -> Any:
    root = etree.fromstring(data)
    schema = strict()
    assert schema.validate(root), str(schema.error_log)[:2000]
    return root


def test_every_quote_stands_in_its_clause(found: tuple[Report, list[Any]]) -> None:
    report, cards = found
    root = _parsed(akn.write(report, cards, "es"))
    quotes = 0
    for component in root.iter(f"{AKN}component"):
        clauses = {each.get("eId"): each for each in component.iter() if each.get("eId")}
        for said in component.iter(f"{OURS}finding"):
            clause = clauses[said.get("href")[1:]]
            text = "".join(map(str, clause.itertext()))
            assert (said.text or "").split("\n")[0] in text, said.get("href")
            quotes += 1
    assert quotes == sum(len(finding.evidence) for finding in report.findings) > 100


def test_every_answer_is_there_and_refers_to_its_requirement(found: tuple[Report, list[Any]]) -> None:
    report, cards = found
    root = _parsed(akn.write(report, cards, "en"))
    meta = root[0].find(f"{AKN}meta")
    concepts = {f"#{each.get('eId')}" for each in meta.iter(f"{AKN}TLCConcept")}
    said = [(each.get("country"), each.get("refersTo"), each.get("status")) for each in meta.iter(f"{OURS}finding")]
    assert said == [(each.country, f"#{each.requirement}", each.status) for each in report.findings]
    assert {requirement for _, requirement, _ in said} == concepts


def test_the_same_snapshot_gives_the_same_bytes(found: tuple[Report, list[Any]]) -> None:
    assert akn.write(*found, "es") == akn.write(*found, "es")


def test_laws_that_are_gone_and_hostile_words() -> None:
    root = _parsed(akn.write(REPORT, CARDS, "en"))
    assert "can no longer be read" in "".join(root.itertext())
    assert not root.findall(".//script")


def test_a_report_without_evidence() -> None:
    _parsed(akn.write(Report(REPORT.snapshot, (), (), (), {}), CARDS, "es"))
