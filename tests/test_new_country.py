"""A country is added in one place: a folder with a manifest and its laws, and nothing else is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Status
from tests import small_corpus

CRIMES_ACT = """Crimes Act

Section 1. Attempt. A person who attempts to commit an offence is liable to half of the penalty for it.

Section 2. Trafficking in persons. A person who recruits, transports, transfers, harbours or receives a person, by means of threat, deception or abuse of a position of \
vulnerability, for the purpose of sexual exploitation or forced labour commits an offence and is liable to imprisonment for eight to fifteen years.

Section 3. Smuggling of migrants. A person who, in order to obtain a financial benefit, procures the illegal entry into the country of a foreigner without the documents that the law \
requires commits an offence and is liable to imprisonment for four to six years.

Section 4. Victims of trafficking have access to shelter and medical care, and to a recovery and reflection period of forty-five days.
"""
MIGRATION = {
    "es": "Ley de Migración\n\nArtículo 1. Las visas se expiden en los consulados.\n\nArtículo 2. Las visas son gratuitas.\n",
    "en": "Immigration Act\n\nSection 1. Visas are issued by the consulates.\n\nSection 2. Visas are free of charge.\n",
}
CODES = {"es": small_corpus.PENAL_CODE, "en": CRIMES_ACT}
COUNTRIES = {"es": "zz", "en": "qq"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_made_up_state_is_judged(language: str, tmp_path: Path) -> None:
    country = COUNTRIES[language]
    laws = [
        small_corpus.entry(id=f"/akn/{country}/act/2000/1", language=language),
        small_corpus.entry(
            id=f"/akn/{country}/act/2001/2", language=language, kind="migration-law", file="migration.txt"
        ),
    ]
    folder = small_corpus.write(
        tmp_path, laws, {"code.txt": CODES[language], "migration.txt": MIGRATION[language]}, country
    )
    report = judging.findings(library.corpus([folder]), catalogue(), as_of=date(2026, 1, 1))
    found = {finding.requirement: finding for finding in report.findings}
    assert {finding.country for finding in report.findings} == {country.upper()}
    assert len(found) == len(catalogue().cards)
    expected: dict[str, Status] = {
        "tip-specific-offence": "met",
        "som-specific-offence": "met",
        "tip-consent-irrelevant": "unknown",
        "som-aggravator-life-danger": "absent",
        "tip-attempt": "met",
        "national-policy-plan": "unknown",
    }
    assert {name: found[name].status for name in expected} == expected
    assert found["som-serious-crime-threshold"].values["max_years"] == 6
    assert all(finding.evidence for finding in found.values() if finding.status in ("met", "partial", "contrary"))
