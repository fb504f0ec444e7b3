"""Review: what people differ on, side by side, and the reviewer's decision with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from analysis.store import Store
from analysis.store.records import Conflict, Mark, Person
from views import assign, earlier, words
from views.markup import marked, put, table, tag
from views.person import badge, may, opened, person
from views.shelf import Shelf, shelf
from views.words import say, say_many

MOST = 20
"""Disagreements shown at once."""


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("Review"))
    who = person()
    if who is None:
        return
    badge(who)
    store = opened()
    if not may(who, "reviewer"):
        st.info(say("You may not decide. An administrator can make you a reviewer."))
        return
    groups = store.contested()
    st.header(say_many("{n} disagreement", "{n} disagreements", len(groups)))
    if not groups:
        put("p", say("People agree on all that they have finished, or it was decided."))
    names = {each.id: each.shown for each in store.people()}
    for group in groups[:MOST]:
        _group(store, who, held, group, names)
    earlier.section(held, store, who, names)
    assign.section(held, store, who, names)
    _work(store, held, names)
    _agreement(held, store, names)


def _agreement(held: Shelf, store: Store, names: dict[int, str]) -> None:
    from views.agreement import section  # brings numpy, which no other page needs

    section(held, store, names)


def _group(store: Store, who: Person, held: Shelf, group: Sequence[Mark], names: dict[int, str]) -> None:
    first = group[0]
    law, text = held.laws.get(first.law), held.texts.get(first.law)
    clause = text.clauses.get(first.eid) if text else None
    language = law.language if law else None
    with st.container(border=True):
        place = held.place(first.law, first.eid) or first.eid
        put("h3", f"{law.country} · {law.short} · {place}" if law else f"{first.law} {first.eid}", lang=language)
        if clause is not None:
            put("blockquote", marked(clause.text, [(mark.start, mark.end) for mark in group]), lang=language)
        silent = store.finished().get((first.law, first.eid), frozenset()) - {mark.person for mark in group}
        if silent:
            people = ", ".join(names[person] for person in sorted(silent))
            left = say("finished the clause and left the suggestion as it was") if first.replaces else say("finished the clause without it")  # fmt: skip
            put("p", tag("strong", people), f" · {left}")
            if before := first.replaces:
                put("p", f"{words.concept(before.get('concept', first.concept))} · {words.role(before['role'])} · “{before['quote']}”")  # fmt: skip
        for mark, column in zip(group, st.columns(len(group)), strict=True):
            with column:
                _mark(store, who, held, mark, names)


def _mark(store: Store, who: Person, held: Shelf, mark: Mark, names: dict[int, str]) -> None:
    put("p", tag("strong", names[mark.person]), f" · {mark.made[:10]} · {words.said(mark.verdict)}")
    put("p", f"{words.concept(mark.concept)} · {words.role(mark.role)} · “{mark.quote}”")
    if measures := words.measures(mark.values):
        put("p", measures, class_="small")
    with st.form(f"decide {mark.id}"):
        reason = st.text_area(say("Reason"), key=f"reason {mark.id}", max_chars=4000)
        upheld, overruled = st.columns(2)
        up = upheld.form_submit_button(say("Uphold"), type="primary")
        down = overruled.form_submit_button(say("Overrule"))
    if up or down:
        if not reason.strip():
            st.warning(say("Write the reason: the annotators will read it."))
            return
        try:
            criteria = held.criteria.get(mark.concept, {})
            verdict = "upheld" if up else "overruled"
            store.decide(uuid4().hex, who.id, mark.id, verdict, reason, criteria=criteria)
        except Conflict:
            st.warning(say("Another reviewer decided meanwhile. Look at it again."))
            return
        st.rerun()


def _work(store: Store, held: Shelf, names: dict[int, str]) -> None:
    """How far annotators and reviewers are, law by law."""
    marks, decided = store.marks(), store.decisions()
    finished = store.finished()
    laws = sorted({mark.law for mark in marks} | {law for law, _ in finished})
    if not laws:
        return
    rows = []
    for law in laws:
        of_law = [mark for mark in marks if mark.law == law]
        through = [(eid, people) for (expression, eid), people in finished.items() if expression == law]
        rows.append([
            _named(held, law), str(len(of_law)), str(len(through)), str(sum(mark.id in decided for mark in of_law)),
            str(sum(mark.stale for mark in of_law)), ", ".join(sorted({names[mark.person] for mark in of_law})),
        ])  # fmt: skip
    heads = [say("Law"), say("Tags"), say("Clauses that annotators finished"), say("Tags that reviewers decided"), say("Out of date"), say("People")]  # fmt: skip
    st.html(table(say("The work, law by law"), heads, rows))


def _named(held: Shelf, expression: str) -> str:
    """The law's name, with its version where another one is loaded by now; the expression of a law that is not loaded."""
    if expression in held.laws:
        return held.laws[expression].short
    work, _, version = expression.rpartition("@")
    now = next((law for name, law in held.laws.items() if name.rpartition("@")[0] == work), None)
    return f"{now.short} ({version})" if now else expression
