"""A text that a person brings: what is said of it before it is taken, how it is taken, and files made to harm."""

from __future__ import annotations

import io
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from analysis import acquire, judging, library
from analysis.catalogue import catalogue
from analysis.errors import HomologaError, UsageError
from analysis.model import Law
from tests.small_corpus import PENAL_CODE

CODE = PENAL_CODE.encode()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 400_000_000)
    return out.getvalue()


def _encrypted() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="other"))
    page.drawString(72, 720, "Artículo 1. Texto.")
    page.save()
    return out.getvalue()


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><akomaNtoso>&c;</akomaNtoso>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>'
HARMFUL: dict[str, tuple[str, bytes]] = {
    "empty": ("law.txt", b""),
    "a picture": ("law.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "cut short": ("law.pdf", b"%PDF-1.7\n1 0 obj"),
    "encrypted": ("law.pdf", _encrypted()),
    "broken XML": ("law.xml", b"<?xml version='1.0'?><akomaNtoso>"),
    "a billion laughs": ("law.xml", LAUGHS.encode()),
    "entities from outside": ("law.xml", OUTSIDE.encode()),
    "a zip bomb": ("law.docx", _bomb()),
    "noise": ("law.txt", random.Random(1).randbytes(5000)),
    "no known language": ("law.txt", b"Mokhoro 1. Ts'ebetso ea molao ona e tla qala.\n"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(library.HOME, str(tmp_path / "home"))
    return tmp_path / "home" / "corpus"


def _law(**changes: object) -> Law:
    found = acquire.looked_at(CODE, "code.txt").law
    told = {
        "country": "ZZ",
        "title": "Código Penal",
        "short": "CP",
        "kind": "criminal-code",
        "version": date(2020, 1, 1),
    }
    return replace(found, **{**told, "work": "/akn/zz/act/2000/cp", **changes})  # type: ignore[arg-type]


def test_what_is_looked_at_is_not_kept(home: Path) -> None:
    found = acquire.looked_at(CODE, "../../Código <b>.txt")
    assert (found.law.language, found.quality.articles) == ("es", 4)
    assert not home.exists()


@pytest.mark.parametrize("name", HARMFUL)
def test_a_file_that_cannot_be_read_is_one_sentence_without_folders(home: Path, name: str) -> None:
    with pytest.raises(HomologaError) as told:
        acquire.looked_at(HARMFUL[name][1], HARMFUL[name][0])
    assert str(told.value).startswith(f"{HARMFUL[name][0]}: ")
    assert "\n" not in str(told.value) and "/tmp" not in str(told.value)
    assert not home.exists()


def test_a_fault_of_ours_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acquire, "document", lambda file, **_: 1 / 0)
    with pytest.raises(HomologaError, match=r"law\.txt: a fault of Homologa: ZeroDivisionError"):
        acquire.looked_at(CODE, "law.txt")


def test_what_is_taken_counts_from_then_on(home: Path) -> None:
    law = acquire.taken(CODE, "<script>alert(1)</script>.txt", _law())
    assert law.file.parent == home / "zz" and law.file.read_bytes() == CODE
    assert "<" not in law.file.name
    report = judging.findings(library.corpus(), catalogue(), as_of=date(2026, 1, 1), countries=["ZZ"])
    assert {finding.requirement: finding.status for finding in report.findings}["tip-specific-offence"] == "met"
    assert report.problems == ()


def test_it_goes_before_a_digest_of_the_same_work(home: Path) -> None:
    digest = next(law for law in library.corpus()["GT"].laws if law.kind == "criminal-code")
    acquire.taken(CODE, "cp.txt", _law(country="GT", work=digest.work, version=date(2025, 1, 1)))
    chosen = library.in_force(library.corpus()["GT"], date(2026, 1, 1))
    assert [law.text for law in chosen.laws if law.work == digest.work] == ["consolidated"]


def test_a_named_folder_stands_alone(home: Path, tmp_path: Path) -> None:
    acquire.taken(CODE, "cp.txt", _law())
    (tmp_path / "other" / "mx").mkdir(parents=True)
    (tmp_path / "other" / "mx" / "laws.yaml").write_text("[]")
    assert "ZZ" not in library.corpus([tmp_path / "other"])
    assert "ZZ" in library.corpus([tmp_path / "other"], with_embedded=True)


def test_what_people_wrote_in_the_manifest_stays(home: Path) -> None:
    (home / "zz").mkdir(parents=True)
    (home / "zz" / "laws.yaml").write_text("# ours\n- has_no: [{kind: smuggling-law, source: x}]", encoding="utf-8")
    acquire.taken(CODE, "cp.txt", _law())
    written = (home / "zz" / "laws.yaml").read_text(encoding="utf-8")
    assert written.startswith("# ours\n")
    assert [entry.get("title") for entry in yaml.safe_load(written)] == [None, "Código Penal"]


ENTRY = "id: /akn/zz/act/0\n{0}title: Old\n{0}kind: other\n{0}language: es\n{0}file: old.txt\n{0}text: official\n"
SHAPES = {
    "a list": "# ours\n- " + ENTRY.format("  "),
    "a list that stands in": "  - " + ENTRY.format("    ") + "# end",
    "a mapping": "# ours\nlaws:\n  - " + ENTRY.format("    ") + "# the rest\nhas_no: []\n",
    "a mapping that ends with its laws": "has_no: []\nlaws:\n- " + ENTRY.format("  "),
    "a list in brackets": "[{id: /akn/zz/act/0, title: Old, kind: other, language: es, file: old.txt, text: official}]",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_manifest_of_any_shape_takes_one_more_law(home: Path, shape: str) -> None:
    (home / "zz").mkdir(parents=True)
    (home / "zz" / "laws.yaml").write_text(SHAPES[shape], encoding="utf-8")
    (home / "zz" / "old.txt").write_bytes(CODE)
    acquire.taken(CODE, "cp.txt", _law())
    found = library.corpus([home])["ZZ"]
    assert ([law.title for law in found.laws], found.problems) == (["Old", "Código Penal"], ())
    written = (home / "zz" / "laws.yaml").read_text(encoding="utf-8")
    assert [line in written for line in SHAPES[shape].splitlines() if line.startswith("#")].count(False) == 0


@pytest.mark.parametrize("broken", ["- id: [", "laws: 5", "just words"])
def test_a_manifest_that_is_none_is_left_alone(home: Path, broken: str) -> None:
    (home / "zz").mkdir(parents=True)
    (home / "zz" / "laws.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(HomologaError, match=r"laws\.yaml: the "):
        acquire.taken(CODE, "cp.txt", _law())
    assert [file.name for file in (home / "zz").glob("[!.]*")] == ["laws.yaml"]
    assert (home / "zz" / "laws.yaml").read_text(encoding="utf-8") == broken


def test_of_laws_taken_at_once_none_is_lost(home: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = [pool.submit(acquire.taken, CODE, f"{at}.txt", _law(work=f"/akn/zz/act/{at}")) for at in range(8)]
        assert all(each.result().file.is_file() for each in taken)
    assert (len(library.corpus([home])["ZZ"].laws), library.corpus([home])["ZZ"].problems) == (8, ())


def test_the_same_text_is_not_taken_twice(home: Path) -> None:
    acquire.taken(CODE, "cp.txt", _law())
    with pytest.raises(UsageError, match="is there already"):
        acquire.taken(CODE + b"\n", "cp.txt", _law())
    acquire.taken(CODE + b"\n", "cp.txt", _law(version=date(2021, 1, 1)))
    assert len(library.corpus()["ZZ"].laws) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"country": ""}, "the country is missing"),
        ({"country": "../x"}, "the country is missing"),
        ({"kind": "poem"}, "kind"),
        ({"work": "no work"}, "id"),
        ({"title": "two\nlines"}, "title"),
    ],
)
def test_a_description_that_lacks_something_is_refused(home: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        acquire.taken(CODE, "cp.txt", _law(**changes))
    assert not home.exists()


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    home.parent.mkdir()
    home.write_text("in the way")
    with pytest.raises(HomologaError, match=r"cp\.txt: it cannot be kept"):
        acquire.taken(CODE, "cp.txt", _law())
