"""A draft bill that somebody brings, held against the laws of its country and the neighbours' answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from analysis import batch, decisions, judging, library
from analysis.catalogue import Catalogue
from analysis.errors import ReadError, UsageError
from analysis.model import Kind, Law, Report
from analysis.places import cited

if TYPE_CHECKING:
    from analysis.draft import Checked
    from analysis.model import Document


def checked(
    read: Document,
    corpus: library.Corpus,
    asked: Catalogue,
    found: Report,
    *,
    country: str,
    kind: Kind | None = None,
    replaces: str = "",
    language: str = "",
) -> tuple[Checked, Report]:
    """The draft `read` checked for `country` beside its laws, or in place of the one that `replaces` names, and `found`, the report on
    all countries, with the draft's findings, text and places.

    Raises UsageError for a country or a law that is not there, ReadError for what is no law or no language with concepts.
    """
    from analysis.draft import as_draft, check_draft, kind_of
    from analysis.provisions import Tagged
    from analysis.tag import tag
    from analysis.tag.learned import learned

    (code,) = library.codes(corpus, [country])
    held = library.judged(corpus[code], found.snapshot.as_of)
    replaced = _replaced(replaces, corpus, held, found.snapshot.as_of) if replaces else None
    if read.law.language not in library.TAGGED_LANGUAGES:
        raise ReadError(
            f"no concept has phrases in the language of the text, {read.law.language}", where=read.law.file.name,
            do=f"Give a draft in {' or '.join(library.TAGGED_LANGUAGES)}, or name its language",
        )  # fmt: skip
    told = kind or (replaced.kind if replaced else kind_of(read, found.laws))
    text = as_draft(read, code, told, replaced)
    draft = Tagged(text.law, text.clauses, tag(text, learned=learned(text.law.language)), text.quality, text.warnings)
    _, known, _ = judging.ground_of(held, False, batch.prepare(held.laws), decisions.reviews())
    answer = check_draft(
        draft, known, asked.requirements(), found.findings, replaces=replaced.expression if replaced else "", party_to=held.party_to,
        language=language or text.law.language,
    )  # fmt: skip
    after = {change.requirement: change.after for change in answer.changes}
    findings = tuple(after.get(f.requirement, f) if f.country == code else f for f in found.findings)
    places = {**found.places, draft.law.expression: dict(cited(draft.clauses))}
    return answer, replace(found, findings=findings, laws=(*found.laws, draft.law), places=places)


def _replaced(name: str, corpus: library.Corpus, held: library.Country, day: date) -> Law:
    """The law in force of the draft's country that `name` names. Raises UsageError where it is none of them."""
    from analysis.unlisted import law

    named = law(name, corpus, day)
    for known in held.laws:
        if known.expression == named.expression or known.file.resolve() == named.file.resolve():
            return known
    known_works = ", ".join(known.work for known in held.laws)
    raise UsageError(
        f"“{name}” is no law in force of {held.code}", do=f"Name one of: {known_works or 'none is loaded'}"
    )
