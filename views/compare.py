"""Countries side by side, requirement by requirement: verdicts, words of the laws, values, and what one has that another lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analysis.compare import Row, matrix
from analysis.criminality import double_criminality
from analysis.model import Finding
from analysis.report.sentences import Sentences
from analysis.report.words import Words
from views import words
from views.address import kept, link, settled, taken, taken_all
from views.markup import Html, joined, listed, put, table, tag
from views.shelf import Shelf, shelf
from views.sidebyside import show_laws
from views.verdicts import coded, quotes, sign, spoken
from views.words import language, say, say_many

FEWEST, MOST = 2, 4
"""How many countries stand side by side."""
QUOTES = 2
"""Quoted clauses shown at once; the others open below them."""


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Compare"))
    if not held.report.findings:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    if "laws" not in st.session_state:
        st.session_state["laws"] = st.query_params.get("view") == "laws"
    beside = st.toggle(say("Two laws, article by article"), key="laws")
    lead = (
        say("What answers to what in two laws, the words that differ, and what only one of them has.")
        if beside
        else say("Two to four countries side by side, in the words of their laws.")
    )
    put("p", lead, class_="lead")
    settled("view", *(["laws"] if beside else []))
    if beside:
        show_laws(held)
        return
    countries, standard, differing = _question(held)
    if len(countries) < FEWEST:
        chosen = ", ".join(map(words.country, countries))
        put(
            "p",
            say("{chosen} is chosen; choose at least one more.", chosen=chosen)
            if chosen
            else say("Choose at least two countries."),
        )
        return
    rows = [row for row in matrix(held.report.findings, held.asked.cards) if row.card.standard == standard]
    rows = [row for row in rows if all(code in row.cells for code in countries)]
    shown = [row for row in rows if not differing or _differ(row, countries)]
    alike = len(rows) - sum(_differ(row, countries) for row in rows)
    put("p", say_many("They answer alike on {n} requirement of {all}.", "They answer alike on {n} requirements of {all}.", alike, all=len(rows)))  # fmt: skip
    if not shown:
        put("p", say("On this standard they do not differ."))
    for row in shown:
        st.html(_requirement(row, countries, held))
    if len(countries) == FEWEST:
        _offences(countries, held)


def _offences(pair: Sequence[str], held: Shelf) -> None:
    """Which conduct is an offence in both, with both penalties: on it extradition turns."""
    said = Sentences(Words(held.report, held.asked.cards, language()))
    found = double_criminality(held.report.findings, held.asked.cards, *pair)
    if not found:
        return
    st.header(said.said["offences"])
    heads = [say("Requirement"), say("Verdict"), *map(words.country, pair), say("Usual thresholds of extradition")]
    lines = [
        [
            coded(each.card),
            said.criminality(each),
            *said.penalties(each),
            "; ".join(said.thresholds(each)) or "–",
        ]
        for each in found
    ]
    st.html(table(said.said["offences"], heads, lines, class_="wide"))


def _question(held: Shelf) -> tuple[list[str], str, bool]:
    standards = words.standards(held.asked.cards)
    one, two, three = st.columns([3, 2, 2], vertical_alignment="bottom")
    countries = one.multiselect(
        say("Countries, two to four"), held.judged, key=taken_all("country", held.judged), format_func=words.country,
        max_selections=MOST, placeholder=say("Choose countries"),
    )  # fmt: skip
    standard: str = two.selectbox(
        say("Standard"),
        list(standards),
        key=taken("standard", standards, next(iter(standards))),
        format_func=standards.get,
    )
    if "differing" not in st.session_state:
        st.session_state["differing"] = "all" not in st.query_params.get_all("show")
    differing = three.toggle(say("Only where they differ"), key="differing")
    kept("country", *countries)
    kept("standard", standard)
    settled("show", *([] if differing else ["all"]))
    return countries, standard, differing


def _differ(row: Row, countries: Sequence[str]) -> bool:
    """Do they answer otherwise, in status, divergence or any value?"""
    first, *others = (row.cells[code] for code in countries)
    return any(_answered(first) != _answered(other) for other in others)


def _answered(finding: Finding) -> tuple[str, bool, Mapping[str, object]]:
    return finding.status, finding.divergence, finding.values


# ---- one requirement -----------------------------------------------------------------------------------------------


def _requirement(row: Row, countries: Sequence[str], held: Shelf) -> Html:
    heading = tag(
        "h2",
        tag("a", coded(row.card), href=link("requirement", requirement=row.card.id, country=list(countries))),
        id=row.card.id,
    )
    said = {code: _said(row.cells[code], held) for code in countries}
    columns = [_country(row.cells[code], said, held) for code in countries]
    return tag("section", heading, tag("div", *columns, class_=f"beside of{len(countries)}"), class_="pair")


def _said(finding: Finding, held: Shelf) -> list[str]:
    """What the quoted words say, by concept."""
    return list(dict.fromkeys(name for item in finding.evidence for name in held.said(item)))


def _country(finding: Finding, said: Mapping[str, Sequence[str]], held: Shelf) -> Html:
    parts = [
        tag("h3", f"{words.country(finding.country)} ", sign(finding, held)),
        tag("p", spoken(finding, held), class_="small"),
    ]
    if finding.values:
        parts.append(tag("p", words.value(finding.values)))
    others = {name for code, names in said.items() if code != finding.country for name in names}
    own = [name for name in said[finding.country] if name not in others]
    if own:
        parts.append(_list(say("Only here:"), own))
    if finding.missing:
        parts.append(_list(say("Missing:"), finding.missing))
    if finding.status == "unknown":
        kinds = ", ".join(map(words.kind, finding.to_load))
        parts.append(tag("p", say("To answer this, load in full: {kinds}.", kinds=kinds) if kinds else say("The texts that are loaded cannot tell.")))  # fmt: skip
    cited = quotes(finding.evidence, held)
    parts += cited[:QUOTES]
    if len(cited) > QUOTES:
        more = say_many("{n} more clause", "{n} more clauses", len(cited) - QUOTES)
        parts.append(tag("details", tag("summary", more), *cited[QUOTES:]))
    return tag("div", *parts, class_=f"answer {finding.status}")


def _list(label: str, names: Sequence[str]) -> Html:
    return joined([tag("p", tag("strong", label)), listed(map(words.concept, names), class_="small")])
