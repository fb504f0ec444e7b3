"""Plain text and Markdown. Encodings other than UTF-8 are detected; Markdown's marks become heading levels and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.errors import NoTextError
from analysis.model import Document, Law
from analysis.read import outline
from analysis.read.normal import normal

FORMAT = "text"

_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*[.:]?$")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^)\s]*)\)")
_LIST = re.compile(r"[-*+]\s+")
_TAG = re.compile(r"</?(?:details|summary|br|sup|sub|p|div|span|table|tr|td|th)[^>]*>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_FORM_FEED = "\f"


def recognises(data: bytes, name: str) -> bool:
    """Is `data` text? Asked last, after every format that has a mark of its own."""
    return name.lower().endswith((".txt", ".md", ".markdown", ".text")) or (b"\0" not in data[:4096] and not data.startswith(b"%PDF"))


def read(data: bytes, law: Law) -> Document:
    """The law in `data`, plain text or Markdown.

    Raises NoTextError where there is nothing to read or the bytes are no text.
    """
    text, encoding = decode(data, law.file)
    if not text.strip():
        raise NoTextError("the file is empty", where=law.file, do="Give a file with the law's text")
    warnings = [] if encoding == "utf-8" else [f"read as {encoding}, detected from the bytes"]
    furniture: list[str] = []
    lines = list(_markdown(text, furniture)) if _MARKDOWN.search(text[:200_000]) else list(_plain(text))
    return outline.document(lines, law, furniture, warnings)


def decode(data: bytes, where: object) -> tuple[str, str]:
    """The text of `data` and its encoding: UTF-8 or -16 where it is that, else what charset-normalizer finds.

    Raises NoTextError for binary noise.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    try:
        text, encoding = data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _detected(data, where)
    if "\0" in text or _share_of_controls(text) > 0.02:
        raise NoTextError("the bytes are no text", where=where, do="Check that the file is a text, or name its format")
    return text, encoding


def _detected(data: bytes, where: object) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], preemptive_behaviour=False).best()
    if best is None:
        raise NoTextError("the bytes are no text in any encoding we know", where=where, do="Save the file as UTF-8")
    return data.decode(best.encoding, "replace"), best.encoding


def _share_of_controls(text: str) -> float:
    sample = text[:100_000]
    return sum(1 for c in sample if c < " " and c not in "\n\r\t\f\v") / max(len(sample), 1)


def _plain(text: str) -> Iterator[outline.Line]:
    for at, line in enumerate(normal(text).replace(_FORM_FEED, "\n").split("\n"), 1):
        yield outline.Line(line.strip(), f"l. {at}")


def _markdown(text: str, furniture: list[str]) -> Iterator[outline.Line]:
    """Lines of Markdown: front matter and tags to `furniture`, folded details to notes, headings with their level."""
    lines = normal(text).split("\n")
    start = 0
    if lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:80]):
        start = next(at for at, line in enumerate(lines[1:80], 1) if line.strip() == "---") + 1
        furniture.extend(line for line in lines[:start] if line.strip())
    folded = False
    for at, raw in enumerate(lines[start:], start + 1):
        line = raw.strip()
        if line.startswith("<details"):
            folded = True
        closes = "</details>" in line
        yield _markdown_line(_TAG.sub("", line) if "<" in line else line, f"l. {at}", folded)
        folded = folded and not closes


def _markdown_line(line: str, source: str, folded: bool) -> outline.Line:
    if not line:
        return outline.Line("", source)
    if line[0] == "#" and (heading := _HEADING.match(line)):
        return outline.Line(_bare(heading[2]), source, level=len(heading[1]), block=True, note=folded)
    if line.startswith("**") and (bold := _BOLD_LINE.match(line)):
        return outline.Line(_bare(bold[1]), source, level=7, block=True, note=folded)
    quoted = line[0] == ">"
    text = line.lstrip("> ") if quoted else line
    if text[:1] in "-*+" and (found := _LIST.match(text)):
        text = text[found.end() :]
    return outline.Line(_bare(text), source, block=True, note=folded)


def _bare(text: str) -> str:
    """`text` without Markdown's marks for emphasis, links and escapes."""
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return (_ESCAPE.sub(r"\1", text) if "\\" in text else text).strip()
