"""The UIMA CAS of a law, as INCEpTION takes it: the clauses' texts in one view, `homologa.Clause` over each, `homologa.Annotation` over words."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from analysis.exchange import AnnotationSet, ExchangeError
from analysis.exchange.joined import joined
from analysis.model import Annotation

CLAUSE, SAID, LAW = "homologa.Clause", "homologa.Annotation", "homologa.Law"
_FEATURES = {CLAUSE: ("eid",), SAID: ("concept", "role", "values_json", "by", "score"), LAW: ("expression",)}


def filled(found: AnnotationSet) -> Any:
    """A CAS with the law's text and all annotations that have words."""
    from cassis import Cas, TypeSystem

    types = TypeSystem()
    made = {}
    for name, features in _FEATURES.items():
        made[name] = types.create_type(name=name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            types.create_feature(made[name], feature, "uima.cas.String")
    whole = joined(found.clauses)
    whole_cas = Cas(typesystem=types)
    whole_cas.sofa_string = whole.text
    whole_cas.sofa_mime = "text/plain"
    whole_cas.add(made[LAW](begin=0, end=len(whole.text), expression=found.law))
    places = dict(zip(whole.eids, whole.begins, strict=True))
    for eid, begin in places.items():
        whole_cas.add(made[CLAUSE](begin=begin, end=begin + len(found.clauses[eid]), eid=eid))
    for one in found.annotations:
        if one.end > one.start:
            begin = places[one.eid]
            whole_cas.add(made[SAID](
                begin=begin + one.start, end=begin + one.end, concept=one.concept, role=one.role, by=one.by, score=repr(one.score),
                values_json=json.dumps(dict(one.values), ensure_ascii=False, sort_keys=True),
            ))  # fmt: skip
    return whole_cas


@contextmanager
def quietly() -> Iterator[None]:
    """Without the library's warnings of places outside the text: :func:`said_in` says so in a sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def said_in(filled: Any) -> Iterator[Annotation]:
    """What the CAS says, in the order of the text."""
    law = next(iter(filled.select(LAW))).expression
    clauses = sorted((clause.begin, clause.end, clause.eid) for clause in filled.select(CLAUSE))
    text = filled.sofa_string
    for at, said in enumerate(filled.select(SAID), 1):
        around = (clause for clause in clauses if clause[0] <= said.begin and said.end <= clause[1])
        begin, _, eid = next(around, (0, 0, ""))
        if not eid:
            raise ExchangeError(
                f"nothing was taken: annotation {at} lies outside every clause, {said.begin} to {said.end} of {len(text)}",
                do="Mend the file, or export it again from this text",
            )
        yield Annotation(
            law, eid, said.concept, said.role, said.begin - begin, said.end - begin, text[said.begin : said.end],
            json.loads(said.values_json or "{}"), said.by or "", float(said.score or 1),
        )  # fmt: skip
