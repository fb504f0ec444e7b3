"""The app as people use it: a newcomer, a drafter and a researcher, from opening it to the file they leave with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Page, expect

from bench import browsing
from bench.browsing import CHROMIUM, FIRST, PAGES, PATIENCE, drawn, opened, texts
from tests import small_corpus
from tests.test_app import EVIL, HOSTILE

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.flaky(reruns=2, reruns_delay=2),  # a browser on a busy machine may miss a moment
]
expect.set_options(timeout=20_000)

LANGUAGES = ("es", "en")


def followed(page: Page, link: str) -> Page:
    """The page that a link leads to, drawn anew."""
    before = page.url
    page.locator(link).first.click()
    page.wait_for_url(lambda url: url != before)
    return drawn(page)


def read_on(page: Page) -> None:
    """Follows the first quote to its law, where the quoted words stand."""
    quoted = texts(page, "blockquote mark")[0]
    followed(page, "figcaption a[href*='clauses']")
    expect(page.locator(".law")).to_contain_text(quoted)


def saved(page: Page, folder: Path) -> Path:
    """The file that the report page's button gives."""
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name=re.compile("Save the report|Guardar el informe")).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def chosen(page: Page, label: str, *options: str) -> None:
    """Chooses `options` of the field `label`, with the keyboard."""
    for option in options:
        field = page.get_by_role("combobox", name=re.compile(label)).first
        field.click()
        field.fill(option)
        page.get_by_role("option", name=re.compile(re.escape(option))).first.click()
        expect(page.locator("[data-testid=stMultiSelect]", has_text=option).first).to_be_visible()
        drawn(page)
        page.keyboard.press("Escape")
        drawn(page)


# ---- the language ---------------------------------------------------------------------------------------------------


def test_the_switch_changes_the_language_and_the_address(page: Page, embedded: str) -> None:
    opened(page, embedded, FIRST)
    expect(page.locator("h1")).to_contain_text("leyes")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_contain_text("laws")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "lang=en" in page.url


# ---- a newcomer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newcomer_goes_from_a_question_to_the_words_to_a_file(
    page: Page, embedded: str, lang: str, tmp_path: Path
) -> None:
    opened(page, embedded, FIRST)
    assert {"es": "¿Dónde no es delito el tráfico ilícito de migrantes?", "en": "Where is smuggling of migrants no offence?"}[lang] in texts(page, "h2")  # fmt: skip
    followed(page, ".matrix td a.cell:has(.partial), .matrix td a.cell:has(.met)")
    read_on(page)
    page.get_by_role("link", name={"es": "Informe", "en": "Report"}[lang]).click()
    page.wait_for_url(re.compile("/report"))
    drawn(page)
    file = saved(page, tmp_path)
    assert file.suffix == ".docx"
    assert "word/document.xml" in zipfile.ZipFile(file).namelist()


def test_a_cell_is_reached_and_opened_with_the_keyboard(page: Page, embedded: str) -> None:
    opened(page, embedded, FIRST)
    cell = page.locator(".matrix td a.cell").first
    page.locator(".matrix tbody th a").first.focus()
    page.keyboard.press("Tab")
    assert cell.evaluate("cell => cell === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("requirement"))
    assert drawn(page).locator("section.answer").count() == 1


# ---- a drafter -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_drafter_compares_two_countries_and_leaves_with_an_annex(
    page: Page, embedded: str, lang: str, tmp_path: Path
) -> None:
    opened(page, embedded, "compare")
    label, mexico = {"es": ("Países", "México"), "en": ("Countries", "Mexico")}[lang]
    chosen(page, label, mexico, "Costa Rica")
    expect(page.locator(".pair").first).to_be_visible()
    assert re.search("country=MX.*country=CR", page.url)
    assert len(texts(page, ".pair:first-of-type h3")) >= 2
    opened(page, embedded, "report", country="MX", format="pdf")
    file = saved(page, tmp_path)
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_drafter_sees_from_whom_to_borrow(page: Page, embedded: str) -> None:
    opened(page, embedded, "requirement", requirement="tip-act-element")
    expect(page.get_by_role("heading", name="Modelos que tomar")).to_be_visible()


# ---- a researcher --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_researcher_sends_a_view_and_cites_a_snapshot(
    page: Page, chromium: Browser, embedded: str, lang: str, tmp_path: Path
) -> None:
    opened(page, embedded, FIRST)
    label, contrary = {"es": ("Veredicto", "contrario"), "en": ("Verdict", "contrary")}[lang]
    before = page.locator(".matrix tbody tr").count()
    chosen(page, label, contrary)
    expect(page.locator(".matrix tbody tr")).not_to_have_count(before)
    other = chromium.new_page()
    other.goto(page.url)
    assert texts(drawn(other), ".matrix tbody th") == texts(page, ".matrix tbody th")
    other.close()
    opened(page, embedded, "report", country="MX", format="json")
    found = json.loads(saved(page, tmp_path).read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "analysis", "gaps", "--country", "MX", "--json"]
    told = json.loads(subprocess.run(command, cwd=browsing.ROOT, capture_output=True, check=True).stdout)
    assert found["snapshot"]["id"] == told["snapshot"]["id"]
    assert found["findings"] == told["findings"]


# ---- real laws -----------------------------------------------------------------------------------------------------


def test_real_laws_take_the_place_of_digests(page: Page, real: str, tmp_path: Path) -> None:
    opened(page, real, "requirement", requirement="som-specific-offence", country="MX")
    assert page.locator("blockquote mark").count()
    assert "resumen" not in texts(page, "figcaption .digest")
    followed(page, "figcaption a[href*='clauses']")
    expect(page.locator(".law .chosen")).to_have_count(1)
    opened(page, real, "report", country="MX", format="xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(saved(page, tmp_path)).namelist()


# ---- hostile text and bad files ------------------------------------------------------------------------------------


def test_no_script_of_a_law_a_file_or_a_reader_runs(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    entry = small_corpus.entry(title=EVIL, short=EVIL, sources=["javascript:alert(5)"])
    small_corpus.write(folder, [entry], {"code.txt": HOSTILE})
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    with browsing.served(tmp_path / "home", "--corpus", str(folder)) as site:
        root = site.address
        for name in PAGES:
            opened(
                page,
                root,
                name,
                requirement="tip-specific-offence",
                words="<img src=x onerror=alert(6)> trata",
                country="ZZ",
            )
            assert page.locator("[data-testid=stMain] img").count() == 0
            assert not any("alert" in script for script in page.locator("script").all_text_contents())
        opened(page, root, "corpus")
        page.locator("input[type=file]").set_input_files(
            {"name": "<img src=x onerror=alert(7)>.txt", "mimeType": "text/plain", "buffer": HOSTILE.encode()}
        )
        expect(page.locator(".preview")).to_be_visible()
        page.wait_for_timeout(500)
    assert said == []


def test_a_bad_file_is_a_sentence_and_a_file_too_large_is_refused(page: Page, embedded: str, tmp_path: Path) -> None:
    opened(page, embedded, "corpus")
    page.locator("input[type=file]").set_input_files(
        {"name": "ley.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG\r\n"}
    )
    expect(page.locator("p.fault")).to_be_visible()
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(51_000_000)
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text(re.compile("50(\\.0)? ?MB or smaller"))).to_be_visible()
    assert texts(drawn(page), "h1") == ["Corpus"]
