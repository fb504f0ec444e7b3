"""Regular expressions taken apart: their alternatives, and what a match can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

REACH = 3
"""How many characters of an opening are told apart."""

Openings = frozenset[str]
"""What matches can begin with: REACH characters, or fewer where anything may follow."""


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


@cache
def openings(pattern: str) -> Openings:
    """What a match of `pattern` can begin with; the empty string stands for anything.

    >>> sorted(openings(r"(?<!no )(?:mayor|[bs]uma)|-?an\\w"))
    ['-an', 'an', 'bum', 'may', 'sum']
    """
    return frozenset(opening[:REACH].rstrip(_ON) for opening in _of_sequence(_parser.parse(pattern)))


_ON = "\0"
"""Ends an opening behind which a match may go on with anything."""


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> set[str]:
    found = {""}
    for name, content in parts:
        whole = {opening for opening in found if _is_whole(opening)}
        if whole == found:
            break
        after = _of_part(name, content)
        found = whole | {opening + more for opening in found - whole for more in after}
    return found


def _is_whole(opening: str) -> bool:
    return len(opening) >= REACH or opening.endswith(_ON)


def _of_part(name: Any, content: Any) -> set[str]:
    if name is op.LITERAL:
        return {chr(content)}
    if name is op.IN:
        return _of_set(content)
    if name is op.BRANCH:
        return set().union(*map(_of_sequence, content[1]))
    if name is op.SUBPATTERN:
        return _of_sequence(content[3])
    if name in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, repeated = content
        once = _of_sequence(repeated)
        more = once if most == 1 else {opening and f"{opening}{_ON}" for opening in once}
        return more | ({""} if least == 0 else set())
    if name in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return {""}
    return {_ON}


def _of_set(choices: Iterable[tuple[Any, Any]]) -> set[str]:
    found: set[str] = set()
    for name, value in choices:
        if name is op.LITERAL:
            found.add(chr(value))
        elif name is op.RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif value is op.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return {_ON}
    return found
