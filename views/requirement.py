"""One requirement: what the treaty asks, and what each country answers, in the words of its law."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.compare import GAPS, RequirementCard, Row, matrix, models
from analysis.divergence import Divergence, divergences
from analysis.model import Finding
from analysis.report.sentences import Sentences
from analysis.report.words import Words, number
from views import words
from views.address import kept, taken, taken_all
from views.markup import listed, put, table, tag
from views.observe import form
from views.shelf import Shelf, shelf
from views.verdicts import answer, cell, coded, quotes, sign, title
from views.words import say

MODELS = 3
"""How many laws are shown to borrow from."""
QUOTES = 2
"""Clauses quoted of each of them."""
SERIOUS = 4
"""Years: the least maximum of a serious crime (UNTOC 2(b))."""


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
    form(card, judged)


def _asked(card: RequirementCard) -> None:
    st.title(title(card))
    facts = (card.code, words.strength(card.strength), words.severity(card.severity), words.standard(card))
    put("p", " · ".join(fact for fact in facts if fact), class_="lead")
    if explained := card.explains.get(words.language()) or card.explains.get("en"):
        put("p", explained)
    put("p", say("Source:"), " ", "; ".join(map(words.source, card.source)))
    if card.accuracy:
        put("p", words.accuracy(card.accuracy), class_="small")


def _answers(row: Row, countries: Sequence[str], held: Shelf) -> None:
    if len(countries) > 1:
        _side_by_side(row, countries, held)
    for code in countries:
        st.html(answer(row.cells[code], held))
    _models(row, countries, held)


def _models(row: Row, countries: Sequence[str], held: Shelf) -> None:
    """Clauses to borrow from, where a country that is shown lacks what is asked."""
    lacking = [code for code in countries if row.cells[code].status in GAPS]
    found = [finding for finding in models(row.cells.values(), words.language()) if finding.country not in lacking][
        :MODELS
    ]
    if not lacking or not found:
        return
    st.header(say("Models to borrow"))
    put("p", say("Laws that meet this requirement, the nearest to the treaty first. The words are theirs; what fits elsewhere is for a drafter to judge."))  # fmt: skip
    for finding in found:
        name = tag("h3", words.country(finding.country), " ", sign(finding, held))
        st.html(tag("section", name, *quotes(finding.evidence, held)[:QUOTES], class_="answer met"))


def _side_by_side(row: Row, countries: Sequence[str], held: Shelf) -> None:
    found = [row.cells[code] for code in countries]
    known = dict.fromkeys(key for finding in found for key in finding.values)
    keys = list(dict.fromkeys([*(key for key in row.card.compares if key in known), *known]))
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
    _diverging(Row(row.card, {finding.country: finding for finding in found}), held)


def _diverging(row: Row, held: Shelf) -> None:
    """Each value with its spread, majority and who stands apart; lists and words drawn as who names what."""
    said = Sentences(Words(held.report, held.asked.cards, words.language()))
    for each in divergences([row]):
        if each.kind != "years":
            st.subheader(said.name(each))
        if each.kind in ("list", "word"):
            _named(each)
        elif each.kind == "days":
            _spans(each, said)
        st.html(listed(said.remarks(each), class_="small"))


def _named(found: Divergence) -> None:
    """Who names what: a dot for each country and item."""
    import altair as alt

    dots = [
        {"country": words.country(code), "item": words.value(item)}
        for code, value in found.values.items()
        for item in ([value] if isinstance(value, str) else value)
    ]
    if dots:
        chart = alt.Chart(alt.Data(values=dots)).mark_circle(size=90, color="#1d4f91").encode(
            x=alt.X("country:N", title=None, axis=alt.Axis(orient="top", labelAngle=-45, labelOverlap=False)),
            y=alt.Y("item:N", title=None, axis=alt.Axis(labelLimit=360)),
            tooltip=["country:N", "item:N"],
        )  # fmt: skip
        st.altair_chart(chart, alt="; ".join(f"{dot['country']}: {dot['item']}" for dot in dots))


def _spans(found: Divergence, said: Sentences) -> None:
    """Time spans in days, as bars."""
    import altair as alt

    bars = [
        {"country": words.country(code), "to": value["high"] or value["low"], "says": said.value(found, value)}
        for code, value in found.values.items()
    ]
    base = alt.Chart(alt.Data(values=bars)).encode(
        y=alt.Y("country:N", sort=None, title=None), x=alt.X("to:Q", title=None)
    )
    chart = alt.layer(
        base.mark_bar(height=12, color="#1d4f91").encode(tooltip="says:N"),
        base.mark_text(align="left", dx=6, color="#1b1f24").encode(text="says:N"),
    ).properties(height=alt.Step(30))
    st.altair_chart(chart, alt="; ".join(f"{bar['country']}: {bar['says']}" for bar in bars))


def _range(found: Sequence[Finding]) -> None:
    """The penalties as bars from minimum to maximum beside the line of a serious crime (UNTOC 2(b)), where two countries
    or more have them; the table says the same.
    """
    bars = [
        {
            "country": words.country(finding.country),
            "from": finding.values.get("min_years", 0),
            "to": finding.values["max_years"],
            "years": _years(finding),
        }
        for finding in found
        if "max_years" in finding.values
    ]
    if len(bars) < 2:
        return
    import altair as alt

    st.subheader(say("Prison for the base offence, in years"))
    base = alt.Chart(alt.Data(values=bars)).encode(y=alt.Y("country:N", sort=None, title=None))
    line = alt.Chart(
        alt.Data(values=[{"at": SERIOUS, "name": say("serious crime: a maximum of {n} years", n=SERIOUS)}])
    )
    chart = alt.layer(
        base.mark_bar(height=12, color="#1d4f91").encode(x=alt.X("from:Q", title=None), x2="to:Q", tooltip="years:N"),
        base.mark_text(align="left", dx=6, color="#1b1f24").encode(x="to:Q", text="years:N"),
        line.mark_rule(color="#b45309", strokeDash=[4, 3]).encode(x="at:Q", tooltip="name:N"),
    ).properties(height=alt.Step(30))
    st.altair_chart(chart, alt="; ".join(f"{bar['country']}: {bar['years']}" for bar in bars))
    put("p", say("The dashed line is at {n} years, the least maximum of a serious crime (Convention against Transnational Organized Crime, art. 2(b)).", n=SERIOUS), class_="small")  # fmt: skip


def _years(finding: Finding) -> str:
    least, most = finding.values.get("min_years"), finding.values["max_years"]
    years = f"{number(least)}–{number(most)}" if least is not None else say("up to {most}", most=number(most))
    return say("{years} or life", years=years) if finding.values.get("life") else years
