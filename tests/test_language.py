"""Folding keeps every character in its place; inflections of a word meet under one stem, and false friends do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.tag.language import fold, pipeline, stem

INFLECTIONS = {
    "es": [
        "captar capta capte capten captare captaren captase captara captando captado captadas captó captación captaciones captador CAPTACIÓN",
        "reclutar recluta reclute reclutare reclutando reclutamiento reclutamientos reclutador",
        "trasladar traslade trasladare trasladando",
        "transportar transporta transporte transportare transportando transportación transportador",
        "acoger acoge acoja acogiere acogiendo acogida acogimiento",
        "recibir recibe reciba recibiere recibiendo recibido",
        "entregar entrega entregue entregó entregando",
        "explotar explota explote explotación explotaciones explotado explotador",
        "ejercer ejerce ejerza ejerciere ejerciendo",
        "esclavizar esclaviza esclavice esclavizando",
        "dirigir dirige dirija dirigiere dirigiendo",
        "víctima víctimas victima",
        "migrante migrantes", "órgano órganos", "país países", "mujer mujeres", "español españoles", "niño niña niños niñas",
        "ilegal ilegales ilegalmente", "clandestino clandestina clandestinamente",
    ],
    "en": [
        "recruit recruits recruited recruiting recruitment",
        "transport transports transported transporting transportation",
        "harbour harbor harbours harbored harbouring harboring",
        "receive receives received receiving",
        "exploit exploits exploited exploiting exploitation",
        "organise organize organised organizing organisation organization",
        "offence offense offences offenses", "defence defense", "licence license", "labour labor",
        "traffic traffick traffics trafficked trafficking trafficker",
        "coerce coerces coerced coercing", "deceive deceives deceived deceiving", "smuggle smuggles smuggled smuggling",
        "conceal conceals concealed concealing concealment",
    ],
}  # fmt: skip
APART = [
    ("es", "menor", "mentor"), ("es", "persona", "personal"), ("es", "servicio", "servidumbre"), ("es", "capte", "capaz"),
    ("es", "traslada", "traslúcido"), ("es", "intimida", "íntimo"), ("es", "libera", "libro"), ("es", "separa", "sepa"),
    ("es", "preside", "preso"), ("es", "valida", "valer"), ("es", "resida", "res"), ("es", "decida", "decir"), ("es", "apoyo", "apodo"),
    ("es", "orden", "ordinario"), ("es", "transfiera", "transforma"), ("es", "pena", "penal"), ("es", "órgano", "organizar"), ("es", "niña", "nina"), ("es", "año", "ano"),
    ("en", "organ", "organise"), ("en", "child", "chill"), ("en", "service", "servitude"), ("en", "receive", "receipt"),
]  # fmt: skip


@given(st.text(max_size=300))
@example("İSTANBUL ß ﬁ Å ǆ ᾼ ΐ")
@example("N\u0303 a\u0301 \ud7a3 \U0001d15e")
@settings(max_examples=300, deadline=None)
def test_folding_keeps_each_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold, text)), "a character folds by itself, whatever stands beside it"
    assert fold(folded) == folded


@given(st.text(alphabet="aeioubcdlmnrstáéíóúüñÁÉÍÓÚÜÑ ", max_size=60))
def test_case_and_accents_do_not_matter_but_the_tilde_does(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    bare = "".join(
        c if c in "ñÑ" else "".join(p for p in unicodedata.normalize("NFD", c) if not unicodedata.combining(p))
        for c in text
    )
    assert fold(text) == bare.lower()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("chunk", ["Fifthly.—abuse", "(a)—abuse", "42.–abuse", "1.-abuse", "threats;—abuse"])
def test_a_word_right_behind_a_dash_is_a_word(language: str, chunk: str) -> None:
    assert [token.text for token in pipeline(language).tokenizer(chunk)][-1] == "abuse"


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=120))
@settings(max_examples=150, deadline=None)
def test_tokens_stand_where_the_text_says(text: str) -> None:
    doc = pipeline("es").tokenizer(text)
    assert all(
        text[token.idx : token.idx + len(token)] == token.text and token.lower_ == fold(token.text) for token in doc
    )


@pytest.mark.parametrize(
    ("language", "row"), [(language, row) for language, rows in INFLECTIONS.items() for row in rows]
)
def test_inflections_meet(language: str, row: str) -> None:
    stems = {word: stem(word, language) for word in row.split()}
    assert len(set(stems.values())) == 1, stems


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_other_words_do_not_meet(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


AR = "ar a an e en ado ada ados adas ando andose aron are aren ara aran ase asen aba aban arlo arse"
ER = "er e en a an ido ida idos idas iendo iendose io ieron iere ieren iera ieran iese iesen erlo erse"
IR = "ir e en a an ido ida idos idas iendo iendose io ieron iere ieren iera ieran iese iesen irlo irse"
PARADIGMS = [
    # root, endings, further shapes of the verb and its noun
    ("traslad", AR, "traslado traslados"), ("degrad", AR, "degradación"), ("persuad", IR, ""), ("evad", IR, ""), ("invad", IR, ""),
    ("añad", IR, ""), ("olvid", AR, "olvido"), ("intimid", AR, "intimidación intimidaciones"), ("liquid", AR, "liquidación"),
    ("consolid", AR, ""), ("valid", AR, "validación"), ("resid", IR, ""), ("decid", IR, ""), ("divid", IR, ""), ("coincid", IR, ""),
    ("reincid", IR, ""), ("presid", IR, ""), ("imped", "ir ido ida idos idas", "impide impiden impida impidan impidió impidiere impidiendo"),
    ("exped", "ir ido ida idos idas", "expide expida expidan expidió expidiere expidiendo"), ("transfer", "ir ido ida", "transfiere transfiera transfirió transfiriere transfiriendo"),
    ("cooper", AR, "cooperación cooperador"), ("vulner", AR, "vulneración"), ("separ", AR, "separación"), ("retir", AR, "retiro"),
    ("menoscab", AR, "menoscabo"), ("traspas", AR, "traspaso"), ("increment", AR, "incremento"), ("comand", AR, "comando"),
    ("pose", "er e en a an ido ida", "poseyó poseyendo poseyere poseyeren poseyera poseedor"),
    ("distribu", "ir ido ida idos", "distribuye distribuya distribuyó distribuyendo distribuyere distribuyeren"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "endings", "further"), PARADIGMS, ids=[row[0] for row in PARADIGMS])
def test_every_form_of_a_verb_has_the_stem_of_the_verb(verb: str, endings: str, further: str) -> None:
    forms = [*(verb + ending for ending in endings.split()), *further.split()]
    assert len({stem(form, "es") for form in forms}) == 1, {form: stem(form, "es") for form in forms}


@pytest.mark.parametrize("row", ["año años", "día días", "uso usos", "río ríos", "interés intereses", "mes meses"])
def test_short_plurals_and_those_in_s(row: str) -> None:
    assert len({stem(word, "es") for word in row.split()}) == 1


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_word_has_a_stem_that_accents_and_case_do_not_change(word: str) -> None:
    for language in ("es", "en"):
        assert stem(word, language) == stem(fold(word), language)
