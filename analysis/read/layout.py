"""Where words stand on printed pages: page furniture, columns, side notes, footnotes, and words cut at line ends.

Pure geometry over :class:`Piece`, whoever measured it (a PDF's text layer or character recognition). Lengths are points
(1/72 inch); y grows upwards, as in PDF 32000-1, 8.3.2.3. Nothing is lost: what is no line of the law is returned as
furniture.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import ceil
from statistics import median

from analysis.read import markers
from analysis.read.outline import Line

EDGE_ROWS = 8
"""How many rows from the top and from the bottom of a page can be furniture."""
RECURS = 0.3
"""Share of the pages on which a header or footer stands: below one half, for left and right pages may differ."""
RUN = 6
"""Pages in a row after which a line at one height is a running head, however long the document is."""
DRIFT = 6.0
"""Points by which the same header may move from page to page."""
SMALL = 0.88
"""Type of at most this share of the body's size is small type: footnotes and side notes."""
FILLED = 0.75
"""Share of a column's width that the long lines of running text fill."""
GAP = 1.35
"""A way between rows of more than this many times the usual one parts paragraphs."""
OFTEN = 0.15
"""Share of the ways between rows that the usual one within paragraphs has."""
NEAR = 3.0
"""Points by which the rows of justified text may miss the edge of their column."""
EDGE = 0.08
"""Share of all rows that end at the right edge of a column of justified text."""
JUSTIFIED = 0.3
"""Share of all rows that end at one of the edges where text is justified."""
TALL = 20
"""Rows from which on a clear gutter says more than the length of the lines."""
FILLED_TALL = 0.54
"""As `FILLED`, for columns of at least `TALL` rows."""
HALF_FILLED = 0.45
"""As `FILLED`, for what may be columns or a table."""

_DIGITS = re.compile(r"\d+")
_OF_PAGES = re.compile(r"(?:p[áa]g(?:ina|\.)?|page|p\.)?\s*\d{1,4}\s*(?:de|of|sur|/)\s*\d{1,4}$", re.IGNORECASE)
_NAMED_PAGE = re.compile(r"(?:p[áa]g(?:ina|\.)|page)\s*\d{1,4}$|[-–—]\s*\d{1,4}\s*[-–—]$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+(?:[.)°º]|\.?[-–—])\s*\w")
_LABEL = re.compile(r"\(?\w{1,4}(?:[.)][-–—]?|[ºª°])$|[-–—•*]$|[^\w\s]+$")
_FOOTNOTE = re.compile(
    r"(?:(?P<number>\d{1,3})(?=\s*[^\W\d_]|\s*[\"“«¿(])|\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|\*{1,3}|[†‡])\s*\S"
)
_CUT = re.compile(r"(?P<head>[^\W\d_]+)[-‐]$")
_REST = re.compile(r"(?P<tail>[^\W\d_]+)\S*")
_CONJUNCTIONS = frozenset({"y", "e", "o", "u", "ni", "and", "or", "to", "et", "ou"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters on one baseline of a page.

    ``page`` counts from 1, ``x0``…``y1`` is the box of the type, ``height`` that of the page, ``turned`` marks text set
    at an angle.
    """

    page: int
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    height: float = 0.0
    turned: bool = False

    @property
    def size(self) -> float:
        """Height of the type in points."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Height of the middle of the type above the foot of the page, in points."""
        return (self.y0 + self.y1) / 2

    @property
    def depth(self) -> float:
        """Points from the nearer edge of the page: above its foot, or, below zero, under its head.

        Equal on pages of unlike size.
        """
        return self.middle if self.middle < self.height / 2 else self.middle - self.height


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages put in reading order: the lines, the furniture (``p. 12: words``) and what to warn of."""

    lines: tuple[Line, ...]
    furniture: tuple[str, ...]
    warnings: tuple[str, ...]


def laid_out(pages: Sequence[Sequence[Piece]]) -> Laid:
    """`pages` in reading order, without furniture, side notes before the line that they label, cut words mended."""
    upright = _without_line_numbers(pages)
    kept, furniture = _without_furniture(upright)
    body = _body_size(piece for page in kept for piece in page)
    removed = sorted(_missing(pages, upright) + furniture, key=lambda piece: piece.page)
    known = _known_gutters(kept)
    ordered = [_ordered(number, page, body, known) for number, page in enumerate(kept, 1)]
    leading = _leading((page.rows for page in ordered), body)
    edges = _right_edges([row for page in ordered for row in page.rows])
    lines = [line for page in ordered for line in page.lines(leading, edges)]
    return Laid(tuple(mended(lines)), tuple(f"p. {p.page}: {p.text}" for p in removed), _warnings(ordered))


@dataclass(frozen=True, slots=True)
class _Page:
    """One page in reading order: rows of the law, notes beside and below them, and text set at an angle."""

    number: int
    rows: list[list[Piece]]
    sides: list[list[Piece]]
    feet: list[str]
    askew: list[Piece]
    doubtful: bool

    def lines(self, leading: float, edges: _Edges) -> Iterator[Line]:
        """The page's lines, an empty one for each gap that parts paragraphs; `leading` is the usual way from row to row
        in points, `edges` are where columns end on the right.
        """
        source = f"p. {self.number}"
        beside = _side_lines(self.rows, self.sides)
        for at, row in enumerate(self.rows):
            if at and leading and self.rows[at - 1][0].middle - row[0].middle > GAP * leading:
                yield Line("", source)
            yield from beside.get(at, ())
            yield Line(
                _joined(row), source, full=_is_full(row, self.rows[at + 1] if at + 1 < len(self.rows) else row, edges)
            )
        yield from beside.get(len(self.rows), ())
        for piece in self.askew:
            yield Line(piece.text, source, block=True)
        for foot in self.feet:
            yield Line(foot, source, note=True)


def _ordered(number: int, page: Sequence[Piece], body: float, known: Sequence[float]) -> _Page:
    rest, feet = _footnotes([piece for piece in page if not piece.turned], body)
    main, sides = _side_notes(rest, body)
    rows, doubtful = _reading_order(main, known)
    return _Page(number, rows, sides, feet, [piece for piece in page if piece.turned], doubtful)


def _leading(pages: Iterable[Sequence[Sequence[Piece]]], body: float) -> float:
    """The usual way in points from one row to the next within a paragraph, 0 if there are no two rows.

    It is the smallest of the frequent ways that type of the size `body` has room for: between paragraphs of one row, a
    wider one may be the most frequent.
    """
    steps: Counter[float] = Counter()
    for rows in pages:
        steps.update(round((a[0].middle - b[0].middle) * 2) / 2 for a, b in pairwise(rows) if a[0].middle > b[0].middle)
    often = [step for step, times in steps.items() if times >= OFTEN * steps.total() and step >= 0.9 * body]
    return min(often) if often else steps.most_common(1)[0][0] if steps else 0.0


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where columns end on the right (x in points), and whether their text is set to end there, or is ragged."""

    places: tuple[float, ...]
    justified: bool


def _right_edges(rows: Sequence[Sequence[Piece]]) -> _Edges:
    """The x at which many rows end and hardly any goes on, as in columns of justified text; of ragged text in one
    column the outermost one.
    """
    ends = Counter(round(row[-1].x1 / 2) for row in rows)
    near = {end: ends[end - 1] + ends[end] + ends[end + 1] for end in ends}
    often = (
        end
        for end, times in near.items()
        if times >= max(3, EDGE * len(rows)) and ends[end] >= max(ends[end - 1], ends[end + 1])
    )
    usual = [end for end in sorted(often) if _crossing(rows, 2.0 * end) < 0.5 * near[end]]
    if sum(near[end] for end in usual) >= JUSTIFIED * len(rows):
        return _Edges(tuple(2.0 * end for end in usual), justified=True)
    outermost = sorted(row[-1].x1 for row in rows)[int(0.98 * len(rows))] if len(rows) > 2 else 0.0
    beyond = sum(row[0].x0 > 0.5 * outermost for row in rows)
    return _Edges((outermost,) if beyond < EDGE * len(rows) else (), justified=False)


def _crossing(rows: Sequence[Sequence[Piece]], x: float) -> int:
    """How many of `rows` go on beyond `x`."""
    return sum(row[0].x0 < x < row[-1].x1 - NEAR for row in rows)


def _is_full(row: Sequence[Piece], following: Sequence[Piece], edges: _Edges) -> bool | None:
    """Does `row` reach the edge of its column, or so near that the first word of `following` had no room? None if
    nobody knows, as of the rows of a centred heading.
    """
    end = row[-1].x1
    edge = next((edge for edge in edges.places if edge > end - NEAR), None)
    if edge is None or _are_centred(row, following):
        return None
    if edges.justified:
        return edge - end < NEAR
    text = _joined(following)
    letter = (following[-1].x1 - following[0].x0) / max(len(text), 1)
    return edge - end < letter * (len(text.partition(" ")[0]) + 1)


def _are_centred(row: Sequence[Piece], following: Sequence[Piece]) -> bool:
    """Do two rows of unlike width have one middle?"""
    shift = row[0].x0 - following[0].x0
    return abs(shift) > NEAR and abs(shift + row[-1].x1 - following[-1].x1) < 2 * NEAR


def _warnings(pages: Sequence[_Page]) -> tuple[str, ...]:
    said = (
        ([p.number for p in pages if p.doubtful], "columns or a table, read row by row: check the order of the words"),
        ([p.number for p in pages if p.sides], "notes in the margin, read as headings of the clause beside them"),
        ([p.number for p in pages if p.askew], "text set at an angle, put at the end of its page"),
    )
    return tuple(f"{_pages(numbers)}: {what}" for numbers, what in said if numbers)


def _pages(numbers: Sequence[int]) -> str:
    """The page numbers as people write them, at most ten.

    >>> _pages([3, 4])
    'p. 3, 4'
    """
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return "p. " + ", ".join(map(str, numbers[:10])) + more


# ---- furniture ------------------------------------------------------------------------------------------------------


def _missing(before: Sequence[Sequence[Piece]], after: Sequence[Sequence[Piece]]) -> list[Piece]:
    lost: list[Piece] = []
    for full, kept in zip(before, after, strict=True):
        if len(full) != len(kept):
            there = {id(piece) for piece in kept}
            lost += [piece for piece in full if id(piece) not in there]
    return lost


def _without_line_numbers(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """`pages` without the line numbers that bills carry in the margin: they start anew, at the same place, on most
    pages.
    """
    ladders = [_ladder(page) for page in pages]
    starts = Counter(ladder[0].text for ladder in ladders if ladder)
    if not starts or starts.most_common(1)[0][1] < max(2, ceil(len(pages) / 2)):
        return [list(page) for page in pages]
    start = starts.most_common(1)[0][0]
    drop = {id(piece) for ladder in ladders if ladder and ladder[0].text == start for piece in ladder}
    return [[piece for piece in page if id(piece) not in drop] for page in pages]


def _ladder(page: Sequence[Piece]) -> list[Piece]:
    """The bare numbers that go down one margin of `page` by a fixed step, from top to bottom; empty if there are fewer
    than four.
    """
    columns: dict[int, list[Piece]] = defaultdict(list)
    for piece in page:
        if piece.text.isdigit() and len(piece.text) < 3:
            columns[round(piece.x1 / 4)].append(piece)
    for column in sorted(columns.values(), key=len, reverse=True):
        column.sort(key=lambda piece: -piece.middle)
        values = [int(piece.text) for piece in column]
        if len(values) >= 4 and {b - a for a, b in pairwise(values)} in ({1}, {5}, {2}):
            return column
    return []


_Key = tuple[str, tuple[tuple[str, int], ...]]


def _without_furniture(pages: Sequence[Sequence[Piece]]) -> tuple[list[list[Piece]], list[Piece]]:
    """`pages` without the headers, footers and page numbers that recur at the same height, and the pieces removed."""
    edges = [_edge(page) for page in pages]
    recurring = _recurring(edges, len(pages))
    kept: list[list[Piece]] = []
    removed: list[Piece] = []
    for page, edge in zip(pages, edges, strict=True):
        drop = {id(piece) for piece in edge if _is_furniture(piece, recurring)}
        drop |= _row_mates(page, drop) | _own_number(page)
        kept.append([piece for piece in page if id(piece) not in drop])
        removed += sorted((piece for piece in page if id(piece) in drop), key=lambda piece: -piece.middle)
    return kept, removed


def _edge(page: Sequence[Piece]) -> list[Piece]:
    """The pieces on the outer rows of `page`, and those set at an angle."""
    rows = _rows([piece for piece in page if not piece.turned])
    outer = rows if len(rows) <= 2 * EDGE_ROWS else rows[:EDGE_ROWS] + rows[-EDGE_ROWS:]
    return [piece for row in outer for piece in row] + [piece for piece in page if piece.turned]


def _keys(piece: Piece) -> Iterator[_Key]:
    """The ways in which `piece` can recur: each number in it as it is, or counting on with the pages."""
    numbers = [int(digits) for digits in _DIGITS.findall(piece.text)[:4]]
    shape = _DIGITS.sub("#", piece.text).casefold()
    if len(numbers) > 3 or _is_unit(piece.text):
        yield piece.text.casefold(), ()
        return
    for choice in product(*[(("same", n), ("counts", n - piece.page)) for n in numbers]):
        yield shape, choice


def _is_unit(text: str) -> bool:
    """Does `text` start as an article, a chapter or an item does?

    Its number may grow from page to page as page numbers do.
    """
    return bool(markers.ARTICLE.match(text) or markers.CONTAINER.match(text) or _NUMBERED.match(text))


def _recurring(edges: Sequence[Sequence[Piece]], pages: int) -> dict[_Key, float]:
    """Each way of recurring that is met on enough pages, with the depth in points at which it stands."""
    heights: dict[_Key, dict[int, float]] = defaultdict(dict)
    for edge in edges:
        for piece in edge:
            if not _LABEL.fullmatch(piece.text):
                for key in _keys(piece):
                    heights[key].setdefault(piece.page, piece.depth)
    needed = max(2, ceil(RECURS * pages))
    levels = {key: median(at.values()) for key, at in heights.items() if len(at) >= min(needed, RUN)}
    level = {
        key: {page: y for page, y in heights[key].items() if abs(y - usual) <= DRIFT} for key, usual in levels.items()
    }
    return {key: levels[key] for key, at in level.items() if len(at) >= needed or _runs_on(at)}


def _runs_on(pages: dict[int, float]) -> bool:
    """Is this the running head of a chapter: on `RUN` or more pages, at most two apart, always at one height?"""
    numbers = sorted(pages)
    near = all(b - a <= 2 for a, b in pairwise(numbers))
    return len(numbers) >= RUN and near and max(pages.values()) - min(pages.values()) < 1


def _is_furniture(piece: Piece, recurring: dict[_Key, float]) -> bool:
    if _OF_PAGES.match(piece.text) or _NAMED_PAGE.match(piece.text):
        return True
    return any(
        key in recurring and (piece.turned or abs(piece.depth - recurring[key]) <= DRIFT) for key in _keys(piece)
    )


def _own_number(page: Sequence[Piece]) -> set[int]:
    """The piece that numbers `page`, alone on the outermost row: of a page or two, nothing else tells it."""
    rows = _rows([piece for piece in page if not piece.turned])
    outer = [row[0] for row in (rows[:1] + rows[-1:]) if len(rows) > 2 and len(row) == 1]
    return {id(piece) for piece in outer if piece.text.strip("-–— ") == str(piece.page)}


def _row_mates(page: Sequence[Piece], drop: set[int]) -> set[int]:
    """The short pieces that share the outermost row with furniture: the article range in a dictionary-like running
    head.
    """
    rows = _rows([piece for piece in page if not piece.turned])
    mates: set[int] = set()
    for row in [*rows[:1], *rows[-1:]]:
        worded = any(id(piece) in drop and sum(map(str.isalpha, piece.text)) >= 4 for piece in row)
        if worded:
            mates |= {id(piece) for piece in row if len(piece.text) <= 40}
    return mates


# ---- rows, columns --------------------------------------------------------------------------------------------------


def _body_size(pieces: Iterable[Piece]) -> float:
    """The size in points in which most characters are set, 0 if there are none."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size * 2) / 2] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """`pieces` by row, from the top, each row from the left.

    Pieces share a row when half the lower one's height does.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        first = rows[-1][0] if rows else None
        if first and min(first.y1, piece.y1) - max(first.y0, piece.y0) >= 0.5 * min(first.size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.x0)
    return rows


def _joined(row: Sequence[Piece]) -> str:
    """The words of one row; pieces that touch (a raised "o" after a number) are one word."""
    text = row[0].text
    for left, right in pairwise(row):
        text += ("" if right.x0 - left.x1 < 0.12 * right.size else " ") + right.text
    return text


def _reading_order(
    pieces: Sequence[Piece], known: Sequence[float] = (), depth: int = 0
) -> tuple[list[list[Piece]], bool]:
    """The rows of `pieces` as a reader takes them, column by column where there are columns; and is that in doubt?

    `known` are the gutters (x in points) that other pages of the document have.
    """
    if len(pieces) < 2 or depth > 3:
        return _rows(pieces), False
    gutter, doubtful = _gutter(pieces, known)
    if gutter is None:
        return _rows(pieces), doubtful
    rows: list[list[Piece]] = []
    for band in _bands(pieces, gutter):
        if isinstance(band, Piece):
            rows.append([band])
        elif _is_columnar(*band, gutter, known):
            for side in band:
                inner, doubt = _reading_order(side, known, depth + 1)
                rows += inner
                doubtful = doubtful or doubt
        else:
            rows += _rows([*band[0], *band[1]])
    return _merged(rows), doubtful


def _known_gutters(pages: Sequence[Sequence[Piece]]) -> list[float]:
    """The gutters (x in points) at which a fair share of the pages falls into columns."""
    found = [(x, number) for number, page in enumerate(pages) for x in _candidates(page) if _held(page, x)]
    needed = max(2, ceil(RECURS * len(pages)))
    return [
        x for x in sorted({x for x, _ in found}) if len({n for other, n in found if abs(x - other) <= DRIFT}) >= needed
    ]


def _merged(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """`rows`, neighbours that stand on one row of the page put together (a full-width row that came in pieces)."""
    out: list[list[Piece]] = []
    for row in rows:
        apart = not out or abs(out[-1][-1].middle - row[0].middle) > 0.3 * row[0].size or out[-1][-1].x1 > row[0].x0
        if apart:
            out.append(list(row))
        else:
            out[-1] += row
    return out


def _gutter(pieces: Sequence[Piece], known: Sequence[float] = ()) -> tuple[float | None, bool]:
    """The x at which `pieces` fall into two columns of running text, if they do; and is something halfway like that
    there?
    """
    held = {x: _held(pieces, x, known) for x in [*known, *_candidates(pieces)]}
    best = max(held, key=lambda x: held[x], default=None)
    if best is None or held[best] == 0:
        return None, any(_is_doubtful(band, x) for x in held for band in _bands(pieces, x))
    return best, False


def _held(pieces: Sequence[Piece], x: float, known: Sequence[float] = ()) -> int:
    """How many characters stand in two columns that part at `x`."""
    bands = (band for band in _bands(pieces, x) if not isinstance(band, Piece) and _is_columnar(*band, x, known))
    return sum(len(piece.text) for band in bands for side in band for piece in side)


def _is_doubtful(band: Piece | tuple[list[Piece], list[Piece]], x: float) -> bool:
    """Could this be two columns, or a table?"""
    return not isinstance(band, Piece) and min(map(len, band)) >= 8 and _fill(*band, x) > HALF_FILLED


def _candidates(pieces: Sequence[Piece]) -> list[float]:
    """The x just before which several pieces start, away from the margins: where a column may begin."""
    left = min((p.x0 for p in pieces), default=0.0)
    width = max((p.x1 for p in pieces), default=0.0) - left
    starts = Counter(round(p.x0 / 3) for p in pieces if 0.2 * width < p.x0 - left < 0.8 * width)
    often = [start for start, times in starts.most_common(6) if times >= 3]
    return [min(p.x0 for p in pieces if round(p.x0 / 3) == start) - 1.5 for start in often]


def _bands(pieces: Sequence[Piece], x: float) -> Iterator[Piece | tuple[list[Piece], list[Piece]]]:
    """From the top: each piece that runs across `x`, and between them what stands left and right of it."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.x0)):
        if piece.x0 < x < piece.x1:
            if left or right:
                yield left, right
                left, right = [], []
            yield piece
        else:
            (left if piece.x1 <= x else right).append(piece)
    if left or right:
        yield left, right


def _is_columnar(left: Sequence[Piece], right: Sequence[Piece], x: float, known: Sequence[float]) -> bool:
    """Are these two columns of running text? Where other pages have the same gutter, short lines are enough."""
    if any(abs(x - gutter) <= DRIFT for gutter in known):
        return bool(left and right)
    fewest = min(len(left), len(right))
    return fewest >= 4 and _fill(left, right, x) > (FILLED if fewest < TALL else FILLED_TALL)


def _fill(left: Sequence[Piece], right: Sequence[Piece], x: float) -> float:
    """The share (0 to 1) of a column's width that its long lines fill, on the less filled side of `x`.

    Running text has many full lines between its headings and short last lines; the cells of a table hardly have any.
    """
    edges = ((left, min(p.x0 for p in left), x), (right, x, max(p.x1 for p in right)))
    return min(_long_row(side) / max(end - start, 1.0) for side, start, end in edges)


def _long_row(pieces: Sequence[Piece]) -> float:
    """The width in points that a third of the rows of `pieces` reach."""
    widths = sorted((sum(p.x1 - p.x0 for p in row) for row in _rows(pieces)), reverse=True)
    return widths[len(widths) // 3]


# ---- notes ----------------------------------------------------------------------------------------------------------


def _footnotes(pieces: Sequence[Piece], body: float) -> tuple[list[Piece], list[str]]:
    """`pieces` without the footnotes, and the footnotes, one string each.

    Footnotes are told only when it is safe: small type fills the foot of the page and starts with a note's mark.
    """
    large = [p.y0 for p in pieces if p.size > SMALL * body]
    feet = [p for p in pieces if large and p.y1 <= min(large) + 0.3 * body]
    rows = _rows(feet)
    if len(large) < 3 or not rows or not _FOOTNOTE.match(_joined(rows[0])):
        return list(pieces), []
    notes: list[str] = []
    last: int | None = None
    for row in rows:
        text = _joined(row)
        number = _note_number(text)
        starts = not notes or number == -1 or (number is not None and number == (last or 0) + 1)
        if starts:
            notes.append(text)
            last = number
        else:
            notes[-1] = _glued(notes[-1], text)
    gone = {id(piece) for piece in feet}
    return [piece for piece in pieces if id(piece) not in gone], notes


def _note_number(text: str) -> int | None:
    """The number that a footnote starts with, -1 for a mark that is no number, none if it starts with no mark."""
    found = _FOOTNOTE.match(text)
    if not found:
        return None
    digits = found["number"] or found["square"] or found["round"]
    return int(digits) if digits else -1


def _side_notes(pieces: Sequence[Piece], body: float) -> tuple[list[Piece], list[list[Piece]]]:
    """`pieces` without the notes in the margin, and those notes from the top: small type, wholly outside the body's
    block.
    """
    main = sorted((p for p in pieces if p.size > SMALL * body), key=lambda p: p.x0)
    if len(main) < 4:
        return list(pieces), []
    wide = [p for p in main if p.x1 - p.x0 > 0.5 * (max(p.x1 for p in main) - main[0].x0)] or main
    left, right = min(p.x0 for p in wide), max(p.x1 for p in wide)
    aside = [p for p in pieces if p.size <= 0.92 * body and (p.x1 <= left or p.x0 >= right) and _worded(p.text)]
    if not aside:
        return list(pieces), []
    gone = {id(piece) for piece in aside}
    groups: list[list[Piece]] = []
    for piece in sorted(aside, key=lambda piece: (piece.x0 >= right, -piece.middle)):
        near = groups and 0 <= groups[-1][-1].middle - piece.middle < 1.6 * piece.size
        if near:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [piece for piece in pieces if id(piece) not in gone], groups


def _worded(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 3


def _side_lines(rows: Sequence[Sequence[Piece]], notes: Sequence[Sequence[Piece]]) -> dict[int, list[Line]]:
    """Each side note as a line, by the place of the first row that does not stand above it."""
    before: dict[int, list[Line]] = defaultdict(list)
    for note in notes:
        top = note[0]
        at = next((n for n, row in enumerate(rows) if row[0].middle <= top.middle + 0.6 * row[0].size), len(rows))
        text = ""
        for piece in note:
            text = _glued(text, piece.text) if text else piece.text
        before[at].append(Line(text, f"p. {top.page}", block=True))
    return before


# ---- words cut at line ends -----------------------------------------------------------------------------------------


def _glued(first: str, second: str) -> str:
    """Two lines of one note as one."""
    cut = _CUT.search(first)
    return first[:-1] + second if cut and second[:1].islower() else f"{first} {second}"


def mended(lines: Sequence[Line]) -> list[Line]:
    """`lines` with words that a line end cuts put together on the first of the two lines.

    The hyphen goes when the joined word stands elsewhere in the document, or when nothing speaks for a compound: both
    parts are of one case, the hyphened word stands nowhere else, and the parts are not both words of the document
    themselves.
    """
    if not any(_CUT.search(line.text) for line in lines):
        return list(lines)
    words = _vocabulary(lines)
    out: list[Line] = []
    for line in lines:
        previous = out[-1] if out and line.text else None
        cut = _CUT.search(previous.text) if previous and previous.note == line.note and not line.block else None
        rest = _REST.match(line.text)
        if previous and cut and rest and rest["tail"].casefold() not in _CONJUNCTIONS:
            hyphen = "-" if _is_compound(cut["head"], rest["tail"], words) else ""
            out[-1] = replace(previous, text=previous.text[:-1] + hyphen + rest[0])
            line = replace(line, text=line.text[rest.end() :].lstrip())
        if line.text or not rest:
            out.append(line)
    return out


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """The words that stand whole on a line, in lower case, hyphened ones as such."""
    words: set[str] = set()
    for line in lines:
        words.update(_WORD.findall(_CUT.sub("", line.text).casefold()))
    return frozenset(words)


def _is_compound(head: str, tail: str, words: frozenset[str]) -> bool:
    """Is ``head-tail`` a compound that keeps its hyphen?

    >>> _is_compound("explota", "ción", frozenset()), _is_compound("franco", "español", frozenset({"franco-español"}))
    (False, True)
    """
    first, second = head.casefold(), tail.casefold()
    if first + second in words:
        return False
    if f"{first}-{second}" in words or not (tail.islower() or (head.isupper() and tail.isupper())):
        return True
    return min(len(first), len(second)) >= 4 and first in words and second in words
