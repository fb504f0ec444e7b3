"""Clauses: found by words and by what they say, and each law's outline beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from analysis.model import BASIC_UNITS, Clause, Law
from analysis.search import Hit, unit_of
from views import words
from views.address import kept, link, settled, taken, taken_all
from views.markup import Html, escaped, joined, listed, marked, outside, put, tag
from views.shelf import Shelf, Text, shelf
from views.verdicts import digest
from views.words import say, say_many

MOST = 50
"""Hits shown at once."""

_KINDS = {
    "es": {"book": "Libro", "part": "Parte", "title": "Título", "chapter": "Capítulo", "article": "Art."},
    "en": {"book": "Book", "part": "Part", "title": "Title", "chapter": "Chapter", "article": "Art.", "section": "s."},
}
"""How a law of a language names its parts; what is not here goes by its number and heading."""


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Clauses"))
    if not held.texts:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    asked, concepts, countries, law = _question(held)
    if asked or concepts:
        _hits(held, asked, concepts, countries, law)
    if law in held.texts:
        _law(held.texts[law], st.query_params.get("eid", ""), asked, concepts)
    elif law:
        put("p", say("This text could not be read; the page Corpus says why."), class_="fault")
    elif not (asked or concepts):
        put("p", say("Write words, choose what a clause should say, or choose a law to read it."))


def _question(held: Shelf) -> tuple[str, list[str], list[str], str]:
    known = sorted({a.concept for text in held.texts.values() for a in text.tagged.annotations}, key=words.concept)
    one, two, three, four = st.columns([3, 3, 3, 4])
    if "words" not in st.session_state:
        st.session_state["words"] = st.query_params.get("words", "")
    asked = one.text_input(
        say("Words"), key="words", max_chars=200, placeholder=say("captación, víctimas…"),
        help=say("Accents, capitals and inflection do not matter. All words must stand in one article."),
    )  # fmt: skip
    concepts = two.multiselect(
        say("What the clause says"),
        known,
        key=taken_all("concept", known),
        format_func=words.concept,
        placeholder=say("anything"),
    )
    countries = three.multiselect(
        say("Country"),
        held.countries,
        key=taken_all("country", held.countries),
        format_func=words.country,
        placeholder=say("all"),
    )
    laws = [name for name, law in held.laws.items() if not countries or law.country in countries]
    law = four.selectbox(
        say("Law"),
        laws,
        index=None,
        key=taken("law", laws),
        format_func=lambda name: _named(held.laws[name]),
        placeholder=say("all"),
    )
    settled("words", *([asked] if asked else []))
    kept("concept", *concepts)
    kept("country", *countries)
    kept("law", *([law] if law else []))
    return asked or "", concepts, countries, law or ""


def _named(law: Law) -> str:
    mark = f" ({words.form(law.text)})" if law.text == "digest" else ""
    return f"{law.country} · {law.short}{mark}"


# ---- hits ----------------------------------------------------------------------------------------------------------


def _hits(held: Shelf, asked: str, concepts: Sequence[str], countries: Sequence[str], law: str) -> None:
    searched = [
        text
        for name, text in held.texts.items()
        if law in ("", name) and (not countries or text.tagged.law.country in countries)
    ]
    found = [hit for text in searched for hit in text.index.search(asked, concepts)]
    st.header(say_many("{n} article found", "{n} articles found", len(found)))
    if not found:
        count = say_many("{n} text was searched.", "{n} texts were searched.", len(searched))
        put(
            "p",
            count,
            " ",
            say("Each law is searched in its own language; try fewer words, or choose what the clause says."),
        )
    put("div", *(_hit(hit, asked, concepts) for hit in found[:MOST]))
    if len(found) > MOST:
        put("p", say("The first {n} are shown. Narrow the search to see the others.", n=MOST))


def _hit(hit: Hit, asked: str, concepts: Sequence[str]) -> Html:
    law = hit.law
    address = link("clauses", law=law.expression, eid=hit.unit.eid, words=asked, concept=list(concepts))
    cited = tag(
        "p", f"{words.country(law.country)}, ", tag("span", law.short, lang=law.language), ", ",
        tag("a", _label(hit.unit, law), href=address, lang=law.language), " ", digest(law.text),
    )  # fmt: skip
    lines = [clause for clause in hit.unit.walk() if clause.eid in hit.spans][:3] or [hit.unit]
    shown = [tag("p", marked(clause.text, hit.spans.get(clause.eid, ()))) for clause in lines if clause.text]
    return tag("article", cited, tag("blockquote", *shown, lang=law.language), class_="hit")


def _label(clause: Clause, law: Law) -> str:
    """The clause's name as its law writes it: kind, number and heading."""
    kind = _KINDS.get(law.language, {}).get(clause.kind, "") if clause.number else ""
    said = kind and clause.number.casefold().startswith(kind.casefold())
    return " ".join(part for part in ("" if said else kind, clause.number, clause.heading) if part) or clause.eid


# ---- a law ---------------------------------------------------------------------------------------------------------


def _law(text: Text, eid: str, asked: str, concepts: Sequence[str]) -> None:
    law = text.tagged.law
    st.header(escaped(law.short))
    put("p", tag("span", law.title, lang=law.language), " ", digest(law.text), class_="lead")
    facts = [words.country(law.country), words.kind(law.kind), words.form(law.text), words.law_status(law.status)]
    facts += [law.version.isoformat()] if law.version else []
    sources = [outside(source) for source in law.sources[:1]]
    put("p", joined([" · ".join(facts), *sources], " · "))
    left, right = st.columns([1, 2])
    unit = unit_of(text.tagged.clauses, eid) if eid else None
    if eid and unit is None:
        right.warning(say("This text has no clause of that address; it may have changed."))
    opened = unit or next(iter(text.index.units), None)
    with left.container(height=640):
        put(
            "nav",
            _outline(text.tagged.clauses, law, opened.eid if opened else ""),
            aria_label=say("Outline of the law"),
            class_="outline",
        )
    with right:
        if opened is not None:
            _unit(text, opened, eid, asked, concepts)
        else:
            put("p", say("This text has no clauses."))


def _outline(clauses: Iterable[Clause], law: Law, opened: str) -> Html:
    items = []
    for clause in clauses:
        below = [] if clause.kind in BASIC_UNITS else list(clause.children)
        name = tag(
            "a", _label(clause, law), href=link("clauses", law=law.expression, eid=clause.eid), lang=law.language,
            aria_current="true" if clause.eid == opened else None,
        )  # fmt: skip
        if below:
            inside = any(each.eid == opened for each in clause.walk())
            attributes = {"open": "open"} if inside or len(below) < 4 else {}
            items.append(
                tag(
                    "details",
                    tag("summary", _label(clause, law), lang=law.language),
                    _outline(below, law, opened),
                    **attributes,
                )
            )
        else:
            items.append(name)
    return listed(items)


def _unit(text: Text, unit: Clause, eid: str, asked: str, concepts: Sequence[str]) -> None:
    law = text.tagged.law
    hits = (hit for hit in text.index.search(asked, concepts) if hit.unit.eid == unit.eid)
    spans = next((hit.spans for hit in hits), {})
    clauses = (
        [unit, *(clause for clause in unit.walk() if clause.eid != unit.eid)] if unit.kind in BASIC_UNITS else [unit]
    )
    put("h3", _label(unit, law), lang=law.language)
    body = [
        _clause(clause, unit, spans.get(clause.eid, ()), chosen=clause.eid == eid != unit.eid) for clause in clauses
    ]
    put("div", *body, class_="law", lang=law.language)
    said = {a.concept for clause in clauses for a in text.index.annotations.get(clause.eid, ())}
    if said:
        put("p", say("What it says:"), " ", "; ".join(sorted(map(words.concept, said))), class_="small")
    _steps(text, unit)


def _clause(clause: Clause, unit: Clause, spans: Sequence[tuple[int, int]], *, chosen: bool) -> Html:
    head = "" if clause is unit else " ".join(part for part in (clause.number, clause.heading) if part)
    depth = clause.eid.removeprefix(unit.eid).count("__")
    parts = [tag("strong", head), " "] if head else []
    shown = "chosen" if chosen else ""
    return (
        tag("p", *parts, marked(clause.text, spans), class_=f"depth{min(depth, 4)} {shown}".strip())
        if head or clause.text
        else Html("")
    )


def _steps(text: Text, unit: Clause) -> None:
    units = [each for each in text.index.units if each.kind in BASIC_UNITS or each.text or each.eid == unit.eid]
    at = next(at for at, each in enumerate(units) if each.eid == unit.eid)
    beside = [("←", units[at - 1])] if at else []
    beside += [("→", units[at + 1])] if at + 1 < len(units) else []
    law = text.tagged.law
    links = [tag("a", f"{arrow} {_label(each, law)}", href=link("clauses", law=law.expression, eid=each.eid), lang=law.language) for arrow, each in beside]  # fmt: skip
    put("p", joined(links, " · "))
