"""The table of penalties as many countries' laws phrase them, and of time spans: how many are read with exactly the numbers that stand beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from analysis.tag.penalties import penalties
from analysis.tag.spans import spans
from bench import ROOT, Row

TARGET = 0.98


def rows() -> Iterator[Row]:
    """One row for each table."""
    for name, reader in (("penalties", penalties), ("spans", spans)):
        right, phrasings = score(name, reader)
        yield Row(
            f"Phrasings of {name}, right in all numbers",
            f"{right}/{phrasings} = {right / phrasings:.1%}",
            f"≥ {TARGET:.0%}",
            right >= TARGET * phrasings,
        )


def score(name: str, reader: Callable[[str, str], Iterable[Any]]) -> tuple[int, int]:
    """How many phrasings of ``tests/<name>.tsv`` `reader` reads right, and how many there are."""
    lines = (ROOT / "tests" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    right = 0
    for language, text, expected in (line.split("\t") for line in lines):
        found = [dict(one.values) for one in reader(text.replace("\\n", "\n"), language)]
        right += _same(found, json.loads(expected))
    return right, len(lines)


def _same(found: Any, expected: Any) -> bool:
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return found.keys() == expected.keys() and all(_same(found[key], expected[key]) for key in found)
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(_same, found, expected))
    if isinstance(found, float) and isinstance(expected, (int, float)):
        return math.isclose(found, expected, abs_tol=0.001)
    return bool(found == expected)
