"""The traps of comparing these laws, each on small invented laws through the tagger or the check: labels that lie, false friends, negation,
numbers, definitions that are no offences, texts that are no law."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from invented import HARMLESS, SMUGGLING, TRAFFICKING, article, document, law, roles, said, section

from analysis.check import check
from analysis.earning import Ground
from analysis.library import Country, in_force
from analysis.model import Finding, Law
from analysis.provisions import Tagged
from analysis.standards import embedded
from analysis.tag import tag

REST = [law(HARMLESS, "trafficking-law"), law(HARMLESS, "migration-law")]


def verdicts(*laws: Tagged) -> dict[str, Finding]:
    return {finding.requirement: finding for finding in check("XX", Ground(laws), embedded())}


def concepts(words: str, language: str = "es") -> set[str]:
    return {a.concept for a in said(words if language == "es" else section(1, words), language)}


def both(*articles: str) -> tuple[str, str]:
    """Is there an offence of trafficking, and one of smuggling?"""
    found = verdicts(law("".join(article(n, words) for n, words in enumerate(articles, 1))), *REST)
    return found["tip-specific-offence"].status, found["som-specific-offence"].status


# ---- 1. the label lies: elements decide -----------------------------------------------------------------------------

ENTRY = "quien, con ánimo de lucro, facilite la entrada ilegal al país de personas extranjeras sin cumplir los requisitos legales"
EXPLOITS = "quien, mediante engaño, capte, transporte, acoja o reciba a una persona con fines de explotación sexual o trabajos forzados"


@pytest.mark.parametrize(
    "label",
    [
        "tráfico ilegal de personas",
        "tráfico de personas",
        "tráfico ilícito de migrantes",
        "favorecimiento de la inmigración ilegal",
        "coyotaje",
    ],
)
def test_smuggling_is_told_by_entry_whatever_it_is_called(label: str) -> None:
    assert both(f"Comete {label} {ENTRY} y será sancionado con prisión de cuatro a ocho años.") == ("absent", "met")


@pytest.mark.parametrize(
    "label", ["trata de personas", "trata de blancas", "comercio de personas", "esclavitud moderna"]
)
def test_trafficking_is_told_by_exploitation_whatever_it_is_called(label: str) -> None:
    assert both(f"Comete {label} {EXPLOITS} y será sancionado con prisión de cinco a diez años.") == ("met", "absent")


@pytest.mark.parametrize("heading", ["Tráfico de personas", "Tráfico ilícito de personas"])
def test_a_heading_does_not_make_smuggling_of_trafficking(heading: str) -> None:
    words = article(1, f"Será sancionado con prisión de cinco a diez años {EXPLOITS}.", heading)
    assert verdicts(law(words), *REST)["tip-specific-offence"].status == "met"


@pytest.mark.parametrize("label", ["tráfico de personas", "tráfico ilegal de personas"])
def test_trafficking_that_is_called_smuggling_in_its_own_words(label: str) -> None:
    assert both(f"Comete {label} {EXPLOITS} y será sancionado con prisión de cinco a diez años.")[0] == "met"


def test_the_label_alone_is_no_offence() -> None:
    assert both("La trata de personas será sancionada con prisión de cinco a diez años.") == ("absent", "absent")


def test_each_offence_has_its_own_article() -> None:
    assert both(TRAFFICKING, SMUGGLING) == ("met", "met")


# ---- 2. false friends -----------------------------------------------------------------------------------------------

FRIENDS = [
    "Se trata de personas mayores de edad.", "Cuando se trate de personas extranjeras, se avisará al cónsul.", "El buen trato de personas detenidas es obligatorio.",
    "El capítulo trata de los menores.", "Si se trata de menores, intervendrá el juez.", "Se trata de blancas palomas.", "Tratar de personas enfermas es oficio del médico.",
    "La contratación de personas se rige por la ley laboral.", "El tratado de personas jurídicas.",
]  # fmt: skip
REAL = [
    "La trata de personas se sanciona con prisión.", "La trata de seres humanos se sanciona con prisión.", "La trata de blancas se sanciona con prisión.",
    "La trata de niños, niñas y adolescentes se sanciona con prisión.", "Comete el delito de trata quien capte a otro.", "Las víctimas de trata recibirán ayuda.",
]  # fmt: skip


@pytest.mark.parametrize("words", FRIENDS)
def test_false_friends_of_trata(words: str) -> None:
    assert "tip-label" not in concepts(words)


@pytest.mark.parametrize("words", REAL)
def test_trata(words: str) -> None:
    assert {"tip-label", "trafficking-victim"} & concepts(words)


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("La captación de agua se rige por su ley.", "recruits"), ("Se captarán imágenes.", "recruits"), ("Los órganos del Estado cooperarán.", "organ-removal"),
        ("La explotación minera requiere permiso.", "exploitation-purpose"), ("La servidumbre de paso grava el predio.", "servitude"),
        ("Prisión no menor de cinco años.", "child"), ("La menor gravedad del hecho.", "child"), ("La recepción de documentos cierra a las tres.", "receives"),
        ("El medio de transporte público.", "transports"), ("Se traslada la fecha de la audiencia.", "transfers"),
    ],
)  # fmt: skip
def test_other_false_friends(words: str, concept: str) -> None:
    assert concept not in concepts(words)


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("The Secretary of Health and Human Services sets the fee.", "medical-care"), ("Job counseling is offered.", "psychological-care"),
        ("The officer determines whether a foreign national is inadmissible.", "verifies-nationality"), ("The costs of the social insurance trust fund.", "victims-fund"),
        ("Nothing creates a national identification card or its establishment.", "verifies-nationality"), ("Whoever is transported and held shall be fined.", "carrier-sanctioned"),
        ("The officer shall refer the matter to the agency.", "referral-mechanism"), ("Information under a covered grant.", "special-techniques"),
    ],
)  # fmt: skip
def test_false_friends_in_english(words: str, concept: str) -> None:
    assert concept not in concepts(words, "en")


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Se juzgará aquí el delito cuando no se extradite al responsable.", "extradition-regulated"),
        ("La visa se podrá otorgar por medios electrónicos.", "secure-documents"),
        (
            "Asistirá un representante de la Comisión Nacional de los Derechos Humanos, sin voto.",
            "independent-oversight",
        ),
        ("La protección se orientará, además de lo previsto en el orden jurídico, por estos principios.", "legal-aid"),
        ("Las autoridades de las demarcaciones territoriales aplicarán esta ley.", "jurisdiction-territory"),
        ("Rigen los principios de universalidad e interdependencia de los derechos.", "law-applies"),
        (
            "El residente podrá entrar con derecho a entrar y salir del país cuantas veces lo desee.",
            "accepts-nationals",
        ),
        ("Para internarse presentará un documento de identidad o de viaje vigente.", "issues-travel-document"),
    ],
)
def test_a_mention_in_passing_is_no_rule(words: str, concept: str) -> None:
    assert concept not in concepts(words)


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("La Comisión Nacional de los Derechos Humanos vigilará el cumplimiento de la ley.", "independent-oversight"),
        (
            "El extranjero será entregado en custodia a la representación diplomática de su país.",
            "alternative-to-detention",
        ),
        ("Se permitirá que sus opiniones y preocupaciones sean presentadas en cada etapa.", "heard-in-proceedings"),
        ("Cuando desee regresar a su casa, las autoridades competentes pagarán los gastos.", "return-costs"),
        ("Se abstendrá de hacer uso de la información para todo uso ajeno a lo previsto en la ley.", "use-limited"),
        ("Se garantizará protección frente a represalias.", "witness-protection"),
        ("Se verificará sin demora si la víctima es su connacional.", "verifies-nationality"),
        ("Es víctima quien sufre el daño, aunque el autor no sea identificado ni condenado.", "status-independent"),
        ("Tendrá derecho a un recurso efectivo contra la deportación.", "may-be-appealed"),
        ("La víctima puede quedarse hasta que termine el proceso penal.", "proceedings-considered"),
        ("Prisión de diez años a quien administra, dirige o supervisa.", "directs"),
        ("Este Código se aplicará en toda la República para los delitos federales.", "jurisdiction-territory"),
    ],
)
def test_the_rule_in_other_words(words: str, concept: str) -> None:
    assert concept in concepts(words)


def test_a_short_term_is_no_child() -> None:
    assert "child" not in concepts("Será castigado con prisión menor de tres años.")


@pytest.mark.parametrize(
    ("words", "language", "concept"),
    [
        ("Quien transporte o acoja a otra persona para explotarla recibirá sanción de prisión y multa.", "es", "carrier-sanctioned"),
        ("Whoever transports or harbours a person in order to exploit them is liable to a fine.", "en", "carrier-sanctioned"),
        ("Aiding, abetting or counselling the commission of an offence is punished.", "en", "psychological-care"),
        ("The Minister confirms that the foreign national has left the country.", "en", "verifies-nationality"),
        ("A person who holds a travel document issued by another State needs no visa.", "en", "issues-travel-document"),
        ("Al presentar la solicitud se toman los datos biométricos de la persona.", "es", "secure-documents"),
        ("The applicant gives biometric information.", "en", "secure-documents"),
        ("The removal order was made on grounds of security.", "en", "safe-return"),
        ("The justice considers whether the accused is charged with an offence against a victim.", "en", "status-independent"),
        ("La Ley de Extradición se aplicará; procede el archivo.", "es", "extradition-regulated"),
        ("Legal aid is not granted to the accused.", "en", "legal-aid"),
    ],
)  # fmt: skip
def test_words_of_care_return_and_cooperation_in_other_laws(words: str, language: str, concept: str) -> None:
    assert concept not in concepts(words, language)


# ---- 3. names of smuggling ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "tráfico de indocumentados", "tráfico de personas migrantes", "tráfico de migrantes ilegales", "tráfico ilícito de personas", "tráfico ilegal de guatemaltecos",
        "tráfico ilícito de migrantes", "tráfico ilegal de personas",
    ],
)  # fmt: skip
def test_names_of_smuggling(name: str) -> None:
    assert "som-label" in concepts(f"El delito de {name} se sanciona con prisión.")


@pytest.mark.parametrize(
    "name",
    [
        "tráfico de drogas",
        "tráfico de órganos",
        "tráfico de influencias",
        "tráfico de armas",
        "tráfico ilícito de estupefacientes",
    ],
)
def test_other_kinds_of_tráfico(name: str) -> None:
    assert "som-label" not in concepts(f"El delito de {name} se sanciona con prisión.")


# ---- 4. the same word as element, aggravator, exclusion -------------------------------------------------------------

NO_MEANS = "Será sancionado con prisión de cinco a diez años quien capte, transporte o acoja a una persona con fines de explotación sexual o de trabajos forzados."
STATES = [
    (NO_MEANS.replace("quien capte", "quien, mediante engaño, capte"), "element"), (f"{NO_MEANS} La pena se aumentará en un tercio si media engaño.", "aggravator"),
    (f"{NO_MEANS} La pena será de doce a veinte años de prisión cuando:\na) medie engaño;\nb) la víctima sea menor de edad.", "aggravator"), (NO_MEANS, "none"),
    (f"{NO_MEANS} No será punible la víctima que haya sufrido engaño.", "none"),
    (f"{NO_MEANS.replace('quien capte', 'quien, mediante engaño, capte')}\nArtículo 2. La trata de personas con fines de explotación laboral será sancionada con prisión de cinco a ocho años.", "element"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "state"), STATES)
def test_deceit_is_read_with_its_clause(words: str, state: str) -> None:
    assert verdicts(law(article(1, words)))["tip-means-element"].values["state"] == state


@pytest.mark.parametrize(
    ("words", "role"),
    [("con ánimo de lucro", "element"), ("", None)],
)
def test_gain_as_an_element(words: str, role: str | None) -> None:
    text = f"Será sancionado con prisión de dos años quien, {words}, facilite la entrada ilegal de extranjeros."
    assert roles(text, "material-benefit") == ([role] if role else [])


# ---- 5. definitions are no offences ---------------------------------------------------------------------------------

DEFINES = "Para los efectos de esta Ley se entiende por trata de personas captar, transportar, trasladar, acoger o recibir a una persona mediante engaño con fines de explotación sexual o trabajos forzados."


def test_a_definition_that_nothing_punishes_is_no_offence() -> None:
    found = verdicts(law(article(4, DEFINES), "trafficking-law"), law(HARMLESS), REST[1])
    assert found["tip-specific-offence"].status == "absent"


def test_the_offence_is_scored_and_not_the_definition_in_another_law() -> None:
    code, special = law(article(456, NO_MEANS, "Trata de personas")), law(article(4, DEFINES), "trafficking-law")
    assert verdicts(code, special)["tip-means-element"].values["state"] == "none"
    assert verdicts(code, special)["tip-specific-offence"].evidence[0].eid == "art_456"


# ---- 6. words of harbouring and receipt -----------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["acoja", "aloje", "albergue", "hospede", "oculte", "retenga"])
def test_words_of_harbouring(word: str) -> None:
    assert "harbours" in concepts(
        f"Será sancionado con prisión de dos años quien capte, {word} o traslade a una persona."
    )


@pytest.mark.parametrize("words", ["la acogida o la receptación de personas", "la acogida o la recepción de personas"])
def test_nouns_of_receipt(words: str) -> None:
    assert {"harbours", "receives"} <= concepts(
        f"Se castiga la captación, el transporte, {words}, con fines de explotación."
    )


def test_control_over_movements_is_no_act_of_the_protocol_but_moves() -> None:
    words = (
        "Every one who transports, transfers, recruits, harbours, holds or receives another, or who exercises control, direction or influence over the "
        "movements of anyone, for the purpose of exploiting them or forcing them into sexual services or forced labour commits an indictable offence and "
        "is liable to a term of imprisonment of not more than 14 years."
    )
    assert "controls-movement" in concepts(words, "en")
    assert verdicts(law(section(1, words), language="en"))["tip-act-element"].status == "met"


# ---- 7. what looks like law and is none -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["bill", "vetoed", "repealed", "superseded"])
def test_only_law_in_force_answers(status: str) -> None:
    tagged = law(article(1, TRAFFICKING))

    def answers(known: Law, day: date) -> bool:
        return bool(in_force(Country("XX", (known,)), day).laws)

    other = replace(tagged.law, status=status, version=date(2015, 1, 1))  # type: ignore[arg-type]
    once = replace(other, in_force_from=date(2016, 1, 1), in_force_until=date(2018, 1, 1))
    assert answers(tagged.law, date(2026, 1, 1))
    assert not answers(other, date(2026, 1, 1))
    assert answers(once, date(2017, 1, 1))
    assert not answers(once, date(2018, 1, 1))


@pytest.mark.parametrize("status", ["repealed", "superseded"])
def test_nobody_knows_when_it_ended(status: str) -> None:
    """A text that once was law, of which the day of its end is not known, is no law on any day."""
    ended = replace(law(article(1, TRAFFICKING)).law, status=status, in_force_from=date(2016, 1, 1))  # type: ignore[arg-type]
    assert not in_force(Country("XX", (ended,)), date(2017, 1, 1)).laws


# ---- language -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("La víctima no será sancionada.", "exclusion"), ("No será sancionado con pena alguna el migrante que acoja a una persona.", "exclusion"),
        ("No serán punibles los parientes que acojan a una persona.", "exclusion"), ("En ningún caso será sancionado quien acoja a una persona.", "exclusion"),
        ("Será sancionado con prisión quien acoja a una persona.", "element"), ("Serán castigados con prisión los parientes que acojan a una persona.", "element"),
    ],
)  # fmt: skip
def test_negation_is_not_a_detail(words: str, role: str) -> None:
    found = [a.role for a in said(words) if a.concept in ("harbours", "no-punishment-of-victims")]
    assert found and set(found) == {role}


EXEMPT = "Los migrantes {}serán sancionados penalmente por haber sido objeto de tráfico ilícito."


def test_the_opposite_of_an_exemption_is_none() -> None:
    def exempt(words: str) -> str:
        return verdicts(law(article(1, SMUGGLING) + article(2, words)), *REST)["som-migrants-not-liable"].status

    assert exempt(EXEMPT.format("no ")) == "met"
    assert exempt(EXEMPT.format("")) != "met"


@pytest.mark.parametrize(
    ("years", "values"),
    [("4 a 8", (4, 8)), ("14 a 18", (14, 18)), ("cuatro (4) a ocho (8)", (4, 8)), ("catorce a dieciocho", (14, 18))],
)
def test_numbers_are_read_and_not_compared_by_likeness(years: str, values: tuple[int, int]) -> None:
    (found,) = [
        a.values
        for a in said(f"Será sancionado con prisión de {years} años quien capte a otro.")
        if a.concept == "penalty"
    ]
    assert (found["min_years"], found["max_years"]) == values


def test_composed_and_decomposed_letters_are_the_same_law() -> None:
    words = article(1, TRAFFICKING) + article(2, "Se elevará la pena si la víctima es niña o niño, o si media engaño.")
    one, other = document(words), document(unicodedata.normalize("NFD", words))
    assert [(a.concept, a.role, a.quote) for a in tag(one)] == [(a.concept, a.role, a.quote) for a in tag(other)]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b"])
def test_soft_hyphens_do_not_hide_a_word(mark: str) -> None:
    assert "recruits" in concepts(f"Será sancionado con prisión de dos años quien cap{mark}te a una persona.")


def test_a_ligature_does_not_hide_a_word() -> None:
    assert "produces-false-document" in concepts(
        "Será sancionado con prisión de dos años quien falsiﬁque un pasaporte."
    )


@pytest.mark.parametrize("space", ["\u202f", "\u00a0", " "])
def test_any_space_behind_a_section_sign(space: str) -> None:
    found = [
        a.values["numbers"]
        for a in said(section(1, f"As provided in §{space}1591 of this title."), "en")
        if a.concept == "reference"
    ]
    assert found == [["1591"]]


@pytest.mark.parametrize("short", ["art. 5", "inc. a)", "núm. 3", "No. 7"])
def test_an_abbreviation_does_not_end_the_sentence(short: str) -> None:
    words = f"La pena se aumentará, según el {short} de esta Ley, en un tercio si media violencia."
    assert roles(f"{NO_MEANS} {words}", "coerces") == ["aggravator"]


def test_upper_case_says_the_same() -> None:
    plain = [(a.concept, a.role) for a in said(article(1, TRAFFICKING))]
    assert [(a.concept, a.role) for a in said(article(1, TRAFFICKING.upper()))] == plain


def test_the_same_offence_in_english_gets_the_same_verdicts() -> None:
    words = section(
        1, "Any person who, by means of deception, coercion or abuse of a position of vulnerability, recruits, transports, transfers, harbours or receives a person for "
        "the purpose of sexual exploitation, forced labour, slavery, servitude or the removal of organs commits an offence and is liable to imprisonment for a term of "
        "not less than five years and not more than ten years.", "Trafficking in persons",
    )  # fmt: skip
    spanish, english = verdicts(law(article(1, TRAFFICKING, "Trata de personas"))), verdicts(law(words, language="en"))
    about = [r.id for r in embedded() if r.criterion.of == "tip-specific-offence" and r.criterion.scope == "offence"]
    assert {name: (english[name].status, dict(english[name].values)) for name in about} == {
        name: (spanish[name].status, dict(spanish[name].values)) for name in about
    }


# ---- offences beside trafficking, and what its definitions point to ----------------------------------------------------

MAIN = {
    "en": "A person who recruits, transports, transfers, harbours or receives another by threat or deception for the purpose of exploitation commits an offence and is liable to imprisonment for fifteen years.",
    "es": "Quien, mediante amenaza o engaño, capte, transporte, traslade, acoja o reciba a otra persona con fines de explotación será sancionado con prisión de diez a quince años.",
}
BESIDE = {
    "en": [
        "Any person who—\n(a) recruits, transports, harbours or receives a person for a job abroad with the intention of trafficking; or\n(b) matches a person to another for sexual exploitation,\nis liable to a fine or imprisonment for two years.",
        "A person who knowingly benefits from the exploitation of a trafficked person is liable to imprisonment for two years.",
    ],
    "es": [
        "Quien contrate, transporte o aloje a una persona con fines de trata será sancionado con multa o prisión de dos años.",
        "Quien se beneficie de la explotación de una víctima de trata será sancionado con prisión de dos años.",
    ],
}


def special(language: str, *articles: tuple[str, str]) -> dict[str, Finding]:
    """The verdicts on a trafficking law of articles, each with its heading."""
    write = article if language == "es" else section
    words = "".join(write(n, said_there, heading) for n, (heading, said_there) in enumerate(articles, 1))
    return verdicts(law(words, "trafficking-law", language=language))


@pytest.mark.parametrize(("language", "beside"), [(language, one) for language, rows in BESIDE.items() for one in rows])
def test_what_serves_trafficking_or_profits_from_it_is_not_the_offence(language: str, beside: str) -> None:
    name = {"en": "Offence of trafficking in persons", "es": "Delito de trata de personas"}[language]
    near = {"en": "Offences related to trafficking in persons", "es": "Delitos conexos a la trata de personas"}[
        language
    ]
    found = special(language, (name, MAIN[language]), (near, beside))["tip-serious-crime-threshold"]
    assert (found.status, found.values.get("max_years")) == ("met", 15)


@pytest.mark.parametrize(
    ("language", "definitions"),
    [
        (
            "en",
            '(1) In this Act, "exploitation" includes sexual exploitation, forced labour, slavery, servitude and the removal of organs; "trafficking in persons" has the meaning given by section 2.\n(2) "Forced labour" means work obtained through threats.',
        ),
        (
            "es",
            "1. A los efectos de esta ley, explotación incluye la explotación sexual, los trabajos forzados, la esclavitud, la servidumbre y la extracción de órganos; la trata de personas tiene el significado del artículo 2.\n2. Se entiende por trabajos forzados los obtenidos con amenazas.",
        ),
    ],
)
def test_definitions_that_point_to_the_offence_are_its_definitions(language: str, definitions: str) -> None:
    name = {"en": "Trafficking in persons", "es": "Trata de personas"}[language]
    heading = {"en": "Definitions", "es": "Definiciones"}[language]
    found = special(language, (heading, definitions), (name, MAIN[language]))
    assert found["tip-exploitation-purposes"].status == "met"


def test_what_a_definition_means_by_another_offence_is_said_there_and_its_penalty_is_not() -> None:
    found = special(
        "en",
        (
            "Offence of human trafficking",
            "(1) A person commits an offence if he recruits, transports, harbours or receives another with a view to that other being exploited.\n(2) A person guilty of human trafficking is liable to imprisonment for fourteen years.",
        ),
        (
            "Exploitation",
            "For the purposes of section 1, a person is exploited only if he is the victim of conduct which involves the commission of an offence under section 3, or somebody compels the prostitution of the person.",
        ),
        (
            "Slavery, servitude and forced labour",
            "A person who holds another in slavery or servitude, or requires forced labour, is liable to imprisonment for life.",
        ),
    )
    assert {"slavery", "servitude", "forced-labour"} <= set(found["tip-exploitation-purposes"].values["purposes"])
    assert found["tip-serious-crime-threshold"].values.get("max_years") == 14


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Criminal proceedings may not be instituted against a victim of trafficking for any offence committed as a direct result of being trafficked.",
        ),
        (
            "es",
            "No podrá iniciarse proceso penal alguno contra la víctima de trata por los delitos que cometiere como resultado directo de ella.",
        ),
    ],
)
def test_no_proceedings_against_the_victim_is_no_punishment(language: str, words: str) -> None:
    name = {"en": "Trafficking in persons", "es": "Trata de personas"}[language]
    assert special(language, (name, MAIN[language]), ("", words))["non-punishment-of-victims"].status == "met"


def test_an_offence_under_its_own_name_takes_its_purposes_from_the_definitions() -> None:
    found = special(
        "en",
        (
            "Interpretation",
            '"child" means a person under eighteen;\n"unlawful purpose" means the purpose of prostitution, forced labour or other forms of servitude;\n"victim" means a person who is trafficked.',
        ),
        (
            "Crime of trafficking in persons",
            "Any person who trafficks any individual by transporting him into, outside or within the country for an unlawful purpose, or recruits, transfers, harbours or receives him, is guilty of a crime and liable to imprisonment for not less than ten years.",
        ),
    )
    assert (found["tip-specific-offence"].status, found["tip-no-movement-required"].status) == ("met", "met")


@pytest.mark.parametrize(
    ("language", "words", "state"),
    [
        ("en", "recruits or receives a person by any means, including under the pretext of employment", "none"),
        ("en", "recruits or receives a person by fraud, deception or any other means", "element"),
        (
            "es",
            "capte o reciba a una persona por cualquier medio, incluso con el pretexto de un empleo o por engaño",
            "none",
        ),
        ("es", "capte o reciba a una persona por fraude, engaño o por cualquier otro medio", "element"),
    ],
)
def test_any_means_whatever_they_are_are_no_means(language: str, words: str, state: str) -> None:
    offence = {
        "en": f"A person who {words}, for the purpose of sexual exploitation or forced labour commits an offence and is liable to imprisonment for ten years.",
        "es": f"Quien {words}, con fines de explotación sexual o de trabajos forzados, será sancionado con prisión de diez años.",
    }
    name = {"en": "Trafficking in persons", "es": "Trata de personas"}[language]
    assert special(language, (name, offence[language]))["tip-means-element"].values["state"] == state


@pytest.mark.parametrize(
    ("language", "words", "group"),
    [
        ("en", "If the offender is part of an organised criminal group, the imprisonment is for life.", True),
        ("en", "A person who conspires with another to commit the offence is liable to the same penalty.", False),
        ("es", "La pena se aumentará en la mitad si el autor forma parte de un grupo delictivo organizado.", True),
        ("es", "Quien conspire con otro para cometer el delito tendrá la misma pena.", False),
    ],
)
def test_a_conspiracy_is_no_organised_group(language: str, words: str, group: bool) -> None:
    name = {"en": "Trafficking in persons", "es": "Trata de personas"}[language]
    found = special(language, (name, MAIN[language]), ("", words))["tip-aggravators"]
    assert ("organised-group" in found.values.get("aggravators", [])) is group


@pytest.mark.parametrize(
    ("words", "language", "concept", "is_there"),
    [
        ("Whoever harbours or conceals a person who enters unlawfully is punished.", "en", "harbours-irregular", True),
        (
            "A person who conceals or disposes of property derived from the offence is punished.",
            "en",
            "harbours-irregular",
            False,
        ),
        ("A person who harbours any person who commits an offence is punished.", "en", "harbours-irregular", False),
        ("A person who acts as an intermediary for that purpose commits an offence.", "en", "accomplice", True),
        ("Quien actúe como intermediario en la comisión del delito será sancionado.", "es", "accomplice", True),
        ("He assists the entry into, transit across or presence in the State of another.", "en", "enables-stay", True),
        ("He assists the entry into a designated state of another person.", "en", "procures-exit", True),
        (
            "If an offence is committed by an institution, the officer and the institution shall be guilty.",
            "en",
            "legal-person-liable",
            True,
        ),
        ("He made a payment to any person in whose care the trafficked person was.", "en", "pays-controller", True),
        ("The police officer takes custody of the documents.", "en", "receives", False),
    ],
)
def test_wordings_of_acts_of_the_isles_and_of_eastern_africa(
    words: str, language: str, concept: str, is_there: bool
) -> None:
    assert (concept in concepts(words, language)) is is_there


def test_entry_is_assisted_in_one_clause_and_unlawful_in_another() -> None:
    words = "(1) A person is guilty of an offence if he intentionally assists the entry into the State of another person, where—\n(a) such entry into the State is in breach of a provision of the immigration law; and\n(b) he knows it.\n(2) He is liable to imprisonment for ten years."
    found = verdicts(law(section(1, words, "Assisting unlawful entry"), "migration-law", language="en"))
    assert found["som-specific-offence"].status == "met"


@pytest.mark.parametrize(
    ("words", "language", "concept", "is_there"),
    [
        ("He carries on a transaction in a person for a purpose named below.", "en", "transfers", True),
        ("recruits, sells or buys a person, or sends him abroad", "en", "transfers", True),
        ("A person who sells a child is guilty of an offence.", "en", "transfers", False),
        ("abuse of his social, environmental or any other kind of vulnerability", "en", "abuses-vulnerability", True),
        ("confines another with intent to commit the offence of human trafficking", "en", "tip-as-purpose", True),
        ("makes arrangements for the departure of another person", "en", "procures-exit", True),
        ("leaves through a place other than the place specified", "en", "unauthorised-place", True),
        ("causes the illegal entry into the country of another person", "en", "procures-entry", True),
        ("No person shall enter Ruritania except at a point of entry.", "en", "irregular-entry-crime", True),
        ("No person shall enter a prison except with leave.", "en", "irregular-entry-crime", False),
        (
            "Any person who, being employed in the public service, takes a gift is punished.",
            "en",
            "public-official",
            True,
        ),
        ("deals with property so as to conceal its source", "en", "laundering", True),
        ("committed by several people in an organised manner", "en", "organised-group", True),
        ("Nadie podrá salir del país sino por un puesto habilitado.", "es", "irregular-entry-crime", True),
    ],
)
def test_wordings_of_laws_of_southern_africa_and_asia(words: str, language: str, concept: str, is_there: bool) -> None:
    assert (concept in concepts(words, language)) is is_there


def test_whoever_finances_trafficking_is_reached_beside_whoever_helps_across_a_border() -> None:
    beside = "A person who—\n(a) aids the exit of persons from the country for the purpose of trafficking in persons;\n(b) manages or finances an agency for the purpose of trafficking in persons,\ncommits an offence and is liable to imprisonment for fifteen years."
    found = special("en", ("Trafficking in persons", MAIN["en"]), ("Acts that promote trafficking", beside))
    assert found["tip-organising-directing"].status == "met"


def test_a_transaction_in_a_person_is_trafficking() -> None:
    words = "(a) If a person carries on a transaction in another person for one of the following purposes, then he is liable to sixteen years imprisonment:\n(1) removing an organ from his body;\n(2) bringing him into slavery;\n(3) bringing him to perform forced labour;\n(4) bringing him to commit an act of prostitution.\n(b) If the offence was committed against a minor, then he is liable to twenty years imprisonment."
    found = verdicts(law(section(1, words, "Trafficking in persons"), language="en"))
    assert (found["tip-specific-offence"].status, found["tip-act-element"].status) == ("met", "partial")
    assert found["tip-serious-crime-threshold"].values["max_years"] == 16


@pytest.mark.parametrize(
    ("words", "language", "concept", "is_there"),
    [
        ("takes part in bringing another person into Ruritania for gain", "en", "procures-entry", True),
        ("takes part in taking another person out of Ruritania", "en", "procures-exit", True),
        ("brings the person into contact with the victim", "en", "procures-entry", False),
        ("arranges or assists the passage to Ruritania of an unauthorised entrant", "en", "procures-entry", True),
        ("assists an unauthorised entrant to remain", "en", "procures-entry", False),
        (
            "forms, leads or joins an association for the purpose of committing offences",
            "en",
            "takes-part-in-group",
            True,
        ),
        ("A person who forms an association to publish a journal", "en", "takes-part-in-group", False),
        ("committed by an official person abusing his position", "en", "public-official", True),
        (
            "A person shall not be liable under this Article for being the object of that conduct.",
            "en",
            "migrants-not-liable",
            True,
        ),
        (
            "No penalties shall be imposed on victims of trafficking for their acts.",
            "en",
            "no-punishment-of-victims",
            True,
        ),
        ("in order to promote trafficking, conceals a passport", "en", "tip-as-purpose", True),
        (
            "The receipt of a child for the purpose of exploitation is trafficking in persons.",
            "en",
            "tip-as-purpose",
            False,
        ),
        ("aids or abets any person in entering or leaving Ruritania", "en", "procures-exit", True),
        ("a child, of whom no illicit means need be shown", "en", "means-not-required", True),
    ],
)
def test_wordings_of_laws_of_the_himalaya_the_balkans_and_west_africa(
    words: str, language: str, concept: str, is_there: bool
) -> None:
    assert (concept in concepts(words, language)) is is_there


GRADES = "Section 1. Sentences\n(a) For a felony of the first degree, imprisonment for not less than ten years;\n(b) For a felony of the third degree, imprisonment for not less than five years and not more than nine years.\n\n"
GRADED = "Section 2. Trafficking in persons\nA defendant shall be guilty of an offence of trafficking in persons if the defendant recruits, transports, harbours or receives a person by threat or deception for the purpose of sexual exploitation or forced labour.\n\n"


@pytest.mark.parametrize(
    ("grading", "expected"),
    [
        (
            "Section 3. Grading of trafficking in persons\nThe offence of trafficking in persons shall be a felony of the third degree.\n\n",
            (5, 9),
        ),
        ("Section 3. Grading of forgery\nForgery is spoken of as a felony of the third degree.\n\n", (None, None)),
    ],
)
def test_a_grade_is_punished_as_the_law_s_own_scale_says(
    grading: str, expected: tuple[float | None, float | None]
) -> None:
    found = verdicts(law(GRADES + GRADED + grading, language="en"))["tip-serious-crime-threshold"].values
    assert (found.get("min_years"), found.get("max_years")) == expected


def test_means_of_children_in_an_article_of_their_own() -> None:
    found = special(
        "en",
        ("Interpretation", '"exploitation" includes sexual exploitation and forced labour;\n"child" means a person under eighteen;\n"trafficking in persons" means the recruitment, transfer, harbouring or receipt of persons by means of threat or deception for the purpose of exploitation.'),
        ("Offence", "A person who engages in, or promotes, trafficking in persons commits an offence and is liable to imprisonment for fifteen years."),
        ("Children", "The recruitment, transfer, harbouring or receipt of a child for the purpose of exploitation is trafficking in persons notwithstanding that none of the means set out in the definition is used."),
    )  # fmt: skip
    assert (found["tip-child-no-means"].status, found["tip-organising-directing"].status) == ("met", "met")


def test_bringing_into_a_named_country_for_prostitution_crosses_its_border() -> None:
    words = "A person who takes part in bringing another person into, or taking another person out of, Ruritania for the purpose of prostitution is guilty of an offence and liable to imprisonment for 10 years."
    found = verdicts(law(section(1, words, "Trafficking in persons to or from Ruritania"), language="en"))
    assert (found["tip-specific-offence"].status, found["tip-no-movement-required"].status) == ("partial", "contrary")


@pytest.mark.parametrize(("who", "expected"), [("A trafficked person", "contrary"), ("A smuggled migrant", "met")])
def test_sparing_victims_of_trafficking_spares_no_smuggled_migrant(who: str, expected: str) -> None:
    entry = "No person shall enter Ruritania unless he holds a valid pass. Any person who contravenes this section is liable to imprisonment for two years."
    spared = f"{who} shall not be charged with the offence of illegal entry into Ruritania."
    found = verdicts(law(section(1, entry) + section(2, spared), "migration-law", language="en"))
    assert found["som-migrants-not-liable"].status == expected
