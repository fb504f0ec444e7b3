"""Findings as elements of a page: signs with their words, quotes with their places. Colour only repeats what a sign says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from analysis.compare import RequirementCard
from analysis.model import Evidence, Finding, Observed
from analysis.report.vocabulary import MARKS
from views import words
from views.address import link
from views.markup import Html, joined, listed, marked, outside, tag
from views.shelf import Shelf
from views.words import say

AROUND = 320
"""Characters of a long clause shown on each side of its quotes."""


def title(card: RequirementCard) -> str:
    """The requirement's name in the reader's language."""
    return card.titles.get(words.language()) or card.titles.get("en") or card.id


def coded(card: RequirementCard) -> str:
    """The requirement's code and name."""
    return f"{card.code} {title(card)}".strip()


def spoken(finding: Finding, held: Shelf) -> str:
    """The verdict in words: what the sign says to who cannot see it."""
    parts = [words.status(finding.status)]
    if finding.divergence:
        parts.append(say("wider than the treaty, or other"))
    if held.on_digest(finding):
        parts.append(say("according to a digest"))
    if finding.contested:
        parts.append(say("contested"))
    if finding.observations:
        parts.append(say("with an observation of the country’s own people"))
    return ", ".join(parts)


def sign(finding: Finding, held: Shelf) -> Html:
    """The verdict as signs: its status, whether it diverges, whether it rests on a digest, whether people differ on its words,
    whether the country's own people have answered it.
    """
    marks = [tag("span", MARKS[finding.status], class_="mark")]
    if finding.divergence:
        marks.append(tag("span", "≠", class_="diverges"))
    if held.on_digest(finding):
        marks.append(tag("sup", "d"))
    if finding.contested:
        marks.append(tag("sup", "*"))
    if finding.observations:
        marks.append(tag("sup", "o"))
    return tag("span", *marks, class_=f"verdict {finding.status}", aria_hidden="true")


def cell(finding: Finding | None, held: Shelf, *, wanted: bool = True) -> Html:
    """A cell of the matrix: leads to the evidence. One that the filters leave out is a faint dot."""
    if finding is None:
        return tag("span", "–", class_="none", title=say("not judged"))
    said = f"{words.country(finding.country)}, {coded(held.cards[finding.requirement])}: {spoken(finding, held)}"
    address = link("requirement", requirement=finding.requirement, country=finding.country)
    shown = sign(finding, held) if wanted else tag("span", "·", class_="none", aria_hidden="true")
    return tag("a", shown, tag("span", said, class_="unseen"), href=address, title=said, class_="cell")


def legend() -> Html:
    """What the signs mean."""
    items = [
        joined([tag("span", mark, class_=f"verdict {code} mark"), f" {words.status(code)}: {words.meaning(code)}"])
        for code, mark in MARKS.items()
    ]
    items.append(
        joined(
            [tag("span", "≠", class_="diverges"), " ", say("diverges: wider than the treaty, or other; never a breach")]
        )
    )
    items.append(
        joined([tag("sup", "d"), " ", say("digest: rests on our own account of the law, not on its official text")])
    )
    items.append(
        joined([tag("sup", "*"), " ", say("contested: people differ on words it rests on, and nobody has decided")])
    )
    items.append(
        joined(
            [tag("sup", "o"), " ", say("observation: the country’s own people have answered it; it changes no verdict")]
        )
    )
    return listed(items, class_="legend")


def answer(finding: Finding, held: Shelf) -> Html:
    """All that was found on one requirement for one country, with the words that prove it."""
    heading = tag(
        "h3", f"{words.country(finding.country)} ", sign(finding, held), " ", tag("span", spoken(finding, held), class_="said"),
        id=finding.country,
    )  # fmt: skip
    parts = [heading]
    if finding.status != "unknown":
        parts.append(tag("p", words.confidence(finding), class_="small"))
    if finding.reviewed_by:
        parts.append(tag("p", say("Reviewed by {who}.", who=finding.reviewed_by), class_="small"))
    if finding.stale_reviews:
        parts.append(
            tag(
                "p",
                say(
                    "A review needs to be done again, its words are no longer in the law or something else is asked by now: {who}.",
                    who=finding.stale_reviews,
                ),
                class_="fault",
            )
        )
    if finding.contested:
        review = tag("a", say("Review"), href=link("review"))
        said = say("People differ on words that this rests on, and nobody has decided: {who}.", who=finding.contested)
        parts.append(tag("p", said, " ", review, class_="fault"))
    if finding.missing:
        parts.append(tag("p", tag("strong", say("Missing:")), " ", "; ".join(map(words.concept, finding.missing))))
    if finding.values:
        parts.append(tag("p", words.value(finding.values)))
    parts += quotes(finding.evidence, held)
    if finding.status == "unknown":
        parts.append(_unknown(finding))
    if finding.searched:
        parts.append(_searched(finding, held))
    parts += [_observed(each) for each in finding.observations]
    return tag("section", *parts, class_=f"answer {finding.status}")


def _observed(said: Observed) -> Html:
    """What somebody of the country answers, signed."""
    head = tag("p", tag("strong", say("Observation of {by}, {on}", by=said.by, on=said.on)))
    return tag("aside", head, tag("p", said.body), class_="observed")


def _unknown(finding: Finding) -> Html:
    kinds = ", ".join(map(words.kind, finding.to_load))
    said = (
        say("To answer this, load in full: {kinds}.", kinds=kinds)
        if kinds
        else say("The laws loaded have words that may say it: whether they do must be read there.")
    )
    return tag("p", said, " ", tag("a", say("What is loaded"), href=link("corpus", country=finding.country)))


def _searched(finding: Finding, held: Shelf) -> Html:
    count = words.say_many("{n} text searched", "{n} texts searched", len(finding.searched))
    texts = listed(_law(item.law, held) for item in finding.searched)
    sought = sorted({words.concept(name) for item in finding.searched for name in item.concepts})
    return tag(
        "details", tag("summary", count), texts, tag("p", say("Looked for:"), " ", "; ".join(sought), class_="small")
    )


def _law(expression: str, held: Shelf) -> Html:
    law = held.laws.get(expression)
    if law is None:
        return joined([expression])
    name = tag("a", law.short, href=link("clauses", law=expression), lang=law.language)
    return joined([name, " ", digest(law.text)])


def digest(form: str) -> Html:
    """The mark of a digest; nothing for another form of text."""
    return tag("span", words.form(form), class_="digest") if form == "digest" else Html("")


def quotes(evidence: Iterable[Evidence], held: Shelf) -> list[Html]:
    """The clauses that prove a verdict, one block each, with the telling words marked, and where they stand."""
    places: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for item in evidence:
        places[item.law, item.eid].append(item)
    return [_quote(law, eid, items, held) for (law, eid), items in places.items()]


def _quote(expression: str, eid: str, items: list[Evidence], held: Shelf) -> Html:
    law, text = held.laws.get(expression), held.texts.get(expression)
    clause = text.clauses.get(eid) if text else None
    spans = [(item.start, item.end) for item in items]
    if clause is not None and clause.text:
        body = window(clause.text, spans)
    else:
        body = joined([tag("mark", item.quote) for item in items if item.quote], " … ")
    place = held.place(expression, eid) or eid
    name = tag("span", law.short, lang=law.language) if law else joined([expression])
    cited = [
        name,
        ", ",
        tag("a", place, href=link("clauses", law=expression, eid=eid)),
        " ",
        digest(law.text if law else ""),
    ]
    if items[0].source:
        cited += [" ", outside(items[0].source)]
    parts = [tag("blockquote", body, lang=law.language if law else None), tag("figcaption", *cited)]
    if said := dict.fromkeys(name for item in items for name in held.said(item)):
        parts.append(tag("p", say("It says:"), " ", "; ".join(map(words.concept, said)), class_="says"))
    return tag("figure", *parts)


def window(text: str, spans: list[tuple[int, int]]) -> Html:
    """The part of `text` around its `spans`."""
    start = max(0, min(span[0] for span in spans) - AROUND)
    end = min(len(text), max(span[1] for span in spans) + AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if end < len(text) and text.find(" ", end) > 0 else len(text)
    shown = marked(text[start:end], [(a - start, b - start) for a, b in spans])
    return joined(["… " if start else "", shown, " …" if end < len(text) else ""])
