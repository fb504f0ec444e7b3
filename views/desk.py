"""A clause at work: its words, what the tagger and people say of them, and the keys to accept, correct, reject, add or remark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import streamlit as st

from analysis.model import BASIC_UNITS, Annotation, Clause, Role
from analysis.places import cited
from analysis.provisions import Tagged
from analysis.store import Store
from analysis.store.records import Conflict, Mark, Person, StoreError, Words, Work
from views import words
from views.address import settled
from views.markup import put, tag
from views.shelf import CUE
from views.words import say

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_FIELDS = {"penalty": ("min_years", "max_years"), "time-span": ("days", "months")}
"""Values that can be edited, by concept; of other concepts those that the tagger gave."""
KEPT = ("concept", "role", "start", "end", "quote")

_component = st.components.v2.component(
    "homologa_annotate",
    html='<div class="work" tabindex="0" role="group"></div>',
    css=Path(__file__).with_name("annotate.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("annotate.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Row:
    """One thing that is said of the clause: what the tagger suggests, or a person added, with what I and others said of it."""

    suggestion: Annotation | None
    mine: Mark | None
    others: tuple[Mark, ...]


@dataclass(frozen=True)
class Desk:
    """One clause before one person, with the queue that it stands in; `criteria` is what is asked now (:attr:`views.shelf.Shelf.criteria`)."""

    store: Store
    who: Person
    text: Tagged
    clause: Clause
    queue: Sequence[Clause]
    criteria: Mapping[str, Mapping[str, str]]

    @property
    def place(self) -> str:
        return f"{self.text.law.expression} {self.clause.eid}"

    @cached_property
    def work(self) -> Work:
        return self.store.work(self.who.id, self.text.law.expression, self.clause.eid)

    @cached_property
    def names(self) -> dict[int, str]:
        return {each.id: each.shown for each in self.store.people()}

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        return [(found.start(), found.end()) for found in _TOKEN.finditer(self.clause.text)]

    def quote(self, first: int, last: int) -> str:
        """The words from one token to another."""
        return self.clause.text[self.tokens[first][0] : self.tokens[last][1]]

    @cached_property
    def rows(self) -> list[Row]:
        """What the tagger says, each with what people said of it, and then what people added."""
        live = [mark for mark in self.work.marks if not mark.withdrawn]
        rows = []
        for a in suggested(self.text).get(self.clause.eid, ()):
            about = [
                mark
                for mark in live
                if mark.replaces and all(mark.replaces.get(name) == getattr(a, name) for name in KEPT)
            ]
            rows.append(self._row(a, about))
        return [*rows, *(self._row(None, [mark]) for mark in live if mark.verdict == "added")]

    def _row(self, suggestion: Annotation | None, said: Sequence[Mark]) -> Row:
        mine = next((mark for mark in reversed(said) if mark.person == self.who.id), None)
        return Row(suggestion, mine, tuple(mark for mark in said if mark.person != self.who.id))

    @property
    def article(self) -> Clause:
        """The article that the clause is in, or the clause."""
        units = (unit for top in self.text.clauses for unit in top.walk() if unit.kind in BASIC_UNITS)
        return next((unit for unit in units if any(part.eid == self.clause.eid for part in unit.walk())), self.clause)


def suggested(text: Tagged) -> dict[str, list[Annotation]]:
    """What the tagger says of each clause, by eid."""
    found: dict[str, list[Annotation]] = {}
    for a in text.annotations:
        if a.quote and not a.concept.startswith(CUE):
            found.setdefault(a.eid, []).append(a)
    return found


def draw(desk: Desk) -> None:
    """Draws the clause, its article and what is remarked on it."""
    law, clause, above, work = desk.text.law, desk.clause, desk.article, desk.work
    place = dict(cited(desk.text.clauses)).get(clause.eid, "")
    named = dict.fromkeys(part for part in (place, above.heading) if part)
    put("h2", " · ".join(named) or clause.eid, lang=law.language)
    at = next((n for n, each in enumerate(desk.queue, 1) if each.eid == clause.eid), 0)
    flags = [
        say("clause {at} of {n}", at=at, n=len(desk.queue)), f"{law.short}: {words.form(law.text)}",
        *[say("finished")] * work.done, *_blind(work),
    ]  # fmt: skip
    put("p", " · ".join(flags), class_="small")
    _component(
        key="annotate work",
        data={
            "clause": desk.place, "lang": law.language, "version": work.version,
            "tokens": [clause.text[start:end] for start, end in desk.tokens],
            "rows": [_drawn(at, row, desk) for at, row in enumerate(desk.rows)],
            "concepts": _concepts(words.language(), law.language), "fields": {name: list(keys) for name, keys in _FIELDS.items()},
            "field_names": {name: words.value_name(name) for name in ("min_years", "max_years", "days", "months")},
            "roles": [[code, words.role(code)] for code in get_args(Role)], "say": _labels(),
            "done": work.done and not work.blind, "acked": st.session_state.get("annotate acked", ""), "fault": st.session_state.get("annotate fault", ""),
        },
        on_edit_change=lambda: edited(desk),
    )  # fmt: skip
    with st.expander(say("The whole article"), expanded=False):
        put("div", *(tag("p", part.text) for part in above.walk() if part.text), class_="law", lang=law.language)
    _comments(desk)


def _blind(work: Work) -> list[str]:
    if not work.blind:
        return []
    return [say("blind coding: what you said stays") if work.done else say("blind coding: others’ work shows once you have finished")]  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "work": say("The clause and what is said of it"),
        "keys": say("Press a button, or the key that it shows. Choose words with the mouse, or with ← → and, for more of them, Shift. ↑ ↓ go from suggestion to suggestion."),
        "accept": say("Accept"), "reject": say("Reject"), "undo": say("Undo"), "previous": say("Previous clause"), "next": say("Next clause"),
        "tag": say("Tag the chosen words"), "finish": say("This clause is finished"), "reopen": say("Not finished after all"),
        "rows": say("What is said of this clause"), "nothing": say("Nothing is said of this clause yet."),
        "saving": say("Saving…"), "saved": say("Saved"), "concept": say("Concept"), "role": say("Role"), "save": say("Save"),
        "search": say("Search for a concept by any word"), "none": say("No concept has these words."), "cancel": say("Cancel"),
        "example": say("For example:"), "counter": say("Not:"),
        "add": say("Tag these words"), "correct": say("Correct"), "comment": say("Comment"), "send": say("Send"),
    }  # fmt: skip


def _drawn(at: int, row: Row, desk: Desk) -> dict[str, Any]:
    mine, tokens = row.mine, desk.tokens
    shown = mine or row.suggestion or row.others[0]
    first = next((n for n, (_, end) in enumerate(tokens) if end > shown.start), 0)
    last = next((n for n, (_, end) in enumerate(tokens) if end >= shown.end), first)
    said = (
        words.said(mine.verdict)
        if mine
        else (say("suggested by the program") if row.suggestion else say("added by others"))
    )
    others = "; ".join(f"{desk.names[each.person]}: {words.said(each.verdict)}" for each in row.others)
    return {
        "id": at, "concept": shown.concept, "label": words.concept(shown.concept), "role": shown.role, "role_name": words.role(shown.role),
        "quote": shown.quote, "first": first, "last": last, "values": words.measures(shown.values),
        "numbers": {name: value for name, value in shown.values.items() if isinstance(value, int | float) and not isinstance(value, bool)},
        "state": mine.verdict if mine else "suggested", "said": " · ".join(part for part in (said, others) if part),
        "decision": " ".join(_decided(desk, mark) for mark in [*([mine] if mine else []), *row.others] if mark.id in desk.work.decisions),
    }  # fmt: skip


def _decided(desk: Desk, mark: Mark) -> str:
    """What a reviewer decided of what somebody said, and why."""
    decision = desk.work.decisions[mark.id]
    if mark.person == desk.who.id:
        known = {"upheld": say("The reviewer upheld it:"), "overruled": say("The reviewer overruled it:")}
        return f"{known[decision.verdict]} {decision.reason}"
    known = {"upheld": say("The reviewer upheld what {who} said:", who=desk.names[mark.person]), "overruled": say("The reviewer overruled what {who} said:", who=desk.names[mark.person])}  # fmt: skip
    return f"{known[decision.verdict]} {decision.reason}"


def _comments(desk: Desk) -> None:
    law, clause = desk.text.law, desk.clause
    st.subheader(say("Comments"))
    for each in desk.work.comments:
        quote = f" · “{each.quote}”" if each.quote not in ("", clause.text) else ""
        said = [each.made[:10] + quote, *[say("made on an earlier text")] * (each.quote not in clause.text), each.body]
        put("p", tag("strong", desk.names[each.person]), " · ", " · ".join(said))
    with st.form("comment", clear_on_submit=True):
        body = st.text_area(say("Comment"), max_chars=4000)
        if st.form_submit_button(say("Send")) and body.strip():
            desk.store.comment(
                uuid4().hex, desk.who.id, law.expression, clause.eid, body, quote=clause.text, sha256=law.sha256
            )
            st.rerun()


@st.cache_data(show_spinner=False)
def _concepts(language: str, spoken: str) -> list[dict[str, Any]]:
    """All concepts as the tree shows them: under the file's subject, narrower ones under broader, with their definition, and examples and
    counter-examples in the law's language.
    """
    from analysis.tag.concepts import embedded

    files = {name: group for group in _groups() for name in _members(group)}
    known = [each for each in embedded() if not each.id.startswith(CUE)]
    known.sort(
        key=lambda each: (list(_groups()).index(files[each.id]), each.broader or each.id, bool(each.broader), each.id)
    )
    found = [
        {
            "id": each.id, "label": each.gloss.get(language) or each.id, "group": _groups()[files[each.id]],
            "definition": each.definition[language], "broader": each.broader, "examples": list(each.examples.get(spoken, ()))[:2],
            "counter_examples": list(each.counter_examples.get(spoken, ()))[:2],
        }
        for each in known
    ]  # fmt: skip
    made = (
        ("penalty", say("Penalty"), say("Prison or another penalty, with its years as the clause gives them. A fine that an administrative authority imposes does not count.")),
        ("time-span", say("Time span"), say("A length of time that the law sets, in days or months: how long something lasts, or within what time it must be done. Years of prison do not count.")),
    )  # fmt: skip
    more = [{"id": id, "label": name, "group": say("Measures"), "definition": means, "broader": "", "examples": [], "counter_examples": []} for id, name, means in made]  # fmt: skip
    return [*found, *more]


def _groups() -> dict[str, str]:
    known = {
        "trafficking": say("Trafficking"), "smuggling": say("Smuggling"), "victims": say("Victims"), "care": say("Care"),
        "return": say("Return"), "authorities": say("Authorities"), "functions": say("Functions"), "limits": say("Limits"),
        "general-part": say("General part"), "cooperation": say("Cooperation"), "institutions": say("Institutions"),
    }  # fmt: skip
    from analysis.tag.concepts import CONCEPTS

    return {file.stem: known[file.stem] for file in sorted(CONCEPTS.glob("*.yaml"))}


@st.cache_data(show_spinner=False)
def _members(group: str) -> set[str]:
    from analysis.tag.concepts import CONCEPTS

    return set(re.findall(r"^- id: (\S+)", (CONCEPTS / f"{group}.yaml").read_text(encoding="utf-8"), re.MULTILINE))


# ---- edits ---------------------------------------------------------------------------------------------------------


def edited(desk: Desk) -> None:
    """Writes the edit that the component sent, once; what went wrong is told on the page."""
    edit = st.session_state["annotate work"].get("edit")
    if not edit or edit["key"] == st.session_state.get("annotate acked"):
        return
    st.session_state["annotate fault"] = ""
    try:
        if edit["clause"] == desk.place:
            _write(desk, edit)
        else:
            st.session_state["annotate fault"] = say("Not saved: another clause was opened meanwhile.")
    except Conflict as fault:
        others = {each.person for each in fault.edits} - {desk.who.id} or {desk.who.id}
        who = ", ".join(name for id, name in desk.names.items() if id in others)
        st.session_state["annotate fault"] = say(
            "Not saved: {who} changed this clause meanwhile. It is shown as it is now.", who=who
        )
    except StoreError as fault:
        st.session_state["annotate fault"] = say("Not saved: {fault}", fault=words.fault(fault))
    st.session_state["annotate acked"] = edit["key"]


def _write(desk: Desk, edit: Mapping[str, Any]) -> None:
    kind, key, law, clause = edit["kind"], str(edit["key"]), desk.text.law, desk.clause
    if kind in ("next", "previous", "finish"):
        done = not desk.work.done or desk.work.blind
        if kind == "finish":
            desk.store.finish(key, desk.who.id, law.expression, clause.eid, law.sha256, quote=clause.text, done=done)
        if kind != "finish" or done:
            _go(desk.queue, clause, -1 if kind == "previous" else 1)
    elif kind == "comment":
        quote = desk.quote(edit["first"], edit["last"]) if "first" in edit else clause.text
        desk.store.comment(
            key, desk.who.id, law.expression, clause.eid, str(edit["body"]), quote=quote, sha256=law.sha256
        )
    elif kind == "undo":
        if desk.store.undo(key, desk.who.id, law.expression, clause.eid) is None:
            st.session_state["annotate fault"] = say("There is nothing of yours to undo on this clause.")
    else:
        row = desk.rows[edit["row"]] if edit.get("row") is not None and kind != "add" else None
        _say(desk, key, edit, row, _words(desk, edit, row))


def _go(queue: Sequence[Clause], clause: Clause, by: int) -> None:
    at = next((n for n, each in enumerate(queue) if each.eid == clause.eid), 0) + by
    if 0 <= at < len(queue):
        settled("eid", queue[at].eid)


def _words(desk: Desk, edit: Mapping[str, Any], row: Row | None) -> Words:
    law, clause, tokens = desk.text.law, desk.clause, desk.tokens
    answer = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}[edit["kind"]]
    shown = (row.suggestion or row.mine or row.others[0]) if row else None
    if edit["kind"] in ("add", "correct"):
        start, end = tokens[int(edit["first"])][0], tokens[int(edit["last"])][1]
        concept, role = str(edit["concept"]), edit["role"]
        values = _numbers(edit["numbers"], dict(shown.values) if shown and shown.concept == concept else {})
    else:
        start, end, concept, role, values = shown.start, shown.end, shown.concept, shown.role, dict(shown.values)
    suggestion = row.suggestion if row else None
    replaces = {name: getattr(suggestion, name) for name in KEPT} if suggestion else None
    if replaces is None and answer == "rejected":
        replaces = {name: getattr(shown, name) for name in KEPT}
    elif replaces is None:
        answer = "added"
    quote = clause.text[start:end]
    return Words(law.expression, clause.eid, concept, role, start, end, quote, values, answer, law.sha256, replaces, desk.criteria.get(concept, {}))  # type: ignore[arg-type]  # fmt: skip


def _numbers(asked: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    for name, number in asked.items():
        if str(number).strip() == "":
            values.pop(name, None)
        else:
            found = float(number)
            values[name] = int(found) if found.is_integer() else found
    return values


def _say(desk: Desk, key: str, edit: Mapping[str, Any], row: Row | None, said: Words) -> None:
    """A mark of mine where there is none yet; else mine changes."""
    mine = row.mine if row else None
    if mine is None:
        desk.store.mark(key, desk.who.id, said, int(edit["seen"]))
    elif mine.verdict == "added" and said.verdict == "rejected":
        desk.store.change(key, desk.who.id, mine.id, mine.version, withdrawn=True)
    else:
        changes = {name: getattr(said, name) for name in (*KEPT, "values", "verdict", "criteria")}
        desk.store.change(key, desk.who.id, mine.id, mine.version, **changes)
