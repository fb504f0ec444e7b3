"""Web pages: paragraphs, headings and list items of the law, without the site around it.

Dropped parts go to the furniture, word for word; program code and style sheets are no text and go nowhere. A part is
dropped only when it is plainly none of the law: small beside the page, without articles, marked as navigation or made
of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Document, Law
from analysis.read import markers
from analysis.read.blocks import block
from analysis.read.normal import normal
from analysis.read.numbering import roman, spreadsheet_letters
from analysis.read.outline import Line, document
from analysis.read.text import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FORMAT = "html"

_CODE = frozenset({"script", "style", "template"})
_WIDGETS = frozenset({
    "head", "noscript", "select", "button", "input", "textarea", "iframe", "object", "svg", "canvas", "audio",
    "video", "datalist", "noframes",
})  # fmt: skip
_LANDMARKS = frozenset({"nav", "header", "footer", "aside", "form"})
_LANDMARK_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"}
)
_STRUCK = frozenset({"del", "s", "strike"})
_BOLD = frozenset({"b", "strong", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    *_HEADINGS,
})  # fmt: skip
_LINKED = frozenset({"ul", "ol", "div", "table", "tr", "td", "p", "section", "dl", "center", "menu"})
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|migas?|sidebar|side-?bar|footer|pie-?pagina|cookies?|share|compartir|social"
    r"|toolbar|skip-?link|pagination|paginador|search|buscador|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:foot|end)-?notes?|nota[_-]?(?:al[_-]?)?pie|pie[_-]nota|MsoFootnoteText|MsoEndnoteText)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_NAME = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|d-none|hidden)(?:$|\s)"
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:[^;]*\s)?(none|decimal|lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman)",
    re.IGNORECASE,
)
_LIST_FORMS = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
    "lower-latin": "lower-alpha", "upper-latin": "upper-alpha",
}  # fmt: skip
_REFERENCE = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3}|[a-z]|[†‡])[\])]?$")
_OWN_LABEL = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]+)(?:[.)\]º°]|\.?[-–—])")
_NUMBER_ALONE = re.compile(
    r"(?:part|chapter|schedule|division|subdivision|title|parte|cap[íi]tulo|t[íi]tulo) [\dA-Z]{1,6}|§? ?\d{1,4}[A-Z]{0,3}(?:\.\d+[A-Z]{0,2})?"
    r"|\([0-9A-Za-z]{1,5}\)",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w:.-]+)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"})
_UNIT = re.compile(r"^\s*(?:art[íi]culo|article|section|sec\.|art\.|§)\s*\d", re.IGNORECASE | re.MULTILINE)
_TOO_DEEP = "depth"


def recognises(data: bytes, name: str) -> bool:
    """Is this a web page? By its first tag, or by its name where it starts with some tag."""
    start = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".aspx", ".asp", ".php"))
    return bool(_FIRST.match(start)) or (named and start.lstrip().startswith(b"<"))


def read(data: bytes, law: Law) -> Document:
    """The law in the web page `data`; sources are lines of the file (``l. 301``).

    Raises NoTextError for a page without words, UnsafeFileError for one that declares entities, ReadError for one
    nested without end.
    """
    page, warnings = _page(data, law)
    walk = _Walk(page)
    lines = walk.lines()
    if not any(line.text for line in lines):
        do = (
            "Save the page inside the frame"
            if next(page.iter("frame", "iframe"), None) is not None
            else "Save the page with its text"
        )
        raise NoTextError("the web page holds no text", where=law.file, do=do)
    return document(lines, law, furniture=walk.furniture, warnings=(*warnings, *walk.warnings))


# ---- bytes to elements ----------------------------------------------------------------------------------------------


def _page(data: bytes, law: Law) -> tuple[Element, list[str]]:
    from lxml import etree

    text, warnings = _decoded(data, law)
    if "<!ENTITY" in text:
        raise UnsafeFileError("the web page declares entities", where=law.file, do="Remove the <!ENTITY …> lines")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise NoTextError("the web page holds no text", where=law.file, do="Save the page with its text") from error
    if any(_TOO_DEEP in fault.message for fault in parser.error_log):
        raise ReadError(
            "the web page nests its elements without end", where=law.file, do="Open it in a browser and save it again"
        )
    if root is None:
        raise NoTextError("the web page holds no text", where=law.file, do="Save the page with its text")
    return root, warnings


def _decoded(data: bytes, law: Law) -> tuple[str, list[str]]:
    """The text of a page: UTF-8 where it is that, else as it declares, else as it looks; and a warning where these
    differ.

    ISO 8859-1 means Windows-1252, as in every browser (WHATWG Encoding Standard, 4.2).
    """
    found = _CHARSET.search(data[:8192])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _as_declared(data, declared)
    else:
        wrong = declared and not declared.startswith(("utf-8", "utf8")) and not text.isascii()
        return _checked(text, law), [f"the page says {declared} but is UTF-8, and was read so"] if wrong else []
    if text:
        return _checked(text, law), []
    text, encoding = decode(data, law.file)
    said = f", although the page says {declared}" if declared else ""
    return text, [f"read as {encoding}, detected from the bytes{said}"]


def _checked(text: str, law: Law) -> str:
    if "\0" in text:
        raise NoTextError(
            "the bytes are no web page", where=law.file, do="Check that the file is a web page, or name its format"
        )
    return text


def _as_declared(data: bytes, declared: str) -> str:
    """`data` in the encoding that the page declares, "" if that does not fit."""
    if not declared or declared.startswith(("utf-8", "utf8")) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        return data.decode("cp1252" if declared in _LATIN else declared)
    except (UnicodeDecodeError, LookupError):
        return data.decode("latin-1") if declared in _LATIN else ""


# ---- what is furniture ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Size:
    """What stands inside an element: non-blank characters, how many of them in links, links, and are there headings."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    headed: bool = False

    def add(self, other: _Size) -> None:
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.headed = self.headed or other.headed


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".strip()


def _visible(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _measured(root: Element) -> dict[Element, _Size]:
    """The size of every element, in one walk from the leaves up."""
    from lxml import etree

    sizes: dict[Element, _Size] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        tag = _tag(element)
        size = sizes[element] = _Size(headed=tag in _HEADINGS)
        if tag in _CODE or tag in _WIDGETS:
            continue
        size.characters = _visible(element.text)
        for child in element:
            size.add(sizes[child])
            size.characters += _visible(child.tail)
        if tag == "a" and element.get("href"):
            size.linked, size.links = size.characters, size.links + 1
    return sizes


class _Furniture:
    """Tells which elements of a page are none of the law."""

    def __init__(self, root: Element) -> None:
        self._sizes = _measured(root)
        self._whole = max(self._sizes[root].characters, 1)
        hidden = sum(
            self._sizes[e].characters
            for e in root.iter()
            if _is_hidden(e) and not any(map(_is_hidden, e.iterancestors()))
        )
        self.unfolds = hidden > 0.5 * self._whole
        """Does the page hide most of its text, to unfold it when a reader clicks? Then what is hidden is the law."""

    def holds(self, element: Element) -> bool:
        """Is `element` furniture with all that it holds?"""
        tag = _tag(element)
        if tag in _WIDGETS or (_is_hidden(element) and not self.unfolds):
            return True
        if tag in ("html", "body", "main") or self._sizes[element].characters == 0:
            return False
        return self._is_landmark(element, tag) or self._is_menu(element, tag) or _is_reference(element, tag)

    def _is_landmark(self, element: Element, tag: str) -> bool:
        share = self._share(element)
        if tag in _LANDMARKS or element.get("role", "").lower() in _LANDMARK_ROLES:
            inner = tag == "header" and any(
                _tag(above) in ("article", "main", "section") for above in element.iterancestors()
            )
            return share < 0.3 and not inner and not self._holds_law(element)
        return (
            tag in _BLOCKS
            and share < 0.1
            and bool(_ASIDE_NAME.search(_names(element)))
            and not self._holds_law(element)
        )

    def _is_menu(self, element: Element, tag: str) -> bool:
        """Is this made of links, as menus and tables of contents are?"""
        size = self._sizes[element]
        dense = tag in _LINKED and size.links >= 3 and size.linked >= 0.7 * size.characters
        return dense and not size.headed and self._share(element) < 0.4

    def _holds_law(self, element: Element) -> bool:
        size = self._sizes[element]
        return size.linked < 0.5 * size.characters and len(_UNIT.findall("\n".join(map(str, element.itertext())))) >= 2

    def _share(self, element: Element) -> float:
        return self._sizes[element].characters / self._whole

    def container(self, root: Element) -> Element:
        """The element that evidently holds the law: the page's one main part, else the deepest with nine tenths of its
        text.
        """
        mains = [
            e
            for e in root.iter("main", "article", "div", "td")
            if _tag(e) in ("main", "article") or e.get("role") == "main"
        ]
        large = [e for e in mains if self._share(e) > 0.5]
        if large:
            return large[-1]
        found = root
        while fuller := [child for child in found if self._share(child) >= 0.9]:
            found = fuller[0]
        return found


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "")) or _HIDDEN_NAME.search(element.get("class", "")))


def _is_reference(element: Element, tag: str) -> bool:
    """Is this the raised mark of a footnote, a link to it?"""
    if element.get("role") == "doc-noteref":
        return True
    if tag != "sup" and not (tag == "a" and _NOTE_NAME.search(element.get("href", "").lstrip("#"))):
        return False
    link = element if tag == "a" else next(element.iter("a"), None)
    words = "".join(map(str, element.itertext())).strip()
    return link is not None and "#" in link.get("href", "") and bool(_REFERENCE.match(words))


def _is_struck(element: Element, tag: str) -> bool:
    return tag in _STRUCK or bool(_THROUGH.search(element.get("style", "")))


# ---- the walk -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Numbers:
    """An ordered list while its items are counted."""

    form: str
    next: int
    step: int


@dataclass(slots=True)
class _Open:
    """The line that is being put together, and where it stands."""

    words: list[str] = field(default_factory=list)
    source: str = ""
    label: str = ""
    level: int = 0
    bold: int = 0
    linked: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A line, with what decides whether it stays: did a line break cut it, of how many links does it consist (0 where
    other words stand between them), does it stand in the law's container?
    """

    line: Line
    broken: bool
    links: int
    inside: bool

    @property
    def is_navigation(self) -> bool:
        """Is this a menu on one line, or a lone link outside the law?"""
        lone = self.links > 0 and not self.inside and not markers.ARTICLE.match(self.line.text)
        return not self.line.level and (self.links >= 3 or lone)


class _Walk:
    """Goes through a page once, without recursion, and gathers lines, furniture and warnings."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._furniture = _Furniture(root)
        self._container = self._furniture.container(root)
        self._found: list[_Found] = []
        self._open = _Open()
        self._lists: list[_Numbers | None] = []
        self._bold = self._links = self._notes = self._pre = self._inside = 0
        self._struck = 0
        self.furniture: list[str] = []
        self.warnings: list[str] = []

    def lines(self) -> list[Line]:
        """The page's lines; `furniture` and `warnings` are filled on the way."""
        from lxml import etree

        walk = etree.iterwalk(self._root, events=("start", "end"))
        dropped: Element | None = None
        for event, element in walk:
            if event == "end":
                if element is dropped:
                    dropped = None
                else:
                    self._leave(element)
                self._say(element.tail, element)
            elif self._drop(element):
                dropped = element
                walk.skip_subtree()
            else:
                self._enter(element)
        self._end_line()
        if self._struck:
            self.warnings.append(f"{self._struck} passages struck through were left out; check which text is the law")
        if self._furniture.unfolds:
            self.warnings.append("most of the page is hidden until a reader unfolds it; it was read as law")
        return _unwrapped(self._kept())

    def _kept(self) -> list[_Found]:
        """Without links that lead elsewhere."""
        self.furniture += [found.line.text for found in self._found if found.is_navigation]
        return [found for found in self._found if not found.is_navigation]

    # -- elements

    def _drop(self, element: Element) -> bool:
        tag = _tag(element)
        if tag in _CODE:
            return True
        struck = _is_struck(element, tag)
        if not struck and not self._furniture.holds(element):
            return False
        words = _clean(" ".join(map(str, _texts(element))))
        if words:
            self.furniture.append(words)
            self._struck += struck
        return True

    def _enter(self, element: Element) -> None:
        tag = _tag(element)
        if tag in _BLOCKS or tag == "br":
            self._end_line(broken=tag == "br")
        self._inside += element is self._container
        self._notes += _is_note(element)
        self._bold += _is_bold(element, tag)
        linked = tag == "a" and bool(element.get("href"))
        self._links += linked
        self._open.links += linked
        self._pre += tag in ("pre", "xmp")
        self._open.level = _HEADINGS.get(tag, self._open.level)
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_numbers(element) if tag == "ol" else None)
        elif tag == "li":
            self._open.label = self._item(element)
        self._say(element.text, element)

    def _leave(self, element: Element) -> None:
        tag = _tag(element)
        if tag in _BLOCKS:
            self._end_line(cell=tag in ("td", "th"))
        self._inside -= element is self._container
        self._notes -= _is_note(element)
        self._bold -= _is_bold(element, tag)
        self._links -= tag == "a" and bool(element.get("href"))
        self._pre -= tag in ("pre", "xmp")
        if tag in _HEADINGS:
            self._open.level = 0
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._open.label = ""
        elif tag == "tr" and self._open.label:
            self._open.words, self._open.label = [self._open.label], ""
            self._end_line()

    def _item(self, element: Element) -> str:
        """The number of a list item (HTML Living Standard, 4.4.8), "" in a list without numbers."""
        numbers = self._lists[-1] if self._lists else None
        if numbers is None:
            return ""
        value = _integer(element.get("value"), numbers.next)
        numbers.next = value + numbers.step
        return _label(value, _form(element) or numbers.form)

    # -- words

    def _say(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if self._pre:
            self._say_lines(text, element)
            return
        if not self._open.source and not text.isspace():
            self._open.source = f"l. {element.sourceline}"
        self._open.words.append(f" {text}" if self._parts_label(text) else text)
        size = _visible(text)
        self._open.bold += size if self._bold else 0
        self._open.linked += size if self._links else 0

    def _parts_label(self, text: str) -> bool:
        """Do the words so far, in elements of their own, make a number that style alone sets off from `text`: "1", "Slavery"?"""
        said = self._open.words
        if not 0 < len(said) < 4 or not (text[0].isupper() or (said[-1][-1:] == ")" and text[0].isalpha())):
            return False
        return _NUMBER_ALONE.fullmatch("".join(said).strip()) is not None and not said[-1][-1:].isspace()

    def _say_lines(self, text: str, element: Element) -> None:
        """Preformatted text: each line by itself, for `outline` to join."""
        first, *rest = text.split("\n")
        self._open.source = self._open.source or f"l. {element.sourceline}"
        self._open.words.append(first)
        for line in rest:
            self._end_line(broken=True)
            self._open.source = f"l. {element.sourceline}"
            self._open.words.append(line)

    def _end_line(self, *, broken: bool = False, cell: bool = False) -> None:
        """The words so far as one line; a cell that holds nothing but a label waits for the next cell."""
        begun = self._open
        text = _clean(" ".join("".join(begun.words).split()))
        if not text:
            begun.words.clear()
            if self._pre and broken:
                self._found.append(_Found(Line(""), True, 0, bool(self._inside)))
            return
        if cell and len(text) < 12 and _OWN_LABEL.fullmatch(text) and not begun.label:
            self._open = _Open(label=text, level=begun.level)
            return
        if begun.label and not _OWN_LABEL.match(text):
            text = f"{begun.label} {text}"
        size = _visible(text)
        line = block(text, begun.source, begun.level, bold=begun.bold >= 0.95 * size)
        line = replace(line, note=bool(self._notes), block=not self._pre)
        links = begun.links if begun.linked >= 0.9 * size else 0
        self._found.append(_Found(line, broken or bool(self._pre), links, bool(self._inside)))
        self._open = _Open(level=begun.level)


def _unwrapped(found: list[_Found]) -> list[Line]:
    """The lines; where line breaks only wrap the text, they are given to `outline` to be joined into paragraphs."""
    pairs = [(a, b) for a, b in pairwise(found) if a.broken and a.line.block and not a.line.level]
    wrapped = sum(b.line.text[:1].islower() and not markers.ITEM.match(b.line.text) for _, b in pairs)
    if len(pairs) < 8 or wrapped < 0.4 * len(pairs):
        return [f.line for f in found]
    after = [False, *(f.broken for f in found)]
    return [
        replace(f.line, block=False) if (f.broken or before) and not f.line.level else f.line
        for f, before in zip(found, after, strict=False)
    ]


def _texts(element: Element) -> Iterator[str]:
    """The words under `element`, without program code."""
    if element.text and _tag(element) not in _CODE:
        yield element.text
    for below in element.iterdescendants():
        if below.text and _tag(below) not in _CODE:
            yield below.text
        if below.tail:
            yield below.tail


def _is_note(element: Element) -> bool:
    if element.get("role", "") in ("doc-footnote", "doc-endnote", "doc-endnotes"):
        return True
    return _tag(element) in _BLOCKS and bool(_NOTE_NAME.search(_names(element)))


def _is_bold(element: Element, tag: str) -> bool:
    return tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", "")))


def _numbers(element: Element) -> _Numbers:
    """How an ordered list counts: its form, first number, and direction."""
    items = sum(_tag(child) == "li" for child in element)
    back = element.get("reversed") is not None
    return _Numbers(
        _form(element) or "decimal", _integer(element.get("start"), items if back else 1), -1 if back else 1
    )


def _form(element: Element) -> str:
    """The number form that an element asks for, "" if it does not."""
    styled = _LIST_STYLE.search(element.get("style", ""))
    said = styled[1].lower() if styled else element.get("type", "")
    return _LIST_FORMS.get(said, said if styled else "")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default


def _label(value: int, form: str) -> str:
    """The label of a list item as browsers set it.

    >>> _label(4, "lower-roman"), _label(28, "upper-alpha"), _label(3, "none")
    ('iv.', 'AB.', '')
    """
    if form == "none":
        return ""
    if form.endswith("roman") and 0 < value < 4000:
        written = roman(value)
    elif form.endswith("alpha") and value > 0:
        written = spreadsheet_letters(value)
    else:
        written = str(value)
    return f"{written.upper() if form.startswith('upper') else written}."


def _clean(text: str) -> str:
    return normal(text).replace("\n", " ").strip()
