"""`fetch`, `add`, `build` and `serve`: texts that come, and the corpus made ready and shown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.commands import options
from analysis.commands.output import print_json, progress_bar, say, say_fault, spoken
from analysis.errors import ReadError, UsageError
from analysis.messages import message
from analysis.model import LANGUAGES, Kind
from analysis.report import plain

if TYPE_CHECKING:
    from analysis.model import Document, Law
    from analysis.official import Outcome, Told

NOT_ALL, NO_NETWORK = 3, 4
"""Exit codes of `fetch`: a text was refused or did not come; no host could be reached."""


def fetch(
    law: options.LawsArgument = None,
    country: options.FetchedCountryOption = None,
    everything: options.AllOption = False,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
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
        print_json({"laws": [fetched.record(each) for each in outcomes], **counts, "folder": str(library.own())})
    elif not all(each.offline for each in outcomes):
        from analysis.report.terminal import console

        fetched.table(outcomes, console(sys.stdout), spoken(lang))
    if outcomes and all(each.offline for each in outcomes):
        said = "no host could be reached, and the texts in use stay. Check the network, and run it again"
        say(message(said, spoken(lang)))
        raise typer.Exit(NO_NETWORK)
    if counts["refused"] or counts["failed"]:
        raise typer.Exit(NOT_ALL)


def add(
    file: options.FileArgument,
    title: options.TitleOption = "",
    country: options.FileCountryOption = "",
    kind: options.FileKindOption = "",
    lang: options.FileLanguageOption = "",
    text: options.TextOption = "",
    version: options.VersionOption = None,
    work: options.WorkOption = "",
    source: options.SourceOption = None,
    ocr: options.OcrOption = False,
    yes: options.YesOption = False,
    as_json: options.JsonOption = False,
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
            options.require(name, value)
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
        print_json({**plain.law(taken), "file": str(taken.file), "quality": quality})
    else:
        print(_words()["taken"].format(title=taken.title, file=taken.file))


def build(
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    country: options.BuildCountryOption = None,
    ocr: options.OcrOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Reads, tags and judges all laws ahead, so that the next report is there at once; what is known from before is left as it is."""
    found = library.corpus(corpus or (), with_embedded=with_embedded)
    with progress_bar() as progress:
        built = judging.build(
            found, catalogue(), as_of=date.today(), countries=country or (), ocr=ocr, progress=progress
        )
    for problem in built.problems:
        if problem.kind == "failed":
            say_fault(problem)
    record = {"laws": built.laws, "read": built.read, "from_cache": built.from_cache}
    if as_json:
        print_json({**record, "problems": [plain.problem(each) for each in built.problems]})
    else:
        print(_words(lang)["built"].format(**record, problems=len(built.problems)))


def serve(
    port: options.PortOption = 8501,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    as_json: options.JsonOption = False,
) -> None:
    """Starts the app that shows the laws in the browser of this machine, until Ctrl-C; with --json, its address is the first line."""
    library.corpus(corpus or (), with_embedded=with_embedded)
    if as_json:
        print(json.dumps({"address": f"http://localhost:{port}"}), flush=True)
    folders = [word for folder in corpus or () for word in ("--corpus", str(folder))]
    server = {"port": str(port), "headless": "true", "address": "localhost"}
    words = [
        "run",
        str(library.ROOT / "app.py"),
        *(word for name in server for word in (f"--server.{name}", server[name])),
    ]
    asked = ["--local", *folders, *(["--with-embedded"] if with_embedded else [])]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", *words, "--", *asked])


def _fetched(laws: Sequence[Law]) -> Sequence[Outcome]:
    import asyncio

    from analysis import official

    with progress_bar() as progress:
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


def _words(language: options.Language | None = None) -> dict[str, str]:
    from analysis.report.vocabulary import FETCHED

    return FETCHED[spoken(language)]


def _asked(name: str, default: str, asking: bool) -> str:
    """What a person answers for the option `name`, asked until it can be right; the default without a terminal."""
    if not asking:
        if not default:
            raise UsageError(f"--{name} is missing", do=f"Give --{name}; see homologa add --help")
        return default
    known = {"kind": get_args(Kind), "lang": tuple(LANGUAGES), "text": options.FORMS}.get(name, ())
    question = _words()[f"ask_{name}"].format(known=", ".join(known))
    while True:
        empty = "" if name == "version" else None
        answer = str(typer.prompt(question, default=default or empty, err=True, show_default=bool(default))).strip()
        try:
            options.require(name, answer)
        except UsageError as fault:
            say_fault(fault)
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
    described: dict[str, Any] = {"country": given["country"], "language": given["lang"], "kind": kind, "ocr": ocr}
    try:
        return acquire.looked_at(data, file.name, **described)
    except ReadError as fault:
        if given["lang"] or not asking or "language" not in fault.what:
            raise
        given["lang"] = _asked("lang", "", asking)
        return acquire.looked_at(data, file.name, **{**described, "language": given["lang"]})


def _agreed(asking: bool) -> None:
    if not asking:
        raise UsageError("nobody can be asked whether to take it", do="Give --yes")
    if not typer.confirm(_words()["sure"], err=True):
        raise typer.Exit(1)


def _preview(found: Document) -> None:
    from analysis.report import fetched
    from analysis.report.terminal import console

    fetched.preview(found, console(sys.stderr), spoken())


def _described(found: Document, given: dict[str, str], version: datetime | None, asking: bool) -> Law:
    """What the file tells of the law, what was given, and what is asked."""
    from analysis.official import amended_on

    told = {"lang": found.law.language, "title": found.preamble.partition("\n")[0][:200].strip() if asking else ""}
    said = {name: value or _asked(name, told.get(name, ""), asking) for name, value in given.items()}
    day = version.date() if version else amended_on(found)
    if asking and not version:
        answer = _asked("version", str(day or ""), asking)
        day = date.fromisoformat(answer) if answer else None
    kind: Any = said["kind"]
    form: Any = said["text"]
    return replace(
        found.law, title=said["title"], short=said["title"], country=said["country"].upper(), kind=kind, language=said["lang"],
        text=form, version=day,
    )  # fmt: skip
