"""Who works on what: a law, an article of it, or what bears on a concept or a requirement, given to a person, blind if one likes, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from analysis.model import BASIC_UNITS
from analysis.store import Store
from analysis.store.records import Assignment, Person
from views import words
from views.markup import put
from views.person import may
from views.shelf import Shelf
from views.verdicts import coded
from views.words import say


def section(held: Shelf, store: Store, who: Person, names: Mapping[int, str]) -> None:
    """The assignments there are, each to be taken back, and a way to make one."""
    st.header(say("Who works on what"))
    given = store.assignments()
    if not given:
        put("p", say("Nothing was assigned: everybody sees every law. Who has an assignment sees it first, marked ★."))
    for each in given:
        _given(held, store, who, each, names)
    with st.expander(say("Assign")):
        _assign(held, store, who)


def _given(held: Shelf, store: Store, who: Person, each: Assignment, names: Mapping[int, str]) -> None:
    part = held.place(each.law, each.eid) or _articles(held, each.law).get(each.eid, each.eid) or say("the whole law")
    queue = [f"{_queues(held, each.law).get(each.queue, each.queue)} ({len(each.clauses)})"] * bool(each.queue)
    blind = [say("blind coding")] * each.blind
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        put("p", " · ".join([names[each.person], _law(held, each.law), part, *queue, *blind]))
    if right.button(say("Take back"), key=f"take back {each.id}"):
        store.assign(
            uuid4().hex, who.id, each.person, each.law, each.eid, queue=each.queue, clauses=each.clauses, blind=each.blind, ended=True
        )  # fmt: skip
        st.rerun()


def _assign(held: Shelf, store: Store, who: Person) -> None:
    people = {each.id: each for each in store.people() if may(each, "annotator")}
    person = st.selectbox(
        say("Person"),
        list(people),
        index=None,
        key="assign person",
        placeholder=say("Choose"),
        format_func=lambda id: people[id].name or people[id].shown,
    )
    law = st.selectbox(
        say("Law"),
        list(held.texts),
        index=None,
        placeholder=say("Choose"),
        key="assign law",
        format_func=lambda name: _law(held, name),
    )
    parts = {"": say("the whole law"), **(_articles(held, law) if law else {})}
    eid = st.selectbox(say("Part"), list(parts), format_func=parts.get, disabled=law is None)
    queues = {"": say("every clause"), **(_queues(held, law) if law else {})}
    queue = st.selectbox(say("Only what bears on"), list(queues), format_func=queues.get, disabled=law is None, key="assign queue") or ""  # fmt: skip
    blind = st.toggle(say("Blind coding"), help=say("They see nothing of others’ work on a clause before they finish it, and it counts for nothing before all have."))  # fmt: skip
    if st.button(say("Assign"), type="primary", disabled=person is None or law is None):
        clauses = _bearing(held, str(law), queue) if queue else []
        store.assign(
            uuid4().hex, who.id, int(person or 0), str(law), eid or "", queue=queue, clauses=clauses, blind=blind
        )
        st.rerun()


def _queues(held: Shelf, expression: str) -> dict[str, str]:
    """The requirements and concepts that clauses of the law bear on, by name."""
    text = held.texts.get(expression)
    found = {each.concept for said in text.said.values() for each in said if each.quote} if text else set()
    cards = [card for card in held.cards.values() if held.sought(card.id) & found]
    concepts = sorted(found, key=words.concept)
    return {card.id: coded(card) for card in cards} | {name: words.concept(name) for name in concepts}


def _bearing(held: Shelf, expression: str, queue: str) -> list[str]:
    """The clauses of which something is said that bears on the requirement or concept."""
    wanted = held.sought(queue) if queue in held.cards else {queue}
    said = held.texts[expression].said
    return [
        eid
        for eid in held.texts[expression].clauses
        if any(each.quote and each.concept in wanted for each in said.get(eid, ()))
    ]


def _law(held: Shelf, expression: str) -> str:
    law = held.laws.get(expression)
    return f"{law.country} · {law.short}" if law else expression


def _articles(held: Shelf, expression: str) -> dict[str, str]:
    """The articles of a law by eid, as one finds them on its page."""
    text = held.texts.get(expression)
    units = (clause for clause in text.clauses.values() if clause.kind in BASIC_UNITS) if text else ()
    return {unit.eid: " ".join(part for part in (unit.number, unit.heading) if part) or unit.eid for unit in units}
