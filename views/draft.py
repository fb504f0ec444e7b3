"""Draft check: a bill that the reader brings, held against the standards and the neighbours; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from analysis import acquire
from analysis.bills import checked
from analysis.compare import weight
from analysis.draft import Change, Checked, articles
from analysis.errors import HomologaError
from analysis.faults import Fault
from analysis.model import Clause, Document, Kind, Report
from analysis.report.drafted import SHOWN, as_docx
from analysis.report.sentences import Sentences
from analysis.report.words import Words
from views import words
from views.address import kept, taken
from views.markup import Html, joined, listed, marked, put, tag
from views.shelf import Shelf, shelf
from views.verdicts import quotes, window
from views.words import language, say, say_many

MOST_ARTICLES = 300
"""Articles of the draft whose text is shown."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Draft check"))
    put(
        "p",
        say("A bill before it is filed: which gaps it closes, opens or leaves, and its drafting faults."),
        class_="lead",
    )
    if not held.judged:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    country, replaced, kind = _asked(held)
    file = st.file_uploader(say("The draft: DOCX, PDF or text"), key="draft")
    known = ", ".join(law.short for law in held.report.laws if law.country == country)
    put("p", say("It is held against the laws of {country} that are loaded: {laws}. It is not kept.", country=words.country(country), laws=known or "–"), class_="small")  # fmt: skip
    if file is None:
        return
    try:
        with st.spinner(say("Checking the draft…")):
            found, beside = _checked(
                held.report.snapshot.id, country, replaced, kind, language(), file.getvalue(), file.name, held
            )
    except HomologaError as fault:
        put("p", say("It cannot be checked."), " ", words.fault(fault), class_="fault", role="alert")
        return
    _told(found, beside, held)


def _asked(held: Shelf) -> tuple[str, str, str]:
    one, two, three = st.columns(3)
    country: str = one.selectbox(
        say("For which country"),
        held.judged,
        key=taken("country", held.judged, held.judged[0]),
        format_func=words.country,
    )
    kept("country", country)
    laws = {
        "": say("beside all laws in force"),
        **{law.expression: law.short for law in held.report.laws if law.country == country},
    }
    replaced: str = two.selectbox(say("In place of"), list(laws), key=f"replaced {country}", format_func=laws.get)
    kinds = {"": say("told by its title"), **{kind: words.kind(kind) for kind in get_args(Kind)}}
    kind: str = three.selectbox(say("Kind"), list(kinds), key="kind of draft", format_func=kinds.get)
    return country, replaced, kind


@st.cache_resource(max_entries=8, show_spinner=False)
def _checked(
    snapshot: str, country: str, replaced: str, kind: str, spoken: str, data: bytes, name: str, _held: Shelf
) -> tuple[Checked, Report]:
    del snapshot  # of the laws that it is held against: part of the key
    read: Document = acquire.looked_at(data, name)
    return checked(
        read, _held.corpus, _held.asked, _held.report, country=country, kind=kind or None, replaces=replaced, language=spoken,  # type: ignore[arg-type]
    )  # fmt: skip


# ---- what is said --------------------------------------------------------------------------------------------------


def _told(found: Checked, beside: Report, held: Shelf) -> None:
    named = Words(beside, held.asked.cards, language())
    said = Sentences(named)
    put("p", f"{said.draft(found)}.", role="status")
    st.html(listed(said.summary(found)))
    st.download_button(
        say("Save the result (Word)"), lambda: as_docx(found, beside, held.asked.cards, language()),
        file_name=f"homologa-draft-{found.draft.law.country}-{language()}.docx", mime=_WORD, on_click="ignore", type="primary",
    )  # fmt: skip
    for effect in SHOWN:
        changes = sorted(found.of(effect), key=lambda change: weight(change.after))  # type: ignore[arg-type]
        if changes:
            st.header(f"{said.said[effect]} ({len(changes)})")
            cards = [_change(change, found, named, said, held) for change in changes]
            st.html(joined(cards) if effect != "leaves" else _closed(cards))
    if found.faults:
        st.header(f"{said.said['faults']} ({len(found.faults)})")
        st.html(listed(_fault(fault, found, said) for fault in found.faults))
    _text(found, named, said)


def _closed(cards: Sequence[Html]) -> Html:
    summary = tag("summary", say_many("{n} requirement", "{n} requirements", len(cards)))
    return tag("details", summary, *cards, class_="group")


def _change(change: Change, found: Checked, named: Words, said: Sentences, held: Shelf) -> Html:
    parts = [
        tag("h3", named.numbered(change.requirement)),
        tag("p", f"{said.change(change)}; {said.neighbours(change)}."),
    ]
    if change.after.missing:
        parts.append(tag("p", tag("strong", say("Missing:")), " ", named.concepts(change.after.missing)))
    parts += _proof(found, change, named, held)
    if change.effect == "opens":
        parts += [tag("p", tag("strong", f"{said.said['lost']}:")), *quotes(change.before.evidence, held)[:1]]
    for model in change.models:
        parts.append(tag("p", tag("strong", f"{said.said['borrow']}: {named.country(model.country)}")))
        parts += quotes(model.evidence, held)[:1]
    return tag("section", *parts, class_=f"answer {change.after.status}")


def _proof(found: Checked, change: Change, named: Words, held: Shelf) -> list[Html]:
    """The clause whose words bear the change out, with those words marked: the draft's, or another law's."""
    items = found.evidence(change)
    here = [item for item in items if (item.law, item.eid) == (items[0].law, items[0].eid)]
    clauses = (clause for top in found.draft.clauses for clause in top.walk())
    own = next((clause for clause in clauses if here and clause.eid == here[0].eid), None)
    if own is None or here[0].law != found.draft.law.expression:
        return quotes(here, held)
    words = window(own.text, [(item.start, item.end) for item in here]) if own.text else "…"
    cited = tag("figcaption", named.citation(here[0]))
    return [tag("figure", tag("blockquote", words, lang=found.draft.law.language), cited)]


def _fault(fault: Fault, found: Checked, said: Sentences) -> Html:
    quote = [" ", tag("mark", fault.quote)] if fault.end else []
    return joined([tag("strong", said.place(fault, found)), f": {said.fault(fault)}", *quote])


# ---- the draft's text ----------------------------------------------------------------------------------------------


def _text(found: Checked, named: Words, said: Sentences) -> None:
    """Each article of the draft with what it closes and opens, and the telling words and faults marked in it."""
    st.header(say("The draft's text"))
    spans: dict[str, list[tuple[int, int]]] = {}
    for change in found.changes:
        for item in change.after.evidence:
            if item.law == found.draft.law.expression:
                spans.setdefault(item.eid, []).append((item.start, item.end))
    for fault in found.faults:
        spans.setdefault(fault.eid, []).append((fault.start, fault.end))
    units = articles(found.draft)
    st.html(
        tag(
            "div",
            *(_article(unit, own, found, named, said, spans) for unit, own in units[:MOST_ARTICLES]),
            class_="law",
        )
    )
    if len(units) > MOST_ARTICLES:
        put("p", say("and {n} more", n=len(units) - MOST_ARTICLES))


def _article(
    unit: Clause,
    own: Sequence[Clause],
    found: Checked,
    named: Words,
    said: Sentences,
    spans: dict[str, list[tuple[int, int]]],
) -> Html:
    changes = {change.requirement: change for change in found.changes}
    inside = {clause.eid for clause in own}
    bears = [f"{named.numbered(name)} {said.marks(changes[name])}" for name in found.clauses.get(unit.eid, ())]
    wrong = [said.fault(fault) for fault in found.faults if fault.eid in inside]
    lines = [
        tag(
            "p",
            tag("strong", " ".join(part for part in (clause.number, clause.heading) if part)),
            " ",
            marked(clause.text, spans.get(clause.eid, [])),
        )
        for clause in own
    ]
    remarks = [listed(bears, class_="small")] if bears else []
    remarks += [listed(wrong, class_="fault")] if wrong else []
    return tag("section", tag("div", *lines, lang=found.draft.law.language), *remarks)
