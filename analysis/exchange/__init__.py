"""Annotation sets in the formats of other tools, out and in again: one module a format.

Each module has `ENDING`, the ending of its files; `LOSES`, what the format cannot hold (names of :data:`HELD`); `write(found)`, which gives the file's bytes; and
`read(data, clauses)`, which gives the annotations back. `clauses` are the law's texts by eid: formats that carry no text of their own need them, and the others are held
against them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from typing import Any, get_args

from analysis import values
from analysis.errors import HomologaError
from analysis.model import Annotation, Role
from analysis.store.records import Verdict, Words

MOST_BYTES = 50_000_000
"""A larger file is refused: the annotations of the largest code we know take a tenth of it."""
HELD = ("role", "values", "by", "score", "headings")
"""What a format may be unable to hold, beside law, place, words and concept; `headings` are annotations that have no words of the clause's text."""


class ExchangeError(HomologaError):
    """A file of annotations cannot be read, or does not fit its law."""


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """What is said of one law: its expression, its language (ISO 639-1), its clauses' texts by eid in document order, and the annotations."""

    law: str
    language: str
    clauses: Mapping[str, str]
    annotations: tuple[Annotation, ...]


def formats() -> dict[str, Any]:
    """Every module of this package that writes a format, by the format's name."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)}
    return {name.replace("_", "-"): module for name, module in sorted(modules.items()) if hasattr(module, "LOSES")}


def held(found: Iterable[Annotation], loses: Iterable[str]) -> tuple[Annotation, ...]:
    """`found` as a format that loses these gives it back: roles become mentions, values empty, makers empty, scores 1."""
    plain: dict[str, Any] = {"role": "mention", "values": {}, "by": "", "score": 1.0}
    lost = {name: plain[name] for name in loses if name in plain}
    return tuple(replace(one, **lost) for one in found if "headings" not in loses or one.end > one.start)


def read(
    format: str, data: bytes, law: str, clauses: Mapping[str, str], concepts: Iterable[str]
) -> tuple[Annotation, ...]:
    """The annotations in a file, each held against the law, the known concepts, roles and values.

    Raises ExchangeError that lists all that is wrong: a file too large or cut short, another law, unknown concepts, roles and values, places outside the
    text or whose words are others.
    """
    if len(data) > MOST_BYTES:
        raise ExchangeError(f"the file has more than {MOST_BYTES / 1e6:,.0f} MB", do="Split it by law")
    try:
        found: tuple[Annotation, ...] = tuple(formats()[format].read(data, clauses))
    except ExchangeError:
        raise
    except Exception as fault:  # whatever a library of the format raises
        said = " ".join(str(fault).split())[:120]
        raise ExchangeError(
            f"this is no whole file in the format {format} ({type(fault).__name__}: {said})", do="Export it again"
        ) from fault
    if others := {str(one.law) for one in found} - {law}:
        raise ExchangeError(
            f"nothing was taken: the file is of {' and '.join(sorted(others)[:3])}, not of {law}",
            do="Name that text with --law, or export the annotations again from this one",
        )
    if faults := list(_faults(found, clauses, frozenset(concepts))):
        more = f"; and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise ExchangeError(
            f"nothing was taken: {'; '.join(faults[:5])}{more}", do="Mend the file, or export it again from this text"
        )
    return found


def changes(
    found: Iterable[Annotation],
    known: Iterable[Annotation],
    loses: Iterable[str],
    sha256: str,
    *,
    complete: bool = False,
    criteria: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Words, ...]:
    """What `found` says otherwise than what is `known` of the law, whose text has this SHA-256: added, corrected, and with `complete` rejected.

    What the format cannot hold is taken from what is known, and never a difference. `criteria` is what is asked of each concept now
    (:func:`analysis.standards.criteria`): what is taken keeps it, to be looked at again where something else is asked later.
    """
    by_place = {(one.eid, one.concept, one.start, one.end): one for one in known}
    said: list[Words] = []
    seen = set()
    for one in found:
        place = (one.eid, one.concept, one.start, one.end)
        seen.add(place)
        before = by_place.get(place)
        if before is None:
            said.append(_words(one, "added", sha256))
        elif held([one], loses)[0] != replace(held([before], loses)[0], by=one.by, score=one.score):
            said.append(_words(one, "corrected", sha256, before))
    if complete:
        gone = (one for place, one in by_place.items() if place not in seen and held([one], loses))
        said += [_words(one, "rejected", sha256, one) for one in gone]
    return tuple(replace(each, criteria=(criteria or {}).get(each.concept, {})) for each in said)


def _words(one: Annotation, verdict: Verdict, sha256: str, before: Annotation | None = None) -> Words:
    replaces = {name: value for name, value in asdict(before).items() if name in _SAID_BEFORE} if before else None
    return Words(
        one.law,
        one.eid,
        one.concept,
        one.role,
        one.start,
        one.end,
        one.quote,
        dict(one.values),
        verdict,
        sha256,
        replaces,
    )


_SAID_BEFORE = ("role", "start", "end", "quote", "values", "by")


def _faults(found: Iterable[Annotation], clauses: Mapping[str, str], concepts: frozenset[str]) -> Iterable[str]:
    for at, one in enumerate(found, 1):
        if wrong := _of_another_kind(one):
            yield f"annotation {at} has {wrong}"
            continue
        text = clauses.get(one.eid)
        if text is None:
            yield f"annotation {at} is of a clause that the law has not, {one.eid}"
        elif not 0 <= one.start <= one.end <= len(text):
            yield f"annotation {at} lies outside its clause, {one.eid}, {one.start} to {one.end} of {len(text)}"
        elif text[one.start : one.end] != one.quote:
            yield f"annotation {at} quotes “{one.quote[:40]}”, where {one.eid} has “{text[one.start : one.end][:40]}”"
        elif one.concept not in concepts:
            yield f"annotation {at} has a concept that is not known, {one.concept}"
        elif wrong := values.fault(one.values):
            yield f"annotation {at} has values that no annotation has, {wrong}"


def _of_another_kind(one: Annotation) -> str:
    """What in an annotation is no text, no number or no role at all, as a file of another tool may have it."""
    texts = {name: getattr(one, name) for name in ("law", "eid", "concept", "quote", "by")}
    if strange := [name for name, value in texts.items() if not isinstance(value, str)]:
        return f"no text as its {strange[0]}"
    if type(one.start) is not int or type(one.end) is not int:
        return "a place that is no whole number"
    if one.role not in get_args(Role):
        return f"a role that is not known, {str(one.role)[:40]} (known: {', '.join(get_args(Role))})"
    return "" if isinstance(one.score, int | float) and 0 <= one.score <= 1 else "a score that is not between 0 and 1"
