"""What the program is measured by: speed as ratios taken in one run, and agreement with readings made by hand."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis import library
from analysis.model import Law

ROOT = Path(__file__).parents[1]
LAWS = ROOT.parent / "shared" / "laws"
"""Real laws, laid out like `corpus/`; they stand beside the project and are no part of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: `what` was measured, the figure as printed, the target and whether it is reached (None: there is no target)."""

    what: str
    measured: str
    target: str = ""
    reached: bool | None = None


LONG_ENOUGH = 0.5
"""Work that takes milliseconds is repeated for so many seconds, or chance decides."""


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs of `work`, in seconds: what is left when nothing else disturbs it."""
    taken: list[float] = []
    while len(taken) < times or sum(taken) < LONG_ENOUGH:
        taken.append(seconds(work))
    return min(taken)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes, in seconds."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def law(name: str) -> Law:
    """The law in the file `name` under `LAWS`: as its manifest tells it, else as its name does."""
    file = LAWS / name
    country = file.parent.name.upper()
    language = "fr" if "_fra" in file.name else "en" if country in ("CA", "US") else "es"
    return library.listed(file) or Law(
        f"/akn/{country.lower()}/act/{file.stem}", country, file.name, file.stem, "other", language, file
    )
