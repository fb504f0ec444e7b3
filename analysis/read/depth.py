"""How deep does each numbered item of an article stand? A small solver, for Spanish and English drafting.

Labels come as printed, with their punctuation: ``"I."``, ``"a)"``, ``"(1)"``, ``"(i)"``. The same letter may belong to several
families (``i`` after ``h`` is a letter, else a Roman numeral), so every reading is kept while it is plausible and what follows decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SPANISH_LETTERS = "abcdefghijklmnñopqrstuvwxyz"
_ROMAN = re.compile(r"^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_LABEL = re.compile(
    r"^(?P<open>\(?)(?P<core>\d+(?:\.\d+)*|[^\W\d_]{1,8})(?P<mark>[oaº°ª]?)(?P<suffix>(?:[ -]?(?:bis|ter|qu[aá]ter|quinquies|"
    r"quintus|sexies|septies|octies|nonies|decies))?)(?P<close>[^\w]*)$",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BEAM = 24
_GAP, _ODD_START, _REOPEN, _SAME = 3.0, 6.0, 9.0, 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a label: its family and punctuation, and its place (from 1) in that family."""

    family: str
    shape: str
    value: int
    suffixed: bool = False


def roman_value(text: str) -> int:
    """The value of a Roman numeral in either case, 0 if `text` is none.

    >>> roman_value("XIV"), roman_value("ic")
    (14, 0)
    """
    lower = text.lower()
    if not _ROMAN.match(lower):
        return 0
    values = [_ROMAN_VALUES[c] for c in lower]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[Reading, ...]:
    """All ways to read `label`; empty if it is no label.

    >>> [(r.family, r.value) for r in readings("(i)")]
    [('letter', 9), ('roman', 1)]
    """
    found = _LABEL.match(label)
    if not found:
        return ()
    core, shape = found["core"], f"{found['open']}{found['mark'].lower() and 'o'}{found['close'].strip()[:1]}"
    suffixed = bool(found["suffix"])
    if core[0].isdigit():
        return (Reading("digit", shape, int(core.split(".")[-1]), suffixed or "." in core),)
    case = "upper-" if core.isupper() else ""
    ways = []
    lower = core.lower()
    if len(set(lower)) == 1 and lower[0] in SPANISH_LETTERS and (len(lower) == 1 or lower[0] not in "ivxlcdm" or len(lower) == 2):
        ways.append(Reading(f"{case}letter", shape, _letter_value(lower), suffixed))
    if value := roman_value(core):
        ways.append(Reading(f"{case}roman", shape, value, suffixed))
    return tuple(ways)


def _letter_value(letters: str) -> int:
    """``a`` is 1, ``z`` 26, ``aa`` 27; ``ñ`` shares the place of ``n``, which both alphabets can follow."""
    alphabet = LETTERS if letters[0] != "ñ" else SPANISH_LETTERS
    return alphabet.index(letters[0]) + (0 if letters[0] == "ñ" else 1) + len(LETTERS) * (len(letters) - 1)


@dataclass(frozen=True, slots=True)
class _Level:
    family: str
    shape: str
    value: int


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    levels: tuple[_Level, ...]
    depths: tuple[int, ...]
    families: tuple[str, ...]


def depths(labels: list[str] | tuple[str, ...]) -> list[tuple[int, ...]]:
    """The depths (0 for the outermost) of the items labelled `labels`: the best solution, or all that are equally good.

    >>> depths(["I.", "II.", "a)", "b)", "III."])
    [(0, 0, 1, 1, 0)]
    """
    return [state.depths for state in _solutions(tuple(labels))]


def solve(labels: list[str] | tuple[str, ...]) -> list[tuple[int, str]]:
    """The depth and family (``digit``, ``letter``, ``upper-letter``, ``roman``, ``upper-roman``) of each label."""
    best = _solutions(tuple(labels))[0]
    return list(zip(best.depths, best.families, strict=True))


@lru_cache(maxsize=2048)
def _solutions(labels: tuple[str, ...]) -> tuple[_State, ...]:
    states = [_State(0.0, (), (), ())]
    for label in labels:
        following = [_step(state, reading) for state in states for reading in readings(label)]
        states = sorted((s for group in following for s in group), key=lambda s: s.cost)[:_BEAM]
    best = states[0].cost
    unique = {state.depths: state for state in reversed(states) if state.cost == best}
    return tuple(unique[depths] for depths in sorted(unique, key=lambda d: (unique[d].cost, d)))


def _step(state: _State, reading: Reading) -> list[_State]:
    """Every way to go on: at an open level of the same kind, or one level deeper."""
    ways = []
    for depth, level in enumerate(state.levels):
        if (level.family, level.shape) == (reading.family, reading.shape):
            ways.append((depth, _continuation(level.value, reading)))
    if not any((level.family, level.shape) == (reading.family, reading.shape) for level in state.levels):
        ways.append((len(state.levels), _opening(reading)))
    elif reading.value == 1 and state.levels[-1].value > 1:
        ways.append((len(state.levels), _REOPEN))
    return [_at(state, depth, cost, reading) for depth, cost in ways]


def _continuation(last: int, reading: Reading) -> float:
    ahead = reading.value - last
    if ahead == 1 or (reading.suffixed and ahead == 0):
        return 0.0
    if ahead > 1:
        return _GAP + min(ahead, 20) * 0.05
    return _SAME + 1.0 if reading.value == 1 else _REOPEN


def _opening(reading: Reading) -> float:
    return 0.1 if reading.value == 1 else _ODD_START


def _at(state: _State, depth: int, cost: float, reading: Reading) -> _State:
    level = _Level(reading.family, reading.shape, reading.value)
    return _State(
        state.cost + cost, (*state.levels[:depth], level), (*state.depths, depth), (*state.families, reading.family)
    )
