"""What a row of a parameter table says. The tables are in `app.schemas.parameters`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar


class ValueKind(StrEnum):
    """How a value is written and what it becomes; `app.schemas.values` reads, writes and describes each kind."""

    TEXT = "text"
    SLUG = "slug"
    ID = "id"
    AREA_CODE = "areaCode"
    ENUM = "enum"
    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    POINT = "point"
    BOX = "box"
    POSTCODE = "postcode"
    LANGUAGE = "language"
    CURSOR = "cursor"


ANY_VALUE: Final = "*"
"""Switches a default filter off, where the row allows it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter.

    field: the field of the result. max_repeats: how often it may be given; above 1 the field is a tuple.
    is_comma_list: several values may also stand in one, separated by commas. keeps_order: the order of the repeats
    means something; elsewhere they are sorted. minimum, maximum: bounds of an INT (in its unit) or MONEY (in cents).
    max_length: characters. values: the closed list of an ENUM. allows_any: `*` may be given and becomes ().
    default: the wire value in force when left out, for the documentation only; the field's own default is the truth.
    is_personal: describes a child or a household; never logged, never stored, never in a link made for others.
    """

    name: str
    kind: ValueKind
    field: str
    group: str
    description: str
    example: str
    max_repeats: int = 1
    is_comma_list: bool = False
    keeps_order: bool = False
    minimum: int = 0
    maximum: int = 0
    max_length: int = 100
    values: tuple[str, ...] = ()
    allows_any: bool = False
    default: str | int | None = None
    is_required: bool = False
    is_personal: bool = False

    @property
    def is_repeatable(self) -> bool:
        """Whether the field is a tuple."""
        return self.max_repeats > 1


BAD: Final = object()
"""Stands in `Given` for a value that was given but could not be read, so that contradictions still see the name."""

Given = Mapping[str, Any]
"""Parameter name -> value read, or `BAD`."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values that are fine alone but cannot go together.

    names: the parameters concerned; the first one given carries the fault. `holds` is asked only when at least one of
    them was given.
    """

    names: tuple[str, ...]
    code: str
    holds: Callable[[Given], bool]
    detail: str
    detail_nl: str


Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ParameterTable(Generic[Result]):
    """The parameters of one endpoint, what they cannot say together, and the frozen dataclass they become."""

    name: str
    rows: tuple[Parameter, ...]
    result: Callable[..., Result]
    contradictions: tuple[Contradiction, ...] = ()
