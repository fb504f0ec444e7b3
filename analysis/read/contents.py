"""The table of contents that stands before or behind a law: it tells each heading once more, and is none of the law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.read import markers
from analysis.read.drafting import says_something
from analysis.read.lines import Line

_HEADING = re.compile(
    r"(?:arrangement of (?:sections|parts|clauses|regulations|articles|act)|(?:table of )?contents|table of provisions"
    r"|[íi]ndice(?: general| de contenidos?| sistem[áa]tico)?|tabla de contenidos?|contenido|sumario)\s?[.:]?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?:art[íi]culo|art\.|article|section|sec\.|s\.|§+|clause|regulation)\s*)?(?P<number>\d{1,4}[A-Z]{0,3}(?:\.\d+[A-Z]?)*)"
    r"(?:[ºo°]|\b)(?=[.\s—–:)\-]|[A-Z][a-z])",
    re.IGNORECASE,
)
_FEWEST = 3
_LONGEST = 200
_SENTENCES = 0.2
_STARTS = frozenset("aActTíÍiIsS")


def without_contents(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """`lines` without the table of contents, and the lines of it, heading first.

    It ends where a number that it has named comes again; behind the law, it takes all that is left.
    """
    for at, line in enumerate(lines):
        if line.text[:1] in _STARTS and len(line.text) < 40 and _HEADING.match(line.text):
            end = _end(lines, at)
            if end is not None:
                return [*lines[:at], *lines[end:]], [entry.text for entry in lines[at:end] if entry.text]
    return list(lines), []


def _end(lines: Sequence[Line], start: int) -> int | None:
    """The place behind the last entry of the contents whose heading stands at `start`, if they are that."""
    seen: dict[tuple[str, str], int] = {}
    last = start
    for at in range(start + 1, len(lines)):
        text = lines[at].text
        entry = _entry(text) if text else None
        if entry is None:
            continue
        if entry in seen:
            return last + 1 if _are_entries(lines[start + 1 : last + 1], len(seen)) else None
        seen[entry] = last = at
    before = {_entry(line.text) for line in lines[:start] if line.text}
    rest = lines[start + 1 :]
    return len(lines) if seen and before.issuperset(seen) and _are_entries(rest, len(seen)) else None


def _entry(text: str) -> tuple[str, str] | None:
    """Kind and number of the title, chapter, article or section that `text` names."""
    if found := markers.container(text):
        return found.kind, found.number.lower()
    unit = _NUMBERED.match(text)
    return ("", unit["number"].lower()) if unit else None


def _are_entries(lines: Sequence[Line], numbered: int) -> bool:
    """Do `lines` read as headings, not as rules?"""
    said = [line.text for line in lines if line.text]
    sentences = sum(len(text) > _LONGEST or text[-1] in ";:" or says_something(text) for text in said)
    return numbered >= _FEWEST and sentences <= _SENTENCES * len(said)
