"""A report on the terminal, by Rich: readable in 100 columns, without colour, and where the terminal knows ASCII only.

The marks carry the meaning and colour only repeats it. A difference from good practice is never called a breach, nor
what cannot be known a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from analysis.changes import Changes
from analysis.compare import GAPS, Comparison, RequirementCard, Row, gravest, is_breach, matrix, to_load, weight
from analysis.criminality import Criminality
from analysis.divergence import Divergence, Group, Nearness, Proportion
from analysis.messages import message, told
from analysis.model import Evidence, Finding, Problem, Report
from analysis.questions import diverging, lacking
from analysis.report.sentences import Sentences
from analysis.report.vocabulary import MARKS
from analysis.report.words import Words

if TYPE_CHECKING:
    from analysis.draft import Change, Checked

WIDTH = 100
MOST_COUNTRIES = 11
MOST_GAPS = 10
MOST_PAIRS = 12
MOST_VALUES = 5
MOST_LEFT = 12
QUOTE = 90

_COLOURS = {"met": "green", "partial": "yellow", "contrary": "bold red", "absent": "red", "unknown": "dim"}


class Terminal:
    """Prints one report in one language. Marks fall back to ASCII where the output cannot encode the others."""

    def __init__(
        self,
        found: Report,
        cards: Sequence[RequirementCard],
        console: Console,
        language: str = "en",
        changed: Changes | None = None,
    ) -> None:
        self.report, self.cards, self.console = found, {card.id: card for card in cards}, console
        self.ascii = not _can_encode(console.encoding)
        self.said = Words(found, cards, language, changed, ascii=self.ascii)
        self.words = self.said.text

    # -- whole commands

    def overview(self) -> None:
        """The questions asked of the region, the matrix, the gravest gaps, and what would answer the unknowns."""
        self._title()
        rows = matrix(self.report.findings, self.cards.values())
        self._questions(rows)
        self.matrix(rows)
        self.legend()
        self.gravest()
        self._loading()
        self._problems()

    def _questions(self, rows: Sequence[Row]) -> None:
        """Each question of the standards with its answer in a sentence, and the words that prove it."""
        said = Sentences(self.said)
        for lack in lacking(rows):
            self._heading(self.said.spoken(lack.card.question))
            self._indented(said.lacking(lack))
            for finding in (f for status in (*GAPS, "met") for f in lack.of(status)):
                missing = self._reason(finding) if finding.status != "met" else ""
                cited = self.said.citation(finding.evidence[0]) if finding.evidence else ""
                self._indented(
                    f"{self.said.mark(finding):3} {finding.country}  {'; '.join(filter(None, (cited, missing)))}"
                )
            self.console.print()
        for differ in diverging(rows):
            self._heading(self.said.spoken(differ.question))
            self._indented(said.diverging(differ))
            cells = {row.card.id: row.cells for row in differ.rows}
            for found in differ.values[:MOST_VALUES]:
                self._indented(f"{self.said.numbered(found.card.id)}, {said.name(found)}:")
                for value, codes in said.by_value(found).items():
                    self._indented(f"{value}: {', '.join(codes)}", 8)
                read = "; ".join(f"{code} {self._first(cells[found.card.id][code])}" for code in found.values)
                self._indented(f"({read})", 8)
            self.console.print()

    def _first(self, finding: Finding) -> str:
        """The first place that a finding rests on."""
        return self.said.citation(finding.evidence[0]) if finding.evidence else "–"

    def changes(self) -> None:
        """What changed since the earlier snapshot that was given, the verdicts first."""
        changed = self.said.changes
        if changed is None:
            return
        self._heading(self.words["changes"], len(changed.findings) + len(changed.laws) + len(changed.requirements))
        for each in changed.findings:
            line = Text(f"{each.after.country}  ").append(self.said.numbered(each.after.requirement), style="bold")
            before = self.said.verdict_of(each.before.status, each.before.divergence)
            after = self.said.verdict_of(each.after.status, each.after.divergence)
            self.console.print(line.append(f"  {before} → {after}" if before != after else f"  {after}"))
            self._indented(self.said.changed(each))
        for law in changed.laws:
            self.console.print(Text(f"{law.law.country}  {law.law.short}: {self.said.law_change(law)}"))
        for requirement in changed.requirements:
            self.console.print(Text(self.said.requirement_change(requirement)))
        self.console.print()

    def disagreements(self) -> None:
        """Where a digest and the text that takes its place answer otherwise, each with what differs."""
        found = self.said.changes
        if found is None:
            return
        self._title()
        self._heading(self.words["disagreements"], len(found.findings))
        self.console.print(Text(self.words["replaced"].format(n=len(found.laws), of=found.compared)))
        for each in found.findings:
            before = self.said.verdict_of(each.before.status, each.before.divergence)
            after = self.said.verdict_of(each.after.status, each.after.divergence)
            line = Text(f"{each.after.country}  ").append(self.said.numbered(each.after.requirement), style="bold")
            self.console.print(line.append(f"  {before} → {after}"))
            self._indented(self.said.changed(each))
        self.console.print()

    def gaps(self) -> None:
        """Every finding that is no plain "met", by what it means to lack it."""
        self._title()
        groups: list[tuple[str, Callable[[Finding], bool]]] = [
            ("breaches", lambda f: is_breach(f, self.report.snapshot.as_of)),
            ("not_yet", lambda f: f.strength == "shall" and f.status in GAPS and not self._binds(f)),
            ("choices", lambda f: f.strength in ("shall-consider", "endeavour") and f.status in GAPS),
            ("practice", lambda f: f.strength == "benchmark" and f.status in GAPS),
        ]
        for name, belongs in groups:
            if found := sorted(filter(belongs, self.report.findings), key=weight):
                self._heading(self.words[name], len(found))
                for finding in found:
                    self._finding(finding)
        if not any(finding.status in GAPS for finding in self.report.findings):
            self.console.print(self.words["none"])
        self._unknown()
        self._loading()
        self._problems()

    def comparison(self, pairs: Sequence[Comparison]) -> None:
        """Two countries side by side: status, article and words, and the values on which they differ."""
        self._title()
        for pair in pairs:
            self._pair(pair)
        self.legend()
        self._problems()

    def region(
        self,
        values: Sequence[Divergence],
        above: Sequence[Proportion],
        near: Sequence[Nearness],
        groups: Sequence[Group],
    ) -> None:
        """Countries beside one another: each value with its spread and who stands apart, what is out of proportion, who is near whom."""
        self._title()
        said = Sentences(self.said)
        self._heading(said.said["values"], len(values))
        for found in values:
            self._value(found, said)
        if above:
            self._heading(said.said["proportion"], len(above))
            for proportion in above:
                self._indented(said.proportion(proportion))
            self.console.print()
        if near:
            self._heading(said.said["nearest"])
            self._indented(said.said["how"])
            for each in sorted(near, key=lambda each: -(each.alike or 0))[:MOST_PAIRS]:
                self._indented(said.near(each))
            self.console.print()
        if groups:
            self._heading(said.said["groups"], len(groups))
            for group in groups:
                self.console.print(Text(said.group(group), style="bold"))
                for trait in group.traits:
                    self._indented(said.trait(trait))
            self.console.print()
        self._problems()

    def _value(self, found: Divergence, said: Sentences) -> None:
        self.console.print(
            Text(self.said.numbered(found.card.id), style="bold").append(f"  {said.name(found)}", style="default")
        )
        lines = [(code, said.value(found, value)) for code, value in found.values.items()]
        for code, words in lines:
            self._indented(f"{code}{'*' if code in found.outliers else ' '} {words}")
        for remark in said.remarks(found):
            self._indented(remark)
        self.console.print()

    def criminality(self, found: Sequence[Criminality]) -> None:
        """Which conduct is an offence in both of two countries, with both penalties and the usual thresholds."""
        self._title()
        said = Sentences(self.said)
        self._heading(said.said["offences"], len(found))
        for each in found:
            self.console.print(
                Text(self.said.numbered(each.card.id), style="bold").append(
                    f"  {said.criminality(each)}", style="default"
                )
            )
            for finding, penalty in zip(each.findings, said.penalties(each), strict=True):
                cited = "; ".join(map(self.quoted, finding.evidence[:1]))
                self._indented(f"{self.said.mark(finding)} {finding.country}: {penalty}{f'. {cited}' if cited else ''}")
            for line in said.thresholds(each):
                self._indented(line)
            self.console.print()
        self.legend()
        self._problems()

    def draft(self, found: Checked) -> None:
        """What a draft opens, closes, narrows and leaves, its faults, and the same article by article."""
        said = Sentences(self.said)
        self._title()
        self.console.print(Text(said.draft(found)))
        self.console.print()
        for effect in ("opens", "closes", "narrows", "leaves"):
            if changes := sorted(found.of(effect), key=lambda change: weight(change.after)):
                self._heading(said.said[effect], len(changes))
                for change in changes[:MOST_LEFT] if effect == "leaves" else changes:
                    self._change(change, found, said)
                if effect == "leaves" and len(changes) > MOST_LEFT:
                    codes = ", ".join(self.cards[each.requirement].code for each in changes[MOST_LEFT:])
                    self._indented(f"… {codes}")
                self.console.print()
        if found.faults:
            self._heading(said.said["faults"], len(found.faults))
            for fault in found.faults:
                quote = f" “{fault.quote}”" if fault.quote and fault.end else ""
                self._indented(f"{said.place(fault, found)}: {said.fault(fault)}{quote}")
            self.console.print()
        if found.clauses:
            self._heading(said.said["articles"], len(found.clauses))
            self._articles(found, said)
            self.console.print()
        for line in said.summary(found):
            self.console.print(Text(line))

    def _change(self, change: Change, found: Checked, said: Sentences) -> None:
        line = Text(self.said.numbered(change.requirement), style="bold").append(
            f"  {said.change(change)}", style="default"
        )
        self.console.print(line)
        self._indented(self._reason(change.after))
        for item in found.evidence(change)[:1]:
            self._indented(self.quoted(item))
        if change.effect == "opens" and change.before.evidence:
            self._indented(f"{said.said['lost']}: {self.quoted(change.before.evidence[0])}")
        self._indented(said.neighbours(change))
        for model in change.models[:2]:
            self._indented(f"{said.said['borrow']} {model.country}: {self.quoted(model.evidence[0])}")

    def _articles(self, found: Checked, said: Sentences) -> None:
        effects = {change.requirement: change for change in found.changes}
        places = self.report.places[found.draft.law.expression]
        for eid, names in found.clauses.items():
            told = (f"{self.cards[name].code or name} {said.marks(effects[name])}" for name in names)
            self._indented(f"{places.get(eid, eid)}: {'; '.join(told)}")

    def farewell(self, file: Path, home: Path) -> None:
        """Where the report is, and how to see it in the browser: `home` is the program's folder, which has a Makefile where it was not installed."""
        self.console.print(Text(self.words["written"].format(file=file)))
        if (home / "app.py").is_file():
            command = "make app" if (home / "Makefile").is_file() else "homologa serve"
            self.console.print(Text(self.words["app"].format(command=command)))

    # -- the matrix

    def matrix(self, rows: Sequence[Row]) -> None:
        """Requirements down, countries across; more countries than fit go into a matrix of their own."""
        countries = list(dict.fromkeys(finding.country for finding in self.report.findings))
        for start in range(0, len(countries), MOST_COUNTRIES):
            self.console.print(self._table(rows, countries[start : start + MOST_COUNTRIES]))

    def _table(self, rows: Sequence[Row], countries: Sequence[str]) -> Table:
        table = Table(box=box.ASCII if self.ascii else box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=False)
        table.add_column(
            self.words["requirement"],
            no_wrap=True,
            overflow="ellipsis",
            max_width=self.console.width - 6 * len(countries) - 2,
        )
        for country in countries:
            table.add_column(country, no_wrap=True, min_width=3)
        standard = ""
        for row in rows:
            if standard and row.card.standard != standard:
                table.add_section()
            standard = row.card.standard
            table.add_row(
                escape(self.said.numbered(row.card.id)),
                *(self._cell(row.cells.get(c)) for c in countries),
            )
        return table

    def _cell(self, finding: Finding | None) -> Text:
        return Text("") if finding is None else Text(self.said.mark(finding), style=_COLOURS[finding.status])

    def legend(self) -> None:
        """What the marks mean."""
        self.console.print(Text("   ".join(self.said.legend()), style="dim"))
        self.console.print()

    # -- findings in words

    def gravest(self, most: int = MOST_GAPS) -> None:
        """The `most` gravest breaches of a duty, with the words that prove them."""
        found = gravest(self.report.findings, self.report.snapshot.as_of)
        self._heading(self.words["gravest"], len(found))
        for finding in found[:most]:
            self._finding(finding)
        if not found:
            self.console.print(self.words["none"])
        if len(found) > most:
            self.console.print(Text(f"  … {self.words['more'].format(n=len(found) - most)}", style="dim"))
        self.console.print()

    def _finding(self, finding: Finding) -> None:
        card = self.cards[finding.requirement]
        line = Text(f"{self.said.mark(finding):3} {finding.country}  ", style=_COLOURS[finding.status])
        line.append(self.said.numbered(card.id), style="bold")
        words = (self.said.status(finding), self._strength(finding), self.words[finding.severity])
        line.append(f"  {', '.join(words)}")
        self.console.print(line)
        self._indented(self._reason(finding))
        if finding.contested:
            self._indented(f"{self.words['contested']}: {finding.contested}")
        for each in finding.observations:
            self._indented(f"{each.by}, {each.on}: {each.body}")
        for item in finding.evidence[:1]:
            self._indented(self.quoted(item))
            self._indented(item.source)

    def _strength(self, finding: Finding) -> str:
        """How strongly it is asked for; of a duty, since when it binds, or from when."""
        strength = self.words[finding.strength]
        if finding.strength != "shall" or not finding.binding_since:
            return strength
        when = self.words["since" if self._binds(finding) else "only_from"]
        return f"{strength} {when.format(day=finding.binding_since)}"

    def _binds(self, finding: Finding) -> bool:
        return finding.binds(self.report.snapshot.as_of)

    def _reason(self, finding: Finding) -> str:
        if finding.status == "absent":
            said = self.words["searched"].format(n=len(finding.searched))
            return f"{said} ({self.words['according']})" if self.said.on_digest(finding) else said
        return f"{self.words['missing']}: {self.said.concepts(finding.missing)}" if finding.missing else ""

    def quoted(self, item: Evidence) -> str:
        """The words and their place: “…” law, article. A digest says that it is one."""
        quote = item.quote if len(item.quote) <= QUOTE else f"{item.quote[: QUOTE - 1].rstrip()}…"
        return " ".join(part for part in (f"“{quote}”" if quote else "", self.said.citation(item)) if part)

    def _unknown(self) -> None:
        found = [finding for finding in self.report.findings if finding.status == "unknown"]
        if not found:
            return
        self._heading(self.words["unknowns"], len(found))
        by_country: dict[str, list[str]] = {}
        for finding in found:
            by_country.setdefault(finding.country, []).append(
                self.cards[finding.requirement].code or finding.requirement
            )
        for country, codes in by_country.items():
            self.console.print(Text(f"{country}  {', '.join(codes)}"))
        self.console.print()

    def _loading(self) -> None:
        wanted = {country: kinds for country, kinds in to_load(self.report.findings).items() if kinds}
        if not wanted:
            return
        self._heading(self.words["load"])
        for country, kinds in wanted.items():
            listed = (f"{self.said.kind(kind)} ({n})" for kind, n in kinds.most_common())
            self.console.print(Text(f"{country}  {', '.join(listed)}"))
        self.console.print()

    def _problems(self) -> None:
        if self.report.problems:
            self._heading(self.words["problems"], len(self.report.problems))
            for problem in self.report.problems:
                self._indented(f"{problem.country or '--'}  {self._short(problem)}")
            self.console.print()

    def _short(self, problem: Problem) -> str:
        """The problem on a few lines: of a long list of files, the first ones."""
        names = message(problem.what, self.said.language).split(", ")
        if problem.kind == "skipped" and len(names) > 5:
            more = self.words["truncated"].format(n=len(names) - 4)
            return f"{problem.where}: {', '.join(names[:4])} {more}. {message(problem.do, self.said.language)}."
        return told(problem, self.said.language)

    # -- two countries

    def _pair(self, pair: Comparison) -> None:
        verdict = self.words["same"] if pair.same else self.words["differs"]
        self.console.print(Text(self.said.numbered(pair.card.id), style="bold").append(f"  ({verdict})", style="dim"))
        table = Table(
            box=box.ASCII if self.ascii else box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, width=self.console.width
        )
        for finding in pair.findings:
            table.add_column(finding.country, ratio=1, overflow="fold")
        table.add_row(*(self._side(finding) for finding in pair.findings))
        self.console.print(table)

    def _side(self, finding: Finding) -> Text:
        text = Text(f"{self.said.mark(finding)} {self.said.status(finding)}", style=_COLOURS[finding.status])
        if finding.divergence:
            text.append(f", {self.words['diverging']}", style="default")
        lines = [
            self._reason(finding),
            *(f"{self.said.term(key)}: {self.said.value(value)}" for key, value in finding.values.items()),
        ]
        lines += [self.quoted(item) for item in finding.evidence[:3]]
        for line in filter(None, lines):
            text.append(f"\n{line}", style="default")
        return text

    # -- small print

    def _title(self) -> None:
        taken = self.report.snapshot
        line = self.words["as_of"].format(day=taken.as_of.isoformat(), id=taken.id, n=len(self.report.laws))
        if taken.model:
            line += f", {self.words['by_model'].format(model=taken.model)}"
        self.console.print(Text(line, style="dim"))
        self.console.print()

    def _heading(self, words: str, count: int | None = None) -> None:
        self.console.print(Text(f"{words} ({count})" if count is not None else words, style="bold underline"))

    def _indented(self, words: str, by: int = 4) -> None:
        if words:
            self.console.print(Padding(Text(words, overflow="fold"), (0, 0, 0, by), expand=False))


def console(stream: Any) -> Console:
    """A console on `stream`; 100 columns wide where it is no terminal, and without colour there."""
    if stream.isatty():
        return Console(file=stream, highlight=False)
    return Console(file=stream, width=WIDTH, color_system=None, highlight=False, force_terminal=False)


def _can_encode(encoding: str) -> bool:
    try:
        "".join(MARKS.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
