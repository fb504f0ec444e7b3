"""Tags that need a second look: their law has another text by now, or something else is asked of their concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

import streamlit as st

from analysis.model import Law
from analysis.reviews import anchored, outdated
from analysis.store import Store, same_words
from analysis.store.records import Comment, Decision, Finish, Mark, Person, StoreError
from views import words
from views.markup import put, tag
from views.shelf import Shelf
from views.verdicts import coded
from views.words import say, say_many

MOST = 20
"""Tags shown at once."""


def section(held: Shelf, store: Store, who: Person, names: Mapping[int, str]) -> None:
    """Tags made on an earlier text with the place proposed for them, clauses finished in it, and tags made when something else was asked; nothing where
    there are none.
    """
    decided = store.decisions()
    standing = [mark for mark in store.marks() if mark.id not in decided or decided[mark.id].verdict == "upheld"]
    moved = [(mark, law) for mark in standing if (law := _text_now(held, mark)) is not None]
    first = {mark.id for mark, _ in moved}
    asked = [
        mark for mark in standing
        if mark.id not in first and outdated(mark.concept, decided.get(mark.id, mark).criteria, held.criteria)
    ]  # fmt: skip
    remarks = [(each, law) for each in store.comments() if (law := _text_now(held, each)) is not None and _stands(held, each, law)]  # fmt: skip
    through = [(each, law) for each in store.finishes() if (law := _text_now(held, each)) is not None and _reads_alike(held, each, law)]  # fmt: skip
    if not moved and not asked and not through and not remarks:
        return
    st.header(say("To look at again"))
    same = [(mark, law) for mark, law in moved if _place(held, mark, law)[3] == mark.quote]
    if same:
        put("p", say_many("{n} tag was made on an earlier text in which its words stood as they do now.", "{n} tags were made on an earlier text in which their words stood as they do now.", len(same)))  # fmt: skip
    if through:
        put("p", say_many("{n} clause was finished in an earlier text that reads as it does now.", "{n} clauses were finished in an earlier text that reads as it does now.", len(through)))  # fmt: skip
    if remarks:
        put("p", say_many("{n} comment was made on an earlier text, and its words are in the law as it now reads.", "{n} comments were made on an earlier text, and their words are in the law as it now reads.", len(remarks)))  # fmt: skip
    if (same or through or remarks) and st.button(say("Take them over")):
        _take_over(held, store, who, same, through, remarks)
    for mark, law in [each for each in moved if each not in same][:MOST]:
        _elsewhere(held, store, who, mark, law, names, decided.get(mark.id))
    for mark in asked[:MOST]:
        _asked_anew(held, store, who, mark, names, decided.get(mark.id))


def _text_now(held: Shelf, mark: Mark | Finish | Comment) -> Law | None:
    """The text of the mark's law that took the place of the one it was made on."""
    now = _text_of(held, mark)
    if now is None or (now.expression, now.sha256) == (mark.law, mark.sha256) or not now.sha256:
        return None
    return now


def _reads_alike(held: Shelf, each: Finish, law: Law) -> bool:
    """Has the law a clause now with just the words of the one that was finished?"""
    return bool(same_words(held.texts[law.expression].clauses, each.eid, each.quote))


def _stands(held: Shelf, each: Comment, law: Law) -> bool:
    return anchored(held.texts[law.expression].clauses, each.eid, 0, len(each.quote), each.quote) is not None


def _text_of(held: Shelf, mark: Mark | Finish | Comment) -> Law | None:
    """The mark's law as it is loaded, in whatever version."""
    work = mark.law.rpartition("@")[0]
    return next((held.laws[name] for name in held.texts if name.rpartition("@")[0] == work), None)


def _place(held: Shelf, mark: Mark, law: Law) -> tuple[str, int, int, str]:
    found = anchored(held.texts[law.expression].clauses, mark.eid, mark.start, mark.end, mark.quote)
    return found or ("", 0, 0, "")


def _take_over(
    held: Shelf, store: Store, who: Person, moved: Sequence[tuple[Mark, Law]],
    through: Sequence[tuple[Finish, Law]] = (), remarks: Sequence[tuple[Comment, Law]] = (),
) -> None:  # fmt: skip
    try:
        for mark, law in moved:
            store.reanchor(uuid4().hex, who.id, [mark], law, held.texts[law.expression].clauses)
        for each, law in through:
            store.move_finished(uuid4().hex, who.id, [each], law, held.texts[law.expression].clauses)
        for remark, law in remarks:
            store.move_comments(uuid4().hex, who.id, [remark], law, held.texts[law.expression].clauses)
    except StoreError:
        st.warning(say("Somebody changed it meanwhile. Look at it again."))
        return
    st.rerun()


def _elsewhere(
    held: Shelf, store: Store, who: Person, mark: Mark, law: Law, names: Mapping[int, str], decision: Decision | None
) -> None:
    """A tag whose words are others now, or gone."""
    eid, *_, quote = _place(held, mark, law)
    with st.container(border=True):
        _head(mark, f"{law.country} · {law.short} · {held.place(law.expression, mark.eid) or mark.eid}", names)
        put("p", say("Words it was made on:"), " ", tag("q", mark.quote, lang=law.language))
        if quote:
            put("p", say("Words most like them now, in {place}:", place=held.place(law.expression, eid) or eid), " ", tag("q", quote, lang=law.language))  # fmt: skip
            if st.button(say("Accept the new place"), key=f"accept {mark.id}", type="primary"):
                _take_over(held, store, who, [(mark, law)])
        else:
            put("p", say("Its words are no longer in the law. It changes no verdict."), class_="fault")
        _decide(held, store, who, mark, decision, keep=False)


def _asked_anew(
    held: Shelf, store: Store, who: Person, mark: Mark, names: Mapping[int, str], decision: Decision | None
) -> None:
    """A tag made when a requirement asked something else."""
    law, then, now = _text_of(held, mark), (decision or mark).criteria, held.criteria.get(mark.concept, {})
    other = [held.cards[name] for name in then if then[name] != now.get(name) and name in held.cards]
    with st.container(border=True):
        _head(
            mark,
            f"{law.country} · {law.short} · {held.place(law.expression, mark.eid) or mark.eid}"
            if law
            else f"{mark.law} {mark.eid}",
            names,
        )
        put("p", tag("q", mark.quote, lang=law.language if law else None))
        put("p", say("Since then it was changed what is asked by:"), " ", "; ".join(map(coded, other)) or mark.concept)
        _decide(held, store, who, mark, decision, keep=True)


def _head(mark: Mark, place: str, names: Mapping[int, str]) -> None:
    put("h3", place)
    said = f"{names[mark.person]} · {mark.made[:10]} · {words.said(mark.verdict)} · {words.concept(mark.concept)} · {words.role(mark.role)}"
    put("p", said)


def _decide(held: Shelf, store: Store, who: Person, mark: Mark, decision: Decision | None, *, keep: bool) -> None:
    """Keeps the tag as it is, or drops it, with a reason."""
    with st.form(f"again {mark.id}", border=False):
        reason = st.text_input(say("Reason"), key=f"again reason {mark.id}", max_chars=4000)
        left, right = st.columns(2)
        kept = keep and left.form_submit_button(say("It still holds"), type="primary")
        dropped = right.form_submit_button(say("Drop it"))
    if not (kept or dropped):
        return
    if not reason.strip():
        st.warning(say("Write the reason: the annotators will read it."))
        return
    try:
        store.decide(
            uuid4().hex, who.id, mark.id, "upheld" if kept else "overruled", reason,
            decision.version if decision else 0, held.criteria.get(mark.concept, {}),
        )  # fmt: skip
    except StoreError:
        st.warning(say("Somebody changed it meanwhile. Look at it again."))
        return
    st.rerun()
