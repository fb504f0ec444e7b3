"""The short cuts of the tagger lose nothing: each is compared with the plain way of doing the same."""

from __future__ import annotations

import doctest
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import library
from analysis.read import read
from analysis.tag import openings
from analysis.tag.concepts import embedded
from analysis.tag.cues import Joined
from analysis.tag.filling import Filling
from analysis.tag.finder import Finder
from analysis.tag.index import Index
from analysis.tag.language import pipeline
from analysis.tag.lexicon import ARTICLE, CURRENCY_MARK, LEXICON
from analysis.tag.measures import fold, tokens
from analysis.tag.numbers import NUMBER
from analysis.tag.penalties import penalties, penalties_in
from analysis.tag.phrases import STOP, compile_phrase
from analysis.tag.spans import spans, spans_in

T = TypeVar("T")

LAWS = Path(__file__).parents[1].parent / "shared" / "laws"
FILES = (
    "es/BOE-A-1995-25444.md",
    "py/ley-4788.txt",
    "cr/codigo-penal_lexai.txt",
    "us/usc-title-22_2023.md",
    "ca/I-2.5_eng.xml",
    "us/usc-title-18_2023.md",
)
SAMPLE = 120
"""Clauses of each law that are read in both ways: the plain way takes long."""

FINDERS = {language: Finder(embedded(), language) for language in ("es", "en")}
MADE = {
    language: [
        text
        for concept in embedded()
        for examples in (concept.examples, concept.counter_examples)
        for text in examples.get(language, ())
    ]
    for language in ("es", "en")
}
"""Every example and counter-example of every concept."""


@cache
def _clauses(name: str) -> tuple[str, list[str]]:
    law = library.listed(LAWS / name) if (LAWS / name).exists() else None
    if law is None:
        pytest.skip(f"{LAWS / name} is not here")
    return law.language, [clause.text for clause in read(law).walk() if clause.text]


def _sample(texts: list[T]) -> list[T]:
    return texts[:: max(1, len(texts) // SAMPLE)]


@pytest.mark.parametrize("name", FILES)
def test_concepts_of_a_law(name: str) -> None:
    language, texts = _clauses(name)
    found = dict(zip(texts, FINDERS[language].find_all(texts), strict=True))
    assert {text: found[text] for text in _sample(texts)} == {
        text: FINDERS[language].every(text) for text in _sample(texts)
    }


@pytest.mark.parametrize("language", ["es", "en"])
def test_concepts_of_noisy_texts(language: str) -> None:
    texts = [re.sub(r"(?<=[a-z])o(?=[a-z])", "0", text, count=2) for text in _sample(MADE[language])]
    found = FINDERS[language].find_all(texts)
    assert found == list(map(FINDERS[language].every, texts))
    assert any(hit.score < 1 for hits in found for hit in hits)


@pytest.mark.parametrize("language", ["es", "en"])
def test_concepts_of_made_texts(language: str) -> None:
    texts = _sample(MADE[language])
    joined = [" ".join(texts[at : at + 3]) for at in range(0, len(texts), 3)]
    for made in (texts, joined):
        assert FINDERS[language].find_all(made) == [FINDERS[language].every(text) for text in made]


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "a", "(a)(b)", "R. U. R.", "uno\ndos; tres", "pers0nas y tra|a de pers0nas, tr4ta de personas"],
)
def test_odd_texts(text: str) -> None:
    assert FINDERS["es"].find_all([text, text]) == [FINDERS["es"].every(text)] * 2


def test_many_threads_at_once() -> None:
    texts, finder = _sample(MADE["en"]), Finder(embedded(), "en")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(finder.find, texts * 2))
    assert found == FINDERS["en"].find_all(texts) * 2


def _words(index: Index) -> list[tuple[int, int, int]]:
    """The number of the text and the offsets of every token that fills a word."""
    places = [(at, at + 1) for at, kind in enumerate(index.kinds.tolist()) if kind > STOP]
    return list(index.characters(places))


@given(st.lists(st.text("abÁB .,;:()[]-'’01\n«»\"º", max_size=12), max_size=5))
@settings(max_examples=200, deadline=None)
def test_tokens_are_those_of_spacy(texts: list[str]) -> None:
    texts = [re.sub(" +", " ", text).strip(" ") for text in texts]
    word = compile_phrase("a*|b*|0*", "es").items[0].word
    tokenizer = pipeline("es").tokenizer
    index = Index(texts, Filling([word], "es"), tokenizer)
    found = _words(index)
    plainly = [
        (number, token.idx, token.idx + len(token))
        for number, text in enumerate(texts)
        for token in tokenizer(text)
        if re.fullmatch(r"[ab0]\w*", token.lower_)
    ]
    assert found == plainly


@pytest.mark.parametrize("name", FILES)
def test_tokens_of_a_law_are_those_of_spacy(name: str) -> None:
    """Every word fills the phrase's only place, so the index gives all words that it tells apart."""
    language, texts = _clauses(name)
    chunks = sorted({chunk for text in texts for chunk in text.split(" ")} - {""})
    word = (
        compile_phrase("|".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz0123456789"), language)
        .items[0]
        .word
    )
    tokenizer = pipeline(language).tokenizer
    index = Index(chunks, Filling([word], language), tokenizer)
    assert _words(index) == [
        (number, token.idx, token.idx + len(token))
        for number, chunk in enumerate(chunks)
        for token in tokenizer(chunk)
        if re.fullmatch(r"[a-z0-9]\w*", token.lower_)
    ]


@cache
def _lexer(language: str) -> re.Pattern[str]:
    """All kinds of tokens in one pattern, as the lexicon lists them."""
    digits = NUMBER[language]
    figures = rf"\( ?(?:{digits}) ?\)|{ARTICLE[language]}(?:{digits})(?: ?\( ?{CURRENCY_MARK}(?:{digits}) ?\))?"
    kinds = [figures, *(pattern for _, pattern in LEXICON[language]), r"[^\W\d_]+|\d[\w.,]*"]
    return re.compile("|".join(f"(?P<g{at}>{kind})" for at, kind in enumerate(kinds)) + r"|(?P<mark>[,;.:()$])")


def _lexed(text: str, language: str) -> list[tuple[str, int, int]]:
    letters = ["n", *(letter for letter, _ in LEXICON[language]), "x"]
    return [
        (found[0] if found.lastgroup == "mark" else letters[int((found.lastgroup or "g0")[1:])], *found.span())
        for found in _lexer(language).finditer(text)
    ]


@pytest.mark.parametrize("name", FILES)
def test_words_of_penalties_in_a_law(name: str) -> None:
    language, texts = _clauses(name)
    for text in _sample(texts):
        folded = fold(text)
        cut = tokens(folded, language)
        assert list(zip(cut.kinds, cut.starts, cut.ends, strict=True)) == _lexed(folded.text, language)


def _table(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1].replace("\\n", "\n")) for line in lines]


@pytest.mark.parametrize(("language", "text"), _table("penalties")[::5] + _table("spans"))
def test_words_of_penalties_in_phrasings(language: str, text: str) -> None:
    folded = fold(text)
    cut = tokens(folded, language)
    assert list(zip(cut.kinds, cut.starts, cut.ends, strict=True)) == _lexed(folded.text, language)


@pytest.mark.parametrize("name", FILES)
def test_spans_and_penalties_of_a_law_without_windows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    language, texts = _clauses(name)
    texts = [text for text in _sample(texts) if len(text) < 1000]
    found = [(penalties(text, language), spans(text, language)) for text in texts]
    for name in ("penalty_windows", "span_windows"):
        monkeypatch.setattr(Joined, name, lambda joined, *_: [(0, [(0, len(joined.texts[0]))])])
    assert found == [(penalties(text, language), spans(text, language)) for text in texts]


def test_a_time_span_in_a_penalty_is_not_looked_at() -> None:
    text = "Será sancionado con prisión de dos a cuatro años."
    (penalty,) = penalties(text, "es")
    assert list(Joined([text], "es").span_windows([[]]))
    assert not list(Joined([text], "es").span_windows([[(penalty.start, penalty.end)]]))


@pytest.mark.parametrize("name", FILES)
def test_penalties_and_spans_of_a_law_at_once(name: str) -> None:
    language, texts = _clauses(name)
    joined = Joined(texts, language)
    stated = penalties_in(joined)
    apart = _sample([*zip(texts, stated, spans_in(joined, stated), strict=True)])
    assert apart == [(text, penalties(text, language), spans(text, language)) for text, _, _ in apart]


@pytest.mark.parametrize("between", ["\0", "-\n", "\xad", ""])
def test_texts_that_end_in_half_a_word(between: str) -> None:
    texts = [f"Será castigado con pri{between}", "sión de dos a cuatro a", "ños y multa. Plazo de diez a", "ños."]
    joined = Joined(texts, "es")
    stated = penalties_in(joined)
    assert stated == [penalties(text, "es") for text in texts]
    assert spans_in(joined, stated) == [spans(text, "es") for text in texts]


def test_patterns_taken_apart_keep_their_examples() -> None:
    assert doctest.testmod(openings).failed == 0


@pytest.mark.parametrize("language", ["es", "en"])
def test_alternatives_are_the_pattern(language: str) -> None:
    for _, pattern in LEXICON[language]:
        assert "|".join(openings.alternatives(pattern)) == pattern
        assert all(re.compile(one) for one in openings.alternatives(pattern))
