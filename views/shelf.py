"""What the pages show, worked out once for all readers: the laws, the requirements and the findings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import streamlit as st

from analysis import batch, library
from analysis.compare import RequirementCard
from analysis.model import Clause, Finding, Law, Report
from analysis.provisions import Tagged
from analysis.search import Index
from views.words import say

FRESH = 600
"""Seconds after which the folders are looked at again."""


@dataclass(frozen=True)
class Shelf:
    """One state of the laws, with what was found in them. `texts` is by expression and leaves out what could not be read."""

    asked: batch.Catalogue
    report: Report
    texts: Mapping[str, Text] = field(repr=False)

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

    def on_digest(self, finding: Finding) -> bool:
        """Does the answer rest on a digest? For `absent`, on any that was searched."""
        cited = [item.law for item in finding.evidence] or (
            [item.law for item in finding.searched] if finding.status == "absent" else []
        )
        return any(law in self.laws and self.laws[law].text == "digest" for law in cited)

    def place(self, law: str, eid: str) -> str:
        """The article as a lawyer cites it."""
        return self.report.places.get(law, {}).get(eid, "")


@dataclass(frozen=True)
class Text:
    """A law that was read and tagged, ready to be looked up and searched."""

    tagged: Tagged

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.eid: clause for top in self.tagged.clauses for clause in top.walk()}

    @cached_property
    def index(self) -> Index:
        return Index.of(self.tagged)


def shelf() -> Shelf:
    """The laws of the embedded corpus, or of `streamlit run app.py -- --corpus DIR [--with-embedded]`, as of today.

    Raises HomologaError for a folder or a standard that cannot be used.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--with-embedded", action="store_true")
    given, _ = parser.parse_known_args(sys.argv[1:])
    with st.spinner(say("Reading the laws…")):
        return _shelf(tuple(given.corpus), given.with_embedded, date.today())


@st.cache_resource(ttl=FRESH, max_entries=4, show_spinner=False)
def _shelf(folders: tuple[str, ...], with_embedded: bool, day: date) -> Shelf:
    asked = batch.catalogue()
    corpus = library.corpus([Path(folder) for folder in folders], with_embedded=with_embedded)
    report = batch.findings(corpus, asked, as_of=day)
    return Shelf(asked, report, {read.law.expression: Text(read) for read in batch.tagged(report.laws)})
