"""What may be said in the values of an annotation, held against what others wrote: files of reviews and annotation sets of other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Number = Annotated[float, Field(ge=0, le=1e12)]
Pair = Annotated[list[Number | None], Field(min_length=2, max_length=2)]


class _Values(BaseModel):
    """The keys that :mod:`analysis.tag.penalties`, `spans`, `ages` and `references` write; each may be left out."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    kind: Literal["imprisonment", "fine", "disqualification", "other"] = "other"
    min_years: Number = 0
    max_years: Number = 0
    life: bool = False
    death: bool = False
    fine: bool = False
    alternative: bool = False
    base: bool = False
    threshold: bool = False
    fine_days: Pair = []
    fine_wages: Pair = []
    fine_units: Pair = []
    fine_money: Pair = []
    currency: str = ""
    direction: Literal["up", "down"] = "up"
    factor: Pair = []
    plus_years: Pair = []
    minus_years: Pair = []
    relative: str = ""
    days: Number = 0
    days_min: Number = 0
    days_max: Number = 0
    months: Number = 0
    months_min: Number = 0
    months_max: Number = 0
    business: bool = False
    renewable: bool = False
    every: bool = False
    under: Number = 0
    law: str = ""
    numbers: list[str] = []
    targets: list[str] = []
    heading: str = ""


def fault(values: Any) -> str:
    """What is wrong with `values`, in one line; empty where they are what the tagger could have written.

    >>> fault({"max_years": 8.0}), fault({"max_years": "cuatro"})
    ('', 'max_years: Input should be a valid number')
    """
    if not isinstance(values, Mapping):
        return "they are no mapping of names to values"
    try:
        _Values.model_validate(dict(values))
    except ValidationError as wrong:
        error = wrong.errors(include_url=False)[0]
        return f"{'.'.join(map(str, error['loc']))[:80]}: {error['msg']}"
    return ""
