"""A report as one HTML file: no scripts, nothing from the network, for screen, printer and screen reader (WCAG 2.2 AA).

The tree is built by lxml, so that every character of a law, a name or an address is escaped by construction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.changes import Changes
from analysis.compare import RequirementCard
from analysis.model import Report
from analysis.report.annex import Block, Detail, Grid, Heading, Items, Paragraph, Quote, annex
from analysis.report.words import Words, is_address, printable

STYLE = """
:root { --ink: #1b1f24; --line: #b8c0c8; --head: #1f3a5f; }
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; color: var(--ink); background: #fff; margin: 0 auto; padding: 1rem; max-width: 64rem; }
h1, h2, h3, h4, th, nav, footer, .skip { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; line-height: 1.25; }
h1, h2, h3 { color: var(--head); } h2 { border-bottom: 2px solid var(--head); margin-top: 2.5rem; } h3 { margin-top: 2rem; }
h4 { margin: 1rem 0 .25rem; } a { color: #0b4f9e; overflow-wrap: anywhere; }
.skip { position: absolute; left: -999em; } .skip:focus { left: 1rem; background: #fff; padding: .5rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-size: .875rem; }
caption { position: absolute; left: -999em; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { min-width: 5rem; } thead th { background: var(--head); color: #fff; } tbody th { font-weight: 600; background: #f4f6f8; }
blockquote { margin: .5rem 0 .75rem 1rem; padding-left: .75rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0; } cite { font-style: normal; font-size: .875rem; display: block; }
.met { background: #e3f3e6; } .partial { background: #fff4d1; } .contrary { background: #f9d9d6; } .absent { background: #fbe6dc; }
.unknown { background: #fff; }
p.met, p.partial, p.contrary, p.absent, p.unknown { background: none; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); font-size: .875rem; }
@media print {
  @page { size: A4; margin: 2cm; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; } .wide { overflow: visible; }
  thead { display: table-header-group; } tr, blockquote { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
  table { font-size: 8pt; } thead th { background: #fff; color: #000; } a { color: inherit; text-decoration: none; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SKIP = {"en": "To the text", "es": "Ir al texto"}


def write(
    report: Report,
    cards: Iterable[RequirementCard],
    language: str,
    changes: Changes | None = None,
    detail: Detail = "full",
) -> bytes:
    """The page's bytes, UTF-8."""
    from lxml import etree, html

    words = Words(report, cards, language, changes)
    page = _element("html", _head(words), _body(words, list(annex(words, detail))), lang=language)
    etree.indent(page, space="")
    data: bytes = html.tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8")
    return data


def _head(words: Words) -> Any:
    return _element(
        "head",
        _element("meta", charset="utf-8"),
        _element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("meta", name="generator", content=f"Homologa {words.report.snapshot.program}"),
        _element("meta", name="snapshot", content=words.report.snapshot.id),
        _element("title", words.title),
        _element("style", STYLE),
    )


def _body(words: Words, blocks: list[Block]) -> Any:
    return _element(
        "body",
        _element("a", _SKIP[words.language], href="#text", **{"class": "skip"}),
        _element("header", _element("h1", words.title), _element("p", words.state)),
        _element("nav", _element("ul", *_contents(blocks)), **{"aria-label": words.text["contents"]}),
        _element("main", *(element for block in blocks for element in _set(block)), id="text"),
        _element("footer", _element("p", words.state)),
    )


def _contents(blocks: list[Block]) -> list[Any]:
    headings = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    return [_element("li", _element("a", heading.text, href=f"#{heading.anchor}")) for heading in headings]


def _set(block: Block) -> list[Any]:
    """The elements that show `block`; headings lie one level below the title."""
    if isinstance(block, Heading):
        return [_element(f"h{block.level + 1}", block.text, id=block.anchor)]
    if isinstance(block, Items):
        return [_element("ul", *(_element("li", item) for item in block.items))]
    if isinstance(block, Quote):
        return [_quote(block)]
    if isinstance(block, Grid):
        return [_grid(block)]
    return [_paragraph(block)]


def _paragraph(block: Paragraph) -> Any:
    words = [_element("strong", block.bold), f" {block.text}"] if block.bold else [block.text]
    return _element("p", *words, **({"class": block.status} if block.status else {}))


def _quote(block: Quote) -> Any:
    language = {"lang": block.language} if block.language else {}
    cited = [block.citation]
    if block.address:
        cited += [" ", _element("a", block.address, href=block.address) if is_address(block.address) else block.address]
    words = [_element("p", f"“{text}”", **language) for text in block.texts]
    return _element("blockquote", *words, _element("cite", *cited))


def _grid(block: Grid) -> Any:
    table = block.table
    head = _element("tr", *(_element("th", name, scope="col") for name in table.columns))
    rows = [
        _element("tr", *(_cell(block, line, column, str(cell)) for column, cell in enumerate(row)))
        for line, row in enumerate(table.rows)
    ]
    grid = _element("table", _element("caption", table.title), _element("thead", head), _element("tbody", *rows))
    return _element("div", grid, role="region", tabindex="0", **{"class": "wide", "aria-label": table.title})


def _cell(block: Grid, line: int, column: int, text: str) -> Any:
    if column < block.heads:
        return _element("th", text, scope="row")
    tone = block.tones.get((line, column))
    content = [_element("a", text, href=text)] if is_address(text) else [text]
    return _element("td", *content, **({"class": tone} if tone else {}))


def _element(tag: str, *content: Any, **attributes: str) -> Any:
    """An element with text and elements in it, in their order."""
    from lxml import etree

    element = etree.Element(tag, {name: printable(value) for name, value in attributes.items()})
    for part in content:
        if not isinstance(part, str):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + printable(part)
        else:
            element.text = (element.text or "") + printable(part)
    return element
