"""UIMA CAS as JSON (UIMA JSON CAS 0.4), with its type system inside, as INCEpTION imports it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from analysis.exchange import AnnotationSet
from analysis.exchange.cas import filled, quietly, said_in
from analysis.model import Annotation

ENDING = "json"
LOSES = ("headings",)


def write(found: AnnotationSet) -> bytes:
    """The CAS of the law."""
    text: str = filled(found).to_json()
    return text.encode()


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations of the CAS."""
    from cassis import load_cas_from_json

    del clauses
    with quietly():
        return said_in(load_cas_from_json(io.BytesIO(data)))
