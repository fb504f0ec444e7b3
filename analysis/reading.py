"""A law read, graded and tagged, once: what came of it, or why nothing did, is kept under what it rests on, which is the file's content, its
manifest entry, the concepts, the trained model, the program and the libraries that read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis import cache, library, program, trained
from analysis.errors import HomologaError, ReadError
from analysis.model import Annotation, Clause, Law, Problem, Quality
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.model import Document
    from analysis.provisions import Tagged

_ROOM = "laws"
_SOURCE = ("__init__.py", "model.py", "errors.py", "reading.py", "unlisted.py", "read", "tag")
"""The parts of the program on which a reading rests."""
_NONE: Mapping[str, Problem] = MappingProxyType({})


def opened(name: str, corpus: library.Corpus, day: date, *, ocr: bool = False) -> Tagged:
    """The law that `name` names (an expression, a work or a file), read and tagged. Raises UsageError for a name that none has, ReadError
    for a law that cannot be read.
    """
    from analysis.unlisted import law

    named = law(name, corpus, day)
    found, problems = outcome(named, ocr)
    if found is None:
        what = problems[0] if problems else None
        raise ReadError(
            what.what if what else "the law cannot be read", where=named.file, do=what.do if what else "Check the file"
        )
    return found


def known(law: Law, ocr: bool = False) -> bool:
    """Was it read before, with whatever came of it?"""
    return cache.has(_ROOM, key(law, ocr))


def make(law: Law, ocr: bool = False) -> Problem | None:
    """Reads and tags `law` and puts the result, or why there is none, into the cache. Gives the failures that another
    try may mend.
    """
    try:
        entry = _read_and_tagged(law, ocr)
    except HomologaError as fault:
        entry = {"failed": [f"{fault.what} ({law.short})", fault.do.rstrip(".")]}
        if ocr:
            return _failure(law, entry)
    except Exception as fault:  # one law never stops the others, whatever its reader did
        what = f"a fault of Homologa: {type(fault).__name__}: {' '.join(str(fault).split())[:200]} ({law.short})"
        return _failure(law, {"failed": [what, "Please report it"]})
    try:
        cache.save(_ROOM, key(law, ocr), entry)
    except cache.CacheError as fault:
        return Problem(law.country, "failed", fault.where, fault.what, fault.do)
    return None


def _failure(law: Law, entry: Mapping[str, Any]) -> Problem:
    what, do = entry["failed"]
    return Problem(law.country, "failed", str(law.file), what, do)


def outcome(law: Law, ocr: bool, unsettled: Mapping[str, Problem] = _NONE) -> tuple[Tagged | None, list[Problem]]:
    """What is in the cache for `law`, made anew where it was damaged or swept away in the meantime."""
    problem = unsettled.get(law.expression)
    entry = None if problem else cache.load(_ROOM, key(law, ocr))
    if entry is None and problem is None:
        problem = make(law, ocr)
        entry = cache.load(_ROOM, key(law, ocr))
    if problem is not None or entry is None:
        return None, [problem] if problem else []
    if "failed" in entry:
        return None, [_failure(law, entry)]
    return _tagged(law, entry), [
        Problem(law.country, "doubtful", str(law.file), what, do) for what, do in entry["doubts"]
    ]


def key(law: Law, ocr: bool = False) -> str:
    """The name of all that its reading rests on."""
    entry = {name: str(getattr(law, name)) for name in Law.__slots__}
    entry |= {"file": law.file.name, "sha256": law.sha256 or _sha256(law.file)}
    return cache.key(
        entry, ocr, program.source(*_SOURCE), program.concepts(), program.libraries(), trained.used()
    )  # fmt: skip


def _sha256(file: Path) -> str:
    return library.sha256(file) if file.is_file() else ""


def _read_and_tagged(law: Law, ocr: bool) -> dict[str, Any]:
    from analysis.read import read
    from analysis.tag import tag
    from analysis.tag.learned import learned

    document = read(law, ocr=ocr)
    return {
        "clauses": [_packed(clause) for clause in document.clauses],
        "annotations": [
            [a.eid, a.concept, a.role, a.start, a.end, a.quote, plain.annotation(a)["values"], a.by, a.score]
            for a in tag(document, learned=learned(law.language))
        ],
        "quality": asdict(document.quality),
        "warnings": document.warnings,
        "doubts": list(_doubts(document)),
    }


def _doubts(document: Document) -> Iterator[tuple[str, str]]:
    """What a reader of the findings must know of this reading."""
    from analysis.tag import LANGUAGES
    from analysis.unlisted import guess_language, text

    law, quality = document.law, document.quality
    if quality.grade in "EF" and law.text != "digest":
        reasons = "; ".join(quality.reasons)
        yield (
            f"its reading has grade {quality.grade} ({law.short}): {reasons}",
            "Add a better text of it; nothing is called absent because of this one",
        )
    guess = guess_language(text(document))
    if law.language not in LANGUAGES:
        yield (
            f"no concept has phrases in its language, {law.language} ({law.short}): nothing is said of it",
            "Add a text in es or en",
        )
    elif guess and guess != law.language:
        yield (
            f"the manifest says {law.language}, and its words look like {guess} ({law.short})",
            "Check the language in laws.yaml",
        )


def _packed(clause: Clause) -> list[Any]:
    own = [clause.eid, clause.kind, clause.number, clause.heading, clause.text, clause.source]
    return [*own, [_packed(child) for child in clause.children]] if clause.children else own


def _unpacked(packed: Sequence[Any]) -> Clause:
    eid, kind, number, heading, text, source = packed[:6]
    below = packed[6] if len(packed) > 6 else ()
    return Clause(eid, kind, number, heading, text, source, tuple(_unpacked(child) for child in below))


def _tagged(law: Law, entry: Mapping[str, Any]) -> Tagged:
    from analysis.provisions import Tagged

    expression, quality = law.expression, entry["quality"]
    return Tagged(
        law,
        tuple(_unpacked(clause) for clause in entry["clauses"]),
        tuple(Annotation(expression, *said) for said in entry["annotations"]),
        Quality(**{**quality, "reasons": tuple(quality["reasons"])}),
        tuple(entry["warnings"]),
    )
