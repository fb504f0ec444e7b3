"""Official texts brought from a real server into the reader's own corpus, and what keeps the text in use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from analysis import acquire, judging, library
from analysis.catalogue import catalogue
from analysis.errors import UsageError
from analysis.fetch import Courier, Manners
from analysis.model import Law
from analysis.official import Outcome, amended_on, asked, bring, last_amended
from tests import law_server, small_corpus
from tests.law_server import LawServer, page
from tests.small_corpus import PENAL_CODE

SHARED = Path(__file__).parents[2] / "shared" / "laws"
QUICK = Manners(tries=2, delay=0.01, pause=0.0, idle=1.0, total=10.0)
AMENDED = (
    "Código Penal de Prueba\n\nÚltima reforma publicada en la Gaceta el 3 de marzo de 2024\n"
    + PENAL_CODE.partition("\n")[2]
)
LANDING = (
    "<html><body><h1>Biblioteca de leyes</h1><ul>"
    + "<li><a href='x'>Ley de la biblioteca</a></li>" * 40
    + "</ul></body></html>"
)


@pytest.fixture
def server() -> Iterator[LawServer]:
    with law_server.serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOMOLOGA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "home" / "corpus"


@pytest.fixture
def law(home: Path, tmp_path: Path, server: LawServer) -> Law:
    """A law of which a digest is in use, with one address."""
    return _law(tmp_path, server.address + "/law")


def _law(folder: Path, *sources: str) -> Law:
    root = small_corpus.write(folder / "corpus", [small_corpus.entry(text="digest", sources=list(sources))])
    return asked(library.corpus([root]))[0]


def _bring(*laws: Law) -> list[Outcome]:
    return list(asyncio.run(bring(laws, courier=Courier(QUICK))))


def test_a_good_text_is_taken_and_counts_from_then_on(law: Law, home: Path, server: LawServer) -> None:
    server.answers["/law"] = page(AMENDED.encode())
    [outcome] = _bring(law)
    assert (outcome.result, outcome.grade, outcome.why) == ("brought", "A", ())
    [entry] = yaml.safe_load((home / "zz" / "laws.yaml").read_text(encoding="utf-8"))
    assert entry["version"] == date(2024, 3, 3) and entry["text"] == "consolidated" and entry["fetched"] == date.today()
    assert entry["sources"] == [server.address + "/law"]
    assert library.sha256(home / "zz" / entry["file"]) == entry["sha256"]
    report = judging.findings(library.corpus(), catalogue(), as_of=date.today(), countries=["ZZ"])
    assert {law.text for law in report.laws} == {"consolidated"} and report.problems == ()


def test_a_text_that_does_not_tell_its_day_is_of_the_day_it_was_fetched(law: Law, server: LawServer) -> None:
    server.answers["/law"] = page(PENAL_CODE.encode())
    [outcome] = _bring(law)
    assert outcome.taken and (outcome.taken.version, outcome.taken.text) == (date.today(), "official")


def test_addresses_are_tried_in_turn(home: Path, tmp_path: Path, server: LawServer) -> None:
    law = _law(tmp_path, server.address + "/gone", server.address + "/landing", server.address + "/good")
    server.answers |= {"/landing": page(LANDING.encode(), "text/html"), "/good": page(AMENDED.encode())}
    [outcome] = _bring(law)
    assert (outcome.result, outcome.address) == ("brought", server.address + "/good")


UNFIT = {
    "a landing page": (LANDING, "read badly"),
    "another law": (PENAL_CODE.replace("Artículo ", "Artículo 10"), "only 0 of the 4 articles"),
    "a part": (PENAL_CODE.partition("Artículo 3")[0], "only 2 of the 4 articles"),
    "another language": (
        "Penal Code\n\n" + "\n\n".join(f"Article {n}. The court shall hear any person that is held for an offence under this Act." for n in range(1, 5)),
        "look like en",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_not_the_law_keeps_the_digest_and_says_why(law: Law, home: Path, server: LawServer, case: str) -> None:
    text, said = UNFIT[case]
    server.answers["/law"] = page(text.encode(), "text/html" if text.startswith("<") else "text/plain; charset=utf-8")
    [outcome] = _bring(law)
    assert outcome.result == "refused" and said in outcome.why[0]
    assert not home.exists()


def test_what_cannot_be_fetched_is_failed_and_not_refused(law: Law, home: Path) -> None:
    [outcome] = _bring(law)
    assert (outcome.result, outcome.offline) == ("failed", False) and "answered 404" in outcome.why[0]
    assert not home.exists()


def test_without_a_network_each_law_says_so(home: Path, tmp_path: Path) -> None:
    [outcome] = _bring(_law(tmp_path, "https://laws.invalid/a", "https://laws.invalid/b"))
    assert outcome.offline and len(outcome.why) == 2


def test_a_law_without_an_address(home: Path, tmp_path: Path) -> None:
    assert _bring(_law(tmp_path))[0].why == ("The manifest has no address of its official text.",)


def test_a_second_time_nothing_comes_where_nothing_changed(law: Law, server: LawServer) -> None:
    server.answers["/law"] = lambda handler: (
        law_server.send(handler, 304)
        if handler.headers.get("If-None-Match") == '"1"'
        else law_server.send(handler, 200, AMENDED.encode(), ETag='"1"')
    )
    [first] = _bring(law)
    assert first.taken
    assert [outcome.result for outcome in _bring(first.taken)] == ["unchanged"]
    assert server.asked[-1][1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(("etag", "asked_for"), [('"a"', "bytes=500-"), ("", None)], ids=["vouched for", "not"])
def test_what_broke_off_is_gone_on_with_in_the_next_run(
    law: Law, server: LawServer, etag: str, asked_for: str | None
) -> None:
    text = AMENDED.encode()
    broken = law_server.cut(text, 500, **({"ETag": etag} if etag else {}))
    server.answers["/law"] = law_server.in_turn(broken, law_server.status(503), law_server.ranges(text, etag))
    assert [outcome.result for outcome in _bring(law)] == ["failed"]
    assert [outcome.result for outcome in _bring(law)] == ["brought"]
    assert server.asked[-1][1].get("Range") == asked_for
    assert [found.file.read_bytes() for found in library.corpus([library.own()])["ZZ"].laws] == [text]


def test_what_changed_since_it_broke_off_comes_from_the_start(law: Law, server: LawServer) -> None:
    broken = law_server.cut(AMENDED.encode()[::-1], 500, ETag='"a"')
    server.answers["/law"] = law_server.in_turn(
        broken, law_server.status(503), law_server.ranges(AMENDED.encode(), '"b"')
    )
    assert [outcome.result for outcome in (*_bring(law), *_bring(law))] == ["failed", "brought"]


def test_a_page_that_only_looks_new_is_unchanged(law: Law, home: Path, server: LawServer) -> None:
    body = "".join(f"<p>{line}</p>" for line in AMENDED.splitlines() if line)
    server.answers["/law"] = law_server.in_turn(
        *(
            page(f"<html><body><!-- seen {n} times -->{body}</body></html>".encode(), "text/html; charset=utf-8")
            for n in (1, 2)
        )
    )
    [first] = _bring(law)
    assert first.taken, first.why
    assert [outcome.result for outcome in _bring(first.taken)] == ["unchanged"]
    assert len(list((home / "zz").glob("*.html"))) == 1


def test_the_earlier_version_is_kept(law: Law, home: Path, server: LawServer) -> None:
    later = AMENDED.replace("3 de marzo de 2024", "9 de mayo de 2025").replace("ocho a quince", "diez a veinte")
    server.answers["/law"] = law_server.in_turn(page(AMENDED.encode()), page(later.encode()))
    [first] = _bring(law)
    assert first.taken
    [second] = _bring(first.taken)
    assert second.result == "brought"
    corpus = library.corpus([home])["ZZ"]
    of_day = [library.in_force(corpus, day).laws[0].file.read_text() for day in (date(2025, 1, 1), date(2025, 6, 1))]
    assert ["ocho a quince" in text for text in of_day] == [True, False]


def test_a_folder_that_cannot_be_written_loses_nothing(law: Law, home: Path, server: LawServer) -> None:
    server.answers["/law"] = page(AMENDED.encode())
    home.parent.mkdir()
    home.write_text("in the way")
    [outcome] = _bring(law)
    assert outcome.result == "refused" and "cannot be kept" in outcome.why[0]


@pytest.mark.skipif(not (SHARED / "mx" / "lgpsedmtp.pdf").is_file(), reason="needs ../shared/laws")
def test_a_real_law_takes_the_place_of_its_digest(home: Path, server: LawServer) -> None:
    digest = next(law for law in asked(library.corpus(), countries=["MX"]) if law.kind == "trafficking-law")
    server.answers["/law.pdf"] = page((SHARED / "mx" / "lgpsedmtp.pdf").read_bytes(), "application/pdf")
    [outcome] = _bring(replace(digest, sources=(server.address + "/law.pdf",)))
    assert outcome.result == "brought", outcome.why
    assert outcome.taken and outcome.taken.text == "consolidated"
    chosen = library.in_force(library.corpus()["MX"], date.today()).laws
    assert [law.text for law in chosen if law.work == digest.work] == ["consolidated"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Última reforma publicada DOF 14-11-2025", date(2025, 11, 14)),
        ("Última modificación: 28 de diciembre de 2024", date(2024, 12, 28)),
        ("Últimas reformas publicadas en La Gaceta del 1 de setiembre del 2019.", date(2019, 9, 1)),
        ("Act current to 2025-10-28 and last amended on 2024-06-20", date(2024, 6, 20)),
        ("Last amended on March 5, 2019", date(2019, 3, 5)),
        ("Last amended 5 March 2019", date(2019, 3, 5)),
        ("Última reforma 31-02-2020", None),
        ("Última reforma DOF 01-01-2999", None),
        ("Nueva Ley publicada el 14 de junio de 2012", None),
        ("Reformado por la ley 5 del 3 de enero de 2001", None),
    ],
)
def test_the_day_of_the_last_amendment(words: str, day: date | None) -> None:
    assert last_amended(words) == day


def test_a_consolidation_of_canada_names_its_last_amendment() -> None:
    data = b"""<Statute xmlns:lims="http://justice.gc.ca/lims" lims:lastAmendedDate="2024-06-20"><Body><Section><Label>1</Label><Text>Visas are free.</Text></Section></Body></Statute>"""
    assert amended_on(acquire.looked_at(data, "a.xml", country="CA", language="en", kind="migration-law")) == date(
        2024, 6, 20
    )


def test_laws_are_named_by_work_expression_file_or_country(tmp_path: Path) -> None:
    root = small_corpus.write(
        tmp_path, [small_corpus.entry(), small_corpus.entry(id="/akn/zz/act/2", status="repealed")]
    )
    small_corpus.write(tmp_path, [small_corpus.entry(id="/akn/yy/act/1")], country="yy")
    corpus = library.corpus([root])
    law = library.in_force(corpus["ZZ"], date.today()).laws[0]
    for name in (law.work, law.expression, str(law.file)):
        assert asked(corpus, [name]) == (law,)
    assert asked(corpus, [law.work], ["zz"]) == (law,)
    assert [law.country for law in asked(corpus)] == ["YY", "ZZ"]
    with pytest.raises(UsageError, match="Nearest: /akn/"):
        asked(corpus, ["/akn/zz/act/9"])
    with pytest.raises(UsageError, match="no country QQ"):
        asked(corpus, [], ["QQ"])
