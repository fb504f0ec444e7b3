"""The phrase language: each operator by what it takes and what it leaves, and what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ManifestError
from analysis.tag.concepts import Concept
from analysis.tag.finder import Finder
from analysis.tag.phrases import compile_phrase

OPERATORS = [
    # phrase, language, found, not found
    ("captar", "es", ["capte", "CAPTACIÓN", "captaren"], ["capital", "recaptar"]),
    ("=trata de persona", "es", ["trata de personas", "Trata de Personas"], ["trato de personas", "tratar de persona"]),
    ("=migración", "es", ["migracion", "MIGRACIÓN"], ["migraciones", "migrar"]),
    ("migra*", "es", ["migrante", "migratorio", "migra"], ["inmigrante", "emigrar"]),
    ("vali*ndose", "es", ["valiéndose", "valiendose"], ["valiendo", "valiente"]),
    ("engaño|fraude", "es", ["engaño", "fraudes"], ["error"]),
    ("=force|coerce|thr*", "en", ["force", "coerced", "threat"], ["forces", "forcing"]),
    ("legal ?or body", "en", ["legal body", "legal or body"], ["legal and body", "legal"]),
    ("?very serious crime", "en", ["very serious crime", "serious crimes"], ["very crime"]),
    ("trabajo ..2 forzado", "es", ["trabajo forzado", "trabajo o servicio forzados"], ["trabajo o servicio muy forzado"]),
    ("trabajo forzado", "es", ["trabajos forzados"], ["trabajo muy forzado"]),
    ("menor de # año|años", "es", ["menor de 18 años", "menor de dieciocho años", "menor de noventa años"], ["menor de edad", "menor de pocos años"]),
    ("# year", "en", ["10 years", "twelve years", "ninety years"], ["many years"]),
    ("ten|# day", "en", ["ten days", "tenth 3 days"], ["tenth days"]),
    ("..3 víctima", "es", ["víctima"], ["verdugo"]),
    ("mutual co-operation|aid", "en", ["mutual co-operation", "mutual aid"], ["mutual operation", "mutual co"]),
    ("=re-enter|=return", "en", ["re-enter", "return"], ["re-entered", "enter"]),
]  # fmt: skip
UNREADABLE = ["", "?captar", "?a ?b", "..3", "captar &", "captar|", "captar ..x", "(captar)", "captar =", "a||b"]


def finder(source: str, language: str = "es", *unless: str) -> Finder:
    concept = Concept.model_validate(
        {"id": "sought", "gloss": {}, "phrases": {language: (source,)}, "except": {language: unless}}
    )
    return Finder([concept], language)


def quotes(source: str, text: str, language: str = "es", *unless: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in finder(source, language, *unless).find(text)]


@pytest.mark.parametrize(("source", "language", "text"), [(s, lg, t) for s, lg, found, _ in OPERATORS for t in found])
def test_found(source: str, language: str, text: str) -> None:
    assert quotes(source, f"xx {text} xx", language)


@pytest.mark.parametrize(("source", "language", "text"), [(s, lg, t) for s, lg, _, left in OPERATORS for t in left])
def test_left_alone(source: str, language: str, text: str) -> None:
    assert not quotes(source, f"xx {text} xx", language)


@pytest.mark.parametrize("source", UNREADABLE)
def test_unreadable(source: str) -> None:
    with pytest.raises(ManifestError, match="phrase"):
        compile_phrase(source, "es", "sought")


def test_an_error_names_concept_phrase_and_item() -> None:
    with pytest.raises(ManifestError) as raised:
        compile_phrase("captar (x)", "es", "recruits")
    assert all(part in str(raised.value) for part in ("recruits", "captar (x)", "“(x)”"))


@pytest.mark.parametrize("stop", [".", ";", ":"])
def test_a_gap_never_crosses_a_stop(stop: str) -> None:
    assert not quotes("captar ..9 persona", f"Quien capte{stop} La persona será oída.")
    assert quotes("captar ..9 persona", "Quien capte, o a la persona, será oído.")


@pytest.mark.parametrize("words", range(5))
def test_a_gap_is_as_wide_as_it_says(words: int) -> None:
    assert bool(quotes("captar ..3 víctima", "capte " + "uno " * words + "víctima")) is (words <= 3)


def test_a_gap_is_filled_with_as_few_words_as_will_do() -> None:
    assert quotes("captar ..6 persona", "capte a la persona o a otra persona") == ["capte a la persona"]


def test_gaps_add_up() -> None:
    assert quotes("captar ..1 ..1 persona", "capte a la persona")
    assert not quotes("captar ..1 ..1 persona", "capte hoy a la persona")


def test_the_longest_of_overlapping_hits_stands() -> None:
    text = "explotación sexual infantil"
    concept = Concept.model_validate(
        {"id": "x", "gloss": {}, "phrases": {"es": ("explotación", "explotación sexual infantil", "sexual infantil")}}
    )
    assert [text[hit.start : hit.end] for hit in Finder([concept], "es").find(text)] == [text]


def test_a_hit_that_overlaps_an_exception_is_none() -> None:
    assert not quotes("captar", "quien capte agua", "es", "captar agua")
    assert quotes("captar", "quien capte agua y luego capte a alguien", "es", "captar agua") == ["capte"]


WORDS = st.lists(
    st.sampled_from("capte persona víctima de la a los no 18 engaño . ; : , años menor trata".split()), max_size=25
)
SOURCES = ["captar ..3 persona", "menor de # año", "captar|engaño", "=trata ..2 persona", "capt* ?de ..1 víctima"]


@given(WORDS, st.sampled_from(SOURCES))
@settings(max_examples=200, deadline=None)
def test_the_first_look_loses_nothing(words: list[str], source: str) -> None:
    text, found = " ".join(words), finder(source)
    assert found.find(text) == found.every(text)


@given(WORDS, st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_a_gap_means_what_a_plain_reading_says(words: list[str], gap: int) -> None:
    """Against the plainest algorithm there is: look at each pair of words."""
    text = " ".join(words)
    plainly = any(
        words[i] == "capte" and words[j] == "persona" and j - i - 1 <= gap and not set(words[i:j]) & {".", ";", ":"}
        for i in range(len(words)) for j in range(i + 1, len(words))
    )  # fmt: skip
    assert bool(quotes(f"captar ..{gap} persona", text)) is plainly
