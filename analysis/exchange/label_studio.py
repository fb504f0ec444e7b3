"""Label Studio's JSON: a task for each clause, with one prediction of labelled regions; role, values and maker stand in the regions' meta."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.exchange import AnnotationSet
from analysis.model import Annotation

ENDING = "json"
LOSES = ("headings",)
MAKER = "homologa"


def write(found: AnnotationSet) -> bytes:
    """The tasks of all clauses that have text."""
    regions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for at, one in enumerate(found.annotations):
        if one.end > one.start:
            regions[one.eid].append(_region(one, at))
    tasks = [
        {
            "data": {"text": text, "law": found.law, "eid": eid},
            "predictions": [{"model_version": MAKER, "result": regions[eid]}],
        }
        for eid, text in found.clauses.items()
        if text
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode()


def _region(one: Annotation, at: int) -> dict[str, Any]:
    return {
        "id": f"r{at}", "from_name": "label", "to_name": "text", "type": "labels", "score": one.score,
        "value": {"start": one.start, "end": one.end, "text": one.quote, "labels": [one.concept]},
        "meta": {"role": [one.role], "by": [one.by], "values": [json.dumps(dict(one.values), ensure_ascii=False)]},
    }  # fmt: skip


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The regions of all tasks: those that people made where there are any, else the predictions."""
    del clauses
    for task in json.loads(data):
        said = task["data"]
        for made in task.get("annotations") or task.get("predictions") or ():
            for region in made["result"]:
                if region.get("type") == "labels":
                    yield _annotation(region, said)


def _annotation(region: Mapping[str, Any], said: Mapping[str, str]) -> Annotation:
    value, meta = region["value"], region.get("meta", {})
    start, end = value["start"], value["end"]
    return Annotation(
        said["law"], said["eid"], value["labels"][0], _first(meta, "role", "mention"), start, end, value.get("text", said["text"][start:end]),  # type: ignore[arg-type]
        json.loads(_first(meta, "values", "{}")), _first(meta, "by", ""), float(1 if region.get("score") is None else region["score"]),
    )  # fmt: skip


def _first(meta: Mapping[str, Any], name: str, otherwise: str) -> str:
    found = meta.get(name) or [otherwise]
    return str(found[0])
