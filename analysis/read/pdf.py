"""PDF files: text lines in reading order, with their page; scans through character recognition where it is asked for.

Reads the text layer with PDFium (BSD-3-Clause, Apache-2.0). The geometry is in `layout`, the law's structure in
`outline`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import LANGUAGES, Document, Law
from analysis.read.layout import Piece, laid_out
from analysis.read.normal import normal
from analysis.read.outline import document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

FORMAT = "pdf"
LARGEST_STREAM = 256 * 1024 * 1024
"""Bytes to which one compressed stream of a file may grow."""
MOST_CHARACTERS = 400_000
"""Characters that one page may hold; the densest printed page has some 20,000."""
THIN_PAGE = 25
"""A page with an image and fewer characters than this has no text layer, only perhaps a stamp or a page number."""
OCR_RESOLUTION = 300
"""Dots an inch at which pages are drawn for character recognition."""
OCR_LONGEST_SIDE = 6000
"""Dots that the longer side of a drawn page may have."""
OCR_SECONDS = 180
"""Seconds that recognition of one page may take."""

_PDFIUM = threading.Lock()  # PDFium is not safe to call from two threads
_BREAK = re.compile(r"[\r\n\x02\ufffe]+")
_CUT_MARKS = "\x02\ufffe"
_STREAM = re.compile(rb"stream\r?\n")
_NESTED_FILTER = re.compile(rb"/Filter\s*\[\s*(?:/(?:FlateDecode|Fl|LZWDecode|LZW)\s*){2,}")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_QUARTER_TURN = 1.5707963


def recognises(data: bytes, name: str) -> bool:
    """Is this a PDF? Its mark stands within the first kilobyte (PDF 32000-1, annex H.3)."""
    return b"%PDF-" in data[:1024] or (name.lower().endswith(".pdf") and not data.startswith(b"PK"))


def read(data: bytes, law: Law, ocr: bool = False) -> Document:
    """The law in the PDF file `data`; with `ocr`, pages without a text layer are read from their image by Tesseract.

    Raises ReadError for a file that is no whole PDF or is locked, NoTextError for a scan, UnsafeFileError for a bomb.
    """
    _check(data, law)
    with _PDFIUM:
        pages, warnings = _measured(data, law, ocr)
    laid = laid_out(pages)
    return document(laid.lines, law, furniture=laid.furniture, warnings=(*warnings, *laid.warnings))


def _check(data: bytes, law: Law) -> None:
    """Refuse what is no whole PDF, and streams that would fill the memory."""
    again = "Fetch or save the file again"
    if not data.strip(b"\0\r\n\t "):
        raise NoTextError("the file is empty", where=law.file, do=again)
    if b"%PDF-" not in data[:1024]:
        raise ReadError(
            "is no PDF, whatever its name says", where=law.file, do="Give the file the name of its true format"
        )
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-2048:]:
        raise ReadError("the PDF is cut off: its end mark is missing", where=law.file, do=again)
    if _NESTED_FILTER.search(data):
        raise UnsafeFileError(
            "a stream of the PDF is compressed twice, as in a bomb", where=law.file, do="Do not use this file"
        )
    for start in (found.end() for found in _STREAM.finditer(data)):
        if _grows_beyond(data, start, LARGEST_STREAM):
            raise UnsafeFileError(
                "a stream of the PDF grows beyond all measure", where=law.file, do="Do not use this file"
            )


def _grows_beyond(data: bytes, start: int, limit: int) -> bool:
    """Does the deflated stream at `start` hold more than `limit` bytes? Deflate grows at most 1032-fold (RFC 1951)."""
    end = data.find(b"endstream", start)
    if (end - start) * 1032 < limit:
        return False
    inflate, size, todo = zlib.decompressobj(), 0, data[start:end]
    try:
        while todo and size <= limit:
            size += len(inflate.decompress(todo, 1 << 20))
            todo = inflate.unconsumed_tail
    except zlib.error:
        return False
    return size > limit


def _opened(data: bytes, law: Law) -> PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ReadError(
                "the PDF is locked with a password", where=law.file, do="Save a copy without the password"
            ) from error
        raise ReadError("the PDF is damaged or cut off", where=law.file, do="Fetch or save the file again") from error


def _measured(data: bytes, law: Law, ocr: bool) -> tuple[list[list[Piece]], list[str]]:
    """The pieces of every page, and warnings. One page is open at a time."""
    pdf = _opened(data, law)
    try:
        pages: list[list[Piece]] = []
        blank: list[int] = []
        for index in range(len(pdf)):
            page = _page(pdf, index, law)
            try:
                pieces, pictured = _pieces(page, index + 1, law), _has_picture(page)
                if pictured and sum(len(piece.text) for piece in pieces) < THIN_PAGE:
                    blank.append(index + 1)
                    pieces = _recognised(page, index + 1, law) if ocr else pieces
                pages.append(pieces)
            finally:
                page.close()
    finally:
        pdf.close()
    _require_text(pages, blank, law, ocr)
    return pages, _scan_warnings(blank, ocr)


def _page(pdf: PdfDocument, index: int, law: Law) -> PdfPage:
    import pypdfium2

    try:
        return pdf[index]
    except pypdfium2.PdfiumError as error:
        what = f"page {index + 1} of {len(pdf)} is damaged"
        raise ReadError(what, where=law.file, do="Fetch or save the file again") from error


def _require_text(pages: list[list[Piece]], blank: list[int], law: Law, ocr: bool) -> None:
    """Refuse a file of which nothing, or nothing sensible, can be read."""
    text = "".join(piece.text for page in pages for piece in page)
    if (len(blank) > len(pages) / 2 and not ocr) or (blank and not text):
        do = (
            "Use a better scan or a PDF with text" if ocr else "Use a PDF with text, or read the page images with --ocr"
        )
        raise NoTextError(
            "the PDF is a scan without a text layer" if not ocr else "no text was recognised", where=law.file, do=do
        )
    if not text:
        raise NoTextError("the PDF holds no text", where=law.file, do="Use another copy of the law")
    if len(_UNREADABLE.findall(text)) > 0.2 * len(text):
        what = "the PDF's fonts do not say which letters they show, so its text layer cannot be read"
        raise NoTextError(what, where=law.file, do="Use another copy, or print it to images and read these with --ocr")


def _scan_warnings(blank: list[int], ocr: bool) -> list[str]:
    if not blank:
        return []
    numbers = ", ".join(map(str, blank[:10])) + (f" and {len(blank) - 10} more" if len(blank) > 10 else "")
    how = "read by character recognition: check the words" if ocr else "only an image, not read; --ocr would read it"
    return [f"p. {numbers}: {how}"]


# ---- the text layer -------------------------------------------------------------------------------------------------


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _pieces(page: PdfPage, number: int, law: Law) -> list[Piece]:
    """The pieces of one page, turned upright if most of it is set sideways."""
    text_page = page.get_textpage()
    try:
        if text_page.count_chars() > MOST_CHARACTERS:
            what = f"page {number} holds more characters than any printed page"
            raise UnsafeFileError(what, where=law.file, do="Do not use this file")
        found = [
            (angle, piece)
            for start, text in _runs(text_page)
            for angle, piece in _run_pieces(text_page, number, start, text)
        ]
    finally:
        text_page.close()
    weights: dict[int, int] = defaultdict(int)
    for angle, piece in found:
        weights[angle] += len(piece.text)
    main = max(weights, key=lambda angle: (angle >= 0, weights[angle]), default=0)
    sheet = page.get_mediabox()
    return [_upright(piece, angle, main, sheet) for angle, piece in found]


def _runs(text_page: PdfTextPage) -> Iterator[tuple[int, str]]:
    """Index of the first character and text of each line that PDFium tells; a word it joined over a line end keeps its
    hyphen.
    """
    from pypdfium2 import raw

    text, count = text_page.get_text_range(), text_page.count_chars()
    if len(text) != count:
        text = "".join(_character(raw.FPDFText_GetUnicode(text_page, n)) for n in range(count))
    start = 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        cut = "-" if found and found[0][0] in _CUT_MARKS else ""
        if text[start:end].strip():
            yield start, text[start:end] + cut
        start = found.end() if found else end


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _run_pieces(text_page: PdfTextPage, page: int, start: int, text: str) -> Iterator[tuple[int, Piece]]:
    """The pieces of one run, cut where a gap wider than a letter is high parts them, each with its angle in quarter
    turns.
    """
    lead = len(text) - len(text.lstrip())
    start, text = start + lead, text.strip()
    angle = _quarter_turns(text_page, start)
    boxes = _boxes(text_page, start, len(text))
    if angle == 0 and _has_gap(boxes):
        for offset, part in _parts(text_page, start, text):
            yield angle, _piece(text_page, page, start + offset, part, _boxes(text_page, start + offset, len(part)))
    else:
        yield angle, _piece(text_page, page, start, text, boxes)


def _quarter_turns(text_page: PdfTextPage, index: int) -> int:
    """0 to 3, clockwise, or -1 for another angle."""
    from pypdfium2 import raw

    turns = raw.FPDFText_GetCharAngle(text_page, index) / _QUARTER_TURN
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else -1


_Box = tuple[float, float, float, float]


def _boxes(text_page: PdfTextPage, start: int, count: int) -> list[_Box]:
    """The boxes (left, bottom, right, top) of the text objects within a run, from the left."""
    boxes = (text_page.get_rect(n) for n in range(text_page.count_rects(start, count)))
    return sorted((box for box in boxes if box[2] > box[0]), key=lambda box: box[0])


def _has_gap(boxes: list[_Box]) -> bool:
    right = boxes[0][2] if boxes else 0.0
    for box in boxes[1:]:
        if box[0] - right > 9:
            return True
        right = max(right, box[2])
    return False


def _parts(text_page: PdfTextPage, start: int, text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of the parts of a run between wide gaps, found character by character."""
    begin, right = 0, None
    for offset, character in enumerate(text):
        if character.isspace() or (offset == len(text) - 1 and character == "-"):
            continue
        left, bottom, end, top = text_page.get_charbox(start + offset, loose=True)
        if right is not None and left - right > max(9.0, 0.8 * (top - bottom)):
            yield begin, text[begin:offset].rstrip()
            begin = offset
        right = end if right is None or begin == offset else max(right, end)
    yield begin, text[begin:]


def _piece(text_page: PdfTextPage, page: int, start: int, text: str, boxes: list[_Box]) -> Piece:
    left, bottom, right, top = text_page.get_charbox(start, loose=True)
    return Piece(
        page,
        normal(text.replace("\ufffe", "-").replace("\x02", "-")).strip(),
        min([left, *(box[0] for box in boxes)]),
        bottom if top > bottom else min([bottom, *(box[1] for box in boxes)]),
        max([right, *(box[2] for box in boxes)]),
        top if top > bottom else max([top, *(box[3] for box in boxes)]),
    )


def _upright(piece: Piece, angle: int, main: int, sheet: _Box) -> Piece:
    """`piece` on the page `sheet` turned so that text of the angle `main` (quarter turns clockwise) runs from left to
    right.
    """
    x0, y0, x1, y1 = piece.x0, piece.y0, piece.x1, piece.y1
    left, _, right, head = sheet
    if main == 3:
        x0, y0, x1, y1 = y0, right - x1, y1, right - x0
    elif main == 1:
        x0, y0, x1, y1 = head - y1, x0 - left, head - y0, x1 - left
    elif main == 2:
        x0, y0, x1, y1 = right - x1, head - y1, right - x0, head - y0
    return Piece(piece.page, piece.text, x0, y0, x1, y1, right - left if main in (1, 3) else head, turned=angle != main)


# ---- character recognition ------------------------------------------------------------------------------------------


def _recognised(page: PdfPage, number: int, law: Law) -> list[Piece]:
    """The pieces that Tesseract reads in the image of a page."""
    scale = min(OCR_RESOLUTION / 72, OCR_LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    image = b"".join(rows[n * bitmap.stride : n * bitmap.stride + bitmap.width] for n in range(bitmap.height))
    picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + image
    bitmap.close()
    return list(_words_to_pieces(_tesseract(picture, law), number, scale, page.get_height()))


def _tesseract(picture: bytes, law: Law) -> str:
    """Tesseract's table of words (TSV) for an image in the portable grey format."""
    program = shutil.which("tesseract")
    if not program:
        raise ReadError(
            "--ocr needs the program tesseract, which is not installed", where=law.file, do="Install tesseract-ocr"
        )
    language = LANGUAGES.get(law.language, law.language)
    command = [program, "stdin", "stdout", "-l", language, "--dpi", str(OCR_RESOLUTION), "tsv"]
    try:
        ran = subprocess.run(command, input=picture, capture_output=True, timeout=OCR_SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            "character recognition of a page takes too long", where=law.file, do="Use a smaller scan"
        ) from error
    except subprocess.CalledProcessError as error:
        reason = " ".join(error.stderr.decode("utf-8", "replace").split())[:200]
        do = f"Check that tesseract has the language {language}"
        raise ReadError(f"character recognition failed ({reason})", where=law.file, do=do) from error
    return ran.stdout.decode("utf-8", "replace")


def _words_to_pieces(table: str, page: int, scale: float, height: float) -> Iterator[Piece]:
    """One piece for each line in a table of recognised words; `scale` is dots a point, `height` that of the page in
    points.
    """
    lines: dict[tuple[Any, ...], list[tuple[str, _Box]]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip():
            left, top, width, tall = (int(cell) / scale for cell in cells[6:10])
            lines[tuple(cells[1:5])].append(
                (cells[11].strip(), (left, height - top - tall, left + width, height - top))
            )
    for words in lines.values():
        boxes = [box for _, box in words]
        text = normal(" ".join(word for word, _ in words)).strip()
        x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
        yield Piece(page, text, x0, y0, max(b[2] for b in boxes), max(b[3] for b in boxes), height)
