"""The texts of a law as one stream of tokens, indexed by the words of phrases that each token can fill.

spaCy takes as long to tell the tokens of a new word as to read a page of known ones, and most words of a law are letters and nothing else, or letters
and one mark. Those are their own tokens; only the others are given to spaCy, and each distinct word of a law is looked at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from analysis.tag.filling import NOTHING, Filling
from analysis.tag.language import fold

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

STOPS = frozenset(".;:")
"""Tokens that no phrase crosses."""

_PLAIN = re.compile(r"([^\W\d_]+)(?:[,;:]|(?<=[a-zß-ÿ])\.)?")
_NOISE = re.compile(r"[a-zñ][0-9|!$][a-zñ]|[a-zñ]{2}[|$]|\b[b-df-hj-np-tv-xz]{5,}\b")
_BETWEEN = " "
"""Stands between two texts; no chunk of a text is a blank."""


@dataclass(frozen=True, slots=True)
class Token:
    """The characters ``chunk[start:end]`` and what they fill (see `Filling`)."""

    start: int
    end: int
    kind: int


class _Chunks(dict[str, tuple[int, ...]]):
    """What the tokens of each chunk fill; worked out as chunks come."""

    def __init__(self, filling: Filling, tokenizer: Tokenizer) -> None:
        super().__init__({_BETWEEN: (STOP,), "": (NOTHING,)})
