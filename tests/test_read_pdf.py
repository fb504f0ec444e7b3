"""PDF files made here: each shows one habit of printed laws, or one way in which a file can be hostile."""

from __future__ import annotations

import contextlib
import io
import random
import re
import stat
import zlib
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Law
from analysis.read import pdf
from analysis.read.layout import Laid, laid_out, mended
from analysis.read.outline import Line

LAWS = Path(__file__).parents[1].parent / "shared" / "laws" / "mx"
LAW = Law("/akn/mx/act/ley/2020/x", "MX", "Ley", "Ley", "other", "es", Path("ley.pdf"))
TOP, LEFT, LEADING = 720, 72, 14

Draw = Callable[[Canvas], None]


def made(*pages: Draw, size: tuple[float, float] = (612, 792), encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF of `pages`, each drawn by its function, `size` in points."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt)
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def put(canvas: Canvas, lines: list[str], x: float = LEFT, y: float = TOP, size: float = 11) -> None:
    canvas.setFont("Times-Roman", size)
    for n, line in enumerate(lines):
        canvas.drawString(x, y - n * LEADING, line)


def page(*lines: str, head: str = "", foot: str = "") -> Draw:
    def draw(canvas: Canvas) -> None:
        put(canvas, [head], y=760, size=8)
        put(canvas, list(lines))
        put(canvas, [foot], x=280, y=40, size=8)

    return draw


def laid(data: bytes) -> Laid:
    return laid_out(pdf._measured(data, LAW, False)[0])


def texts(data: bytes) -> list[str]:
    return [line.text for line in laid(data).lines if line.text]


FILLER = [f"Palabras de la ley que llenan la columna {letter}" for letter in "abcdefgh"]


def test_lines_carry_their_page() -> None:
    read = laid(made(page("Artículo 1. Uno."), page("Artículo 2. Dos.")))
    assert [(line.text, line.source) for line in read.lines] == [
        ("Artículo 1. Uno.", "p. 1"),
        ("Artículo 2. Dos.", "p. 2"),
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("LEY DE EJEMPLO", "{n} de {all}"),
        ("LEY DE EJEMPLO", "Página {n}"),
        ("Diario Oficial, 14 de junio de 2012", "- {n} -"),
        ("Última reforma DOF 14-11-2025", "{n}"),
        ("{n} CÓDIGO PENAL", ""),
        ("CAP. 101 Rev. Ed. 2020 p. {n}", "Printed by the Government Printer"),
    ],
)
def test_what_recurs_at_the_edge_is_furniture(head: str, foot: str) -> None:
    said = [(head.format(n=n, all=6), foot.format(n=n, all=6)) for n in range(1, 7)]
    read = laid(
        made(
            *(page(f"Artículo {n}. Se deroga.", f"Queda {n * n}.", head=h, foot=f) for n, (h, f) in enumerate(said, 1))
        )
    )
    assert [line.text for line in read.lines if line.text] == [
        t for n in range(1, 7) for t in (f"Artículo {n}. Se deroga.", f"Queda {n * n}.")
    ]
    assert all(f"p. {n}: {words}" in read.furniture for n, pair in enumerate(said, 1) for words in pair if words)


@pytest.mark.parametrize(
    "unit", ["Artículo {n}. Se deroga.", "Section {n}. Repealed.", "CAPÍTULO {n}", "{n}. Uno de los puntos"]
)
def test_a_unit_whose_number_grows_with_the_page_is_law(unit: str) -> None:
    said = [unit.format(n=n) for n in range(1, 7)]
    assert [
        t for t in texts(made(*(page(t, f"Palabras propias de la página {t[::-1]}") for t in said))) if t in said
    ] == said


def test_left_and_right_pages_have_heads_of_their_own() -> None:
    heads = [f"{n} LIBRO PRIMERO" if n % 2 else f"CÓDIGO PENAL {n}" for n in range(1, 9)]
    assert texts(made(*(page(f"Texto {chr(96 + n)}.", head=h) for n, h in enumerate(heads, 1)))) == [
        f"Texto {c}." for c in "abcdefgh"
    ]


def test_the_line_numbers_of_a_bill_are_furniture() -> None:
    def bill(start: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            put(canvas, [f"{start} words of clause {n} that stand here" for n in range(1, 7)])
            put(canvas, [str(n) for n in range(1, 7)], x=40)

        return draw

    read = laid(made(bill("First"), bill("Second"), bill("Third")))
    assert [line.text for line in read.lines if line.text][:2] == [
        "First words of clause 1 that stand here",
        "First words of clause 2 that stand here",
    ]
    assert len(read.furniture) == 18


def test_two_columns_are_read_one_after_the_other_under_their_title() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(306, 750, "DECRETO POR EL QUE SE EXPIDE UNA LEY QUE CRUZA LA PÁGINA ENTERA")
        for n, words in enumerate(FILLER):  # row by row, as some programs write them
            canvas.drawString(72, 720 - 14 * n, f"I {words}")
            canvas.drawString(320, 720 - 14 * n, f"D {words}")

    read = texts(made(draw))
    assert read[0].startswith("DECRETO")
    assert read[1:] == [f"I {words}" for words in FILLER] + [f"D {words}" for words in FILLER]


def test_three_columns() -> None:
    words = [f"Palabras de ley {letter}" for letter in "abcdefgh"]

    def draw(canvas: Canvas) -> None:
        for at, mark in ((50, "1"), (230, "2"), (410, "3")):
            put(canvas, [f"{mark} {w} y más texto" for w in words], x=at)

    assert [t[0] for t in texts(made(draw))] == ["1"] * 8 + ["2"] * 8 + ["3"] * 8


def test_ragged_columns_with_short_headings_are_still_columns() -> None:
    words = ["CAPÍTULO I", *FILLER, "De las penas", *FILLER, "CAPÍTULO II", *FILLER[:3]]

    def draw(canvas: Canvas) -> None:
        put(canvas, [f"I {w[: 60 - 3 * (n % 5)]}" for n, w in enumerate(words)])
        put(canvas, [f"D {w[: 60 - 4 * (n % 3)]}" for n, w in enumerate(words)], x=320)

    assert [text[0] for text in texts(made(draw))] == ["I"] * len(words) + ["D"] * len(words)


def test_a_last_page_with_one_full_column_follows_the_pages_before() -> None:
    def draw(mark: str, right: int) -> Draw:
        def drawn(canvas: Canvas) -> None:
            put(canvas, [f"I {mark} {words}" for words in FILLER])
            put(canvas, [f"D {mark} {words}" for words in FILLER[:right]], x=320)

        return drawn

    read = texts(made(draw("uno", 8), draw("dos", 8), draw("tres", 2)))
    assert [text[0] for text in read] == [*"IIIIIIIIDDDDDDDD" * 2, *"IIIIIIIIDD"]


def test_a_table_is_read_by_row() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, [f"{words} y de toda la página, de un margen al otro" for words in FILLER])
        put(canvas, ["Cargo", "Jueza", "Fiscal", "Perito", "Agente"], y=500)
        put(canvas, ["Pena", "seis años", "cuatro años", "dos", "uno"], x=330, y=500)

    assert texts(made(draw))[-4:] == ["Jueza seis años", "Fiscal cuatro años", "Perito dos", "Agente uno"]


def test_a_gap_between_paragraphs_is_an_empty_line() -> None:
    read = laid(made(page("Uno de los párrafos.", "Sigue.", "", "Otro párrafo.")))
    assert [line.text for line in read.lines] == ["Uno de los párrafos.", "Sigue.", "", "Otro párrafo."]


def test_signatures_side_by_side_are_read_by_row() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, [f"{words} y de toda la página, de un margen al otro" for words in FILLER])
        put(canvas, ["Ana Pérez", "Presidenta"], y=400)
        put(canvas, ["Luis Gil", "Secretario"], x=400, y=400)

    assert texts(made(draw))[-2:] == ["Ana Pérez Luis Gil", "Presidenta Secretario"]


def test_a_hanging_label_stays_with_its_words() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, ["I.", "II.", "III.", "IV."])
        put(canvas, [f"{words} y siguen hasta el margen derecho" for words in FILLER[:4]], x=110)

    assert [t.split()[0] for t in texts(made(draw))] == ["I.", "II.", "III.", "IV."]


def test_a_note_in_the_margin_stands_before_the_section_it_labels() -> None:
    def draw(canvas: Canvas) -> None:
        put(
            canvas,
            [
                "1. This Act may be cited as the Example Act and binds the",
                "Crown in every one of its parts and places.",
            ],
            x=150,
        )
        put(
            canvas,
            [
                "2. In this Act, unless the context otherwise requires, the",
                "words below have the meaning that they are given.",
            ],
            x=150,
            y=660,
        )
        put(canvas, ["Short title."], size=8)
        put(canvas, ["Interpreta-", "tion."], y=660, size=8)

    read = texts(made(draw))
    assert (read[0], read[3]) == ("Short title.", "Interpretation.")
    assert read[1].startswith("1. This Act") and read[4].startswith("2. In this Act")


def test_a_footnote_in_small_type_is_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, FILLER)
        put(canvas, ["1 Véase el decreto de reforma,", "publicado después.", "2 Otra nota."], y=80, size=7)

    notes = [line.text for line in laid(made(draw)).lines if line.note]
    assert notes == ["1 Véase el decreto de reforma, publicado después.", "2 Otra nota."]


def test_a_page_set_sideways_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(500, 50)
        canvas.rotate(90)
        put(canvas, ["Artículo 1. Uno.", "Artículo 2. Dos."], x=0, y=300)

    assert texts(made(draw)) == ["Artículo 1. Uno.", "Artículo 2. Dos."]


def test_words_up_the_margin_of_every_page_are_furniture_and_once_are_kept_with_a_warning() -> None:
    def draw(words: str, up: str) -> Draw:
        def drawn(canvas: Canvas) -> None:
            put(canvas, [words])
            canvas.rotate(90)
            canvas.drawString(200, -30, up)

        return drawn

    every = laid(made(*(draw(f"Artículo {n}. Uno.", "DIARIO OFICIAL") for n in range(1, 4))))
    assert [line.text for line in every.lines] == ["Artículo 1. Uno.", "Artículo 2. Uno.", "Artículo 3. Uno."]
    once = laid(made(draw("Artículo 1. Uno, con más palabras.", "Sello"), page("Artículo 2. Dos.")))
    assert [line.text for line in once.lines] == ["Artículo 1. Uno, con más palabras.", "Sello", "Artículo 2. Dos."]
    assert once.warnings == ("p. 1: text set at an angle, put at the end of its page",)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["fines de explota-", "ción sexual"], ["fines de explotación", "sexual"]),
        (["fines de explota-", "ción"], ["fines de explotación"]),
        (
            ["acuerdo franco-español", "pacto franco-", "español de hoy"],
            ["acuerdo franco-español", "pacto franco-español", "de hoy"],
        ),
        (
            ["una entrega", "y una recepción", "el acta de entrega-", "recepción"],
            ["una entrega", "y una recepción", "el acta de entrega-recepción"],
        ),
        (["EXPLO-", "TACIÓN DE PERSONAS"], ["EXPLOTACIÓN", "DE PERSONAS"]),
        (["anti-", "Mafia"], ["anti-Mafia"]),
        (["los centros pre-", "y postnatales"], ["los centros pre-", "y postnatales"]),
        (["Artículo 5.-", "texto"], ["Artículo 5.-", "texto"]),
        (["de 18-", "años"], ["de 18-", "años"]),
        (["traffick-", "ing, and so on"], ["trafficking,", "and so on"]),
    ],
)
def test_words_cut_at_line_ends(lines: list[str], expected: list[str]) -> None:
    assert [line.text for line in mended([Line(text) for text in lines])] == expected


def test_a_cut_word_is_mended_in_a_file_and_over_a_page() -> None:
    one = page("fines de explota-", "ción de perso-", head="LEY", foot="1")
    two = page("nas y otras", head="LEY", foot="2")
    three = page("palabras", head="LEY", foot="3")
    assert texts(made(one, two, three)) == ["fines de explotación", "de personas", "y otras", "palabras"]


def scan(pages: int = 2) -> bytes:
    picture = io.BytesIO(b"P6 60 80 255\n" + bytes(60 * 80 * 3))
    return made(*[lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, 612, 792)] * pages)


def test_a_scan_is_named_and_points_to_ocr() -> None:
    with pytest.raises(NoTextError, match=r"ley\.pdf: .*scan.*--ocr"):
        pdf.read(scan(), LAW)


def test_one_scanned_page_among_many_is_warned_of() -> None:
    def pictured(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(b"P6 6 8 255\n" + bytes(144))), 0, 0, 612, 792)

    document = pdf.read(made(page("Artículo 1. Uno."), page("Artículo 2. Dos."), pictured), LAW)
    assert "p. 3: only an image, not read; --ocr would read it" in document.warnings


def test_ocr_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="tesseract, which is not installed"):
        pdf.read(scan(), LAW, ocr=True)


def stand_in(folder: Path, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)


def test_ocr_reads_the_table_of_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
    rows += [
        f"5\t1\t1\t1\t1\t{n}\t{300 + 100 * n}\t300\t90\t40\t95\t{word}"
        for n, word in enumerate(["Artículo", "1.", "Uno."], 1)
    ]
    rows += ["5\t1\t1\t1\t2\t1\t300\t360\t90\t40\t95\tDos."]
    (tmp_path / "table").write_text("\n".join(rows))
    stand_in(
        tmp_path,
        f'head -c 15 > {tmp_path}/seen; /bin/cat > /dev/null; echo "$@" >> {tmp_path}/seen; /bin/cat {tmp_path}/table',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    pages, warnings = pdf._measured(scan(1), LAW, True)
    assert [line.text for line in laid_out(pages).lines] == ["Artículo 1. Uno.", "Dos."]
    assert warnings == ["p. 1: read by character recognition: check the words"]
    assert (tmp_path / "seen").read_bytes().startswith(b"P5 2550 330") and b"-l spa" in (tmp_path / "seen").read_bytes()


def test_ocr_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "/bin/cat > /dev/null; echo 'no language data' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="no language data"):
        pdf.read(scan(), LAW, ocr=True)


def raw_pdf(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A one-page PDF whose content stream is `content`, already compressed."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Filter%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(300)), packer.flush()])


WHOLE = made(page("Artículo 1. Uno."), page("Artículo 2. Dos."))


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", NoTextError, "empty"),
        (b"\0" * 4096, NoTextError, "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 999, ReadError, "no PDF"),
        (b"<html>Not found</html>", ReadError, "no PDF"),
        (WHOLE[: len(WHOLE) // 2], ReadError, "cut off"),
        (WHOLE[:900] + WHOLE[-40:], ReadError, "damaged"),
        (b"%PDF-1.7\n%%EOF", ReadError, "damaged"),
        (made(page(""), page("")), NoTextError, "holds no text"),
        (made(page("Artículo 1."), encrypt=StandardEncryption("secret", "owner")), ReadError, "password"),
        (raw_pdf(bomb()), UnsafeFileError, "beyond all measure"),
        (
            raw_pdf(zlib.compress(zlib.compress(b"q")), b"[/FlateDecode /FlateDecode]"),
            UnsafeFileError,
            "compressed twice",
        ),
    ],
    ids=[
        "empty",
        "zeros",
        "picture",
        "web page",
        "half",
        "hole",
        "only marks",
        "blank pages",
        "locked",
        "bomb",
        "twice",
    ],
)
def test_files_that_cannot_be_read_are_refused_in_one_line(data: bytes, error: type[ReadError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        pdf.read(data, LAW)
    assert str(caught.value).startswith("ley.pdf: ") and "\n" not in str(caught.value) and caught.value.do


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_copy_is_read_or_refused_but_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE)
    for _ in range(chance.choice((1, 8, 60))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(ReadError):
        pdf.read(bytes(data), LAW)


def test_a_locked_file_that_opens_without_a_password_is_read() -> None:
    data = made(page("Artículo 1. Uno."), encrypt=StandardEncryption("", "owner", canModify=0))
    assert texts(data) == ["Artículo 1. Uno."]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7", "x", True),
        (b"\xef\xbb\xbf%PDF-1.4", "x", True),
        (b"PK\3\4", "a.docx", False),
        (b"<html>", "a.html", False),
    ],
)
def test_recognises(data: bytes, name: str, expected: bool) -> None:
    assert pdf.recognises(data, name) is expected


@pytest.mark.skipif(not LAWS.exists(), reason="the real laws are not beside this repository")
@pytest.mark.parametrize("name", ["lgpsedmtp", "lmigra", "lfcdo", "lgdnna", "lgv", "cpf"])
def test_the_words_of_a_real_law_all_arrive(name: str) -> None:
    """The reader's words equal those of an independent extraction up to 0.5 %, each without its page furniture."""
    read = laid((LAWS / f"{name}.pdf").read_bytes())
    found = [line.text for line in read.lines if line.text]
    pages = len({line.source for line in read.lines})
    lines = [line.strip() for line in (LAWS / f"{name}_extracted.txt").read_text("utf-8").splitlines()]
    times = Counter(lines)
    ends = [-1, *(n for n, line in enumerate(lines) if re.fullmatch(r"\d+ de \d+", line))]
    near = {n + k for n in ends for k in range(1, 7)}
    header = {n for n, line in enumerate(lines) if n in near and times[line] > 0.8 * pages}
    expected = [line for n, line in enumerate(lines) if line and n not in header and n not in ends]
    ours, theirs = Counter(" ".join(found).split()), Counter(" ".join(expected).split())
    assert (ours - theirs).total() + (theirs - ours).total() <= 0.005 * theirs.total()
    assert SequenceMatcher(None, found, expected, autojunk=False).ratio() > 0.98 or len(found) > 5000
    assert all(int(a.source[3:]) <= int(b.source[3:]) for a, b in pairwise(read.lines))
