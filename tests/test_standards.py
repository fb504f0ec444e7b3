"""Each requirement gives the verdict that its own examples stand for.

An example is a small law. Its first line may be a title, which tells its kind as titles of laws do; without one it is a law on the subject of its
standard, or a criminal code where the requirement looks nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis import check
from analysis.earning import Ground
from analysis.errors import ManifestError
from analysis.model import Kind, Law
from analysis.provisions import Tagged
from analysis.read import text
from analysis.standards import Requirement, embedded, load
from analysis.tag import tag

SUBJECT: dict[str, Kind] = {
    "trafficking-offence": "trafficking-law",
    "smuggling-offence": "migration-law",
    "victim-care": "trafficking-law",
    "return": "trafficking-law",
    "cooperation": "trafficking-law",
    "prevention": "trafficking-law",
}
TITLES: dict[str, Kind] = {
    "código penal": "criminal-code", "criminal code": "criminal-code", "penal code": "criminal-code",
    "ley contra la delincuencia organizada": "organised-crime-law", "organised crime act": "organised-crime-law",
    "ley contra el lavado": "laundering-law", "proceeds of crime act": "laundering-law",
    "ley contra la trata": "trafficking-law", "trafficking in persons act": "trafficking-law",
    "ley de migración": "migration-law", "immigration act": "migration-law",
    "ley general de víctimas": "victims-law", "victims act": "victims-law", "código procesal penal": "procedure-code", "criminal procedure act": "procedure-code",
    "protocolo": "protocol", "protocol": "protocol", "ley de la niñez": "children-law", "children act": "children-law",
    "ley de refugiados": "refugee-law", "refugees act": "refugee-law", "reglamento": "regulation", "regulations": "regulation",
}  # fmt: skip
VERDICTS = {"met": {"met"}, "partial": {"partial"}, "fails": {"absent", "unknown", "contrary"}}


def _cases() -> list[object]:
    return [
        pytest.param(requirement, verdict, language, example, id=f"{requirement.code}-{verdict}-{language}-{at}")
        for requirement in embedded()
        for verdict in VERDICTS
        for language, examples in getattr(requirement.examples, verdict).items()
        for at, example in enumerate(examples, 1)
    ]


def _kind(requirement: Requirement, example: str) -> Kind:
    title = example.partition("\n")[0].lower()
    if named := next((kind for words, kind in TITLES.items() if title.startswith(words)), None):
        return named
    return "criminal-code" if requirement.looks_in.all_of == ("criminal-code",) else SUBJECT[requirement.standard]


def _law(kind: Kind, language: str) -> Law:
    return Law("/akn/xx/act/2020/1", "XX", "Ley", "Ley", kind, language, Path("ley.txt"), "text", "official")


@pytest.mark.parametrize(("requirement", "verdict", "language", "example"), _cases())
def test_an_example_gets_its_verdict(requirement: Requirement, verdict: str, language: str, example: str) -> None:
    document = text.read(example.encode(), _law(_kind(requirement, example), language))
    tagged = Tagged(document.law, document.clauses, tag(document), document.quality)
    findings = check.check("XX", Ground([tagged]), embedded())
    found = next(finding for finding in findings if finding.requirement == requirement.id)
    assert found.status in VERDICTS[verdict], f"{found.status}, missing {found.missing}"


@pytest.mark.parametrize(
    "requirement", [r for r in embedded() if r.examples.met], ids=lambda requirement: requirement.code
)
def test_a_requirement_has_examples_in_both_languages(requirement: Requirement) -> None:
    assert all(len(requirement.examples.met.get(language, ())) >= 2 for language in ("es", "en"))
    assert all(requirement.examples.fails.get(language) for language in ("es", "en"))


@pytest.mark.parametrize("requirement", embedded(), ids=lambda requirement: requirement.code)
def test_a_requirement_is_told_in_full(requirement: Requirement) -> None:
    assert {"es", "en"} <= requirement.explains.keys()
    assert requirement.source
    assert requirement.answers
    criterion, looks = requirement.criterion, requirement.looks_in
    assert looks.all_of or looks.any_of or criterion.of or criterion.needs
    assert criterion.state or all(requirement.examples.partial.get(language) for language in ("es", "en"))


def test_the_catalogue_is_whole() -> None:
    wanted = {"A": 19, "B": 15, "C": 19, "D": 9, "E": 9, "F": 9}
    assert {r.code for r in embedded()} == {f"{g}{n:02}" for g, most in wanted.items() for n in range(1, most + 1)}


OWN: dict[str, Any] = {
    "id": "mine", "titles": {"es": "Mío", "en": "Mine"}, "source": [{"instrument": "Own", "article": "1"}],
    "strength": "shall", "severity": "high", "rule": "Met where there is a shelter.", "criterion": {"met": "shelter"},
}  # fmt: skip


def _own(folder: Path, *entries: Any) -> Path:
    (folder / "own.yaml").write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return folder


def test_a_standard_of_ones_own_is_one_file(tmp_path: Path) -> None:
    head = {"standard": {"es": "Propio", "en": "Own"}, "question": {"es": "¿?", "en": "?"}}
    (found,) = load(_own(tmp_path, head, OWN))
    assert (found.id, found.standard, found.standard_titles["en"], found.standard_question["en"]) == (
        "mine",
        "own",
        "Own",
        "?",
    )


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"knd": 1}, "key knd"),
        ({"titles": {"es": "Mío"}}, "titles must be given in es and en"),
        ({"strength": "must"}, "key strength"),
        ({"severity": "grave"}, "key severity"),
        ({"source": [{"instrument": "Own"}]}, "key source.0.article"),
        ({"looks_in": {"all_of": ["law"]}}, "key looks_in.all_of.0"),
        ({"criterion": {"mett": "shelter"}}, "key criterion.mett"),
        ({"criterion": {"met": {"clause": 5}}}, "criterion, met"),
        ({"criterion": {"met": "sheltr"}}, "criterion, met: there is no concept “sheltr”; did you mean “shelter”?"),
        ({"criterion": {"parts": {"a": "nothing-of-the-kind"}}}, "criterion, a: there is no concept"),
        (
            {"criterion": {"lists": {"who": {"of": ["polic"], "beside": "shelter"}}}},
            "lists.who.of: there is no concept “polic”",
        ),
        ({"criterion": {"of": "another"}}, "criterion.of names no requirement: “another”"),
        (
            {"criterion": {"met": "shelter", "watch": {"within": "book", "words": [["asilo"]]}}},
            "key criterion.watch.within",
        ),
        (
            {"criterion": {"met": "shelter", "watch": {"within": "laws", "words": [["víctima*"]]}}},
            "without accents and in lower case: víctima*",
        ),
        ({"criterion": {"met": "shelter", "watch": {"within": "laws", "words": [[]]}}}, "an empty list of words"),
        ({"criterion": {"met": "shelter", "watch": {"within": "offence", "words": [["asilo"]]}}}, "needs criterion.of"),
        ({"strengths": {"b": "benchmark"}}, "strengths names no part of the criterion: b"),
    ],
)
def test_a_mistake_is_told_with_file_entry_and_key(tmp_path: Path, mistake: dict[str, Any], told: str) -> None:
    with pytest.raises(ManifestError) as raised:
        load(_own(tmp_path, {**OWN, **mistake}))
    said = str(raised.value)
    assert told in said
    assert "mine" in said
    assert str(tmp_path) in said


@pytest.mark.parametrize(
    ("text", "told"),
    [("- id: [", "is no YAML"), ("- just words", "just words"), ("- {id: a}\n- {id: a}", "key titles")],
)
def test_a_file_that_is_no_standard_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=told) as raised:
        load(tmp_path)
    assert "own.yaml" in str(raised.value)
