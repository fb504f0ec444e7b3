"""Each concept finds its own examples and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from analysis.tag.concepts import Concept, embedded
from analysis.tag.finder import Finder

FINDERS = {language: Finder(embedded(), language) for language in ("es", "en")}


def _cases(field: str) -> list[tuple[str, str, str]]:
    def cases(concept: Concept) -> list[tuple[str, str, str]]:
        return [(concept.id, language, text) for language, texts in getattr(concept, field).items() for text in texts]

    return [case for concept in embedded() for case in cases(concept)]


@pytest.mark.parametrize(("concept", "language", "text"), _cases("examples"))
def test_an_example_is_found(concept: str, language: str, text: str) -> None:
    assert concept in {hit.concept for hit in FINDERS[language].find(text)}


@pytest.mark.parametrize(("concept", "language", "text"), _cases("counter_examples"))
def test_a_counter_example_is_left_alone(concept: str, language: str, text: str) -> None:
    assert concept not in {hit.concept for hit in FINDERS[language].find(text)}
