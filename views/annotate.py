"""Annotate: one clause after the other, what the tagger says of it, and the keys to accept, correct, reject or add."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import streamlit as st

from analysis import batch, trained
from analysis.model import BASIC_UNITS, Annotation, Clause, Law, Role
from analysis.provisions import Tagged
from analysis.store import Store
from analysis.store.records import Mark, Person, StoreError, Words, Work
from analysis.tag.learned import doubts
from views import words
from views.address import kept, settled, taken
from views.markup import put, tag
from views.person import badge, may, opened, person
from views.shelf import CUE, Shelf, shelf
from views.words import say, say_many

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_FIELDS = {"penalty": ("min_years", "max_years"), "time-span": ("days", "months")}
"""Values that can be edited, by concept; of other concepts those that the tagger gave."""
_KEPT = ("concept", "role", "start", "end", "quote")
_ORDERS = ("text", "uncertain", "disagreement")

_component = st.components.v2.component(
    "homologa_annotate",
    html='<div class="work" tabindex="0" role="group"></div>',
    css=Path(__file__).with_name("annotate.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("annotate.js").read_text(encoding="utf-8"),
)


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
    done = _done(store, who, law)
    _progress(queue, done)
    if not queue:
        put("p", say("No clause is left that fits. Choose otherwise above."))
        return
    clause = _current(queue, done)
    _clause(store, who, text, clause, queue)


@st.cache_resource(max_entries=8, show_spinner=False)
def _tagged(expression: str, sha256: str, _law: Law) -> Tagged | None:
    """The law as the tagger left it."""
    return next(iter(batch.tagged([_law])), None)


@st.cache_data(max_entries=8, show_spinner=False)
def _doubts(expression: str, sha256: str, model: str, _text: Tagged) -> dict[str, float]:
    """How doubtful it is what is said of each clause."""
    return doubts(_text.clauses, _text.annotations, _text.law.language)


# ---- the queue -----------------------------------------------------------------------------------------------------


def _chosen_law(held: Shelf, store: Store, who: Person) -> Law | None:
    mine = {each.law for each in store.assignments() if each.person == who.id}
    names = sorted(held.texts, key=lambda name: (name not in mine, held.laws[name].country, held.laws[name].short))
    chosen = st.selectbox(
        say("Law"), names, index=None, key=taken("law", names),
        format_func=lambda name: f"{'★ ' if name in mine else ''}{held.laws[name].country} · {held.laws[name].short}",
    )  # fmt: skip
    kept("law", *([chosen] if chosen else []))
    return held.laws.get(chosen or "")


def _queue(held: Shelf, store: Store, who: Person, text: Tagged) -> list[Clause]:
    """The clauses that the choices above the text leave, in the order chosen."""
    said = _said(text)
    known = sorted({a.concept for found in said.values() for a in found}, key=words.concept)
    one, two, three, four = st.columns([2, 2, 1, 1])
    concept = one.selectbox(say("Concept"), known, index=None, key=taken("concept", known), format_func=words.concept, placeholder=say("any"))  # fmt: skip
    requirement = two.selectbox(say("Requirement"), list(held.cards), index=None, key=taken("requirement", held.cards), format_func=lambda name: held.cards[name].titles.get(words.language(), name), placeholder=say("any"))  # fmt: skip
    orders = {"text": say("as in the law"), "uncertain": say("uncertain first"), "disagreement": say("disagreement")}
    order = three.selectbox(say("Order"), _ORDERS, format_func=orders.get)
    every = four.toggle(say("Every clause"), help=say("Clauses of which the program says nothing too"))
    kept("concept", *([concept] if concept else []))
    kept("requirement", *([requirement] if requirement else []))
    wanted = {concept} if concept else set()
    if requirement:
        wanted |= {name for f in held.report.findings if f.requirement == requirement for s in f.searched for name in s.concepts}  # fmt: skip
    mine = [each for each in store.assignments() if each.person == who.id and each.law == text.law.expression]
    clauses = [
        clause for top in text.clauses for clause in top.walk()
        if clause.text and (every or clause.eid in said)
        and (not wanted or any(a.concept in wanted for a in said.get(clause.eid, ())))
        and (not mine or any(not each.eid or clause.eid == each.eid or clause.eid.startswith(f"{each.eid}__") for each in mine))
    ]  # fmt: skip
    if order == "uncertain":
        doubt = _doubts(text.law.expression, text.law.sha256, trained.about().get("hash", ""), text)
        clauses.sort(key=lambda clause: -doubt[clause.eid])
    if order == "disagreement":
        contested = {group[0].eid for group in store.contested() if group[0].law == text.law.expression}
        clauses = [clause for clause in clauses if clause.eid in contested]
    return clauses


def _said(text: Tagged) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for a in text.annotations:
        if a.quote and not a.concept.startswith(CUE):
            found.setdefault(a.eid, []).append(a)
    return found


def _done(store: Store, who: Person, law: Law) -> set[str]:
    return {
        eid
        for (expression, eid), people in store.finished().items()
        if expression == law.expression and who.id in people
    }


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


# ---- a clause ------------------------------------------------------------------------------------------------------


def _clause(store: Store, who: Person, text: Tagged, clause: Clause, queue: Sequence[Clause]) -> None:
    law = text.law
    work = store.work(who.id, law.expression, clause.eid)
    rows = _rows(store, who, text, clause, work)
    tokens = [(found.start(), found.end()) for found in _TOKEN.finditer(clause.text)]
    above = next((unit for top in text.clauses for unit in top.walk() if unit.kind in BASIC_UNITS and any(part.eid == clause.eid for part in unit.walk())), clause)  # fmt: skip
    place = " ".join(
        part for part in (above.number, above.heading, clause.number if clause is not above else "") if part
    )
    put("h2", place or clause.eid, lang=law.language)
    flags = [say("finished")] * work.done + [
        say("blind coding: others’ work shows once you have finished")
    ] * work.blind
    if flags:
        put("p", " · ".join(flags), class_="small")

    def edited() -> None:
        _edited(store, who, law, clause, queue, rows, tokens)

    _component(
        key="annotate work",
        data={
            "clause": f"{law.expression} {clause.eid}", "lang": law.language, "version": work.version,
            "tokens": [clause.text[start:end] for start, end in tokens],
            "rows": [_drawn(at, row, tokens) for at, row in enumerate(rows)],
            "concepts": _concepts(words.language(), law.language), "fields": {name: list(keys) for name, keys in _FIELDS.items()},
            "field_names": {name: words.value_name(name) for name in ("min_years", "max_years", "days", "months")},
            "roles": [[code, role(code)] for code in get_args(Role)], "say": _labels(),
            "acked": st.session_state.get("annotate acked", ""), "fault": st.session_state.get("annotate fault", ""),
        },
        on_edit_change=edited,
    )  # fmt: skip
    with st.expander(say("The whole article"), expanded=False):
        put("div", *(tag("p", part.text) for part in above.walk() if part.text), class_="law", lang=law.language)
    _comments(store, who, law, clause, work)


def _labels() -> dict[str, str]:
    return {
        "keys": say("Keys: ↑ ↓ suggestion · A accept · R reject · C correct · ← → words, with Shift more · T tag them · U undo · F finished · N next · P previous"),
        "rows": say("What is said of this clause"), "nothing": say("Nothing is said of this clause yet."),
        "saving": say("Saving…"), "saved": say("Saved"), "concept": say("Concept"), "role": say("Role"), "save": say("Save"),
        "add": say("Tag these words"), "correct": say("Correct"),
    }  # fmt: skip


def _rows(store: Store, who: Person, text: Tagged, clause: Clause, work: Work) -> list[dict[str, Any]]:
    """What the tagger says of the clause, each with what I said of it, and then what people added."""
    names = {each.id: each.shown for each in store.people()}
    live = [mark for mark in work.marks if not mark.withdrawn]
    rows = []
    for a in _said(text).get(clause.eid, ()):
        about = [
            mark
            for mark in live
            if mark.replaces and all(mark.replaces.get(name) == getattr(a, name) for name in _KEPT)
        ]
        my_own = next((mark for mark in reversed(about) if mark.person == who.id), None)
        rows.append(
            {
                "suggestion": a,
                "mine": my_own,
                "others": [m for m in about if m.person != who.id],
                "names": names,
                "work": work,
            }
        )
    for mark in (mark for mark in live if mark.verdict == "added"):
        mine = mark.person == who.id
        rows.append(
            {
                "suggestion": None,
                "mine": mark if mine else None,
                "others": [] if mine else [mark],
                "names": names,
                "work": work,
            }
        )
    return rows


def _drawn(at: int, row: Mapping[str, Any], tokens: Sequence[tuple[int, int]]) -> dict[str, Any]:
    mine: Mark | None = row["mine"]
    shown = mine or row["suggestion"] or row["others"][0]
    first = next((n for n, (_, end) in enumerate(tokens) if end > shown.start), 0)
    last = next((n for n, (_, end) in enumerate(tokens) if end >= shown.end), first)
    said = (
        verdict(mine.verdict)
        if mine
        else (say("suggested by the program") if row["suggestion"] else say("added by others"))
    )
    others = "; ".join(f"{row['names'][each.person]}: {verdict(each.verdict)}" for each in row["others"])
    decision = row["work"].decisions.get(mine.id) if mine else None
    return {
        "id": at, "concept": shown.concept, "label": words.concept(shown.concept), "role": shown.role, "role_name": role(shown.role),
        "quote": shown.quote, "first": first, "last": last, "values": words.value(_plain(shown.values)) if _plain(shown.values) else "",
        "numbers": {name: value for name, value in shown.values.items() if isinstance(value, int | float) and not isinstance(value, bool)},
        "state": mine.verdict if mine else "suggested", "said": " · ".join(part for part in (said, others) if part),
        "decision": f"{_decided(decision.verdict)} {decision.reason}" if decision else "",
    }  # fmt: skip


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if name in ("min_years", "max_years", "days", "months", "life", "fine")
    }


def role(code: str) -> str:
    """How words stand in their clause."""
    return {
        "element": say("element of the offence"), "aggravator": say("aggravator"), "mitigator": say("mitigator"),
        "exclusion": say("exclusion"), "definition": say("definition"), "mention": say("mention"),
    }[code]  # fmt: skip


def verdict(code: str) -> str:
    """What somebody said of a suggestion."""
    return {
        "accepted": say("accepted"),
        "corrected": say("corrected"),
        "rejected": say("rejected"),
        "added": say("added"),
    }[code]


def _decided(code: str) -> str:
    return {"upheld": say("The reviewer upheld it:"), "overruled": say("The reviewer overruled it:")}[code]


@st.cache_data(show_spinner=False)
def _concepts(language: str, spoken: str) -> list[dict[str, Any]]:
    """All concepts as the tree shows them: under the file's subject, narrower ones under broader, with examples in the law's language."""
    from analysis.tag.concepts import embedded

    files = {name: group for group in _groups() for name in _members(group)}
    known = [each for each in embedded() if not each.id.startswith(CUE)]
    known.sort(
        key=lambda each: (list(_groups()).index(files[each.id]), each.broader or each.id, bool(each.broader), each.id)
    )
    found = [
        {
            "id": each.id, "label": each.gloss.get(language) or each.id, "group": _groups()[files[each.id]],
            "broader": each.broader, "examples": list(each.examples.get(spoken, ()))[:2],
        }
        for each in known
    ]  # fmt: skip
    made = (("penalty", say("Penalty")), ("time-span", say("Time span")))
    more = [{"id": id, "label": name, "group": say("Measures"), "broader": "", "examples": []} for id, name in made]
    return [*found, *more]


def _groups() -> dict[str, str]:
    known = {
        "trafficking": say("Trafficking"), "smuggling": say("Smuggling"), "victims": say("Victims"), "care": say("Care"),
        "return": say("Return"), "authorities": say("Authorities"), "functions": say("Functions"), "limits": say("Limits"),
        "general-part": say("General part"),
    }  # fmt: skip
    from analysis.tag.concepts import CONCEPTS

    return {file.stem: known.get(file.stem, file.stem) for file in sorted(CONCEPTS.glob("*.yaml"))}


@st.cache_data(show_spinner=False)
def _members(group: str) -> set[str]:
    from analysis.tag.concepts import CONCEPTS

    return set(re.findall(r"^- id: (\S+)", (CONCEPTS / f"{group}.yaml").read_text(encoding="utf-8"), re.MULTILINE))


# ---- edits ---------------------------------------------------------------------------------------------------------


def _edited(
    store: Store, who: Person, law: Law, clause: Clause, queue: Sequence[Clause], rows: Sequence[Mapping[str, Any]],
    tokens: Sequence[tuple[int, int]],
) -> None:  # fmt: skip
    edit = st.session_state["annotate work"].get("edit")
    if not edit or edit["key"] == st.session_state.get("annotate acked"):
        return
    st.session_state["annotate fault"] = ""
    try:
        if edit["clause"] == f"{law.expression} {clause.eid}":
            _write(store, who, law, clause, queue, rows, tokens, edit)
        else:
            st.session_state["annotate fault"] = say("Not saved: another clause was opened meanwhile.")
    except StoreError as fault:
        st.session_state["annotate fault"] = say("Not saved: {fault}", fault=fault)
    st.session_state["annotate acked"] = edit["key"]


def _write(
    store: Store, who: Person, law: Law, clause: Clause, queue: Sequence[Clause], rows: Sequence[Mapping[str, Any]],
    tokens: Sequence[tuple[int, int]], edit: Mapping[str, Any],
) -> None:  # fmt: skip
    kind, key = edit["kind"], str(edit["key"])
    if kind in ("next", "previous", "finish"):
        if kind == "finish":
            store.finish(key, who.id, law.expression, clause.eid, law.sha256)
        _go(queue, clause, -1 if kind == "previous" else 1)
    elif kind == "undo":
        mine = [
            mark
            for mark in store.work(who.id, law.expression, clause.eid).marks
            if mark.person == who.id and not mark.withdrawn
        ]
        if mine:
            store.change(key, who.id, mine[-1].id, mine[-1].version, withdrawn=True)
    else:
        row = rows[edit["row"]] if edit.get("row") is not None and kind != "add" else None
        _say(store, who, key, edit, row, _words(law, clause, tokens, edit, row))


def _go(queue: Sequence[Clause], clause: Clause, by: int) -> None:
    at = next((n for n, each in enumerate(queue) if each.eid == clause.eid), 0) + by
    if 0 <= at < len(queue):
        settled("eid", queue[at].eid)


def _words(
    law: Law, clause: Clause, tokens: Sequence[tuple[int, int]], edit: Mapping[str, Any], row: Mapping[str, Any] | None
) -> Words:
    answer = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}[edit["kind"]]
    shown = (row["suggestion"] or row["mine"] or row["others"][0]) if row else None
    if edit["kind"] in ("add", "correct"):
        start, end = tokens[int(edit["first"])][0], tokens[int(edit["last"])][1]
        concept, role = str(edit["concept"]), edit["role"]
        values = _numbers(edit["numbers"], dict(shown.values) if shown and shown.concept == concept else {})
    else:
        start, end, concept, role, values = shown.start, shown.end, shown.concept, shown.role, dict(shown.values)
    suggestion = row["suggestion"] if row else None
    replaces = {name: getattr(suggestion, name) for name in _KEPT} if suggestion else None
    if replaces is None and answer == "rejected":
        replaces = {name: getattr(shown, name) for name in _KEPT}
    elif replaces is None:
        answer = "added"
    quote = clause.text[start:end]
    return Words(law.expression, clause.eid, concept, role, start, end, quote, values, answer, law.sha256, replaces)  # type: ignore[arg-type]


def _numbers(asked: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    for name, number in asked.items():
        if str(number).strip() == "":
            values.pop(name, None)
        else:
            found = float(number)
            values[name] = int(found) if found.is_integer() else found
    return values


def _say(
    store: Store, who: Person, key: str, edit: Mapping[str, Any], row: Mapping[str, Any] | None, said: Words
) -> None:
    """A mark of mine where there is none yet; else mine changes."""
    mine: Mark | None = row["mine"] if row else None
    if mine is None:
        store.mark(key, who.id, said, int(edit["seen"]))
    elif mine.verdict == "added" and said.verdict == "rejected":
        store.change(key, who.id, mine.id, mine.version, withdrawn=True)
    else:
        changes = {name: getattr(said, name) for name in (*_KEPT, "values", "verdict")}
        store.change(key, who.id, mine.id, mine.version, **changes)


def _comments(store: Store, who: Person, law: Law, clause: Clause, work: Work) -> None:
    names = {each.id: each.shown for each in store.people()}
    st.subheader(say("Comments"))
    for each in work.comments:
        put("p", tag("strong", names[each.person]), f" · {each.made[:10]} · {each.body}")
    with st.form("comment", clear_on_submit=True):
        body = st.text_area(say("Comment"), max_chars=4000)
        if st.form_submit_button(say("Send")) and body.strip():
            store.comment(uuid4().hex, who.id, law.expression, clause.eid, body, quote=clause.text, sha256=law.sha256)
            st.rerun()
