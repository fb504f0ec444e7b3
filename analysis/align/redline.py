"""Two laws -> what one says otherwise than the other, article by article: words added, removed and moved.

Articles are aligned first, so one that was put in does not mark all that follow; then each is compared with its counterpart, word by word
(RapidFuzz `Indel`, the longest common subsequence).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from analysis.align import Link, align
from analysis.align.reasons import Reason
from analysis.model import BASIC_UNITS, Clause
from analysis.provisions import Tagged

State = Literal["same", "changed", "added", "removed", "counterpart"]
SegmentKind = Literal["same", "added", "removed", "moved-out", "moved-in"]
MOVED = 5
"""Words that a passage has at least to be called moved."""
LOOSE = 2
"""Equal words between two changes up to which they are read as one change."""
_TOKEN = re.compile(r"(\w+|[^\w\s])(\s*)")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one kind in a row; `added` and `moved-in` stand in the other law only, `removed` and `moved-out` in the baseline only."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """An article of the baseline and its counterpart; None where there is none.

    `state` is `counterpart` where the laws are in two languages: then there are no `segments`, and `why` tells what is shared.
    `moved` says that it stands in another order than its neighbours.
    """

    base: Clause | None
    other: Clause | None
    state: State
    segments: tuple[Segment, ...] = ()
    moved: bool = False
    why: tuple[Reason, ...] = ()


def diff(base: Tagged, other: Tagged, links: Sequence[Link] | None = None) -> tuple[ArticleDiff, ...]:
    """Every article of both laws once: in the order of `base`, each that is new behind the one that it follows in `other`.

    `links` are those of `align(base, other)` where they are at hand. Raises what `align` raises.
    """
    ours, theirs = _units(base), _units(other)
    pairs = _pairs(align(base, other) if links is None else links, ours, theirs)
    moved = _moved(pairs, ours, theirs)
    one_language = base.law.language == other.law.language
    found = {eid: _article(ours[eid], pairs.get(eid), theirs, eid in moved, one_language) for eid in ours}
    return tuple(_with_moves(_ordered(found, theirs)))


def _units(law: Tagged) -> dict[str, Clause]:
    """The articles or sections of `law` by eid; all its top clauses where it has none."""
    found = {c.eid: c for top in law.clauses for c in top.walk() if c.kind in BASIC_UNITS}
    return found or {clause.eid: clause for clause in law.clauses}


def _pairs(links: Iterable[Link], ours: Mapping[str, Clause], theirs: Mapping[str, Clause]) -> dict[str, Link]:
    """Each article with one counterpart at most, the best pairs first."""
    found: dict[str, Link] = {}
    taken: set[str] = set()
    for link in sorted(links, key=lambda link: -link.score):
        one, two = link.a or "", link.b or ""
        if one in ours and two in theirs and one not in found and two not in taken:
            found[one] = link
            taken.add(two)
    return found


def _moved(pairs: Mapping[str, Link], ours: Mapping[str, Clause], theirs: Mapping[str, Clause]) -> set[str]:
    """The articles outside the longest run that has the same order in both laws."""
    place = {eid: at for at, eid in enumerate(theirs)}
    row = [(eid, place[str(pairs[eid].b)]) for eid in ours if eid in pairs]
    kept = _longest_rising([at for _, at in row])
    return {eid for number, (eid, _) in enumerate(row) if number not in kept}


def _longest_rising(row: Sequence[int]) -> set[int]:
    """The places of a longest rising run of `row` (patience sorting, n log n)."""
    from bisect import bisect_left

    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(row):
        pile = bisect_left(tails, value)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1], ends[pile : pile + 1] = [value], [at]
    found, at = set[int](), ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def _article(
    base: Clause, link: Link | None, theirs: Mapping[str, Clause], moved: bool, one_language: bool
) -> ArticleDiff:
    if link is None or link.b is None:
        return ArticleDiff(base, None, "removed", (Segment("removed", base.full_text),))
    other = theirs[link.b]
    if not one_language:
        return ArticleDiff(base, other, "counterpart", (), moved, link.why)
    segments = tuple(_segments(base.full_text, other.full_text))
    state: State = "same" if all(segment.kind == "same" for segment in segments) else "changed"
    return ArticleDiff(base, other, state, segments, moved, link.why)


def _segments(base: str, other: str) -> Iterator[Segment]:
    """The words of `base` and `other` as one text, each in a segment of its kind; a change is removed words, then added ones.

    Blanks and line ends are no difference.
    """
    from rapidfuzz.distance import Indel

    a, b = _TOKEN.findall(base), _TOKEN.findall(other)
    codes = Indel.opcodes([token for token, _ in a], [token for token, _ in b])
    spans = [
        (code.tag == "equal", a[code.src_start : code.src_end], b[code.dest_start : code.dest_end]) for code in codes
    ]
    last = len(spans) - 1
    marked = [
        (same and not (0 < at < last and _is_loose(src)), src, dest) for at, (same, src, dest) in enumerate(spans)
    ]
    for same, run in groupby(marked, key=lambda each: each[0]):
        parts = list(run)
        removed, added = _text(src for _, src, _ in parts), _text(dest for _, _, dest in parts)
        if same:
            yield Segment("same", added)
        else:
            yield from (Segment("removed", text) for text in [removed] if text)
            yield from (Segment("added", text) for text in [added] if text)


def _text(parts: Iterable[Sequence[tuple[str, str]]]) -> str:
    return "".join(token + blank for part in parts for token, blank in part)


def _is_loose(tokens: Sequence[tuple[str, str]]) -> bool:
    """Are these equal words so few and short, between two changes, that they are no hold for the eye?"""
    words = [token for token, _ in tokens if token[0].isalnum()]
    return len(words) <= LOOSE and sum(map(len, words)) <= 2 * LOOSE + 1


def _ordered(found: Mapping[str, ArticleDiff], theirs: Mapping[str, Clause]) -> list[ArticleDiff]:
    behind: dict[str | None, list[ArticleDiff]] = {}
    taken = {each.other.eid: eid for eid, each in found.items() if each.other}
    last: str | None = None
    for eid, clause in theirs.items():
        if eid in taken:
            last = taken[eid]
        else:
            behind.setdefault(last, []).append(
                ArticleDiff(None, clause, "added", (Segment("added", clause.full_text),))
            )
    rows = [*behind.get(None, ())]
    for eid, each in found.items():
        rows += [each, *behind.get(eid, ())]
    return rows


def _with_moves(rows: Sequence[ArticleDiff]) -> Iterator[ArticleDiff]:
    """`rows` where words that were taken out in one place and put in at another are called moved."""
    out = {_plain(s.text) for row in rows for s in row.segments if s.kind == "removed"}
    into = {_plain(s.text) for row in rows for s in row.segments if s.kind == "added"}
    both = {words for words in out & into if len(words) >= MOVED}
    for row in rows:
        yield replace(row, segments=tuple(_maybe_moved(segment, both) for segment in row.segments))


def _maybe_moved(segment: Segment, both: set[tuple[str, ...]]) -> Segment:
    moved: dict[SegmentKind, SegmentKind] = {"removed": "moved-out", "added": "moved-in"}
    if segment.kind in moved and _plain(segment.text) in both:
        return Segment(moved[segment.kind], segment.text)
    return segment


def _plain(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower()))
