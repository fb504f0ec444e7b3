"""Official texts brought from their publishers, for one law or one country, while the reader goes on."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from analysis import library, official
from analysis.errors import HomologaError
from analysis.model import Law
from analysis.official import Outcome
from views import words
from views.markup import Html, joined, listed, put, tag
from views.shelf import Shelf, forget
from views.words import say, say_many

EVERY = 1.0
"""Seconds between two looks at how far it is."""


@dataclass
class Errand:
    """One fetching, in a thread of its own: it goes on when the reader leaves the page, and any reader may see or end it."""

    laws: Sequence[Law]
    outcomes: list[Outcome] = field(default_factory=list)
    now: str = ""
    fault: str = ""
    ended: bool = False
    stopped: bool = False
    shelved: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _task: asyncio.Task[object] | None = None

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Ends it; what has come is kept."""
        self.stopped = True
        if self._loop and self._task and not self.ended:
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self) -> None:
        try:
            asyncio.run(self._bring())
        except asyncio.CancelledError:
            pass
        except HomologaError as fault:
            self.fault = str(fault)
        except Exception as fault:  # a thread's fault would be seen by nobody
            self.fault = f"a fault of Homologa: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
        finally:
            self.ended = True

    async def _bring(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if not self.stopped:
            await official.bring(self.laws, told=self._told, done=self.outcomes.append)

    def _told(self, law: Law, address: str, size: int, whole: int) -> None:
        self.now = f"{law.country} · {law.short} · {size / 1e6:.1f} MB"


@st.cache_resource(show_spinner=False)
def errands() -> list[Errand]:
    """The latest fetching of this server, if there was one."""
    return []


def fetching(held: Shelf) -> None:
    """Draws the part of the page where official texts are fetched."""
    st.header(say("Fetch official texts"))
    put(
        "p",
        say(
            "From the publishers' addresses, one after the other. What is read badly or is not the law is refused, and the digest stays."
        ),
    )
    latest = errands()
    if latest and not latest[-1].ended:
        _under_way()
        return
    if latest:
        _result(latest[-1])
    _choice(held)


def _choice(held: Shelf) -> None:
    one, two = st.columns(2)
    country = one.selectbox(
        say("Of which country"),
        held.countries,
        format_func=words.country,
        key="fetch-country",
        index=None,
        placeholder=say("Choose a country"),
    )
    laws = [law for law in held.report.laws if law.country == country and law.sources]
    names = {"": say("all laws"), **{law.expression: law.short for law in laws}}
    chosen = two.selectbox(
        say("Which law"), list(names), format_func=names.get, key="fetch-law", disabled=country is None
    )
    if st.button(say("Fetch"), key="fetch", disabled=not laws):
        errands()[:] = [Errand([law for law in laws if chosen in ("", law.expression)])]
        errands()[-1].start()
        st.rerun()


@st.fragment(run_every=EVERY)
def _under_way() -> None:
    errand = errands()[-1]
    if errand.ended:
        st.rerun()
    done, whole = len(errand.outcomes), len(errand.laws)
    st.progress(done / whole, say("{done} of {whole} laws", done=done, whole=whole))
    put(
        "p",
        errand.now or say("Asking the publishers…"),
        " ",
        say("It goes on when you leave this page."),
        class_="small",
    )
    if st.button(say("Stop"), key="fetch-stop", disabled=errand.stopped):
        errand.stop()


def _result(errand: Errand) -> None:
    """What became of it, in sentences; the other pages show the new texts from now on."""
    if not errand.shelved:
        errand.shelved = True
        forget()
        st.rerun()
    if errand.fault:
        put("p", words.remark(errand.fault), class_="fault", role="alert")
    put("p", *_sentences(errand), role="status", class_="lead")
    kept = [outcome for outcome in errand.outcomes if outcome.why and not outcome.offline]
    if kept:
        st.html(tag("details", tag("summary", say("Why the text in use stays")), listed(map(_reasons, kept))))


def _sentences(errand: Errand) -> list[str]:
    outcomes = errand.outcomes
    if outcomes and all(outcome.offline for outcome in outcomes):
        return [say("No host could be reached, and the texts in use stay. Check the network, and try again.")]
    n = Counter[str](outcome.result for outcome in outcomes)
    said = [
        say_many("{n} text was brought.", "{n} texts were brought.", n["brought"]) if n["brought"] else "",
        say_many("{n} text is as before.", "{n} texts are as before.", n["unchanged"]) if n["unchanged"] else "",
        say_many("{n} text was refused.", "{n} texts were refused.", n["refused"]) if n["refused"] else "",
        say_many("{n} text did not come.", "{n} texts did not come.", n["failed"]) if n["failed"] else "",
        say("It was stopped; what had come is kept.") if errand.stopped else "",
        say("They stand in {folder}.", folder=library.own()) if n["brought"] else "",
    ]
    return [f"{sentence} " for sentence in said if sentence]


def _reasons(outcome: Outcome) -> Html:
    name = tag("strong", f"{outcome.law.country} · {outcome.law.short}", lang=outcome.law.language)
    return joined([name, listed(map(words.remark, outcome.why))])
