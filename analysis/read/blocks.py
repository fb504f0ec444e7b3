"""Paragraphs of formats that mark them (Word, HTML) as lines for `outline`."""

from __future__ import annotations

from analysis.read import markers
from analysis.read.outline import Line

CAPTION_LEVEL = 7
CAPTION_LENGTH = 160
"""Characters that a paragraph in bold may have and still be a caption."""


def block(text: str, source: str, level: int = 0, *, bold: bool = False) -> Line:
    """A whole paragraph; `level` is that of a heading (1 to 6) or 0. One set wholly in bold that says nothing else is a
    caption.

    >>> block("Objeto de la ley", "l. 3", bold=True).level, block("Artículo 3. Objeto", "l. 4", bold=True).level
    (7, 0)
    """
    caption = bold and not level and len(text) <= CAPTION_LENGTH and text[-1:] not in ":;," and not _announces(text)
    return Line(text, source, CAPTION_LEVEL if caption else level, block=True)


def _announces(text: str) -> bool:
    """Does `text` open a unit, an item or a container, whatever its type?"""
    patterns = (
        markers.ARTICLE, markers.ITEM, markers.TRANSITIONAL_HEADING, markers.TRANSITIONAL_UNIT, markers.DISPOSITION,
        markers.ORDINAL_ARTICLE, markers.NUMBERED, markers.REFORM_NOTE,
    )  # fmt: skip
    return bool(any(pattern.match(text) for pattern in patterns) or markers.container(text))
