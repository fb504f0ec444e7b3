"""The report as PDF: pages, bookmarks, tags and words that can be searched, whatever a law says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.model import Finding, Report
from analysis.report import pdf
from analysis.report.vocabulary import TITLES
from tests.sample_report import ACT, CARDS, CODE, FINDINGS, FORMULA, HOSTILE, QUOTE, REPORT, TAKEN, all_text, pdf_file

A4 = (595, 842)
CLAIMS_UA = b"pdfuaid:part"


def _saying(odd: str) -> Report:
    laws = (replace(CODE, title=odd, short=odd), ACT)
    return replace(REPORT, laws=laws, findings=(replace(FINDINGS[0], evidence=(replace(QUOTE, quote=odd),)), *FINDINGS[1:]))  # fmt: skip


def _of(*countries: str) -> Report:
    return replace(REPORT, findings=tuple(replace(FINDINGS[0], country=code) for code in countries))


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_has_bookmarks_a_title_and_a_language(language: str) -> None:
    file, said = pdf_file(language), TITLES[language]
    chapters = [mark.get_title() for mark in file.get_toc() if mark.level == 0]
    names = ("summary", "method", "matrix", "by_country", "by_requirement", "laws", "searches", "problems", "hashes")
    assert chapters == [said[name] for name in names]
    assert file.get_metadata_value("Title").startswith(said["title"].partition(":")[0])
    assert file.get_metadata_value("CreationDate").startswith("D:20240131")
    assert _language(file) == language


def _language(file: Any) -> str:
    import ctypes

    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(32)
    length = raw.FPDFCatalog_GetLanguage(file.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 32)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def test_it_is_tagged_and_says_that_it_meets_pdf_ua() -> None:
    assert pdf_file().is_tagged()
    assert CLAIMS_UA in pdf.write(REPORT, CARDS, "en")


def test_every_page_has_the_snapshot_and_its_number() -> None:
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf_file("en")]
    assert [f"{TAKEN.id} · 2024-01-31" in text for text in texts] == [True] * len(texts)
    assert [f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


@pytest.mark.parametrize(
    "odd",
    ["#panic(\"x\")", "$ x $ [a] *b* _c_ @d <e> // f /* g */ `h` \\ i", "#read(\"/etc/passwd\")", "= Heading", "قانون الهجرة", "חוק ההגירה",
     FORMULA, HOSTILE],
)  # fmt: skip
def test_what_a_law_says_is_shown_and_never_evaluated(odd: str) -> None:
    assert odd in all_text("pdf", "en", _saying(odd))


@pytest.mark.parametrize(
    "odd",
    [
        "日本語",
        "😀",
        "\u200b\u202e\u2028x",
        "\x00\x07\ud800\ufffe",
        "x" * 5000,
        "word " * 5000,
        "",
        "\n\n",
        "\u0301",
        "\ue000",
        "a\u00adb",
    ],
)
def test_what_no_font_shows_and_no_page_holds_stops_nothing(odd: str) -> None:
    assert TAKEN.id in all_text("pdf", "es", _saying(odd))


def test_pdf_ua_is_not_claimed_where_a_character_cannot_be_shown() -> None:
    assert CLAIMS_UA not in pdf.write(_saying("日本語"), CARDS, "en")


@pytest.mark.parametrize(
    ("countries", "matrices"),
    [(("MX",), 0), (("BZ", "CA", "CR", "DO", "GT", "HN"), 0), (("BZ", "CA", "CR", "DO", "GT", "HN", "MX"), 1),
     (("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US"), 1)],
)  # fmt: skip
def test_pages_are_a4_and_turned_where_a_matrix_is_wide(countries: tuple[str, ...], matrices: int) -> None:
    pages = pdf_file("en", _of(*countries))
    turned = [page for page in pages if page.get_width() > page.get_height()]
    assert {(round(page.get_width()), round(page.get_height())) for page in pages} == {A4, A4[::-1]}
    assert len(turned) == matrices + 1


def test_a_report_of_unknowns_says_what_to_load() -> None:
    unknown = Finding("MX", "trafficking-offence", "tip-attempt", "unknown", False, "shall", "high", to_load=("criminal-code",))  # fmt: skip
    assert "load in full: criminal code" in all_text("pdf", "en", replace(REPORT, findings=(unknown,)))


def test_words_stay_within_the_page() -> None:
    for report in (REPORT, _saying("a" * 400), _of("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US")):
        for page in pdf_file("es", report):
            width = page.get_width()
            assert [box for box in _boxes(page) if box[0] < 0 or box[2] > width] == []


def _boxes(page: Any) -> list[tuple[float, ...]]:
    text = page.get_textpage()
    return [text.get_rect(place) for place in range(text.count_rects())]
