"""Web pages made here: each shows one habit of the sites that publish laws, or one way to be hostile."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Law
from analysis.read import html
from analysis.read.outline import Line

LAW = Law("/akn/cr/act/ley/2013/9095", "CR", "Ley", "Ley", "other", "es", Path("ley.html"))
FILLER = "".join(
    f"<p>Artículo {n}. Palabras de la ley que ocupan un párrafo entero de la página.</p>" for n in range(1, 9)
)
LEN_FILLER = 8


def walked(body: str) -> html._Walk:
    return html._Walk(html._page(f"<html><body>{body}</body></html>".encode(), LAW)[0])


def lines(body: str) -> list[Line]:
    return walked(body).lines()


def texts(body: str) -> list[str]:
    return [line.text for line in lines(body) if line.text]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Artículo 1</p><p>Texto</p>", ["Artículo 1", "Texto"]),
        ("<p>en varias\n   líneas\tdel archivo</p>", ["en varias líneas del archivo"]),
        ("<p>Artí<b>culo</b> 1<sup>o</sup></p>", ["Artículo 1o"]),
        ("<p>CAPÍTULO I<br>Objeto</p>", ["CAPÍTULO I", "Objeto"]),
        ("<h2><span>Part 1</span><span>Offences</span></h2>", ["Part 1 Offences"]),
        ("<h3><span><a></a><span>98C</span></span>Smuggling</h3>", ["98C Smuggling"]),
        ("<p><span>(a)</span><span>the person</span></p>", ["(a) the person"]),
        ("<p>Artículo <b>1</b>o de la Ley <b>2</b>B</p>", ["Artículo 1o de la Ley 2B"]),
        ("<div>suelto<p>dentro</p>cola</div>", ["suelto", "dentro", "cola"]),
        ("<table><tr><td>uno</td><td>dos</td></tr></table>", ["uno", "dos"]),
        ("<table><tr><td>a)</td><td>captar</td></tr></table>", ["a) captar"]),
        ("<dl><dt>Trata</dt><dd>La acción</dd></dl>", ["Trata", "La acción"]),
        ("<p>explota&shy;ci&oacute;n&nbsp; &sect;5</p>", ["explotación §5"]),
        ("<pre>Artículo 1\n  Texto\n</pre>", ["Artículo 1", "Texto"]),
        ("<p>uno<!-- nada -->dos</p>", ["unodos"]),
        ("<p>no cerrado<p>otro<ul><li>punto", ["no cerrado", "otro", "punto"]),
        ("<p>queda</p><script>var x = 'Artículo 9';</script><style>p {}</style>", ["queda"]),
    ],
)
def test_blocks_become_lines(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>x<li>x</ol>", ["1. x", "2. x"]),
        ("<ol type=a><li>x<li>x</ol>", ["a. x", "b. x"]),
        ("<ol type=I start=4><li>x<li>x</ol>", ["IV. x", "V. x"]),
        ("<ol type=i><li>x<li value=7>x<li>x</ol>", ["i. x", "vii. x", "viii. x"]),
        ("<ol reversed><li>x<li>x</ol>", ["2. x", "1. x"]),
        ('<ol style="list-style-type: upper-alpha"><li>x</ol>', ["A. x"]),
        ('<ol style="list-style: none inside"><li>x</ol>', ["x"]),
        ("<ol><li>a) x<li>b) x</ol>", ["a) x", "b) x"]),
        ("<ol><li><p>x</p><p>y</p><li>x</ol>", ["1. x", "y", "2. x"]),
        ("<ol><li>x<ol type=a><li>y</ol><li>x</ol>", ["1. x", "a. y", "2. x"]),
        ("<ul><li>x</ul>", ["x"]),
        ("<ol start=nada><li value='9999999999'>x</ol>", ["1. x"]),
    ],
)
def test_ordered_lists_show_their_numbers(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_headings_have_levels_and_bold_lines_are_captions() -> None:
    read = lines(
        "<h2>TÍTULO I</h2><p><b>Objeto de la ley</b></p>"
        "<p><b>Artículo 1.</b> Texto</p><p style='font-weight:bold'>Fines</p>"
    )
    assert [(line.level, line.block) for line in read] == [(2, True), (7, True), (0, True), (7, True)]


def test_lines_carry_their_place_in_the_file() -> None:
    assert [line.source for line in lines("\n<p>uno</p>\n<p>dos</p>")] == ["l. 2", "l. 3"]


def test_line_breaks_that_only_wrap_are_left_to_be_joined() -> None:
    wrapped = "<br>\n".join(
        [
            "Artículo 1. Quien capte a una persona con",
            "fines de explotación será penado con prisión",
            "de cinco a diez años.",
        ]
        * 6
    )
    assert not any(line.block for line in lines(f"<p>{wrapped}</p>"))
    parted = "<br>\n".join(f"{letter}) Punto de la lista;" for letter in "abcdefghij")
    assert all(line.block for line in lines(f"<p>{parted}</p>"))


MENU = '<a href="/a">Inicio</a> <a href="/b">Leyes</a> <a href="/c">Contacto</a>'


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (f"<nav>{MENU}</nav>", "Inicio Leyes Contacto"),
        ("<header><h1>Asamblea</h1></header>", "Asamblea"),
        ("<footer>Derechos reservados</footer>", "Derechos reservados"),
        ("<aside>Noticias</aside>", "Noticias"),
        ("<form>Buscar <input name=q></form>", "Buscar"),
        ('<div role="navigation">Usted está aquí</div>', "Usted está aquí"),
        ('<div class="site-breadcrumb nav">Inicio > Leyes</div>', "Inicio > Leyes"),
        (f"<ul><li>{MENU.replace('> <', '><li><')}</ul>", ""),
        (f"<div>{MENU}</div>", "Inicio Leyes Contacto"),
        (MENU, "Inicio Leyes Contacto"),
        ("<div hidden>oculto</div>", "oculto"),
        ('<p style="color:red; display: none">oculto</p>', "oculto"),
        ('<span class="sr-only">Saltar</span>', "Saltar"),
        ("<select><option>2012<option>2013</select>", "2012 2013"),
        ("<noscript>Active JavaScript</noscript>", "Active JavaScript"),
    ],
)
def test_the_site_around_the_law_is_furniture(part: str, words: str) -> None:
    walk = walked(part + FILLER)
    read = walk.lines()
    assert len(read) == LEN_FILLER
    assert words in " ".join(" ".join(walk.furniture).split())


@pytest.mark.parametrize(
    "wrapper",
    [
        '<form id="aspnetForm">{}</form>',
        "<header>{}</header>",
        '<div class="search menu">{}</div>',
        "<aside><div>{}</div></aside>",
        '<div style="display:none">{}</div>',
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<main><article>{}</article></main>",
        "<article><header><h1>LEY</h1></header>{}</article>",
        "<nav>" + MENU + "</nav><section>{}</section>",
    ],
)
def test_law_text_is_never_lost_to_its_wrapper(wrapper: str) -> None:
    read = [text for text in texts(wrapper.format(FILLER)) if text.startswith("Artículo")]
    assert len(read) == LEN_FILLER


def test_a_law_whose_articles_are_links_is_kept() -> None:
    linked = "".join(f'<p><a href="/art/{n}">Artículo {n}. Uno de los artículos.</a></p>' for n in range(1, 9))
    assert len(texts(linked)) == LEN_FILLER


def test_a_table_of_contents_is_furniture() -> None:
    contents = "<ul>" + "".join(f'<li><a href="#a{n}">Artículo {n}</a>' for n in range(1, 9)) + "</ul>"
    assert len(texts(contents + FILLER)) == LEN_FILLER


def test_lone_links_outside_the_law_are_furniture_and_titles_stay() -> None:
    before = '<div><a href="/p">Imprimir</a></div><h1>LEY CONTRA LA TRATA</h1><p>LA ASAMBLEA DECRETA:</p>'
    page = f"{before}<div>{FILLER * 4}</div><p>Dado en San José.</p>"
    read = texts(page)
    assert (
        read[:2] == ["LEY CONTRA LA TRATA", "LA ASAMBLEA DECRETA:"]
        and read[-1] == "Dado en San José."
        and "Imprimir" not in read
    )


@pytest.mark.parametrize(
    "struck", ["<del>viejo</del>", "<strike>viejo</strike>", '<span style="text-decoration: line-through">viejo</span>']
)
def test_struck_words_are_left_out_with_a_warning(struck: str) -> None:
    walk = walked(f"<p>El {struck} <ins>nuevo</ins> texto</p>")
    assert [line.text for line in walk.lines()] == ["El nuevo texto"]
    assert walk.furniture == ["viejo"] and "1 passages struck through" in walk.warnings[0]


def test_footnotes_are_notes_and_their_marks_leave_the_sentence() -> None:
    page = '<p>la persona<sup><a href="#fn1">1</a></sup> captada</p><div class="footnotes"><p>1 Reformado.</p></div>'
    assert [(line.text, line.note) for line in lines(FILLER + page)][-2:] == [
        ("la persona captada", False),
        ("1 Reformado.", True),
    ]


@pytest.mark.parametrize(
    ("data", "warns"),
    [
        ("<p>prisión</p>".encode(), ""),
        (b"\xef\xbb\xbf" + "<p>prisión</p>".encode(), ""),
        ('<meta charset="iso-8859-1"><p>“prisión”</p>'.encode("cp1252"), ""),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>prisión</p>'.encode("cp1252"),
            "",
        ),
        ('<?xml version="1.0" encoding="iso-8859-15"?><html><p>prisión</p></html>'.encode("iso-8859-15"), ""),
        ('<meta charset="iso-8859-1"><p>prisión</p>'.encode(), "is UTF-8"),
        (
            '<meta charset="utf-8"><p>La pena será de prisión según la acción de la víctima y el daño</p>'.encode(
                "cp1252"
            ),
            "although the page says utf-8",
        ),
        (
            "<p>La pena será de prisión según la acción cometida contra la víctima, niña o niño, y el daño</p>".encode(
                "cp1252"
            ),
            "detected",
        ),
        ("<p>prisión</p>".encode("utf-16"), "utf-16"),
    ],
)
def test_encodings(data: bytes, warns: str) -> None:
    page, warnings = html._page(data, LAW)
    assert "prisión" in " ".join(line.text for line in html._Walk(page).lines())
    assert warns in " ".join(warnings) and bool(warnings) is bool(warns)


def test_a_law_arrives_as_a_tree() -> None:
    first = "<h2>CAPÍTULO I. Delitos</h2><p>Artículo 1. Se prohíbe:</p><ol type=a><li>captar;<li>trasladar.</ol>"
    page = f"{first}<p>Artículo 2. Vigencia.</p>"
    read = html.read(page.encode(), LAW)
    assert [clause.eid for clause in read.walk()] == ["chp_I", "art_1", "art_1__point_a", "art_1__point_b", "art_2"]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"<html><body><script>x()</script></body></html>", NoTextError, "holds no text"),
        (b"<html><frameset><frame src='a.html'></frameset></html>", NoTextError, "inside the frame"),
        (b"<!doctype html>", NoTextError, "holds no text"),
        (b"<html>\0\0\0<p>uno", NoTextError, "no web page"),
        (b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><p>&b;', UnsafeFileError, "declares entities"),
        (b"<html>" + b"<div>" * 5000 + b"uno", ReadError, "without end"),
    ],
    ids=["only code", "frames", "nothing", "zeros", "entities", "deep"],
)
def test_pages_that_cannot_be_read_are_refused_in_one_line(data: bytes, error: type[ReadError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        html.read(data, LAW)
    assert str(caught.value).startswith("ley.html: ") and "\n" not in str(caught.value) and caught.value.do


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_copy_is_read_or_refused_but_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(f"<html><body>{MENU}{FILLER}<ol><li>x</ol></body></html>".encode())
    for _ in range(chance.choice((1, 8, 60))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(ReadError):
        html.read(bytes(data), LAW)


def test_a_wide_page_is_read_in_straight_time() -> None:
    assert len(texts("<ul>" + "<li><b><i>punto de ley</i></b>" * 20_000 + "</ul>")) == 20_000


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>", "x", True),
        (b"\xef\xbb\xbf<!-- saved -->\n<HTML lang=es>", "x", True),
        ("<html>".encode("utf-16"), "x", True),
        (b"<div>ley</div>", "ley.htm", True),
        (b"<akomaNtoso>", "ley.xml", False),
        (b"Art\xc3\xadculo 1", "ley.html", False),
        (b"%PDF-1.4", "ley.html", False),
    ],
)
def test_recognises(data: bytes, name: str, expected: bool) -> None:
    assert html.recognises(data, name) is expected
