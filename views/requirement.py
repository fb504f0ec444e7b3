"""One requirement: what the treaty asks, and what each country answers, in the words of its law."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.compare import RequirementCard, Row, matrix
from analysis.model import Finding
from views import words
from views.address import kept, taken, taken_all
from views.markup import put, table
from views.shelf import Shelf, shelf
from views.verdicts import answer, cell, coded, title
from views.words import say


def show() -> None:
    """Draws the page."""
    held = shelf()
    names = list(held.cards)
    left, right = st.columns([2, 1])
    chosen = left.selectbox(
        say("Requirement"), names, index=None, key=taken("requirement", names), format_func=lambda name: coded(held.cards[name]),
        placeholder=say("Choose a requirement"),
    )  # fmt: skip
    countries = right.multiselect(
        say("Country"),
        held.countries,
        key=taken_all("country", held.countries),
        format_func=words.country,
        placeholder=say("all"),
    )
    kept("requirement", *([chosen] if chosen else []))
    kept("country", *countries)
    if chosen is None:
        st.title(say("Requirement"))
        put("p", say("Choose a requirement above, or a cell of the matrix on the page Overview."))
        return
    card = held.cards[chosen]
    _asked(card)
    (row,) = matrix(held.report.findings, [card])
    if not row.cells:
        put("p", say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    judged = [code for code in countries or held.countries if code in row.cells]
    _answers(row, judged, held)


def _asked(card: RequirementCard) -> None:
    st.title(title(card))
    facts = (card.code, words.strength(card.strength), words.severity(card.severity), words.standard(card.standard))
    put("p", " · ".join(fact for fact in facts if fact), class_="lead")
    put("p", say("Source:"), " ", "; ".join(map(words.source, card.source)))


def _answers(row: Row, countries: Sequence[str], held: Shelf) -> None:
    if len(countries) > 1:
        _side_by_side(row, countries, held)
    for code in countries:
        st.html(answer(row.cells[code], held))


def _side_by_side(row: Row, countries: Sequence[str], held: Shelf) -> None:
    found = [row.cells[code] for code in countries]
    keys = list(dict.fromkeys(key for finding in found for key in finding.values))
    heads = [say("Country"), say("Verdict"), *map(words.value_name, keys)]
    lines = [
        [
            words.country(finding.country),
            cell(finding, held),
            *(words.value(finding.values[key]) if key in finding.values else "–" for key in keys),
        ]
        for finding in found
    ]
    st.html(table(say("The countries side by side"), heads, lines, class_="wide"))
    _range(found)


def _range(found: Sequence[Finding]) -> None:
    """The penalties as bars from minimum to maximum, where two countries or more have a maximum; the table says the same."""
    bars = [
        {
            "country": words.country(finding.country),
            "from": finding.values.get("min_years", 0),
            "to": finding.values["max_years"],
            "label": _years(finding),
        }
        for finding in found
        if "max_years" in finding.values
    ]
    if len(bars) < 2:
        return
    side = {"field": "country", "type": "nominal", "sort": None, "title": None}
    st.subheader(say("Prison for the base offence, in years"))
    st.vega_lite_chart(
        {
            "data": {"values": bars},
            "height": {"step": 30},
            "encoding": {"y": side},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 12, "color": "#1d4f91", "tooltip": True},
                    "encoding": {
                        "x": {"field": "from", "type": "quantitative", "title": None, "scale": {"domainMin": 0}},
                        "x2": {"field": "to"},
                        "tooltip": {"field": "label"},
                    },
                },
                {
                    "mark": {"type": "text", "align": "left", "dx": 6, "color": "#1b1f24"},
                    "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "label"}},
                },
            ],
        }
    )


def _years(finding: Finding) -> str:
    least, most = finding.values.get("min_years"), finding.values["max_years"]
    return f"{least:g}–{most:g}" if least is not None else say("up to {most}", most=f"{most:g}")
