"""A law read once: what is kept of it can be trusted, and what a reader must know of it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, found_in, statuses, write

from analysis import batch, cache, library

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_a_result_from_the_cache_is_the_result_itself(tmp_path: Path) -> None:
    (law,) = library.corpus([write(tmp_path / "c", [entry()])])["ZZ"].laws
    from analysis.read import read
    from analysis.tag import tag

    document = read(law)
    (found,) = batch.tagged([law])
    assert found.clauses == document.clauses
    assert found.annotations == tag(document)
    assert found.quality == document.quality


@pytest.mark.parametrize("harm", [b"", b"{}", b"\x00\xff", b"0" * 64 + b"\n{}"])
def test_a_damaged_entry_is_as_good_as_none_and_is_written_anew(tmp_path: Path, harm: bytes) -> None:
    root = write(tmp_path / "c", [entry()])
    first = found_in(root)
    entries = list((tmp_path / "cache").rglob("*.json"))
    for file in entries:
        file.write_bytes(harm)
    assert found_in(root) == first
    assert all(file.read_bytes() != harm for file in entries if "hashes" not in file.parts)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root = write(tmp_path / "c", [entry()])
    before = found_in(root)
    file = root / "zz" / "code.txt"
    file.write_text("Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. Son gratuitas.\n", encoding="utf-8")
    after = found_in(root)
    assert statuses(before)["tip-specific-offence"] == "met"
    assert statuses(after)["tip-specific-offence"] != "met"
    assert before.snapshot.id != after.snapshot.id


def test_a_fault_of_our_own_in_one_law_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis import read

    real = read.read

    def faulty(law: Any, **options: Any) -> Any:
        if law.file.name == "b.txt":
            raise ZeroDivisionError("by design")
        return real(law, **options)

    monkeypatch.setattr(read, "read", faulty)
    laws = [entry(), entry(id="/akn/zz/act/ley/1/2", file="b.txt")]
    root = write(tmp_path / "c", laws, {"code.txt": PENAL_CODE, "b.txt": PENAL_CODE})
    assert "ZeroDivisionError: by design" in str(found_in(root).problems[0])
    monkeypatch.setattr(read, "read", real)
    assert not found_in(root).problems, "a failure that another try may mend is not kept"


def test_a_law_in_a_language_without_phrases_is_named(tmp_path: Path) -> None:
    report = found_in(write(tmp_path / "c", [entry(language="fr")]))
    assert "no concept has phrases in its language, fr" in str(report.problems[0])


def test_a_language_that_the_words_contradict_is_named(tmp_path: Path) -> None:
    report = found_in(write(tmp_path / "c", [entry(language="en")]))
    assert "the manifest says en, and its words look like es" in str(report.problems[0])


def test_a_cache_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "file"))
    with pytest.raises(cache.CacheError, match=r"the cache cannot be written .* HOMOLOGA_CACHE"):
        found_in(write(tmp_path / "c", [entry()]))
