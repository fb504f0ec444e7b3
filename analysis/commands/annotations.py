"""`import`, and `export --annotations`: what is said of the words of one law, in the formats of other tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from analysis import batch, cache, decisions, library
from analysis.catalogue import catalogue
from analysis.commands import options
from analysis.commands.output import print_json, say, spoken, write
from analysis.commands.people import database
from analysis.errors import HomologaError, UsageError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.exchange import AnnotationSet
    from analysis.store.records import Words


SHOWN = 20
"""Changes that an import lists before it asks."""


def import_annotations(
    file: options.SetArgument,
    format: options.SetFormatOption,
    law: options.LawOption = "",
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    as_of: options.DayOption = None,
    complete: options.CompleteOption = False,
    yes: options.YesOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Reads annotations that were made in another tool, shows what they would change, and takes all of them into this machine's database, or none."""
    from analysis import exchange
    from analysis.report.vocabulary import IMPORTED
    from analysis.standards import criteria
    from analysis.tag import OWN
    from analysis.tag.concepts import embedded

    module = _set_format(format)
    found, sha256 = _annotation_set(corpus, with_embedded, law, as_of, ocr=False)
    try:
        with file.open("rb") as stream:
            data = stream.read(exchange.MOST_BYTES + 1)
    except OSError as fault:
        raise HomologaError(
            f"the file cannot be read ({fault.strerror or fault})", where=file, do="Check the path"
        ) from fault
    concepts = [*OWN, *(concept.id for concept in embedded())]
    said = exchange.read(format, data, found.law, found.clauses, concepts)
    asked = criteria(catalogue().requirements())
    changes = exchange.changes(said, found.annotations, module.LOSES, sha256, complete=complete, criteria=asked)
    counts = {verdict: sum(one.verdict == verdict for one in changes) for verdict in ("added", "corrected", "rejected")}
    words = IMPORTED[spoken(lang)]
    if not as_json:
        told = ", ".join(f"{n} {words[verdict]}" for verdict, n in counts.items())
        print(words["counts"].format(law=found.law, counts=told, n=len(said)))
        _list(changes, words, spoken(lang))
    if changes and not yes and not typer.confirm(words["take"], err=True):
        raise typer.Exit(1)
    written = _take(changes)
    if as_json:
        print_json({"law": found.law, "format": format, "found": len(said), **counts, "written": written})
    elif changes:
        print(words["written"].format(n=written) if written else words["again"])


def _list(changes: Sequence[Words], words: Mapping[str, str], language: str) -> None:
    """What an import would change, a line each."""
    from analysis.report.words import concept_name

    for one in changes[:SHOWN]:
        quote = f"“{one.quote[:60]}”" if one.quote else words["heading"]
        print(f"  {words[one.verdict]}: {one.eid}, {concept_name(one.concept, language)}: {quote}")
    if len(changes) > SHOWN:
        print(f"  {words['more'].format(n=len(changes) - SHOWN)}")


def export_annotations(
    format: str, output: Path, folders: Sequence[Path] | None, with_embedded: bool, law: str, day: datetime | None, ocr: bool, as_json: bool,
) -> None:  # fmt: skip
    module = _set_format(format)
    found, _ = _annotation_set(folders, with_embedded, law, day, ocr=ocr)
    data = module.write(found)
    write(output, data)
    if as_json:
        print_json({
            "law": found.law, "format": format, "output": str(output), "bytes": len(data), "annotations": len(found.annotations), "loses": list(module.LOSES),
        })  # fmt: skip
        return
    print(output)
    if module.LOSES:
        say(message(f"The format {format} cannot hold: {'; '.join(module.LOSES)}.", spoken()))


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
    read = next(batch.tagged([named], ocr=ocr, reviews=decisions.reviews()), None)
    if read is None:
        raise HomologaError("the law could not be read", where=named.file, do="See what parse says of it")
    texts = {clause.eid: clause.text for top in read.clauses for clause in top.walk()}
    return AnnotationSet(named.expression, named.language, texts, read.annotations), named.sha256 or library.sha256(
        named.file
    )


def _take(changes: Sequence[Words]) -> int:
    """Writes what people said in another tool, in the name of this machine's person; the same changes once only."""
    if not changes:
        return 0
    with database() as store:
        return store.take(f"import:{cache.key([asdict(one) for one in changes])}", store.local().id, changes)
