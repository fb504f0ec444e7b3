"""Time spans that are not penalties: a table of phrases, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tag.penalties import penalties
from analysis.tag.spans import spans

TABLE = Path(__file__).parent / "spans.tsv"


def rows() -> list[tuple[str, str, list[dict[str, Any]]]]:
    cells = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    return [(language, text.replace("\\n", "\n"), json.loads(expected)) for language, text, expected in cells]


ROWS = rows()


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]}-{row[1][:60]}" for row in ROWS])
def test_table(language: str, text: str, expected: list[dict[str, Any]]) -> None:
    assert [dict(span.values) for span in spans(text, language)] == expected


def test_the_phrase_is_the_quantity_with_its_bound() -> None:
    text = "Se concede un período de reflexión no menor de tres meses a la víctima."
    (found,) = spans(text, "es")
    assert text[found.start : found.end] == "no menor de tres meses"


def test_working_days_are_part_of_the_phrase() -> None:
    text = "La autoridad resolverá en un plazo de quince días hábiles."
    (found,) = spans(text, "es")
    assert text[found.start : found.end] == "quince días hábiles"


def test_a_penalty_is_no_span_beside_one_that_is() -> None:
    text = "Será sancionado con prisión de dos a cuatro años. La multa se paga en treinta días."
    assert [dict(span.values) for span in spans(text, "es")] == [{"days": 30}]
    assert len(penalties(text, "es")) == 1


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    for language in ("es", "en"):
        assert all(0 <= one.start < one.end <= len(text) for one in spans(text, language))


def test_an_unknown_language_has_no_spans() -> None:
    assert spans("dans les trente jours", "fr") == []
