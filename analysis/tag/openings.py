"""Regular expressions taken apart: their alternatives, and the characters that a match can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_First = tuple[frozenset[str] | None, bool]
"""The characters that can begin a match of something (None where almost any can), and whether the match can be empty."""


def alternatives(pattern: str) -> list[str]:
    """`pattern` cut at the bars that stand in no group and no set.

    >>> alternatives(r"a|(?:b|c)d|[|]\\|")
    ['a', '(?:b|c)d', '[|]\\\\|']
    """
    found, depth = [""], 0
    for part in _PARTS.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def begins(pattern: str, character: str) -> bool:
    """Can a match of `pattern` begin with `character`? True where that cannot be told.

    >>> [begins(r"(?<!no )(?:mayor|[bs]uperior)|-?anos?\\b", character) for character in "masn-"]
    [True, True, True, False, True]
    """
    first = _openings(pattern)
    return first is None or character in first


@cache
def _openings(pattern: str) -> frozenset[str] | None:
    first, empty = _of_sequence(_parser.parse(pattern))
    return None if empty else first


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> _First:
    found: frozenset[str] = frozenset()
    for name, content in parts:
        first, empty = _of_part(name, content)
        if first is None:
            return None, False
        found |= first
        if not empty:
            return found, False
    return found, True


def _of_part(name: Any, content: Any) -> _First:
    if name is op.LITERAL:
        return frozenset(chr(content)), False
    if name is op.IN:
        return _of_set(content), False
    if name is op.BRANCH:
        return _of_choices([_of_sequence(choice) for choice in content[1]])
    if name is op.SUBPATTERN:
        return _of_sequence(content[3])
    if name in (op.MAX_REPEAT, op.MIN_REPEAT):
        first, empty = _of_sequence(content[2])
        return first, empty or content[0] == 0
    if name in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return frozenset(), True
    return None, False


def _of_choices(choices: Sequence[_First]) -> _First:
    firsts = [first for first, _ in choices if first is not None]
    return frozenset().union(*firsts) if len(firsts) == len(choices) else None, any(empty for _, empty in choices)


def _of_set(choices: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for name, value in choices:
        if name is op.LITERAL:
            found.add(chr(value))
        elif name is op.RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif value is op.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return None
    return frozenset(found)
