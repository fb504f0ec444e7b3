"""A report as the annex of a ministry's paper: headings, paragraphs, lists, quotes and tables, which HTML and DOCX set in their
own ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from analysis.changes import Changes
from analysis.compare import RequirementCard, Row, gravest, matrix
from analysis.model import Evidence, Finding, Status
from analysis.report.tables import Cell, Table, law_changes
from analysis.report.tables import laws as table_of_laws
from analysis.report.vocabulary import MARKS
from analysis.report.words import Words

MOST_GAPS = 10
UPRIGHT_COUNTRIES, MOST_COUNTRIES = 6, 11
"""As many columns of countries as a page takes, upright and turned; more go into a matrix of their own."""
_NARROWEST, _WIDEST = 12, 30
"""Characters that a column of a table is set for at least and at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `anchor` is its place in the document. A chapter (level 1) that is `wide` stands on pages
    turned to their side, where there are pages.
    """

    level: int
    text: str
    anchor: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `bold` words go before it."""

    text: str
    bold: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list without an order of its own."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one article in the law's own `language`, where they stand, and the law's address."""

    texts: tuple[str, ...]
    language: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first `heads` columns name the row. ``tones`` gives the status that a cell shows."""

    table: Table
    heads: int = 1
    tones: Mapping[tuple[int, int], Status] = field(default_factory=dict)

    @property
    def shares(self) -> list[int]:
        """How wide each column is in relation to the others: as its longest text asks, within limits; those that show
        statuses are alike.
        """
        lines = (self.table.columns, *self.table.rows)
        longest = (max(len(str(line[column])) for line in lines) for column in range(len(self.table.columns)))
        shares = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
        return (
            [*shares[: self.heads], *(max(shares[self.heads :]) for _ in shares[self.heads :])]
            if self.tones
            else shares
        )


Block = Heading | Paragraph | Items | Quote | Grid

_SAID = {
    "en": {
        "scope": "This annex holds {laws} legal texts of {countries} against {requirements} requirements, by the law of {day}.",
        "cite": "Cite it by its snapshot, {id}: whoever asks the same of the same texts, with the same program, gets this document, letter by letter.",
        "counts": "Verdicts by country",
        "total": "Requirements",
        "on_digest": "Of these on a digest",
        "more": "{n} more stand in the chapter on each country.",
        "gaps_of": "Gaps in duties: {n}.",
        "no_gap": "No gap in a duty was found in the texts that are loaded.",
        "diverges_on": "Diverges from the treaties on {names}.",
        "untold": "Cannot be told from the texts that are loaded: {names}. To answer it, load in full: {kinds}.",
        "diverges": "Who diverges from the treaties",
        "diverging": "Wider than the treaty, or other. This is no breach.",
        "none_diverges": "No divergence was found.",
        "asks": "Asked by {source}; {strength}; severity if lacking: {severity}.",
        "accuracy": "Verdicts on this requirement: {accuracy}.",
        "differing": "Verdicts on this requirement: {accuracy}; people read otherwise: {countries}.",
        "measured": (
            "How often verdicts are right was measured on {day}, with program {program}, on laws of {countries} that people had read before: "
            "in {right} of {readings} answers the verdict was theirs. Each requirement says its own share. Rules were mended "
            "with these laws at hand, so on others they may do worse."
        ),
        "unmeasured": "How often verdicts are right was not measured for these requirements.",
        "since": "Compared with snapshot {id}, by the law of {day}: {n} of {compared} verdicts that both have are other now, or rest on other words.",
        "inputs": "What moved: {inputs}.",
        "countries_came": "Not in the earlier snapshot: {countries}.",
        "countries_went": "Only in the earlier snapshot: {countries}.",
        "searched": "{n} texts were searched, and none says it: see “{chapter}”.",
        "to_load": "To answer it, load in full: {kinds}.",
        "confidence": "Confidence: {level} ({reason}).",
        "reviewed": "Reviewed by {who}.",
        "stale": "A review needs to be done again, its words are no longer in the law or something else is asked by now: {who}.",
        "contested": "People differ on words that this rests on, and nobody has decided: {who}.",
        "observed": "Observation of {by}, {on}: “{body}”",
        "no_search": "No requirement was found absent.",
        "all_read": "No text was left out.",
        "method": (
            "Every law is read into its articles and clauses. Rules on the language of statutes say what each clause does: which conduct it "
            "forbids, with which penalty, in which cases it aggravates or exempts. Criteria, written as data that a lawyer can read, hold that "
            "against each requirement of the treaties.\n"
            "“Met”, “partial” and “contrary” rest on words of the law, which are quoted. “Absent” is said only where the kinds of law that must "
            "be searched are loaded, or a digest whose author looked for it; else the answer is “unknown”, which is never a gap in a law.\n"
            "A duty (“shall”) that is lacking is a gap. Lacking what a treaty asks States to consider or to endeavour is a choice not made; lacking "
            "a benchmark is a difference from good practice.\n"
            "A digest is our own account of a law, not its official text. Each answer that rests on one is marked with d, and must be checked "
            "against the official text.\n"
            "Case law, practice and what a court would make of a clause are not judged. A verdict is a program's reading of a text: check the "
            "article before relying on it."
        ),
    },
    "es": {
        "scope": "Este anexo coteja {laws} textos legales de {countries} con {requirements} requisitos, según el derecho al {day}.",
        "cite": "Cítese por su instantánea, {id}: quien pregunte lo mismo a los mismos textos, con el mismo programa, obtiene este documento, letra por letra.",
        "counts": "Resultados por país",
        "total": "Requisitos",
        "on_digest": "De ellos, según un resumen",
        "more": "{n} más figuran en el capítulo de cada país.",
        "gaps_of": "Brechas en deberes: {n}.",
        "no_gap": "No se halló ninguna brecha en un deber en los textos cargados.",
        "diverges_on": "Diverge de los tratados en {names}.",
        "untold": "No puede saberse con los textos cargados: {names}. Para responderlo, cargue íntegros: {kinds}.",
        "diverges": "Quién diverge de los tratados",
        "diverging": "Más amplio que el tratado, u otro. No es un incumplimiento.",
        "none_diverges": "No se halló divergencia.",
        "asks": "Lo pide: {source}; {strength}; gravedad de su falta: {severity}.",
        "accuracy": "Resultados sobre este requisito: {accuracy}.",
        "differing": "Resultados sobre este requisito: {accuracy}; las personas leyeron otra cosa: {countries}.",
        "measured": (
            "El acierto de los resultados se midió el {day}, con el programa {program}, en leyes de {countries} que antes habían leído personas: "
            "en {right} de {readings} respuestas el resultado fue el suyo. Cada requisito dice su parte. Como las reglas se corrigieron con "
            "esas mismas leyes, en otras el acierto puede ser menor."
        ),
        "unmeasured": "No se midió el acierto de los resultados sobre estos requisitos.",
        "since": "Comparado con la instantánea {id}, según el derecho al {day}: de {compared} resultados que ambas tienen, {n} son otros o se apoyan en otras palabras.",
        "inputs": "Lo que se movió: {inputs}.",
        "countries_came": "No estaban en la instantánea anterior: {countries}.",
        "countries_went": "Solo en la instantánea anterior: {countries}.",
        "searched": "Se buscó en {n} textos y ninguno lo dice: véase «{chapter}».",
        "to_load": "Para responderlo, cargue íntegros: {kinds}.",
        "confidence": "Confianza: {level} ({reason}).",
        "reviewed": "Revisado por {who}.",
        "stale": "Hay que repetir una revisión, porque sus palabras ya no están en la ley o lo que se pide ha cambiado: {who}.",
        "contested": "Hay desacuerdo sobre palabras en que esto se apoya, y nadie ha decidido: {who}.",
        "observed": "Observación de {by}, {on}: «{body}»",
        "no_search": "Ningún requisito se halló ausente.",
        "all_read": "Ningún texto quedó fuera.",
        "method": (
            "Cada ley se lee en artículos y cláusulas. Reglas sobre el lenguaje de las leyes dicen qué hace cada cláusula: qué conducta prohíbe, "
            "con qué pena, en qué casos agrava o exime. Criterios escritos como datos, que un jurista puede leer, lo cotejan con cada requisito de "
            "los tratados.\n"
            "«Cumple», «parcial» y «contrario» se apoyan en palabras de la ley, que se citan. «Ausente» se dice solo si están cargados los tipos de "
            "ley en que debe buscarse, o un resumen cuyo autor lo buscó; si no, la respuesta es «se ignora», que nunca es una brecha de la ley.\n"
            "La falta de un deber es una brecha. La falta de lo que el tratado pide considerar o procurar es una opción no tomada; la de una buena "
            "práctica, una diferencia con ella.\n"
            "Un resumen es nuestra relación de una ley, no su texto oficial. Toda respuesta que se apoya en uno lleva la señal d y debe verificarse "
            "con el texto oficial.\n"
            "No se juzgan la jurisprudencia, la práctica ni lo que un tribunal diría de una cláusula. Cada resultado es la lectura que hace un "
            "programa: verifique el artículo antes de apoyarse en él."
        ),
    },
}  # fmt: skip


Detail = Literal["full", "summary"]
"""How much an annex tells: a summary leaves out each requirement with its evidence, and what was searched."""


def annex(words: Words, detail: Detail = "full") -> Iterator[Block]:
    """Summary, method and limits, matrix, each country, each requirement with its evidence, laws, searches, and the state of it all."""
    said = _SAID[words.language]
    yield from _summary(words, said)
    if words.changes:
        yield from _changes(words, said, words.changes)
    yield _heading(words, "method")
    yield from (Paragraph(text) for text in said["method"].split("\n"))
    yield Paragraph(_measured(words, said))
    yield _heading(words, "matrix", wide=len(words.countries) > UPRIGHT_COUNTRIES)
    yield Items(tuple(words.legend()))
    yield from _matrices(words)
    yield _heading(words, "by_country")
    for code in words.countries:
        yield from _country(words, said, code)
    if detail == "full":
        yield _heading(words, "by_requirement")
        for row in matrix(words.report.findings, words.cards):
            yield from _requirement(words, said, row)
    yield _heading(words, "laws", wide=True)
    yield Grid(_laws(words), heads=2)
    if detail == "full":
        yield _heading(words, "searches")
        yield from _searches(words, said)
    yield _heading(words, "problems")
    problems = tuple(words.problems())
    yield Items(problems) if problems else Paragraph(said["all_read"])
    yield _heading(words, "hashes")
    yield Grid(Table(words.text["hashes"], (words.columns["id"], words.columns["value"]), tuple(words.hashes())))


def _measured(words: Words, said: Mapping[str, str]) -> str:
    """How often all verdicts together were right."""
    found = [card.accuracy for card in words.cards if card.accuracy]
    if not found:
        return said["unmeasured"]
    countries = dict.fromkeys(code for each in found for code in each.countries)
    return said["measured"].format(
        day=words.day(found[0].measured),
        program=found[0].program,
        countries=", ".join(map(words.country, countries)),
        right=sum(each.right for each in found),
        readings=sum(each.readings for each in found),
    )


def _laws(words: Words) -> Table:
    """The table of laws in the columns that a page has room for."""
    return _columns(words, table_of_laws(words), "country", "law", "title", "text", "version", "address", "file_hash")


def _columns(words: Words, whole: Table, *names: str) -> Table:
    """The table with these columns only."""
    kept = [whole.columns.index(words.columns[name]) for name in names]
    rows = tuple(tuple(row[column] for column in kept) for row in whole.rows)
    return Table(whole.title, tuple(whole.columns[column] for column in kept), rows)


def _heading(words: Words, name: str, *, wide: bool = False) -> Heading:
    return Heading(1, words.text[name], name, wide)


# ---- summary -------------------------------------------------------------------------------------------------------


def _summary(words: Words, said: Mapping[str, str]) -> Iterator[Block]:
    report = words.report
    yield _heading(words, "summary")
    countries = ", ".join(map(words.country, words.countries)) or "–"
    yield Paragraph(
        said["scope"].format(
            laws=len(report.laws),
            countries=countries,
            requirements=len(words.cards),
            day=words.day(report.snapshot.as_of),
        )
    )
    yield Paragraph(said["cite"].format(id=report.snapshot.id))
    yield Heading(2, said["counts"], "counts")
    yield Grid(_counts(words, said))
    yield from _gravest(words, said)
    yield from _divergence(words, said)


def _counts(words: Words, said: Mapping[str, str]) -> Table:
    columns = (words.columns["country"], said["total"], *map(words.word, MARKS), said["on_digest"])
    rows: list[tuple[Cell, ...]] = []
    for code in words.countries:
        own = [finding for finding in words.report.findings if finding.country == code]
        counted = Counter[str](finding.status for finding in own)
        on_digest = sum(map(words.on_digest, own))
        rows.append((words.country(code), len(own), *(counted[status] for status in MARKS), on_digest))
    return Table(said["counts"], columns, tuple(rows))


def _gravest(words: Words, said: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(2, words.text["gravest"], "gravest")
    found = gravest(words.report.findings, words.report.snapshot.as_of)
    if found:
        yield Items(tuple(_gap(words, finding) for finding in found[:MOST_GAPS]))
    else:
        yield Paragraph(words.text["none"])
    if len(found) > MOST_GAPS:
        yield Paragraph(said["more"].format(n=len(found) - MOST_GAPS))


def _gap(words: Words, finding: Finding, *, named: bool = True) -> str:
    """A gap in a line, which begins with the country where it is to be `named`."""
    country = f"{words.country(finding.country)}: " if named else ""
    line = f"{country}{words.numbered(finding.requirement)}. {words.verdict(finding)}"
    missing = f"; {words.text['missing']}: {words.concepts(finding.missing)}" if finding.missing else ""
    return f"{line}, {words.text[finding.severity]}{missing}."


def _divergence(words: Words, said: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(2, said["diverges"], "divergence")
    by_requirement: dict[str, list[str]] = {}
    for finding in words.report.findings:
        if finding.divergence:
            by_requirement.setdefault(finding.requirement, []).append(words.country(finding.country))
    if not by_requirement:
        yield Paragraph(said["none_diverges"])
        return
    yield Paragraph(said["diverging"])
    ordered = [card.id for card in words.cards if card.id in by_requirement]
    yield Items(tuple(f"{words.numbered(name)}: {', '.join(by_requirement[name])}" for name in ordered))


# ---- what changed --------------------------------------------------------------------------------------------------


def _changes(words: Words, said: Mapping[str, str], changed: Changes) -> Iterator[Block]:
    since = changed.since
    yield _heading(words, "changes", wide=True)
    yield Paragraph(
        said["since"].format(
            id=since.id, day=words.day(since.as_of), n=len(changed.findings), compared=changed.compared
        )
    )
    yield Paragraph(
        said["inputs"].format(inputs=", ".join(words.columns[name] for name in changed.inputs) or words.text["nothing"])
    )
    for name, codes in (("countries_came", changed.came), ("countries_went", changed.went)):
        if codes:
            yield Paragraph(said[name].format(countries=", ".join(map(words.country, codes))))
    if changed.findings:
        yield Grid(_changed_findings(words, changed), heads=2)
    if changed.laws:
        yield Heading(2, words.text["law_changes"], "law_changes")
        yield Grid(
            _columns(words, law_changes(words, changed), "country", "law", "changed", "before", "after"), heads=2
        )
    if changed.requirements:
        yield Heading(2, words.text["asked_changes"], "asked_changes")
        yield Items(tuple(map(words.requirement_change, changed.requirements)))


def _changed_findings(words: Words, changed: Changes) -> Table:
    rows = tuple(
        (
            words.country(change.after.country),
            words.numbered(change.after.requirement),
            words.verdict_of(change.before.status, change.before.divergence),
            words.verdict_of(change.after.status, change.after.divergence),
            words.changed(change),
        )
        for change in changed.findings
    )
    columns = tuple(words.columns[name] for name in ("country", "requirement", "before", "after", "changed"))
    return Table(words.text["changes"], columns, rows)


# ---- matrix --------------------------------------------------------------------------------------------------------


def _matrices(words: Words) -> Iterator[Block]:
    rows = matrix(words.report.findings, words.cards)
    for start in range(0, len(words.countries), MOST_COUNTRIES):
        yield _matrix(words, rows, words.countries[start : start + MOST_COUNTRIES])


def _matrix(words: Words, rows: Sequence[Row], countries: Sequence[str]) -> Grid:
    lines, tones = [], {}
    for line, row in enumerate(rows):
        found = [row.cells.get(code) for code in countries]
        lines.append((words.numbered(row.card.id), *(words.verdict(each) if each else "" for each in found)))
        tones.update({(line, column): each.status for column, each in enumerate(found, 1) if each})
    columns = (words.columns["requirement"], *map(words.country, countries))
    return Grid(Table(words.text["matrix"], columns, tuple(lines)), tones=tones)


# ---- a country -----------------------------------------------------------------------------------------------------


def _country(words: Words, said: Mapping[str, str], code: str) -> Iterator[Block]:
    """What one country lacks, where it diverges, and what cannot be told of it."""
    own = [finding for finding in words.report.findings if finding.country == code]
    gaps = gravest(own, words.report.snapshot.as_of)
    yield Heading(2, words.country(code), f"country-{code}")
    yield Paragraph(said["gaps_of"].format(n=len(gaps)) if gaps else said["no_gap"])
    if gaps:
        yield Items(tuple(_gap(words, finding, named=False) for finding in gaps))
    if diverging := [words.numbered(finding.requirement) for finding in own if finding.divergence]:
        yield Paragraph(said["diverges_on"].format(names="; ".join(diverging)))
    if unknown := [finding for finding in own if finding.status == "unknown"]:
        names = ", ".join(words.card[finding.requirement].code for finding in unknown)
        kinds = words.kinds(tuple(dict.fromkeys(kind for finding in unknown for kind in finding.to_load)))
        yield Paragraph(said["untold"].format(names=names, kinds=kinds or "–"))


# ---- a requirement -------------------------------------------------------------------------------------------------


def _requirement(words: Words, said: Mapping[str, str], row: Row) -> Iterator[Block]:
    card = row.card
    yield Heading(2, words.numbered(card.id), card.id)
    strength, severity = words.text[card.strength], words.text[card.severity]
    yield Paragraph(said["asks"].format(source=words.treaty(card) or "–", strength=strength, severity=severity))
    yield Paragraph(_accuracy(words, said, card))
    for finding in row.cells.values():
        yield from _finding(words, said, finding)


def _accuracy(words: Words, said: Mapping[str, str], card: RequirementCard) -> str:
    differing = ", ".join(map(words.country, card.accuracy.differing)) if card.accuracy else ""
    return (
        said["differing"].format(accuracy=words.accuracy(card), countries=differing)
        if differing
        else said["accuracy"].format(accuracy=words.accuracy(card))
    )


def _finding(words: Words, said: Mapping[str, str], finding: Finding) -> Iterator[Block]:
    yield Heading(3, words.country(finding.country), f"{finding.requirement}-{finding.country}")
    yield Paragraph(
        " ".join(_sentences(words, said, finding)), bold=f"{words.verdict(finding)}.", status=finding.status
    )
    for items in _by_place(words, finding.evidence).values():
        yield _quote(words, items)


def _sentences(words: Words, said: Mapping[str, str], finding: Finding) -> Iterator[str]:
    if finding.divergence:
        yield f"{_capital(words.text['diverging'])}."
    if finding.missing:
        yield f"{_capital(words.text['missing'])}: {words.concepts(finding.missing)}."
    for name, value in finding.values.items():
        yield f"{_capital(words.term(name))}: {words.value(value)}."
    if finding.status == "absent":
        yield said["searched"].format(n=len(finding.searched), chapter=words.text["searches"])
    if finding.status == "unknown" and finding.to_load:
        yield said["to_load"].format(kinds=words.kinds(finding.to_load))
    yield said["confidence"].format(level=words.text[finding.confidence], reason=words.reason(finding))
    if finding.reviewed_by:
        yield said["reviewed"].format(who=finding.reviewed_by)
    if finding.stale_reviews:
        yield said["stale"].format(who=finding.stale_reviews)
    if finding.contested:
        yield said["contested"].format(who=finding.contested)
    for each in finding.observations:
        yield said["observed"].format(by=each.by, on=each.on, body=each.body)


def _by_place(words: Words, evidence: Sequence[Evidence]) -> dict[tuple[str, str], list[Evidence]]:
    """The quotes of one place together, in the order of the finding."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        groups.setdefault((item.law, words.place(item)), []).append(item)
    return groups


def _quote(words: Words, items: Sequence[Evidence]) -> Quote:
    first, texts = items[0], dict.fromkeys(item.quote for item in items if item.quote)
    longest = tuple(text for text in texts if not any(text in other for other in texts if other != text))
    return Quote(longest, words.language_of(first.law), words.citation(first), first.source)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- what was searched ---------------------------------------------------------------------------------------------


def _searches(words: Words, said: Mapping[str, str]) -> Iterator[Block]:
    rows = [_search(words, finding) for finding in words.report.findings if finding.status == "absent"]
    if not rows:
        yield Paragraph(said["no_search"])
        return
    columns = tuple(words.columns[name] for name in ("country", "requirement", "searched", "sought"))
    yield Grid(Table(words.text["searches"], columns, tuple(rows)), heads=2)


def _search(words: Words, finding: Finding) -> tuple[str, ...]:
    texts = "; ".join(words.law(search.law) for search in finding.searched)
    sought = dict.fromkeys(name for search in finding.searched for name in search.concepts)
    return words.country(finding.country), words.numbered(finding.requirement), texts, words.concepts(list(sought))
