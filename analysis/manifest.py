"""The schema of `corpus/<cc>/laws.yaml`, as people write it by hand: an unknown key is an error that names the
nearest known one.

A manifest is a list of entries, one a law; an item ``has_no: [{kind, source}]`` says which kinds of law the State
does not have, an item ``party_to: [{treaty, since, deposited, source, reservations}]`` which treaties bind it and from which day. It may also be a
mapping ``{laws: […], has_no: […], party_to: […]}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from rapidfuzz import process

from analysis.errors import ManifestError
from analysis.model import Kind, LawStatus, TextForm

MAX_BYTES = 4_000_000
"""A manifest above this size is refused: the laws of a country fill a few hundred lines."""


def _day(value: Any) -> Any:
    """A date of YAML or ISO 8601, never a number of seconds."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value)
    if value is None or type(value) is date:
        return value
    raise ValueError("must be a date, year-month-day")


def _inside(name: str) -> str:
    """A file below the manifest's own folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if not name.strip() or path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) or "\0" in name:
        raise ValueError("must name a file below the folder of the manifest")
    return str(path)


Day = Annotated[date | None, BeforeValidator(_day)]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$", max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class InForce(_Strict):
    """From when until when a text was law; `until` is the first day on which it no longer was."""

    from_: Day = Field(None, alias="from")
    until: Day = None

    @model_validator(mode="after")
    def _forwards(self) -> InForce:
        if self.from_ and self.until and self.until <= self.from_:
            raise ValueError("until must come after from")
        return self


class Entry(_Strict):
    """One law."""

    id: Annotated[str, Field(pattern=r"^/\S+$", max_length=300)]
    title: Line
    short: Line = ""
    kind: Kind
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    file: Annotated[str, AfterValidator(_inside)]
    format: Annotated[str, Field(pattern=r"^[a-z]*$")] = ""
    text: TextForm
    status: LawStatus = "in force"
    version: Day = None
    in_force: InForce = Field(default_factory=InForce.model_construct)
    level: Line = "national"
    sources: tuple[Line, ...] = ()
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    covers: tuple[Line, ...] = ()
    fetched: Day = None


class HasNo(_Strict):
    """A kind of law that the State does not have, and where that was read."""

    kind: Kind
    source: Line


class Reservation(_Strict):
    """What a State said when it became party: the article it concerns, the sense of it, and where that was read."""

    article: Line = ""
    says: Line
    source: Line


class PartyTo(_Strict):
    """A treaty that binds the State.

    `treaty` is its name as the standards' ``source`` has it; `deposited` the day of the instrument of ratification or accession, `since` that from
    which the treaty binds.
    """

    treaty: Annotated[str, Field(min_length=1, max_length=200)]
    since: Annotated[date, BeforeValidator(_day)]
    deposited: Day = None
    source: Line
    reservations: tuple[Reservation, ...] = ()

    @model_validator(mode="after")
    def _forwards(self) -> PartyTo:
        if self.deposited and self.since < self.deposited:
            raise ValueError("since must not come before deposited")
        return self


_LISTS: dict[str, type[_Strict]] = {"has_no": HasNo, "party_to": PartyTo}
"""What a manifest says of the State beside its laws."""


def parse(data: bytes) -> dict[str, list[Any]]:
    """``{"laws": […], "has_no": […], "party_to": […], "problems": [[what, do], …]}`` as JSON can say it; an entry at fault is a
    problem, the others stay.

    Raises ManifestError where the whole is no manifest.
    """
    found: dict[str, list[Any]] = {"laws": [], "has_no": [], "party_to": [], "problems": []}
    for place, model, item in _items(_yaml(data)):
        try:
            name = next((name for name, said in _LISTS.items() if said is model), "laws")
            found[name].append(model.model_validate(item).model_dump(mode="json", by_alias=True))
        except ValidationError as fault:
            found["problems"].append(_explained(fault, model, item, place))
    return found


def with_law(data: bytes, entry: Mapping[str, Any]) -> bytes:
    """The manifest `data`, empty for a new one, with one more law, `entry`. What people wrote stays as they wrote it; only where
    the laws stand in brackets, or there are none yet, it is written anew, without its comments.

    Raises ManifestError where `data` is no manifest.
    """
    import yaml

    whole = _yaml(data)
    list(_items(whole))
    one = yaml.safe_load(_dumped([dict(entry)]))
    if isinstance(whole, dict):
        wanted: Any = {**whole, "laws": [*(whole.get("laws") or []), *one]}
    else:
        wanted = [*(whole or []), *one]
    try:
        more = _put_in(data, dict(entry))
        return more if _yaml(more) == wanted else _dumped(wanted)
    except (ManifestError, yaml.YAMLError):
        return _dumped(wanted)


def _put_in(data: bytes, entry: dict[str, Any]) -> bytes:
    """`data` with `entry` behind the last item of its list of laws, as far in as the others stand."""
    import yaml

    text = data + (b"" if not data or data.endswith(b"\n") else b"\n")
    node = yaml.compose(text, Loader=_loader())
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "laws"), None)
    lines = text.splitlines(keepends=True)
    if not isinstance(node, yaml.SequenceNode):
        return text + _dumped([entry])
    inward = b" " * node.start_mark.column
    new = [inward + line for line in _dumped([entry]).splitlines(keepends=True)]
    return b"".join([*lines[: node.end_mark.line], *new, *lines[node.end_mark.line :]])


def _dumped(whole: Any) -> bytes:
    import yaml

    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120).encode()


def _yaml(data: bytes) -> Any:
    import yaml

    if len(data) > MAX_BYTES:
        raise ManifestError(
            f"the manifest has {len(data) / 1e6:.0f} MB", do="Give one entry a law, and the laws in files of their own"
        )
    try:
        return yaml.load(data, Loader=_loader())
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        reason = str(getattr(fault, "problem", None) or fault).splitlines()[0]
        raise ManifestError(f"the manifest is no YAML ({line}{reason})", do="Mend that line") from fault


def _loader() -> Any:
    """PyYAML's safe loader, for which a key given twice is an error."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            if twice := next((key for key in keys if keys.count(key) > 1), None):
                raise yaml.constructor.ConstructorError(None, None, f"the key “{twice}” stands twice", node.start_mark)
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            return mapping

    return Loader


def _items(whole: Any) -> Iterator[tuple[str, type[_Strict], Any]]:
    """Each thing to check, with what it should be and its place."""
    if isinstance(whole, dict):
        known = ["laws", *_LISTS]
        if strange := set(whole) - set(known):
            key = str(min(map(str, strange)))[:60]
            raise ManifestError(
                f"the key “{key}” is unknown{_nearest(key, known)}", do=f"Known keys: {', '.join(known)}"
            )
        if wrong := next((name for name in known if not isinstance(whole.get(name), list | None)), ""):
            raise ManifestError(f"the key “{wrong}” has no list", do="Begin each of its entries with a dash")
        whole = [*(whole.get("laws") or []), *({name: whole.get(name) or []} for name in _LISTS)]
    if not isinstance(whole, list | None):
        raise ManifestError("the manifest is no list of laws", do="Begin each law with “- id:”")
    for place, item in enumerate(whole or [], 1):
        name = next(iter(item)) if isinstance(item, dict) and len(item) == 1 else None
        if name in _LISTS and isinstance(item[name], list):
            yield from ((name, _LISTS[name], entry) for entry in item[name])
        else:
            yield f"entry {place}", Entry, item


def _explained(fault: ValidationError, model: type[_Strict], item: Any, place: str) -> list[str]:
    """What is wrong with one entry, and what to do: an unknown key first, since it is often the cause of a missing
    one.
    """
    errors = sorted(fault.errors(include_url=False), key=lambda error: error["type"] != "extra_forbidden")
    error = errors[0]
    named = item.get("id") or item.get("kind") or item.get("treaty") if isinstance(item, dict) else None
    entry = f"entry “{str(named)[:120]}”" if named else place
    key = ".".join(str(part) for part in error["loc"])[:80] or "?"
    if error["type"] == "extra_forbidden":
        known = _keys(model, error["loc"][:-1])
        return [
            f"{entry}: the key “{key}” is unknown{_nearest(str(error['loc'][-1]), known)}",
            f"Known keys: {', '.join(known)}",
        ]
    if error["type"] == "missing":
        return [f"{entry}: the key “{key}” is missing", "Add it"]
    if error["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", str(error["ctx"]["expected"]))
        given = str(error["input"])[:60]
        return [
            f"{entry}, key “{key}”: “{given}” is not allowed{_nearest(given, allowed)}",
            f"Allowed: {', '.join(allowed)}",
        ]
    message = error["msg"].removeprefix("Value error, ")
    return [f"{entry}, key “{key}”: {message}", "Mend it in the manifest"]


def _keys(model: type[_Strict], path: tuple[int | str, ...]) -> list[str]:
    inside: dict[str, type[_Strict]] = {"in_force": InForce, "reservations": Reservation}
    inner = inside.get(str(path[0]), model) if path else model
    return [field.alias or name for name, field in inner.model_fields.items()]


def _nearest(word: str, known: list[str]) -> str:
    found = process.extractOne(word, known, score_cutoff=55)
    return f"; did you mean “{found[0]}”?" if found else ""
