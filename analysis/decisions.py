"""What people decided and said: from the files of `annotations/reviewed` and this machine's database, brought to the laws that they worked on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from analysis import batch, library, store
from analysis.errors import HomologaError
from analysis.model import Law, Observed
from analysis.reviews import Review, load, written

if TYPE_CHECKING:
    from analysis.agreement import Coding
    from analysis.provisions import Tagged
    from analysis.train import Taught

REVIEWED = library.ANNOTATIONS / "reviewed"


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


def coded(corpus: library.Corpus, database: store.Store, progress: batch.Progress | None = None) -> list[Coding]:
    """What people say of the clauses that they finished, in the laws of `corpus`. Raises StoreError."""
    from analysis.agreement import codings

    finished = database.finished()
    worked = {law for law, _ in finished}
    laws = {law.expression: law for country in corpus.values() for law in country.laws if law.expression in worked}
    return codings(database.marks(), finished, batch.tagged(laws.values(), progress))


def taught(corpus: library.Corpus, decided: Sequence[Review], progress: batch.Progress | None = None) -> list[Taught]:
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


def _by_rules(laws: Sequence[Law], progress: batch.Progress | None) -> Iterator[Tagged]:
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
