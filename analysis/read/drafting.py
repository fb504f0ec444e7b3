"""How is a text drafted? Told once from all its lines: what its units are called, how they are numbered and named.

Spanish and English drafting are told apart by what the lines say, never by the country.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from analysis.read import markers
from analysis.read.lines import CAPTION, TERMINAL, Line

_VERBS = frozenset(
    "será serán se podrá podrán deberá deberán tendrá tendrán es son está están estará habrá quien quienes"
    " consiste consisten comprende comprenden constituye constituyen puede pueden debe deben tiene tienen"
    " corresponde corresponden incurre incurren responde responden procede proceden queda quedan entiende entienden considera consideran regula regulan"
    " establece establecen aplica aplican impone imponen castiga castigan sanciona sancionan deroga derogan rige rigen"
    " ha han no"
    " shall may must is are was means includes whoever which commits".split(" ")
)
_LINKS = "including by of in to the a for and or with that as de la el los las por en y o con para del que a al un una"
_HANGING = tuple(f" {word}" for word in _LINKS.split(" "))
_FUTURE = ("rá", "rán")
_OPENS_SENTENCE = re.compile(
    r"(?:el que|la que|los que|las que|al que|quien|\w+[áéíóú]\w{0,5}n?se |si |cuando|para |en caso|en los|salvo|toda persona|whoever"
    r"|any |every |a person|no person|those who|one who|if |where |"
    r"except|subject to|notwithstanding|it |in this|this )",
    re.IGNORECASE,
)
_TITLE_RUN = re.compile(r"\(?[A-ZÁÉÍÓÚÑ¿][^.;:]{2,140}")
_BETWEEN_DASHES = re.compile(r"[-–—]+\s+(?=[A-ZÁÉÍÓÚÑ¿“\"(\d])")
_TITLE_END = re.compile(r"\s*(?:(?:(?<!\d)\.|\.(?!\d))\s*[-–—]*\s*|:\s+)(?=[A-ZÁÉÍÓÚÑ¿“\"(\d]|[a-z]\)|$)")
NAME_IN_BRACKETS = re.compile(r"\([A-ZÁÉÍÓÚÑ][^().;:]{3,100}\)[.:]")
"""The name of an article behind a bare number, as Mexico City's code prints it: `ARTÍCULO 20 (Tentativa punible).`"""
_ALL_IN_BRACKETS = re.compile(r"\([^()]+\)\.?")
_IN_BRACKETS = re.compile(r"\w \([^()]*\w[^()]*\)$")
_NO_VERB = re.compile(
    r"\bno(?= \w+(?:ci[oó]n|si[oó]n|dad|encia|ancia|miento|[ai]d[oa]s?|al(?:es)?|ibles?|iv[oa]s?)\b)|\bby means of\b"
)
"""What looks like a verb and is none: "De la no punibilidad de la víctima", "Menores no acompañados", "by means of threats"."""
_AFTER_A_REFERENCE = frozenset(
    "constitucional constitucionales bis ter transitorio apartado fracción inciso párrafo of and".split(" ")
)
"""Words that stand behind a number where an article is only referred to."""
_FEW = 6
"""Fewer sections by their word may be what schedules and notes say of those that are numbered alone."""
_MOST_WORDS = 18
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a text numbers and names its units.

    ``unit_kind`` is article or section; ``explicit`` units say so by a word; ``heading_numbers`` units stand as a
    number in a heading; ``bare`` holds the lines that open a unit by a number alone. ``captions`` stand before a
    unit (``captioning`` are their lines, ``shouted_captions`` says in capitals), ``titles_after`` on the line after its number, ``inline_headings`` on
    its line. ``us_items`` go (a)(1)(A)(i), else (1)(a)(i)(A). ``width`` is the usual length of a full line,
    ``wrapped`` says that lines are broken at it.
    """

    unit_kind: str
    explicit: bool
    heading_numbers: bool
    bare: frozenset[str]
    captions: bool
    captioning: frozenset[str]
    shouted_captions: bool
    titles_after: bool
    inline_headings: bool
    opens_with_number: bool
    decimal_numbers: bool
    us_items: bool
    width: int
    wrapped: bool


@dataclass(slots=True)
class _Found:
    """The lines that open a unit, one way of numbering."""

    places: list[int]
    rests: list[str]
    numbers: list[str]


def drafting(lines: Sequence[Line]) -> Drafting:
    """The drafting of the text that `lines` spell."""
    articles, sections, headed = _units(lines)
    named = articles if len(articles.places) >= len(sections.places) else sections
    count = len(named.places)
    few = 2 if named is articles else _FEW
    bare = _bare_units(lines) if count < few else _Found([], [], [])
    explicit = count >= few or (count > 0 and len(headed.places) + len(bare.places) < 4 * count)
    by_heading = not explicit and len(headed.places) >= 2
    units = named if explicit else headed if by_heading else bare
    common_law, us_items = _items(lines, frozenset(units.places))
    width, wrapped = _width(lines)
    if explicit:
        kind = "article" if named is articles else "section"
    else:
        kind = "section" if common_law or _is_english(lines) else "article"
    total = max(len(units.places), 1)
    room = 0.6 * width if wrapped else _LONGEST
    captions = [
        text
        for at, rest in zip(units.places, units.rests, strict=True)
        if ((explicit and wrapped) or not is_bare_title(rest)) and (text := _caption_before(lines, at))
    ]
    return Drafting(
        unit_kind=kind, explicit=explicit, heading_numbers=by_heading,
        bare=frozenset() if explicit or by_heading else frozenset(lines[at].text for at in bare.places),
        captions=len(captions) > 0.4 * total,
        captioning=frozenset(captions) if len(captions) > 0.4 * total else frozenset(),
        shouted_captions=sum(text.isupper() for text in captions) > 0.8 * len(captions),
        titles_after=sum(not rest for rest in units.rests) > 0.5 * total,
        inline_headings=_are_more(
            (_is_named(rest, room) if rest else _is_named_below(lines, at) for at, rest in zip(units.places, units.rests, strict=True)),
            0.1 * total,
        ),
        opens_with_number=explicit and sum(number[0].isdigit() for number in units.numbers) > 0.5 * total,
        decimal_numbers=any(number.endswith(".2") for number in units.numbers),
        us_items=us_items, width=width, wrapped=wrapped,
    )  # fmt: skip


def _are_more(answers: Iterable[bool], than: float) -> bool:
    """Are more of the `answers` yes `than` that? No more are asked for than it takes to know."""
    return any(count > than for count in accumulate(answers))


# ---- headings -------------------------------------------------------------------------------------------------------


def is_title(text: str, *, whole: bool = True) -> bool:
    """Does `text` read as a heading: short, with a capital, and no sentence? One that is not `whole` may go on in the
    next line.

    >>> is_title("Trata de personas"), is_title("Whoever uses"), is_title("Se impondrá prisión")
    (True, False, False)
    """
    if len(text) > _LONGEST or not (text[:1].isupper() or text[:1] in ("¿", "(", "“", '"')):
        return False
    bare = text.rstrip(" .")
    if not bare or bare[-1] in ";:,—–":
        return False
    if bare.isupper():
        return True
    return (
        bare.count(" ") < _MOST_WORDS
        and not says_something(bare)
        and not _OPENS_SENTENCE.match(bare)
        and not (whole and bare.endswith(_HANGING))
    )


def is_bare_title(text: str) -> bool:
    """Is `text` a heading that no mark ends?"""
    return (
        bool(text) and text[-1] not in ".;:,)" and text[0].isupper() and is_title(text) and not markers.ITEM.match(text)
    )


def opens_sentence(text: str) -> bool:
    """Does `text` start as rules do, and no heading: "El que …", "Whoever …"?"""
    return bool(_OPENS_SENTENCE.match(text))


def says_something(text: str) -> bool:
    """Is there a verb in `text`, or a word that needs one?"""
    plain = text.lower().replace(",", "")
    words = (_NO_VERB.sub("", plain) if "no " in plain or "by means" in plain else plain).split(" ")
    return not _VERBS.isdisjoint(words) or ("rá" in plain and any(word.endswith(_FUTURE) for word in words))


def inline_heading(rest: str) -> tuple[str, int] | None:
    """The heading that `rest`, the words behind an article's number, starts with, and where its text begins; None
    without one.

    >>> inline_heading("Trata de personas.- La captación de")
    ('Trata de personas', 20)
    """
    run = _TITLE_RUN.match(rest)
    if run is None:
        return None
    end = _BETWEEN_DASHES.search(rest, 0, run.end() + 2) or _TITLE_END.match(rest, run.end())
    title = rest[: end.start()].strip("( )") if end else rest
    if len(title) <= 4 or not is_title(title) or markers.is_repeal(title):
        return None
    if end:
        return title, end.end()
    if _ALL_IN_BRACKETS.fullmatch(rest):
        return title.strip("( )."), len(rest)
    return (
        (rest, len(rest))
        if rest[-1] not in ".)" or rest.endswith((" etc.", " etc.)")) or _IN_BRACKETS.search(rest)
        else None
    )


def _is_named(rest: str, room: float) -> bool:
    """Does `rest` start with a heading? Without an end, one shorter than `room` does: a longer line may be half a
    sentence.
    """
    found = inline_heading(rest)
    return found is not None and (found[1] > len(found[0]) or len(rest) < room)


def _is_named_below(lines: Sequence[Line], at: int) -> bool:
    """Does the line behind a bare heading, "Artículo 4", start with the article's name, set off from its text?"""
    below = next((line for line in lines[at + 1 : at + 4] if line.text), None)
    if below is None or below.level or not (lines[at].is_heading or NAME_IN_BRACKETS.match(below.text)):
        return False
    found = inline_heading(below.text)
    return found is not None and len(found[0]) < found[1] < len(below.text)


def _caption_before(lines: Sequence[Line], at: int) -> str:
    """The line before a unit if it reads as its caption: short, with a capital, standing by itself or in capitals."""
    place = at - 1
    while place >= 0 and not lines[place].text:
        place -= 1
    if place < 0:
        return ""
    line = lines[place]
    text = line.text
    if line.is_heading or not is_title(text) or len(text) > 130 or markers.container(text):
        return ""
    if markers.is_reform_note(text) or markers.ITEM.match(text):
        return ""
    above = lines[place - 1].text if place else ""
    over = markers.container(above) if above else None
    if over is not None and not over.heading:
        return ""
    alone = not above or above.endswith((*TERMINAL, "]")) or above.isupper() or over is not None
    return text if line.level == CAPTION or text.isupper() or (alone and text.count(" ") < 14) else ""


# ---- units ----------------------------------------------------------------------------------------------------------


def _units(lines: Sequence[Line]) -> tuple[_Found, _Found, _Found]:
    """The lines that may open an article, a section by its word, and a section by a number in a heading."""
    articles, sections, headed = _Found([], [], []), _Found([], [], []), _Found([], [], [])
    for at, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if text[0] in "AS§":
            found = None if markers.is_history(text) else markers.ARTICLE.match(text)
            if found and _ends(found, line) and not (markers.is_authority(text) and _is_under_schedule(lines, at)):
                kind = articles if found["word"][0] == "A" else sections
                _add(kind, at, found["number"], text[found.end() :])
        elif line.level and line.is_heading and text[0].isdigit() and (found := markers.NUMBERED.match(text)):
            _add(headed, at, found["number"], text[found.end() :])
    return articles, sections, headed


def _is_under_schedule(lines: Sequence[Line], at: int) -> bool:
    """Is the line before a schedule's number, so that "Section 7" is the section that the schedule belongs to?"""
    above = next((line.text for line in reversed(lines[max(at - 3, 0) : at]) if line.text), "")
    found = markers.container(above) if above else None
    return found is not None and found.kind == "hcontainer"


def _bare_units(lines: Sequence[Line]) -> _Found:
    """The lines that open a section by a number alone, perhaps behind its marginal note."""
    candidates: list[tuple[int, str, str]] = []
    for at, line in enumerate(lines):
        text = line.text
        if not text or line.is_heading:
            continue
        if text[0].isdigit() or text[0] == "[":
            found = None if markers.is_history(text) else markers.BARE.match(text)
            if found and _opens_section(found, text, lines[at + 1 : at + 3]):
                candidates.append((at, found["number"], text[found.end() :]))
        elif text[0].isupper() and (found := markers.MARGINAL.match(text)):
            candidates.append((at, found["number"], text[found.end() :]))
    return _chain(candidates)


def _ends(found: re.Match[str], line: Line) -> bool:
    text, rest = line.text, line.text[found.end() :]
    marked = found["end"].strip() or not rest or found["number"][-1] in ".º°ª" or line.is_heading
    return bool(marked or names_unit(text, rest) or NAME_IN_BRACKETS.match(rest))


def names_unit(text: str, rest: str) -> bool:
    """Is `text`, whose article's number no mark follows, a line by itself that names the article: "Art. 27 Delito tentado"?"""
    return (
        text[0] in "A§S"
        and is_title(rest)
        and rest[0].isupper()
        and rest[-1] != "."
        and rest.split(" ", 1)[0].lower() not in _AFTER_A_REFERENCE
    )


def _add(found: _Found, at: int, number: str, rest: str) -> None:
    found.places.append(at)
    found.numbers.append(number)
    found.rests.append(rest)


def _opens_section(found: re.Match[str], text: str, following: Sequence[Line]) -> bool:
    """A number without a mark opens a section only before its title or first subsection.

    A line that reads as no title, or ends in a full stop, must have the first subsection behind it.
    """
    if found["end"].strip() or not text[found.end() :]:
        return True
    rest = text[found.end() :]
    if rest.startswith("(1)"):
        return True
    if any(line.text.startswith("(1)") for line in following):
        return rest[0].isupper() and len(rest) < _LONGEST and rest[-1] not in ";:,"
    return is_title(rest) and rest[-1] != "."


def _chain(candidates: list[tuple[int, str, str]]) -> _Found:
    """The longest run of candidates whose numbers rise: lists within a section restart, sections do not."""
    tails: list[tuple[tuple[object, ...], ...]] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, number, _rest) in enumerate(candidates):
        key = _key(number)
        at = bisect_left(tails, key)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            ends.append(place)
        else:
            tails[at], ends[at] = key, place
    chosen = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.append(candidates[place])
        place = before[place]
    if len(chosen) < 2 and not (chosen and chosen[0][2].startswith("(1)")):
        return _Found([], [], [])
    chosen.reverse()
    return _Found([c[0] for c in chosen], [c[2] for c in chosen], [c[1] for c in chosen])


def _key(number: str) -> tuple[tuple[object, ...], ...]:
    return tuple((int(digits or 0), letters) for digits, letters in re.findall(r"(\d+)([A-Z]*)", number))


# ---- items and lines ------------------------------------------------------------------------------------------------


def _items(lines: Sequence[Line], units: frozenset[int]) -> tuple[bool, bool]:
    """Are items labelled in two brackets, as in the common law? And (a) before (1), as in the United States?"""
    brackets = score = 0
    last = ""
    for at, line in enumerate(lines):
        text = line.text
        if at in units:
            last, labels = "", _OPEN_LABEL.findall(text) if "(1)" in text or "(a)" in text else []
        elif text and text[0] == "(":
            labels = _LABEL_AT_START.findall(text)
        else:
            continue
        for label in labels:
            brackets += 1
            if label == "1":
                score += 1 if last.isalpha() and last.islower() else 0
            elif label == "a":
                score -= 1 if last.isdigit() else 0
            last = label
    first_letters = score if score else 0
    return brackets >= 4, first_letters > 0


_LABEL_AT_START = re.compile(r"^\((\d{1,3}|[a-z])\)")
_OPEN_LABEL = re.compile(r"(?:^|[.—–:]\s?)\((1|a)\)")


def _width(lines: Sequence[Line]) -> tuple[int, bool]:
    """The usual length of a full line, and whether lines are broken there: then many a line ends amid a sentence."""
    plain = [line.text for line in lines if line.text and not line.level and not line.block]
    if not plain:
        return 80, False
    broken = sum(
        1
        for text, after in pairwise(plain)
        if after[0].islower() and after[1:2] not in (")", ".") and text[-1] not in ".;:"
    )
    lengths = sorted(map(len, plain))
    measured = any(line.full is not None for line in lines)
    return lengths[int(len(lengths) * 0.9)], measured or broken > 0.1 * len(plain)


def _is_english(lines: Sequence[Line]) -> bool:
    words = Counter(" ".join(line.text for line in lines[: 4000 : 4 if len(lines) > 400 else 1]).lower().split())
    english = words["the"] + words["of"] + words["or"] + words["is"] + words["shall"]
    return english > words["de"] + words["la"] + words["el"] + words["que"]
