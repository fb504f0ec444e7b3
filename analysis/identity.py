"""A name for all that a country's findings, or a report, rest on: equal inputs give an equal name, whoever makes it and wherever. No path, no
clock and no machine goes into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from analysis import cache, library, program, reading, trained
from analysis.catalogue import Catalogue
from analysis.model import Law, Observed, Snapshot
from analysis.report import plain
from analysis.reviews import Review, of_law, written


def of_country(country: library.Country, asked: Catalogue, ocr: bool, reviews: Sequence[Review]) -> str:
    """The name of what the findings on `country` rest on."""
    laws, behind = ([reading.key(law, ocr) for law in texts] for texts in (country.laws, country.behind))
    return cache.key(
        country.code,
        laws,
        behind,
        dict(country.has_no),
        _bound(country),
        asked.hash,
        program.source(),
        _decided([country], reviews),
    )


def snapshot(
    countries: Sequence[library.Country], asked: Catalogue, as_of: date, ocr: bool, reviews: Sequence[Review],
    observations: Mapping[tuple[str, str], tuple[Observed, ...]],
) -> Snapshot:  # fmt: skip
    """The state that a report on `countries` is made from: what its laws, its standards and what is said of them are."""
    texts = [
        [
            country.code,
            dict(country.has_no),
            _bound(country),
            [_identity(law) for law in (*country.laws, *country.behind)],
        ]
        for country in countries
    ]
    corpus = cache.key(texts, *(["ocr"] if ocr else []))[:16]
    standards = cache.key(asked.hash, [card.id for card in asked.cards])[:16]
    measured = [plain.accuracy(card.accuracy) for card in asked.cards]
    model = trained.used()
    codes = {country.code for country in countries}
    answers = [[*about, *map(asdict, said)] for about, said in sorted(observations.items()) if about[0] in codes]
    more = [*([answers] if answers else []), *([model] if model else [])]
    annotations = cache.key(program.concepts(), measured, _decided(countries, reviews), *more)[:16]
    name = cache.key(as_of.isoformat(), corpus, annotations, standards, program.version())[:12]
    return Snapshot(name, as_of, date.today(), corpus, annotations, standards, program.version(), model)


def _bound(country: library.Country) -> list[list[str]]:
    return [[party.treaty, party.since.isoformat()] for party in country.party_to]


def _decided(countries: Iterable[library.Country], reviews: Sequence[Review]) -> str:
    """What people decided on the laws of `countries`, as one text; empty where they did nothing."""
    return written(
        review for country in countries for law in country.laws for review in of_law(reviews, law.expression)
    )


def _identity(law: Law) -> list[Any]:
    """All that a report says of a law, or that its answers rest on."""
    in_force = [day.isoformat() if day else "" for day in (law.in_force_from, law.in_force_until)]
    told = [law.title, law.short, law.level, list(law.sources), in_force]
    return [law.expression, law.text, law.kind, law.status, list(law.covers), law.sha256, told]
