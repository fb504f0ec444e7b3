"""The store: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from analysis.model import Clause, Law
from analysis.store import Store
from analysis.store.database import MIGRATIONS, REVISION, engine
from analysis.store.records import Closed, Conflict, Person, Refused, StoreError, Unavailable, Words
from analysis.store.schema import metadata

LAW, EID = "/akn/zz/act/ley/2000/1/spa@2020-01-01", "art_2"
NOW = Law("/akn/zz/act/ley/2000/1", "ZZ", "Ley", "Ley", "criminal-code", "es", file=__file__, sha256="1" * 64)  # type: ignore[arg-type]
TEXT = "Será sancionado con prisión quien capte a una persona, mediante engaño, con fines de explotación."


def words(quote: str = "capte", **changes: Any) -> Words:
    """Words of `TEXT` that somebody tags."""
    start = TEXT.index(quote)
    said = Words(LAW, EID, "recruits", "element", start, start + len(quote), quote, {}, "added", "0" * 64)
    return replace(said, **changes)


@pytest.fixture
def chief(store: Store) -> Person:
    return store.local()


def person(store: Store, chief: Person, name: str, role: Any = "annotator") -> Person:
    return store.add_person(f"add {name}", chief.id, f"{name}@example.org", name, role)


def test_one_local_person_may_do_all_without_set_up(store: Store) -> None:
    assert store.local() == store.local()
    assert store.local().role == "administrator"


def test_the_schema_is_that_of_the_migrations(database: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION
    made = engine(database)
    with made.connect().execution_options(reading=True) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    made.dispose()
    engine(database).dispose()


def test_a_database_of_a_newer_version_is_said_in_one_line(database: str) -> None:
    made = engine(database)
    with made.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    made.dispose()
    with pytest.raises(
        StoreError, match=r"^\S+: a newer version of Homologa has written this database\. Use that"
    ) as told:
        engine(database)
    assert "\n" not in str(told.value)


def test_an_edit_sent_again_under_its_key_is_written_once(store: Store, chief: Person) -> None:
    first = store.mark("k1", chief.id, words(), 0)
    assert store.mark("k1", chief.id, words(), 0) == first
    assert len(store.marks()) == 1
    assert [edit.key for edit in store.trail()].count("k1") == 1


def test_the_second_of_two_people_on_one_clause_sees_the_change_of_the_first(store: Store, chief: Person) -> None:
    ana, eva = person(store, chief, "ana"), person(store, chief, "eva")
    seen = store.work(eva.id, LAW, EID).version
    made = store.mark("k1", ana.id, words(), seen)
    with pytest.raises(Conflict) as refused:
        store.mark("k2", eva.id, words("engaño", concept="deceives"), seen)
    assert [edit.after["id"] for edit in refused.value.edits] == [made.id]
    again = store.work(eva.id, LAW, EID)
    assert again.marks == (made,)
    store.mark("k2", eva.id, words("engaño", concept="deceives"), again.version)
    assert len(store.marks()) == 2


def test_twenty_at_once_on_one_clause_lose_nothing(store: Store, chief: Person) -> None:
    people = [person(store, chief, f"p{n}") for n in range(20)]

    def work(who: Person) -> None:
        while True:
            try:
                store.mark(f"of {who.id}", who.id, words(), store.work(who.id, LAW, EID).version)
                return
            except Conflict:
                continue

    threads = [threading.Thread(target=work, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(mark.person for mark in store.marks()) == [who.id for who in people]
    assert store.work(chief.id, LAW, EID).version == 20


def test_a_mark_changes_where_nobody_changed_it_before(store: Store, chief: Person) -> None:
    made = store.mark("k1", chief.id, words(), 0)
    changed = store.change("k2", chief.id, made.id, made.version, values={"max_years": 12})
    assert (changed.values, changed.version) == ({"max_years": 12}, 2)
    with pytest.raises(Conflict) as refused:
        store.change("k3", chief.id, made.id, made.version, withdrawn=True)
    assert refused.value.edits[-1].after["values"] == {"max_years": 12}
    store.change("k4", chief.id, made.id, 2, withdrawn=True)
    assert store.marks() == ()


def test_undo_takes_back_what_its_maker_did_last(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    first = store.mark("k1", ana.id, words(), 0)
    second = store.mark("k2", ana.id, words("engaño", concept="deceives"), 1)
    store.mark("k3", chief.id, words("una persona", concept="victim"), 2)
    store.change("k4", ana.id, first.id, first.version, concept="transports", values={"days": 3})
    left: list[list[tuple[str, dict[str, int]]]] = []
    for n in range(4):
        store.undo(f"u{n}", ana.id, LAW, EID)
        left.append([(each.concept, dict(each.values)) for each in store.marks() if each.person == ana.id])
    assert left == [[("recruits", {}), ("deceives", {})], [("recruits", {})], [], []]
    assert store.undo("u9", ana.id, LAW, EID) is None
    assert [each.concept for each in store.marks()] == ["victim"]
    again = store.mark("k5", ana.id, words(), store.work(ana.id, LAW, EID).version)
    undone = store.undo("u5", ana.id, LAW, EID)
    assert undone and (undone.id, undone.withdrawn, second.withdrawn) == (again.id, True, False)
    assert store.undo("u5", ana.id, LAW, EID) == undone


def test_undo_takes_back_what_was_done_before_a_migration_brought_more(store: Store, chief: Person) -> None:
    made = store.change("k2", chief.id, store.mark("k1", chief.id, words(), 0).id, 1, concept="transports")
    then = {name: value for name, value in asdict(made).items() if name != "criteria"}
    with store.engine.begin() as db:
        store._told(db, "old", chief.id, "change", metadata.tables["marks"], {**then, "concept": "harbours"}, then, (LAW, EID, ""))  # fmt: skip
    undone = store.undo("u1", chief.id, LAW, EID)
    assert undone and undone.concept == "harbours"


def test_a_mark_has_a_role_that_is_known(store: Store, chief: Person) -> None:
    with pytest.raises(Unavailable):
        store.mark("k1", chief.id, words(role="banana"), 0)
    assert store.marks() == ()


def test_a_role_that_an_older_version_let_in_becomes_a_mention(database: str) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    url = database or "sqlite://"
    settings, made = Config(), create_engine(url)
    settings.set_main_option("script_location", str(MIGRATIONS))
    with made.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0003")
        connection.execute(
            text("INSERT INTO people (email, pseudonym, role, named, version) VALUES ('a', 'P', 'reader', false, 1)")
        )
        row = {
            **asdict(words(role="banana")),
            "person": 1,
            "stale": False,
            "withdrawn": False,
            "made": "",
            "version": 1,
        }
        connection.execute(metadata.tables["marks"].insert(), row)
    made.dispose()
    store = Store(url)
    assert [mark.role for mark in store.marks()] == ["mention"]
    store.close()


@pytest.mark.parametrize("role", ["reader", "annotator", "reviewer"])
def test_roles_hold_in_the_store(store: Store, chief: Person, role: Any) -> None:
    who, other = person(store, chief, "who", role), person(store, chief, "other")
    mark = store.mark("k0", other.id, words(), 0)
    writes = {
        "annotator": [
            lambda: store.mark("k1", who.id, words("engaño"), 1),
            lambda: store.finish("k2", who.id, LAW, EID, "0" * 64),
            lambda: store.undo("k9", who.id, LAW, EID),
            lambda: store.comment("k3", who.id, LAW, EID, "¿Seguro?"),
            lambda: store.observe("k4", who.id, "ZZ", "tip-specific-offence", "Hay un reglamento."),
        ],
        "reviewer": [
            lambda: store.assign("k5", who.id, other.id, LAW),
            lambda: store.decide("k6", who.id, mark.id, "upheld", "Así lo dice el artículo."),
            lambda: store.reanchor("k10", who.id, [mark], NOW, {EID: Clause(EID, "article", text=TEXT)}),
        ],
        "administrator": [
            lambda: store.add_person("k7", who.id, "new@example.org", "", "annotator"),
            lambda: store.set_role("k8", who.id, other.id, "reviewer"),
        ],
    }
    ranks = ["reader", "annotator", "reviewer", "administrator"]
    for least, calls in writes.items():
        for call in calls:
            before = len(store.trail())
            if ranks.index(role) >= ranks.index(least):
                call()
                assert len(store.trail()) == before + 1
            else:
                with pytest.raises(Refused):
                    call()
                assert len(store.trail()) == before


def test_nobody_changes_the_mark_of_another_or_uses_their_key(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    made = store.mark("k1", ana.id, words(), 0)
    with pytest.raises(Refused):
        store.change("k2", chief.id, made.id, made.version, withdrawn=True)
    with pytest.raises(StoreError, match="somebody else"):
        store.mark("k1", chief.id, words(), 1)


def test_the_last_administrator_stays(store: Store, chief: Person) -> None:
    with pytest.raises(StoreError, match="last administrator"):
        store.set_role("k", chief.id, chief.id, "reader")


@pytest.mark.parametrize("change", ["UPDATE trail SET action = 'x'", "DELETE FROM trail", "TRUNCATE trail"])
def test_the_database_refuses_to_change_the_trail(store: Store, chief: Person, change: str) -> None:
    if change.startswith("TRUNCATE") and store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="only grows"), store.engine.begin() as db:
        db.execute(text(change))
    assert len(store.trail()) == 1


def test_an_edit_that_fails_leaves_nothing(store: Store, chief: Person) -> None:
    with pytest.raises(StoreError, match="not written"):
        store.mark("k1", chief.id, words(verdict="nonsense"), 0)
    assert store.marks() == ()
    assert store.work(chief.id, LAW, EID).version == 0


# ---- blind coding, and what counts


def test_a_blind_coder_sees_nothing_of_others_before_finishing(store: Store, chief: Person) -> None:
    ana, eva = person(store, chief, "ana"), person(store, chief, "eva")
    for who in (ana, eva):
        store.assign(f"a{who.id}", chief.id, who.id, LAW, blind=True)
    store.mark("k1", ana.id, words(), 0)
    store.comment("k2", ana.id, LAW, EID, "Lo dudo")
    unseen = store.work(eva.id, LAW, EID)
    assert (unseen.marks, unseen.comments, unseen.version, unseen.blind) == ((), (), 0, True)
    store.mark("k3", eva.id, words(), 0)
    assert store.reviews() == ()
    store.finish("k4", eva.id, LAW, EID, "0" * 64)
    assert len(store.work(eva.id, LAW, EID).marks) == 2
    assert store.reviews() == ()
    store.finish("k5", ana.id, LAW, EID, "0" * 64)
    assert [review.quote for review in store.reviews()] == ["capte"]


def test_a_blind_coder_who_has_finished_changes_nothing_more(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    store.assign("a1", chief.id, ana.id, LAW, blind=True)
    made = store.mark("k1", ana.id, words(), 0)
    store.finish("k2", ana.id, LAW, EID, "0" * 64)
    for late in (
        lambda: store.mark("k3", ana.id, words("engaño", concept="deceives"), 1),
        lambda: store.change("k4", ana.id, made.id, made.version, withdrawn=True),
        lambda: store.take("k5", ana.id, [words("engaño", concept="deceives")]),
        lambda: store.undo("k6", ana.id, LAW, EID),
        lambda: store.finish("k7", ana.id, LAW, EID, "0" * 64, done=False),
    ):
        with pytest.raises(Closed):
            late()
    assert store.marks() == (made,)
    store.comment("k8", ana.id, LAW, EID, "Ahora lo veo")
    store.assign("a2", chief.id, ana.id, LAW, blind=True, ended=True)
    store.change("k9", ana.id, made.id, made.version, withdrawn=True)
    assert store.marks() == ()


def test_disagreement_counts_for_nothing_until_a_reviewer_decides(store: Store, chief: Person) -> None:
    ana, eva = person(store, chief, "ana"), person(store, chief, "eva")
    replaced = {"role": "element", "start": 34, "end": 39, "quote": "capte", "concept": "recruits"}
    yes = store.mark("k1", ana.id, words(verdict="accepted", replaces=replaced), 0)
    no = store.mark("k2", eva.id, words(verdict="rejected", replaces=replaced), 1)
    assert store.contested() == ((yes, no),)
    assert store.reviews() == ()
    decision = store.decide("k3", chief.id, no.id, "upheld", "El verbo está en otra frase.")
    assert [(review.verdict, review.by) for review in store.reviews()] == [("rejected", eva.pseudonym)]
    assert store.contested() == ()
    with pytest.raises(Conflict):
        store.decide("k4", chief.id, no.id, "overruled", "Pensándolo mejor", version=0)
    store.decide("k5", chief.id, no.id, "overruled", "Pensándolo mejor", version=decision.version)
    assert [review.verdict for review in store.reviews()] == ["accepted"]


def test_a_name_is_published_where_its_bearer_agrees(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    store.mark("k1", ana.id, words(), 0)
    assert [review.by for review in store.reviews()] == [ana.pseudonym]
    store.name_me("k2", ana.id, True)
    assert [review.by for review in store.reviews()] == ["ana"]
    store.name_me("k3", ana.id, True, "Ana Pérez")
    assert [review.by for review in store.reviews()] == ["Ana Pérez"]


def test_an_assignment_is_taken_back_and_given_again(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    given = store.assign("a1", chief.id, ana.id, LAW, blind=True)
    store.mark("k1", chief.id, words(), 0)
    assert store.work(ana.id, LAW, EID).marks == () and store.reviews() == ()
    store.assign("a2", chief.id, ana.id, LAW, blind=True, ended=True)
    assert store.assignments() == ()
    assert len(store.work(ana.id, LAW, EID).marks) == len(store.reviews()) == 1
    assert store.assign("a3", chief.id, ana.id, LAW).id == given.id == store.assignments()[0].id


@pytest.mark.parametrize("earlier", ["0001", "0002"])
def test_a_database_of_an_earlier_version_is_brought_up_to_date(database: str, earlier: str) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    made = create_engine(database)
    with made.begin() as db:
        settings.attributes["connection"] = db
        command.upgrade(settings, earlier)
        rows = {
            "people": "(id, email, name, pseudonym, role, named, version) VALUES (1, 'ana@example.org', 'Ana', 'P-1', 'administrator', true, 1)",
            "marks": f"(person, law, eid, concept, role, start, \"end\", quote, \"values\", verdict, sha256, stale, withdrawn, made, version) VALUES (1, '{LAW}', '{EID}', 'recruits', 'element', 34, 39, 'capte', '{{}}', 'added', '0', false, false, '2026-01-01', 1)",
            "assignments": f"(person, law, eid, blind, version) VALUES (1, '{LAW}', '{EID}', true, 1)",
            "finished": f"(person, law, eid, sha256, done, version) VALUES (1, '{LAW}', '{EID}', '0', true, 1)",
        }
        for table, row in rows.items():
            db.execute(text(f"INSERT INTO {table} {row}"))
    made.dispose()
    again = Store(database)
    assert [(each.quote, each.person) for each in again.marks()] == [("capte", 1)]
    (given,) = again.assignments()
    assert (given.blind, given.ended, given.queue, list(given.clauses)) == (True, False, "", [])
    assert [(each.eid, each.quote) for each in again.finishes()] == [(EID, "")]
    again.assign("a", 1, 1, LAW, EID, queue="tip-act-element", clauses=["art_3"])
    assert len(again.assignments()) == 2
    again.close()


def test_what_bears_on_a_requirement_is_given_alone(store: Store, chief: Person) -> None:
    ana = person(store, chief, "ana")
    store.assign("a1", chief.id, ana.id, LAW, queue="tip-act-element", clauses=[EID, "art_5"], blind=True)
    (given,) = store.assignments()
    newer = LAW.replace("2020", "2024")
    covered = [
        given.covers(law, eid)
        for law, eid in ((LAW, EID), (newer, "art_5"), (LAW, "art_3"), ("/akn/zz/act/other/spa@2020-01-01", EID))
    ]
    assert covered == [True, True, False, False]
    store.mark("k1", chief.id, words(), 0)
    store.mark("k2", chief.id, words(eid="art_3"), 0)
    assert [len(store.work(ana.id, LAW, eid).marks) for eid in (EID, "art_3")] == [0, 1]
    assert [review.eid for review in store.reviews()] == ["art_3"]


def test_an_edit_that_the_database_does_not_take_says_why(store: Store, chief: Person) -> None:
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE comments"))
    with pytest.raises(Unavailable, match="was not written") as refused:
        store.comment("k", chief.id, LAW, EID, "¿Seguro?")
    assert "comments" in refused.value.why


# ---- when the text changes


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (TEXT, "capte"),
        ("1. " + TEXT, "capte"),
        ("Será sancionado quien a una persona le quite la libertad.", None),
    ],
)
def test_marks_go_with_their_words_or_turn_stale(store: Store, chief: Person, now: str, expected: str | None) -> None:
    start = TEXT.index("capte")
    replaces = {"concept": "recruits", "role": "element", "start": start, "end": start + 5, "quote": "capte"}
    store.mark("k1", chief.id, words(replaces=replaces, verdict="accepted"), 0)
    law = NOW
    moved, gone = store.reanchor("re", chief.id, store.marks(LAW), law, {EID: Clause(EID, "article", text=now)})
    [mark] = store.marks()
    if expected is None:
        assert (moved, gone, mark.stale, mark.law, mark.sha256) == (0, 1, True, LAW, "0" * 64)
    else:
        assert (moved, gone, mark.stale, mark.law, mark.sha256) == (1, 0, False, law.expression, "1" * 64)
        assert now[mark.start : mark.end] == mark.quote == expected
        assert mark.replaces and (mark.replaces["start"], mark.replaces["concept"]) == (mark.start, "recruits")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({EID: TEXT}, EID),
        ({"art_3": TEXT, EID: "Otra cosa."}, "art_3"),
        ({EID: TEXT + " Y más."}, None),
        ({"art_3": TEXT, "art_4": TEXT}, None),
        ({}, None),
    ],
)
def test_who_finished_a_clause_has_finished_the_one_with_the_same_words(
    store: Store, chief: Person, now: dict[str, str], expected: str | None
) -> None:
    ana = person(store, chief, "ana")
    store.finish("f1", ana.id, LAW, EID, "0" * 64, quote=TEXT)
    law = NOW
    clauses = {eid: Clause(eid, "article", text=text) for eid, text in now.items()}
    assert store.move_finished("m", chief.id, store.finishes(), law, clauses) == (1 if expected else 0)
    assert store.finished() == {(law.expression, expected) if expected else (LAW, EID): {ana.id}}
    with pytest.raises(Refused):
        store.move_finished(
            "n",
            ana.id,
            store.finishes(),
            law,
            {each.eid: Clause(each.eid, "article", text=each.quote) for each in store.finishes()},
        )


def test_who_was_through_with_the_new_text_already_is_left_alone(store: Store, chief: Person) -> None:
    law = NOW
    store.finish("f1", chief.id, LAW, EID, "0" * 64, quote=TEXT)
    store.finish("f2", chief.id, law.expression, EID, "1" * 64, quote=TEXT)
    store.finish("f3", chief.id, law.expression, EID, "1" * 64, quote=TEXT, done=False)
    earlier = [each for each in store.finishes() if each.law == LAW]
    assert store.move_finished("m", chief.id, earlier, law, {EID: Clause(EID, "article", text=TEXT)}) == 0
    assert store.finished() == {(LAW, EID): {chief.id}}


@pytest.mark.parametrize(
    ("now", "eid", "moved"),
    [
        ({EID: TEXT}, EID, 1),
        ({"art_2__para_1": f"1. {TEXT}", EID: ""}, "art_2__para_1", 1),
        ({EID: "Derogado."}, EID, 0),
    ],
)
def test_a_remark_goes_with_its_words_and_is_never_lost(
    store: Store, chief: Person, now: dict[str, str], eid: str, moved: int
) -> None:
    store.comment("k", chief.id, LAW, EID, "¿Seguro?", quote=TEXT, sha256="0" * 64)
    law = NOW
    parts = [Clause(each, "paragraph" if "__" in each else "article", text=text) for each, text in now.items()]
    article = Clause(EID, "article", text=now[EID], children=tuple(part for part in parts if part.kind == "paragraph"))
    clauses = {part.eid: part for part in (*parts, article)}
    assert [each.body for each in store.work(chief.id, law.expression, EID).comments] == ["¿Seguro?"]
    assert store.move_comments("m", chief.id, store.comments(), law, clauses) == moved
    assert [each.body for each in store.work(chief.id, law.expression, eid).comments] == ["¿Seguro?"]
    assert store.work(chief.id, "/akn/zz/act/ley/2000/2/spa@2020-01-01", EID).comments == ()
