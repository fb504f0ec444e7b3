"""A report's evidence as JSON-LD: a W3C Web Annotation a quote, in one collection.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017. A target is a clause, by the Akoma Ntoso address of its law
with the clause's eid; the selectors give the words, and their place in the clause's own text in characters from 0.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from analysis.compare import RequirementCard
from analysis.model import Evidence, Finding, Report
from analysis.report.words import Words, is_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Node = dict[str, Any]


def write(report: Report, cards: Iterable[RequirementCard], language: str) -> bytes:
    """The annotation collection of `report`. Findings without words of a law (absent, unknown) are not in it."""
    words = Words(report, cards, language)
    items = [
        _annotation(words, finding, item, place)
        for finding in report.findings
        for place, item in enumerate(finding.evidence)
    ]
    text = json.dumps(_collection(words, items), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace")


def _collection(words: Words, items: list[Node]) -> Node:
    taken = words.report.snapshot
    return {
        "@context": [CONTEXT, {"dcterms": "http://purl.org/dc/terms/"}],
        "id": _name(taken.id, words.language),
        "type": "AnnotationCollection",
        "label": words.title,
        "generator": {"type": "Software", "name": f"Homologa {taken.program}"},
        "dcterms:identifier": taken.id,
        "dcterms:description": "; ".join(f"{name}: {said}" for name, said in words.hashes()),
        "total": len(items),
        "first": {
            "id": _name(taken.id, words.language, "first"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(words: Words, finding: Finding, item: Evidence, place: int) -> Node:
    named = (words.report.snapshot.id, words.language, finding.country, finding.requirement, str(place))
    return {
        "id": _name(*named),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            _body("classifying", finding.requirement),
            _body("tagging", finding.status),
            _body("describing", _described(words, finding), words.language),
        ],
        "target": _target(words, item),
    }


def _described(words: Words, finding: Finding) -> str:
    said = f"{words.numbered(finding.requirement)}: {words.status(finding)}"
    card = words.card.get(finding.requirement)
    return f"{said} ({words.accuracy(card)})" if card else said


def _body(purpose: str, value: str, language: str = "") -> Node:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return {**body, "language": language} if language else body


def _target(words: Words, item: Evidence) -> Node:
    source: Node = {"id": f"{item.law}#{item.eid}", "type": "Text", "dcterms:title": words.citation(item)}
    if language := words.language_of(item.law):
        source["language"] = language
    target: Node = {
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": item.quote},
            {"type": "TextPositionSelector", "start": item.start, "end": item.end},
        ],
    }
    return {**target, "scope": item.source} if is_address(item.source) else target


def _name(*parts: str) -> str:
    """A name that the same parts always get: a UUID of version 5 (RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(parts)).urn
