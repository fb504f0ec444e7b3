"""What the pages say, in the reader's language: English in the code, other languages in `locale/`."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from analysis.accuracy import Accuracy
from analysis.compare import RequirementCard
from analysis.errors import HomologaError
from analysis.messages import LOCALE, message, told
from analysis.model import Finding
from analysis.report.vocabulary import PEOPLE, WORDS
from analysis.report.words import country_name, kind_name, number, reason, standard_name, status_name, term
from analysis.store.records import Closed, Conflict, Refused, Unavailable
from views.markup import Html, tag

LANGUAGES = {"es": "Español", "en": "English"}
REGION = ("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US")
"""The States of the Regional Conference on Migration."""


def language() -> str:
    """The reader's language: that of the address, else the last one used, else the browser's, else English."""
    asked = st.query_params.get("lang") or st.session_state.get("language") or _browser()
    code = str(asked) if asked in LANGUAGES else "en"
    if st.session_state.get("language") != code:
        st.session_state["language"] = code
    return code


def _browser() -> str:
    return (st.context.locale or "").partition("-")[0].lower()


def say(message: str, **values: Any) -> str:
    """`message` in the reader's language, with `values` at its places in braces."""
    said = _catalogue(language()).gettext(message)
    return said.format(**values) if values else said


def say_many(one: str, many: str, n: int, **values: Any) -> str:
    """`one` or `many` in the reader's language, as the number `n` asks; `n` is among its values."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **values)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("homologa", LOCALE, [code], fallback=True)


def fault(found: HomologaError) -> str:
    """What went wrong with people's work, where the reader can do something about it; else as the program says it."""
    if isinstance(found, Closed):
        return say(
            "you coded this clause blind and have finished it, so what you said stays. A reviewer decides where people differ."
        )
    if isinstance(found, Refused):
        return say("your role does not allow this, or the tag is somebody else’s. Ask an administrator, or say otherwise with a tag of your own.")  # fmt: skip
    if isinstance(found, Conflict):
        return say("Somebody changed it meanwhile. Look at it again.")
    if isinstance(found, Unavailable):
        return say("the database did not answer ({why}). Nothing is half written: try again, and if it stays so tell whoever runs this server.", why=found.why)  # fmt: skip
    return told(found, language())


def remark(found: str) -> Html:
    """What the program says of a file or a text, in the reader's language; marked as English where it is in that."""
    said = message(found, language())
    return tag("span", said, lang="en" if said == found else None)


# ---- words of the records ------------------------------------------------------------------------------------------


def status(code: str) -> str:
    """A verdict in a word."""
    return status_name(code, language())


def meaning(code: str) -> str:
    """What a verdict means, for a reader who sees it for the first time."""
    return {
        "met": say("the law does what is asked"),
        "partial": say("some of it is there"),
        "contrary": say("the text says the opposite"),
        "absent": say("the texts that must be loaded are, and none says it"),
        "unknown": say("the texts that are loaded cannot tell; never a gap"),
    }[code]


def strength(code: str) -> str:
    """How strongly a treaty asks."""
    return WORDS[language()][code]


def severity(code: str) -> str:
    """How much a gap weighs."""
    return {
        "critical": say("critical severity"), "high": say("high severity"), "medium": say("medium severity"), "low": say("low severity"),
    }[code]  # fmt: skip


def kind(code: str) -> str:
    """A kind of law."""
    return kind_name(code, language())


def form(code: str) -> str:
    """A form of text."""
    return {
        "official": say("official text"), "consolidated": say("consolidated text"), "excerpt": say("excerpt"), "digest": say("digest"),
    }[code]  # fmt: skip


def law_status(code: str) -> str:
    """Whether a text is law."""
    return term(code, language())


def country(code: str) -> str:
    """A country's name; its code where it is none."""
    return _country(code, language())


@lru_cache(maxsize=1000)
def _country(code: str, of: str) -> str:
    return country_name(code, of)


def source(cited: str) -> str:
    """An article of a treaty as a requirement cites it, such as `TIP Protocol 3(a)`, with the treaty's name."""
    known = {
        "TIP Protocol": say("Trafficking Protocol"), "SOM Protocol": say("Smuggling of Migrants Protocol"),
        "UNTOC": say("Convention against Transnational Organized Crime"),
    }  # fmt: skip
    instrument, _, article = cited.rpartition(" ")
    return say("{treaty}, art. {article}", treaty=known[instrument], article=article) if instrument in known else cited


def standard(card: RequirementCard) -> str:
    """The name of a requirement's standard; that of its file where it names none."""
    return standard_name(card, language())


def standards(cards: Iterable[RequirementCard]) -> dict[str, str]:
    """The names of the standards of `cards`, by standard."""
    return {card.standard: standard(card) for card in cards}


def accuracy(found: Accuracy) -> str:
    """How often the verdicts on a requirement were right."""
    said = say("Verdicts on this requirement were right in {right} of {all} laws that people had read before.", right=found.right, all=found.readings)  # fmt: skip
    if not found.differing:
        return said
    return f"{said} " + say("People read otherwise: {names}.", names=", ".join(map(country, found.differing)))


def confidence(finding: Finding) -> str:
    """How far a verdict can be relied on, and why."""
    level = {"high": say("high confidence"), "medium": say("medium confidence"), "low": say("low confidence")}
    return ": ".join(part for part in (level[finding.confidence], reason(finding, language())) if part)


# ---- values --------------------------------------------------------------------------------------------------------


def value_name(key: str) -> str:
    """The name of a value."""
    return term(key, language()).replace("_", " ")


def value(found: Any) -> str:
    """A value in words."""
    if isinstance(found, bool):
        return say("yes") if found else say("no")
    if isinstance(found, Mapping):
        return "; ".join(f"{value_name(key)}: {value(item)}" for key, item in found.items())
    if isinstance(found, Iterable) and not isinstance(found, str):
        return ", ".join(map(value, found))
    if isinstance(found, float):
        return number(found)
    return _glosses(language()).get(str(found)) or term(str(found), language())


def measures(values: Mapping[str, Any]) -> str:
    """The years, days and the like of a tag, of which people can judge; not what the program notes for itself."""
    shown = {
        name: values[name] for name in ("min_years", "max_years", "days", "months", "life", "fine") if name in values
    }
    return value(shown) if shown else ""


def concept(name: str) -> str:
    """What a concept says, in the reader's language; its own name where nobody described it."""
    known = {
        "penalty": say("Penalty"), "reference": say("Reference to another article"), "repealed": say("Repealed"),
        "time-span": say("Time span"),
    }  # fmt: skip
    said = known.get(name) or _glosses(language()).get(name) or value(name)
    return said.replace("-", " ") if said == name else said


@lru_cache(maxsize=len(LANGUAGES))
def _glosses(code: str) -> dict[str, str]:
    from analysis.tag.concepts import embedded

    return {each.id: each.gloss.get(code) or each.id for each in embedded()}


def role(code: str) -> str:
    """How words stand in their clause."""
    return {
        "element": say("element of the offence"), "aggravator": say("aggravator"), "mitigator": say("mitigator"),
        "exclusion": say("exclusion"), "definition": say("definition"), "mention": say("mention"),
    }[code]  # fmt: skip


def rank(code: str) -> str:
    """What a person may do."""
    return PEOPLE[language()][code]


def said(code: str) -> str:
    """What somebody said of a suggestion."""
    return {
        "accepted": say("accepted"),
        "corrected": say("corrected"),
        "rejected": say("rejected"),
        "added": say("added"),
    }[code]
