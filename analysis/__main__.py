"""The terminal door: `python -m analysis …`, also installed as `homologa`.

Results go to standard output; what went wrong goes to standard error, one line each. Exit code 2 means bad use, 1 bad
input, 130 Ctrl-C.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from analysis import __version__, batch, library, snapshots
from analysis.errors import HomologaError, ReadError, UsageError
from analysis.model import LANGUAGES, Kind, Report
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.changes import Changes
    from analysis.compare import RequirementCard
    from analysis.exchange import AnnotationSet
    from analysis.model import Document, Law
    from analysis.official import Outcome, Told
    from analysis.provisions import Tagged
    from analysis.report.terminal import Terminal
    from analysis.store import Store
    from analysis.store.records import Words
    from analysis.train import Lesson

app = typer.Typer(
    name="homologa",
    help="Homologa reads laws, tags what each clause does, and shows where a country's law falls short of the treaties "
    "on trafficking in persons and smuggling of migrants, or differs from another country's.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


# ---- options -------------------------------------------------------------------------------------------------------

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
SpeakOption = Annotated[
    Language | None,
    typer.Option(
        "--lang", help="Prints in this language; that of the machine's locale unless given.", show_default=False
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

NOT_ALL, NO_NETWORK = 3, 4
"""Exit codes of `fetch`: a text was refused or did not come; no host could be reached."""


FAULTY = 3
"""The exit code of `check` for a draft that opens a gap or has a fault."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What the options ask: which laws, which requirements, on which day."""

    corpus: library.Corpus
    asked: batch.Catalogue
    report: Report


# ---- commands ------------------------------------------------------------------------------------------------------


@app.command()
def report(
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    country: CountryOption = None,
    standard: StandardOption = None,
    standards: StandardsOption = None,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    output: OutputOption = Path("out/report.json"),
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Reads, tags and checks the laws, prints the matrix of countries and requirements with the gravest gaps, and
    writes the report to a file.
    """
    question = _ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    _write(output, _written("json", question, lang))
    if as_json:
        _print_json(plain.report(question.report, question.asked.cards))
    else:
        terminal = _terminal(question, lang)
        terminal.overview()
        terminal.farewell(output, library.ROOT / "app.py")
    _leave(question.report)


@app.command()
def gaps(
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    country: CountryOption = None,
    standard: StandardOption = None,
    standards: StandardsOption = None,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    differences: DifferencesOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prints what the laws lack or contradict: gaps in duties, choices not made, differences from good practice, and
    what cannot be known.
    """
    if differences and not (corpus and with_embedded):
        raise UsageError("there are no texts to hold the digests against", do="Give --corpus DIR and --with-embedded")
    question = _ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    found = _disagreements(question, as_of, ocr) if differences else None
    if as_json:
        record = plain.report(question.report, question.asked.cards)
        _print_json({**record, "differences": plain.disagreements(found)} if found else record)
    elif found:
        _terminal(question, lang, found).disagreements()
    else:
        _terminal(question, lang).gaps()
    _leave(question.report)


@app.command()
def compare(
    country: PairOption = None,
    requirement: RequirementOption = "",
    offences: OffencesOption = False,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    standard: StandardOption = None,
    standards: StandardsOption = None,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Puts two countries side by side, with the words of their laws, the values on which they differ, and who goes
    beyond the treaty; of three or more, or of all, the values with their spread, how near the countries are, and groups.
    """
    chosen = list(dict.fromkeys(code.upper() for code in country or ()))
    if len(chosen) == 1 or (offences and len(chosen) != 2):
        raise UsageError(
            "two countries are to be compared", do="Give --country twice, such as --country MX --country CR"
        )
    question = _ask(corpus, with_embedded, chosen, standard, standards, as_of, ocr)
    cards = _cards(question, requirement)
    if offences:
        record = _offences(question, cards, chosen, lang, as_json)
    elif len(chosen) == 2:
        record = _pair(question, cards, chosen, lang, as_json)
    else:
        record = _region(question, cards, lang, as_json)
    if as_json:
        _print_json({"snapshot": plain.snapshot(question.report.snapshot), **record})
    _leave(question.report)


def _pair(
    question: _Question, cards: Sequence[RequirementCard], pair: Sequence[str], lang: Language | None, quiet: bool
) -> dict[str, Any]:
    from analysis.compare import beside

    pairs = beside(question.report.findings, cards, *pair)
    if not quiet:
        _terminal(question, lang).comparison(pairs)
    return {"countries": pair, "requirements": [plain.comparison(each) for each in pairs]}


def _offences(
    question: _Question, cards: Sequence[RequirementCard], pair: Sequence[str], lang: Language | None, quiet: bool
) -> dict[str, Any]:
    from analysis.criminality import double_criminality

    found = double_criminality(question.report.findings, cards, *pair)
    if not quiet:
        _terminal(question, lang).criminality(found)
    return {"countries": pair, "offences": [plain.criminality(each) for each in found]}


def _region(
    question: _Question, cards: Sequence[RequirementCard], lang: Language | None, quiet: bool
) -> dict[str, Any]:
    from analysis import divergence
    from analysis.compare import matrix

    rows = matrix(question.report.findings, cards)
    values, above = divergence.divergences(rows), divergence.proportions(rows)
    near, groups = divergence.nearness(rows), divergence.groups(rows)
    if not quiet:
        _terminal(question, lang).region(values, above, near, groups)
    return {
        "countries": list(dict.fromkeys(finding.country for finding in question.report.findings)),
        "values": [plain.divergence(each) for each in values],
        "proportions": [plain.proportion(each) for each in above],
        "nearness": [plain.nearness(each) for each in near],
        "groups": [plain.group(each) for each in groups],
    }


@app.command()
def export(
    format: FormatOption,
    output: ExportOption,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    country: CountryOption = None,
    standard: StandardOption = None,
    standards: StandardsOption = None,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    since: SinceOption = "",
    detail: DetailOption = Detail.full,
    annotations: AnnotationsOption = False,
    law: LawOption = "",
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Writes the report to a file that can be filed, sent or worked on: an annex for Word or as PDF, a workbook, a web page, CSV,
    JSON, or W3C Web Annotations. The same snapshot gives the same file. With --annotations, the annotations of one law in a format of other tools.
    """
    if annotations:
        _export_annotations(format, output, corpus, with_embedded, law, as_of, ocr, as_json)
        return
    if law:
        raise UsageError("--law names the law whose annotations are exported", do="Give --annotations too")
    _known_format(format, detail)
    question = _ask(corpus, with_embedded, country, standard, standards, as_of, ocr)
    _leave(question.report)
    changed = _changed(question, since, format)
    data = _written(format, question, lang, changed, detail)
    _write(output, data)
    if as_json:
        record = {
            "snapshot": plain.snapshot(question.report.snapshot),
            "format": format,
            "output": str(output),
            "bytes": len(data),
        }
        _print_json({**record, "changes": plain.changes(changed)} if changed else record)
        return
    print(output)
    if changed:
        _terminal(question, lang, changed).changes()


@app.command("import")
def import_annotations(
    file: SetArgument,
    format: SetFormatOption,
    law: LawOption = "",
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    as_of: DayOption = None,
    complete: CompleteOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reads annotations that were made in another tool, shows what they would change, and takes all of them into this machine's database, or none."""
    from analysis import exchange
    from analysis.tag import OWN
    from analysis.tag.concepts import embedded

    module = _set_format(format)
    found, sha256 = _annotation_set(corpus, with_embedded, law, as_of, ocr=False)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise HomologaError(
            f"the file cannot be read ({fault.strerror or fault})", where=file, do="Check the path"
        ) from fault
    concepts = [*OWN, *(concept.id for concept in embedded())]
    said = exchange.read(format, data, found.law, found.clauses, concepts)
    changes = exchange.changes(said, found.annotations, module.LOSES, sha256, complete=complete)
    counts = {verdict: sum(one.verdict == verdict for one in changes) for verdict in ("added", "corrected", "rejected")}
    if not as_json:
        print(f"{found.law}: {', '.join(f'{n} {verdict}' for verdict, n in counts.items())}, {len(said)} in the file.")
    if changes and not yes and not typer.confirm("Take them into the database?", err=True):
        raise typer.Exit(1)
    written = _take(data, changes)
    if as_json:
        _print_json({"law": found.law, "format": format, "found": len(said), **counts, "written": written})


@app.command()
def parse(
    file: FileArgument,
    country: FileCountryOption = "",
    lang: FileLanguageOption = "",
    kind: FileKindOption = "",
    ocr: OcrOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reads one law and prints it as Akoma Ntoso 3.0 XML, or with --json as a list of clauses in document order."""
    document = _read(file, country, lang, kind, ocr)
    if document.quality.grade in "DEF":
        _say(f"{file}: read with grade {document.quality.grade}: {'; '.join(document.quality.reasons)}.")
    if as_json:
        _print_json(plain.document(document))
        return
    from analysis.read.write import akn_xml

    sys.stdout.buffer.write(akn_xml(document))


@app.command()
def tag(
    file: FileArgument,
    country: FileCountryOption = "",
    lang: FileLanguageOption = "",
    kind: FileKindOption = "",
    ocr: OcrOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reads and tags one law and prints its annotations as JSON Lines, one annotation a line; --json changes
    nothing.
    """
    del as_json
    document = _read(file, country, lang, kind, ocr)
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


@app.command()
def check(
    draft: DraftArgument,
    country: DraftCountryOption,
    replaces: ReplacesOption = "",
    kind: FileKindOption = "",
    text_lang: TextLanguageOption = "",
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    standard: StandardOption = None,
    standards: StandardsOption = None,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Reads a draft bill and says which gaps it would close, open or leave in its country, beside its neighbours, and which drafting
    faults it has. Ends with 3 where it opens a gap or has a fault, so that a pipeline can stop there.
    """
    read = _read(draft, country, text_lang, kind, ocr)
    question = _ask(corpus, with_embedded, None, standard, standards, as_of, ocr)
    spoken = (lang or _locale()).value
    found, beside = batch.checked(
        read, question.corpus, question.asked, question.report, country=country, kind=read.law.kind if kind else None, replaces=replaces, language=spoken,
    )  # fmt: skip
    if as_json:
        snapshot = plain.snapshot(question.report.snapshot)
        _print_json({"snapshot": snapshot, **plain.checked(found, question.asked.cards)})
    else:
        _terminal(_Question(question.corpus, question.asked, beside), lang).draft(found)
    if not found.clean:
        raise typer.Exit(FAULTY)


@app.command()
def fetch(
    law: LawsArgument = None,
    country: FetchedCountryOption = None,
    everything: AllOption = False,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Brings the official text of laws from the addresses in their manifest into your own corpus, where it takes the place of the
    digest. One that is read badly, or is not the law, is refused, and the digest stays.

    Exit code 0: all are at hand. 3: a text was refused or did not come. 4: no host could be reached.
    """
    if not (law or country or everything):
        raise UsageError("nothing is named", do="Name a law, a country with --country, or --all")
    from analysis import official
    from analysis.report import fetched

    found = library.corpus(corpus or (), with_embedded=with_embedded)
    outcomes = _fetched(official.asked(found, law or (), country or ()) if not everything else official.asked(found))
    counts = {result: sum(each.result == result for each in outcomes) for result in get_args(official.Result)}
    if as_json:
        _print_json({"laws": [fetched.record(each) for each in outcomes], **counts, "folder": str(library.own())})
    elif not all(each.offline for each in outcomes):
        from analysis.report.terminal import console

        fetched.table(outcomes, console(sys.stdout), (lang or _locale()).value)
    if outcomes and all(each.offline for each in outcomes):
        _say("no host could be reached, and the texts in use stay. Check the network, and run it again")
        raise typer.Exit(NO_NETWORK)
    if counts["refused"] or counts["failed"]:
        raise typer.Exit(NOT_ALL)


@app.command()
def add(
    file: FileArgument,
    title: TitleOption = "",
    country: FileCountryOption = "",
    kind: FileKindOption = "",
    lang: FileLanguageOption = "",
    text: TextOption = "",
    version: VersionOption = None,
    work: WorkOption = "",
    source: SourceOption = None,
    ocr: OcrOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Puts a text that you have into your own corpus: shows how it was read, asks for what is missing, and writes its manifest
    entry. Without a terminal, what is missing is an error that names its option.
    """
    from analysis import acquire

    given = {"title": title, "country": country, "kind": kind, "lang": lang, "text": text}
    known = _known_work(work)
    if known:
        before = {"title": known.title, "country": known.country, "kind": known.kind, "lang": known.language}
        given |= {name: value for name, value in before.items() if not given[name]}
    asking = sys.stdin.isatty() and not as_json
    for name, value in given.items():
        if value:
            _right(name, value)
    data = _data(file)
    found = _looked_at(data, file, given, ocr, asking)
    if asking and not yes:
        _preview(found)
    law = _described(found, given, version, asking)
    named = work or acquire.work(law.country, law.title, law.version.year if law.version else None)
    law = replace(law, work=named, sources=tuple(source or ()), short=known.short if known else law.title)
    if not yes:
        _agreed(asking)
    taken = acquire.taken(data, file.name, law)
    if as_json:
        quality = plain.document(found)["quality"]
        _print_json({**plain.law(taken), "file": str(taken.file), "quality": quality})
    else:
        print(_words()["taken"].format(title=taken.title, file=taken.file))


@app.command()
def build(
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    country: BuildCountryOption = None,
    ocr: OcrOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Reads, tags and judges all laws ahead, so that the next report is there at once; what is known from before is left as it is."""
    found = library.corpus(corpus or (), with_embedded=with_embedded)
    with _progress() as progress:
        built = batch.build(
            found, batch.catalogue(), as_of=date.today(), countries=country or (), ocr=ocr, progress=progress
        )
    for problem in built.problems:
        if problem.kind == "failed":
            _say(str(problem))
    record = {"laws": built.laws, "read": built.read, "from_cache": built.from_cache}
    if as_json:
        _print_json({**record, "problems": [plain.problem(each) for each in built.problems]})
    else:
        print(_words(lang)["built"].format(**record, problems=len(built.problems)))


@app.command()
def serve(
    port: PortOption = 8501,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Starts the app that shows the laws in the browser, until Ctrl-C; with --json, its address is the first line."""
    library.corpus(corpus or (), with_embedded=with_embedded)
    if as_json:
        print(json.dumps({"address": f"http://localhost:{port}"}), flush=True)
    folders = [word for folder in corpus or () for word in ("--corpus", str(folder))]
    words = ["run", str(library.ROOT / "app.py"), "--server.port", str(port), "--server.headless", "true"]
    asked = [*folders, *(["--with-embedded"] if with_embedded else [])]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", *words, "--", *asked])


@app.command()
def users(
    email: Annotated[
        str, typer.Argument(metavar="[EMAIL]", help="The person's e-mail address; all people are listed without.", show_default=False)
    ] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="Adds the person with this role, or gives it to one who is known: reader, annotator, reviewer, administrator.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The person's name, shown only where they agree.")] = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Lists who may work on the laws, adds somebody, or changes a role."""
    with _store() as store:
        if email:
            _set_person(store, email.casefold(), name, role)
        elif role or name:
            raise UsageError(
                "whose role or name is not said", do="Give the e-mail address: users ana@example.org --role annotator"
            )
        people = store.people()
    if as_json:
        _print_json([asdict(each) for each in people])
        return
    if not people:
        print("nobody yet: name somebody, or open the page Annotate")
    for each in people:
        print(f"{each.role:14} {each.pseudonym:9} {each.email}  {each.name}".rstrip())


@app.command()
def backup(output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Writes the backup to this file.", show_default=False)], as_json: JsonOption = False) -> None:  # fmt: skip
    """Writes all that people did into one file, from one state of the database, also while they work."""
    from analysis.store.backup import backup as write

    with _store() as store:
        _told_rows(output, write(store, output), as_json)


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup wrote.", show_default=False)], as_json: JsonOption = False) -> None:  # fmt: skip
    """Fills an empty database, SQLite or PostgreSQL, from a backup, all or nothing."""
    from analysis.store.backup import restore as fill

    with _store() as store:
        _told_rows(file, fill(store, file), as_json)


@app.command()
def reviews(output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Writes the files into this folder, such as annotations/reviewed.", show_default=False)], as_json: JsonOption = False) -> None:  # fmt: skip
    """Writes the decisions of people that count as JSON Lines, one file a law, for the repository."""
    from analysis.reviews import save

    with _store() as store:
        found = store.reviews()
    try:
        files = save(output, found)
    except OSError as fault:
        raise HomologaError(
            f"the reviews cannot be written ({fault.strerror})", where=output, do="Name another folder"
        ) from fault
    if as_json:
        _print_json({"reviews": len(found), "files": [str(file) for file in files]})
    else:
        print(f"{output}: reviews {len(found)}, files {len(files)}")


@app.command()
def agreement(
    law: LawOption = "",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Writes the figures to this file, as CSV.", show_default=False)] = None,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Says how far people agree on the clauses that two or more finished, by law, concept and pair of people: Krippendorff's alpha, nominal
    and for spans, and Cohen's kappa, each with its interval, or why it is not computable.
    """
    from analysis import unlisted
    from analysis.agreement import agreement as measured
    from analysis.report import agreement as shown
    from analysis.report.terminal import console
    from analysis.report.words import concept_name

    folders = library.corpus(corpus or (), with_embedded=with_embedded)
    expression = unlisted.law(law, folders, date.today()).expression if law else ""
    with _store() as store, _progress() as progress:
        finished = {place: people for place, people in store.finished().items() if expression in ("", place[0])}
        people, found = {each.id: each.shown for each in store.people()}, batch.coded(folders, store, progress)
    spoken = (lang or _locale()).value
    known = {each.expression: each.short for country in folders.values() for each in country.laws}
    rows = measured([each for each in found if expression in ("", each.law)])
    told = shown.Told(rows, spoken, known.__getitem__, lambda name: concept_name(name, spoken), people.__getitem__)
    if output is not None:
        _write(output, shown.as_csv(told))
    left_out = Counter(place[0] for place in finished if place not in {(each.law, each.eid) for each in found})
    if as_json:
        _print_json({"agreement": shown.records(rows, told.person), "left_out": left_out})
        return
    if left_out:
        _say(told.words["not_loaded"].format(n=left_out.total(), laws=", ".join(sorted(left_out))))
    if finished:
        shown.show(told, console(sys.stdout))
    else:
        print(told.words["nobody"])


@app.command()
def train(
    remove: Annotated[bool, typer.Option("--remove", help="Takes the trained model away, so that the rules tag alone.")] = False,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Teaches a model from the clauses that people reviewed, measures it against the rules on laws that it was not taught, and uses it from then
    on for the concepts on which it does better. It takes 200 reviewed clauses of two laws or more in one language.
    """
    from analysis import trained
    from analysis.report import training
    from analysis.report.terminal import console
    from analysis.report.words import TRAINING

    spoken = (lang or _locale()).value
    if remove:
        gone = trained.forget()
        _print_json({"removed": gone}) if as_json else print(TRAINING[spoken]["removed" if gone else "nothing"])
        return
    begun = time.monotonic()
    hash, lessons = _taught(library.corpus(corpus or (), with_embedded=with_embedded))
    seconds = time.monotonic() - begun
    if as_json:
        _print_json(training.record(hash, lessons, seconds))
    else:
        training.show(hash, lessons, seconds, console(sys.stdout), spoken)


def _taught(folders: library.Corpus) -> tuple[str, Sequence[Lesson]]:
    from analysis.train import train as teach

    with _progress() as reading:
        clauses = batch.taught(folders, batch.reviews(), reading)
    with _progress() as learning:
        try:
            return teach(clauses, learning)
        except OSError as fault:
            raise HomologaError(f"the model cannot be kept ({fault.strerror})", do="Make room, or name another folder in HOMOLOGA_HOME") from fault  # fmt: skip


@contextlib.contextmanager
def _store() -> Iterator[Store]:
    from analysis.store import Store

    opened = Store()
    try:
        yield opened
    finally:
        opened.close()


def _set_person(store: Store, email: str, name: str, role: str) -> None:
    """On this machine's terminal one has the database itself, and so acts as its administrator."""
    from uuid import uuid4

    key, chief = uuid4().hex, store.local().id
    known = next((each for each in store.people() if each.email == email), None)
    if known is None:
        store.add_person(key, chief, email, name, role or "reader")  # type: ignore[arg-type]
    elif not role:
        raise UsageError(f"{email} is known already", do="Give another role with --role")
    else:
        store.set_role(key, chief, known.id, role)  # type: ignore[arg-type]


def _told_rows(file: Path, rows: Mapping[str, int], as_json: bool) -> None:
    if as_json:
        _print_json({"file": str(file), "rows": dict(rows)})
    else:
        print(f"{file}: " + ", ".join(f"{name} {number}" for name, number in rows.items()))


@app.command()
def align(
    law_a: LawArgument,
    law_b: OtherLawArgument,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Says which clauses of two laws answer to one another, best first, with the reasons, and which have no counterpart; across
    Spanish and English too.
    """
    from analysis.align import align as aligned

    a, b = _two_laws(law_a, law_b, corpus, with_embedded, as_of, ocr)
    links = aligned(a, b)
    if as_json:
        _print_json([plain.link(link) for link in links])
        return
    from analysis.report import redline
    from analysis.report.terminal import console

    redline.print_links(links, redline.Pair(a, b, (lang or _locale()).value), console(sys.stdout))


@app.command()
def diff(
    law_a: LawArgument,
    law_b: OtherLawArgument,
    format: DiffFormatOption = DiffFormat.terminal,
    output: DiffOutputOption = None,
    corpus: CorpusOption = None,
    with_embedded: EmbeddedOption = False,
    as_of: DayOption = None,
    ocr: OcrOption = False,
    lang: SpeakOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows, article by article, the words that LAW_B adds to LAW_A, the baseline, leaves out or moves; of two languages, what they share."""
    if format is DiffFormat.docx and output is None and not as_json:
        raise UsageError("a Word document is no text for the terminal", do="Name its file with --output")
    if format is DiffFormat.terminal and output is not None:
        raise UsageError("the terminal needs no file", do="Give --format html or docx with --output")
    from analysis.align.redline import diff as differences
    from analysis.report import redline
    from analysis.report.terminal import console

    a, b = _two_laws(law_a, law_b, corpus, with_embedded, as_of, ocr)
    rows, pair = differences(a, b), redline.Pair(a, b, (lang or _locale()).value)
    if format is not DiffFormat.terminal:
        data = redline.html(rows, pair) if format is DiffFormat.html else redline.docx(rows, pair)
        if output is not None:
            _write(output, data)
        elif not as_json:
            sys.stdout.buffer.write(data)
    if as_json:
        _print_json([plain.article_diff(row) for row in rows])
    elif format is DiffFormat.terminal:
        redline.print_diff(rows, pair, console(sys.stdout))
    elif output is not None:
        print(output)


def _two_laws(
    law_a: str, law_b: str, folders: Sequence[Path] | None, with_embedded: bool, as_of: datetime | None, ocr: bool
) -> tuple[Tagged, Tagged]:
    known = library.corpus(folders or (), with_embedded=with_embedded)
    day = as_of.date() if as_of else date.today()
    return batch.opened(law_a, known, day, ocr=ocr), batch.opened(law_b, known, day, ocr=ocr)


@app.callback(invoke_without_command=True)
def _door(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Prints the version and leaves.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"homologa {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise UsageError("a command is missing", do="See homologa --help")


# ---- the way from options to results -------------------------------------------------------------------------------


def _ask(
    folders: Sequence[Path] | None,
    with_embedded: bool,
    countries: Sequence[str] | None,
    standards: Sequence[str] | None,
    folder: Path | None,
    day: datetime | None,
    ocr: bool,
) -> _Question:
    asked = batch.catalogue(folder or batch.STANDARDS, standards or ())
    corpus = library.corpus(folders or (), with_embedded=with_embedded)
    found = _found(corpus, asked, countries, day, ocr)
    for problem in found.problems:
        if problem.kind == "failed":
            _say(str(problem))
    snapshots.keep(found, asked.cards)
    return _Question(corpus, asked, found)


def _found(
    corpus: library.Corpus,
    asked: batch.Catalogue,
    countries: Sequence[str] | None,
    day: datetime | None,
    ocr: bool,
) -> Report:
    with _progress() as progress:
        return batch.findings(
            corpus,
            asked,
            as_of=day.date() if day else date.today(),
            countries=countries or (),
            ocr=ocr,
            progress=progress,
            reviews=batch.reviews(),
            observations=batch.observations(),
        )


def _disagreements(question: _Question, day: datetime | None, ocr: bool) -> Changes:
    """What the digests alone answer otherwise than the texts that take their place."""
    from analysis.changes import disagreements

    digests = library.corpus()
    wanted = [code for code in dict.fromkeys(f.country for f in question.report.findings) if code in digests]
    by_digest = _found(digests, question.asked, wanted, day, ocr)
    return disagreements(by_digest, question.report, question.asked.cards)


def _export_annotations(
    format: str, output: Path, folders: Sequence[Path] | None, with_embedded: bool, law: str, day: datetime | None, ocr: bool, as_json: bool,
) -> None:  # fmt: skip
    module = _set_format(format)
    found, _ = _annotation_set(folders, with_embedded, law, day, ocr=ocr)
    data = module.write(found)
    _write(output, data)
    if as_json:
        _print_json({
            "law": found.law, "format": format, "output": str(output), "bytes": len(data), "annotations": len(found.annotations), "loses": list(module.LOSES),
        })  # fmt: skip
        return
    print(output)
    if module.LOSES:
        _say(f"The format {format} cannot hold: {', '.join(module.LOSES)}.")


def _set_format(name: str) -> Any:
    from analysis.exchange import formats

    known = formats()
    if name not in known:
        raise UsageError(f"there is no format of annotations “{name}”", do=f"Known formats: {', '.join(known)}")
    return known[name]


def _annotation_set(
    folders: Sequence[Path] | None, with_embedded: bool, law: str, day: datetime | None, *, ocr: bool
) -> tuple[AnnotationSet, str]:
    """What is said of one law, reviews included, and the SHA-256 of its file."""
    from analysis import unlisted
    from analysis.exchange import AnnotationSet

    if not law:
        raise UsageError("a law is to be named", do="Give --law an expression, a work or a file")
    corpus = library.corpus(folders or (), with_embedded=with_embedded)
    named = unlisted.law(law, corpus, day.date() if day else date.today())
    read = next(batch.tagged([named], ocr=ocr, reviews=batch.reviews()), None)
    if read is None:
        raise HomologaError("the law could not be read", where=named.file, do="See what parse says of it")
    texts = {clause.eid: clause.text for top in read.clauses for clause in top.walk()}
    return AnnotationSet(named.expression, named.language, texts, read.annotations), named.sha256 or library.sha256(
        named.file
    )


def _take(data: bytes, changes: Sequence[Words]) -> int:
    """Writes what people said in another tool, in the name of this machine's person."""
    import hashlib

    from analysis.store import Store

    if not changes:
        return 0
    database = Store()
    try:
        return database.take(f"import:{hashlib.sha256(data).hexdigest()}", database.local().id, changes)
    finally:
        database.close()


def _changed(question: _Question, since: str, format: str) -> Changes | None:
    if not since:
        return None
    from analysis.changes import changes
    from analysis.report import formats, shows_changes

    if not shows_changes(formats()[format]):
        known = ", ".join(name for name, module in formats().items() if shows_changes(module))
        raise UsageError(f"the format “{format}” has no place for what changed", do=f"These have: {known}")
    return changes(*snapshots.earlier(since), question.report, question.asked.cards)


def _cards(question: _Question, requirement: str) -> list[RequirementCard]:
    """The requirements asked for, or the one named by its id or code."""
    cards = [card for card in question.asked.cards if requirement in ("", card.id, card.code)]
    if not cards:
        raise UsageError(
            f"there is no requirement “{requirement}”",
            do=_nearest(requirement, [card.id for card in question.asked.cards]),
        )
    return cards


def _nearest(word: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    found = [name for name, *_ in process.extract(word, known, limit=3)]
    return f"Nearest: {', '.join(found)}"


def _read(file: Path, country: str, language: str, kind: str, ocr: bool) -> Document:
    for name, value in {"kind": kind, "lang": language, "country": country}.items():
        if value:
            _right(name, value)
    from analysis.unlisted import document

    return document(file, country=country, language=language, kind=kind or None, ocr=ocr)  # type: ignore[arg-type]


def _leave(found: Report) -> None:
    """Ends the command with 1 where not one law could be read."""
    failed = {problem.where for problem in found.problems if problem.kind == "failed"}
    if all(str(law.file) in failed for law in found.laws):
        raise HomologaError(
            "not one law could be read, so nothing is known",
            do="See the lines above, or name a folder of laws with --corpus",
        )


# ---- texts that come -----------------------------------------------------------------------------------------------


def _fetched(laws: Sequence[Law]) -> Sequence[Outcome]:
    import asyncio

    from analysis import official

    with _progress() as progress:
        ended: list[Outcome] = []

        def done(outcome: Outcome) -> None:
            ended.append(outcome)
            if progress:
                progress(len(ended), len(laws), outcome.law.short)

        def told(law: Law, address: str, size: int, whole: int) -> None:
            if progress:
                share = f" / {whole / 1e6:.1f}" if whole else ""
                progress(len(ended), len(laws), f"{law.short}: {size / 1e6:.1f}{share} MB")

        heard: Told | None = told if progress else None
        return asyncio.run(official.bring(laws, told=heard, done=done))


def _words(language: Language | None = None) -> dict[str, str]:
    from analysis.report.words import FETCHED

    return FETCHED[(language or _locale()).value]


_FORMS = ("official", "consolidated", "excerpt")


def _right(name: str, value: str) -> None:
    """Raises UsageError where `value` cannot be what the option `name` says."""
    if name == "kind" and value not in get_args(Kind):
        raise UsageError(f"there is no kind of law “{value}”", do=_nearest(value, get_args(Kind)))
    if name == "lang" and value not in LANGUAGES:
        raise UsageError(f"the language “{value}” is not known", do=f"Known languages: {', '.join(LANGUAGES)}")
    if name == "country" and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise UsageError(f"“{value}” is no country code", do="Give the two letters of ISO 3166, such as MX")
    if name == "text" and value not in _FORMS:
        raise UsageError(f"there is no form of text “{value}”", do=f"Known forms: {', '.join(_FORMS)}")
    if name == "version" and value:
        try:
            date.fromisoformat(value)
        except ValueError as fault:
            raise UsageError(f"“{value}” is no date", do="Give year-month-day") from fault


def _asked(name: str, default: str, asking: bool) -> str:
    """What a person answers for the option `name`, asked until it can be right; the default without a terminal."""
    if not asking:
        if not default:
            raise UsageError(f"--{name} is missing", do=f"Give --{name}; see homologa add --help")
        return default
    known = {"kind": get_args(Kind), "lang": tuple(LANGUAGES), "text": _FORMS}.get(name, ())
    question = _words()[f"ask_{name}"].format(known=", ".join(known))
    while True:
        empty = "" if name == "version" else None
        answer = str(typer.prompt(question, default=default or empty, err=True, show_default=bool(default))).strip()
        try:
            _right(name, answer)
        except UsageError as fault:
            _say(str(fault))
        else:
            return answer


def _known_work(work: str) -> Law | None:
    if not work:
        return None
    laws = [law for country in library.corpus().values() for law in country.laws]
    return next((law for law in laws if law.work == work), None)


def _data(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise ReadError(f"the file cannot be read ({fault.strerror})", where=file, do="Check the path") from fault


def _looked_at(data: bytes, file: Path, given: dict[str, str], ocr: bool, asking: bool) -> Document:
    from analysis import acquire

    kind: Any = given["kind"] or None
    options: dict[str, Any] = {"country": given["country"], "language": given["lang"], "kind": kind, "ocr": ocr}
    try:
        return acquire.looked_at(data, file.name, **options)
    except ReadError as fault:
        if given["lang"] or not asking or "language" not in fault.what:
            raise
        given["lang"] = _asked("lang", "", asking)
        return acquire.looked_at(data, file.name, **{**options, "language": given["lang"]})


def _agreed(asking: bool) -> None:
    if not asking:
        raise UsageError("nobody can be asked whether to take it", do="Give --yes")
    if not typer.confirm(_words()["sure"], err=True):
        raise typer.Exit(1)


def _preview(found: Document) -> None:
    from analysis.report import fetched
    from analysis.report.terminal import console

    fetched.preview(found, console(sys.stderr), _locale().value)


def _described(found: Document, given: dict[str, str], version: datetime | None, asking: bool) -> Law:
    """What the file tells of the law, what was given, and what is asked."""
    from analysis.official import last_amended

    told = {"lang": found.law.language, "title": found.preamble.partition("\n")[0][:200].strip() if asking else ""}
    said = {name: value or _asked(name, told.get(name, ""), asking) for name, value in given.items()}
    day = version.date() if version else last_amended(found.preamble)
    if asking and not version:
        answer = _asked("version", str(day or ""), asking)
        day = date.fromisoformat(answer) if answer else None
    kind: Any = said["kind"]
    form: Any = said["text"]
    return replace(
        found.law, title=said["title"], short=said["title"], country=said["country"].upper(), kind=kind, language=said["lang"],
        text=form, version=day,
    )  # fmt: skip


# ---- output --------------------------------------------------------------------------------------------------------


def _terminal(question: _Question, language: Language | None, changed: Changes | None = None) -> Terminal:
    from analysis.report.terminal import Terminal, console

    spoken = (language or _locale()).value
    return Terminal(question.report, question.asked.cards, console(sys.stdout), spoken, changed)


def _locale() -> Language:
    """Spanish where the machine speaks it, as POSIX orders the variables, else English."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return Language.es if named.lower().startswith("es") else Language.en


def _known_format(name: str, detail: Detail) -> None:
    from analysis.report import formats, shows_detail

    if name not in formats():
        raise UsageError(f"there is no format “{name}”", do=f"Known formats: {', '.join(formats())}")
    if detail != Detail.full and not shows_detail(formats()[name]):
        known = ", ".join(other for other, module in formats().items() if shows_detail(module))
        raise UsageError(f"the format “{name}” is always whole", do=f"These can be a summary: {known}")


def _written(
    format: str,
    question: _Question,
    language: Language | None,
    changed: Changes | None = None,
    detail: Detail = Detail.full,
) -> bytes:
    """The report in that format."""
    writer = import_module(f"analysis.report.{format}")
    more: dict[str, Any] = {"changes": changed} if changed else {}
    if detail != Detail.full:
        more["detail"] = detail.value
    data: bytes = writer.write(question.report, question.asked.cards, (language or _locale()).value, **more)
    return data


def _write(file: Path, data: bytes) -> None:
    from analysis import cache

    try:
        cache.write(file, data)
    except OSError as fault:
        raise HomologaError(
            f"the report cannot be written ({fault.strerror or fault})",
            where=file,
            do="Name another file with --output",
        ) from fault


def _print_json(record: Any) -> None:
    print(json.dumps(record, ensure_ascii=False, indent=2))


def _say(line: str) -> None:
    print(f"homologa: {' '.join(line.split())}", file=sys.stderr)


@contextlib.contextmanager
def _progress() -> Iterator[batch.Progress | None]:
    """A progress bar on standard error, where that is a terminal; it appears when there is something to wait for."""
    if not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []

    def tell(done: int, total: int, name: str) -> None:
        if not bars:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}", markup=False),
            )
            bars.append(Progress(*columns, console=Console(stderr=True), transient=True))
            bars[0].start()
            bars[0].add_task("", total=total)
        bars[0].update(bars[0].task_ids[0], completed=done, description=name)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.stop()


def main() -> None:
    """Runs the command that was given, and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if any(word == "--json" for word in sys.argv) or sys.argv[1:2] == ["tag"]:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except HomologaError as fault:
        _say(str(fault))
        code = fault.exit_code
    except typer.TyperException as fault:
        _say(getattr(fault, "format_message", fault.__str__)())
        code = getattr(fault, "exit_code", 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    if code == 130:
        _say("interrupted; what was done so far is kept")
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
