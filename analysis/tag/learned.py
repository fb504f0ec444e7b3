"""What a model that learned from people's decisions says of words, for the concepts on which it does better than the rules.

The command `train` makes it; it lies in the reader's own folder, and without it only rules tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import trained
from analysis.errors import HomologaError
from analysis.model import Annotation, Clause
from analysis.tag.finder import Hit
from analysis.tag.language import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CANDIDATES, PIPE = "candidates", "spancat"
"""Where the spans to be judged stand in a spaCy Doc, and the name of the pipe that judges them."""
LONGEST = 8
"""Words of a candidate at most."""
_SHORT = 3
"""Words of so many letters (de, los, the, and …) neither begin nor end a candidate."""
_SURE = 0.5
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Learned:
    """A trained model of one language. It says nothing but of `concepts`; it was taught more, and has doubts about all."""

    hash: str
    concepts: frozenset[str]
    nlp: Language

    def find_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """What it says of each of `texts`, by place; of two places of one concept that overlap the surer."""
        by = f"model:{self.hash}"
        return [
            sorted(_apart(hit for hit in said if hit.score >= _SURE and hit.concept in self.concepts), key=_by_place)
            for said in self._judged(texts, by)
        ]

    def likely(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """How likely (0 to 1) each of `texts` says each concept that it was taught."""
        found: list[dict[str, float]] = []
        for said in self._judged(texts, ""):
            most: dict[str, float] = dict.fromkeys(self.nlp.get_pipe(PIPE).labels, 0.0)  # type: ignore[attr-defined]
            for hit in said:
                most[hit.concept] = max(most[hit.concept], hit.score)
            found.append(most)
        return found

    def _judged(self, texts: Sequence[str], by: str) -> Iterator[list[Hit]]:
        pipe: Any = self.nlp.get_pipe(PIPE)
        for start in range(0, len(texts), _BATCH):
            docs = [read(self.nlp, text) for text in texts[start : start + _BATCH]]
            spans, scores = pipe.predict(docs)
            at = 0
            for doc, many in zip(docs, spans.lengths, strict=True):
                rows = zip(spans.data[at : at + many].tolist(), scores[at : at + many], strict=True)
                yield [
                    Hit(concept, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), round(float(score), 3), by)
                    for (first, last), row in rows
                    for concept, score in zip(pipe.labels, row, strict=True)
                    if score > 0.01
                ]
                at += many


def read(nlp: Language, text: str) -> Doc:
    """`text` as words without accents and capitals, with the spans that may be judged: a few words that begin and end with one of more
    than three letters, within a sentence.
    """
    from spacy.tokens import Span

    doc = nlp.tokenizer(fold(text))
    bears = [token.is_alpha and len(token) > _SHORT for token in doc]
    spans = []
    for first in (at for at, good in enumerate(bears) if good):
        for last in range(first, min(first + LONGEST, len(doc))):
            if doc[last].text in ".;:":
                break
            if bears[last]:
                spans.append(Span(doc, first, last + 1))
    doc.spans[CANDIDATES] = spans
    return doc


def _by_place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.concept


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    taken: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken[hit.concept]):
            taken[hit.concept].append(hit)
            yield hit


def learned(language: str) -> Learned | None:
    """The trained model of a language; None where there is none."""
    found = trained.about()
    told = found.get("languages", {}).get(language)
    return _loaded(trained.folder() / found["hash"] / language, found["hash"], frozenset(told["concepts"])) if told else None  # fmt: skip


@lru_cache(maxsize=4)
def _loaded(folder: Path, hash: str, concepts: frozenset[str]) -> Learned:
    import spacy

    try:
        return Learned(hash, concepts, spacy.load(folder))
    except Exception as fault:  # whatever spaCy makes of files that are gone, damaged or another version's
        raise HomologaError(
            "the trained model cannot be read", where=folder, do="Train it again, or take it away with: train --remove"
        ) from fault


def doubts(clauses: Iterable[Clause], annotations: Iterable[Annotation], language: str) -> dict[str, float]:
    """How doubtful (0 to 1) it is what is said of each clause, by eid: how far the trained model is from saying the same, and how little the
    rules trust a scan. Without a model, only the latter.
    """
    texts = {clause.eid: clause.text for top in clauses for clause in top.walk() if clause.text}
    found = dict.fromkeys(texts, 0.0)
    said: dict[str, set[str]] = defaultdict(set)
    for a in annotations:
        if a.eid in found and a.quote:
            said[a.eid].add(a.concept)
            found[a.eid] = max(found[a.eid], 1 - a.score) if a.by.startswith("rule:") else found[a.eid]
    model = learned(language)
    if model is not None:
        for eid, likely in zip(texts, model.likely(list(texts.values())), strict=True):
            found[eid] = max([found[eid], *(abs((name in said[eid]) - score) for name, score in likely.items())])
    return found
