"""`report`, `gaps` and `export`: what the laws have and lack, on the terminal and as a file."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import library, snapshots
from analysis.commands import options
from analysis.commands.annotations import export_annotations
from analysis.commands.output import print_json, spoken, write
from analysis.commands.question import Question, ask, findings, leave, on_terminal
from analysis.errors import UsageError
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.changes import Changes


def report(
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    country: options.CountryOption = None,
    standard: options.StandardOption = None,
    standards: options.StandardsOption = None,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    output: options.OutputOption = Path("out/report.json"),
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Reads, tags and checks the laws, prints the matrix of countries and requirements with the gravest gaps, and
    writes the report to a file.
    """
    question = ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    write(output, _written("json", question, lang))
    if as_json:
        print_json(plain.report(question.report, question.asked.cards))
    else:
        terminal = on_terminal(question, lang)
        terminal.overview()
        terminal.farewell(output, library.ROOT)
    leave(question.report)


def gaps(
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    country: options.CountryOption = None,
    standard: options.StandardOption = None,
    standards: options.StandardsOption = None,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    differences: options.DifferencesOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Prints what the laws lack or contradict: gaps in duties, choices not made, differences from good practice, and
    what cannot be known.
    """
    if differences and not (corpus and with_embedded):
        raise UsageError("there are no texts to hold the digests against", do="Give --corpus DIR and --with-embedded")
    question = ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    found = _disagreements(question, as_of, ocr) if differences else None
    if as_json:
        record = plain.report(question.report, question.asked.cards)
        print_json({**record, "differences": plain.disagreements(found)} if found else record)
    elif found:
        on_terminal(question, lang, found).disagreements()
    else:
        on_terminal(question, lang).gaps()
    leave(question.report)


def export(
    format: options.FormatOption,
    output: options.ExportOption,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    country: options.CountryOption = None,
    standard: options.StandardOption = None,
    standards: options.StandardsOption = None,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    since: options.SinceOption = "",
    detail: options.DetailOption = options.Detail.full,
    annotations: options.AnnotationsOption = False,
    law: options.LawOption = "",
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Writes the report to a file that can be filed, sent or worked on: an annex for Word or as PDF, a workbook, a web page, CSV,
    JSON, or W3C Web Annotations. The same snapshot gives the same file. With --annotations, the annotations of one law in a format of other tools.
    """
    if annotations:
        export_annotations(format, output, corpus, with_embedded, law, as_of, ocr, as_json)
        return
    if law:
        raise UsageError("--law names the law whose annotations are exported", do="Give --annotations too")
    _known_format(format, detail)
    question = ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    leave(question.report)
    changed = _changed(question, since, format)
    data = _written(format, question, lang, changed, detail)
    write(output, data)
    if as_json:
        record = {
            "snapshot": plain.snapshot(question.report.snapshot),
            "format": format,
            "output": str(output),
            "bytes": len(data),
        }
        print_json({**record, "changes": plain.changes(changed)} if changed else record)
        return
    print(output)
    if changed:
        on_terminal(question, lang, changed).changes()


def _disagreements(question: Question, day: datetime | None, ocr: bool) -> Changes:
    """What the digests alone answer otherwise than the texts that take their place."""
    from analysis.changes import disagreements

    digests = library.corpus()
    wanted = [code for code in dict.fromkeys(f.country for f in question.report.findings) if code in digests]
    by_digest = findings(digests, question.asked, wanted, day, ocr)
    return disagreements(by_digest, question.report, question.asked.cards)


def _changed(question: Question, since: str, format: str) -> Changes | None:
    if not since:
        return None
    from analysis.changes import changes
    from analysis.report import formats, shows_changes

    if not shows_changes(formats()[format]):
        known = ", ".join(name for name, module in formats().items() if shows_changes(module))
        raise UsageError(f"the format “{format}” has no place for what changed", do=f"These have: {known}")
    return changes(*snapshots.earlier(since), question.report, question.asked.cards)


def _known_format(name: str, detail: options.Detail) -> None:
    from analysis.report import formats, shows_detail

    if name not in formats():
        raise UsageError(f"there is no format “{name}”", do=f"Known formats: {', '.join(formats())}")
    if detail != options.Detail.full and not shows_detail(formats()[name]):
        known = ", ".join(other for other, module in formats().items() if shows_detail(module))
        raise UsageError(f"the format “{name}” is always whole", do=f"These can be a summary: {known}")


def _written(
    format: str,
    question: Question,
    language: options.Language | None,
    changed: Changes | None = None,
    detail: options.Detail = options.Detail.full,
) -> bytes:
    """The report in that format."""
    writer = import_module(f"analysis.report.{format}")
    more: dict[str, Any] = {"changes": changed} if changed else {}
    if detail != options.Detail.full:
        more["detail"] = detail.value
    data: bytes = writer.write(question.report, question.asked.cards, spoken(language), **more)
    return data
