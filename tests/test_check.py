"""Verdicts on invented countries: "absent" is earned, evidence is always there, and what is unknown names what to load."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import HARMLESS, SMUGGLING, TRAFFICKING, article, law, section

from analysis.check import check
from analysis.earning import Ground
from analysis.model import Finding, Party, Quality
from analysis.provisions import Tagged
from analysis.standards import Requirement, embedded

REQUIREMENTS = embedded()
BY_ID = {requirement.id: requirement for requirement in REQUIREMENTS}
CODE = law(
    article(1, TRAFFICKING, "Trata de personas") + article(2, SMUGGLING, "Tráfico ilícito de migrantes"),
    short="CP",
    title="Código Penal",
)
EMPTY_CODE = law(HARMLESS, short="CP")
OTHERS = [law(HARMLESS, "trafficking-law"), law(HARMLESS, "migration-law")]


def verdicts(*laws: Tagged, has_no: dict[str, str] | None = None) -> dict[str, Finding]:
    return {finding.requirement: finding for finding in check("XX", Ground(laws, has_no or {}), REQUIREMENTS)}


def status(requirement: str, *laws: Tagged, has_no: dict[str, str] | None = None) -> str:
    return verdicts(*laws, has_no=has_no)[requirement].status


ALL_KINDS = [
    law(HARMLESS, kind)
    for kind in ("criminal-code", "trafficking-law", "migration-law", "organised-crime-law", "laundering-law", "ruling")
]  # type: ignore[arg-type]
COUNTRIES = {
    "both offences": [CODE, *OTHERS], "both, alone": [CODE], "nothing": [], "quiet code": [EMPTY_CODE], "quiet": ALL_KINDS, "excerpt": [law(article(1, TRAFFICKING), form="excerpt")],
    "digest": [law(article(1, TRAFFICKING), form="digest", covers=["tip-specific-offence", "tip-aggravators"])], "smuggling only": [law(article(1, SMUGGLING))],
    "one of each": [law(article(1, TRAFFICKING), "trafficking-law"), law(article(1, SMUGGLING), "migration-law"), EMPTY_CODE],
}  # fmt: skip

# ---- absent is earned -----------------------------------------------------------------------------------------------

NONE = {"trafficking-law": "https://example.org/none"}
EARNED = [
    # requirement; (kind, form) loaded, all silent; kinds that the State has not; status
    ("tip-specific-offence", [("criminal-code", "official"), ("trafficking-law", "official")], {}, "absent"),
    ("tip-specific-offence", [("criminal-code", "consolidated"), ("trafficking-law", "consolidated")], {}, "absent"),
    ("tip-specific-offence", [("criminal-code", "official")], {}, "unknown"),
    ("tip-specific-offence", [("trafficking-law", "official")], {}, "unknown"),
    ("tip-specific-offence", [("criminal-code", "official"), ("migration-law", "official")], {}, "unknown"),
    ("tip-specific-offence", [("criminal-code", "official")], NONE, "absent"),
    ("tip-specific-offence", [("criminal-code", "excerpt")], NONE, "unknown"),
    ("tip-specific-offence", [("criminal-code", "digest")], NONE, "unknown"),
    ("tip-specific-offence", [("criminal-code", "official"), ("trafficking-law", "excerpt")], {}, "unknown"),
    ("tip-specific-offence", [("criminal-code", "official"), ("trafficking-law", "digest")], {}, "unknown"),
    ("tip-specific-offence", [], {**NONE, "criminal-code": "x"}, "absent"),
    ("tip-specific-offence", [], {}, "unknown"),
    ("som-specific-offence", [("criminal-code", "official"), ("migration-law", "official")], {}, "absent"),
    ("som-specific-offence", [("criminal-code", "official"), ("trafficking-law", "official")], {}, "unknown"),
    ("laundering-and-confiscation", [("criminal-code", "official"), ("laundering-law", "official")], {}, "absent"),
    ("laundering-and-confiscation", [("criminal-code", "official"), ("laundering-law", "excerpt")], {}, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("requirement", "loaded", "has_no", "expected"), EARNED)
def test_absent_is_earned(
    requirement: str, loaded: list[tuple[str, str]], has_no: dict[str, str], expected: str
) -> None:
    laws = [law(HARMLESS, kind, form=form) for kind, form in loaded]  # type: ignore[arg-type]
    assert status(requirement, *laws, has_no=has_no) == expected


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        (["tip-specific-offence"], "absent"),
        (["som-specific-offence"], "unknown"),
        ([], "unknown"),
        (["tip-aggravators"], "unknown"),
    ],
)
def test_a_digest_supports_absent_only_for_what_its_author_looked_for(covers: list[str], expected: str) -> None:
    laws = [law(HARMLESS, kind, form="digest", covers=covers) for kind in ("criminal-code", "trafficking-law")]  # type: ignore[arg-type]
    finding = verdicts(*laws)["tip-specific-offence"]
    assert finding.status == expected
    assert finding.confidence != "high"
    if expected == "absent":
        assert "digest" in finding.confidence_reason


def test_a_duty_binds_from_the_day_of_the_last_treaty_that_it_comes_from() -> None:
    parties = [Party("UNTOC", date(2004, 1, 1)), Party("TIP Protocol", date(2008, 5, 1))]
    since = {found.requirement: found.binding_since for found in check("XX", Ground([CODE]), REQUIREMENTS, parties)}
    for requirement in REQUIREMENTS:
        named = {source.instrument for source in requirement.source}
        expected = max((str(party.since) for party in parties if party.treaty in named), default="")
        assert since[requirement.id] == expected, requirement.id
    assert since["tip-specific-offence"] == "2008-05-01"


MEANS_FOR_ALL = article(1, TRAFFICKING, "Trata de personas")


@pytest.mark.parametrize(
    ("form", "covers", "expected"),
    [("official", [], "contrary"), ("digest", ["tip-child-no-means"], "contrary"), ("digest", [], "unknown")],
)
def test_a_digest_is_contrary_for_want_of_an_exemption_only_where_one_was_looked_for(
    form: str, covers: list[str], expected: str
) -> None:
    assert status("tip-child-no-means", law(MEANS_FOR_ALL, form=form, covers=covers)) == expected


@pytest.mark.parametrize(
    ("covers", "confidence"), [(["tip-exploitation-purposes"], "medium"), ([], "low")], ids=["looked for", "not"]
)
def test_what_a_digest_lacks_may_stand_in_the_law(covers: list[str], confidence: str) -> None:
    partial = TRAFFICKING.replace("o extracción de órganos", "u otros fines de explotación sexual")
    finding = verdicts(law(article(1, partial), form="digest", covers=covers))["tip-exploitation-purposes"]
    assert (finding.status, finding.confidence) == ("partial", confidence)
    assert ("not loaded" in finding.confidence_reason) == (confidence == "low")


def test_a_special_clause_of_another_offence_is_none_of_this_one() -> None:
    attempted = "introduzca o intente introducir al país a personas extranjeras, o facilite la entrada"
    smuggling = law(article(2, SMUGGLING.replace("facilite la entrada", attempted)), "migration-law")
    trafficking = law(article(1, TRAFFICKING))
    assert status("som-attempt", trafficking, smuggling) == "met"
    assert status("tip-attempt", trafficking, smuggling) != "met"


@pytest.mark.parametrize(("smuggling", "found"), [(SMUGGLING, "met"), (HARMLESS, "absent")], ids=["an offence", "none"])
def test_attempt_and_participation_reach_an_offence_that_is_there(smuggling: str, found: str) -> None:
    general = "Artículo 20. Tentativa.\nLa tentativa de delito será penada con la mitad de la pena.\nArtículo 21. Participación.\nSerán penados como autores los cómplices y quienes instiguen a otro a cometer el delito.\n"
    code = law(general + article(30, TRAFFICKING), "criminal-code")
    verdict = verdicts(code, law(smuggling if smuggling == HARMLESS else article(1, smuggling), "migration-law"))
    assert verdict["som-specific-offence"].status == found
    assert {verdict[name].status for name in ("som-attempt", "som-participation")} == {found}
    assert {verdict[name].status for name in ("tip-attempt", "tip-participation")} == {"met"}


def test_a_law_on_both_crimes_answers_each_by_its_own_article() -> None:
    organised = SMUGGLING.replace("facilite", "organice, financie o facilite")
    both = law(
        article(1, TRAFFICKING, "Trata") + article(2, organised, "Tráfico ilícito de migrantes"), "trafficking-law"
    )
    assert status("som-organising", both) == "met"
    assert status("tip-organising-directing", both) == "unknown"


def test_every_digest_that_could_say_it_must_cover_it() -> None:
    covering = law(HARMLESS, form="digest", covers=["tip-specific-offence"])
    silent = law(HARMLESS, "trafficking-law", form="digest")
    assert status("tip-specific-offence", covering, silent) == "unknown"


def test_an_excerpt_beside_a_covering_digest_still_supports_nothing() -> None:
    digests = [
        law(HARMLESS, kind, form="digest", covers=["tip-specific-offence"], short=f"d {kind}")
        for kind in ("criminal-code", "trafficking-law")
    ]  # type: ignore[arg-type]
    assert status("tip-specific-offence", *digests, law(HARMLESS, form="excerpt")) == "unknown"


@pytest.mark.parametrize(("grade", "expected"), [("A", "absent"), ("D", "absent"), ("E", "unknown"), ("F", "unknown")])
def test_a_text_that_was_badly_read_supports_no_absent(grade: str, expected: str) -> None:
    quality = Quality(grade, ("for a test",), 2, 0.5)  # type: ignore[arg-type]
    laws = [replace(law(HARMLESS, kind), quality=quality) for kind in ("criminal-code", "trafficking-law")]  # type: ignore[arg-type]
    assert status("tip-specific-offence", *laws) == expected
    assert status("tip-aggravators", replace(CODE, quality=quality), *OTHERS) == expected


@pytest.mark.parametrize("form", ["excerpt", "digest"])
@pytest.mark.parametrize("requirement", ["tip-aggravators", "som-illegal-entry-defined", "som-aggravator-life-danger"])
def test_nothing_is_absent_about_an_offence_that_only_an_excerpt_shows(form: str, requirement: str) -> None:
    words = article(1, TRAFFICKING) + article(2, SMUGGLING.replace("sin cumplir los requisitos legales", ""))
    assert status(requirement, law(words, form=form)) in ("unknown", "partial", "met")


OFFENCE_OF = [r.id for r in REQUIREMENTS if r.criterion.of and r.criterion.scope == "offence"] + ["tip-overbreadth"]


@pytest.mark.parametrize("requirement", OFFENCE_OF)
@pytest.mark.parametrize(
    ("loaded", "expected"),
    [(ALL_KINDS, "absent"), ([EMPTY_CODE], "unknown"), ([], "unknown")],
    ids=["all", "code", "none"],
)
def test_a_requirement_about_an_offence_takes_over_its_answer(
    requirement: str, loaded: list[Tagged], expected: str
) -> None:
    assert status(requirement, *loaded) == expected


@pytest.mark.parametrize(
    ("laws", "expected"),
    [
        ([CODE, *OTHERS], "met"),
        ([law(article(1, TRAFFICKING)), *OTHERS], "absent"),
        ([law(article(1, TRAFFICKING))], "unknown"),
        (ALL_KINDS, "absent"),
        ([EMPTY_CODE], "unknown"),
    ],
)
def test_two_offences_are_kept_apart_only_where_both_stand(laws: list[Tagged], expected: str) -> None:
    assert status("tip-som-kept-distinct", *laws) == expected


# ---- what every finding carries -------------------------------------------------------------------------------------


@pytest.mark.parametrize("laws", COUNTRIES.values(), ids=COUNTRIES.keys())
def test_every_finding_carries_what_its_status_promises(laws: list[Tagged]) -> None:
    texts = {
        (tagged.law.expression, clause.eid): clause.text
        for tagged in laws
        for top in tagged.clauses
        for clause in top.walk()
    }
    for finding in verdicts(*laws).values():
        if finding.status in ("met", "partial", "contrary"):
            assert finding.evidence, finding.requirement
        if finding.status in ("absent", "unknown"):
            assert not finding.evidence and not finding.divergence, finding.requirement
        if finding.status == "partial":
            assert finding.missing, finding.requirement
        else:
            assert not finding.missing, finding.requirement
        if finding.status == "absent":
            assert all(search.concepts for search in finding.searched) and (finding.searched or not laws), (
                finding.requirement
            )
        if finding.status != "unknown":
            assert not finding.to_load, finding.requirement
        assert finding.confidence_reason
        for one in finding.evidence:
            assert texts[one.law, one.eid][one.start : one.end] == one.quote
            assert one.source == "https://example.org/law"


@pytest.mark.parametrize("name", ["nothing", "quiet code", "both, alone", "excerpt", "smuggling only"])
def test_what_is_unknown_names_what_to_load(name: str) -> None:
    unknown = [finding for finding in verdicts(*COUNTRIES[name]).values() if finding.status == "unknown"]
    assert unknown
    for finding in unknown:
        assert finding.to_load or "must be read" in finding.confidence_reason, finding.requirement
        assert all(kind in finding.confidence_reason for kind in finding.to_load)
        assert finding.confidence == "low"


def test_what_to_load_is_what_is_not_there_yet() -> None:
    assert verdicts(EMPTY_CODE)["tip-specific-offence"].to_load == ("trafficking-law",)
    assert verdicts(law(HARMLESS, form="excerpt"), OTHERS[0])["tip-specific-offence"].to_load == ("criminal-code",)
    assert verdicts(EMPTY_CODE)["tip-som-kept-distinct"].to_load == ("trafficking-law", "migration-law")
    assert verdicts(law(article(1, TRAFFICKING), "smuggling-law", form="excerpt"), *ALL_KINDS)[
        "tip-aggravators"
    ].to_load == ("smuggling-law",)


def test_there_is_one_finding_for_each_requirement_in_order() -> None:
    assert [finding.requirement for finding in check("XX", Ground([CODE]), REQUIREMENTS)] == [
        requirement.id for requirement in REQUIREMENTS
    ]
    assert check("XX", Ground([CODE]), REQUIREMENTS[::-1]) == check("XX", Ground([CODE]), REQUIREMENTS)[::-1]


def test_every_part_of_a_verdict_has_its_words() -> None:
    """Six articles on counsel do not crowd out the one by which victims are heard."""
    counsel = "".join(article(n, "La víctima tendrá un abogado gratuito y asesoría jurídica.") for n in range(1, 7))
    found = verdicts(law(counsel + article(7, "La víctima será oída en el juicio."), "trafficking-law"))
    assert "art_7" in {one.eid for one in found["legal-aid-participation"].evidence}


def test_evidence_of_the_law_that_the_requirement_looks_in_comes_first() -> None:
    words = "Los datos de la víctima son confidenciales. La audiencia será privada."
    found = verdicts(law(article(1, words), "children-law"), law(article(2, words), "trafficking-law"))["privacy"]
    assert found.evidence[0].eid == "art_2"


def test_evidence_comes_from_the_forbidding_article_first() -> None:
    words = article(
        1, "La trata de personas es grave; la captación con fines de explotación sexual preocupa."
    ) + article(2, TRAFFICKING, "Trata de personas")
    assert verdicts(law(words))["tip-specific-offence"].evidence[0].eid == "art_2"


def test_a_repealed_offence_is_no_offence() -> None:
    words = article(1, "(Derogado).", "Trata de personas") + article(2, "Esta ley rige.")
    assert status("tip-specific-offence", law(words), *OTHERS) == "absent"


# ---- what stands elsewhere in the offence's law ---------------------------------------------------------------------

INHUMAN = (
    "La pena se aumentará en un tercio cuando los migrantes sufran un trato inhumano o sean objeto de explotación."
)
FULL_CODE = {
    "in the trafficking article": (article(1, TRAFFICKING, "Trata de personas") + article(2, SMUGGLING), "absent"),
    "in the offence": (article(1, TRAFFICKING) + article(2, f"{SMUGGLING} {INHUMAN}"), "met"),
    "behind it, joined by nothing": (article(2, SMUGGLING) + article(3, "Quien lea.") + article(4, "Los migrantes sufren a veces trato inhumano, que se castigará."), "unknown"),
    "nowhere": (article(2, SMUGGLING) + article(3, "El juez cita."), "absent"),
    "in another article on the same conduct": (
        article(2, SMUGGLING) + article(9, "El que por lucro desembarque en las islas a extranjeros, facilitando su entrada ilegal al país, será sancionado con "
                                        f"prisión de dos a seis años. {INHUMAN}"), "partial"),
}  # fmt: skip


@pytest.mark.parametrize("place", FULL_CODE)
def test_aggravators_count_where_they_reach_the_offence(place: str) -> None:
    words, expected = FULL_CODE[place]
    finding = verdicts(law(words, short="CP"), *OTHERS)["som-aggravator-inhuman-treatment"]
    assert finding.status == expected
    if expected == "partial":
        assert set(finding.missing) == {"inhuman-treatment", "exploits-migrant"}


def test_an_aggravator_of_the_same_conduct_in_another_law_is_not_absent() -> None:
    harsher = law(
        article(5, f"{SMUGGLING.replace('por lucro', 'de cualquier modo')} {INHUMAN}"), "migration-law", short="LM"
    )
    finding = verdicts(law(article(2, SMUGGLING), short="CP"), harsher)["som-aggravator-inhuman-treatment"]
    assert finding.status == "partial"


@pytest.mark.parametrize(("numbers", "expected"), [("1 y 2", "met"), ("1, 7 y 9", "partial"), ("7 y 9", "partial")])
def test_legal_persons_answer_for_the_offences_that_are_named_by_their_numbers(numbers: str, expected: str) -> None:
    code = law(article(1, TRAFFICKING) + article(2, SMUGGLING), short="Código Penal")
    rule = f"Las personas jurídicas serán penalmente responsables de los delitos de los artículos {numbers} del Código Penal."
    assert status("legal-person-liability", code, law(article(1, rule), "other", short="Ley P"), *OTHERS) == expected


def test_an_element_in_another_article_on_the_same_conduct_widens_the_offence() -> None:
    entry = SMUGGLING.replace(", o su salida ilegal hacia otro país", "")
    leaving = "El que por lucro saque del país a migrantes eludiendo los controles migratorios será sancionado con prisión de dos a seis años."
    assert status("som-outbound-and-transit", law(article(1, entry), short="CP")) != "met"
    assert status("som-outbound-and-transit", law(article(1, entry) + article(20, leaving), short="CP")) == "met"


def test_the_fullest_article_is_the_offence_and_not_one_on_its_proceeds() -> None:
    words = section(
        3,
        "Any person who recruits, transports, transfers, harbours or receives another by force for the purpose of exploitation shall be guilty of an offence.",
    )
    words += section(
        4, "A person guilty of an offence under section 3 is liable to imprisonment for a term not exceeding 10 years."
    )
    words += section(6, "A person who receives a payment for the exploitation of a trafficked victim is liable to imprisonment for a term not exceeding 3 years.")  # fmt: skip
    finding = verdicts(law(words, "trafficking-law", language="en"))["tip-act-element"]
    assert (finding.status, {evidence.eid for evidence in finding.evidence}) == ("met", {"sec_3"})


# ---- states, divergence, penalties ----------------------------------------------------------------------------------

MEANS = "mediante engaño, violencia o abuso de una situación de vulnerabilidad, "
STATES = [
    (TRAFFICKING, "partial", "element", False),
    (TRAFFICKING.replace("vulnerabilidad, ", "vulnerabilidad, o la concesión de pagos para obtener el consentimiento de una persona que tenga autoridad sobre otra, "), "met", "element", False),
    (TRAFFICKING.replace(MEANS, "") + " La pena se aumentará en un tercio si media violencia o engaño.", "met", "aggravator", True),
    (TRAFFICKING.replace(MEANS, ""), "met", "none", True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected", "state", "divergence"), STATES)
def test_the_state_of_the_means(words: str, expected: str, state: str, divergence: bool) -> None:
    finding = verdicts(law(article(1, words)))["tip-means-element"]
    assert (finding.status, finding.values["state"], finding.divergence) == (expected, state, divergence)


DEFINED = (
    article(2, "A los efectos de esta ley, por trata de personas se entiende captar, transportar, acoger o recibir a una persona {}con fines de explotación.")
    + article(5, "El que cometa el delito de trata de personas será castigado con prisión de diez a quince años.")
)  # fmt: skip


@pytest.mark.parametrize(("means", "state"), [(MEANS, "element"), ("", "none")])
def test_the_definition_says_the_means_of_the_offence_that_is_punished_by_its_name(means: str, state: str) -> None:
    finding = verdicts(law(DEFINED.format(means), "trafficking-law"))["tip-means-element"]
    assert finding.values["state"] == state


def test_the_definition_says_the_benefit_of_the_offence_that_is_punished_by_its_name() -> None:
    defined = article(
        2,
        "A los efectos de esta ley, por tráfico ilícito de migrantes se entiende facilitar la entrada ilegal de una persona en otro Estado{}.",
    )
    punished = article(5, "El que cometa el delito de tráfico ilícito de migrantes será castigado con prisión de cinco a diez años.")  # fmt: skip
    for benefit, state in ((" con el fin de obtener un beneficio financiero", "element"), ("", "none")):
        finding = verdicts(law(defined.format(benefit) + punished, "trafficking-law"))["som-benefit-element"]
        assert finding.values["state"] == state


BENEFIT = [
    (SMUGGLING, "element", False), (SMUGGLING.replace("con ánimo de lucro, ", ""), "none", True),
    (SMUGGLING.replace("con ánimo de lucro, ", "") + " La pena se aumentará en un tercio si se obra con ánimo de lucro.", "aggravator", True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "state", "divergence"), BENEFIT)
def test_the_state_of_the_benefit(words: str, state: str, divergence: bool) -> None:
    finding = verdicts(law(article(1, words)))["som-benefit-element"]
    assert (finding.status, finding.values["state"], finding.divergence) == ("met", state, divergence)


PENALTIES = [
    # UNTOC article 2(b) asks for a maximum of at least four years: a low minimum is no gap
    ("prisión de seis meses a cuatro años", "met", {"min_years": 0.5, "max_years": 4.0}), ("prisión de uno a diez años", "met", {"min_years": 1.0, "max_years": 10.0}),
    ("prisión de uno a tres años", "contrary", {"min_years": 1.0, "max_years": 3.0}), ("prisión perpetua", "met", {"life": True}),
    ("prisión de cinco a diez años y multa", "met", {"min_years": 5.0, "max_years": 10.0, "fine": True}),
    ("prisión no menor de ocho años", "met", {"min_years": 8.0}),
]  # fmt: skip


@pytest.mark.parametrize(("penalty", "expected", "values"), PENALTIES)
def test_the_serious_crime_line(penalty: str, expected: str, values: dict[str, object]) -> None:
    finding = verdicts(law(article(1, TRAFFICKING.replace("prisión de cinco a diez años", penalty))))[
        "tip-serious-crime-threshold"
    ]
    assert (finding.status, dict(finding.values)) == (expected, values)


def test_a_penalty_that_only_tells_which_offences_are_meant_is_not_imposed() -> None:
    words = (
        TRAFFICKING.replace("prisión de cinco a diez años", "prisión de uno a tres años")
        + " Es delito grave el sancionado con pena de más de cinco años de prisión."
    )
    assert status("tip-serious-crime-threshold", law(article(1, words))) == "contrary"


def test_an_aggravated_penalty_is_not_the_base_penalty() -> None:
    words = (
        TRAFFICKING.replace("prisión de cinco a diez años", "prisión de uno a tres años")
        + " La pena será de diez a veinte años de prisión si la víctima es menor de edad."
    )
    finding = verdicts(law(article(1, words)))["tip-serious-crime-threshold"]
    assert (finding.status, finding.values["max_years"]) == ("contrary", 3.0)


@pytest.mark.parametrize(
    ("years", "diverges"), [("cuatro a ocho", False), ("cuatro a diez", True), ("cuatro a doce", True)]
)
def test_smuggling_punished_like_trafficking_diverges(years: str, diverges: bool) -> None:
    words = article(1, TRAFFICKING) + article(2, SMUGGLING.replace("cuatro a ocho", years))
    finding = verdicts(law(words))["som-serious-crime-threshold"]
    assert (finding.status, finding.divergence) == ("met", diverges)


# ---- properties -----------------------------------------------------------------------------------------------------

RICH = [
    law(article(1, TRAFFICKING, "Trata de personas") + article(2, "Las penas del artículo anterior se aumentarán en un tercio cuando:\na) la víctima sea menor de edad;\nb) el autor sea funcionario público."), short="CP"),
    law(article(1, TRAFFICKING, "Trata") + article(2, "La víctima de trata no será punible por los delitos que cometa como resultado de la trata."), "trafficking-law"),
    law(article(1, SMUGGLING) + article(2, "Los migrantes objeto de tráfico no serán sancionados penalmente."), "migration-law"),
    law(article(1, SMUGGLING, "Tráfico ilícito de migrantes"), "smuggling-law", form="digest"),
]  # fmt: skip


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_laws_and_of_annotations_changes_nothing(order: random.Random) -> None:
    laws = [
        replace(tagged, annotations=tuple(order.sample(tagged.annotations, len(tagged.annotations)))) for tagged in RICH
    ]
    order.shuffle(laws)
    assert check("XX", Ground(laws), REQUIREMENTS) == check("XX", Ground(RICH), REQUIREMENTS)


UNRELATED = [
    "criminal-code",
    "trafficking-law",
    "migration-law",
    "labour-law",
    "plan",
    "other",
    "ruling",
    "organised-crime-law",
]


@pytest.mark.parametrize("name", ["both offences", "both, alone", "one of each", "excerpt", "digest", "quiet"])
@given(kind=st.sampled_from(UNRELATED), form=st.sampled_from(["official", "consolidated", "excerpt", "digest"]))
@settings(max_examples=8, deadline=None)
def test_an_unrelated_law_takes_nothing_away(name: str, kind: str, form: str) -> None:
    before = verdicts(*COUNTRIES[name])
    after = verdicts(*COUNTRIES[name], law(HARMLESS, kind, form=form, short="Ley de Bibliotecas"))  # type: ignore[arg-type]
    for requirement, finding in before.items():
        if finding.status in ("met", "partial", "contrary"):
            assert after[requirement].status == finding.status, requirement
            assert after[requirement].evidence == finding.evidence, requirement
        if finding.status == "absent" and form in ("official", "consolidated"):
            assert after[requirement].status == "absent", requirement


def test_nothing_is_made_of_the_label_alone() -> None:
    """An article that punishes by the name, and says nothing of what it means, is no offence to judge, and no absence either."""
    words = article(
        1, "El que cometa trata de personas será sancionado con prisión de cinco a diez años.", "Trata de personas"
    )
    assert status("tip-specific-offence", law(words), *OTHERS) == "unknown"


# ---- what a criterion can ask beside its verdict ---------------------------------------------------------------------


def requirement(strengths: dict[str, str] | None = None, **criterion: object) -> Requirement:
    return Requirement.model_validate(
        {
            "id": "mine", "titles": {"es": "x", "en": "x"}, "source": [], "strength": "shall", "strengths": strengths or {}, "severity": "low",
            "rule": "x", "criterion": criterion,
        }
    )  # fmt: skip


def found(asked: Requirement, *laws: Tagged) -> Finding:
    (finding,) = check("XX", Ground(laws), [asked])
    return finding


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (None, "met"), ({"kind": "criminal-code"}, "met"), ({"kind": "migration-law"}, "unknown"), ("tip-label", "met"), ({"topic": "tip-label"}, "met"),
        ({"all": ["tip-label"], "none": ["recruits"]}, "unknown"),
    ],
)  # fmt: skip
def test_only_articles_within_are_read(within: object, expected: str) -> None:
    assert found(requirement(within=within, met="recruits"), CODE).status == expected


@pytest.mark.parametrize(
    ("parts", "missing", "strength"),
    [
        ({"recruits": "recruits", "slavery": "slavery"}, (), "shall"),
        ({"recruits": "recruits", "forced-marriage": "forced-marriage"}, ("forced-marriage",), "benchmark"),
        ({"recruits": "recruits", "forced-marriage": "forced-marriage", "pornography": "pornography"}, ("forced-marriage", "pornography"), "shall"),
    ],
)  # fmt: skip
def test_a_partial_finding_is_as_strong_as_what_it_lacks(
    parts: dict[str, str], missing: tuple[str, ...], strength: str
) -> None:
    strengths = {"forced-marriage": "benchmark"} if "forced-marriage" in parts else None
    finding = found(requirement(strengths, parts=parts), CODE)
    assert (finding.missing, finding.strength) == (missing, strength)


def test_strengths_are_of_parts() -> None:
    with pytest.raises(ValueError, match="no part"):
        requirement({"slavery": "shall"}, parts={"recruits": "recruits"})


def test_values_stand_beside_the_verdict() -> None:
    period = law(
        article(1, "La víctima de trata tendrá un plazo de noventa días, prorrogable, para decidir."), "trafficking-law"
    )
    asked = requirement(
        met="trafficking-victim",
        span="trafficking-victim",
        lists={"who": {"of": ["child", "trafficking-victim"], "beside": "trafficking-victim"}},
    )
    assert found(asked, period).values == {"days": 90, "renewable": True, "who": ["trafficking-victim"]}


def test_a_penalty_without_a_number_is_no_absence() -> None:
    without = law(article(1, TRAFFICKING.replace("prisión de cinco a diez años", "prisión"), "Trata de personas"))
    assert status("tip-specific-offence", without, *OTHERS) == "met"
    assert status("tip-serious-crime-threshold", without, *OTHERS) == "unknown"


def test_the_base_penalty_is_that_of_the_subsection_which_forbids() -> None:
    words = (
        "Section 49. Offences.\n(1) Anyone who remains in the Republic in contravention of this Act is guilty of an offence and liable to imprisonment not exceeding two years.\n"
        "(2) Anyone who assists another person to enter the Republic in contravention of this Act is guilty of an offence and liable to imprisonment not exceeding five years.\n"
    )
    found = verdicts(law(words, "migration-law", language="en"), *OTHERS)["som-serious-crime-threshold"]
    assert (found.status, found.values["max_years"]) == ("met", 5.0)


def test_attempted_smuggling_is_not_attempted_trafficking() -> None:
    words = article(1, TRAFFICKING, "Trata de personas") + article(
        2, SMUGGLING + " La tentativa será sancionada con la misma pena.", "Tráfico ilícito de migrantes"
    )
    found = verdicts(law(words, "trafficking-law"), law(HARMLESS, "migration-law"))
    assert found["tip-attempt"].status == "unknown" and found["som-attempt"].status == "met"


def test_what_children_suffer_as_victims_is_no_offence_without_means() -> None:
    words = (
        "Section 143. Trafficking of person.\n(1) Whoever, for the purpose of exploitation, recruits, transports or receives a person by threats, force or deception commits the offence of trafficking.\n"
        "(2) Whoever commits the offence of trafficking shall be punished with imprisonment for ten years.\n\n"
        "Section 144. Exploitation of a trafficked person.\nWhoever, knowing that a child has been trafficked, engages the child for sexual exploitation shall be punished with imprisonment for ten years.\n"
    )
    assert status("tip-child-no-means", law(words, language="en"), *OTHERS) != "met"


def test_the_base_penalty_is_not_that_for_children() -> None:
    words = (
        "Section 1. Trafficking.\n(1) A person who recruits, transports or receives another by deception for the purpose of exploitation is liable on conviction on indictment to imprisonment for five years.\n"
        "(2) Despite subsection (1), a person who recruits, transports or receives a child for the purpose of exploitation is liable on conviction on indictment to imprisonment for ten years.\n"
    )
    found = verdicts(law(words, "trafficking-law", language="en"), *OTHERS)["tip-serious-crime-threshold"]
    assert found.values["max_years"] == 5.0


GENERAL_PENALTY = (
    "Section 2. Entry.\n(1) No person other than a citizen shall enter the Republic without a permit.\n"
    "(2) A person who enters the Republic in contravention of subsection (1) commits an offence.\n\n"
    "Section 9. General penalty.\nA person who commits an offence against this Act for which {} is liable to {} not exceeding {}.\n"
)


@pytest.mark.parametrize(
    ("scope", "penalty", "expected"),
    [
        ("no other penalty is provided", ("imprisonment", "one year"), "contrary"),
        ("no other penalty is provided", ("a fine", "one hundred dollars"), "absent"),
        ("the court has leave to sit at night", ("imprisonment", "one year"), "absent"),
    ],
)
def test_a_penalty_for_all_offences_of_the_law_reaches_those_without_one(
    scope: str, penalty: tuple[str, str], expected: str
) -> None:
    words = GENERAL_PENALTY.format(scope, *penalty)
    other = law(HARMLESS)
    assert status("som-migrants-not-liable", law(words, "migration-law", language="en"), other) == expected


NOUNS = (
    "Section 133. Trafficking in human beings.\n(1) Placing or keeping a person in a situation where he or she is forced to work or to engage in prostitution, "
    "if such act is performed through violence, deceit or by taking advantage of a vulnerable situation, is punishable by one to seven years' imprisonment.\n"
    "(2) The same act, if committed:\n1) against two or more persons;\n2) against a person of less than eighteen years of age;\n3) by taking advantage of official position,\n"
    "is punishable by three to fifteen years' imprisonment.\n\n"
    "Section 134. Support.\n(1) Transportation, delivery, acceptance, concealment or accommodation of a person placed in a situation provided for in section 133 is punishable by up to five years' imprisonment.\n\n"
    "Section 259. Illegal transportation of aliens.\n(1) Illegal transportation of an alien across the state border is punishable by up to four years' imprisonment.\n\n"
)


def test_a_code_that_forbids_in_nouns() -> None:
    found = verdicts(law(NOUNS, language="en"), *OTHERS)
    assert found["tip-specific-offence"].status == "met"
    assert found["tip-means-element"].values["state"] == "element"
    assert found["tip-serious-crime-threshold"].values["max_years"] == 7.0
    assert set(found["tip-aggravators"].values["aggravators"]) == {"child", "public-official", "several-victims"}
    assert found["som-specific-offence"].status == found["som-outbound-and-transit"].status == "met"


ORGANISED_CRIME = (
    "Section 2. Interpretation.\nIn this Act -\n'exploitation' includes sexual exploitation, forced labour, slavery, servitude and the removal of organs;\n"
    "'unlawful entry' means entering a country without complying with the requirements for lawful entry;\n"
    "'people smuggling' means arranging or assisting a person's unlawful entry into any country of which the person is not a citizen;\n"
    "'people trafficking' means the recruitment, transportation, transfer, harbouring or receipt of a person for the purpose of exploitation.\n\n"
    "Section 42. Offence of people trafficking.\nA person who engages in trafficking in a person by one or more of these means -\n(a) threats or force;\n(b) deception;\n(c) abuse of power;\n"
    "(d) payments to obtain the consent of a person having control of the trafficked person,\nis liable to imprisonment for fifteen years.\n\n"
    "Section 43. Profits of people trafficking.\nA person who profits from the exploitation of another, knowing that the other is a trafficked person, is liable to imprisonment for twenty years.\n\n"
    "Section 45. Consent.\nFor the purposes of section 42 it is not a defence that the trafficked person consented to the intended exploitation.\n\n"
    "Section 47. Offence of people smuggling.\nA person who engages in people smuggling to obtain a material benefit, knowing that the entry of the person into this or any other country is illegal, is liable to imprisonment for ten years.\n\n"
    "Section 52. Carriers.\nIf the operator of a craft transports a person into a receiving country who does not have the travel documents required for entry, the operator is liable to imprisonment for one year.\n\n"
    "Section 60. Parties.\nA person who attempts to commit, or aids, abets, counsels or procures the commission of, an offence against this Act commits an offence and is punishable as if the principal offence had been committed.\n\n"
)


def test_an_act_on_organised_crime_punishes_by_name_what_it_defines() -> None:
    found = verdicts(law(ORGANISED_CRIME, "organised-crime-law", language="en"))
    for requirement in (
        "tip-specific-offence", "tip-act-element", "tip-exploitation-purposes", "tip-consent-irrelevant", "tip-participation",
        "som-specific-offence", "som-illegal-entry-defined", "som-organising", "som-attempt",
    ):  # fmt: skip
        assert found[requirement].status == "met", requirement
    assert found["tip-means-element"].values["state"] == "element"
    assert found["tip-serious-crime-threshold"].values["max_years"] == 15.0
    assert found["som-benefit-element"].values["state"] == "element"
    assert found["som-serious-crime-threshold"].values["max_years"] == 10.0


CHAPTER = (
    "CAPÍTULO IV\nDELITOS CONTRA LA TRATA DE PERSONAS\n\n"
    "Artículo 456. Quien facilite la entrada o salida del país, o el desplazamiento dentro del territorio nacional, de una persona para someterla a servidumbre sexual, "
    "esclavitud o trabajos forzados será sancionado con prisión de quince a veinte años.\n\n"
    "Artículo 457. Quien destine un inmueble al delito anterior será sancionado con prisión de seis a ocho años.\n\n"
    "Artículo 458. El consentimiento de la víctima no exime de la responsabilidad penal.\n\n"
)


def test_a_chapter_under_the_name_of_the_offence() -> None:
    found = verdicts(law(CHAPTER), *OTHERS)
    assert found["tip-specific-offence"].status == "met"
    assert found["tip-consent-irrelevant"].status == "met"
    assert found["tip-serious-crime-threshold"].values["max_years"] == 20.0


def test_the_acts_are_those_of_the_offence_and_not_of_a_wider_definition() -> None:
    wider = law(
        article(
            4,
            "Se entiende por trata de personas la captación, el transporte, el traslado, la acogida o la recepción de personas.",
        ),
        "trafficking-law",
    )
    assert status("tip-act-element", law(CHAPTER), wider, law(HARMLESS, "migration-law")) == "partial"


def test_who_helps_others_to_stay_illegally_is_not_the_migrant() -> None:
    words = article(
        318,
        "Quien, por un beneficio económico, facilite la entrada o salida ilegal de una persona migrante, o su permanencia ilegal, será sancionado con prisión de cinco a ocho años.",
    )
    assert status("som-migrants-not-liable", law(words), *OTHERS) != "contrary"


def test_a_conspiracy_under_a_law_on_trafficking_leaves_smuggling_out() -> None:
    words = (
        "Section 3. Trafficking in persons.\nA person who recruits, transports or receives another by force or fraud for the purpose of exploitation, including sexual exploitation and forced labour, is liable to imprisonment for ten years.\n\n"
        "Section 4. Conspiracy.\nA person who conspires with another to commit an offence under this Act is liable to imprisonment for five years.\n"
    )
    assert status("organised-group-offence", law(words, "trafficking-law", language="en")) == "partial"


def test_attempted_murder_is_no_rule_on_attempt() -> None:
    murder = "Section 2. Attempt to commit murder.\nEvery person who attempts to commit murder is guilty of an indictable offence and liable to imprisonment for life.\n\n"
    every = "Section 9. Attempts.\nEvery one who attempts to commit an indictable offence is guilty of an offence and liable to one half of its term.\n\n"
    offence = "Section 5. Trafficking in persons.\nA person who recruits, transports or receives another by force or fraud for the purpose of exploitation, including sexual exploitation and forced labour, is liable to imprisonment for ten years.\n\n"
    found = verdicts(law(murder + offence + every, language="en"), *OTHERS)["tip-attempt"]
    assert (found.status, {each.eid for each in found.evidence}) == ("met", {"sec_9"})
    assert status("tip-attempt", law(murder + offence, language="en"), *OTHERS) != "met"


def test_a_conduct_that_rests_on_no_other_offence_carries_the_penalty_of_the_article_cited() -> None:
    forging = article(
        3, "Quien falsifique un pasaporte o un documento de viaje será sancionado con prisión de dos a seis años."
    )
    found = verdicts(law(article(1, SMUGGLING, "Tráfico ilícito de migrantes") + forging), *OTHERS)[
        "som-document-offence"
    ]
    assert found.status == "partial"
    assert found.values == {"min_years": 2.0, "max_years": 6.0}


def test_who_organises_the_offence_itself_risks_its_penalty_and_another_article_s_is_not_taken() -> None:
    own = article(1, SMUGGLING.replace("facilite", "organice o facilite"), "Tráfico ilícito de migrantes")
    found = verdicts(law(own), *OTHERS)["som-organising"]
    assert (found.status, found.values) == ("met", {"min_years": 4.0, "max_years": 8.0})
    other = article(7, "Se impondrá prisión de diez a veinte años a quien dirija una organización criminal.")
    found = verdicts(law(article(1, SMUGGLING, "Tráfico ilícito de migrantes") + other), *OTHERS)["som-organising"]
    assert found.values == {}
