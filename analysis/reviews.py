"""What people decided of the tagger's annotations, put in their place: tag -> reviews -> check.

A review belongs to the words it was made on. :func:`anchored` finds them again by quote when the law's text has changed; a review
whose words are gone is stale: it changes nothing, is never dropped, and findings that rest on it say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analysis.errors import HomologaError
from analysis.model import BASIC_UNITS, Annotation, Clause, Evidence, Finding, Role

if TYPE_CHECKING:
    from analysis.provisions import Tagged

LIKE = 90
"""RapidFuzz's partial ratio (0 to 100) from which words of the same article pass for those of a review."""


class ReviewError(HomologaError):
    """A file of reviews does not fit its schema."""


@dataclass(frozen=True, slots=True)
class Review:
    """One decision that counts. `law`, `sha256` and `quote` say what it was made on; `by` is a person's published name, `on` a moment or a day (ISO 8601).

    `replaces` is the tagger's annotation (role, start, end, quote) that was accepted, corrected or rejected. A `contested` one does not count:
    somebody else says otherwise, and nobody has decided; findings that would be others with it say so. `criteria` is what was asked when it was
    said: a hash of the criterion of each requirement that looked for the concept; empty where nobody wrote it down.
    """

    law: str
    eid: str
    concept: str
    role: Role
    start: int
    end: int
    quote: str
    verdict: Literal["accepted", "corrected", "rejected", "added"]
    by: str
    on: str
    sha256: str
    values: Mapping[str, Any] = field(default_factory=dict)
    replaces: Mapping[str, Any] | None = None
    contested: bool = False
    criteria: Mapping[str, str] = field(default_factory=dict)

    @property
    def signed(self) -> str:
        """Who decided, and when."""
        return f"{self.by}, {self.on[:10]}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A law with its reviews in place, those that were applied as they now stand, those that are stale, and those that are contested."""

    tagged: Tagged
    applied: tuple[Review, ...] = ()
    stale: tuple[Review, ...] = ()
    contested: tuple[Review, ...] = ()


def load(folder: Path) -> tuple[Review, ...]:
    """The reviews of all ``*.jsonl`` of `folder`, one a line. Raises ReviewError with file and line of a mistake."""
    return tuple(_in_files(sorted(folder.glob("*.jsonl"))))


def _in_files(files: Iterable[Path]) -> Iterator[Review]:
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
            try:
                if line:
                    yield _read(line)
            except (ValueError, TypeError) as fault:
                raise ReviewError(
                    f"line {number} is no review ({' '.join(str(fault).split())[:100]})", where=file,
                    do="Write the file again with the command that exports reviews",
                ) from fault  # fmt: skip


def _read(line: str) -> Review:
    """The review that a line says. Raises ValueError and TypeError for what is none."""
    from pydantic import TypeAdapter

    from analysis import values

    Review(**json.loads(line))  # pydantic lets keys pass that a dataclass does not know
    found = TypeAdapter(Review).validate_json(line, strict=True)
    if wrong := values.fault(found.values):
        raise ValueError(f"values, {wrong}")
    return found


def written(reviews: Iterable[Review]) -> str:
    """`reviews` as JSON Lines, in an order of their own, so that equal decisions give an equal file."""
    lines = sorted(json.dumps(_told(review), ensure_ascii=False, sort_keys=True) for review in reviews)
    return "".join(f"{line}\n" for line in lines)


def _told(review: Review) -> dict[str, Any]:
    return {name: value for name, value in asdict(review).items() if name not in ("contested", "criteria") or value}


def save(folder: Path, reviews: Iterable[Review]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Writes `reviews` into `folder`, one JSON Lines file a law, in the place of what it wrote there before. Gives the files that it wrote,
    and those of laws without decisions, which it removed: a decision that was taken back counts no more.
    """
    from analysis.cache import write

    made: dict[Path, list[Review]] = {}
    for review in reviews:
        made.setdefault(folder / _file_name(review), []).append(review)
    gone = tuple(file for file in sorted(folder.glob("*.jsonl")) if file not in made and _is_own(file))
    for file, found in made.items():
        write(file, written(found).encode())
    for file in gone:
        file.unlink()
    return tuple(sorted(made)), gone


def _file_name(review: Review) -> str:
    return f"{_text(review.law).strip('/').removeprefix('akn/').replace('/', '_')}.jsonl"


def _is_own(file: Path) -> bool:
    """Is it a file that :func:`save` wrote: reviews of the law of its name, and nothing else?"""
    try:
        return {_file_name(review) for review in _in_files([file])} == {file.name}
    except (HomologaError, OSError, ValueError):
        return False


def of_law(reviews: Iterable[Review], expression: str) -> tuple[Review, ...]:
    """Those of `reviews` that were made on a text of the same work in the same language."""
    return tuple(review for review in reviews if _text(review.law) == _text(expression))


def _text(expression: str) -> str:
    return expression.rpartition("@")[0]


# ---- words ---------------------------------------------------------------------------------------------------------


def anchored(
    clauses: Mapping[str, Clause], eid: str, start: int, end: int, quote: str
) -> tuple[str, int, int, str] | None:
    """Where `quote` stands now, as (eid, start, end, words): at its place; else once, literally, in its clause or its article; else where
    words of its article are most like it. None where they are gone.

    >>> anchored({"art_1": Clause("art_1", "article", text="Quien capte a otro")}, "art_1", 0, 5, "capte")
    ('art_1', 6, 11, 'capte')
    """
    own = clauses.get(eid)
    if own is not None and own.text[start:end] == quote:
        return eid, start, end, quote
    if not quote:
        return (eid, 0, 0, "") if own is not None else None
    near = [own] if own is not None else []
    article = next(
        (clauses[above] for above in _upwards(eid) if above in clauses and clauses[above].kind in BASIC_UNITS), own
    )
    near += [clause for clause in article.walk() if clause is not own] if article is not None else []
    for clause in near:
        if (at := _nearest(clause.text, quote, start)) >= 0:
            return clause.eid, at, at + len(quote), quote
    return _most_like(near, quote)


def _upwards(eid: str) -> Iterator[str]:
    while eid:
        yield eid
        eid = eid.rpartition("__")[0]


def _nearest(text: str, quote: str, start: int) -> int:
    """Where `quote` stands in `text`, nearest to `start`; -1 where it does not."""
    places, at = [], text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return min(places, key=lambda place: abs(place - start), default=-1)


def _most_like(clauses: Sequence[Clause], quote: str) -> tuple[str, int, int, str] | None:
    from rapidfuzz import fuzz

    best: tuple[float, tuple[str, int, int, str]] | None = None
    for clause in clauses:
        if len(clause.text) < len(quote) / 2:
            continue
        found = fuzz.partial_ratio_alignment(quote, clause.text, score_cutoff=LIKE)
        if found is None:
            continue
        start, end = _whole_words(clause.text, found.dest_start, found.dest_end)
        if _same_sense(quote, clause.text[start:end]):
            place = (clause.eid, start, end, clause.text[start:end])
            best = max(best or (found.score, place), (found.score, place), key=lambda each: each[0])
    return best[1] if best else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


_TELLING = {"no", "not", "ni", "sin", "never", "nunca", "without", "nor", "salvo", "excepto", "unless", "except"}


def _same_sense(one: str, other: str) -> bool:
    """Are negations and numbers the same? Likeness of words does not see them: “no será sancionado” is 98 like its contrary."""

    def telling(words: str) -> list[str]:
        bare = (word.strip(".,;:()“”\"'").casefold() for word in words.split())
        return [word for word in bare if word in _TELLING or any(sign.isdigit() for sign in word)]

    return telling(one) == telling(other)


# ---- in their place ------------------------------------------------------------------------------------------------


def apply(tagged: Tagged, reviews: Sequence[Review]) -> Reviewed:
    """`tagged` as people left it. Of two reviews of the same words the later counts."""
    if not reviews:
        return Reviewed(tagged)
    clauses = {clause.eid: clause for top in tagged.clauses for clause in top.walk()}
    said = list(tagged.annotations)
    applied, stale, contested = [], [], []
    for review in sorted(reviews, key=_order):
        now = _moved(review, clauses, tagged.law.expression)
        if now is None:
            if not review.contested:
                stale.append(review)
            continue
        if review.contested:
            contested.append(now)
            continue
        applied.append(now)
        said = [a for a in said if not _is_about(now, a)]
        if now.verdict != "rejected":
            said.append(_annotation(now))
    return Reviewed(replace(tagged, annotations=tuple(said)), tuple(applied), tuple(stale), tuple(contested))


def _order(review: Review) -> tuple[object, ...]:
    """The earlier first; of two of one moment, whatever the order in which they came, the same."""
    return review.on, review.verdict == "added", review.eid, review.start, written([review])


def sides(reviewed: Sequence[Reviewed]) -> tuple[list[Tagged], ...]:
    """The laws as those have it who keep what is contested, and as those who reject it; nothing where nothing is contested."""
    if not any(each.contested for each in reviewed):
        return ()
    return tuple(
        [apply(each.tagged, [replace(one, contested=False) for one in each.contested if (one.verdict == "rejected") == rejecting]).tagged for each in reviewed]
        for rejecting in (False, True)
    )  # fmt: skip


def _moved(review: Review, clauses: Mapping[str, Clause], expression: str) -> Review | None:
    found = anchored(clauses, review.eid, review.start, review.end, review.quote)
    if found is None:
        return None
    eid, start, end, quote = found
    before = review.replaces
    if before is not None:
        old = anchored(clauses, review.eid, before["start"], before["end"], before["quote"])
        before = {**before, "eid": old[0], "start": old[1], "end": old[2], "quote": old[3]} if old else None
    return replace(review, law=expression, eid=eid, start=start, end=end, quote=quote, replaces=before)


def _is_about(review: Review, annotation: Annotation) -> bool:
    """Is `annotation` what `review` took the place of, or the same thing said of the same words?"""
    said = (annotation.eid, annotation.concept, annotation.role, annotation.start, annotation.end)
    if said == (review.eid, review.concept, review.role, review.start, review.end):
        return True
    before = review.replaces
    if annotation.by.startswith("model:"):
        return _same_words(review, annotation)
    return (
        before is not None
        and annotation.eid == before.get("eid", review.eid)
        and annotation.concept == before.get("concept", review.concept)
        and annotation.role == before["role"]
        and annotation.start <= before["start"] and before["end"] <= annotation.end
    )  # fmt: skip


def _same_words(review: Review, annotation: Annotation) -> bool:
    """Does `annotation` say of words what the review is about? A model marks other words than the rules on which people decided."""
    said = [(review.concept, review.eid, review.start, review.end)]
    if before := review.replaces:
        said.append(
            (before.get("concept", review.concept), before.get("eid", review.eid), before["start"], before["end"])
        )
    return any(
        (annotation.concept, annotation.eid) == (concept, eid) and annotation.start < end and start < annotation.end
        for concept, eid, start, end in said
    )


def _annotation(review: Review) -> Annotation:
    return Annotation(
        review.law, review.eid, review.concept, review.role, review.start, review.end, review.quote,
        dict(review.values), f"person:{review.signed}",
    )  # fmt: skip


# ---- in findings ---------------------------------------------------------------------------------------------------


def credited(finding: Finding, reviewed: Iterable[Reviewed], criteria: Mapping[str, Mapping[str, str]]) -> Finding:
    """`finding` with who reviewed the words it rests on, and whose reviews of what it looked for are stale: their words are gone, or something
    else is asked by now (`criteria` as :func:`analysis.standards.criteria` gives them).
    """
    by: list[str] = []
    gone: list[str] = []
    for each in reviewed:
        law = each.tagged.law.expression
        sought = {concept for search in finding.searched if search.law == law for concept in search.concepts}
        quoted = [item for item in finding.evidence if item.law == law]
        for review in (one for one in each.applied if _bears_on(one, quoted, sought)):
            late = outdated(review.concept, review.criteria, criteria, finding.requirement)
            (gone if late else by).append(review.signed)
        gone += [review.signed for review in each.stale if review.concept in sought or _cites(review, quoted)]
    return replace(finding, reviewed_by="; ".join(sorted(set(by))), stale_reviews="; ".join(sorted(set(gone))))


def outdated(
    concept: str, then: Mapping[str, str], criteria: Mapping[str, Mapping[str, str]], requirement: str = ""
) -> bool:
    """Did `requirement`, or any that looks for `concept`, ask something else `then` than it does by `criteria`?"""
    now = criteria.get(concept, {})
    asked = {requirement} & then.keys() if requirement else then.keys()
    return any(then[name] != now.get(name) for name in asked)


def contested(finding: Finding, reviewed: Iterable[Reviewed], others: Iterable[Finding]) -> Finding:
    """`finding` with who differs on words that it rests on: those of whose words one of `others`, the finding as each side has it, makes something else."""
    if all(_same(finding, other) for other in others):
        return finding
    disputed = [(each.tagged.law.expression, review) for each in reviewed for review in each.contested]
    sought = {(search.law, concept) for search in finding.searched for concept in search.concepts}
    bearing = [review for law, review in disputed if (law, review.concept) in sought] or [
        review for _, review in disputed
    ]
    return replace(finding, contested="; ".join(sorted({review.signed for review in bearing})))


def _same(one: Finding, other: Finding) -> bool:
    """Is the answer the same, and are the words of `one` still among those that prove the `other`?"""
    said = [(each.status, each.divergence, each.missing, dict(each.values)) for each in (one, other)]
    return said[0] == said[1] and set(one.evidence) <= set(other.evidence)


def _bears_on(review: Review, quoted: Sequence[Evidence], sought: set[str]) -> bool:
    """Do the quoted words carry the review, or was something rejected that is looked for?"""
    if review.verdict == "rejected":
        return review.concept in sought
    return any(item.eid == review.eid and item.start <= review.start and review.end <= item.end for item in quoted)


def _cites(review: Review, quoted: Sequence[Evidence]) -> bool:
    return any(item.eid == review.eid for item in quoted)
