"""The words of a written report in one language: what a card, a law, a finding or a value is called by a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from analysis import cache
from analysis.changes import Changes, FindingChange, LawChange, RequirementChange
from analysis.compare import RequirementCard
from analysis.library import ANNOTATIONS, TREATIES
from analysis.model import Evidence, Finding, Law, Problem, Report

MARKS = {"met": "●", "partial": "◐", "contrary": "✗", "absent": "○", "unknown": "?"}
ASCII_MARKS = {"met": "+", "partial": "~", "contrary": "x", "absent": "-", "unknown": "?"}

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "met": "met",
        "partial": "partial",
        "contrary": "contrary",
        "absent": "absent",
        "unknown": "unknown: not enough text is loaded",
        "diverges": "diverges: wider than the treaty, or other",
        "digest": "rests on a digest, not on the official text",
        "contested": "people differ on words it rests on, and nobody has decided",
        "observation": "the country's own people have answered it; the observation stands beside it and changes nothing",
        "requirement": "Requirement",
        "status": "Status",
        "country": "Country",
        "found": "What was found",
        "gravest": "The gravest gaps",
        "none": "No breach of a duty was found in the texts that are loaded.",
        "more": "{n} more: see the command gaps",
        "missing": "missing",
        "searched": "searched {n} texts and found nothing",
        "load": "To answer what is unknown, load in full (how many requirements it takes part in)",
        "critical": "critical",
        "high": "high",
        "medium": "medium",
        "low": "low",
        "shall": "duty",
        "shall-consider": "to be considered",
        "endeavour": "to be endeavoured",
        "benchmark": "good practice",
        "breaches": "Gaps in duties",
        "not_yet": "Duties that did not bind the State on that day",
        "since": "since {day}",
        "only_from": "only from {day}",
        "choices": "Choices not made: the treaty asks States to consider or endeavour it",
        "practice": "Differences from good practice",
        "unknowns": "Unknown: the texts that are loaded cannot tell",
        "problems": "Left out, or to be read with care",
        "as_of": "Law as of {day}, snapshot {id}, {n} texts",
        "by_model": "rules and trained model {model}",
        "same": "same",
        "differs": "differs",
        "value": "Value",
        "digest_of": "digest",
        "according": "according to the digest",
        "written": "The report is in {file}.",
        "diverging": "wider or other",
        "truncated": "and {n} more",
        "unreadable": "The text of this clause can no longer be read.",
        "app": "The browser app opens with: {command}",
    },
    "es": {
        "met": "cumple",
        "partial": "parcial",
        "contrary": "contrario",
        "absent": "ausente",
        "unknown": "se ignora: falta texto cargado",
        "diverges": "diverge: más amplio que el tratado, u otro",
        "digest": "se apoya en un resumen, no en el texto oficial",
        "contested": "hay desacuerdo sobre palabras en que se apoya, y nadie ha decidido",
        "observation": "gente del propio país respondió; la observación está a su lado y no cambia nada",
        "requirement": "Requisito",
        "status": "Estado",
        "country": "País",
        "found": "Lo hallado",
        "gravest": "Las brechas más graves",
        "none": "No se halló incumplimiento de un deber en los textos cargados.",
        "more": "{n} más: véase la orden gaps",
        "missing": "falta",
        "searched": "se buscó en {n} textos sin hallarlo",
        "load": "Para responder lo que se ignora, cargue íntegros (en cuántos requisitos intervienen)",
        "critical": "crítica",
        "high": "alta",
        "medium": "media",
        "low": "baja",
        "shall": "deber",
        "shall-consider": "debe considerarse",
        "endeavour": "debe procurarse",
        "benchmark": "buena práctica",
        "breaches": "Brechas en los deberes",
        "not_yet": "Deberes que ese día aún no obligaban al Estado",
        "since": "desde {day}",
        "only_from": "solo a partir de {day}",
        "choices": "Opciones no tomadas: el tratado pide considerarlas o procurarlas",
        "practice": "Diferencias con la buena práctica",
        "unknowns": "Se ignora: los textos cargados no bastan",
        "problems": "Omitido, o por leer con cautela",
        "as_of": "Derecho al {day}, instantánea {id}, {n} textos",
        "by_model": "reglas y modelo entrenado {model}",
        "same": "igual",
        "differs": "difiere",
        "value": "Valor",
        "digest_of": "resumen",
        "according": "según el resumen",
        "written": "El informe está en {file}.",
        "diverging": "más amplio u otro",
        "truncated": "y {n} más",
        "unreadable": "El texto de esta cláusula ya no se puede leer.",
        "app": "La aplicación se abre en el navegador con: {command}",
    },
}

AGREEMENT: dict[str, dict[str, str]] = {
    "en": {
        "all": "In all", "laws": "Law", "concepts": "Concept", "pairs": "Two people", "whole": "All clauses that two or more finished", "part": "What is compared",
        "clauses": "Clauses", "alpha": "Alpha", "spans": "Alpha of spans", "kappa": "Kappa", "to": "to", "none": "not computable",
        "one person": "one person only", "no overlap": "no clause that two people finished", "one value": "all say the same throughout",
        "no words": "nobody tagged anything", "several people": "more than two people",
        "method": (
            "1 is full agreement, 0 what chance would give; in brackets the 95 % interval. Alpha (Krippendorff, nominal) and kappa (Cohen, for two "
            "people) compare in which role each concept stands in a clause, or that it does not; alpha of spans (Krippendorff, unitizing) compares "
            "where the words begin and end. Only clauses that two or more finished count. Intervals: bootstrap of the clauses within each law, 1,000 times."
        ),
        "not_loaded": "Finished clauses left out, because their law is not loaded ({n}): {laws}",
        "nobody": "Nobody has finished a clause yet.",
    },
    "es": {
        "all": "En total", "laws": "Ley", "concepts": "Concepto", "pairs": "Dos personas", "whole": "Todas las cláusulas que terminaron dos o más", "part": "Lo que se compara",
        "clauses": "Cláusulas", "alpha": "Alfa", "spans": "Alfa de fragmentos", "kappa": "Kappa", "to": "a", "none": "no se puede calcular",
        "one person": "una sola persona", "no overlap": "ninguna cláusula que hayan terminado dos personas", "one value": "todas dicen siempre lo mismo",
        "no words": "nadie marcó nada", "several people": "más de dos personas",
        "method": (
            "1 es acuerdo pleno, 0 lo que daría el azar; entre paréntesis, el intervalo del 95 %. Alfa (Krippendorff, nominal) y kappa (Cohen, para dos "
            "personas) comparan en qué papel está cada concepto en una cláusula, o que no está; alfa de fragmentos (Krippendorff, unitizing) compara "
            "dónde empiezan y terminan las palabras. Solo cuentan las cláusulas que terminaron dos o más. Intervalos: remuestreo de las cláusulas dentro de cada ley, 1000 veces."
        ),
        "not_loaded": "Cláusulas terminadas que quedan fuera porque su ley no está cargada ({n}): {laws}",
        "nobody": "Nadie ha terminado aún una cláusula.",
    },
}  # fmt: skip
TRAINING: dict[str, dict[str, str]] = {
    "en": {
        "concept": "Concept", "clauses": "Clauses", "rules": "Rules", "model": "Model", "counts": "Counts",
        "taught": "{language}: {clauses} reviewed clauses of {laws} laws. Precision, recall and F1 on laws held out in turn:",
        "too_few": "{language}: too few to learn from: {clauses} reviewed clauses of {laws} laws.",
        "used": "Concepts whose words model {hash} finds from now on: {n}; the rules find all others. It took {seconds} s. To have the rules alone: train --remove",
        "unused": "On held-out laws the model {hash} does better than the rules on no concept, so the rules tag alone; it only orders the queue of clauses. It took {seconds} s.",
        "removed": "The trained model is gone: the rules tag alone.",
        "nothing": "There is no trained model.",
    },
    "es": {
        "concept": "Concepto", "clauses": "Cláusulas", "rules": "Reglas", "model": "Modelo", "counts": "Cuenta",
        "taught": "{language}: {clauses} cláusulas revisadas de {laws} leyes. Precisión, exhaustividad y F1 en leyes apartadas por turno:",
        "too_few": "{language}: muy poco para aprender: {clauses} cláusulas revisadas de {laws} leyes.",
        "used": "Conceptos cuyas palabras halla desde ahora el modelo {hash}: {n}; las reglas hallan los demás. Tardó {seconds} s. Para volver a las reglas solas: train --remove",
        "unused": "En leyes apartadas, el modelo {hash} no supera a las reglas en ningún concepto: las reglas marcan solas, y él solo ordena la cola de cláusulas. Tardó {seconds} s.",
        "removed": "Ya no hay modelo entrenado: las reglas marcan solas.",
        "nothing": "No hay modelo entrenado.",
    },
}  # fmt: skip
IMPORTED: dict[str, dict[str, str]] = {
    "en": {
        "added": "added", "corrected": "corrected", "rejected": "rejected", "heading": "its heading", "more": "and {n} more",
        "counts": "{law}: {counts}; {n} in the file.", "take": "Take them into the database?", "written": "{n} written.",
        "again": "Nothing was written: all of it was taken before.",
    },
    "es": {
        "added": "añadidas", "corrected": "corregidas", "rejected": "rechazadas", "heading": "su epígrafe", "more": "y {n} más",
        "counts": "{law}: {counts}; {n} en el archivo.", "take": "¿Tomarlas en la base de datos?", "written": "{n} escritas.",
        "again": "No se escribió nada: ya se había tomado todo.",
    },
}  # fmt: skip
FETCHED: dict[str, dict[str, str]] = {
    "en": {
        "country": "Country",
        "law": "Law",
        "result": "Result",
        "grade": "Grade",
        "version": "Version",
        "brought": "brought",
        "unchanged": "as before",
        "refused": "refused",
        "failed": "did not come",
        "n_brought": "Brought: {n}.",
        "n_unchanged": "As before: {n}.",
        "n_refused": "Refused, so that the text in use stays: {n}.",
        "n_failed": "Did not come, so that the text in use stays: {n}.",
        "read": "{n} articles, grade {grade} of A to F, {share} of the text in its clauses:",
        "more": "and {n} more",
        "ask_title": "Title of the law",
        "ask_country": "Country, as two letters (ISO 3166)",
        "ask_kind": "Kind ({known})",
        "ask_lang": "Language ({known})",
        "ask_text": "Text ({known})",
        "ask_version": "Date of the last amendment in it, year-month-day (nothing, where it is not known)",
        "sure": "Take it into my corpus?",
        "taken": "{title} was added: {file}",
        "built": "{laws} laws: {read} read and tagged, {from_cache} known from before, {problems} with a problem.",
    },
    "es": {
        "country": "País",
        "law": "Ley",
        "result": "Resultado",
        "grade": "Nota",
        "version": "Versión",
        "brought": "traída",
        "unchanged": "sin cambios",
        "refused": "rechazada",
        "failed": "no llegó",
        "n_brought": "Traídas: {n}.",
        "n_unchanged": "Sin cambios: {n}.",
        "n_refused": "Rechazadas, por lo que sigue el texto en uso: {n}.",
        "n_failed": "No llegaron, por lo que sigue el texto en uso: {n}.",
        "read": "{n} artículos, nota {grade} de A a F, {share} del texto en sus cláusulas:",
        "more": "y {n} más",
        "ask_title": "Título de la ley",
        "ask_country": "País, en dos letras (ISO 3166)",
        "ask_kind": "Clase ({known})",
        "ask_lang": "Idioma ({known})",
        "ask_text": "Texto ({known})",
        "ask_version": "Fecha de la última reforma que contiene, año-mes-día (nada, si no se sabe)",
        "sure": "¿Incorporarla a mi corpus?",
        "taken": "Se añadió {title}: {file}",
        "built": "{laws} leyes: {read} leídas y etiquetadas, {from_cache} ya conocidas, {problems} con algún problema.",
    },
}
"""What is said of texts that are fetched, added or read ahead."""

KINDS_ES = {
    "constitution": "constitución", "criminal-code": "código penal", "procedure-code": "código procesal",
    "trafficking-law": "ley de trata", "smuggling-law": "ley de tráfico de migrantes",
    "migration-law": "ley de migración",
    "refugee-law": "ley de refugio", "organised-crime-law": "ley de delincuencia organizada",
    "laundering-law": "ley de lavado",
    "victims-law": "ley de víctimas", "children-law": "ley de niñez", "labour-law": "ley laboral",
    "regulation": "reglamento",
    "protocol": "protocolo", "plan": "plan",
    "ruling": "sentencia", "treaty": "tratado", "other": "otra",
}  # fmt: skip
TITLES = {
    "en": {
        "title": "Laws held against the treaties: {standards}",
        "annex": "Annex",
        "matrix": "Matrix",
        "findings": "Findings",
        "evidence": "Evidence",
        "values": "Values",
        "laws": "Laws and versions",
        "summary": "Summary",
        "method": "Method and limits",
        "by_country": "Country by country",
        "by_requirement": "Requirement by requirement",
        "contents": "Contents",
        "searches": "What was searched",
        "snapshot": "Snapshot",
        "hashes": "State of the sources",
        "legend": "Marks",
        "problems": "Texts left out, or to be read with care",
        "right": "right in {right} of {readings} readings by hand",
        "unmeasured": "not measured",
        "changes": "What changed",
        "disagreements": "Where a digest and the text that takes its place disagree: digest → text",
        "replaced": "{n} digests give way to a fuller text; {of} answers were compared.",
        "law_changes": "Laws that changed",
        "asked_changes": "Requirements that changed",
        "came": "new",
        "went": "gone",
        "other_text": "another text",
        "other": "changed",
        "gained": "now cites",
        "lost": "no longer cites",
        "cited": "words cited",
        "nothing": "nothing",
    },
    "es": {
        "title": "Las leyes frente a los tratados: {standards}",
        "annex": "Anexo",
        "matrix": "Matriz",
        "findings": "Hallazgos",
        "evidence": "Evidencia",
        "values": "Valores",
        "laws": "Leyes y versiones",
        "summary": "Resumen",
        "method": "Método y límites",
        "by_country": "País por país",
        "by_requirement": "Requisito por requisito",
        "contents": "Contenido",
        "searches": "Lo que se buscó",
        "snapshot": "Instantánea",
        "hashes": "Estado de las fuentes",
        "legend": "Signos",
        "problems": "Textos omitidos, o por leer con cautela",
        "right": "acertó en {right} de {readings} lecturas hechas por personas",
        "unmeasured": "no medido",
        "changes": "Lo que cambió",
        "disagreements": "Donde un resumen y el texto que lo sustituye no coinciden: resumen → texto",
        "replaced": "{n} resúmenes ceden ante un texto más completo; se compararon {of} respuestas.",
        "law_changes": "Leyes que cambiaron",
        "asked_changes": "Requisitos que cambiaron",
        "came": "nueva",
        "went": "ya no está",
        "other_text": "otro texto",
        "other": "cambió",
        "gained": "ahora cita",
        "lost": "ya no cita",
        "cited": "palabras citadas",
        "nothing": "nada",
    },
}
COLUMNS = {
    "en": {
        "country": "Country", "code": "Code", "requirement": "Requirement", "id": "Identifier", "standard": "Standard", "status": "Status",
        "divergence": "Diverges", "strength": "Strength", "severity": "Severity", "confidence": "Confidence", "reason": "Why so confident",
        "digest": "Rests on a digest", "missing": "Missing", "searched": "Texts searched", "load": "To load", "treaty": "Treaty", "binding": "Binding since",
        "law": "Law", "place": "Place", "quote": "Words of the law", "clause": "Clause", "start": "Start", "end": "End", "address": "Address",
        "value": "Value", "number": "Number", "words": "In words", "title": "Title", "kind": "Kind", "text": "Text", "law_status": "Law's status",
        "version": "Version", "file_hash": "SHA-256 of the file", "expression": "Expression", "snapshot": "Snapshot", "as_of": "Law as of",
        "corpus": "Hash of the laws", "annotations": "Hash of the concepts", "standards": "Hash of the standards", "program": "Program", "model": "Trained model",
        "reviewed": "Reviewed by", "stale": "Reviews out of date", "contested": "Contested by", "observed": "Observations", "before": "Before", "after": "After", "changed": "What changed", "evidence": "Words of the laws", "accuracy": "Accuracy", "sought": "Looked for", "gaps": "Gaps in duties",
    },
    "es": {
        "country": "País", "code": "Código", "requirement": "Requisito", "id": "Identificador", "standard": "Norma", "status": "Estado",
        "divergence": "Diverge", "strength": "Fuerza", "severity": "Gravedad", "confidence": "Confianza", "reason": "Motivo de la confianza",
        "digest": "Se apoya en un resumen", "missing": "Falta", "searched": "Textos revisados", "load": "Por cargar", "treaty": "Tratado",
        "binding": "Obliga desde",
        "law": "Ley", "place": "Lugar", "quote": "Palabras de la ley", "clause": "Cláusula", "start": "Inicio", "end": "Fin",
        "address": "Dirección", "value": "Valor", "number": "Número", "words": "En palabras", "title": "Título", "kind": "Tipo", "text": "Texto",
        "law_status": "Estado de la ley", "version": "Versión", "file_hash": "SHA-256 del archivo", "expression": "Expresión",
        "snapshot": "Instantánea", "as_of": "Derecho al", "corpus": "Huella de las leyes", "annotations": "Huella de los conceptos",
        "standards": "Huella de las normas", "program": "Programa", "model": "Modelo entrenado", "reviewed": "Revisado por", "stale": "Revisiones por repetir", "contested": "En disputa entre", "observed": "Observaciones", "before": "Antes", "after": "Después", "changed": "Qué cambió", "evidence": "Palabras de las leyes",
        "accuracy": "Acierto",
        "sought": "Se buscó", "gaps": "Brechas en los deberes",
    },
}  # fmt: skip
SPANISH = {
    "official": "oficial", "consolidated": "consolidado", "excerpt": "extracto", "digest": "resumen", "in force": "vigente",
    "superseded": "sustituida", "repealed": "derogada", "bill": "proyecto", "vetoed": "vetada", "min_years": "mínimo, años", "max_years": "máximo, años",
    "life": "cadena perpetua", "fine": "multa", "alternative": "multa en vez de prisión", "aggravators": "agravantes",
    "state": "papel en el delito", "scope": "alcance", "element": "elemento del delito", "aggravator": "solo un agravante", "none": "no se exige", "all": "todos los delitos",
    "some": "algunos delitos", "migration-only": "solo delitos migratorios", "penalty": "pena", "failed": "no se pudo leer", "skipped": "omitido",
    "left out": "fuera del informe", "doubtful": "con cautela", "vulnerability-or-disability": "vulnerabilidad o discapacidad", "days": "días", "days_min": "días como mínimo",
    "days_max": "días como máximo", "months": "meses", "months_min": "meses como mínimo", "months_max": "meses como máximo",
    "renewable": "prorrogable", "business": "días hábiles", "authority": "autoridad", "remedy": "recurso", "exceptions": "excepciones",
    "meanwhile": "entretanto", "conditions": "condiciones y alcance", "also": "además se da", "payer": "quién paga", "purposes": "fines", "directions": "alcance", "covers": "abarca",
    "carrier-checks-documents": "que el transportista compruebe los documentos", "plan-covers-smuggling": "que el plan alcance el tráfico de migrantes",
    "smuggling-information": "informar sobre el tráfico de migrantes", "public-accountability": "informes públicos o auditoría social",
    "deciding-authority": "autoridad que decide", "time-limit": "plazo", "in-statute": "en una ley, no solo en un reglamento o protocolo",
    "detention-safeguards": "límite, revisión y alternativas de la detención", "time-span": "plazo", "profiles and referral": "perfiles y referencia",
    "definitions": "definiciones", "identification of victims": "identificación de las víctimas", "care model": "modelo de atención",
    "recovery and reflection period": "período de recuperación y reflexión", "guideline on victims' support": "directriz sobre apoyo a las víctimas",
    "victims' fund": "fondo para las víctimas", "repatriation": "repatriación", "practice": "práctica",
    "aggravating circumstances": "circunstancias agravantes", "commentary on the definition": "comentario a la definición",
    "the texts loaded cannot tell": "los textos cargados no bastan",
    "load in full": "cargue íntegros",
    "according to a digest, not the official text": "según un resumen, no el texto oficial",
    "a later text of this law is known, and is not loaded in full": "se conoce un texto posterior de esta ley, que no está cargado completo",
    "only an excerpt of the law is loaded": "solo se cargó un extracto de la ley",
    "the text has scanning noise where the words stand": "el texto tiene errores de digitalización donde están las palabras",
    "what is missing may stand in a text that is not loaded": "lo que falta puede estar en un texto no cargado",
    "read in the official or consolidated text": "leído en el texto oficial o consolidado",
    "the laws loaded have words that may say it; whether they do must be read":
        "las leyes cargadas tienen palabras que quizá lo digan; hay que leer si lo dicen",
}  # fmt: skip
INSTRUMENTS = {
    "TIP Protocol": "Protocolo contra la trata",
    "SOM Protocol": "Protocolo contra el tráfico ilícito de migrantes",
    "UNTOC": "Convención de Palermo",
    "UN Model Treaty on Extradition": "Tratado modelo de la ONU sobre extradición",
    "Inter-American Convention on Extradition": "Convención Interamericana sobre Extradición",
    "ILO Protocol P029": "Protocolo P029 de la OIT",
    "UN Declaration of Basic Principles of Justice for Victims": "Declaración de la ONU sobre los principios de justicia para las víctimas",
    "RCM Regional Guidelines on preliminary identification": "Lineamientos regionales de la CRM para la identificación preliminar:",
    "SICA Regional Strategy for comprehensive care": "Estrategia regional del SICA para la atención integral:",
    "Convention on the Rights of the Child": "Convención sobre los Derechos del Niño",
    "Vienna Convention on Consular Relations": "Convención de Viena sobre Relaciones Consulares",
    "RCM Guidelines on return of trafficked children": "Lineamientos de la CRM para el retorno de niños víctimas de trata:",
    "Manual for Foreign Ministries of Central America and Mexico": "Manual para las cancillerías de Centroamérica y México:",
    "UNHCR": "ACNUR:",
    "RCM": "CRM:",
    "Interpretative notes A/55/383/Add.1": "Notas interpretativas A/55/383/Add.1",
    "OHCHR Recommended Principles": "Principios recomendados del ACNUDH",
    "UNODC Model Law against Trafficking in Persons": "Ley modelo de la UNODC contra la trata de personas:",
    "UNODC Model Law against the Smuggling of Migrants": "Ley modelo de la UNODC contra el tráfico ilícito de migrantes:",
}
ENGLISH = {
    "also": "given as well",
    "min_years": "minimum, years",
    "max_years": "maximum, years",
    "alternative": "fine instead of prison",
    "state": "part in the offence",
    "element": "element of the offence",
    "aggravator": "only an aggravator",
    "none": "not required",
    "all": "all offences",
    "some": "some offences",
    "migration-only": "migration offences only",
    "days_min": "days at least",
    "days_max": "days at most",
    "months_min": "months at least",
    "months_max": "months at most",
    "business": "working days",
    "in-statute": "in a statute, not only a regulation or protocol",
    "detention-safeguards": "limit, review and alternatives to detention",
    "payer": "who pays",
}

INTERNATIONAL = {TREATIES: {"en": "Treaties", "es": "Tratados"}}
"""The folders of a corpus that are no country's."""
_YES = {"en": ("no", "yes"), "es": ("no", "sí")}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def country_name(code: str, language: str) -> str:
    """The name of a country (CLDR), or its code where it is none."""
    from babel import Locale

    if code == "ZZ":  # CLDR's “unknown region”
        return code
    return INTERNATIONAL.get(code, {}).get(language) or str(Locale(language).territories.get(code, code))


def term(word: str, language: str) -> str:
    """A word of a closed list, as terminal, pages and reports have it."""
    if language == "es":
        return SPANISH.get(word, word)
    return ENGLISH.get(word) or (word.replace("-", " ").replace("_", " ") if word.islower() else word)


def number(value: float) -> str:
    """A number without needless zeros and without powers of ten.

    >>> number(5_000_000.0), number(4.5), number(1 / 12)
    ('5000000', '4.5', '0.0833')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


class Words:
    """Names the things of one report in `language`, ``es`` or ``en``; `ascii` for a reader that knows no other signs. The
    laws' own words stay in theirs.
    """

    def __init__(
        self,
        found: Report,
        cards: Iterable[RequirementCard],
        language: str,
        changes: Changes | None = None,
        *,
        ascii: bool = False,
    ) -> None:
        self.marks, self.divergence = (ASCII_MARKS, "!") if ascii else (MARKS, "≠")
        self.report, self.cards, self.language, self.changes = found, tuple(cards), language, changes
        self.card = {card.id: card for card in self.cards}
        self.laws = {law.expression: law for law in found.laws}
        self.text = {**WORDS[language], **TITLES[language]}
        self.columns = COLUMNS[language]

    @property
    def countries(self) -> list[str]:
        """The countries that were judged, in the order of the findings."""
        return list(dict.fromkeys(finding.country for finding in self.report.findings))

    @property
    def title(self) -> str:
        """What the report is about."""
        standards = dict.fromkeys(map(self.standard, self.cards))
        return self.text["title"].format(standards=", ".join(standards))

    def standard(self, card: RequirementCard) -> str:
        """The name of a requirement's standard; that of its file where it names none."""
        return card.standard_titles.get(self.language) or card.standard_titles.get("en") or card.standard

    def name(self, requirement: str) -> str:
        """The title of a requirement; its id where it has none."""
        card = self.card.get(requirement)
        return (card.titles.get(self.language) or card.titles.get("en") if card else "") or requirement

    def spoken(self, said: Mapping[str, str]) -> str:
        """What is said in several languages, in that of the reader; in English where theirs is not among them."""
        return said.get(self.language) or said.get("en", "")

    def numbered(self, requirement: str) -> str:
        """Code and title: ``A01 Stand-alone trafficking offence``."""
        return f"{self.code(requirement)} {self.name(requirement)}".strip()

    def code(self, requirement: str) -> str:
        """The catalogue's code, or nothing."""
        return self.card[requirement].code if requirement in self.card else ""

    def accuracy(self, card: RequirementCard) -> str:
        """How often the verdicts on it were right: ``right in 5 of 6 readings by hand``."""
        found = card.accuracy
        if not found:
            return self.text["unmeasured"]
        return self.text["right"].format(right=found.right, readings=found.readings)

    def changed(self, change: FindingChange) -> str:
        """What changed in a finding, in words: ``status; missing: penalty → nothing; now cites “…” Code, art. 2``."""
        return "; ".join(filter(None, (self._changed_part(change, part) for part in change.parts)))

    def _changed_part(self, change: FindingChange, part: str) -> str:
        before, after = change.before, change.after
        if part == "missing":
            return self._from_to(self.text["missing"], self.concepts(before.missing), self.concepts(after.missing))
        if part == "values":
            names = [
                name for name in {**before.values, **after.values} if before.values.get(name) != after.values.get(name)
            ]
            pairs = ((name, before.values.get(name), after.values.get(name)) for name in names)
            return "; ".join(
                self._from_to(self.term(name), self._held(old), self._held(new)) for name, old, new in pairs
            )
        if part == "evidence":
            return self._cited(change)
        return self.columns[part].lower()

    def _held(self, value: Any) -> str:
        return "" if value is None else self.value(value)

    def _from_to(self, name: str, before: str, after: str) -> str:
        return f"{name}: {before or self.text['nothing']} → {after or self.text['nothing']}"

    def _cited(self, change: FindingChange) -> str:
        gained = dict.fromkeys(self.citation(item) for item in change.gained)
        lost = dict.fromkeys(self._citation_then(item) for item in change.lost)
        if gained.keys() == lost.keys():
            return f"{self.text['cited']}: {', '.join(gained)}"
        said = (
            ("gained", [name for name in gained if name not in lost]),
            ("lost", [name for name in lost if name not in gained]),
        )
        return "; ".join(f"{self.text[name]} {', '.join(places)}" for name, places in said if places)

    def _citation_then(self, item: Evidence) -> str:
        """Law and article as they were in the earlier snapshot."""
        assert self.changes is not None
        law = self.changes.texts.get(item.law)
        place = self.changes.places.get(item.law, {}).get(item.eid) or item.eid
        return ", ".join(part for part in (self._law(law) if law else item.law, place) if part)

    def version(self, law: Law | None) -> str:
        """A text as its form and the day of its version: ``consolidated, 2021-03-01``."""
        if law is None:
            return "–"
        return ", ".join(part for part in (self.term(law.text), law.version.isoformat() if law.version else "") if part)

    def law_change(self, change: LawChange) -> str:
        """What became of a law, in a word."""
        if change.before is None or change.after is None:
            return self.text["came" if change.before is None else "went"]
        same = self.version(change.before) == self.version(change.after)
        return self.text["other_text"] if same else self.text["other"]

    def requirement_change(self, change: RequirementChange) -> str:
        """Which requirement changed, and how: ``A08 Attempt punished (new)``."""
        card = change.after or change.before
        assert card is not None
        how = "came" if change.before is None else "went" if change.after is None else "other"
        name = card.titles.get(self.language) or card.titles.get("en") or card.id
        return f"{card.code} {name} ({self.text[how]})".strip()

    def treaty(self, card: RequirementCard) -> str:
        """Where the treaties say it: ``TIP Protocol 5(1); UNTOC 34(1)``."""
        return "; ".join(map(self.instrument, card.source))

    def instrument(self, source: str) -> str:
        """An article of a treaty, the treaty under its name in the reader's language."""
        known = next((name for name in INSTRUMENTS if source.startswith(f"{name} ")), "")
        if self.language != "es" or not known:
            return source
        article = source.removeprefix(f"{known} ")
        return f"{INSTRUMENTS[known]} {SPANISH.get(article, article)}"

    def status(self, finding: Finding) -> str:
        """The verdict in a word."""
        return self.word(finding.status)

    def word(self, status: str) -> str:
        """A status in a word, without what explains it."""
        return self.text[status].partition(":")[0]

    def mark(self, finding: Finding) -> str:
        """The verdict as signs: status, divergence, digest, contested, observation."""
        signs = self._signs(finding.status, finding.divergence)
        beside = ("d", self.on_digest(finding)), ("*", finding.contested), ("o", finding.observations)
        return signs + "".join(sign for sign, there in beside if there)

    def verdict(self, finding: Finding) -> str:
        """Signs and word: ``◐d partial``."""
        return f"{self.mark(finding)} {self.status(finding)}"

    def verdict_of(self, status: str, divergence: bool) -> str:
        """A verdict of another snapshot: ``◐≠ partial``."""
        return f"{self._signs(status, divergence)} {self.word(status)}"

    def _signs(self, status: str, divergence: bool) -> str:
        return f"{self.marks[status]}{self.divergence if divergence else ''}"

    def on_digest(self, finding: Finding) -> bool:
        """Does the answer rest on a digest? For `absent`, on any that was searched."""
        cited = {item.law for item in finding.evidence}
        if not cited and finding.status == "absent":
            cited = {search.law for search in finding.searched}
        return any(expression in self.laws and self.laws[expression].text == "digest" for expression in cited)

    def legend(self) -> list[str]:
        """What each sign means."""
        signs = [f"{mark} {self.text[status]}" for status, mark in self.marks.items()]
        return [
            *signs,
            f"{self.divergence} {self.text['diverges']}",
            f"d {self.text['digest']}",
            f"* {self.text['contested']}",
            f"o {self.text['observation']}",
        ]

    def law(self, expression: str) -> str:
        """The law's short name; a digest says that it is one."""
        law = self.laws.get(expression)
        return expression if law is None else self._law(law)

    def _law(self, law: Law) -> str:
        return f"{law.short} ({self.text['digest_of']})" if law.text == "digest" else law.short

    def language_of(self, expression: str) -> str:
        """The language of the law's words, or nothing where it is not known."""
        law = self.laws.get(expression)
        return law.language if law else ""

    def place(self, item: Evidence) -> str:
        """The article as a lawyer cites it; the eid where that is not known."""
        return self.report.places.get(item.law, {}).get(item.eid) or item.eid

    def citation(self, item: Evidence) -> str:
        """Law and article."""
        return ", ".join(part for part in (self.law(item.law), self.place(item)) if part)

    def country(self, code: str) -> str:
        """The country's name (CLDR), or its code."""
        return country_name(code, self.language)

    def day(self, day: date) -> str:
        """A day in words."""
        from babel.dates import format_date

        return str(format_date(day, "long", locale=self.language))

    def kind(self, kind: str) -> str:
        """A kind of law."""
        return KINDS_ES.get(kind, kind) if self.language == "es" else kind.replace("-", " ")

    def kinds(self, kinds: Sequence[str]) -> str:
        """Kinds of law, listed."""
        return ", ".join(map(self.kind, kinds))

    def term(self, word: str) -> str:
        """A word of a closed list: text form, status of a law, name of a value, standard."""
        return term(word, self.language)

    def concept(self, name: str) -> str:
        """The gloss of a concept; its id, as words, where it is none."""
        gloss = concept_name(name, self.language)
        return (
            gloss
            if gloss != name
            else (self.text[name] if name in WORDS[self.language] else self.term(name).replace("-", " "))
        )

    def concepts(self, names: Sequence[str]) -> str:
        """Concepts, listed; their glosses may hold commas."""
        return "; ".join(map(self.concept, names))

    def reason(self, finding: Finding) -> str:
        """Why the confidence is what it is."""
        if self.language != "es" or finding.confidence_reason in SPANISH:
            return SPANISH[finding.confidence_reason] if self.language == "es" else finding.confidence_reason
        said, colon, kinds = finding.confidence_reason.partition(": ")
        words = "; ".join(SPANISH.get(part, part) for part in said.split("; "))
        return f"{words}{colon}{', '.join(map(self.kind, kinds.split(', '))) if kinds else ''}"

    def value(self, value: Any) -> str:
        """A value in words: years without needless zeros, lists with commas."""
        if isinstance(value, bool):
            return _YES[self.language][value]
        if isinstance(value, Mapping):
            return ", ".join(f"{self.term(str(key))} {self.value(item)}" for key, item in value.items())
        if isinstance(value, list | tuple | set | frozenset):
            return "; ".join(map(self.value, sorted(value) if isinstance(value, set | frozenset) else value))
        if isinstance(value, float):
            return number(value)
        if not isinstance(value, str):
            return str(value)
        return self.concept(value) if value in _glosses() else self.term(value)

    def problem(self, problem: Problem) -> str:
        """What stood in the way, by the file's name."""
        return f"{problem.country or '–'}: {problem.place}: {problem.what}."

    def problems(self) -> list[str]:
        """The laws that are missing from the answers or make them doubtful; stray files that no law rests on are not
        among them.
        """
        return [self.problem(problem) for problem in self.report.problems if problem.kind != "skipped"]

    def hashes(self) -> list[tuple[str, str]]:
        """What makes the snapshot: its id, the day, and the hashes of all that went in. When it was made is no part of
        it, so that two people who ask the same hold the same bytes.
        """
        taken = self.report.snapshot
        inputs = ("corpus", "annotations", "standards", "program", *(["model"] if taken.model else []))
        named = [(name, str(getattr(taken, name))) for name in inputs]
        pairs = [("snapshot", taken.id), ("as_of", taken.as_of.isoformat()), *named]
        return [(self.columns[name], said) for name, said in pairs]

    @property
    def state(self) -> str:
        """The snapshot and its hashes in a line."""
        return "; ".join(f"{name}: {said}" for name, said in self.hashes())

    @property
    def footer(self) -> str:
        """What stands at the foot of each page."""
        taken = self.report.snapshot
        return f"Homologa · {self.text['snapshot']} {taken.id} · {taken.as_of.isoformat()}"


def concept_name(concept: str, language: str) -> str:
    """The gloss of a concept; its id where it has none."""
    return _glosses().get(concept, {}).get(language) or concept


def printable(text: str) -> str:
    """`text` with what XML 1.0 cannot hold (control characters, lone surrogates) replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def is_address(text: str) -> bool:
    """Is `text` an address of the web? Nothing else becomes a link: a manifest could hold ``javascript:``."""
    return bool(re.fullmatch(r"https?://[^\s<>\"'{}|\\^`]+", text))


@lru_cache(maxsize=1)
def _glosses() -> dict[str, dict[str, str]]:
    """The glosses of the concepts by id and language; from the cache where these very concepts were read before."""
    folder = ANNOTATIONS / "concepts"
    key = cache.key("glosses", cache.of_files(folder.glob("*.yaml"), folder))
    found: dict[str, dict[str, str]] | None = cache.load("glosses", key)
    if found is None:
        from analysis.tag.concepts import load

        found = {concept.id: concept.gloss for concept in load(folder)}
        cache.save("glosses", key, found)
    return found
