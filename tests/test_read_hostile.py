"""Files that are not what they say, too large, broken or made to harm: each gives one clear line, in bounded time."""

from __future__ import annotations

import hashlib
import random
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import ChecksumError, HomologaError, NoTextError, ReadError, UnknownFormatError
from analysis.model import Law
from analysis.read import MAX_BYTES, read
from analysis.read import text as text_reader

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def law(path: Path, **more: str) -> Law:
    return replace(Law("/akn/xx/act/2020/x", "XX", path.name, path.name, "other", "es", path), **more)  # type: ignore[arg-type]


def file(folder: Path, name: str, data: bytes) -> Law:
    path = folder / name
    path.write_bytes(data)
    return law(path)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", NoTextError),
        ("blank.txt", b" \n\t\n", NoTextError),
        ("noise.txt", random.Random(1).randbytes(5000), NoTextError),
        ("picture.pdf", PICTURE, ReadError),
        ("picture.txt", PICTURE, NoTextError),
        ("picture.png", PICTURE, UnknownFormatError),
        ("zeros.bin", bytes(5000), UnknownFormatError),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", ReadError),
        ("cut.xml", b"<?xml version='1.0'?><akomaNtoso>", ReadError),
        ("cut.docx", b"PK\x03\x04" + bytes(200), ReadError),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, data: bytes, error: type[HomologaError]) -> None:
    with pytest.raises(error) as told:
        read(file(tmp_path, name, data))
    assert "\n" not in str(told.value)
    assert name in str(told.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read(law(tmp_path / "none.txt"))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read(law(tmp_path))


def test_a_wrong_checksum(tmp_path: Path) -> None:
    of = file(tmp_path, "law.txt", b"Article 1. One.\nArticle 2. Two.\n")
    with pytest.raises(ChecksumError, match="sha256"):
        read(replace(of, sha256="0" * 64))
    assert read(replace(of, sha256=hashlib.sha256(of.file.read_bytes()).hexdigest())).quality.grade == "A"


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(ReadError, match="MB"):
        read(law(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000
    assert path.stat().st_size > MAX_BYTES


def test_more_lines_than_any_law(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="lines"):
        read(file(tmp_path, "long.txt", b"x\n" * (text_reader.MAX_LINES + 2)))


@pytest.mark.parametrize(("language", "format"), [("xx", ""), ("", ""), ("es", "wordperfect"), ("qu", "text")])
def test_unknown_language_or_format_name(tmp_path: Path, language: str, format: str) -> None:
    of = replace(file(tmp_path, "law.txt", b"Article 1. One.\nArticle 2. Two.\n"), language=language, format=format)
    assert [clause.eid for clause in read(of).walk()] == ["art_1", "art_2"]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    of = file(tmp_path, "law.txt", "Artículo 1.- Sanción.\nArtículo 2.- Niñez.\n".encode(encoding))
    assert [clause.text for clause in read(of).walk()] == ["Sanción.", "Niñez."]


@pytest.mark.parametrize(
    "source",
    [
        "Artículo 1.- Uno.\n" + "otra línea de texto\n\n" * 20_000,
        "Artículo 1.- Uno:\n" + "a) punto;\n" * 20_000,
        "Artículo 1.- Uno.\n" * 20_000,
        "Artículo 1.- " + "(a) " * 50_000,
        "Artículo 1.- " + "x— (1) " * 50_000,
        "Artículo 1.- Párrafo " + "reformado " * 50_000,
        "# Law\n\n" + "*a " * 100_000 + "\n" + "[" * 100_000,
        "CAPÍTULO I\n" * 20_000,
        "1. Uno.\n" * 20_000,
        "§ " * 100_000,
        "(" * 100_000 + "\n" + "I." * 100_000,
        "TRANSITORIOS\nPRIMERO.- Uno.\n" * 5_000,
    ],
    ids=lambda source: source[:24].replace("\n", " "),
)
def test_time_stays_straight(source: str, tmp_path: Path) -> None:
    of = file(tmp_path, "law.md" if source.startswith("#") else "law.txt", source.encode())
    started = time.perf_counter()
    document = read(of)
    assert time.perf_counter() - started < 10
    assert document.quality.coverage > 0.99


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_and_cut_laws_never_crash(seed: int, tmp_path: Path) -> None:
    rolls = random.Random(seed)
    pieces = [
        "Artículo 1.- Uno:",
        "a) dos;",
        "I.- Tres",
        "(1) four",
        "(a)(1)(A)",
        "CAPÍTULO II",
        "TRANSITORIOS",
        "PRIMERO.-",
        "§ 5.",
        "2 Title",
        "3.—(1) Five",
        "“Artículo 9. Seis”",
        "",
        "Dado en el Palacio",
        "(Derogado)",
        "Párrafo reformado DOF 01-01-2001",
        "II",
        "Título\nÚNICO",
        "PARÁGRAFO. Siete",
        "queda así:",
        "“child” means",
        "1 de 9",
        "LIBRO",
        "\f",
        "—",
        ")",
        "”",
        "ñ)",
    ]
    source = "\n".join(rolls.choice(pieces) for _ in range(rolls.randrange(1, 120)))
    if source.strip():
        document = read(file(tmp_path, "law.txt", source.encode()))
        eids = [clause.eid for clause in document.walk()]
        assert len(eids) == len(set(eids))
        assert document.quality.coverage > 0.98
