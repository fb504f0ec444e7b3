"""How often verdicts were right: the table is what the readings by hand say, and every report shows it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.accuracy import FILE, Accuracy, measured
from analysis.catalogue import STANDARDS, catalogue
from analysis.errors import ManifestError
from analysis.report import formats
from tests.sample_report import CARDS, REPORT, all_text

FOUND = Accuracy(("CR", "MX", "US"), ("US",), date(2026, 11, 24), "0.1.0+12345678")
MEASURED = (replace(CARDS[0], accuracy=FOUND), CARDS[1])


def test_the_table_is_what_the_readings_say_today() -> None:
    from bench import LAWS
    from bench.accuracy import table

    if not LAWS.is_dir():
        pytest.skip(f"the laws that were read are not here: {LAWS}")
    held = json.loads(FILE.read_text(encoding="utf-8"))["requirements"]
    assert held == table(), "the figures are of another program or of other readings: make measure"


def test_every_card_has_its_figure() -> None:
    cards = {card.id: card for card in catalogue().cards}
    assert set(measured()) <= set(cards)
    for name, found in measured().items():
        assert cards[name].accuracy == found
        assert 0 <= found.right <= found.readings
        assert set(found.differing) <= set(found.countries)


def test_standards_of_ones_own_were_not_measured(tmp_path: Path) -> None:
    folder = shutil.copytree(STANDARDS, tmp_path / "standards")
    assert {card.accuracy for card in catalogue(folder).cards} == {None}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"measured": "x", "program": "1", "requirements": {}}', '{"measured": "2026-01-01"}']
)
def test_a_damaged_table_is_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "accuracy.json"
    file.write_text(text)
    with pytest.raises(ManifestError, match=r"accuracy\.json.*make measure"):
        measured(file)


def test_without_a_table_nothing_was_measured(tmp_path: Path) -> None:
    assert measured(tmp_path / "accuracy.json") == {}


@pytest.mark.parametrize("name", ["csv", "docx", "html", "jsonld", "pdf", "xlsx"])
@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [("en", "right in 2 of 3 readings by hand", "not measured"), ("es", "acertó en 2 de 3 lecturas hechas por personas", "no medido")],
)  # fmt: skip
def test_every_report_shows_it(name: str, language: str, said: str, unsaid: str) -> None:
    text = all_text(name, language, REPORT, MEASURED)
    assert said in text
    assert unsaid in text


def test_the_data_have_the_figures() -> None:
    first, second = json.loads(formats()["json"].write(REPORT, MEASURED, "en"))["requirements"]
    assert first["accuracy"] == {
        "right": 2, "readings": 3, "countries": ["CR", "MX", "US"], "differing": ["US"], "measured": "2026-11-24",
        "program": "0.1.0+12345678",
    }  # fmt: skip
    assert second["accuracy"] is None


def test_the_annex_says_who_read_otherwise_and_how_many_verdicts_were_right() -> None:
    text = all_text("docx", "en", REPORT, MEASURED)
    assert "people read otherwise: United States" in text
    assert "in 2 of 3 answers" in text
