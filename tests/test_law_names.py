"""The law that a reader names: an expression, a work or a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis import unlisted
from analysis.errors import UsageError
from analysis.library import Country
from analysis.model import Law

DAY = date(2024, 1, 1)
WORK = "/akn/xx/act/ley/2010/27"
OLD = Law(WORK, "XX", "Ley 27", "Ley 27", "other", "es", Path("old.txt"), version=date(2012, 1, 1))
NEW = replace(OLD, version=date(2020, 1, 1))
LATER = replace(OLD, version=date(2026, 1, 1))
ENGLISH = replace(OLD, language="en", version=date(2015, 1, 1))
BILL = replace(OLD, work="/akn/xx/bill/1", status="bill")
CORPUS = {"XX": Country("XX", (OLD, NEW, LATER, ENGLISH, BILL))}


@pytest.mark.parametrize(
    ("name", "law"),
    [
        (OLD.expression, OLD),
        (LATER.expression, LATER),
        (BILL.expression, BILL),
        (WORK, NEW),
        (f"{WORK}/spa", NEW),
        (f"{WORK}/eng", ENGLISH),
    ],
)
def test_an_expression_or_a_work_names_a_law(name: str, law: Law) -> None:
    assert unlisted.law(name, CORPUS, DAY) == law


def test_a_file_names_the_law_in_it(tmp_path: Path) -> None:
    file = tmp_path / "ley.txt"
    file.write_text("Artículo 1. El que capte a una persona será penado por el juez con la pena que señala la ley.\n")
    found = unlisted.law(str(file), {}, DAY)
    assert (found.file, found.language) == (file, "es")


def test_a_name_of_nothing_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="nearest works: /akn/xx/act/ley/2010/27"):
        unlisted.law("/akn/xx/act/ley/2010/72", CORPUS, DAY)


def test_a_work_that_is_not_in_force_is_answered_with_its_expressions() -> None:
    with pytest.raises(UsageError, match="in force on 2024-01-01"):
        unlisted.law(BILL.work, CORPUS, DAY)
