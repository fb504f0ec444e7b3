"""Two laws, article by article: the words that differ where they share a language, what they share where they do not, and what has no counterpart."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.align.redline import ArticleDiff, Segment, diff
from analysis.errors import HomologaError
from analysis.provisions import Tagged
from views import words
from views.address import kept, taken
from views.markup import Html, listed, put, tag
from views.shelf import Shelf
from views.words import say, say_many

LINES = "white-space: pre-line"
"""Keeps the lines of a law."""
PAGE = 25
"""Articles on one page."""


def show_laws(held: Shelf) -> None:
    """Draws the choice of two laws and one page of their articles."""
    names = {expression: f"{text.tagged.law.country} · {text.tagged.law.short} ({expression.rsplit('/', 1)[-1]})" for expression, text in held.texts.items()}
    one, two = st.columns(2)
    known = list(names)
    if not known:
        return
    base = one.selectbox(say("Baseline"), known, format_func=names.__getitem__, key=taken("baseline", known, known[0]))
    other = two.selectbox(say("Beside it"), known, format_func=names.__getitem__, key=taken("beside", known, known[:2][-1]))
    kept("baseline", base)
    kept("beside", other)
    try:
        with st.spinner(say("Comparing the laws…")):
            rows = _rows(base, other, held.report.snapshot.id, held.texts[base].tagged, held.texts[other].tagged)
    except HomologaError as fault:
        st.warning(str(fault))
        return
    alike = sum(row.state == "same" for row in rows)
    put("p", say_many("{n} article is alike.", "{n} articles are alike.", alike))
    shown = rows if alike and st.toggle(say("Show what is alike"), key="alike") else [row for row in rows if row.state != "same"]
    pages = max(1, -(-len(shown) // PAGE))
    at = st.selectbox(say("Page"), list(range(1, pages + 1)), key="sheet") if pages > 1 else 1
    for row in shown[(at - 1) * PAGE : at * PAGE]:
        st.html(_article(row))


@st.cache_resource(max_entries=8, show_spinner=False)
def _rows(base: str, other: str, snapshot: str, _base: Tagged, _other: Tagged) -> Sequence[ArticleDiff]:
    return diff(_base, _other)


def _article(row: ArticleDiff) -> Html:
    if row.state == "removed":
        return _alone(row, say("Only in the baseline"))
    if row.state == "added":
        return _alone(row, say("Only in the other law"))
    ours = [_word(segment) for segment in row.segments if segment.kind not in ("added", "moved-in")] or [_text(row.base)]
    theirs = [_word(segment) for segment in row.segments if segment.kind not in ("removed", "moved-out")] or [_text(row.other)]
    beside = tag("div", tag("div", *ours, class_="answer", style=LINES), tag("div", *theirs, class_="answer", style=LINES), class_="beside of2")
    shared = [name for reason in row.why if reason.kind == "concept" and reason.agrees for name in reason.detail.split(", ")]
    terms = [reason.detail for reason in row.why if reason.kind == "term"]
    told = [] if row.segments else [tag("p", tag("strong", say("They share:"))), listed([*map(words.concept, shared), *terms], class_="small")]
    return tag("section", tag("h2", _name(row)), beside, *told, class_="pair")


def _alone(row: ArticleDiff, label: str) -> Html:
    return tag("section", tag("h2", _name(row)), tag("p", tag("strong", label)), tag("p", _text(row.base or row.other), style=LINES), class_="pair")


def _name(row: ArticleDiff) -> str:
    sides = [f"{clause.number or clause.eid} {clause.heading}".strip() for clause in (row.base, row.other) if clause]
    return " ↔ ".join(dict.fromkeys(sides))


def _text(clause: object) -> str:
    return str(getattr(clause, "full_text", ""))


def _word(segment: Segment) -> Html:
    name = {"same": "span", "removed": "del", "moved-out": "del"}.get(segment.kind, "ins")
    return tag(name, segment.text)
