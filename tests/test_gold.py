"""What people read in real laws before the program did: the agreement does not fall below the line that was reached."""

from __future__ import annotations

from functools import cache

import pytest

from bench import LAWS, gold

VERDICTS = 0.95
"""The least share of verdicts that must be the reader's, in all countries together."""

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the laws that were read are not here: {LAWS}")

_agreement = cache(gold.agreement)


@pytest.mark.parametrize("code", gold.COUNTRIES)
def test_nothing_is_absent_that_the_law_has(code: str) -> None:
    assert _agreement(code).false_absents == ()


def test_verdicts_are_the_readers() -> None:
    total = sum(map(_agreement, gold.COUNTRIES), gold.Agreement())
    agreed, compared = total.verdicts
    assert agreed >= VERDICTS * compared, f"{agreed} of {compared}; other verdicts: {total.differing}"
