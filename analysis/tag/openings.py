"""With which characters a match of a regular expression can begin."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any


def begins(pattern: str, character: str) -> bool:
    """Can a match of `pattern` begin with `character`? True where that cannot be told."""
    first = openings(pattern)
    return first is None or character in first


@cache
def openings(pattern: str) -> frozenset[str] | None:
    """The characters that can begin a match of `pattern`, or None where almost any can.

    >>> sorted(openings(r"(?<!no )(?:mayor|[bs]uperior)|-?anos?\\b"))
    ['-', 'a', 'b', 'm', 's']
    """
    first, empty = _of_sequence(_parser.parse(pattern))
    return None if empty else first


_First = tuple[frozenset[str] | None, bool]
"""The characters that can begin something, and whether it can be empty."""


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
        return _of_choices(map(_of_sequence, content[1]))
    if name is op.SUBPATTERN:
        return _of_sequence(content[3])
    if name in (op.MAX_REPEAT, op.MIN_REPEAT):
        first, empty = _of_sequence(content[2])
        return first, empty or content[0] == 0
    if name in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return frozenset(), True
    return None, False


def _of_choices(choices: Iterable[_First]) -> _First:
    firsts, empty = zip(*choices, strict=True)
    return (None if None in firsts else frozenset().union(*firsts)), any(empty)


def _of_set(content: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for name, value in content:
        if name is op.LITERAL:
            found.add(chr(value))
        elif name is op.RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif value is op.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return None
    return frozenset(found)
