"""The web door: the language, what is asked, and the list of pages. `make app` opens it."""

from __future__ import annotations

import streamlit as st

from analysis.errors import HomologaError
from views import annotate, clauses, compare, corpus, draft, overview, report, requirement, review
from views.address import settled
from views.markup import put, style
from views.person import come_back
from views.shelf import shelf
from views.words import LANGUAGES, language, say
from views.words import fault as said

WORKING = ("annotate", "review")  # pages whose edits do not judge the laws anew at each one


def main() -> None:
    """Draws the page that the address names."""
    st.set_page_config(page_title="Homologa", page_icon="⚖️", layout="wide")
    settled("lang", language())
    style(language())
    page = st.navigation(_pages())
    with st.sidebar:
        _switch()
    come_back()
    st.session_state["working"] = page.url_path in WORKING
    try:
        _small_print()
        page.run()
    except HomologaError as fault:
        put("p", said(fault), role="alert", class_="fault")


def _pages() -> list[st.Page]:
    return [
        st.Page(overview.show, title=say("Overview"), icon=":material/grid_on:", url_path="overview", default=True),
        st.Page(requirement.show, title=say("Requirement"), icon=":material/gavel:", url_path="requirement"),
        st.Page(compare.show, title=say("Compare"), icon=":material/compare_arrows:", url_path="compare"),
        st.Page(draft.show, title=say("Draft check"), icon=":material/fact_check:", url_path="draft"),
        st.Page(clauses.show, title=say("Clauses"), icon=":material/search:", url_path="clauses"),
        st.Page(annotate.show, title=say("Annotate"), icon=":material/edit:", url_path="annotate"),
        st.Page(review.show, title=say("Review"), icon=":material/rule:", url_path="review"),
        st.Page(corpus.show, title=say("Corpus"), icon=":material/library_books:", url_path="corpus"),
        st.Page(report.show, title=say("Report"), icon=":material/description:", url_path="report"),
    ]


def _switch() -> None:
    """The reader's language; kept in the address, and told to every page."""
    names = list(LANGUAGES)
    chosen = st.radio(
        "Idioma · Language", names, index=names.index(language()), format_func=LANGUAGES.get, horizontal=True
    )
    if chosen != language():
        st.query_params["lang"] = chosen
        st.rerun()


def _small_print() -> None:
    taken = shelf().report.snapshot
    with st.sidebar:
        put("p", say("Law as of {day}, snapshot {id}", day=taken.as_of, id=taken.id), class_="small")
        if taken.model:
            put("p", say("Tagged by rules and the trained model {model}", model=taken.model), class_="small")
        put("p", say("A verdict is a reading of a text. Check the article before you rely on it."), class_="small")


if __name__ == "__main__":
    main()
