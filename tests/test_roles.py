"""What a sentence does with the words in it, as tables: words of a law, a concept in them, and the roles in which it stands there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import article, roles, said, section

from analysis.tag.finder import Hit
from analysis.tag.roles import CUES, Sentence, handed_down, role_of, sentences

BASE = "Quien capte a una persona mediante engaño será sancionado con prisión de cuatro a ocho años."
BASE_EN = "A person who recruits another by deception is guilty of an offence and liable to imprisonment for ten years."

SENTENCES = [
    ("es", BASE, "deceives", ["element"]),
    ("es", "Si el culpable fuere funcionario público, sufrirá el máximo de la pena.", "public-official", ["aggravator"]),
    ("es", "Las víctimas no serán objeto de multa por ocultar a otra persona.", "victim", ["exclusion"]),
    ("en", "If the offender is a public officer, he shall suffer the maximum of the penalty and be imprisoned for ten years.", "public-official", ["aggravator"]),
    ("en", "Whoever abets any offence shall, if the act abetted is committed, be punished as if he had committed it.", "any-offence", ["element"]),
    ("es", "La pena del artículo anterior se impondrá a quien acoja a una persona.", "harbours", ["element"]),
    ("es", "El mínimo de la pena señalada será de dos años cuando la víctima fuere menor de edad.", "child", ["aggravator"]),
    ("en", "The maximum term under section 4 is twenty years where the victim is a child.", "child", ["aggravator"]),
    ("en", "Any person who conspires to do an act which if done in the State would be a felony is liable to imprisonment for seven years.", "conspires", ["element"]),
    ("en", "A victim is not criminally or administratively liable for recruiting another.", "recruits", ["exclusion"]),
    ("es", "Comete el delito de trata quien, valiéndose de engaño, traslade a otro.", "deceives", ["element"]),
    ("es", f"{BASE} La pena se aumentará en un tercio si media violencia.", "coerces", ["aggravator"]),
    ("es", f"{BASE} La pena se aumentará en un tercio si media violencia.", "deceives", ["element"]),
    ("es", "La pena será de seis a doce años cuando medie engaño.", "deceives", ["aggravator"]),
    ("es", "Las penas se elevarán al doble cuando el autor sea funcionario público.", "public-official", ["aggravator"]),
    ("es", "Si el autor obró bajo amenaza, la pena podrá reducirse a la mitad.", "coerces", ["mitigator"]),
    ("es", "Para los efectos de esta ley se entiende por engaño la mentira.", "deceives", ["definition"]),
    ("es", "El Estado promoverá campañas contra el engaño.", "deceives", ["mention"]),
    ("es", "La autoridad deberá detectar el engaño.", "deceives", ["mention"]),
    ("es", "El engaño es frecuente en las fronteras.", "deceives", ["mention"]),
    ("es", "No será punible el migrante que haya sufrido engaño.", "deceives", ["exclusion"]),
    ("es", "Será punible el engaño que sufra el migrante; se impondrá prisión de un año.", "deceives", ["element"]),
    ("es", "No será sancionado con prisión quien acoja a una persona.", "harbours", ["exclusion"]),
    ("es", "Será sancionado con prisión de dos años quien acoja a una persona.", "harbours", ["element"]),
    ("es", "La pena no será inferior a seis años para quien acoja a una persona.", "harbours", ["element", "mention"]),
    ("es", "Quien capte a otro será penado con prisión de dos a cuatro años, la que se aumentará en un tercio si media violencia.", "recruits", ["element"]),
    ("es", "Quien capte a otro será penado con prisión de dos a cuatro años, la que se aumentará en un tercio si media violencia.", "coerces", ["aggravator"]),
    ("es", "Los jefes de una banda serán penados con prisión de seis a nueve años; los miembros, con la pena reducida en un tercio.", "directs", ["element"]),
    ("en", "The leader of a gang is liable to imprisonment for nine years; the penalty shall be increased by one half where violence is used.", "coerces", ["aggravator"]),
    ("es", "Si la víctima fuere menor de edad, la pena se elevará al doble.", "child", ["aggravator"]),
    ("es", f"{BASE}\n\nSi la víctima fuere menor de edad, aun cuando no concurriere engaño, se impondrán las penas de presidio mayor en su grado medio.", "child", ["aggravator"]),
    ("en", f"{BASE_EN} If the victim is a child, even without any deception, that person commits an offence.", "child", ["aggravator"]),
    ("en", "Whoever recruits another shall be imprisoned for four years, which shall be increased by one half if violence is used.", "recruits", ["element"]),
    ("en", "Whoever recruits another shall be imprisoned for four years, which shall be increased by one half if violence is used.", "coerces", ["aggravator"]),
    ("en", BASE_EN, "deceives", ["element"]),
    ("en", "Whoever conspires to commit an offence punishable with a term of two years shall be punished in the same manner as if he had committed it.", "conspires", ["element"]),
    ("en", f"{BASE_EN} The penalty shall be increased by one half where violence is used.", "coerces", ["aggravator"]),
    ("en", "A person is not guilty of an offence if he harbours a person who is a relative.", "harbours", ["exclusion"]),
    ("en", "A person is guilty of an offence if he harbours a person.", "harbours", ["element"]),
    ("en", "This section does not apply to a person who harbours a person who is a relative.", "harbours", ["exclusion"]),
    ("en", "The sentence may be reduced where the offender acted under threat.", "coerces", ["mitigator"]),
    ("en", 'In this Act "deception" means a false promise.', "deceives", ["definition"]),
    ("en", "Aiding the stay of an alien in the country, if committed for gain, is punishable by up to three years of imprisonment.", "material-benefit", ["element"]),
    ("en", "Placing a person in servitude, if such act is performed through deception, is punishable by one to seven years of imprisonment.", "deceives", ["element"]),
    ("en", f"{BASE_EN} The same act, if committed through violence, is punishable by imprisonment for twelve years.", "coerces", ["aggravator"]),
    ("es", "Quien someta a otro a servidumbre, si el hecho se comete mediante engaño, será castigado con prisión de uno a siete años.", "deceives", ["element"]),
    ("es", f"{BASE} El mismo hecho, si se comete mediante violencia, será castigado con prisión de seis a doce años.", "coerces", ["aggravator"]),
    ("en", "The Minister shall establish a programme against deception.", "deceives", ["mention"]),
]  # fmt: skip

LISTS = [
    ("es", "Se impondrá prisión de cuatro a ocho años a quien:\na) capte a otro mediante engaño;\nb) acoja a una persona.", "harbours", ["element"]),
    ("es", f"{BASE}\n\nLa pena será de seis a diez años cuando:\na) medie violencia;\nb) la víctima sea menor de dieciocho años.", "child", ["aggravator"]),
    ("es", f"{BASE}\n\nLa pena se aumentará hasta en la mitad:\nI. si media violencia;\nII. si la víctima es menor de edad.", "coerces", ["aggravator"]),
    ("es", "No se impondrá pena a quien:\na) acoja a una persona de su parentesco;\nb) preste ayuda humanitaria.", "kinship-or-authority", ["exclusion"]),
    ("es", "Se entenderá por:\na) Engaño: la mentira;\nb) Niño: el menor de dieciocho años.", "child", ["definition"] * 2),
    ("es", "La autoridad deberá:\na) detectar el engaño;\nb) prevenir la violencia.", "coerces", ["mention"]),
    ("es", f"{BASE} Se impondrá prisión de diez a quince años cuando:\na) la víctima sea menor de edad;\nb) medie violencia.", "coerces", ["aggravator"]),
    ("es", f"{BASE} La misma pena se impondrá cuando:\na) medie violencia;\nb) la víctima sea menor de edad.", "coerces", ["element"]),
    ("en", "A person commits an offence who\n(a) recruits another by deception; or\n(b) harbours a person.", "harbours", ["element"]),
    ("en", f"{BASE_EN}\n\nThe penalty is doubled where:\n(a) the victim is a child;\n(b) violence is used.", "coerces", ["aggravator"]),
    ("en", "This section does not apply to a person who\n(a) harbours a person who is a relative; or\n(b) gives humanitarian assistance.", "harbours", ["exclusion"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "concept", "expected"), SENTENCES)
def test_a_sentence(language: str, words: str, concept: str, expected: list[str]) -> None:
    found = roles(words if language == "es" else section(1, words), concept, language)
    assert found, "the concept was not found at all"
    assert set(found) <= set(expected)


@pytest.mark.parametrize(("language", "words", "concept", "expected"), LISTS)
def test_a_list_does_what_the_words_before_it_say(language: str, words: str, concept: str, expected: list[str]) -> None:
    assert roles(article(1, words) if language == "es" else section(1, words), concept, language) == expected


def test_a_list_of_means_before_the_penalty_is_of_elements() -> None:
    words = (
        "El que capte a otro cuando:\na) medie engaño;\nb) medie violencia,\nserá reprimido con prisión de cinco años."
    )
    assert set(roles(article(1, words), "coerces")) == {"element"}


def test_an_item_can_say_otherwise_itself() -> None:
    words = "Se impondrá prisión de cuatro años a quien:\na) capte a otro;\nb) acoja a una persona. No será punible el pariente que la acoja."
    found = [(a.concept, a.role) for a in said(article(1, words)) if a.concept in ("harbours", "kinship-or-authority")]
    assert ("harbours", "element") in found
    assert ("kinship-or-authority", "exclusion") in found


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Agravantes", "aggravator"), ("Circunstancias atenuantes", "mitigator"), ("Definiciones", "definition")],
)
def test_a_heading_gives_the_role_of_bare_items(heading: str, role: str) -> None:
    assert roles(article(1, "Las siguientes:\na) la violencia;\nb) el parentesco.", heading), "coerces") == [role]


def test_the_aggravators_of_an_article_do_not_reach_the_next() -> None:
    words = article(1, f"{BASE} La pena se aumentará en un tercio cuando:\na) medie violencia.") + article(2, BASE)
    assert [a.role for a in said(words) if a.concept == "deceives"] == ["element", "element"]


PENALTIES = [
    ("es", BASE, ["element"]),
    ("es", f"{BASE} La pena se aumentará en un tercio si media violencia.", ["element", "aggravator"]),
    ("es", f"{BASE} La pena se reducirá a la mitad si libera a la víctima.", ["element", "mitigator"]),
    (
        "es",
        f"{BASE} La pena será de diez a quince años cuando la víctima sea menor de edad.",
        ["element", "aggravator"],
    ),
    ("en", BASE_EN, ["element"]),
]


@pytest.mark.parametrize(("language", "words", "expected"), PENALTIES)
def test_penalties(language: str, words: str, expected: list[str]) -> None:
    assert roles(article(1, words) if language == "es" else section(1, words), "penalty", language) == expected


def test_a_condition_in_the_next_sentence_does_not_make_the_base_penalty_an_aggravated_one() -> None:
    words = f"{BASE_EN} If the victim is a child, the offender shall be liable to imprisonment for life."
    assert roles(section(1, words), "penalty", "en") == ["element", "aggravator"]


LIABLE = "A person guilty of an offence under this section is liable to imprisonment for ten years"


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", f"{LIABLE}, where the person is convicted on indictment.", "element"), ("en", f"{LIABLE} if the Crown proceeds by indictment.", "element"),
        ("en", f"{LIABLE}, where the person is convicted on information.", "element"),
        ("en", "Where the offender is found guilty, the penalty is imprisonment for ten years.", "element"),
        ("en", "If the offender is an individual, imprisonment for ten years.", "element"),
        ("en", "When tried summarily, the person is liable to imprisonment for ten years.", "element"),
        ("en", f"{LIABLE}, where the person has previously been convicted.", "aggravator"),
        ("en", "If the offender is convicted on indictment and the victim is a child, imprisonment for ten years.", "aggravator"),
        ("en", f"{LIABLE}, if the victim dies.", "aggravator"),
        ("en", "Where death results, the penalty is imprisonment for ten years.", "aggravator"),
        ("es", "Si fuere declarado culpable, la pena será de prisión de diez años.", "element"),
        ("es", "Cuando se trate de personas físicas, prisión de diez años.", "element"),
        ("es", "Si hubiere sido condenado anteriormente, prisión de diez años.", "aggravator"),
        ("en", "If the convicted person is a public officer, imprisonment for ten years.", "aggravator"),
        ("en", "If the offender is convicted of harming a child, imprisonment for ten years.", "aggravator"),
        ("en", "Where the proceeds exceed the limit, imprisonment for ten years.", "aggravator"),
        ("es", "Si el culpable fuere funcionario público, la pena será de prisión de diez años.", "aggravator"),
        ("es", "Si el condenado fuere ascendiente de la víctima, la pena será de prisión de diez años.", "aggravator"),
        ("es", "Cuando la víctima muera, prisión de diez años.", "aggravator"),
        ("en", "If any person sells another into bondage, he shall be punished with imprisonment for ten years.", "element"),
        ("en", "If a person causes another to leave the State for bondage, then he is liable to imprisonment for ten years.", "element"),
        ("en", "If a person dies, the offender shall be punished with imprisonment for ten years.", "aggravator"),
        ("en", "If any person who is a public officer sells another, he shall be punished with imprisonment for ten years.", "aggravator"),
        ("en", "If a person commits the said offence against a child, he shall be punished with imprisonment for ten years.", "aggravator"),
        ("es", "Si una persona vende a otra, será castigada con prisión de diez años.", "element"),
        ("es", "Si una persona resultare muerta, se impondrá prisión de diez años.", "aggravator"),
        ("en", "Any person who conspires to commit a felony is liable, if no other punishment is provided, to imprisonment for ten years.", "element"),
        ("en", "A conspirator is liable to imprisonment for ten years where the crime is punishable with rigorous imprisonment.", "element"),
        ("en", "A person who plans an act which if done in the State would be a felony is liable to imprisonment for ten years.", "element"),
    ],
)  # fmt: skip
def test_a_condition_of_procedure_does_not_make_a_penalty_an_aggravated_one(
    language: str, words: str, expected: str
) -> None:
    assert roles(article(1, words) if language == "es" else section(1, words), "penalty", language) == [expected]


def test_both_ways_of_trial_set_the_base_penalty_and_the_graver_one_is_marked() -> None:
    words = (
        "A person who smuggles a migrant is liable\n(a) where convicted on indictment, to imprisonment for ten years;\n"
        "(b) where convicted summarily, to imprisonment for one year."
    )
    found = [a for a in said(section(1, words), "en") if a.concept == "penalty"]
    assert [(a.role, a.values.get("base", False)) for a in found] == [("element", True), ("element", False)]


def test_the_way_of_trial_under_an_aggravator_stays_an_aggravator() -> None:
    words = (
        f"{BASE_EN}\n(2) The penalty shall be increased where the victim is a child:\n"
        "(a) on conviction on indictment, imprisonment for life;\n(b) on summary conviction, imprisonment for two years."
    )
    assert roles(section(1, words), "penalty", "en")[1:] == ["aggravator", "aggravator"]


# ---- the parts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Uno. Dos.", 2), ("Uno; dos.", 1), ("Uno; Dos.", 2), ("Uno\nDos", 2), ("El art. 5 y el núm. 3 rigen.", 1), ("La No. 7 rige.", 1),
        ("La empresa X, S.A. de capital variable.", 1), ("La empresa X, S.A. El gerente responde.", 1), ("The U.S. Attorney acts.", 1),
        ("Uno. ¿Dos?", 2), ("Uno. “Dos”.", 2), ("", 0),
    ],
)  # fmt: skip
def test_sentences_are_cut_at_full_stops_only(text: str, count: int) -> None:
    assert len(sentences(text, ())) == count


@given(st.text(alphabet="aA.;:\n “(é", max_size=60), st.lists(st.integers(0, 59), max_size=4))
@settings(max_examples=200, deadline=None)
def test_sentences_cover_the_text_and_each_cue_counts_once(text: str, places: list[int]) -> None:
    cues = [Hit("cue-excludes", place, place + 1) for place in places if place < len(text)]
    found = sentences(text, cues)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(any(one.start <= cue.start < one.end and one.role == "exclusion" for one in found) for cue in cues)
    if ":" not in text:  # which opens a list whose sentences have the role of the words that introduce it
        assert sum(one.role is not None for one in found) <= len(cues)
    assert all(one.role is None or any(cue.start < one.end for cue in cues) for one in found)


def test_the_strongest_cue_gives_the_role() -> None:
    names = list(CUES)
    for at, strongest in enumerate(names):
        cues = [Hit(name, 0, 1) for name in reversed(names[at:])]
        assert sentences("No será punible", cues)[0].role == CUES[strongest]


OWN = [
    # the sentence's own role, the inherited one, does the article punish, expected
    (None, None, True, "element"), (None, None, False, "mention"), (None, "aggravator", False, "aggravator"),
    (None, "element", False, "element"), ("element", "aggravator", True, "aggravator"), ("element", "exclusion", True, "exclusion"),
    ("exclusion", "element", True, "exclusion"), ("exclusion", "aggravator", True, "exclusion"), ("aggravator", "definition", True, "aggravator"),
    ("mention", "definition", False, "definition"), ("mention", None, True, "mention"), ("definition", "element", True, "definition"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "inherited", "punishes", "expected"), OWN)
def test_own_words_against_the_list(own: str | None, inherited: str | None, punishes: bool, expected: str) -> None:
    assert role_of(Sentence(0, 1, own), inherited, punishes) == expected  # type: ignore[arg-type]


HANDED = [
    # words before the list, their role, inherited, is a penalty stated after the base, expected
    ("La pena será de seis años cuando:", "element", None, True, "aggravator"),
    ("La pena será de seis años cuando:", "element", None, False, "element"),
    ("Será sancionado con prisión quien:", "element", None, True, "element"),
    ("en las circunstancias siguientes:", None, None, True, "aggravator"),
    ("liable to ten years if —", "element", None, True, "aggravator"),
    ("Son los siguientes:", None, "aggravator", False, "aggravator"),
    ("No se aplica a quien:", "exclusion", "aggravator", False, "exclusion"),
    ("Se castiga a quien:", "element", "exclusion", False, "exclusion"),
    ("Se castiga a quien:", "element", "mention", False, "element"),
    ("The same act, if committed:", None, None, False, "aggravator"),
    ("El mismo hecho, si se comete:", None, None, False, "aggravator"),
    ("The same shall apply to:", None, "element", False, "element"),
    ("", None, "element", False, "element"),
]


@pytest.mark.parametrize(("text", "role", "inherited", "penalty", "expected"), HANDED)
def test_what_is_handed_down(text: str, role: str | None, inherited: str | None, penalty: bool, expected: str) -> None:
    found = [Sentence(0, len(text), role)] if text else []  # type: ignore[arg-type]
    assert handed_down(text, found, inherited, penalty) == expected  # type: ignore[arg-type]


def test_an_item_whose_penalty_depends_on_a_circumstance_is_a_graver_case() -> None:
    words = (
        "La trata será sancionada:\n1. Con prisión de trece a dieciséis años.\n2. Con prisión de dieciséis a veinte años, si la víctima es menor de edad.\n"
        "3. Con prisión de veinte a treinta años, cuando se produzca la muerte de la víctima."
    )
    assert roles(words, "penalty") == ["element", "aggravator", "aggravator"]
    assert roles(words, "child") == ["aggravator"]
    assert roles(words, "death-or-injury") == ["aggravator"]


def test_a_list_run_into_the_sentence_has_its_role() -> None:
    words = "Se consideran agravantes de estos delitos: 1. Que la víctima sea un niño. 2. Que el autor sea funcionario público. El juez fijará la pena."
    assert roles(words, "child") == ["aggravator"] and roles(words, "public-official") == ["aggravator"]


def test_the_first_item_is_no_graver_case_of_those_behind_it() -> None:
    words = "I. Quien capte a otro para explotarlo será penado con prisión de cinco a diez años.\nLa pena subirá, cuando:\n1. La víctima sea un niño.\nII. La pena se agravará en un tercio, cuando muera la víctima."
    assert roles(words, "recruits") == ["element"]


def test_a_term_in_a_list_of_definitions_is_defined_whatever_verb_follows() -> None:
    words = section(
        3,
        'In this Act—\n"exploitation" includes forced labour, servitude and the removal of organs;\n"place" includes a ship.',
    ) + section(4, "Nothing.")
    assert set(roles(words, "servitude", "en")) == {"definition"}
