"""The parts of penalties in a text: quantities tied to a word of punishment, and words of punishment without a
quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.tag import grades
from analysis.tag.measures import TIME, Measure, Tokens, measures

_YEARS = {"Y": 1.0, "O": 1 / 12, "K": 7 / 365, "D": 1 / 365, "H": 1 / 8760}
_FINE_DAYS = {"D": 1, "O": 30, "Y": 360}
"""Days of a fine stated in months or years: article 50.4 of the Spanish Penal Code counts 30 and 360."""

_HEADS = "PFGIJCRlVv"
_CHAIN = re.compile(r"(?:[PFGIJCRlVvpqt]*P,p+|[PFGIJCRlVvpqt]*)\(?$")
_TAIL = re.compile(r"\)?p{0,2}[PIC](?:p*[PICJ])*")
_FAR = re.compile(r"I[xpqtnfPJyoa,]{0,30}?[p<>fb]$")
_OR_A_TERM = re.compile(r"l,?op*$")
_RAISED_TO = re.compile(r"[JP][pqtJP]*[Vv]p*a$")
_UP_TO = re.compile(r"hasta \d|hasta (?:l[oa]s )?[a-z]+ (?:\(\d+\) )?(?:anos|meses)|hasta [a-z]+ y ")
_SUFFIX = re.compile(r"p*(?:}|m(?!p*n))")


@dataclass(slots=True)
class Atom:
    """A part of a penalty: tokens from `first` up to `last`. ``kind`` is imprisonment, life, death, fine,
    disqualification, other or change.

    ``alone`` says whether it states a penalty without joining another part, ``exact`` whether its quantity is bare of
    `at least` and `at most`.
    """

    kind: str
    first: int
    last: int
    values: dict[str, Any] = field(default_factory=dict)
    alone: bool = True
    exact: bool = False


def atoms(cut: Tokens, language: str) -> list[Atom]:
    """The parts of penalties in `cut`, in order, without overlap."""
    found: list[Atom] = []
    for measure in measures(cut):
        atom = _measured(cut, measure, found)
        if atom is not None:
            found.append(atom)
    return sorted([*found, *_bare(cut, language, found)], key=lambda atom: atom.first)


def _measured(cut: Tokens, measure: Measure, found: list[Atom]) -> Atom | None:
    """The part of a penalty that a quantity belongs to, by the word of punishment next to it; none if there is none."""
    floor = found[-1].last if found else 0
    heads = _heads(cut, measure.first, floor)
    inside = cut.kinds[measure.first : measure.last]
    tail = _TAIL.match(cut.kinds, measure.last)
    after = tail[0].strip("p()J") if tail else ""
    if measure.unit in "YO" and heads.strip("pqt")[-1:] in ("V", "v"):
        return _change(cut, measure, heads)
    if measure.unit in "YO" and _RAISED_TO.search(cut.kinds, max(floor, measure.first - 30), measure.first):
        return _term(cut, measure, "imprisonment", measure.first, measure.last)
    first = measure.first - len(heads) + next((at for at, kind in enumerate(heads) if kind in _HEADS), len(heads))
    head = next((kind for kind in reversed(heads + inside) if kind in "PFGICR"), "")
    if tail and after and (not head or head == after[0]):
        return _headed(cut, measure, after[0], first, tail.end())
    if head:
        return _headed(cut, measure, head, first, measure.last)
    follows = _follows(cut, measure, next((part for part in reversed(found) if part.kind == "imprisonment"), None))
    if follows:
        return follows
    far = _FAR.search(cut.kinds, max(floor, measure.first - 32), measure.first + (inside[0] in "<>fb"))
    if far and measure.unit in "YOD":
        return _term(cut, measure, "disqualification", far.start(), measure.last)
    if _OR_A_TERM.search(cut.kinds, max(0, measure.first - 8), measure.first) and measure.unit in "YO":
        return _term(cut, measure, "imprisonment", measure.first, measure.last)
    return _headed(cut, measure, "P" if "J" in heads + inside and measure.unit in "YO" else "", first, measure.last)


def _heads(cut: Tokens, at: int, floor: int) -> str:
    """The unbroken run of words of punishment and words to pass over before the token `at`."""
    chain = _CHAIN.search(cut.kinds, max(floor, at - 30), at)
    return chain[0] if chain else ""


_CASE = re.compile(
    r"\b(?:in the case of|for) (?:a|an|the|each|any) (?:first|second|third|fourth|subsequent"
    r"|second or subsequent) offen[cs]e,? $"
)
_TERM_OF = re.compile(
    r"(?P<least>minimum )?(?:punishment of )?imprisonment(?: for)?(?: a)?(?: term)?(?: of)?[ -]*\([^.]*$"
)


_LISTED = re.compile(
    r"\b(?:prision|reclusion|presidio|penas?)\b[a-z ]{0,30}:[^:]*\b(?:\d{1,2}|[a-z]|[ivx]+) ?[).][.-]* ?(?:de )?$"
)
_SET_OFF = re.compile(r"\b(?:prision|reclusion|presidio|libertad|imprisonment), $")
_ELLIPSIS = re.compile(r"\b(?:y|o) (?:con )?(?:la|las) de $")
_NEXT_CASE = re.compile(r"(?:\by|[;,]) (?:de |con )?$")
_CASE_AFTER = re.compile(r",? (?:cuando|si|para|en los|en el|a los)\b")
_CASE_WITHIN = re.compile(r"\bimprison(?:ed|ment)\b[^;.]*\bin the case of [^.;]{0,140}, $")


def _follows(cut: Tokens, measure: Measure, last: Atom | None) -> Atom | None:
    """A term in a list of cases that names the punishment once: `10 years (if …), 5 years (if …)`, `(i) for a first
    offence, 5 years`."""
    if measure.unit not in "YO":
        return None
    before = cut.before(measure.first, 300)
    after = cut.folded.text[cut.ends[measure.last - 1] :][:10]
    if last and not set(cut.kinds[last.last : measure.first]) & {".", "I"}:
        more = (
            _NEXT_CASE.search(before)
            and _CASE_AFTER.match(after)
            and bool(measure.low and measure.high and not measure.exact)
        )
        if _ELLIPSIS.search(before) or more:
            return _term(cut, measure, "imprisonment", measure.first, measure.last)
        if (
            measure.exact
            and last.values.keys() == {"max_years"}
            and after.startswith(" (")
            and re.search(r"\),?(?: or)? $", before)
        ):
            return Atom("imprisonment", measure.first, measure.last, {"max_years": _in_years(measure.high)})
    if not measure.exact:
        within = (
            ("in the case of" in before and _CASE_WITHIN.search(before))
            or (":" in before and _LISTED.search(before))
            or (before.endswith(", ") and measure.low and measure.high and _SET_OFF.search(before))
        )
        return _term(cut, measure, "imprisonment", measure.first, measure.last) if within else None
    listed = _TERM_OF.search(before) if _CASE.search(before) else None
    if not listed:
        return None
    key = "min_years" if listed["least"] else "max_years"
    return Atom("imprisonment", measure.first, measure.last, {key: _in_years(measure.low)})


_PENAL = re.compile(r"\b(?:penas?|sancion(?:es)?|prision|penalty|sentence|imprisonment|punishment|maximum|minimum)\b")


def _change(cut: Tokens, measure: Measure, heads: str) -> Atom | None:
    """`increased by two years`: years added to another penalty, or taken off it."""
    if not set(heads) & {"J", "P"} and not _PENAL.search(cut.before(measure.first, 60)):
        return None
    if _UP_TO.match(cut.words(measure.first, measure.last)) and not cut.folded.text.startswith(
        " mas", cut.ends[measure.last - 1]
    ):
        return _term(cut, measure, "imprisonment", measure.first, measure.last)
    if measure.low and measure.high and not measure.exact and "agrav" in cut.before(measure.first, 24):
        return _term(cut, measure, "imprisonment", measure.first, measure.last)
    low, high = (_in_years(end) if end else None for end in (measure.low, measure.high))
    up = "V" in heads
    values = {"plus_years" if up else "minus_years": [low or 0.0, high], "direction": "up" if up else "down"}
    first = measure.first - len(heads) + next(at for at, kind in enumerate(heads) if kind in _HEADS)
    return Atom("change", first, measure.last, values)


def _headed(cut: Tokens, measure: Measure, head: str, first: int, last: int) -> Atom | None:
    unit, fine = measure.unit, head in ("F", "G")
    if unit == "d" and _is_rate(measure):
        return None
    if unit in "duwc$" or (fine and unit in "DOY"):
        return Atom(
            "fine",
            first if fine else measure.first,
            last if unit == "d" else measure.last,
            _amount(cut, measure),
            alone=fine or unit in "du",
            exact=measure.exact,
        )
    if not head or fine or unit not in TIME:
        return None
    if head == "P" and (_is_custody(cut, unit, first, last) or _is_rate(measure)):
        return None
    return _term(cut, measure, {"I": "disqualification", "C": "other"}.get(head, "imprisonment"), first, last)


def _is_custody(cut: Tokens, unit: str, first: int, last: int) -> bool:
    """Whether `detention` is the only word of punishment and nothing else is penal: custody of suspects, migrants or
    things."""
    words = cut.words(first, last)
    if not re.search(r"detenci|detention|confine|internamiento", words) or re.search(
        r"prisi|impris|reclus|arresto|pena|sentence|correctional|penitentiary|jail", words
    ):
        return False
    return unit in "DKH" or not _CONVICTED.search(cut.before(first, 120))


_CONVICTED = re.compile(
    r"\b(?:sentenc|punish|liable|penal|guilty|convict|sancion|castig|reprim|penas?\b|conden|impond)"
)


def _is_rate(measure: Measure) -> bool:
    """Whether a quantity is a single day: the rate at which one penalty is turned into another, not a penalty."""
    return measure.exact and measure.low in (((1.0, "D"),), ((1.0, "d"),))


def _term(cut: Tokens, measure: Measure, kind: str, first: int, last: int) -> Atom:
    suffix = _SUFFIX.match(cut.kinds, last) if not measure.low or measure.exact else None
    low, high = (measure.high, ()) if suffix else (measure.low, measure.high)
    values: dict[str, Any] = {"min_years": _in_years(low)} if low else {}
    if high:
        values["max_years"] = _in_years(high)
    return Atom(kind, first, suffix.end() if suffix else last, values, exact=measure.exact and not suffix)


def _in_years(value: tuple[tuple[float, str], ...]) -> float:
    return round(sum(count * _YEARS[unit] for count, unit in value), 4)


def _amount(cut: Tokens, measure: Measure) -> dict[str, Any]:
    unit = measure.unit
    low, high = (sum(count * _FINE_DAYS.get(part, 1) for count, part in end) for end in (measure.low, measure.high))
    name = {"w": "fine_wages", "u": "fine_units", "c": "fine_money", "$": "fine_money"}.get(unit, "fine_days")
    values: dict[str, Any] = {"fine": True, name: [low, high if measure.high else None]}
    if name == "fine_money":
        at = next(at for at in range(measure.first, measure.last) if cut.kinds[at] in "c$")
        values["currency"] = cut.folded.printed(cut.starts[at], cut.ends[at], lower=False)
    return values


_PUNISHED = re.compile(
    r"(?:(?:sancion|castig|reprim|impon|impus|impond|aplic|incurr)(?:ad[oa]s?|id[oa]s?|ara|aran|an|en|e|a|dra"
    r"|dran|ira|iran|iere|ieren)"
    r"|(?:pen|conden)(?:ad[oa]s?|ara|aran)|punish(?:ed|able)|penali[sz]ed)(?: (?:con|a|en|by|with|las?|una?"
    r"|penas?|de|tambien|the|an?))* ?$"
)
_PUNISHED_BY = re.compile(
    rf"{_PUNISHED.pattern[: _PUNISHED.pattern.index('(?: (?:con')]} (?:con|by|with)(?: (?:las?|penas?|de|the"
    r"|an?))* ?$"
)
_FINED = re.compile(
    r"(?:\b(?:liable|punish\w*|sentenced|subject|on (?:summary )?conviction|on indictment|penalty(?: is|:)"
    r"|guilty)\b[^.;]{0,50}\b(?:to|by|with|of|pay|:|is)(?: (?:a|an|pay|such))* ?|\bpay(?: a)? |(?:^|[.;:)] )to (?:a )?"
    r"|be )$"
)
_OF_ANOTHER = re.compile(r" ?:|,? (?:correspond|asignad|previst|senalad|establecid|en su|en la|inferior|superior)")
_TO_BE = re.compile(r"\b(?:shall|may|must|will|to)(?: also)? be $|^be $")
_LIFE = re.compile(r"(?:cadena|prision|reclusion|presidio|pena|privacion)\b")
_OF_A_PENALTY = re.compile(r"[YOKPdwc}],?y?p*$")
_AS_LONG = re.compile(r"(?: [a-z]+){0,12}? por (?:el (?:doble|mismo|triple|tiempo)|igual|un tiempo)\b")
_SESSIONS = re.compile(r"(?:jornadas|horas|sesiones) (?:de )?$")
_BARE = re.compile(r"P(?:[ptJ]*P)*|l|Z|F|G|A|I|C|R")


def _bare(cut: Tokens, language: str, taken: list[Atom]) -> Iterator[Atom]:
    """Words of punishment that stand without a quantity."""
    used = {at for atom in taken for at in range(atom.first, atom.last)}
    for match in _BARE.finditer(cut.kinds):
        if used.isdisjoint(range(*match.span())):
            yield _without_quantity(cut, language, *match.span())


def _without_quantity(cut: Tokens, language: str, first: int, last: int) -> Atom:
    words, before = cut.words(first, last), cut.before(first, 60)
    match cut.kinds[first]:
        case "P":
            sure = _PUNISHED_BY.search(before) and not _OF_ANOTHER.match(cut.folded.text, cut.ends[last - 1])
            return Atom("imprisonment", first, last, {}, bool(sure))
        case "l":
            return Atom("life", first, last, {"life": True}, bool(_LIFE.match(words)))
        case "Z":
            return Atom("death", first, last, {"death": True})
        case "R":
            named = cut.folded.printed(cut.starts[first], cut.ends[last - 1])
            return Atom("imprisonment", first, last, {"relative": named, **grades.years(words)})
        case "F" | "G" | "A":
            return _bare_fine(cut, language, first, last)
        case "I":
            after = cut.folded.text[cut.ends[last - 1] :][:120]
            sure = bool(_OF_A_PENALTY.search(cut.kinds, max(0, first - 8), first)) or bool(_AS_LONG.match(after))
            return Atom("disqualification", first, last, {}, sure)
    return Atom("other", first, last, {}, bool(_SESSIONS.search(before)))


def _bare_fine(cut: Tokens, language: str, first: int, last: int) -> Atom:
    if cut.kinds[first] == "A":
        return Atom("fine", first, last, {"fine": True, "alternative": True}, alone=False)
    before = cut.before(first, 60)
    if cut.kinds[first] == "G":
        sure = " " in cut.words(first, last) or bool(_TO_BE.search(before))
        return Atom("fine", first, last, {"fine": True}, sure)
    found = (_PUNISHED if language == "es" else _FINED).search(before)
    return Atom("fine", first, last, {"fine": True}, bool(found) or cut.words(first, last).startswith("unlimited"))
