"""spaCy's DocBin: a Doc for each clause, its spans under ``sc``, the places and all else as the law has them in the Doc's user data.

Words that do not begin and end with a token become the smallest span of tokens that holds them; the user data keep the exact ones.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from analysis.exchange import AnnotationSet, ExchangeError
from analysis.model import Annotation

ENDING = "spacy"
LOSES: tuple[str, ...] = ()
MOST_BYTES = 200_000_000
SPANS = "sc"
"""The key under which spaCy's span categoriser looks for spans."""


def write(found: AnnotationSet) -> bytes:
    """The Docs of all clauses."""
    import spacy
    from spacy.tokens import DocBin

    said: dict[str, list[Annotation]] = defaultdict(list)
    for one in found.annotations:
        said[one.eid].append(one)
    language = spacy.blank(found.language)
    bin = DocBin(store_user_data=True)
    for eid, text in found.clauses.items():
        doc = language.make_doc(text)
        spans = (
            doc.char_span(one.start, one.end, label=one.concept, alignment_mode="expand")
            for one in said[eid]
            if one.end > one.start
        )
        doc.spans[SPANS] = [span for span in spans if span is not None]
        doc.user_data["law"], doc.user_data["eid"] = found.law, eid
        doc.user_data["annotations"] = json.dumps([asdict(one) for one in said[eid]], ensure_ascii=False)
        bin.add(doc)
    data: bytes = bin.to_bytes()
    return data


def read(data: bytes, clauses: Mapping[str, str]) -> Iterator[Annotation]:
    """The annotations of all Docs: those of the user data, or where there are none the spans."""
    import spacy
    from spacy.tokens import DocBin

    del clauses
    if len(zlib.decompressobj().decompress(data, MOST_BYTES + 1)) > MOST_BYTES:
        raise ExchangeError("the file unpacks to more than any law has", do="Do not use this file")
    for doc in DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab):
        known = doc.user_data
        if "annotations" in known:
            yield from (Annotation(**one) for one in json.loads(known["annotations"]))
        else:
            for span in doc.spans.get(SPANS, ()):
                yield Annotation(
                    known["law"], known["eid"], span.label_, "mention", span.start_char, span.end_char, span.text
                )
