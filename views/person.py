"""Who works here: who signed in through an OpenID provider, or the one person of this machine."""

from __future__ import annotations

import sys
from uuid import uuid4

import streamlit as st

from analysis.store import Store
from analysis.store.database import address
from analysis.store.records import RANKS, Person, Rank, StoreError
from views.markup import escaped, put
from views.words import rank, say

_HERE = ("localhost", "127.0.0.1", "::1")
_way_back = st.components.v2.component(
    "homologa_way_back",
    js="""export default ({ data }) => {
  const place = "homologa: back to";
  if (!data.signed) return sessionStorage.setItem(place, location.href);
  const back = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (back && back !== location.href) location.replace(back);
}""",
)
"""The page on which somebody is asked to sign in, remembered by the browser's tab: the provider sends them to the first one."""
LOCAL = "--local"
"""What `make app` and `serve` say to the app: it is for the one person of this machine."""


def opened() -> Store:
    """The store that all readers of this app share. Raises StoreError."""
    return _opened(address())


@st.cache_resource(show_spinner=False)
def _opened(where: str) -> Store:
    return Store(where)


def person() -> Person | None:
    """Who works here, known to the store; None, with the way to sign in on the page, where nobody is.

    Without a provider in `.streamlit/secrets.toml` only the one person of an app started for this machine may work. Raises StoreError.
    """
    if known := _known():
        return known
    if _provider():
        put(
            "p",
            say("Sign in to work on the laws. Reading needs no account."),
        )
        _way_back(key="way back", data={"signed": False})
        st.button(say("Sign in"), on_click=st.login)
        return None
    raise StoreError(
        say("nobody can sign in here, so nobody can write"),
        do=say("Name an OpenID provider in .streamlit/secrets.toml"),
    )


def writer(least: Rank = "annotator") -> Person | None:
    """Who works here and has at least that role; None where nobody signed in, or nobody can. Raises StoreError."""
    who = _known()
    return who if who and may(who, least) else None


def come_back() -> None:
    """Brings whoever has just signed in back to the page on which they were asked to."""
    if _provider() and st.user.is_logged_in:
        _way_back(key="way back", data={"signed": True})


def _known() -> Person | None:
    if _provider():
        if st.user.is_logged_in:
            return _signed_in(str(st.user.get("email") or ""), str(st.user.get("name") or ""))
        return None
    return opened().local() if _at_this_machine() else None


def _signed_in(email: str, name: str) -> Person:
    if not email:
        raise StoreError(say("the provider gave no e-mail address"), do=say("Allow it to share the address, and sign in again"))  # fmt: skip
    return opened().sign_in(email, name)


def _at_this_machine() -> bool:
    """Was the app started for the one person of this machine, and listens to this machine only? What a browser says of where it is proves nothing,
    and a proxy on this machine is a neighbour like any other.
    """
    return LOCAL in sys.argv[1:] and st.get_option("server.address") in _HERE


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
    with st.sidebar:
        put("p", say("{who}, {role}", who=who.name or who.pseudonym, role=rank(who.role)), class_="small")
        _published(who)
        if _provider():
            st.button(say("Sign out"), on_click=st.logout)


def _published(who: Person) -> None:
    """Under which name their work is published, for them to choose."""
    with st.popover(say("Published as {name}", name=escaped(who.shown))):
        put(
            "p",
            say(
                "Reports and exports name who decided. You choose the name; this also holds for what you have done already."
            ),
        )
        with st.form("published", border=False):
            name = st.text_input(say("Your name"), who.name, max_chars=100, key="published name")
            ways = {True: say("under my name"), False: say("under the pseudonym {name}", name=who.pseudonym)}
            named = st.radio(
                say("Publish my work"),
                list(ways),
                index=0 if who.named else 1,
                format_func=ways.get,
                key="published how",
            )
            if st.form_submit_button(say("Save")):
                if named and not name.strip():
                    st.warning(say("Write your name first."))
                else:
                    opened().name_me(uuid4().hex, who.id, bool(named), name)
                    st.rerun()
