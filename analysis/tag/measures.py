"""Text folded for matching, cut into tokens of one letter each, and the quantities in it (`4 to 8 years`, `no menor
de 100 días`).

Penalties and time spans are regular expressions over the string of token letters, so one grammar serves every
language and
only the word lists differ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from analysis.tag.lexicon import ARTICLE, CURRENCY_MARK, LEXICON, MENDED
from analysis.tag.numbers import NUMBER, number
from analysis.tag.openings import REACH, alternatives, openings

_ACCENTED = "áàâäãéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
_PLAIN = "aaaaaeeeeiiiiooooouuuunc" * 2
_DROPPED = "\x01"
_BYTES = bytes.maketrans(
    _ACCENTED.encode("latin-1") + bytes(range(65, 91)) + b"\xa0\t\r\f\v\xad\xb4`",
    _PLAIN.encode("latin-1") + bytes(range(97, 123)) + b"     \x01''",
)
_OUTSIDE_LATIN = re.compile(r"[^\x00-\xff]")
_SAME_LENGTH = {
    **dict.fromkeys("‘’ʼ′", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u2002\u2003\u2007\u2009\u200a\u202f\u2028\u2029", " "),
    "₦": "\xa4",
    "₡": "\xa4",
    "₲": "\xa4",
    "₹": "\xa4",
    "€": "\xa4",
}
_INVISIBLE = re.compile(r"[\u0300-\u036f\u200b-\u200d\u2060\ufeff]")
_BROKEN = re.compile(r"\x01+|(?<=[a-z])- ?\n[ \n]*(?=[a-z])|[ \n]{2,}")
_LONE_DIGITS = re.compile(r"\d(?<!\S\d)(?: \d)+(?!\S)")


def _outside(match: re.Match[str]) -> str:
    mark = match[0]
    return _DROPPED if _INVISIBLE.match(mark) else _SAME_LENGTH.get(mark, "?")


def plain(text: str) -> str:
    """`text` in lower case without accents, character for character as long as before; line feeds stay."""
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:
        latin = _OUTSIDE_LATIN.sub(_outside, text).encode("latin-1", "replace")
    return latin.translate(_BYTES).decode("latin-1")


class Folded(NamedTuple):
    """Text made uniform for matching, and the way back: ``anchors[i]`` of the folded text is ``origins[i]`` of the
    given one."""

    text: str
    given: str
    offset: int
    anchors: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """The offset in the given text of the folded character at `position`."""
        at = bisect_right(self.anchors, position) - 1
        return self.origins[at] + position - self.anchors[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open offsets in the given text of the folded text from `start` to `end`."""
        return self.origin(start), self.origin(end - 1) + 1

    def printed(self, start: int, end: int, *, lower: bool = True) -> str:
        """The words of the given text from `start` up to `end` of the folded one, accents kept, with single blanks."""
        first, last = self.span(start, end)
        words = " ".join(self.given[first - self.offset : last - self.offset].split())
        return words.lower() if lower else words


def fold(text: str, offset: int = 0) -> Folded:
    """`text` in lower case, without accents, hyphenation, invisible characters, repeated blanks or blanks inside key
    words.

    `offset` is added to every offset that the result gives back.
    """
    level = plain(text)
    return _replaced(text, level, offset, sorted(_edits(level)))


def _edits(level: str) -> Iterator[tuple[int, int, str]]:
    if any(mark in level for mark in ("\n", "\x01", "  ")):
        for match in _BROKEN.finditer(level):
            yield match.start(), match.end(), "" if match[0][0] in "-\x01" else " "
    level = level.replace("\n", " ")
    for digits in _LONE_DIGITS.finditer(level):
        for at in range(digits.start() + 1, digits.end(), 2):
            yield at, at + 1, ""
    for end, (split, blank) in _mended().iter(level):
        at = end + 1 - len(split)
        if not (level[at - 1 : at].isalnum() or level[end + 1 : end + 2].isalnum()):
            yield at + blank, at + blank + 1, ""


@cache
def _mended() -> Any:
    import ahocorasick

    splits = ahocorasick.Automaton()
    for split, blank in MENDED:
        splits.add_word(split, (split, blank))
    splits.make_automaton()
    return splits


def _replaced(given: str, level: str, offset: int, edits: list[tuple[int, int, str]]) -> Folded:
    parts, anchors, origins = [], [0], [offset]
    at = length = 0
    for start, end, new in edits:
        if start < at:
            continue
        parts += [level[at:start], new]
        length += start - at + len(new)
        anchors.append(length)
        origins.append(offset + end)
        at = end
    parts.append(level[at:])
    return Folded("".join(parts).replace("\n", " "), given, offset, tuple(anchors), tuple(origins))


_LETTERS = "[a-zªµº²³¹¼-¾À-ÖØ-öø-ÿ]"
"""The letters of plain text, and the raised figures and fractions that are told like letters: quicker than ``[^\\W\\d_]``."""
_Kind = tuple[str, str]
"""The letter of a kind of token, and a pattern of it."""
_Matcher = tuple[Callable[[str, int], re.Match[str] | None], str]
"""What matches a token, and the letter for each group that a match can end in."""


class _Lexers(dict[str, tuple[_Matcher, ...]]):
    """By its first REACH characters, what can match a token: a number first, then the words in the order of the lexicon.

    All patterns are compiled at once: a law of any length soon needs most of them.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        digits = NUMBER[language]
        figures = rf"\( ?(?:{digits}) ?\)|{ARTICLE[language]}(?:{digits})(?: ?\( ?{CURRENCY_MARK}(?:{digits}) ?\))?"
        marks = ((mark, re.escape(mark)) for mark in ",;.:()$")
        words = (*LEXICON[language], ("x", rf"{_LETTERS}+|\d[\w.,]*"), *marks)
        self._openings = [
            _by_opening([(letter, one) for letter, pattern in group for one in alternatives(pattern)])
            for group in ((("n", figures),), words)
        ]

    def __missing__(self, head: str) -> tuple[_Matcher, ...]:
        self[head] = found = () if head[0] == " " else tuple(self._matchers(head))
        return found

    def _matchers(self, head: str) -> Iterator[_Matcher]:
        for by_opening in self._openings:
            known = (by_opening.get(head[:reach]) for reach in range(len(head), -1, -1))
            yield from islice(filter(None, known), 1)


def _by_opening(kinds: Sequence[_Kind]) -> dict[str, _Matcher]:
    """What matches a token with each opening: the kinds that have it, and those that have a shorter one that begins it, in order."""
    found: dict[str, set[int]] = {}
    for at, (_, pattern) in enumerate(kinds):
        for opening in openings(pattern):
            found.setdefault(opening, set()).add(at)
    begun = {opening: [found.get(opening[:reach], ()) for reach in range(len(opening) + 1)] for opening in found}
    return {opening: _matcher(tuple(kinds[at] for at in sorted(set().union(*ats)))) for opening, ats in begun.items()}


@cache
def _matcher(kinds: tuple[_Kind, ...]) -> _Matcher:
    return re.compile(f"(?:{'|'.join(f'(?:{pattern})()' for _, pattern in kinds)}) *").match, " " + "".join(
        letter for letter, _ in kinds
    )


_lexers = cache(_Lexers)


class Tokens(NamedTuple):
    """A folded text as one letter a token (the letters are explained in :mod:`analysis.tag.lexicon`), with offsets
    into it."""

    folded: Folded
    kinds: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, first: int, last: int) -> str:
        """The folded words of the tokens from `first` up to, not including, `last`."""
        return self.folded.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets in the given text of the tokens from `first` up to, not including, `last`."""
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def until(self, last: int, reach: int) -> str:
        """Up to `reach` folded characters that end with the last token before `last`."""
        end = self.ends[last - 1]
        return self.folded.text[max(0, end - reach) : end]

    def before(self, first: int, reach: int) -> str:
        """Up to `reach` folded characters that stand before the token `first`."""
        start = self.starts[first] if first < len(self.starts) else len(self.folded.text)
        return self.folded.text[max(0, start - reach) : start]


def tokens(folded: Folded, language: str) -> Tokens:
    """`folded` cut into tokens by the words of `language` (``es`` or ``en``)."""
    lexers, text, length = _lexers(language), folded.text, len(folded.text)
    kinds, starts, ends, at = [], [], [], 0
    while at < length:
        for match, letters in lexers[text[at : at + REACH]]:
            found = match(text, at)
            if found is not None:
                group = found.lastindex or 0
                kinds.append(letters[group])
                starts.append(at)
                ends.append(found.end(group))
                at = found.end()
                break
        else:
            at += 1
    return Tokens(folded, "".join(kinds), tuple(starts), tuple(ends))


TIME = "YODKH"
_UNIT = r"(?:h?(?:Y(?:h|(?:[y,]?nO)?(?:[y,]?n[DK])?)|O(?:h|(?:[y,]?n[DK])?)|D(?:[y,]?nH)?|K|H|p?c|[dwu]))"
_FIRST = rf"\$?n[}}]?{_UNIT}?"
_LAST = rf"(?:\$n{_UNIT}?|n[}}]?{_UNIT})"
_FILL = r"[pqJPFt]*"
_MEASURE = re.compile(
    rf"bp*(?P<lo1>{_FIRST})p*yp*(?P<hi1>{_LAST})"
    rf"|[>m]{_FILL}(?P<lo2>{_FIRST})P?,?[yo]?p*[<M]{_FILL}(?P<hi2>{_FIRST})"
    rf"|[<M]{_FILL}(?P<hi3>{_FIRST})P?,?[yo]?p*[>m]{_FILL}(?P<lo3>{_FIRST})"
    rf"|(?:fp*)?(?P<lo4>{_FIRST})p?(?:a|<)p*(?P<hi4>{_LAST})"
    rf"|(?P<lo8>n{_UNIT})(?:p*P)?p?m,?yp*(?P<hi8>n{_UNIT}?)p?M"
    rf"|[>m]{_FILL}(?P<lo5>{_LAST})"
    rf"|[<M]{_FILL}(?P<hi6>{_LAST})"
    rf"|tp*[>m]p*(?P<lo7>n)(?!p*{_UNIT})"
    rf"|(?P<list>n(?:,n)*,?on{_UNIT})"
    rf"|(?P<exact>{_LAST})(?:p?(?P<least>[m}}])(?!{_FILL}n)|p?(?P<most>M)(?!{_FILL}n))?"
)

_ENDS = {
    "hi1": ("lo1", "hi1"), "hi2": ("lo2", "hi2"), "lo3": ("lo3", "hi3"), "hi4": ("lo4", "hi4"), "hi8": ("lo8", "hi8"),
    "lo5": ("lo5", ""), "hi6": ("", "hi6"), "lo7": ("lo7", ""),
}  # fmt: skip
"""The lower and the upper end of a quantity, by the last that its form names."""
_BEGIN = re.compile(r"[bf>m<Mtn$]")
"""What a quantity begins with: quicker than the pattern of the whole."""


class Measure(NamedTuple):
    """A quantity or range in a text: tokens from `first` up to `last`, each end a list of (number, unit letter) pairs.

    `low` or `high` is empty where the text sets no such end; both are the same in an exact quantity.
    """

    first: int
    last: int
    low: tuple[tuple[float, str], ...]
    high: tuple[tuple[float, str], ...]
    exact: bool

    @property
    def unit(self) -> str:
        """The letter of the first unit named: the larger one in `two years and six months`."""
        return (self.low or self.high)[0][1]


def measures(found: Tokens) -> Iterator[Measure]:
    """The quantities in `found`, in order, without overlap."""
    end = 0
    for begin in _BEGIN.finditer(found.kinds):
        match = _MEASURE.match(found.kinds, begin.start()) if begin.start() >= end else None
        if match:
            end = match.end()
            measure = _measure(found, match)
            if measure is not None:
                yield measure


def _measure(found: Tokens, match: re.Match[str]) -> Measure | None:
    (first, last), form = match.span(), match.lastgroup or ""
    if form == "list":
        choices = _choices(found, *match.span(form))
        return Measure(first, last, min(choices), max(choices), exact=False)
    if form in ("exact", "least", "most"):
        value = _quantity(found, *match.span("exact"))
        least = form == "least" or "}" in found.kinds[slice(*match.span("exact"))]
        low, high = (value, ()) if least else ((), value) if form == "most" else (value, value)
        return Measure(first, last, low, high, exact=low == high)
    low, high = (_quantity(found, *match.span(end)) if end else () for end in _ENDS[form])
    low, high = _with_unit(low, high), _with_unit(high, low)
    if form == "lo7":
        low = ((low[0][0], "Y"),)
    if any(unit == "" for _, unit in low + high):
        return None
    return Measure(first, last, low, high, exact=False)


def _with_unit(
    value: tuple[tuple[float, str], ...], other: tuple[tuple[float, str], ...]
) -> tuple[tuple[float, str], ...]:
    """`value` with the unit that the other end of its range names, where it names none itself."""
    if len(value) == 1 and value[0][1] == "" and other:
        return ((value[0][0], other[0][1]),)
    return value


def _quantity(found: Tokens, first: int, last: int) -> tuple[tuple[float, str], ...]:
    parts: list[tuple[float, str]] = []
    half = money = False
    for at in range(first, last):
        kind = found.kinds[at]
        if kind == "n":
            parts.append((number(_spelt(found.words(at, at + 1))), "$" if money else ""))
        elif kind == "h":
            half = True
        elif kind == "$":
            money = True
        elif kind in "YODKHdwcu" and parts:
            parts[-1] = (parts[-1][0], kind)
    if half and parts:
        parts[0] = (parts[0][0] + 0.5, parts[0][1])
    return tuple(parts)


def _choices(found: Tokens, first: int, last: int) -> list[tuple[tuple[float, str], ...]]:
    unit = found.kinds[last - 1]
    return [((number(_spelt(found.words(at, at + 1))), unit),) for at in range(first, last) if found.kinds[at] == "n"]


_ODD_ONES = {"a": "one", "an": "one", "medio": "0.5"}


def _spelt(words: str) -> str:
    """A number's first spelling: ``cuatro (4)`` says it twice; ``(4)`` stands alone; ``a`` (year) is one, ``medio``
    (año) a half."""
    first = words.strip("( )").split("(")[0].strip()
    return _ODD_ONES.get(first, first)
