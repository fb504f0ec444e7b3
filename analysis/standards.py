"""The requirements of `annotations/standards/*.yaml`: what the treaties ask, and how the answer is recognised. One file is one standard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis import cache
from analysis.criteria import concepts, readable
from analysis.errors import ManifestError
from analysis.model import Kind, Severity, Strength
from analysis.tag.language import fold

STANDARDS = Path(__file__).parents[1] / "annotations" / "standards"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where a requirement comes from: an instrument and its article."""

    instrument: str
    article: str


class LooksIn(_Strict):
    """The kinds of law that must be loaded in full before "absent" may be said: all of `all_of` and one of `any_of`."""

    all_of: tuple[Kind, ...] = ()
    any_of: tuple[Kind, ...] = ()


class Listing(_Strict):
    """A value: which of the concepts ``of`` stand with the words that prove ``beside``; with ``pointwise``, none of another point of
    the list that those words stand in.
    """

    of: tuple[str, ...]
    beside: Any
    pointwise: bool = False


class Line(_Strict):
    """What a treaty says of a value: at least so much, or this very word."""

    at_least: float | None = None
    is_: str | None = Field(None, alias="is")
    source: Source

    def record(self) -> dict[str, Any]:
        """As plain data: ``{"at_least" | "is": …, "source": "UNTOC 2(b)"}``."""
        said = {"at_least": self.at_least, "is": self.is_}
        return {
            **{name: value for name, value in said.items() if value is not None},
            "source": f"{self.source.instrument} {self.source.article}",
        }


class NotAbove(_Strict):
    """A value that is to be held against the same of another requirement, and ought not to be above it."""

    requirement: str
    value: str


class Conduct(_Strict):
    """The requirement is met by making a conduct an offence.

    ``penalty_in`` is the requirement that records its penalty, ``measured_by`` the one that records the penalty of the offence by which it is
    measured, as that of an attempt.
    """

    penalty_in: str = ""
    measured_by: str = ""


class Watch(_Strict):
    """Words that forbid to say "absent" where an article has one of each list, however little of it was understood.

    ``within``: the articles of the ``offence`` that is judged, with what is joined, those that threaten prison (``crimes``), or all articles of
    the ``laws`` in which it could stand. Words are without accents and in lower case; `*` stands for any ending.
    """

    within: str = Field(pattern="^(offence|crimes|laws)$")
    words: tuple[tuple[str, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _folded(self) -> Watch:
        if strange := [word for words in self.words for word in words if word != fold(word)]:
            raise ValueError(f"words are without accents and in lower case: {', '.join(strange)}")
        if not all(self.words):
            raise ValueError("an empty list of words is never found")
        return self

    def warns(self, folded: str) -> bool:
        """Has the `folded` text of an article one of each list?

        >>> Watch(within="laws", words=(("tentativ*", "conato"),)).warns("el grado de tentativa")
        True
        """
        return all(_any_of(words).search(folded) for words in self.words)


@lru_cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(r"\b" + re.escape(word).replace(r"\*", r"\w*") + r"\b" for word in words))


class Criterion(_Strict):
    """How a requirement is answered; `docs/criteria.md` explains each key with examples.

    ``scope``: ``offence`` (an article with what it is joined with), ``article``, ``law`` or ``country``. ``of``: the requirement whose offences are
    judged. ``core`` recognises the forbidding article, ``label`` is the concept of the offence's name; a core whose heading names one of
    ``beside`` goes after the others. ``parts`` are named expressions: all of them (or ``enough`` of them) make ``met``, some make ``partial``; else ``met``, ``partial`` and ``contrary`` are expressions themselves. ``within`` is what must hold of
    an article by itself for it to be read at all. ``span`` and ``lists`` record values beside the verdict. ``watch``: see :class:`Watch`.
    """

    scope: str = Field("country", pattern="^(offence|article|law|country)$")
    of: str = ""
    needs: tuple[str, ...] = ()
    laws: tuple[Kind, ...] = ()
    within: Any = None
    core: Any = None
    label: str = ""
    beside: tuple[str, ...] = ()
    joins: tuple[str, ...] = ("defines", "punishes", "aggravates", "amends")
    quantifier: str = Field("some", pattern="^(some|every|together)$")
    roles: tuple[str, ...] = ()
    parts: dict[str, Any] = {}
    enough: int = 0
    some: int = 1
    always: tuple[str, ...] = ()
    met: Any = None
    partial: Any = None
    contrary: Any = None
    missing: tuple[str, ...] = ()
    state: dict[str, Any] = {}
    diverges: Any = None
    records: str = ""
    span: Any = None
    lists: dict[str, Listing] = {}
    watch: Watch | None = None


class Examples(_Strict):
    """Texts of a law, one list a verdict, keyed by language: `{met: {es: […], en: […]}, partial: …, fails: …}`."""

    met: dict[str, tuple[str, ...]]
    partial: dict[str, tuple[str, ...]] = {}
    fails: dict[str, tuple[str, ...]] = {}


class Requirement(_Strict):
    """One thing that a standard asks of a State.

    ``question`` is asked of the whole region where it is given, and answered by who lacks the requirement; ``standard_question``, from the
    entry that names the file, by where the laws differ on the requirements of the file.

    ``strengths`` says of single parts of the criterion how strongly they are asked for, where the treaty mixes "shall" with less.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    code: str = ""
    titles: dict[str, str]
    explains: dict[str, str] = {}
    source: tuple[Source, ...]
    strength: Strength
    strengths: dict[str, Strength] = {}
    severity: Severity
    looks_in: LooksIn = LooksIn()
    rule: str
    criterion: Criterion
    compares: tuple[str, ...] = ()
    lines: dict[str, Line] = {}
    not_above: NotAbove | None = None
    conduct: Conduct | None = None
    answers: tuple[str, ...] = ()
    question: dict[str, str] = {}
    examples: Examples = Examples(met={})
    standard: str = ""
    standard_titles: dict[str, str] = {}
    standard_question: dict[str, str] = {}

    @model_validator(mode="after")
    def _titled(self) -> Requirement:
        if not {"es", "en"} <= set(self.titles):
            raise ValueError("titles must be given in es and en")
        if self.criterion.watch and self.criterion.watch.within == "offence" and not self.criterion.of:
            raise ValueError("a watch within the offence needs criterion.of, which names the offence")
        if unknown := self.strengths.keys() - self.criterion.parts.keys():
            raise ValueError(f"strengths names no part of the criterion: {', '.join(sorted(unknown))}")
        return self

    def strength_of(self, missing: Sequence[str]) -> Strength:
        """How strongly the treaty asks for what is `missing`, parts of the criterion: as strongly as for the most wanted of them.

        For no part in particular, as strongly as the requirement itself.
        """
        asked = [self.strengths.get(part, self.strength) for part in missing]
        return min(asked, key=get_args(Strength).index, default=self.strength)


def load(folder: Path = STANDARDS) -> tuple[Requirement, ...]:
    """All requirements under `folder`, in the order of their files. Raises ManifestError with file, entry and key of a mistake."""
    found: dict[str, Requirement] = {}
    for file in sorted(folder.glob("*.yaml")):
        for requirement in _in_file(file):
            if requirement.id in found:
                raise ManifestError(f"requirement “{requirement.id}” is defined twice", where=file)
            found[requirement.id] = requirement
    for requirement in found.values():
        if requirement.criterion.of and requirement.criterion.of not in found:
            raise ManifestError(
                f"{requirement.id}: criterion.of names no requirement: “{requirement.criterion.of}”", where=folder
            )
    return tuple(found.values())


@lru_cache(maxsize=1)
def embedded() -> tuple[Requirement, ...]:
    """The standards that come with Homologa."""
    return load()


def sought(requirement: Requirement, by_id: Mapping[str, Requirement]) -> set[str]:
    """The concepts that are looked for; those of the offences that it rests on where its criterion names none."""
    criterion = requirement.criterion
    found = (
        concepts(criterion.core) | concepts(criterion.met) | concepts(criterion.partial) | concepts(criterion.contrary)
    )
    for part in (*criterion.parts.values(), *criterion.state.values()):
        found |= concepts(part)
    bases = _bases(requirement, by_id)
    return found or set().union(*(sought(base, by_id) for base in bases))


def _bases(requirement: Requirement, by_id: Mapping[str, Requirement]) -> list[Requirement]:
    return [by_id[name] for name in (requirement.criterion.of, *requirement.criterion.needs) if name in by_id]


def criteria(requirements: Sequence[Requirement]) -> dict[str, dict[str, str]]:
    """What is asked, by concept: the requirements that look for it, each with a hash of its criterion and of those it rests on.

    >>> criteria(embedded())["recruits"].keys() >= {"tip-act-element"}
    True
    """
    by_id = {requirement.id: requirement for requirement in requirements}
    found: dict[str, dict[str, str]] = {}
    for requirement in requirements:
        rests_on = [each.criterion.model_dump(mode="json") for each in (requirement, *_bases(requirement, by_id))]
        for concept in sought(requirement, by_id):
            found.setdefault(concept, {})[requirement.id] = cache.key(rests_on)[:12]
    return found


def _in_file(file: Path) -> list[Requirement]:
    import yaml

    try:
        entries = (
            yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
        )
    except yaml.YAMLError as fault:
        raise ManifestError(f"is no YAML ({str(fault).splitlines()[0]})", where=file) from fault
    head: dict[str, Any] = next((entry for entry in entries if _names_standard(entry)), {})
    return [_requirement(entry, file, head) for entry in entries if not _names_standard(entry)]


def _names_standard(entry: Any) -> bool:
    """Is it the entry that names the whole file, ``- standard: {es: …, en: …}``, with a ``question`` of its own or none?"""
    return isinstance(entry, dict) and {"standard"} <= entry.keys() <= {"standard", "question"}


def _requirement(entry: Any, file: Path, head: dict[str, Any]) -> Requirement:
    whole = {
        "standard": file.stem,
        "standard_titles": head.get("standard", {}),
        "standard_question": head.get("question", {}),
    }
    try:
        requirement = Requirement.model_validate({**entry, **whole})
    except (ValidationError, TypeError) as fault:
        error = fault.errors()[0] if isinstance(fault, ValidationError) else {"loc": (), "msg": "is no mapping"}
        name = entry.get("id", "?") if isinstance(entry, dict) else entry
        raise ManifestError(
            f"entry “{name}”, key {'.'.join(map(str, error['loc'])) or '?'}: {error['msg']}", where=file
        ) from fault
    _check_expressions(requirement, file)
    return requirement


def _check_expressions(requirement: Requirement, file: Path) -> None:
    criterion = requirement.criterion
    single = {
        key: getattr(criterion, key) for key in ("within", "core", "met", "partial", "contrary", "diverges", "span")
    }
    for key, expression in {
        **{k: e for k, e in single.items() if e is not None},
        **criterion.parts,
        **criterion.state,
        **{f"lists.{name}": listing.beside for name, listing in criterion.lists.items()},
    }.items():
        try:
            readable(expression)
        except ManifestError as fault:
            raise ManifestError(
                f"entry “{requirement.id}”, criterion, {key}: {fault.what}", where=file, do=fault.do
            ) from fault
        _check_concepts(f"entry “{requirement.id}”, criterion, {key}", concepts(expression), file)
    for name, listing in criterion.lists.items():
        _check_concepts(f"entry “{requirement.id}”, criterion, lists.{name}.of", listing.of, file)


def _check_concepts(place: str, named: Iterable[str], file: Path) -> None:
    """A concept that nothing recognises would never be found, and silence would read as a gap."""
    if strange := sorted(set(named) - _known_concepts()):
        nearest = get_close_matches(strange[0], _known_concepts(), 1)
        hint = f"; did you mean “{nearest[0]}”?" if nearest else ""
        raise ManifestError(
            f"{place}: there is no concept “{strange[0]}”{hint}",
            where=file,
            do="See annotations/concepts for those there are",
        )


@lru_cache(maxsize=1)
def _known_concepts() -> frozenset[str]:
    from analysis.tag.concepts import embedded as all_concepts

    return frozenset({*_TOLD_BY_NUMBERS, *(concept.id for concept in all_concepts())})


_TOLD_BY_NUMBERS = ("penalty", "time-span")
"""What the tagger recognises by grammars of its own and no entry of `annotations/concepts/`."""
