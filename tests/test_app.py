"""Each page of the app in its states, in both languages, on the embedded corpus and on small made-up ones."""

from __future__ import annotations

import ast
import base64
import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis import judging
from analysis.catalogue import catalogue
from analysis.model import Observed
from analysis.store import Store
from analysis.store.records import Words
from tests import law_server, small_corpus
from tests.drafts import SPANISH
from tests.test_acquire import HARMFUL
from views.fetching import errands
from views.markup import escaped
from views.person import writer
from views.shelf import forget, stands_alone

ROOT = Path(__file__).parents[1]
PAGES = ("overview", "requirement", "compare", "draft", "clauses", "corpus", "report")
EVIL = "Código <script>alert(1)</script><img src=x onerror=alert(2)> de Prueba"
HOSTILE = small_corpus.PENAL_CODE.replace(
    "Artículo 2. Trata de personas.", "Artículo 2. <script>alert(3)</script>Trata de personas."
).replace("con fines de", 'con <img src="x" onerror="alert(4)"> fines de')

Open = Callable[..., AppTest]


def _overview() -> None:
    from views import overview

    overview.show()


def _requirement() -> None:
    from views import requirement

    requirement.show()


def _clauses() -> None:
    from views import clauses

    clauses.show()


def _corpus() -> None:
    from views import corpus

    corpus.show()


def _compare() -> None:
    from views import compare

    compare.show()


def _report() -> None:
    from views import report

    report.show()


def _draft() -> None:
    from views import draft

    draft.show()


SHOW = {
    "draft": _draft,
    "overview": _overview,
    "requirement": _requirement,
    "compare": _compare,
    "clauses": _clauses,
    "corpus": _corpus,
    "report": _report,
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page on a corpus folder, or on the embedded corpus, at an address."""

    def draw(page: str, folder: Path | None = None, **address: str | list[str]) -> AppTest:
        here = ["--local"] if page == "corpus" else []
        monkeypatch.setattr(sys, "argv", ["app.py", *here, *(["--corpus", str(folder)] if folder else [])])
        at = AppTest.from_function(SHOW[page], default_timeout=120)
        for name, value in {"lang": "en", **address}.items():
            at.query_params[name] = value
        return at.run()

    return draw


def shown(at: AppTest) -> str:
    """All HTML that was put on the page; no page may end in an exception."""
    assert [each.value for each in at.exception] == []
    return "\n".join(element.proto.body for element in at.get("html"))


def address(at: AppTest, name: str) -> list[str]:
    """The values of `name` in the address."""
    held = at.query_params.get(name, [])
    return held if isinstance(held, list) else [held]


def headings(at: AppTest) -> list[str]:
    return [each.value for each in [*at.title, *at.header]]


@pytest.fixture
def zz(tmp_path: Path) -> Path:
    """One country, whose penal code is loaded in full."""
    return small_corpus.write(tmp_path, [small_corpus.entry()])


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    entry = small_corpus.entry(title=EVIL, short=EVIL, sources=["javascript:alert(5)"])
    return small_corpus.write(tmp_path, [entry], {"code.txt": HOSTILE})


# ---- every page, in both languages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_chosen(opened: Open, page: str, lang: str) -> None:
    at = opened(page, lang=lang)
    shown(at)
    assert headings(at)


@pytest.mark.parametrize("page", PAGES)
def test_the_two_languages_differ(opened: Open, page: str) -> None:
    assert headings(opened(page, lang="es"))[-1:] != headings(opened(page, lang="en"))[-1:] or page == "clauses"
    assert shown(opened(page, lang="es")) != shown(opened(page, lang="en"))


@pytest.mark.parametrize("page", PAGES)
def test_one_country(opened: Open, zz: Path, page: str) -> None:
    html = shown(
        opened(page, zz, country="ZZ", requirement="tip-specific-offence", law="/akn/zz/act/ley/2000/1/spa@2020-01-01")
    )
    assert "ZZ" in html


@pytest.mark.parametrize("page", PAGES)
def test_a_law_that_cannot_be_read(opened: Open, tmp_path: Path, page: str) -> None:
    folder = small_corpus.write(
        tmp_path, [small_corpus.entry(), small_corpus.entry(id="/akn/zz/act/ley/2001/9", file="gone.txt")]
    )
    html = shown(opened(page, folder, requirement="tip-specific-offence"))
    if page == "overview":
        assert "1 law could not be read." in html
    if page == "corpus":
        assert "gone.txt" in html and str(tmp_path) not in html


@pytest.mark.parametrize("page", PAGES)
def test_no_law_at_all(opened: Open, tmp_path: Path, page: str) -> None:
    (tmp_path / "zz").mkdir()
    shown(opened(page, tmp_path))


@pytest.mark.parametrize("page", PAGES)
def test_scripts_in_a_law_stay_text(opened: Open, hostile: Path, page: str) -> None:
    html = shown(
        opened(
            page,
            hostile,
            requirement="tip-specific-offence",
            law="/akn/zz/act/ley/2000/1/spa@2020-01-01",
            eid="art_2",
            words="trata",
        )
    )
    assert not re.search(r"<(script|img)|href=\"javascript", html)
    if page in ("clauses", "corpus"):
        assert "&lt;script&gt;alert(1)" in html


def test_what_a_reader_writes_stays_text(opened: Open) -> None:
    at = opened("clauses", words='<script>alert("x")</script>', law="<img src=x>", eid="<b>")
    assert not re.search(r"<(script|img|b)>", shown(at))


def test_the_whole_app_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["app.py"])
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    at.query_params["lang"] = "es"
    at.run()
    assert "Where is smuggling of migrants no offence?" not in headings(at)
    assert "¿Dónde no es delito el tráfico ilícito de migrantes?" in headings(at)
    at.sidebar.radio[0].set_value("en").run()
    assert "Where is smuggling of migrants no offence?" in headings(at)
    assert address(at, "lang") == ["en"]


def test_a_folder_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["app.py", "--corpus", "/nowhere"])
    html = shown(AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run())
    assert "there is no such folder" in html


# ---- Overview ------------------------------------------------------------------------------------------------------


def test_unknown_never_looks_like_a_gap(opened: Open, tmp_path: Path) -> None:
    text = "Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. El préstamo de libros es gratuito.\n"
    folder = small_corpus.write(tmp_path, [small_corpus.entry(kind="other")], {"code.txt": text})
    at = opened("overview", folder)
    html = shown(at)
    assert "The texts that are loaded cannot tell for any country." in html
    assert "it was not found there" not in html
    matrix = html.split('class="matrix"')[1].split('class="legend"')[0]
    assert "verdict unknown" in matrix
    assert not re.search(r"verdict (absent|contrary|partial)", matrix)


def test_a_country_without_the_offence_is_named_first(opened: Open, tmp_path: Path) -> None:
    code = small_corpus.PENAL_CODE.replace("Artículo 3. Tráfico ilícito de migrantes. Quien, con el fin de obtener un beneficio económico, facilite la entrada ilegal al país de una "
        "persona extranjera sin los documentos que exige la ley será sancionado con prisión de cuatro a seis años.", "Artículo 3. Derogado.")  # fmt: skip
    assert "entrada ilegal" not in code
    files = {
        "code.txt": code,
        "migration.txt": "Artículo 1. Las visas se expiden en los consulados.\n\nArtículo 2. Las visas son gratuitas.\n",
    }
    laws = [
        small_corpus.entry(),
        small_corpus.entry(id="/akn/zz/act/ley/2001/2", kind="migration-law", file="migration.txt"),
    ]
    html = shown(opened("overview", small_corpus.write(tmp_path, laws, files)))
    assert re.search(r'class="answered">In [^<;]+: it was not found there\.', html)


def test_countries_without_a_text_are_named(opened: Open, zz: Path) -> None:
    assert "Of these no text is loaded, and nothing is said: Belize, Canada" in shown(opened("overview", zz))


def test_every_cell_says_its_verdict_in_words_and_leads_to_its_evidence(opened: Open) -> None:
    html = shown(opened("overview", lang="en"))
    cells = re.findall(r'<td>(<a class="cell".*?</a>|<a [^>]*class="cell".*?</a>)</td>', html)
    countries, requirements = (
        set(re.findall(rf"{name}=([\w-]+)", "".join(cells))) for name in ("country", "requirement")
    )
    assert len(cells) == len(countries) * len(requirements) > 100
    assert all(re.search(r'class="unseen">[^<]+: (met|partial|contrary|absent|unknown)', each) for each in cells)
    assert all(
        re.search(r'href="requirement\?requirement=[a-z-]+&amp;country=[A-Z]{2}&amp;lang=en"', each) for each in cells
    )


def test_filters_are_in_the_address_and_back(opened: Open) -> None:
    at = opened("overview", status="absent", standard="smuggling-offence", country=["CA", "MX"])
    assert at.multiselect(key="status").value == ["absent"]
    html = shown(at)
    assert "B14" in html.split('class="matrix"')[1]
    assert "A01" not in html.split('class="matrix"')[1]
    at.multiselect(key="status").set_value(["contrary"]).run()
    assert address(at, "status") == ["contrary"]
    assert 'class="matrix"' not in shown(at)


def test_a_value_that_does_not_exist_is_left_out_of_a_filter(opened: Open) -> None:
    at = opened("overview", status="wonderful", country="QQ")
    shown(at)
    assert at.multiselect(key="status").value == []


# ---- Requirement ---------------------------------------------------------------------------------------------------


def test_a_requirement_shows_the_words_the_place_and_the_address(opened: Open) -> None:
    html = shown(opened("requirement", requirement="som-specific-offence", country="GT"))
    assert "<mark>" in html and "<blockquote" in html
    assert re.search(r'<figcaption>.*href="clauses\?law=', html)
    assert 'target="_blank"' in html
    assert 'class="digest">digest<' in html


def test_an_absent_says_what_was_searched(opened: Open) -> None:
    html = shown(opened("requirement", requirement="som-outbound-and-transit", country="CA"))
    assert "absent, according to a digest" in html
    assert re.search(r"<summary>\d+ texts searched</summary>", html)


def test_an_unknown_says_what_to_load(opened: Open) -> None:
    html = shown(opened("requirement", requirement="som-other-aggravators", country="HN"))
    assert "HN" in html or "Honduras" in html
    html = shown(opened("requirement", requirement="non-punishment-of-victims", country="NI"))
    assert "To answer this, load in full:" in html


def test_penalties_are_bars_beside_the_table(opened: Open) -> None:
    at = opened("requirement", requirement="tip-serious-crime-threshold")
    assert [each.value for each in at.subheader] == ["Prison for the base offence, in years"]
    assert re.search(r"<td>6</td><td>10</td>", shown(at))


def test_choosing_a_requirement_writes_the_address(opened: Open) -> None:
    at = opened("requirement")
    at.selectbox(key="requirement").set_value("tip-means-element").run()
    assert address(at, "requirement") == ["tip-means-element"]
    assert "Mexico" in shown(at)


# ---- Clauses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["captar", "CAPTACIÓN", "captacion personas", "capte"])
def test_accents_and_inflection_are_forgiven(opened: Open, zz: Path, asked: str) -> None:
    at = opened("clauses", zz, words=asked)
    assert headings(at)[1] == "1 article found"
    assert "<mark>capte</mark>" in shown(at)


def test_all_words_must_be_there(opened: Open, zz: Path) -> None:
    at = opened("clauses", zz, words="captar bibliotecas")
    assert headings(at)[1] == "0 articles found"
    assert "1 text was searched." in shown(at)


def test_clauses_are_found_by_concept_and_country(opened: Open) -> None:
    at = opened("clauses", concept="recruits", country="GT")
    html = shown(at)
    assert "<mark>" in html and "Mexico" not in html


def test_a_law_stands_beside_its_outline(opened: Open, zz: Path) -> None:
    html = shown(opened("clauses", zz, law="/akn/zz/act/ley/2000/1/spa@2020-01-01", eid="art_3"))
    assert 'aria-current="true"' in html and "Tráfico ilícito de migrantes" in html
    assert "art_4" in html


def test_a_law_of_another_country_than_is_chosen_is_let_go(opened: Open) -> None:
    at = opened("clauses")
    law = next(each for each in at.selectbox(key="law").options if each.startswith("MX"))
    at.selectbox(key="law").select(law).run()
    assert address(at, "law")
    at.multiselect(key="country").set_value(["GT"]).run()
    shown(at)
    assert at.selectbox(key="law").value is None
    assert address(at, "law") == []


def test_a_clause_that_is_not_there_is_said(opened: Open, zz: Path) -> None:
    at = opened("clauses", zz, law="/akn/zz/act/ley/2000/1/spa@2020-01-01", eid="art_99")
    assert [each.value for each in at.warning] == ["This text has no clause of that address; it may have changed."]
    shown(at)


# ---- words ---------------------------------------------------------------------------------------------------------


def _asked() -> Iterator[tuple[str, str | None]]:
    for file in [ROOT / "app.py", *sorted((ROOT / "views").glob("*.py"))]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "say_many"):
                wanted = [ast.literal_eval(each) for each in node.args[: 2 if node.func.id == "say_many" else 1]]
                yield wanted[0], wanted[1] if len(wanted) > 1 else None


def _translated() -> Any:
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO((ROOT / "locale" / "es" / "LC_MESSAGES" / "homologa.po").read_bytes()), locale="es")


def test_every_string_is_translated() -> None:
    words = _translated()
    missing = []
    for one, many in _asked():
        message = words.get(one)
        said = message.string if message else ""
        if (
            message is None
            or not all(said if isinstance(said, tuple) else (said,))
            or bool(many) != message.pluralizable
        ):
            missing.append(one)
    assert missing == []


def test_a_translation_has_the_same_places_for_values() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    for message in filter(lambda each: each.id, _translated()):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert [places(each) for each in strings] == [places(each) for each in ids], ids


def test_the_compiled_words_are_those_of_the_catalogue() -> None:
    from babel.messages.mofile import read_mo

    compiled = read_mo(io.BytesIO((ROOT / "locale" / "es" / "LC_MESSAGES" / "homologa.mo").read_bytes()))
    assert _pairs(compiled) == _pairs(_translated())


def _pairs(catalogue: Any) -> dict[tuple[str, ...], tuple[str, ...]]:
    def several(words: Any) -> tuple[str, ...]:
        return (words,) if isinstance(words, str) else tuple(words)

    return {several(each.id): several(each.string) for each in catalogue if each.id}


def test_the_app_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 80


@pytest.mark.parametrize("file", sorted((ROOT / "views").glob("*.py")), ids=lambda file: file.name)
def test_no_page_opens_the_door_for_html(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in text
    assert "Html(f" not in text or file.name == "markup.py"


# ---- Compare -------------------------------------------------------------------------------------------------------


def test_one_country_cannot_be_compared(opened: Open) -> None:
    assert "Choose at least two countries." in shown(opened("compare"))
    assert "Mexico is chosen; choose at least one more." in shown(opened("compare", country="MX"))


def test_two_countries_side_by_side_with_what_only_one_says(opened: Open) -> None:
    html = shown(opened("compare", country=["MX", "CR"], standard="trafficking-offence"))
    means = html.split('id="tip-means-element"')[1].split("<section")[0]
    assert re.findall(r"<h3>(\w+(?: \w+)?) ", means) == ["Mexico", "Costa Rica"]
    assert "Only here:" in means and "It says:" in means


def test_where_countries_agree_is_left_out_until_asked_for(opened: Open) -> None:
    at = opened("compare", country=["MX", "CR"], standard="smuggling-offence")
    few = shown(at).count('class="pair"')
    at.toggle(key="differing").set_value(False).run()
    assert shown(at).count('class="pair"') > few > 0
    assert address(at, "show") == ["all"]


def test_no_more_than_four_countries(opened: Open) -> None:
    at = opened("compare", country=["MX", "CR", "CA", "GT"], show="all")
    assert "of4" in shown(at)


# ---- Report --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_report_is_that_of_the_terminal(opened: Open, lang: str) -> None:
    from datetime import date

    from analysis import judging, library
    from analysis.report import formats
    from views import shelf

    at = opened("report", country=["MX", "CR"], standard="smuggling-offence", lang=lang)
    asked = catalogue(standards=["smuggling-offence"])
    report = judging.findings(library.corpus([]), asked, as_of=date.today(), countries=["MX", "CR"])
    assert report.snapshot.id in shown(at)
    kept = shelf.part(("MX", "CR"), ("smuggling-offence",))
    assert kept.file("csv", lang, "full") == formats()["csv"].write(report, asked.cards, lang)


def test_every_format_says_what_it_is_for(opened: Open) -> None:
    from analysis.report import formats
    from views.report import purpose

    at = opened("report")
    assert len(at.selectbox(key="format").options) == len(formats())
    assert [name for name in formats() if purpose(name) == name] == []


def test_the_preview_is_a_page_of_its_own_that_cannot_reach_the_app(opened: Open, hostile: Path) -> None:
    at = opened("report", hostile)
    at.toggle(key="preview").set_value(True).run()
    (frame,) = at.get("iframe")
    assert frame.proto.src.startswith("data:text/html;charset=utf-8;base64,")
    page = base64.b64decode(frame.proto.src.partition(",")[2]).decode()
    assert not re.search(r"<(script|img)", page)


def test_who_lacks_something_sees_from_whom_to_borrow(opened: Open) -> None:
    html = shown(opened("requirement", requirement="tip-act-element", country="PA"))
    assert "The words are theirs" in html
    assert "<blockquote" in html.split("The words are theirs")[1]


def test_who_lacks_nothing_is_offered_nothing(opened: Open) -> None:
    assert "The words are theirs" not in shown(opened("requirement", requirement="tip-act-element", country="MX"))


# ---- a law that is brought -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HARMFUL)
def test_a_bad_file_is_a_sentence_and_the_session_goes_on(opened: Open, zz: Path, name: str) -> None:
    at = opened("corpus", zz)
    at.file_uploader(key="upload").upload(HARMFUL[name][0], HARMFUL[name][1], "application/octet-stream").run()
    assert "It cannot be read." in shown(at)
    at.multiselect(key="country").set_value(["ZZ"]).run()
    assert "Texts" in headings(at)


@pytest.mark.parametrize("name", HARMFUL)
def test_a_bad_draft_is_a_sentence_too(opened: Open, zz: Path, name: str) -> None:
    at = opened("draft", zz)
    at.file_uploader(key="draft").upload(HARMFUL[name][0], HARMFUL[name][1], "application/octet-stream").run()
    assert "It cannot be checked." in shown(at)


def test_what_is_wrong_with_a_file_is_told_in_spanish(opened: Open, zz: Path) -> None:
    at = opened("draft", zz, lang="es")
    at.file_uploader(key="draft").upload("vacía.txt", b"", "text/plain").run()
    assert "vacía.txt: el archivo está vacío. Dé un archivo con el texto de la ley" in shown(at)


@pytest.mark.parametrize(("lang", "said"), [("en", "Drafting faults (1)"), ("es", "Defectos de redacción (1)")])
def test_a_draft_is_checked_in_its_own_text(opened: Open, zz: Path, lang: str, said: str) -> None:
    at = opened("draft", zz, lang=lang)
    words = SPANISH.replace("de ocho a quince años", "de quince a ocho años")
    at.file_uploader(key="draft").upload("ley-contra-la-trata.txt", words.encode(), "text/plain").run()
    assert said in headings(at)
    assert "<mark>" in shown(at)


REFORM = """Ley de reformas al Código Penal

Artículo 1. Se reforma el artículo 2 del Código Penal de Prueba, que se leerá así:
“Artículo 2. Trata de personas. Será sancionado con prisión de ocho a quince años quien, mediante amenaza o engaño, capte, traslade o reciba a \
una persona con fines de explotación sexual.”

Artículo 2. Vigencia. Esta Ley entrará en vigor el día de su publicación.
"""


def test_a_draft_shows_the_clause_of_words_that_it_quotes_and_each_article_once(opened: Open, zz: Path) -> None:
    at = opened("draft", zz)
    at.file_uploader(key="draft").upload("reforma.txt", REFORM.encode(), "text/plain").run()
    proof, text = shown(at).split('class="law"')
    assert re.search(r"<blockquote[^>]*>[^/]*prisión de ocho a quince años[^/]*<mark>", proof)
    assert text.count("fines de") == 1


def test_scripts_in_a_draft_stay_text(opened: Open, zz: Path) -> None:
    at = opened("draft", zz)
    at.file_uploader(key="draft").upload('<img src=x onerror="alert(1)">.txt', HOSTILE.encode(), "text/plain").run()
    assert "&lt;script&gt;" in shown(at)
    assert not re.search(r"<(script|img)", shown(at))


def test_two_countries_are_told_what_is_an_offence_in_both(opened: Open) -> None:
    at = opened("compare", country=["MX", "GT"])
    assert "Double criminality: which conduct is an offence in both" in headings(at)


def test_groups_of_countries_are_on_the_overview(opened: Open) -> None:
    at = opened("overview", lang="es")
    assert "Países que responden de modo semejante" in headings(at)


def test_a_law_is_looked_at_then_taken(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    at = opened("corpus")
    name = '<img src=x onerror="alert(1)">.txt'
    at.file_uploader(key="upload").upload(name, HOSTILE.encode(), "text/plain").run()
    html = shown(at)
    assert "4 articles" in html and "&lt;script&gt;alert(3)" in html
    assert not re.search(r"<(script|img)", html)
    at.text_input[0].set_value("ZZ")
    at.text_input[1].set_value("Código de Prueba")
    at.button[0].click().run()
    assert (tmp_path / "corpus" / "zz" / "laws.yaml").is_file()
    assert "Código de Prueba was added." in shown(at)


def test_a_law_without_a_country_is_not_taken(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    at = opened("corpus")
    at.file_uploader(key="upload").upload("law.txt", small_corpus.PENAL_CODE.encode(), "text/plain").run()
    at.button[0].click().run()
    assert "the country is missing" in shown(at)
    assert not (tmp_path / "corpus").exists()


def test_a_reviewer_decides_and_the_annotator_reads_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    store = Store()
    chief = store.local()
    ana, eva = (store.add_person(name, chief.id, f"{name}@example.org", name, "annotator") for name in ("ana", "eva"))
    law = "/akn/zz/act/ley/2000/1/spa@2020-01-01"
    replaces = {"concept": "recruits", "role": "element", "start": 0, "end": 5, "quote": "capte"}
    yes = Words(law, "art_2", "recruits", "element", 0, 5, "capte", {}, "accepted", "0" * 64, replaces)
    store.mark("k1", ana.id, yes, 0)
    no = store.mark("k2", eva.id, replace(yes, verdict="rejected"), 1)
    leo = store.add_person("leo", chief.id, "leo@example.org", "leo", "annotator")
    store.finish("f", leo.id, law, "art_2", "0" * 64)
    page = AppTest.from_function(_review, default_timeout=60).run()
    assert f"{leo.pseudonym}</strong> · finished the clause and left the suggestion as it was" in shown(page)
    page.text_area(f"reason {no.id}").input("El verbo está en otra frase.")
    next(each for each in page.button if each.form_id == f"decide {no.id}").click().run()
    assert not page.exception
    assert store.contested() == ()
    (decision,) = store.decisions().values()
    assert (decision.mark, decision.verdict, decision.reason) == (no.id, "upheld", "El verbo está en otra frase.")
    store.close()


def test_an_app_on_folders_alone_says_what_it_does_not_read(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laws = small_corpus.write(tmp_path / "laws", [small_corpus.entry()])
    assert "started with --corpus alone" in shown(opened("corpus", laws))
    for given in ([], ["--corpus", str(laws), "--with-embedded"]):
        monkeypatch.setattr(sys, "argv", ["app.py", *given])
        assert not stands_alone()


def test_a_reviewer_gives_a_law_takes_tags_over_and_drops_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    laws = small_corpus.write(tmp_path / "laws", [small_corpus.entry()])
    monkeypatch.setattr("sys.argv", ["app.py", "--corpus", str(laws)])
    store = Store()
    chief = store.local()
    ana = store.add_person("ana", chief.id, "ana@example.org", "ana", "annotator")
    old, now = "/akn/zz/act/ley/2000/1/spa@1999-01-01", "/akn/zz/act/ley/2000/1/spa@2020-01-01"
    said = Words(old, "art_2", "recruits", "element", 0, 5, "capte", {}, "added", "0" * 64)
    store.mark("k1", ana.id, said, 0)
    gone = store.mark(
        "k2", ana.id, replace(said, quote="entierre a sus muertos", end=22, criteria={"tip-act-element": "other"}), 1
    )
    clause = "Este código entrará en vigor el día de su publicación en el diario oficial."
    store.finish("f", ana.id, old, "art_9", "0" * 64, quote=clause)
    store.comment("c", ana.id, old, "art_4", "Seen.", quote=clause, sha256="0" * 64)
    page = AppTest.from_function(_review, default_timeout=60).run()
    assert "1 clause was finished in an earlier text" in shown(page) and "1 comment was made" in shown(page)
    next(each for each in page.button if each.label == "Take them over").click().run()
    assert {(mark.quote, mark.law) for mark in store.marks()} == {("capte", now), (gone.quote, old)}
    assert store.finished() == {(now, "art_4"): {ana.id}}
    assert [(each.law, each.body) for each in store.comments()] == [(now, "Seen.")]
    page.text_input(f"again reason {gone.id}").input("It was repealed.")
    next(each for each in page.button if each.form_id == f"again {gone.id}").click().run()
    assert [(each.mark, each.verdict) for each in store.decisions().values()] == [(gone.id, "overruled")]
    page.selectbox(key="assign person").select(ana.id).run()
    page.selectbox(key="assign law").select(now).run()
    page.selectbox(key="assign queue").select("som-specific-offence").run()
    next(each for each in page.button if each.label == "Assign").click().run()
    (given,) = store.assignments()
    assert (given.person, given.law, given.queue, given.clauses) == (
        ana.id,
        now,
        "som-specific-offence",
        ["art_1", "art_2", "art_3"],
    )
    assert "B01" in shown(page) and "(3)" in shown(page)
    next(each for each in page.button if each.label == "Take back").click().run()
    assert not page.exception and store.assignments() == ()
    store.close()


def test_somebody_of_a_country_answers_a_finding(
    opened: Open, zz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    at = opened("requirement", zz, requirement="tip-act-element")
    next(each for each in at.toggle if each.label == "Answer a finding").set_value(True).run()
    next(each for each in at.text_area if each.label == "Observation").input("A regulation says so.")
    next(each for each in at.button if each.label == "Send").click().run()
    store = Store()
    assert [each.body for each in store.observations()["ZZ", "tip-act-element"]] == ["A regulation says so."]
    assert f"Observation of {store.local().pseudonym}" in shown(at) and "A regulation says so." in shown(at)
    store.close()


def test_who_works_chooses_the_name_that_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    page = AppTest.from_function(_review, default_timeout=60).run()
    page.radio(key="published how").set_value(True)
    save = next(each for each in page.button if each.form_id == "published")
    save.click().run()
    assert page.warning[0].value == "Write your name first."
    page.text_input(key="published name").input("Ana Pérez")
    next(each for each in page.button if each.form_id == "published").click().run()
    store = Store()
    assert store.local().shown == "Ana Pérez"
    store.close()


@pytest.mark.parametrize("name", ["Ley *5* [x](http://e.org)", "# Ley :red[1] $x$", "a_b_c ~~d~~ <b>e</b> `f` \\\\g"])
def test_a_title_of_a_law_is_no_markdown(name: str) -> None:
    from markdown_it import MarkdownIt

    (block,) = [token for token in MarkdownIt().parse(f"## {escaped(name)}") if token.type == "inline"]
    assert {token.type for token in block.children or ()} <= {"text", "text_special"}
    assert "".join(token.content for token in block.children or ()) == name


@pytest.mark.parametrize(
    ("words", "address", "known"),
    [
        (["--local"], "localhost", True),
        (["--local"], "0.0.0.0", False),
        (["--local"], None, False),
        ([], "localhost", False),
    ],
)
def test_whose_machine_it_is_says_who_starts_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], address: str | None, known: bool
) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["app.py", *words])
    monkeypatch.setattr("streamlit.get_option", lambda name: {"server.address": address}[name])
    assert (writer("administrator") is not None) is known


def test_who_does_not_administer_adds_no_law(opened: Open, zz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.person._at_this_machine", lambda: False)
    at = opened("corpus", zz)
    assert not at.get("file_uploader") and not at.button
    assert "by whoever administers this app" in shown(at)


def test_nobody_writes_from_another_machine_without_signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.person._at_this_machine", lambda: False)
    page = AppTest.from_function(_review, default_timeout=60).run()
    assert "nobody can sign in here" in page.exception[0].message


def _review() -> None:
    from views import review

    review.show()


def test_what_was_answered_has_a_mark_in_the_matrix(opened: Open, zz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, told = "<sup>o</sup>", "with an observation of the country’s own people"
    assert mark not in shown(opened("overview", zz)).split('class="matrix"')[1].split('class="legend"')[0]
    answered = {("ZZ", "tip-act-element"): (Observed("P-1", "2026-01-02", "A regulation says so."),)}
    monkeypatch.setattr("analysis.decisions.observations", lambda: answered)
    forget()
    html = shown(opened("overview", zz))
    assert html.split('class="matrix"')[1].split('class="legend"')[0].count(mark) == 1 and told in html
    assert mark in shown(opened("requirement", zz, requirement="tip-act-element"))
    forget()


def test_a_model_that_was_just_trained_counts_at_the_next_look(
    opened: Open, zz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    findings = judging.findings
    monkeypatch.setattr("analysis.judging.findings", lambda *a, **b: (looked.append(1), findings(*a, **b))[1])
    for model, times in (("", 1), ("", 1), ("5603d73f6ad9", 2)):
        monkeypatch.setattr("analysis.trained.used", lambda model=model: model)
        opened("overview", zz)
        assert len(looked) == times
    forget()


# ---- official texts ------------------------------------------------------------------------------------------------


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[law_server.LawServer, Path]]:
    """A server, and a corpus of two digests whose address it is."""
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))
    with law_server.serving() as server:
        laws = [
            small_corpus.entry(
                id=f"/akn/zz/act/{n}", short=f"Ley {n} <i>", text="digest", sources=[f"{server.address}/{n}"]
            )
            for n in (1, 2)
        ]
        yield server, small_corpus.write(tmp_path / "laws", laws)
    errands().clear()


def _fetched(at: AppTest, law: str = "") -> AppTest:
    at.selectbox(key="fetch-country").select("ZZ").run()
    if law:
        at.selectbox(key="fetch-law").select(law).run()
    return at.button(key="fetch").click().run()


def _over(at: AppTest) -> AppTest:
    end = time.monotonic() + 20
    while not errands()[-1].ended:
        assert time.monotonic() < end
        time.sleep(0.05)
    return at.run()


def test_a_country_is_fetched_and_what_became_of_it_is_said(
    opened: Open, publisher: tuple[law_server.LawServer, Path], tmp_path: Path
) -> None:
    server, folder = publisher
    server.answers["/1"] = law_server.page(small_corpus.PENAL_CODE.encode())
    html = shown(_over(_fetched(opened("corpus", folder))))
    assert "1 text was brought." in html and "1 text did not come." in html
    assert "the server answered 404" in html and "Ley 2 &lt;i&gt;" in html
    assert (tmp_path / "home" / "corpus" / "zz" / "laws.yaml").is_file()


def test_one_law_is_fetched_and_said_in_spanish(opened: Open, publisher: tuple[law_server.LawServer, Path]) -> None:
    server, folder = publisher
    server.answers["/2"] = law_server.page(small_corpus.PENAL_CODE.encode())
    html = shown(_over(_fetched(opened("corpus", folder, lang="es"), "/akn/zz/act/2/spa@2020-01-01")))
    assert "Se trajo 1 texto." in html and [path for path, _ in server.asked] == ["/2"]


def test_fetching_shows_how_far_it_is_goes_on_and_can_be_stopped(
    opened: Open, publisher: tuple[law_server.LawServer, Path]
) -> None:
    server, folder = publisher
    server.answers |= {"/1": law_server.trickle, "/2": law_server.trickle}
    at = _fetched(opened("corpus", folder))
    assert "It goes on when you leave this page." in shown(at)
    opened("clauses", folder)
    again = opened("corpus", folder)
    assert not errands()[-1].ended and "It goes on when you leave this page." in shown(again)
    again.button(key="fetch-stop").click().run()
    assert "It was stopped; what had come is kept." in shown(_over(again))


def test_two_laws_stand_side_by_side_article_by_article(opened: Open) -> None:
    page = opened("compare")
    page.toggle(key="laws").set_value(True).run()
    assert not page.exception
    assert len(page.selectbox(key="baseline").options) > 1
    page.selectbox(key="beside").select_index(0).run()
    assert not page.exception
    assert "same" not in page.button_group[-1].value
    base, beside = page.selectbox(key="baseline").value, page.selectbox(key="beside").value
    assert (address(page, "view"), address(page, "baseline"), address(page, "beside")) == (["laws"], [base], [beside])
    again = opened("compare", view="laws", baseline=beside, beside=base)
    assert (again.selectbox(key="baseline").value, again.selectbox(key="beside").value) == (beside, base)
