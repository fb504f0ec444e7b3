"""A report on all real laws: the first, a second one on what has not changed, and how the memory of a long run grows with the laws already done."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace

from bench import LAWS, ROOT, Row, law

SECONDS, GROWTH = 1.0, 1.1
ONE, FEW, MANY = "cr/codigo-penal_lexai.txt", 2, 20


def rows() -> Iterator[Row]:
    """One row for each report, and one for memory."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "analysis",
            "report",
            "--corpus",
            str(LAWS),
            "--with-embedded",
            "--output",
            f"{folder}/report.json",
        ]
        (first, peak), (second, _) = _run(command, folder), min(_run(command, folder) for _ in range(3))
    yield Row("Report on all laws, nothing read before", f"{first:.1f} s, peak {peak:.0f} MB")
    yield Row("Report on all laws, nothing changed", f"{second:.2f} s", f"< {SECONDS:.0f} s", second < SECONDS)
    few, many = _peak(FEW), _peak(MANY)
    yield Row(
        f"Peak memory, {MANY} laws done against {FEW}",
        f"{many / few:.2f}x ({many:.0f} MB, {few:.0f} MB)",
        f"≤ {GROWTH:.1f}x",
        many <= GROWTH * few,
    )


def _run(command: list[str], folder: str) -> tuple[float, float]:
    """Seconds and peak memory in megabytes of a command with a cache of its own in `folder`."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "HOMOLOGA_CACHE": f"{folder}/cache"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _peak(laws: int) -> float:
    """Peak memory, in megabytes, of a process that reads and tags a code `laws` times over, as as many laws."""
    with tempfile.TemporaryDirectory() as folder:
        return _run([sys.executable, "-m", "bench.reports", str(laws)], folder)[1]


def long_run(laws: int) -> None:
    """Reads and tags one code as `laws` different laws, one after another in one process."""
    from analysis import reading

    for number in range(laws):
        reading.make(replace(law(ONE), work=f"/akn/cr/act/2000/{number}"))


if __name__ == "__main__":
    long_run(int(sys.argv[1]))
