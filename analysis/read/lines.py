"""The lines of a source: what a reader says of each, and which of them are page furniture."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.read import markers

CAPTION = 7
"""The level of a line in bold that stands by itself: it labels what follows, and opens nothing of its own."""

TERMINAL = (".", ";", ":", ".”", '."', ".»", ".)", "—", "–")
"""Ends of a sentence or of a member of a list; a line that ends otherwise may go on in the next."""

_OF_PAGES = re.compile(
    r"(?:p[áa]gina|page|p[áa]g\.)?\s*\d{1,4}\s*(?:de|of|/)\s*\d{1,4}$|[-–—_=]\s?\d{1,4}(?:\s?[-–—_])?$", re.IGNORECASE
)
_PAGE_OF = re.compile(r"(?:p[áa]gina|page|p[áa]g\.)\s*\d{1,4}\s*(?:de|of|/)\s*\d{1,4}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HEADER_LINES = 8
_OFTEN, _WEB_OFTEN = 10, 20


@dataclass(slots=True)
class Line:
    """One line or paragraph of a source, normalised and stripped.

    ``level`` is 1 to 6 where the format says that the line is a heading, CAPTION where it marks a line in bold by
    itself, else 0. ``block`` says that the line is a whole paragraph, ``note`` that the format itself marks it as a
    note; ``term`` are the words in bold that the line starts with, as definitions do. ``full`` says whether the line
    reached the edge of its column, None where the format does not tell.
    """

    text: str
    source: str = ""
    level: int = 0
    block: bool = False
    note: bool = False
    term: str = ""
    full: bool | None = None

    @property
    def is_heading(self) -> bool:
        """Does the format mark the line as a heading, not as a mere caption?"""
        return 0 < self.level < CAPTION


def visible(text: str) -> int:
    """How many characters of `text` are no blanks."""
    return len(text) - text.count(" ") - text.count("\n")


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """`lines` without page numbers, the header lines that recur around them, and web-page buttons; and what was
    removed.
    """
    texts = [line.text for line in lines]
    drop = _page_lines(texts) | _recurring(lines, texts)
    if not drop:
        return list(lines), []
    kept = [line for at, line in enumerate(lines) if at not in drop]
    return kept, [texts[at] for at in sorted(drop)]


def _page_lines(texts: list[str]) -> set[int]:
    """Places of page numbers ("12 de 60") and of the lines that stand at the same distance from most of them.

    Of a few pages only those count that call themselves pages.
    """
    pages = [at for at, text in enumerate(texts) if len(text) < 24 and text[-1:].isdigit() and _OF_PAGES.match(text)]
    if len(pages) < 3:
        return {at for at in pages if _PAGE_OF.match(texts[at])}
    drop = set(pages)
    for side in (1, -1):
        misses = 0
        for distance in range(side, side * (_HEADER_LINES + 1), side):
            found = _at_distance(texts, pages, distance)
            drop |= found
            misses += not found
            if misses > 4:
                break
    head = {texts[at] for at in drop if len(texts[at]) > 24}
    return drop | {at for at, text in enumerate(texts[:_HEADER_LINES]) if text in head and at + 1 < len(texts)}


def _at_distance(texts: list[str], pages: list[int], distance: int) -> set[int]:
    """Places of the line that stands `distance` lines from most page numbers; the numbers in it may differ."""
    places = [at + distance for at in pages if 0 <= at + distance < len(texts)]
    if not places:
        return set()
    shapes = [_DIGITS.sub("#", texts[at]) for at in places]
    usual, times = Counter(shapes).most_common(1)[0]
    recurring = {at for at, shape in zip(places, shapes, strict=True) if shape == usual}
    if not usual or times < 0.6 * len(places) or any(markers.ARTICLE.match(texts[at]) for at in recurring):
        return set()
    return recurring


def _recurring(lines: Sequence[Line], texts: list[str]) -> set[int]:
    """Places of a short line without an end that recurs all over: a web page's link under each article, a publisher's
    name.

    Such a line stands under a third of the articles at least, or always beside the same other line.
    """
    counts = Counter(text for text in texts if 3 < len(text) < 60)
    often = {text for text, times in counts.items() if times >= _OFTEN and _may_recur(text)}
    if not often:
        return set()
    filled = [at for at, text in enumerate(texts) if text]
    places: dict[str, list[int]] = defaultdict(list)
    for nth, at in enumerate(filled):
        if texts[at] in often and not lines[at].level:
            places[texts[at]].append(nth)
    enough = max(_WEB_OFTEN, sum(1 for text in texts if text[:1] in ("A", "§") and markers.ARTICLE.match(text)) / 3)
    drop: set[int] = set()
    for found in places.values():
        web = len(found) > enough
        if web or (len(found) >= _OFTEN and not lines[filled[found[0]]].block and _keeps_company(found, filled, texts)):
            drop.update(filled[nth] for nth in found)
    return drop


def _may_recur(text: str) -> bool:
    return text[0] not in "([" and text[-1] != "," and not text.endswith(TERMINAL) and not markers.announces(text)


def _keeps_company(found: list[int], filled: list[int], texts: list[str]) -> bool:
    """Does the same line stand before or after nearly every one of the places `found`?"""
    for side in (-1, 1):
        beside = (texts[filled[nth + side]] for nth in found if 0 <= nth + side < len(filled))
        usual = Counter(_DIGITS.sub("#", text) for text in beside).most_common(1)
        if usual and usual[0][1] >= 0.8 * len(found):
            return True
    return False
