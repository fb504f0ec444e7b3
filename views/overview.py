"""The first page: the working group's two questions, then every requirement and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import get_args

import streamlit as st

from analysis.compare import SEVERITIES, RequirementCard, Row, matrix
from analysis.divergence import groups, nearness
from analysis.model import Finding, Status, Strength
from analysis.questions import Diverging, Lacking, diverging, lacking
from analysis.report.sentences import Sentences
from analysis.report.vocabulary import MARKS
from analysis.report.words import Words
from views import words
from views.address import kept, link, taken_all
from views.markup import Html, joined, listed, put, table, tag
from views.shelf import Shelf, shelf
from views.tiles import tiles
from views.verdicts import cell, coded, legend
from views.words import REGION, language, say, say_many

MOST_VALUES = 5
"""Values that stand below the answer on criteria; the page Compare has all."""

STATES = ("state", "scope")
"""Values that say how a law has something, not how much: those in which laws are alike or diverge."""


def show() -> None:
    """Draws the page."""
    held = shelf()
    st.title(say("What do the laws say, and where do they differ?"))
    if not held.report.findings:
        st.info(say("No law is loaded, so nothing is known. The page Corpus says what to load."))
        return
    _loaded(held)
    rows = matrix(held.report.findings, held.asked.cards)
    said = Sentences(Words(held.report, held.asked.cards, language()))
    for lack in lacking(rows):
        _lacking(lack, held, said)
    for differ in diverging(rows):
        _differing(differ, said)
    _diverging(rows)
    _region(rows, held)
    _alike(rows, said)
    _matrix(rows, held)


def _loaded(held: Shelf) -> None:
    digests = sum(law.text == "digest" for law in held.report.laws)
    said = say_many("{n} text is loaded", "{n} texts are loaded", len(held.report.laws))
    if digests:
        said += say_many(
            ", {n} of them a digest (our own account, marked d)",
            ", {n} of them digests (our own account, marked d)",
            digests,
        )
    put("p", f"{said}. ", *_absentees(held), class_="lead")
    failed = sum(problem.kind == "failed" for problem in held.report.problems)
    if failed:
        more = tag("a", say("Which, and why"), href=link("corpus"))
        put(
            "p",
            say_many("{n} law could not be read.", "{n} laws could not be read.", failed),
            " ",
            more,
            class_="fault",
        )


def _absentees(held: Shelf) -> list[str]:
    """The States of the region of which no text is loaded: silence about them is no verdict."""
    names = [words.country(code) for code in REGION if code not in held.countries]
    return [say("Of these no text is loaded, and nothing is said: {names}.", names=", ".join(names))] if names else []


# ---- the two questions ---------------------------------------------------------------------------------------------


def _lacking(found: Lacking, held: Shelf, said: Sentences) -> None:
    st.header(said.words.spoken(found.card.question))
    put("p", said.lacking(found), class_="answered")
    for code in ("absent", "contrary", "partial", "met"):
        if of := found.of(code):
            sign = tag("span", MARKS[code], class_=f"verdict {code} mark", aria_hidden="true")
            put("p", sign, f" {words.status(code)}: ", joined([_country(finding, held) for finding in of], ", "))


def _country(finding: Finding, held: Shelf) -> Html:
    address = link("requirement", requirement=finding.requirement, country=finding.country)
    digest = tag("sup", "d", title=say("according to a digest")) if held.on_digest(finding) else Html("")
    return joined([tag("a", words.country(finding.country), href=address), digest])


def _differing(found: Diverging, said: Sentences) -> None:
    st.header(said.words.spoken(found.question))
    put("p", said.diverging(found), class_="answered")
    if not found.values:
        return
    lines = [
        [
            tag("a", coded(value.card), href=link("requirement", requirement=value.card.id)),
            said.name(value)[:1].upper() + said.name(value)[1:],
            joined([_group(word, codes) for word, codes in said.by_value(value).items()], Html("<br>")),
        ]
        for value in found.values[:MOST_VALUES]
    ]
    heads = [say("Requirement"), say("Value"), say("How the laws have it")]
    st.html(table(say("Values that differ"), heads, lines, class_="wide"))


def _diverging(rows: Sequence[Row]) -> None:
    found = [(row, _groups(row), _wider(row)) for row in rows]
    lines = [(row, groups, wider) for row, groups, wider in found if len(groups) > 1 or wider]
    st.header(say("Where is a law wider than the treaty, or other?"))
    if not lines:
        put("p", say("No divergence was found in the texts that are loaded."))
        return
    put("p", say("A divergence is shown, not blamed: a law may go beyond the treaty."))
    st.html(
        table(
            say("Requirements on which laws diverge"),
            [say("Requirement"), say("Wider than the treaty, or other"), say("How the laws have it")],
            [
                [
                    tag("a", coded(row.card), href=link("requirement", requirement=row.card.id)),
                    ", ".join(map(words.country, wider)) or "–",
                    joined([_group(words.value(value), codes) for value, codes in groups.items()], Html("<br>")) or "–",
                ]
                for row, groups, wider in lines
            ],
            class_="wide",
        )
    )


def _wider(row: Row) -> list[str]:
    return [code for code, finding in row.cells.items() if finding.divergence]


def _groups(row: Row) -> dict[str, list[str]]:
    """Countries by how their law has it, where that is a state."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code, finding in row.cells.items():
        for key in STATES:
            if key in finding.values:
                groups[str(finding.values[key])].append(code)
    return groups


def _group(said: str, codes: list[str]) -> Html:
    return joined([tag("strong", said), f": {', '.join(map(words.country, codes))}"])


# ---- the region ----------------------------------------------------------------------------------------------------


@st.fragment
def _region(rows: Sequence[Row], held: Shelf) -> None:
    st.header(say("The region at a glance"))
    tiles(rows, held, next((row.card.id for row in rows if row.card.question), rows[0].card.id))
    st.html(_groups_table(rows, held))


def _groups_table(rows: Sequence[Row], held: Shelf) -> Html:
    """How many duties of each standard the laws meet: the rest is partial, contrary, absent or unknown."""
    standards = words.standards(row.card for row in rows)
    heads = [say("Country"), *standards.values()]
    lines = [[words.country(code), *(_share(rows, name, code) for name in standards)] for code in held.judged]
    return table(say("Duties met, by standard"), heads, lines, class_="shares")


def _share(rows: Sequence[Row], standard: str, code: str) -> Html:
    found = [row.cells[code] for row in rows if row.card.standard == standard and code in row.cells]
    duties = [finding for finding in found if finding.strength == "shall"]
    met, unknown = (sum(finding.status == status for finding in duties) for status in ("met", "unknown"))
    told = [tag("strong", say("{met} of {all}", met=met, all=len(duties)))]
    if unknown:
        told += [" ", tag("span", say_many("{n} unknown", "{n} unknown", unknown), class_="small")]
    return tag("a", *told, href=link("./", country=code, standard=standard, strength="shall"))


def _alike(rows: Sequence[Row], said: Sentences) -> None:
    """Groups of countries that answer alike, with what separates them, and how near every two are."""
    found, near = groups(rows), nearness(rows)
    if len(near) < 2:
        return
    st.header(said.said["groups"])
    put("p", said.said["how"], class_="small")
    for group in found:
        head = tag("p", tag("strong", said.group(group)))
        st.html(joined([head, listed(map(said.trait, group.traits))] if group.traits else [head]))
    pairs = sorted(near, key=lambda each: -(each.alike or 0))
    summary = tag("summary", said.said["nearest"])
    st.html(tag("details", summary, listed(map(said.near, pairs), class_="small"), class_="group"))


# ---- the matrix ----------------------------------------------------------------------------------------------------


@st.fragment
def _matrix(rows: Sequence[Row], held: Shelf) -> None:
    st.header(say("Every requirement, every country"))
    chosen = _filters(rows, held)
    countries = chosen["country"] or held.countries
    shown = 0
    opened = any(chosen.values())
    for name in words.standards(row.card for row in rows):
        lines = [row for row in rows if row.card.standard == name and _row_wanted(row, chosen, countries)]
        if lines:
            _table(name, lines, countries, chosen, held, opened=opened or not shown)
            shown += len(lines)
    if not shown:
        put("p", say("Nothing has all that the filters ask for. Take one away to see more."))
    st.html(legend())


def _filters(rows: Sequence[Row], held: Shelf) -> dict[str, list[str]]:
    standards = words.standards(row.card for row in rows)
    known = {
        "country": held.countries,
        "status": list(get_args(Status)),
        "strength": list(get_args(Strength)),
        "severity": list(SEVERITIES),
        "standard": list(standards),
    }
    labels = {
        "country": (say("Country"), words.country),
        "status": (say("Verdict"), lambda code: f"{MARKS[code]} {words.status(code)}"),
        "strength": (say("Strength"), words.strength),
        "severity": (say("Severity"), words.severity),
        "standard": (say("Standard"), standards.get),
    }
    chosen = {}
    for column, (name, options) in zip(st.columns(len(known)), known.items(), strict=True):
        label, worded = labels[name]
        key = taken_all(name, options)
        chosen[name] = column.multiselect(label, options, key=key, format_func=worded, placeholder=say("all"))
        kept(name, *chosen[name])
    return chosen


def _row_wanted(row: Row, chosen: dict[str, list[str]], countries: Sequence[str]) -> bool:
    card = row.card
    fits = all(
        not chosen[name] or value in chosen[name]
        for name, value in (("strength", card.strength), ("severity", card.severity), ("standard", card.standard))
    )
    return fits and any(_wanted(row.cells[code], chosen) for code in countries if code in row.cells)


def _wanted(finding: Finding, chosen: dict[str, list[str]]) -> bool:
    return not chosen["status"] or finding.status in chosen["status"]


def _table(
    name: str, rows: Sequence[Row], countries: Sequence[str], chosen: dict[str, list[str]], held: Shelf, *, opened: bool
) -> None:
    title = words.standard(rows[0].card)
    heads = [say("Requirement"), *map(words.country, countries)]
    lines = [
        [
            joined([tag("a", coded(row.card), href=link("requirement", requirement=row.card.id)), _weight(row.card)]),
            *(_cell(row.cells.get(code), chosen, held) for code in countries),
        ]
        for row in rows
    ]
    summary = tag(
        "summary",
        f"{title} ",
        tag("span", say_many("{n} requirement", "{n} requirements", len(rows)), class_="small"),
    )
    st.html(tag("details", summary, table(title, heads, lines, class_="matrix"), open="open" if opened else None, class_="group"))  # fmt: skip


def _weight(card: RequirementCard) -> Html:
    return tag("span", f"{words.strength(card.strength)} · {words.severity(card.severity)}", class_="weight")


def _cell(finding: Finding | None, chosen: dict[str, list[str]], held: Shelf) -> Html:
    return cell(finding, held, wanted=finding is None or _wanted(finding, chosen))
