"""The parts of penalties in a text: quantities tied to a word of punishment, and words of punishment without a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.tag.measures import TIME, Measure, Tokens, measures

_YEARS = {"Y": 1.0, "O": 1 / 12, "K": 7 / 365, "D": 1 / 365, "H": 1 / 8760}
_FINE_DAYS = {"D": 1, "O": 30, "Y": 360}
"""Days of a fine stated in months or years: article 50.4 of the Spanish Penal Code counts 30 and 360."""

_HEADS = "PFGIJCRlVv"
_CHAIN = re.compile(r"[PFGIJCRlVvpqt]*\(?$")
_TAIL = re.compile(r"\)?p*[PICJ](?:p*[PICJ])*")
_FAR = re.compile(r"I[xpqtnfPJyoa,]{0,30}?[p<>fb]$")
_OR_A_TERM = re.compile(r"l,?op*$")
_SUFFIX = re.compile(r"p*(?:}|m(?!p*n))")


@dataclass(slots=True)
class Atom:
    """A part of a penalty: tokens from `first` up to `last`. ``kind`` is imprisonment, life, death, fine, disqualification, other or change.

    ``alone`` says whether it states a penalty without joining another part, ``exact`` whether its quantity has neither `at
    least` nor `at most`.
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
        atom = _measured(cut, measure, found[-1].last if found else 0)
        if atom is not None:
            found.append(atom)
    return sorted([*found, *_bare(cut, language, found)], key=lambda atom: atom.first)


def _measured(cut: Tokens, measure: Measure, floor: int) -> Atom | None:
    """The part of a penalty that a quantity belongs to, by the word of punishment next to it; none if there is none."""
    heads = _heads(cut, measure.first, floor)
    inside = cut.kinds[measure.first : measure.last]
    tail = _TAIL.match(cut.kinds, measure.last)
    after = tail[0].strip("p()J") if tail else ""
    if ("V" in heads or "v" in heads) and measure.unit in "YO":
        return _change(cut, measure, heads)
    first = measure.first - len(heads) + next((at for at, kind in enumerate(heads) if kind in _HEADS), len(heads))
    head = next((kind for kind in reversed(heads + inside) if kind in "PFGICR"), "")
    if tail and after and (not head or head == after[0]):
        return _headed(cut, measure, after[0], first, tail.end())
    if head:
        return _headed(cut, measure, head, first, measure.last)
    far = _FAR.search(cut.kinds, max(floor, measure.first - 32), measure.first + (inside[0] in "<>fb"))
    if far and measure.unit in "YOD":
        return _term(cut, measure, "disqualification", far.start(), measure.last)
    if _OR_A_TERM.search(cut.kinds, 0, measure.first) and measure.unit in "YO":
        return _term(cut, measure, "imprisonment", measure.first, measure.last)
    return _headed(cut, measure, "P" if "J" in heads + inside and measure.unit in "YO" else "", first, measure.last)


def _heads(cut: Tokens, at: int, floor: int) -> str:
    """The unbroken run of words of punishment and words to pass over before the token `at`."""
    chain = _CHAIN.search(cut.kinds, max(floor, at - 30), at)
    return chain[0] if chain else ""


_PENAL = re.compile(r"\b(?:penas?|sancion(?:es)?|prision|penalty|sentence|imprisonment|punishment|maximum|minimum)\b")


def _change(cut: Tokens, measure: Measure, heads: str) -> Atom | None:
    """`increased by two years`: years added to another penalty, or taken off it."""
    if not set(heads) & {"J", "P"} and not _PENAL.search(cut.before(measure.first, 60)):
        return None
    low, high = (_in_years(end) if end else None for end in (measure.low, measure.high))
    up = "V" in heads
    values = {"plus_years" if up else "minus_years": [low or 0.0, high], "direction": "up" if up else "down"}
    return Atom("change", measure.first - len(heads), measure.last, values)


def _headed(cut: Tokens, measure: Measure, head: str, first: int, last: int) -> Atom | None:
    unit, fine = measure.unit, head in ("F", "G")
    if unit in "duwc$" or fine and unit in "DOY":
        return Atom(
            "fine", first if fine else measure.first, last if unit == "d" else measure.last, _amount(cut, measure),
            alone=fine or unit in "du", exact=measure.exact,
        )  # fmt: skip
    if not head or fine or unit not in TIME:
        return None
    if head == "P" and unit in "DKH" and _only_detention(cut, first, last):
        return None
    return _term(cut, measure, {"I": "disqualification", "C": "other"}.get(head, "imprisonment"), first, last)


def _only_detention(cut: Tokens, first: int, last: int) -> bool:
    """Whether `detention` is the only word of punishment: in days it is custody before trial or of migrants, not a penalty."""
    words = cut.words(first, last)
    return bool(re.search(r"detenci|detention|confine|internamiento", words)) and not re.search(r"prisi|impris|reclus|arresto", words)


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
    times = _FINE_DAYS.get(unit, 1)
    low = measure.low[0][0] * times if measure.low else 0
    high = measure.high[0][0] * times if measure.high else None
    name = {"w": "fine_wages", "u": "fine_units", "c": "fine_money", "$": "fine_money"}.get(unit, "fine_days")
    values: dict[str, Any] = {"fine": True, name: [low, high]}
    if name == "fine_money":
        at = next(at for at in range(measure.first, measure.last) if cut.kinds[at] in "c$")
        values["currency"] = cut.folded.printed(cut.starts[at], cut.ends[at], lower=False)
    return values


_PUNISHED = re.compile(
    r"(?:sancion|castig|penad|reprim|impon|impus|impond|aplic|incurr|condenad|punish|penali[sz]ed)\w*(?: (?:con|a|en|by|with|las?|una?|penas?|de|tambien|the|an?))* ?$"
)
_FINED = re.compile(r"(?:\b(?:to|by|with|and|or|pay|unlimited|additional)(?: (?:a|an|pay|such))* ?|be )$")
_LIFE = re.compile(r"(?:cadena|prision|reclusion|presidio|pena|privacion)\b")
_OF_A_PENALTY = re.compile(r"[YOKPdwc}],?y?p*$")
_AS_LONG = re.compile(r"(?: [a-z]+){0,12}? por (?:el (?:doble|mismo|triple|tiempo)|igual|un tiempo)\b")
_SESSIONS = re.compile(r"(?:jornadas|horas|sesiones) (?:de )?$")
_BARE = re.compile(r"(?P<P>P(?:[ptJ]*P)*)|(?P<l>l)|(?P<Z>Z)|(?P<F>[FGA])|(?P<I>I)|(?P<C>C)|(?P<R>R)")


def _bare(cut: Tokens, language: str, taken: list[Atom]) -> Iterator[Atom]:
    """Words of punishment that stand without a quantity."""
    used = {at for atom in taken for at in range(atom.first, atom.last)}
    for match in _BARE.finditer(cut.kinds):
        if used.isdisjoint(range(*match.span())):
            yield _without_quantity(cut, language, match.lastgroup or "", *match.span())


def _without_quantity(cut: Tokens, language: str, head: str, first: int, last: int) -> Atom:
    words, before = cut.words(first, last), cut.before(first, 60)
    match head:
        case "P":
            return Atom("imprisonment", first, last, {}, bool(_PUNISHED.search(before)))
        case "l":
            return Atom("life", first, last, {"life": True}, bool(_LIFE.match(words)))
        case "Z":
            return Atom("death", first, last, {"death": True})
        case "R":
            return Atom("imprisonment", first, last, {"relative": cut.folded.printed(cut.starts[first], cut.ends[last - 1])})
        case "F":
            return _bare_fine(cut, language, first, last)
        case "I":
            after = cut.folded.text[cut.ends[last - 1] :][:120]
            sure = bool(_OF_A_PENALTY.search(cut.kinds, 0, first)) or bool(_AS_LONG.match(after))
            return Atom("disqualification", first, last, {}, sure)
    return Atom("other", first, last, {}, bool(_SESSIONS.search(before)))


def _bare_fine(cut: Tokens, language: str, first: int, last: int) -> Atom:
    if cut.kinds[first] == "A":
        return Atom("fine", first, last, {"fine": True, "alternative": True}, alone=False)
    before = cut.before(first, 60)
    sure = cut.kinds[first] == "G" or (_PUNISHED if language == "es" else _FINED).search(before)
    return Atom("fine", first, last, {"fine": True}, bool(sure) or cut.words(first, last).startswith("unlimited"))
