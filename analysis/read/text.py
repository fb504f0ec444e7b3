"""Plain text and Markdown. Encodings other than UTF-8 are detected; Markdown's marks become levels and notes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.errors import NoTextError, ReadError
from analysis.model import Document, Law
from analysis.read import markers, outline
from analysis.read.drafting import inline_heading, is_title, names_unit, opens_sentence, says_something
from analysis.read.lines import CAPTION, Line
from analysis.read.normal import normal

FORMAT = "text"

MAX_LINES = 1_000_000
"""A text of more lines is refused: the longest code we know has under 50,000."""

_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_HEADING = re.compile(r"(#{1,10})\s+(.*)$")
_BOLD_LINE = re.compile(r"\*\*(.+)\*\*[.:]?$")
_BOLD_START = re.compile(r"\*\*([^*]{2,120})\*\*(?=[\s,\[])")
_EMPHASIS = re.compile(
    r"(?<![\w\\])(?:(\*\*|\*)(?=\S)(.+?)(?<=\S)\1|(__|_)(?=\S)(.+?)(?<=\S)\3(?!\w))(?P<next>[\w*\[]?)"
)
_LOOSE = re.compile(r"(?<![\\*])(\*{2,3})(?P<before>\s*)([^*]+?)(?P<after>\s*)\1(?!\*)(?P<next>[\w\[]?)")
"""Bold words with a blank inside the marks, as converters leave it ("**Artículo 1.- **Texto"), or in bold italics."""
_STRAY = re.compile(r"\*{2,}|(?<=\w|\.|\))\*$")
"""Marks for emphasis that nothing closes, as converters leave them."""

_RULE_OF_TABLE = re.compile(r"[|:\- ]+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^)\s]*)\)")
_BROKEN_LINK = re.compile(r"\[([^\[\]\n]{0,120})(\n+)([^\[\]\n]{1,120})\](\([^)\s]*\))")
_LIST = re.compile(r"[-*+]\s+")
_TAG = re.compile(r"</?(?:details|summary|br|sup|sub|p|div|span|table|tr|td|th)\b[^<>]*>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20)))
_LETTERS_OF_LAWS = frozenset("áéíóúüñàèìòùâêîôûäëïöçãõÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÃÕ¿¡ºª°«»“”‘’–—•…§½¼\xa0\xad·´")
_LONG = 20_000
_HEADING_ROOM, _NAME_ROOM = 200, 90
_NAME_WORDS = 6
_MANY = 0.2


def recognises(data: bytes, name: str) -> bool:
    """Is `data` text? Asked last, after every format that has a mark of its own."""
    if name.lower().endswith((".txt", ".md", ".markdown", ".text")):
        return True
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" not in data[:4096] and not data.startswith(b"%PDF"))


def read(data: bytes, law: Law) -> Document:
    """The law in `data`, plain text or Markdown.

    Raises NoTextError where there is nothing to read or the bytes are no text, ReadError where the lines are more
    than of any law.
    """
    text, encoding = decode(data, law.file)
    if not text.strip():
        raise NoTextError("the file is empty", where=law.file, do="Give a file with the law's text")
    if len(text) > MAX_LINES and text.count("\n") > MAX_LINES:
        raise ReadError(
            f"the text has {text.count(chr(10)):,} lines, more than the {MAX_LINES:,} of any law", where=law.file,
            do="Split it, or check that it is the law",
        )  # fmt: skip
    warnings = [] if encoding == "utf-8" else [f"read as {encoding}, detected from the bytes"]
    furniture: list[str] = []
    lines = _unbroken(list(_markdown(text, furniture))) if _is_markdown(text[:200_000]) else list(_plain(text))
    return outline.document(lines, law, furniture, warnings)


# ---- characters -----------------------------------------------------------------------------------------------------


def decode(data: bytes, where: object) -> tuple[str, str]:
    """The text of `data` and its encoding: UTF-8 or -16 where it is that, else Western European, else what
    charset-normalizer finds.

    Raises NoTextError for binary noise.
    """
    if wide := _utf16(data):
        text, encoding = data.decode(wide, "replace").lstrip("\ufeff"), "utf-16"
    else:
        try:
            text, encoding = data.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = _detected(data, where)
    said = data if encoding == "utf-8" else text.encode(errors="replace")
    sample = said[:100_000]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in said or controls > 0.02 * len(sample):
        raise NoTextError("the bytes are no text", where=where, do="Check that the file is a text, or name its format")
    return text, encoding


def _utf16(data: bytes) -> str:
    """The name of the UTF-16 that `data` is in, by its mark or by every other byte of Western letters being zero."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    high, low = sample[1::2].count(0) / (len(sample) // 2), sample[::2].count(0) / (len(sample) // 2)
    if high > 0.9 and low < 0.1:
        return "utf-16-le"
    return "utf-16-be" if low > 0.9 and high < 0.1 else ""


def _detected(data: bytes, where: object) -> tuple[str, str]:
    damaged = data.decode("utf-8", "replace")
    bad, good = damaged.count("\ufffd"), sum(1 for c in damaged[:400_000] if c > "\x7f" and c != "\ufffd")
    if bad * 20 < good:
        return damaged, f"utf-8 with {bad} damaged characters"
    western = data.decode("cp1252", "replace")
    foreign = [c for c in western[:400_000] if c > "\x7f"]
    if sum(c in _LETTERS_OF_LAWS for c in foreign) > 0.9 * len(foreign):
        return western, "windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], preemptive_behaviour=False).best()
    if best is None:
        raise NoTextError("the bytes are no text in any encoding we know", where=where, do="Save the file as UTF-8")
    return data.decode(best.encoding, "replace"), best.encoding


# ---- lines ----------------------------------------------------------------------------------------------------------

_EMPTY = Line("")


def _is_markdown(text: str) -> bool:
    return "# " in text and _MARKDOWN.search(text) is not None


def _plain(text: str) -> Iterator[Line]:
    """The lines of `text`; of several empty ones in a row the first."""
    before = ""
    for at, line in enumerate(normal(text).split("\n"), 1):
        bare = line.strip()
        if bare:
            yield Line(bare, f"l. {at}")
        elif before:
            yield _EMPTY
        before = bare


def _markdown(text: str, furniture: list[str]) -> Iterator[Line]:
    """Lines of Markdown: front matter to `furniture`, folded details to notes, headings with their level, a table by its rows."""
    lines = _BROKEN_LINK.sub(r"[\1 \3]\4\2", normal(text)).split("\n")
    start = _front_matter(lines)
    furniture.extend(line for line in lines[:start] if line.strip())
    folded = False
    for at, raw in enumerate(lines[start:], start + 1):
        line = raw.strip()
        if not line:
            yield _EMPTY
        elif line[0] == "<":
            folded = folded or line.startswith("<details")
            yield _markdown_line(_TAG.sub("", line).strip(), f"l. {at}", folded)
            folded = folded and "</details>" not in line
        elif line[0] == "|" and line[-1] == "|":
            if _RULE_OF_TABLE.fullmatch(line):
                furniture.append(line)
            else:
                yield _markdown_line(" ".join(cell.strip() for cell in line.strip("|").split("|")), f"l. {at}", folded)
        else:
            yield _markdown_line(line, f"l. {at}", folded)


def _front_matter(lines: list[str]) -> int:
    """How many lines the YAML block at the start takes, 0 if there is none."""
    if lines[0].strip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:80], 1) if line.strip() == "---"), 0)


def _markdown_line(line: str, source: str, folded: bool) -> Line:
    if not line:
        return _EMPTY
    starts = line[0]
    if starts == "#" and (heading := _HEADING.match(line)):
        text = _bare(heading[2].rstrip(" #"))
        return Line(text, source, 0 if _goes_on(text) else min(len(heading[1]), CAPTION - 1), True, folded)
    if starts == "*" and line.startswith("**"):
        if bold := _BOLD_LINE.match(line):
            text = _bare(bold[1])
            return Line(text, source, 0 if text and _opens(text) else CAPTION, True, folded)
        term = _BOLD_START.match(line)
        return Line(_bare(line), source, 0, True, folded, _bare(term[1]) if term else "")
    if starts == ">":
        line = line.lstrip("> ")
    if line[:1] in ("-", "*", "+") and (found := _LIST.match(line)):
        line = line[found.end() :]
    return Line(_bare(line), source, 0, True, folded)


def _opens(text: str) -> bool:
    """Does a line in bold open a title, chapter, article or group of provisions, so that it is more than a caption?"""
    if markers.container(text) or markers.is_transitional_heading(text) or markers.DISPOSITIONS.match(text):
        return True
    article = markers.ARTICLE.match(text) if text[0] in "AS§" else None
    if article is None:
        return markers.FIRST_OR_ONLY.match(text) is not None
    rest = text[article.end() :]
    return bool(article["end"].strip() or not rest or names_unit(text, rest))


def _goes_on(text: str) -> bool:
    """Does a heading hold an article's words besides its number and name: "Artículo 27. Tentativa. El que …"?"""
    article = markers.ARTICLE.match(text) if text[:1] in ("A", "S", "§") else None
    if article is None:
        return False
    rest = text[article.end() :]
    named = inline_heading(rest)
    said = rest[named[1] :] if named else ""
    if (opens_sentence(rest) or says_something(rest)) and (rest[-1] in ".;:" or len(rest) > _NAME_ROOM):
        return True
    return len(rest) > _HEADING_ROOM or bool(
        said and (not is_title(said) or (said[-1] == "." and said.count(" ") > _NAME_WORDS))
    )


def _unbroken(lines: list[Line]) -> list[Line]:
    """`lines` as they are, or, where a converter broke paragraphs at the width of a page, no line a paragraph by itself.

    Where each line stands apart from the next by an empty one, the empty ones say nothing and are left out.
    """
    plain = [(at, line.text) for at, line in enumerate(lines) if line.text and not line.level and not line.note]
    broken = [b - a for (a, before), (b, after) in pairwise(plain) if after[0].islower() and _is_broken(before, after)]
    if len(broken) <= _MANY * len(plain):
        return lines
    apart = sum(distance > 1 for distance in broken) > 0.5 * len(broken)
    kept = [line for line in lines if line.text] if apart else lines
    return [_within(line, kept[at + 1 :][:2]) for at, line in enumerate(kept)]


def _is_broken(before: str, after: str) -> bool:
    """Was a sentence broken between `before` and `after`, which starts with a small letter?"""
    return after[1:2] not in (")", ".") and before[-1] not in ".;:" and len(before) < 120


def _within(line: Line, following: Sequence[Line]) -> Line:
    """`line` of a text with broken lines; what a converter took for a heading, though a sentence runs through it, is none."""
    after = next((each.text for each in following if each.text), "")
    if line.is_heading and (line.text[0].islower() or (after[:1].islower() and markers.ARTICLE.match(line.text))):
        return replace(line, level=0, block=False)
    return line if line.level else replace(line, block=False)


def _bare(text: str) -> str:
    """`text` without Markdown's marks for emphasis, links, tags and escapes."""
    if len(text) > _LONG:
        return text.strip()
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "*" in text or "_" in text:
        text = _without_emphasis(text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return (_ESCAPE.sub(r"\1", text) if "\\" in text else text).strip()


def _without_emphasis(text: str) -> str:
    """`text` without marks for emphasis, of which one may stand within another."""
    inner = _EMPHASIS.sub(_plainly, _LOOSE.sub(_loosely, text) if "**" in text else text)
    if "*" in inner or "_" in inner:
        inner = _STRAY.sub("", _EMPHASIS.sub(_plainly, inner))
    return inner


def _loosely(found: re.Match[str]) -> str:
    """The words between the marks, with the blanks inside; a blank as well where the marks alone set off the next word."""
    after = found["next"]
    if found["after"]:
        return f"{found['before']}{found[3]}{' ' if after else ''}{after}"
    return f"{found['before']}{found[3]}{' ' if after and (after == '[' or found[3][-1] in '.:;,') else ''}{after}"


def _plainly(found: re.Match[str]) -> str:
    """The emphasised words; what was set off from the next word by the marks alone is set off by a blank."""
    words, after = found[2] or found[4], found["next"]
    return f"{words} {after}" if after and (after == "[" or words[-1] in ".:;,") else words + after
