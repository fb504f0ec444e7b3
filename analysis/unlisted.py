"""The law that a reader names, and a law's file that no manifest lists: what can be told from it, and what its reader says of it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from analysis import library
from analysis.errors import ReadError, UsageError
from analysis.model import LANGUAGES, Document, Kind, Law
from analysis.read import read

_STOP_WORDS = {
    "es": "de la que el en los las del por con una para sus como sin será cuando quien al se",
    "en": "the of and to in or is that for by not with any which shall be this an under",
    "fr": "le de la les des et en du une par pour dans qui est au ou sur aux ne ses",
    "pt": "de a que o e do da em um para com não uma os no se na por mais dos as ao",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
"""The commonest words of running text, by which a language is guessed."""

_WORD = re.compile(r"[^\W\d_]+")
_EXPRESSION = re.compile(rb'FRBRuri\s+value="(?P<work>/akn/[a-z]{2}[^"@]*)/(?P<language>[a-z]{3})@(?P<day>[^"/]*)"')
_HEAD = 20_000
_SHOWN = 200
"""Characters of a name that names nothing which are said again."""
_SAMPLE, _FEWEST, _SHARE, _LEAD = 60_000, 8, 0.12, 1.1


def document(
    file: Path, *, country: str = "", language: str = "", kind: Kind | None = None, ocr: bool = False
) -> Document:
    """The law in `file`, read with its manifest entry where there is one, else with what can be told from the file;
    what is given goes before both.

    `country` is an ISO 3166 code, `language` an ISO 639-1 code. Raises ReadError, ManifestError, and what the readers
    raise.
    """
    law = library.listed(file) or _unknown(file)
    law = replace(
        law, country=country.upper() or law.country, language=language or law.language, kind=kind or law.kind,
    )  # fmt: skip
    if law.work == "":
        law = replace(law, work=f"/akn/{law.country.lower() or 'xx'}/act/{_slug(file.stem)}")
    if law.language:
        return read(law, ocr=ocr)
    found = read(replace(law, language="es"), ocr=ocr)
    guess = guess_language(text(found))
    if not guess:
        raise ReadError(
            "the language of the text cannot be told", where=file, do="Name it with --lang, such as --lang es"
        )
    return found if guess == "es" else read(replace(law, language=guess), ocr=ocr)


def law(name: str, corpus: library.Corpus, day: date) -> Law:
    """The law that `name` names: an expression, a work (its newest expression in force on `day`) or a file.

    A work is also named with a language (``…/9-2009/eng``), for the newest text in it. Raises UsageError for a name that is none of these,
    and for an unlisted file what `document` raises.
    """
    texts = [text for country in corpus.values() for text in country.laws]
    if exact := [text for text in texts if text.expression == name]:
        return exact[0]
    if named := {code: _of_work(country, name) for code, country in corpus.items() if _of_work(country, name).laws}:
        return _newest(name, named, day)
    if os.path.isfile(name):  # noqa: PTH113 - says no to a name that is too long for any file, where Path raises
        listed = library.listed(Path(name))
        return listed if listed and listed.language else document(Path(name)).law
    raise UsageError(
        f"there is no law “{name[:_SHOWN]}”", do=f"Give a file, an expression or a work; {_nearest(name, texts)}"
    )


def _of_work(country: library.Country, name: str) -> library.Country:
    return replace(
        country, problems=(), laws=tuple(t for t in country.laws if name in (t.work, t.expression.rpartition("@")[0]))
    )


def _newest(name: str, named: library.Corpus, day: date) -> Law:
    for country in named.values():
        if laws := library.in_force(country, day).laws:
            return laws[0]
    texts = [text.expression for country in named.values() for text in country.laws]
    raise UsageError(f"no text of “{name}” is in force on {day}", do=f"Name one of its expressions: {', '.join(texts)}")


def _nearest(name: str, texts: Sequence[Law]) -> str:
    from rapidfuzz import process

    found = [near for near, *_ in process.extract(name, sorted({text.work for text in texts}), limit=3)]
    return f"nearest works: {', '.join(found)}" if found else "no corpus is loaded"


def text(read_law: Document, limit: int = _SAMPLE) -> str:
    """The first `limit` characters, or a little more, of a law's clauses."""
    parts, size = [], 0
    for clause in read_law.walk():
        parts.append(clause.text)
        size += len(clause.text)
        if size > limit:
            break
    return " ".join(parts) if size else read_law.preamble[:limit]


def guess_language(words: str) -> str:
    """The ISO 639-1 code of the language of `words`, by stop words; empty where there are too few of them, or two
    languages are as likely.

    >>> guess_language("El que capte a una persona para los fines de la explotación será penado por el juez")
    'es'
    """
    found = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", words[:_SAMPLE]))]
    counts = {language: sum(word in stops for word in found) for language, stops in STOP_WORDS.items()}
    (best, first), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    return best if first >= _FEWEST and first >= _SHARE * len(found) and first >= _LEAD * second else ""


def _unknown(file: Path) -> Law:
    """What the file's place and, in Akoma Ntoso, its own identification tell; the work is empty where nothing does."""
    folder = file.absolute().parent.name
    country = folder.upper() if re.fullmatch(r"[a-z]{2}", folder) else ""
    law = Law("", country, file.stem, file.stem, "other", "", file)
    if not (named := _EXPRESSION.search(_head(file))):
        return law
    work, code, day = named["work"].decode(), named["language"].decode(), named["day"].decode()
    language = next((short for short, long in LANGUAGES.items() if long == code), "")
    version = _day(day)
    return replace(law, work=work, country=work.split("/")[2][:2].upper(), language=language, version=version)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""  # `read` says what is wrong with it


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "law"
