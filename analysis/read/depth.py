"""How deep does each numbered item of an article stand? A small solver, for Spanish and English drafting.

Labels come as printed, with their punctuation: ``"I."``, ``"a)"``, ``"(1)"``, ``"(i)"``. The same letter may belong
to several families (``i`` after ``h`` is a letter, else a Roman numeral), so every reading is kept while it is
plausible and what follows decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SPANISH_LETTERS = "abcdefghijklmnñopqrstuvwxyz"
_ROMAN = re.compile(r"^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_LABEL = re.compile(
    r"^(?P<open>\(?)(?P<core>\d+|[^\W\d_]{1,8})(?P<inserted>(?<=\d)[A-Z]{1,2}(?=\))"
    r"|(?:[.-]\d+)*)(?P<mark>(?:\.?[º°ª]|[oa])?)(?P<suffix>(?:\.?[ -]?(?:bis|ter|qu[aá]ter|quinquies|"
    r"quintus|sexies|septies|octies|nonies|decies|\w{2,9}(?:xtus|timus|tavus|nus|cimus|ties|tíes|xies|xíes|nies"
    r"|cies)))?)(?P<close>[^\w]*)$",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BEAM = 24
_GAP, _ODD_START, _REOPEN, _SAME = 3.0, 6.0, 9.0, 4.0


class Reading(NamedTuple):
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

    Inserted items share the place of the one before them: ``(a.1)``, ``(1A)``, ``(ba)``, ``(b-1)``.
    """
    found = _LABEL.match(label)
    if not found:
        return ()
    core, shape = found["core"], f"{found['open']}{found['mark'].lower() and 'o'}{found['close'].strip()[:1]}"
    suffixed = bool(found["suffix"] or found["inserted"])
    if core[0].isdigit():
        return (Reading("digit", shape, int(core), suffixed),)
    case = "upper-" if core.isupper() else ""
    ways = []
    lower = core.lower()
    if len(lower) <= 2 and len(set(lower)) == 1 and lower[0] in SPANISH_LETTERS:
        ways.append(Reading(f"{case}letter", shape, _letter_value(lower), suffixed))
        if len(lower) == 2:
            ways.append(Reading(f"{case}double-letter", shape, _letter_value(lower[0]), suffixed))
    if len(lower) == 2 and found["open"] and lower[0] in LETTERS and lower[1] in LETTERS:
        ways.append(Reading(f"{case}letter", shape, _letter_value(lower[0]), True))
    if value := roman_value(core):
        ways.append(Reading(f"{case}roman", shape, value, suffixed))
    return tuple(ways)


def _letter_value(letters: str) -> int:
    """``a`` is 1, ``z`` 26, ``aa`` 27; ``ñ`` shares the place of ``n``, which both alphabets can follow."""
    alphabet = LETTERS if letters[0] != "ñ" else SPANISH_LETTERS
    return alphabet.index(letters[0]) + (0 if letters[0] == "ñ" else 1) + len(LETTERS) * (len(letters) - 1)


class _Level(NamedTuple):
    family: str
    shape: str
    value: int


class _State(NamedTuple):
    """A way to place the labels up to one, which stands at `depth`; `before` is the way to the one before it."""

    cost: float
    levels: tuple[_Level, ...] = ()
    depth: int = -1
    family: str = ""
    before: _State | None = None

    def path(self) -> list[tuple[int, str]]:
        """Depth and family of every label, in order."""
        steps = []
        state = self
        while state.before is not None:
            steps.append((state.depth, state.family))
            state = state.before
        return steps[::-1]


def depths(labels: list[str] | tuple[str, ...]) -> list[tuple[int, ...]]:
    """The depths (0 for the outermost) of the items labelled `labels`: the best solution, or all that are equally good.

    >>> depths(["I.", "II.", "a)", "b)", "III."])
    [(0, 0, 1, 1, 0)]
    """
    return sorted({tuple(depth for depth, _ in path) for path in _solutions(tuple(labels))})


@lru_cache(maxsize=2048)
def solve(labels: tuple[str, ...]) -> list[tuple[int, str]]:
    """The depth and family (``digit``, ``letter``, ``upper-letter``, ``roman``, ``upper-roman``, ``double-letter``) of
    each label.
    """
    return min(_solutions(labels), key=lambda path: [depth for depth, _ in path])


def _solutions(labels: tuple[str, ...]) -> list[list[tuple[int, str]]]:
    """The paths of least cost, found with a beam: at each label the best ways so far go on."""
    states = [_State(0.0)]
    for label in labels:
        following = [step for state in states for reading in readings(label) for step in _step(state, reading)]
        states = sorted(following, key=_cost)[:_BEAM] if len(following) > 1 else following
    return [state.path() for state in states if state.cost == states[0].cost]


def _cost(state: _State) -> float:
    return state.cost


def _step(state: _State, reading: Reading) -> list[_State]:
    """Every way to go on: at an open level of the same kind, or one level deeper."""
    for depth, level in enumerate(state.levels):
        if (level.family, level.shape) == (reading.family, reading.shape):
            goes_on = _at(state, depth, _continuation(level.value, reading), reading)
            if reading.value == 1 and state.levels[-1].value > 1:
                return [goes_on, _at(state, len(state.levels), _REOPEN, reading)]
            return [goes_on]
    return [_at(state, len(state.levels), _opening(reading), reading)]


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
    return _State(state.cost + cost, (*state.levels[:depth], level), depth, reading.family, state)
