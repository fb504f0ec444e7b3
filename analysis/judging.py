"""Countries judged: the findings on what is asked of each, from the cache or worked out now. A country's findings are kept under what they rest on:
the results of its laws, the standards, and what people decided. Nothing heavy is imported where all is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis import batch, cache, identity, library, reading
from analysis.catalogue import Catalogue
from analysis.model import Finding, Law, Observed, Problem, Report
from analysis.places import cited
from analysis.report import plain
from analysis.reviews import Review, Reviewed, apply, contested, credited, of_law, sides

if TYPE_CHECKING:
    from analysis.earning import Ground
    from analysis.provisions import Tagged

_ROOM = "countries"


def findings(
    corpus: library.Corpus,
    asked: Catalogue,
    *,
    as_of: date,
    countries: Sequence[str] = (),
    ocr: bool = False,
    progress: batch.Progress | None = None,
    reviews: Sequence[Review] = (),
    observations: Mapping[tuple[str, str], tuple[Observed, ...]] = MappingProxyType({}),
) -> Report:
    """The findings on every requirement of `asked` for each of `countries` (ISO 3166 codes; all that `corpus` has,
    unless named) on the day `as_of`, with `reviews` in the place of what the tagger said, and `observations` (by country and requirement)
    beside what they answer.

    A law that cannot be read is among the problems of the report. Raises UsageError for a country that is not in the
    corpus, ManifestError for a criterion that cannot be read, CacheError.
    """
    chosen = [library.judged(corpus[code], as_of) for code in library.codes(corpus, countries)]
    records = _records(chosen, asked, ocr, progress, reviews)
    wanted = {card.id for card in asked.cards}
    laws = tuple(law for country, record in zip(chosen, records, strict=True) for law in _used(country, record))
    return Report(
        identity.snapshot(chosen, asked, as_of, ocr, reviews, observations),
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
    progress: batch.Progress | None = None,
) -> Built:
    """Reads and tags every law of `countries` in all its versions, and judges those of `as_of`, so that a report of that day is at
    hand. Raises what `findings` does.
    """
    codes = library.codes(corpus, countries)
    laws = {law.expression + law.text: law for code in codes for law in corpus[code].laws}.values()
    known = sum(reading.known(law, ocr) for law in laws)
    unsettled = batch.prepare(tuple(laws), ocr, progress)
    judged = findings(corpus, asked, as_of=as_of, countries=codes, ocr=ocr)
    read = [problem for law in laws for problem in reading.outcome(law, ocr, unsettled)[1]]
    return Built(len(laws), len(laws) - known, known, tuple(dict.fromkeys([*judged.problems, *read])))


def _used(country: library.Country, record: Mapping[str, Any]) -> Iterator[Law]:
    """The texts that were judged, and the laws of which none could be."""
    known = {(law.expression, law.text): law for law in (*country.laws, *country.behind)}
    return (known[expression, text] for expression, text in record["laws"])


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
    progress: batch.Progress | None,
    reviews: Sequence[Review],
) -> list[dict[str, Any]]:
    """What was found for each country: from the cache, or worked out now, country by country."""
    keys = [identity.of_country(country, asked, ocr, reviews) for country in countries]
    known = [cache.load(_ROOM, key) for key in keys]
    new = [country for country, record in zip(countries, known, strict=True) if record is None]
    unsettled = batch.prepare([law for country in new for law in country.laws], ocr, progress)
    records = []
    for country, key, record in zip(countries, keys, known, strict=True):
        if record is None:
            record = _judged(country, asked, ocr, unsettled, reviews)
            if not any(law.expression in unsettled for law in country.laws):
                cache.save(_ROOM, key, record)
        records.append(record)
    return records


def _judged(
    country: library.Country, asked: Catalogue, ocr: bool, unsettled: Mapping[str, Problem], reviews: Sequence[Review]
) -> dict[str, Any]:
    from analysis.check import check
    from analysis.standards import criteria

    requirements = asked.requirements()
    known = criteria(requirements)
    reviewed, held, problems = ground_of(country, ocr, unsettled, reviews)

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


def ground_of(
    country: library.Country, ocr: bool, unsettled: Mapping[str, Problem], reviews: Sequence[Review]
) -> tuple[list[Reviewed], Ground, list[Problem]]:
    """The texts on which `country` is judged, with what people decided on them, and what a reader must know of them."""
    from analysis.earning import ground

    problems: list[Problem] = []

    def read(law: Law) -> Tagged | None:
        found, doubts = reading.outcome(law, ocr, unsettled)
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
        found.law.expression: {eid: place for eid, place in cited(found.clauses) if eid in named[found.law.expression]}
        for found in laws
        if found.law.expression in named
    }
