"""Each operator of a criterion where it holds and where it does not, on hand-made provisions; what cannot be read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis.criteria import (
    Scope,
    base_penalty,
    concepts,
    listed,
    longest,
    penalty_values,
    prove,
    readable,
    span_beside,
)
from analysis.errors import ManifestError
from analysis.model import Annotation, Clause, Kind, Law, Role
from analysis.provisions import Provision
from analysis.standards import load
from analysis.tag.concepts import embedded


def said(concept: str, role: Role = "element", eid: str = "art_1", **values: Any) -> Annotation:
    return Annotation("law", eid, concept, role, 0, 5, "words", values)


def provision(
    *annotations: Annotation,
    number: int = 1,
    kind: Kind = "criminal-code",
    place: float = 0.9,
    heading: str = "",
    topics: frozenset[str] = frozenset(),
) -> Provision:
    law = Law("/akn/xx/act/1", "XX", "Code", "Code", kind, "es", Path("code.txt"))
    return Provision(law, Clause(f"art_{number}", "article", str(number), heading), (), place, annotations, topics)


BASE = provision(
    said("recruits"),
    said("deceives"),
    said("child", under=18),
    said("coerces", "aggravator", "art_1__para_2"),
    said("penalty", min_years=5.0, max_years=10.0),
)
DEFINES = provision(
    said("slavery", "definition", "art_2"),
    said("child", "definition", "art_2", under=14),
    number=2,
    place=0.1,
    kind="trafficking-law",
    heading="Definiciones generales",
    topics=frozenset({"tip-label"}),
)
SIBLING = provision(said("child", eid="art_3"), said("penalty", eid="art_3", max_years=20.0), number=3)
SCOPE = Scope((BASE, DEFINES), (BASE,), (SIBLING,))

HOLDS: list[Any] = [
    "recruits", ["recruits", "slavery"], {"recruits": {}}, {"recruits": None}, {"coerces": {"role": "aggravator"}}, {"coerces": {"role": ["element", "aggravator"]}},
    {"recruits": {"role": "any"}}, {"all": ["recruits", "deceives"]}, {"all": ["recruits"], "none": ["servitude"]}, {"all": []}, {"any": ["servitude", "slavery"]}, {"any": ["recruits"], "none": ["servitude"]},
    {"none": ["servitude"]}, {"none": []}, {"at_least": 2, "of": ["recruits", "servitude", "slavery"]}, {"at_least": 0, "of": []},
    {"clause": {"all": ["recruits", "deceives"]}}, {"clause": {"all": ["recruits"], "none": ["coerces"]}}, {"article": {"all": ["recruits", "coerces"]}},
    {"heading": ["definición", "generales"], "says": "slavery"}, {"place": "general-part", "says": "slavery"}, {"kind": "trafficking-law", "says": "slavery"},
    {"kind": ["criminal-code", "trafficking-law"], "says": "recruits"}, {"core": "recruits"}, {"joined": "slavery"}, {"clause": {"core": "recruits"}},
    {"sibling": {"child": {"role": "element"}}}, {"prison": {}}, {"child": {"under": 18}}, {"child": {"under": {"below": 18}}}, {"child": {"under": {"at_least": 18}}},
    {"child": {"under": {"is": 14}}}, {"base-penalty": {"reaches": 4}}, {"base-penalty": {"below": 11}}, {"recruits": {"under": 18}}, {"penalty": {"life": False}},
    {"kind": "trafficking-law"}, {"kind": ["ruling", "criminal-code"]}, {"topic": "tip-label"}, {"topic": ["som-label", "tip-label"]}, {"article": {"all": [{"topic": "tip-label"}, "slavery"]}},
    {"kind": "criminal-code", "says": {"any": ["slavery", {"all": ["recruits", {"none": ["slavery"]}]}]}},
]  # fmt: skip
FAILS: list[Any] = [
    "servitude", ["recruits", "servitude"], {"coerces": {"role": "element"}}, {"recruits": {"role": ["aggravator", "exclusion"]}}, {"all": ["recruits", "servitude"]},
    {"all": ["recruits"], "none": ["slavery"]}, {"any": ["servitude", "organ-removal"]}, {"any": []}, {"any": ["recruits", "deceives"], "none": ["slavery"]}, {"none": ["servitude", "recruits"]},
    {"at_least": 2, "of": ["recruits", "servitude"]}, {"clause": {"all": ["recruits", "coerces"]}}, {"article": {"all": ["recruits", "slavery"]}},
    {"heading": ["tentativa"], "says": "slavery"}, {"heading": ["definiciones"], "says": "recruits"}, {"place": "general-part", "says": "recruits"},
    {"kind": "migration-law", "says": "recruits"}, {"kind": "migration-law", "says": {"none": ["recruits"]}}, {"kind": "trafficking-law", "says": "recruits"},
    {"core": "slavery"}, {"joined": "recruits"}, {"clause": {"joined": "recruits"}}, {"sibling": "recruits"}, {"kind": "trafficking-law", "says": {"prison": {}}},
    {"child": {"under": {"below": 14}}}, {"child": {"under": {"at_least": 19}}}, {"child": {"under": {"is": 16}}}, {"recruits": {"under": {"below": 18}}},
    {"base-penalty": {"reaches": 11}}, {"base-penalty": {"below": 10}}, {"base-penalty": {"reaches": 4, "or_fine": True}}, {"penalty": {"life": True}},
    {"base-penalty": {"not_below": "other"}}, {"refers": ["a"]}, {"both-offences": {"of": ["a", "b"], "apart": True, "confused": "child"}}, {"kind": "ruling"}, {"topic": "som-label"}, {"topic": []}, {"article": {"all": [{"topic": "tip-label"}, "recruits"]}},
]  # fmt: skip


@pytest.mark.parametrize("expression", HOLDS, ids=str)
def test_holds(expression: Any) -> None:
    assert prove(expression, SCOPE) is not None


@pytest.mark.parametrize("expression", FAILS, ids=str)
def test_fails(expression: Any) -> None:
    assert prove(expression, SCOPE) is None


@pytest.mark.parametrize(
    "expression", [None, 7, {}, True, 3.5, ("recruits",), {"all": [None]}, {"any": [{}]}, {"none": [7]}], ids=str
)
def test_what_cannot_be_read(expression: Any) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        prove(expression, SCOPE)
    with pytest.raises(ManifestError, match="cannot be read"):
        readable(expression)


@pytest.mark.parametrize("expression", [*HOLDS, *FAILS], ids=str)
def test_what_can_be_read(expression: Any) -> None:
    readable(expression)


MISTAKEN = [
    {"recruits": {}, "deceives": {}}, {"heading": ["x"]}, {"kind": "criminal-code", "all": []}, {"topic": "x", "says": "recruits"}, {"at_least": 2}, {"recruits": "element"}, {"recruits": ["element"]},
    {"of": ["recruits"]}, {"base-penalty": {}}, {"all": "recruits"}, {"any": 7}, {"place": "somewhere", "says": "recruits"}, {"says": "recruits"},
    {"all": ["recruits"], "any": ["slavery"]}, {"heading": "tentativa", "says": "recruits"}, {"child": {"under": {"lower": 3}}}, {"none": [{"any": "x"}]},
    {"recruits": {"role": "elemento"}}, {"recruits": {"role": ["element", "x"]}}, {"kind": "penal-code", "says": "x"}, {"both-offences": {}}, {"refers": "a"}, {"both-offences": {"of": ["a", "b"], "apart": True, "confused": {}}}, "", {"core": {"at_least": 1}},
]  # fmt: skip


@pytest.mark.parametrize("expression", MISTAKEN, ids=str)
def test_a_mistake_is_named_and_not_passed_over(expression: Any) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        readable(expression)


def test_a_mistake_in_a_standard_is_named_with_file_entry_and_key(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "- {id: mine, titles: {es: x, en: x}, source: [], strength: shall, severity: low, rule: x, criterion: {met: {all: recruits}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ManifestError) as raised:
        load(tmp_path)
    assert all(part in str(raised.value) for part in ("mine.yaml", "“mine”", "met", "{'all': 'recruits'}"))


def test_the_standards_name_only_concepts_that_are_there() -> None:
    known = {concept.id for concept in embedded()} | {"penalty", "time-span"}
    for requirement in load():
        c = requirement.criterion
        named = set().union(
            *map(
                concepts,
                (
                    c.within,
                    c.core,
                    c.met,
                    c.partial,
                    c.contrary,
                    c.diverges,
                    c.span,
                    *c.parts.values(),
                    *c.state.values(),
                ),
            ),
            *(concepts([*listing.of, listing.beside]) for listing in c.lists.values()),
        )
        assert named <= known, requirement.id
        assert set(c.missing) <= known, requirement.id


@pytest.mark.parametrize("expression", HOLDS, ids=str)
def test_a_proof_is_made_of_what_was_said(expression: Any) -> None:
    everything = {id(a) for p in (BASE, DEFINES, SIBLING) for a in p.annotations}
    proof = prove(expression, SCOPE) or []
    assert all(id(a) in everything and any(a is own for own in p.annotations) for p, a in proof)


def test_a_true_none_proves_itself_with_nothing() -> None:
    assert prove({"none": ["servitude"]}, SCOPE) == []


def test_any_takes_the_first_that_holds() -> None:
    proof = prove({"any": ["servitude", "slavery", "recruits"]}, SCOPE)
    assert proof is not None and [a.concept for _, a in proof] == ["slavery"]


def test_the_default_roles_count_where_none_is_named() -> None:
    scope = Scope((BASE,), (BASE,), (), ("element",))
    assert prove("coerces", scope) is None
    assert prove({"coerces": {"role": "aggravator"}}, scope) is not None
    assert prove({"coerces": {"role": "any"}}, scope) is not None


def test_the_general_part_is_told_by_place_heading_or_number() -> None:
    late, named = (
        provision(said("attempt-punished"), place=0.9),
        provision(said("attempt-punished"), place=0.9, heading="De la tentativa"),
    )
    numbered = Provision(late.law, late.unit, (), 0.9, late.annotations, rank=0.1)
    rule = {"place": "general-part", "says": "attempt-punished"}
    assert [prove(rule, Scope((p,))) is not None for p in (late, named, numbered)] == [False, True, True]


def test_an_early_article_on_one_crime_is_no_general_part() -> None:
    years = said("penalty", kind="imprisonment", max_years=7.0)
    one = provision(said("attempt-punished"), years, place=0.1)
    every = provision(said("attempt-punished"), said("any-offence"), years, place=0.1)
    rule = {"place": "general-part", "says": "attempt-punished"}
    assert [prove(rule, Scope((p,))) is not None for p in (one, every)] == [False, True]


class Known:
    """What is known of a country: the maximum of another offence and the articles that forbid."""

    def __init__(self, maximum: float | None = None, **cores: list[Provision]) -> None:
        self._maximum, self._cores = maximum, cores

    def maximum(self, requirement: str) -> float | None:
        return self._maximum

    def cores(self, requirement: str) -> list[Provision]:
        return self._cores.get(requirement[:3], [])


@pytest.mark.parametrize(
    ("maximum", "holds"), [(None, False), (9.0, True), (10.0, True), (11.0, False), (math.inf, False)]
)
def test_not_below_another_offence(maximum: float | None, holds: bool) -> None:
    scope = Scope((BASE,), (BASE,), context=Known(maximum))
    assert (prove({"base-penalty": {"not_below": "other"}}, scope) is not None) is holds


BORDER = provision(said("crosses-border"), number=4)
EVERYWHERE = provision(said("crosses-border"), said("within-country"), number=5)
APART = [
    ([BASE], [SIBLING], True), ([BASE], [BASE], False), ([BASE, SIBLING], [SIBLING], False), ([BORDER], [SIBLING], False), ([EVERYWHERE], [SIBLING], True),
    ([BORDER, BASE], [SIBLING], True),
]  # fmt: skip


def both(apart: bool) -> dict[str, object]:
    confused = {"all": [{"crosses-border": {"role": "element"}}], "none": ["within-country"]}
    return {
        "both-offences": {"of": ["tip-specific-offence", "som-specific-offence"], "apart": apart, "confused": confused}
    }


@pytest.mark.parametrize(("trafficking", "smuggling", "apart"), APART)
def test_both_offences_apart(trafficking: list[Provision], smuggling: list[Provision], apart: bool) -> None:
    scope = Scope((BASE,), context=Known(tip=trafficking, som=smuggling))
    assert (prove(both(True), scope) is not None) is apart
    assert (prove(both(False), scope) is not None) is not apart


@pytest.mark.parametrize("cores", [{"tip": [BASE]}, {"som": [BASE]}, {}])
def test_one_offence_is_not_both(cores: dict[str, list[Provision]]) -> None:
    for apart in (True, False):
        assert prove(both(apart), Scope((BASE,), context=Known(**cores))) is None


# ---- penalties -----------------------------------------------------------------------------------------------------


def penalty(role: Role = "element", eid: str = "art_1", **values: Any) -> Annotation:
    return said("penalty", role, eid, **values)


PENALTIES = [
    # annotations of the forbidding article, the values of the base offence
    ([penalty(min_years=5.0, max_years=10.0)], {"min_years": 5.0, "max_years": 10.0}),
    ([penalty(max_years=3.0), penalty("aggravator", max_years=20.0)], {"max_years": 3.0}),
    ([penalty(eid="art_1__para_2", max_years=3.0), penalty("aggravator", "art_1__para_3__point_a", max_years=20.0)], {"max_years": 3.0}),
    ([penalty(max_years=5.0, threshold=True), penalty(max_years=3.0)], {"max_years": 3.0}),
    ([penalty(max_years=5.0, threshold=True)], {}),
    ([penalty(kind="fine")], {}),
    ([penalty(max_years=3.0), penalty(kind="fine")], {"max_years": 3.0, "fine": True}),
    ([penalty(max_years=3.0), penalty("aggravator", kind="fine")], {"max_years": 3.0}),
    ([penalty(max_years=3.0), penalty(eid="art_1__para_2", kind="fine")], {"max_years": 3.0}),
    ([penalty(life=True)], {"life": True}),
    ([penalty(max_years=20.0), penalty(max_years=3.0, base=True)], {"max_years": 3.0}),
    ([penalty(factor=[1.5, 1.5], direction="up")], {}),
    ([penalty("aggravator", "art_1__point_i", max_years=14.0), penalty("element", "art_1__point_ii", max_years=5.0)], {"max_years": 14.0}),
    ([], {}),
]  # fmt: skip


@pytest.mark.parametrize(("annotations", "values"), PENALTIES)
def test_the_base_penalty(annotations: list[Annotation], values: Mapping[str, Any]) -> None:
    core = provision(*annotations)
    assert penalty_values(Scope((core,), (core,))) == values


def test_the_forbidding_article_s_own_penalty_goes_first_then_the_joined_one() -> None:
    core, punishes = provision(penalty(max_years=3.0)), provision(penalty(max_years=9.0), number=2)
    silent = provision(said("recruits"))
    assert penalty_values(Scope((punishes, core), (core,))) == {"max_years": 3.0}
    found = base_penalty(Scope((silent, punishes), (silent,)))
    assert found is not None and found[0] is punishes


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ({"max_years": 4.0}, 4.0),
        ({"min_years": 1.0, "max_years": 4.0}, 4.0),
        ({"min_years": 1.0}, math.inf),
        ({"life": True, "max_years": 4.0}, math.inf),
        ({}, None),
    ],
)
def test_the_longest_term(values: Mapping[str, Any], years: float | None) -> None:
    assert longest(values) == years


SERIOUS = [
    # UNTOC article 2(b): a maximum of at least four years; a low minimum is no gap
    ({"max_years": 4.0}, "reaches"), ({"min_years": 0.25, "max_years": 4.0}, "reaches"), ({"max_years": 3.99}, "below"), ({"life": True}, "reaches"),
    ({"min_years": 2.0}, "reaches"), ({"max_years": 10.0, "alternative": True}, "or_fine"), ({"max_years": 3.0, "alternative": True}, "below"),
    ({"max_years": 10.0, "fine": True}, "reaches"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "answer"), SERIOUS)
def test_serious_crime(values: Mapping[str, Any], answer: str) -> None:
    core = provision(penalty(**values))
    scope = Scope((core,), (core,))
    asked = {"reaches": {"reaches": 4}, "or_fine": {"reaches": 4, "or_fine": True}, "below": {"below": 4}}
    assert [name for name, one in asked.items() if prove({"base-penalty": one}, scope) is not None] == [answer]


# ---- concepts named ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("recruits", {"recruits"}), (None, set()), ({"recruits": {"role": "element"}}, {"recruits"}), ({"all": ["a", {"any": ["b"]}], "none": ["c"]}, {"a", "b", "c"}),
        ({"at_least": 2, "of": ["a", "b"]}, {"a", "b"}), ({"heading": ["tentativa"], "says": "a"}, {"a"}), ({"kind": ["criminal-code"], "says": {"place": "general-part", "says": "a"}}, {"a"}),
        ({"prison": {}}, {"penalty"}), ({"base-penalty": {"reaches": 4}}, {"penalty"}), ({"both-offences": {"of": ["a", "b"], "apart": True, "confused": "child"}}, set()), ({"refers": ["a"]}, set()), ([{"core": "a"}, {"joined": "b"}, {"sibling": "c"}], {"a", "b", "c"}),
        ([], set()), (7, set()), ({"kind": "ruling"}, set()), ({"topic": ["a", "b"]}, {"a", "b"}),
    ],
)  # fmt: skip
def test_the_concepts_that_an_expression_names(expression: Any, named: set[str]) -> None:
    assert concepts(expression) == named


# ---- values beside the verdict ---------------------------------------------------------------------------------------


def at(concept: str, start: int, eid: str = "art_1", **values: Any) -> Annotation:
    return Annotation("law", eid, concept, "mention", start, start + 5, "words", values)


SPANS = [
    ([at("slavery", 0), at("time-span", 9, days=30)], {"days": 30}),
    ([at("slavery", 50), at("time-span", 9, days=30), at("time-span", 70, months=6)], {"months": 6}),
    ([at("slavery", 0), at("time-span", 9, days=5, every=True), at("time-span", 90, days=30)], {"days": 30}),
    ([at("slavery", 0, "art_1__para_1"), at("time-span", 3, "art_1__para_2", days=30)], {}),
    ([at("slavery", 0), at("time-span", 3, "art_1__para_2", days=30)], {"days": 30}),
    ([at("slavery", 0, "art_1__para_2__point_a"), at("time-span", 3, "art_1__para_2", days=30, renewable=True)], {"days": 30, "renewable": True}),
    ([at("slavery", 40), at("time-span", 300, days=3), at("time-span", 3, "art_1__para_2", days=30)], {"days": 3}),
    ([at("time-span", 3, days=30)], {}),
    ([at("slavery", 0)], {}),
]  # fmt: skip


@pytest.mark.parametrize(("annotations", "values"), SPANS)
def test_the_time_span_beside_some_words(annotations: list[Annotation], values: Mapping[str, Any]) -> None:
    assert span_beside("slavery", Scope((provision(*annotations),))) == values


def test_a_time_span_of_another_article_is_not_beside_them() -> None:
    both = (provision(at("slavery", 0)), provision(at("time-span", 3, "art_2", days=30), number=2))
    assert span_beside("slavery", Scope(both)) == {}


LISTS = [
    ([at("slavery", 0), at("recruits", 9), at("deceives", 3, "art_1__para_2")], ["recruits"]),
    ([at("slavery", 0, "art_1__para_2"), at("recruits", 9), at("deceives", 3, "art_1__para_3")], ["recruits"]),
    ([at("slavery", 0, "art_1__para_2"), at("deceives", 3, "art_1__para_3")], ["deceives"]),
    ([at("slavery", 0, "art_1__point_I"), at("deceives", 3, "art_1__point_V")], ["deceives"]),
    ([at("slavery", 0), at("deceives", 3), at("recruits", 9)], ["recruits", "deceives"]),
    ([at("recruits", 0)], []),
    ([at("slavery", 0), at("coerces", 3)], []),
]


@pytest.mark.parametrize(("annotations", "found"), LISTS)
def test_which_concepts_stand_with_some_words(annotations: list[Annotation], found: list[str]) -> None:
    assert listed(["recruits", "deceives"], "slavery", Scope((provision(*annotations),))) == found


@pytest.mark.parametrize(
    ("eid", "found"),
    [("art_1__point_V", []), ("art_1__point_I__point_a", ["deceives"]), ("art_1__para_2", ["deceives"])],
)
def test_another_point_of_a_list_is_on_another_matter_where_asked(eid: str, found: list[str]) -> None:
    scope = Scope((provision(at("slavery", 0, "art_1__point_I"), at("deceives", 3, eid)),))
    assert listed(["recruits", "deceives"], "slavery", scope, pointwise=True) == found
