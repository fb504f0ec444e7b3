"""References between provisions: "artículos 10 y 13 de esta Ley", "sections 279.01 to 279.03", "subsection (1)".

A reference inside the law is resolved to the eid of its target; one to another law keeps that law's name, which `check` looks up among the
laws that are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from analysis.read.markers import slug

_SUFFIX = r"(?:\s?(?:bis|ter|qu[aá]ter|quinquies|quintus|sexies|septies|octies|nonies|decies)\b(?:\s\d{1,2}\b)?)?"
_NO_QUANTITY = (
    r"(?!\d|\s*(?:\(\w+\)\s*)?(?:a[ñn]os?|mes(?:es)?|d[íi]as?|horas?|years?|months?|days?|hours?|por ciento|%))"
)
_ONE = rf"\d{{1,4}}(?:\.\d{{1,3}})?[⁰¹²³⁴-⁹]{{0,2}}{_NO_QUANTITY}(?:[oa]\b\.?|[º°ª])?{_SUFFIX}(?-i:[ -]?[A-Z]\b)?(?:\(\w{{1,4}}\))*"
_TO, _AND = r"(?:to|a|al|through)", r"(?:y|e|o|u|and|or)"
_MANY = rf"{_ONE}(?:(?:\s*,\s*(?:{_AND}\s+)?|\s+(?:{_AND}|{_TO})\s+|\s*[-–]\s*)(?:el\s+|los\s+|del\s+)?{_ONE})*"
_SPANISH = re.compile(
    rf"\b(?:art[íi]culos?|arts?\.)\s*(?P<numbers>{_MANY})"
    r"(?:(?:(?!\b(?:perjuicio|adem[áa]s|conformidad|acuerdo|virtud|art[íi]culos?)\b)[^.;:]){0,60}?\b(?:de(?:l| la)?|de (?:esta|este|la presente|el presente))\s+"
    r"(?P<law>(?:esta|este|presente|la presente|el presente)?\s*"
    r"(?:ley|c[óo]digo|decreto|constituci[óo]n|convenci[óo]n|convenio|tratado|pacto|estatuto|reglamento|protocolo)\b(?:(?!\bart[íi]culos?\b)[^,.;:()]){0,80}))?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?:\b(?:sections?|articles?)|(?<![.\w])ss?\.|§+)\s*(?P<numbers>{_MANY})"
    r"(?:\s+of\s+(?P<law>(?:this|the|that|title|act|ordinance|law|public law|code)\b(?:(?!\bsections?\b|\barticles?\b)[^,.;:()]){0,80}))?",
    re.IGNORECASE,
)
_MARKS = {"es": ("art",), "en": ("section", "article", "s.", "§")}
_POINTS = {
    "es": re.compile(r"art(?:[íi]cul|s?\.)", re.IGNORECASE),
    "en": re.compile(r"[aA§sS](?:(?<=§)|(?i:(?<=a)rticle|(?<=s)(?:ection|s?\.)))"),
}
"""What every reference has, and where one can begin: quicker than the patterns."""
_RANGE = re.compile(rf"({_ONE})(?:\s*[-–]\s*|\s+{_TO}\s+)({_ONE})", re.IGNORECASE)
_LIST = re.compile(rf"\s*,\s*(?:{_AND}\s+)?|\s+{_AND}\s+", re.IGNORECASE)
_OWN = re.compile(
    r"^(?:(?:esta|este|la|el)?\s*present[e]?\b|est[ae]\b|this\b|the code$|c[óo]digo$|ley$)", re.IGNORECASE
)
_JOINING = re.compile(r"\s+(?:y|e|o|u|ni|and|or)(?:\s+(?:el|los|del|de los|the|under))?\s*$", re.IGNORECASE)
_FIRST = re.compile(_ONE, re.IGNORECASE)


class Reference(NamedTuple):
    """Words that point at provisions: their numbers as eid slugs (``366-ter``), and the other law's name or "" for the law itself."""

    start: int
    end: int
    numbers: tuple[str, ...]
    law: str


_LABEL = r"[“\"«]?\(?(?:[IVXLC]{1,7}|\d{1,2}|[a-zñ])\b[”\"»]?\)?"
_LABELS = rf"(?P<labels>{_LABEL}(?:(?:\s*,\s*|\s+(?:{_AND})\s+){_LABEL})*)"
_UNITS = (
    r"(?i:fracci[óo]n(?:es)?|incisos?|literal(?:es)?|numeral(?:es)?|apartados?|letras?"
    r"|subsections?|paragraphs?|subparagraphs?|clauses?)"
)
_ITEM = re.compile(rf"\b(?P<unit>{_UNITS})\s+{_LABELS}")
_ITEMS_BEFORE = re.compile(
    rf"(?:\b{_UNITS}\s+{_LABELS.replace('?P<labels>', '?:')},?\s+(?:de (?:la|los|las)|del?|of(?: the)?)\s+)+$"
)
_ITEMS_BEHIND = re.compile(rf"(?:\s*,?\s*(?:en (?:su|la) )?{_UNITS}\s+{_LABELS.replace('?P<labels>', '?:')})+")
_BRACKETS = re.compile(r"(?:\(\w{1,4}\))+")


def items(text: str, reference: Reference) -> list[str]:
    """The items of an article that the words around a reference name, as labels: "la fracción III, inciso b), del artículo 5" gives ``III`` and ``b``.

    Only a reference to one article is read; which article an item of several would be in cannot be told.
    """
    if len(reference.numbers) != 1 or ".." in reference.numbers[0]:
        return []
    number = _FIRST.search(text, reference.start)
    if number is None:
        return []
    brackets = _BRACKETS.search(number[0])
    behind = _ITEMS_BEHIND.match(text, number.end())
    before = _ITEMS_BEFORE.search(text[: reference.start])
    named = " ".join(found[0] for found in (before, behind) if found)
    labels = [label for item in _ITEM.finditer(named) for label in _LIST.split(item["labels"])]
    return [re.sub(r"\W", "", label) for label in (re.findall(r"\w+", brackets[0]) if brackets else []) + labels]


def references(text: str, language: str) -> Iterator[Reference]:
    """The references in `text`, in order. Spanish is asked for by ``es``; any other language is read as English."""
    language = "es" if language == "es" else "en"
    lower = text.lower()
    if not any(mark in lower for mark in _MARKS[language]):
        return
    pattern, end = _SPANISH if language == "es" else _ENGLISH, 0
    for point in _POINTS[language].finditer(text):
        found = pattern.match(text, point.start()) if point.start() >= end else None
        if not found:
            continue
        law = _JOINING.sub("", found["law"] or "").strip()
        last = found.start("law") + found["law"].index(law) + len(law) if law else found.end("numbers")
        end = found.end()
        yield Reference(found.start(), last, tuple(_numbers(found["numbers"])), "" if _OWN.match(law) else law)


def _numbers(text: str) -> Iterator[str]:
    """Each number of a list; a range gives its ends, joined by two dots, for `targets` to fill."""
    if text.isdecimal():
        yield text
        return
    rest = _RANGE.sub(lambda found: f"{_bare(found[1])}..{_bare(found[2])}", text)
    for part in _LIST.split(rest):
        if ".." in part:
            yield "..".join(slug(end) for end in part.split("..", 1))
        elif found := _FIRST.search(part):
            yield slug(_bare(found[0]))


def _bare(number: str) -> str:
    return number.split("(", 1)[0].strip()


def _place(number: str, order: Mapping[str, int]) -> int | None:
    """The place of the article of that slug; of the last one that shares its number where it is not there itself ("98C to 98F" in a text that ends at 98E)."""
    if number in order or "-" not in number:
        return order.get(number)
    base, letter = number.rsplit("-", 1)
    before = [
        at for slug_, at in order.items() if slug_.rsplit("-", 1)[0] == base and slug_.rsplit("-", 1)[-1] <= letter
    ]
    return max(before, default=None)


def targets(reference: Reference, units: Mapping[str, str], order: Mapping[str, int]) -> list[str]:
    """The eids that `reference` points at: `units` maps a number's slug to its eid, `order` to its place among `units`."""
    found: list[str] = []
    for number in reference.numbers:
        if ".." in number:
            low, high = (_place(end, order) for end in number.split("..", 1))
            if low is not None and high is not None and low <= high <= low + 200:
                found.extend(islice(units.values(), low, high + 1))
        elif number in units:
            found.append(units[number])
    return found
