"""How far people agree, on the page Review: figures for each law, concept and pair of people, to look at and to save."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

from analysis import decisions
from analysis.agreement import Coding, agreement
from analysis.report.agreement import Told, as_csv, records
from analysis.store import Store
from views import words
from views.address import kept, taken
from views.markup import put, table
from views.shelf import FRESH, Shelf
from views.words import language, say, say_many


def section(held: Shelf, store: Store, names: Mapping[int, str]) -> None:
    """Draws the section."""
    st.header(say("Agreement"))
    found = _coded(held.report.snapshot.id, store.latest(), held, store)
    if not found:
        put("p", say("Figures stand here once two people have finished the same clauses."))
        return
    laws = sorted({coding.law for coding in found})
    chosen = st.selectbox(say("Law"), laws, index=None, key=taken("law", laws), format_func=lambda law: _short(held, law), placeholder=say("any"))  # fmt: skip
    kept("law", *([chosen] if chosen else []))
    rows = agreement([coding for coding in found if chosen in (None, coding.law)])
    told = Told(rows, language(), lambda law: _short(held, law), words.concept, lambda one: names[one])
    put("p", say_many("{n} clause was finished by two people or more.", "{n} clauses were finished by two people or more.", rows[0].clauses))  # fmt: skip
    for title, group in told.groups().items():
        found_in = told.table(title, group)
        st.html(
            table(
                title,
                [told.words["part"], *found_in.columns[1:]],
                [[str(cell) for cell in row] for row in found_in.rows],
            )
        )
    put("p", told.words["method"], class_="small")
    data = json.dumps(records(rows, told.person), ensure_ascii=False, indent=2)
    left, right, _ = st.columns([1, 1, 2])
    left.download_button(say("Save as CSV"), lambda: as_csv(told), file_name="homologa-agreement.csv", mime="text/csv", on_click="ignore")  # fmt: skip
    right.download_button(say("Save as JSON"), data, file_name="homologa-agreement.json", mime="application/json", on_click="ignore")  # fmt: skip


@st.cache_resource(ttl=FRESH, max_entries=4, show_spinner=False)
def _coded(snapshot: str, latest: int, _held: Shelf, _store: Store) -> list[Coding]:
    del snapshot, latest  # the laws and the work that it rests on
    return decisions.coded(_held.corpus, _store)


def _short(held: Shelf, law: str) -> str:
    known = held.laws.get(law)
    return f"{known.country} · {known.short}" if known else law
