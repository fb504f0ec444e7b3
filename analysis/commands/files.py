"""`parse`, `tag`, `align` and `diff`: what one law says, and what stands between two."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import library, reading
from analysis.commands import options
from analysis.commands.output import print_json, say, spoken, write
from analysis.errors import HomologaError, UsageError
from analysis.messages import message
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.model import Document
    from analysis.provisions import Tagged


def parse(
    file: options.FileArgument,
    country: options.FileCountryOption = "",
    lang: options.FileLanguageOption = "",
    kind: options.FileKindOption = "",
    ocr: options.OcrOption = False,
    as_json: options.JsonOption = False,
) -> None:
    """Reads one law and prints it as Akoma Ntoso 3.0 XML, or with --json as a list of clauses in document order."""
    document = read_file(file, country, lang, kind, ocr)
    if document.quality.grade in "DEF":
        said = f"{file}: read with grade {document.quality.grade}: {'; '.join(document.quality.reasons)}"
        say(f"{message(said, spoken())}.")
    if as_json:
        print_json(plain.document(document))
        return
    from analysis.read.write import akn_xml

    sys.stdout.buffer.write(akn_xml(document))


def tag(
    file: options.FileArgument,
    country: options.FileCountryOption = "",
    lang: options.FileLanguageOption = "",
    kind: options.FileKindOption = "",
    ocr: options.OcrOption = False,
    as_json: options.JsonOption = False,
) -> None:
    """Reads and tags one law and prints its annotations as JSON Lines, one annotation a line; --json changes
    nothing.
    """
    del as_json
    document = read_file(file, country, lang, kind, ocr)
    if document.law.language not in library.TAGGED_LANGUAGES:
        raise HomologaError(
            f"no concept has phrases in the language of the text, {document.law.language}",
            where=file,
            do=f"Give a text in {' or '.join(library.TAGGED_LANGUAGES)}, or name its language with --lang",
        )
    from analysis.tag import tag as annotations
    from analysis.tag.learned import learned

    for annotation in annotations(document, learned=learned(document.law.language)):
        print(json.dumps(plain.annotation(annotation), ensure_ascii=False))


def align(
    law_a: options.LawArgument,
    law_b: options.OtherLawArgument,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Says which clauses of two laws answer to one another, best first, with the reasons, and which have no counterpart; across
    Spanish and English too.
    """
    from analysis.align import align as aligned

    a, b = _two_laws(law_a, law_b, corpus, with_embedded, as_of, ocr)
    links = aligned(a, b)
    if as_json:
        print_json([plain.link(link) for link in links])
        return
    from analysis.report import redline
    from analysis.report.terminal import console

    redline.print_links(links, redline.Pair(a, b, spoken(lang)), console(sys.stdout))


def diff(
    law_a: options.LawArgument,
    law_b: options.OtherLawArgument,
    format: options.DiffFormatOption = options.DiffFormat.terminal,
    output: options.DiffOutputOption = None,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    as_of: options.DayOption = None,
    ocr: options.OcrOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Shows, article by article, the words that LAW_B adds to LAW_A, the baseline, leaves out or moves; of two languages, what they share."""
    if format is options.DiffFormat.docx and output is None and not as_json:
        raise UsageError("a Word document is no text for the terminal", do="Name its file with --output")
    if format is options.DiffFormat.terminal and output is not None:
        raise UsageError("the terminal needs no file", do="Give --format html or docx with --output")
    from analysis.align.redline import diff as differences
    from analysis.report import redline
    from analysis.report.terminal import console

    a, b = _two_laws(law_a, law_b, corpus, with_embedded, as_of, ocr)
    rows, pair = differences(a, b), redline.Pair(a, b, spoken(lang))
    if format is not options.DiffFormat.terminal:
        data = redline.html(rows, pair) if format is options.DiffFormat.html else redline.docx(rows, pair)
        if output is not None:
            write(output, data)
        elif not as_json:
            sys.stdout.buffer.write(data)
    if as_json:
        print_json([plain.article_diff(row) for row in rows])
    elif format is options.DiffFormat.terminal:
        redline.print_diff(rows, pair, console(sys.stdout))
    elif output is not None:
        print(output)


def read_file(file: Path, country: str, language: str, kind: str, ocr: bool) -> Document:
    for name, value in {"kind": kind, "lang": language, "country": country}.items():
        if value:
            options.require(name, value)
    from analysis.unlisted import document

    return document(file, country=country, language=language, kind=kind or None, ocr=ocr)  # type: ignore[arg-type]


def _two_laws(
    law_a: str, law_b: str, folders: Sequence[Path] | None, with_embedded: bool, as_of: datetime | None, ocr: bool
) -> tuple[Tagged, Tagged]:
    known = library.corpus(folders or (), with_embedded=with_embedded)
    day = as_of.date() if as_of else date.today()
    return reading.opened(law_a, known, day, ocr=ocr), reading.opened(law_b, known, day, ocr=ocr)
