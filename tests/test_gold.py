"""What people read in real laws before the program did: the agreement does not fall below the line that was reached."""

from __future__ import annotations

import pytest

from bench import LAWS, gold

VERDICTS = 0.95
"""The least share of verdicts on offences that must be the reader's, in all countries together."""

REACHED = {"ca": 46, "mx": 46, "us": 45}
"""How many verdicts on care, return, cooperation and prevention were the reader's at least, by country: they only go up."""

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the laws that were read are not here: {LAWS}")


@pytest.mark.parametrize("code", gold.COUNTRIES)
@pytest.mark.parametrize("offences", [True, False], ids=["offences", "the rest"])
def test_nothing_is_absent_that_the_law_has(code: str, offences: bool) -> None:
    assert gold.agreement(code, offences=offences).false_absents == ()


def test_verdicts_on_offences_are_the_readers() -> None:
    total = sum((gold.agreement(code, offences=True) for code in gold.COUNTRIES), gold.Agreement())
    agreed, compared = total.verdicts
    assert agreed >= VERDICTS * compared, f"{agreed} of {compared}; other verdicts: {total.differing}"


@pytest.mark.parametrize("code", REACHED)
def test_verdicts_on_the_rest_do_not_fall(code: str) -> None:
    found = gold.agreement(code, offences=False)
    assert found.verdicts[0] >= REACHED[code], f"{found.verdicts}; other verdicts: {found.differing}"
