"""`check`: what a draft bill would close, open or leave, and its drafting faults."""

from __future__ import annotations

import typer

from analysis.bills import checked
from analysis.commands import options
from analysis.commands.files import read_file
from analysis.commands.output import print_json, spoken
from analysis.commands.question import Question, ask, on_terminal
from analysis.report import plain

FAULTY = 3
"""The exit code of a draft that opens a gap or has a fault."""


def check(
    draft: options.DraftArgument,
    country: options.DraftCountryOption,
    replaces: options.ReplacesOption = "",
    kind: options.FileKindOption = "",
    text_lang: options.TextLanguageOption = "",
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    standard: options.StandardOption = None,
    standards: options.StandardsOption = None,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Reads a draft bill and says which gaps it would close, open or leave in its country, beside its neighbours, and which drafting
    faults it has. Ends with 3 where it opens a gap or has a fault, so that a pipeline can stop there.
    """
    read = read_file(draft, country, text_lang, kind, ocr)
    question = ask(corpus, with_embedded, None, standard, standards, as_of, ocr)
    found, beside = checked(
        read, question.corpus, question.asked, question.report, country=country, kind=read.law.kind if kind else None, replaces=replaces, language=spoken(lang),
    )  # fmt: skip
    if as_json:
        snapshot = plain.snapshot(question.report.snapshot)
        print_json({"snapshot": snapshot, **plain.checked(found, question.asked.cards)})
    else:
        on_terminal(Question(question.corpus, question.asked, beside), lang).draft(found)
    if not found.clean:
        raise typer.Exit(FAULTY)
