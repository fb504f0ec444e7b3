"""On what ground "absent" is said of an invented country: every known law of the kind tells, in its newest text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from invented import HARMLESS, article, law

from analysis.check import check
from analysis.earning import Ground, ground
from analysis.library import Country, in_force, judged
from analysis.model import Finding, Law, Quality
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
    return next(f for f in check("XX", Ground(laws, **known), REQUIREMENTS) if f.requirement == requirement)  # type: ignore[arg-type]


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


# ---- which texts of a law stand -------------------------------------------------------------------------------------

TODAY = date(2024, 6, 1)


_CODE = """TÍTULO I. De los delitos
Artículo 100. Quien capte, traslade o acoja a otra persona con fines de explotación sexual o trabajo forzado, por medio de engaño o violencia, será sancionado con prisión de ocho a doce años.
Artículo 101. Quien facilite la entrada ilegal de otra persona al país con fin de lucro será sancionado con prisión de cuatro a ocho años."""


@pytest.mark.parametrize(
    ("requirement", "more", "expected"),
    [
        ("tip-attempt", "", "absent"),
        ("tip-attempt", "Artículo 5. El conato de un delito se mide por lo que faltó para acabarlo.", "unknown"),
        ("tip-attempt", "Artículo 5. El plazo es de diez días.", "absent"),
        ("public-official-and-corruption", "", "absent"),
        ("public-official-and-corruption", "Artículo 5. Del soborno conoce el juez de lo penal.", "unknown"),
        ("non-punishment-of-victims", "", "absent"),
        ("non-punishment-of-victims", "Artículo 5. Ninguna multa procesal exime a la víctima de comparecer.", "unknown"),
        ("non-punishment-of-victims", "Artículo 5. La víctima puede declarar ante el juez.", "absent"),
        ("som-aggravator-life-danger", "", "absent"),
        ("som-aggravator-life-danger", "Artículo 102. Lo dispuesto en el artículo 101 rige aunque no hubiera riesgo.", "unknown"),
        ("som-aggravator-life-danger", "Artículo 5. Quien cause un incendio con riesgo para otros será sancionado con prisión de dos años.", "absent"),
    ],
)  # fmt: skip
def test_words_that_may_say_it_forbid_to_say_absent(requirement: str, more: str, expected: str) -> None:
    texts = [law(f"{more}\n{_CODE}" if more.startswith("Artículo 5.") else f"{_CODE}\n{more}")]
    kinds = ("trafficking-law", "migration-law", "organised-crime-law", "laundering-law", "smuggling-law")
    found = _on(requirement, *texts, has_no=dict.fromkeys(kinds, "https://example.org/none"))
    assert found.status == expected
    assert ("must be read" in found.confidence_reason) == (expected == "unknown")


def _text(form: str, year: int, name: str = "") -> Law:
    file = Path(name or f"{form} {year}")
    return replace(CODE.law, text=form, version=date(year, 1, 1), file=file)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "bad", "stand", "outdated"),
    [
        ([_text("official", 2020), _text("digest", 2020)], {}, ["official 2020"], False),
        ([_text("official", 2020), _text("digest", 2019)], {"official 2020": "F"}, ["official 2020"], False),
        ([_text("official", 2020), _text("digest", 2021)], {}, ["official 2020", "digest 2021"], True),
        ([_text("official", 2020), _text("digest", 2020)], {"official 2020": ""}, ["digest 2020"], False),
        ([_text("official", 2020), _text("official", 2010)], {"official 2020": ""}, ["official 2010"], True),
        ([_text("official", 2020), _text("digest", 2021)], {"official 2020": "F"}, ["official 2020", "digest 2021"], True),
        ([_text("excerpt", 2020), _text("digest", 2021)], {}, ["excerpt 2020", "digest 2021"], True),
        ([_text("excerpt", 2020), _text("digest", 2019)], {}, ["excerpt 2020"], False),
        ([_text("excerpt", 2020), _text("excerpt", 2014)], {}, ["excerpt 2020"], False),
        ([_text("digest", 2020), _text("digest", 2014)], {}, ["digest 2020"], False),
        ([_text("official", 2020)], {"official 2020": ""}, [], False),
    ],
)  # fmt: skip
def test_where_the_fullest_text_cannot_tell_the_next_stands_beside_it(
    texts: list[Law], bad: dict[str, str], stand: list[str], outdated: bool
) -> None:
    def read(law: Law) -> Tagged | None:
        grade = bad.get(law.file.name, "A")
        return _of_grade(replace(CODE, law=law), grade) if grade else None

    held = ground(in_force(Country("XX", tuple(texts)), TODAY), read)
    assert [text.law.file.name for text in held.laws] == stand
    assert bool(held.outdated) == outdated
    assert bool(held.unread) == (not stand)


def test_the_law_of_a_part_of_a_state_does_not_answer_for_the_whole() -> None:
    local = replace(LAW.law, level="state")
    country = judged(Country("XX", (CODE.law, local)), TODAY)
    assert country.laws == (CODE.law,)
    assert "a part of the State" in str(country.problems[0])
