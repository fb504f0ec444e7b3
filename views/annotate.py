"""Annotate: a queue of clauses, and one after the other to work on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis import batch, trained
from analysis.model import Clause, Law
from analysis.provisions import Tagged
from analysis.store import Store
from analysis.store.records import Person
from views import words
from views.address import kept, settled, taken
from views.desk import Desk, draw, suggested
from views.markup import put
from views.person import badge, may, opened, person
from views.shelf import Shelf, shelf
from views.words import say, say_many

_ORDERS = ("text", "uncertain", "disagreement")


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Annotate"))
    if not held.texts:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    who = person()
    if who is None:
        return
    badge(who)
    if not may(who, "annotator"):
        st.info(say("You may read. An administrator can make you an annotator."))
        return
    store = opened()
    law = _chosen_law(held, store, who)
    if law is None:
        put("p", say("Choose a law to work on."))
        return
    text = _tagged(law.expression, f"{law.sha256 or law.file} {trained.used()}", law)
    if text is None:
        put("p", say("This text could not be read; the page Corpus says why."), class_="fault")
        return
    queue = _queue(held, store, who, text)
    done = _done(store, who, text)
    _progress(queue, done)
    if not queue:
        put("p", say("No clause is left that fits. Choose otherwise above."))
        return
    clause = _current(queue, done)
    draw(Desk(store, who, text, clause, queue, held.criteria))


@st.cache_resource(max_entries=8, show_spinner=False)
def _tagged(expression: str, sha256: str, _law: Law) -> Tagged | None:
    """The law as the tagger left it."""
    return next(iter(batch.tagged([_law])), None)


@st.cache_data(max_entries=8, show_spinner=False)
def _doubts(expression: str, sha256: str, model: str, _text: Tagged) -> dict[str, float]:
    """How doubtful it is what is said of each clause."""
    from analysis.tag.learned import doubts

    return doubts(_text.clauses, _text.annotations, _text.law.language)


# ---- the queue -----------------------------------------------------------------------------------------------------


def _chosen_law(held: Shelf, store: Store, who: Person) -> Law | None:
    given = [each for each in store.assignments() if each.person == who.id]
    mine = {name for name in held.texts if any(each.is_of(name) for each in given)}
    names = sorted(held.texts, key=lambda name: (name not in mine, held.laws[name].country, held.laws[name].short))
    chosen = st.selectbox(
        say("Law"), names, index=None, key=taken("law", names),
        format_func=lambda name: f"{'★ ' if name in mine else ''}{held.laws[name].country} · {held.laws[name].short}",
    )  # fmt: skip
    kept("law", *([chosen] if chosen else []))
    return held.laws.get(chosen or "")


def _queue(held: Shelf, store: Store, who: Person, text: Tagged) -> list[Clause]:
    """The clauses that the choices above the text leave, in the order chosen."""
    said = suggested(text)
    known = sorted({a.concept for found in said.values() for a in found}, key=words.concept)
    one, two, three, four = st.columns([3, 3, 2, 2])
    concept = one.selectbox(say("Concept"), known, index=None, key=taken("concept", known), format_func=words.concept, placeholder=say("any"))  # fmt: skip
    requirement = two.selectbox(say("Requirement"), list(held.cards), index=None, key=taken("requirement", held.cards), format_func=lambda name: held.cards[name].titles.get(words.language(), name), placeholder=say("any"))  # fmt: skip
    orders = {"text": say("as in the law"), "uncertain": say("uncertain first"), "disagreement": say("disagreement")}
    order = three.selectbox(say("Order"), _ORDERS, format_func=orders.get)
    every = four.toggle(say("Every clause"), help=say("Clauses of which the program says nothing too"))
    kept("concept", *([concept] if concept else []))
    kept("requirement", *([requirement] if requirement else []))
    wanted = [{concept}] * bool(concept) + [held.sought(str(requirement))] * bool(requirement)
    mine = [each for each in store.assignments() if each.person == who.id and each.is_of(text.law.expression)]
    clauses = [
        clause for top in text.clauses for clause in top.walk()
        if clause.text and (every or clause.eid in said)
        and all(any(a.concept in some for a in said.get(clause.eid, ())) for some in wanted)
        and (not mine or any(each.covers(text.law.expression, clause.eid) for each in mine))
    ]  # fmt: skip
    if order == "uncertain":
        doubt = _doubts(text.law.expression, text.law.sha256, trained.about().get("hash", ""), text)
        clauses.sort(key=lambda clause: -doubt[clause.eid])
    if order == "disagreement":
        contested = {group[0].eid for group in store.contested() if group[0].law == text.law.expression}
        clauses = [clause for clause in clauses if clause.eid in contested]
    return clauses


def _done(store: Store, who: Person, text: Tagged) -> set[str]:
    """The clauses that the person is through with, as they now read."""
    reads = {clause.eid: clause.text for top in text.clauses for clause in top.walk()}
    return {
        each.eid for each in store.finishes()
        if each.law == text.law.expression and each.person == who.id and each.quote in ("", reads.get(each.eid))
    }  # fmt: skip


def _progress(queue: Sequence[Clause], done: set[str]) -> None:
    through = sum(clause.eid in done for clause in queue)
    if queue:
        said = say_many(
            "{through} of {n} clause finished", "{through} of {n} clauses finished", len(queue), through=through
        )
        st.progress(through / len(queue), text=said)


def _current(queue: Sequence[Clause], done: set[str]) -> Clause:
    """The clause of the address; else the first that is not finished."""
    asked = st.query_params.get("eid", "")
    chosen = next((clause for clause in queue if clause.eid == asked), None)
    chosen = chosen or next((clause for clause in queue if clause.eid not in done), queue[0])
    settled("eid", chosen.eid)
    return chosen
