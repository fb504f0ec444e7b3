"""What commands say: results on standard output, what went wrong and how far they are on standard error."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis import batch
from analysis.commands.options import Language, asked_for
from analysis.errors import HomologaError
from analysis.model import Problem


def spoken(asked: Language | None = None) -> str:
    """The language asked for; else Spanish where the machine speaks it, as POSIX orders the variables, or English."""
    if asked := asked or asked_for.get():
        return asked.value
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "es" if named.lower().startswith("es") else "en"


def write(file: Path, data: bytes) -> None:
    """Writes the whole file or nothing of it. Raises HomologaError where that cannot be."""
    from analysis import cache

    try:
        cache.write(file, data)
    except OSError as fault:
        raise HomologaError(
            f"the report cannot be written ({fault.strerror or fault})",
            where=file,
            do="Name another file with --output",
        ) from fault


def print_json(record: Any) -> None:
    """The result for a program, on standard output."""
    print(json.dumps(record, ensure_ascii=False, indent=2))


def say(line: str) -> None:
    """One line for a person, on standard error."""
    print(f"homologa: {' '.join(line.split())}", file=sys.stderr)


def say_fault(fault: HomologaError | Problem) -> None:
    """What went wrong, in the language of the command."""
    from analysis.messages import told

    say(told(fault, spoken()))


@contextlib.contextmanager
def progress_bar() -> Iterator[batch.Progress | None]:
    """A progress bar on standard error, where that is a terminal; it appears when there is something to wait for."""
    if not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []

    def tell(done: int, total: int, name: str) -> None:
        if not bars:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}", markup=False),
            )
            bars.append(Progress(*columns, console=Console(stderr=True), transient=True))
            bars[0].start()
            bars[0].add_task("", total=total)
        bars[0].update(bars[0].task_ids[0], completed=done, description=name)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.stop()
