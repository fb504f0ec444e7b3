"""Teaches a model from what people decided, and finds out on which concepts it does better than the rules, on laws that it was not taught.

A spaCy `spancat` on the CPU, one for each language, from nothing but the clauses that people reviewed: no download, and the same clauses
give the same model.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analysis.errors import HomologaError
from analysis.reviews import Review, apply, of_law
from analysis.tag.learned import CANDIDATES, PIPE, Learned, read
from analysis.trained import keep

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from analysis.model import Annotation
    from analysis.provisions import Tagged

LEAST_CLAUSES, LEAST_LAWS, LEAST_EXAMPLES = 200, 2, 10
"""Reviewed clauses and laws of a language, and clauses that say a concept, below which there is too little to learn from."""
PARTS = 4
"""Into how many parts the laws are dealt, each held out in turn."""
_ROUNDS, _BATCH, _RATE, _SEED = 24, 8, 0.005, 0
_LEARNED = 0.02
"""What is still wrong (squared, for each place that says something) below which another round teaches nothing."""
_OTHERS, _OTHERS_EACH = 20, 4
"""Candidates that say nothing which a clause shows in a round of teaching: so many, and so many more for each that says something."""

Place = tuple[str, int, int]
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Taught:
    """A clause that people reviewed: its text, what the rules said of it, and what people left (concept, start, end)."""

    work: str
    language: str
    text: str
    rules: frozenset[str]
    truth: tuple[Place, ...]

    @property
    def concepts(self) -> Set[str]:
        return {concept for concept, _, _ in self.truth}


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was said is right, how much of what is right was said, and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Measure:
    """How rules and model did on one concept in held-out laws; `clauses` say it. The model is `used` where its F1 is higher."""

    concept: str
    clauses: int
    rules: Score
    model: Score

    @property
    def used(self) -> bool:
        return self.model.f1 > self.rules.f1


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of one language: how much there was to learn from, the figures by concept, or why nothing could be learned."""

    language: str
    clauses: int
    laws: int
    measures: tuple[Measure, ...] = ()
    too_few: bool = False


def reviewed(
    texts: Iterable[Tagged], reviews: Sequence[Review], finished: Mapping[tuple[str, str], frozenset[int]]
) -> list[Taught]:
    """The clauses of `texts` (as the rules left them) in which people decided something, or which they finished; not those on which they differ."""
    found = []
    for text in texts:
        law = text.law.expression
        now = apply(text, of_law(reviews, law))
        disputed = {review.eid for review in now.contested}
        done = {review.eid for review in now.applied} | {eid for where, eid in finished if where == law}
        clauses = {clause.eid: clause.text for top in text.clauses for clause in top.walk() if clause.text}
        for eid in sorted(done & clauses.keys() - disputed):
            before, after = ([a for a in said if a.eid == eid and _is_lexical(a)] for said in (text.annotations, now.tagged.annotations))  # fmt: skip
            truth = tuple(sorted({(a.concept, a.start, a.end) for a in after}))
            found.append(
                Taught(text.law.work, text.law.language, clauses[eid], frozenset(a.concept for a in before), truth)
            )
    return found


def _is_lexical(a: Annotation) -> bool:
    """Is it words that say a concept? Numbers and references are the rules' own."""
    from analysis.tag import OWN

    return bool(a.quote) and a.concept not in OWN and not a.concept.startswith("cue-")


def train(taught: Sequence[Taught], told: Told | None = None) -> tuple[str, tuple[Lesson, ...]]:
    """Teaches a model for each language that has enough, measures it on held-out laws, and keeps it for :mod:`analysis.tag.learned`.

    Gives its hash, and what came of each language. Raises HomologaError where there is too little in every language.
    """
    by_language = {
        name: [each for each in taught if each.language == name] for name in sorted({t.language for t in taught})
    }
    lessons, models = [], {}
    for name, own in by_language.items():
        laws = len({each.work for each in own})
        concepts = _learnable(own)
        if len(own) < LEAST_CLAUSES or laws < LEAST_LAWS or not concepts:
            lessons.append(Lesson(name, len(own), laws, too_few=True))
            continue
        tick = _Progress(told, name, (min(laws, PARTS) + 1) * _ROUNDS)
        measures = _measured(own, concepts, tick)
        models[name] = _fit(own, concepts, name, tick)
        lessons.append(Lesson(name, len(own), laws, measures))
    if not models:
        raise _too_few(lessons)
    known = {lesson.language: _record(lesson) for lesson in lessons if lesson.language in models}
    return keep(models, known), tuple(lessons)


def _too_few(lessons: Sequence[Lesson]) -> HomologaError:
    there = ", ".join(f"{each.language}: {each.clauses} of {each.laws} laws" for each in lessons) or "none"
    return HomologaError(
        f"there are too few reviewed clauses to learn from ({there}); it takes {LEAST_CLAUSES} of {LEAST_LAWS} laws or more in one language, and"
        f" {LEAST_EXAMPLES} that say one concept",
        do="Annotate more, then train again; until then the rules tag alone",
    )  # fmt: skip


def _record(lesson: Lesson) -> dict[str, Any]:
    return {
        "clauses": lesson.clauses, "laws": lesson.laws, "concepts": [each.concept for each in lesson.measures if each.used],
        "measures": [asdict(each) for each in lesson.measures],
    }  # fmt: skip


def _learnable(own: Sequence[Taught]) -> list[str]:
    """The concepts that enough clauses say, in more than one law."""
    clauses = Counter(concept for each in own for concept in each.concepts)
    laws = Counter(concept for _, concept in {(each.work, concept) for each in own for concept in each.concepts})
    return sorted(name for name, many in clauses.items() if many >= LEAST_EXAMPLES and laws[name] >= LEAST_LAWS)


class _Progress:
    def __init__(self, told: Told | None, name: str, whole: int) -> None:
        self._told, self._name, self._whole, self._done = told, name, whole, 0

    def __call__(self, rounds: int = 1) -> None:
        self._done += rounds
        if self._told:
            self._told(self._done, self._whole, self._name)


# ---- figures -------------------------------------------------------------------------------------------------------


def _measured(own: Sequence[Taught], concepts: Sequence[str], tick: _Progress) -> tuple[Measure, ...]:
    """The figures of each concept, from models that were not taught the law of the clause that they judge."""
    laws = sorted({each.work for each in own})
    random.Random(_SEED).shuffle(laws)
    judged: list[tuple[Taught, Set[str]]] = []
    for part in range(min(len(laws), PARTS)):
        held = set(laws[part::PARTS])
        model = Learned("", frozenset(concepts), _fit([t for t in own if t.work not in held], concepts, own[0].language, tick))  # fmt: skip
        asked = [each for each in own if each.work in held]
        said = model.find_all([each.text for each in asked])
        judged += [(each, {hit.concept for hit in hits}) for each, hits in zip(asked, said, strict=True)]
    return tuple(_measure(concept, judged) for concept in concepts)


def _measure(concept: str, judged: Sequence[tuple[Taught, Set[str]]]) -> Measure:
    right = [concept in each.concepts for each, _ in judged]
    rules = _score(right, [concept in each.rules for each, _ in judged])
    return Measure(concept, sum(right), rules, _score(right, [concept in said for _, said in judged]))


def _score(right: Sequence[bool], said: Sequence[bool]) -> Score:
    both = sum(r and s for r, s in zip(right, said, strict=True))
    precision, recall = both / max(sum(said), 1), both / max(sum(right), 1)
    return Score(precision, recall, 2 * both / max(sum(said) + sum(right), 1))


# ---- a model -------------------------------------------------------------------------------------------------------


def _fit(own: Sequence[Taught], concepts: Sequence[str], language: str, tick: _Progress) -> Language:
    """A pipeline that was taught `concepts` from these clauses."""
    import spacy
    from spacy.training import Example
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(_SEED)
    nlp = spacy.blank(language)
    pipe: Any = nlp.add_pipe(PIPE, config=_CONFIG)
    for concept in concepts:
        pipe.add_label(concept)
    examples = [Example(doc := read(nlp, each.text), _marked(doc, each, concepts)) for each in own]
    candidates = {id(each): list(each.predicted.spans[CANDIDATES]) for each in examples}
    whole = max(sum(len(each.reference.spans["said"]) for each in examples), 1)
    nlp.initialize(lambda: examples)
    _doubtful_at_first(pipe)
    adam, draw = Adam(_RATE, L2=0.0), random.Random(_SEED)
    for number in range(1, _ROUNDS + 1):
        draw.shuffle(examples)
        wrong: dict[str, float] = {}
        for some in (examples[start : start + _BATCH] for start in range(0, len(examples), _BATCH)):
            for each in some:
                each.predicted.spans[CANDIDATES] = _some(candidates[id(each)], each.reference, draw)
            nlp.update(some, sgd=adam, drop=0.1, losses=wrong)
        if wrong[PIPE] / whole < _LEARNED:
            tick(_ROUNDS - number + 1)
            break
        tick()
    return nlp


_CONFIG: dict[str, Any] = {
    "spans_key": "said", "threshold": 0.5, "max_positive": None,
    "suggester": {"@misc": "spacy.preset_spans_suggester.v1", "spans_key": CANDIDATES},
    "model": {
        "@architectures": "spacy.SpanCategorizer.v1",
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 64, "depth": 1, "embed_size": 2000,
            "window_size": 1, "maxout_pieces": 3, "subword_features": True,
        },
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": None, "nI": None},
    },
}  # fmt: skip


def _doubtful_at_first(pipe: Any) -> None:
    """Has the model begin with the belief that a candidate says nothing, as nearly all do; else it takes long to learn just that."""
    last = next(node for node in pipe.model.walk() if node.name == "linear")
    bias = last.get_param("b")
    bias[:] = -3.0
    last.set_param("b", bias)


def _marked(doc: Doc, each: Taught, concepts: Sequence[str]) -> Doc:
    """`doc` with what people say of it: each place as the candidate within it, if there is one."""
    marked = doc.copy()
    places = (
        (name, marked.char_span(start, end, alignment_mode="expand"))
        for name, start, end in each.truth
        if name in concepts
    )
    said = {(*found, name) for name, span in places if span is not None and (found := _within(span))}
    from spacy.tokens import Span

    marked.spans["said"] = [Span(marked, first, last, label=name) for first, last, name in sorted(said)]
    return marked


def _within(span: Span) -> tuple[int, int] | None:
    """The longest candidate within `span`."""
    inside = [(other.start, other.end) for other in span.doc.spans[CANDIDATES] if span.start <= other.start and other.end <= span.end]  # fmt: skip
    return max(inside, key=lambda place: (place[1] - place[0], -place[0]), default=None)


def _some(candidates: Sequence[Span], marked: Doc, draw: random.Random) -> list[Span]:
    """The candidates that say something, and some of the others."""
    says = {(span.start, span.end) for span in marked.spans["said"]}
    telling = [span for span in candidates if (span.start, span.end) in says]
    others = [span for span in candidates if (span.start, span.end) not in says]
    return [*telling, *draw.sample(others, min(len(others), _OTHERS + _OTHERS_EACH * len(says)))]
