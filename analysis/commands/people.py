"""`users`, `backup`, `restore`, `reviews`, `agreement` and `train`: what people did, kept, measured and taught from."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import decisions, library
from analysis.commands import options
from analysis.commands.output import print_json, progress_bar, say, spoken, write
from analysis.errors import HomologaError, UsageError
from analysis.report.vocabulary import PEOPLE

if TYPE_CHECKING:
    from analysis.store import Store
    from analysis.train import Lesson


def users(
    email: Annotated[
        str, typer.Argument(metavar="[EMAIL]", help="The person's e-mail address; all people are listed without.", show_default=False)
    ] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="Adds the person with this role, or gives it to one who is known: reader, annotator, reviewer, administrator.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The person's name, shown only where they agree.")] = "",
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:  # fmt: skip
    """Lists who may work on the laws, adds somebody, or changes a role."""
    with database() as store:
        if email:
            _set_person(store, email.casefold(), name, role)
        elif role or name:
            raise UsageError(
                "whose role or name is not said", do="Give the e-mail address: users ana@example.org --role annotator"
            )
        people = store.people()
    if as_json:
        print_json([asdict(each) for each in people])
        return
    words = PEOPLE[spoken(lang)]
    if not people:
        print(words["nobody"])
    for each in people:
        print(f"{words[each.role]:14} {each.pseudonym:9} {each.email}  {each.name}".rstrip())


def backup(output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Writes the backup to this file.", show_default=False)], lang: options.SpeakOption = None, as_json: options.JsonOption = False) -> None:  # fmt: skip
    """Writes all that people did into one file, from one state of the database, also while they work."""
    from analysis.store.backup import backup as write

    with database() as store:
        rows = write(store, output)
    _told(output, rows, lang, as_json)


def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup wrote.", show_default=False)], lang: options.SpeakOption = None, as_json: options.JsonOption = False) -> None:  # fmt: skip
    """Fills an empty database, SQLite or PostgreSQL, from a backup, all or nothing."""
    from analysis.store.backup import restore as fill

    with database() as store:
        rows = fill(store, file)
    _told(file, rows, lang, as_json)


def reviews(output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Writes the files into this folder, such as annotations/reviewed.", show_default=False)], lang: options.SpeakOption = None, as_json: options.JsonOption = False) -> None:  # fmt: skip
    """Writes the decisions of people that count as JSON Lines, one file a law, for the repository."""
    from analysis.reviews import save

    with database() as store:
        found = store.reviews()
    try:
        files, gone = save(output, found)
    except OSError as fault:
        raise HomologaError(
            f"the reviews cannot be written ({fault.strerror})", where=output, do="Name another folder"
        ) from fault
    if as_json:
        print_json({"reviews": len(found), "files": list(map(str, files)), "removed": list(map(str, gone))})
    else:
        counts = {"reviews": len(found), "files": len(files), **({"removed": len(gone)} if gone else {})}
        print(_counted(output, counts, lang))


def agreement(
    law: options.LawOption = "",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Writes the figures to this file, as CSV.", show_default=False)] = None,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
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
    with database() as store, progress_bar() as progress:
        finished = {place: people for place, people in store.finished().items() if expression in ("", place[0])}
        people, found = {each.id: each.shown for each in store.people()}, decisions.coded(folders, store, progress)
    language = spoken(lang)
    known = {each.expression: each.short for country in folders.values() for each in country.laws}
    rows = measured([each for each in found if expression in ("", each.law)])
    told = shown.Told(rows, language, known.__getitem__, lambda name: concept_name(name, language), people.__getitem__)
    if output is not None:
        write(output, shown.as_csv(told))
    left_out = Counter(place[0] for place in finished if place not in {(each.law, each.eid) for each in found})
    if as_json:
        print_json({"agreement": shown.records(rows, told.person), "left_out": left_out})
        return
    if left_out:
        say(told.words["not_loaded"].format(n=left_out.total(), laws=", ".join(sorted(left_out))))
    if finished:
        shown.show(told, console(sys.stdout))
    else:
        print(told.words["nobody"])


def train(
    remove: Annotated[bool, typer.Option("--remove", help="Takes the trained model away, so that the rules tag alone.")] = False,
    corpus: options.CorpusOption = None,
    with_embedded: options.EmbeddedOption = False,
    lang: options.SpeakOption = None,
    as_json: options.JsonOption = False,
) -> None:  # fmt: skip
    """Teaches a model from the clauses that people reviewed, measures it against the rules on laws that it was not taught, and uses it from then
    on for the concepts on which it does better. It takes 200 reviewed clauses of two laws or more in one language.
    """
    from analysis import trained
    from analysis.report import training
    from analysis.report.terminal import console
    from analysis.report.vocabulary import TRAINING

    language = spoken(lang)
    if remove:
        gone = trained.forget()
        print_json({"removed": gone}) if as_json else print(TRAINING[language]["removed" if gone else "nothing"])
        return
    begun = time.monotonic()
    hash, lessons = _taught(library.corpus(corpus or (), with_embedded=with_embedded))
    seconds = time.monotonic() - begun
    if as_json:
        print_json(training.record(hash, lessons, seconds))
    else:
        training.show(hash, lessons, seconds, console(sys.stdout), language)


def _taught(folders: library.Corpus) -> tuple[str, Sequence[Lesson]]:
    from analysis.train import train as teach

    with progress_bar() as reading:
        clauses = decisions.taught(folders, decisions.reviews(), reading)
    with progress_bar() as learning:
        try:
            return teach(clauses, learning)
        except OSError as fault:
            raise HomologaError(f"the model cannot be kept ({fault.strerror})", do="Make room, or name another folder in HOMOLOGA_HOME") from fault  # fmt: skip


@contextlib.contextmanager
def database() -> Iterator[Store]:
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
    elif name not in ("", known.name):
        raise UsageError(
            f"{email} is known already, and chooses their own name",
            do="Leave out --name; it is given on the page Annotate",
        )
    elif not role:
        raise UsageError(f"{email} is known already", do="Give another role with --role")
    else:
        store.set_role(key, chief, known.id, role)  # type: ignore[arg-type]


def _told(file: Path, rows: Mapping[str, int], lang: options.Language | None, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(file), "rows": dict(rows)})
    else:
        print(_counted(file, rows, lang))


def _counted(place: Path, counts: Mapping[str, int], lang: options.Language | None) -> str:
    words = PEOPLE[spoken(lang)]
    return f"{place}: " + ", ".join(f"{words[name]} {number}" for name, number in counts.items())
