"""brat's standoff format: a ZIP of ``law.txt`` and ``law.ann``; role, maker and score are attributes and notes, values a note.

Words that run over several lines are several fragments of one text bound, as brat asks. What a format of one text cannot hold are annotations without words.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping

from analysis.exchange import AnnotationSet, ExchangeError
from analysis.exchange.joined import joined
from analysis.model import Annotation

ENDING = "zip"
LOSES = ("headings",)
MOST_BYTES = 100_000_000
_LAW = "law"


def write(found: AnnotationSet) -> bytes:
    """The two files, zipped; the same set gives the same bytes."""
    whole = joined(found.clauses)
    lines = [f"#0\tLaw\t{found.law}"]
    places = dict(zip(whole.eids, whole.begins, strict=True))
    for at, one in enumerate((one for one in found.annotations if one.end > one.start), 1):
        start, end = places[one.eid] + one.start, places[one.eid] + one.end
        fragments = ";".join(f"{first} {last}" for first, last in _fragments(whole.text, start, end))
        lines.append(f"T{at}\t{one.concept} {fragments}\t{one.quote.replace(chr(10), ' ')}")
        lines.append(f"A{at}\tRole T{at} {one.role}")
        note = {"by": one.by, "score": one.score, "values": dict(one.values), "breaks": _breaks(one.quote)}
        said = json.dumps(note, ensure_ascii=False)
        lines.append(f"#{at}\tAnnotatorNotes T{at}\t{said}")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for name, text in ((f"{_LAW}.txt", whole.text), (f"{_LAW}.ann", "\n".join(lines) + "\n")):
            files.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of ``text[start:end]``, as places; blank ones are left out where there are others."""
    lines = [(start + line.start(), start + line.end()) for line in re.finditer(r"[^\n]+", text[start:end])]
    return lines or [(start, end)]


def _breaks(quote: str) -> tuple[int, int]:
    """How many line breaks the words begin and end with, which no fragment holds."""
    bare = quote.strip("\n")
    before = len(quote) - len(quote.lstrip("\n"))
    return (before, len(quote) - len(bare) - before) if bare else (0, 0)


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The text bounds with their attributes and notes, by their places in the text of `clauses`."""
    text, lines = _files(data)
    whole = joined(clauses)
    if text != whole.text:
        raise ExchangeError("the text of the file is not that of the law", do="Export it again from this text")
    bounds = [line.split("\t") for line in lines if line.startswith("T")]
    roles = {
        of: role
        for _, said in (line.split("\t", 1) for line in lines if line.startswith("A"))
        for _, of, role in (said.split(" "),)
    }
    notes = {
        rest.split(" ")[1]: json.loads(note)
        for mark, rest, note in (line.split("\t", 2) for line in lines if line.startswith("#"))
        if mark != "#0"
    }
    law = next((line.split("\t", 2)[2] for line in lines if line.startswith("#0\t")), "")
    for name, said, quoted in bounds:
        concept, _, places = said.partition(" ")
        ends = [tuple(map(int, part.split(" "))) for part in places.split(";")]
        note = notes.get(name, {})
        before, behind = note.get("breaks", (0, 0))
        eid, first = whole.back(ends[0][0])
        start, end = first - before, first + ends[-1][1] - ends[0][0] + behind
        quote = clauses[eid][start:end]
        yield Annotation(
            law, eid, concept, roles.get(name, "mention"), start, end, quote if quote.replace("\n", " ") == quoted else quoted,  # type: ignore[arg-type]
            note.get("values", {}), note.get("by", ""), note.get("score", 1.0),
        )  # fmt: skip


def _files(data: bytes) -> tuple[str, list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        if sum(item.file_size for item in files.infolist()) > MOST_BYTES:
            raise ExchangeError("the ZIP unpacks to more than any law has", do="Do not use this file")
        text, said = (files.read(f"{_LAW}.{ending}").decode("utf-8") for ending in ("txt", "ann"))
    return text, [line for line in said.split("\n") if line]
