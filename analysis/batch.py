"""Many laws on many cores: reads, tags and checks what was not read, tagged and checked before, and keeps each result
as it is made.

A law's result is kept under what it rests on: the file's content, its manifest entry, the concepts, the program and
the libraries that read; a country's findings under its laws' results and the standards. Nothing heavy is imported
where all is at hand.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis import __version__, accuracy, cache, library, store, trained
from analysis.compare import RequirementCard
from analysis.errors import HomologaError, ReadError, UsageError
from analysis.model import (
    BASIC_UNITS,
    Annotation,
    Clause,
    Finding,
    Kind,
    Law,
    Observed,
    Problem,
    Quality,
    Report,
    Snapshot,
)
from analysis.report import plain
from analysis.reviews import Review, Reviewed, apply, contested, credited, load, of_law, sides, written

if TYPE_CHECKING:
    from analysis.agreement import Coding
    from analysis.draft import Checked
    from analysis.earning import Ground
    from analysis.model import Document
    from analysis.provisions import Tagged
    from analysis.standards import Requirement
    from analysis.train import Taught

STANDARDS = library.ANNOTATIONS / "standards"
REVIEWED = library.ANNOTATIONS / "reviewed"
LIBRARIES = ("spacy", "lxml", "pypdfium2", "pystemmer", "pyahocorasick", "rapidfuzz", "charset_normalizer")
"""What reading and tagging rest on beside our own program, as their metadata folders are named."""

WORTH_A_POOL = 1_500_000
"""Bytes of law below which one process is done before others have started."""

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and the name of the one just done."""

_READING = ("__init__.py", "model.py", "errors.py", "batch.py", "unlisted.py", "read", "tag")


# ---- what is asked -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The requirements of a folder of standards, as far as they are asked for; ``hash`` is of the whole folder, since
    they rest on one another.
    """

    folder: Path
    cards: tuple[RequirementCard, ...]
    hash: str

    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements of the folder with their criteria. Raises ManifestError."""
        from analysis.standards import load

        return load(self.folder)


def catalogue(folder: Path = STANDARDS, standards: Sequence[str] = ()) -> Catalogue:
    """The requirements under `folder`, of the named `standards` only where any is named.

    Raises UsageError for a folder or a standard that does not exist, ManifestError for a mistake in a file.
    """
    there = os.path.isdir(folder)  # noqa: PTH112 - says no to a name that is too long for any folder, where Path raises
    files = sorted(folder.glob("*.yaml")) if there else []
    if not files:
        raise UsageError(
            "there is no standard in this folder", where=folder, do="Give --standards a folder of YAML files"
        )
    names = [file.stem for file in files]
    if strange := [name for name in standards if name not in names]:
        raise UsageError(f"there is no standard “{strange[0]}”", do=f"Known standards: {', '.join(names)}")
    digest = cache.of_files(files, folder)
    cards = _cards(folder, digest)
    return Catalogue(folder, tuple(card for card in cards if not standards or card.standard in standards), digest)


def _cards(folder: Path, digest: str) -> list[RequirementCard]:
    key = cache.key("cards", digest, _program())
    records = cache.load("standards", key)
    if records is None:
        from analysis.standards import load

        records = sorted(map(_card, load(folder)), key=lambda record: (not record["code"], record["code"]))
        cache.save("standards", key, records)
    measured = accuracy.measured() if folder.resolve() == STANDARDS.resolve() else {}
    return [
        RequirementCard(
            **{**record, **{name: tuple(record[name]) for name in ("source", "compares")}},
            accuracy=measured.get(record["id"]),
        )
        for record in records
    ]


def _card(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "code": requirement.code,
        "standard": requirement.standard,
        "titles": dict(requirement.titles),
        "strength": requirement.strength,
        "severity": requirement.severity,
        "source": [f"{source.instrument} {source.article}" for source in requirement.source],
        "compares": list(requirement.compares),
        "standard_titles": dict(requirement.standard_titles),
        "explains": dict(requirement.explains),
        "question": dict(requirement.question),
        "standard_question": dict(requirement.standard_question),
        "lines": {name: line.record() for name, line in requirement.lines.items()},
        "not_above": requirement.not_above.model_dump() if requirement.not_above else None,
        "conduct": requirement.conduct.model_dump() if requirement.conduct else None,
    }


@dataclass(frozen=True, slots=True)
class Built:
    """What was worked out ahead: how many laws there are, how many of them were read now and how many were known, and what
    stood in the way.
    """

    laws: int
    read: int
    from_cache: int
    problems: tuple[Problem, ...]


def build(
    corpus: library.Corpus,
    asked: Catalogue,
    *,
    as_of: date,
    countries: Sequence[str] = (),
    ocr: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Reads and tags every law of `countries` in all its versions, and judges those of `as_of`, so that a report of that day is at
    hand. Raises what `findings` does.
    """
    codes = _codes(corpus, countries)
    laws = {law.expression + law.text: law for code in codes for law in corpus[code].laws}.values()
    known = sum(cache.has("laws", _key(law, ocr)) for law in laws)
    unsettled = _prepare(tuple(laws), ocr, progress)
    judged = findings(corpus, asked, as_of=as_of, countries=codes, ocr=ocr)
    read = [problem for law in laws for problem in _outcome(law, ocr, unsettled)[1]]
    return Built(len(laws), len(laws) - known, known, tuple(dict.fromkeys([*judged.problems, *read])))


# ---- laws ----------------------------------------------------------------------------------------------------------


def tagged(
    laws: Iterable[Law], progress: Progress | None = None, *, ocr: bool = False, reviews: Sequence[Review] = ()
) -> Iterator[Tagged]:
    """Each of `laws` read and tagged, in their order, with `reviews` in place; only one is held at a time. A law that fails
    is left out: `findings` names it.
    """
    laws = tuple(laws)
    unsettled = _prepare(laws, ocr, progress)
    for law in laws:
        found, _ = _outcome(law, ocr, unsettled)
        if found is not None:
            yield apply(found, of_law(reviews, law.expression)).tagged


def opened(name: str, corpus: library.Corpus, day: date, *, ocr: bool = False) -> Tagged:
    """The law that `name` names (an expression, a work or a file), read and tagged. Raises UsageError for a name that none has, ReadError
    for a law that cannot be read.
    """
    from analysis.unlisted import law

    named = law(name, corpus, day)
    found, problems = _outcome(named, ocr, _prepare([named], ocr, None))
    if found is None:
        what = problems[0] if problems else None
        raise ReadError(
            what.what if what else "the law cannot be read", where=named.file, do=what.do if what else "Check the file"
        )
    return found


def reviews() -> tuple[Review, ...]:
    """What people decided: the files of `annotations/reviewed`, and this machine's database where there is one, with what is contested there.

    Raises ReviewError, StoreError.
    """
    found = list(load(REVIEWED))
    if store.exists():
        database = store.Store()
        found += [*database.reviews(), *database.disputed()]
        database.close()
    return tuple({written([review]): review for review in found}.values())


def observations() -> Mapping[tuple[str, str], tuple[Observed, ...]]:
    """What countries' own people answered to findings in this machine's database, by country and requirement. Raises StoreError."""
    if not store.exists():
        return {}
    database = store.Store()
    try:
        return database.observations()
    finally:
        database.close()


def coded(corpus: library.Corpus, database: store.Store, progress: Progress | None = None) -> list[Coding]:
    """What people say of the clauses that they finished, in the laws of `corpus`. Raises StoreError."""
    from analysis.agreement import codings

    finished = database.finished()
    worked = {law for law, _ in finished}
    laws = {law.expression: law for country in corpus.values() for law in country.laws if law.expression in worked}
    return codings(database.marks(), finished, tagged(laws.values(), progress))


def taught(corpus: library.Corpus, decided: Sequence[Review], progress: Progress | None = None) -> list[Taught]:
    """The clauses that people reviewed, in the laws of `corpus`, as the rules alone tag them. Raises StoreError."""
    from analysis.train import reviewed

    finished: Mapping[tuple[str, str], frozenset[int]] = {}
    if store.exists():
        database = store.Store()
        finished = database.finished()
        database.close()
    named = {review.law for review in decided} | {law for law, _ in finished}
    return reviewed(_by_rules(_worked_on(corpus, named), progress), decided, finished)


def _worked_on(corpus: library.Corpus, named: Set[str]) -> list[Law]:
    """The laws of `corpus` whose expressions are `named`; for those that are there in another version only, the last one."""
    found: dict[str, list[Law]] = {}
    for law in (law for country in corpus.values() for law in country.laws):
        found.setdefault(f"{law.work}/{law.language}", []).append(law)
    texts = {name.rpartition("@")[0] for name in named}
    worked = [laws for laws in found.values() if laws[0].expression.rpartition("@")[0] in texts]
    return [
        law for laws in worked for law in [each for each in laws if each.expression in named] or [max(laws, key=_day)]
    ]


def _day(law: Law) -> str:
    return law.version.isoformat() if law.version else ""


def _by_rules(laws: Sequence[Law], progress: Progress | None) -> Iterator[Tagged]:
    from analysis.provisions import Tagged
    from analysis.read import read
    from analysis.tag import tag

    for done, law in enumerate(laws, 1):
        try:
            document = read(law)
        except HomologaError:
            continue
        if progress:
            progress(done, len(laws), law.short)
        yield Tagged(law, document.clauses, tag(document), document.quality, document.warnings)


def _prepare(laws: Sequence[Law], ocr: bool, progress: Progress | None) -> dict[str, Problem]:
    """Sees to it that each law's result is in the cache. Gives the failures that another try may mend, by expression;
    the others are in the cache too.
    """
    todo = [law for law in laws if not cache.has("laws", _key(law, ocr))]
    unsettled: dict[str, Problem] = {}
    if todo and progress:
        progress(0, len(todo), "")
    for done, (law, problem) in enumerate(_done(todo, ocr), 1):
        if problem is not None:
            unsettled[law.expression] = problem
        if progress:
            progress(done, len(todo), law.short)
    return unsettled


def _done(laws: list[Law], ocr: bool) -> Iterator[tuple[Law, Problem | None]]:
    cores = min(os.cpu_count() or 1, len(laws))
    if cores > 1 and sum(law.file.stat().st_size for law in laws if law.file.is_file()) > WORTH_A_POOL:
        yield from _pooled(sorted(laws, key=_size, reverse=True), ocr, cores)
    else:
        yield from ((law, make(law, ocr)) for law in laws)


def _size(law: Law) -> int:
    return law.file.stat().st_size if law.file.is_file() else 0


def _pooled(laws: list[Law], ocr: bool, cores: int) -> Iterator[tuple[Law, Problem | None]]:
    """As many at a time as there are cores. Where a process dies, those left are tried one by one, to know which law
    it died of.
    """
    left = {law.expression: law for law in laws}
    try:
        for law, problem in _in_pool(laws, ocr, cores):
            del left[law.expression]
            yield law, problem
    except BrokenProcessPool:
        for law in left.values():
            try:
                yield from _in_pool([law], ocr, 1)
            except BrokenProcessPool:
                what = f"reading it ended the process ({law.short}): it may need more memory than there is"
                yield (
                    law,
                    Problem(law.country, "failed", str(law.file), what, "Split the file, or use a larger machine"),
                )


def _in_pool(laws: list[Law], ocr: bool, cores: int) -> Iterator[tuple[Law, Problem | None]]:
    from loky import ProcessPoolExecutor  # its processes do not run the program's main script again, which an app's is

    pool = ProcessPoolExecutor(cores)
    try:
        with _deaf_children():
            futures = {pool.submit(make, law, ocr): law for law in laws}
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BaseException:
        pool.shutdown(kill_workers=True)
        raise
    pool.shutdown()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C: it reaches this one, which ends them, and none prints a
    traceback of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def make(law: Law, ocr: bool = False) -> Problem | None:
    """Reads and tags `law` and puts the result, or why there is none, into the cache. Gives the failures that another
    try may mend.
    """
    try:
        entry = _read_and_tagged(law, ocr)
    except HomologaError as fault:
        entry = {"failed": [f"{fault.what} ({law.short})", fault.do.rstrip(".")]}
        if ocr:
            return _failure(law, entry)
    except Exception as fault:  # one law never stops the others, whatever its reader did
        what = f"a fault of Homologa: {type(fault).__name__}: {' '.join(str(fault).split())[:200]} ({law.short})"
        return _failure(law, {"failed": [what, "Please report it"]})
    try:
        cache.save("laws", _key(law, ocr), entry)
    except cache.CacheError as fault:
        return Problem(law.country, "failed", fault.where, fault.what, fault.do)
    return None


def _failure(law: Law, entry: Mapping[str, Any]) -> Problem:
    what, do = entry["failed"]
    return Problem(law.country, "failed", str(law.file), what, do)


def _outcome(law: Law, ocr: bool, unsettled: Mapping[str, Problem]) -> tuple[Tagged | None, list[Problem]]:
    """What is in the cache for `law`, made anew where it was damaged or swept away in the meantime."""
    problem = unsettled.get(law.expression)
    entry = None if problem else cache.load("laws", _key(law, ocr))
    if entry is None and problem is None:
        problem = make(law, ocr)
        entry = cache.load("laws", _key(law, ocr))
    if problem is not None or entry is None:
        return None, [problem] if problem else []
    if "failed" in entry:
        return None, [_failure(law, entry)]
    return _tagged(law, entry), [
        Problem(law.country, "doubtful", str(law.file), what, do) for what, do in entry["doubts"]
    ]


def _key(law: Law, ocr: bool) -> str:
    entry = asdict(replace(law, file=Path(law.file.name), sha256=law.sha256 or _sha256(law.file)))
    return cache.key(
        {name: str(value) for name, value in entry.items()}, ocr, _program(*_READING), _annotations(), _libraries(), trained.used()
    )  # fmt: skip


def _sha256(file: Path) -> str:
    return library.sha256(file) if file.is_file() else ""


def _read_and_tagged(law: Law, ocr: bool) -> dict[str, Any]:
    from analysis.read import read
    from analysis.tag import tag
    from analysis.tag.learned import learned

    document = read(law, ocr=ocr)
    return {
        "clauses": [_packed(clause) for clause in document.clauses],
        "annotations": [
            [a.eid, a.concept, a.role, a.start, a.end, a.quote, plain.annotation(a)["values"], a.by, a.score]
            for a in tag(document, learned=learned(law.language))
        ],
        "quality": asdict(document.quality),
        "warnings": document.warnings,
        "doubts": list(_doubts(document)),
    }


def _doubts(document: Document) -> Iterator[tuple[str, str]]:
    """What a reader of the findings must know of this reading."""
    from analysis.tag import LANGUAGES
    from analysis.unlisted import guess_language, text

    law, quality = document.law, document.quality
    if quality.grade in "EF" and law.text != "digest":
        reasons = "; ".join(quality.reasons)
        yield (
            f"its reading has grade {quality.grade} ({law.short}): {reasons}",
            "Add a better text of it; nothing is called absent because of this one",
        )
    guess = guess_language(text(document))
    if law.language not in LANGUAGES:
        yield (
            f"no concept has phrases in its language, {law.language} ({law.short}): nothing is said of it",
            "Add a text in es or en",
        )
    elif guess and guess != law.language:
        yield (
            f"the manifest says {law.language}, and its words look like {guess} ({law.short})",
            "Check the language in laws.yaml",
        )


def _packed(clause: Clause) -> list[Any]:
    own = [clause.eid, clause.kind, clause.number, clause.heading, clause.text, clause.source]
    return [*own, [_packed(child) for child in clause.children]] if clause.children else own


def _unpacked(packed: Sequence[Any]) -> Clause:
    eid, kind, number, heading, text, source = packed[:6]
    below = packed[6] if len(packed) > 6 else ()
    return Clause(eid, kind, number, heading, text, source, tuple(_unpacked(child) for child in below))


def _tagged(law: Law, entry: Mapping[str, Any]) -> Tagged:
    from analysis.provisions import Tagged

    expression, quality = law.expression, entry["quality"]
    return Tagged(
        law,
        tuple(_unpacked(clause) for clause in entry["clauses"]),
        tuple(Annotation(expression, *said) for said in entry["annotations"]),
        Quality(**{**quality, "reasons": tuple(quality["reasons"])}),
        tuple(entry["warnings"]),
    )


# ---- findings ------------------------------------------------------------------------------------------------------


def findings(
    corpus: library.Corpus,
    asked: Catalogue,
    *,
    as_of: date,
    countries: Sequence[str] = (),
    ocr: bool = False,
    progress: Progress | None = None,
    reviews: Sequence[Review] = (),
    observations: Mapping[tuple[str, str], tuple[Observed, ...]] = MappingProxyType({}),
) -> Report:
    """The findings on every requirement of `asked` for each of `countries` (ISO 3166 codes; all that `corpus` has,
    unless named) on the day `as_of`, with `reviews` in the place of what the tagger said, and `observations` (by country and requirement)
    beside what they answer.

    A law that cannot be read is among the problems of the report. Raises UsageError for a country that is not in the
    corpus, ManifestError for a criterion that cannot be read, CacheError.
    """
    chosen = [library.judged(corpus[code], as_of) for code in _codes(corpus, countries)]
    records = _records(chosen, asked, ocr, progress, reviews)
    wanted = {card.id for card in asked.cards}
    laws = tuple(law for country, record in zip(chosen, records, strict=True) for law in _used(country, record))
    return Report(
        _snapshot(chosen, asked, as_of, ocr, reviews, observations),
        tuple(
            replace(found, observations=observations.get((found.country, found.requirement), ()))
            for record in records
            for found in map(plain.finding_of, record["findings"])
            if found.requirement in wanted
        ),
        laws,
        tuple(_problems(corpus, chosen, records, laws)),
        {law: places for record in records for law, places in record["places"].items()},
    )


def _used(country: library.Country, record: Mapping[str, Any]) -> Iterator[Law]:
    """The texts that were judged, and the laws of which none could be."""
    known = {(law.expression, law.text): law for law in (*country.laws, *country.behind)}
    return (known[expression, text] for expression, text in record["laws"])


def _codes(corpus: library.Corpus, countries: Sequence[str]) -> list[str]:
    known = [code for code in corpus if code not in ("", library.TREATIES)]
    wanted = list(dict.fromkeys(code.upper() for code in countries))
    if strange := [code for code in wanted if code not in known]:
        raise UsageError(f"the corpus has no country {strange[0]}", do=f"It has: {', '.join(known) or 'none'}")
    return wanted or known


def _problems(
    corpus: library.Corpus, chosen: Sequence[library.Country], records: Sequence[Mapping[str, Any]], laws: Sequence[Law]
) -> Iterator[Problem]:
    yield from corpus[""].problems if "" in corpus else ()
    files = {law.expression: str(law.file) for law in laws}
    for country, record in zip(chosen, records, strict=True):
        yield from country.problems
        for expression, kind, what, do in record["problems"]:
            yield Problem(country.code, kind, files.get(expression, expression), what, do)


def _records(
    countries: Sequence[library.Country],
    asked: Catalogue,
    ocr: bool,
    progress: Progress | None,
    reviews: Sequence[Review],
) -> list[dict[str, Any]]:
    """What was found for each country: from the cache, or worked out now, country by country."""
    keys = [_country_key(country, asked, ocr, reviews) for country in countries]
    known = [cache.load("countries", key) for key in keys]
    new = [country for country, record in zip(countries, known, strict=True) if record is None]
    unsettled = _prepare([law for country in new for law in country.laws], ocr, progress)
    records = []
    for country, key, record in zip(countries, keys, known, strict=True):
        if record is None:
            record = _judged(country, asked, ocr, unsettled, reviews)
            if not any(law.expression in unsettled for law in country.laws):
                cache.save("countries", key, record)
        records.append(record)
    return records


def _country_key(country: library.Country, asked: Catalogue, ocr: bool, reviews: Sequence[Review]) -> str:
    laws, behind = ([_key(law, ocr) for law in texts] for texts in (country.laws, country.behind))
    return cache.key(
        country.code,
        laws,
        behind,
        dict(country.has_no),
        _bound(country),
        asked.hash,
        _program(),
        _decided([country], reviews),
    )


def _bound(country: library.Country) -> list[list[str]]:
    return [[party.treaty, party.since.isoformat()] for party in country.party_to]


def _decided(countries: Iterable[library.Country], reviews: Sequence[Review]) -> str:
    """What people decided on the laws of `countries`, as one text; empty where they did nothing."""
    return written(
        review for country in countries for law in country.laws for review in of_law(reviews, law.expression)
    )


def _judged(
    country: library.Country, asked: Catalogue, ocr: bool, unsettled: Mapping[str, Problem], reviews: Sequence[Review]
) -> dict[str, Any]:
    from analysis.check import check
    from analysis.standards import criteria

    requirements = asked.requirements()
    known = criteria(requirements)
    reviewed, held, problems = _ground(country, ocr, unsettled, reviews)

    def answered(laws: Sequence[Tagged]) -> Sequence[Finding]:
        return check(country.code, replace(held, laws=laws), requirements, country.party_to)

    laws = held.laws
    answers = answered(laws)
    others = list(zip(*map(answered, sides(reviewed)), strict=True)) or [()] * len(answers)
    return {
        "findings": [
            plain.finding(contested(credited(found, reviewed, known), reviewed, other))
            for found, other in zip(answers, others, strict=True)
        ],
        "places": _places(laws, answers),
        "laws": [[law.expression, law.text] for law in (*(text.law for text in laws), *held.unread)],
        "problems": [[problem.where, problem.kind, problem.what, problem.do] for problem in problems],
    }


def _ground(
    country: library.Country, ocr: bool, unsettled: Mapping[str, Problem], reviews: Sequence[Review]
) -> tuple[list[Reviewed], Ground, list[Problem]]:
    """The texts on which `country` is judged, with what people decided on them, and what a reader must know of them."""
    from analysis.earning import ground

    problems: list[Problem] = []

    def read(law: Law) -> Tagged | None:
        found, doubts = _outcome(law, ocr, unsettled)
        problems.extend(replace(doubt, where=law.expression) for doubt in doubts)
        return found

    held = ground(country, read)
    problems.extend(_followed(text.law) for text in held.laws if text.law.expression in held.outdated)
    reviewed = [apply(text, of_law(reviews, text.law.expression)) for text in held.laws]
    return reviewed, replace(held, laws=[each.tagged for each in reviewed]), problems


def _followed(law: Law) -> Problem:
    what = f"a later text than that of {law.version} is known ({law.short}): what changed since may be missing"
    return Problem(
        law.country,
        "doubtful",
        law.expression,
        what,
        "Add the later text; nothing is called absent because of this one",
    )


def _places(laws: Iterable[Tagged], answers: Iterable[Finding]) -> dict[str, dict[str, str]]:
    named: dict[str, set[str]] = {}
    for answer in answers:
        for item in answer.evidence:
            named.setdefault(item.law, set()).add(item.eid)
    return {
        found.law.expression: {
            eid: place for eid, place in cited(found.clauses, "") if eid in named[found.law.expression]
        }
        for found in laws
        if found.law.expression in named
    }


def cited(clauses: Sequence[Clause], above: str) -> Iterator[tuple[str, str]]:
    """Every clause's eid with its place as a lawyer cites it: ``art. 10, II``, ``s. 279.01(1)(a)``."""
    for clause in clauses:
        number = clause.number.strip().rstrip(".-–—:º°ª").strip() or clause.number.strip()
        if clause.kind in BASIC_UNITS:
            place = (
                f"{'art.' if clause.kind == 'article' else 's.'} {number}" if number[:1].isdigit() else number or above
            )
        elif above and number:
            place = f"{above}{number}" if number.startswith("(") else f"{above}, {number}"
        else:
            place = above
        yield clause.eid, place or clause.heading
        yield from cited(clause.children, place)


# ---- a draft -------------------------------------------------------------------------------------------------------


def checked(
    read: Document,
    corpus: library.Corpus,
    asked: Catalogue,
    found: Report,
    *,
    country: str,
    kind: Kind | None = None,
    replaces: str = "",
    language: str = "",
) -> tuple[Checked, Report]:
    """The draft `read` checked for `country` beside its laws, or in place of the one that `replaces` names, and `found`, the report on
    all countries, with the draft's findings, text and places.

    Raises UsageError for a country or a law that is not there, ReadError for what is no law or no language with concepts.
    """
    from analysis.draft import as_draft, check_draft, kind_of
    from analysis.provisions import Tagged
    from analysis.tag import tag
    from analysis.tag.learned import learned

    (code,) = _codes(corpus, [country])
    held = library.judged(corpus[code], found.snapshot.as_of)
    replaced = _replaced(replaces, corpus, held, found.snapshot.as_of) if replaces else None
    if read.law.language not in library.TAGGED_LANGUAGES:
        raise ReadError(
            f"no concept has phrases in the language of the text, {read.law.language}", where=read.law.file.name,
            do=f"Give a draft in {' or '.join(library.TAGGED_LANGUAGES)}, or name its language",
        )  # fmt: skip
    told = kind or (replaced.kind if replaced else kind_of(read, found.laws))
    text = as_draft(read, code, told, replaced)
    draft = Tagged(text.law, text.clauses, tag(text, learned=learned(text.law.language)), text.quality, text.warnings)
    _, known, _ = _ground(held, False, _prepare(held.laws, False, None), reviews())
    answer = check_draft(
        draft, known, asked.requirements(), found.findings, replaces=replaced.expression if replaced else "", party_to=held.party_to,
        language=language or text.law.language,
    )  # fmt: skip
    after = {change.requirement: change.after for change in answer.changes}
    findings = tuple(after.get(f.requirement, f) if f.country == code else f for f in found.findings)
    places = {**found.places, draft.law.expression: dict(cited(draft.clauses, ""))}
    return answer, replace(found, findings=findings, laws=(*found.laws, draft.law), places=places)


def _replaced(name: str, corpus: library.Corpus, held: library.Country, day: date) -> Law:
    """The law in force of the draft's country that `name` names. Raises UsageError where it is none of them."""
    from analysis.unlisted import law

    named = law(name, corpus, day)
    for known in held.laws:
        if known.expression == named.expression or known.file.resolve() == named.file.resolve():
            return known
    known_works = ", ".join(known.work for known in held.laws)
    raise UsageError(
        f"“{name}” is no law in force of {held.code}", do=f"Name one of: {known_works or 'none is loaded'}"
    )


# ---- what results rest on ------------------------------------------------------------------------------------------


def _snapshot(
    countries: Sequence[library.Country], asked: Catalogue, as_of: date, ocr: bool, reviews: Sequence[Review],
    observations: Mapping[tuple[str, str], tuple[Observed, ...]],
) -> Snapshot:  # fmt: skip
    """Equal inputs give an equal id, whoever makes it and wherever: no path, no clock and no machine goes into it."""
    texts = [
        [country.code, dict(country.has_no), _bound(country), [_identity(law) for law in (*country.laws, *country.behind)]]
        for country in countries
    ]
    corpus = cache.key(texts, *(["ocr"] if ocr else []))[:16]
    standards = cache.key(asked.hash, [card.id for card in asked.cards])[:16]
    measured = [plain.accuracy(card.accuracy) for card in asked.cards]
    model = trained.used()
    codes = {country.code for country in countries}
    answers = [[*about, *map(asdict, said)] for about, said in sorted(observations.items()) if about[0] in codes]
    more = [*([answers] if answers else []), *([model] if model else [])]
    annotations = cache.key(_annotations(), measured, _decided(countries, reviews), *more)[:16]
    name = cache.key(as_of.isoformat(), corpus, annotations, standards, program())[:12]
    return Snapshot(name, as_of, date.today(), corpus, annotations, standards, program(), model)


def program() -> str:
    """The version of the program, with a hash of its source: ``0.1.0+1a2b3c4d``."""
    return f"{__version__}+{_program()[:8]}"


def _identity(law: Law) -> list[Any]:
    """All that a report says of a law, or that its answers rest on."""
    in_force = [day.isoformat() if day else "" for day in (law.in_force_from, law.in_force_until)]
    told = [law.title, law.short, law.level, list(law.sources), in_force]
    return [law.expression, law.text, law.kind, law.status, list(law.covers), law.sha256, told]


@lru_cache(maxsize=4)
def _program(*parts: str) -> str:
    """A hash of the program's source, of all of it or of the named files and folders."""
    base = Path(__file__).parent
    wanted = [base / part for part in parts] or [base]
    files = [file for part in wanted for file in (part.rglob("*.py") if part.is_dir() else [part])]
    return cache.of_files(files, base)


@lru_cache(maxsize=1)
def _annotations() -> str:
    """A hash of the concepts."""
    base = library.ANNOTATIONS
    return cache.of_files((base / "concepts").glob("*.yaml"), base)


@lru_cache(maxsize=1)
def _libraries() -> tuple[str, ...]:
    """The versions of the libraries that read, from the names of their metadata folders."""
    folders = [Path(path) for path in sys.path if Path(path).is_dir()]
    found = (name.removesuffix(".dist-info").lower() for folder in folders for name in os.listdir(folder))
    return (sys.version.split()[0], *sorted({name for name in found if name.rpartition("-")[0] in LIBRARIES}))
