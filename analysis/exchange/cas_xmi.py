"""UIMA CAS as XMI (OASIS UIMA 1.0), zipped with its type system, as INCEpTION imports it. Places are counted as UIMA does, in UTF-16 units."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from analysis.exchange import AnnotationSet, ExchangeError
from analysis.exchange.cas import filled, quietly, said_in
from analysis.model import Annotation

ENDING = "zip"
LOSES = ("headings",)
MOST_BYTES = 200_000_000
_XMI, _TYPES = "law.xmi", "TypeSystem.xml"


def write(found: AnnotationSet) -> bytes:
    """The XMI and its type system, zipped; the same set gives the same bytes."""
    of_law = filled(found)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(zipfile.ZipInfo(_XMI), of_law.to_xmi().encode(), zipfile.ZIP_DEFLATED)
        files.writestr(zipfile.ZipInfo(_TYPES), of_law.typesystem.to_xml().encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations of the XMI."""
    from cassis import load_cas_from_xmi, load_typesystem

    del clauses
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        if sum(item.file_size for item in files.infolist()) > MOST_BYTES:
            raise ExchangeError("the ZIP unpacks to more than any law has", do="Do not use this file")
        types, xmi = files.read(_TYPES), files.read(_XMI)
    if b"<!DOCTYPE" in types + xmi:
        raise ExchangeError("the XML declares entities, which no CAS has", do="Do not use this file")
    with quietly():
        return said_in(load_cas_from_xmi(io.BytesIO(xmi), typesystem=load_typesystem(io.BytesIO(types))))
