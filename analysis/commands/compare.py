"""`compare`: two countries side by side, what is an offence in both, or how far a region diverges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.commands import options
from analysis.commands.output import print_json
from analysis.commands.question import Question, ask, leave, on_terminal
from analysis.errors import UsageError
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.compare import RequirementCard


def compare(
    country: options.PairOption = None,
    requirement: options.RequirementOption = "",
    offences: options.OffencesOption = False,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    standard: options.StandardOption = None,
    standards: options.StandardsOption = None,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Puts two countries side by side, with the words of their laws, the values on which they differ, and who goes
    beyond the treaty; of three or more, or of all, the values with their spread, how near the countries are, and groups.
    """
    chosen = list(dict.fromkeys(code.upper() for code in country or ()))
    if len(chosen) == 1 or (offences and len(chosen) != 2):
        raise UsageError(
            "two countries are to be compared", do="Give --country twice, such as --country MX --country CR"
        )
    question = ask(corpus, with_embedded, chosen, standard, standards, as_of, ocr)
    cards = _cards(question, requirement)
    if offences:
        record = _offences(question, cards, chosen, lang, as_json)
    elif len(chosen) == 2:
        record = _pair(question, cards, chosen, lang, as_json)
    else:
        record = _region(question, cards, lang, as_json)
    if as_json:
        print_json({"snapshot": plain.snapshot(question.report.snapshot), **record})
    leave(question.report)


def _pair(
    question: Question,
    cards: Sequence[RequirementCard],
    pair: Sequence[str],
    lang: options.Language | None,
    quiet: bool,
) -> dict[str, Any]:
    from analysis.compare import beside

    pairs = beside(question.report.findings, cards, *pair)
    if not quiet:
        on_terminal(question, lang).comparison(pairs)
    return {"countries": pair, "requirements": [plain.comparison(each) for each in pairs]}


def _offences(
    question: Question,
    cards: Sequence[RequirementCard],
    pair: Sequence[str],
    lang: options.Language | None,
    quiet: bool,
) -> dict[str, Any]:
    from analysis.criminality import double_criminality

    found = double_criminality(question.report.findings, cards, *pair)
    if not quiet:
        on_terminal(question, lang).criminality(found)
    return {"countries": pair, "offences": [plain.criminality(each) for each in found]}


def _region(
    question: Question, cards: Sequence[RequirementCard], lang: options.Language | None, quiet: bool
) -> dict[str, Any]:
    from analysis import divergence
    from analysis.compare import matrix

    rows = matrix(question.report.findings, cards)
    values, above = divergence.divergences(rows), divergence.proportions(rows)
    near, groups = divergence.nearness(rows), divergence.groups(rows)
    if not quiet:
        on_terminal(question, lang).region(values, above, near, groups)
    return {
        "countries": list(dict.fromkeys(finding.country for finding in question.report.findings)),
        "values": [plain.divergence(each) for each in values],
        "proportions": [plain.proportion(each) for each in above],
        "nearness": [plain.nearness(each) for each in near],
        "groups": [plain.group(each) for each in groups],
    }


def _cards(question: Question, requirement: str) -> list[RequirementCard]:
    """The requirements asked for, or the one named by its id or code."""
    cards = [card for card in question.asked.cards if requirement in ("", card.id, card.code)]
    if not cards:
        raise UsageError(
            f"there is no requirement “{requirement}”",
            do=options.nearest(requirement, [card.id for card in question.asked.cards]),
        )
    return cards
