"""What the commands of the terminal take: options and arguments, with the words that `--help` says of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from analysis.errors import UsageError
from analysis.model import LANGUAGES, Kind


class Detail(StrEnum):
    """How much an annex tells."""

    full = "full"
    summary = "summary"


class DiffFormat(StrEnum):
    """How the differences of two laws are shown."""

    terminal = "terminal"
    html = "html"
    docx = "docx"


class Language(StrEnum):
    """The languages that Homologa speaks."""

    es = "es"
    en = "en"


CorpusOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="DIR",
        help="Reads the laws of this folder, laid out like corpus/, instead of the embedded ones. May be repeated.",
    ),
]
EmbeddedOption = Annotated[
    bool,
    typer.Option(
        "--with-embedded",
        help="Adds the embedded digests to --corpus; a fuller text takes the place of a digest of the same law.",
    ),
]
CountryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="CC", help="Judges this country only (ISO 3166 code, such as MX). May be repeated."
    ),
]
PairOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country",
        metavar="CC",
        help="Names a country to compare (ISO 3166 code, such as MX). Give it twice or more; without it, all are compared.",
    ),
]
DraftArgument = Annotated[
    Path, typer.Argument(help="The draft: DOCX, PDF, text or any other format of a law.", show_default=False)
]
DraftCountryOption = Annotated[
    str, typer.Option("--country", metavar="CC", help="Names the country whose law it would become (ISO 3166 code).")
]
ReplacesOption = Annotated[
    str,
    typer.Option(
        "--replaces",
        metavar="LAW",
        help="Names the law that it would replace: an expression, a work or a file. Without it, it stands beside all.",
    ),
]
TextLanguageOption = Annotated[
    str, typer.Option("--text-lang", metavar="LL", help="Names the draft's language (es, en) where it cannot be told.")
]
OffencesOption = Annotated[
    bool,
    typer.Option("--offences", help="Says which conduct is an offence in both of two countries, with both penalties."),
]
StandardOption = Annotated[
    list[str] | None,
    typer.Option(
        "--standard",
        metavar="ID",
        help="Asks this standard only: the name of a file of the standards folder. May be repeated.",
    ),
]
StandardsOption = Annotated[
    Path | None,
    typer.Option(
        "--standards", metavar="DIR", help="Takes the standards from this folder instead of annotations/standards."
    ),
]
DifferencesOption = Annotated[
    bool,
    typer.Option(
        "--differences",
        help="Lists instead where a digest and the text of --corpus that takes its place answer otherwise.",
    ),
]
DayOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="Answers by the law of this day (year-month-day), today unless given.",
    ),
]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Reads scanned PDFs with Tesseract, where it is on the machine.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Prints the result as JSON.")]
asked_for: ContextVar[Language | None] = ContextVar("asked_for", default=None)
"""The language that the command was asked to print in, in which it also says what goes wrong."""


def _asked(language: Language | None) -> Language | None:
    asked_for.set(language)
    return language


SpeakOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="Prints in this language; that of the machine's locale unless given.",
        show_default=False,
        is_eager=True,
        callback=_asked,
    ),
]
FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The law's file. A laws.yaml beside it that lists it is used.", show_default=False
    ),
]
FileCountryOption = Annotated[
    str, typer.Option("--country", metavar="CC", help="Says whose law it is (ISO 3166 code, such as MX).")
]
FileLanguageOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LL",
        help="Says which language it is written in (es, en, fr, pt); guessed from its words unless given.",
    ),
]
FileKindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=f"Says what kind of law it is: {', '.join(get_args(Kind))}.")
]
OutputOption = Annotated[
    Path, typer.Option("--output", metavar="FILE", help="Writes the report to this file, as JSON.")
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="F",
        help="Writes in this format, such as docx or xlsx; a wrong one is answered with those known.",
        show_default=False,
    ),
]
ExportOption = Annotated[
    Path, typer.Option("--output", metavar="FILE", help="Writes the report to this file.", show_default=False)
]
SinceOption = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="SNAPSHOT",
        help="Says in the report what changed since an earlier one: a JSON report, or the id of a snapshot that this "
        "machine's cache still has. Akoma Ntoso and JSON-LD have no place for it.",
    ),
]
LawArgument = Annotated[
    str,
    typer.Argument(
        metavar="LAW_A",
        help="A law: an expression, a work (its newest expression in force) or a file.",
        show_default=False,
    ),
]
OtherLawArgument = Annotated[
    str, typer.Argument(metavar="LAW_B", help="The law beside it, named in the same way.", show_default=False)
]
DiffFormatOption = Annotated[
    DiffFormat,
    typer.Option(
        "--format", help="Prints on the terminal, or writes a web page or a Word document with tracked changes."
    ),
]
DiffOutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Writes to this file; needed for docx.", show_default=False),
]
DetailOption = Annotated[
    Detail,
    typer.Option(
        "--detail",
        help="Writes the full annex, or a summary without each requirement's evidence (docx, html, pdf).",
    ),
]
AnnotationsOption = Annotated[
    bool,
    typer.Option("--annotations", help="Writes what is said of the words of one law, instead of a report; see --law."),
]
LawOption = Annotated[
    str,
    typer.Option(
        "--law", metavar="LAW", help="Names the law: an expression, a work (its newest expression in force) or a file."
    ),
]
SetFormatOption = Annotated[
    str,
    typer.Option("--format", metavar="F", help="Says in which format the annotations are.", show_default=False),
]
SetArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file of annotations.", show_default=False)]
CompleteOption = Annotated[
    bool,
    typer.Option("--complete", help="Takes what the file does not have for rejected, not for left alone."),
]
RequirementOption = Annotated[
    str,
    typer.Option("--requirement", metavar="ID", help="Compares this requirement only, such as som-specific-offence."),
]
LawsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="LAW", help="A law: its work, one of its expressions, or its file. May be repeated.", show_default=False
    ),
]
FetchedCountryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="CC", help="Fetches all laws of this country (ISO 3166 code, such as MX). May be repeated."
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Fetches the laws of all countries.")]
TitleOption = Annotated[str, typer.Option("--title", metavar="TITLE", help="Says what the law is called.")]
WorkOption = Annotated[
    str,
    typer.Option(
        "--work",
        metavar="ID",
        help="Says of which work it is a text; one that the corpus has gives title, kind and country.",
    ),
]
TextOption = Annotated[
    str,
    typer.Option(
        "--text",
        metavar="FORM",
        help="Says what the text is: official, consolidated or excerpt. Of an excerpt nothing is called absent.",
    ),
]
VersionOption = Annotated[
    datetime | None,
    typer.Option("--version", metavar="DATE", formats=["%Y-%m-%d"], help="Says the date of the last amendment in it."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ADDRESS", help="Says where it was found. May be repeated."),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Takes it without showing it and asking.")]
PortOption = Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="Opens the app at this port.")]
BuildCountryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="CC", help="Reads this country only (ISO 3166 code, such as MX). May be repeated."
    ),
]

FORMS = ("official", "consolidated", "excerpt")


def require(name: str, value: str) -> None:
    """Raises UsageError where `value` cannot be what the option `name` says."""
    if name == "kind" and value not in get_args(Kind):
        raise UsageError(f"there is no kind of law “{value}”", do=nearest(value, get_args(Kind)))
    if name == "lang" and value not in LANGUAGES:
        raise UsageError(f"the language “{value}” is not known", do=f"Known languages: {', '.join(LANGUAGES)}")
    if name == "country" and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise UsageError(f"“{value}” is no country code", do="Give the two letters of ISO 3166, such as MX")
    if name == "text" and value not in FORMS:
        raise UsageError(f"there is no form of text “{value}”", do=f"Known forms: {', '.join(FORMS)}")
    if name == "version" and value:
        try:
            date.fromisoformat(value)
        except ValueError as fault:
            raise UsageError(f"“{value}” is no date", do="Give year-month-day") from fault


def nearest(word: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    found = [name for name, *_ in process.extract(word, known, limit=3)]
    return f"Nearest: {', '.join(found)}"
