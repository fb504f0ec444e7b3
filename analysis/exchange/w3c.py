"""W3C Web Annotation as JSON-LD (Recommendation of 23 February 2017): concept and role as bodies, quote and position as selectors."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.exchange import AnnotationSet
from analysis.model import Annotation

ENDING = "jsonld"
LOSES: tuple[str, ...] = ()
_PROGRAMS = ("rule:", "model:")
"""How the makers begin that are no person (see :class:`analysis.model.Annotation`)."""
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"homologa": "urn:homologa:"}]


def write(found: AnnotationSet) -> bytes:
    """An annotation page of the law."""
    items = [_item(one, at) for at, one in enumerate(found.annotations)]
    page = {"@context": CONTEXT, "id": _name(found.law), "type": "AnnotationPage", "items": items}
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


def _item(one: Annotation, at: int) -> dict[str, Any]:
    return {
        "id": _name(one.law, one.eid, one.concept, str(one.start), str(one.end), str(at)),
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Software" if one.by.startswith(_PROGRAMS) else "Person", "name": one.by},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": one.concept},
            {"type": "TextualBody", "purpose": "classifying", "value": one.role},
        ],
        "homologa:values": dict(one.values),
        "homologa:score": one.score,
        "target": {
            "source": f"{one.law}#{one.eid}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": one.quote},
                {"type": "TextPositionSelector", "start": one.start, "end": one.end},
            ],
        },
    }


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations of a page. Positions are characters (code points) from 0 in the clause's text."""
    del clauses
    for item in json.loads(data)["items"]:
        bodies = {body["purpose"]: body["value"] for body in item["body"]}
        selectors = {selector["type"]: selector for selector in item["target"]["selector"]}
        law, _, eid = item["target"]["source"].rpartition("#")
        place = selectors["TextPositionSelector"]
        yield Annotation(
            law, eid, bodies["tagging"], bodies["classifying"], int(place["start"]), int(place["end"]),
            selectors["TextQuoteSelector"]["exact"], item.get("homologa:values", {}), item["creator"]["name"], float(item.get("homologa:score", 1)),
        )  # fmt: skip


def _name(*parts: str) -> str:
    """A name that the same parts always get: a UUID of version 5 (RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(parts)).urn
