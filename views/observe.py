"""An observation of a country's own people on a finding: written here, signed, and shown beside it from then on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from analysis.compare import RequirementCard
from views import words
from views.markup import put
from views.person import opened, writer
from views.words import say


def form(card: RequirementCard, countries: Sequence[str]) -> None:
    """Where whoever may write answers the finding on one of `countries`; nobody is asked to sign in who only reads."""
    if not countries or not st.toggle(
        say("Answer a finding"),
        help=say("What a country’s own people say of it stands beside it, signed. It changes no verdict."),
    ):
        return
    who = writer()
    if who is None:
        put("p", say("Sign in on the page Annotate to write; an administrator can make you an annotator."))
        return
    with st.form("observe", clear_on_submit=True):
        country = st.selectbox(say("Country"), countries, format_func=words.country)
        body = st.text_area(say("Observation"), max_chars=4000)
        put("p", say("It will be signed {name}.", name=who.shown), class_="small")
        if st.form_submit_button(say("Send")) and body.strip():
            opened().observe(uuid4().hex, who.id, country, card.id, body)
            st.rerun()
