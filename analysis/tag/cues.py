"""The first look: where in a text a penalty or a time span can stand at all, by plain search for the words that every
one has.

Most clauses of a law hold neither, so this look decides how fast a law is read. It must lose nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.tag.measures import plain

_TERM_NEAR = {
    "es": re.compile(
        r"\b(?:anos?|mes(?:es)?|dias?|mitad|terci|tercera|partes?|doble|duplic|triplic|grados?|muerte|perpetu"
        r"|jornadas|multa|vitalici|por +ciento|de +por +vida)"
    ),
    "en": re.compile(
        r"\b(?:years?|months?|half|thirds?|quarter|twice|doubl\w+|tripled?|trebled?|times|death|life|fined?"
        r"|community|per *cent)\b|%"
    ),
}
_PENAL_NEAR = {
    "es": re.compile(
        r"\b(?:penas?\b|sancion|punib|penalidad|escala|aument|increment|elev|agrav|disminu|reduc|rebaj|atenu"
        r"|mitad +(?:superior|inferior))"
    ),
    "en": re.compile(r"\b(?:penalt|sentence|punish|imprison|fine|liable|increas|term)"),
}


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words of punishment: beginnings of words, whole words, and (`with_…`) those that count only beside a term or a
    penal word.

    Words that end in a bar are whole ones.
    """

    plain: tuple[str, ...]
    with_term: tuple[str, ...]
    with_penal: tuple[str, ...]


_CUES = {
    "es": _Cues(
        (
            "prision",
            "reclusi",
            "presidio",
            "privativa",
            "privacion de",
            "penitenciaria",
            "arresto",
            "perpetu",
            "multa",
            "inhabilit",
            "destierro",
            "extranamiento",
            "relegacion",
        ),
        (
            "carcel",
            "internamiento",
            "restriccion de",
            "suspension de",
            "suspendera",
            "pena|",
            "penas|",
            "sancion|",
            "sanciones|",
            "jornadas",
        ),
        (
            "mitad|",
            "tercio|",
            "tercios|",
            "tercera parte",
            "terceras partes",
            "duplic",
            "triplic",
            "doble|",
            "cuarta parte",
            "cuartas partes",
            "quinta parte",
            "sexta parte",
            "por ciento",
            "%",
            "un medio",
            "grado|",
            "grados|",
        ),
    ),
    "en": _Cues(
        (
            "imprison",
            "incarcerat",
            "penal servitude",
            "disqualif",
            "deprivation of liberty",
            "penalty unit",
            "currency point",
            "fine|",
            "fines|",
            "fined|",
            "jailed|",
            "custodial|",
        ),
        (
            "penalt",
            "sentence",
            "punish",
            "confine",
            "detention",
            "prison|",
            "jail",
            "penitentiary",
            "community service",
            "hard labo",
            "death|",
        ),
        ("maximum", "longest term"),
    ),
}
_UNBROKEN = {"es": ("prision", "reclusion", "presidio"), "en": ("imprisonment", "imprisoned")}
_UNITS = {
    "es": ("ano|", "anos|", "mes|", "meses|", "semana|", "semanas|", "dia|", "dias|", "hora|", "horas|"),
    "en": ("year", "month", "week", "day|", "days|", "hour|", "hours|"),
}
_BACK, _ON = 300, 600
_UNIT_REACH = 120


def penalty_windows(text: str, language: str) -> list[tuple[int, int]]:
    """The stretches of `text` in which penalties can stand: around words of punishment, or all of it where one is
    broken."""
    level = plain(text)
    hits = [*_partings(level)]
    level = level.replace("\n", " ")
    if _broken(level, _UNBROKEN[language]):
        return [(0, len(text))]
    return _merged(level, [*hits, *_penal_hits(level, language)], _BACK, _ON)


def span_windows(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The stretches of `text` around units of time, or all of it where `años` or `years` is broken.

    A stretch all of whose units stand in those that are `taken` is left out.
    """
    level = plain(text)
    hits = [*_partings(level)]
    level = level.replace("\n", " ")
    if _broken(level, ("anos", "meses", "years", "months")):
        return [(0, len(text))]
    hits += [match.start() for match in _matches(level, _UNITS[language])]
    free = [at for at in hits if not any(start <= at < end for start, end in taken)]
    windows = _merged(level, hits, _UNIT_REACH, _UNIT_REACH) if free else []
    return [(start, end) for start, end in windows if any(start <= at < end for at in free)]


def _partings(level: str) -> Iterator[int]:
    """Where an invisible character or a hyphen at the end of a line parts a word that the look would go by."""
    if "\x01" in level:
        yield from (match.start() for match in re.finditer("\x01", level))
    if "\n" not in level:
        return
    at = level.find("-")
    while at >= 0:
        if level[at + 1 : at + 3].lstrip(" ").startswith("\n"):
            yield at
        at = level.find("-", at + 1)


def _broken(level: str, words: Iterable[str]) -> bool:
    """Whether a word occurs more often once blanks, hyphens and invisible characters are gone: line breaks or poor
    scans split it."""
    squeezed = level.replace(" ", "").replace("-", "").replace("\x01", "")
    return any(word in squeezed and squeezed.count(word) > level.count(word) for word in words)


def _penal_hits(level: str, language: str) -> Iterator[int]:
    conditions = _conditions(language)
    for match in _matches(level, tuple(conditions)):
        cue = " ".join(match[0].split())
        at, near = match.start(), conditions[cue if cue in conditions else f"{cue}|"]
        if near is None or near.search(level, max(0, at - 160), at + 200):
            yield at


@cache
def _conditions(language: str) -> dict[str, re.Pattern[str] | None]:
    """Every cue of a language, with what must stand near it."""
    cues = _CUES[language]
    terms = dict.fromkeys(cues.with_term, _TERM_NEAR[language])
    return {**dict.fromkeys(cues.plain), **terms, **dict.fromkeys(cues.with_penal, _PENAL_NEAR[language])}


def _matches(level: str, cues: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where a cue begins a word (and ends it, if the cue ends in a bar)."""
    starts, pattern = _search(cues)
    spaced = b" " + level.encode("latin-1").translate(_SPACED)
    before = -1
    for end, length in starts.iter(spaced.decode("latin-1")):
        at = end - length
        match = pattern.match(level, at) if at > before else None
        if match:
            before = at
            yield match


_SPACED = bytes(code if chr(code).isalpha() or chr(code) == "%" else 32 for code in range(256))
"""All marks become blanks, so that a blank stands before every word."""


@cache
def _search(cues: tuple[str, ...]) -> tuple[Any, re.Pattern[str]]:
    """An Aho-Corasick automaton of the first words of all cues, and one pattern of the whole cues."""
    import ahocorasick

    starts = ahocorasick.Automaton()
    for cue in cues:
        first = cue.rstrip("|").split(" ")[0]
        starts.add_word(f" {first}" if first.isalpha() else first, len(first))
    starts.make_automaton()
    return starts, re.compile(_branch(cues))


def _branch(endings: Iterable[str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for ending in endings:
        by_letter.setdefault(ending[:1], []).append(ending[1:])
    last = [pattern for letter, pattern in (("|", r"(?![a-z])"), ("", "")) if by_letter.pop(letter, None)]
    options = [
        (" +" if letter == " " else re.escape(letter)) + _branch(rest) for letter, rest in sorted(by_letter.items())
    ] + last
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _merged(level: str, hits: Iterable[int], back: int, on: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at in sorted(hits):
        if spans and at - back <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + on)
        else:
            spans.append((max(0, at - back), at + on))
    return [(_word_end(level, start), _word_end(level, end)) for start, end in spans]


def _word_end(level: str, at: int) -> int:
    """The end of the word that `at` stands in, so that a window never cuts one."""
    if at <= 0 or at >= len(level):
        return max(0, min(at, len(level)))
    end = level.find(" ", at)
    return len(level) if end < 0 else end
