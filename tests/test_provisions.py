"""What belongs to an offence: joins by reference, by range, by "this chapter", from another law; what stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import SMUGGLING, TRAFFICKING, article, law, section

from analysis.model import Clause
from analysis.provisions import Provision, Tagged, may_reach, offence, provisions

QUIET = "Las bibliotecas abren con engaño de nueve a diez."
"""Says something, so that it is a provision, and acts on nothing."""


def shelf(*laws: Tagged) -> dict[str, Provision]:
    """The provisions of `laws` by eid; those of a second law behind its short name."""
    found = {}
    for provision in provisions(laws):
        first = provision.law.expression == laws[0].law.expression
        found[provision.unit.eid if first else f"{provision.law.short}:{provision.unit.eid}"] = provision
    return found


def joined(*laws: Tagged, core: str = "art_1", label: str = "tip-label") -> set[str]:
    """What joins the article `core` of the first law."""
    on = shelf(*laws)
    names = {id(provision): name for name, provision in on.items()}
    return {names[id(provision)] for provision in offence(on[core], list(on.values()), label).joined}


def padded(*articles: str, upto: int = 60) -> str:
    """A law long enough that no two of `articles` stand beside each other by chance: quiet articles between them."""
    out, number = [], 1
    for words in articles:
        out.append(article(number, words))
        out.extend(article(n, QUIET) for n in range(number + 1, number + upto // max(len(articles), 1)))
        number += upto // max(len(articles), 1)
    return "".join(out)


RAISES = "Las penas {} se aumentarán en un tercio cuando la víctima sea menor de dieciocho años."
JOINS = [
    RAISES.format("del artículo 1"), RAISES.format("de los artículos 1 y 3"), RAISES.format("previstas en los artículos 1 a 3"),
    RAISES.format("de los artículos 1, 4 y 5 de este Código"), "No será punible la víctima por los hechos del artículo 1 cometidos bajo amenaza.",
    "La pena del artículo 1 se reducirá a la mitad si el autor libera a la víctima menor de edad.",
]  # fmt: skip
STAYS_APART = [
    RAISES.format("del artículo 7"), RAISES.format("de los artículos 7 a 9"), RAISES.format("del artículo 1 de la Ley de Migración"), QUIET,
    "Son delitos graves los de los artículos 1, 3, 7 y 9, que la policía investigará con menores.", RAISES.format("del robo"),
]  # fmt: skip


@pytest.mark.parametrize("words", JOINS)
def test_an_article_that_acts_on_another_by_its_number_joins_it(words: str) -> None:
    assert joined(law(padded(TRAFFICKING, words))) == {"art_31"}


@pytest.mark.parametrize("words", STAYS_APART)
def test_what_speaks_of_something_else_or_only_lists_stays_apart(words: str) -> None:
    assert joined(law(padded(TRAFFICKING, words))) == set()


def test_the_article_refers_to_its_definition() -> None:
    words = TRAFFICKING.replace("explotación sexual", "explotación según el artículo 31")
    assert joined(law(padded(words, "Se entiende por explotación la servidumbre y la esclavitud."))) == {"art_31"}


def chapters(before: str, words: str) -> Tagged:
    return law(
        "CAPÍTULO I\nDe los delitos\n\n"
        + article(1, before)
        + article(2, QUIET)
        + "CAPÍTULO II\nDe las penas\n\n"
        + article(3, QUIET)
        + article(4, words)
    )


THIS = "La pena de los delitos de este capítulo se aumentará en un tercio si media violencia."


def test_this_chapter_is_the_chapter_it_stands_in() -> None:
    assert joined(chapters(TRAFFICKING, THIS)) == set()
    here = law(
        "CAPÍTULO I\nDe los delitos\n\n"
        + article(1, TRAFFICKING)
        + article(2, THIS)
        + "CAPÍTULO II\nOtros\n\n"
        + article(3, THIS)
    )
    assert joined(here) == {"art_2"}


BEHIND = "La pena del delito del artículo anterior se aumentará en un tercio si media violencia."


@pytest.mark.parametrize("length", [3, 30, 200])
def test_the_preceding_article_is_told_by_its_place_however_long_the_law(length: int) -> None:
    words = article(1, TRAFFICKING) + article(2, BEHIND) + "".join(article(n, QUIET) for n in range(3, length + 1))
    assert joined(law(words)) == {"art_2"}


FORBIDS = TRAFFICKING.replace("Será sancionado con prisión de cinco a diez años quien", "Se prohíbe que alguien")
PUNISHES = "Los hechos del artículo 1 se sancionarán con prisión de cinco a diez años."


@pytest.mark.parametrize(
    ("words", "joins"),
    [
        ("El tribunal, al determinar la pena del artículo 21, tendrá por agravante que la víctima sea menor de edad.", True),
        ("El tribunal, al determinar la pena del artículo 22, tendrá por agravante que la víctima sea menor de edad.", False),
        ("Del artículo 21 conocerán los jueces que lean con engaño.", False),
        ("Quien eluda con engaño el artículo 21 será castigado con prisión de un año. La pena se aumentará si es reincidente.", False),
    ],
)  # fmt: skip
def test_what_changes_the_penalty_of_the_punishing_article_joins_through_it(words: str, joins: bool) -> None:
    assert joined(law(padded(FORBIDS, PUNISHES, words))) == ({"art_21", "art_41"} if joins else {"art_21"})


def test_the_preceding_article_is_none_that_stands_before_or_far_behind() -> None:
    words = (
        article(1, BEHIND)
        + article(2, TRAFFICKING)
        + "".join(article(n, QUIET) for n in range(3, 10))
        + article(10, BEHIND)
    )
    assert joined(law(words), core="art_2") == set()


def test_other_offences_stand_beside_and_do_not_join() -> None:
    on = shelf(law(article(1, TRAFFICKING) + article(2, TRAFFICKING + " Lo mismo vale para el artículo 1.")))
    core, other = on["art_1"], on["art_2"]
    assert offence(core, [core, other], "tip-label", [core, other]).joined == ()
    assert offence(core, [core, other], "tip-label", [core]).joined == (other,)


# ---- another law ----------------------------------------------------------------------------------------------------

CODE = {"short": "Código Penal", "title": "Código Penal de la República"}
AFAR = [
    # the words of the other law, do they join article 5 of the code
    ("Las penas del artículo 5 del Código Penal se aumentarán en un tercio si media violencia.", True),
    ("Las penas de los artículos 3 a 7 del Código Penal se aumentarán en un tercio si media violencia.", True),
    ("Las penas de los artículos 4, 5 y 6 del Código Penal se aumentarán en un tercio si media violencia.", True),
    ("Las penas de los artículos 6 a 9 del Código Penal se aumentarán en un tercio si media violencia.", False),
    ("Las penas del artículo 55 del Código Penal se aumentarán en un tercio si media violencia.", False),
    ("Las penas del artículo 5 del Código Aduanero se aumentarán en un tercio si media violencia.", False),
    ("Las penas del artículo 5 se aumentarán en un tercio si media violencia.", False),
    ("La policía investigará con menores los delitos del artículo 5 del Código Penal.", False),
    ("La trata de personas se castigará con prisión de veinte años si media violencia.", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "joins"), AFAR)
def test_an_article_of_another_law(words: str, joins: bool) -> None:
    code = law(article(4, QUIET) + article(5, TRAFFICKING) + article(6, QUIET), **CODE)
    other = law(article(1, words), "migration-law", short="Ley X")
    assert joined(code, other, core="art_5") == ({"Ley X:art_1"} if joins else set())


def test_a_special_law_punishes_the_offence_by_its_name() -> None:
    code = law(article(5, TRAFFICKING), **CODE)
    special = law(
        article(1, "La trata de personas se castigará con prisión de veinte años si media violencia."),
        "trafficking-law",
        short="Ley T",
    )
    assert joined(code, special, core="art_5") == {"Ley T:art_1"}


def test_a_special_law_s_common_provisions_reach_its_offences() -> None:
    words = padded(TRAFFICKING, "No serán punibles por los delitos de esta Ley las víctimas que obraron bajo amenaza.")
    assert joined(law(words, "trafficking-law")) == {"art_31"}
    assert joined(law(words, "criminal-code")) == set()


@pytest.mark.parametrize(
    ("heading", "reaches"),
    [
        ("Disposiciones comunes", True), ("Reglas comunes a las secciones anteriores", True), ("Common provisions", True),
        ("Delitos contra el honor", False),
    ],
)  # fmt: skip
def test_common_provisions_reach_the_offences_of_the_chapters_beside_them(heading: str, reaches: bool) -> None:
    rule = "El consentimiento de la víctima no excluye la pena."
    words = (
        f"TÍTULO I\nDELITOS\nCAPÍTULO I\nTrata\n{article(1, TRAFFICKING)}CAPÍTULO II\nOtros\n{article(2, QUIET)}"
        f"CAPÍTULO III\n{heading}\n{article(3, rule)}TÍTULO II\nDEL HONOR\nCAPÍTULO I\nDisposiciones comunes\n{article(4, rule)}"
    )
    assert joined(law(words, "criminal-code")) == ({"art_3"} if reaches else set())


@pytest.mark.parametrize(
    ("words", "cores"),
    [
        ("El delito del artículo 2 se penará con un tercio más si del delito anterior resulta la muerte de un menor.", ["art_2"]),
        ("Las penas de los artículos anteriores y del artículo 2 se aumentarán en un tercio si la víctima es menor.", ["art_1", "art_2"]),
    ],
)  # fmt: skip
def test_the_offence_before_is_the_one_that_is_named_by_its_number(words: str, cores: list[str]) -> None:
    on = law(article(1, SMUGGLING) + article(2, TRAFFICKING) + article(3, words))
    assert [core for core in ("art_1", "art_2") if "art_3" in joined(on, core=core)] == cores


@pytest.mark.parametrize(("heading", "joins"), [("Explotación", True), ("Bibliotecas", False)])
def test_a_term_of_the_offence_is_defined_in_the_law_that_defines_the_offence(heading: str, joins: bool) -> None:
    code = law(padded(QUIET, "Quien capte o acoja a otro con fines de explotación será penado con prisión de diez años."))
    special = law(
        article(1, "Se entiende por trata de personas la captación o la acogida de personas.")
        + f"Artículo 30. {heading}. A los efectos de esta ley, se entiende por {heading.lower()} obtener provecho de trabajos forzados.\n",
        "trafficking-law",
        short="Ley T",
    )
    assert ("Ley T:art_30" in joined(code, special, core="art_31")) is joins


def test_what_stands_right_behind_the_offence_of_a_special_law_is_about_it() -> None:
    rule = "El consentimiento de la víctima es irrelevante."
    words = article(1, TRAFFICKING) + article(2, rule) + article(3, "Quien robe sufrirá prisión de un año.")
    assert joined(law(words, "trafficking-law")) == {"art_2"}
    assert joined(law(words, "criminal-code")) == set()
    assert joined(law(padded(TRAFFICKING, rule), "trafficking-law")) == set()


# ---- what is on the shelf -------------------------------------------------------------------------------------------


def test_a_repealed_article_and_a_silent_one_are_not_on_the_shelf() -> None:
    words = article(1, TRAFFICKING) + article(2, "(Derogado).") + article(3, "Esta ley rige hoy.")
    assert set(shelf(law(words))) == {"art_1"}


AMENDING = f"Artículo 1. Se adiciona el artículo 5 al Código Penal, que queda así:\n“Artículo 5. Trata de personas. {TRAFFICKING}”\n\nArtículo 2. Esta ley rige hoy.\n"
QUOTED = "art_1__qstr_1__art_5"


def long(short: str, **given: str) -> Tagged:
    return law("".join(article(n, QUIET) for n in range(1, 8)), short=short, **given)  # type: ignore[arg-type]


def test_a_quoted_article_counts_while_the_amended_law_is_not_loaded() -> None:
    assert QUOTED in shelf(law(AMENDING, "other", short="Ley 9"))


@pytest.mark.parametrize("form", ["official", "consolidated"])
def test_a_quoted_article_yields_to_the_law_that_it_amends(form: str) -> None:
    found = shelf(law(AMENDING, "other", short="Ley 9"), long("CP", title="Código Penal de la República", form=form))
    assert QUOTED not in found
    assert "CP:art_5" in found


@pytest.mark.parametrize("words", ["la Ley Nº 25.871", "la Ley 25871 de 2004", "the Law No. 25,871"])
def test_a_quoted_article_yields_to_the_law_of_which_its_amendment_gives_the_number(words: str) -> None:
    named = long("X", title="De los migrantes")
    amending = AMENDING.replace("al Código Penal", f"a {words}")
    assert QUOTED in shelf(law(amending, "other", short="Ley 9"), named)
    numbered = replace(named, law=replace(named.law, work="/akn/xx/act/ley/2004-01-20/25871"))
    assert QUOTED not in shelf(law(amending, "other", short="Ley 9"), numbered)


@pytest.mark.parametrize(
    "other",
    [
        {"short": "CP", "title": "Código Penal de la República", "form": "excerpt"},
        {"short": "Ley de Libros"},
        {"short": "Código Procesal Penal"},
    ],
)
def test_a_quoted_article_does_not_yield_to_an_excerpt_or_to_an_unrelated_law(other: dict[str, str]) -> None:
    assert QUOTED in shelf(law(AMENDING, "other", short="Ley 9"), long(**other))


def test_a_quoted_article_does_not_yield_to_the_amending_law_s_own_number() -> None:
    words = AMENDING + "".join(article(n, QUIET) for n in range(3, 7))
    assert QUOTED in shelf(law(words, "other", short="Ley 9"))


def test_what_is_quoted_belongs_to_the_quoted_article_alone() -> None:
    found = shelf(law(AMENDING, "other", short="Ley 9"))
    assert found[QUOTED].says("recruits")
    assert not found["art_1"].says("recruits") if "art_1" in found else True


def test_annotations_stand_in_the_order_of_the_text_whatever_order_they_come_in() -> None:
    tagged = law(
        article(
            1, f"{TRAFFICKING} La pena se aumentará en un tercio cuando:\na) medie violencia;\nb) la víctima sea menor."
        )
    )
    turned = Tagged(tagged.law, tagged.clauses, tagged.annotations[::-1], tagged.quality)
    assert provisions([tagged])[0].annotations == provisions([turned])[0].annotations


def test_a_provision_without_a_number_stands_beside_the_articles() -> None:
    """A digest knows what a law says before it knows the article's number."""
    numbered = law(article(1, TRAFFICKING, "Trata de personas"))
    (said,) = numbered.clauses
    unnumbered = replace(said, eid="hcontainer_1", kind="hcontainer", number="")
    holder = Clause("hcontainer_2", "hcontainer", heading="Anexo", children=(replace(said, eid="art_2"),))
    moved = [replace(a, eid=a.eid.replace("art_1", "hcontainer_1")) for a in numbered.annotations]
    within = [replace(a, eid=a.eid.replace("art_1", "art_2")) for a in numbered.annotations]
    whole = replace(numbered, clauses=(said, unnumbered, holder), annotations=(*numbered.annotations, *moved, *within))
    assert [provision.unit.eid for provision in provisions([whole])] == ["art_1", "hcontainer_1", "art_2"]


def test_each_term_of_a_list_that_defines_it_without_a_heading_stands_alone() -> None:
    items = (
        'a) Por "trata de personas" se entenderá la captación o el traslado de personas con fines de explotación sexual.\n'
        'b) Por "tráfico ilícito de migrantes" se entiende facilitar la entrada ilegal de una persona.'
    )
    found = shelf(
        law(f"Artículo 2. A los efectos de esta ley:\n{items}\n\nArtículo 3. Esta ley rige hoy.\n", "trafficking-law")
    )
    assert {"art_2__point_a", "art_2__point_b"} <= set(found)


# ---- what might reach an offence unseen -----------------------------------------------------------------------------

TITLES = (
    "TÍTULO I\nGENERALIDADES\n\n" + article(1, "Es agravante el trato inhumano.")
    + "TÍTULO II\nDE LOS MIGRANTES\n\n" + article(2, SMUGGLING) + article(3, "Se agrava por trato inhumano.")
    + "TÍTULO III\nDE LA INTEGRIDAD\n\n" + article(4, "Quien dé trato inhumano irá a prisión de dos años.")
    + article(5, "El trato inhumano en el tráfico ilícito de migrantes es grave.") + article(6, "El trato inhumano en el caso del artículo 2 es grave.")
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "reaching"),
    [("criminal-code", {"art_3", "art_5", "art_6"}), ("migration-law", {"art_1", "art_3", "art_4", "art_5", "art_6"})],
)
def test_only_what_is_near_or_names_the_offence_might_reach_it_unseen(kind: str, reaching: set[str]) -> None:
    on = shelf(law(TITLES, kind))  # type: ignore[arg-type]
    assert {eid for eid, p in on.items() if eid != "art_2" and may_reach(p, on["art_2"], "som-label")} == reaching


def test_a_code_without_headings_is_searched_nearby() -> None:
    on = shelf(law(padded(SMUGGLING, QUIET)))
    assert may_reach(on["art_5"], on["art_1"], "som-label") and not may_reach(on["art_40"], on["art_1"], "som-label")


# ---- statutes of other traditions -----------------------------------------------------------------------------------

INTERPRETATION = """2. Interpretation
In this Act, unless the context otherwise requires—
"smuggling of migrants" means arranging or facilitating the unlawful entry of a person into a country of which he is not a citizen, and recruiting, conveying, transferring or harbouring persons for that end;
"trafficking in persons" means recruiting, conveying, transferring, harbouring or receiving a person for the purpose of exploitation;
"exploitation" means sexual exploitation, forced labour, slavery, servitude or the removal of organs.

3. Trafficking
Any person who traffics in persons commits an offence and is liable to imprisonment for a term not exceeding fifteen years.

4. Smuggling
Any person who carries out smuggling of migrants commits an offence and is liable to imprisonment for a term not exceeding ten years.
"""


def test_each_definition_is_a_provision_of_its_own() -> None:
    on = shelf(law(INTERPRETATION, "trafficking-law", language="en"))
    assert {"sec_2__point_1", "sec_2__point_2", "sec_2__point_3"} <= on.keys()
    assert on["sec_2__point_2"].says("recruits") and not on["sec_2__point_2"].says("procures-entry")
    assert "unless the context otherwise requires" in on["sec_2__point_2"].folded


def test_the_definition_joins_the_article_that_punishes_by_its_name() -> None:
    on = shelf(law(INTERPRETATION, "trafficking-law", language="en"))
    found = offence(on["sec_3"], list(on.values()), "tip-label", [on["sec_3"], on["sec_2__point_2"], on["sec_4"]])
    assert on["sec_2__point_2"] in found.joined and on["sec_4"] not in found.joined


def test_a_definition_in_a_special_law_joins_the_offence_of_the_code() -> None:
    code = law(
        article(
            1,
            "Quien ofrezca, capte o traslade personas con fines de explotación será penado con prisión de cuatro a ocho años.",
        )
    )
    special = law(
        article(
            2,
            "Se entiende por trata de personas la captación, el traslado o la acogida de personas para la servidumbre.",
        ),
        "trafficking-law",
        short="LT",
    )
    on = shelf(code, special)
    found = offence(on["art_1"], list(on.values()), "tip-label", [on["art_1"]])
    assert on["LT:art_2"] in found.joined


def test_what_raises_the_penalties_of_the_article_before_joins_through_it() -> None:
    words = padded(
        TRAFFICKING,
        *[QUIET] * 3,
        RAISES.format("del artículo 1"),
        "Las penas del artículo anterior se elevarán al doble si el autor es funcionario público.",
        upto=6,
    )
    assert joined(law(words)) == {"art_5", "art_6"}


def test_this_division_is_where_an_article_stands() -> None:
    words = (
        "Division 5—Trade in persons\n\n"
        "5.1  Trafficking in persons\n (1) A person commits an offence if he recruits or transports another person for exploitation.\nPenalty: Imprisonment for 12 years.\n\n"
        "5.2  Consent\n (1) A person may be guilty of an offence against this Division even if the victim consented.\n\n"
        "Division 6—Bigamy\n\n6.1  Bigamy\n (1) A person may be guilty of an offence against this Division even if the victim consented.\n"
    )
    assert joined(law(words, language="en"), core="sec_5-1") == {"sec_5-2"}


def test_a_penalty_that_another_article_sets_by_number_is_said_of_the_article() -> None:
    words = (
        section(3, "No person shall conceal a migrant.")
        + section(4, "A person shall post a notice.")
        + section(
            9,
            "A person convicted of an offence against section 3 is liable to imprisonment for a term not exceeding 7 years.",
        )
    )
    on = shelf(law(words, language="en"))
    assert on["sec_3"].says("penalty")
    assert {a.eid for a in on["sec_3"].annotations if a.concept == "penalty"} == {"sec_9"}
    assert "sec_4" not in on or not on["sec_4"].says("penalty")


def test_a_list_of_definitions_takes_no_penalty_from_an_article_that_refers_to_it() -> None:
    words = (
        'Section 1. Definitions\n1/ "Exploitation" means:\na) forced labour;\nb) slavery;\n2/ "Child" means any person under the age of 18 years;\n'
        "Section 2. Profit\nAny person who profits in the manner stated under section 1 shall be punishable with imprisonment from five to ten years.\n"
    )
    found = shelf(law(words, "trafficking-law", language="en"))
    assert not found["sec_1"].punishes
    assert {a.eid for a in found["sec_1"].annotations} >= {"sec_1__subsec_1__para_a", "sec_1__subsec_2"}
