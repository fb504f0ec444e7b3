"""On what ground "absent" is said of an invented country: every known law of the kind tells, in its newest text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import HARMLESS, article, law

from analysis.check import check
from analysis.model import Finding, Quality
from analysis.provisions import Tagged
from analysis.standards import embedded

REQUIREMENTS = embedded()
CODE, LAW = law(HARMLESS), law(HARMLESS, "trafficking-law")
SECOND = "second trafficking law"
SOURCE = {"trafficking-law": "https://example.org/none"}


def _second(form: str, **given: object) -> Tagged:
    return law(HARMLESS, "trafficking-law", form=form, short=SECOND, **given)


def _of_grade(text: Tagged, grade: str) -> Tagged:
    return replace(text, quality=Quality(grade, ("x",), 1, 0.2))  # type: ignore[arg-type]


def _on(requirement: str, *laws: Tagged, **known: object) -> Finding:
    return next(f for f in check("XX", laws, REQUIREMENTS, **known) if f.requirement == requirement)  # type: ignore[arg-type]


LOOKED_FOR = ("tip-specific-offence",)


@pytest.mark.parametrize(
    ("laws", "known", "expected"),
    [
        ([CODE, LAW], {}, "absent"),
        ([CODE, LAW, _second("official")], {}, "absent"),
        ([CODE, LAW, _second("excerpt")], {}, "unknown"),
        ([CODE, LAW, _second("digest")], {}, "unknown"),
        ([CODE, LAW, _second("digest", covers=LOOKED_FOR)], {}, "absent"),
        ([CODE, LAW], {"unread": [_second("official").law]}, "unknown"),
        ([CODE, LAW, law(HARMLESS, "plan", form="excerpt")], {}, "absent"),
        ([CODE, _of_grade(LAW, "F")], {}, "unknown"),
        ([_of_grade(CODE, "F"), law(HARMLESS, "trafficking-law", form="digest", covers=LOOKED_FOR)], {}, "unknown"),
        ([CODE, LAW], {"outdated": [LAW.law.expression]}, "unknown"),
        ([CODE], {"has_no": SOURCE}, "absent"),
        ([CODE, law(HARMLESS, "trafficking-law", form="excerpt")], {"has_no": SOURCE}, "unknown"),
        ([CODE], {"has_no": SOURCE, "unread": [LAW.law]}, "unknown"),
    ],
)
def test_every_known_law_of_the_kind_must_tell(laws: list[Tagged], known: dict[str, object], expected: str) -> None:
    found = _on("tip-specific-offence", *laws, **known)
    assert found.status == expected
    if expected == "unknown":
        assert {"trafficking-law", "criminal-code"} & set(found.to_load)


NO_MEANS = article(
    1,
    "Será sancionado con prisión de cinco a diez años quien capte, transporte, traslade, acoja o reciba a una persona con fines de "
    "explotación sexual, trabajos forzados, esclavitud, servidumbre o extracción de órganos.",
    "Trata de personas",
)


@pytest.mark.parametrize("requirement", ["tip-means-element", "tip-child-no-means"])
@pytest.mark.parametrize(
    ("form", "looked_for", "expected"),
    [("official", False, "met"), ("digest", True, "met"), ("digest", False, "unknown")],
)
def test_what_a_digest_does_not_say_is_no_element_only_where_it_was_looked_for(
    requirement: str, form: str, looked_for: bool, expected: str
) -> None:
    text = law(NO_MEANS, form=form, covers=[requirement] if looked_for else [])
    assert _on(requirement, text).status == expected


def test_words_of_a_text_that_was_followed_by_another_are_not_relied_on_fully() -> None:
    text = law(NO_MEANS)
    assert _on("tip-specific-offence", text).confidence == "high"
    later = _on("tip-specific-offence", text, outdated=[text.law.expression])
    assert (later.status, later.confidence) == ("met", "medium")
    assert "later text" in later.confidence_reason
