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
from analysis.messages import message
from analysis.model import Evidence, Finding, Law, Problem, Report
from analysis.report.vocabulary import (
    ASCII_MARKS,
    COLUMNS,
    ENGLISH,
    INSTRUMENTS,
    KINDS_ES,
    MARKS,
    SPANISH,
    TITLES,
    WORDS,
)

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


def status_name(status: str, language: str) -> str:
    """A verdict in a word, without what explains it."""
    return WORDS[language][status].partition(":")[0]


def kind_name(kind: str, language: str) -> str:
    """A kind of law."""
    return KINDS_ES.get(kind, kind) if language == "es" else kind.replace("-", " ")


def standard_name(card: RequirementCard, language: str) -> str:
    """The name of a requirement's standard; that of its file where it names none."""
    return card.standard_titles.get(language) or card.standard_titles.get("en") or card.standard.replace("-", " ")


def reason(finding: Finding, language: str) -> str:
    """Why the confidence in a finding is what it is."""
    said, colon, kinds = finding.confidence_reason.partition(": ")
    parts = said.split("; ")
    if language == "es":
        whole = SPANISH.get(said)
        parts = [whole] if whole else [SPANISH.get(part, part) for part in parts]
    return f"{'; '.join(parts)}{colon}{', '.join(kind_name(kind, language) for kind in kinds.split(', ') if kind)}"


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
        return standard_name(card, self.language)

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
        return status_name(status, self.language)

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
        return kind_name(kind, self.language)

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
        return reason(finding, self.language)

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
        return f"{problem.country or '–'}: {problem.place}: {message(problem.what, self.language)}."

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
