"""Clauses that look like what a requirement asks and are not, and others that say it in words that its examples do not have.

A row is a small law. `A :: B` is a law of title A, ` // ` begins a new article, ` +++ ` another law; without a number the text is one article.
`none` says that nothing of what is asked is there, `not met` that a part of it may be.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from invented import law
from test_standards import SUBJECT, TITLES

from analysis.check import check
from analysis.earning import Ground
from analysis.model import Kind
from analysis.provisions import Tagged
from analysis.standards import Requirement, embedded

TABLE = Path(__file__).parent / "lookalikes.tsv"
ROWS = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
VERDICTS = {"met": {"met"}, "none": {"absent", "unknown"}, "not met": {"absent", "unknown", "contrary", "partial"}}
BY_CODE = {requirement.code: requirement for requirement in embedded()}
ARTICLE = {"es": "Artículo", "en": "Section"}


@cache
def _asked(code: str) -> tuple[Requirement, ...]:
    """The requirement and those on which it rests."""
    criterion = BY_CODE[code].criterion
    rests = {criterion.of, *criterion.needs}
    below = {found.code: None for found in embedded() if found.id in rests}
    return tuple({r.id: r for r in [*(each for other in below for each in _asked(other)), BY_CODE[code]]}.values())


def _kind(requirement: Requirement, title: str) -> Kind:
    named = (kind for words, kind in TITLES.items() if title.lower().startswith(words))
    if title:
        return next(named, "other")
    return "criminal-code" if requirement.looks_in.all_of == ("criminal-code",) else SUBJECT[requirement.standard]


def _law(requirement: Requirement, words: str, language: str) -> Tagged:
    title, _, body = words.strip().rpartition(" :: ")
    article = ARTICLE[language]
    numbered = body if re.match(rf"{article} \d", body) else f"{article} 7. {body}"
    text = numbered.replace(" // ", "\n\n") + "\n"
    return law(f"{title}\n\n{text}" if title else text, _kind(requirement, title), language=language)


@pytest.mark.parametrize(("code", "verdict", "language", "words"), ROWS)
def test_a_clause_is_told_from_its_likeness(code: str, verdict: str, language: str, words: str) -> None:
    requirement = BY_CODE[code]
    laws = [_law(requirement, one, language) for one in words.split("+++")]
    found = next(f for f in check("XX", Ground(laws), _asked(code)) if f.requirement == requirement.id)
    assert found.status in VERDICTS[verdict], f"{found.status}, missing {found.missing}: {found.evidence}"
