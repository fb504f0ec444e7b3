"""Two laws side by side as a reader sees them: aligned clauses on the terminal, and the words that differ on the terminal, as HTML and as Word's
tracked changes. The marks ``{+added+}``, ``[-removed-]``, ``{>moved here>}`` and ``[<moved away<]`` carry the meaning; colour only repeats it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from analysis.align import Link
from analysis.align.redline import ArticleDiff, Segment
from analysis.model import Clause, Law
from analysis.provisions import Tagged
from analysis.report.docx import LOCALES, timeless
from analysis.report.words import concept_name, printable

WORDS = {
    "en": {
        "diff": "{other} against {base}", "same": "{n} alike", "alike": "alike", "added": "only in {other}", "removed": "only in {base}", "changed": "changed",
        "counterpart": "counterpart, in another language", "moved": "moved", "legend": "Marks: {+added+}  [-removed-]  {>moved here>}  [<moved away<]",
        "counts": "{same} alike, {changed} changed, {added} only in {other}, {removed} only in {base}", "align": "{base} and {other}",
        "none_a": "Only in {base}: {n} clauses without a counterpart", "none_b": "Only in {other}: {n} clauses without a counterpart",
        "concept": "concept", "term": "term", "wording": "wording", "number": "number", "unit": "unit", "negation": "negation", "purpose": "purpose",
        "one": "The two are the same text.", "differ": "differs",
    },
    "es": {
        "diff": "{other} frente a {base}", "same": "{n} iguales", "alike": "igual", "added": "solo en {other}", "removed": "solo en {base}", "changed": "cambia",
        "counterpart": "correspondiente, en otro idioma", "moved": "cambia de lugar",
        "legend": "Marcas: {+añadido+}  [-suprimido-]  {>viene de otro lugar>}  [<pasa a otro lugar<]",
        "counts": "{same} iguales, {changed} cambian, {added} solo en {other}, {removed} solo en {base}", "align": "{base} y {other}",
        "none_a": "Solo en {base}: {n} cláusulas sin correspondiente", "none_b": "Solo en {other}: {n} cláusulas sin correspondiente",
        "concept": "concepto", "term": "término", "wording": "redacción", "number": "número", "unit": "unidad", "negation": "negación", "purpose": "finalidad",
        "one": "Los dos son el mismo texto.", "differ": "difiere",
    },
}  # fmt: skip
MARKS = {
    "same": ("", ""),
    "added": ("{+", "+}"),
    "removed": ("[-", "-]"),
    "moved-in": ("{>", ">}"),
    "moved-out": ("[<", "<]"),
}
STYLES = {"same": "", "added": "green", "removed": "red", "moved-in": "cyan", "moved-out": "magenta"}
CONTEXT = 90
"""Characters of unchanged words that stay on each side of a change on the terminal."""
FIRST = 70
"""Characters of a clause that its line shows."""
STYLE = """
body { font: 1rem/1.5 Georgia, serif; color: #1b1f24; margin: 0 auto; padding: 1rem; max-width: 60rem; } h1, h2, .note { font-family: Arial, sans-serif; }
h2 { font-size: 1.05rem; border-top: 1px solid #b8c0c8; padding-top: .75rem; } p { white-space: pre-line; }
ins { background: #d7f0dc; text-decoration: underline; } del { background: #f9d9d6; text-decoration: line-through; }
.moved { outline: 1px dashed #555; } .note { font-size: .875rem; color: #444; }
"""


class Pair:
    """Two laws and the language in which they are spoken of."""

    def __init__(self, base: Tagged, other: Tagged, language: str) -> None:
        self.base, self.other, self.language = base, other, language
        self.names = dict(zip(("base", "other"), _names(base.law, other.law), strict=True))

    def say(self, key: str, **values: object) -> str:
        return WORDS[self.language][key].format(**self.names, **values)

    def counts(self, rows: Sequence[ArticleDiff]) -> str:
        numbers = {state: sum(row.state == state for row in rows) for state in ("same", "added", "removed")}
        return self.say("counts", **numbers, changed=len(rows) - sum(numbers.values()))

    def state(self, row: ArticleDiff) -> str:
        return self.say("alike" if row.state == "same" else row.state) + (f", {self.say('moved')}" if row.moved else "")

    def heading(self, row: ArticleDiff) -> str:
        sides = [printable(_name(clause)) for clause in (row.base, row.other) if clause]
        return " ↔ ".join(dict.fromkeys(sides))

    def shared(self, row: ArticleDiff) -> list[str]:
        """The reasons for a counterpart, a line each."""
        return [self.reason(reason.kind, reason.agrees, reason.detail) for reason in row.why]

    def reason(self, kind: str, agrees: bool, detail: str) -> str:
        if kind == "concept":
            detail = " | ".join(
                ", ".join(concept_name(c, self.language) for c in side.split(", ")) for side in detail.split(" | ")
            )
        differs = "" if agrees else f" ({self.say('differ')})"
        return f"{self.say(kind)}{differs}: {printable(detail)}"


def _names(base: Law, other: Law) -> tuple[str, str]:
    """What the two are called: by their short names, with the day or language where these are the same."""
    if base.short != other.short:
        return base.short, other.short
    tails = [law.expression.rsplit("/", 1)[-1].strip("@") for law in (base, other)]
    return f"{base.short} ({tails[0]})", f"{other.short} ({tails[1]})"


def _name(clause: Clause) -> str:
    return f"{clause.number or clause.eid} {clause.heading}".strip()


# ---- the terminal --------------------------------------------------------------------------------------------------


def print_diff(rows: Sequence[ArticleDiff], pair: Pair, console: Console) -> None:
    """Every article that differs, with its changes and a few words around them; what is alike in a line."""
    console.print(Text(pair.say("diff"), style="bold"))
    console.print(Text(pair.counts(rows)))
    if any(row.state == "changed" for row in rows):
        console.print(Text(WORDS[pair.language]["legend"], style="dim"))
    for same, run in groupby(rows, key=lambda row: row.state == "same" and not row.moved):
        some = list(run)
        if same:
            console.print(Text(f"\n= {pair.say('same', n=len(some))}: {_span(some)}", style="dim"))
            continue
        for row in some:
            console.print(Text(f"\n{pair.heading(row)}  ", style="bold").append(f"[{pair.state(row)}]", style="italic"))
            for line in pair.shared(row) if row.state == "counterpart" else ():
                console.print(Text(f"  {line}"))
            console.print(_marked(row.segments))


def _span(rows: Sequence[ArticleDiff]) -> str:
    names = [printable(row.base.number or row.base.eid) for row in rows if row.base]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} … {names[-1]}"


def _marked(segments: Sequence[Segment]) -> Text:
    text = Text()
    for at, segment in enumerate(segments):
        words = printable(segment.text)
        if segment.kind == "same":
            words = _cut(words, at > 0, at < len(segments) - 1)
        before, after = MARKS[segment.kind]
        text.append(f"{before}{words.rstrip()}{after}{words[len(words.rstrip()) :]}", style=STYLES[segment.kind])
    return text


def _cut(words: str, before: bool, after: bool) -> str:
    """Unchanged words, only those near a change."""
    if len(words) <= 2 * CONTEXT + 20:
        return words
    head = words[:CONTEXT].rsplit(" ", 1)[0] + " " if before else ""
    tail = " " + words[-CONTEXT:].split(" ", 1)[-1] if after else ""
    return f"{head}…{tail}"


def print_links(links: Sequence[Link], pair: Pair, console: Console) -> None:
    """Each clause of the first law with its counterparts and the reasons, then what only one of the two has."""
    ours, theirs = ({c.eid: c for top in law.clauses for c in top.walk()} for law in (pair.base, pair.other))
    console.print(Text(pair.say("align"), style="bold"))
    if pair.base.clauses == pair.other.clauses:
        console.print(Text(pair.say("one")))
    for eid, run in groupby((link for link in links if link.a and link.b), key=lambda link: str(link.a)):
        console.print(Text(f"\n{_line(ours[eid])}", style="bold"))
        for link in run:
            console.print(Text(f"  {link.score:.2f}  {_line(theirs[str(link.b)])}"))
            for reason in link.why:
                console.print(Text(f"        {pair.reason(reason.kind, reason.agrees, reason.detail)}", style="dim"))
    for key, law, alone in (
        ("none_a", ours, [link.a for link in links if link.b is None]),
        ("none_b", theirs, [link.b for link in links if link.a is None]),
    ):
        console.print(Text(f"\n{pair.say(key, n=len(alone))}", style="bold"))
        for each in alone:
            console.print(Text(f"  {_line(law[str(each)])}"))


def _line(clause: Clause) -> str:
    words = " ".join(printable(f"{clause.heading} {clause.text}").split())
    return f"{clause.eid}  {words if len(words) <= FIRST else words[: FIRST - 1] + '…'}"


# ---- HTML ----------------------------------------------------------------------------------------------------------


def html(rows: Sequence[ArticleDiff], pair: Pair) -> bytes:
    """One page without scripts, UTF-8; lxml escapes every word of a law."""
    from lxml.html import builder, tostring

    body = [builder.H1(pair.say("diff")), builder.P(pair.counts(rows), builder.CLASS("note"))]
    for same, run in groupby(rows, key=lambda row: row.state == "same" and not row.moved):
        some = list(run)
        if same:
            body.append(builder.P(f"{pair.say('same', n=len(some))}: {_span(some)}", builder.CLASS("note")))
            continue
        for row in some:
            body += [builder.H2(pair.heading(row)), builder.P(pair.state(row), builder.CLASS("note"))]
            body += [
                builder.P(line, builder.CLASS("note"))
                for line in (pair.shared(row) if row.state == "counterpart" else ())
            ]
            if row.segments:
                body.append(builder.P(*map(_element, row.segments)))
    head = builder.HEAD(builder.META(charset="utf-8"), builder.TITLE(pair.say("diff")), builder.STYLE(STYLE))
    page = builder.HTML(head, builder.BODY(*body), lang=pair.language)
    data: bytes = tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8")
    return data


def _element(segment: Segment) -> Any:
    from lxml.html import builder

    text = printable(segment.text)
    if segment.kind == "same":
        return builder.SPAN(text)
    element = builder.INS(text) if segment.kind in ("added", "moved-in") else builder.DEL(text)
    if segment.kind.startswith("moved"):
        element.set("class", "moved")
    return element


# ---- Word ----------------------------------------------------------------------------------------------------------


def docx(rows: Sequence[ArticleDiff], pair: Pair) -> bytes:
    """The other law as a document whose differences from the baseline are tracked changes: rejecting them all gives the baseline."""
    import docx as office

    file = office.Document()
    file.core_properties.title, file.core_properties.author = printable(pair.say("diff")), "Homologa"
    file.core_properties.language = LOCALES[pair.language]
    file.add_heading(printable(pair.say("diff")), 0)
    file.add_paragraph(printable(pair.counts(rows)))
    numbers = count(1)
    for row in rows:
        file.add_heading(f"{pair.heading(row)} [{pair.state(row)}]", 2)
        if row.state == "counterpart":
            for line in pair.shared(row):
                file.add_paragraph(line, style="List Bullet")
        _tracked(file, row.segments, numbers)
    out = io.BytesIO()
    file.save(out)
    return timeless(out.getvalue())


def _tracked(file: Any, segments: Iterable[Segment], numbers: Iterator[int]) -> None:
    paragraph = file.add_paragraph()
    for segment in segments:
        run = paragraph.add_run(printable(segment.text.rstrip("\n")) + ("\n" if segment.text.endswith("\n") else ""))
        if segment.kind == "same":
            continue
        added = segment.kind in ("added", "moved-in")
        change = _change("w:ins" if added else "w:del", next(numbers))
        run._r.addprevious(change)
        change.append(run._r)
        if not added:
            _deleted(run._r)


def _change(name: str, number: int) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in (("w:id", str(number)), ("w:author", "Homologa"), ("w:date", "1980-01-01T00:00:00Z")):
        element.set(qn(key), value)
    return element


def _deleted(run: Any) -> None:
    """Words of a run in ``w:del`` stand in ``w:delText`` (ECMA-376 part 1, 17.3.3.7)."""
    from docx.oxml.ns import qn

    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")
