"""What alignment is measured on: three treaties as one pool in two languages, and how plain likeness of words does on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.align import Link
from analysis.model import BASIC_UNITS, Clause
from analysis.provisions import Tagged
from analysis.read import read
from analysis.tag import tag
from bench import law

TREATIES = ("untoc", "trafficking-protocol", "smuggling-protocol")


@cache
def tagged(name: str) -> Tagged:
    """The law in a file of the real laws, read and tagged."""
    document = read(law(name))
    return Tagged(document.law, document.clauses, tag(document), document.quality)


def pool(language: str, names: Sequence[str] = TREATIES) -> Tagged:
    """The treaties as one law, each below a clause of its own; eids begin with the treaty's name."""
    laws = [tagged(f"intl/{name}_{language}.txt") for name in names]
    tops = [
        Clause(name, "part", children=tuple(_below(name, c) for c in each.clauses))
        for name, each in zip(names, laws, strict=True)
    ]
    said = [replace(a, eid=f"{name}/{a.eid}") for name, each in zip(names, laws, strict=True) for a in each.annotations]
    return replace(laws[0], clauses=tuple(tops), annotations=tuple(said))


def _below(name: str, clause: Clause) -> Clause:
    return replace(clause, eid=f"{name}/{clause.eid}", children=tuple(_below(name, child) for child in clause.children))


def clauses(law: Tagged, units: bool) -> dict[str, Clause]:
    """Its articles, or its numbered paragraphs and letters, by eid."""
    found = {c.eid: c for top in law.clauses for c in top.walk() if c.number}
    kinds = BASIC_UNITS if units else ("paragraph", "point")
    return {eid: clause for eid, clause in found.items() if clause.kind in kinds}


def right(links: Sequence[Link], ours: dict[str, Clause], theirs: dict[str, Clause]) -> tuple[int, int]:
    """How many clauses that stand in both by the same number have it in first place, and how many there are."""
    first: dict[str, str | None] = {}
    for link in links:
        if link.a is not None:
            first.setdefault(link.a, link.b)
    both = ours.keys() & theirs.keys()
    return sum(first.get(eid) == eid for eid in both), len(both)


def by_ratio(ours: dict[str, Clause], theirs: dict[str, Clause]) -> tuple[int, int]:
    """The same, where RapidFuzz `ratio` of the whole text decides alone."""
    from rapidfuzz import fuzz, process

    choices = {eid: clause.full_text for eid, clause in theirs.items()}
    both = ours.keys() & theirs.keys()
    return sum(process.extractOne(ours[eid].full_text, choices, scorer=fuzz.ratio)[2] == eid for eid in both), len(both)


def by_words(ours: dict[str, Clause], theirs: dict[str, Clause]) -> tuple[int, int]:
    """The same, where the cosine of word TF-IDF decides alone."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    a, b = list(ours), list(theirs)
    vectors = TfidfVectorizer().fit_transform(clause.full_text for clause in (*ours.values(), *theirs.values()))
    best = (vectors[: len(a)] @ vectors[len(a) :].T).toarray().argmax(axis=1)
    return sum(b[best[at]] == eid for at, eid in enumerate(a) if eid in theirs), len(ours.keys() & theirs.keys())


def texts(language: str) -> Iterator[str]:
    """The clauses of real laws in that language that stand by themselves."""
    names = (
        ["mx/lgpsedmtp_extracted.txt", "py/ley-4788.txt"]
        if language == "es"
        else ["us/usc-title-18_2023.md", "us/usc-title-08_2023.md"]
    )
    for name in names:
        yield from (c.text for top in tagged(name).clauses for c in top.walk() if 60 < len(c.text) < 900)
