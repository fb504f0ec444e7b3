"""Penalties in a clause: how long, how much, instead of what, and by how much another penalty goes up or down.

A penalty is found in three steps. Quantities and words of punishment make atoms (:mod:`analysis.tag.atoms`); atoms
that only
connecting words part are joined into one :class:`Penalty`; changes of another penalty ("increased by a third") come
from
:mod:`analysis.tag.relative`. A cheap first look leaves out all text that names no penalty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.tag.atoms import Atom, atoms
from analysis.tag.cues import Joined
from analysis.tag.lexicon import LEXICON
from analysis.tag.measures import Folded, Tokens, tokens
from analysis.tag.relative import changes


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that a text states: ``text[start:end]`` is the phrase, `values` what it says.

    ``kind`` is imprisonment, fine, disqualification or other (community work, house arrest, death). ``min_years`` and
    ``max_years`` are years (months and days as fractions), left out when the text gives none; ``life``, ``death``,
    ``fine`` and
    ``alternative`` (a milder penalty may stand instead) are true or left out. ``fine_days``, ``fine_wages``,
    ``fine_units`` and
    ``fine_money`` (with ``currency`` as printed) are ``[min, max]``, 0 and None where the text sets no such end.
    A change of another penalty has ``direction`` (up, down) and ``factor`` ``[low, high]``, or ``plus_years``,
    ``minus_years``,
    or ``relative``, the printed name of a step of a scale. ``threshold`` marks a penalty that only describes which
    offences are meant, as article 2(b) of the UN Convention against Transnational Organized Crime does.
    """

    start: int
    end: int
    values: Mapping[str, Any]


def penalties(text: str, language: str) -> list[Penalty]:
    """The penalties that `text` states, in order; none where `language` is neither ``es`` nor ``en``."""
    return penalties_in(Joined([text], language))[0]


def penalties_in(joined: Joined) -> list[list[Penalty]]:
    """As `penalties`, for each of the joined texts; quicker than one by one."""
    found: list[list[Penalty]] = [[] for _ in joined.texts]
    if joined.language in LEXICON:
        for number, windows in joined.penalty_windows():
            for start, end in windows:
                found[number] += _in_window(joined.folded(number, start, end), joined.language)
    return found


def _in_window(folded: Folded, language: str) -> list[Penalty]:
    cut = tokens(folded, language)
    stated = [_penalty(cut, language, group) for group in _groups(cut, atoms(cut, language))]
    changed = [Penalty(*folded.span(at, to), values) for at, to, values in changes(folded, language)]
    return _apart(changed, stated)


def _apart(changed: list[Penalty], stated: list[Penalty]) -> list[Penalty]:
    """Both lists in order of appearance, without the stated penalties that a change covers."""
    free = [one for one in stated if not any(change.start < one.end and one.start < change.end for change in changed)]
    return sorted([*changed, *free], key=lambda one: (one.start, one.end))


_BOTH = re.compile(r",?B")
_NEAR = re.compile(r"[,pqt<>Mmf]*(?:(?:[yoa]|oa)[pqtJ<>Mm]*)?(?:,[pq]*)?\)?")
_OFFICE_FOR_LIFE = re.compile(r"[xpqf]{0,8}")
_IN_A_CASE = re.compile(r",(?:[^,.;]{1,30},p*)?")
_TERMS = ("imprisonment", "life", "death")
_ENDS = {"min_years", "max_years"}


def _groups(cut: Tokens, parts: list[Atom]) -> Iterator[list[Atom]]:
    """Parts joined into penalties; groups that state nothing are dropped."""
    group: list[Atom] = []
    for part in parts:
        if group and _joins(cut, group, part):
            group.append(part)
            continue
        if _states(group):
            yield group
        group = [part]
    if _states(group):
        yield group


def _states(group: list[Atom]) -> bool:
    kinds = {part.kind for part in group}
    return any(part.alone for part in group) or ("life" in kinds and bool(kinds & {"imprisonment", "disqualification"}))


def _joins(cut: Tokens, group: list[Atom], part: Atom) -> bool:
    """Whether `part` belongs to the penalty that `group` has begun: only connecting words may stand between."""
    last = group[-1]
    gap = cut.kinds[last.last : part.first]
    if last.kind == "disqualification":
        return part.kind == "life" and bool(_OFFICE_FOR_LIFE.fullmatch(gap))
    if part.kind == last.kind == "imprisonment" and not last.values and _IN_A_CASE.fullmatch(gap):
        return True
    if part.kind in ("disqualification", "change") or last.kind == "change" or not _NEAR.fullmatch(gap):
        return False
    has = {one.kind for one in group}
    if part.kind in _TERMS and last.kind in _TERMS:
        return _same_term(group, part, gap)
    if part.kind == "fine":
        return (
            not (has & {"fine"} and part.alone)
            if last.kind == "fine"
            else not (has & {"fine"}) and (part.alone or gap != "" or "alternative" in part.values)
        )
    if part.kind in _TERMS:
        if len(last.values) > 1 and not last.alone:
            return False
        return last.kind == "fine" and not has & set(_TERMS)
    return "o" in gap


def _same_term(group: list[Atom], part: Atom, gap: str) -> bool:
    """Whether a second term of imprisonment completes the first: its minimum, its maximum, life instead, or its far
    end."""
    known = {key for one in group for key in one.values}
    if "death" in (part.kind, group[-1].kind):
        return "o" in gap
    if not known & {*_ENDS, "life", "relative"} or not part.values:
        return ("," not in gap or "o" in gap) and "y" not in gap
    if "a" in gap and "o" not in gap:
        return group[-1].exact
    if part.kind == "life" or ("life" in known and "o" in gap):
        return "y" not in gap or "M" in gap
    return not part.values.keys() & known and part.values.keys() <= _ENDS and "o" not in gap


def _penalty(cut: Tokens, language: str, group: list[Atom]) -> Penalty:
    first, last = group[0].first, group[-1].last
    both = _BOTH.match(cut.kinds, last)
    last = both.end() if both else last
    if group[0].kind == "change":
        return Penalty(*cut.span(first, last), group[0].values)
    values: dict[str, Any] = {"kind": _kind(group)}
    for at, part in enumerate(group):
        values = _with_part(values, group[at - 1] if at else None, part, cut)
    if both and len(group) > 1:
        values["alternative"] = True
    if language == "en":
        values = _ceiling(values, group, cut.until(last, 300))
    if _is_threshold(cut, language, group):
        values["threshold"] = True
    return Penalty(*cut.span(first, last), values)


def _kind(group: list[Atom]) -> str:
    kinds = [part.kind for part in group]
    if "disqualification" in kinds:
        return "disqualification"
    if "imprisonment" in kinds or "life" in kinds:
        return "imprisonment"
    return "fine" if "fine" in kinds else "other"


def _term_end(group: list[Atom]) -> int:
    return next((part.last for part in group if part.kind == "imprisonment"), group[0].first)


def _with_part(values: dict[str, Any], before: Atom | None, part: Atom, cut: Tokens) -> dict[str, Any]:
    """`values` together with those of the next part of the penalty."""
    gap = cut.kinds[before.last : part.first] if before else ""
    if before and "a" in gap and "o" not in gap and before.exact and part.kind in _TERMS:
        ends = {"max_years": part.values["max_years"]} if "max_years" in part.values else part.values
        return {key: value for key, value in values.items() if key != "max_years"} | ends
    extra = {} if part.kind == "other" and before else part.values
    joined = values | extra
    beside_prison = before and before.kind == "fine" and part.kind == "other" and values["kind"] == "imprisonment"
    if before and "o" in gap and not beside_prison and (part.kind in ("fine", "other") or before.kind == "fine"):
        joined["alternative"] = True
    return joined


_LAST_VERB = re.compile(
    r"(?P<most>\bliable\b|\bpunishable\b|maximum penalt|penalty ?:|maximum ?:|on (?:summary )?conviction\b"
    r"|on indictment\b)"
    r"|\b(?:sentenced|punished|shall be imprisoned|serve|penalty of)\b"
)


def _ceiling(values: dict[str, Any], group: list[Atom], before: str) -> dict[str, Any]:
    """`values` with an exact term or fine turned into the utmost one where the offender is *liable* to it.

    In common-law drafting a stated punishment is the maximum unless it is declared to be the minimum: Canada,
    Criminal Code,
    section 718.3(2); Australia, Crimes Act 1914, section 4D.
    """
    verbs = list(_LAST_VERB.finditer(before[max(before.rfind(". "), 0) :]))
    if not verbs or not verbs[-1]["most"]:
        return values
    for part in group:
        if part.exact and part.kind == "fine":
            values |= {key: [0, pair[1]] for key, pair in part.values.items() if isinstance(pair, list)}
        elif part.exact and part.kind == "imprisonment":
            values.pop("min_years", None)
    return values


def _is_threshold(cut: Tokens, language: str, group: list[Atom]) -> bool:
    """Whether a term only tells which offences or sentences are meant: `more than four years` punishes nobody."""
    end = _term_end(group)
    words = cut.until(end, 160)
    if any(word in words for word in _OFFENCES[language]) and _THRESHOLD[language].search(words):
        return True
    first = next((part.first for part in group if part.kind == "imprisonment"), end)
    bounds = (cut.words(at, at + 1) for at in range(first, end) if cut.kinds[at] in "<>")
    return any(_STRICT[language].match(bound) for bound in bounds) and not _RULING[language].search(words)


_OFFENCES = {
    "es": ("delito", "punible", "crimen", "infraccion", "conducta", " sido "),
    "en": ("offen", "crime", "felon", "act", " been sentenced"),
}
"""What every description of offences or sentences has: quicker than the patterns."""
_STRICT = {
    "es": re.compile(
        r"(?:superior|inferior|mayor|menor)(?:es)? (?:de|a|al|que)\b|mas de\b|menos de\b|que (?:exced|super|pas)"
    ),
    "en": re.compile(r"(?:more|less|greater|longer) than|exceed|in excess"),
}
_RULING = {
    "es": re.compile(r"\b(?:sera|seran|se (?:les? )?(?:impondra|aplicara|sancionara|castigara))[n]?\b"),
    "en": re.compile(r"\bshall be (?:punished|imprisoned|sentenced|fined|liable)\b"),
}

_THRESHOLD = {
    "es": re.compile(
        r"\b(?:delitos?|hechos? punibles?|crimen(?:es)?|infraccion(?:es)?|conductas?)\b(?:(?!\b(?:sera|seran|es"
        r"|son|se|quien)\b)[^.;])*"
        r"(?:sancionad|castigad|penad|reprimid|conminad|cuy[ao]s?|merec|que teng|punible|con pena)(?:(?!\b(?:sera"
        r"|seran)\b)[^.;]){0,90}$"
        r"|(?:ha|haya|hayan|hubiere|hubiera|hubieren|habiendo) sido (?:condenad|sentenciad|sancionad)[^.;]{0,80}$"
    ),
    "en": re.compile(
        r"(?<!guilty of an )(?<!commits an )(?<!guilty of a )(?<!\bis a )(?<!class [a-e] )\b(?:offen[cs]es?|crimes?|felony"
        r"|felonies)\b[^.;]{0,40}punishable (?!on )[^.;]{0,90}$"
        r"|\b(?:offen[cs]es?|acts?)[^.;]{0,30} (?:for which|that (?:is|are|may be)"
        r"|in respect of which)(?! the (?:maximum )?penalty| no )[^.;]{0,110}$"
        r"|(?:has|have|had|having) been sentenced[^.;]{0,70}$"
    ),
}
