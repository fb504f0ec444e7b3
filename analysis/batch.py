"""Many laws on many cores: reads and tags those that were not read before."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis import reading
from analysis.model import Law, Problem
from analysis.reviews import Review, apply, of_law

if TYPE_CHECKING:
    from analysis.provisions import Tagged

WORTH_A_POOL = 1_500_000
"""Bytes of law below which one process is done before others have started."""

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and the name of the one just done."""


def tagged(
    laws: Iterable[Law], progress: Progress | None = None, *, ocr: bool = False, reviews: Sequence[Review] = ()
) -> Iterator[Tagged]:
    """Each of `laws` read and tagged, in their order, with `reviews` in place; only one is held at a time. A law that fails
    is left out: `judging.findings` names it.
    """
    laws = tuple(laws)
    unsettled = prepare(laws, ocr, progress)
    for law in laws:
        found, _ = reading.outcome(law, ocr, unsettled)
        if found is not None:
            yield apply(found, of_law(reviews, law.expression)).tagged


def prepare(laws: Sequence[Law], ocr: bool = False, progress: Progress | None = None) -> dict[str, Problem]:
    """Sees to it that each law's result is in the cache. Gives the failures that another try may mend, by expression;
    the others are in the cache too.
    """
    todo = [law for law in laws if not reading.known(law, ocr)]
    unsettled: dict[str, Problem] = {}
    if todo and progress:
        progress(0, len(todo), "")
    for done, (law, problem) in enumerate(_done(todo, ocr), 1):
        if problem is not None:
            unsettled[law.expression] = problem
        if progress:
            progress(done, len(todo), law.short)
    return unsettled


def _done(laws: list[Law], ocr: bool) -> Iterator[tuple[Law, Problem | None]]:
    cores = min(os.cpu_count() or 1, len(laws))
    if cores > 1 and sum(law.file.stat().st_size for law in laws if law.file.is_file()) > WORTH_A_POOL:
        yield from _pooled(sorted(laws, key=_size, reverse=True), ocr, cores)
    else:
        yield from ((law, reading.make(law, ocr)) for law in laws)


def _size(law: Law) -> int:
    return law.file.stat().st_size if law.file.is_file() else 0


def _pooled(laws: list[Law], ocr: bool, cores: int) -> Iterator[tuple[Law, Problem | None]]:
    """As many at a time as there are cores. Where a process dies, those left are tried one by one, to know which law
    it died of.
    """
    left = {law.expression: law for law in laws}
    try:
        for law, problem in _in_pool(laws, ocr, cores):
            del left[law.expression]
            yield law, problem
    except BrokenProcessPool:
        for law in left.values():
            try:
                yield from _in_pool([law], ocr, 1)
            except BrokenProcessPool:
                what = f"reading it ended the process ({law.short}): it may need more memory than there is"
                yield (
                    law,
                    Problem(law.country, "failed", str(law.file), what, "Split the file, or use a larger machine"),
                )


def _in_pool(laws: list[Law], ocr: bool, cores: int) -> Iterator[tuple[Law, Problem | None]]:
    from loky import ProcessPoolExecutor  # its processes do not run the program's main script again, which an app's is

    pool = ProcessPoolExecutor(cores)
    try:
        with _deaf_children():
            futures = {pool.submit(reading.make, law, ocr): law for law in laws}
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BaseException:
        pool.shutdown(kill_workers=True)
        raise
    pool.shutdown()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C: it reaches this one, which ends them, and none prints a
    traceback of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
