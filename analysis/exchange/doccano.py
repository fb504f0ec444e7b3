"""doccano's JSON Lines for sequence labelling: a clause a line, its text and ``[start, end, concept]`` triples."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from analysis.exchange import AnnotationSet
from analysis.model import Annotation

ENDING = "jsonl"
LOSES = ("role", "values", "by", "score", "headings")


def write(found: AnnotationSet) -> bytes:
    """A line for each clause that has text."""
    labels: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for one in found.annotations:
        if one.end > one.start:
            labels[one.eid].append((one.start, one.end, one.concept))
    lines = (
        json.dumps({"text": text, "label": labels[eid], "law": found.law, "eid": eid}, ensure_ascii=False)
        for eid, text in found.clauses.items()
        if text
    )
    return "".join(f"{line}\n" for line in lines).encode()


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations, line by line; `label` may be called `labels` or `entities`, as in some versions."""
    del clauses
    for line in data.decode("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            for start, end, concept, *_ in row.get("label") or row.get("labels") or row.get("entities") or ():
                yield Annotation(row["law"], row["eid"], concept, "mention", start, end, row["text"][start:end])
