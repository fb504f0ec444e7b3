"""The first look: where in a text a penalty or a time span can stand at all, by plain search for the words that every
one has.

Most clauses of a law hold neither, so this look decides how fast a law is read. It must lose nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, groupby
from typing import Any

from analysis.tag.lexicon import MENDED
from analysis.tag.measures import Folded, fold, plain

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
            "reclusion perpetua",
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
_UNITS = {
    "es": ("ano|", "anos|", "mes|", "meses|", "semana|", "semanas|", "dia|", "dias|", "hora|", "horas|"),
    "en": ("year", "month", "week", "day|", "days|", "hour|", "hours|"),
}
_PARTED = tuple(f"{parted}|" for parted, _ in MENDED)
_REACH = {"es": (200, 300), "en": (300, 600)}
"""How far before and behind a word of punishment its quantity can stand: Spanish law names it beside the word, English lists cases behind it."""
_UNIT_REACH = 120


Windows = Iterator[tuple[int, list[tuple[int, int]]]]
"""The number of a text, and the stretches of it that are worth a look."""


class Joined:
    """Some texts one after another in plain letters, so that each search goes through all of them at once."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self.texts, self.language = texts, language
        self._level = plain(_BETWEEN.join(texts))
        self._blanks = self._level.replace("\n", " ")
        self._words = f" {self._level.encode('latin-1').translate(_SPACED).decode('latin-1')}"
        self._begins = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]

    def penalty_windows(self) -> Windows:
        """The stretches in which penalties can stand: around words of punishment."""
        for text, hits in self._by_text([*self._broken, *self._penal_hits()]):
            yield text, self._windows(text, hits, *_REACH[self.language])

    def span_windows(self, taken: Sequence[Sequence[tuple[int, int]]]) -> Windows:
        """The stretches around units of time, without those all of whose units stand in what is `taken` in their text."""
        for text, hits in self._by_text([*self._broken, *self._units]):
            free = [at for at in hits if not any(start <= at < end for start, end in taken[text])]
            if free:
                windows = self._windows(text, hits, _UNIT_REACH, _UNIT_REACH)
                yield text, [(start, end) for start, end in windows if any(start <= at < end for at in free)]

    def folded(self, text: int, start: int, end: int) -> Folded:
        """``texts[text][start:end]``, folded."""
        given, begin = self.texts[text][start:end], self._begins[text]
        if bisect_left(self._uneven, begin + start) < bisect_left(self._uneven, begin + end):
            return fold(given, start)
        return Folded(self._blanks[begin + start : begin + end], given, start, (0,), (start,))

    @cached_property
    def _uneven(self) -> list[int]:
        """Where folding may leave characters out."""
        figures = (match.start() for match in _LONE_FIGURES.finditer(self._blanks))
        return sorted([*self._broken, *_places("  ", self._blanks), *figures])

    @cached_property
    def _units(self) -> list[int]:
        """Where the units of time stand."""
        return [match.start() for match in self._marked["unit"]]

    @cached_property
    def _broken(self) -> list[int]:
        """Where a blank, an invisible character or a hyphen at the end of a line parts a word that the look would go by."""
        return [*_partings(self._level), *(match.start() for match in self._marked["parted"])]

    def _penal_hits(self) -> Iterator[int]:
        conditions = _conditions(self.language)
        for match in self._marked["cue"]:
            cue = " ".join(match[0].split())
            near = conditions[cue if cue in conditions else f"{cue}|"]
            if near is None or self._is_near(near, match.start()):
                yield match.start()

    def _is_near(self, pattern: re.Pattern[str], at: int) -> bool:
        """Does `pattern` stand near `at`? It is tried at the units of time first: most terms have one."""
        text = bisect_right(self._begins, at)
        first, last = max(self._begins[text - 1], at - 160), min(self._begins[text], at + 200)
        near = self._units[bisect_left(self._units, first) : bisect_right(self._units, last)]
        return any(pattern.match(self._blanks, unit, last) for unit in near) or bool(
            pattern.search(self._blanks, first, last)
        )

    @cached_property
    def _marked(self) -> Mapping[str, list[re.Match[str]]]:
        """Where words of each kind begin (and end, where they end in a bar)."""
        automaton, patterns = _search(self.language)
        found: dict[str, list[re.Match[str]]] = {kind: [] for kind in patterns}
        before = dict.fromkeys(patterns, -1)
        for end, (length, kinds) in automaton.iter(self._words):
            at = end - length
            for kind in kinds:
                match = patterns[kind].match(self._blanks, at) if at > before[kind] else None
                if match:
                    before[kind] = at
                    found[kind].append(match)
        return found

    def _by_text(self, hits: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """The hits of each text that has any, as offsets in it, in order."""
        for text, places in groupby(sorted(hits), lambda at: bisect_right(self._begins, at) - 1):
            yield text, [at - self._begins[text] for at in places]

    def _windows(self, text: int, hits: Iterable[int], back: int, on: int) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for at in hits:
            if spans and at - back <= spans[-1][1]:
                spans[-1] = (spans[-1][0], at + on)
            else:
                spans.append((at - back, at + on))
        return [(self._word_end(text, start), self._word_end(text, end)) for start, end in spans]

    def _word_end(self, text: int, at: int) -> int:
        """The end of the word that `at` stands in, so that a window never cuts one."""
        begin, length = self._begins[text], len(self.texts[text])
        if not 0 < at < length:
            return max(0, min(at, length))
        blank = self._blanks.find(" ", begin + at, begin + length)
        return blank - begin if blank >= 0 else length


_LONE_FIGURES = re.compile("[0-9] [0-9]")
_BETWEEN = "\0"
"""Parts the texts; no word, cue or number runs across it."""


def _partings(level: str) -> Iterator[int]:
    """Where an invisible character stands, or a hyphen at the end of a line."""
    yield from _places("\x01", level)
    if "\n" in level:
        yield from (at for at in _places("-", level) if level[at + 1 : at + 3].lstrip(" ").startswith("\n"))


def _places(mark: str, level: str) -> Iterator[int]:
    at = level.find(mark)
    while at >= 0:
        yield at
        at = level.find(mark, at + 1)


@cache
def _conditions(language: str) -> dict[str, re.Pattern[str] | None]:
    """Every cue of a language, with what must stand near it."""
    cues = _CUES[language]
    terms = dict.fromkeys(cues.with_term, _TERM_NEAR[language])
    return {**dict.fromkeys(cues.plain), **terms, **dict.fromkeys(cues.with_penal, _PENAL_NEAR[language])}


_SPACED = bytes(code if chr(code).isalpha() or chr(code) == "%" else 32 for code in range(256))
"""All marks become blanks, so that a blank stands before every word."""


@cache
def _search(language: str) -> tuple[Any, Mapping[str, re.Pattern[str]]]:
    """An Aho-Corasick automaton of how the words of all kinds begin, each with its length and its kinds, and a pattern of each kind."""
    import ahocorasick

    words = {"cue": tuple(_conditions(language)), "unit": _UNITS[language], "parted": _PARTED}
    starts: dict[str, list[str]] = {}
    for kind, those in words.items():
        for word in dict.fromkeys(
            word.rstrip("|") if kind == "parted" else word.rstrip("|").split(" ")[0] for word in those
        ):
            starts.setdefault(word, []).append(kind)
    automaton = ahocorasick.Automaton()
    for start, kinds in starts.items():
        automaton.add_word(start if start == "%" else f" {start}", (len(start), kinds))
    automaton.make_automaton()
    return automaton, {kind: re.compile(_branch(those)) for kind, those in words.items()}


def _branch(endings: Iterable[str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for ending in endings:
        by_letter.setdefault(ending[:1], []).append(ending[1:])
    last = [pattern for letter, pattern in (("|", r"(?![a-z])"), ("", "")) if by_letter.pop(letter, None)]
    options = [
        (" +" if letter == " " else re.escape(letter)) + _branch(rest) for letter, rest in sorted(by_letter.items())
    ] + last
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
