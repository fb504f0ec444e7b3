"""Penalties stated by reference to another: increased by a third, half of the maximum, the upper half of the range."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.tag.measures import Folded
from analysis.tag.numbers import FRACTION, MULTIPLE, denominator, fraction, multiple, number


@dataclass(frozen=True, slots=True)
class _Words:
    """What a language says when it changes a penalty: sources of regular expressions over folded text."""

    up: str
    down: str
    before: str
    limit: str
    until: str
    multiplied: str
    of: str
    bounded: str
    penalty: str
    served: str
    step: str


_WORDS = {
    "es": _Words(
        up=r"aument|increment|elev|agrav|acrecent|exasper",
        down=r"disminu|reduc|reduj|rebaj|atenu|aminor",
        before=r"(?:hasta|desde|entre|en|de|por|al?|con|el|la|un|una|maximo|minimo|equivalente|proporcion|razon)",
        limit=r"(?:hasta|(?:con )?un maximo|sin exceder|no mas|como maximo)(?: (?:en|de|a|por))?",
        until=r"(?:a|al|hasta|y|o|u)(?: (?:en|el))?",
        multiplied=r"(?:du|tri|cuadru)plic(?:a|ada|adas|aran?|arse|ara|andose|aria)\b|(?:du|tri|cuadru)plique[n]?\b",
        of=(
            r"(?: (?:parte|mas))?,? (?:de|del|a)(?: (?:la|las|los|el|lo|su|sus|aquella|aquellas|dicha|dichas|que"
            r"|maximo|minimo|termino|total|limite|de|del|dich[ao]s?))*"
        ),
        bounded=r"(?:y |ni )(?:no )?(?:mayor|superior)(?:es)? (?:de|a)(?: l[oa]s?)?",
        penalty=(
            r"(?:(?:penas?|penalidad(?:es)?|sancion(?:es)?|punibilidad|multas?|prision|condenas?|castigo)\b"
            r"|(?:privativ|senalad|previst|establecid|fijad|correspond|impondria|impuest)[a-z]*)"
        ),
        served=r"(?:cumpl|compurg|extingui|purga|descont|sufri|ejecut|transcurr|haya)",
        step=(
            r"(?:mitad|tercio|cuarto) (?P<half>superior|inferior)\b"
            r"|(?:inmediat(?:a|amente) )?(?P<degree>superior|inferior)(?:es)? en (?:(?:uno|un|dos|tres)(?: (?:o|a|y"
            r"|u) (?:dos|tres))? )?grados?\b"
            r"|(?P<moved>aument|elev|increment|rebaj|disminu|reduc)[a-z]* (?:la pena "
            r"|las penas )?(?:hasta )?(?:en )?(?:uno|un|dos|tres)(?: (?:o|a|y) (?:dos|tres))? grados?\b"
        ),
    ),
    "en": _Words(
        up=r"increas|enhanc|rais|augment|aggravat",
        down=r"reduc|decreas|lower|diminish|mitigat",
        before=r"(?:by|to|of|from|up|a|an|between|not|more|less|than|exceeding|additional|factor)",
        limit=(
            r"(?:which |that |and )?(?:up to|not more than|no more than|not exceeding|not exceed(?:ing)?|(?:may|shall"
            r"|can) (?:not )?(?:extend to|exceed)|does not exceed|at most)"
        ),
        until=r"(?:to|and|or)",
        multiplied=r"(?:doubled|tripled|trebled|quadrupled)\b",
        of=(
            r"(?: (?:of|the|that|this|any|such|what|amount|maximum|longest|minimum|prescribed|authorized|authorised"
            r"|statutory|greatest|applicable|otherwise|maximum|mandatory|possible|upper|limit))*"
        ),
        bounded=r"(?:and |nor |but )(?:not )?(?:more than|exceeding)",
        penalty=(
            r"(?:penalt(?:y|ies)\b|terms? (?:of|to which|provided|otherwise|prescribed|authori[sz]ed)|term\b"
            r"|sentences?\b|punishment|fines?\b|imprisonment)"
        ),
        served=r"(?:serve|parole|undergone|complet)",
        step=r"(?P<half>(?!))(?P<degree>)(?P<moved>)",
    ),
}
_SHARED = r"(?:un[oa]?|dos|one|two) (?:a|o|y|to|or) "
_PENAL = re.compile(
    r"\b(?:pena|penas|penalidad\w*|sancion\w*|prision|multas?|condena|castigo\w*|punib\w+|escala penal"
    r"|penalt\w+|sentence\w*|punish\w*|imprison\w*|fines?|terms? of)\b"
)
_PARTS = {
    "es": (
        "mitad",
        "medio",
        "terc",
        "cuart",
        "quint",
        "sext",
        "septim",
        "octav",
        "noven",
        "decim",
        "dobl",
        "dupl",
        "tripl",
        "%",
        "cien",
        "/",
    ),
    "en": (
        "half",
        "halves",
        "third",
        "quarter",
        "fourth",
        "fifth",
        "sixth",
        "tenth",
        "twice",
        "thrice",
        "doubl",
        "tripl",
        "trebl",
        "times",
    ),
}
_PART_ENDS = {
    "es": r"(?:mitad|medio|parte|partes|(?:terc|cuart|quint|sext|septim|octav|noven|decim)[a-z]{1,4}|[bp]l[eo]|%|cien|ciento|\d|\))",
    "en": r"(?:half|halves|(?:thir|quarter|four|fif|six|eigh|ten)[a-z]{1,3}|twice|thrice|[bp]le|times|\d|\))",
}
"""How a share or a multiple ends: a first look before the long patterns."""
_COUNTED = re.compile(
    r"mitad|medio|parte|half|/|^(?:las? |los )?(?:una?|dos|tres|cuatro|cinco|one|two|three|four|five|an?)\b"
)
"""What tells a fraction from an ordinal: `un octavo de la pena`, but `Título Octavo de las penas`."""
_TO = {"es": ("a", "al"), "en": ("to",)}
_REACH = 160
_AHEAD = 90
"""How far before the first hint of a change it can begin."""
_Change = tuple[int, int, dict[str, Any]]
_Reader = Callable[[Folded, str, int], Iterator[_Change]]


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words, part, times = _WORDS[language], FRACTION[language], MULTIPLE[language]
    size = rf"(?:(?P<short>{_SHARED})?(?P<low>{part})(?: {words.until} (?P<high>{part}))?|(?P<times>{times}))"
    change = re.compile(
        rf"\b(?:(?P<up>{words.up})|(?P<down>{words.down}))[a-z]*(?P<gap>(?:,? [a-z]+){{0,10}}?)"
        rf"(?P<before>(?:,? (?!{_SHARED})(?:{words.limit}|{words.before}))+) {size}(?: mas\b)?"
        rf"(?: (?:del?|en) (?:su |el )?minim[oa][^.;]{{0,25}}?(?P<top>{part}) (?:del?|en) (?:su |el )?maxim[oa])?"
    )
    share = re.compile(
        rf"(?<![a-z\d])(?:(?P<floor>{part}) {words.bounded} )?(?P<limit>\b{words.limit} )?(?:(?:de|entre|from"
        rf"|between) )?\b{size}{words.of} (?:[a-z]+ )??{words.penalty}"
    )
    shared = re.compile(rf"{_PART_ENDS[language]}{words.of} (?:[a-z]+ )??{words.penalty}")
    multiplied = re.compile(rf"\b{words.multiplied}")
    return change, share, multiplied, re.compile(rf"\b(?:{words.step})"), shared


def changes(folded: Folded, language: str) -> list[_Change]:
    """The changes of penalties that a folded text (``es`` or ``en``) states: start and end in it, and the values."""
    hinted: dict[_Reader, int] = {}
    for hint, readers in _hints(language).iter(folded.text):
        for reader in readers:
            hinted.setdefault(reader, hint)
    found: list[_Change] = []
    for reader in (_changed, _multiplied, _steps, _shares):
        if reader in hinted:
            found += [
                hit
                for hit in reader(folded, language, max(0, hinted[reader] - _AHEAD))
                if not any(hit[0] < end and start < hit[1] for start, end, _ in found)
            ]
    return sorted(found, key=lambda hit: hit[:2])


@cache
def _hints(language: str) -> Any:
    """An Aho-Corasick automaton of beginnings of words without which a reader of changes finds nothing."""
    import ahocorasick

    words = _WORDS[language]
    hints = {
        _changed: (*words.up.split("|"), *words.down.split("|")),
        _multiplied: ("dupli", "tripli", "cuadrupli", "doubled", "tripled", "trebled", "quadrupled"),
        _steps: ("superior", "inferior", "grado"),
        _shares: _PARTS[language],
    }
    automaton = ahocorasick.Automaton()
    for hint in {hint for group in hints.values() for hint in group}:
        automaton.add_word(hint, tuple(reader for reader, group in hints.items() if hint in group))
    automaton.make_automaton()
    return automaton


def _changed(folded: Folded, language: str, begin: int) -> Iterator[_Change]:
    text, limit = folded.text, re.compile(_WORDS[language].limit)
    for match in _patterns(language)[0].finditer(text, begin):
        if not _about_penalty(text, *match.span(), opening=language == "es"):
            continue
        low, high = _size(match)
        if match["top"]:
            high = fraction(match["top"])
        to = match["before"].split()[-1] in _TO[language] or bool(match["times"])
        capped = bool(limit.search(match["before"])) and not match["high"] and not match["short"]
        direction = "up" if match["up"] else "down"
        yield match.start(), match.end(), _values(_factor(low, high, direction, to=to, capped=capped), direction)


def _about_penalty(text: str, start: int, end: int, *, opening: bool) -> bool:
    """Whether a change is one of a penalty: a penal word stands near, or the clause opens with the verb (its subject
    stands above)."""
    sentence = text.rfind(". ", 0, start) + 1
    if _PENAL.search(text[max(sentence, start - _REACH) : end]):
        return True
    return (opening and start - sentence <= 4) or bool(
        re.match(r"[^.;]{0,40}\b(?:penas?|sancion|penalt|sentence)\b", text[end : end + 50])
    )


def _size(match: re.Match[str]) -> tuple[float, float]:
    if match["times"]:
        times = multiple(match["times"])
        return times, times
    low = high = fraction(match["low"])
    if match["high"]:
        high = fraction(match["high"])
    elif match["short"]:
        low = number(match["short"]) / denominator(match["low"])
    return low, high


def _factor(low: float, high: float, direction: str, *, to: bool, capped: bool) -> tuple[float, float]:
    """What the base is multiplied by: `to` a size, or by the size more or less; `capped` where the size is only the
    utmost."""
    if direction == "up":
        low, high = (low, high) if to and low >= 1 else (1 + low, 1 + high)
        return (1.0, high) if capped else (low, high)
    low, high = (low, high) if to and not capped else (1 - high, 1 - low)
    return (low, 1.0) if capped else (low, high)


def _values(factor: tuple[float, float], direction: str) -> dict[str, Any]:
    return {"factor": [round(factor[0], 3), round(factor[1], 3)], "direction": direction}


def _multiplied(folded: Folded, language: str, begin: int) -> Iterator[_Change]:
    text = folded.text
    for match in _patterns(language)[2].finditer(text, begin):
        if _PENAL.search(text[max(text.rfind(". ", 0, match.start()) + 1, match.start() - 100) : match.end() + 30]):
            times = (
                2.0
                if match[0].startswith("du") or match[0].startswith("dou")
                else 4.0
                if "qua" in match[0] or "cua" in match[0]
                else 3.0
            )
            yield match.start(), match.end(), _values((times, times), "up")


def _shares(folded: Folded, language: str, begin: int) -> Iterator[_Change]:
    text = folded.text
    if not _patterns(language)[4].search(text, begin):
        return
    served = re.compile(_WORDS[language].served)
    for match in _patterns(language)[1].finditer(text, begin):
        if served.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        if not (match["times"] or _COUNTED.search(match["low"])) or (language == "en" and "cent" in match[0]):
            continue
        low, high = _size(match)
        floor = 1.0 if match["times"] else 0.0
        direction = "up" if match["times"] else "down"
        if match["floor"]:
            low = fraction(match["floor"])
        elif match["limit"] and not match["high"]:
            low = floor
        if match["times"] or high < 1:
            yield match.start(), match.end(), _values((low, high), direction)


def _steps(folded: Folded, language: str, begin: int) -> Iterator[_Change]:
    for match in _patterns(language)[3].finditer(folded.text, begin):
        up = (match["half"] or match["degree"] or "") == "superior" or (match["moved"] or "") in (
            "aument",
            "elev",
            "increment",
        )
        yield (
            match.start(),
            match.end(),
            {"relative": folded.printed(match.start(), match.end()), "direction": "up" if up else "down"},
        )
