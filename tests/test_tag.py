"""The tagger on whole documents: quotes stand where they say, repealed articles say nothing, noise is forgiven with care."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import SMUGGLING, TRAFFICKING, article, document, said, section

from analysis.model import Annotation, Clause, Document, Law
from analysis.read import read
from analysis.tag import LANGUAGES, tag
from analysis.tag.concepts import Concept, embedded
from analysis.tag.roles import CUES

LAWS = Path(__file__).parents[1].parent / "shared" / "laws"
SHORT = 60_000
"""Laws of more bytes take too long to read and tag here; the gold answers are made from all."""


def real_laws() -> list[Law]:
    found = []
    for file in sorted(LAWS.glob("*/laws.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if entry["language"] not in LANGUAGES or (file.parent / entry["file"]).stat().st_size > SHORT:
                continue
            version = entry["version"] if isinstance(entry["version"], date) else None
            found.append(
                Law(
                    entry["id"], file.parent.name.upper(), entry["title"], entry["short"], entry["kind"], entry["language"],
                    file.parent / entry["file"], entry["format"], entry["text"], version=version,
                )
            )  # fmt: skip
    return found


def check_places(read_law: Document, annotations: tuple[Annotation, ...]) -> None:
    texts = {clause.eid: clause.text for clause in read_law.walk()}
    for a in annotations:
        assert texts[a.eid][a.start : a.end] == a.quote
        assert a.law == read_law.law.expression
        assert a.concept not in CUES, "cues serve the tagger alone"
        assert a.quote or "heading" in a.values or a.concept == "repealed"


@pytest.mark.skipif(not LAWS.exists(), reason="../shared/laws is not here")
@pytest.mark.parametrize("law", real_laws(), ids=lambda law: law.expression)
def test_quotes_stand_where_they_say_in_real_laws(law: Law) -> None:
    read_law = read(law)
    annotations = tag(read_law)
    check_places(read_law, annotations)
    assert annotations, "a law of this field says something"


PIECES = [
    "capte a una persona", "con fines de explotación sexual", "menor de dieciocho años", "prisión de cinco a diez años", "No será punible", ".", ";",
    ":", "\n", "\n\n", "a) ", "II. ", "“", "artículos 2 y 3 de la Ley de Migración", "cuando", "La pena se aumentará en un tercio", "ñ", "\u0301",
    "…", "tr4ta d3 pers0nas", "Artículo 7. ", "(1)", "aun cuando no se recurra a ninguno de los medios", "treinta días",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_quotes_stand_where_they_say_in_any_text(pieces: list[str]) -> None:
    read_law = document("Artículo 1. " + " ".join(pieces) + "\n")
    check_places(read_law, tag(read_law))


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=120))
@settings(max_examples=80, deadline=None)
def test_text_that_is_no_law_is_tagged_without_a_fault(text: str) -> None:
    clause = Clause("art_1", "article", "1", "", f"Quien capte a una persona. {text}")
    read_law = replace(document(article(1, "Nada.")), clauses=(clause,))
    check_places(read_law, tag(read_law))


def test_annotations_come_in_document_order() -> None:
    read_law = document(
        article(1, TRAFFICKING)
        + article(2, "No será punible:\na) la víctima;\nb) el pariente.")
        + article(3, SMUGGLING)
    )
    order = [clause.eid for clause in read_law.walk()]
    places = [order.index(a.eid) for a in tag(read_law)]
    assert places == sorted(places)


def test_tagging_twice_says_the_same() -> None:
    read_law = document(article(1, TRAFFICKING) + article(2, SMUGGLING))
    assert tag(read_law) == tag(read_law)


@pytest.mark.parametrize(
    "words",
    [
        "(Derogado).", "Derogado por la Ley 5.", "Se deroga.", "Abrogado.", "Suprimido.", "[Repealed, 2015, c. 3]", "Repealed.",
        "Artículo derogado.", "(Sin efecto).",
    ],
)  # fmt: skip
def test_a_repealed_article_says_only_that(words: str) -> None:
    assert {a.concept for a in said(article(1, "Quien capte.") + article(2, words)) if a.eid == "art_2"} == {"repealed"}


@pytest.mark.parametrize("words", ["Derógase.", "Deróguese.", "Suprímese.", "Abrógase."])
def test_a_repeal_with_an_accent(words: str) -> None:
    test_a_repealed_article_says_only_that(words)


@pytest.mark.parametrize(
    "words", ["Quien capte a una persona derogará.", f"{TRAFFICKING} Se derogan las leyes contrarias."]
)
def test_an_article_that_speaks_of_repeal_stays_law(words: str) -> None:
    found = {a.concept for a in said(words)}
    assert "recruits" in found and "repealed" not in found


def test_an_article_that_repeals_others_is_not_repealed_itself() -> None:
    words = article(1, "Quien capte.") + article(2, "Se derogan los artículos 3 y 4. " + TRAFFICKING)
    assert {"recruits", "penalty"} <= {a.concept for a in said(words) if a.eid == "art_2"}


@pytest.mark.parametrize("language", ["fr", "pt"])
def test_a_law_in_a_language_without_phrases_is_read_and_not_tagged(language: str) -> None:
    read_law = document("Article 1. Quiconque recrute une personne est puni de cinq ans.\n", language=language)
    assert language not in LANGUAGES
    assert [clause.kind for clause in read_law.walk()] == ["article"]
    assert tag(read_law) == ()


def test_a_heading_is_a_mention_without_a_place() -> None:
    (found,) = [a for a in said(article(1, "Prisión de dos años.", "Trata de personas")) if a.concept == "tip-label"]
    assert (found.role, found.start, found.end, found.quote, found.values["heading"]) == (
        "mention",
        0,
        0,
        "",
        "Trata de personas",
    )


def test_given_concepts_take_the_place_of_the_embedded_ones() -> None:
    own = Concept.model_validate({"id": "library", "gloss": {}, "phrases": {"es": ("biblioteca",)}})
    read_law = document("Artículo 1. La biblioteca capta lectores.\n")
    assert [(a.concept, a.quote, a.by) for a in tag(read_law, [own])] == [("library", "biblioteca", "rule:library")]


def test_an_unnumbered_text_is_tagged_as_mentions() -> None:
    read_law = document("PREÁMBULO\n\nCAPÍTULO I\nDe la trata de personas\n\n" + article(1, "El Estado cooperará."))
    assert {a.role for a in tag(read_law)} == {"mention"}


# ---- scanning noise ------------------------------------------------------------------------------------------------

LONG = "aun cuando no se recurra a ninguno de los medios"


def concept(phrase: str) -> list[Concept]:
    return [Concept.model_validate({"id": "sought", "gloss": {}, "phrases": {"es": (phrase,)}})]


def scores(phrase: str, words: str) -> list[float]:
    return [a.score for a in tag(document(f"Artículo 1. {words}\n"), concept(phrase))]


@pytest.mark.parametrize(
    ("phrase", "noisy"),
    [
        (LONG, "aun cu4ndo no se recurra a ninguno de los medi0s"), (LONG, "aun cuando n0 se recurra a n1nguno de los medios"),
        (LONG, "aun cuando no se r3curra a ninguno de los med1os"), ("capte", "c4pte"), ("=trata", "tr4ta"), ("entrada ..3 ilegal", "entrada al país i1egal"),
        ("explotación ..2 sexual|laboral", "exp|otación labora1mente labora|"), ("organ*", "0rganización"), ("persona", "per$onas"),
        ("sin autorización", "s1n aut0rización"),
    ],
)  # fmt: skip
def test_figures_and_marks_for_letters_are_forgiven(phrase: str, noisy: str) -> None:
    (score,) = scores(phrase, f"Lo mismo vale {noisy} siempre.")
    assert 0.75 < score < 1


@pytest.mark.parametrize(
    ("phrase", "noisy"),
    [
        ("trata de personas", "tr4ta de pers"), ("trata", "tr454"), ("entrada ilegal", "entr4da legal"), ("legal", "i1egal"), ("punible", "1mpunible"),
        ("no será punible", "será pun1ble"), ("sin permiso", "con perm1so"), ("no", "Decreto n0 27"), ("# años", "l0 años"),
    ],
)  # fmt: skip
def test_lost_and_other_letters_are_not_forgiven(phrase: str, noisy: str) -> None:
    assert scores(phrase, f"Quien {noisy} algo.") == []


def test_a_clean_text_is_matched_to_the_letter() -> None:
    assert scores(LONG, "Aun cuando no se recurra a ninguno de los modos.") == []
    assert scores(LONG, f"Lo mismo vale {LONG}.") == [1.0]


@pytest.mark.parametrize(
    ("phrase", "lost"),
    [
        ("la víctima no será sancionada por ello", "La víctima será sancionada por ello según el inc1so."),
        ("sin el consentimiento válido de la víctima", "Con el consentimiento vál1do de la víctima."),
        ("entrada de personas sin los requisitos legales", "Entrada de pers0nas con los requisitos legales."),
        ("con los requisitos legales del país", "Sin l0s requisitos 1egales del país."),
    ],
)  # fmt: skip
def test_noise_does_not_turn_a_sentence_round(phrase: str, lost: str) -> None:
    assert scores(phrase, lost) == []


def test_every_concept_is_found_in_some_role_by_its_own_first_example() -> None:
    for one in embedded():
        if one.id in CUES or one.id.startswith("cue-"):
            continue
        words = one.examples["es"][0] if one.examples.get("es") else ""
        if words:
            assert one.id in {a.concept for a in said(article(1, words))}, (one.id, words)


def test_a_section_of_english_law() -> None:
    words = section(
        "279.01",
        "A person who recruits another by deception is guilty of an offence and liable to imprisonment for ten years.",
        "Trafficking",
    )
    found = {(a.eid, a.concept): a.role for a in said(words, "en")}
    assert found["sec_279-01", "recruits"] == "element"
    assert found["sec_279-01", "penalty"] == "element"
