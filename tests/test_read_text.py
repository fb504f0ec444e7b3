"""Plain text and Markdown: encodings, headings, notes, and what is left of a line without its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import NoTextError
from analysis.model import Document, Law
from analysis.read import text
from analysis.read.lines import CAPTION
from analysis.read.normal import normal

SPANISH = "Artículo 1.- La acción penal prescribirá según esta ley.\nArtículo 2.- Niñez y señales.\n"


def law(name: str = "law.txt") -> Law:
    return Law("/akn/xx/act/2020/x", "XX", name, name, "other", "es", Path(name))


def read(data: bytes, name: str = "law.txt") -> Document:
    return text.read(data, law(name))


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("utf-16",)),
        ("utf-16-le", ("utf-16",)),
        ("utf-16-be", ("utf-16",)),
        ("latin-1", ("windows-1252",)),
        ("cp1252", ("windows-1252",)),
    ],
)
def test_encodings(encoding: str, told: tuple[str, ...]) -> None:
    document = read(SPANISH.encode(encoding))
    assert [c.text for c in document.walk()] == ["La acción penal prescribirá según esta ley.", "Niñez y señales."]
    assert tuple(name for name in told if any(name in warning for warning in document.warnings)) == told
    assert bool(document.warnings) == bool(told)


def test_a_damaged_character_spoils_nothing_else() -> None:
    document = read((SPANISH * 20).replace("La acción", "La acci\x80n", 1).encode().replace("\x80".encode(), b"\xff"))
    assert "damaged" in document.warnings[0]
    assert "Niñez y señales." in [c.text for c in document.walk()]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(2000), b"\0\1\2\3" * 900, b"\x1b\x03\x02 a" * 400]
)
def test_binary_noise_is_refused(data: bytes) -> None:
    with pytest.raises(NoTextError):
        read(data)


def test_line_numbers_are_those_of_the_file() -> None:
    document = read(b"Title\n\n\fArticle 1. One.\r\n\r\nArticle 2. Two.\r\n")
    assert [c.source for c in document.walk()] == ["l. 3", "l. 5"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Chapter I ##", ("Chapter I", 2, "")),
        ("######## (A) Any person who", ("(A) Any person who", 6, "")),
        ("**Offences outside Canada**", ("Offences outside Canada", CAPTION, "")),
        ("**Meaning of **holder****", ("Meaning of holder", CAPTION, "")),
        ("**child** means a person", ("child means a person", 0, "child")),
        ("  - (a) an *Act* of", ("(a) an Act of", 0, "")),
        ("> An Act respecting", ("An Act respecting", 0, "")),
        ("see [section 5](#s5) of it", ("see section 5 of it", 0, "")),
        ("1\\. Text", ("1. Text", 0, "")),
        ("**Derogado**", ("Derogado", CAPTION, "")),
        ("snake_case_word stays", ("snake_case_word stays", 0, "")),
        (
            "##### **Artículo 4.***Hurto*. El que tome lo ajeno será penado.",
            ("Artículo 4. Hurto. El que tome lo ajeno será penado.", 0, ""),
        ),
        ("***Artículo 5 C.** Daño a niños.*El que dañe", ("Artículo 5 C. Daño a niños. El que dañe", 0, "")),
        ("#### **Artículo 6.- Formas graves del hurto***", ("Artículo 6.- Formas graves del hurto", 4, "")),
        (
            "### Section 8. Theft. A person who takes what is not his commits an offence.",
            ("Section 8. Theft. A person who takes what is not his commits an offence.", 0, ""),
        ),
        (
            "##### **ARTICULO 5º**.- Será penado el que tome lo ajeno.",
            ("ARTICULO 5º.- Será penado el que tome lo ajeno.", 0, ""),
        ),
        ("##### Artículo 6. Quién puede pedirlo", ("Artículo 6. Quién puede pedirlo", 5, "")),
        ("##### Artículo 35. Menores no acompañados.", ("Artículo 35. Menores no acompañados.", 5, "")),
        ("**TITULO VI**", ("TITULO VI", 0, "")),
        ("Desistimiento &#8211; Arrepentimiento (*)", ("Desistimiento – Arrepentimiento (*)", 0, "")),
    ],
)
def test_markdown_lines(line: str, expected: tuple[str, int, str]) -> None:
    found = list(text._markdown(f"# Law\n{line}\n", []))[1]
    assert (found.text, found.level, found.term) == expected


BROKEN = (
    "# Ley de Hurtos\n\n### TITULO I\n\nDE LOS HURTOS\n\n**ARTICULO 1º**— Artículo 1º: El que tomare lo ajeno\n\nserá penado con prisión de DOS\n\n"
    "(2) a CUATRO (4) años según el\n\nCódigo, salvo lo que dice el\n\n### título de la tentativa.\n\n**ARTICULO 2º**— No se pena a quien\n\nlo devuelva al dueño.\n\n"
    "*(Artículo sustituido por art. 9° de la*[Ley\n\nN° 99.999](https://example.org/99)*B.O. 1/2/2003)*\n"
)


def test_paragraphs_that_a_converter_broke_at_the_width_of_a_page_are_whole_again() -> None:
    document = read(BROKEN.encode(), "law.md")
    (title,) = document.clauses
    assert (title.heading, [c.text for c in title.children]) == (
        "DE LOS HURTOS",
        [
            "El que tomare lo ajeno será penado con prisión de DOS (2) a CUATRO (4) años según el Código, salvo lo que dice el título de la tentativa.",
            "No se pena a quien lo devuelva al dueño.",
        ],
    )
    assert ["99.999" in note.text for note in document.notes] == [True]
    assert document.quality.coverage > 0.99


@pytest.mark.parametrize(
    ("heading", "again"),
    [("Artículo 7 BIS", "ART. 7 bis.-\n"), ("Artículo 7 BIS", '"Artículo 7 bis.- '), ("Section 7A", "Sec. 7A. ")],
)
def test_an_article_whose_number_is_told_twice_is_one_article(heading: str, again: str) -> None:
    word, number = heading.split(" ", 1)
    document = read(
        f"# Law\n\n#### {heading}\n\n\n{again}\nThe one who takes pays.\n\n#### {word} 8\n\nMore.\n".encode(), "law.md"
    )
    assert [(c.number, c.text) for c in document.walk()] == [(number, "The one who takes pays."), ("8", "More.")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "(Definiciones).- En esta ley se entiende por hurto tomar lo ajeno.",
            ("Definiciones", "En esta ley se entiende por hurto tomar lo ajeno."),
        ),
        ("Hurto.- El que tome lo ajeno será penado.", ("Hurto", "El que tome lo ajeno será penado.")),
        ("El que tome lo ajeno será penado.", ("", "El que tome lo ajeno será penado.")),
        (
            "Theft.— A person who takes what is not his commits an offence.",
            ("Theft", "A person who takes what is not his commits an offence."),
        ),
    ],
)
def test_the_name_behind_a_bare_heading_is_the_article_s(words: str, expected: tuple[str, str]) -> None:
    document = read(
        f"# Law\n\n##### Article 4\n\n{words}\n\n##### Article 5\n\nFines.- Who pays late pays more.\n".encode(),
        "law.md",
    )
    assert [(c.heading, c.text) for c in document.walk()] == [expected, ("Fines", "Who pays late pays more.")]


def test_a_line_that_only_names_an_article_does_not_run_on_into_its_text() -> None:
    words = "Art. 27 Delito consumado, frustrado y tentado\nSon punibles el delito consumado, el frustrado y la\ntentativa de delito.\nPágina 1 de 2\nArt. 28 Fines de la pena\nLa pena enmienda a quien\nha delinquido.\n"
    document = read(words.encode())
    assert [(c.number, c.heading, c.text) for c in document.walk()] == [
        (
            "27",
            "Delito consumado, frustrado y tentado",
            "Son punibles el delito consumado, el frustrado y la tentativa de delito.",
        ),
        ("28", "Fines de la pena", "La pena enmienda a quien ha delinquido."),
    ]
    assert "Página 1 de 2" in document.furniture


def test_a_name_in_brackets_behind_a_bare_number_opens_an_article() -> None:
    document = read(
        "ARTÍCULO 20 (Tentativa punible). Existe tentativa.\n\nARTÍCULO 78 (Punibilidad de la tentativa). Se pena.\n".encode()
    )
    assert [(c.number, c.heading) for c in document.walk()] == [
        ("20", "Tentativa punible"),
        ("78", "Punibilidad de la tentativa"),
    ]


def test_folded_details_are_notes_and_front_matter_is_furniture() -> None:
    source = "---\ntitle: x\n---\n# Law\n\n### 1 Title\n\nText.\n\n<details>\n<summary>Historical Note</summary>\n\n- R.S., c. 1\n\n</details>\n\n### 2 More\n\nText.\n"
    document = read(source.encode(), "law.md")
    assert [n.text for n in document.notes] == ["Historical Note", "R.S., c. 1"]
    assert "title: x" in document.furniture
    assert [(c.number, c.heading, c.text) for c in document.walk()] == [("1", "Title", "Text."), ("2", "More", "Text.")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ﬁnes\u00a0 de  explota\u00adción", "fines de explotación"),
        ("n\u0303o", "ño"),
        ("a\tb\u202fc\u2003d", "a b c d"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("“x” — y", "“x” — y"),
        ("\ufeffArt\u200bículo", "Artículo"),
        ("a \n  b", "a \n b"),
        ("", ""),
    ],
)
def test_normal(raw: str, expected: str) -> None:
    assert normal(raw) == expected
    assert normal(normal(raw)) == normal(raw)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7", "x", False),
        (b"plain", "x", True),
        (b"\0\0", "x.txt", True),
        ("á".encode("utf-16"), "x", True),
        (b"a\0b\0c\xff", "x", False),
    ],
)
def test_recognises(data: bytes, name: str, expected: bool) -> None:
    assert text.recognises(data, name) is expected
