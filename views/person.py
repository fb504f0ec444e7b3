"""Who works here: who signed in through an OpenID provider, or the one person of this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from analysis.store import Store
from analysis.store.database import address
from analysis.store.records import RANKS, Person, Rank, StoreError
from views.markup import put
from views.words import say

_HERE = ("localhost", "127.0.0.1", "::1")


def opened() -> Store:
    """The store that all readers of this app share. Raises StoreError."""
    return _opened(address())


@st.cache_resource(show_spinner=False)
def _opened(where: str) -> Store:
    return Store(where)


def person() -> Person | None:
    """Who works here, known to the store; None, with the way to sign in on the page, where nobody is.

    Without a provider in `.streamlit/secrets.toml` only whoever sits at this machine may work. Raises StoreError.
    """
    if _provider():
        if st.user.is_logged_in:
            return opened().sign_in(str(st.user.get("email") or ""), str(st.user.get("name") or ""))
        put("p", say("Sign in to work on the laws. Reading needs no account."))
        st.button(say("Sign in"), on_click=st.login)
        return None
    if _at_this_machine():
        return opened().local()
    raise StoreError(
        say("nobody can sign in here, so nobody can write"),
        do=say("Name an OpenID provider in .streamlit/secrets.toml"),
    )


def _at_this_machine() -> bool:
    """Does the reader sit here, rather than reach this machine over a network or through a proxy of another name?"""
    return st.context.ip_address is None and urlsplit(st.context.url or "").hostname in _HERE


def _provider() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def may(who: Person, least: Rank) -> bool:
    """Has the person at least that role? The store asks again."""
    return RANKS.index(who.role) >= RANKS.index(least)


def badge(who: Person) -> None:
    """Who works, in the sidebar, with the way out."""
    roles = {
        "reader": say("reader"), "annotator": say("annotator"), "reviewer": say("reviewer"),
        "administrator": say("administrator"),
    }  # fmt: skip
    with st.sidebar:
        put("p", say("{who}, {role}", who=who.name or who.pseudonym, role=roles[who.role]), class_="small")
        if _provider():
            st.button(say("Sign out"), on_click=st.logout)
