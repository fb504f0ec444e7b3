"""The tables of the database, the same on SQLite and on PostgreSQL.

Rows that speak of a law keep its expression, the eid, the words they were made on and the law's SHA-256. Moments are ISO 8601 in UTC.
The trail has one row an edit, with the row before and after it; triggers of the first migration refuse to change or remove one.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from analysis.model import Role

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _yes_or_no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=False)


def _person() -> Column[int]:
    return Column("person", Integer, ForeignKey("people.id"), nullable=False)


def _criteria() -> Column[dict[str, str]]:
    """What the requirements asked that look for the concept, by their names: a hash of each criterion."""
    return Column("criteria", JSON, nullable=False, default=dict, server_default="{}")


people = Table(
    "people", metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    _words("name"),
    Column("pseudonym", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    CheckConstraint("role IN ('reader', 'annotator', 'reviewer', 'administrator')", name="role"),
    _yes_or_no("named"),
    Column("version", Integer, nullable=False, default=1),
)  # fmt: skip

assignments = Table(
    "assignments", metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("law", Text, nullable=False),
    _words("eid"),
    _yes_or_no("blind"),
    Column("ended", Boolean, nullable=False, default=False, server_default=false()),
    _words("queue"),
    Column("clauses", JSON, nullable=False, default=list, server_default="[]"),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("person", "law", "eid", "queue"),
)  # fmt: skip

clauses = Table(
    "clauses", metadata,
    Column("law", Text, primary_key=True),
    Column("eid", Text, primary_key=True),
    Column("lane", Text, primary_key=True),
    Column("version", Integer, nullable=False, default=0),
)  # fmt: skip
"""How often each clause was worked on; a blind coder has a lane of their own, all others share the lane with no name."""

finished = Table(
    "finished", metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("law", Text, nullable=False),
    Column("eid", Text, nullable=False),
    _words("sha256"),
    _words("quote"),
    Column("done", Boolean, nullable=False, default=True),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("person", "law", "eid"),
)  # fmt: skip

marks = Table(
    "marks", metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("law", Text, nullable=False),
    Column("eid", Text, nullable=False),
    Column("concept", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("values", JSON, nullable=False),
    Column("verdict", Text, nullable=False),
    CheckConstraint("verdict IN ('accepted', 'corrected', 'rejected', 'added')", name="verdict"),
    CheckConstraint(f"role IN {get_args(Role)}", name="role"),
    Column("replaces", JSON),
    Column("sha256", Text, nullable=False),
    _criteria(),
    _yes_or_no("stale"),
    _yes_or_no("withdrawn"),
    Column("made", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Index(None, "law", "eid"),
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Integer, ForeignKey("marks.id"), nullable=False, unique=True),
    Column("verdict", Text, nullable=False),
    CheckConstraint("verdict IN ('upheld', 'overruled')", name="verdict"),
    Column("reason", Text, nullable=False),
    _criteria(),
    _person(),
    Column("made", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
)  # fmt: skip

comments = Table(
    "comments", metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("law", Text, nullable=False),
    Column("eid", Text, nullable=False),
    _words("quote"),
    _words("sha256"),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Index(None, "law", "eid"),
)  # fmt: skip

observations = Table(
    "observations", metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("country", Text, nullable=False),
    Column("requirement", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
)  # fmt: skip

trail = Table(
    "trail", metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    _person(),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("row", Integer, nullable=False),
    _words("law"),
    _words("eid"),
    _words("lane"),
    Column("before", JSON),
    Column("after", JSON, nullable=False),
    Index(None, "law", "eid"),
)  # fmt: skip
