"""Time spans and deadlines that are not penalties: reflection periods, permits, limitation, terms of office. Ages are
left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.tag.cues import Joined
from analysis.tag.lexicon import LEXICON
from analysis.tag.measures import TIME, Measure, Tokens, measures, tokens
from analysis.tag.penalties import Penalty, penalties_in


@dataclass(frozen=True, slots=True)
class Span:
    """A time span that a text states: ``text[start:end]`` is the phrase, `values` what it says.

    ``days`` or ``months`` (years count twelve, weeks seven days, hours a fraction of a day); a range or a bound has
    ``days_min``, ``days_max``, ``months_min``, ``months_max`` instead. ``business`` (working days), ``renewable`` and
    ``every`` (a
    recurring interval) are true or left out.
    """

    start: int
    end: int
    values: Mapping[str, Any]


_SCALE = {"Y": ("months", 12.0), "O": ("months", 1.0), "K": ("days", 7.0), "D": ("days", 1.0), "H": ("days", 1 / 24)}


def spans(text: str, language: str) -> list[Span]:
    """The time spans in `text` that are neither penalties nor ages, in order; none where `language` is neither ``es``
    nor ``en``."""
    joined = Joined([text], language)
    return spans_in(joined, penalties_in(joined))[0]


def spans_in(joined: Joined, stated: Sequence[Sequence[Penalty]]) -> list[list[Span]]:
    """As `spans`, for each of the joined texts, whose penalties are `stated`; quicker than one by one."""
    found: list[list[Span]] = [[] for _ in joined.texts]
    language = joined.language
    if language in LEXICON:
        taken = [[(one.start, one.end) for one in penalties] for penalties in stated]
        for number, windows in joined.span_windows(taken):
            for start, end in windows:
                cut = tokens(joined.folded(number, start, end), language)
                found[number] += filter(None, (_span(cut, language, one) for one in measures(cut) if one.unit in TIME))
            found[number] = [
                one
                for one in found[number]
                if not any(start < one.end and one.start < end for start, end in taken[number])
            ]
    return found


_AGE_BOUND = {
    "es": re.compile(r"^(?:mayor|menor)(?:es)? (?:de|a|que) "),
    "en": re.compile(r"^(?:under|over|between|at least|less than|more than|not less than)\b"),
}
_AGED = {
    "es": re.compile(r"^,? ?(?:cumplidos )?(?:de edad|del mes|de enero|de febrero|del dia)\b"),
    "en": re.compile(r"^(?:[- ]olds?\b| of age\b| a (?:day|week|year)\b)"),
}
_PERSON = {
    "es": re.compile(
        r"(?:ninos?|ninas?|adolescentes?|personas?|victimas?|quien(?:es)?|jovenes|sujetos?"
        r"|edad(?:es)?)(?: \w+){0,4} ?$"
    ),
    "en": re.compile(
        r"(?:child(?:ren)?|persons?|minors?|anyone|who|victims?|youths?|ages?|individual|somebody)(?: \w+){0,3} ?$"
    ),
}
_BUSINESS = {
    "es": re.compile(r"^ ?(?:\([^)]*\) )?(?:habiles|laborables|laborales)\b"),
    "en": re.compile(r"^(?:business|working|juridical|court) "),
}
_RENEWABLE = {
    "es": re.compile(
        r"(?<!\bno )\b(?:prorrog|renov|ampliable|prolongable|extensible|podra(?:n)? (?:ser )?(?:amplia|extend|prolonga))"
    ),
    "en": re.compile(r"\b(?:renew|extend(?:able|ible|ed)|extension|prolonged)"),
}
_EVERY = {"es": re.compile(r"\bcada (?:una? )?$"), "en": re.compile(r"\b(?:every|each) $")}


def _span(cut: Tokens, language: str, measure: Measure) -> Span | None:
    text = cut.folded.text
    start, end = cut.starts[measure.first], cut.ends[measure.last - 1]
    before, after, words = text[max(0, start - 60) : start], text[end : end + 80], text[start:end]
    if _is_age(language, before, words, after, measure):
        return None
    values = _values(measure)
    business = _BUSINESS[language].search(after) if language == "es" else _WORKING.search(words)
    if business:
        values["business"] = True
        end += business.end() if language == "es" else 0
    if _EVERY[language].search(before):
        values["every"] = True
    if _RENEWABLE[language].search(re.split(r"[.;]", after)[0]) or (
        language == "en" and _RENEWABLE_BEFORE.search(before)
    ):
        values["renewable"] = True
    return Span(*cut.folded.span(start, end), values)


_WORKING = re.compile(r"\b(?:business|working|juridical|court|week)[- ]?days?\b")
_RENEWABLE_BEFORE = re.compile(r"(?<!non-)(?<!non )(?<!not )\brenewable (?:[a-z]+ ){0,4}$")


def _is_age(language: str, before: str, words: str, after: str, measure: Measure) -> bool:
    """Whether a number of years (or months) says how old somebody is, or belongs to a date or to the hours of a day."""
    if _AGED[language].match(after):
        return True
    if re.match(r"an? ", words):
        return not re.search(r"\b(?:of|for|within|than|every|each|is|least) $", before)
    if measure.unit == "H":
        return bool(re.search(r"\blas $", before)) and not re.search(r"dentro de las $|en las $", before)
    if measure.unit not in "YO":
        return False
    if re.search(r"\b(?:edad|ages?|aged) (?:\w+ ){0,4}$", before) or re.search(
        r"^ ?(?:\w+ ){0,2}(?:of age|de edad)\b", after
    ):
        return True
    if re.search(r"\b(?:cumplid[oa]s?|cumplan?|cumplir|attained|tenga[n]?|tuvier[ea]n?) (?:\w+ ){0,3}$", before):
        return True
    bound = bool(_AGE_BOUND[language].match(words)) and not re.match(r"not (?:less|more)", words)
    period = re.search(r"\b(?:plazo|periodo|termino|tiempo|lapso|duracion|period|term|time|duration)\b", before)
    return (bound and not period and language == "es") or bool(_PERSON[language].search(before) and not period)


def _values(measure: Measure) -> dict[str, Any]:
    if measure.exact:
        return _named(measure.low, "")
    return _named(measure.low, "_min") | _named(measure.high, "_max")


def _named(value: tuple[tuple[float, str], ...], suffix: str) -> dict[str, Any]:
    sums: dict[str, Any] = {}
    for count, unit in value:
        name, scale = _SCALE[unit]
        total = round(sums.get(name + suffix, 0) + count * scale, 4)
        sums[name + suffix] = int(total) if total == int(total) else total
    return sums
