"""What the pages show, worked out once for all readers: the laws, the requirements and the findings."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import streamlit as st

from analysis import batch, decisions, judging, library, trained
from analysis.catalogue import Catalogue, catalogue
from analysis.compare import RequirementCard
from analysis.model import Annotation, Clause, Evidence, Finding, Law, Report
from analysis.places import cited
from analysis.provisions import Tagged
from analysis.report import formats, shows_detail
from analysis.search import Index
from analysis.store import exists
from views.person import opened
from views.words import say

CUE = "cue-"
"""Concepts that only tell the role of others begin so."""
FRESH = 600
"""Seconds after which the folders are looked at again."""


@dataclass(frozen=True)
class Shelf:
    """One state of the laws, with what was found in them. `texts` is by expression and leaves out what could not be read."""

    asked: Catalogue
    report: Report
    texts: Mapping[str, Text] = field(repr=False)
    corpus: library.Corpus = field(repr=False)

    @cached_property
    def laws(self) -> dict[str, Law]:
        return {law.expression: law for law in self.report.laws}

    @cached_property
    def cards(self) -> dict[str, RequirementCard]:
        return {card.id: card for card in self.asked.cards}

    @cached_property
    def countries(self) -> list[str]:
        return list(
            dict.fromkeys([*(law.country for law in self.report.laws), *(f.country for f in self.report.findings)])
        )

    @cached_property
    def criteria(self) -> dict[str, dict[str, str]]:
        """What is asked of each concept now: the requirements that look for it, each with a hash of its criterion."""
        from analysis.standards import criteria

        return criteria(self.asked.requirements())

    def sought(self, requirement: str) -> set[str]:
        """The concepts that a requirement looks for: those that tell it from others, where there are any, and not penalties, which every offence has."""
        from analysis.tag import OWN

        found = {concept for concept, asked in self.criteria.items() if requirement in asked}
        return found - set(OWN) or found

    @property
    def judged(self) -> list[str]:
        """The countries on which there are findings."""
        return list(dict.fromkeys(finding.country for finding in self.report.findings))

    def on_digest(self, finding: Finding) -> bool:
        """Does the answer rest on a digest? For `absent`, on any that was searched."""
        cited = [item.law for item in finding.evidence] or (
            [item.law for item in finding.searched] if finding.status == "absent" else []
        )
        return any(law in self.laws and self.laws[law].text == "digest" for law in cited)

    def said(self, item: Evidence) -> list[str]:
        """The concepts that quoted words carry; none where their law could not be read."""
        text = self.texts.get(item.law)
        found = text.said.get(item.eid, ()) if text else ()
        return list(dict.fromkeys(a.concept for a in found if item.start <= a.start and a.end <= item.end))

    def place(self, law: str, eid: str) -> str:
        """The article as a lawyer cites it; empty where the law is not loaded."""
        text = self.texts.get(law)
        return self.report.places.get(law, {}).get(eid) or (text.places.get(eid, "") if text else "")


@dataclass(frozen=True)
class Text:
    """A law that was read and tagged, ready to be looked up and searched."""

    tagged: Tagged

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.eid: clause for top in self.tagged.clauses for clause in top.walk()}

    @cached_property
    def places(self) -> dict[str, str]:
        """Each clause as a lawyer cites it, by eid."""
        return dict(cited(self.tagged.clauses))

    @cached_property
    def said(self) -> dict[str, list[Annotation]]:
        """What is said of each clause."""
        found: dict[str, list[Annotation]] = defaultdict(list)
        for annotation in self.tagged.annotations:
            if not annotation.concept.startswith(CUE):
                found[annotation.eid].append(annotation)
        return found

    @cached_property
    def index(self) -> Index:
        return Index.of(self.tagged)


@dataclass(frozen=True)
class Part:
    """A report on some countries and standards, the same as the command `export` makes of them."""

    asked: Catalogue
    report: Report
    _files: dict[tuple[str, str, str], bytes] = field(default_factory=dict, repr=False)

    def file(self, format: str, language: str, detail: str) -> bytes:
        """The report in a format of `analysis.report`, whole where that knows no other detail; written once."""
        writer = formats()[format]
        more = {"detail": detail} if shows_detail(writer) else {}
        key = (format, language, more.get("detail", ""))
        if key not in self._files:
            self._files[key] = writer.write(self.report, self.asked.cards, language, **more)
        return self._files[key]


def shelf() -> Shelf:
    """The laws of the embedded corpus, or those that `serve` names with `--corpus` and `--with-embedded`, as of today.

    Raises HomologaError for a folder or a standard that cannot be used.
    """
    with st.spinner(say("Reading the laws…")):
        return _shelf(*_folders(), date.today(), _decided(), trained.used())


def part(countries: tuple[str, ...], standards: tuple[str, ...]) -> Part:
    """What the shelf has on these countries and standards; on all where none is named. Raises HomologaError."""
    return _part(*_folders(), date.today(), _decided(), trained.used(), countries, standards)


def forget() -> None:
    """The next look at the shelf is at the folders as they are now."""
    _shelf.clear()
    _part.clear()


def _decided() -> int:
    """The newest decision of people; on a page where they work, the one that was newest when they came."""
    if not (st.session_state.get("working") and "decided" in st.session_state):
        st.session_state["decided"] = opened().latest() if exists() else 0
    return int(st.session_state["decided"])


def _folders() -> tuple[tuple[str, ...], bool]:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--with-embedded", action="store_true")
    given, _ = parser.parse_known_args(sys.argv[1:])
    return tuple(given.corpus), given.with_embedded


def stands_alone() -> bool:
    """Was the app started with folders only, so that neither the digests nor the reader's own corpus are read?"""
    folders, with_embedded = _folders()
    return bool(folders) and not with_embedded


@st.cache_resource(ttl=FRESH, max_entries=16, show_spinner=False)
def _part(
    folders: tuple[str, ...],
    with_embedded: bool,
    day: date,
    decided: int,
    model: str,
    countries: tuple[str, ...],
    standards: tuple[str, ...],
) -> Part:
    asked = catalogue(standards=standards)
    corpus = library.corpus([Path(folder) for folder in folders], with_embedded=with_embedded)
    return Part(
        asked,
        judging.findings(
            corpus,
            asked,
            as_of=day,
            countries=countries,
            reviews=decisions.reviews(),
            observations=decisions.observations(),
        ),
    )


@st.cache_resource(ttl=FRESH, max_entries=4, show_spinner=False)
def _shelf(folders: tuple[str, ...], with_embedded: bool, day: date, decided: int, model: str) -> Shelf:
    del decided, model  # what people decided and the trained model are read anew, and these keys say when
    asked = catalogue()
    corpus = library.corpus([Path(folder) for folder in folders], with_embedded=with_embedded)
    reviews = decisions.reviews()
    report = judging.findings(corpus, asked, as_of=day, reviews=reviews, observations=decisions.observations())
    read = batch.tagged(report.laws, reviews=reviews)
    return Shelf(asked, report, {each.law.expression: Text(each) for each in read}, corpus)
