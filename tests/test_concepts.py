"""Each concept finds its own examples and leaves its counter-examples alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.errors import ManifestError
from analysis.tag.concepts import Concept, embedded, load
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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"definition": {"es": "Prestar un libro."}}, "“lends” has no definition in en"),
        ({"definition": {"es": "Prestar un libro.", "en": " "}}, "“lends” has no definition in en"),
        ({"definition": None}, "“lends” has no definition in es and en"),
        ({"broader": "library"}, "“lends” is under “library”, which is not there"),
    ],
)
def test_a_concept_says_in_both_languages_what_it_is(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    whole = {
        "id": "lends",
        "gloss": {},
        "definition": {"es": "Prestar un libro.", "en": "Lending a book."},
        "phrases": {"es": ["prestar libro"]},
    }
    _written(tmp_path, whole)
    assert [each.id for each in load(tmp_path)] == ["lends"]
    _written(tmp_path, {key: value for key, value in {**whole, **changes}.items() if value is not None})
    with pytest.raises(ManifestError, match=said):
        load(tmp_path)


def _written(folder: Path, concept: dict[str, Any]) -> None:
    (folder / "library.yaml").write_text(yaml.safe_dump([concept]), encoding="utf-8")


def test_a_definition_says_more_than_the_name() -> None:
    told = [
        (each.id, language)
        for each in embedded()
        for language in ("es", "en")
        if len(each.definition[language]) < 1.2 * len(each.gloss[language])
    ]
    assert told == []
