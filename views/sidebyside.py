"""Two laws, article by article: the words that differ where they share a language, what they share where they do not, and what has no counterpart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from analysis.align.redline import ArticleDiff, Segment, diff
from analysis.errors import HomologaError
from analysis.model import Clause, Law
from analysis.provisions import Tagged
from views import words
from views.address import kept, taken
from views.markup import Html, escaped, listed, put, tag
from views.shelf import Shelf
from views.words import say, say_many

LINES = "white-space: pre-line"
"""Keeps the lines of a law."""
PAGE = 25
"""Articles on one page."""


def show_laws(held: Shelf) -> None:
    """Draws the choice of two laws and one page of their articles."""
    names = {
        expression: f"{text.tagged.law.country} · {text.tagged.law.short} ({expression.rsplit('/', 1)[-1]})"
        for expression, text in held.texts.items()
    }
    one, two = st.columns(2)
    known = list(names)
    if not known:
        return
    base = one.selectbox(say("Baseline"), known, format_func=names.__getitem__, key=taken("baseline", known, known[0]))
    other = two.selectbox(
        say("Beside it"), known, format_func=names.__getitem__, key=taken("beside", known, known[:2][-1])
    )
    kept("baseline", base)
    kept("beside", other)
    try:
        with st.spinner(say("Comparing the laws…")):
            rows = _rows(base, other, held.report.snapshot.id, held.texts[base].tagged, held.texts[other].tagged)
    except HomologaError as fault:
        st.warning(escaped(words.fault(fault)))
        return
    versions = held.texts[base].tagged.law.work == held.texts[other].tagged.law.work
    shown = _chosen(rows, in_order=versions)
    pages = max(1, -(-len(shown) // PAGE))
    at = st.selectbox(say("Page"), list(range(1, pages + 1)), key="sheet") if pages > 1 else 1
    for row in shown[(at - 1) * PAGE : at * PAGE]:
        st.html(_article(row, held.texts[base].tagged.law, held.texts[other].tagged.law))


def _chosen(rows: Sequence[ArticleDiff], *, in_order: bool) -> Sequence[ArticleDiff]:
    """The articles of the kinds that the reader asks for, all but those alike unless told otherwise; `in_order` of the law, else by kind."""
    kinds = {
        "differ": say("Answer to one another"), "removed": say("Only in the baseline"),
        "added": say("Only in the other law"), "same": say("Alike"),
    }  # fmt: skip
    counts = Counter(map(_kind, rows))
    known = [kind for kind in kinds if counts[kind]]
    usual = [kind for kind in known if kind != "same"]
    asked = st.segmented_control(
        say("Articles"), known, selection_mode="multi", default=usual, key=f"articles {' '.join(known)}",
        format_func=lambda kind: f"{kinds[kind]} ({counts[kind]})",
    )  # fmt: skip
    if "same" not in asked and counts["same"]:
        put("p", say_many("{n} article is alike.", "{n} articles are alike.", counts["same"]), class_="small")
    found = [row for row in rows if _kind(row) in asked]
    return found if in_order else sorted(found, key=lambda row: known.index(_kind(row)))


def _kind(row: ArticleDiff) -> str:
    return row.state if row.state in ("removed", "added", "same") else "differ"


@st.cache_resource(max_entries=8, show_spinner=False)
def _rows(base: str, other: str, snapshot: str, _base: Tagged, _other: Tagged) -> Sequence[ArticleDiff]:
    return diff(_base, _other)


def _article(row: ArticleDiff, base: Law, other: Law) -> Html:
    if row.state == "removed":
        return _alone(row, say("Only in the baseline"), base.language)
    if row.state == "added":
        return _alone(row, say("Only in the other law"), other.language)
    ours = [_word(segment) for segment in row.segments if segment.kind not in ("added", "moved-in")] or [
        _text(row.base)
    ]
    theirs = [_word(segment) for segment in row.segments if segment.kind not in ("removed", "moved-out")] or [
        _text(row.other)
    ]
    beside = tag(
        "div",
        tag("div", *ours, class_="answer", style=LINES, lang=base.language),
        tag("div", *theirs, class_="answer", style=LINES, lang=other.language),
        class_="beside of2",
    )
    shared = [
        name for reason in row.why if reason.kind == "concept" and reason.agrees for name in reason.detail.split(", ")
    ]
    terms = [reason.detail for reason in row.why if reason.kind == "term"]
    told = (
        []
        if row.segments
        else [
            tag("p", tag("strong", say("They share:"))),
            listed([*map(words.concept, shared), *terms], class_="small"),
        ]
    )
    return tag("section", tag("h2", _name(row)), beside, *told, class_="pair")


def _alone(row: ArticleDiff, label: str, language: str) -> Html:
    words = tag("p", _text(row.base or row.other), style=LINES, lang=language)
    return tag("section", tag("h2", _name(row)), tag("p", tag("strong", label)), words, class_="pair")


def _name(row: ArticleDiff) -> str:
    sides = [f"{clause.number or clause.eid} {clause.heading}".strip() for clause in (row.base, row.other) if clause]
    return " ↔ ".join(dict.fromkeys(sides))


def _text(clause: object) -> str:
    """An article's words without its number and heading, which stand above them."""
    if not isinstance(clause, Clause):
        return ""
    title = " ".join(part for part in (clause.number, clause.heading) if part)
    return clause.full_text.removeprefix(title).strip()


def _word(segment: Segment) -> Html:
    name = {"same": "span", "removed": "del", "moved-out": "del"}.get(segment.kind, "ins")
    return tag(name, segment.text)
