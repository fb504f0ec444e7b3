"""A snapshot has the same name for the same inputs, and another for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_corpus import TODAY, entry, found_in, write

from analysis import judging, library
from analysis.catalogue import catalogue

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_a_snapshot_is_equal_for_equal_inputs_wherever_they_lie(tmp_path: Path) -> None:
    here, there = (found_in(write(tmp_path / name, [entry()])).snapshot for name in ("here", "there"))
    assert replace(here, created=TODAY) == replace(there, created=TODAY)


@pytest.mark.parametrize(
    ("changes", "options"),
    [
        ({"kind": "other"}, {}),
        ({"text": "excerpt"}, {}),
        ({"version": "2021-01-01"}, {}),
        ({"title": "Código"}, {}),
        ({"short": "C"}, {}),
        ({"level": "state"}, {}),
        ({"sources": ["https://example.org/other"]}, {}),
        ({"in_force": {"from": "2001-01-01"}}, {}),
        ({}, {"as_of": date(2025, 1, 1)}),
        ({}, {"ocr": True}),
    ],
)
def test_a_snapshot_changes_with_what_it_rests_on(
    tmp_path: Path, changes: dict[str, Any], options: dict[str, Any]
) -> None:
    first = found_in(write(tmp_path / "a", [entry()])).snapshot
    second = judging.findings(
        library.corpus([write(tmp_path / "b", [entry(**changes)])]), catalogue(), **{"as_of": TODAY, **options}
    ).snapshot
    assert first.id != second.id
