"""How often the verdicts on a requirement were right: measured on laws that people read before the program did, and kept as data in
`annotations/accuracy.json`, since those laws are no part of the program (`make measure` writes it anew).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.errors import ManifestError
from analysis.library import ANNOTATIONS

FILE = ANNOTATIONS / "accuracy.json"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The laws of `countries` (ISO 3166) were read by hand for one requirement, and in those `differing` the program's
    verdict was another than the reader's. `measured` is the day, `program` the version that was measured.
    """

    countries: tuple[str, ...]
    differing: tuple[str, ...]
    measured: date
    program: str

    @property
    def readings(self) -> int:
        """How many readings there are."""
        return len(self.countries)

    @property
    def right(self) -> int:
        """In how many of them the verdict was the reader's."""
        return len(self.countries) - len(self.differing)


@lru_cache(maxsize=4)
def measured(file: Path = FILE) -> Mapping[str, Accuracy]:
    """The accuracy of each requirement that was measured, by its id. Raises ManifestError where the file is damaged."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        day, program = date.fromisoformat(held["measured"]), str(held["program"])
        return {
            name: Accuracy(tuple(said["countries"]), tuple(said["differing"]), day, program)
            for name, said in held["requirements"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ManifestError(
            f"the table of accuracy cannot be read ({fault})",
            where=file,
            do="Restore it, or write it anew: make measure",
        ) from fault
