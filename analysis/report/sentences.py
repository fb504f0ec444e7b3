"""What is said of several countries beside one another, in one language: ranges, spreads, lines, groups, double criminality.

Terminal and pages say it in the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.criminality import Criminality
from analysis.divergence import Divergence, Group, Nearness, Proportion, Trait
from analysis.questions import Diverging, Lacking
from analysis.report.words import Words, number

if TYPE_CHECKING:
    from analysis.draft import Change, Checked
    from analysis.faults import Fault

MOST_APART = 4

SENTENCES = {
    "en": {
        "years": "{range} years", "years/one": "{range} year", "days": "{range} days", "days/one": "{range} day", "up_to": "up to {high}", "from": "from {low}", "unset": "no length given",
        "penalty": "Penalty", "time-span": "Time span (a month as 30 days)",
        "spread": "from {low} to {high}, half of them at {middle} or below", "majority": "most have: {names}", "outliers": "stand apart: {countries}",
        "line": "the treaty's line: {line} ({source})", "at_least": "a maximum of at least {n}", "is": "{word}",
        "short": "below or other than the line: {countries}", "silent": "no such value in: {countries}",
        "above": "{country}: {mine} ({value}) for “{card}”, above {other} for “{against}”.",
        "alone": "{country} stands apart from all groups, or can be compared with none.",
        "group": "{countries}: alike.", "has": "{here} of {of} have “{answer}” for {card}; of the others, {there} of {others}.",
        "near": "{a} and {b}: {alike} % alike over {n} answers", "incomparable": "{a} and {b}: only {n} answers can be compared, too few",
        "incomparable/one": "{a} and {b}: only {n} answer can be compared, too few",
        "both": "an offence in both", "in part": "an offence in both, in part", "one": "an offence in {country} only", "neither": "an offence in neither",
        "unknown": "unknown: the texts that are loaded cannot tell", "no_penalty": "penalty not recorded", "measured": "measured by the offence’s own, {penalty}",
        "reached": "a {n}-year maximum ({source}) is reached in both", "missed": "a {n}-year maximum ({source}) is not reached in both",
        "untold": "whether a {n}-year maximum ({source}) is reached in both cannot be told",
        "values": "Values side by side", "proportion": "Punished above what it is held against", "nearest": "How near two countries are",
        "groups": "Countries that answer alike", "offences": "Double criminality: which conduct is an offence in both",
        "draft/one": "{name}: {kind}, {language}, {n} article, reading of grade {grade}; for {country}, {place}",
        "draft": "{name}: {kind}, {language}, {n} articles, reading of grade {grade}; for {country}, {place}",
        "beside": "beside the laws in force", "instead": "in place of {law}",
        "other_kind": "What kind of law it is cannot be told from its title; requirements that look for a kind do not see it. Name it (--kind).",
        "opens": "Gaps it opens", "closes": "Gaps it closes", "narrows": "Gaps it narrows", "leaves": "Gaps it leaves", "faults": "Drafting faults",
        "articles": "Article by article", "keeps": "{keeps} requirements stay met; on {unknown} the texts that are loaded cannot tell.",
        "keeps/one": "{keeps} requirement stays met; on {unknown} the texts that are loaded cannot tell.",
        "clean": "It opens no gap, and no drafting fault was found.", "from_to": "{before} → {after}", "lost": "before", "borrow": "met elsewhere",
        "meeting/one": "{met} of {told} other States whose texts can tell meets it: {countries}",
        "meeting": "{met} of {told} other States whose texts can tell meet it: {countries}", "nobody": "none of {told} other States whose texts can tell meets it",
        "untellable": "of no other State can it be told",
        "no-article": "refers to article {number}, which is not there", "no-article-of": "refers to article {number} of {law}, which is not there",
        "no-item": "refers to {item} of article {number}, which has no such item",
        "by-hand": "changes an article in words that are not laid over it: what follows from it is to be judged by hand",
        "not-there": "says that “{term}” is defined in article {number}, which does not name it",
        "gap": "{number} follows {before}: {missing} left out", "repeat": "{number} stands twice", "order": "{number} stands behind {before}",
        "unused": "“{term}” is defined and never used", "undefined": "“{term}” is used as a defined term and not defined",
        "upside-down": "the range is upside down: from {low} to {high}",
        "other-offence": "is named as in “{named}”, and describes what “{told}” is about",
        "how": "Over the answers that both give: the verdict, and how near their values are. What is unknown is not compared.",
        "lacking": "In {countries}: it was not found there", "nowhere": "In none of the {n} countries whose texts can tell",
        "partly": "it is only in part in {countries}", "not_told": "the texts that are loaded cannot tell for {countries}",
        "none_told": "The texts that are loaded cannot tell for any country.",
        "differ": "The laws differ on {n} of {asked} criteria", "apart": "most often apart from the majority: {countries}",
        "agree": "No difference was found in the texts that are loaded.",
    },
    "es": {
        "years": "{range} años", "years/one": "{range} año", "days": "{range} días", "days/one": "{range} día", "up_to": "hasta {high}", "from": "desde {low}", "unset": "sin duración fijada",
        "penalty": "Pena", "time-span": "Plazo (un mes como 30 días)",
        "spread": "de {low} a {high}; la mitad, {middle} o menos", "majority": "la mayoría tiene: {names}", "outliers": "se apartan: {countries}",
        "line": "la línea del tratado: {line} ({source})", "at_least": "un máximo de al menos {n}", "is": "{word}",
        "short": "por debajo de la línea o distinto de ella: {countries}", "silent": "sin ese valor: {countries}",
        "above": "{country}: {mine} ({value}) en «{card}», por encima de {other} en «{against}».",
        "alone": "{country} se aparta de todos los grupos, o no puede compararse.",
        "group": "{countries}: semejantes.", "has": "{here} de {of} tienen «{answer}» en {card}; de los demás, {there} de {others}.",
        "near": "{a} y {b}: {alike} % de semejanza en {n} respuestas", "incomparable": "{a} y {b}: solo pueden compararse {n} respuestas, muy pocas",
        "incomparable/one": "{a} y {b}: solo puede compararse {n} respuesta, muy poco",
        "both": "delito en ambos", "in part": "delito en ambos, en parte", "one": "delito solo en {country}", "neither": "en ninguno es delito",
        "unknown": "se ignora: los textos cargados no bastan", "no_penalty": "pena no registrada", "measured": "según la del delito, {penalty}",
        "reached": "ambos alcanzan el máximo, en años, de {n} ({source})", "missed": "alguno no alcanza el máximo, en años, de {n} ({source})",
        "untold": "no se sabe si ambos alcanzan el máximo, en años, de {n} ({source})",
        "values": "Los valores, lado a lado", "proportion": "Castigado por encima de aquello con que se compara", "nearest": "Cuán cercanos son dos países",
        "groups": "Países que responden de modo semejante", "offences": "Doble incriminación: qué conducta es delito en ambos",
        "draft/one": "{name}: {kind}, {language}, {n} artículo, lectura de grado {grade}; para {country}, {place}",
        "draft": "{name}: {kind}, {language}, {n} artículos, lectura de grado {grade}; para {country}, {place}",
        "beside": "junto a las leyes vigentes", "instead": "en lugar de {law}",
        "other_kind": "El título no dice qué tipo de ley es; los requisitos que buscan un tipo no la ven. Indíquelo (--kind).",
        "opens": "Brechas que abre", "closes": "Brechas que cierra", "narrows": "Brechas que reduce", "leaves": "Brechas que deja", "faults": "Defectos de redacción",
        "articles": "Artículo por artículo", "keeps": "{keeps} requisitos siguen cumplidos; sobre {unknown} los textos cargados no bastan.",
        "keeps/one": "{keeps} requisito sigue cumplido; sobre {unknown} los textos cargados no bastan.",
        "clean": "No abre ninguna brecha y no se halló defecto de redacción.", "from_to": "{before} → {after}", "lost": "antes", "borrow": "se cumple en",
        "meeting/one": "lo cumple {met} de los otros {told} Estados cuyos textos bastan: {countries}",
        "meeting": "lo cumplen {met} de los otros {told} Estados cuyos textos bastan: {countries}", "nobody": "no lo cumple ninguno de los otros {told} Estados cuyos textos bastan",
        "untellable": "de ningún otro Estado puede saberse",
        "no-article": "remite al artículo {number}, que no existe", "no-article-of": "remite al artículo {number} de {law}, que no existe",
        "no-item": "remite a {item} del artículo {number}, que no tiene tal apartado",
        "by-hand": "cambia un artículo con palabras que no se le superponen: lo que resulte debe juzgarse a mano",
        "not-there": "dice que «{term}» se define en el artículo {number}, que no lo nombra",
        "gap": "{number} sigue a {before}: se omiten {missing}", "repeat": "{number} está dos veces", "order": "{number} está después de {before}",
        "unused": "«{term}» se define y no se usa", "undefined": "«{term}» se usa como término definido y no se define",
        "upside-down": "el rango está invertido: de {low} a {high}",
        "other-offence": "lleva el nombre de «{named}» y describe lo propio de «{told}»",
        "how": "Sobre las respuestas que ambos dan: el veredicto y la cercanía de sus valores. Lo que se ignora no se compara.",
        "lacking": "En {countries}: allí no se halló", "nowhere": "En ninguno de los {n} países cuyos textos bastan",
        "partly": "lo es solo en parte en {countries}", "not_told": "los textos cargados no bastan para {countries}",
        "none_told": "Los textos cargados no bastan para ningún país.",
        "differ": "Las leyes difieren en {n} de {asked} criterios", "apart": "los que más se apartan de la mayoría: {countries}",
        "agree": "No se halló diferencia en los textos cargados.",
    },
}  # fmt: skip


class Sentences:
    """Says what stands beside one another in the language of `words`."""

    def __init__(self, words: Words) -> None:
        self.words, self.said = words, SENTENCES[words.language]

    def _many(self, name: str, n: int) -> str:
        """The sentence for `n` of something: that of one where there is such a sentence."""
        return self.said.get(f"{name}/one", self.said[name]) if n == 1 else self.said[name]

    def name(self, found: Divergence) -> str:
        """What the value is called."""
        return self.said.get(found.name) or self.words.term(found.name)

    def value(self, found: Divergence, value: Any) -> str:
        """A country's value in words."""
        if found.kind not in ("years", "days"):
            return self.words.value(value) or "–"
        return self.range(found.kind, value["low"], value["high"], value["also"])

    def by_value(self, found: Divergence) -> dict[str, list[str]]:
        """Countries by what their law says; where that is a list, by each thing on it."""
        groups: dict[str, list[str]] = defaultdict(list)
        for code, held in found.values.items():
            for each in [[item] for item in held] if found.kind == "list" else [held]:
                groups[self.value(found, each)].append(code)
        return groups

    def range(self, unit: str, low: float | None, high: float | None, also: Iterable[str] = ()) -> str:
        """A range of years or days, and what stands beside it: ``4–8 years, fine``."""
        if low is not None and high is not None:
            ends = f"{number(low)}–{number(high)}" if low != high else number(low)
        elif high is not None:
            ends = self.said["up_to"].format(high=number(high))
        else:
            ends = self.said["from"].format(low=number(low)) if low is not None else ""
        one = {low, high} <= {1, None}
        parts = [
            self.said[f"{unit}/one" if one else unit].format(range=ends) if ends else "",
            *map(self.words.term, also),
        ]
        return ", ".join(filter(None, parts)) or self.said["unset"]

    def remarks(self, found: Divergence) -> list[str]:
        """Spread, majority, the treaty's line, and who stands apart from them."""
        spread = found.spread and dict(zip(("low", "high"), map(number, found.spread), strict=True))
        named = [
            self.said["spread"].format(**spread, middle=number(found.middle))
            if spread and found.middle is not None
            else "",
            self.said["majority"].format(names=self.words.value(found.majority)) if found.majority else "",
            self._line(found.line) if found.line else "",
            *(self._countries(name, getattr(found, name)) for name in ("short", "outliers", "silent")),
        ]
        return [remark for remark in named if remark]

    def _line(self, line: Mapping[str, Any]) -> str:
        told = (
            self.said["at_least"].format(n=number(line["at_least"]))
            if "at_least" in line
            else self.words.value(line["is"])
        )
        return self.said["line"].format(line=told, source=self.words.instrument(line["source"]))

    def _countries(self, name: str, codes: Iterable[str]) -> str:
        return self.said[name].format(countries=", ".join(codes)) if codes else ""

    def proportion(self, found: Proportion) -> str:
        """Which offence a country punishes above which."""
        return self.said["above"].format(
            country=found.country, mine=number(found.value), other=number(found.other), value=self.words.term(found.name),
            card=self.words.name(found.card.id), against=self.words.name(found.against),
        )  # fmt: skip

    def lacking(self, found: Lacking) -> str:
        """In a sentence: where it is lacking, where it is only in part, and where the texts cannot tell."""
        if not found.told:
            return self.said["none_told"]
        told = [
            self._named("lacking", found.countries) or self.said["nowhere"].format(n=found.told),
            self._named("partly", [finding.country for finding in found.of("partial")]),
            self._named("not_told", [finding.country for finding in found.of("unknown")]),
        ]
        return f"{'; '.join(filter(None, told))}."

    def diverging(self, found: Diverging) -> str:
        """In a sentence: on how many criteria the laws differ, and who stands apart most often."""
        if not found.rows:
            return self.said["agree"]
        differ = self.said["differ"].format(n=len(found.rows), asked=found.asked)
        most = [f"{self.words.country(code)} ({n})" for code, n in found.apart[:MOST_APART]]
        return f"{differ}; {self.said['apart'].format(countries=', '.join(most))}." if most else f"{differ}."

    def _named(self, name: str, codes: Sequence[str]) -> str:
        return self.said[name].format(countries=", ".join(map(self.words.country, codes))) if codes else ""

    def near(self, found: Nearness) -> str:
        """How near two countries are."""
        a, b = found.pair
        if found.alike is None:
            return self._many("incomparable", found.compared).format(a=a, b=b, n=found.compared)
        return self.said["near"].format(a=a, b=b, n=found.compared, alike=round(100 * found.alike))

    def group(self, found: Group) -> str:
        """Who is in the group."""
        key = "group" if len(found.countries) > 1 else "alone"
        return self.said[key].format(countries=", ".join(found.countries), country=found.countries[0])

    def trait(self, found: Trait) -> str:
        """What the group has more than the others."""
        (here, of), (there, others) = found.inside, found.outside
        answer = self.words.value(found.answer) if found.name else self.words.word(found.answer)
        if found.name:
            answer = f"{self.words.term(found.name)}: {answer}"
        card = self.words.numbered(found.card.id)
        return self.said["has"].format(here=here, of=of, there=there, others=others, answer=answer, card=card)

    def criminality(self, found: Criminality) -> str:
        """Is the conduct an offence in both?"""
        punishing = [each.country for each in found.findings if each.status in ("met", "partial")]
        return self.said[found.answer].format(country=", ".join(punishing))

    def penalties(self, found: Criminality) -> list[str]:
        """The recorded penalty of each of the two countries in words; a dash where it is no offence in both."""
        if found.answer not in ("both", "in part"):
            return ["–", "–"]
        return [self._penalty(penalty, measured=found.measured) for penalty in found.penalties]

    def _penalty(self, penalty: Mapping[str, Any] | None, *, measured: bool) -> str:
        if penalty is None:
            return self.said["no_penalty"]
        also = [name for name in ("life", "fine", "alternative") if penalty.get(name)]
        told = self.range("years", penalty.get("min_years"), penalty.get("max_years"), also)
        return self.said["measured"].format(penalty=told) if measured else told

    def thresholds(self, found: Criminality) -> list[str]:
        """Which of the usual thresholds of extradition both reach."""
        keys = {True: "reached", False: "missed", None: "untold"}
        return [
            self.said[keys[reached]].format(n=number(each.years), source=self.words.instrument(each.source))
            for each, reached in found.reached.items()
        ]

    # -- a draft

    def draft(self, found: Checked) -> str:
        """What the draft is taken for."""
        law, quality = found.draft.law, found.draft.quality
        place = (
            self.said["instead"].format(law=self.words.law(found.replaces)) if found.replaces else self.said["beside"]
        )
        return self._many("draft", quality.articles).format(
            name=law.short, kind=self.words.kind(law.kind), language=law.language, n=quality.articles, grade=quality.grade,
            country=self.words.country(law.country), place=place,
        )  # fmt: skip

    def summary(self, found: Checked) -> list[str]:
        """What else is to be said of the draft as a whole."""
        keeps = len(found.of("keeps"))
        counted = self._many("keeps", keeps).format(keeps=keeps, unknown=len(found.of("unknown")))
        kind = self.said["other_kind"] if found.draft.law.kind == "other" else ""
        return [line for line in (kind, counted, self.said["clean"] if found.clean else "") if line]

    def change(self, found: Change) -> str:
        """The verdict before and after: ``absent → met``."""
        before, after = (self.words.verdict_of(f.status, f.divergence) for f in (found.before, found.after))
        return self.said["from_to"].format(before=before, after=after)

    def marks(self, found: Change) -> str:
        """The same as signs, one where nothing changes: ``○→●``."""
        before, after = (self.words.marks[f.status] for f in (found.before, found.after))
        return after if before == after else f"{before}→{after}"

    def neighbours(self, found: Change) -> str:
        """How many other States meet it: "nine of eleven …"."""
        if not found.told:
            return self.said["untellable"]
        key = "meeting" if found.meeting else "nobody"
        return self._many(key, len(found.meeting)).format(
            met=len(found.meeting), told=found.told, countries=", ".join(found.meeting)
        )

    def fault(self, found: Fault) -> str:
        """A drafting fault in words."""
        names = {key: self.words.name(value) for key, value in found.values.items() if key in ("named", "told")}
        return self.said[found.code].format(**{**found.values, **names})

    def place(self, found: Fault, checked: Checked) -> str:
        """Where it stands, as a lawyer cites it."""
        return self.words.report.places.get(checked.draft.law.expression, {}).get(found.eid) or found.eid
