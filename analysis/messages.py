"""What went wrong, in the reader's language. The code says it in English; `locale/` has the same in other languages, with the values at
numbered places, which are found again in the English words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.errors import HomologaError, ended
from analysis.library import ROOT
from analysis.model import Problem

LOCALE = ROOT / "locale"
OF_OTHERS: tuple[str, ...] = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists", "File name too long",
    "No space left on device", "Read-only file system",
    "No such option: {1}", "Possible options: {1}", "No such command '{1}'.", "Missing argument '{1}'.",
    "Missing option '{1}'.", "Option '{1}' requires an argument.", "Got unexpected extra argument(s) ({1})",
    "Invalid value for '{1}': Value error, {2}.", "Invalid value for '{1}': {2}", "'{1}' does not match the formats '{2}'",
    "'{1}' is not one of {2}", "Input should be a valid integer, unable to parse string as an integer",
    "reader", "annotator", "reviewer", "administrator", "a web page", "something else", "none", "none is loaded", "entry {1}",
    "The manifest has no address of its official text.", "{1}: read with grade {2}: {3}", "The format {1} cannot hold: {2}.",
    "role", "values", "by", "score", "headings", "interrupted; what was done so far is kept",
    "no host could be reached, and the texts in use stay. Check the network, and run it again",
)  # fmt: skip
"""What the operating system and the reader of the command line say, and words that stand at the places of messages."""

_PLACE = re.compile(r"\{(\d+)\}")
_WHOLE = re.compile(r"(\S+: )?([^.]*(?:\.(?! |$)[^.]*)*)\.(?: (.+))?", re.DOTALL)
"""A message as :class:`HomologaError` writes it: where, what and what to do."""


def told(fault: HomologaError | Problem, language: str) -> str:
    """The whole message in `language` (ISO 639-1): what was wrong, where, and what to do."""
    what, do = ended(message(fault.what, language)), message(fault.do, language)
    if isinstance(fault, Problem):
        do = f"{do}." if do else ""
    return " ".join(part for part in (f"{fault.where}: {what}" if fault.where else what, do) if part)


def message(said: str, language: str) -> str:
    """A message, or a part of one, in `language`; as it is where nobody has put it into that."""
    if not _known(language):
        return said
    if found := _with_more(said, language) or _matched(said, language):
        return found
    if whole := _WHOLE.fullmatch(said):
        where, what, do = whole.groups(default="")
        return f"{where}{message(what, language)}.{f' {message(do, language)}' if do else ''}"
    return "; ".join(message(part, language) for part in said.split("; ")) if "; " in said else said


def _with_more(said: str, language: str) -> str | None:
    """A message that somebody put more behind, in brackets, such as the name of the law."""
    for bracket in re.finditer(r" \(", said) if said.endswith(")") else ():
        if first := _matched(said[: bracket.start()], language):
            return f"{first} ({message(said[bracket.end() : -1], language)})"
    return None


def _matched(said: str, language: str) -> str | None:
    found = ((pattern.fullmatch(said), spoken) for pattern, spoken in _known(language))
    values, spoken = next(((match.groups(), spoken) for match, spoken in found if match), ((), ""))
    return _PLACE.sub(lambda place: message(values[int(place[1]) - 1], language), spoken) or None


@lru_cache(maxsize=4)
def _known(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The English messages as patterns, each with the other language's words; the most telling first."""
    from babel.messages.mofile import read_mo

    file = LOCALE / language / "LC_MESSAGES" / "messages.mo"
    if not file.is_file():
        return []
    with file.open("rb") as opened:
        found = [(str(each.id), str(each.string)) for each in read_mo(opened) if each.id]
    found.sort(key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return [(_pattern(english), spoken) for english, spoken in found]


def _pattern(english: str) -> re.Pattern[str]:
    parts = _PLACE.split(english)  # every other one is the number of a place
    return re.compile("(.*?)".join(map(re.escape, parts[::2])), re.DOTALL)
