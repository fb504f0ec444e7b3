"""The first look: where in a text a penalty or a time span can stand at all, by plain search for the words that every one has.

Most clauses of a law hold neither, so this look decides how fast a law is read. It must lose nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.tag.measures import plain

_TERM_NEAR = {
    "es": re.compile(
        r"\b(?:anos?|mes(?:es)?|dias?|mitad|terci|tercera|partes?|doble|duplic|triplic|grados?|muerte|perpetu|jornadas|multa|vitalici|por ciento|de por vida)"
    ),
    "en": re.compile(
        r"\b(?:years?|months?|half|thirds?|quarter|twice|doubl\w+|tripled?|trebled?|times|death|life|fined?|community|per ?cent)\b|%"
    ),
}
_PENAL_NEAR = {
    "es": re.compile(r"\b(?:penas?\b|sancion|punib|penalidad|escala|aument|increment|elev|agrav|disminu|reduc|rebaj|atenu|mitad (?:superior|inferior))"),
    "en": re.compile(r"\b(?:penalt|sentence|punish|imprison|fine|liable|increas|term)"),
}


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words of punishment: as beginnings of words, as whole words, and those that count only beside another word."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    with_term: tuple[str, ...]
    with_penal: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All cues."""
        return self.stems + self.words + self.with_term + self.with_penal


_CUES = {
    "es": _Cues(
        ("prision", "reclusi", "presidio", "privativa", "privacion de", "penitenciaria", "arresto", "perpetu", "multa", "inhabilit",
         "destierro", "extranamiento", "relegacion"),
        (),
        ("carcel", "internamiento", "restriccion de", "suspension de", "suspendera", "pena", "penas", "sancion", "sanciones", "jornadas"),
        ("mitad", "tercio", "tercios", "tercera parte", "terceras partes", "duplic", "triplic", "doble", "cuarta parte", "cuartas partes",
         "quinta parte", "sexta parte", "por ciento", "%", "un medio", "grado", "grados"),
    ),
    "en": _Cues(
        ("imprison", "incarcerat", "penal servitude", "disqualif", "deprivation of liberty", "penalty unit", "currency point"),
        ("fine", "fines", "fined", "jailed", "custodial"),
        ("penalt", "sentence", "punish", "confine", "detention", "prison", "jail", "penitentiary", "community service", "hard labo", "death"),
        ("maximum", "longest term"),
    ),
}  # fmt: skip
_EVERY = {language: cues.every for language, cues in _CUES.items()}
_UNBROKEN = {"es": ("prision", "reclusion", "presidio"), "en": ("imprisonment", "imprisoned")}
_UNITS = {
    "es": ("ano", "anos", "mes", "meses", "semana", "semanas", "dia", "dias", "hora", "horas"),
    "en": ("year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours"),
}
_WHOLE = frozenset({"pena", "penas", "sancion", "sanciones", "mitad", "tercio", "tercios", "doble", "grado", "grados", "prison", "death"})
_BACK, _ON = 300, 600
_UNIT_REACH = 120


def penalty_windows(text: str, language: str) -> list[tuple[int, int]]:
    """The stretches of `text` in which penalties can stand: around words of punishment, or all of it where such a word is broken."""
    level = plain(text).replace("\n", " ")
    if _broken(level, _UNBROKEN[language]):
        return [(0, len(text))]
    return _merged(level, _penal_hits(level, language), _BACK, _ON)


def span_windows(text: str, language: str) -> list[tuple[int, int]]:
    """The stretches of `text` around units of time, or all of it where `años` or `years` is broken."""
    level = plain(text).replace("\n", " ")
    if _broken(level, ("anos ", "meses ", "years ", "months ")):
        return [(0, len(text))]
    hits = (at for unit in _UNITS[language] for at in _found(level, unit, whole=True))
    return _merged(level, hits, _UNIT_REACH, _UNIT_REACH)


def _broken(level: str, words: Iterable[str]) -> bool:
    """Whether a word occurs more often once blanks, hyphens and invisible characters are gone: line breaks or poor scans split it."""
    squeezed = "".join(level.split()).replace("-", "").replace("\x01", "")
    return any(squeezed.count(word.strip()) > level.count(word) for word in words)


def _penal_hits(level: str, language: str) -> Iterator[int]:
    cues = _CUES[language]
    present = {cue for cue in _EVERY[language] if cue in level}
    if not present:
        return
    for cue in present.intersection(cues.stems):
        yield from _found(level, cue, whole=False)
    for cue in present.intersection(cues.words):
        yield from _found(level, cue, whole=True)
    for group, near in ((cues.with_term, _TERM_NEAR[language]), (cues.with_penal, _PENAL_NEAR[language])):
        for cue in present.intersection(group):
            for at in _found(level, cue, whole=cue in _WHOLE):
                if near.search(level, max(0, at - 160), at + 200):
                    yield at


def _found(level: str, cue: str, *, whole: bool) -> Iterator[int]:
    """Where `cue` begins a word (and ends it, if `whole`)."""
    at = level.find(cue)
    while at >= 0:
        end = at + len(cue)
        if not (at and level[at - 1].isalpha()) and not (whole and level[end : end + 1].isalpha()):
            yield at
        at = level.find(cue, end)


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
