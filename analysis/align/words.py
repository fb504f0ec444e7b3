"""What each clause of a law says, taken apart: its words, legal terms, concepts, numbers, units and negations, each compared on its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from analysis.align.glossary import LANGUAGES, embedded
from analysis.model import BASIC_UNITS, Clause
from analysis.provisions import Tagged
from analysis.tag.language import fold, stem
from analysis.tag.numbers import NUMBER, number
from analysis.unlisted import STOP_WORDS

_NO_CONTENT = ("cue-", "reference")
"""Concepts, by their beginnings, that do not tell what a clause is about."""
_WORD = re.compile(r"[^\W\d_]+")
_REPEALED = re.compile(r"\W*(?:(?:se )?derog|(?:\(\w+\)|and|,|\s|\W)*repealed\b).{0,80}$", re.DOTALL)
_FIGURE = re.compile(r"\d")
_ARTICLES = frozenset(["un", "una", "uno", "one"])
"""Numbers that are mostly articles or pronouns."""
_NUMBER = {spoken: re.compile(rf"\b(?:{NUMBER[spoken]})|\d+") for spoken in LANGUAGES}
_NEGATIONS = {
    "es": "no|ni|sin|nunca|jamas|ningun|ninguna|ninguno|nada|nadie|tampoco|salvo|excepto|in?existencia",
    "en": "no|not|nor|never|without|none|neither|nothing|nobody|unless|except|cannot|non|otherwise than",
}
_UNITS = {
    "day": "dias?|days?", "month": "mes|meses|months?", "year": "años?|years?", "hour": "horas?|hours?", "week": "semanas?|weeks?",
    "minute": "minutos?|minutes?", "day-fine": "dias? multa|dias? de multa", "wage": "salarios? minimos?|salarios? base|minimum wages?",
    "percent": "por ciento|porcentaje|%|per ?cent|percentage", "peso": "pesos?", "dollar": "dolar(?:es)?|dollars?|\\$", "quetzal": "quetzal(?:es)?",
    "lempira": "lempiras?", "colon": "colon(?:es)?", "cordoba": "cordobas?", "balboa": "balboas?", "euro": "euros?", "metre": "metros?|met(?:re|er)s?",
    "kilometre": "kilometros?|kilomet(?:re|er)s?", "mile": "millas?|miles?", "kilogram": "kilogramos?|kilograms?", "gram": "gramos?|grams?",
    "tonne": "toneladas?|tons?|tonnes?", "litre": "litros?|lit(?:re|er)s?", "uma": "unidad(?:es)? de medida y actualizacion", "third": "terci[oa]s?|thirds?",
    "half": "mitad|mitades|half|halves", "double": "doble|duplo|twice|double", "quarter": "cuartas? partes?|quarters?", "hectare": "hectareas?|hectares?",
}  # fmt: skip
_UNIT = re.compile("|".join(f"(?P<u{at}>(?<!\\w)(?:{forms})(?!\\w))" for at, forms in enumerate(_UNITS.values())))
_NAMES = list(_UNITS)
_NEGATION = {spoken: re.compile(rf"(?<!\w)(?:{forms})(?!\w)") for spoken, forms in _NEGATIONS.items()}
_PURPOSE = {
    "es": re.compile(r"\b(?:con|a) (?:el |los |la )?(?:fin|fines|finalidad|objeto|proposito|propositos|intencion|animo) de\b|\bpara fines\b|\bcon fines\b"),
    "en": re.compile(r"\bfor (?:the )?purposes? of\b(?! this| the present)|\bwith (?:the )?(?:intent|intention|a view|purpose)\b|\bin order to\b"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Part:
    """One clause with words, apart from its law. `above`, `before` and `after` are numbers of other parts of the law, -1 where there is none;
    `level` is 0 for a container, 1 for an article or section, 2 for what is below.
    """

    clause: Clause
    level: int
    above: int
    place: float
    concepts: frozenset[str]
    language: str
    before: int = -1
    after: int = -1
    below: tuple[int, ...] = field(default=())
    repealed: bool = False

    @cached_property
    def text(self) -> str:
        """Heading and own words; those of the whole where an article or what is below it has none."""
        own = " ".join(filter(None, (self.clause.heading, self.clause.text)))
        return own or (self.clause.full_text if self.level else "")

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self.folded)

    @cached_property
    def said(self) -> tuple[list[str], frozenset[int]]:
        """The stems of the words that are no term of the glossary, and the terms."""
        return _said(self._words, self.language)

    @cached_property
    def whole(self) -> frozenset[int]:
        """The terms of the clause and of all below it."""
        return _said(_WORD.findall(fold(self.clause.full_text)), self.language)[1]

    @cached_property
    def numbers(self) -> Counter[str]:
        """The numbers in the text by value, in figures or words; a bare “one” is left out."""
        if not _FIGURE.search(self.folded) and not any(_numeral(word, self.language) for word in self._words):
            return Counter()
        return Counter(
            f"{number(found):g}"
            for found in _NUMBER[self.language].findall(self.folded)
            if found.strip() not in _ARTICLES
        )

    @cached_property
    def units(self) -> Counter[str]:
        return Counter(_NAMES[int(str(found.lastgroup)[1:])] for found in _UNIT.finditer(self.folded))

    @cached_property
    def negations(self) -> Counter[str]:
        return Counter(_NEGATION[self.language].findall(self.folded))

    @cached_property
    def purpose(self) -> str:
        """The words that announce a purpose, the first of them; empty where there are none."""
        found = _PURPOSE[self.language].search(self.folded)
        return self.text[found.start() : found.end()] if found else ""

    @cached_property
    def features(self) -> list[str]:
        """What vectors are made of: words, ``=term``, ``#number``, ``@concept``; ``~text`` where there is nothing else."""
        words, terms = self.said
        found = [
            *words, *(f"={term}" for term in terms), *(f"#{value}" for value in self.numbers.elements()),
            *(f"@{concept}" for concept in self.concepts),
        ]  # fmt: skip
        return found or [f"~{self.folded}"]


def parts(law: Tagged) -> list[Part]:
    """The clauses of `law` that have words, in document order, each knowing where it stands."""
    said: dict[str, set[str]] = defaultdict(set)
    for annotation in law.annotations:
        if annotation.concept == "repealed" or not annotation.concept.startswith(_NO_CONTENT):
            said[annotation.eid].add(annotation.concept)
    found: list[Part] = []
    _collect(law.clauses, -1, 0, law.law.language, said, found)
    return _neighbours(found)


def _collect(
    clauses: Sequence[Clause], above: int, level: int, language: str, said: dict[str, set[str]], found: list[Part]
) -> None:
    for at, clause in enumerate(clauses):
        own = 1 if clause.kind in BASIC_UNITS else 2 if level else 0
        worded = bool(clause.heading or clause.text or clause.children)
        if worded:
            place = (at + 0.5) / len(clauses)
            concepts = frozenset(said.get(clause.eid, ()))
            repealed = "repealed" in concepts or bool(_REPEALED.match(fold(clause.text)))
            found.append(Part(clause, own, above, place, concepts - {"repealed"}, language, repealed=repealed))
        _collect(clause.children, len(found) - 1 if worded else above, own, language, said, found)


def _neighbours(found: list[Part]) -> list[Part]:
    """`found` with the parts before and after each: articles in the order of the law, others within what is above them."""
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for at, part in enumerate(found):
        rows[(part.level, -1 if part.level == 1 else part.above)].append(at)
        below[part.above].append(at)
    before, after = [-1] * len(found), [-1] * len(found)
    for row in rows.values():
        for one, two in pairwise(row):
            before[two], after[one] = one, two
    for at, part in enumerate(found):
        object.__setattr__(part, "before", before[at])
        object.__setattr__(part, "after", after[at])
        object.__setattr__(part, "below", tuple(below[at]))
    return found


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return stem(word, language)


@lru_cache(maxsize=100_000)
def _numeral(word: str, language: str) -> bool:
    return bool(_NUMBER[language].match(word)) and word not in _ARTICLES


def _said(words: Sequence[str], language: str) -> tuple[list[str], frozenset[int]]:
    stems = [_stem(word, language) for word in words]
    terms: set[int] = set()
    left = [word not in STOP_WORDS[language] and len(word) > 2 for word in words]
    for first, last, numbers in embedded().found(stems, language):
        terms.update(numbers)
        left[first:last] = [False] * (last - first)
    return [word for word, kept in zip(stems, left, strict=True) if kept], frozenset(terms)
