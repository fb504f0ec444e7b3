"""A report as PDF that reads like a ministry's annex: A4, tagged, with bookmarks, set by Typst from the blocks of `annex.py`.

The template `pdf.typ` gets the blocks as JSON and shows them as text. Only the fonts that come with Typst are used, so that
the same snapshot gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report.annex import Block, Detail, Grid, Heading, Items, Quote, annex
from analysis.report.words import Words, is_address, printable

TEMPLATE = Path(__file__).with_suffix(".typ")

_UNSHOWN = "could not be displayed with font"

Node = dict[str, Any]


def write(
    report: Report,
    cards: Iterable[RequirementCard],
    language: str,
    changes: Changes | None = None,
    detail: Detail = "full",
) -> bytes:
    """The document's bytes; its creation date is the day whose law it shows.

    It meets PDF/UA-1 (ISO 14289-1). Where a text has characters that none of the fonts shows, they appear as boxes, which that
    standard does not allow, and the document is tagged without claiming it.
    """
    import typst

    given = json.dumps(_given(Words(report, cards, language, changes), detail))
    made = datetime.combine(report.snapshot.as_of, time(), UTC)
    try:
        return _set(given, made, ["ua-1"])
    except typst.TypstError as fault:
        if _UNSHOWN not in str(fault):
            raise
        return _set(given, made, [])


def _set(given: str, made: datetime, standards: list[Any]) -> bytes:
    import typst

    return typst.compile(
        TEMPLATE.read_bytes(), format="pdf", ignore_system_fonts=True, sys_inputs={"given": given}, timestamp=made,
        pdf_standards=standards,
    )  # fmt: skip


def _given(words: Words, detail: Detail) -> Node:
    """What the template shows: the frame of the document, its chapters, and which texts are addresses of the web."""
    taken = words.report.snapshot
    blocks = list(annex(words, detail))
    return {
        "language": words.language,
        "title": printable(words.title),
        "subtitle": ", ".join(map(words.country, words.countries)),
        "snapshot": taken.id,
        "state": words.state,
        "contents": words.text["contents"],
        "footer": words.footer,
        "chapters": list(_chapters(blocks)),
        "links": sorted({text for block in blocks for text in _addresses(block)}),
    }


def _chapters(blocks: Iterable[Block]) -> Iterator[Node]:
    """The blocks from one heading of level 1 to the next, and whether their pages are turned."""
    opened: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and opened:
            yield _chapter(opened)
            opened = []
        opened.append(block)
    if opened:
        yield _chapter(opened)


def _chapter(blocks: list[Block]) -> Node:
    first = blocks[0]
    return {"wide": isinstance(first, Heading) and first.wide, "blocks": list(map(_block, blocks))}


def _block(block: Block) -> Node:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "text": printable(block.text)}
    if isinstance(block, Items):
        return {"is": "items", "items": list(map(printable, block.items))}
    if isinstance(block, Quote):
        texts = list(map(printable, block.texts))
        said = {"citation": printable(block.citation), "address": printable(block.address)}
        return {"is": "quote", "texts": texts, "language": block.language, **said}
    if isinstance(block, Grid):
        return _grid(block)
    return {"is": "paragraph", "text": printable(block.text), "bold": printable(block.bold)}


def _grid(block: Grid) -> Node:
    rows = [
        [{"text": printable(str(cell)), "tone": block.tones.get((line, column), "")} for column, cell in enumerate(row)]
        for line, row in enumerate(block.table.rows)
    ]
    columns = list(map(printable, block.table.columns))
    return {"is": "grid", "columns": columns, "rows": rows, "heads": block.heads, "shares": block.shares}


def _addresses(block: Block) -> Iterator[str]:
    if isinstance(block, Quote):
        yield from filter(is_address, [block.address])
    if isinstance(block, Grid):
        yield from (cell for row in block.table.rows for cell in row if isinstance(cell, str) and is_address(cell))
