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
from views.address import kept, link, settled, taken
from views.desk import Desk, draw, suggested
from views.markup import put, table, tag
from views.person import badge, may, opened, person
from views.shelf import Shelf, shelf
from views.words import say, say_many

_ORDERS = ("text", "uncertain", "disagreement", "decided")


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
    _guide(store, who)
    law = _chosen_law(held, store, who)
    if law is None:
        put("p", say("Choose a law to work on."))
        _mine(held, store, who)
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


def _guide(store: Store, who: Person) -> None:
    """How to work here, open for whoever has chosen no law and finished nothing yet."""
    steps = (
        say("Choose a law. Those that were given to you have a ★ and stand first."),
        say("The underlined words are those of which the program says something: that is a suggestion, and it may be wrong."),
        say("Accept what is right and reject what is not. Correct a suggestion that needs another concept, other words, another role, or other years or days; for other words, choose them first. Its definition says what counts."),
        say("Where something is missing, choose the words and tag them: look for the concept by any word of its name or definition."),
        say("Say that the clause is finished, and the next one comes. What you left unanswered then counts as accepted."),
    )  # fmt: skip
    roles = say("The role says how words stand in their clause: an element makes the offence, an aggravator or mitigator only raises or lowers the penalty, an exclusion takes something out, a definition says what a word means, and a mention says nothing of the kind.")  # fmt: skip
    safe = say("Each step is saved when it is made, and undone with one key. Nobody’s work is overwritten: where somebody was faster, you see what they did.")  # fmt: skip
    new = not st.query_params.get("law") and not store.finishes(who.id)
    with st.expander(say("How to work here"), expanded=new):
        put("ol", *(tag("li", step) for step in steps))
        put("p", roles)
        put("p", safe)


def _mine(held: Shelf, store: Store, who: Person) -> None:
    """What the person has done so far, law by law, and on how much of it a reviewer decided."""
    marks, through = store.marks(), store.finishes(who.id)
    own = [mark for mark in marks if mark.person == who.id]
    decided = store.decisions()
    settled_on = {(mark.law, mark.eid) for mark in marks if mark.id in decided}
    rows = []
    for law in (name for name in held.texts if name in {each.law for each in (*own, *through)}):
        places = {(each.law, each.eid) for each in (*own, *through) if each.law == law}
        name = tag("a", held.laws[law].short, href=link("annotate", law=law), lang=held.laws[law].language)
        figures = (sum(each.law == law for each in through), sum(mark.law == law for mark in own), len(places & settled_on))  # fmt: skip
        rows.append([name, *map(str, figures)])
    if rows:
        heads = [say("Law"), say("Clauses finished"), say("Tags"), say("Clauses on which a reviewer decided")]
        st.html(table(say("Your work so far"), heads, rows))
        put("p", say("In a law, the order “only what a reviewer decided” shows what was decided, and why."), class_="small")  # fmt: skip


# ---- the queue -----------------------------------------------------------------------------------------------------


def _chosen_law(held: Shelf, store: Store, who: Person) -> Law | None:
    given = [each for each in store.assignments() if each.person == who.id]
    mine = {name for name in held.texts if any(each.is_of(name) for each in given)}
    names = sorted(held.texts, key=lambda name: (name not in mine, held.laws[name].country, held.laws[name].short))
    chosen = st.selectbox(
        say("Law"), names, index=None, key=taken("law", names), placeholder=say("Choose"),
        format_func=lambda name: f"{'★ ' if name in mine else ''}{held.laws[name].country} · {held.laws[name].short}",
    )  # fmt: skip
    kept("law", *([chosen] if chosen else []))
    return held.laws.get(chosen or "")


def _queue(held: Shelf, store: Store, who: Person, text: Tagged) -> list[Clause]:
    """The clauses that the choices above the text leave, in the order chosen."""
    said = suggested(text)
    known = sorted({a.concept for found in said.values() for a in found}, key=words.concept)
    one, two, three, four = st.columns([3, 3, 2, 3], vertical_alignment="bottom")
    concept = one.selectbox(say("Concept"), known, index=None, key=taken("concept", known), format_func=words.concept, placeholder=say("any"))  # fmt: skip
    requirement = two.selectbox(say("Requirement"), list(held.cards), index=None, key=taken("requirement", held.cards), format_func=lambda name: held.cards[name].titles.get(words.language(), name), placeholder=say("any"))  # fmt: skip
    orders = {
        "text": say("as in the law"),
        "uncertain": say("uncertain first"),
        "disagreement": say("only disagreements"),
        "decided": say("only what a reviewer decided"),
    }
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
    if order == "decided":
        decided = store.decisions()
        settled_on = {mark.eid for mark in store.marks(text.law.expression) if mark.id in decided}
        clauses = [clause for clause in clauses if clause.eid in settled_on]
    if order == "disagreement":
        contested = {group[0].eid for group in store.contested() if group[0].law == text.law.expression}
        clauses = [clause for clause in clauses if clause.eid in contested]
    return clauses


def _done(store: Store, who: Person, text: Tagged) -> set[str]:
    """The clauses that the person is through with, as they now read."""
    reads = {clause.eid: clause.text for top in text.clauses for clause in top.walk()}
    through = store.finishes(who.id, text.law.expression)
    return {each.eid for each in through if each.quote in ("", reads.get(each.eid))}


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
