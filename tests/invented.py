"""Small invented laws, read and tagged by the real readers and the real tagger: (kind, text) -> Tagged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from analysis.model import Annotation, Document, Kind, Law, TextForm
from analysis.provisions import Tagged
from analysis.read import text
from analysis.read.quality import graded
from analysis.tag import tag

TRAFFICKING = (
    "Será sancionado con prisión de cinco a diez años quien, mediante engaño, violencia o abuso de una situación de vulnerabilidad, capte, "
    "transporte, traslade, acoja o reciba a una persona con fines de explotación sexual, trabajos forzados, esclavitud, servidumbre o "
    "extracción de órganos."
)
SMUGGLING = (
    "Será sancionado con prisión de cuatro a ocho años quien, con ánimo de lucro, facilite la entrada ilegal al país de personas extranjeras "
    "sin cumplir los requisitos legales, o su salida ilegal hacia otro país."
)
HARMLESS = "Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. El préstamo de libros es gratuito.\n"


def article(number: object, words: str, heading: str = "") -> str:
    """An article as plain text: the heading behind its number, paragraphs and items as `words` break them into lines."""
    return f"Artículo {number}. {heading}.\n{words}\n\n" if heading else f"Artículo {number}. {words}\n\n"


def section(number: object, words: str, heading: str = "") -> str:
    return f"Section {number}. {heading}.\n{words}\n\n" if heading else f"Section {number}. {words}\n\n"


def document(
    words: str,
    kind: Kind = "criminal-code",
    *,
    language: str = "es",
    form: TextForm = "official",
    short: str = "",
    title: str = "",
    covers: Iterable[str] = (),
    country: str = "XX",
) -> Document:
    """`words` read as a law of an invented country; its name is its kind unless `short` says otherwise."""
    name = short or kind
    law = Law(
        f"/akn/{country.lower()}/act/2020/{name.replace(' ', '-').lower()}", country, title or name, name, kind, language, Path(f"{name}.txt"),
        "text", form, version=date(2020, 1, 1), covers=tuple(covers), sources=("https://example.org/law",),
    )  # fmt: skip
    return graded(text.read(words.encode(), law))


def law(words: str, kind: Kind = "criminal-code", **given: object) -> Tagged:
    """`words` as a law that has been read and tagged; keywords as of :func:`document`."""
    read = document(words, kind, **given)  # type: ignore[arg-type]
    return Tagged(read.law, read.clauses, tag(read), read.quality, read.warnings)


def said(words: str, language: str = "es") -> list[Annotation]:
    """What the tagger says of `words`, an article's text or a whole law's."""
    whole = words if words.startswith(("Artículo", "Section", "CAPÍTULO", "TÍTULO")) else article(1, words)
    return list(tag(document(whole, language=language)))


def roles(words: str, concept: str, language: str = "es") -> list[str]:
    """The roles in which `concept` stands in `words`, in the order of the text."""
    return [a.role for a in said(words, language) if a.concept == concept]
