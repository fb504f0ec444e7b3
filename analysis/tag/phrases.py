"""The small language in which concepts are written down, its compilation, and its matching on the tokens of a clause.

``word`` any inflection, ``=word`` this form, ``stem*`` any word that starts so (``vali*ndose``: and ends so), ``a|b`` either, ``?word`` may be
missing, ``..3`` up to three words of anything within the sentence, ``#`` a number. Case and accents never matter.

spaCy's own Matcher follows every way to fill a gap at once, which doubles its states with each word of the gap; here a gap is filled with as
few words as will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.errors import ManifestError
from analysis.tag.language import fold, stem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GAP = re.compile(r"\.\.(\d+)$")
_WORD = re.compile(r"=?[^\W_][\w'’\-/°º.*]*$")
_STOPS = frozenset(".;:")
_NUMBER_WORDS = {
    "es": "un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiun veintiuno treinta cuarenta cincuenta sesenta cien ciento",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty hundred",
}


class Tokens:
    """The words of a clause by folded form and by stem, and where each stands."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lowers = [token.lower_ for token in doc]
        self.norms = [token.norm_ for token in doc]
        self.places: dict[str, list[int]] = {}
        for at, (lower, norm) in enumerate(zip(self.lowers, self.norms, strict=True)):
            self.places.setdefault(norm, []).append(at)
            self.places.setdefault(f"={lower}", []).append(at)

    def __len__(self) -> int:
        return len(self.lowers)


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a phrase: the stems, forms and shapes that fit it, and how many words may stand before it."""

    stems: frozenset[str]
    forms: frozenset[str]
    shape: re.Pattern[str] | None
    optional: bool
    gap: int

    def fits(self, tokens: Tokens, at: int) -> bool:
        lower = tokens.lowers[at]
        return (
            tokens.norms[at] in self.stems or lower in self.forms or (self.shape is not None and bool(self.shape.match(lower)))
        )

    def starts(self, tokens: Tokens) -> Iterator[int]:
        """Where a token fits, in no order; every token is tried only where a shape asks for it."""
        if self.shape is not None:
            yield from (at for at in range(len(tokens)) if self.fits(tokens, at))
            return
        for key in (*self.stems, *(f"={form}" for form in self.forms)):
            yield from tokens.places.get(key, ())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase, and what any text must contain for it to match.

    ``needs`` holds, for each word that cannot be missing, the literals (folded) of which the text has at least one.
    """

    items: tuple[Item, ...]
    needs: tuple[frozenset[str], ...]

    def find(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """The first and one past the last token of each match; gaps are as short as they can be."""
        for at, item in enumerate(self.items):
            for start in item.starts(tokens):
                end = self._end(tokens, at + 1, start + 1)
                if end:
                    yield start, end
            if not item.optional:
                return

    def _end(self, tokens: Tokens, at: int, place: int) -> int:
        if at == len(self.items):
            return place
        item = self.items[at]
        for here in range(place, min(place + item.gap + 1, len(tokens))):
            if item.fits(tokens, here):
                end = self._end(tokens, at + 1, here + 1)
                if end:
                    return end
            if tokens.lowers[here] in _STOPS:
                break
        return self._end(tokens, at + 1, place) if item.optional else 0


def compile_phrase(source: str, language: str, where: str = "") -> Phrase:
    """`source` as a Phrase for `language`. Raises ManifestError where it is not written in the phrase language.

    >>> compile_phrase("captar ..2 persona|víctima", "es").needs[0]
    frozenset({'cap'})
    """
    items: list[Item] = []
    needs: list[frozenset[str]] = []
    gap = 0
    for word in source.split():
        if found := _GAP.match(word):
            gap += int(found[1])
            continue
        alternatives = word.removeprefix("?").split("|")
        if not all(alternative == "#" or _WORD.match(alternative) for alternative in alternatives):
            raise ManifestError(f"the phrase “{source}” has an item that cannot be read: “{word}”", where=where)
        items.append(_item(alternatives, language, optional=word.startswith("?"), gap=gap))
        literals = frozenset(_literal(alternative, language) for alternative in alternatives)
        if not items[-1].optional and "" not in literals:
            needs.append(literals)
        gap = 0
    if not needs:
        raise ManifestError(f"the phrase “{source}” names no word", where=where, do="Give at least one word in full")
    return Phrase(tuple(items), tuple(needs))


def _item(alternatives: list[str], language: str, *, optional: bool, gap: int) -> Item:
    shapes = [re.escape(fold(a)).replace(r"\*", r"\w*") for a in alternatives if "*" in a]
    if "#" in alternatives:
        shapes.append(rf"\d[\d.,]*|{'|'.join(_NUMBER_WORDS.get(language, 'x').split())}")
    return Item(
        frozenset(stem(a, language) for a in alternatives if a[0] not in "=#" and "*" not in a),
        frozenset(fold(a[1:]) for a in alternatives if a[0] == "="),
        re.compile(rf"(?:{'|'.join(shapes)})$") if shapes else None,
        optional, gap,
    )  # fmt: skip


def _literal(alternative: str, language: str) -> str:
    """What the folded text must hold for `alternative` to match; empty where nothing can be said.

    A stem may differ from the word in its last letter or two ("party" -> "parti"), so those are left out.
    """
    if alternative == "#":
        return ""
    if alternative[0] == "=":
        return fold(alternative[1:])
    if "*" in alternative:
        return fold(alternative.split("*", 1)[0])
    root = stem(alternative, language)
    return root[: max(3, len(root) - 1)] if len(root) > 3 else root[:2]
