"""The laws that the answers rest on: what is loaded, how far it can be trusted, and what would answer the unknowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analysis.compare import to_load
from analysis.model import Law, Problem
from views import words
from views.address import kept, link, taken_all
from views.fetching import fetching
from views.markup import Html, listed, outside, put, table, tag
from views.person import writer
from views.shelf import Shelf, shelf, stands_alone
from views.upload import upload
from views.verdicts import digest
from views.words import say, say_many


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Corpus"))
    put(
        "p",
        say(
            "Every verdict rests on these texts. A digest is our own account of a law and stands in until the text itself is loaded."
        ),
        class_="lead",
    )
    countries = st.multiselect(
        say("Country"),
        held.countries,
        key=taken_all("country", held.countries),
        format_func=words.country,
        placeholder=say("all"),
    )
    kept("country", *countries)
    shown = countries or held.countries
    _problems([problem for problem in held.report.problems if not countries or problem.country in countries])
    _missing(held, shown)
    st.header(say("Texts"))
    if not held.report.laws:
        put("p", say("No law is loaded. Start the program with a folder of laws, or with the embedded ones."))
    for code in shown:
        _country(held, code)
    if writer("administrator"):
        if stands_alone():
            put(
                "p",
                say(
                    "The app was started with --corpus alone: what is added or fetched here is kept, and is read when --with-embedded is given too."
                ),
            )
        upload(held)
        fetching(held)
    else:
        put("p", say("Laws are added and official texts fetched by whoever administers this app, signed in on the page Annotate."), class_="small")  # fmt: skip


def _missing(held: Shelf, countries: Sequence[str]) -> None:
    wanted = {code: kinds for code, kinds in to_load(held.report.findings).items() if code in countries}
    st.header(say("What would turn “unknown” into an answer"))
    if not wanted:
        put("p", say("Nothing is unknown in what is shown."))
        return
    lines = []
    for code, kinds in wanted.items():
        unknown = sum(found.country == code and found.status == "unknown" for found in held.report.findings)
        address = tag("a", str(unknown), href=link("./", country=code, status="unknown"))
        listed_kinds = "; ".join(f"{words.kind(kind)} ({n})" for kind, n in kinds.most_common())
        lines.append(
            [words.country(code), address, listed_kinds or say("Read the articles that the page Requirement names.")]
        )
    heads = [say("Country"), say("Unknown"), say("Load in full (for how many requirements)")]
    st.html(table(say("Texts to load, by country"), heads, lines, class_="wide"))


def _problems(problems: Sequence[Problem]) -> None:
    if problems:
        st.header(
            say_many(
                "{n} text left out, or to be read with care",
                "{n} texts left out, or to be read with care",
                len(problems),
            )
        )
        st.html(listed(map(_problem, problems), class_="fault", role="status"))


def _problem(each: Problem) -> str:
    """The problem without the folders of the machine that it arose on."""
    where = f"{each.country}: {each.place}" if each.country else each.place
    return words.told(replace(each, where=where), words.language())


def _country(held: Shelf, code: str) -> None:
    laws = [law for law in held.report.laws if law.country == code]
    if laws:
        heads = [
            say("Law"),
            say("Kind"),
            say("Text"),
            say("Version"),
            say("Status"),
            say("Reading"),
            say("Articles"),
            say("Source"),
        ]
        st.html(table(words.country(code), heads, [_line(law, held) for law in laws], class_="texts"))


def _line(law: Law, held: Shelf) -> list[str]:
    text = held.texts.get(law.expression)
    read = text.tagged.quality if text else None
    return [
        tag("a", law.short, href=link("clauses", law=law.expression), lang=law.language, title=law.title),
        words.kind(law.kind),
        digest(law.text) or words.form(law.text),
        law.version.isoformat() if law.version else "–",
        words.law_status(law.status),
        _grade(read.grade, read.reasons) if read else say("could not be read"),
        str(read.articles) if read else "–",
        outside(law.sources[0]) if law.sources else "–",
    ]


def _grade(grade: str, reasons: Sequence[str]) -> Html:
    if not reasons:
        return tag("strong", grade)
    return tag("details", tag("summary", tag("strong", grade)), words.remark("; ".join(reasons)))
