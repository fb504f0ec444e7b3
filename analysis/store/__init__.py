"""What people say of the laws, kept in a database: each edit is one transaction, written when it is made and told in the trail.

Roles are enforced here, whatever a page shows. Each edit carries a key of its client's: sent again, it gives the first result and writes
nothing. An edit on a clause carries the version of the clause that its maker saw; had somebody else worked on it meanwhile, it is refused
with their changes (:class:`Conflict`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import uuid4

from analysis.model import Clause, Law, Observed
from analysis.reviews import Review, anchored
from analysis.store.counting import as_review, grouped
from analysis.store.database import engine, exists
from analysis.store.records import (
    RANKS,
    Assignment,
    Closed,
    Comment,
    Conflict,
    Decision,
    Edit,
    Finish,
    Mark,
    Observation,
    Person,
    Rank,
    Refused,
    StoreError,
    Unavailable,
    Words,
    Work,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

__all__ = ["Store", "exists", "same_words"]

SAID = ("concept", "role", "start", "end", "quote", "values", "verdict", "criteria", "withdrawn")
"""What the maker of a mark may change of it."""
LOCAL = "local@localhost"
"""The one person of a machine of one's own."""


class Store:
    """The database at `url`, or where :func:`analysis.store.database.address` says. Raises StoreError."""

    def __init__(self, url: str = "") -> None:
        self.engine = engine(url)

    def close(self) -> None:
        self.engine.dispose()

    # -- people

    def local(self) -> Person:
        """The one person of this machine, made an administrator at the first call: the way in where nobody signs in."""
        return self._known(LOCAL) or self._first(LOCAL, "", "administrator")

    def sign_in(self, email: str, name: str = "") -> Person:
        """Who has this address, which an OpenID provider vouches for; someone new is a reader until an administrator says otherwise."""
        if not email:
            raise StoreError(
                "the provider gave no e-mail address", do="Allow it to share the address, and sign in again"
            )
        return self._known(email.casefold()) or self._first(email.casefold(), name, "reader")

    def _known(self, email: str) -> Person | None:
        from analysis.store.schema import people

        with self._reading() as db:
            row = db.execute(people.select().where(people.c.email == email)).one_or_none()
            return None if row is None else _record(Person, row)

    def _first(self, email: str, name: str, role: Rank) -> Person:
        from sqlalchemy.exc import IntegrityError

        from analysis.store.schema import people

        try:
            with self.engine.begin() as db:
                made = self._new_person(db, email, name, role)
                self._told(db, f"first:{email}", made["id"], "sign in", people, None, made)
                return Person(**made)
        except IntegrityError:  # another process was faster
            known = self._known(email)
            if known is None:
                raise
            return known

    def _new_person(self, db: Connection, email: str, name: str, role: Rank) -> dict[str, Any]:
        from analysis.store.schema import people

        pseudonym = f"P-{uuid4().hex[:6]}"
        row = {"email": email, "name": name, "pseudonym": pseudonym, "role": role, "named": False}
        return _insert(db, people, row)

    def people(self) -> tuple[Person, ...]:
        """All people, in the order in which they came."""
        from analysis.store.schema import people

        with self._reading() as db:
            return tuple(_record(Person, row) for row in db.execute(people.select().order_by(people.c.id)))

    def add_person(self, key: str, actor: int, email: str, name: str, role: Rank) -> Person:
        """Someone who may then sign in under that address. Raises Refused for anyone but an administrator, StoreError where they are known."""
        from analysis.store.schema import people

        _known_rank(role)
        with self._edit(key, actor, "administrator") as edit:
            if edit.again is None:
                if self._known_in(edit.db, email.casefold()):
                    raise StoreError(
                        f"{email} is known already", do=f"Give them another role: users {email} --role reviewer"
                    )
                edit.insert("add person", people, lambda db: self._new_person(db, email.casefold(), name, role))
        return Person(**edit.result)

    @staticmethod
    def _known_in(db: Connection, email: str) -> bool:
        from analysis.store.schema import people

        return db.execute(people.select().where(people.c.email == email)).first() is not None

    def set_role(self, key: str, actor: int, person: int, role: Rank) -> Person:
        """Gives a person another role. Raises Refused for anyone but an administrator, StoreError for the last of them."""
        from analysis.store.schema import people

        _known_rank(role)
        with self._edit(key, actor, "administrator") as edit:
            if edit.again is None:
                others = edit.db.execute(people.select().where(people.c.role == "administrator", people.c.id != person))
                if role != "administrator" and others.first() is None:
                    raise StoreError("the last administrator cannot become less", do="Make somebody else one first")
                edit.update("set role", people, edit.row(people, person), None, {"role": role})
        return Person(**edit.result)

    def name_me(self, key: str, actor: int, named: bool, name: str = "") -> Person:
        """Says whether the actor's work is published under their name, or under their pseudonym; `name` takes the place of the one known."""
        from analysis.store.schema import people

        with self._edit(key, actor, "reader") as edit:
            if edit.again is None:
                before = edit.row(people, actor)
                edit.update("name", people, before, None, {"named": named, "name": name.strip() or before["name"]})
        return Person(**edit.result)

    # -- assignments

    def assign(
        self, key: str, actor: int, person: int, law: str, eid: str = "", *, queue: str = "", clauses: Sequence[str] = (),
        blind: bool = False, ended: bool = False,
    ) -> Assignment:  # fmt: skip
        """Gives a person a law, or the part of it under `eid`, to annotate, or takes it back; with a `queue`, a concept or a requirement, only these
        `clauses` of it. Raises Refused for less than a reviewer.
        """
        from analysis.store.schema import assignments

        now = {"clauses": list(clauses), "blind": blind, "ended": ended}
        one = {"person": person, "law": law, "eid": eid, "queue": queue}
        with self._edit(key, actor, "reviewer") as edit:
            if edit.again is None:
                same = assignments.select().where(*(assignments.c[name] == value for name, value in one.items()))
                known = edit.db.execute(same).mappings().first()
                if known is None:
                    edit.insert("assign", assignments, lambda db: _insert(db, assignments, {**one, **now}))
                else:
                    edit.update("assign", assignments, dict(known), None, now)
        return Assignment(**edit.result)

    def assignments(self) -> tuple[Assignment, ...]:
        """Who is to annotate what."""
        from analysis.store.schema import assignments

        with self._reading() as db:
            rows = db.execute(assignments.select().where(~assignments.c.ended).order_by(assignments.c.id))
            return tuple(_record(Assignment, row) for row in rows)

    # -- work on a clause

    def work(self, viewer: int, law: str, eid: str) -> Work:
        """What `viewer` may see of the work on one clause: a blind coder nothing of others before they have finished.

        Remarks on the clause stay with it in every version of its law.
        """
        with self._reading() as db:
            return self._work(db, viewer, law, eid)

    def _work(self, db: Connection, viewer: int, law: str, eid: str) -> Work:
        from analysis.store.schema import comments, decisions, marks

        lane = self._lane(db, viewer, law, eid)
        done = self._done(db, viewer, law, eid)
        own_only = bool(lane) and not done
        seen = [
            _record(Mark, row)
            for row in db.execute(marks.select().where(marks.c.law == law, marks.c.eid == eid).order_by(marks.c.id))
            if not own_only or row.person == viewer
        ]
        decided = db.execute(decisions.select().where(decisions.c.mark.in_([mark.id for mark in seen])))
        text = law.rpartition("@")[0]
        of_text = (comments.c.law.startswith(f"{text}@", autoescape=True), comments.c.eid == eid)
        said = db.execute(comments.select().where(*of_text).order_by(comments.c.id))
        return Work(
            self._version(db, law, eid, lane), tuple(seen), {row.mark: _record(Decision, row) for row in decided},
            tuple(_record(Comment, row) for row in said if not own_only or row.person == viewer), done, bool(lane),
        )  # fmt: skip

    def mark(self, key: str, actor: int, words: Words, seen: int) -> Mark:
        """Says something of some words; `seen` is the clause's version that the actor saw. Raises Conflict, Refused."""
        from analysis.store.schema import marks

        row = {
            **asdict(words),
            "values": dict(words.values),
            "criteria": dict(words.criteria),
            "person": actor,
            "stale": False,
            "withdrawn": False,
            "made": _now(),
        }
        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                self._step(edit, words.law, words.eid, seen)
                edit.insert("mark", marks, lambda db: _insert(db, marks, row))
        return Mark(**edit.result)

    def take(self, key: str, actor: int, said: Sequence[Words]) -> int:
        """Says many things at once, as an import does: all of them or none, whatever others did meanwhile. Gives how many were written anew.

        Sent again under the same key, it writes nothing. Raises Refused.
        """
        from analysis.store.schema import marks

        if not said:
            return 0
        with self._edit(f"{key}:0", actor, "annotator") as edit:
            if edit.again is not None:
                return 0
            for at, words in enumerate(said):
                row = asdict(words) | {
                    "values": dict(words.values),
                    "criteria": dict(words.criteria),
                    "person": actor,
                    "stale": False,
                    "withdrawn": False,
                }
                edit.key = f"{key}:{at}"
                self._open(edit, words.law, words.eid)
                self._count_up(edit)
                edit.insert("import", marks, lambda db, row=row: _insert(db, marks, {**row, "made": _now()}))
        return len(said)

    def change(self, key: str, actor: int, mark: int, version: int, **changes: Any) -> Mark:
        """Changes one's own mark: concept, role, start, end, quote, values, verdict, criteria, or `withdrawn` to undo it. Raises Conflict, Refused."""
        from analysis.store.schema import marks

        if strange := set(changes) - set(SAID):
            raise StoreError(f"a mark's {', '.join(sorted(strange))} cannot be changed")
        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                row = edit.row(marks, mark)
                if row["person"] != actor:
                    raise Refused("this is somebody else's mark", do="Say otherwise with a mark of your own")
                self._open(edit, row["law"], row["eid"])
                edit.update("withdraw" if changes.get("withdrawn") else "change", marks, row, version, changes)
                self._count_up(edit)
        return Mark(**edit.result)

    def undo(self, key: str, actor: int, law: str, eid: str) -> Mark | None:
        """Takes back the last thing that the actor said or changed on a clause and has not taken back yet. None where there is none."""
        from analysis.store.schema import marks

        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                last = self._to_undo(edit.db, actor, law, eid)
                if last is None:
                    return None
                self._open(edit, law, eid)
                before = _as_it_was(last.before)
                edit.update("undo", marks, edit.row(marks, last.row), None, before)
                self._count_up(edit)
        return Mark(**edit.result)

    def _to_undo(self, db: Connection, actor: int, law: str, eid: str) -> Edit | None:
        """The actor's last edit of a mark on the clause, but for those that were undone; none before its text changed."""
        from analysis.store.schema import trail

        here = (trail.c.law == law, trail.c.eid == eid, trail.c.subject == "marks")
        undone = 0
        for row in db.execute(trail.select().where(*here).order_by(trail.c.id.desc())):
            if row.action == "re-anchor":
                break
            if row.person != actor:
                continue
            if row.action != "undo" and not undone:
                return cast(Edit, _record(Edit, row))
            undone += 1 if row.action == "undo" else -1
        return None

    def finish(
        self, key: str, actor: int, law: str, eid: str, sha256: str, *, quote: str = "", done: bool = True
    ) -> bool:
        """Says that the actor is through with a clause, whose text is `quote`, or is not after all."""
        from analysis.store.schema import finished

        now = {"sha256": sha256, "quote": quote, "done": done}
        one = {"person": actor, "law": law, "eid": eid}
        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                if done:
                    edit.place = (law, eid, self._lane(edit.db, actor, law, eid))
                else:
                    self._open(edit, law, eid)
                same = finished.select().where(*(finished.c[name] == value for name, value in one.items()))
                known = edit.db.execute(same).mappings().first()
                if known is None:
                    edit.insert("finish", finished, lambda db: _insert(db, finished, {**one, **now}))
                else:
                    edit.update("finish", finished, dict(known), None, now)
        return bool(edit.result["done"])

    def finished(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Who is through with which clause, by expression and eid."""
        from sqlalchemy import select

        from analysis.store.schema import finished

        through: dict[tuple[str, str], set[int]] = defaultdict(set)
        with self._reading() as db:
            for row in db.execute(select(finished.c.law, finished.c.eid, finished.c.person).where(finished.c.done)):
                through[row.law, row.eid].add(row.person)
        return {place: frozenset(people) for place, people in through.items()}

    def finishes(self, person: int = 0, law: str = "") -> tuple[Finish, ...]:
        """The same, with the words that each clause had; of one person or one expression where they are named."""
        from analysis.store.schema import finished

        here = [finished.c.person == person] * bool(person) + [finished.c.law == law] * bool(law)
        with self._reading() as db:
            rows = db.execute(finished.select().where(finished.c.done, *here).order_by(finished.c.id))
            return tuple(_record(Finish, row) for row in rows)

    def comment(
        self, key: str, actor: int, law: str, eid: str, body: str, *, quote: str = "", sha256: str = ""
    ) -> Comment:
        """Puts a remark beside a clause. Raises Refused for a reader."""
        from analysis.store.schema import comments

        row = {
            "person": actor,
            "law": law,
            "eid": eid,
            "quote": quote,
            "sha256": sha256,
            "body": _some(body),
            "made": _now(),
        }
        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                edit.place = (law, eid, self._lane(edit.db, actor, law, eid))
                edit.insert("comment", comments, lambda db: _insert(db, comments, row))
        return Comment(**edit.result)

    # -- review

    def decide(
        self, key: str, actor: int, mark: int, verdict: Literal["upheld", "overruled"], reason: str, version: int = 0,
        criteria: Mapping[str, str] | None = None,
    ) -> Decision:  # fmt: skip
        """Decides of a mark, with the reason; `version` is that of the decision it takes the place of, 0 for none, and `criteria` what is asked
        now (see :class:`Words`). Raises Conflict, Refused.
        """
        from analysis.store.schema import decisions, marks

        with self._edit(key, actor, "reviewer") as edit:
            if edit.again is None:
                of = edit.row(marks, mark)
                edit.place = (of["law"], of["eid"], "")
                known = edit.db.execute(decisions.select().where(decisions.c.mark == mark)).mappings().first()
                row = {
                    "verdict": verdict, "reason": _some(reason), "person": actor, "made": _now(),
                    "criteria": dict(of["criteria"] if criteria is None else criteria),
                }  # fmt: skip
                if known is not None:
                    edit.update("decide", decisions, dict(known), version, row)
                else:
                    edit.insert("decide", decisions, lambda db: _insert(db, decisions, {"mark": mark, **row}))
        return Decision(**edit.result)

    def observe(self, key: str, actor: int, country: str, requirement: str, body: str) -> Observation:
        """Answers a finding; the answer stands beside it, signed. Raises Refused for a reader."""
        from analysis.store.schema import observations

        row = {"person": actor, "country": country, "requirement": requirement, "body": _some(body), "made": _now()}
        with self._edit(key, actor, "annotator") as edit:
            if edit.again is None:
                edit.insert("observe", observations, lambda db: _insert(db, observations, row))
        return Observation(**edit.result)

    def observations(self) -> Mapping[tuple[str, str], tuple[Observed, ...]]:
        """What was answered to each finding, by country and requirement, the oldest first, as it is published."""
        from analysis.store.schema import observations

        said: dict[tuple[str, str], list[Observed]] = defaultdict(list)
        shown = {person.id: person.shown for person in self.people()}
        with self._reading() as db:
            for row in db.execute(observations.select().order_by(observations.c.id)):
                said[row.country, row.requirement].append(Observed(shown[row.person], row.made[:10], row.body))
        return {finding: tuple(found) for finding, found in said.items()}

    # -- for the pipeline, for measures of agreement, and for exports

    def marks(self, law: str = "") -> tuple[Mark, ...]:
        """All marks that were not withdrawn, of one expression or of all, whoever made them."""
        from analysis.store.schema import marks

        here = [marks.c.law == law] if law else []
        with self._reading() as db:
            rows = db.execute(marks.select().where(~marks.c.withdrawn, *here).order_by(marks.c.id))
            return tuple(_record(Mark, row) for row in rows)

    def decisions(self) -> Mapping[int, Decision]:
        """What reviewers decided, by mark."""
        from analysis.store.schema import decisions

        with self._reading() as db:
            return {row.mark: _record(Decision, row) for row in db.execute(decisions.select())}

    def trail(self, after: int = 0) -> tuple[Edit, ...]:
        """The audit trail behind row `after`, the oldest first."""
        from analysis.store.schema import trail

        with self._reading() as db:
            return tuple(
                _record(Edit, row) for row in db.execute(trail.select().where(trail.c.id > after).order_by(trail.c.id))
            )

    def latest(self) -> int:
        """The newest row of the trail that may change what counts."""
        from sqlalchemy import func, select

        from analysis.store.schema import trail

        bearing = trail.c.subject.in_(["marks", "decisions", "finished", "assignments", "people", "observations"])
        with self._reading() as db:
            return db.execute(select(func.max(trail.c.id)).where(bearing)).scalar() or 0

    def contested(self) -> tuple[tuple[Mark, ...], ...]:
        """Groups of undecided marks on which people differ: those of one clause of which two say different things of the same words, or that
        somebody who has finished the clause did not make.
        """
        return tuple(group for group, settled in self._groups() if not settled)

    def reviews(self) -> tuple[Review, ...]:
        """The decisions that count: upheld by a reviewer, or undisputed; not those under blind coding before all have finished."""
        shown = {person.id: person.shown for person in self.people()}
        decided = self.decisions()
        return tuple(
            as_review(group[0], shown[group[0].person], decided.get(group[0].id))
            for group, settled in self._groups()
            if settled
        )

    def disputed(self) -> tuple[Review, ...]:
        """What people say in the groups of :meth:`contested`, each as a review that is contested."""
        shown = {person.id: person.shown for person in self.people()}
        return tuple(
            replace(as_review(mark, shown[mark.person]), contested=True) for group in self.contested() for mark in group
        )

    def _groups(self) -> Iterator[tuple[tuple[Mark, ...], bool]]:
        return grouped(self.marks(), self.decisions(), self.finished(), self.assignments())

    # -- when a law's text changes

    def reanchor(
        self, key: str, actor: int, made: Sequence[Mark], law: Law, clauses: Mapping[str, Clause]
    ) -> tuple[int, int]:
        """Moves the marks `made` on an earlier text to `law` as it now reads, by their words; those whose words are gone become stale.

        Gives how many were moved, and how many are stale. Raises Refused for less than a reviewer.
        """
        from analysis.store.schema import marks

        moved = gone = 0
        for mark in made:
            place = anchored(clauses, mark.eid, mark.start, mark.end, mark.quote)
            with self._edit(f"{key}:{mark.id}", actor, "reviewer") as edit:
                if place is None:
                    gone += 1
                    changes: dict[str, Any] = {"stale": True}
                else:
                    moved += 1
                    eid, start, end, quote = place
                    changes = {
                        "law": law.expression,
                        "eid": eid,
                        "start": start,
                        "end": end,
                        "quote": quote,
                        "sha256": law.sha256,
                        "stale": False,
                        "replaces": _replaced_now(mark, clauses),
                    }
                if edit.again is None:
                    edit.place = (mark.law, mark.eid, "")
                    edit.update("re-anchor", marks, edit.row(marks, mark.id), mark.version, changes)
        return moved, gone

    def comments(self) -> tuple[Comment, ...]:
        """All remarks, the oldest first."""
        from analysis.store.schema import comments

        with self._reading() as db:
            return tuple(_record(Comment, row) for row in db.execute(comments.select().order_by(comments.c.id)))

    def move_comments(
        self, key: str, actor: int, made: Sequence[Comment], law: Law, clauses: Mapping[str, Clause]
    ) -> int:
        """Moves the remarks `made` on an earlier text to where their words stand in `law` as it now reads; others stay where they are.

        Gives how many were moved. Raises Refused for less than a reviewer.
        """
        from analysis.store.schema import comments

        moved = 0
        for each in made:
            place = anchored(clauses, each.eid, 0, len(each.quote), each.quote)
            if place is None:
                continue
            moved += 1
            with self._edit(f"{key}:{each.id}", actor, "reviewer") as edit:
                if edit.again is None:
                    edit.place = (each.law, each.eid, "")
                    now = {"law": law.expression, "eid": place[0], "quote": place[3], "sha256": law.sha256}
                    edit.update("re-anchor", comments, edit.row(comments, each.id), each.version, now)
        return moved

    def move_finished(
        self, key: str, actor: int, made: Sequence[Finish], law: Law, clauses: Mapping[str, Clause]
    ) -> int:
        """Has those who were through with clauses of an earlier text of `law` be through with the clauses that have the same words now.

        Gives how many were moved; who has said of the clause as it is now whether they are through with it is left alone. Raises Refused for less than a reviewer.
        """
        from analysis.store.schema import finished

        moved = 0
        for each in made:
            if not (eid := same_words(clauses, each.eid, each.quote)):
                continue
            with self._edit(f"{key}:{each.id}", actor, "reviewer") as edit:
                one = (finished.c.person == each.person, finished.c.law == law.expression, finished.c.eid == eid)
                there = edit.db.execute(finished.select().where(*one, finished.c.id != each.id)).first()
                moved += there is None
                if there is None and edit.again is None:
                    edit.place = (each.law, each.eid, "")
                    now = {"law": law.expression, "eid": eid, "sha256": law.sha256}
                    edit.update("re-anchor", finished, edit.row(finished, each.id), each.version, now)
        return moved

    # -- transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self.engine.connect().execution_options(reading=True) as db, db.begin():
                yield db
        except SQLAlchemyError as fault:
            raise Unavailable("the database does not answer", _short(fault), do="Try again") from fault

    @contextmanager
    def _edit(self, key: str, actor: int, least: Rank) -> Iterator[_Transaction]:
        """One edit: looked up by its key, allowed by the actor's role as it now is, written with its row of the trail, or not at all."""
        from sqlalchemy import select
        from sqlalchemy.exc import SQLAlchemyError

        from analysis.store.schema import people, trail

        known = select(people.c.role, trail.c.person, trail.c.after).select_from(
            people.outerjoin(trail, trail.c.key == key)
        )
        try:
            with self.engine.begin() as db:
                row = db.execute(known.where(people.c.id == actor)).one_or_none()
                if row is None or RANKS.index(row.role) < RANKS.index(least):
                    role = row.role if row is not None else "none"
                    raise Refused(f"it takes the role {least}, and yours is {role}", do="Ask an administrator")
                if row.person not in (None, actor):
                    raise StoreError("this key was used for somebody else's edit", do="Send the edit under a new key")
                yield _Transaction(self, db, key, actor, row.after)
        except SQLAlchemyError as fault:
            raise Unavailable(
                "the edit was not written", _short(fault), do="Send it again under the same key"
            ) from fault

    def _told(
        self, db: Connection, key: str, actor: int, action: str, table: Table, before: Mapping[str, Any] | None,
        after: Mapping[str, Any], place: tuple[str, str, str] = ("", "", ""),
    ) -> None:  # fmt: skip
        from analysis.store.schema import trail

        law, eid, lane = place
        db.execute(
            trail.insert().values(
                key=key, at=_now(), person=actor, action=action, subject=table.name, row=after["id"], law=law, eid=eid,
                lane=lane, before=before, after=after,
            )
        )  # fmt: skip

    def _lane(self, db: Connection, person: int, law: str, eid: str) -> str:
        from analysis.store.schema import assignments

        rows = db.execute(
            assignments.select().where(assignments.c.person == person, assignments.c.blind, ~assignments.c.ended)
        )
        return str(person) if any(_record(Assignment, row).covers(law, eid) for row in rows) else ""

    def _done(self, db: Connection, person: int, law: str, eid: str) -> bool:
        from analysis.store.schema import finished

        here = (finished.c.person == person, finished.c.law == law, finished.c.eid == eid, finished.c.done)
        return db.execute(finished.select().where(*here)).first() is not None

    def _version(self, db: Connection, law: str, eid: str, lane: str) -> int:
        from sqlalchemy import select

        from analysis.store.schema import clauses

        here = (clauses.c.law == law, clauses.c.eid == eid, clauses.c.lane == lane)
        return db.execute(select(clauses.c.version).where(*here)).scalar() or 0

    def _step(self, edit: _Transaction, law: str, eid: str, seen: int) -> None:
        """Takes the clause from the version that the actor saw to the next. Raises Conflict with what others did to it."""
        self._open(edit, law, eid)
        if self._count_up(edit) != seen + 1:
            raise Conflict(self._latest(edit), f"{law} {eid}")

    def _open(self, edit: _Transaction, law: str, eid: str) -> None:
        """Has the edit be on that clause, in the actor's lane. Raises Closed where they have finished it under blind coding."""
        edit.place = (law, eid, self._lane(edit.db, edit.actor, law, eid))
        if edit.place[2] and self._done(edit.db, edit.actor, law, eid):
            raise Closed(f"{law} {eid}")

    def _count_up(self, edit: _Transaction) -> int:
        """Adds one to the clause's version, and holds it until the transaction ends."""
        if edit.db.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert
        else:
            from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]

        from analysis.store.schema import clauses

        law, eid, lane = edit.place
        one = insert(clauses).values(law=law, eid=eid, lane=lane, version=1)
        more = one.on_conflict_do_update(index_elements=["law", "eid", "lane"], set_={"version": clauses.c.version + 1})
        return int(edit.db.execute(more.returning(clauses.c.version)).scalar_one())

    def _latest(self, edit: _Transaction) -> tuple[Edit, ...]:
        from analysis.store.schema import trail

        law, eid, lane = edit.place
        here = (trail.c.law == law, trail.c.eid == eid, trail.c.lane == lane)
        rows = edit.db.execute(trail.select().where(*here).order_by(trail.c.id.desc()).limit(10))
        return tuple(reversed([_record(Edit, row) for row in rows]))


class _Transaction:
    """An edit under way. `again` is what it gave when it was first sent; `place` the clause and lane it belongs to."""

    def __init__(self, store: Store, db: Connection, key: str, actor: int, again: Mapping[str, Any] | None) -> None:
        self.store, self.db, self.key, self.actor, self.again = store, db, key, actor, again
        self.place = ("", "", "")
        self.result: dict[str, Any] = dict(again or {})

    def row(self, table: Table, id: int) -> dict[str, Any]:
        found = self.db.execute(table.select().where(table.c.id == id)).mappings().one_or_none()
        if found is None:
            raise StoreError(f"there is no row {id} in {table.name}")
        return dict(found)

    def insert(self, action: str, table: Table, write: Any) -> None:
        self.result = write(self.db)
        self.store._told(self.db, self.key, self.actor, action, table, None, self.result, self.place)

    def update(
        self, action: str, table: Table, before: Mapping[str, Any], version: int | None, changes: Mapping[str, Any]
    ) -> None:
        """Changes the row that was `before` where it still has `version` (None: that of `before`). Raises Conflict."""
        held = before["version"] if version is None else version
        here = (table.c.id == before["id"], table.c.version == held)
        change = table.update().where(*here).values(**changes, version=held + 1).returning(*table.c)
        after = self.db.execute(change).mappings().one_or_none()
        if after is None:
            raise Conflict(self._changes_of(table, before["id"]), f"{table.name} {before['id']}")
        self.result = dict(after)
        self.store._told(self.db, self.key, self.actor, action, table, before, self.result, self.place)

    def _changes_of(self, table: Table, id: int) -> tuple[Edit, ...]:
        from analysis.store.schema import trail

        here = (trail.c.subject == table.name, trail.c.row == id)
        return tuple(_record(Edit, row) for row in self.db.execute(trail.select().where(*here).order_by(trail.c.id)))


def _insert(db: Connection, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return dict(db.execute(table.insert().values(**row).returning(*table.c)).mappings().one())


def _record(kind: Any, row: Row[Any]) -> Any:
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in row._mapping.items() if name in known})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _some(words: str) -> str:
    if not words.strip():
        raise StoreError("there are no words", do="Write some")
    return words.strip()


def _known_rank(role: str) -> None:
    if role not in RANKS:
        raise StoreError(f"there is no role “{role}”", do=f"Known roles: {', '.join(RANKS)}")


def same_words(clauses: Mapping[str, Clause], eid: str, quote: str) -> str:
    """The clause that has just these words: `eid`, or the only other one. Empty where there is none, or several."""
    same = [each.eid for each in clauses.values() if quote and each.text == quote]
    return eid if eid in same else same[0] if len(same) == 1 else ""


def _as_it_was(before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What makes a mark what it was `before`; a row from before a migration lacks what that brought, and there it stays as it is."""
    return {name: before[name] for name in SAID if name in before} if before else {"withdrawn": True}


def _replaced_now(mark: Mark, clauses: Mapping[str, Clause]) -> Mapping[str, Any] | None:
    """The tagger's annotation that the mark is about, where its words stand now."""
    before = mark.replaces
    if not before:
        return None
    found = anchored(clauses, mark.eid, before["start"], before["end"], before["quote"])
    return {**before, **(dict(zip(("start", "end", "quote"), found[1:], strict=True)) if found else {})}


def _short(fault: Exception) -> str:
    """What the database said, in one line."""
    return " ".join(str(getattr(fault, "orig", None) or fault).split())[:160]
