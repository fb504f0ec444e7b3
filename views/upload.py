"""A law that the reader brings: looked at first, and taken into the own corpus when it is what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

import streamlit as st

from analysis import acquire, library
from analysis.errors import HomologaError
from analysis.model import BASIC_UNITS, LANGUAGES, Clause, Document, Kind, Law, TextForm
from views import words
from views.markup import Html, joined, listed, put, tag
from views.shelf import Shelf, forget
from views.words import say, say_many

OUTLINE = 400
"""Lines of the outline that are shown."""
FIRST_DAY = date(1700, 1, 1)


def upload(held: Shelf) -> None:
    """Draws the part of the page where a law is added."""
    st.header(say("Add a law"))
    if done := st.session_state.pop("taken", ""):
        put("p", done, role="status", class_="lead")
    put(
        "p",
        say(
            "PDF with a text layer, DOCX, HTML, Akoma Ntoso, USLM, LIMS, plain text or Markdown. It stays on this machine."
        ),
    )
    file = st.file_uploader(say("The law's file"), key="upload")
    if file is None:
        return
    try:
        with st.spinner(say("Reading the law…")):
            found = _looked_at(file.getvalue(), file.name)
    except HomologaError as fault:
        put("p", say("It cannot be read."), " ", words.fault(fault), class_="fault", role="alert")
        return
    _preview(found)
    _form(held, found, file.getvalue(), file.name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _looked_at(data: bytes, name: str) -> Document:
    return acquire.looked_at(data, name)


# ---- what it is ----------------------------------------------------------------------------------------------------


def _preview(found: Document) -> None:
    st.subheader(say("What was read"))
    quality = found.quality
    put(
        "p",
        say_many("{n} article", "{n} articles", quality.articles), ", ",
        say("grade {grade} of A to F", grade=quality.grade), ", ",
        say("{share} of the text in its clauses", share=f"{quality.coverage:.1%}"), ".",
    )  # fmt: skip
    remarks = [*quality.reasons, *found.warnings]
    if remarks:
        st.html(listed(map(words.remark, remarks), class_="small"))
    lines = list(_outline(found.clauses, 0))
    shown = [tag("li", line, style=f"margin-left: {depth}rem") for depth, line in lines[:OUTLINE]]
    if len(lines) > OUTLINE:
        shown.append(tag("li", say("and {n} more", n=len(lines) - OUTLINE)))
    outline = tag("ul", *shown, lang=found.law.language)
    st.html(tag("details", tag("summary", say("Outline")), outline, open="open", class_="outline preview"))


def _outline(clauses: tuple[Clause, ...], depth: int) -> Iterator[tuple[int, Html]]:
    for clause in clauses:
        head = " ".join(part for part in (clause.number, clause.heading) if part) or clause.eid
        start = f" {clause.text[:70]}…" if clause.kind in BASIC_UNITS and not clause.heading else ""
        yield depth, joined([tag("strong", head), start])
        if clause.kind not in BASIC_UNITS:
            yield from _outline(clause.children, depth + 1)


# ---- what it is called ---------------------------------------------------------------------------------------------


def _form(held: Shelf, found: Document, data: bytes, name: str) -> None:
    st.subheader(say("What it is"))
    law = found.law
    with st.form("law", border=False):
        one, two, three = st.columns(3)
        country = one.text_input(
            say("Country, as two letters (ISO 3166)"), law.country if len(law.country) == 2 else "", max_chars=2
        )
        kinds = list(get_args(Kind))
        kind = two.selectbox(say("Kind"), kinds, index=kinds.index(law.kind), format_func=words.kind)
        languages = list(LANGUAGES)
        language = three.selectbox(
            say("Language"), languages, index=languages.index(law.language) if law.language in languages else 0
        )
        title = st.text_input(say("Title"), law.title, max_chars=300)
        known = {
            "": say("a law that is not here yet"),
            **{each.work: f"{each.country} · {each.short}" for each in held.report.laws},
        }
        four, five, six = st.columns(3)
        work = four.selectbox(say("It is the text of"), list(known), format_func=known.get)
        forms = [form for form in get_args(TextForm) if form != "digest"]
        form = five.selectbox(say("Text"), forms, format_func=words.form)
        version = six.date_input(
            say("Date of the last amendment in it"), law.version, min_value=FIRST_DAY, max_value=date.today()
        )
        source = st.text_input(say("Where it was found (address)"), max_chars=500)
        if st.form_submit_button(say("Take it into my corpus"), type="primary"):
            _take(replace(law, country=country.upper(), kind=kind, language=language, title=title, short=title, text=form,
                          version=version, work=work, sources=(source,) if source else ()), data, name)  # fmt: skip


def _take(law: Law, data: bytes, name: str) -> None:
    named = law.work or acquire.work(law.country, law.title, law.version.year if law.version else None)
    try:
        acquire.taken(data, name, replace(law, work=named))
    except HomologaError as fault:
        put("p", words.fault(fault), class_="fault", role="alert")
        return
    forget()
    st.session_state["taken"] = say("{title} was added. It stands in {folder}.", title=law.title, folder=library.own())
    st.rerun()
