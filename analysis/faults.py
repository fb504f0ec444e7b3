"""Drafting faults of one text: what a careful drafter catches before a bill is filed.

References to articles that are not there; numbers that are left out, repeated or out of order; defined terms that nobody uses, and terms used
that nobody defined; ranges that are upside down; two offences that the standards want kept apart, mixed up. Few false alarms go
before finding all: an excerpt, whose numbers leave gaps, is asked less.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from analysis.criteria import Scope, prove
from analysis.model import BASIC_UNITS, FULL_TEXT, Annotation, Clause
from analysis.provisions import Provision, Tagged, amended, provisions
from analysis.read.depth import roman_value
from analysis.read.markers import base_number, slug
from analysis.standards import Requirement
from analysis.tag.language import fold
from analysis.tag.references import Reference, items, references

FaultKind = Literal["reference", "numbering", "definition", "range", "mixed", "amendment"]

EXCERPT = 0.25
"""Share of steps between articles that leave numbers out from which a text is an excerpt, or one that amends others."""
WIDE = 5
"""A step between two articles from which numbers are not left out by mistake."""
FEW, SHARE = 3, 0.1
"""Numbers that stand twice, and their share of all, up to which they are the draft's fault and not its reading's."""
FIRST = 3
"""The number up to which the first article of a law of its own may stand."""
TRUSTED = "AB"
"""Grades of reading from which a loaded law shows that it has no such article."""
_SHOWN = 120
"""Characters of a clause that are shown where all of it is meant."""
NEXT = 25
"""Characters behind a reference within which it says that it is to the law itself."""
_QUOTED = ("__qstr", "transitional")


@dataclass(frozen=True, slots=True)
class Fault:
    """A drafting fault in the words `quote` (``clause.text[start:end]``; the number or heading where that is at fault).

    ``code`` says which of its kind it is, ``values`` what a sentence about it names.
    """

    kind: FaultKind
    code: str
    eid: str
    quote: str
    start: int = 0
    end: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


def faults(draft: Tagged, laws: Sequence[Tagged], requirements: Sequence[Requirement]) -> tuple[Fault, ...]:
    """The faults of `draft`, in the order of its text. `laws` are those in force beside it, which it may refer to; `requirements` say
    which offences are to be kept apart.
    """
    text = _Text(draft)
    found = [
        *_numbering(text), *_references(text, laws), *_definitions(text), *_ranges(draft), *_mixed(draft, requirements),
        *_unplaced(draft, laws),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda fault: (text.order.get(fault.eid, -1), fault.start)))


def _unplaced(draft: Tagged, laws: Sequence[Tagged]) -> Iterator[Fault]:
    """The clauses that change an article of a loaded law in words that are not laid over it: their effect is not judged."""
    by_hand = {eid for law, eid in amended([*laws, draft]).unplaced if law == draft.law.expression}
    for clause in (clause for top in draft.clauses for clause in top.walk()):
        if clause.eid in by_hand:
            quote = clause.text[:_SHOWN] or clause.heading or clause.number
            yield Fault("amendment", "by-hand", clause.eid, quote, 0, len(quote) if clause.text else 0)


class _Text:
    """A draft as what its faults are looked for in."""

    def __init__(self, draft: Tagged) -> None:
        self.draft, self.language = draft, draft.law.language
        self.clauses = [clause for top in draft.clauses for clause in top.walk()]
        self.order = {clause.eid: at for at, clause in enumerate(self.clauses)}
        self.own = [clause for clause in self.clauses if not any(mark in clause.eid for mark in _QUOTED)]
        self.units = list(_without_annexes(_units(draft.clauses)))
        names = Counter(slug(unit.number) for unit in self.units)
        self.judged = sum(names.values()) - len(names) <= max(FEW, SHARE * len(self.units))
        self.bases = {base_number(unit.number) for unit in self.units} - {0}

    @cached_property
    def by_number(self) -> dict[str, Clause]:
        return {slug(unit.number): unit for unit in self.units}

    @cached_property
    def begun(self) -> bool:
        """Does it begin far behind article 1, as a part of a code does?"""
        return bool(self.bases) and min(self.bases) > FIRST

    @cached_property
    def excerpt(self) -> bool:
        """Do its articles leave so many numbers out that it is an excerpt, or quotes the articles that it changes?"""
        steps = [b - a for a, b in _steps(sorted(self.bases))]
        left_out = sum(step > 1 for step in steps)
        late = min(self.bases, default=1) > 1
        return late or max(steps, default=1) > WIDE or left_out > max(1, EXCERPT * len(steps))

    @cached_property
    def folded(self) -> str:
        return fold("\n".join(f"{clause.heading}\n{clause.text}" for clause in self.clauses))


def _units(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The articles, or sections, that hold no others; those quoted in an article and of transitional provisions are left out."""
    for clause in clauses:
        if any(mark in clause.eid for mark in _QUOTED):
            continue
        if clause.kind in BASIC_UNITS and not any(child.kind in BASIC_UNITS for child in clause.children):
            yield clause
        else:
            yield from _units(clause.children)


def _without_annexes(units: Iterable[Clause]) -> Iterator[Clause]:
    """`units` without those of an annex, whose numbers are not of the law's own count."""
    highest = 0
    for unit in units:
        base = base_number(unit.number)
        if base > highest or "hcontainer" not in unit.eid:
            yield unit
        highest = max(highest, base)


def _steps(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.pairwise(numbers)


# ---- numbering -----------------------------------------------------------------------------------------------------


def _numbering(text: _Text) -> Iterator[Fault]:
    if not text.judged:
        return
    units = {unit.eid for unit in text.units}
    yield from _sequence([(unit, base_number(unit.number), slug(unit.number)) for unit in text.units], text.excerpt)
    for parent in text.own:
        if parent.kind != "hcontainer" and not _AGAIN.search(parent.eid):
            for group in _items(parent.children, units):
                yield from _sequence(group, text.excerpt)
    for group in _items(text.draft.clauses, units):
        yield from _sequence(group, text.excerpt)


_AGAIN = re.compile(r"_(?:[IVXLC]+|[a-z]+)-\d+$")
"""The eid of a part that stands twice: a table of contents was read with it, or it begins anew."""
_Numbered = tuple[Clause, int, str]


def _sequence(group: Sequence[_Numbered], excerpt: bool) -> Iterator[Fault]:
    """Faults in clauses that count on from one another; each with its number, and the number with what stands behind it ("5 bis")."""
    for run in _runs([each for each in group if each[1]]):
        there = {value for _, value, _ in run}
        times = Counter(name for _, _, name in run)
        repeated = {value for _, value, name in run if times[name] > 1}
        seen: set[str] = set()
        before: _Numbered | None = None
        for each in run:
            clause, value, name = each
            if name in seen:
                yield _number_fault("repeat", clause)
            elif before and value < before[1]:
                yield _number_fault("order", clause, before=before[0].number)
            elif (
                before
                and not excerpt
                and (missing := set(range(before[1] + 1, value)) - there - {n + 1 for n in repeated})
            ):
                yield _number_fault("gap", clause, before=before[0].number, missing=len(missing))
            seen.add(name)
            before = each


def _runs(group: Sequence[_Numbered]) -> Iterator[list[_Numbered]]:
    """The numbers, cut where they begin anew at one: a part of a law may count for itself."""
    run: list[_Numbered] = []
    for each in group:
        if run and each[1] == 1 and run[-1][1] > 1 and len(run) > 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _number_fault(code: str, clause: Clause, **values: Any) -> Fault:
    return Fault("numbering", code, clause.eid, clause.number, values={"number": clause.number, **values})


def _items(children: Iterable[Clause], units: Collection[str]) -> Iterator[list[_Numbered]]:
    """Siblings of one kind that count from one: "a) … b) …", "I. … II. …", chapters."""
    kinds: dict[str, list[Clause]] = {}
    for child in children:
        if child.number and child.eid not in units and not any(mark in child.eid for mark in _QUOTED):
            kinds.setdefault(child.kind, []).append(child)
    for group in kinds.values():
        alike = len({_WITHOUT.sub("", child.number) for child in group}) == 1
        values = _values([_bare(child.number) for child in group]) if alike else []
        if values and values[0] == 1 and len(group) > 1:
            yield [(c, v, _bare(c.number).lower()) for c, v in zip(group, values, strict=True)]


_LABEL = re.compile(
    r"(?:\w+\s+)?(\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,6}|[A-Za-zñÑ])(?:\s+(?:bis|ter|qu[aá]ter|quinquies))?", re.IGNORECASE
)


_WITHOUT = re.compile(r"[^\W_]+|\s+")
"""All of a number but its marks: "(1)" and "5" are no one list."""


def _bare(number: str) -> str:
    return number.strip(' .:()–—-°º«»"“”')


def _values(labels: Sequence[str]) -> list[int]:
    """What the labels count, by the way of counting that the first one shows; nothing where one of them counts otherwise."""
    heads = [found[1] if (found := _LABEL.fullmatch(label)) else "" for label in labels]
    ways = {"1": _figure, "i": roman_value, "I": roman_value, "a": _letter, "A": _letter}
    if not all(heads) or heads[0] not in ways:
        return []
    values = [ways[heads[0]](head) for head in heads]
    return values if all(values) else []


def _figure(label: str) -> int:
    return int(label) if label.isdigit() else 0


def _letter(label: str) -> int:
    """a is 1; "ñ" counts with "n", since some lists have it and others do not."""
    plain = label.lower().replace("ñ", "n")
    return ord(plain) - 96 if len(plain) == 1 and plain.isascii() and plain.isalpha() else 0


# ---- references ----------------------------------------------------------------------------------------------------

_OTHER_LAW = re.compile(
    r"\b(?:ley(?:es)?|codigos?|constituci\w+|convenci\w+|convenios?|protocolos?|reglamentos?|decretos?|estatutos?|tratados?|pactos?|ordenamientos?"
    r"|directiva|norma|instrumento|acts?|codes?|constitution\w*|convention\w*|protocols?|regulations?|charter|covenant|treaty|statute|ordinance|title"
    r"|schedule|chapter|cap\.|u\.s\.c|legislation|directive|constitucional)\b"
)
_OF_ITSELF = re.compile(
    r"\b(?:est[ae]|presente|this|the present)\s+(?:\w+\s+)?(?:ley|codigo|decreto|act|law|code|ordinance)\b"
)
_DEFINED = re.compile(
    r"(?P<term>[^\W\d_]{4,})\W+(?:(?:as|que se|tal como se|segun se|que|se|is|are)\s+)?defin(?:id[oa]s?|en?|ed)\b[^.;]{0,30}$"
)


def _references(text: _Text, laws: Sequence[Tagged]) -> Iterator[Fault]:
    if text.begun:
        return
    whole = {base for law in laws for base in _bases(law)} if text.excerpt else set()
    at_home = {clause.eid for unit in text.units if not _elsewhere(unit) for clause in unit.walk()}
    for clause in text.own:
        for reference in references(clause.text, text.language) if clause.text else ():
            if reference.law:
                yield from _abroad(clause, reference, laws)
            elif clause.eid in at_home or _OF_ITSELF.search(fold(clause.text[reference.start : reference.end + NEXT])):
                yield from _at_home(text, clause, reference, whole)


_AMENDS = re.compile(
    r"\b(?:modific|reform|adicion|derog|abrog|sustitu|queda(?:n|ra|ran)? redactad|amend|replac|repeal|substitut)\w*"
)


def _elsewhere(unit: Clause) -> bool:
    """Does the article change another law or name one, so that a number may be of an article of that?"""
    words = _OF_ITSELF.sub(" ", fold(unit.full_text))
    return bool(_OTHER_LAW.search(words) or _AMENDS.search(words)) or any("__qstr" in c.eid for c in unit.walk())


def _at_home(text: _Text, clause: Clause, reference: Reference, whole: set[int]) -> Iterator[Fault]:
    said = text_of(clause, reference)
    for number in dict.fromkeys(end for name in reference.numbers for end in name.split("..")):
        base = base_number(number)
        missing = base and base not in text.bases and base not in whole
        if missing and not (text.excerpt and text.bases and base < max(text.bases)):
            yield Fault("reference", "no-article", clause.eid, said, reference.start, reference.end, {"number": number})
        elif number in text.by_number:
            yield from _in_article(clause, reference, number, text.by_number[number])


def _in_article(clause: Clause, reference: Reference, number: str, article: Clause) -> Iterator[Fault]:
    """Faults in what is said of an article that is there: an item that it does not have, a term that it does not define."""
    said = text_of(clause, reference)
    for item in items(clause.text, reference):
        if not _has_item(article, item):
            values = {"number": number, "item": item}
            yield Fault("reference", "no-item", clause.eid, said, reference.start, reference.end, values)
    if term := _defined_there(clause.text[: reference.start], article):
        values = {"number": number, "term": term}
        yield Fault("definition", "not-there", clause.eid, said, reference.start, reference.end, values)


def _has_item(article: Clause, item: str) -> bool:
    """Is there an item of that label in the article, or in its running words?"""
    label = item.lower()
    if any(re.sub(r"\W", "", each.number).lower() == label for each in article.walk() if each is not article):
        return True
    return bool(re.search(rf"(?<!\w)\(?{label}[).º°]|(?<!\w){label}\s?[.\-–—]\s", article.full_text, re.IGNORECASE))


def _defined_there(before: str, article: Clause) -> str:
    """The term that the words `before` a reference call defined in `article`, where that does not name it; else nothing."""
    found = _DEFINED.search(fold(before))
    if found is None or fold(found["term"])[:5] in fold(article.full_text):
        return ""
    return before[found.start("term") : found.end("term")]


def text_of(clause: Clause, reference: Reference) -> str:
    """The words of the reference."""
    return clause.text[reference.start : reference.end]


def _abroad(clause: Clause, reference: Reference, laws: Sequence[Tagged]) -> Iterator[Fault]:
    named = fold(reference.law)
    for law in laws:
        if law.law.text not in FULL_TEXT or law.quality.grade not in TRUSTED or not _is_named(law, named):
            continue
        bases = _bases(law)
        for number in dict.fromkeys(end for name in reference.numbers for end in name.split("..")):
            if bases and base_number(number) and base_number(number) not in bases:
                values = {"number": number, "law": law.law.short}
                said = text_of(clause, reference)
                yield Fault("reference", "no-article-of", clause.eid, said, reference.start, reference.end, values)


def _is_named(law: Tagged, named: str) -> bool:
    return any(len(name) > 8 and name in named for name in (fold(law.law.title), fold(law.law.short)))


def _bases(law: Tagged) -> set[int]:
    found = (base_number(c.number) for top in law.clauses for c in top.walk() if c.kind in BASIC_UNITS)
    return set(found) - {0}


# ---- defined terms -------------------------------------------------------------------------------------------------

_DEFINING = re.compile(r"\b(?:definicion|definition|interpretation|glosario|glossary|terminos|conceptos)")
_OPENING = re.compile(
    r"\b(?:se entiende|se entendera|se entienden|entenderan|entiendese|se considera|se define|in this (?:act|law|ordinance|part)|definitions? apply)\b"
)
_QUOTED_TERM = re.compile(r"(?:the (?:term|expression|word)s? )?[“\"«](?P<term>[^”\"»]{2,80})[”\"»]", re.IGNORECASE)
_TERM = re.compile(r"(?P<term>[^.:;“”\"«»()]{3,70}?)\s*(?::|\.\s?[-–—])\s*\S")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_STEM = 4
_NO_TERMS = frozenset(
    "para por con del los las una uno que the and for any sin sobre such other others otro otra sus".split()
)


def _definitions(text: _Text) -> Iterator[Fault]:
    defined = {} if text.begun else dict(_terms(text))
    for clause, term in defined.items():
        if not _used(term, clause, text):
            yield Fault("definition", "unused", clause.eid, term, values={"term": term})
    yield from _undefined(text, list(defined.values()))


def _terms(text: _Text) -> Iterator[tuple[Clause, str]]:
    """The items of articles of definitions, with the term that each defines."""
    for unit in text.units:
        if _DEFINING.search(fold(unit.heading)) or _OPENING.search(fold(unit.text)):
            for item in unit.walk():
                if item is not unit and (term := _term(item)):
                    yield item, term


def _term(item: Clause) -> str:
    """The term that an item of a list of definitions begins with, or has as its heading; empty where it has none."""
    if item.heading and item.text and item.kind == "point":
        return item.heading.strip(' .:“”"«»')
    found = _QUOTED_TERM.match(item.text) or _TERM.match(item.text)
    return found["term"].strip() if found and item.number + item.heading else ""


def _used(term: str, item: Clause, text: _Text) -> bool:
    """Does the term, or one of the terms that it lists, stand anywhere but in its own definition?"""
    inside = fold(item.full_text)
    for name in re.split(r"\s+(?:o|u|or|y/o)\s+|[,/]", term):
        pattern = _pattern(name)
        if pattern is None:
            return True
        own = len(pattern.findall(inside))
        if next(itertools.islice(pattern.finditer(text.folded), own, None), None) is not None:
            return True
    return False


def _pattern(name: str) -> re.Pattern[str] | None:
    """The term's words in their order, whatever their endings; None where it has none to go by."""
    words = [word for word in _WORD.findall(fold(name)) if word not in _NO_TERMS]
    stems = [re.escape(word[: max(_LEAST_STEM, len(word) - 2)]) for word in words]
    return re.compile(r"\b" + r"\w*\W+(?:\w+\W+){0,3}?".join(stems)) if stems else None


_ARTICLES = {"es": "el|la|los|las|del|al|dich[oa]s?|un|una", "en": "the|an?|said|every|such"}
_TERM_IN_TEXT = {
    language: re.compile(
        rf"\b(?i:{articles})\s(?P<term>[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{{3,}})\b"
        r"(?P<more>\s(?:(?:de|del|of|the|la|para|for|des|du)\s){0,3}[A-ZÁÉÍÓÚÑ]\w+)?"
    )
    for language, articles in _ARTICLES.items()
}
_IN_A_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ]\w+(?:\s(?:de|of|for|para|y|and|contra|against))*\s$")
_TIMES = 2
_OFFICES = frozenset(
    "estado estados ley codigo constitucion republica nacion federacion congreso gobierno presidente presidencia ministerio ministro secretaria secretario"
    " tribunal corte juez fiscalia fiscal procuraduria procurador policia ejecutivo legislativo judicial poder asamblea senado camara municipio provincia union distrito"
    " departamento reino corona rey parte partes protocolo convencion reglamento decreto titulo capitulo articulo anexo diario gaceta hacienda derecho administracion"
    " bill act law code constitution state states government minister court parliament crown king queen governor secretary attorney president congress senate house united"
    " republic nation national convention protocol schedule part division title chapter section federal gazette majesty province territory council cabinet board commission"
    " treasury department administration commonwealth director registrar commissioner tribunal judge prosecutor police january february march april june july august september"
    " october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre general supreme suprema supremo".split()
)


def _undefined(text: _Text, terms: Sequence[str]) -> Iterator[Fault]:
    """Words with a capital, as this draft writes the terms that it defines, that it does not define and never names in full."""
    if not terms or not _capitals(text, terms):
        return
    known = {word[:5] for term in terms for word in _WORD.findall(fold(term))}
    found: dict[str, list[tuple[Clause, re.Match[str]]]] = {}
    longer: set[str] = set()
    for clause in text.own:
        for match in _capital_terms(clause, text):
            word = fold(match["term"])
            (longer.add(word) if match["more"] else found.setdefault(word, []).append((clause, match)))
    for word, places in found.items():
        if (
            len(places) >= _TIMES
            and word not in longer | _OFFICES
            and word[:5] not in known
            and not _named_in_full(word, text)
        ):
            clause, match = places[0]
            yield Fault(
                "definition",
                "undefined",
                clause.eid,
                match["term"],
                match.start("term"),
                match.end("term"),
                {"term": match["term"]},
            )


def _capital_terms(clause: Clause, text: _Text) -> Iterator[re.Match[str]]:
    """Words with a capital behind an article, which are no part of a longer name ("Secretaría del Trabajo")."""
    pattern = _TERM_IN_TEXT.get(text.language)
    for match in pattern.finditer(clause.text) if pattern else ():
        if not _IN_A_NAME.search(clause.text[: match.start()]):
            yield match


def _capitals(text: _Text, terms: Sequence[str]) -> bool:
    """Does the draft write terms that it defines with a capital where it uses them?"""
    used = {fold(match["term"]) for clause in text.own for match in _capital_terms(clause, text) if not match["more"]}
    return any(fold(word) in used for term in terms for word in _WORD.findall(term)[:1])


def _named_in_full(word: str, text: _Text) -> bool:
    """Is it created or named in full somewhere: "the National Fund for …", "Fondo Nacional"?"""
    full = re.compile(rf"\b{word}\s(?:de|del|para|of|for|on|against|contra|nacional|national|general)\b")
    return bool(full.search(text.folded)) or any(word in fold(clause.heading) for clause in text.clauses)


# ---- ranges --------------------------------------------------------------------------------------------------------

_ENDS = (("min_years", "max_years"), ("days_min", "days_max"), ("months_min", "months_max"))


def _ranges(draft: Tagged) -> Iterator[Fault]:
    """Penalties, fines and time spans whose lower end is above the upper one."""
    for said in draft.annotations:
        for low, high in _bounds(said):
            if low > high:
                values = {"low": f"{low:.12g}", "high": f"{high:.12g}"}
                yield Fault("range", "upside-down", said.eid, said.quote, said.start, said.end, values)


_PRISON = re.compile(r"\b(?:imprisonment|prison|prision)\b")


def _bounds(said: Annotation) -> Iterator[tuple[float, float]]:
    if said.concept not in ("penalty", "time-span") or len(_PRISON.findall(fold(said.quote))) > 1:
        return
    for low, high in _ENDS:
        if low in said.values and high in said.values:
            yield said.values[low], said.values[high]
    for name, ends in said.values.items():
        if name.startswith("fine_") and isinstance(ends, list | tuple) and None not in ends:
            yield ends[0], ends[1]


# ---- offences mixed up ---------------------------------------------------------------------------------------------


def _mixed(draft: Tagged, requirements: Sequence[Requirement]) -> Iterator[Fault]:
    """Articles that name one of two offences that are to be kept apart, and describe only the other."""
    by_id = {requirement.id: requirement for requirement in requirements}
    shelf = provisions([draft])
    for pair in dict.fromkeys(_apart(requirements)):
        if all(name in by_id for name in pair):
            for provision in shelf:
                yield from _confused(provision, *(by_id[name] for name in pair))


def _apart(requirements: Iterable[Requirement]) -> Iterator[tuple[str, ...]]:
    for requirement in requirements:
        for expression in (requirement.criterion.met, requirement.criterion.partial):
            if isinstance(expression, dict) and "both-offences" in expression:
                yield tuple(sorted(expression["both-offences"]["of"]))


def _confused(provision: Provision, one: Requirement, two: Requirement) -> Iterator[Fault]:
    told = [_tells(provision, each) for each in (one, two)]
    if all(told):
        return
    for named, other, there in ((one, two, told[1]), (two, one, told[0])):
        said = _names(provision, named, other) if there else None
        if said is not None:
            quote = said.quote or str(said.values.get("heading", ""))
            yield Fault(
                "mixed", "other-offence", said.eid, quote, said.start, said.end, {"named": named.id, "told": other.id}
            )


_COMMITS = re.compile(
    r"\b(?:comet\w*|incurr\w*|culpable|responsable|entiende|entendera|constituye|guilty|commits?|means?|is)\b[^.;:]{0,40}$"
)


def _names(provision: Provision, named: Requirement, other: Requirement) -> Annotation | None:
    """Where the article calls itself by the name of one offence and not of the other; or names the one alone."""
    ours, theirs = (
        [a for a in provision.annotations if each.criterion.label and a.concept == each.criterion.label]
        for each in (named, other)
    )
    called = [a for a in ours if _calls(provision, a)]
    if called and not any(_calls(provision, a) for a in theirs):
        return called[0]
    return ours[0] if ours and not theirs else None


def _calls(provision: Provision, said: Annotation) -> bool:
    """Is it the article's heading, or what its text calls the offence?"""
    clause = provision.clauses.get(said.eid)
    return "heading" in said.values or (clause is not None and bool(_COMMITS.search(fold(clause.text[: said.start]))))


def _tells(provision: Provision, requirement: Requirement) -> bool:
    criterion = requirement.criterion
    return prove(criterion.core, Scope((provision,), (provision,), (), criterion.roles)) is not None
