"""A report to take away: what it covers is chosen here, looked at, and saved as a file."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from analysis.compare import gravest
from analysis.report import formats
from views import words
from views.address import kept, taken, taken_all
from views.markup import put
from views.shelf import Part, part, shelf
from views.words import LANGUAGES, say, say_many

HEIGHT = 720
"""Pixels of the preview."""

_MIMES = {
    "akn": "application/xml",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ENDINGS = {"akn": "xml"}


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Report"))
    put("p", say("Choose what the report covers, look at it, and save it. Two people who save the same snapshot have the same file."), class_="lead")  # fmt: skip
    if not held.report.findings:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    known = words.standards(held.asked.cards)
    one, two, three, four = st.columns([3, 3, 2, 2])
    countries = one.multiselect(
        say("Country"),
        held.judged,
        key=taken_all("country", held.judged),
        format_func=words.country,
        placeholder=say("all"),
    )
    standards = two.multiselect(
        say("Standard"), list(known), key=taken_all("standard", known), format_func=known.get, placeholder=say("all")
    )
    written: str = three.selectbox(
        say("Language of the report"),
        list(LANGUAGES),
        key=taken("in", LANGUAGES, words.language()),
        format_func=LANGUAGES.get,
    )
    details = {"full": say("with every quote"), "summary": say("a summary")}
    detail: str = four.selectbox(
        say("Detail"), list(details), key=taken("detail", details, "full"), format_func=details.get
    )
    kept("country", *countries)
    kept("standard", *standards)
    kept("in", written)
    kept("detail", detail)
    with st.spinner(say("Putting the report together…")):
        found = part(tuple(countries), tuple(standards))
    _told(found)
    _downloads(found, written, detail)
    _preview(found, written, detail)


def _told(found: Part) -> None:
    breaches = len(gravest(found.report.findings, found.report.snapshot.as_of))
    put(
        "p",
        ", ".join(dict.fromkeys(words.country(finding.country) for finding in found.report.findings)), ": ",
        say_many("{n} answer", "{n} answers", len(found.report.findings)), ", ",
        say_many("{n} gap in a duty", "{n} gaps in duties", breaches), ". ",
        say("Cite it by its snapshot, {id}.", id=found.report.snapshot.id),
    )  # fmt: skip


# ---- files ---------------------------------------------------------------------------------------------------------


def purpose(format: str) -> str:
    """What a format is good for, for a reader who must choose one."""
    return {
        "akn": say("Akoma Ntoso: the laws' clauses with what is said of them, for legal systems"),
        "csv": say("CSV: one answer a line"),
        "docx": say("Word: an annex that can be filed and edited"),
        "html": say("Web page: one file without scripts"),
        "json": say("JSON: everything, for programs"),
        "jsonld": say("JSON-LD: each quote as a W3C Web Annotation"),
        "pdf": say("PDF: an annex that can be filed and printed"),
        "xlsx": say("Excel: sheets of matrix, findings, evidence, values and laws"),
    }.get(format, format)


def _downloads(found: Part, language: str, detail: str) -> None:
    st.header(say("Save"))
    known = {name: purpose(name) for name in formats()}
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    format: str = left.selectbox(say("Format"), list(known), key=taken("format", known, "docx"), format_func=known.get)
    kept("format", format)
    name = f"homologa-{found.report.snapshot.id}-{language}.{_ENDINGS.get(format, format)}"
    right.download_button(
        say("Save the report"), lambda: found.file(format, language, detail), file_name=name, mime=_MIMES.get(format, "application/octet-stream"),
        on_click="ignore", type="primary", width="stretch",
    )  # fmt: skip


def _preview(found: Part, language: str, detail: str) -> None:
    st.header(say("Preview"))
    if not st.toggle(say("Show the report here"), key="preview"):
        return
    with st.spinner(say("Writing the report…")):
        page = b64encode(found.file("html", language, detail)).decode("ascii")
    st.iframe(f"data:text/html;charset=utf-8;base64,{page}", height=HEIGHT, alt=say("The report as a web page"))
