"""Penalties in a clause: how long, how much, instead of what, and by how much another penalty goes up or down.

A penalty is found in three steps. Quantities and words of punishment make *atoms* (`prison 4 to 8 years`, `fine`); atoms that
only connecting words part are joined into one :class:`Penalty`; changes of another penalty ("increased by a third") come
from :mod:`analysis.tag.relative`. A cheap first look leaves out all text that names no penalty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.tag.lexicon import LEXICON
from analysis.tag.measures import TIME, Measure, Tokens, fold, measures, plain, tokens
from analysis.tag.relative import changes

_YEARS = {"Y": 1.0, "O": 1 / 12, "K": 7 / 365, "D": 1 / 365, "H": 1 / 8760}
_FINE_DAYS = {"D": 1, "O": 30, "Y": 360}
"""Days of a fine stated in months or years: article 50.4 of the Spanish Penal Code counts 30 and 360."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that a text states: ``text[start:end]`` is the phrase, `values` what it says.

    ``kind`` is imprisonment, fine, disqualification or other (community work, house arrest, death). ``min_years`` and
    ``max_years`` are years (months and days as fractions), left out when the text gives none; ``life``, ``death``, ``fine`` and
    ``alternative`` (a milder penalty may stand instead) are true or left out. ``fine_days``, ``fine_wages``, ``fine_units`` and
    ``fine_money`` (with ``currency`` as printed) are ``[min, max]``, 0 and None where the text sets no such end.
    A change of another penalty has ``direction`` (up, down) and ``factor`` ``[low, high]``, or ``plus_years``, ``minus_years``,
    or ``relative``, the printed name of a step of a scale. ``threshold`` marks a penalty that only describes which
    offences are meant, as article 2(b) of the UN Convention against Transnational Organized Crime does.
    """

    start: int
    end: int
    values: Mapping[str, Any]


@dataclass(slots=True)
class _Atom:
    """A part of a penalty: tokens from `first` up to `last`, and whether it counts without joining another."""

    kind: str
    first: int
    last: int
    values: dict[str, Any] = field(default_factory=dict)
    alone: bool = True
    exact: bool = False


def penalties(text: str, language: str) -> list[Penalty]:
    """The penalties that `text` states, in order; none where `language` is neither ``es`` nor ``en``."""
    if language not in LEXICON:
        return []
    found: list[Penalty] = []
    for start, end in _windows(text, language):
        folded = fold(text[start:end], start)
        cut = tokens(folded, language)
        stated = [_penalty(cut, language, group) for group in _groups(cut, _atoms(cut, language))]
        changed = [Penalty(*folded.span(at, to), values) for at, to, values in changes(folded.text, language)]
        found += _apart(changed, stated)
    return found


_CUES = {
    "es": ("prision", "reclus", "presidi", "privati", "privaci", "penitenciari", "arresto", "carcel", "perpetu", "multa", "inhabilit",
           "muerte", "pena ", "penas ", "pena,", "penas,", "internamiento", "comunidad", "comunitari", "destierro", "extranamiento",
           "relegaci", "mitad", "tercio", "tercera parte", "terceras partes", "duplic", "triplic", "doble"),
    "en": ("imprison", "incarcerat", "jail", "custodial", "prison", "servitude", "death", "fine", "penalt", "sentence", "punish",
           "disqualif", "confine", "detention", "hard labo", "community service", "deprivation of liberty", "life"),
}  # fmt: skip
_WHOLE = {"es": ("prision", "reclusion", "presidio"), "en": ("imprisonment", "imprisoned")}
_BEFORE = re.compile(r"[a-z]")
_AFTER = {"fine": "ds ,.;:)", "life": " ,.;:)", "prison": " ,.;:)", "pena": " ,", "death": " ,.;:)", "doble": " ,.;:)s"}
_REACH = 400


def _windows(text: str, language: str) -> list[tuple[int, int]]:
    """Where penalties can stand: stretches of `text` around its words of punishment; all of it where such a word is broken."""
    level = plain(text).replace("\n", " ")
    squeezed = "".join(level.split()).replace("-", "").replace("\x01", "")
    if any(squeezed.count(word) > level.count(word) for word in _WHOLE[language]):
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    for at in sorted(_hits(level, language)):
        if spans and at - _REACH <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + _REACH)
        else:
            spans.append((max(0, at - _REACH), at + _REACH))
    return [(_blank(level, start), _blank(level, min(end, len(text)))) for start, end in spans]


def _hits(level: str, language: str) -> Iterator[int]:
    for cue in _CUES[language]:
        after = _AFTER.get(cue)
        at = level.find(cue)
        while at >= 0:
            if not (at and level[at - 1].isalpha()) and (after is None or level[at + len(cue) : at + len(cue) + 1] in after):
                yield at
            at = level.find(cue, at + len(cue))


def _blank(level: str, at: int) -> int:
    """The end of the word that `at` stands in, so that a window never cuts one."""
    if at in (0, len(level)):
        return at
    end = level.find(" ", at)
    return len(level) if end < 0 else end


_CHAIN = re.compile(r"[PFGIJCpqRl]*\(?$")
_TAIL = re.compile(r"\)?p*(?:[PICJ])+")
_FAR = re.compile(r"I(?:[xpqnPJyo,$]{0,30}?)p$")
_SUFFIX = re.compile(r"p*}")


def _atoms(cut: Tokens, language: str) -> list[_Atom]:
    """The parts of penalties in `cut`, in order, without overlap."""
    found: list[_Atom] = []
    for measure in measures(cut):
        atom = _measured(cut, measure, found[-1].last if found else 0)
        if atom is not None:
            found.append(atom)
    return sorted([*found, *_bare(cut, language, found)], key=lambda atom: atom.first)


def _measured(cut: Tokens, measure: Measure, floor: int) -> _Atom | None:
    """The part of a penalty that a quantity belongs to, by the word of punishment next to it; none if there is none."""
    kinds = cut.kinds
    chain = _CHAIN.search(kinds, max(floor, measure.first - 30), measure.first)
    heads = chain[0] if chain else ""
    inside = kinds[measure.first : measure.last]
    tail = _TAIL.match(kinds, measure.last)
    after = tail[0].strip("p()J") if tail else ""
    first = measure.first - len(heads) + next((i for i, kind in enumerate(heads) if kind in "PFGICJRl"), len(heads))
    last = tail.end() if tail and after else measure.last
    nearest = next((kind for kind in reversed(heads + inside) if kind in "PFGICR"), "")
    if not nearest and after:
        nearest = after[0]
    elif after and nearest in "PIC" and "(" not in heads:
        last = tail.end() if tail and after[0] == nearest else measure.last
    if not nearest and measure.unit in "YOD":
        far = _FAR.search(kinds, max(floor, measure.first - 32), measure.first)
        if far:
            return _years(cut, measure, "disqualification", far.start(), last)
        if "J" in heads + inside and measure.unit in "YO":
            nearest = "P"
    return _headed(cut, measure, nearest, first, last)


def _headed(cut: Tokens, measure: Measure, head: str, first: int, last: int) -> _Atom | None:
    unit = measure.unit
    if unit in "du" or (head in ("F", "G") and unit in "DOY") or unit in "wc$":
        alone = unit in "du" or head in ("F", "G")
        first = first if alone and head in ("F", "G") else measure.first
        return _Atom("fine", first, last if unit in "du" else measure.last, _amount(cut, measure), alone, measure.exact)
    if head in ("P", "R", "I", "C") and unit in TIME and head:
        kind = {"I": "disqualification", "C": "other"}.get(head, "imprisonment")
        if head == "P" and unit in "DKH" and _only_detention(cut, first, last):
            return None
        return _years(cut, measure, kind, first, last)
    return None


def _only_detention(cut: Tokens, first: int, last: int) -> bool:
    """Whether `detention` is the only word of punishment: in days it is custody before trial or of migrants, not a penalty."""
    words = cut.words(first, last)
    return bool(re.search(r"detenci|detention|confine|internamiento", words)) and not re.search(r"prisi|impris|reclus|arresto", words)


def _years(cut: Tokens, measure: Measure, kind: str, first: int, last: int) -> _Atom:
    suffix = _SUFFIX.match(cut.kinds, last) if measure.exact else None
    values: dict[str, Any] = {}
    if measure.low:
        values["min_years"] = _in_years(measure.low)
    if measure.high and not suffix:
        values["max_years"] = _in_years(measure.high)
    return _Atom(kind, first, suffix.end() if suffix else last, values, exact=measure.exact and not suffix)


def _in_years(value: tuple[tuple[float, str], ...]) -> float:
    return round(sum(count * _YEARS[unit] for count, unit in value), 4)


def _amount(cut: Tokens, measure: Measure) -> dict[str, Any]:
    unit = measure.unit
    factor = _FINE_DAYS.get(unit, 1)
    low = measure.low[0][0] * factor if measure.low else 0
    high = measure.high[0][0] * factor if measure.high else None
    name = {"d": "fine_days", "D": "fine_days", "O": "fine_days", "Y": "fine_days", "w": "fine_wages", "u": "fine_units"}
    values: dict[str, Any] = {"fine": True, name.get(unit, "fine_money"): [low, high]}
    if unit in "c$":
        at = next(at for at in range(measure.first, measure.last) if cut.kinds[at] in "c$")
        values["currency"] = cut.span(at, at + 1)
    return values


_PUNISHED = re.compile(
    r"(?:sancion|castig|penad|reprim|impon|impus|incurr|condenad|punish|penali[sz]ed)\w*(?: (?:con|a|en|by|with|las?|una?|penas?|de|tambien|the|an?))*(?: (?:una|la) pena de)? ?$"
)
_FINED = re.compile(r"(?:\b(?:to|by|with|and|or|of|pay|unlimited|additional)(?: (?:a|an|pay|such))*(?: (?:a|an))? ?|be )$")
_BARE = re.compile(r"(?P<P>P(?:[pJ]*P)*)|(?P<l>l)|(?P<Z>Z)|(?P<F>[FGA])|(?P<I>I)|(?P<C>C)|(?P<R>R)")


def _bare(cut: Tokens, language: str, taken: list[_Atom]) -> Iterator[_Atom]:
    """Words of punishment that stand without a quantity."""
    used = {at for atom in taken for at in range(atom.first, atom.last)}
    for match in _BARE.finditer(cut.kinds):
        first, last = match.span()
        if used.isdisjoint(range(first, last)):
            yield _without_quantity(cut, language, match.lastgroup or "", first, last)


def _without_quantity(cut: Tokens, language: str, head: str, first: int, last: int) -> _Atom:
    words, before = cut.words(first, last), cut.before(first, 60)
    if head == "P":
        return _Atom("imprisonment", first, last, {}, bool(_PUNISHED.search(before)))
    if head == "l":
        strong = bool(re.match(r"(?:cadena|prision|reclusion|presidio|pena|privacion)|life$", words)) and "life" not in words
        return _Atom("life", first, last, {"life": True}, strong)
    if head == "Z":
        return _Atom("death", first, last, {"death": True})
    if head == "R":
        return _Atom("imprisonment", first, last, {"relative": cut.span(first, last)})
    if head == "F":
        kind = cut.kinds[first]
        sure = kind == "G" or bool((_PUNISHED if language == "es" else _FINED).search(before)) or words.startswith("unlimited")
        return _Atom("fine", first, last, {"fine": True, "alternative": True} if kind == "A" else {"fine": True}, sure and kind != "A")
    return _Atom("disqualification" if head == "I" else "other", first, last, {}, False)


_NEAR = re.compile(r"[,pq<>Mmf]*(?:[yoa][pq<>Mm]*)?(?:,[pq]*)?\)?")
_OR = re.compile(r"o")
_PRISON = ("imprisonment", "life", "death")


def _groups(cut: Tokens, atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    """Atoms joined into penalties; those that mean nothing alone are dropped."""
    group: list[_Atom] = []
    for atom in atoms:
        if group and _joins(cut, group, atom):
            group.append(atom)
            continue
        yield from _finished(group)
        group = [atom]
    yield from _finished(group)


def _finished(group: list[_Atom]) -> Iterator[list[_Atom]]:
    kinds = {atom.kind for atom in group}
    if any(atom.alone for atom in group) or {"imprisonment", "life"} <= kinds:
        yield group
    elif "life" in kinds and "disqualification" in kinds:
        yield group


def _joins(cut: Tokens, group: list[_Atom], atom: _Atom) -> bool:
    last = group[-1]
    gap = cut.kinds[last.last : atom.first]
    if not _NEAR.fullmatch(gap):
        return False
    has = {one.kind for one in group}
    if "disqualification" in (atom.kind, last.kind):
        return {atom.kind, last.kind} == {"disqualification", "life"} and "y" not in gap
    if atom.kind == "fine" and last.kind == "fine":
        return not (last.alone and atom.alone) and "o" not in gap
    if atom.kind in _PRISON and last.kind in _PRISON:
        return _one_term(group, atom, gap)
    if atom.kind == "fine":
        return bool(has & {*_PRISON, "other"})
    if last.kind == "fine":
        return atom.kind in _PRISON and not has & set(_PRISON) or atom.kind == "other" and "o" in gap
    return "o" in gap


def _one_term(group: list[_Atom], atom: _Atom, gap: str) -> bool:
    """Whether a second term of imprisonment completes the first: its minimum, its maximum, life instead, or its far end."""
    known = {key for one in group for key in one.values}
    ends = {"min_years", "max_years"}
    if atom.kind == "death" or group[-1].kind == "death":
        return "o" in gap
    if not known & {*ends, "life", "relative"} or not atom.values:
        return "," not in gap and "y" not in gap
    if "a" in gap:
        return group[-1].exact or atom.kind == "life"
    if atom.kind == "life" or "life" in known and "o" in gap:
        return "y" not in gap
    fresh = set(atom.values)
    return not fresh & known and fresh <= ends and "o" not in gap


def _penalty(cut: Tokens, language: str, group: list[_Atom]) -> Penalty:
    values: dict[str, Any] = {"kind": _kind(group)}
    for before, atom in zip([None, *group], group, strict=False):
        gap = cut.kinds[before.last : atom.first] if before else ""
        _join_values(values, before, atom, gap)
    first, last = group[0].first, group[-1].last
    if cut.kinds[last : last + 1] == "B" or re.match(r",B", cut.kinds[last : last + 2]):
        last += 1 if cut.kinds[last] == "B" else 2
        if len(group) > 1:
            values["alternative"] = True
    return Penalty(*cut.span(first, last), values)


def _kind(group: list[_Atom]) -> str:
    kinds = [atom.kind for atom in group]
    if "imprisonment" in kinds or "life" in kinds and "disqualification" not in kinds:
        return "imprisonment"
    return "other" if kinds[0] == "death" else kinds[0]


def _join_values(values: dict[str, Any], before: _Atom | None, atom: _Atom, gap: str) -> None:
    pass


def _apart(changed: list[Penalty], stated: list[Penalty]) -> list[Penalty]:
    """Both lists in order of appearance, without the stated penalties that a change covers."""
    free = [one for one in stated if not any(change.start < one.end and one.start < change.end for change in changed)]
    return sorted([*changed, *free], key=lambda one: (one.start, one.end))
