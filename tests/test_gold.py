"""What people read in real laws before the program did: the agreement does not fall below the line that was reached."""

from __future__ import annotations

from datetime import date

import pytest

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.changes import disagreements
from bench import LAWS, gold

REACHED = {"ca": 46, "mx": 46, "us": 45}
"""How many verdicts on care, return, cooperation and prevention were the reader's at least, by country: they only go up."""

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the laws that were read are not here: {LAWS}")


@pytest.mark.parametrize("code", gold.COUNTRIES)
@pytest.mark.parametrize("offences", [True, False], ids=["offences", "the rest"])
def test_nothing_is_absent_that_the_law_has(code: str, offences: bool) -> None:
    assert gold.agreement(code, offences=offences).false_absents == ()


@pytest.mark.parametrize(
    ("what", "least"), [("verdicts", gold.VERDICTS), ("articles", gold.ARTICLES), ("values", gold.VALUES)]
)
def test_answers_on_offences_are_the_readers(what: str, least: float) -> None:
    total = sum((gold.agreement(code, offences=True) for code in gold.COUNTRIES), gold.Agreement())
    agreed, compared = getattr(total, what)
    assert agreed >= least * compared, f"{agreed} of {compared} {what}; other verdicts: {total.differing}"


@pytest.mark.parametrize("code", REACHED)
def test_verdicts_on_the_rest_do_not_fall(code: str) -> None:
    found = gold.agreement(code, offences=False)
    assert found.verdicts[0] >= REACHED[code], f"{found.verdicts}; other verdicts: {found.differing}"


def test_digests_answer_as_the_texts_do_whose_place_they_hold() -> None:
    digests, both = library.corpus(), library.corpus([LAWS], with_embedded=True)
    asked, day = catalogue(), date(2026, 11, 28)
    codes = [code for code in gold.COUNTRIES if code.upper() in digests]
    said = [judging.findings(laws, asked, as_of=day, countries=codes) for laws in (digests, both)]
    assert disagreements(*said, asked.cards).findings == ()
